/* SPDX-License-Identifier: Apache-2.0 */
#include "base/check.h"
#include "trace/cases.h"
#include "trace/owner_read.h"

struct reader {
    struct hf_trace_source source;
    struct hf_arena *arena;
    struct hf_err *err;
};

static enum hf_rc fail(const struct reader *reader, size_t offset, enum hf_word word, struct hf_str arg0)
{
    return hf_trace_fail(&reader->source, offset, word, arg0, HF_OWNER_COLUMNS_TEXT, reader->err);
}

static bool in_number(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

struct hf_str hf_owner_literal(const struct hf_trace_source *source, const struct hf_json *number)
{
    struct hf_str rest = hf_str_part(source->text, number->offset, source->text.len);
    size_t len = 0;
    while (len < rest.len && in_number(rest.at[len]))
        len++;
    return (struct hf_str){rest.at, len};
}

/* A text, or a number as it stands. */
static bool plain_text(const struct reader *reader, const struct hf_json *value, struct hf_str *out)
{
    bool number = value->kind == HF_JSON_INT || value->kind == HF_JSON_REAL;
    if (!number && value->kind != HF_JSON_TEXT)
        return false;
    *out = number ? hf_owner_literal(&reader->source, value) : value->is.text;
    return true;
}

/* [10, 30] as "10..30"; false when the arena is full or the list is something else. */
static bool range_text(const struct reader *reader, const struct hf_json *value, struct hf_str *out)
{
    struct hf_str lo, hi;
    if (value->kind != HF_JSON_LIST || value->is.list.count != 2 ||
        !plain_text(reader, &value->is.list.item[0], &lo) ||
        !plain_text(reader, &value->is.list.item[1], &hi))
        return false;
    char *text = HF_OWNER_TRY(reader->arena, char, lo.len + hi.len + 2);
    if (text == NULL)
        return false;
    struct hf_buf buf = {.at = text, .size = lo.len + hi.len + 2};
    hf_buf_put(&buf, lo);
    hf_buf_put(&buf, HF_STR(".."));
    hf_buf_put(&buf, hi);
    *out = hf_buf_str(&buf);
    return true;
}

static bool cell_text(const struct reader *reader, enum hf_owner_column column, const struct hf_json *value,
                      struct hf_str *out)
{
    if (column == HF_OWNER_AT_control && value->kind == HF_JSON_BOOL) {
        *out = value->is.truth ? HF_STR("yes") : HF_STR("no");
        return true;
    }
    if (column == HF_OWNER_AT_percent || column == HF_OWNER_AT_votes) {
        *out = HF_STR_NONE;
        return value->kind == HF_JSON_NULL || plain_text(reader, value, out) ||
               range_text(reader, value, out);
    }
    return (value->kind == HF_JSON_TEXT || column == HF_OWNER_AT_page) && plain_text(reader, value, out);
}

static enum hf_rc read_edge(const struct reader *reader, const struct hf_json *edge,
                            struct hf_owner_graph *graph)
{
    struct hf_owner_row row = {0};
    if (edge->kind != HF_JSON_OBJECT)
        return fail(reader, edge->offset, HF_WORD_owner_edge, HF_OWNER_COLUMNS_TEXT);
    for (unsigned i = 0; i < HF_OWNER_COLUMNS; i++)
        row.at[i] = edge->offset;
    for (size_t i = 0; i < edge->is.object.count; i++) {
        const struct hf_member *member = &edge->is.object.member[i];
        enum hf_owner_column column = hf_owner_column_find(member->name);
        if (column == HF_OWNER_COLUMNS)
            return fail(reader, member->offset, HF_WORD_trace_column, member->name);
        if (!cell_text(reader, column, &member->value, &row.cell[column]))
            return fail(reader, member->value.offset, HF_WORD_owner_cell, member->name);
        row.at[column] = member->value.offset;
    }
    return hf_owner_add(graph, &row, reader->err);
}

static enum hf_rc read_persons(const struct reader *reader, const struct hf_json *persons,
                               struct hf_owner_graph *graph)
{
    if (persons == NULL)
        return HF_OK;
    if (persons->kind != HF_JSON_LIST)
        return fail(reader, persons->offset, HF_WORD_owner_persons, HF_STR_NONE);
    graph->persons_listed = persons->is.list.count > 0;
    for (size_t i = 0; i < persons->is.list.count; i++) {
        const struct hf_json *name = &persons->is.list.item[i];
        if (name->kind != HF_JSON_TEXT || name->is.text.len == 0)
            return fail(reader, name->offset, HF_WORD_owner_persons, HF_STR_NONE);
        if (!hf_owner_person(graph, name->is.text))
            return hf_owner_full(graph, reader->err);
    }
    return HF_OK;
}

enum hf_rc hf_owner_read_cases(struct hf_trace_source source, const struct hf_json *root,
                               struct hf_str case_id, int32_t day, struct hf_arena *arena,
                               struct hf_owner_graph *out, struct hf_err *err)
{
    struct reader reader = {.source = source, .arena = arena, .err = err};
    const struct hf_json *one = root;
    HF_TRY(hf_trace_case(source, root, case_id, &one, err));
    const struct hf_json *edges = HF_JSON_GET(one, "edges");
    if (edges == NULL || edges->kind != HF_JSON_LIST)
        return fail(&reader, edges == NULL ? one->offset : edges->offset, HF_WORD_owner_no_edges,
                    HF_STR_NONE);
    HF_TRY(hf_owner_open(out, source, edges->is.list.count, true, day, arena, err));
    out->target = hf_json_text(one, HF_STR("target"));
    for (size_t i = 0; i < edges->is.list.count; i++)
        HF_TRY(read_edge(&reader, &edges->is.list.item[i], out));
    HF_TRY(read_persons(&reader, HF_JSON_GET(one, "persons"), out));
    return hf_owner_close(out, err);
}

/* ---- which form is it? ---- */

static bool looks_like_json(struct hf_str text)
{
    text = hf_str_trim(text);
    return text.len > 0 && (text.at[0] == '{' || text.at[0] == '[');
}

enum hf_rc hf_owner_read(struct hf_trace_source source, struct hf_str case_id, int32_t day,
                         struct hf_arena *arena, struct hf_owner_graph *out, struct hf_err *err)
{
    struct hf_json root = {0};
    if (source.text.len > UINT32_MAX)
        return hf_fail(err, HF_WORD_too_large, source.file, HF_STR("this text"), HF_STR("4 GiB"));
    bool json = looks_like_json(source.text);
    if (json)
        HF_TRY(hf_trace_tree(source, arena, &root, err));
    if (json && root.kind == HF_JSON_OBJECT)
        return hf_owner_read_cases(source, &root, case_id, day, arena, out, err);
    if (case_id.len > 0)
        return hf_fail(err, HF_WORD_owner_one_graph, source.file, case_id, HF_STR_NONE);
    if (json)
        return hf_owner_read_bods(source, &root, day, arena, out, err);
    return hf_owner_read_csv(source, day, arena, out, err);
}
