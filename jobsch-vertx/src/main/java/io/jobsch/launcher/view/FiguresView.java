package io.jobsch.launcher.view;

import io.jobsch.local.simulate.Figures;
import io.jobsch.local.simulate.Replay;
import io.jobsch.local.simulate.Timeline;
import io.jobsch.spec.SpecRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows how a replay went. */
public final class FiguresView {
  private static final int DIGITS = 6;

  private final Outlet out;

  /** Shows it there. */
  public FiguresView(Outlet out) {
    this.out = out;
  }

  /** The figures as one JSON object in one line. */
  public void json(Figures figures) {
    out.write(
        values(figures).entrySet().stream()
            .map(each -> '"' + each.getKey() + "\": " + each.getValue())
            .collect(Collectors.joining(", ", "{", "}\n")));
  }

  /** The figures in lines, with their units. */
  public void text(Replay replay) {
    Map<String, String> values = values(replay.figures());
    int longest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    values.forEach(
        (name, value) -> out.line(Columns.pad(name, longest + 2) + value + remark(name, replay)));
  }

  private static String remark(String name, Replay replay) {
    return switch (name) {
      case "mean_wait", "max_wait", "makespan" -> " s";
      case "skipped" -> why(replay);
      default -> "";
    };
  }

  private static String why(Replay replay) {
    List<String> reasons = new ArrayList<>();
    if (replay.tooWide() > 0) {
      reasons.add(replay.tooWide() + " with more than " + replay.workers() + " roles");
    }
    if (replay.unusable() > 0) {
      reasons.add(replay.unusable() + " of which too little is known");
    }
    return reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")";
  }

  /** What the replay has cost. */
  public static String effort(Replay replay, Duration took) {
    double seconds = Math.max(1, took.toNanos()) / 1e9;
    return String.format(
        Locale.ROOT,
        "played %s in %.2f s: %s in %s, %.0f events per second",
        counted(replay.jobs().size(), "job"),
        seconds,
        counted(replay.events(), "event"),
        counted(replay.steps(), "step"),
        replay.events() / seconds);
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** How many jobs waited and how many workers were in use, over time; as wide as the screen. */
  public void plot(Replay replay, Looks looks) {
    if (replay.jobs().isEmpty()) {
      return;
    }
    Plot plot = new Plot(looks);
    Timeline timeline = Timeline.of(replay, plot.columns());
    out.line("");
    plot.lines("jobs waiting", timeline.parts().stream().mapToDouble(Timeline.Part::waiting))
        .forEach(out::line);
    out.line("");
    plot.lines("workers in use", timeline.parts().stream().mapToDouble(Timeline.Part::busy))
        .forEach(out::line);
    out.line(plot.axis("0", Durations.text(timeline.length())));
  }

  private static Map<String, String> values(Figures figures) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("jobs", Integer.toString(figures.jobs()));
    values.put("mean_wait", seconds(figures.meanWait()));
    values.put("max_wait", seconds(figures.maxWait()));
    values.put("mean_bounded_slowdown", number(BigDecimal.valueOf(figures.meanBoundedSlowdown())));
    values.put("makespan", seconds(figures.makespan()));
    values.put("utilization", number(BigDecimal.valueOf(figures.utilization())));
    values.put("skipped", Integer.toString(figures.skipped()));
    return values;
  }

  private static String seconds(Duration time) {
    return number(new BigDecimal(SpecRules.seconds(time)));
  }

  private static String number(BigDecimal value) {
    BigDecimal rounded = value.setScale(DIGITS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
