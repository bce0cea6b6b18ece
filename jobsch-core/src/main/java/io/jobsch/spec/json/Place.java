package io.jobsch.spec.json;

import io.jobsch.spec.Pointer;

/**
 * Where something stands in a document that is being read.
 *
 * @param pointer its name
 * @param offset the index of its first character
 */
record Place(Pointer pointer, int offset) {}
