/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of a notice after an attempt: a function of its class (desk/classes.h), of the times and of
 * one throw of the dice. Classes and their pauses are those of docs/notices.md; nothing is given up for
 * having failed often, only for having failed long.
 */
#ifndef HF_DESK_OUTCOME_H
#define HF_DESK_OUTCOME_H

#include "desk/ports.h"

#define HF_BACKOFF_LEAST_MS INT64_C(5000)         /* upper bound of the first pause */
#define HF_BACKOFF_MOST_MS INT64_C(3600000)       /* and of every one */
#define HF_HORIZON_MS (INT64_C(5) * 24 * 3600000) /* from the first attempt on; then it is a dead letter */

struct hf_attempted {
    struct hf_str class_name;
    uint32_t alike;           /* attempts of this class that came one after the other, this one among them */
    int64_t since_ms, now_ms; /* begin of the first attempt, end of this one */
    int64_t retry_after_ms;   /* what the peer asked for; -1: nothing */
    uint32_t dice;
};

struct hf_verdict {
    enum hf_delivery_state state;
    int64_t next_ms;
    bool pauses; /* the endpoint: a person is needed, or other credentials */
};

struct hf_verdict hf_outcome_of(const struct hf_attempted *attempted);

/* Does `alike` matter for this class? */
bool hf_outcome_counts(struct hf_str class_name);

#endif
