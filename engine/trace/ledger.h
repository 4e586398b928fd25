/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ledger in memory: what happened to which account, in the order of the file, in 14 bytes a row.
 *
 * A reader fills a row and adds it; here stands what makes a row a good one, whatever its form. Reading is
 * separate from tracing: one closed ledger serves every method, and is not changed by any.
 *
 * Kinds of rows (members in docs/tracing.md):
 *   credit      money of a claimant comes in from outside
 *   debit, fee  money goes out of sight, to a sink; a fee to the sink "fee:<to>"
 *   transfer    money goes to another account
 *   purchase    money becomes an asset; sale: an asset becomes money again, by share or by charge
 *   conversion  money of one currency becomes money of another, in another account
 *   link        a decision, with its evidence: this later credit paid for that earlier debit on credit
 *   coin        coins of one transaction: inputs in order become outputs in order, the rest is the fee
 *
 * Claimants: OWN is the holder's own money, UNKNOWN money of unknown origin, OVERDRAFT lent by the bank; any
 * other name is a claim.
 */
#ifndef HF_TRACE_LEDGER_H
#define HF_TRACE_LEDGER_H

#include "base/err.h"
#include "trace/cells.h"
#include "trace/ids.h"
#include "trace/roll.h"

/* The columns of a CSV file, the members of a JSON event. Those after `to` may be missing. */
/* clang-format off */
#define HF_TRACE_COLUMNS_LIST(X) \
    X(id) X(date) X(account) X(kind) X(amount) X(claimant) X(to) \
    X(currency) X(received) X(to_currency) X(rate) X(election) X(debit) X(credit) X(evidence)
/* clang-format on */
enum hf_trace_column {
#define HF_TRACE_COLUMN(name) HF_TRACE_AT_##name,
    HF_TRACE_COLUMNS_LIST(HF_TRACE_COLUMN)
#undef HF_TRACE_COLUMN
        HF_TRACE_COLUMNS,
    HF_TRACE_PLAIN_COLUMNS = HF_TRACE_AT_currency
};
struct hf_str hf_trace_column_name(enum hf_trace_column column);
/* HF_TRACE_COLUMNS when there is none of that name. */
enum hf_trace_column hf_trace_column_find(struct hf_str name);
#define HF_TRACE_COLUMNS_TEXT                                                                         \
    HF_STR("id, date, account, kind, amount, claimant, to [, currency, received, to_currency, rate, " \
           "election, debit, credit, evidence]")

/* The first three stand in the compact columns, the others in `wide`. */
enum hf_trace_kind {
    HF_TRACE_CREDIT,
    HF_TRACE_DEBIT,
    HF_TRACE_TRANSFER,
    HF_TRACE_PURCHASE,
    HF_TRACE_SALE,
    HF_TRACE_CONVERSION,
    HF_TRACE_LINK,
    HF_TRACE_COIN,
    HF_TRACE_FEE, /* read as a debit */
    HF_TRACE_KINDS
};

struct hf_str hf_trace_kind_name(enum hf_trace_kind kind);
/* Must a row of this kind have the column? May it? Every other column is refused. */
bool hf_trace_kind_needs(enum hf_trace_kind kind, enum hf_trace_column column);
bool hf_trace_kind_may(enum hf_trace_kind kind, enum hf_trace_column column);

/*
 * Where the rows come from: what refusals name. Where each line is an entry of a register, `entry` has what
 * each is called ("payment/3"), "" for a line that is none; else it is NULL.
 */
struct hf_trace_source {
    struct hf_str file, text;
    const struct hf_str *entry;
    size_t entries; /* lines */
};
/* What the line of this offset is called; HF_STR_NONE where it is no entry. */
struct hf_str hf_trace_entry(const struct hf_trace_source *source, size_t offset);
/* hf_fail with the place "file:line:column", or "file entry". */
enum hf_rc hf_trace_fail(const struct hf_trace_source *source, size_t offset, enum hf_word word,
                         struct hf_str arg0, struct hf_str arg1, struct hf_err *err);

struct hf_trace_row {
    struct hf_str cell[HF_TRACE_COLUMNS]; /* "" where there is none; amount and received are read already */
    size_t at[HF_TRACE_COLUMNS];          /* offset of each in the source */
    int64_t amount, received;             /* in the least unit of the currency; received -1: there is none */
};

/* A coin that goes into a transaction or comes out of it: an account of its own. */
struct hf_trace_coin {
    uint32_t account;
    int64_t amount; /* of an output; an input is spent whole */
};

/* What does not fit the columns. */
struct hf_trace_wide {
    int64_t amount, received;
    uint32_t account, other; /* as in hf_trace_event */
    uint32_t debit, credit;  /* link: the rows it joins */
    uint32_t coin, inputs, outputs;
    enum hf_trace_kind kind;
    bool charge; /* sale: the claims take what they put in, no more and, while it suffices, no less */
    size_t at;   /* offset in the source */
    struct hf_str debit_id, credit_id, note; /* of a link: the evidence; of a conversion: the rate */
};

struct hf_trace_event {
    enum hf_trace_kind kind;
    uint32_t account; /* of a sale: the asset */
    uint32_t other;   /* credit: claimant; debit, coin: sink; purchase: asset; else the receiving account */
    int64_t amount;
    const struct hf_trace_wide *wide; /* NULL for the first three kinds */
};

