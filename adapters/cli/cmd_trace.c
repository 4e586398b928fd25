/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/casebook.h"
#include "cli/cmd.h"
#include "cli/keeping.h"
#include "cli/outlet.h"
#include "cli/output.h"
#include "cli/tracing_notes.h"
#include "cli/tracing_options.h"
#include "cli/tracing_table.h"
#include "cli/tracing_why.h"
#include "trace/amount.h"
#include "trace/currency.h"
#include "trace/totals.h"

static enum hf_rc check_method(struct hf_cli *cli, struct hf_err *err)
{
    if (hf_cli_value(cli, HF_STR("method")).len > 0)
        return HF_OK;
    struct hf_buf methods = hf_buf_in(cli->arena, 128);
    hf_trace_method_list(&methods);
    return hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("method"), hf_buf_str(&methods));
}

/* ---- for people: one row for each part of an account, a debit or a sink ---- */

struct rows {
    struct hf_cli *cli;
    struct hf_json_maker list;
    struct hf_str what, name;
};

static void add_part(struct rows *rows, struct hf_str whose, struct hf_json amount)
{
    struct hf_json_maker row = hf_json_make(rows->cli->arena);
    hf_json_add(&row, HF_STR("what"), hf_json_of_text(rows->what));
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(rows->name));
    hf_json_add(&row, HF_STR("claimant"), hf_json_of_text(whose));
    hf_json_add(&row, HF_STR("amount"), amount);
    hf_json_add(&rows->list, HF_STR_NONE, hf_json_object(&row));
}

/* A composition; where amounts are tainted, one amount. */
static void add_held(struct rows *rows, const struct hf_json *held)
{
    if (held->kind != HF_JSON_OBJECT)
        add_part(rows, hf_say(HF_SAY_tainted, rows->cli->lang), *held);
    for (size_t i = 0; held->kind == HF_JSON_OBJECT && i < held->is.object.count; i++) {
        const struct hf_member *part = hf_json_member(held, i);
        add_part(rows, part->name, part->value);
    }
}

/* An account or a debit, which has either as a member. */
static void add_entry(struct rows *rows, const struct hf_json *entry)
{
    const struct hf_json *composition = HF_JSON_GET(entry, "composition"),
                         *tainted = HF_JSON_GET(entry, "tainted");
    add_held(rows, composition != NULL ? composition : tainted);
}

typedef void add_value(struct rows *rows, const struct hf_json *value);

static void add_members(struct rows *rows, const struct hf_json *object, enum hf_say what, add_value *add)
{
    rows->what = hf_say(what, rows->cli->lang);
    for (size_t i = 0; object != NULL && i < object->is.object.count; i++) {
        rows->name = hf_json_member(object, i)->name;
        add(rows, &hf_json_member(object, i)->value);
    }
}

/* What accounts owe the bank at the end. */
static void add_debts(struct rows *rows, const struct hf_json *accounts)
{
    for (size_t i = 0; accounts != NULL && i < accounts->is.object.count; i++) {
        const struct hf_member *account = hf_json_member(accounts, i);
        const struct hf_json *owed = HF_JSON_GET(&account->value, "overdraft");
        rows->name = account->name;
        if (owed != NULL)
            add_part(rows, hf_say(HF_SAY_trace_debt, rows->cli->lang), *owed);
    }
}

static void add_funds(struct rows *rows, const struct hf_json *answer)
{
    const struct hf_json *funds = HF_JSON_GET(answer, "funds"), *shares = HF_JSON_GET(answer, "shares");
    rows->what = hf_say(HF_SAY_fund, rows->cli->lang);
    if (shares != NULL) {
        rows->name = hf_json_text(answer, HF_STR("account"));
        add_held(rows, shares);
    }
    for (size_t i = 0; funds != NULL && i < funds->is.list.count; i++) {
        struct hf_buf name = hf_buf_in(rows->cli->arena, 64);
        hf_out_value(rows->cli, HF_JSON_GET(&funds->is.list.item[i], "accounts"), &name);
        rows->name = hf_buf_str(&name);
        add_held(rows, HF_JSON_GET(&funds->is.list.item[i], "shares"));
    }
}

static void add_all(struct rows *rows, const struct hf_json *answer)
{
    const struct hf_json *debits = HF_JSON_GET(answer, "debits");
    add_funds(rows, answer);
    add_members(rows, HF_JSON_GET(answer, "accounts"), HF_SAY_account, add_entry);
    add_debts(rows, HF_JSON_GET(answer, "accounts"));
    add_members(rows, HF_JSON_GET(answer, "assets"), HF_SAY_asset, add_held);
    rows->what = hf_say(HF_SAY_debit, rows->cli->lang);
    for (size_t i = 0; debits != NULL && i < debits->is.list.count; i++) {
        rows->name = hf_json_text(&debits->is.list.item[i], HF_STR("id"));
        add_entry(rows, &debits->is.list.item[i]);
    }
    add_members(rows, HF_JSON_GET(answer, "sinks"), HF_SAY_sink, add_held);
}

