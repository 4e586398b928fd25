/* SPDX-License-Identifier: Apache-2.0 */
/* The strict gate makes a tree of the text; here the list of events is found in it and put into rows. */
#include "trace/amount.h"
#include "trace/cases.h"
#include "trace/field.h"
#include "trace/read.h"

struct reader {
    struct hf_trace_source source;
    struct hf_err *err;
};

static enum hf_rc fail(const struct reader *reader, size_t offset, enum hf_word word, struct hf_str arg0,
                       struct hf_str arg1)
{
    return hf_trace_fail(&reader->source, offset, word, arg0, arg1, reader->err);
}

static enum hf_rc find_events(const struct reader *reader, const struct hf_json *ledger, struct hf_json *out)
{
    const struct hf_json *events = HF_JSON_GET(ledger, "events");
    if (events == NULL || events->kind != HF_JSON_LIST)
        return fail(reader, events == NULL ? ledger->offset : events->offset, HF_WORD_trace_no_events,
                    HF_STR_NONE, HF_STR_NONE);
    *out = *events;
    return HF_OK;
}

/* ---- one event ---- */

/* What stands there instead of an amount; of a list or an object its marks. */
static struct hf_str written(const struct reader *reader, const struct hf_json *value)
{
    struct hf_str rest = hf_str_part(reader->source.text, value->offset, reader->source.text.len);
    static const char ends[] = {',', ']', '}', ' ', '\t', '\r', '\n'};
    size_t len = 0;
    if (value->kind == HF_JSON_TEXT)
        return value->is.text;
    if (value->kind == HF_JSON_LIST || value->kind == HF_JSON_OBJECT)
        return value->kind == HF_JSON_LIST ? HF_STR("[...]") : HF_STR("{...}");
    while (len < rest.len && memchr(ends, rest.at[len], sizeof ends) == NULL)
        len++;
    return hf_str_part(rest, 0, len);
}

static enum hf_rc read_number(const struct reader *reader, const struct hf_json *value, int64_t *out)
{
    if (hf_trace_amount_read(value, out))
        return HF_OK;
    return fail(reader, value->offset, HF_WORD_trace_amount, written(reader, value), HF_STR_NONE);
}

static bool is_coin_list(struct hf_str name)
{
    return hf_str_eq(name, HF_STR("inputs")) || hf_str_eq(name, HF_STR("outputs"));
}

/* What a CSV file cannot hold; escapes bring it into JSON. */
static enum hf_rc check_control(const struct reader *reader, const struct hf_json *text, struct hf_str member)
{
    if (hf_trace_control_in(text->is.text) == NULL)
        return HF_OK;
    return fail(reader, text->offset, HF_WORD_trace_control_in, member, HF_STR_NONE);
}

static enum hf_rc read_member(const struct reader *reader, const struct hf_member *member,
                              struct hf_trace_row *row)
{
    enum hf_trace_column column = hf_trace_column_find(member->name);
    const struct hf_json *value = &member->value;
    if (column == HF_TRACE_COLUMNS)
        return fail(reader, member->offset, HF_WORD_trace_column, member->name, HF_TRACE_COLUMNS_TEXT);
    row->at[column] = value->offset;
    if (column == HF_TRACE_AT_amount || column == HF_TRACE_AT_received) {
        HF_TRY(read_number(reader, value, column == HF_TRACE_AT_amount ? &row->amount : &row->received));
        row->cell[column] = hf_trace_column_name(column);
        return HF_OK;
    }
    if (value->kind != HF_JSON_TEXT)
        return fail(reader, value->offset, HF_WORD_trace_text, member->name, HF_STR_NONE);
    HF_TRY(check_control(reader, value, member->name));
    row->cell[column] = value->is.text;
    return HF_OK;
}

