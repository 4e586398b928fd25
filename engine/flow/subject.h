/* SPDX-License-Identifier: Apache-2.0 */
/* What is told, drawn or exported of a definition, and how. */
#ifndef HF_FLOW_SUBJECT_H
#define HF_FLOW_SUBJECT_H

#include "flow/flow.h"

struct hf_subject {
    const struct hf_flow *flow;
    uint16_t kind;      /* HF_NONE: all of them */
    struct hf_str hash; /* of the definition's bytes, as it is to be shown */
    enum hf_lang lang;
};

#endif
