/* SPDX-License-Identifier: Apache-2.0 */
/* Calendars in the library: published by two, in force once they are, and what a later version makes of the
 * dates in every case, once, however often somebody begins anew. */
#include "sim/world.h"
#include "unit/unit.h"

#include <stdlib.h>

#include "desk/watch.h"

enum { CASES = 70 };

static int begin(void **state)
{
    world_begin(state);
    world_publish(*state, "tests/vectors/workflow/terms.json");
    return 0;
}

static enum hf_rc publish(struct world *w, const struct hf_id *who, struct hf_str text)
{
    struct hf_request as = world_request(w, who, "administrator", NULL, "", "", NULL);
    return hf_calendar_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err);
}

static void publish_both(struct world *w, const char *path)
{
    assert_int_equal(publish(w, &w->officer, world_file(w, path)), HF_OK);
    assert_int_equal(publish(w, &w->approver, world_file(w, path)), HF_OK);
}

static enum hf_outcome add_job(struct world *w, struct hf_id *file)
{
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("terms");
    assert_int_equal(world_serve(w, 0, &open), HF_DONE);
    *file = w->response.file;
    struct hf_request add =
        world_request(w, &w->officer, "officer", file, "job", "add", "{'calendar':'small'}");
    add.command.effective_at = HF_STR("2026-05-08");
    return world_serve(w, 0, &add);
}

static void a_calendar_is_published_by_two(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_str text = world_file(w, "tests/vectors/calendars/small-1.json");
    assert_int_equal(add_job(w, &file), HF_REFUSED_ANSWER);
    assert_str(hf_err_code(w->response.err), "no_calendar");
    assert_int_equal(publish(w, &w->officer, text), HF_OK);
    assert_int_equal(publish(w, &w->officer, text), HF_NOT_ALLOWED);
    assert_str(hf_err_code(&w->err), "same_person");
    assert_int_equal(add_job(w, &file), HF_REFUSED_ANSWER); /* proposed is not published */
    assert_int_equal(publish(w, &w->approver, text), HF_OK);
    assert_int_equal(add_job(w, &file), HF_DONE);
}

static void a_later_version_knows_more_and_has_a_higher_number(void **state)
{
    struct world *w = *state;
    publish_both(w, "tests/vectors/calendars/small-2.json");
    assert_int_equal(publish(w, &w->officer, world_file(w, "tests/vectors/calendars/small-1.json")),
                     HF_CONFLICT);
    assert_str(hf_err_code(&w->err), "calendar_older");
    struct hf_str text = world_file(w, "tests/vectors/calendars/small-1.json");
    char *at = memmem(text.at, text.len, "\"version\": 1", 12);
    at[11] = '3';
    assert_int_equal(publish(w, &w->officer, text), HF_CONFLICT);
    assert_str(hf_err_code(&w->err), "calendar_shorter");
    assert_int_equal(publish(w, &w->officer, HF_STR("{}")), HF_BAD_INPUT);
}

static void a_definition_names_calendars_that_are_published(void **state)
{
    struct world *w = *state;
    struct hf_str text = world_file(w, "tests/vectors/workflow/freeze-small.json");
    memcpy(memmem(text.at, text.len, "\"calendar\": \"court\"", 19), "\"calendar\": \"small\"", 19);
    memcpy(memmem(text.at, text.len, "\"version\": 1", 12), "\"version\": 2", 12);
    struct hf_request as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    assert_int_equal(hf_definition_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err),
                     HF_FINDINGS);
    publish_both(w, "tests/vectors/calendars/small-1.json");
    assert_int_equal(hf_definition_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err),
                     HF_OK);
}

static bool is_applied(struct world *w)
{
    return hf_str_eq(world_state(w, &w->library, "calendar/2"), HF_STR("applied"));
}

/* The due time of the clock "far" and how many events the file has. */
static uint32_t look(struct world *w, const struct hf_id *file, struct hf_clock_run *far)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(w->desk[1], file, &w->arena, &c, &flows, &w->err), HF_OK);
    hf_instance job = hf_case_find(&flows, c, HF_STR("job/1"));
    *far = *hf_case_clock(c, job, hf_kind_clock(hf_case_kind(&flows, c, job), HF_STR("far")));
    return hf_case_head(c)->seq;
}

