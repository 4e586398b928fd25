/* SPDX-License-Identifier: Apache-2.0 */
/* What a method says of each claimant over the whole ledger: how much came in, lies in accounts and is gone.
 */
#ifndef HF_TRACE_TOTALS_H
#define HF_TRACE_TOTALS_H

#include "trace/fund.h"

struct hf_trace_total {
    int64_t came, held, in_assets, gone; /* of a claimant */
};

struct hf_trace_totals {
    struct hf_trace_total *claim; /* one for each claimant, by rank; where amounts are tainted only [0] */
    uint32_t count;
    bool own_in_shares; /* pari_passu, though money of the holder's own was in a fund that claims share */
};

/* After the last row of the run; `came` is not counted. BAD_INPUT trace_overflow, no_memory */
enum hf_rc hf_trace_totals_of(struct hf_trace_run *run, struct hf_arena *arena, struct hf_trace_totals *out,
                              struct hf_err *err);
/* Counts `came`, which is the same for every method. */
enum hf_rc hf_trace_totals_entered(const struct hf_trace_ledger *ledger, struct hf_trace_totals *totals,
                                   struct hf_err *err);

#endif
