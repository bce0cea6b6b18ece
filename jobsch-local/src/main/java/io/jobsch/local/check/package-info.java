/** What tests say of results, and how they are shown when that is not so. */
@NullMarked
package io.jobsch.local.check;

import org.jspecify.annotations.NullMarked;
