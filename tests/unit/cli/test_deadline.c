/* SPDX-License-Identifier: Apache-2.0 */
/* deadline explain and calendar check, as they are typed. */
#include <stdio.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/json.h"
#include "typed.h"

enum { ROOM = 1 << 20 };

static struct hf_json read_json(struct hf_arena *arena, struct hf_str text)
{
    struct hf_json json = {.kind = HF_JSON_NULL};
    struct hf_err err;
    assert_int_equal(hf_json_read(text, &hf_json_open_limits, arena, &json, &err), HF_OK);
    return json;
}

static struct hf_str read_file(struct hf_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(arena, char, ROOM / 16);
    assert_non_null(file);
    size_t len = fread(text, 1, ROOM / 16, file);
    (void)fclose(file);
    return (struct hf_str){text, len};
}

static void every_worked_case_comes_out_as_it_was_worked(void **state)
{
    (void)state;
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(16 * ROOM), 16 * ROOM);
    struct hf_json file = read_json(&arena, read_file(&arena, "tests/vectors/deadlines/cases.json"));
    const struct typed *said =
        type_line("deadline explain --cases tests/vectors/deadlines/cases.json --json");
    assert_int_equal(said->code, 0);
    struct hf_json answers = read_json(&arena, hf_arena_keep(&arena, said->out));
    const struct hf_json *cases = HF_JSON_GET(&file, "cases");
    assert_true(cases->is.list.count >= 19);
    assert_int_equal(answers.is.list.count, cases->is.list.count);
    for (size_t i = 0; i < cases->is.list.count; i++) {
        const struct hf_json *one = &cases->is.list.item[i], *answer = &answers.is.list.item[i];
        assert_int_equal(answer->is.object.count, 2);
        assert_true(hf_str_eq(hf_json_text(one, HF_STR("id")), hf_json_text(answer, HF_STR("id"))));
        if (!hf_str_eq(hf_json_text(one, HF_STR("expected")), hf_json_text(answer, HF_STR("due"))))
            fail_msg("%.*s: %.*s", HF_STR_ARG(hf_json_text(one, HF_STR("id"))),
                     HF_STR_ARG(hf_json_text(answer, HF_STR("due"))));
    }
    free(arena.at);
}

static void a_date_is_told_step_by_step_in_both_languages(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("deadline explain --start 2026-04-01 --period 10wd --calendar fr --counting eu-1182-71");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "2. The starting day is not counted: day one is Thursday 2 April 2026.");
    assert_said(said->out, "3. Monday 6 April 2026 is not counted: Easter Monday.");
    assert_said(said->out, "2026-04-16\n");
    assert_said(said->out, "2026-04-16T22:00:00.000Z");
    said = type_line("deadline explain --start 2026-03-19 --period 45d --calendar be --roll --lang fr");
    assert_said(said->out, "Le dimanche 3 mai 2026 tombe en fin de semaine.");
    assert_said(said->out, "jour ouvrable suivant : le lundi 4 mai 2026.");
    said = type_line("deadline explain --start 2024-02-29 --period 1y --start-day included");
    assert_said(said->out,
                "2. Years to count: 1; where they end that date does not exist, so the last day of the "
                "month is the last: Friday 28 February 2025.\n3. The starting day is counted; as that date "
                "does not exist, the period ends on Friday 28 February 2025 all the same.\n4. The period");
    said = type_line("deadline explain --start 2026-03-02 --period 31d --calendar gb --counting gb-poca-335");
    assert_said(said->out, "2026-04-01\n");
}

static void beyond_the_years_that_are_known_it_is_provisional(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("deadline explain --start 2030-12-20 --period 30d --calendar fr --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"provisional\":true");
    assert_said(said->out, "does not know the year 2031");
    said = type_line("deadline explain --start 2026-12-20 --period 30d --calendar fr --json");
    assert_said(said->out, "\"provisional\":false");
    assert_said(said->out, "\"calendar\":\"fr/1\"");
}

static void hours_run_by_the_clock_and_not_by_the_wall(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("deadline explain --start 2026-03-28T10:00 --period 24h --calendar fr --json");
    assert_said(said->out, "\"due\":\"2026-03-29T11:00:00+02:00\"");
    said = type_line("deadline explain --start 2026-03-29T02:30 --period 6h --calendar fr");
    assert_said(said->out,
                "1. The clock on the wall is put forward over the time given and never shows it: the "
                "moment of the turn counts, 2026-03-29T03:00:00+02:00.");
    said = type_line("deadline explain --start 2026-10-25T02:30 --period 6h --calendar fr");
    assert_said(said->out, "shows the time given twice: the first is meant, 2026-10-25T02:30:00+02:00;");
    said = type_line("deadline explain --start 2026-10-25T02:30:00+01:00 --period 6h --calendar fr");
    assert_said(said->out, "1. The period begins at 2026-10-25T02:30:00+01:00");
    said = type_line("deadline explain --start 2026-10-25T03:30 --period 6h --calendar fr");
    assert_said(said->out, "1. The period begins at 2026-10-25T03:30:00+01:00");
}

