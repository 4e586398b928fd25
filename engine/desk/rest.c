/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left when the answers are out: snapshots, from which a long file is read without its beginning.
 *
 * How many events may follow a snapshot is each file's own number, drawn from its id: files that grow in
 * step, as those of one import do, are not due in the same batch. Where the cache cannot hold the files in
 * use, they are read again and again: there a file is due that took more than a few events to read. One that
 * could not be kept is due again when the file next moves.
 */
#include "desk/inside.h"
#include "desk/snapshot.h"

static bool is_long(const struct hf_cached *cached)
{
    const struct hf_case_head *head = hf_case_head(&cached->c);
    uint32_t spread = HF_SNAPSHOT_EVERY / 2, most = spread + head->file.byte[HF_ID_SIZE - 1] % spread;
    return head->seq > cached->snapshot_seq + most;
}

void hf_rest_note(struct hf_desk *desk, const struct hf_touched *touched, const struct hf_cached *cached)
{
    bool due = is_long(cached) || (desk->cache.tight && touched->folded >= HF_SNAPSHOT_TIGHT);
    if (due && desk->long_count < HF_BATCH_MAX)
        desk->long_file[desk->long_count++] = touched->file;
}

static struct hf_keep snapshot(const struct hf_cached *cached, struct hf_arena *arena)
{
    const struct hf_case_head *head = hf_case_head(&cached->c);
    return (struct hf_keep){.kind = HF_KEEP_SNAPSHOT,
                            .snapshot = {.file = head->file,
                                         .snapshot = hf_snapshot_make(cached, arena),
                                         .snapshot_seq = head->seq}};
}

/* Those still at hand, and not kept meanwhile; what has no room is due again. */
static size_t gather(struct hf_desk *desk, struct hf_keep *out)
{
    struct hf_arena *arena = &desk->trial;
    size_t count = 0;
    for (size_t i = 0; i < desk->long_count && arena->used < arena->size / 2; i++) {
        const struct hf_cached *cached = hf_cache_find(&desk->cache, &desk->long_file[i]);
        if (cached != NULL && hf_case_head(&cached->c)->seq > cached->snapshot_seq)
            out[count++] = snapshot(cached, arena);
    }
    return count;
}

/* What was judged and rendered stood there in the clear. */
void hf_rest_wipe(struct hf_desk *desk)
{
    if (desk->trial.at != NULL)
        memset(desk->trial.at, 0, desk->trial.peak);
    desk->trial.used = desk->trial.peak = 0;
}

static void keep_snapshots(struct hf_desk *desk)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_err ignored;
    hf_arena_reset(&desk->trial, 0);
    struct hf_keep *keeps = HF_NEW(&desk->trial, struct hf_keep, desk->long_count);
    size_t count = gather(desk, keeps);
    desk->long_count = 0;
    if (count == 0 || ledger->keep(ledger->self, keeps, count, &ignored) != HF_OK)
        return;
    for (size_t i = 0; i < count; i++)
        hf_cache_find(&desk->cache, &keeps[i].snapshot.file)->snapshot_seq = keeps[i].snapshot.snapshot_seq;
}

void hf_desk_rest(struct hf_desk *desk)
{
    if (desk->long_count > 0)
        keep_snapshots(desk);
    hf_rest_wipe(desk);
}
