/* SPDX-License-Identifier: Apache-2.0 */
/* What the exports share. Private to engine/flow/export*.c. */
#ifndef HF_FLOW_EXPORT_INSIDE_H
#define HF_FLOW_EXPORT_INSIDE_H

#include "flow/export.h"

/* Row `states` is birth. */
const struct hf_handler *export_handler(const struct hf_kind *kind, uint16_t row, uint16_t event);
/* REFUSED draw_too_large */
enum hf_rc export_fits(const struct hf_subject *subject, struct hf_err *err);

static inline bool export_wants(const struct hf_subject *subject, uint16_t kind)
{
    return subject->kind == HF_NONE || subject->kind == kind;
}

#endif
