/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which data an instance surely has in which state: begin with "all" everywhere, let every move into a state
 * take away what it does not bring, until nothing changes. Guards are taken as possibly true, so the answer
 * errs to the safe side. Row `states` is what every living or ended instance has, wherever it is.
 */
#include "flow/graph.h"
#include "flow/reader.h"

static void set(uint64_t *bits, uint16_t i, bool truth)
{
    uint64_t mask = UINT64_C(1) << (i % 64);
    bits[i / 64] = truth ? bits[i / 64] | mask : bits[i / 64] & ~mask;
}

/* What is surely there after the branch, given what was before. */
void hf_presence_pass(const struct hf_kind *kind, const struct hf_handler *handler,
                      const struct hf_branch *branch, uint64_t *bits)
{
    const struct hf_shape *payload = kind->event[handler->event].payload;
    for (uint16_t i = 0; i < branch->needs.count; i++)
        set(bits, branch->needs.at[i], true);
    for (uint16_t i = 0; i < branch->take.count; i++) {
        const struct hf_shape_member *member = &payload->member[branch->take.at[i]];
        if (member->required || member->shape->fallback != NULL)
            set(bits, branch->take_into.at[i], true);
    }
    for (uint16_t i = 0; i < branch->sets; i++) {
        if (branch->set[i].data != HF_NONE)
            set(bits, branch->set[i].data, true);
    }
    for (uint16_t i = 0; i < branch->clear.count; i++)
        set(bits, branch->clear.at[i], false);
}

/* What an instance is born with. */
static void set_defaults(const struct hf_kind *kind, uint64_t *bits)
{
    for (uint16_t i = 0; i < kind->data->members; i++) {
        if (kind->data->member[i].shape->fallback != NULL)
            set(bits, i, true);
    }
}

struct flood {
    const struct hf_kind *kind;
    struct hf_presence *presence;
    uint64_t *after, *back; /* room for one row each */
    bool goes_back;         /* some branch of the state in hand is `@back`: `back` holds after all of them */
    struct hf_states *entered_from; /* by state: those with a branch that leads to it */
    bool open[HF_STATES_MAX + 1];   /* the state's row has changed since its branches were followed */
};

static uint64_t *row(const struct hf_presence *presence, uint16_t state)
{
    return &presence->bit[(size_t)state * presence->words];
}

static bool narrow(uint64_t *bits, const uint64_t *by, size_t words)
{
    bool changed = false;
    for (size_t i = 0; i < words; i++) {
        changed = changed || (bits[i] & ~by[i]) != 0;
        bits[i] &= by[i];
    }
    return changed;
}

static void narrow_state(struct flood *flood, uint16_t state, const uint64_t *by)
{
    if (narrow(row(flood->presence, state), by, flood->presence->words))
        flood->open[state] = true;
}

static void follow_branch(struct flood *flood, const struct hf_handler *handler, uint16_t from,
                          const struct hf_branch *branch)
{
    const struct hf_kind *kind = flood->kind;
    size_t words = flood->presence->words;
    if (branch->refuses)
        return;
    memcpy(flood->after, row(flood->presence, from), words * sizeof *flood->after);
    if (handler->place == HF_IN_BEGIN) {
        memset(flood->after, 0, words * sizeof *flood->after);
        set_defaults(kind, flood->after);
    }
    hf_presence_pass(kind, handler, branch, flood->after);
    if (branch->to < kind->states)
        narrow_state(flood, branch->to, flood->after);
    else if (branch->to == HF_STAY && from < kind->states)
        narrow_state(flood, from, flood->after);
    else if (branch->to == HF_BACK) {
        (void)narrow(flood->back, flood->after, words);
        flood->goes_back = true;
    }
}

/* `@back` leads to whichever state this one was entered from. */
static void follow_state(struct flood *flood, uint16_t from)
{
    const struct hf_kind *kind = flood->kind;
    flood->open[from] = flood->goes_back = false;
    memset(flood->back, 0xFF, flood->presence->words * sizeof *flood->back);
    for (uint16_t e = 0; e < kind->events; e++) {
        uint16_t h = kind->next[(size_t)from * kind->events + e];
        for (uint16_t b = 0; h != HF_NONE && b < kind->handler[h].branches.count; b++)
            follow_branch(flood, &kind->handler[h], from, &kind->handler[h].branches.at[b]);
    }
    for (uint16_t s = 0; s < kind->states && flood->goes_back; s++) {
        if (hf_states_have(&flood->entered_from[from], s))
            narrow_state(flood, s, flood->back);
    }
}

static void note_entries(struct flood *flood, uint16_t from)
{
    const struct hf_kind *kind = flood->kind;
    for (uint16_t e = 0; e < kind->events; e++) {
        uint16_t h = kind->next[(size_t)from * kind->events + e];
        for (uint16_t b = 0; h != HF_NONE && b < kind->handler[h].branches.count; b++) {
            uint16_t to = kind->handler[h].branches.at[b].to;
            if (to < kind->states)
                hf_states_put(&flood->entered_from[to], from);
        }
    }
}

/* Only what has changed is followed again. */
static void run(struct flood *flood)
{
    uint16_t states = flood->kind->states;
    for (uint16_t s = 0; s < states; s++)
        note_entries(flood, s);
    memset(flood->open, true, states + 1u);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint16_t s = 0; s <= states; s++) {
            if (!flood->open[s])
                continue;
            follow_state(flood, s);
            changed = true;
        }
    }
}

void hf_read_presence(struct hf_reader *r, uint16_t k)
{
    struct hf_kind *kind = &r->kind[k];
    struct hf_presence *presence = &r->presence[k];
    presence->words = kind->data->members / 64u + 1;
    size_t size = ((size_t)kind->states + 1) * presence->words;
    presence->bit = HF_NEW(r->arena, uint64_t, size);
    memset(presence->bit, 0xFF, size * sizeof *presence->bit);
    size_t mark = hf_arena_mark(r->arena);
    struct flood *flood = HF_NEW(r->arena, struct flood, 1);
    *flood = (struct flood){.kind = kind,
                            .presence = presence,
                            .after = HF_NEW(r->arena, uint64_t, presence->words),
                            .back = HF_NEW(r->arena, uint64_t, presence->words),
                            .entered_from = HF_NEW(r->arena, struct hf_states, kind->states + 1u)};
    run(flood);
    hf_arena_reset(r->arena, mark);
    uint64_t *always = row(presence, kind->states);
    kind->always = always;
    for (uint16_t s = 0; s < kind->states; s++)
        (void)narrow(always, row(presence, s), presence->words);
}

/* What is there wherever the handler stands: in one state, or in all the states that a group or `anywhere`
 * covers. */
void hf_presence_at(const struct hf_reader *r, uint16_t k, uint16_t h, uint64_t *out)
{
    const struct hf_kind *kind = &r->kind[k];
    const struct hf_presence *presence = &r->presence[k];
    bool birth = kind->handler[h].place == HF_IN_BEGIN;
    memset(out, birth ? 0 : 0xFF, presence->words * sizeof *out);
    if (birth)
        set_defaults(kind, out);
    for (uint16_t s = 0; s < kind->states && !birth; s++) {
        if (kind->next[(size_t)s * kind->events + kind->handler[h].event] != h)
            continue;
        (void)narrow(out, row(presence, s), presence->words);
    }
}
