/* SPDX-License-Identifier: Apache-2.0 */
/* One function per rule. */
#include "port/courier_suite.h"

#include "desk/classes.h"
#include "unit/unit.h"

enum { PARCELS = 9, ROUNDS = 200, WAIT_MS = 200 };

static unsigned char block[8 << 20];

static struct hf_parcel parcel(const struct courier_stage *stage, uint64_t ticket, struct hf_str address)
{
    return (struct hf_parcel){ticket, address, HF_STR("aa.bb.cc"), HF_STR("fr"), stage->ca_file, HF_STR_NONE};
}

/* Turns until nothing is pending; results in the order they came. `room` of each turn. */
static size_t settle(const struct courier_stage *stage, struct hf_arena *arena, struct hf_parcel_result *out,
                     size_t room)
{
    struct hf_err err;
    size_t all = 0, count, pending = 1;
    for (int round = 0; pending > 0; round++) {
        assert_true(round < ROUNDS);
        assert_int_equal(
            stage->courier.turn(stage->courier.self, WAIT_MS, arena, out + all, room, &count, &pending, &err),
            HF_OK);
        assert_true(count <= room);
        all += count;
    }
    return all;
}

static struct hf_parcel_result send_one(const struct courier_stage *stage, struct hf_arena *arena,
                                        struct hf_parcel one)
{
    struct hf_err err;
    struct hf_parcel_result result[2] = {0};
    assert_int_equal(stage->courier.start(stage->courier.self, &one, 1, &err), HF_OK);
    assert_int_equal(settle(stage, arena, result, 2), 1);
    assert_int_equal(result[0].ticket, one.ticket);
    assert_true(result[0].start_ms <= result[0].end_ms);
    return result[0];
}

static void knows_its_addresses(const struct courier_stage *stage)
{
    assert_true(stage->courier.fit(stage->courier.self, stage->takes));
    assert_true(stage->courier.fit(stage->courier.self, stage->nowhere));
    assert_false(stage->courier.fit(stage->courier.self, stage->foreign));
    assert_false(stage->courier.fit(stage->courier.self, HF_STR_NONE));
}

static void nothing_sent_nothing_comes(const struct courier_stage *stage, struct hf_arena *arena)
{
    struct hf_err err;
    struct hf_parcel_result result;
    size_t count = 9, pending = 9;
    assert_int_equal(stage->courier.start(stage->courier.self, NULL, 0, &err), HF_OK);
    assert_int_equal(stage->courier.turn(stage->courier.self, 0, arena, &result, 1, &count, &pending, &err),
                     HF_OK);
    assert_int_equal(count, 0);
    assert_int_equal(pending, 0);
}

static void what_is_taken_arrived_byte_for_byte(const struct courier_stage *stage, struct hf_arena *arena)
{
    struct hf_str last;
    size_t before = stage->received(stage->self, &last);
    struct hf_parcel_result result = send_one(stage, arena, parcel(stage, 7, stage->takes));
    assert_str(result.class_name, HF_CLASS_RECEIVED);
    assert_int_equal(result.status, stage->silent ? 0 : 202);
    assert_int_equal(result.retry_after_ms, -1);
    assert_int_equal(stage->received(stage->self, &last), before + 1);
    assert_str(last, "aa.bb.cc");
}

static void what_is_refused_says_so(const struct courier_stage *stage, struct hf_arena *arena)
{
    struct hf_parcel_result result = send_one(stage, arena, parcel(stage, 8, stage->refuses));
    assert_str(result.class_name, HF_CLASS_PERMANENT);
    assert_int_equal(result.status, stage->silent ? 0 : 400);
}

static void who_is_away_may_come_back(const struct courier_stage *stage, struct hf_arena *arena)
{
    struct hf_parcel_result result = send_one(stage, arena, parcel(stage, 9, stage->nowhere));
    assert_str(result.class_name, HF_CLASS_TRANSIENT);
    assert_int_equal(result.status, 0);
    assert_int_equal(result.retry_after_ms, -1);
}

static void each_ticket_comes_back_once(const struct courier_stage *stage, struct hf_arena *arena)
{
    struct hf_err err;
    struct hf_parcel parcels[PARCELS];
    struct hf_parcel_result result[PARCELS + 2] = {0};
    bool seen[PARCELS] = {0};
    struct hf_str addresses[] = {stage->takes, stage->refuses, stage->nowhere};
    for (size_t i = 0; i < PARCELS; i++)
        parcels[i] = parcel(stage, 100 + i, addresses[i % 3]);
    assert_int_equal(stage->courier.start(stage->courier.self, parcels, PARCELS, &err), HF_OK);
    assert_int_equal(settle(stage, arena, result, 2), PARCELS);
    for (size_t i = 0; i < PARCELS; i++) {
        uint64_t index = result[i].ticket - 100;
        assert_true(index < PARCELS && !seen[index]);
        seen[index] = true;
        assert_true(hf_str_eq(result[i].class_name, HF_STR(HF_CLASS_RECEIVED)) == (index % 3 == 0));
    }
}

static void too_many_are_refused_whole(const struct courier_stage *stage, struct hf_arena *arena)
{
    struct hf_err err;
    struct hf_str last;
    struct hf_parcel_result result;
    size_t count, pending, before = stage->received(stage->self, &last);
    struct hf_parcel *parcels = HF_NEW(arena, struct hf_parcel, stage->room + 1);
    for (size_t i = 0; i <= stage->room; i++)
        parcels[i] = parcel(stage, i, stage->takes);
    assert_int_equal(stage->courier.start(stage->courier.self, parcels, stage->room + 1, &err),
                     HF_UNAVAILABLE);
    assert_str(hf_err_code(&err), "courier_full");
    assert_int_equal(stage->courier.turn(stage->courier.self, 0, arena, &result, 1, &count, &pending, &err),
                     HF_OK);
    assert_int_equal(pending, 0);
    assert_int_equal(stage->received(stage->self, &last), before);
}

void courier_suite(const struct courier_stage *stage)
{
    struct hf_arena arena;
    hf_arena_init(&arena, block, sizeof block);
    knows_its_addresses(stage);
    nothing_sent_nothing_comes(stage, &arena);
    what_is_taken_arrived_byte_for_byte(stage, &arena);
    what_is_refused_says_so(stage, &arena);
    who_is_away_may_come_back(stage, &arena);
    each_ticket_comes_back_once(stage, &arena);
    if (stage->room > 0)
        too_many_are_refused_whole(stage, &arena);
}
