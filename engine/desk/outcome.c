/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/outcome.h"

#include "desk/classes.h"

#define MINUTE_MS INT64_C(60000)

/* Pauses before the next attempt of this class; after the last of them the outcome is final. */
struct pauses {
    const int64_t *at_ms;
    size_t count;
};

static const int64_t missing_ms[] = {20 * MINUTE_MS, 40 * MINUTE_MS};
static const int64_t key_cache_ms[] = {5 * MINUTE_MS, 60 * MINUTE_MS, 24 * 60 * MINUTE_MS};

static const struct class
{
    struct hf_str name;
    struct pauses pauses;
    enum hf_delivery_state state; /* once there is no pause left */
    bool endpoint_pauses;
} classes[] = {
    {HF_STR_INIT(HF_CLASS_RECEIVED), {NULL, 0}, HF_DELIVERED, false},
    {HF_STR_INIT(HF_CLASS_NONCONFORMING), {NULL, 0}, HF_DELIVERED, false},
    {HF_STR_INIT(HF_CLASS_PERMANENT), {NULL, 0}, HF_DEAD, false},
    {HF_STR_INIT(HF_CLASS_MOVED), {NULL, 0}, HF_DEAD, false},
    {HF_STR_INIT(HF_CLASS_MISSING), {missing_ms, 2}, HF_DEAD, false},
    {HF_STR_INIT(HF_CLASS_KEY_CACHE), {key_cache_ms, 3}, HF_DEAD, false},
    {HF_STR_INIT(HF_CLASS_CREDENTIALS), {NULL, 0}, HF_WAITING, true},
    {HF_STR_INIT(HF_CLASS_GONE), {NULL, 0}, HF_WAITING, true},
};

static const struct class *class_of(struct hf_str name)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (hf_str_eq(classes[i].name, name))
            return &classes[i];
    return NULL;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/*
 * Full jitter: anything up to a bound that triples with each pause that was waited out whole, since 5 s and
 * twice the time gone by is 5 s, 15 s, 45 s then. Reckoned from time, it needs no count of attempts, of which
 * some may have been lost with the machine.
 */
static int64_t backoff_ms(const struct hf_attempted *a)
{
    int64_t gone_ms = most(0, a->now_ms - a->since_ms);
    int64_t bound_ms =
        least(HF_BACKOFF_MOST_MS, HF_BACKOFF_LEAST_MS + 2 * least(gone_ms, HF_BACKOFF_MOST_MS));
    return (int64_t)((uint64_t)bound_ms * a->dice >> 32);
}

/* The last attempt is made when the horizon is reached, or when the peer asked for it. */
static struct hf_verdict transient(const struct hf_attempted *a)
{
    int64_t until_ms = a->since_ms + HF_HORIZON_MS;
    struct hf_verdict out = {.state = a->now_ms >= until_ms ? HF_DEAD : HF_WAITING, .next_ms = a->now_ms};
    if (out.state == HF_WAITING)
        out.next_ms = most(least(a->now_ms + backoff_ms(a), until_ms), a->now_ms + a->retry_after_ms);
    return out;
}

struct hf_verdict hf_outcome_of(const struct hf_attempted *a)
{
    const struct class *class = class_of(a->class_name);
    if (class == NULL)
        return transient(a);
    int64_t rest_ms =
        class->endpoint_pauses ? MINUTE_MS : 0; /* where the pause itself could not be entered */
    if (a->alike > class->pauses.count)
        return (struct hf_verdict){class->state, a->now_ms + rest_ms, class->endpoint_pauses};
    return (struct hf_verdict){HF_WAITING, a->now_ms + class->pauses.at_ms[a->alike - 1], false};
}

bool hf_outcome_counts(struct hf_str class_name)
{
    const struct class *class = class_of(class_name);
    return class != NULL && class->pauses.count > 0;
}
