/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock port: the machine's clock. A state that the demo made may be ahead of it:
 * STATE/clock holds by how many milliseconds, one decimal number, and every process of that state reads it
 * anew whenever it asks for the time, so that a jump reaches them all. No other state may have such a file.
 */
#ifndef HF_HOST_CLOCK_H
#define HF_HOST_CLOCK_H

#include "base/when.h"
#include "desk/ports.h"
#include "host/state.h"

struct hf_host_clock {
    char path[HF_STATE_PATH_MAX + 16]; /* of the offset; "" where the state has none and may have none */
};

/* `state` NULL: the machine's own time. NOT_ALLOWED clock_foreign, BAD_INPUT clock_malformed. */
enum hf_rc hf_host_clock_open(struct hf_host_clock *clock, const char *state, struct hf_err *err);
/* Used by any number of threads; `clock` stays where it is. */
struct hf_clock_port hf_host_clock_port(struct hf_host_clock *clock);

/* Moves the time of a demo state forward. NOT_ALLOWED clock_foreign, BAD_INPUT clock_back. */
enum hf_rc hf_host_clock_jump(const char *state, int64_t by_ms, struct hf_err *err);

#endif
