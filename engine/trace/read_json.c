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

static enum hf_rc find_events(const struct reader *reader, const struct hf_json *root, struct hf_str case_id,
                              struct hf_json *out)
{
    const struct hf_json *cases = HF_JSON_GET(root, "cases"), *ledger = root;
    if (cases != NULL && cases->kind == HF_JSON_LIST)
        HF_TRY(find_case(reader, cases, case_id, &ledger));
    else if (case_id.len > 0 && !hf_str_eq(hf_json_text(root, HF_STR("id")), case_id))
        return hf_fail(reader->err, HF_WORD_trace_no_case, reader->source.file, case_id, HF_STR_NONE);
    const struct hf_json *events = HF_JSON_GET(ledger, "events");
    if (events == NULL || events->kind != HF_JSON_LIST)
        return fail(reader, events == NULL ? ledger->offset : events->offset, HF_WORD_trace_no_events,
                    HF_STR_NONE, HF_STR_NONE);
    *out = *events;
    return HF_OK;
}

static enum hf_rc read_member(const struct reader *reader, const struct hf_member *member,
                              struct hf_trace_row *row)
{
    enum hf_trace_column column = hf_trace_column_find(member->name);
    const struct hf_json *value = &member->value;
    if (column == HF_TRACE_COLUMNS)
        return fail(reader, member->offset, HF_WORD_trace_column, member->name, HF_TRACE_COLUMNS_TEXT);
    row->at[column] = value->offset;
    if (column == HF_TRACE_AT_amount) {
        if (value->kind != HF_JSON_INT)
            return fail(reader, value->offset, HF_WORD_trace_amount, HF_STR("amount"), HF_STR_NONE);
        row->amount = value->is.integer;
        return HF_OK;
    }
    if (value->kind != HF_JSON_TEXT)
        return fail(reader, value->offset, HF_WORD_trace_text, member->name, HF_STR_NONE);
    row->cell[column] = value->is.text;
    return HF_OK;
}

static enum hf_rc read_event(const struct reader *reader, const struct hf_json *event,
                             struct hf_trace_ledger *ledger)
{
    struct hf_trace_row row = {.amount = -1};
    if (event->kind != HF_JSON_OBJECT)
        return fail(reader, event->offset, HF_WORD_trace_event, HF_TRACE_COLUMNS_TEXT, HF_STR_NONE);
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++)
        row.at[i] = event->offset;
    for (size_t i = 0; i < event->is.object.count; i++)
        HF_TRY(read_member(reader, &event->is.object.member[i], &row));
    if (HF_JSON_GET(event, "amount") == NULL)
        return fail(reader, event->offset, HF_WORD_trace_needed, HF_STR("event"), HF_STR("amount"));
    return hf_trace_ledger_add(ledger, &row, reader->err);
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

enum hf_rc hf_trace_read_json(struct hf_trace_source source, struct hf_str case_id, struct hf_arena *arena,
                              struct hf_trace_ledger *out, struct hf_err *err)
{
    struct reader reader = {.source = source, .err = err};
    struct hf_json root = {0}, events = {0};
    HF_TRY(read_tree(&reader, arena, &root));
    HF_TRY(find_events(&reader, &root, case_id, &events));
    HF_TRY(hf_trace_ledger_open(out, source, events.is.list.count, arena, err));
    for (size_t i = 0; i < events.is.list.count; i++)
        HF_TRY(read_event(&reader, &events.is.list.item[i], out));
    return hf_trace_ledger_close(out, err);
}
