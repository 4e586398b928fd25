/* SPDX-License-Identifier: Apache-2.0 */
/* The reader knows which table each object of a file is read by; the order of that table is the layout's. */
#include "flow/fmt.h"

#include "flow/reader.h"
#include "record/pretty.h"

void hf_order_note(struct hf_member_orders *orders, const struct hf_json *object,
                   const struct hf_member_rule *rule, size_t rules)
{
    if (object->offset <= orders->bytes && orders->at[object->offset].rule == NULL)
        orders->at[object->offset] = (struct hf_member_order){rule, rules};
}

static uint32_t rank(const void *self, const struct hf_json *object, size_t k)
{
    const struct hf_member_orders *orders = self;
    struct hf_member_order order = orders->at[object->offset];
    struct hf_str name = object->is.object.member[k].name;
    if (order.rule == NULL)
        return 0;
    for (size_t i = 0; i < order.rules; i++)
        if (hf_str_eq(order.rule[i].name, name))
            return (uint32_t)i + 1;
    return hf_str_eq(name, HF_STR("note")) ? 0 : UINT32_MAX;
}

enum hf_rc hf_flow_fmt(struct hf_str text, const struct hf_flow *house, struct hf_arena *arena,
                       struct hf_buf *out, struct hf_err *err)
{
    const struct hf_flow *flow;
    struct hf_findings findings;
    struct hf_json json;
    struct hf_member_orders orders = {.at = HF_NEW(arena, struct hf_member_order, text.len + 1),
                                      .bytes = text.len};
    HF_TRY(hf_json_read(text, &hf_json_file_limits, arena, &json, err));
    (void)hf_flow_read_noting(text, HF_FLOW_PUBLISHED, house, &orders, arena, &flow, &findings, err);
    hf_pretty_write(&json, text.len, rank, &orders, arena, out);
    return HF_OK;
}
