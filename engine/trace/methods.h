/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The methods by which courts follow money through a mixed account. What they are, whose authority stands
 * behind them and how sure that is: docs/tracing.md.
 *
 *   fifo              the oldest money leaves first (Clayton's Case, 1816)
 *   lifo              the newest money leaves first
 *   own_first         the holder's own money leaves first (Re Hallett, 1880), then the claims in proportion;
 *                     own money paid in later does not refill a claim (Roscoe v Winder, 1915)
 *   claim_first       the claims leave first (Re Oatway, 1903), in proportion, then the holder's own money
 *   rolling_pro_rata  whatever leaves, leaves in proportion to what is there at that moment
 *   pari_passu        nothing is followed: what is left is shared by what each claim put in
 *   poison            all that leaves after a claim came in is tainted: a lead, never an amount of a claim
 *   direct_match      a payment is taken to be a credit of the same amount a few days before: a hint
 *
 * What leaves an account beyond its balance is OVERDRAFT, lent by the bank. What comes in next repays it at
 * once, by the same method, into the sink "overdraft:<account>". Lent money arrives at the payee of a
 * transfer as OWN.
 *
 * A run goes through the rows of a closed ledger one by one; it changes nothing of the ledger, and several
 * may follow each other.
 */
#ifndef HF_TRACE_METHODS_H
#define HF_TRACE_METHODS_H

#include "trace/ledger.h"
#include "trace/share.h"

struct hf_trace_method; /* a row of the table in methods.c */
enum { HF_TRACE_METHODS = 8 };
const struct hf_trace_method *hf_trace_method_at(unsigned i);
/* NULL when there is none of that name. */
const struct hf_trace_method *hf_trace_method_find(struct hf_str name);
struct hf_str hf_trace_method_name(const struct hf_trace_method *method);
/* "fifo, lifo, own_first, ..." */
void hf_trace_method_list(struct hf_buf *out);

/* What its answer is made of. */
enum hf_trace_form { HF_TRACE_COMPOSITIONS, HF_TRACE_TAINTED, HF_TRACE_SHARES };
enum hf_trace_form hf_trace_method_form(const struct hf_trace_method *method);

/* In which order the rows of one day count: statements give dates, not times. */
enum hf_trace_ordering { HF_TRACE_LEDGER, HF_TRACE_CREDITS_FIRST, HF_TRACE_DEBITS_FIRST, HF_TRACE_ORDERINGS };
struct hf_str hf_trace_ordering_name(enum hf_trace_ordering ordering);
/* HF_TRACE_ORDERINGS when there is none of that name. */
enum hf_trace_ordering hf_trace_ordering_find(struct hf_str name);

struct hf_trace_choice {
    const struct hf_trace_method *method;
    enum hf_trace_ordering ordering;
    bool unknown_own;     /* money of unknown origin is the holder's own; else a claim called UNKNOWN */
    bool unknown_opening; /* what an account lacks was there before, of unknown origin; else an overdraft */
    int32_t days;         /* direct_match: how many may lie between credit and payment */
    uint64_t work_max;    /* most entries touched by a proportional method; 0: the bound of trace/methods.c */
    uint64_t list_max;    /* most lots added up for what is printed of payments; likewise */
};

/* What lies in an account or an asset. Only the method knows what a and b say. */
struct hf_trace_place {
    int64_t sum; /* below 0: it holds nothing, and owes so much to the bank */
    uint32_t a, b;
};

/* A composition: each claimant once, in the order of ranks; amounts above 0. */
struct hf_trace_parts {
    uint32_t *claimant;
    int64_t *amount;
    uint32_t count;
};

/* Should `part` say what made up each row that pays? Or only `listed` count what that would cost? */
enum hf_trace_watch { HF_TRACE_BLIND, HF_TRACE_COUNT, HF_TRACE_WATCH };

/* What a link found and did: what was lent for its debit and what of that its credit repaid, each as far as
 * no earlier link has moved it; what of it is still there (in an asset; elsewhere all of it); what it moved.
 */
struct hf_trace_linked {
    int64_t lent, repaid, held, moved;
};

/* A sum over accounts: of 2^32 amounts at most. */
__extension__ typedef unsigned __int128 hf_trace_sum;

/* What accounts paid beyond what the ledger shows they had. */
struct hf_trace_shortfall {
    uint32_t accounts;     /* that did so at all */
    hf_trace_sum *of_unit; /* in each currency of the ledger, the first where none is said */
    unsigned char *noted;  /* a bit for each account; NULL: none so far */
};

struct hf_trace_lots;
struct hf_trace_heap;
struct hf_trace_hand;
struct hf_trace_queues;
struct hf_trace_pool;

struct hf_trace_run {
    const struct hf_trace_ledger *ledger;
    struct hf_trace_choice choice;
    struct hf_arena *arena;
    struct hf_trace_place *place; /* accounts, then assets, then two of ours */
    uint32_t places;
    /* A sink is an index in ledger.sinks; from ledger.sinks.count on, the overdraft of account sink - count.
     * Where amounts are tainted and not composed, the claimant is 0. */
    struct hf_trace_cells sinks;
    enum hf_trace_watch watch;
    struct hf_trace_parts part;  /* of the last row, if it paid; amounts of claimants, or what is tainted */
    struct hf_trace_linked link; /* of the last link; what of each claimant it moved stands in `part` */
    uint32_t row;                /* the last row */
    bool paid; /* the last row paid: a debit, transfer, purchase, sale, conversion or coins */
    bool done;
    bool unknown_met; /* a row brought what nothing shows the origin of: an emptied asset's sale, a
                         conversion of nothing; credits of UNKNOWN and shortfalls are not meant */
    int64_t coin_fee; /* of the last row, where it spent coins */
    uint64_t touched; /* entries that proportional methods looked at */
    uint64_t listed;  /* lots that were added up for `part` */
    struct hf_trace_shortfall shortfall; /* not of direct_match, which follows no balance */
    /* Inside. */
    uint32_t next, day, pass; /* the row to come; where days are put in another order, day and pass */
    int32_t today;
    int64_t *sum;    /* for each claimant, while parts are added up */
    int64_t *scaled; /* room for as many more */
    struct hf_trace_parts repaid;
    struct hf_trace_share share;
    unsigned char *linked; /* a bit for each row that a link names; NULL: no links */
    struct hf_trace_cells lent_for;
    struct hf_trace_share coin_share; /* room for the outputs of the largest coin transaction and its fee */
    int64_t *coin_left, *coin_part;
    union {
        struct hf_trace_lots *lots;
        struct hf_trace_heap *heap;
        struct hf_trace_hand *hand;
        struct hf_trace_queues *queues;
        struct hf_trace_pool *pool;
    } own;
    struct hf_err *err;
};

/* Everything the run needs lies in `arena`. no_memory */
enum hf_rc hf_trace_begin(struct hf_trace_run *run, const struct hf_trace_ledger *ledger,
                          const struct hf_trace_choice *choice, struct hf_arena *arena, struct hf_err *err);
/*
 * Follows the next row; run->done when there is none, and nothing is done then. BAD_INPUT trace_overflow with
 * the place of the row when an account or sink would hold more than 2^63-1 units, trace_bound when the work
 * becomes too large; BAD_INPUT trace_coin_sum; no_memory. After a failure the run is of no more use.
 */
enum hf_rc hf_trace_next(struct hf_trace_run *run, struct hf_err *err);
/* The row whose turn it is; HF_TRACE_NOBODY when all have been followed. */
uint32_t hf_trace_coming(struct hf_trace_run *run);
/* Up to so many rows. */
enum hf_rc hf_trace_step(struct hf_trace_run *run, uint32_t rows, struct hf_err *err);

/* What lies there now. Good until the next call for the run. */
enum hf_rc hf_trace_look(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out,
                         struct hf_err *err);

/* So much of a claimant lies in a place; a place and claimant may come several times. */
typedef enum hf_rc hf_trace_held(void *context, uint32_t place, uint32_t claimant, int64_t amount);
/* Everything that lies anywhere now. Stops at the first failure of `each`. */
enum hf_rc hf_trace_look_all(struct hf_trace_run *run, hf_trace_held *each, void *context,
                             struct hf_err *err);

/* Cells of one sink as a composition. */
void hf_trace_parts_gather(struct hf_trace_run *run, const struct hf_trace_cell *cell, uint32_t cells,
                           struct hf_trace_parts *parts);

static inline int64_t hf_trace_balance(const struct hf_trace_run *run, uint32_t place)
{
    return run->place[place].sum < 0 ? 0 : run->place[place].sum;
}

static inline int64_t hf_trace_owed(const struct hf_trace_run *run, uint32_t place)
{
    return run->place[place].sum < 0 ? -run->place[place].sum : 0;
}

/* Is this row one that pays, so that it stands among the debits of the answer? */
static inline bool hf_trace_pays(enum hf_trace_kind kind)
{
    return kind != HF_TRACE_CREDIT && kind != HF_TRACE_LINK;
}

#endif
