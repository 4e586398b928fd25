/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where threads live, as the ledger said: a thread leads to the same file for ever, so those that were asked
 * for last need not be asked for again. A row stands among the four where its id says, newest first.
 */
#ifndef HF_DESK_THREADS_H
#define HF_DESK_THREADS_H

#include "desk/desk.h"

enum { HF_THREADS_SETS = 2048, HF_THREADS_EACH = 4 };

struct hf_threads {
    struct hf_thread_row *row; /* of all sets; NULL until the first is kept */
};

/* NULL: it is not known. */
const struct hf_thread_row *hf_threads_find(const struct hf_threads *threads, const struct hf_id *id);
/* A row of the ledger. Where there is no memory it is not kept. */
void hf_threads_keep(struct hf_threads *threads, const struct hf_memory *memory,
                     const struct hf_thread_row *row);
void hf_threads_free(struct hf_threads *threads, const struct hf_memory *memory);

#endif
