/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/registers.h"

bool hf_register_is(const struct hf_deciding *d, hf_instance i, struct hf_str kind)
{
    const struct hf_case *c = &d->out->after;
    return hf_case_instance(c, i)->owner == HF_OF_HOUSE &&
           hf_str_eq(hf_case_kind(d->flows, c, i)->name, kind);
}

struct hf_str hf_register_datum(const struct hf_deciding *d, hf_instance i, struct hf_str name)
{
    const struct hf_case *c = &d->out->after;
    uint16_t index = hf_shape_find(hf_case_kind(d->flows, c, i)->data, name);
    struct hf_datum found =
        index == HF_NONE ? (struct hf_datum){.held = HF_ABSENT} : hf_case_datum(c, i, index);
    return found.held == HF_PLAIN ? found.json : HF_STR_NONE;
}

struct hf_str hf_register_word(const struct hf_deciding *d, hf_instance i, struct hf_str name)
{
    struct hf_str json = hf_register_datum(d, i, name);
    return json.len < 2 ? HF_STR_NONE : hf_str_part(json, 1, json.len - 1);
}

struct hf_str hf_register_name(const struct hf_deciding *d, hf_instance i)
{
    struct hf_buf name = hf_buf_in(d->arena, 32);
    hf_case_put_name(d->flows, &d->out->after, i, &name);
    return hf_buf_str(&name);
}
