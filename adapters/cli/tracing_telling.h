/* SPDX-License-Identifier: Apache-2.0 */
/* What an explanation is told with: one text that grows, and how rows, days, amounts and claimants are said.
 */
#ifndef HF_CLI_TRACING_TELLING_H
#define HF_CLI_TRACING_TELLING_H

#include "cli/tracing.h"
#include "trace/explain.h"

struct hf_telling {
    struct hf_cli *cli;
    const struct hf_trace_ledger *ledger;
    const struct hf_trace_choice *choice;
    const struct hf_trace_why *why; /* the payment; NULL where a link is told */
    struct hf_str unit;             /* the currency of what is told; "" where none is said */
    struct hf_buf text;
};

void hf_why_say(struct hf_telling *telling, enum hf_say what, struct hf_str arg0, struct hf_str arg1);
/* The same as a line of its own. */
void hf_why_line(struct hf_telling *telling, enum hf_say what, struct hf_str arg0, struct hf_str arg1);
void hf_why_put(struct hf_telling *telling, struct hf_str text);
/* "3. " */
void hf_why_number(struct hf_telling *telling, uint32_t step);
/* "  OWN 500000", one below the other. */
void hf_why_parts(struct hf_telling *telling, const struct hf_trace_parts *parts);

/* "1500.00 EUR"; where no currency is said the units as they are. */
struct hf_str hf_why_money(struct hf_telling *telling, int64_t amount, struct hf_str unit);
struct hf_str hf_why_amount(struct hf_telling *telling, int64_t amount);
/* A row's id, its day, and "e2 (2026-01-02)". */
struct hf_str hf_why_id(struct hf_telling *telling, uint32_t row);
struct hf_str hf_why_day(struct hf_telling *telling, uint32_t row);
struct hf_str hf_why_row(struct hf_telling *telling, uint32_t row);
/* A claimant's name, or what is tainted. */
struct hf_str hf_why_claimant(struct hf_telling *telling, uint32_t claimant);
/* {"OWN":500000} */
struct hf_json hf_why_parts_json(struct hf_telling *telling, const struct hf_trace_parts *parts);

#endif
