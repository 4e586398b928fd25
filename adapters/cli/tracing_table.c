/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_table.h"

#include "cli/outlet.h"
#include "cli/output.h"
#include "cli/tracing_notes.h"
#include "record/json.h"
#include "trace/amount.h"
#include "trace/currency.h"
#include "trace/order.h"
#include "trace/table.h"

enum { EACH_MAX = 60 }; /* with more accounts, assets and sinks only sums are compared */

static enum hf_rc open_table(struct hf_tracing *tracing, bool each, struct hf_trace_table *table,
                             struct hf_err *err)
{
    if (hf_trace_table_open(table, &tracing->ledger, each, tracing->cli->arena))
        return HF_OK;
    return hf_fail(err, HF_WORD_no_memory, tracing->source.file, HF_STR("the trace"), HF_STR_NONE);
}

/* {"A":40} */
static void note_debts(struct hf_tracing *tracing, const struct hf_trace_run *run)
{
    const struct hf_trace_roll *accounts = &tracing->ledger.accounts;
    tracing->debts = hf_json_make(tracing->cli->arena);
    for (uint32_t i = 0; i < accounts->count; i++)
        if (hf_trace_owed(run, i) > 0)
            hf_json_add(&tracing->debts, hf_trace_roll_name(accounts, i),
                        hf_trace_amount_json(hf_trace_owed(run, i), tracing->cli->arena));
}

static void add_debts(struct hf_tracing *tracing, struct hf_json_maker *answer)
{
    if (tracing->debts.count > 0)
        hf_json_add(answer, HF_STR("debts"), hf_json_object(&tracing->debts));
}

static enum hf_rc add_run(struct hf_tracing *tracing, const struct hf_trace_choice *choice,
                          struct hf_trace_table *table, bool *unknown_met, struct hf_err *err)
{
    struct hf_trace_run run;
    HF_TRY(hf_tracing_follow(tracing, choice, &run, err));
    *unknown_met |= run.unknown_met;
    if (table->columns == 0) { /* debts are the same by every method and order */
        hf_tracing_owing(tracing->cli, &run);
        hf_tracing_note_shortfall(tracing, &run);
        note_debts(tracing, &run);
    }
    return hf_trace_table_add(table, &run, err);
}

