/* SPDX-License-Identifier: Apache-2.0 */
/* deadline explain: how a date came about, of a period that is typed, of a clock in a case, of a file of
 * cases. */
#include "casefile/due.h"
#include "cli/calendars.h"
#include "cli/cmd.h"
#include "cli/deadline_cases.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/reasons.h"
#include "cli/view.h"

enum { CASES_BYTES_MAX = 1024 * 1024 };

static const struct hf_column columns[] = {HF_COLUMN("due", due),
                                           HF_COLUMN("until", until),
                                           HF_COLUMN("provisional", provisional),
                                           HF_COLUMN("recorded", as_recorded),
                                           HF_COLUMN("calendar", calendar),
                                           HF_COLUMN("source", source)};

/* ---- showing ---- */

/* Numbered, for people. */
static void print_steps(struct hf_cli *cli, const struct hf_reasons *reasons,
                        const struct hf_calendar *calendar)
{
    for (size_t i = 0; i < reasons->count; i++) {
        struct hf_buf line = hf_buf_in(cli->arena, 200);
        hf_buf_put_i64(&line, (int64_t)i + 1);
        hf_buf_put(&line, HF_STR(". "));
        struct hf_json text =
            hf_json_of_text(hf_reason_say(&reasons->at[i], calendar, cli->lang, cli->arena));
        hf_out_value(cli, &text, &line);
        hf_out_line(cli, hf_buf_str(&line));
    }
}

static struct hf_json steps_json(struct hf_cli *cli, const struct hf_reasons *reasons,
                                 const struct hf_calendar *calendar)
{
    struct hf_json_maker steps = hf_json_make(cli->arena);
    for (size_t i = 0; i < reasons->count; i++)
        hf_json_add(&steps, HF_STR_NONE,
                    hf_json_of_text(hf_reason_say(&reasons->at[i], calendar, cli->lang, cli->arena)));
    return hf_json_list(&steps);
}

/* "fr/3" */
static struct hf_str calendar_version(struct hf_cli *cli, const struct hf_calendar *calendar)
{
    struct hf_buf text = hf_buf_in(cli->arena, 48);
    hf_buf_put(&text, calendar->name);
    hf_buf_put_char(&text, '/');
    hf_buf_put_i64(&text, calendar->version);
    return hf_buf_str(&text);
}

/* The due date (hours: instant), when it is over in UTC, and by what it was reckoned. */
static struct hf_json answer(struct hf_cli *cli, const struct hf_calendar *calendar,
                             const struct hf_reached *reached, bool hours)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    struct hf_buf due = hf_buf_in(cli->arena, 40), until = hf_buf_in(cli->arena, HF_INSTANT_TEXT);
    if (hours)
        hf_moment_put_in(&due, reached->due_ms, calendar);
    else
        hf_day_put(&due, hf_calendar_day(calendar, reached->due_ms - 1));
    hf_instant_put(&until, reached->due_ms);
    hf_json_add(&row, HF_STR("due"), hf_json_of_text(hf_buf_str(&due)));
    hf_json_add(&row, HF_STR("until"), hf_json_of_text(hf_buf_str(&until)));
    hf_json_add(&row, HF_STR("provisional"), hf_json_of_bool(reached->provisional));
    hf_json_add(&row, HF_STR("calendar"), hf_json_of_text(calendar_version(cli, calendar)));
    if (calendar->source.len > 0)
        hf_json_add(&row, HF_STR("source"), hf_json_of_text(calendar->source));
    hf_json_add(&row, HF_STR("steps"), steps_json(cli, reached->reasons, calendar));
    return hf_json_object(&row);
}

static void show(struct hf_cli *cli, const struct hf_calendar *calendar, const struct hf_reached *reached,
                 const struct hf_json *row)
{
    if (!cli->quiet)
        print_steps(cli, reached->reasons, calendar);
    hf_out_record(cli, HF_VIEW(columns), row);
}

