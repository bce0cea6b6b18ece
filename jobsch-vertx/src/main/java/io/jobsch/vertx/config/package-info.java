/** Options as JSON, read strictly: for verticles that are deployed by their names. */
@NullMarked
package io.jobsch.vertx.config;

import org.jspecify.annotations.NullMarked;
