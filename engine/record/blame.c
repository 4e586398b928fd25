/* SPDX-License-Identifier: Apache-2.0 */
/* From the path of what is wrong to its line. */
#include "record/record.h"

/* Takes "zone", ".zone" or "[0]" from the front of the path: the value there, or NULL. */
static const struct hf_json *step(const struct hf_json *json, struct hf_str *path)
{
    size_t end = 1;
    while (end < path->len && path->at[end] != '.' && path->at[end] != '[')
        end++;
    struct hf_str part = hf_str_part(*path, 0, end);
    *path = hf_str_part(*path, end, path->len);
    if (part.at[0] == '[') {
        int64_t index;
        bool number = hf_str_i64(hf_str_part(part, 1, part.len - 1), &index);
        bool there = number && json->kind == HF_JSON_LIST && (size_t)index < json->is.list.count;
        return there ? &json->is.list.item[index] : NULL;
    }
    return hf_json_get(json, part.at[0] == '.' ? hf_str_part(part, 1, part.len) : part);
}

enum hf_rc hf_record_blame(struct hf_str text, const struct hf_json *json, enum hf_rc rc, struct hf_err *err)
{
    char room[HF_ERR_WHERE_MAX - 1];
    struct hf_buf where = HF_BUF(room);
    struct hf_str path = hf_str_of(err->where);
    const struct hf_json *at = json;
    size_t line, column;
    if (rc == HF_OK)
        return rc;
    for (const struct hf_json *next; path.len > 0 && (next = step(at, &path)) != NULL;)
        at = next;
    hf_json_place(text, at->offset, &line, &column);
    hf_buf_put_i64(&where, (int64_t)line);
    hf_buf_put_char(&where, ':');
    hf_buf_put_i64(&where, (int64_t)column);
    if (err->where[0] != '\0')
        hf_buf_put(&where, HF_STR(": "));
    hf_buf_put(&where, hf_str_of(err->where));
    struct hf_str all = hf_buf_str(&where);
    memcpy(err->where, all.at, all.len);
    err->where[all.len] = '\0';
    return rc;
}
