/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What several runs say of the same money, side by side: a row for each place and claimant, a column for each
 * run. Comparisons and ranges are read from it.
 */
#ifndef HF_TRACE_TABLE_H
#define HF_TRACE_TABLE_H

#include "trace/totals.h"

enum { HF_TRACE_COLUMNS_MAX = 64 };

/* Where a row's money is. */
enum hf_trace_where {
    HF_TRACE_IN_ACCOUNT,
    HF_TRACE_IN_ASSET,
    HF_TRACE_IN_SINK,
    HF_TRACE_IN_ACCOUNTS, /* all of them together */
    HF_TRACE_IN_ASSETS,
    HF_TRACE_IN_SINKS
};

struct hf_trace_table_row {
    enum hf_trace_where where;
    uint32_t index;     /* of the account, asset or sink; of all together, the currency as in totals. A sink
                           beyond those of the ledger is the overdraft of an account, as in a run */
    uint32_t claimant;  /* its rank; HF_TRACE_NOBODY: tainted money */
    int64_t *amount;    /* one for each column; 0 where there is none */
    struct hf_str bank; /* of an overdraft: "overdraft:A"; else none */
};

struct hf_trace_table {
    const struct hf_trace_ledger *ledger;
    struct hf_arena *arena;
    struct hf_trace_table_row *row;
    size_t rows, room;
    struct hf_trace_cells index; /* of (place, claimant): the row + 1 */
    struct hf_trace_choice column[HF_TRACE_COLUMNS_MAX];
    unsigned columns;
    bool each;          /* rows for each account, asset and sink, and not only for all together */
    bool own_in_shares; /* of any column, as in totals */
};

bool hf_trace_table_open(struct hf_trace_table *table, const struct hf_trace_ledger *ledger, bool each,
                         struct hf_arena *arena);
/* The next column: a run that is done. BAD_INPUT trace_overflow, no_memory */
enum hf_rc hf_trace_table_add(struct hf_trace_table *table, struct hf_trace_run *run, struct hf_err *err);

/* The columns in which the row is least and most; the first where several are equal. */
void hf_trace_table_range(const struct hf_trace_table *table, size_t row, unsigned *least, unsigned *most);

#endif
