package io.jobsch.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Marks everything that comes of one attempt: a variable of its environment that children inherit.
 * Its name is what is unique, not its value, so that a jobsch that runs inside a command adds its
 * own tags and hides none.
 *
 * @param id 16 hex digits
 */
record Tag(String id) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PREFIX = "_JOBSCH_TAG_";
  private static final byte[] MARK = PREFIX.getBytes(US_ASCII);
  private static final int ID_LENGTH = 16;

  static Tag random() {
    byte[] id = new byte[ID_LENGTH / 2];
    RANDOM.nextBytes(id);
    return new Tag(HexFormat.of().formatHex(id));
  }

  /** The name of the variable. */
  String variable() {
    return PREFIX + id;
  }

  /** The tags among the variables of an environment as the system hands it out: ended by NULs. */
  static Set<Tag> allIn(byte[] environment) {
    Set<Tag> found = new HashSet<>();
    for (int at = 0; at < environment.length; at = afterNul(environment, at)) {
      int end = at + MARK.length + ID_LENGTH;
      if (end < environment.length && environment[end] == '=' && isMark(environment, at)) {
        found.add(new Tag(new String(environment, at + MARK.length, ID_LENGTH, US_ASCII)));
      }
    }
    return found;
  }

  private static boolean isMark(byte[] environment, int at) {
    return Arrays.equals(environment, at, at + MARK.length, MARK, 0, MARK.length);
  }

  private static int afterNul(byte[] environment, int at) {
    int nul = at;
    while (nul < environment.length && environment[nul] != 0) {
      nul++;
    }
    return nul + 1;
  }
}
