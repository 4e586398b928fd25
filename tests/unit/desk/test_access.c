/* SPDX-License-Identifier: Apache-2.0 */
/* Who read what is recorded once before it leaves, counted while it goes on, and never lost. */
#include <stdio.h>

#include "desk/access.h"
#include "sim/world.h"
#include "unit/unit.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_begin, world_end)

static struct hf_read read_of(const struct world *w, const struct hf_id *file)
{
    return (struct hf_read){.file = *file,
                            .who = w->officer,
                            .known = HF_KNOWN_os_account,
                            .what = HF_READ_values,
                            .account = HF_STR("uid-1000"),
                            .through = HF_STR("case show")};
}

/* ---- looking ---- */

struct told {
    struct hf_arena *arena;
    size_t count;
    struct hf_json last;
};

static enum hf_rc take(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct told *told = context;
    told->count++;
    return hf_json_read(hf_arena_keep(told->arena, row->event.payload), &hf_json_payload_limits, told->arena,
                        &told->last, err);
}

static struct told told_of(struct world *w, const struct hf_id *file)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct told told = {.arena = &w->arena};
    struct hf_ask ask = {.id = hf_access_file(w->desk[0], file), .from = 1, .to = UINT32_MAX};
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_events_of_file, &ask, take, &told, &w->err), HF_OK);
    return told;
}

static int64_t count_in(const struct told *told)
{
    return HF_JSON_GET(&told->last, "count")->is.integer;
}

static void note(struct world *w, const struct hf_read *read)
{
    assert_int_equal(hf_access_note(w->desk[0], read, &w->err), HF_OK);
}

static enum hf_rc flush(struct world *w, bool all)
{
    return hf_access_flush(w->desk[0], all, &w->arena, &w->err);
}

/* ---- recorded ---- */

static void a_read_is_an_event_beside_the_case_and_none_of_it(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w), who;
    struct hf_read read = read_of(w, &file);
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[0], &file, &w->arena, &c, &flows, &w->err), HF_OK);
    uint32_t before = hf_case_head(c)->seq;
    note(w, &read);
    assert_int_equal(told_of(w, &file).count, 0);
    assert_int_equal(flush(w, false), HF_OK);
    struct told told = told_of(w, &file);
    assert_int_equal(told.count, 1);
    assert_int_equal(count_in(&told), 1);
    assert_str(hf_json_text(&told.last, HF_STR("what")), "values");
    assert_str(hf_json_text(&told.last, HF_STR("through")), "case show");
    assert_true(hf_id_read(hf_json_text(&told.last, HF_STR("who")), &who) && hf_id_eq(&who, &w->officer));
    assert_int_equal(hf_desk_file(w->desk[0], &file, &w->arena, &c, &flows, &w->err), HF_OK);
    assert_int_equal(hf_case_head(c)->seq, before);
    struct hf_id beside = hf_access_file(w->desk[0], &file);
    assert_int_equal(hf_desk_file(w->desk[1], &beside, &w->arena, &c, &flows, &w->err), HF_OK);
    assert_int_equal(hf_case_head(c)->kind, HF_FILE_ACCESS);
}

static void who_goes_on_reading_is_counted_and_recorded_later(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_read read = read_of(w, &file);
    note(w, &read);
    assert_int_equal(flush(w, false), HF_OK);
    for (int i = 0; i < 5; i++) {
        w->clock.now_ms += 1000;
        note(w, &read);
        assert_int_equal(flush(w, false), HF_OK);
    }
    assert_int_equal(told_of(w, &file).count, 1);
    w->clock.now_ms += HF_ACCESS_LATER_MS;
    assert_int_equal(flush(w, false), HF_OK);
    struct told told = told_of(w, &file);
    assert_int_equal(told.count, 2);
    assert_int_equal(count_in(&told), 5);
    note(w, &read);
    assert_int_equal(flush(w, true), HF_OK);
    assert_int_equal(told_of(w, &file).count, 3);
    w->clock.now_ms += HF_ACCESS_QUIET_MS; /* as if for the first time */
    note(w, &read);
    assert_int_equal(flush(w, false), HF_OK);
    assert_int_equal(told_of(w, &file).count, 4);
}

static void another_reader_and_another_thing_are_recorded_at_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_read reads[3];
    for (int i = 0; i < 3; i++)
        reads[i] = read_of(w, &file);
    reads[1].who = w->approver;
    reads[2].what = HF_READ_document;
    reads[2].of = HF_STR("some digest");
    for (int i = 0; i < 3; i++) {
        note(w, &reads[i]);
        assert_int_equal(flush(w, false), HF_OK);
        assert_int_equal(told_of(w, &file).count, i + 1);
    }
}

/* ---- not lost ---- */

static void what_cannot_be_recorded_waits_and_is_recorded_once(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_read read = read_of(w, &file);
    note(w, &read);
    twin_store_away(w->store, true);
    assert_int_equal(flush(w, false), HF_UNAVAILABLE);
    twin_store_away(w->store, false);
    note(w, &read);
    assert_int_equal(flush(w, true), HF_OK);
    struct told told = told_of(w, &file);
    assert_int_equal(told.count + (size_t)count_in(&told), 3); /* two reads: one event, or two */
    assert_int_equal(flush(w, true), HF_OK);
    assert_int_equal(told_of(w, &file).count, told.count);
}

static void where_too_many_wait_none_is_forgotten(void **state)
{
    struct world *w = *state;
    struct hf_id file = world_case(w);
    struct hf_read read = read_of(w, &file);
    char of[16];
    for (int i = 0; i < HF_ACCESS_ROOM; i++) {
        snprintf(of, sizeof of, "thing %d", i);
        read.of = hf_str_of(of);
        note(w, &read);
    }
    read.of = HF_STR("one more");
    assert_int_equal(hf_access_note(w->desk[0], &read, &w->err), HF_UNAVAILABLE);
    assert_int_equal(flush(w, false), HF_OK);
    assert_int_equal(told_of(w, &file).count, HF_ACCESS_ROOM);
    note(w, &read);
    assert_int_equal(flush(w, false), HF_OK);
    assert_int_equal(told_of(w, &file).count, HF_ACCESS_ROOM + 1);
}

static void of_what_is_not_there_nothing_is_recorded(void **state)
{
    struct world *w = *state;
    struct hf_id none = {{9}}, file = world_case(w);
    struct hf_read read = read_of(w, &none);
    note(w, &read);
    assert_int_equal(flush(w, false), HF_NOT_FOUND);
    read = read_of(w, &file);
    note(w, &read);
    assert_int_equal(flush(w, false), HF_OK); /* and it stands in nobody's way */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_read_is_an_event_beside_the_case_and_none_of_it),
        TEST(who_goes_on_reading_is_counted_and_recorded_later),
        TEST(another_reader_and_another_thing_are_recorded_at_once),
        TEST(what_cannot_be_recorded_waits_and_is_recorded_once),
        TEST(where_too_many_wait_none_is_forgotten),
        TEST(of_what_is_not_there_nothing_is_recorded),
    };
    return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
