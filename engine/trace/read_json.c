/* SPDX-License-Identifier: Apache-2.0 */
/* The strict gate makes a tree of the text; here the list of events is found in it and put into rows. */
#include "base/check.h"
#include "record/json.h"
#include "trace/read.h"

/*
 * The gate's tree is larger than its text: 128 times in the worst case ("[1,1,1,..."), about six times for
 * events. So the longest text taken follows from the memory there is, up to 64 MiB; CSV has no such limit.
 */
enum { JSON_BYTES_MAX = 64 * 1024 * 1024, JSON_TREE_TIMES = 128, JSON_DEPTH = 16 };

struct reader {
    struct hf_trace_source source;
    struct hf_err *err;
};

static enum hf_rc fail(const struct reader *reader, size_t offset, enum hf_word word, struct hf_str arg0,
                       struct hf_str arg1)
{
    return hf_trace_fail(&reader->source, offset, word, arg0, arg1, reader->err);
}

static void list_cases(const struct hf_json *cases, struct hf_err *err)
{
    for (size_t i = 0; i < cases->is.list.count; i++) {
        struct hf_str id = hf_json_text(&cases->is.list.item[i], HF_STR("id"));
        hf_err_detail(err, id, id);
    }
}

static enum hf_rc find_case(const struct reader *reader, const struct hf_json *cases, struct hf_str case_id,
                            const struct hf_json **out)
{
    const struct hf_json *found = NULL;
    for (size_t i = 0; i < cases->is.list.count; i++) {
        const struct hf_json *item = &cases->is.list.item[i];
        if (!hf_str_eq(hf_json_text(item, HF_STR("id")), case_id))
            continue;
        if (found != NULL)
            return fail(reader, item->offset, HF_WORD_trace_case_twice, case_id, HF_STR_NONE);
        found = item;
    }
    if (found == NULL) {
        enum hf_word word = case_id.len == 0 ? HF_WORD_trace_which_case : HF_WORD_trace_no_case;
        enum hf_rc rc = hf_fail(reader->err, word, reader->source.file, case_id, HF_STR_NONE);
        list_cases(cases, reader->err);
        return rc;
    }
    *out = found;
    return HF_OK;
}

static enum hf_rc find_ledger(const struct reader *reader, const struct hf_json *root, struct hf_str case_id,
                              const struct hf_json **out)
{
    const struct hf_json *cases = HF_JSON_GET(root, "cases");
    *out = root;
    if (cases != NULL && cases->kind == HF_JSON_LIST)
        return find_case(reader, cases, case_id, out);
    if (case_id.len > 0 && !hf_str_eq(hf_json_text(root, HF_STR("id")), case_id))
        return hf_fail(reader->err, HF_WORD_trace_no_case, reader->source.file, case_id, HF_STR_NONE);
    return HF_OK;
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

static enum hf_rc read_number(const struct reader *reader, const struct hf_member *member, int64_t *out)
{
    if (member->value.kind != HF_JSON_INT)
        return fail(reader, member->value.offset, HF_WORD_trace_amount, member->name, HF_STR_NONE);
    *out = member->value.is.integer;
    return HF_OK;
}

static bool is_coin_list(struct hf_str name)
{
    return hf_str_eq(name, HF_STR("inputs")) || hf_str_eq(name, HF_STR("outputs"));
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
        HF_TRY(read_number(reader, member, column == HF_TRACE_AT_amount ? &row->amount : &row->received));
        row->cell[column] = hf_trace_column_name(column);
        return HF_OK;
    }
    if (value->kind != HF_JSON_TEXT)
        return fail(reader, value->offset, HF_WORD_trace_text, member->name, HF_STR_NONE);
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
    struct hf_trace_coin coin = {.amount = output && amount != NULL && amount->kind == HF_JSON_INT
                                               ? amount->is.integer
                                           : output ? -1
                                                    : 0};
    if (name.len == 0 || coin.amount < 0)
        return fail(reader, item->offset, HF_WORD_trace_coin, HF_STR_NONE, HF_STR_NONE);
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

static enum hf_rc read_event(const struct reader *reader, const struct hf_json *event,
                             struct hf_trace_ledger *ledger, struct hf_str *id)
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
    *id = row.cell[HF_TRACE_AT_id];
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
        HF_TRY(hf_trace_ledger_account(ledger, item->is.text, &account, reader->err));
    }
    ledger->declared = true;
    ledger->accounts.most = ledger->accounts.count;
    return HF_OK;
}

static struct hf_json_limits limits_in(const struct hf_arena *arena)
{
    size_t bytes = (arena->size - arena->used) / JSON_TREE_TIMES;
    return (struct hf_json_limits){
        .bytes = bytes < JSON_BYTES_MAX ? bytes : JSON_BYTES_MAX, .depth = JSON_DEPTH, .reals = true};
}

/* The gate says "line:column"; what is said here has the file before it. */
static enum hf_rc read_tree(const struct reader *reader, struct hf_arena *arena, struct hf_json *out)
{
    struct hf_json_limits limits = limits_in(arena);
    enum hf_rc rc = hf_json_read(reader->source.text, &limits, arena, out, reader->err);
    char place[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(place);
    if (rc == HF_OK)
        return HF_OK;
    hf_buf_put(&where, hf_str_part(reader->source.file, 0, 200));
    hf_buf_put(&where, reader->err->where[0] == '\0' ? HF_STR("") : HF_STR(":"));
    hf_buf_put(&where, hf_str_of(reader->err->where));
    memcpy(reader->err->where, place, where.len);
    reader->err->where[where.len < sizeof place ? where.len : sizeof place - 1] = '\0';
    return rc;
}

enum hf_rc hf_trace_read_json(struct hf_trace_source source, struct hf_str case_id,
                              struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err)
{
    struct reader reader = {.source = source, .err = err};
    struct hf_json root = {0}, events = {0};
    const struct hf_json *ledger;
    HF_TRY(read_tree(&reader, &room->keep, &root));
    HF_TRY(find_ledger(&reader, &root, case_id, &ledger));
    HF_TRY(find_events(&reader, ledger, &events));
    size_t count = events.is.list.count;
    struct hf_str *id = hf_arena_try_unset(&room->keep, sizeof *id, _Alignof(struct hf_str), count + 1);
    if (id == NULL)
        return hf_fail(err, HF_WORD_no_memory, source.file, HF_STR("the ledger"), HF_STR_NONE);
    HF_TRY(hf_trace_ledger_open(out, source, count + 1, room, err));
    HF_TRY(declare(&reader, ledger, out));
    out->ids.text = id;
    for (size_t i = 0; i < count; i++)
        HF_TRY(read_event(&reader, &events.is.list.item[i], out, &id[i]));
    return hf_trace_ledger_close(out, err);
}
