/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Posts messages over HTTP/1.1 as fast as they are taken: so many kept connections, each with one request
 * under way, one thread. Anything but the status that is asked for ends the program.
 */
#ifndef HF_TESTS_BENCH_ANSWER_LOAD_H
#define HF_TESTS_BENCH_ANSWER_LOAD_H

#include <stdint.h>

#include "base/str.h"

enum { LOAD_WIDTH_MAX = 256 };

struct load {
    uint16_t port; /* on the loopback */
    size_t width;
    const char *path, *type;
    int status; /* that every answer must have */
    const struct hf_str *message;
    size_t count;
    double seconds; /* no request begins later; 0: until all messages are taken */
};
struct load_result {
    size_t taken;
    double seconds;
    double p50_ms, p99_ms; /* from the first byte sent to the answer */
};

void load_post(const struct load *load, struct load_result *out);

#endif
