/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a trace found, as canonical JSON (RFC 8785):
 *
 *   accounts  for each account its balance and its composition: what of it is whose; and `overdraft`, what it
 *             owes the bank, where it owes something
 *   assets    for each asset that was bought, the composition of what is in it; where there are any
 *   debits    for each row that pays, in the order of following, its amount, composition and id
 *   sinks     for each place where money went out of sight, how much of whose
 *
 * poison has `tainted` in place of compositions. pari_passu has `account` and `shares` where all accounts
 * with money are one fund of one account, else `funds`, each with its accounts, balance and shares.
 *
 * Amounts are written to the unit; beyond 2^53-1 they are exact too, though such a number is no longer
 * I-JSON. The ledger is followed twice, once for the accounts and once for the debits: so nothing is written
 * before everything is known to be sound, and nothing has to be kept.
 */
#ifndef HF_TRACE_ANSWER_H
#define HF_TRACE_ANSWER_H

#include "trace/fund.h"

enum hf_trace_stage {
    HF_TRACE_FOLLOWING,
    HF_TRACE_ACCOUNTS,
    HF_TRACE_ASSETS,
    HF_TRACE_DEBITS,
    HF_TRACE_SINKS,
    HF_TRACE_FUNDS,
    HF_TRACE_ANSWERED
};

struct hf_trace_answer {
    struct hf_trace_run run;
    const struct hf_trace_ledger *ledger;
    struct hf_trace_choice choice;
    struct hf_arena *arena;
    size_t mark;
    enum hf_trace_stage stage;
    bool lines; /* debits only, one a line (NDJSON) */
    struct hf_str
        more; /* a member besides, as JSON, named between "assets" and "debits"; whoever has one sets it */
    /* Claimants as JSON texts with the colon behind, and where their order differs from the ranks: places. */
    struct hf_str *claimant;
    uint32_t *place, *sorting;
    uint32_t *order, at; /* of what is being written, and how far it is */
    struct hf_trace_ids_walk ids;
    uint32_t ids_row;        /* the row whose id comes next */
    const struct hf_str *id; /* all ids, where they are not wanted in the order of the ledger */
    bool written;            /* something stands before in the list */
    /* Sinks and overdrafts repaid: names, and their cells one behind the other. */
    struct hf_trace_roll sinks;
    struct hf_trace_cell *cell;
    uint32_t *first;
    struct hf_trace_funds funds;
};

/* `lines`: nothing but the debits, as they are followed. Everything lies in `arena`. no_memory */
enum hf_rc hf_trace_answer_begin(struct hf_trace_answer *answer, const struct hf_trace_ledger *ledger,
                                 const struct hf_trace_choice *choice, bool lines, struct hf_arena *arena,
                                 struct hf_err *err);
/*
 * Does the work of about so many rows and appends what comes of it; answer->stage tells how far it is. It
 * fails as hf_trace_next does, and with no_memory when `out` is full; but for `lines`, nothing was appended
 * then.
 */
enum hf_rc hf_trace_answer_step(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                                struct hf_err *err);

#endif
