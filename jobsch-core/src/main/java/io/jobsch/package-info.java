/**
 * jobsch as an application sees it: submit a job, watch it, stop it, read its result. Knows what is
 * below it, and none of the ways in which a scheduler can be hosted.
 */
@NullMarked
package io.jobsch;

import org.jspecify.annotations.NullMarked;
