/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which case a message is about whose thread is not here: each authority knows a case under a name of its own
 * (docs/formats.md 8), and who has the key finds it again by trying all pairs. They are tried once, and kept
 * in order, however many messages there are.
 */
#ifndef HF_DESK_SUBJECTS_H
#define HF_DESK_SUBJECTS_H

#include "desk/desk.h"

enum {
    HF_SUBJECTS_MAX = 8 << 20
}; /* pairs that are kept, 16 bytes each; of more every one is tried each time */

struct hf_subject {
    uint64_t name; /* its first 8 bytes */
    uint32_t pair; /* which: case by case, of each all authorities */
};
struct hf_subjects { /* all zero before the first question */
    bool read;
    const struct hf_id *file, *authority;
    size_t files, authorities;
    struct hf_subject *at; /* by name; NULL: too many */
    size_t count;
};

/* The case; zero where none is known to any authority by this name. What is kept lives in the arena. Errors:
 * those of the ledger and of the keys. */
enum hf_rc hf_subjects_find(struct hf_desk *desk, struct hf_subjects *subjects, struct hf_str name,
                            struct hf_arena *arena, struct hf_id *file, struct hf_err *err);

#endif