/* False when the answer is too long to be laid out. */
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

/* ---- for people, where there is too much to list: the sums of each claimant ---- */

enum { LISTED_ROWS = 2000 };

static void add_total(struct hf_cli *cli, struct hf_json_maker *list, struct hf_str whose, struct hf_str unit,
                      const struct hf_trace_total *total, bool came)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("claimant"), hf_json_of_text(whose));
    if (unit.len > 0)
        hf_json_add(&row, HF_STR("currency"), hf_json_of_text(unit));
    if (came)
        hf_json_add(&row, HF_STR("came"), hf_trace_amount_json(total->came, cli->arena));
    hf_json_add(&row, HF_STR("held"), hf_trace_amount_json(total->held, cli->arena));
    hf_json_add(&row, HF_STR("assets"), hf_trace_amount_json(total->in_assets, cli->arena));
    hf_json_add(&row, HF_STR("gone"), hf_trace_amount_json(total->gone, cli->arena));
    hf_json_add(list, HF_STR_NONE, hf_json_object(&row));
}

/* One row for each claimant, and where there are several currencies for each of them. */
static void list_totals(struct hf_cli *cli, const struct hf_trace_run *run,
                        const struct hf_trace_totals *totals, struct hf_json_maker *list)
{
    bool tainted = hf_trace_method_form(run->choice.method) == HF_TRACE_TAINTED;
    for (uint32_t i = 0; i < (tainted ? 1 : totals->count); i++)
        for (uint32_t unit = 0; unit < totals->units; unit++) {
            const struct hf_trace_total *total = hf_trace_total_of(totals, unit, i);
            bool empty = total->came == 0 && total->held == 0 && total->in_assets == 0 && total->gone == 0;
            if (empty && (!tainted || totals->units > 1))
                continue;
            add_total(cli, list,
                      tainted ? hf_say(HF_SAY_tainted, cli->lang) : hf_trace_claimant(run->ledger, i),
                      hf_trace_unit_name(run->ledger, unit), total, !tainted);
        }
}

static void hint_at_more(struct hf_cli *cli, const struct hf_trace_run *run)
{
    if (run->touched > 0)
        hf_out_hint(cli, HF_SAY_trace_touched, hf_trace_method_name(run->choice.method),
                    hf_cli_number(cli, run->touched));
    hf_out_hint(cli, HF_SAY_trace_totals, HF_STR("--json"), HF_STR("--debits FILE"));
}

static enum hf_rc print_totals(struct hf_tracing *tracing, struct hf_trace_run *run, struct hf_err *err)
{
    static const struct hf_column columns[] = {
        HF_COLUMN("currency", trace_money),   HF_COLUMN("claimant", claimant),
        HF_COLUMN("came", trace_came),        HF_COLUMN("held", trace_held),
        HF_COLUMN("assets", trace_in_assets), HF_COLUMN("gone", trace_gone)};
    const struct hf_view all = HF_VIEW(columns), without_currency = {columns + 1, all.count - 1};
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_totals totals;
    struct hf_json_maker list = hf_json_make(cli->arena);
    HF_TRY(hf_trace_totals_of(run, cli->arena, &totals, err));
    if (hf_trace_method_form(run->choice.method) != HF_TRACE_TAINTED)
        HF_TRY(hf_trace_totals_entered(run, &totals, err));
    if (totals.own_in_shares)
        hf_tracing_warn(cli, HF_SAY_trace_own_shared, HF_STR_NONE, HF_STR_NONE);
    hf_tracing_owing(cli, run);
    hf_tracing_note_shortfall(tracing, run);
    hf_tracing_note_unknown(tracing, run->unknown_met);
    list_totals(cli, run, &totals, &list);
    struct hf_json rows = hf_json_list(&list);
    hf_out_table(cli, totals.units > 1 ? all : without_currency, &rows);
    hint_at_more(cli, run);
    return HF_OK;
}

/* ---- what a reader must know beside the figures ---- */

