package io.jobsch.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is started, and how it is killed.
 *
 * @param argv the program and its arguments; a program without a slash is looked for along the
 *     {@code PATH} of {@code env}
 * @param env the whole environment; nothing is inherited beside it
 * @param cwd the directory in which it runs; absolute
 * @param timeout when it is killed, counted from its start
 * @param killing how it is killed
 */
public record CommandLaunch(
    List<String> argv,
    Map<String, String> env,
    Path cwd,
    Optional<Duration> timeout,
    KillPolicy killing) {
  /** Copies what it is given. */
  public CommandLaunch {
    argv = List.copyOf(argv);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }
}
