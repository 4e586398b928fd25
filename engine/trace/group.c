/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/group.h"

#include "base/check.h"
#include "trace/likeness.h"

/* The classes, and for each claimant of the ledger its own. */
struct grouping {
    struct hf_trace_ledger *ledger;
    struct hf_trace_roll known, class;
    uint32_t *of;
};

static enum hf_rc no_room(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, ledger->source.file, HF_STR("the ledger"), HF_STR_NONE);
}

static bool is_claim(const struct hf_trace_ledger *ledger, uint32_t claimant)
{
    uint32_t rank = ledger->claimant_rank[claimant];
    return rank != ledger->own && rank != ledger->unknown && rank != ledger->overdraft;
}

/* Everybody alone. */
static bool open_grouping(struct hf_trace_ledger *ledger, struct grouping *out)
{
    struct hf_arena *scratch = &ledger->room->scratch;
    uint32_t count = ledger->claimants.count;
    *out = (struct grouping){.ledger = ledger};
    out->of = hf_arena_try_unset(scratch, sizeof *out->of, _Alignof(uint32_t), count);
    if (out->of == NULL || !hf_trace_roll_open(&out->known, count, scratch, scratch) ||
        !hf_trace_roll_open(&out->class, 2 * count, &ledger->room->keep, scratch))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct hf_str name = hf_trace_roll_name(&ledger->claimants, i);
        if (hf_trace_roll_add(&out->known, name) != i)
            return false;
        out->of[i] = HF_TRACE_NOBODY;
    }
    return true;
}

/* The classes take the place of the claimants; ranks follow from their names. */
static enum hf_rc put_in_place(struct grouping *grouping, struct hf_err *err)
{
    struct hf_trace_ledger *ledger = grouping->ledger;
    struct hf_arena *keep = &ledger->room->keep, *scratch = &ledger->room->scratch;
    uint32_t count = ledger->claimants.count;
    for (uint32_t i = 0; i < count; i++)
        if (grouping->of[i] == HF_TRACE_NOBODY &&
            (grouping->of[i] = hf_trace_roll_add(
                 &grouping->class, hf_trace_roll_name(&ledger->claimants, i))) == HF_TRACE_NOBODY)
            return no_room(ledger, err);
    uint32_t *order = hf_trace_roll_order(&grouping->class, keep);
    uint32_t *rank = hf_arena_try_unset(scratch, sizeof *rank, _Alignof(uint32_t), grouping->class.count);
    if (order == NULL || rank == NULL)
        return no_room(ledger, err);
    for (uint32_t i = 0; i < grouping->class.count; i++)
        rank[order[i]] = i;
    uint32_t *special[] = {&ledger->own, &ledger->unknown, &ledger->overdraft};
    for (size_t i = 0; i < 3; i++)
        *special[i] = rank[grouping->of[ledger->claimant_order[*special[i]]]];
    for (uint32_t i = 0; i < count; i++)
        ledger->claimant_rank[i] = rank[grouping->of[i]];
    hf_trace_roll_close(&grouping->class);
    ledger->claimants = grouping->class;
    ledger->claimant_order = order;
    hf_arena_reset(scratch, 0);
    return HF_OK;
}

/* `at` lies in the text of the source. */
static enum hf_rc fail(const struct hf_trace_source *source, struct hf_str at, enum hf_word word,
                       struct hf_err *err)
{
    return hf_trace_fail(source, (size_t)(at.at - source->text.at), word, at, HF_STR_NONE, err);
}

/* A class by such a name would be mistaken for what the ledger means by it. */
static bool has_meaning(struct hf_str name)
{
    return hf_trace_nearly(name).len > 0 || hf_str_eq(name, HF_STR("OWN")) ||
           hf_str_eq(name, HF_STR("UNKNOWN")) || hf_str_eq(name, HF_STR("OVERDRAFT"));
}

static enum hf_rc read_line(struct grouping *grouping, const struct hf_trace_source *source,
                            struct hf_str line, struct hf_err *err)
{
    size_t comma = line.len;
    while (comma > 0 && line.at[comma - 1] != ',')
        comma--;
    struct hf_str claim = hf_str_trim(hf_str_part(line, 0, comma == 0 ? 0 : comma - 1)),
                  class = hf_str_trim(hf_str_part(line, comma, line.len));
    if (claim.len == 0 || class.len == 0)
        return fail(source, line, HF_WORD_trace_group_line, err);
    uint32_t claimant = hf_trace_roll_find(&grouping->known, claim);
    if (claimant == HF_TRACE_NOBODY || !is_claim(grouping->ledger, claimant))
        return fail(source, claim, HF_WORD_trace_group_claim, err);
    if (has_meaning(class))
        return fail(source, class, HF_WORD_trace_group_class, err);
    if (grouping->of[claimant] != HF_TRACE_NOBODY)
        return fail(source, claim, HF_WORD_trace_group_twice, err);
    grouping->of[claimant] = hf_trace_roll_add(&grouping->class, class);
    return grouping->of[claimant] == HF_TRACE_NOBODY ? no_room(grouping->ledger, err) : HF_OK;
}

enum hf_rc hf_trace_group(struct hf_trace_ledger *ledger, struct hf_str file, struct hf_str text,
                          struct hf_err *err)
{
    struct hf_trace_source source = {.file = file, .text = text};
    struct grouping grouping;
    if (!open_grouping(ledger, &grouping))
        return no_room(ledger, err);
    while (text.len > 0) {
        struct hf_str line = hf_str_trim(hf_str_cut(&text, '\n'));
        if (line.len > 0)
            HF_TRY(read_line(&grouping, &source, line, err));
    }
    return put_in_place(&grouping, err);
}

enum hf_rc hf_trace_group_all(struct hf_trace_ledger *ledger, struct hf_str name, struct hf_err *err)
{
    struct grouping grouping;
    if (!open_grouping(ledger, &grouping))
        return no_room(ledger, err);
    for (uint32_t i = 0; i < ledger->claimants.count; i++)
        if (is_claim(ledger, i) &&
            (grouping.of[i] = hf_trace_roll_add(&grouping.class, name)) == HF_TRACE_NOBODY)
            return no_room(ledger, err);
    return put_in_place(&grouping, err);
}