/* The first row of each day. */
struct hf_trace_day {
    int32_t day;
    uint32_t first;
};

/* `keep` holds what lasts; `scratch` is emptied when the ledger is closed and then free for others. */
struct hf_trace_room {
    struct hf_arena keep, scratch;
};
/* What is left of an arena, in two halves; it must not be used for anything else while they are. */
struct hf_trace_room hf_trace_room_of(struct hf_arena *arena);

enum { HF_TRACE_PAID_MAX = 5 };

struct hf_trace_ledger {
    struct hf_trace_source source;
    struct hf_trace_room *room;
    /* Columns: account and sort (2 bits above); claimant, sink or account; amount, 48 bits. */
    uint32_t *who, *other, *low;
    uint16_t *high;
    uint32_t count, size;
    struct hf_trace_wide *wide;
    size_t wides, wide_room;
    struct hf_trace_coin *coin;
    size_t coins, coin_room;
    struct hf_trace_day *days;
    size_t day_count, day_room;
    struct hf_trace_roll accounts, claimants, sinks, assets, units;
    struct hf_trace_cells unit_of;            /* read by trace/currency.h */
    uint32_t own, unknown, overdraft;         /* claimants: indices, after closing ranks */
    uint32_t *claimant_order, *claimant_rank; /* after closing: by the bytes of their names, and back */
    struct hf_trace_ids ids;
    struct hf_str date;     /* of the last row */
    uint32_t to_itself;     /* transfers from an account to itself */
    uint32_t paid_accounts; /* accounts that are called as a sink is; which, the first of them: */
    uint32_t paid[HF_TRACE_PAID_MAX];
    bool unknown_seen; /* a credit of UNKNOWN stands in it */
    bool declared;     /* the accounts were listed beforehand: no row may name another but coins */
};

/* no_memory when the arena is full. */
enum hf_rc hf_trace_ledger_open(struct hf_trace_ledger *ledger, struct hf_trace_source source,
                                size_t rows_max, struct hf_trace_room *room, struct hf_err *err);
/* The texts of the row must live as long as the ledger. Every fault of a row is a BAD_INPUT with its place.
 */
enum hf_rc hf_trace_ledger_add(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                               struct hf_err *err);
/* A row of the kind coin; the coins stand last in ledger.coin, inputs before outputs. */
enum hf_rc hf_trace_ledger_add_coin(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                                    uint32_t inputs, uint32_t outputs, struct hf_err *err);
/* The account of that name, given now if it is new. no_memory */
enum hf_rc hf_trace_ledger_account(struct hf_trace_ledger *ledger, struct hf_str name, uint32_t *out,
                                   struct hf_err *err);
bool hf_trace_ledger_coin(struct hf_trace_ledger *ledger, struct hf_trace_coin coin);
enum hf_rc hf_trace_ledger_close(struct hf_trace_ledger *ledger, struct hf_err *err);

enum { HF_TRACE_HIGH = 48, HF_TRACE_SORT_WIDE = 3, HF_TRACE_ACCOUNTS_MAX = 0x3FFFFFFF };

/* A good row of one of the first three kinds; there is room for it. */
static inline void hf_trace_ledger_put(struct hf_trace_ledger *ledger, unsigned sort, uint32_t account,
                                       uint32_t other, uint64_t amount)
{
    uint32_t i = ledger->count++;
    ledger->who[i] = account | (uint32_t)sort << 30;
    ledger->other[i] = other;
    ledger->low[i] = (uint32_t)amount;
    ledger->high[i] = (uint16_t)(amount >> 32);
    ledger->to_itself += (sort == HF_TRACE_TRANSFER) & (account == other);
}

static inline struct hf_trace_event hf_trace_event_at(const struct hf_trace_ledger *ledger, uint32_t i)
{
    uint32_t who = ledger->who[i], sort = who >> 30;
    if (sort == HF_TRACE_SORT_WIDE) {
        const struct hf_trace_wide *wide = &ledger->wide[ledger->other[i]];
        return (struct hf_trace_event){wide->kind, wide->account, wide->other, wide->amount, wide};
    }
    return (struct hf_trace_event){(enum hf_trace_kind)sort, who & HF_TRACE_ACCOUNTS_MAX, ledger->other[i],
                                   (int64_t)((uint64_t)ledger->high[i] << 32 | ledger->low[i]), NULL};
}

/* The day on which row i stands. */
int32_t hf_trace_day_of(const struct hf_trace_ledger *ledger, uint32_t i);

static inline struct hf_str hf_trace_claimant(const struct hf_trace_ledger *ledger, uint32_t rank)
{
    return hf_trace_roll_name(&ledger->claimants, ledger->claimant_order[rank]);
}

/* Where row i begins in the text. */
size_t hf_trace_row_at(const struct hf_trace_ledger *ledger, uint32_t i);
/* hf_fail with the place of row i. */
enum hf_rc hf_trace_fail_row(const struct hf_trace_ledger *ledger, uint32_t i, enum hf_word word,
                             struct hf_str arg0, struct hf_str arg1, struct hf_err *err);

#endif
