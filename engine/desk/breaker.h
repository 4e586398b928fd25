/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One endpoint's breaker: after five failures to reach it in a row, or when of at least ten attempts in five
 * minutes seven in ten failed, nothing is sent for 30 s; then one message is, and if that fails too the wait
 * doubles, to 15 minutes at most. One success closes it. Values in memory: each courier finds out by itself.
 */
#ifndef HF_DESK_BREAKER_H
#define HF_DESK_BREAKER_H

#include <stdbool.h>
#include <stdint.h>

struct hf_breaker {
    uint32_t unreached;     /* in a row */
    int64_t window_ms;      /* the five minutes that are counted began then */
    uint32_t tried, failed; /* in them */
    int64_t open_ms;        /* nothing is sent before; 0: closed */
    int64_t step_ms;        /* of the last wait */
    int64_t failing_ms;     /* open since */
    bool probing;           /* the one message is on its way */
};

enum hf_heard { HF_HEARD_SUCCESS, HF_HEARD_FAILURE, HF_HEARD_NOTHING /* not reached at all */ };
enum hf_breaker_news { HF_BREAKER_AS_BEFORE, HF_BREAKER_OPENED, HF_BREAKER_CLOSED };

/* How many messages may be begun, of `room` that otherwise could. */
uint32_t hf_breaker_room(const struct hf_breaker *breaker, uint32_t room, int64_t now_ms);
/* One was begun; and one came back. */
void hf_breaker_began(struct hf_breaker *breaker);
enum hf_breaker_news hf_breaker_heard(struct hf_breaker *breaker, enum hf_heard heard, int64_t now_ms);

#endif
