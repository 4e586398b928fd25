/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/conditions.h"

#include "desk/ask.h"
#include "desk/inside.h"

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

/* Where it came from is hidden: it is opened only for whoever must be asked. */
static struct hf_str source_of(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                               hf_instance i, struct hf_arena *arena)
{
    uint16_t index = hf_shape_find(hf_case_kind(flows, c, i)->data, HF_STR("source"));
    struct hf_datum held = {.held = HF_ABSENT};
    struct hf_json open = hf_plain_datum(flows, c, i, "source", arena); /* as older entries have it */
    const struct hf_revealed *all, *value = NULL;
    size_t count;
    HF_UNSET struct hf_err unread;
    if (index != HF_NONE)
        held = hf_case_datum(c, i, index);
    if (held.held == HF_HIDDEN &&
        hf_desk_reveal(desk, &hf_case_head(c)->file, arena, &all, &count, &unread) == HF_OK)
        value = hf_revealed_find(all, count, held.seq, held.place);
    if (value != NULL)
        open = value->value;
    return open.kind == HF_JSON_TEXT ? open.is.text : HF_STR("?");
}

enum hf_rc hf_document_may_go(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                              hf_instance i, struct hf_arena *arena, struct hf_err *err)
{
    struct hf_json conditions = hf_plain_datum(flows, c, i, "conditions", arena);
    struct hf_buf name = hf_buf_in(arena, 24);
    if (conditions.kind != HF_JSON_LIST || conditions.is.list.count == 0)
        return HF_OK;
    hf_case_put_name(flows, c, i, &name);
    hf_fail(err, HF_WORD_document_condition, hf_buf_str(&name), conditions.is.list.item[0].is.text,
            source_of(desk, flows, c, i, arena));
    for (size_t n = 1; n < conditions.is.list.count; n++)
        hf_err_detail(err, conditions.is.list.item[n].is.text, conditions.is.list.item[n].is.text);
    return hf_err_rc(err);
}
