package io.jobsch.vertx.http;

import io.jobsch.result.Output;

/**
 * What a command has written.
 *
 * @param output that; it grows
 * @param over whether it does not grow any more
 */
record OutputNow(Output output, boolean over) {}
