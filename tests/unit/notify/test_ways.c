/* SPDX-License-Identifier: Apache-2.0 */
/* Several couriers as one: by address, all or none, and nobody waits for another. */
#include "notify/ways.h"

#include "desk/classes.h"
#include "port/courier_suite.h"
#include "port/memory.h"
#include "unit/unit.h"

enum { HELD_MAX = 8, ROOM = 4 };

/* A courier for one scheme that gives what it holds back after so many turns. */
struct slow {
    struct hf_str scheme;
    uint64_t ticket[HELD_MAX];
    size_t held, turns_needed, turns, stopped;
    int64_t waited_ms;
};

static bool fit(void *self, struct hf_str address)
{
    const struct slow *slow = self;
    return hf_str_begins(address, slow->scheme);
}

static void terms(void *self, struct hf_str address, struct hf_terms *out)
{
    (void)self;
    out->width = address.len;
}

static enum hf_rc start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct slow *slow = self;
    (void)err;
    for (size_t i = 0; i < count; i++)
        slow->ticket[slow->held++] = parcels[i].ticket;
    return HF_OK;
}

static enum hf_rc turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                       size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    struct slow *slow = self;
    (void)arena, (void)err;
    *count = 0;
    slow->waited_ms += wait_ms;
    if (++slow->turns >= slow->turns_needed)
        for (; *count < room && slow->held > 0; ++*count)
            out[*count] = (struct hf_parcel_result){.ticket = slow->ticket[--slow->held],
                                                    .class_name = HF_STR(HF_CLASS_RECEIVED)};
    *pending = slow->held;
    return HF_OK;
}

static void stop(void *self)
{
    ((struct slow *)self)->stopped++;
}

static struct hf_courier courier_of(struct slow *slow)
{
    return (struct hf_courier){slow, fit, terms, start, turn, NULL, stop};
}

static unsigned char block[1 << 16];
static struct hf_arena arena;
static struct slow near = {.scheme = HF_STR_INIT("near:")}, far = {.scheme = HF_STR_INIT("far:")};
static struct hf_courier both;

static int begin(void **state)
{
    (void)state;
    struct hf_err err;
    near = (struct slow){.scheme = HF_STR("near:")};
    far = (struct slow){.scheme = HF_STR("far:"), .turns_needed = 3};
    const struct hf_way ways[] = {{courier_of(&near), ROOM}, {courier_of(&far), 0}};
    hf_arena_init(&arena, block, sizeof block);
    return hf_ways_open(ways, 2, &both, &err) == HF_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    both.stop(both.self);
    return near.stopped == 1 && far.stopped == 1 ? 0 : -1;
}

static void an_address_finds_its_courier(void **state)
{
    (void)state;
    struct hf_terms known = {.per_second = 7};
    assert_true(both.fit(both.self, HF_STR("near:1")));
    assert_true(both.fit(both.self, HF_STR("far:1")));
    assert_false(both.fit(both.self, HF_STR("https://nobody.example/")));
    both.terms(both.self, HF_STR("far:12"), &known);
    assert_int_equal(known.width, 6);
    assert_int_equal(known.per_second, 7);
    both.terms(both.self, HF_STR("elsewhere:"), &known);
    assert_int_equal(known.width, 6);
}

static void all_are_started_or_none(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_parcel parcels[ROOM + 2] = {{.ticket = 1, .address = HF_STR("far:1")}};
    for (size_t i = 1; i < ROOM + 2; i++)
        parcels[i] = (struct hf_parcel){.ticket = i + 1, .address = HF_STR("near:1")};
    assert_int_equal(both.start(both.self, parcels, ROOM + 2, &err), HF_UNAVAILABLE);
    assert_str(hf_err_code(&err), "courier_full");
    assert_int_equal(near.held + far.held, 0);
    parcels[2].address = HF_STR("mailto:x");
    assert_int_equal(both.start(both.self, parcels, 3, &err), HF_BAD_INPUT);
    assert_str(hf_err_code(&err), "courier_none");
    assert_int_equal(near.held + far.held, 0);
    parcels[2].address = HF_STR("far:2");
    assert_int_equal(both.start(both.self, parcels, ROOM + 2, &err), HF_OK);
    assert_int_equal(near.held, ROOM);
    assert_int_equal(far.held, 2);
}

/* What one has ready comes at once, though another is still under way. */
static void nobody_waits_for_another(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_parcel_result out[4];
    size_t count, pending;
    const struct hf_parcel parcels[] = {{.ticket = 1, .address = HF_STR("far:1")},
                                        {.ticket = 2, .address = HF_STR("near:1")}};
    assert_int_equal(both.start(both.self, parcels, 2, &err), HF_OK);
    assert_int_equal(both.turn(both.self, 1000, &arena, out, 4, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(out[0].ticket, 2);
    assert_int_equal(pending, 1);
    assert_int_equal(near.waited_ms + far.waited_ms, 0);
    assert_int_equal(both.turn(both.self, 1000, &arena, out, 4, &count, &pending, &err), HF_OK);
    assert_int_equal(both.turn(both.self, 1000, &arena, out, 4, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(out[0].ticket, 1);
    assert_int_equal(pending, 0);
}

/* ---- the suite of every courier ---- */

struct taken {
    size_t count;
    struct hf_str last;
};

static void deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct taken *taken = context;
    if (hf_str_eq(parcel->address, HF_STR("https://takes.example/"))) {
        taken->count++;
        taken->last = parcel->token;
        return;
    }
    bool refuses = hf_str_eq(parcel->address, HF_STR("https://refuses.example/"));
    result->status = refuses ? 400 : 0;
    result->class_name = refuses ? HF_STR(HF_CLASS_PERMANENT) : HF_STR(HF_CLASS_TRANSIENT);
}

static size_t received(void *self, struct hf_str *last)
{
    const struct taken *taken = self;
    *last = taken->last;
    return taken->count;
}

static void it_keeps_to_the_rules_of_every_courier(void **state)
{
    (void)state;
    struct hf_err err;
    struct taken taken = {0};
    static struct twin_courier twin;
    twin.deliver = deliver;
    twin.context = &taken;
    const struct hf_way ways[] = {{courier_of(&far), 0}, {twin_courier(&twin), 12}};
    struct courier_stage stage = {.takes = HF_STR("https://takes.example/"),
                                  .refuses = HF_STR("https://refuses.example/"),
                                  .nowhere = HF_STR("https://nowhere.example/"),
                                  .foreign = HF_STR("mailto:focal.point@example.org"),
                                  .room = 12,
                                  .received = received,
                                  .self = &taken};
    assert_int_equal(hf_ways_open(ways, 2, &stage.courier, &err), HF_OK);
    courier_suite(&stage);
    stage.courier.stop(stage.courier.self);
    far.stopped = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_address_finds_its_courier, begin, end),
        cmocka_unit_test_setup_teardown(all_are_started_or_none, begin, end),
        cmocka_unit_test_setup_teardown(nobody_waits_for_another, begin, end),
        cmocka_unit_test_setup_teardown(it_keeps_to_the_rules_of_every_courier, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
