/* SPDX-License-Identifier: Apache-2.0 */
/* Time, and a heap of measured times of which the middle and the slow end are asked. */
#ifndef HF_TESTS_BENCH_SAMPLES_H
#define HF_TESTS_BENCH_SAMPLES_H

#include <stddef.h>

double now_s(void); /* steady */
void sleep_until_s(double when_s);

struct samples {
    double *at;
    size_t count, room;
};

void samples_add(struct samples *samples, double value);
void samples_join(struct samples *to, const struct samples *from);
/* The value below which `share` of all lie (0.5: median; 1: the greatest); 0 when there are none. Sorts. */
double samples_at(struct samples *samples, double share);
void samples_free(struct samples *samples);

#endif