static void a_later_calendar_is_applied_to_every_case_once(void **state)
{
    struct world *w = *state;
    static struct hf_id file[CASES];
    struct hf_clock_run far;
    size_t recounted, all = 0;
    publish_both(w, "tests/vectors/calendars/small-1.json");
    for (int i = 0; i < CASES; i++) {
        assert_int_equal(add_job(w, &file[i]), HF_DONE);
        world_reset(w);
    }
    while (!hf_str_eq(world_state(w, &w->library, "calendar/1"), HF_STR("applied"))) {
        assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &recounted, &w->err), HF_OK);
        assert_int_equal(recounted, 0);
    }
    uint32_t before = look(w, &file[0], &far);
    assert_int_equal(far.due_ms, INT64_C(1873058400000) - 86400000); /* 24:00 of the day before */
    publish_both(w, "tests/vectors/calendars/small-2.json");
    assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &all, &w->err), HF_OK);
    assert_true(all > 0 && all < CASES); /* a bounded part */
    world_kill(w, 0);
    for (int round = 0; !is_applied(w); round++) {
        assert_true(round < 20);
        assert_int_equal(hf_watch_calendars(w->desk[round % 2], &w->arena, &recounted, &w->err), HF_OK);
        all += recounted;
        world_reset(w);
    }
    assert_int_equal(all, CASES);
    for (int i = 0; i < CASES; i++) {
        assert_int_equal(look(w, &file[i], &far), before + 1);
        assert_int_equal(far.due_ms, INT64_C(1873058400000));
        assert_int_equal(far.provisional, 0);
    }
    assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &recounted, &w->err), HF_OK);
    assert_int_equal(recounted, 0);
}

static void a_case_that_could_not_be_written_is_gone_through_again(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_clock_run far;
    size_t recounted;
    publish_both(w, "tests/vectors/calendars/small-1.json");
    assert_int_equal(add_job(w, &file), HF_DONE);
    publish_both(w, "tests/vectors/calendars/small-2.json");
    twin_store_fault(w->store, TWIN_LOST_BEFORE);
    assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &recounted, &w->err), HF_UNAVAILABLE);
    assert_false(is_applied(w));
    assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &recounted, &w->err), HF_OK);
    assert_int_equal(recounted, 1);
    assert_true(is_applied(w));
    look(w, &file, &far);
    assert_int_equal(far.provisional, 0);
}

static void publish_third(void *context)
{
    struct world *w = context;
    struct hf_str text = world_file(w, "tests/vectors/calendars/small-2.json");
    char *at = memmem(text.at, text.len, "\"version\": 2", 12);
    at[11] = '3';
    struct hf_request as = world_request(w, &w->officer, "administrator", NULL, "", "", NULL);
    struct hf_response out;
    assert_int_equal(hf_calendar_publish(w->desk[1], text, &as.command, &w->arena, &out, &w->err), HF_OK);
    as = world_request(w, &w->approver, "administrator", NULL, "", "", NULL);
    assert_int_equal(hf_calendar_publish(w->desk[1], text, &as.command, &w->arena, &out, &w->err), HF_OK);
}

/* The last case is being written when somebody publishes one more. */
static void a_calendar_published_meanwhile_is_gone_through_by_itself(void **state)
{
    struct world *w = *state;
    struct hf_id file;
    struct hf_clock_run far;
    size_t recounted, all;
    publish_both(w, "tests/vectors/calendars/small-1.json");
    assert_int_equal(add_job(w, &file), HF_DONE);
    publish_both(w, "tests/vectors/calendars/small-2.json");
    w->clock.meanwhile = publish_third;
    w->clock.context = w;
    assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &all, &w->err), HF_OK);
    assert_str(world_state(w, &w->library, "calendar/3"), "published");
    assert_int_equal(hf_watch_calendars(w->desk[0], &w->arena, &recounted, &w->err), HF_OK);
    assert_int_equal(all + recounted, 1);
    assert_str(world_state(w, &w->library, "calendar/3"), "applied");
    look(w, &file, &far);
    assert_int_equal(far.provisional, 0);
}

#define HELD(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HELD(a_calendar_is_published_by_two),
        HELD(a_later_version_knows_more_and_has_a_higher_number),
        HELD(a_definition_names_calendars_that_are_published),
        HELD(a_later_calendar_is_applied_to_every_case_once),
        HELD(a_case_that_could_not_be_written_is_gone_through_again),
        HELD(a_calendar_published_meanwhile_is_gone_through_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
