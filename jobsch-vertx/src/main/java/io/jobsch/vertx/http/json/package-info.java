/** Reads the small documents that clients send beside jobs. Knows nothing but JSON. */
@NullMarked
package io.jobsch.vertx.http.json;

import org.jspecify.annotations.NullMarked;