/* Equal shares are no measure of a claim against the holder: where there is own money, they are left out. */
static enum hf_rc may_range(struct hf_tracing *tracing, const struct hf_trace_choice *choice, bool *may,
                            struct hf_err *err)
{
    struct hf_trace_run run;
    struct hf_trace_totals totals;
    *may = true;
    if (hf_trace_method_form(choice->method) != HF_TRACE_SHARES)
        return HF_OK;
    HF_TRY(hf_tracing_follow(tracing, choice, &run, err));
    HF_TRY(hf_trace_totals_of(&run, tracing->cli->arena, &totals, err));
    *may = !totals.own_in_shares;
    if (!*may)
        hf_tracing_warn(tracing->cli, HF_SAY_trace_left_out, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- what a row is called ---- */

static struct hf_str whose(const struct hf_trace_table *table, const struct hf_trace_table_row *row,
                           enum hf_lang lang)
{
    return row->claimant == HF_TRACE_NOBODY ? hf_say(HF_SAY_tainted, lang)
                                            : hf_trace_claimant(table->ledger, row->claimant);
}

static struct hf_str name_of(const struct hf_trace_table *table, const struct hf_trace_table_row *row)
{
    switch (row->where) {
    case HF_TRACE_IN_ACCOUNT:
        return hf_trace_roll_name(&table->ledger->accounts, row->index);
    case HF_TRACE_IN_ASSET:
        return hf_trace_roll_name(&table->ledger->assets, row->index);
    case HF_TRACE_IN_SINK:
        return row->bank.len > 0 ? row->bank : hf_trace_roll_name(&table->ledger->sinks, row->index);
    case HF_TRACE_IN_ACCOUNTS:
    case HF_TRACE_IN_ASSETS:
    case HF_TRACE_IN_SINKS:
        break;
    }
    return hf_trace_unit_name(table->ledger, row->index); /* of sums, where there are several currencies */
}

/* "accounts", or "accounts JPY" where there are several currencies. */
static struct hf_str with_unit(struct hf_cli *cli, struct hf_str name, struct hf_str unit)
{
    struct hf_buf text = hf_buf_in(cli->arena, name.len + unit.len + 1);
    if (unit.len == 0)
        return name;
    hf_buf_put(&text, name);
    hf_buf_put_char(&text, ' ');
    hf_buf_put(&text, unit);
    return hf_buf_str(&text);
}

static const struct {
    enum hf_say label;
    struct hf_str member;
} wheres[] = {
    [HF_TRACE_IN_ACCOUNT] = {HF_SAY_account, HF_STR_INIT("accounts")},
    [HF_TRACE_IN_ASSET] = {HF_SAY_asset, HF_STR_INIT("assets")},
    [HF_TRACE_IN_SINK] = {HF_SAY_sink, HF_STR_INIT("sinks")},
    [HF_TRACE_IN_ACCOUNTS] = {HF_SAY_trace_held, HF_STR_INIT("accounts")},
    [HF_TRACE_IN_ASSETS] = {HF_SAY_trace_in_assets, HF_STR_INIT("assets")},
    [HF_TRACE_IN_SINKS] = {HF_SAY_trace_gone, HF_STR_INIT("sinks")},
};

static bool is_sum(const struct hf_trace_table_row *row)
{
    return row->where >= HF_TRACE_IN_ACCOUNTS;
}

static struct hf_json_maker row_of(struct hf_cli *cli, const struct hf_trace_table *table,
                                   const struct hf_trace_table_row *row)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    hf_json_add(&made, HF_STR("what"), hf_json_of_text(hf_say(wheres[row->where].label, cli->lang)));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(name_of(table, row)));
    hf_json_add(&made, HF_STR("claimant"), hf_json_of_text(whose(table, row, cli->lang)));
    return made;
}

/* ---- in which order ---- */

static int compare_names(const struct hf_trace_table *table, const struct hf_trace_table_row *a,
                         const struct hf_trace_table_row *b)
{
    if (a->claimant != b->claimant)
        return a->claimant < b->claimant ? -1 : 1;
    if (a->where != b->where)
        return a->where < b->where ? -1 : 1;
    return hf_str_order(name_of(table, a), name_of(table, b));
}

static bool row_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_table *table = of;
    return compare_names(table, &table->row[a], &table->row[b]) < 0;
}

/* For people: accounts first, each with its claimants. */
static bool listed_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_table *table = of;
    const struct hf_trace_table_row *x = &table->row[a], *y = &table->row[b];
    if (is_sum(x) != is_sum(y))
        return is_sum(y);
    if (x->where != y->where)
        return x->where < y->where;
    int order = hf_str_order(name_of(table, x), name_of(table, y));
    return order != 0 ? order < 0 : x->claimant < y->claimant;
}

static uint32_t *sorted(struct hf_cli *cli, const struct hf_trace_table *table, hf_trace_before *before)
{
    uint32_t *order = HF_NEW(cli->arena, uint32_t, table->rows + 1),
             *scratch = HF_NEW(cli->arena, uint32_t, table->rows + 1);
    for (uint32_t i = 0; i < table->rows; i++)
        order[i] = i;
    hf_trace_order(order, scratch, (uint32_t)table->rows, before, table);
    return order;
}

/* ---- compare ---- */

static enum hf_rc run_methods(struct hf_tracing *tracing, struct hf_trace_table *table, struct hf_err *err)
{
    struct hf_trace_choice choice;
    bool met = false;
    HF_TRY(hf_tracing_choice(tracing->cli, &choice, err));
    for (unsigned i = 0; i < HF_TRACE_METHODS; i++) {
        choice.method = hf_trace_method_at(i);
        HF_TRY(add_run(tracing, &choice, table, &met, err));
    }
    hf_tracing_note_unknown(tracing, met);
    return HF_OK;
}

