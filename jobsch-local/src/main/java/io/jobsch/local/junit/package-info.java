/** Gives tests under JUnit 5 a scheduler, and sees that nothing of it is left behind. */
@NullMarked
package io.jobsch.local.junit;

import org.jspecify.annotations.NullMarked;
