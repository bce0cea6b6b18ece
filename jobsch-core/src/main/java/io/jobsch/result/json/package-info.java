/** Results as JSON documents. The only thing it knows beside JSON is what a result holds. */
@NullMarked
package io.jobsch.result.json;

import org.jspecify.annotations.NullMarked;