/* What `funds` says of these methods, and of which it is said. */
static void note_methods(struct hf_cli *cli, const struct hf_trace_table *table)
{
    const struct {
        struct hf_str method;
        enum hf_say say;
        bool holds;
    } notes[] = {{HF_STR("pari_passu"), HF_SAY_trace_own_shared, table->own_in_shares},
                 {HF_STR("poison"), HF_SAY_trace_exposure, true},
                 {HF_STR("direct_match"), HF_SAY_trace_hint, true}};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++)
        if (notes[i].holds)
            hf_tracing_warn(cli, HF_SAY_trace_of_method, notes[i].method, hf_say(notes[i].say, cli->lang));
}

static void print_comparison(struct hf_cli *cli, const struct hf_trace_table *table)
{
    static const struct hf_column columns[] = {HF_COLUMN("what", what),
                                               HF_COLUMN("name", name),
                                               HF_COLUMN("claimant", claimant),
                                               HF_COLUMN("fifo", method_fifo),
                                               HF_COLUMN("lifo", method_lifo),
                                               HF_COLUMN("own_first", method_own_first),
                                               HF_COLUMN("claim_first", method_claim_first),
                                               HF_COLUMN("rolling_pro_rata", method_rolling),
                                               HF_COLUMN("pari_passu", method_pari_passu),
                                               HF_COLUMN("poison", method_poison),
                                               HF_COLUMN("direct_match", method_direct_match)};
    const uint32_t *order = sorted(cli, table, listed_before);
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (size_t i = 0; i < table->rows; i++) {
        const struct hf_trace_table_row *row = &table->row[order[i]];
        struct hf_json_maker made = row_of(cli, table, row);
        for (unsigned k = 0; k < table->columns; k++)
            if (row->amount[k] > 0)
                hf_json_add(&made, hf_trace_method_name(table->column[k].method),
                            hf_trace_amount_json(row->amount[k], cli->arena));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&made));
    }
    struct hf_json rows = hf_json_list(&list);
    hf_out_table(cli, HF_VIEW(columns), &rows);
}

/* {"accounts":{"A":{"T":25}},"sums":{"accounts":{"T":25},...}} for one method: rows come sorted by place. */
static void add_to(struct hf_cli *cli, struct hf_json_maker *into, struct hf_str name,
                   struct hf_json_maker *open, struct hf_str *opened)
{
    if (opened->at != NULL && open->count > 0)
        hf_json_add(into, *opened, hf_json_object(open));
    *open = hf_json_make(cli->arena);
    *opened = name;
}

static struct hf_json method_part(struct hf_cli *cli, const struct hf_trace_table *table,
                                  const uint32_t *order, unsigned column, enum hf_trace_where where)
{
    struct hf_json_maker made = hf_json_make(cli->arena), open = hf_json_make(cli->arena);
    struct hf_str opened = HF_STR_NONE;
    for (size_t i = 0; i < table->rows; i++) {
        const struct hf_trace_table_row *row = &table->row[order[i]];
        if (row->where != where || row->amount[column] == 0)
            continue;
        if (!is_sum(row) && !hf_str_eq(opened, name_of(table, row)))
            add_to(cli, &made, name_of(table, row), &open, &opened);
        struct hf_str unit = is_sum(row) ? name_of(table, row) : HF_STR_NONE;
        hf_json_add(is_sum(row) ? &made : &open, with_unit(cli, whose(table, row, HF_EN), unit),
                    hf_trace_amount_json(row->amount[column], cli->arena));
    }
    add_to(cli, &made, HF_STR_NONE, &open, &opened);
    return hf_json_object(&made);
}