/* Inputs are the names of coins, outputs objects of a name and an amount. */
static enum hf_rc read_coin(const struct reader *reader, const struct hf_json *item, bool output,
                            struct hf_trace_ledger *ledger)
{
    const struct hf_json *amount = HF_JSON_GET(item, "amount");
    struct hf_str name = output                       ? hf_json_text(item, HF_STR("account"))
                         : item->kind == HF_JSON_TEXT ? item->is.text
                                                      : HF_STR_NONE;
    struct hf_trace_coin coin = {.amount = 0};
    bool well = !output || (amount != NULL && hf_trace_amount_read(amount, &coin.amount));
    if (name.len == 0 || !well || coin.amount < 0)
        return fail(reader, item->offset, HF_WORD_trace_coin, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(check_control(reader, output ? HF_JSON_GET(item, "account") : item, HF_STR("account")));
    if (output && hf_trace_roll_find(&ledger->accounts, name) != HF_TRACE_NOBODY)
        return fail(reader, item->offset, HF_WORD_trace_coin_twice, name, HF_STR_NONE);
    if (!output && hf_trace_roll_find(&ledger->accounts, name) == HF_TRACE_NOBODY)
        return fail(reader, item->offset, HF_WORD_trace_coin_none, name, HF_STR_NONE);
    HF_TRY(hf_trace_ledger_account(ledger, name, &coin.account, reader->err));
    if (!hf_trace_ledger_coin(ledger, coin))
        return hf_fail(reader->err, HF_WORD_no_memory, reader->source.file, HF_STR("the ledger"),
                       HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_coins(const struct reader *reader, const struct hf_json *event, struct hf_str name,
                             struct hf_trace_ledger *ledger, uint32_t *count)
{
    const struct hf_json *list = hf_json_get(event, name);
    if (list == NULL || list->kind != HF_JSON_LIST || list->is.list.count == 0)
        return fail(reader, list == NULL ? event->offset : list->offset, HF_WORD_trace_coin, HF_STR_NONE,
                    HF_STR_NONE);
    for (size_t i = 0; i < list->is.list.count; i++)
        HF_TRY(read_coin(reader, &list->is.list.item[i], hf_str_eq(name, HF_STR("outputs")), ledger));
    *count = (uint32_t)list->is.list.count;
    return HF_OK;
}

static enum hf_rc add_coin(const struct reader *reader, const struct hf_json *event,
                           const struct hf_trace_row *row, struct hf_trace_ledger *ledger)
{
    uint32_t inputs = 0, outputs = 0;
    HF_TRY(read_coins(reader, event, HF_STR("inputs"), ledger, &inputs));
    HF_TRY(read_coins(reader, event, HF_STR("outputs"), ledger, &outputs));
    return hf_trace_ledger_add_coin(ledger, row, inputs, outputs, reader->err);
}

/* Where rows are named again later: their ids, and where each stands. */
struct ids {
    struct hf_str *text;
    size_t *at;
};

static enum hf_rc read_event(const struct reader *reader, const struct hf_json *event,
                             struct hf_trace_ledger *ledger, const struct ids *ids)
{
    struct hf_trace_row row = {.amount = -1, .received = -1};
    if (event->kind != HF_JSON_OBJECT)
        return fail(reader, event->offset, HF_WORD_trace_event, HF_TRACE_COLUMNS_TEXT, HF_STR_NONE);
    bool coin = hf_str_eq(hf_json_text(event, HF_STR("kind")), HF_STR("coin"));
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++)
        row.at[i] = event->offset;
    for (size_t i = 0; i < event->is.object.count; i++)
        if (!coin || !is_coin_list(event->is.object.member[i].name))
            HF_TRY(read_member(reader, &event->is.object.member[i], &row));
    ids->text[ledger->count] = row.cell[HF_TRACE_AT_id];
    ids->at[ledger->count] = row.at[HF_TRACE_AT_id];
    if (!coin)
        return hf_trace_ledger_add(ledger, &row, reader->err);
    row.amount = 0;
    return add_coin(reader, event, &row, ledger);
}

/* ---- accounts that are declared: no row may name another ---- */

static enum hf_rc declare(const struct reader *reader, const struct hf_json *ledger_json,
                          struct hf_trace_ledger *ledger)
{
    const struct hf_json *list = HF_JSON_GET(ledger_json, "accounts");
    uint32_t account;
    if (list == NULL)
        return HF_OK;
    if (list->kind != HF_JSON_LIST)
        return fail(reader, list->offset, HF_WORD_trace_accounts, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < list->is.list.count; i++) {
        const struct hf_json *item = &list->is.list.item[i];
        if (item->kind != HF_JSON_TEXT || item->is.text.len == 0)
            return fail(reader, item->offset, HF_WORD_trace_accounts, HF_STR_NONE, HF_STR_NONE);
        HF_TRY(check_control(reader, item, HF_STR("accounts")));
        HF_TRY(hf_trace_ledger_account(ledger, item->is.text, &account, reader->err));
    }
    ledger->declared = true;
    return HF_OK;
}

enum hf_rc hf_trace_read_json(struct hf_trace_source source, struct hf_str case_id,
                              struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err)
{
    struct reader reader = {.source = source, .err = err};
    struct hf_json root = {0}, events = {0};
    const struct hf_json *ledger;
    HF_TRY(hf_trace_tree(source, &room->keep, &root, err));
    HF_TRY(hf_trace_case(source, &root, case_id, &ledger, err));
    HF_TRY(find_events(&reader, ledger, &events));
    size_t count = events.is.list.count;
    struct ids ids = {hf_arena_try_unset(&room->keep, sizeof *ids.text, _Alignof(struct hf_str), count + 1),
                      hf_arena_try_unset(&room->keep, sizeof *ids.at, _Alignof(size_t), count + 1)};
    if (ids.text == NULL || ids.at == NULL)
        return hf_fail(err, HF_WORD_no_memory, source.file, HF_STR("the ledger"), HF_STR_NONE);
    HF_TRY(hf_trace_ledger_open(out, source, count + 1, room, err));
    HF_TRY(declare(&reader, ledger, out));
    out->ids.text = ids.text;
    out->ids.at = ids.at;
    for (size_t i = 0; i < count; i++)
        HF_TRY(read_event(&reader, &events.is.list.item[i], out, &ids));
    return hf_trace_ledger_close(out, err);
}
