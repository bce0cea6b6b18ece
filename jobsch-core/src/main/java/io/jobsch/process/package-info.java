/**
 * Commands as processes of the operating system: started, read, timed, killed with their trees. The
 * only package that touches {@code java.lang.Process}; knows no job and no scheduler.
 */
@NullMarked
package io.jobsch.process;

import org.jspecify.annotations.NullMarked;
