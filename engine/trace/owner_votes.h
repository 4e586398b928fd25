/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Votes that are known less than shares. Where a file says the votes of some holdings only, the others count
 * by their shares; both together may then fall short of what is known to be held, and so may control.
 */
#ifndef HF_TRACE_OWNER_VOTES_H
#define HF_TRACE_OWNER_VOTES_H

#include "trace/owner.h"

/* What others than the company itself surely hold of it, as a part of HF_OWNER_ONE, rounded down. */
uint64_t hf_owner_surely_held(const struct hf_owner_book *book, uint32_t company);
/* Are its known votes less than its known shares? */
bool hf_owner_votes_short(const struct hf_owner_graph *graph, uint32_t company);

#endif
