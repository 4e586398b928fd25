/* SPDX-License-Identifier: Apache-2.0 */
/* trace owners: who owns and controls a company, by which chains and which rule. */
#include "base/when.h"
#include "cli/casebook.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/outlet.h"
#include "cli/output.h"
#include "cli/owners_told.h"
#include "cli/tracing.h"
#include "cli/tracing_options.h"
#include "cli/watching.h"
#include "host/clock.h"
#include "trace/owners.h"

/* ---- for people ---- */

/* Between two: "0.0..50.0"; both the same: one. */
static struct hf_json between(struct hf_cli *cli, const struct hf_json *share)
{
    struct hf_buf text = hf_buf_in(cli->arena, 64);
    if (share->kind != HF_JSON_LIST)
        return *share;
    struct hf_str lo = share->is.list.item[0].is.text, hi = share->is.list.item[1].is.text;
    hf_buf_put(&text, lo);
    if (!hf_str_eq(lo, hi)) {
        hf_buf_put(&text, HF_STR(".."));
        hf_buf_put(&text, hi);
    }
    return hf_json_of_text(hf_buf_str(&text));
}

/* Of many names the first, and how many there are. */
static struct hf_json few(struct hf_cli *cli, const struct hf_json *names)
{
    enum { SHOWN = 10 };
    struct hf_json first = *names;
    struct hf_buf text = hf_buf_in(cli->arena, 128), line = hf_buf_in(cli->arena, 128);
    if (names->is.list.count <= SHOWN + 1)
        return *names;
    first.is.list.count = SHOWN;
    hf_out_value(cli, &first, &text);
    hf_say_put(&line, HF_SAY_owner_of_all, cli->lang, hf_buf_str(&text),
               hf_cli_number(cli, names->is.list.count));
    return hf_json_of_text(hf_buf_str(&line));
}

static struct hf_json row_of(struct hf_cli *cli, const struct hf_json *answer, struct hf_str name)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    const struct hf_json *grounds = hf_json_get(HF_JSON_GET(answer, "grounds"), name);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(name));
    hf_json_add(&row, HF_STR("share"), between(cli, hf_json_get(HF_JSON_GET(answer, "effective"), name)));
    if (grounds != NULL)
        hf_json_add(&row, HF_STR("grounds"), *grounds);
    hf_json_add(&row, HF_STR("controls"), few(cli, hf_json_get(HF_JSON_GET(answer, "controls"), name)));
    return hf_json_object(&row);
}

static void print_persons(struct hf_cli *cli, const struct hf_json *answer)
{
    static const struct hf_column columns[] = {HF_COLUMN("name", name), HF_COLUMN("share", owner_share),
                                               HF_COLUMN("grounds", owner_grounds),
                                               HF_COLUMN("controls", owner_control)};
    const struct hf_json *effective = HF_JSON_GET(answer, "effective");
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (size_t i = 0; i < effective->is.object.count; i++)
        hf_json_add(&list, HF_STR_NONE, row_of(cli, answer, hf_json_member(effective, i)->name));
    struct hf_json rows = hf_json_list(&list);
    hf_out_table(cli, HF_VIEW(columns), &rows);
}

/* What follows the table: members of the answer that are there and not empty, each in a line of its own. */
static const struct {
    const char *member;
    enum hf_say say;
    struct hf_json (*as)(struct hf_cli *cli, const struct hf_json *value); /* how each part is shown; NULL: as
                                                                              it is */
} lines[] = {
    {"blocked_50_rule", HF_SAY_owner_blocked, few},    {"may_be_ubo", HF_SAY_owner_may_be, NULL},
    {"may_control", HF_SAY_owner_may_control, few},    {"may_be_blocked", HF_SAY_owner_may_be_blocked, few},
    {"other_ends", HF_SAY_owner_ends, between},        {"effective_bounds", HF_SAY_owner_bounds, between},
    {"votes_partly", HF_SAY_owner_votes_partly, NULL},
};

/* "P: A, B; Q: C" */
static void put_parts(struct hf_cli *cli, const struct hf_json *object, size_t line, struct hf_buf *text)
{
    for (size_t i = 0; i < object->is.object.count; i++) {
        const struct hf_member *member = hf_json_member(object, i);
        struct hf_json value = lines[line].as == NULL ? member->value : lines[line].as(cli, &member->value);
        hf_buf_put(text, i == 0 ? HF_STR("") : HF_STR("; "));
        hf_buf_put(text, member->name);
        hf_buf_put(text, hf_say(HF_SAY_owner_colon, cli->lang));
        hf_out_value(cli, &value, text);
    }
}

