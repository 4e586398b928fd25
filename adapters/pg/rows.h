/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of ours as the arrays of one statement, an array per column: which column takes what of a row is a
 * table per statement.
 */
#ifndef HF_PG_ROWS_H
#define HF_PG_ROWS_H

#include "pg/store.h"

/* Writes the member of a row that a column holds. */
typedef void (*hf_put_fn)(struct hf_params *p, const void *row);
/* Does a row belong to this statement? */
typedef bool (*hf_pick_fn)(const void *row);

struct hf_column {
    enum hf_oid type;
    hf_put_fn put;
};

struct hf_rows {
    enum hf_sql statement;
    const void *rows;
    size_t count, size; /* rows, bytes of each */
    const struct hf_column *columns;
    size_t width;
};

/* Lays the arrays of the rows picked; how many those were. */
size_t hf_rows_lay(struct hf_params *p, const struct hf_rows *rows, hf_pick_fn pick);
/* Sends the statement for the rows picked; NULL: all of them. Nothing where there are none. */
void hf_rows_send(struct hf_pg_ledger *store, const struct hf_rows *rows, hf_pick_fn pick);

#endif
