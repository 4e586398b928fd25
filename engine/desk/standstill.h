/* SPDX-License-Identifier: Apache-2.0 */
/*
 * While the signer is frozen, signing stands still: an instance of the house's kind `standstill` in the
 * keyring file, begun by the engine, so that the log itself tells of it, and notices meanwhile say that
 * nothing since is attested. It ends when one person proposes to sign on from the log as it stands and
 * another one agrees.
 */
#ifndef HF_DESK_STANDSTILL_H
#define HF_DESK_STANDSTILL_H

#include "desk/desk.h"

/* The one that has not ended, in the keyring as it stands; HF_NO_INSTANCE: none. */
hf_instance hf_standstill_find(const struct hf_desk *desk);

/* Records that it began, unless one is under way; `frozen` is what the signer said. */
enum hf_rc hf_standstill_begin(struct hf_desk *desk, const struct hf_err *frozen, struct hf_arena *arena,
                               struct hf_err *err);

/* The log up to `size` (0: as it stands), as the signer may be told to sign on from. NOT_FOUND
 * standstill_short: it holds less. CONFLICT standstill_early: the log key signs from more on. */
enum hf_rc hf_standstill_tree(struct hf_desk *desk, uint64_t size, struct hf_frontier *out,
                              struct hf_err *err);

#endif