static struct hf_json method_object(struct hf_cli *cli, const struct hf_trace_table *table,
                                    const uint32_t *order, unsigned column)
{
    struct hf_json_maker made = hf_json_make(cli->arena), sums = hf_json_make(cli->arena);
    for (unsigned where = HF_TRACE_IN_ACCOUNT; table->each && where <= HF_TRACE_IN_SINK; where++)
        hf_json_add(&made, wheres[where].member,
                    method_part(cli, table, order, column, (enum hf_trace_where)where));
    for (unsigned where = HF_TRACE_IN_ACCOUNTS; where <= HF_TRACE_IN_SINKS; where++)
        hf_json_add(&sums, wheres[where].member,
                    method_part(cli, table, order, column, (enum hf_trace_where)where));
    hf_json_add(&made, HF_STR("sums"), hf_json_object(&sums));
    return hf_json_object(&made);
}

enum hf_rc hf_tracing_compare(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    const struct hf_trace_ledger *ledger = &tracing->ledger;
    struct hf_trace_table table;
    bool each = ledger->accounts.count + ledger->assets.count + ledger->sinks.count <= EACH_MAX;
    HF_TRY(open_table(tracing, each, &table, err));
    HF_TRY(run_methods(tracing, &table, err));
    note_methods(cli, &table);
    if (!cli->json && !hf_cli_has(cli, HF_STR("output"))) {
        print_comparison(cli, &table);
        return HF_OK;
    }
    const uint32_t *order = sorted(cli, &table, listed_before);
    struct hf_json_maker methods = hf_json_make(cli->arena);
    for (unsigned i = 0; i < table.columns; i++)
        hf_json_add(&methods, hf_trace_method_name(table.column[i].method),
                    method_object(cli, &table, order, i));
    add_debts(tracing, &methods);
    hf_tracing_add_case(tracing, &methods);
    struct hf_json answer = hf_json_object(&methods);
    return hf_outlet_json(cli, hf_cli_value(cli, HF_STR("output")), &answer, err);
}

/* ---- range ---- */

/* Methods that say amounts of claims: not poison, not direct_match. */
static bool has_range(const struct hf_trace_method *method)
{
    return hf_trace_method_form(method) != HF_TRACE_TAINTED &&
           !hf_str_eq(hf_trace_method_name(method), HF_STR("direct_match"));
}

static enum hf_rc run_choices(struct hf_tracing *tracing, struct hf_trace_choice choice,
                              struct hf_trace_table *table, struct hf_err *err)
{
    bool unknown = tracing->ledger.unknown_seen || choice.unknown_opening, may;
    HF_TRY(may_range(tracing, &choice, &may, err));
    if (!may)
        return HF_OK;
    for (unsigned order = 0; order < HF_TRACE_ORDERINGS; order++) {
        bool met = unknown; /* in this order, as whether an asset was empty depends on it */
        choice.ordering = (enum hf_trace_ordering)order;
        for (unsigned own = 0; own < (met ? 2U : 1U); own++) {
            choice.unknown_own = own == 1;
            HF_TRY(add_run(tracing, &choice, table, &met, err));
        }
    }
    return HF_OK;
}

static enum hf_rc run_all(struct hf_tracing *tracing, struct hf_trace_table *table, struct hf_err *err)
{
    struct hf_trace_choice choice;
    HF_TRY(hf_tracing_choice(tracing->cli, &choice, err));
    const struct hf_trace_method *only = choice.method;
    for (unsigned i = 0; i < HF_TRACE_METHODS; i++) {
        choice.method = hf_trace_method_at(i);
        if (only == NULL ? has_range(choice.method) : choice.method == only)
            HF_TRY(run_choices(tracing, choice, table, err));
    }
    return HF_OK;
}

static struct hf_json end_object(struct hf_cli *cli, const struct hf_trace_table *table,
                                 const struct hf_trace_table_row *row, unsigned column)
{
    const struct hf_trace_choice *choice = &table->column[column];
    struct hf_json_maker made = hf_json_make(cli->arena);
    hf_json_add(&made, HF_STR("amount"), hf_trace_amount_json(row->amount[column], cli->arena));
    hf_json_add(&made, HF_STR("method"), hf_json_of_text(hf_trace_method_name(choice->method)));
    hf_json_add(&made, HF_STR("ordering"), hf_json_of_text(hf_trace_ordering_name(choice->ordering)));
    hf_json_add(&made, HF_STR("unknown"),
                hf_json_of_text(choice->unknown_own ? HF_STR("own") : HF_STR("claim")));
    return hf_json_object(&made);
}