/* ---- what is typed ---- */

static enum hf_rc needed(struct hf_cli *cli, const char *flag, const char *takes, struct hf_err *err)
{
    if (hf_cli_value(cli, hf_str_of(flag)).len > 0)
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_needed, cli->typed, hf_str_of(flag), hf_str_of(takes));
}

static enum hf_rc read_typed(struct hf_cli *cli, struct hf_count *count, struct hf_moment *start,
                             struct hf_err *err)
{
    struct hf_str counting = hf_cli_value(cli, HF_STR("counting"));
    struct hf_str day = hf_cli_value(cli, HF_STR("start-day"));
    HF_TRY(needed(cli, "start", "2026-03-06", err));
    HF_TRY(needed(cli, "period", "45d", err));
    if (!hf_moment_read(hf_cli_value(cli, HF_STR("start")), start))
        return hf_fail(err, HF_WORD_cli_moment, HF_STR("--start"), hf_cli_value(cli, HF_STR("start")),
                       HF_STR_NONE);
    if (!hf_period_read(hf_cli_value(cli, HF_STR("period")), &count->period) || count->period.count <= 0)
        return hf_fail(err, HF_WORD_bad_period, HF_STR("--period"), HF_STR_NONE, HF_STR_NONE);
    if (day.len > 0 && !hf_str_eq(day, HF_STR("included")) && !hf_str_eq(day, HF_STR("excluded")))
        return hf_fail(err, HF_WORD_cli_choice, HF_STR("--start-day"), day, HF_STR("excluded, included"));
    count->start_included = hf_str_eq(day, HF_STR("included"));
    count->roll = hf_cli_has(cli, HF_STR("roll"));
    count->counting = hf_calendar_counting(count->calendar, counting.len == 0 ? HF_STR("plain") : counting);
    if (count->counting == NULL)
        return hf_fail(err, HF_WORD_no_counting, HF_STR("--counting"), counting, count->calendar->name);
    return hf_count_contradicts(count)
               ? hf_fail(err, HF_WORD_cli_start_fixed, HF_STR("--start-day"), counting, HF_STR_NONE)
               : HF_OK;
}

/* What summer time makes of a start that was said without an offset. */
static void note_start(const struct hf_moment *start, const struct hf_calendar *calendar,
                       struct hf_reasons *reasons)
{
    enum hf_shown shown = hf_moment_shown(start, calendar);
    if (shown != HF_SHOWN_ONCE)
        reasons->at[reasons->count++] =
            (struct hf_reason){.kind = shown == HF_SHOWN_NEVER ? HF_REASON_SKIPPED : HF_REASON_TWICE,
                               .at_ms = hf_moment_instant(start, calendar)};
}

static enum hf_rc explain_typed(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_calendar calendar;
    struct hf_count count = {.calendar = &calendar};
    struct hf_moment start;
    struct hf_reasons *reasons = HF_NEW(cli->arena, struct hf_reasons, 1);
    struct hf_reached reached = {.reasons = reasons};
    HF_TRY(hf_calendar_named(hf_cli_value(cli, HF_STR("calendar")), cli->arena, &calendar, err));
    HF_TRY(read_typed(cli, &count, &start, err));
    note_start(&start, &calendar, reasons);
    HF_TRY(hf_clock_within(&count, hf_moment_instant(&start, &calendar), &reached, err));
    struct hf_json row = answer(cli, &calendar, &reached, count.period.unit == HF_HOURS);
    show(cli, &calendar, &reached, &row);
    return HF_OK;
}

/* ---- a clock of a case ---- */

