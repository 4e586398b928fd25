/* SPDX-License-Identifier: Apache-2.0 */
/* Calendars as they are written: what is read, what is refused, and where clocks are put forward and back. */
#include <stdio.h>
#include <stdlib.h>

#include "flow/calendar_read.h"
#include "flow_file.h"
#include "record/schema.h"

static struct hf_arena arena;

static int open_arena(void **state)
{
    (void)state;
    hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    free(arena.at);
    return 0;
}

static struct hf_calendar shipped(const char *name)
{
    char path[80];
    struct hf_calendar calendar;
    struct hf_err err;
    (void)snprintf(path, sizeof path, "config/calendars/%s.json", name);
    enum hf_rc rc = hf_calendar_read(file_text(path), &arena, &calendar, &err);
    if (rc != HF_OK)
        fail_msg("%s: %s", path, err.where);
    return calendar;
}

static int64_t at(const char *text)
{
    int64_t at_ms = 0;
    assert_true(hf_instant_read(hf_str_of(text), &at_ms));
    return at_ms;
}

static int32_t day(const char *text)
{
    int32_t out = 0;
    assert_true(hf_day_read(hf_str_of(text), &out));
    return out;
}

static const char *const names[] = {"be", "ch", "court", "de", "es", "eu", "fr", "gb", "it", "lu", "nl"};

static void every_shipped_calendar_is_read_and_says_where_it_is_from(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct hf_calendar calendar = shipped(names[i]);
        assert_str(calendar.name, names[i]);
        assert_true(calendar.source.len > 0 && calendar.as_of.len == HF_DAY_TEXT);
        assert_true(calendar.first_year <= 2026 && calendar.last_year >= 2026);
        assert_non_null(hf_calendar_holiday(&calendar, day("2026-12-25")));
        assert_false(hf_calendar_works(&calendar, day("2026-12-25")));
        assert_false(hf_calendar_works(&calendar, day("2026-11-28"))); /* a Saturday */
        assert_true(hf_calendar_works(&calendar, day("2026-11-26")));
        assert_true(hf_calendar_knows(&calendar, day("2026-12-31")));
        assert_false(
            hf_calendar_knows(&calendar, hf_day_of((struct hf_civil){calendar.last_year + 1, 1, 1})));
    }
}

/* Days on which what these calendars say is easily looked up. */
static void holidays_stand_where_they_are_known_to_be(void **state)
{
    (void)state;
    static const struct {
        const char *calendar, *day, *title;
    } rows[] = {{"fr", "2026-07-14", "National Day"},
                {"fr", "2026-05-14", "Ascension Day"},
                {"de", "2027-03-26", "Good Friday"},
                {"be", "2026-07-21", "National Day"},
                {"nl", "2025-04-26", "King's Day"},
                {"gb", "2026-12-28", "Boxing Day (substitute day)"},
                {"gb", "2027-12-27", "Christmas Day (substitute day)"},
                {"gb", "2026-08-31", "Summer bank holiday"},
                {"ch", "2026-08-01", "National Day"},
                {"it", "2026-04-25", "Liberation Day"},
                {"lu", "2026-05-09", "Europe Day"},
                {"es", "2026-10-12", "National Day"},
                {"eu", "2026-04-02", "Maundy Thursday"},
                {"court", "2028-06-05", "Whit Monday"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_calendar calendar = shipped(rows[i].calendar);
        const struct hf_holiday *holiday = hf_calendar_holiday(&calendar, day(rows[i].day));
        assert_non_null(holiday);
        assert_str(holiday->title.say[HF_EN], rows[i].title);
    }
}

static void summer_time_begins_and_ends_with_the_rule(void **state)
{
    (void)state;
    static const struct {
        const char *calendar, *at;
        int32_t offset;
    } rows[] = {{"fr", "2026-03-29T00:59:59.999Z", 60},  {"fr", "2026-03-29T01:00:00.000Z", 120},
                {"fr", "2026-10-25T00:59:59.999Z", 120}, {"fr", "2026-10-25T01:00:00.000Z", 60},
                {"gb", "2026-03-29T01:00:00.000Z", 60},  {"gb", "2026-12-01T00:00:00.000Z", 0},
                {"fr", "1990-07-01T00:00:00.000Z", 60}}; /* before the years of the rule */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_calendar calendar = shipped(rows[i].calendar);
        assert_int_equal(hf_calendar_offset(&calendar, at(rows[i].at)), rows[i].offset);
    }
    struct hf_calendar fr = shipped("fr");
    assert_int_equal(hf_calendar_day_begin(&fr, day("2026-03-29")), at("2026-03-28T23:00:00.000Z"));
    assert_int_equal(hf_calendar_day_end(&fr, day("2026-03-29")), at("2026-03-29T22:00:00.000Z"));
    assert_int_equal(hf_calendar_day_end(&fr, day("2026-10-25")), at("2026-10-25T23:00:00.000Z"));
    /* half past two that never came, and half past two that came twice */
    assert_int_equal(hf_calendar_instant(&fr, at("2026-03-29T02:30:00.000Z")),
                     at("2026-03-29T01:00:00.000Z"));
    assert_int_equal(hf_calendar_instant(&fr, at("2026-10-25T02:30:00.000Z")),
                     at("2026-10-25T00:30:00.000Z"));
}

