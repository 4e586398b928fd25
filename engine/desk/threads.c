/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/threads.h"

/* Ids of threads are random: their bytes are a hash. */
static size_t set_of(const struct hf_id *id)
{
    return HF_THREADS_EACH * (((size_t)id->byte[0] << 8 | id->byte[1]) % HF_THREADS_SETS);
}

const struct hf_thread_row *hf_threads_find(const struct hf_threads *threads, const struct hf_id *id)
{
    size_t set = set_of(id);
    for (size_t i = 0; threads->row != NULL && !hf_id_is_zero(id) && i < HF_THREADS_EACH; i++)
        if (hf_id_eq(&threads->row[set + i].thread, id))
            return &threads->row[set + i];
    return NULL;
}

void hf_threads_keep(struct hf_threads *threads, const struct hf_memory *memory,
                     const struct hf_thread_row *row)
{
    size_t size = (size_t)HF_THREADS_SETS * HF_THREADS_EACH * sizeof *threads->row;
    if (threads->row == NULL) {
        threads->row = memory->resize(memory->self, NULL, size);
        if (threads->row == NULL)
            return;
        memset(threads->row, 0, size);
    }
    if (hf_threads_find(threads, &row->thread) != NULL)
        return;
    struct hf_thread_row *set = &threads->row[set_of(&row->thread)];
    memmove(set + 1, set, (HF_THREADS_EACH - 1) * sizeof *set);
    *set = *row;
}

void hf_threads_free(struct hf_threads *threads, const struct hf_memory *memory)
{
    memory->resize(memory->self, threads->row, 0);
    threads->row = NULL;
}
