/* SPDX-License-Identifier: Apache-2.0 */
/* A clock as written in a definition; how it is counted is clock.h. */
#ifndef HF_FLOW_TERM_H
#define HF_FLOW_TERM_H

#include "base/when.h"
#include "flow/branch.h"

/* "30d", or {"of": expr, "else": "30d"}: then `of` decides, and `fixed` where it is absent. */
struct hf_span {
    struct hf_period fixed;
    const struct hf_expr *of;
};

struct hf_remind {
    const struct hf_span *at; /* signed: before, at or after the due time */
    const struct hf_notify *notify;
    uint16_t ats, notifies;
    uint16_t fires; /* event, or HF_NONE */
};

/* In the order of preference of format section 5: hours to the millisecond, all else to the end of a day. */
struct hf_term {
    bool has_within, has_every, start_included, roll;
    struct hf_span within;
    struct hf_period every;
    const struct hf_expr
        *until; /* date or instant; exactly one of within, until, every stands, or within + every */
    const struct hf_expr *from; /* NULL: act.effective_at */
    const struct hf_expr *calendar_of;
    struct hf_str calendar; /* "court" where nothing is written */
    struct hf_str counting; /* "plain" */
    const struct hf_remind *remind;
    uint16_t reminds;
};

struct hf_clock {
    struct hf_str name; /* a state's deadline is named "deadline.STATE" */
    struct hf_text title;
    uint16_t during; /* group; HF_NONE for a deadline */
    uint16_t state;  /* of a deadline; else HF_NONE */
    struct hf_term term;
    uint16_t fires; /* event, or HF_NONE */
    uint32_t offset;
};

#endif