static void what_is_wrong_is_named_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int code;
        const char *part;
    } rows[] = {
        {"deadline explain --period 45d", HF_BAD_INPUT, "--start"},
        {"deadline explain --start 2026-02-30 --period 45d", HF_BAD_INPUT, "2026-02-30"},
        {"deadline explain --start 2026-02-20 --period 45x", HF_BAD_INPUT, "--period"},
        {"deadline explain --start 2026-02-20 --period 5d --calendar moon", HF_NOT_FOUND, "- fr"},
        {"deadline explain --start 2026-02-20 --period 5d --counting moon", HF_REFUSED, "moon"},
        {"deadline explain --start 2026-02-20 --period 5d --start-day first", HF_BAD_INPUT, "included"},
        {"deadline explain --start 2026-02-20 --period 5d --start-day included --counting eu-1182-71",
         HF_BAD_INPUT, "eu-1182-71 does not count the starting day"},
        {"deadline explain --cases config/calendars/fr.json", HF_BAD_INPUT, "cases"},
        {"calendar check workflows/icc-asset-recovery.json", HF_BAD_INPUT,
         "icc-asset-recovery.json:4:15: workflow: "},
        {"deadline explain ABCD request/1", HF_BAD_INPUT, "CLOCK"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct typed *said = type_line(rows[i].line);
        assert_int_equal(said->code, rows[i].code);
        assert_said(said->messages, rows[i].part);
    }
}

/* Regulation 1182/71, art. 3(5), as we read it: one day or one working day is not "two days or more"; what is
 * written in hours is not filled up either. From Friday 6 March 2026. */
static void two_days_or_more_hold_two_working_days(void **state)
{
    static const struct {
        const char *period, *due;
    } rows[] = {
        {"1d", "2026-03-09\n"},  {"1wd", "2026-03-09\n"}, {"2d", "2026-03-10\n"},
        {"2wd", "2026-03-10\n"}, {"3d", "2026-03-10\n"},  {"48h", "2026-03-08T01:00:00+01:00\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char line[120];
        snprintf(line, sizeof line,
                 "deadline explain --start 2026-03-06 --calendar eu --counting eu-1182-71 --period %s",
                 rows[i].period);
        assert_said(type_line(line)->out, rows[i].due);
    }
}

static void calendars_are_there_wherever_it_is_run_from(void **state)
{
    (void)state;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir("/"), 0);
    const struct typed *said = type_line("deadline explain --start 2026-02-20 --period 5d --calendar fr");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "fr/1");
    assert_int_equal(chdir(here), 0);
    glob_t files;
    assert_int_equal(glob("config/calendars/*.json", 0, NULL, &files), 0);
    said = type_line("deadline explain --start 2026-02-20 --period 5d --calendar moon");
    for (size_t i = 0; i < files.gl_pathc; i++) { /* each in the tree is part of the program */
        char name[80];
        snprintf(name, sizeof name, "\n  - %.*s\n",
                 (int)(strlen(files.gl_pathv[i]) - strlen("config/calendars/.json")),
                 files.gl_pathv[i] + strlen("config/calendars/"));
        assert_said(said->messages, name);
    }
    globfree(&files);
}

static void a_calendar_is_told_before_it_is_published(void **state)
{
    (void)state;
    const struct typed *said = type_line("calendar check config/calendars/fr.json --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"first_year\":2025");
    assert_said(said->out, "\"zone\":\"Europe/Paris\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_worked_case_comes_out_as_it_was_worked),
        cmocka_unit_test(a_date_is_told_step_by_step_in_both_languages),
        cmocka_unit_test(beyond_the_years_that_are_known_it_is_provisional),
        cmocka_unit_test(hours_run_by_the_clock_and_not_by_the_wall),
        cmocka_unit_test(what_is_wrong_is_named_with_its_place),
        cmocka_unit_test(two_days_or_more_hold_two_working_days),
        cmocka_unit_test(calendars_are_there_wherever_it_is_run_from),
        cmocka_unit_test(a_calendar_is_told_before_it_is_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