/* Midnight itself may be left out, and summer may span the new year. */
static void a_day_may_begin_at_one_o_clock(void **state)
{
    (void)state;
    static const struct hf_summer summer = {.from_year = 2000,
                                            .to_year = 9999,
                                            .offset_minutes = -180,
                                            .begins = {.month = 9, .week = 1, .weekday = 6, .wall = true},
                                            .ends = {.month = 4, .week = 1, .weekday = 6, .wall = true}};
    struct hf_calendar south = {.version = 1, .offset_minutes = -240, .summer = &summer, .summers = 1};
    assert_int_equal(hf_calendar_offset(&south, at("2026-01-15T12:00:00.000Z")), -180);
    assert_int_equal(hf_calendar_offset(&south, at("2026-07-15T12:00:00.000Z")), -240);
    /* Sunday 6 September 2026: at midnight clocks show one */
    assert_int_equal(hf_calendar_day_begin(&south, day("2026-09-06")), at("2026-09-06T04:00:00.000Z"));
    assert_int_equal(hf_calendar_wall(&south, at("2026-09-06T04:00:00.000Z")),
                     at("2026-09-06T01:00:00.000Z"));
    /* Sunday 5 April 2026: at midnight clocks show eleven again, so the Saturday is 25 hours long */
    assert_int_equal(hf_calendar_day_begin(&south, day("2026-04-05")), at("2026-04-05T04:00:00.000Z"));
    assert_int_equal(hf_calendar_day_begin(&south, day("2026-04-04")), at("2026-04-04T03:00:00.000Z"));
}

/* "12:5: holidays[1].day": a line, a column and the path. */
static void assert_placed(const char *where, const char *path)
{
    unsigned line = 0, column = 0;
    int read = 0;
    assert_int_equal(sscanf(where, "%u:%u: %n", &line, &column, &read), 2);
    assert_true(line > 0 && column > 0);
    assert_str(hf_str_of(where + read), path);
}