static struct hf_json ends_object(struct hf_cli *cli, const struct hf_trace_table *table, uint32_t row)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    unsigned least, most;
    hf_trace_table_range(table, row, &least, &most);
    hf_json_add(&made, HF_STR("least"), end_object(cli, table, &table->row[row], least));
    hf_json_add(&made, HF_STR("most"), end_object(cli, table, &table->row[row], most));
    return hf_json_object(&made);
}

static bool is_claim(const struct hf_trace_table *table, const struct hf_trace_table_row *row)
{
    return row->claimant != table->ledger->own && row->claimant != table->ledger->overdraft;
}

/* The rows of one claim from order[*at] on: {"accounts":{"A":{...}},"sums":{...}} */
static struct hf_json claim_object(struct hf_cli *cli, const struct hf_trace_table *table,
                                   const uint32_t *order, size_t *at)
{
    struct hf_json_maker made = hf_json_make(cli->arena), sums = hf_json_make(cli->arena),
                         part[HF_TRACE_IN_SINK + 1];
    uint32_t claimant = table->row[order[*at]].claimant;
    for (unsigned i = 0; i <= HF_TRACE_IN_SINK; i++)
        part[i] = hf_json_make(cli->arena);
    for (; *at < table->rows && table->row[order[*at]].claimant == claimant; ++*at) {
        const struct hf_trace_table_row *row = &table->row[order[*at]];
        if (is_sum(row))
            hf_json_add(&sums, with_unit(cli, wheres[row->where].member, name_of(table, row)),
                        ends_object(cli, table, order[*at]));
        else
            hf_json_add(&part[row->where], name_of(table, row), ends_object(cli, table, order[*at]));
    }
    for (unsigned i = 0; i <= HF_TRACE_IN_SINK; i++)
        hf_json_add(&made, wheres[i].member, hf_json_object(&part[i]));
    hf_json_add(&made, HF_STR("sums"), hf_json_object(&sums));
    return hf_json_object(&made);
}

static struct hf_json claims_object(struct hf_cli *cli, const struct hf_trace_table *table)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    const uint32_t *order = sorted(cli, table, row_before);
    for (size_t at = 0; at < table->rows;) {
        const struct hf_trace_table_row *row = &table->row[order[at]];
        if (is_claim(table, row))
            hf_json_add(&made, whose(table, row, HF_EN), claim_object(cli, table, order, &at));
        else
            at++;
    }
    return hf_json_object(&made);
}

/* ---- what the order of one day alone changes ---- */

static enum hf_rc account_object(struct hf_cli *cli, struct hf_trace_run *run, uint32_t account,
                                 struct hf_json *out, struct hf_err *err)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    struct hf_trace_parts parts;
    int64_t traceable = 0;
    HF_TRY(hf_trace_look(run, account, &parts, err));
    for (uint32_t i = 0; i < parts.count; i++)
        if (parts.claimant[i] != run->ledger->own && parts.claimant[i] != run->ledger->overdraft)
            traceable += parts.amount[i];
    hf_json_add(&made, HF_STR("balance"), hf_trace_amount_json(hf_trace_balance(run, account), cli->arena));
    hf_json_add(&made, HF_STR("traceable"), hf_trace_amount_json(traceable, cli->arena));
    *out = hf_json_object(&made);
    return HF_OK;
}

/* Of the only account, or by account. */
static enum hf_rc ordering_object(struct hf_tracing *tracing, const struct hf_trace_choice *choice,
                                  struct hf_json *out, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_run run;
    struct hf_json_maker made = hf_json_make(cli->arena);
    uint32_t accounts = tracing->ledger.accounts.count;
    HF_TRY(hf_tracing_follow(tracing, choice, &run, err));
    if (accounts == 1)
        return account_object(cli, &run, 0, out, err);
    for (uint32_t i = 0; i < accounts; i++) {
        struct hf_json account;
        HF_TRY(account_object(cli, &run, i, &account, err));
        hf_json_add(&made, hf_trace_roll_name(&tracing->ledger.accounts, i), account);
    }
    *out = hf_json_object(&made);
    return HF_OK;
}

