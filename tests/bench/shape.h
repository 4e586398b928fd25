/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which rows a transition of ours is, and how large: taken from what a desk committed and handed on in
 * STATE/shape, so that the floor R writes the same without being told by hand.
 */
#ifndef HF_TESTS_BENCH_SHAPE_H
#define HF_TESTS_BENCH_SHAPE_H

#include "desk/ports.h"

struct shape {
    size_t header, payload, sealed;                    /* bytes */
    size_t disclosures, commands, outbox, dues, drops; /* rows for each event; dues: a time, drops: none */
};

struct shape shape_of(const struct hf_batch *batch);
void shape_write(const char *state, const struct shape *shape);
struct shape shape_read(const char *state);

#endif
