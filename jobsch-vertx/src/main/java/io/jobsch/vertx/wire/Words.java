package io.jobsch.vertx.wire;

import java.util.Locale;

/** Constants as documents write them: {@code not_found}. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
