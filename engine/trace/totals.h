/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a method says of each claimant over the whole ledger: how much came in, lies in accounts and is gone.
 * Amounts of different currencies are kept apart.
 */
#ifndef HF_TRACE_TOTALS_H
#define HF_TRACE_TOTALS_H

#include "trace/fund.h"

struct hf_trace_total {
    int64_t came, held, in_assets, gone; /* of a claimant */
};

struct hf_trace_totals {
    struct hf_trace_total *claim; /* read by hf_trace_total_of */
    uint32_t count;               /* claimants, by rank; where amounts are tainted the first stands for all */
    uint32_t units;     /* 1, or where there are several currencies: as trace/currency.h counts them */
    bool own_in_shares; /* pari_passu, though money of the holder's own was in a fund that claims share */
};

static inline struct hf_trace_total *hf_trace_total_of(const struct hf_trace_totals *totals, uint32_t unit,
                                                       uint32_t claimant)
{
    return &totals->claim[(size_t)unit * totals->count + claimant];
}

/* After the last row of the run; `came` is not counted. BAD_INPUT trace_overflow, no_memory */
enum hf_rc hf_trace_totals_of(struct hf_trace_run *run, struct hf_arena *arena, struct hf_trace_totals *out,
                              struct hf_err *err);
/* Counts `came`, which is the same for every method; of unknown origin as the run's choice takes it. */
enum hf_rc hf_trace_totals_entered(const struct hf_trace_run *run, struct hf_trace_totals *totals,
                                   struct hf_err *err);

#endif
