/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the signer keeps beside its key, in files of its own that are in no backup:
 *
 *     STATE/signer/           0700
 *     STATE/signer/mark       the tree signed last (seal/growth.h); on the disk before a signature leaves
 *     STATE/signer/frozen     why nothing is signed any more; lasts until two people end it
 *     STATE/signer/journal    a line per release, only ever longer
 *     STATE/signer/lock       held by the signer that runs
 *     STATE/signer/socket     where it is asked
 *     STATE/signer/messages   what one wrote that was started by a command
 */
#ifndef HF_KEYS_MARK_H
#define HF_KEYS_MARK_H

#include "keys/file.h"
#include "seal/growth.h"

/* Makes the directory and the mark of a log of which nothing was signed. CONFLICT signer_mark_exists. */
enum hf_rc hf_mark_found(const char *state, struct hf_str origin, struct hf_err *err);

/* NOT_FOUND key_missing, BAD_INPUT signer_mark_malformed (also: of another log), NOT_ALLOWED key_exposed. */
enum hf_rc hf_mark_load(const char *state, struct hf_str origin, struct hf_frontier *out, struct hf_err *err);
/* On the disk on HF_OK, and whole whatever happens. */
enum hf_rc hf_mark_store(const char *state, struct hf_str origin, const struct hf_frontier *mark,
                         struct hf_err *err);

/*
 * Why signing is frozen: one of signer_cut, signer_fork, signer_ahead, signer_lost, with the sizes of its
 * sentence. HF_WORD_ok: it is not.
 */
struct hf_frozen {
    enum hf_word word;
    uint64_t marked, shown;
};
enum hf_rc hf_frozen_load(const char *state, struct hf_frozen *out, struct hf_err *err);
enum hf_rc hf_frozen_store(const char *state, const struct hf_frozen *frozen, struct hf_err *err);
enum hf_rc hf_frozen_end(const char *state, struct hf_err *err);
/* A line of the journal, on the disk on HF_OK: "released", why it was frozen, from which size on it signs
 * now, and what the log says of it. */
enum hf_rc hf_journal_add(const char *state, const struct hf_frozen *frozen, uint64_t size,
                          struct hf_str trace, struct hf_err *err);
/* Describes it as a failure. */
enum hf_rc hf_frozen_tell(const struct hf_frozen *frozen, struct hf_err *err);

#endif