static enum hf_rc orderings_object(struct hf_tracing *tracing, struct hf_json *out, struct hf_err *err)
{
    struct hf_json_maker made = hf_json_make(tracing->cli->arena);
    struct hf_trace_choice choice;
    HF_TRY(hf_tracing_choice(tracing->cli, &choice, err));
    if (choice.method == NULL || hf_trace_method_form(choice.method) == HF_TRACE_SHARES)
        choice.method = hf_trace_method_find(HF_STR("own_first"));
    for (unsigned i = 0; i < HF_TRACE_ORDERINGS; i++) {
        struct hf_json ordering;
        choice.ordering = (enum hf_trace_ordering)i;
        HF_TRY(ordering_object(tracing, &choice, &ordering, err));
        hf_json_add(&made, hf_trace_ordering_name(choice.ordering), ordering);
    }
    *out = hf_json_object(&made);
    return HF_OK;
}

/* ---- for people ---- */

static struct hf_json choice_text(struct hf_cli *cli, const struct hf_trace_table *table, unsigned column)
{
    const struct hf_trace_choice *choice = &table->column[column];
    struct hf_buf text = hf_buf_in(cli->arena, 64);
    hf_buf_put(&text, hf_trace_method_name(choice->method));
    hf_buf_put(&text, HF_STR(", "));
    hf_buf_put(&text, hf_trace_ordering_name(choice->ordering));
    hf_buf_put(&text, choice->unknown_own ? HF_STR(", UNKNOWN = OWN") : HF_STR(""));
    return hf_json_of_text(hf_buf_str(&text));
}

static void print_ranges(struct hf_cli *cli, const struct hf_trace_table *table)
{
    static const struct hf_column columns[] = {
        HF_COLUMN("what", what),         HF_COLUMN("name", name),   HF_COLUMN("claimant", claimant),
        HF_COLUMN("least", trace_least), HF_COLUMN("by", trace_by), HF_COLUMN("most", trace_most),
        HF_COLUMN("most_by", trace_by)};
    const uint32_t *order = sorted(cli, table, listed_before);
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (size_t i = 0; i < table->rows; i++) {
        const struct hf_trace_table_row *row = &table->row[order[i]];
        unsigned least, most;
        if (!is_claim(table, row))
            continue;
        struct hf_json_maker made = row_of(cli, table, row);
        hf_trace_table_range(table, order[i], &least, &most);
        hf_json_add(&made, HF_STR("least"), hf_trace_amount_json(row->amount[least], cli->arena));
        hf_json_add(&made, HF_STR("by"), choice_text(cli, table, least));
        hf_json_add(&made, HF_STR("most"), hf_trace_amount_json(row->amount[most], cli->arena));
        hf_json_add(&made, HF_STR("most_by"), choice_text(cli, table, most));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&made));
    }
    struct hf_json rows = hf_json_list(&list);
    hf_out_table(cli, HF_VIEW(columns), &rows);
}

enum hf_rc hf_tracing_range(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_table table;
    struct hf_json orderings;
    HF_TRY(open_table(tracing, true, &table, err));
    HF_TRY(run_all(tracing, &table, err));
    if (!cli->json && !hf_cli_has(cli, HF_STR("output"))) {
        print_ranges(cli, &table);
        return HF_OK;
    }
    struct hf_json_maker made = hf_json_make(cli->arena);
    HF_TRY(orderings_object(tracing, &orderings, err));
    hf_json_add(&made, HF_STR("claims"), claims_object(cli, &table));
    add_debts(tracing, &made);
    hf_json_add(&made, HF_STR("orderings"), orderings);
    hf_tracing_add_case(tracing, &made);
    struct hf_json answer = hf_json_object(&made);
    return hf_outlet_json(cli, hf_cli_value(cli, HF_STR("output")), &answer, err);
}
