/* SPDX-License-Identifier: Apache-2.0 */
/* Backward links told: the decision itself, or what such decisions later made of a payment. */
#ifndef HF_CLI_TRACING_WHY_LINK_H
#define HF_CLI_TRACING_WHY_LINK_H

#include "cli/tracing_telling.h"

struct hf_told_links {
    struct hf_trace_why_link *link;
    uint32_t count;
};

/* The first of the links, step by step. */
void hf_why_link(struct hf_telling *telling, const struct hf_told_links *links);
struct hf_json hf_why_link_json(struct hf_telling *telling, const struct hf_tracing *tracing,
                                const struct hf_trace_why_link *link);

/* Behind a payment: the links that name it, and what each moved onto it. */
void hf_why_later_links(struct hf_telling *telling, const struct hf_told_links *links);
struct hf_json hf_why_links_json(struct hf_telling *telling, const struct hf_told_links *links);

#endif