static void put_line(struct hf_cli *cli, enum hf_say say, struct hf_str text)
{
    struct hf_buf line = hf_buf_in(cli->arena, 128);
    hf_say_put(&line, say, cli->lang, text, HF_STR_NONE);
    if (text.len > 0)
        hf_out_line(cli, hf_buf_str(&line));
}

static void put_member(struct hf_cli *cli, const struct hf_json *value, size_t line)
{
    struct hf_buf text = hf_buf_in(cli->arena, 128);
    if (value->kind == HF_JSON_OBJECT)
        put_parts(cli, value, line, &text);
    else
        hf_out_value(cli, value, &text);
    put_line(cli, lines[line].say, hf_buf_str(&text));
}

static void print_lines(struct hf_cli *cli, const struct hf_json *answer)
{
    struct hf_buf head = hf_buf_in(cli->arena, 128);
    hf_say_put(&head, HF_SAY_owner_head, cli->lang, hf_json_text(answer, HF_STR("target")),
               hf_json_text(answer, HF_STR("as_of")));
    if (!cli->quiet)
        hf_out_line(cli, hf_buf_str(&head));
    print_persons(cli, answer);
    if (HF_JSON_GET(answer, "effective")->is.object.count == 0)
        hf_out_warning(cli, HF_SAY_owner_none, hf_json_text(answer, HF_STR("target")), HF_STR_NONE);
    if (cli->quiet)
        return;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const struct hf_json *value = hf_json_get(answer, hf_str_of(lines[i].member));
        if (value != NULL)
            put_member(cli, value, i);
    }
    struct hf_str rest = hf_json_text(answer, HF_STR("unaccounted"));
    if (!hf_str_eq(rest, HF_STR("0.0")))
        put_line(cli, HF_SAY_owner_unaccounted, rest);
}

/* ---- the question ---- */

/* The day that is asked about; today where none is given. */
static enum hf_rc read_day(struct hf_cli *cli, int32_t *day, struct hf_err *err)
{
    struct hf_str on = hf_cli_value(cli, HF_STR("on"));
    struct hf_host_clock host;
    if (on.len > 0)
        return hf_day_read(on, day) ? HF_OK : hf_fail(err, HF_WORD_bad_date, HF_STR("--on"), on, HF_STR_NONE);
    HF_TRY(hf_host_clock_open(&host, NULL, err));
    struct hf_clock_port clock = hf_host_clock_port(&host);
    *day = hf_day_at(clock.wall_ms(clock.self));
    return HF_OK;
}

/* The file is an argument, or the value of --cases. */
static enum hf_rc read_file(struct hf_cli *cli, struct hf_owners_ask *ask, struct hf_str *text,
                            struct hf_err *err)
{
    struct hf_str cases = hf_cli_value(cli, HF_STR("cases"));
    if (cases.len == 0 && cli->args == 0)
        return hf_fail(err, HF_WORD_trace_case_file, cli->typed, HF_STR_NONE, HF_STR_NONE);
    if (cases.len > 0 && cli->args > 0)
        return hf_fail(err, HF_WORD_cli_apart, cli->typed, HF_STR("--cases"), HF_STR("FILE"));
    ask->file = cases.len > 0 ? cases : hf_cli_arg(cli, 0);
    return hf_file_read(ask->file, cli->arena->size / 4, cli->arena, text, err);
}

static void read_seeds(struct hf_cli *cli, struct hf_owners_ask *ask)
{
    struct hf_str *seed = HF_NEW(cli->arena, struct hf_str, cli->givens + 1);
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, HF_STR("blocked")))
            seed[ask->seeds++] = cli->given[i].value;
    ask->seed = seed;
}

static enum hf_rc look(void *self, uint64_t done, uint64_t all, struct hf_err *err)
{
    return hf_watching_step(self, HF_SAY_trace_following, done, all, err);
}

/* Of every company those who have so much. */
static enum hf_rc list_all(struct hf_cli *cli, const struct hf_owners_ask *ask, struct hf_str text,
                           struct hf_err *err)
{
    struct hf_buf out = hf_buf_in(cli->arena, text.len + 4096), votes = hf_buf_in(cli->arena, 256);
    struct hf_str least = hf_cli_value(cli, HF_STR("at-least")), path = hf_cli_value(cli, HF_STR("output"));
    bool for_machines = cli->json || path.len > 0;
    struct hf_owners_ask watched = *ask;
    struct hf_watching watching;
    hf_watching_begin(&watching, cli);
    watched.watch = (struct hf_owner_watch){look, &watching, 0};
    enum hf_rc rc = hf_trace_all_owners(text, &watched, least.at != NULL ? least : HF_STR("25"), for_machines,
                                        cli->arena, &out, &votes, err);
    if (rc == HF_OK && for_machines)
        rc = hf_outlet_text(cli, path, hf_buf_str(&out), err);
    else if (rc == HF_OK)
        hf_out_text(cli, hf_buf_str(&out));
    if (rc == HF_OK && out.len == 0)
        hf_tracing_warn(cli, HF_SAY_owner_all_none, ask->file, HF_STR_NONE);
    if (rc == HF_OK && votes.len > 0)
        hf_tracing_warn(cli, HF_SAY_owner_all_votes, hf_buf_str(&votes), HF_STR_NONE);
    hf_watching_end(&watching);
    return rc;
}

