/** Where facts are kept. Knows facts, and nothing of what they mean. */
@NullMarked
package io.jobsch.journal;

import org.jspecify.annotations.NullMarked;
