/* SPDX-License-Identifier: Apache-2.0 */
/* Parcels are sorted to their couriers as they come; a turn goes round those that have some, in slices, since
 * each waits for its own. */
#include "notify/ways.h"

#include "base/check.h"

#include <stdlib.h>

enum { SLICE_MS = 20 };

struct way {
    struct hf_courier courier;
    size_t room, held;
    size_t more; /* of the parcels that are being started */
};

struct ways {
    struct way *at;
    size_t count, next; /* who waits first in the next turn */
};

static struct way *way_to(const struct ways *ways, struct hf_str address)
{
    for (size_t i = 0; i < ways->count; i++)
        if (ways->at[i].courier.fit(ways->at[i].courier.self, address))
            return &ways->at[i];
    return NULL;
}

static bool ways_fit(void *self, struct hf_str address)
{
    return way_to(self, address) != NULL;
}

static void ways_terms(void *self, struct hf_str address, struct hf_terms *out)
{
    const struct way *way = way_to(self, address);
    if (way != NULL && way->courier.terms != NULL)
        way->courier.terms(way->courier.self, address, out);
}

/* ---- starting ---- */

static enum hf_rc make_sure_of_room(struct ways *ways, const struct hf_parcel *parcels, size_t count,
                                    struct hf_err *err)
{
    for (size_t i = 0; i < ways->count; i++)
        ways->at[i].more = 0;
    for (size_t i = 0; i < count; i++) {
        struct way *way = way_to(ways, parcels[i].address);
        if (way == NULL)
            return hf_fail(err, HF_WORD_courier_none, HF_STR_NONE, parcels[i].address, HF_STR_NONE);
        if (way->room > 0 && way->held + ++way->more > way->room)
            return hf_fail(err, HF_WORD_courier_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    }
    return HF_OK;
}

/* Those that stand side by side for one courier go to it in one call. */
static enum hf_rc ways_start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct ways *ways = self;
    HF_TRY(make_sure_of_room(ways, parcels, count, err));
    for (size_t i = 0, next; i < count; i = next) {
        struct way *way = way_to(ways, parcels[i].address);
        HF_CHECK(way != NULL); /* there was room on it */
        for (next = i + 1; next < count && way_to(ways, parcels[next].address) == way;)
            next++;
        HF_TRY(way->courier.start(way->courier.self, parcels + i, next - i, err));
        way->held += next - i;
    }
    return HF_OK;
}

/* ---- turns ---- */

struct turning {
    struct hf_arena *arena;
    struct hf_parcel_result *out;
    size_t room, count;
    struct hf_err *err;
};

static enum hf_rc turn_one(struct way *way, int64_t wait_ms, struct turning *t)
{
    size_t got = 0;
    if (way->held == 0 || t->count == t->room)
        return HF_OK;
    HF_TRY(way->courier.turn(way->courier.self, wait_ms, t->arena, t->out + t->count, t->room - t->count,
                             &got, &way->held, t->err));
    t->count += got;
    return HF_OK;
}

static size_t count_busy(const struct ways *ways, size_t *held)
{
    size_t busy = 0;
    *held = 0;
    for (size_t i = 0; i < ways->count; i++) {
        busy += ways->at[i].held > 0;
        *held += ways->at[i].held;
    }
    return busy;
}

/* Everybody is asked once without waiting; then they wait in turn until something has come. */
static enum hf_rc turn_all(struct ways *ways, int64_t wait_ms, struct turning *t)
{
    size_t held;
    if (count_busy(ways, &held) != 1)
        for (size_t i = 0; i < ways->count; i++)
            HF_TRY(turn_one(&ways->at[i], 0, t));
    for (size_t busy; wait_ms > 0 && t->count == 0 && (busy = count_busy(ways, &held)) > 0;) {
        int64_t slice_ms = busy == 1 || wait_ms < SLICE_MS ? wait_ms : SLICE_MS;
        ways->next = ways->next + 1 < ways->count ? ways->next + 1 : 0;
        struct way *way = &ways->at[ways->next];
        if (way->held == 0)
            continue;
        HF_TRY(turn_one(way, slice_ms, t));
        wait_ms -= slice_ms;
    }
    return HF_OK;
}

static enum hf_rc ways_turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                            size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    struct ways *ways = self;
    struct turning t = {.arena = arena, .out = out, .room = room, .err = err};
    HF_TRY(turn_all(ways, wait_ms, &t));
    *count = t.count;
    (void)count_busy(ways, pending);
    return HF_OK;
}

/* ---- opening, stopping ---- */

static void ways_stop(void *self)
{
    struct ways *ways = self;
    for (size_t i = 0; i < ways->count; i++)
        ways->at[i].courier.stop(ways->at[i].courier.self);
    free(ways->at);
    free(ways);
}

enum hf_rc hf_ways_open(const struct hf_way *ways, size_t count, struct hf_courier *out, struct hf_err *err)
{
    struct ways *made = calloc(1, sizeof *made);
    struct way *at = calloc(count + 1, sizeof *at);
    if (made == NULL || at == NULL) {
        free(made);
        free(at);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("ways"), HF_STR_NONE);
    }
    for (size_t i = 0; i < count; i++)
        at[i] = (struct way){.courier = ways[i].courier, .room = ways[i].room};
    made->at = at;
    made->count = count;
    *out = (struct hf_courier){.self = made,
                               .fit = ways_fit,
                               .terms = ways_terms,
                               .start = ways_start,
                               .turn = ways_turn,
                               .stop = ways_stop};
    return HF_OK;
}