/* The answer, with what binds it where it was read from registers. */
static struct hf_json with_case(struct hf_cli *cli, const struct hf_json *answer,
                                const struct hf_casebook *book)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    for (size_t i = 0; i < answer->is.object.count; i++) {
        const struct hf_member *member = hf_json_member(answer, i);
        hf_json_add(&made, member->name, member->value);
    }
    hf_json_add(&made, HF_STR("case"), hf_casebook_json(book, true));
    return hf_json_object(&made);
}

static enum hf_rc answer(struct hf_cli *cli, const struct hf_owners_ask *ask, struct hf_str text,
                         const struct hf_casebook *book, struct hf_err *err)
{
    struct hf_json answer = {0};
    if (hf_cli_has(cli, HF_STR("all")))
        return list_all(cli, ask, text, err);
    HF_TRY(hf_trace_owners(text, ask, cli->arena, &answer, err));
    if (book != NULL)
        answer = with_case(cli, &answer, book);
    if (cli->json || hf_cli_has(cli, HF_STR("output")))
        return hf_outlet_json(cli, hf_cli_value(cli, HF_STR("output")), &answer, err);
    print_lines(cli, &answer);
    if (ask->explain && !cli->quiet)
        hf_owners_told(cli, &answer);
    return HF_OK;
}

/* ---- the registers of a case ---- */

/* Parties by the names that the book has for them. */
static enum hf_rc name_parties(const struct hf_casebook *book, struct hf_owners_ask *ask, struct hf_err *err)
{
    struct hf_str *seed = HF_NEW(book->sight.arena, struct hf_str, ask->seeds + 1);
    if (ask->of.len > 0)
        HF_TRY(hf_casebook_party(book, ask->of, &ask->of, err));
    for (size_t i = 0; i < ask->seeds; i++)
        HF_TRY(hf_casebook_party(book, ask->seed[i], &seed[i], err));
    ask->seed = seed;
    return HF_OK;
}

static struct hf_owners_ask what_is_asked(struct hf_cli *cli)
{
    struct hf_owners_ask ask = {.of = hf_cli_value(cli, HF_STR("of")),
                                .explain = hf_cli_has(cli, HF_STR("explain"))};
    read_seeds(cli, &ask);
    return ask;
}

static enum hf_rc owners_in_registers(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_owners_ask ask = what_is_asked(cli);
    struct hf_casebook book;
    HF_TRY(read_day(cli, &ask.day, err));
    HF_TRY(hf_casebook_open(seat, hf_cli_value(cli, HF_STR("case")), HF_CASEBOOK_HOLDINGS,
                            !cli->json && !hf_cli_has(cli, HF_STR("output")), &book, err));
    HF_TRY(name_parties(&book, &ask, err));
    ask.file = book.source.file;
    ask.entry = book.source.entry;
    ask.entries = book.source.entries;
    HF_TRY(answer(cli, &ask, book.source.text, &book, err));
    hf_casebook_tell(cli, &book);
    return HF_OK;
}

enum hf_rc hf_cmd_trace_owners(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_owners_ask ask = what_is_asked(cli);
    struct hf_str text = HF_STR_NONE;
    HF_TRY(hf_tracing_options(cli, err));
    if (cli->args == 0 && !hf_cli_has(cli, HF_STR("cases")) && hf_cli_has(cli, HF_STR("case")))
        return hf_cli_at_seat(cli, owners_in_registers, err);
    ask.case_id = hf_cli_value(cli, HF_STR("case"));
    struct hf_outlet_file file[] = {{HF_STR("FILE"), hf_cli_arg(cli, 0), false},
                                    {HF_STR("--cases"), hf_cli_value(cli, HF_STR("cases")), false},
                                    {HF_STR("--output"), hf_cli_value(cli, HF_STR("output")), true}};
    HF_TRY(hf_outlet_apart(cli, file, sizeof file / sizeof file[0], err));
    HF_TRY(read_file(cli, &ask, &text, err));
    HF_TRY(read_day(cli, &ask.day, err));
    return answer(cli, &ask, text, NULL, err);
}
