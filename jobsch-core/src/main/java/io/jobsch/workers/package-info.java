/**
 * Who plays roles: workers, what they suit, how a gang of them is matched to a job, and what is
 * said to them and by them. Does not know what a scheduler decides.
 */
@NullMarked
package io.jobsch.workers;

import org.jspecify.annotations.NullMarked;
