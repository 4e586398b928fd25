/* SPDX-License-Identifier: Apache-2.0 */
/* pari_passu: the funds that the accounts of a ledger make up, and what is left of each for whom. */
#ifndef HF_TRACE_FUND_H
#define HF_TRACE_FUND_H

#include "trace/methods.h"

struct hf_trace_fund {
    int64_t balance;
    uint32_t accounts;
    bool own; /* money of the holder's own was in it: then the shares are not what a court would give */
};

struct hf_trace_funds {
    struct hf_trace_fund *fund; /* in the order of their first accounts */
    uint32_t count, *number;    /* number[root of a fund]: its index */
    uint32_t *root;             /* and back */
};

/* The account that stands for the fund in which this one is. */
uint32_t hf_trace_fund_of(struct hf_trace_run *run, uint32_t account);
bool hf_trace_fund_has_own(const struct hf_trace_run *run, uint32_t account);

/* After the last row. */
enum hf_rc hf_trace_funds_of(struct hf_trace_run *run, struct hf_trace_funds *out, struct hf_err *err);
/* Good until the next call for the run. */
enum hf_rc hf_trace_fund_shares(struct hf_trace_run *run, const struct hf_trace_funds *funds, uint32_t fund,
                                struct hf_trace_parts *out, struct hf_err *err);

#endif