static enum hf_rc warn(struct hf_tracing *tracing, const struct hf_trace_choice *choice, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_run run;
    struct hf_trace_totals totals;
    hf_tracing_note_unknown(tracing, false); /* what only the run shows is told after it */
    if (tracing->ledger.to_itself > 0)
        hf_tracing_warn(cli, HF_SAY_trace_to_itself, hf_cli_number(cli, tracing->ledger.to_itself),
                        HF_STR_NONE);
    if (hf_trace_method_form(choice->method) == HF_TRACE_TAINTED)
        hf_tracing_warn(cli, HF_SAY_trace_exposure, HF_STR_NONE, HF_STR_NONE);
    if (hf_str_eq(hf_trace_method_name(choice->method), HF_STR("direct_match")))
        hf_tracing_warn(cli, HF_SAY_trace_hint, HF_STR_NONE, HF_STR_NONE);
    bool summed = !cli->json && !hf_cli_has(cli, HF_STR("output")) && tracing->ledger.count > LISTED_ROWS;
    if (hf_trace_method_form(choice->method) != HF_TRACE_SHARES || summed) /* print_totals says it */
        return HF_OK;
    HF_TRY(hf_tracing_follow(tracing, choice, &run, err));
    HF_TRY(hf_trace_totals_of(&run, cli->arena, &totals, err));
    if (totals.own_in_shares)
        hf_tracing_warn(cli, HF_SAY_trace_own_shared, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- the trace itself ---- */

/* Few rows are listed, many are added up. */
static enum hf_rc show(struct hf_tracing *tracing, const struct hf_trace_choice *choice, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_run run;
    struct hf_str answer;
    if (tracing->ledger.count <= LISTED_ROWS) {
        HF_TRY(hf_tracing_text(tracing, choice, &answer, err));
        if (print_rows(cli, answer))
            return HF_OK;
    }
    HF_TRY(hf_tracing_follow(tracing, choice, &run, err));
    return print_totals(tracing, &run, err);
}

static enum hf_rc trace(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_str debits = hf_cli_value(cli, HF_STR("debits")), output = hf_cli_value(cli, HF_STR("output"));
    struct hf_trace_choice choice;
    HF_TRY(hf_tracing_choice(cli, &choice, err));
    HF_TRY(warn(tracing, &choice, err));
    if (debits.len > 0)
        HF_TRY(hf_tracing_answer(tracing, &choice, true, debits, err));
    if (output.len > 0 || cli->json)
        return hf_tracing_answer(tracing, &choice, false, output, err);
    return debits.len > 0 ? HF_OK : show(tracing, &choice, err);
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

/* The conditions under which the entries may be used bind the document too. */
static struct hf_json bounds_of(const struct hf_casebook *book, struct hf_arena *arena)
{
    struct hf_json_maker extra = hf_json_make(arena);
    if (book != NULL && book->conditions.is.list.count > 0)
        hf_json_add(&extra, HF_STR("conditions"), book->conditions);
    return hf_json_object(&extra);
}

/* Of registers, the case that they are of; no other is named beside it. */
static enum hf_rc find_case(struct hf_seat *seat, const struct hf_casebook *book, struct hf_sight *out,
                            struct hf_err *err)
{
    struct hf_str named = hf_cli_value(seat->cli, HF_STR("to-case"));
    if (book == NULL)
        return hf_sight_case(seat, named, out, err);
    *out = book->sight;
    if (named.len > 0)
        HF_TRY(hf_sight_case(seat, named, out, err));
    if (hf_id_eq(&out->file, &book->sight.file))
        return HF_OK;
    return hf_fail(err, HF_WORD_trace_case_other, HF_STR("--to-case"), named, HF_STR_NONE);
}

static enum hf_rc keep(struct hf_seat *seat, const struct hf_tracing *tracing, struct hf_str answer,
                       struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    const struct hf_casebook *book = tracing->book;
    struct hf_sight sight;
    struct hf_response response;
    struct hf_json bounds = bounds_of(book, seat->arena);
    struct hf_kept kept = {.title = tracing->source.file,
                           .media_type = HF_STR("application/json"),
                           .classification = HF_STR("confidential"),
                           .bytes = answer};
    if (book != NULL)
        kept.classification = hf_casebook_document_class(book);
    HF_TRY(find_case(seat, book, &sight, err));
    HF_TRY(hf_keep_document(seat, &sight.file, &kept, &bounds, err));
    struct hf_request request = {.command = {.file = sight.file,
                                             .on = hf_cli_value(cli, HF_STR("attach")),
                                             .event = HF_STR("asset.trace"),
                                             .payload = attachment(seat, &kept, tracing->source.text)}};
    return hf_seat_act(seat, &request, &response, err);
}

static enum hf_rc trace_and_keep(struct hf_seat *seat, struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_trace_choice choice;
    struct hf_str answer;
    HF_TRY(hf_tracing_choice(seat->cli, &choice, err));
    HF_TRY(warn(tracing, &choice, err));
    HF_TRY(hf_tracing_text(tracing, &choice, &answer, err));
    HF_TRY(keep(seat, tracing, answer, err));
    if (!seat->cli->json)
        return show(tracing, &choice, err);
    hf_out_raw(seat->cli, answer);
    hf_out_raw(seat->cli, HF_STR("\n"));
    return HF_OK;
}

/* ---- which ledger, and what is done with it ---- */

typedef enum hf_rc tracing_work(struct hf_tracing *tracing, struct hf_err *err);

static tracing_work *work_of(const struct hf_cli *cli)
{
    if (hf_str_eq(cli->command->path, HF_STR("trace compare")))
        return hf_tracing_compare;
    if (hf_str_eq(cli->command->path, HF_STR("trace explain")))
        return hf_tracing_explain;
    return hf_cli_has(cli, HF_STR("range")) ? hf_tracing_range : trace;
}

static enum hf_rc check_files(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str group = hf_cli_value(cli, HF_STR("group"));
    struct hf_outlet_file file[] = {
        {HF_STR("FILE"), hf_cli_arg(cli, 0), false},
        {HF_STR("--group"), hf_str_eq(group, HF_STR("all")) ? HF_STR_NONE : group, false},
        {HF_STR("--output"), hf_cli_value(cli, HF_STR("output")), true},
        {HF_STR("--debits"), hf_cli_value(cli, HF_STR("debits")), true},
    };
    return hf_outlet_apart(cli, file, sizeof file / sizeof file[0], err);
}

/* A ledger that is closed again whatever comes of the work. */
static enum hf_rc with_ledger(struct hf_cli *cli, struct hf_seat *seat, const struct hf_casebook *book,
                              struct hf_err *err)
{
    struct hf_tracing tracing;
    HF_TRY(check_files(cli, err));
    enum hf_rc rc = hf_tracing_open(cli, book, &tracing, err);
    if (rc == HF_OK) {
        hf_tracing_note_empty(&tracing);
        hf_tracing_note_names(&tracing);
    }
    if (rc == HF_OK)
        rc = seat != NULL && hf_cli_has(cli, HF_STR("attach")) ? trace_and_keep(seat, &tracing, err)
                                                               : work_of(cli)(&tracing, err);
    hf_tracing_close(&tracing);
    return rc;
}

/* For people, names stand behind what the register calls an entry; machines get both apart. */
static bool for_people(const struct hf_cli *cli)
{
    return !cli->json && !hf_cli_has(cli, HF_STR("output")) && !hf_cli_has(cli, HF_STR("debits")) &&
           !hf_cli_has(cli, HF_STR("attach"));
}

static enum hf_rc trace_registers(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_casebook book;
    HF_TRY(hf_casebook_open(seat, hf_cli_value(cli, HF_STR("case")), HF_CASEBOOK_PAYMENTS, for_people(cli),
                            &book, err));
    if (!hf_cli_has(cli, HF_STR("shortfall")))
        hf_tracing_warn(cli, HF_SAY_trace_case_opening, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(with_ledger(cli, seat, &book, err));
    hf_casebook_tell(cli, &book);
    return HF_OK;
}

static enum hf_rc trace_at_seat(struct hf_seat *seat, struct hf_err *err)
{
    return with_ledger(seat->cli, seat, NULL, err);
}

static enum hf_rc begin(struct hf_cli *cli, struct hf_err *err)
{
    if (cli->args == 0 && !hf_cli_has(cli, HF_STR("case")))
        return hf_fail(err, HF_WORD_trace_case_file, cli->typed, HF_STR_NONE, HF_STR_NONE);
    if (cli->args == 0)
        return hf_cli_at_seat(cli, trace_registers, err);
    return hf_cli_has(cli, HF_STR("attach")) ? hf_cli_at_seat(cli, trace_at_seat, err)
                                             : with_ledger(cli, NULL, NULL, err);
}

enum hf_rc hf_cmd_trace_funds(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_trace_choice choice;
    bool attach = hf_cli_has(cli, HF_STR("attach")), in_case = hf_cli_has(cli, HF_STR("to-case"));
    HF_TRY(hf_tracing_options(cli, err));
    if (!hf_cli_has(cli, HF_STR("range")))
        HF_TRY(check_method(cli, err));
    HF_TRY(hf_tracing_choice(cli, &choice, err)); /* refused before a long file is read */
    if (attach != in_case && (cli->args > 0 || in_case))
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, attach ? HF_STR("to-case") : HF_STR("attach"),
                       attach ? HF_STR("CASE") : HF_STR("asset/1"));
    return begin(cli, err);
}

enum hf_rc hf_cmd_trace_compare(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_trace_choice choice;
    HF_TRY(hf_tracing_options(cli, err));
    HF_TRY(hf_tracing_choice(cli, &choice, err));
    return begin(cli, err);
}

enum hf_rc hf_cmd_trace_explain(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_trace_choice choice;
    HF_TRY(hf_tracing_options(cli, err));
    HF_TRY(check_method(cli, err));
    HF_TRY(hf_tracing_choice(cli, &choice, err));
    if (hf_cli_value(cli, HF_STR("debit")).len == 0)
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("debit"), HF_STR("ID"));
    return begin(cli, err);
}
