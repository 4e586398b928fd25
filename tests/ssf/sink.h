/* SPDX-License-Identifier: Apache-2.0 */
/* A receiver to whom notices are pushed: over TLS on 127.0.0.1, at /push for anybody and at /guarded for
 * those who show a token. Each is answered with 202. */
#ifndef HF_TESTS_SSF_SINK_H
#define HF_TESTS_SSF_SINK_H

#include "crash/office.h"
#include "base/str.h"

struct sink;
struct sink *sink_open(const struct office *office);
void sink_close(struct sink *sink);
/* "https://127.0.0.1:PORT/push" */
void sink_address(const struct sink *sink, const char *path, char *out, size_t size);

/* Waits until so many have come; the n-th, from 0, and the token that was shown with it. */
bool sink_await(struct sink *sink, size_t count);
size_t sink_count(struct sink *sink);
struct hf_str sink_got(struct sink *sink, size_t n);
const char *sink_bearer(struct sink *sink, size_t n);

#endif
