/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/keeping.h"
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

/* ---- the trace itself ---- */

static enum hf_rc trace(struct hf_cli *cli, struct hf_str *source, struct hf_str *answer, struct hf_err *err)
{
    struct hf_trace_ask ask = {.file = hf_cli_arg(cli, 0),
                               .method = hf_cli_value(cli, HF_STR("method")),
                               .case_id = hf_cli_value(cli, HF_STR("case"))};
    HF_TRY(hf_file_read(ask.file, cli->arena->size / 16, cli->arena, source, err));
    struct hf_buf text = hf_buf_in(cli->arena, 4096);
    HF_TRY(hf_trace_funds(*source, &ask, cli->arena, &text, err));
    *answer = hf_buf_str(&text);
    return HF_OK;
}

static void show(struct hf_cli *cli, struct hf_str answer)
{
    if (!cli->json && print_rows(cli, answer))
        return;
    hf_out_raw(cli, answer);
    hf_out_raw(cli, HF_STR("\n"));
}

/* ---- attached: the answer is a document of the case; its digest and the source's stand at the asset ---- */

static struct hf_json attachment(struct hf_seat *seat, const struct hf_kept *kept, struct hf_str source)
{
    struct hf_digest digest;
    struct hf_buf trace_text = hf_buf_in(seat->arena, HF_DIGEST_TEXT),
                  source_text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    hf_sha256(&seat->hasher, &source, 1, &digest);
    hf_digest_put(&trace_text, &kept->digest);
    hf_digest_put(&source_text, &digest);
    struct hf_json_maker payload = hf_json_make(seat->arena);
    hf_json_add(&payload, HF_STR("trace"), hf_json_of_text(hf_buf_str(&trace_text)));
    hf_json_add(&payload, HF_STR("trace_method"), hf_json_of_text(hf_cli_value(seat->cli, HF_STR("method"))));
    hf_json_add(&payload, HF_STR("trace_source"), hf_json_of_text(hf_buf_str(&source_text)));
    return hf_json_object(&payload);
}

static enum hf_rc trace_and_attach(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_sight sight;
    struct hf_str source;
    struct hf_response response;
    struct hf_kept kept = {.title = hf_cli_arg(cli, 0),
                           .media_type = HF_STR("application/json"),
                           .classification = HF_STR("confidential")};
    HF_TRY(trace(cli, &source, &kept.bytes, err));
    HF_TRY(hf_sight_case(seat, hf_cli_value(cli, HF_STR("to-case")), &sight, err));
    HF_TRY(hf_keep_document(seat, &sight.file, &kept, NULL, err));
    struct hf_request request = {.command = {.file = sight.file,
                                             .on = hf_cli_value(cli, HF_STR("attach")),
                                             .event = HF_STR("asset.trace"),
                                             .payload = attachment(seat, &kept, source)}};
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    show(cli, kept.bytes);
    return HF_OK;
}

enum hf_rc hf_cmd_trace_funds(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str source, answer;
    bool attach = hf_cli_has(cli, HF_STR("attach")), in_case = hf_cli_has(cli, HF_STR("to-case"));
    HF_TRY(check_method(cli, err));
    if (attach != in_case)
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, attach ? HF_STR("to-case") : HF_STR("attach"),
                       attach ? HF_STR("CASE") : HF_STR("asset/1"));
    if (attach)
        return hf_cli_at_seat(cli, trace_and_attach, err);
    HF_TRY(trace(cli, &source, &answer, err));
    show(cli, answer);
    return HF_OK;
}
