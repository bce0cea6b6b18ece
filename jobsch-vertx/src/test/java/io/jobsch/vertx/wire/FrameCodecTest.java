package io.jobsch.vertx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Address;
import io.jobsch.workers.Ending;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.Launch;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final WorkerId W1 = new WorkerId("w1/3 \u4e2d");
  private static final Incarnation LIFE = new Incarnation("life");
  private static final Head HEAD = new Head(W1, LIFE, new Epoch(7), "session");
  private static final Address HERE = new Address(new Epoch(7), W1, LIFE);
  private static final AttemptId ATTEMPT =
      new AttemptId(new JobId("0123456789abcdef".repeat(2)), 5, 2);

  static List<Frame> frames() {
    List<Frame> all = new ArrayList<>();
    all.add(new Frame.Hello(HEAD, 3, "0.1.0", 1L << 60));
    all.add(new Frame.Welcome(HEAD, 3, true, Terms.DEFAULT, 12, -5));
    for (Frame.Refused.Reason reason : Frame.Refused.Reason.values()) {
      all.add(new Frame.Refused(HEAD, reason, "why \"so\"\n"));
    }
    all.add(new Frame.Unknown(HEAD.in(Head.NO_SESSION)));
    all.add(new Frame.Probe(HEAD));
    all.add(new Frame.Alive(HEAD, 1, 2));
    all.add(new Frame.Heartbeat(HEAD, 3, 4));
    all.add(new Frame.Ack(HEAD, 5));
    all.add(new Frame.Stored(HEAD, ATTEMPT, StreamName.STDERR, 6, 7));
    byte[] bytes = {0, '{', -1, 10};
    all.add(
        new Frame.Output(
            HEAD, ATTEMPT, StreamName.STDOUT, 1L << 40, (1L << 40) + 1, Buffer.buffer(bytes)));
    contents().forEach(content -> all.add(new Frame.Message(HEAD, 8, 9, List.of(content))));
    all.add(new Frame.Message(HEAD, 8, 9, contents()));
    return all;
  }

  private static List<Content> contents() {
    List<Content> all = new ArrayList<>();
    all.add(new Content.Drain(true));
    all.add(new Content.Draining(false));
    all.add(new Content.Dismissed());
    orders().forEach(order -> all.add(new Content.Told(order)));
    news().forEach(news -> all.add(new Content.Said(news)));
    return all;
  }

  private static Stream<Order> orders() {
    Launch full =
        new Launch(
            Pointer.parse("/work/1"),
            new RoleName("r\u00f4le"),
            new Command.Argv(List.of("echo", "", "\u0001\"\\")),
            Map.of("A", "", "B", "\u4e2d"),
            Optional.of("sub"),
            Optional.of(Duration.ofSeconds(3, 141_592_653)));
    Launch bare =
        new Launch(
            Pointer.ROOT,
            RoleName.DEFAULT,
            new Command.Shell("echo $A"),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return Stream.of(
        new Order.Start(HERE, ATTEMPT, full),
        new Order.Start(HERE, ATTEMPT, bare),
        new Order.Stop(HERE, ATTEMPT, Urgency.GRACEFUL),
        new Order.Stop(HERE, ATTEMPT, Urgency.AT_ONCE),
        new Order.Acknowledge(HERE, ATTEMPT),
        new Order.AskSuitability(HERE, new TreeSet<>(Set.of(new RoleName("a"), RoleName.DEFAULT))));
  }

  private static Stream<News> news() {
    Stream<News> endings =
        endings().map(it -> new News.Ended(W1, LIFE, ATTEMPT, it, new Written(1, 2)));
    return Stream.concat(
        endings,
        Stream.of(
            joined(new Suitability.Everything()),
            joined(new Suitability.Patterns(List.of())),
            draining(),
            joined(new Suitability.Patterns(List.of(new RolePattern("a*"), new RolePattern("?")))),
            joined(new Suitability.OnRequest()),
            new News.Started(W1, LIFE, ATTEMPT, 4711),
            new News.Suits(
                W1, LIFE, new TreeMap<>(Map.of(new RoleName("a"), true)), Optional.empty()),
            new News.Suits(W1, LIFE, new TreeMap<>(), Optional.of("no idea")),
            new News.SuitabilityChanged(W1, LIFE),
            new News.Left(W1, LIFE)));
  }

  private static News joined(Suitability suitability) {
    return new News.Joined(
        W1, LIFE, new News.Profile(suitability, "plain"), new TreeSet<>(Set.of(ATTEMPT)));
  }

  private static News draining() {
    News.Profile profile = new News.Profile(new Suitability.Everything(), "plain", true);
    return new News.Joined(W1, LIFE, profile, new TreeSet<>());
  }

  private static Stream<Ending> endings() {
    Stream<Ending> refusals =
        Arrays.stream(Ending.NotStarted.Kind.values())
            .map(kind -> new Ending.NotStarted(kind, "why"));
    Stream<Ending> kills =
        Arrays.stream(Ending.Cause.values())
            .map(cause -> new Ending.Killed(cause, Optional.of(ExitStatus.Signal.KILL)));
    return Stream.concat(
        Stream.concat(refusals, kills),
        Stream.of(
            new Ending.Exited(new ExitStatus.Code(255)),
            new Ending.Exited(ExitStatus.Signal.TERM),
            new Ending.Killed(Ending.Cause.ORDER, Optional.empty()),
            new Ending.Unkillable(Ending.Cause.TIMEOUT, List.of("12 (D)", "13")),
            new Ending.Lost("gone")));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void what_is_written_is_read(Frame frame) throws BadFrameException {
    assertThat(FrameCodec.decode(FrameCodec.encode(frame))).isEqualTo(frame);
  }

  @Test
  void everything_that_can_be_said_is_among_what_is_written_and_read() {
    Set<Class<?>> said = new LinkedHashSet<>();
    for (Frame frame : frames()) {
      said.add(frame.getClass());
      if (frame instanceof Frame.Message message) {
        message.contents().forEach(content -> addKinds(content, said));
      }
    }

    for (Class<?> family :
        List.of(Frame.class, Content.class, Order.class, News.class, Ending.class)) {
      assertThat(said).contains(family.getPermittedSubclasses());
    }
  }

  private static void addKinds(Content content, Set<Class<?>> said) {
    said.add(content.getClass());
    if (content instanceof Content.Told told) {
      said.add(told.order().getClass());
    } else if (content instanceof Content.Said it) {
      said.add(it.news().getClass());
      if (it.news() instanceof News.Ended ended) {
        said.add(ended.ending().getClass());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void what_is_cut_short_is_refused_and_nothing_else_happens(Frame frame) {
    Buffer whole = FrameCodec.encode(frame);
    int least = frame instanceof Frame.Output output ? output.bytes().length() : 0;
    for (int length = 0; length < whole.length() - least; length++) {
      Buffer part = whole.getBuffer(0, length);
      assertThatThrownBy(() -> FrameCodec.decode(part)).isInstanceOf(BadFrameException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void no_byte_that_is_changed_on_its_way_does_more_than_make_another_frame_or_none(Frame frame) {
    Random random = new Random(42);
    byte[] whole = FrameCodec.encode(frame).getBytes();
    for (int i = 0; i < 500; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      try {
        assertThat(FrameCodec.decode(Buffer.buffer(changed))).isNotNull();
      } catch (BadFrameException e) {
        assertThat(e).hasMessageNotContaining("Exception");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"v\":1}",
        "{\"v\":\"1\"}",
        "{\"v\":1,\"type\":\"nonsense\",\"worker\":\"w\",\"incarnation\":\"\",\"epoch\":1,\"session\":\"\"}",
        "{\"v\":1,\"type\":\"probe\",\"worker\":\" \",\"incarnation\":\"\",\"epoch\":1,\"session\":\"\"}",
        "{\"v\":1,\"type\":\"probe\",\"worker\":\"a\\u001bb\",\"incarnation\":\"\",\"epoch\":1,\"session\":\"\"}",
        "{\"v\":1,\"type\":\"probe\",\"worker\":\"w\",\"incarnation\":\"\",\"epoch\":-1,\"session\":\"\"}",
        "{\"v\":1,\"type\":\"probe\",\"worker\":\"w\",\"incarnation\":\"\",\"epoch\":1,\"session\":\"\",\"more\":1}",
        "{\"v\":1,\"type\":\"ack\",\"worker\":\"w\",\"incarnation\":\"\",\"epoch\":1,\"session\":\"\",\"ack\":1.5}",
      })
  void what_is_no_frame_is_refused(String text) {
    assertThatThrownBy(() -> FrameCodec.decode(Buffer.buffer(text)))
        .isInstanceOf(BadFrameException.class);
  }

  @Test
  void another_version_is_told_to_bring_the_same_jobsch() {
    JsonObject frame =
        FrameCodec.encode(new Frame.Probe(HEAD)).toJsonObject().put("v", Protocol.VERSION + 1);

    assertThatThrownBy(() -> FrameCodec.decode(frame.toBuffer()))
        .hasMessage(
            "expected version 1 of the worker protocol, found 2; scheduler and workers have to run"
                + " the same jobsch");
  }

  @Test
  void a_mistake_is_said_with_its_place() {
    JsonObject frame =
        FrameCodec.encode(
                new Frame.Message(
                    HEAD, 1, 1, List.of(new Content.Told(new Order.Acknowledge(HERE, ATTEMPT)))))
            .toJsonObject();
    frame.getJsonArray("contents").getJsonObject(0).getJsonObject("attempt").put("node", "five");

    assertThatThrownBy(() -> FrameCodec.decode(frame.toBuffer()))
        .hasMessage("/contents/0/attempt/node: expected a whole number, found \"five\"");
  }
}
