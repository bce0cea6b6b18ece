package io.jobsch.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What tells one version of a file from another. */
record FileState(boolean exists, long size, FileTime modified, Optional<Object> key) {
  static FileState of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileState(
          true, found.size(), found.lastModifiedTime(), Optional.ofNullable(found.fileKey()));
    } catch (NoSuchFileException e) {
      return new FileState(false, 0, FileTime.fromMillis(0), Optional.empty());
    } catch (IOException e) {
      // It may be there, and whoever reads it will say what is wrong.
      return new FileState(true, -1, FileTime.fromMillis(0), Optional.empty());
    }
  }
}
