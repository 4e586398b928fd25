/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_votes.h"

#include "trace/owner_bound.h"

__extension__ typedef unsigned __int128 wide;

uint64_t hf_owner_surely_held(const struct hf_owner_book *book, uint32_t company)
{
    uint64_t held = 0;
    for (uint32_t i = book->start[company]; i < book->start[company + 1]; i++)
        held += book->hold[i].owner == company ? 0 : book->hold[i].lo;
    return (uint64_t)((wide)held * HF_OWNER_ONE / book->whole[company]);
}

bool hf_owner_votes_short(const struct hf_owner_graph *graph, uint32_t company)
{
    return graph->vote.hold != graph->share.hold &&
           hf_owner_surely_held(&graph->vote, company) < hf_owner_surely_held(&graph->share, company);
}
