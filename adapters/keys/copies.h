/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies of the keys of hidden values, in a folder of their own and for a short time (docs/backup.md). A copy
 * is named by when it was made: subjects-2026-11-23T09:14:00.000Z. What the journal of erasures tells is
 * carried out on each, so that none within reach can bring back what was erased; one that is too old is
 * overwritten and removed.
 */
#ifndef HF_KEYS_COPIES_H
#define HF_KEYS_COPIES_H

#include "desk/ports.h"

struct hf_copies_order {
    const char *state, *folder;
    int64_t now_ms, keep_ms; /* how old a copy may become */
};

enum hf_copy_fate { HF_COPY_DESTROYED, HF_COPY_KEPT, HF_COPY_MADE };
struct hf_copy {
    struct hf_str path;
    int64_t made_ms;
    int64_t erased; /* keys that were taken out of it now */
    enum hf_copy_fate fate;
};
typedef void (*hf_copy_fn)(void *context, const struct hf_copy *copy);

/*
 * Old ones are destroyed, a new one is made, and all are gone through; each is told, the oldest first, and
 * what was told is done whatever fails then. The folder is made where it is not there. Files of other names
 * are left alone. NOT_FOUND key_missing; FAILED key_file; CONFLICT key_exists; UNVERIFIED key_shut,
 * journal_broken, and what unlock.h names.
 */
enum hf_rc hf_copies_renew(const struct hf_copies_order *order, hf_copy_fn each, void *context,
                           struct hf_err *err);

#endif
