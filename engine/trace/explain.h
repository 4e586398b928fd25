/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a payment is made up as it is: what lay in the account before, and what was taken of it in which order;
 * of coins what went in and came out; of a sale what became of what was in the asset; of a link what it
 * moved.
 */
#ifndef HF_TRACE_EXPLAIN_H
#define HF_TRACE_EXPLAIN_H

#include "trace/methods.h"

/* One step: so much of a claimant's money. */
struct hf_trace_piece {
    uint32_t claimant;
    uint32_t credit;      /* fifo, lifo: the row with which it came in; else HF_TRACE_NOBODY */
    int64_t amount, held; /* what was taken; of a lot, or of all that the claimant had there */
    int64_t among;        /* the sum among which it was taken in proportion; 0: it was its turn */
    bool up;              /* the share was rounded up: its remainder was among the largest */
};

/* A coin of a transaction: what made it up. */
struct hf_trace_why_coin {
    uint32_t account;
    int64_t amount;
    struct hf_trace_parts parts;
};

struct hf_trace_why {
    struct hf_trace_event event; /* of coins, the amount is their fee */
    uint32_t row;
    int64_t balance, owed; /* before */
    int64_t lent;          /* what the account lacked */
    struct hf_trace_parts before, paid, after;
    int64_t balance_after, owed_after;
    /* Of a sale, what the proceeds became: `held` is what the claimant had in the asset, with OWN what the
     * bank had lent for it; by charge, the piece of OWN is what the claims leave. */
    struct hf_trace_piece *piece;
    uint32_t pieces;
    struct hf_trace_why_coin *input, *output; /* of coins, as many as the row says; else NULL */
    uint32_t tainted_by; /* poison: the row with which taint came to the account; HF_TRACE_NOBODY: none */
};

/* The row of that id; HF_TRACE_NOBODY when there is none. */
uint32_t hf_trace_row_called(const struct hf_trace_ledger *ledger, struct hf_str id);
/* Its id, in the arena. */
struct hf_str hf_trace_id_of_row(const struct hf_trace_ledger *ledger, uint32_t row, struct hf_arena *arena);

/*
 * The row must pay (hf_trace_pays). Works in `scratch` and keeps what it found in `arena`. Errors of
 * hf_trace_next; no_memory.
 */
enum hf_rc hf_trace_explain(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                            uint32_t row, struct hf_arena *scratch, struct hf_arena *arena,
                            struct hf_trace_why *out, struct hf_err *err);

/* A link, and what it moved of whose money. */
struct hf_trace_why_link {
    uint32_t row;
    const struct hf_trace_wide *link;
    struct hf_trace_linked found;
    struct hf_trace_parts moved;
};

/*
 * The link of that row or, where the row pays, all links that name it as their debit, in the order of
 * following; methods that follow no link move nothing. Room and errors as above.
 */
enum hf_rc hf_trace_explain_links(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                                  uint32_t row, struct hf_arena *scratch, struct hf_arena *arena,
                                  struct hf_trace_why_link **out, uint32_t *count, struct hf_err *err);

#endif
