/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/breaker.h"

enum { UNREACHED_MAX = 5, TRIED_LEAST = 10, FAILED_OF_TEN = 7 };
#define WINDOW_MS INT64_C(300000)
#define STEP_LEAST_MS INT64_C(30000)
#define STEP_MOST_MS INT64_C(900000)

uint32_t hf_breaker_room(const struct hf_breaker *breaker, uint32_t room, int64_t now_ms)
{
    if (breaker->open_ms == 0)
        return room;
    return room > 0 && now_ms >= breaker->open_ms && !breaker->probing;
}

void hf_breaker_began(struct hf_breaker *breaker)
{
    breaker->probing = breaker->open_ms != 0;
}

static void count(struct hf_breaker *breaker, enum hf_heard heard, int64_t now_ms)
{
    if (now_ms - breaker->window_ms >= WINDOW_MS) {
        breaker->window_ms = now_ms;
        breaker->tried = breaker->failed = 0;
    }
    breaker->tried++;
    breaker->failed += heard != HF_HEARD_SUCCESS;
    breaker->unreached = heard == HF_HEARD_NOTHING ? breaker->unreached + 1 : 0;
}

static bool is_failing(const struct hf_breaker *breaker)
{
    return breaker->unreached >= UNREACHED_MAX ||
           (breaker->tried >= TRIED_LEAST && breaker->failed * 10 >= breaker->tried * FAILED_OF_TEN);
}

static void open_for(struct hf_breaker *breaker, int64_t step_ms, int64_t now_ms)
{
    breaker->step_ms = step_ms < STEP_MOST_MS ? step_ms : STEP_MOST_MS;
    breaker->open_ms = now_ms + breaker->step_ms;
}

/* What was on its way when it opened fails as the rest did, and says nothing new. */
enum hf_breaker_news hf_breaker_heard(struct hf_breaker *breaker, enum hf_heard heard, int64_t now_ms)
{
    bool is_open = breaker->open_ms != 0, probed = breaker->probing;
    if (is_open && heard == HF_HEARD_SUCCESS) {
        *breaker = (struct hf_breaker){.failing_ms = breaker->failing_ms};
        return HF_BREAKER_CLOSED;
    }
    if (is_open && probed) {
        breaker->probing = false;
        open_for(breaker, 2 * breaker->step_ms, now_ms);
    }
    if (is_open)
        return HF_BREAKER_AS_BEFORE;
    count(breaker, heard, now_ms);
    if (!is_failing(breaker))
        return HF_BREAKER_AS_BEFORE;
    breaker->failing_ms = now_ms;
    open_for(breaker, STEP_LEAST_MS, now_ms);
    return HF_BREAKER_OPENED;
}
