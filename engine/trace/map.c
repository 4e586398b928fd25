/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/map.h"

static enum hf_rc refuse(struct hf_str part, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_trace_map, HF_STR("--map"), part, HF_TRACE_COLUMNS_TEXT);
}

/* "date=Booked on" or "kind:=transfer" */
static enum hf_rc read_part(struct hf_str part, struct hf_trace_map *map, struct hf_err *err)
{
    struct hf_str value = part, name = hf_str_cut(&value, '=');
    bool constant = hf_str_ends(name, HF_STR(":"));
    name = hf_str_trim(hf_str_part(name, 0, name.len - constant));
    value = hf_str_trim(value);
    if (hf_str_eq(name, HF_STR("decimals")) && hf_str_eq(value, HF_STR("yes"))) {
        map->decimals = true;
        return HF_OK;
    }
    enum hf_trace_column column = hf_trace_column_find(name);
    if (column == HF_TRACE_COLUMNS || value.len == 0 || map->given[column].len > 0)
        return refuse(part, err);
    map->given[column] = value;
    map->constant[column] = constant;
    return HF_OK;
}

enum hf_rc hf_trace_map_read(struct hf_str text, struct hf_trace_map *out, struct hf_err *err)
{
    struct hf_trace_map map = {.decimals = false};
    while (text.len > 0) {
        struct hf_str part = hf_str_trim(hf_str_cut(&text, ','));
        if (part.len > 0)
            HF_TRY(read_part(part, &map, err));
    }
    *out = map;
    return HF_OK;
}
