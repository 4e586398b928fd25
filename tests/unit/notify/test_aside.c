/* SPDX-License-Identifier: Apache-2.0 */
/* The push courier on a thread of its own: it goes on while its caller is elsewhere. */
#include "notify/aside.h"

#include <time.h>

#include "unit/notify/pushing.h"
#include "unit/unit.h"

enum { MOMENT_MS = 10, MOMENTS = 1000 };

static struct hf_courier open_aside(struct hf_push_setup setup)
{
    struct hf_courier push = open_courier(setup), aside;
    struct hf_err err;
    assert_int_equal(hf_aside_open(&push, ROOM, &aside, &err), HF_OK);
    return aside;
}

static size_t seen_by_the_peer(void)
{
    static struct peer_saw saw;
    peer_saw(peer, &saw);
    return saw.requests;
}

static void wait_until_seen(size_t requests)
{
    for (int i = 0; i < MOMENTS && seen_by_the_peer() < requests; i++)
        nanosleep(&(struct timespec){.tv_nsec = MOMENT_MS * 1000000}, NULL);
    assert_true(seen_by_the_peer() >= requests);
}

static void what_comes_back_while_nobody_looks_is_there_at_once(void **state)
{
    (void)state;
    struct hf_courier aside = open_aside(setup_of());
    struct hf_arena arena = pushing_arena();
    struct hf_parcel parcels[ROOM];
    struct hf_parcel_result result[ROOM];
    struct hf_err err;
    size_t before = seen_by_the_peer(), count, pending;
    for (size_t i = 0; i < ROOM; i++) {
        parcels[i] = parcel_to("/200/text");
        parcels[i].ticket = i + 1;
    }
    assert_int_equal(aside.start(aside.self, parcels, ROOM, &err), HF_OK);
    assert_int_equal(aside.start(aside.self, parcels, 1, &err), HF_UNAVAILABLE);
    wait_until_seen(before + ROOM);
    size_t all = 0;
    for (int i = 0; i < MOMENTS && all < ROOM; i++, all += count) {
        assert_int_equal(aside.turn(aside.self, 0, &arena, result + all, 5, &count, &pending, &err), HF_OK);
        assert_true(count <= 5);
        assert_int_equal(pending, ROOM - all - count);
        if (count == 0)
            nanosleep(&(struct timespec){.tv_nsec = MOMENT_MS * 1000000}, NULL);
    }
    assert_int_equal(all, ROOM);
    assert_true(result[0].said.len > 0);
    assert_str(result[0].wire.address, "127.0.0.1");
    aside.stop(aside.self);
}

/* The thread waits for a peer that is silent; what comes meanwhile does not wait with it. */
static void a_parcel_does_not_wait_for_those_that_are_out(void **state)
{
    (void)state;
    char silent[128];
    struct hf_courier aside = open_aside(setup_of());
    struct hf_arena arena = pushing_arena();
    struct hf_parcel one = parcel_to("/202"), hung = one;
    struct hf_parcel_result result;
    struct hf_err err;
    size_t before = seen_by_the_peer(), count, pending;
    hung.address = peer_address(peer, "127.0.0.1", "/silent", silent);
    hung.ticket = 2;
    assert_int_equal(aside.start(aside.self, &hung, 1, &err), HF_OK);
    wait_until_seen(before + 1);
    int64_t began = steady(NULL);
    assert_int_equal(aside.start(aside.self, &one, 1, &err), HF_OK);
    assert_int_equal(aside.turn(aside.self, LONG_MS, &arena, &result, 1, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(result.ticket, 1);
    assert_int_equal(pending, 1);
    assert_true(steady(NULL) - began < 900);
    began = steady(NULL);
    assert_int_equal(aside.turn(aside.self, 50, &arena, &result, 1, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 0);
    assert_true(steady(NULL) - began >= 50);
    aside.stop(aside.self);
    assert_true(steady(NULL) - began < 5000);
}

/* ---- one that cannot start ---- */

static bool fit(void *self, struct hf_str address)
{
    (void)self, (void)address;
    return true;
}

static enum hf_rc start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    (void)self, (void)parcels, (void)count;
    return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libcurl"), HF_STR_NONE);
}

static enum hf_rc turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                       size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    (void)self, (void)wait_ms, (void)arena, (void)out, (void)room, (void)err;
    *count = *pending = 0;
    return HF_OK;
}

static void nothing(void *self)
{
    (void)self;
}

static void what_could_not_be_started_comes_back_to_be_tried_again(void **state)
{
    (void)state;
    const struct hf_courier broken = {
        .fit = fit, .start = start, .turn = turn, .wake = nothing, .stop = nothing};
    struct hf_courier aside;
    struct hf_arena arena = pushing_arena();
    const struct hf_parcel parcels[] = {{.ticket = 3, .token = HF_STR("a")}, {.ticket = 4}};
    struct hf_parcel_result result[2];
    struct hf_err err;
    size_t all = 0, count, pending = 1, failures = 0;
    assert_int_equal(hf_aside_open(&broken, ROOM, &aside, &err), HF_OK);
    assert_int_equal(aside.start(aside.self, parcels, 2, &err), HF_OK);
    for (int i = 0; i < MOMENTS && (all < 2 || failures == 0); i++, all += count) {
        failures += aside.turn(aside.self, MOMENT_MS, &arena, result + all, 2 - all, &count, &pending,
                               &err) == HF_FAILED;
        if (pending == 0 && failures == 0)
            nanosleep(&(struct timespec){.tv_nsec = MOMENT_MS * 1000000}, NULL);
    }
    assert_int_equal(all, 2);
    assert_int_equal(failures, 1);
    assert_int_equal(result[1].ticket, 4);
    assert_str(result[1].class_name, "transient");
    assert_int_equal(pending, 0);
    aside.stop(aside.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_back_while_nobody_looks_is_there_at_once),
        cmocka_unit_test(a_parcel_does_not_wait_for_those_that_are_out),
        cmocka_unit_test(what_could_not_be_started_comes_back_to_be_tried_again),
    };
    return cmocka_run_group_tests(tests, pushing_begin, pushing_end);
}
