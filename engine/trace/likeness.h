/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that are other names only by a slip: refused where they would part money that belongs together and
 * nobody could mean it, told where somebody might.
 */
#ifndef HF_TRACE_LIKENESS_H
#define HF_TRACE_LIKENESS_H

#include "trace/ledger.h"

/* OWN, UNKNOWN or OVERDRAFT where the name is that but for case and blanks; HF_STR_NONE where it is neither,
 * or exactly that. */
struct hf_str hf_trace_nearly(struct hf_str name);

/* Before the names are closed: BAD_INPUT trace_near, trace_blanks, with the first row that has such a name.
 */
enum hf_rc hf_trace_check_names(const struct hf_trace_ledger *ledger, struct hf_err *err);

/* Before the names are closed: notes in ledger.paid which accounts a debit pays by name, as if they were
 * sinks: their money ends there, and does not come in. */
void hf_trace_note_paid(struct hf_trace_ledger *ledger);

/* ---- of a closed ledger, for people ---- */

/* Accounts that are named once and no more, as the payee of a transfer; *out is in order of coming, as many
 * as are returned. HF_TRACE_NOBODY when the arena is full. */
uint32_t hf_trace_named_once(const struct hf_trace_ledger *ledger, struct hf_arena *arena, uint32_t **out);

/* Two names of a ledger, or none. */
struct hf_trace_alike {
    struct hf_str name, meant;
};
enum { HF_TRACE_ALIKE_MAX = 8 };
/*
 * Of accounts named once and of assets that were bought and never sold, those that are another's name but for
 * one slip, which is no digit: numbers differ by design. At most HF_TRACE_ALIKE_MAX; of long lists none, as
 * every name is held to every other.
 */
size_t hf_trace_nearly_alike(const struct hf_trace_ledger *ledger, const uint32_t *once, uint32_t count,
                             struct hf_trace_alike out[HF_TRACE_ALIKE_MAX]);

#endif
