/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/cases.h"

enum { TREE_BYTES_MAX = 64 * 1024 * 1024, TREE_TIMES = 128, TREE_DEPTH = 16 };

enum hf_rc hf_trace_tree(struct hf_trace_source source, struct hf_arena *arena, struct hf_json *out,
                         struct hf_err *err)
{
    size_t room = (arena->size - arena->used) / TREE_TIMES;
    struct hf_json_limits limits = {
        .bytes = room < TREE_BYTES_MAX ? room : TREE_BYTES_MAX, .depth = TREE_DEPTH, .reals = true};
    char place[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(place);
    enum hf_rc rc = hf_json_read(source.text, &limits, arena, out, err);
    if (rc == HF_OK)
        return HF_OK;
    hf_buf_put(&where, hf_str_part(source.file, 0, 200));
    hf_buf_put(&where, err->where[0] == '\0' ? HF_STR("") : HF_STR(":"));
    hf_buf_put(&where, hf_str_part(hf_str_of(err->where), 0, HF_ERR_WHERE_MAX - 202));
    memcpy(err->where, place, where.len);
    err->where[where.len] = '\0';
    return rc;
}

static enum hf_rc not_found(struct hf_trace_source source, const struct hf_json *cases, struct hf_str case_id,
                            struct hf_err *err)
{
    enum hf_word word = case_id.len == 0 ? HF_WORD_trace_which_case : HF_WORD_trace_no_case;
    enum hf_rc rc = hf_fail(err, word, source.file, case_id, HF_STR_NONE);
    for (size_t i = 0; i < cases->is.list.count; i++) {
        struct hf_str id = hf_json_text(&cases->is.list.item[i], HF_STR("id"));
        hf_err_detail(err, id, id);
    }
    return rc;
}

enum hf_rc hf_trace_case(struct hf_trace_source source, const struct hf_json *root, struct hf_str case_id,
                         const struct hf_json **out, struct hf_err *err)
{
    const struct hf_json *cases = HF_JSON_GET(root, "cases"), *found = NULL;
    if (cases == NULL || cases->kind != HF_JSON_LIST) {
        if (case_id.len > 0 && !hf_str_eq(hf_json_text(root, HF_STR("id")), case_id))
            return hf_fail(err, HF_WORD_trace_no_case, source.file, case_id, HF_STR_NONE);
        *out = root;
        return HF_OK;
    }
    for (size_t i = 0; i < cases->is.list.count; i++) {
        const struct hf_json *item = &cases->is.list.item[i];
        if (!hf_str_eq(hf_json_text(item, HF_STR("id")), case_id))
            continue;
        if (found != NULL)
            return hf_trace_fail(&source, item->offset, HF_WORD_trace_case_twice, case_id, HF_STR_NONE, err);
        found = item;
    }
    if (found == NULL)
        return not_found(source, cases, case_id, err);
    *out = found;
    return HF_OK;
}
