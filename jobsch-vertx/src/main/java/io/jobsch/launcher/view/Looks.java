package io.jobsch.launcher.view;

import java.util.function.Supplier;

/**
 * What a terminal can show.
 *
 * @param live whether it can draw over what it has shown, and nothing but it is written to
 * @param colours whether colours are wanted
 * @param unicode whether it shows more than ASCII
 * @param screen how large it is at the moment
 */
public record Looks(boolean live, boolean colours, boolean unicode, Supplier<Screen> screen) {
  /** Colours only for who sits before it. */
  Paint headPaint() {
    return live ? paint() : Paint.PLAIN;
  }

  Paint paint() {
    return colours ? Paint.COLOURED : Paint.PLAIN;
  }

  Glyphs glyphs() {
    return unicode ? Glyphs.UNICODE : Glyphs.ASCII;
  }
}
