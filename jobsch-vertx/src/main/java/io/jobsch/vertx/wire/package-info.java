/**
 * What scheduler and worker say to each other over a network, as frames of bytes: control in JSON,
 * output as it is. Knows no connection; {@code docs/worker-protocol.md} describes it.
 */
@NullMarked
package io.jobsch.vertx.wire;

import org.jspecify.annotations.NullMarked;