static void a_fault_is_named_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *new;
        enum hf_word word;
        const char *where;
    } rows[] = {
        {"calendar", "\"Fr\"", HF_WORD_calendar_name, "calendar"},
        {"holidays/1/day", "\"2026-02-30\"", HF_WORD_bad_date, "holidays[1].day"},
        {"holidays/1/day", "\"2025-01-01\"", HF_WORD_calendar_order, "holidays[1].day"},
        {"holidays/0/day", "\"2024-12-31\"", HF_WORD_calendar_holiday, "holidays[0].day"},
        {"holidays/0/title/de", "\"Neujahr\"", HF_WORD_record_unknown, "holidays[0].title.de"},
        {"holidays/0/title", "{\"en\": \"x\"}", HF_WORD_record_missing, "holidays[0].title.fr"},
        {"first_year", "2031", HF_WORD_calendar_years, "first_year"},
        {"weekend", "[\"sat\", \"sat\"]", HF_WORD_calendar_weekend, "weekend[1]"},
        {"weekend", "[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"]", HF_WORD_calendar_weekend,
         "weekend"},
        {"zone/offset", "\"1\"", HF_WORD_calendar_zone, "zone.offset"},
        {"zone/offset", "\"+15:00\"", HF_WORD_calendar_zone, "zone.offset"},
        {"zone/summer/0/offset", "\"+01:00\"", HF_WORD_calendar_summer, "zone.summer[0].offset"},
        {"zone/summer/0/begins/at", "\"25:00\"", HF_WORD_calendar_turn, "zone.summer[0].begins.at"},
        {"zone/summer/0/ends/month", "3", HF_WORD_calendar_months, "zone.summer[0].ends.month"},
        {"zone/summer/0/last_year", "1990", HF_WORD_calendar_years, "zone.summer[0].first_year"},
        {"counting/0/name", "\"eu-1182-71\"", HF_WORD_calendar_counting, "counting[0].name"},
        {"version", "0", HF_WORD_record_small, "version"},
        {"format", "2", HF_WORD_record_large, "format"},
    };
    struct hf_str text = file_text("config/calendars/fr.json");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_calendar calendar = {.version = 77};
        struct hf_err err;
        struct hf_str seeded = changed(&arena, text, rows[i].pointer, rows[i].new);
        assert_int_equal(hf_calendar_read(seeded, &arena, &calendar, &err), HF_BAD_INPUT);
        assert_int_equal(err.word, rows[i].word);
        assert_placed(err.where, rows[i].where);
        assert_int_equal(calendar.version, 77);
    }
    free((void *)(uintptr_t)text.at);
}

static void the_form_is_sound(void **state)
{
    (void)state;
    char room[200];
    struct hf_buf why = HF_BUF(room);
    assert_true(hf_record_sound(hf_calendar_record(), &why));
}

/* An editor completes a calendar by the schema that is the table's own. */
static void the_schema_beside_the_calendars_is_the_form(void **state)
{
    (void)state;
    struct hf_json kept;
    struct hf_err err;
    struct hf_json described = hf_record_describe(hf_calendar_record(), &arena);
    struct hf_str text = file_text("config/calendar.schema.json");
    assert_int_equal(hf_json_read(text, &hf_json_file_limits, &arena, &kept, &err), HF_OK);
    assert_true(hf_json_eq(&kept, &described));
    free((void *)(uintptr_t)text.at);
}

static void a_calendar_brings_rules_of_counting_of_its_own(void **state)
{
    (void)state;
    struct hf_calendar gb = shipped("gb"), fr = shipped("fr");
    assert_int_equal(hf_calendar_counting(&gb, HF_STR("gb-poca-335"))->start, HF_START_INCLUDED);
    assert_int_equal(hf_calendar_counting(&fr, HF_STR("fr-cpp-801"))->roll, HF_ROLL_FORWARD);
    assert_null(hf_calendar_counting(&fr, HF_STR("gb-poca-335")));
    assert_int_equal(hf_calendar_counting(&fr, HF_STR("eu-1182-71"))->least_working_days, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_calendar_is_read_and_says_where_it_is_from),
        cmocka_unit_test(holidays_stand_where_they_are_known_to_be),
        cmocka_unit_test(summer_time_begins_and_ends_with_the_rule),
        cmocka_unit_test(a_day_may_begin_at_one_o_clock),
        cmocka_unit_test(a_fault_is_named_with_its_place),
        cmocka_unit_test(the_form_is_sound),
        cmocka_unit_test(the_schema_beside_the_calendars_is_the_form),
        cmocka_unit_test(a_calendar_brings_rules_of_counting_of_its_own),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
