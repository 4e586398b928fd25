/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A column map: what a CSV file calls the columns of trace/ledger.h.
 *
 *     date=Booked on, amount=Amount Paid, account=#2+#3, to=#4+#5, kind:=transfer, currency=Payment Currency
 *
 * After "=" stands a name of the heading or, after "#", the number of a column from 1; up to three joined by
 * "+" make one text with "-" between. After ":=" stands a text that holds for every row. Columns that the map
 * does not name are passed over; without `id`, a row is called by the number of its line. `decimals=yes` says
 * that amounts are written in whole units with decimals ("12.50") and not in the least unit. Currencies may
 * then bear the names of AMLworld ("US Dollar") in place of their codes.
 */
#ifndef HF_TRACE_MAP_H
#define HF_TRACE_MAP_H

#include "trace/ledger.h"

enum { HF_TRACE_FIELDS_MAX = 64, HF_TRACE_NO_FIELD = 0xFFFF, HF_TRACE_JOINED = 2 };

/* Where a column stands in a line. */
struct hf_trace_column_at {
    uint16_t field, joined[HF_TRACE_JOINED]; /* HF_TRACE_NO_FIELD: none; joined: put behind the first */
    struct hf_str constant;
};

struct hf_trace_map {
    struct hf_str given[HF_TRACE_COLUMNS]; /* what stands after "=", or "" */
    bool constant[HF_TRACE_COLUMNS];
    bool decimals;
};

/* BAD_INPUT trace_map with what is wrong. */
enum hf_rc hf_trace_map_read(struct hf_str text, struct hf_trace_map *out, struct hf_err *err);

#endif
