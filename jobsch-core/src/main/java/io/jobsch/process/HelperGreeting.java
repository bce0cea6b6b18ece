package io.jobsch.process;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line that a helper says before anything else.
 *
 * @param descriptor the one of its own from which its answers are read
 * @param isolation which tier it is
 * @param why why it is no better one; empty if there is none
 */
record HelperGreeting(int descriptor, String isolation, String why) {
  static final String HELPER = "helper";
  static final String WITH_CGROUPS = "helper+cgroup";

  private static final String PREFIX = "jobsch-helper " + HelperWire.VERSION + " ";
  private static final Pattern LINE =
      Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,9}) (helper\\+cgroup|helper(?= ))(?: (.+))?");

  static HelperGreeting parse(String line) throws IOException {
    Matcher found = LINE.matcher(line);
    if (found.matches()) {
      String why = found.group(3);
      return new HelperGreeting(
          Integer.parseInt(found.group(1)), found.group(2), why == null ? "" : why);
    }
    throw new IOException(
        line.equals(PREFIX + "unfit")
            ? "the helper finds this system unfit: it needs Linux 5.3, and /proc"
            : "the helper has said \"" + line + "\"");
  }
}
