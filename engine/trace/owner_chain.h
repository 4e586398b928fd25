/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which chains gave a result, with the row, document, page and dates of each step.
 *
 * Of each person with a ground or a share, as an object:
 *   chains   the chains that carry most, at most 20, each {share, share_exact, steps}; no company stands
 *            twice in one; steps lead from the person down to the target, each {owner, owned, percent, line}
 *            and what the row says of votes, control, class, document, page, from, to
 *   beyond   what the share has beyond these (further chains, rings gone round again); absent where nothing
 *   control  each controlled company, by name: {company, steps}, steps being what the person and the
 *            companies under it hold there
 */
#ifndef HF_TRACE_OWNER_CHAIN_H
#define HF_TRACE_OWNER_CHAIN_H

#include "record/json.h"
#include "trace/owner_rules.h"

enum { HF_OWNER_CHAINS_MAX = 20 };

/* False when the arena is full. */
bool hf_owner_chains(const struct hf_owner_graph *graph, const struct hf_owner_findings *findings,
                     struct hf_arena *arena, struct hf_json *out);

#endif
