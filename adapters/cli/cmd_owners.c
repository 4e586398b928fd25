/* SPDX-License-Identifier: Apache-2.0 */
/* trace owners: who owns and controls a company, by which chains and which rule. */
#include "base/when.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/owners_told.h"
#include "host/clock.h"
#include "trace/owners.h"

/* ---- for people ---- */

static struct hf_json row_of(struct hf_cli *cli, const struct hf_json *answer, struct hf_str name)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    const struct hf_json *grounds = hf_json_get(HF_JSON_GET(answer, "grounds"), name);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(name));
    hf_json_add(&row, HF_STR("share"), *hf_json_get(HF_JSON_GET(answer, "effective"), name));
    if (grounds != NULL)
        hf_json_add(&row, HF_STR("grounds"), *grounds);
    hf_json_add(&row, HF_STR("controls"), *hf_json_get(HF_JSON_GET(answer, "controls"), name));
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
} lines[] = {
    {"blocked_50_rule", HF_SAY_owner_blocked}, {"may_be_ubo", HF_SAY_owner_may_be},
    {"may_control", HF_SAY_owner_may_control}, {"may_be_blocked", HF_SAY_owner_may_be_blocked},
    {"other_ends", HF_SAY_owner_ends},         {"effective_bounds", HF_SAY_owner_bounds},
};

static void put_member(struct hf_cli *cli, const struct hf_json *value, enum hf_say say)
{
    struct hf_buf text = hf_buf_in(cli->arena, 128), line = hf_buf_in(cli->arena, 128);
    for (size_t i = 0; value->kind == HF_JSON_OBJECT && i < value->is.object.count; i++) {
        const struct hf_member *member = hf_json_member(value, i);
        hf_buf_put(&text, i == 0 ? HF_STR("") : HF_STR("; "));
        hf_buf_put(&text, member->name);
        hf_buf_put(&text, HF_STR(": "));
        hf_out_value(cli, &member->value, &text);
    }
    if (value->kind != HF_JSON_OBJECT)
        hf_out_value(cli, value, &text);
    if (text.len == 0)
        return;
    hf_say_put(&line, say, cli->lang, hf_buf_str(&text), HF_STR_NONE);
    hf_out_line(cli, hf_buf_str(&line));
}

static void print_lines(struct hf_cli *cli, const struct hf_json *answer)
{
    struct hf_buf head = hf_buf_in(cli->arena, 128);
    hf_say_put(&head, HF_SAY_owner_head, cli->lang, hf_json_text(answer, HF_STR("target")),
               hf_json_text(answer, HF_STR("as_of")));
    hf_out_line(cli, hf_buf_str(&head));
    print_persons(cli, answer);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const struct hf_json *value = hf_json_get(answer, hf_str_of(lines[i].member));
        if (value != NULL)
            put_member(cli, value, lines[i].say);
    }
    if (!hf_str_eq(hf_json_text(answer, HF_STR("unaccounted")), HF_STR("0.0")))
        put_member(cli, HF_JSON_GET(answer, "unaccounted"), HF_SAY_owner_unaccounted);
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
    if ((cases.len > 0) == (cli->args > 0))
        return hf_fail(err, HF_WORD_cli_few, HF_STR_NONE, HF_STR("FILE"), HF_STR("trace owners"));
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

/* Of every company those who have so much. */
static enum hf_rc list_all(struct hf_cli *cli, const struct hf_owners_ask *ask, struct hf_str text,
                           struct hf_err *err)
{
    struct hf_buf out = hf_buf_in(cli->arena, text.len + 4096);
    struct hf_str least = hf_cli_value(cli, HF_STR("at-least"));
    HF_TRY(hf_trace_all_owners(text, ask, least.len > 0 ? least : HF_STR("25"), cli->json, cli->arena, &out,
                               err));
    if (cli->json)
        hf_out_raw(cli, hf_buf_str(&out));
    else
        hf_out_text(cli, hf_buf_str(&out));
    return HF_OK;
}

enum hf_rc hf_cmd_trace_owners(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_owners_ask ask = {.of = hf_cli_value(cli, HF_STR("of")),
                                .case_id = hf_cli_value(cli, HF_STR("case")),
                                .explain = hf_cli_has(cli, HF_STR("explain"))};
    struct hf_str text;
    struct hf_json answer;
    HF_TRY(read_file(cli, &ask, &text, err));
    HF_TRY(read_day(cli, &ask.day, err));
    if (hf_cli_has(cli, HF_STR("all")))
        return list_all(cli, &ask, text, err);
    read_seeds(cli, &ask);
    HF_TRY(hf_trace_owners(text, &ask, cli->arena, &answer, err));
    hf_out_json(cli, &answer);
    if (cli->json)
        return HF_OK;
    print_lines(cli, &answer);
    if (ask.explain)
        hf_owners_told(cli, &answer);
    return HF_OK;
}
