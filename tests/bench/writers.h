/* SPDX-License-Identifier: Apache-2.0 */
/* Writers side by side, a thread each, all beginning at one moment: so much a second, together. */
#ifndef HF_TESTS_BENCH_WRITERS_H
#define HF_TESTS_BENCH_WRITERS_H

#include <stddef.h>
#include <stdint.h>

enum { WRITERS = 2, WRITERS_MAX = 16 };

struct writers {
    size_t count;
    void *self[WRITERS_MAX];
    size_t (*move)(void *self); /* commits one batch; how many transitions that was */
    uint64_t first;             /* transitions of each before the time runs */
    uint64_t most;              /* then so many of each, */
    double seconds;             /* or, where that is 0, for so long */
};

double writers_run(const struct writers *writers); /* transitions per second */

#endif
