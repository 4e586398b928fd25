/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/samples.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "bench/must.h"

double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void sleep_until_s(double when_s)
{
    time_t whole = (time_t)when_s;
    struct timespec when = {.tv_sec = whole, .tv_nsec = (long)((when_s - (double)whole) * 1e9)};
    if (now_s() >= when_s)
        return; /* a timer that is set for a time gone by still costs the machine an interrupt */
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
        continue;
}

void samples_add(struct samples *samples, double value)
{
    if (samples->count == samples->room) {
        samples->room = samples->room == 0 ? 4096 : 2 * samples->room;
        samples->at = realloc(samples->at, samples->room * sizeof *samples->at);
        must_be(samples->at != NULL, "no memory");
    }
    samples->at[samples->count++] = value;
}

void samples_join(struct samples *to, const struct samples *from)
{
    for (size_t i = 0; i < from->count; i++)
        samples_add(to, from->at[i]);
}

static int compare(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

double samples_at(struct samples *samples, double share)
{
    if (samples->count == 0)
        return 0;
    qsort(samples->at, samples->count, sizeof *samples->at, compare);
    size_t place = (size_t)(share * (double)samples->count);
    return samples->at[place < samples->count ? place : samples->count - 1];
}

void samples_free(struct samples *samples)
{
    free(samples->at);
    *samples = (struct samples){0};
}
