/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which data an instance surely has in which state: begin with "all" everywhere, let every move into a state
 * take away what it does not bring, until nothing changes. Guards are taken as possibly true, so the answer
 * errs to the safe side. Row `states` is what every living or ended instance has, wherever it is.
 */
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
    uint64_t *after; /* room for one row */
    bool changed;
};

static uint64_t *row(const struct hf_presence *presence, uint16_t state)
{
    return &presence->bit[(size_t)state * presence->words];
}

static void narrow(struct flood *flood, uint16_t state)
{
    uint64_t *bits = row(flood->presence, state);
    for (size_t i = 0; i < flood->presence->words; i++) {
        flood->changed = flood->changed || (bits[i] & ~flood->after[i]) != 0;
        bits[i] &= flood->after[i];
    }
}

/* Does some branch lead from one state straight to the other? */
static bool leads(const struct hf_kind *kind, uint16_t from, uint16_t to)
{
    for (uint16_t e = 0; e < kind->events; e++) {
        uint16_t h = kind->next[(size_t)from * kind->events + e];
        for (uint16_t b = 0; h != HF_NONE && b < kind->handler[h].branches.count; b++) {
            if (kind->handler[h].branches.at[b].to == to)
                return true;
        }
    }
    return false;
}

/* `@back` leads to whichever state this one was entered from. */
static void follow(struct flood *flood, const struct hf_handler *handler, uint16_t from,
                   const struct hf_branch *branch)
{
    const struct hf_kind *kind = flood->kind;
    if (branch->refuses)
        return;
    memcpy(flood->after, row(flood->presence, from), flood->presence->words * sizeof *flood->after);
    if (handler->place == HF_IN_BEGIN) {
        memset(flood->after, 0, flood->presence->words * sizeof *flood->after);
        set_defaults(kind, flood->after);
    }
    hf_presence_pass(kind, handler, branch, flood->after);
    if (branch->to < kind->states)
        narrow(flood, branch->to);
    else if (branch->to == HF_STAY && from < kind->states)
        narrow(flood, from);
    else if (branch->to == HF_BACK) {
        for (uint16_t s = 0; s < kind->states; s++) {
            if (leads(kind, s, from))
                narrow(flood, s);
        }
    }
}

static void sweep(struct flood *flood)
{
    const struct hf_kind *kind = flood->kind;
    for (uint16_t s = 0; s <= kind->states; s++) {
        for (uint16_t e = 0; e < kind->events; e++) {
            uint16_t h = kind->next[(size_t)s * kind->events + e];
            for (uint16_t b = 0; h != HF_NONE && b < kind->handler[h].branches.count; b++)
                follow(flood, &kind->handler[h], s, &kind->handler[h].branches.at[b]);
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
    struct flood flood = {
        .kind = kind, .presence = presence, .after = HF_NEW(r->arena, uint64_t, presence->words)};
    do {
        flood.changed = false;
        sweep(&flood);
    } while (flood.changed);
    uint64_t *always = row(presence, kind->states);
    kind->always = always;
    kind->sure = presence->bit;
    for (uint16_t s = 0; s < kind->states; s++) {
        for (size_t i = 0; i < presence->words; i++)
            always[i] &= row(presence, s)[i];
    }
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
        for (size_t i = 0; i < presence->words; i++)
            out[i] &= row(presence, s)[i];
    }
}
