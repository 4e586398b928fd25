/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "trace/funds.h"
#include "trace/methods.h"

static enum hf_rc check_method(struct hf_cli *cli, struct hf_err *err)
{
    if (hf_cli_value(cli, HF_STR("method")).len > 0)
        return HF_OK;
    struct hf_buf methods = hf_buf_in(cli->arena, 80);
    hf_trace_method_list(&methods);
    return hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("method"), hf_buf_str(&methods));
}

/* ---- for people: one row for each part of an account, a debit or a sink ---- */

struct rows {
    struct hf_cli *cli;
    struct hf_json_maker list;
    struct hf_str what, name;
};

static void add_parts(struct rows *rows, const struct hf_json *composition)
{
    for (size_t i = 0; i < composition->is.object.count; i++) {
        const struct hf_member *part = hf_json_member(composition, i);
        struct hf_json_maker row = hf_json_make(rows->cli->arena);
        hf_json_add(&row, HF_STR("what"), hf_json_of_text(rows->what));
        hf_json_add(&row, HF_STR("name"), hf_json_of_text(rows->name));
        hf_json_add(&row, HF_STR("claimant"), hf_json_of_text(part->name));
        hf_json_add(&row, HF_STR("amount"), part->value);
        hf_json_add(&rows->list, HF_STR_NONE, hf_json_object(&row));
    }
}

static void add_all(struct rows *rows, const struct hf_json *answer)
{
    const struct hf_json *accounts = HF_JSON_GET(answer, "accounts"), *debits = HF_JSON_GET(answer, "debits"),
                         *sinks = HF_JSON_GET(answer, "sinks");
    rows->what = hf_say(HF_SAY_account, rows->cli->lang);
    for (size_t i = 0; i < accounts->is.object.count; i++) {
        rows->name = hf_json_member(accounts, i)->name;
        add_parts(rows, HF_JSON_GET(&hf_json_member(accounts, i)->value, "composition"));
    }
    rows->what = hf_say(HF_SAY_debit, rows->cli->lang);
    for (size_t i = 0; i < debits->is.list.count; i++) {
        rows->name = hf_json_text(&debits->is.list.item[i], HF_STR("id"));
        add_parts(rows, HF_JSON_GET(&debits->is.list.item[i], "composition"));
    }
    rows->what = hf_say(HF_SAY_sink, rows->cli->lang);
    for (size_t i = 0; i < sinks->is.object.count; i++) {
        rows->name = hf_json_member(sinks, i)->name;
        add_parts(rows, &hf_json_member(sinks, i)->value);
    }
}

/* False when the answer is no I-JSON (amounts beyond 2^53-1) or too long to be laid out. */
static bool print_rows(struct hf_cli *cli, struct hf_str text)
{
    static const struct hf_column columns[] = {HF_COLUMN("what", what), HF_COLUMN("name", name),
                                               HF_COLUMN("claimant", claimant), HF_COLUMN("amount", amount)};
    struct hf_json_limits limits = {.bytes = (cli->arena->size - cli->arena->used) / 512, .depth = 8};
    struct hf_json answer;
    struct hf_err unread;
    if (hf_json_read(text, &limits, cli->arena, &answer, &unread) != HF_OK)
        return false;
    struct rows rows = {.cli = cli, .list = hf_json_make(cli->arena)};
    add_all(&rows, &answer);
    struct hf_json list = hf_json_list(&rows.list);
    hf_out_table(cli, HF_VIEW(columns), &list);
    return true;
}

enum hf_rc hf_cmd_trace_funds(struct hf_cli *cli, struct hf_err *err)
{
    HF_TRY(check_method(cli, err));
    struct hf_trace_ask ask = {.file = hf_cli_arg(cli, 0),
                               .method = hf_cli_value(cli, HF_STR("method")),
                               .case_id = hf_cli_value(cli, HF_STR("case"))};
    struct hf_str text;
    HF_TRY(hf_file_read(ask.file, cli->arena->size / 16, cli->arena, &text, err));
    struct hf_buf answer = hf_buf_in(cli->arena, 4096);
    HF_TRY(hf_trace_funds(text, &ask, cli->arena, &answer, err));
    if (!cli->json && print_rows(cli, hf_buf_str(&answer)))
        return HF_OK;
    hf_buf_put_char(&answer, '\n');
    hf_out_raw(cli, hf_buf_str(&answer));
    return HF_OK;
}
