/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/holding.h"

#include "casefile/registers.h"

enum hf_rc hf_holding_fits(struct hf_deciding *d, const struct hf_step *step)
{
    struct hf_id id;
    if (step->owner != HF_OF_HOUSE || hf_case_head(&d->out->after)->kind != HF_FILE_CASE ||
        !hf_register_is(d, step->instance, HF_STR("holding")) ||
        !hf_id_read(hf_json_text(&step->payload, HF_STR("owned")), &id))
        return HF_OK;
    hf_instance owned = hf_case_by_id(&d->out->after, &id);
    if (owned == HF_NO_INSTANCE || !hf_str_eq(hf_register_word(d, owned, HF_STR("kind")), HF_STR("person")))
        return HF_OK;
    return hf_fail(d->err, HF_WORD_book_person, hf_register_name(d, step->instance),
                   hf_register_name(d, owned), HF_STR_NONE);
}
