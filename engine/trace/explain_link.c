/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger is followed to its end, and every link that is asked about is looked at when its turn comes. */
#include "trace/explain_parts.h"

static const struct hf_trace_wide *link_at(const struct hf_trace_ledger *ledger, uint32_t row)
{
    struct hf_trace_event event = hf_trace_event_at(ledger, row);
    return event.kind == HF_TRACE_LINK ? event.wide : NULL;
}

static bool concerns(const struct hf_trace_ledger *ledger, uint32_t link_row, uint32_t row)
{
    const struct hf_trace_wide *link = link_at(ledger, link_row);
    return link != NULL && (link_row == row || link->debit == row);
}

static uint32_t count_links(const struct hf_trace_ledger *ledger, uint32_t row)
{
    uint32_t count = 0;
    for (uint32_t i = row; ledger->wides > 0 && i < ledger->count; i++)
        count += concerns(ledger, i, row);
    return count;
}

static enum hf_rc look_at(struct hf_trace_run *run, struct hf_arena *arena, struct hf_trace_why_link *out,
                          struct hf_err *err)
{
    run->link = (struct hf_trace_linked){0};
    out->row = hf_trace_coming(run);
    out->link = link_at(run->ledger, out->row);
    HF_TRY(hf_trace_next(run, err));
    out->found = run->link;
    return hf_trace_explain_keep(arena, &run->part, &out->moved) ? HF_OK
                                                                 : hf_trace_explain_full(run->ledger, err);
}

enum hf_rc hf_trace_explain_links(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                                  uint32_t row, struct hf_arena *scratch, struct hf_arena *arena,
                                  struct hf_trace_why_link **out, uint32_t *count, struct hf_err *err)
{
    uint32_t all = count_links(ledger, row);
    struct hf_trace_run run;
    *out = hf_arena_try(arena, sizeof **out, _Alignof(struct hf_trace_why_link), (size_t)all + 1);
    *count = 0;
    if (*out == NULL)
        return hf_trace_explain_full(ledger, err);
    if (all == 0)
        return HF_OK;
    HF_TRY(hf_trace_begin(&run, ledger, choice, scratch, err));
    while (*count < all) {
        if (concerns(ledger, hf_trace_coming(&run), row))
            HF_TRY(look_at(&run, arena, &(*out)[(*count)++], err));
        else
            HF_TRY(hf_trace_next(&run, err));
    }
    return HF_OK;
}
