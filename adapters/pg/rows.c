/* SPDX-License-Identifier: Apache-2.0 */
/* The arrays are laid column by column, so a row is visited once per column. */
#include "pg/rows.h"

size_t hf_rows_lay(struct hf_params *p, const struct hf_rows *rows, hf_pick_fn pick)
{
    size_t picked = 0;
    for (size_t c = 0; c < rows->width; c++) {
        hf_params_array(p, rows->columns[c].type);
        picked = 0;
        for (size_t i = 0; i < rows->count; i++) {
            const void *row = (const char *)rows->rows + i * rows->size;
            if (pick == NULL || pick(row)) {
                rows->columns[c].put(p, row);
                picked++;
            }
        }
    }
    return picked;
}

void hf_rows_send(struct hf_pg_ledger *store, const struct hf_rows *rows, hf_pick_fn pick)
{
    struct hf_params *p = hf_store_params(store);
    if (rows->count > 0 && hf_rows_lay(p, rows, pick) > 0)
        hf_session_send(&store->session, rows->statement);
}
