package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What the helper says of the end of a command.
 *
 * @param kind what became of it
 * @param cause why it was killed, if it was
 * @param statusKind whether the value is an exit code or a signal
 * @param stage how far it got, if it was not started
 * @param value exit code, signal or error number
 * @param text who survived, line by line
 */
record HelperEnding(int kind, int cause, int statusKind, int stage, int value, String text) {
  private static final int EXITED = 1;
  private static final int KILLED = 2;
  private static final int SURVIVED = 3;
  private static final int FAILED = 4;
  private static final int LOST = 5;

  private static final int CODE = 1;
  private static final int SIGNAL = 2;

  private static final int STAGE_FORK = 2;
  private static final int STAGE_CWD = 3;
  private static final int STAGE_EXEC = 4;

  static HelperEnding read(int kind, ByteBuffer payload) {
    int cause = payload.get();
    int status = payload.get();
    int stage = payload.get();
    payload.get();
    int value = payload.getInt();
    return new HelperEnding(kind, cause, status, stage, value, UTF_8.decode(payload).toString());
  }

  /** Whether {@link #of} looks at files, to say why a command was not started. */
  boolean looksAtFiles() {
    return kind == FAILED;
  }

  /** What an observer is told. */
  Ending of(CommandLaunch launch) {
    return switch (kind) {
      case EXITED -> new Ending.Exited(status().orElse(new ExitStatus.Code(value)));
      case KILLED -> new Ending.Killed(whyKilled(), status());
      case SURVIVED -> new Ending.Unkillable(whyKilled(), List.of(text.split("\n")));
      case FAILED -> refusal(launch).ending();
      case LOST ->
          new Ending.Lost(
              "the process that looked after the command was killed; all of the command is gone");
      default -> throw new AssertionError("an ending that nobody knows: " + this);
    };
  }

  private Ending.Cause whyKilled() {
    return Ending.Cause.values()[cause];
  }

  private Optional<ExitStatus> status() {
    return switch (statusKind) {
      case CODE -> Optional.of(new ExitStatus.Code(value));
      case SIGNAL -> Optional.of(new ExitStatus.Signal(value));
      default -> Optional.empty();
    };
  }

  private CannotStart refusal(CommandLaunch launch) {
    try {
      return switch (stage) {
        case STAGE_CWD -> {
          StartRefusal.checkDirectory(launch);
          yield StartRefusal.ofDirectory(launch, " may not be entered: error " + value);
        }
        case STAGE_EXEC -> {
          ProgramLookup.find(launch);
          yield StartRefusal.ofProgram(
              launch, value, "cannot start \"" + launch.argv().get(0) + "\": error " + value);
        }
        case STAGE_FORK ->
            StartRefusal.because(launch, "the system has no process for it: error " + value);
        default -> StartRefusal.because(launch, "the system has no pipes for it: error " + value);
      };
    } catch (CannotStart found) {
      return found;
    }
  }
}
