/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The documents that a notice shows beside its text: those that its template's fields name. They go with what
 * binds them (desk/conditions.h).
 */
#include "casefile/people.h"
#include "desk/ask.h"
#include "desk/conditions.h"
#include "desk/inside.h"

struct annexing {
    struct hf_serving *s;
    const struct hf_work *work;
    const struct hf_case *c;
    struct hf_json_maker list;
    struct hf_err *err;
};

/* {"language", "media_type", "sha256", "size"} */
static enum hf_rc add_document(struct annexing *a, struct hf_str id_text)
{
    static const char *const members[] = {"language", "media_type", "sha256", "size"};
    struct hf_json_maker made = hf_json_make(&a->s->desk->trial);
    struct hf_id id;
    hf_instance i = hf_id_read(id_text, &id) ? hf_case_by_id(a->c, &id) : HF_NO_INSTANCE;
    if (i == HF_NO_INSTANCE)
        return HF_OK;
    HF_TRY(hf_document_may_go(a->s->desk, &a->work->touched->flows, a->c, i, &a->s->desk->trial, a->err));
    for (size_t m = 0; m < sizeof members / sizeof members[0]; m++) {
        struct hf_json value =
            hf_plain_datum(&a->work->touched->flows, a->c, i, members[m], &a->s->desk->trial);
        if (value.kind != HF_JSON_NULL)
            hf_json_add(&made, hf_str_of(members[m]), value);
    }
    hf_json_add(&a->list, HF_STR_NONE, hf_json_object(&made));
    return HF_OK;
}

static enum hf_rc add_value(struct annexing *a, const struct hf_json *value)
{
    if (value->kind == HF_JSON_TEXT)
        return add_document(a, value->is.text);
    for (size_t i = 0; value->kind == HF_JSON_LIST && i < value->is.list.count; i++)
        if (value->is.list.item[i].kind == HF_JSON_TEXT)
            HF_TRY(add_document(a, value->is.list.item[i].is.text));
    return HF_OK;
}

static bool is_document(const struct hf_shape *shape)
{
    const struct hf_shape *of = shape->kind == HF_SHAPE_LIST ? shape->item : shape;
    return of->kind == HF_SHAPE_REF && of->ref == HF_REF_DOCUMENT;
}

enum hf_rc hf_annexes(struct hf_serving *s, const struct hf_work *work, const struct hf_draft *draft,
                      struct hf_json *out, struct hf_err *err)
{
    const struct hf_template *tmpl = &work->touched->flows.workflow->tmpl[draft->template_index];
    struct annexing a = {
        .s = s, .work = work, .c = &work->decision.after, .list = hf_json_make(&s->desk->trial), .err = err};
    for (uint16_t f = 0; f < tmpl->fields; f++) {
        struct hf_json value = {.kind = HF_JSON_NULL};
        struct hf_datum held;
        if (tmpl->field[f].link != HF_NONE || !is_document(tmpl->field[f].shape))
            continue;
        held = hf_case_datum(a.c, draft->instance, tmpl->field[f].data);
        if (held.held == HF_PLAIN)
            HF_TRY(hf_json_read(held.json, &hf_json_payload_limits, &s->desk->trial, &value, err));
        HF_TRY(add_value(&a, &value));
    }
    *out = hf_json_list(&a.list);
    return HF_OK;
}
