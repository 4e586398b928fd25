/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the ledger share: the connection with its log, and one function per port function. */
#ifndef HF_PG_STORE_H
#define HF_PG_STORE_H

#include "pg/ledger.h"
#include "pg/session.h"

struct hf_pg_ledger {
    struct hf_session session;
    int16_t log;
    char conninfo[512];
};

/* Begins the parameters of a statement; the log is always the first. */
struct hf_params *hf_store_params(struct hf_pg_ledger *store);
/* What this transaction writes need not be on the disk when it ends. */
void hf_store_spare_the_disk(struct hf_pg_ledger *store);
/* A row of files_of_kind and its like; texts live as long as the result. */
struct hf_file_row hf_store_head(const PGresult *result, int row);

enum hf_rc hf_store_load(void *self, const struct hf_file_ask *asks, size_t *count, struct hf_arena *arena,
                         struct hf_file_row *out, struct hf_err *err);
enum hf_rc hf_store_seen(void *self, const struct hf_seen_ask *asks, size_t count, struct hf_seen_row *out,
                         hf_row_fn house, void *context, struct hf_err *err);
enum hf_rc hf_store_commit(void *self, const struct hf_batch *batch, int64_t *position, struct hf_err *err);
enum hf_rc hf_store_claim(void *self, const struct hf_claim_ask *ask, struct hf_arena *arena,
                          struct hf_claim *out, size_t *count, struct hf_err *err);
enum hf_rc hf_store_keep(void *self, const struct hf_keep *rows, size_t count, struct hf_err *err);
enum hf_rc hf_store_ask(void *self, enum hf_question question, const struct hf_ask *parameters, hf_row_fn row,
                        void *context, struct hf_err *err);

#endif