static enum hf_rc explain_clock(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_sight sight;
    struct hf_explained explained;
    struct hf_reasons *reasons = HF_NEW(cli->arena, struct hf_reasons, 1);
    struct hf_buf stored = hf_buf_in(cli->arena, HF_INSTANT_TEXT);
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    hf_instance i = hf_case_find(&sight.flows, &sight.c, hf_cli_arg(cli, 1));
    if (i == HF_NO_INSTANCE)
        return hf_fail(err, HF_WORD_no_instance, HF_STR("INSTANCE"), hf_cli_arg(cli, 1), HF_STR_NONE);
    HF_TRY(hf_due_explain(&sight.flows, sight.house, &sight.c, i, hf_cli_arg(cli, 2), cli->arena, reasons,
                          &explained, err));
    struct hf_json row = answer(cli, explained.calendar, &explained.reached, explained.hours);
    hf_instant_put(&stored, explained.stored_ms);
    if (explained.stored_ms != explained.reached.due_ms) {
        struct hf_json_maker more = hf_json_make(cli->arena);
        for (size_t k = 0; k < row.is.object.count; k++)
            hf_json_add(&more, row.is.object.member[k].name, row.is.object.member[k].value);
        hf_json_add(&more, HF_STR("recorded"), hf_json_of_text(hf_buf_str(&stored)));
        row = hf_json_object(&more);
    }
    show(cli, explained.calendar, &explained.reached, &row);
    return HF_OK;
}

/* ---- a file of cases ---- */

static enum hf_rc explain_case(struct hf_cli *cli, const struct hf_deadline_case *one,
                               struct hf_json_maker *rows, struct hf_err *err)
{
    struct hf_reasons *reasons = HF_NEW(cli->arena, struct hf_reasons, 1);
    struct hf_json_maker row = hf_json_make(cli->arena);
    struct hf_buf line = hf_buf_in(cli->arena, 200);
    struct hf_str due;
    HF_TRY(hf_file_blame(one->id, hf_deadline_case_due(one, reasons, cli->arena, &due, err), err));
    struct hf_json id = hf_json_of_text(one->id), what = hf_json_of_text(one->what);
    hf_json_add(&row, HF_STR("id"), id);
    hf_json_add(&row, HF_STR("due"), hf_json_of_text(due));
    hf_json_add(rows, HF_STR_NONE, hf_json_object(&row));
    hf_out_value(cli, &id, &line);
    hf_buf_put(&line, HF_STR(": "));
    hf_buf_put(&line, due);
    if (one->what.len > 0)
        hf_buf_put(&line, HF_STR(" - "));
    hf_out_value(cli, &what, &line);
    hf_out_line(cli, hf_buf_str(&line));
    if (!cli->quiet)
        print_steps(cli, reasons, &one->calendar);
    if (one->expected.len > 0 && !hf_str_eq(one->expected, due))
        hf_out_hint(cli, HF_SAY_expected_other, one->id, one->expected);
    return HF_OK;
}

static enum hf_rc explain_cases(struct hf_cli *cli, struct hf_str path, struct hf_err *err)
{
    const struct hf_deadline_case *all;
    size_t count;
    struct hf_str text;
    struct hf_json_maker rows = hf_json_make(cli->arena);
    HF_TRY(hf_file_read(path, CASES_BYTES_MAX, cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_deadline_cases_read(text, cli->arena, &all, &count, err), err));
    for (size_t i = 0; i < count; i++)
        HF_TRY(explain_case(cli, &all[i], &rows, err));
    struct hf_json document = hf_json_list(&rows);
    hf_out_json(cli, &document);
    return HF_OK;
}

enum hf_rc hf_cmd_deadline_explain(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str cases = hf_cli_value(cli, HF_STR("cases"));
    if (cases.len > 0)
        return explain_cases(cli, cases, err);
    if (cli->args == 0)
        return explain_typed(cli, err);
    if (cli->args < 3)
        return hf_fail(err, HF_WORD_cli_few, HF_STR_NONE,
                       cli->args < 2 ? HF_STR("INSTANCE") : HF_STR("CLOCK"), HF_STR("deadline explain"));
    return hf_cli_at_seat(cli, explain_clock, err);
}
