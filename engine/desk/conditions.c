/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/conditions.h"

struct hf_json hf_plain_datum(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                              const char *name, struct hf_arena *arena)
{
    uint16_t index = hf_shape_find(hf_case_kind(flows, c, i)->data, hf_str_of(name));
    struct hf_json json = {.kind = HF_JSON_NULL};
    struct hf_err unread;
    struct hf_datum held = {.held = HF_ABSENT};
    if (index != HF_NONE)
        held = hf_case_datum(c, i, index);
    if (held.held == HF_PLAIN)
        (void)hf_json_read(held.json, &hf_json_payload_limits, arena, &json, &unread);
    return json;
}

enum hf_rc hf_document_may_go(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                              struct hf_arena *arena, struct hf_err *err)
{
    struct hf_json conditions = hf_plain_datum(flows, c, i, "conditions", arena),
                   source = hf_plain_datum(flows, c, i, "source", arena);
    struct hf_buf name = hf_buf_in(arena, 24);
    if (conditions.kind != HF_JSON_LIST || conditions.is.list.count == 0)
        return HF_OK;
    hf_case_put_name(flows, c, i, &name);
    hf_fail(err, HF_WORD_document_condition, hf_buf_str(&name), conditions.is.list.item[0].is.text,
            source.kind == HF_JSON_TEXT ? source.is.text : HF_STR("?"));
    for (size_t n = 1; n < conditions.is.list.count; n++)
        hf_err_detail(err, conditions.is.list.item[n].is.text, conditions.is.list.item[n].is.text);
    return hf_err_rc(err);
}
