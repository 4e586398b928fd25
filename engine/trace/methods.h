/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The methods by which courts follow money through a mixed account, and the one kernel that runs them all.
 *
 *   fifo              the oldest money leaves first (Clayton's Case, 1816)
 *   lifo              the newest money leaves first
 *   own_first         the holder's own money leaves first (Re Hallett, 1880), then the claims in proportion;
 *                     own money paid in later does not refill a claim (Roscoe v Winder, 1915)
 *   claim_first       the claims leave first (Re Oatway, 1903), in proportion, then the holder's own money
 *   rolling_pro_rata  whatever leaves, leaves in proportion to what is there at that moment
 *
 * What leaves an account beyond its balance is OVERDRAFT, lent by the bank. What comes in next repays it at
 * once, by the same method, into the sink "overdraft:<account>". Lent money arrives at the payee of a
 * transfer as OWN.
 */
#ifndef HF_TRACE_METHODS_H
#define HF_TRACE_METHODS_H

#include "trace/cells.h"
#include "trace/ledger.h"
#include "trace/pile.h"

struct hf_trace_method; /* a row of the table in methods.c */

/* NULL when there is none of that name. */
const struct hf_trace_method *hf_trace_method_find(struct hf_str name);
/* "fifo, lifo, own_first, ..." */
void hf_trace_method_list(struct hf_buf *out);

struct hf_trace_account {
    struct hf_trace_pile money;
    int64_t owed; /* to the bank; greater than 0 only when there is no money */
    bool repaid;  /* ever, so that the account has a sink of its own */
};

struct hf_trace_result {
    const struct hf_trace_ledger *ledger;
    struct hf_trace_account *account; /* one for each of ledger.accounts */
    struct hf_trace_lot **left;       /* what made up each debit and transfer, in the order of the ledger */
    uint32_t left_count;
    /* A sink is an index in ledger.sinks; from ledger.sinks.count on, the overdraft of account sink - count.
     */
    struct hf_trace_cells sinks;
};

/*
 * Follows the money through a closed ledger. REFUSED overflow, with the place of the row, when an account or
 * a sink would hold more than 2^63-1 units; no_memory when the arena is full.
 */
enum hf_rc hf_trace_run(const struct hf_trace_ledger *ledger, const struct hf_trace_method *method,
                        struct hf_arena *arena, struct hf_trace_result *out, struct hf_err *err);

#endif
