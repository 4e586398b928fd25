/* SPDX-License-Identifier: Apache-2.0 */
/* A proof that there is no case of a reference is made (proof/absence.h). The heads of all files are
 * published for it, and a fresh checkpoint is signed. */
#ifndef HF_DESK_ABSENCE_H
#define HF_DESK_ABSENCE_H

#include "desk/desk.h"

/*
 * At most HF_ABSENCE_NAMES_MAX references, as they are kept.
 *   errors   CONFLICT absence_there; those of ledger and keys
 */
enum hf_rc hf_absence_make(struct hf_desk *desk, const struct hf_str name[], size_t count,
                           struct hf_arena *arena, struct hf_buf *out, struct hf_err *err);

#endif
