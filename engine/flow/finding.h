/* SPDX-License-Identifier: Apache-2.0 */
/* What reading and checking a definition found: all of it, each with its place, rule and remedy. */
#ifndef HF_FLOW_FINDING_H
#define HF_FLOW_FINDING_H

#include "base/err.h"

/* The rules of format section 9 by number: 8 is C8. Warnings are rule 0. A note is told and not judged (C14).
 */
enum hf_severity { HF_FAULT, HF_WARNING, HF_NOTE };

struct hf_finding {
    uint16_t rule;
    enum hf_severity severity;
    size_t offset;         /* byte in the text */
    struct hf_str pointer; /* RFC 6901: "/kinds/request/states/sent/owner" */
    uint32_t line, column; /* from 1 */
    enum hf_word word;
    struct hf_str arg[2];
};

enum { HF_FINDINGS_MAX = 500 };

/* In the order found; those beyond HF_FINDINGS_MAX are counted only. */
struct hf_findings {
    struct hf_finding *at; /* room for HF_FINDINGS_MAX; taken from the arena by hf_flow_read */
    size_t count, faults, warnings, left_out;
};

/* How to mend what the word says is wrong: one line, the same for every finding of that word; "" for a note.
 */
struct hf_str hf_finding_remedy(enum hf_word word, enum hf_lang lang);

/* "C4 12:7 /kinds/case/states/running: sentence; remedy" */
void hf_finding_print(const struct hf_finding *finding, enum hf_lang lang, struct hf_buf *out);

#endif
