/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ledger in memory: what happened to which account, in the order of the file, as one compact array.
 *
 * A reader fills a row and adds it; here stands what makes a row a good one, whatever its form. Afterwards
 * hf_trace_ledger_close numbers the claimants in the byte order of their names, so that ties and compositions
 * follow from the numbers. Reading is separate from tracing: one closed ledger serves every method.
 */
#ifndef HF_TRACE_LEDGER_H
#define HF_TRACE_LEDGER_H

#include "base/err.h"
#include "trace/names.h"

/* The columns of a CSV file, the members of a JSON event. */
#define HF_TRACE_COLUMNS_LIST(X) X(id) X(date) X(account) X(kind) X(amount) X(claimant) X(to)
enum hf_trace_column {
#define HF_TRACE_COLUMN(name) HF_TRACE_AT_##name,
    HF_TRACE_COLUMNS_LIST(HF_TRACE_COLUMN)
#undef HF_TRACE_COLUMN
        HF_TRACE_COLUMNS
};
struct hf_str hf_trace_column_name(enum hf_trace_column column);
/* HF_TRACE_COLUMNS when there is none of that name. */
enum hf_trace_column hf_trace_column_find(struct hf_str name);
/* "id, date, account, kind, amount, claimant, to" */
#define HF_TRACE_COLUMNS_TEXT HF_STR("id, date, account, kind, amount, claimant, to")

enum hf_trace_kind { HF_TRACE_CREDIT, HF_TRACE_DEBIT, HF_TRACE_TRANSFER, HF_TRACE_KINDS };

/* Where the rows come from: what refusals name. Offsets are 32 bits wide, so a text has less than 4 GiB. */
struct hf_trace_source {
    struct hf_str file, text;
};
/* hf_fail with the place "file:line:column". */
enum hf_rc hf_trace_fail(const struct hf_trace_source *source, size_t offset, enum hf_word word,
                         struct hf_str arg0, struct hf_str arg1, struct hf_err *err);

struct hf_trace_row {
    struct hf_str cell[HF_TRACE_COLUMNS]; /* "" where there is none; amount is read already */
    uint32_t at[HF_TRACE_COLUMNS];        /* offset of each in the source */
    int64_t amount;                       /* minor units */
};

struct hf_trace_entry {
    int64_t amount;
    const char *id;
    uint32_t id_len;
    uint32_t account : 30, kind : 2;
    uint32_t other; /* credit: claimant; debit: sink; transfer: the receiving account */
    uint32_t at;    /* offset of the amount in the source */
};

struct hf_trace_ledger {
    struct hf_trace_source source;
    struct hf_arena *arena;
    struct hf_trace_entry *entry;
    uint32_t count, size;
    struct hf_trace_names accounts, claimants, sinks;
    uint32_t own, overdraft; /* the claimants OWN and OVERDRAFT */
    /* While reading: the last date, and what has to be known to find an id that comes twice. */
    int32_t day;
    struct hf_str date;
    bool ids_rise;
    struct hf_trace_names ids;
};

/* no_memory when the arena is full. */
enum hf_rc hf_trace_ledger_open(struct hf_trace_ledger *ledger, struct hf_trace_source source,
                                size_t rows_max, struct hf_arena *arena, struct hf_err *err);
/* The texts of the row must live as long as the ledger. Every fault of a row is a BAD_INPUT with its place.
 */
enum hf_rc hf_trace_ledger_add(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                               struct hf_err *err);
enum hf_rc hf_trace_ledger_close(struct hf_trace_ledger *ledger, struct hf_err *err);

static inline struct hf_str hf_trace_entry_id(const struct hf_trace_entry *entry)
{
    return (struct hf_str){entry->id, entry->id_len};
}

#endif
