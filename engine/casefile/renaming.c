/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/renaming.h"

/* ---- what a kind names ---- */

struct hf_str hf_naming_member(enum hf_naming what)
{
    static const struct hf_str members[HF_NAMEDS] = {
        [HF_NAMED_STATES] = HF_STR_INIT("states"), [HF_NAMED_DATA] = HF_STR_INIT("data"),
        [HF_NAMED_FLAGS] = HF_STR_INIT("flags"),   [HF_NAMED_CLOCKS] = HF_STR_INIT("clocks"),
        [HF_NAMED_LINKS] = HF_STR_INIT("links"),   [HF_NAMED_OBLIGATIONS] = HF_STR_INIT("obligations"),
        [HF_NAMED_EVENTS] = HF_STR_INIT("events"),
    };
    return members[what];
}

uint16_t hf_naming_count(const struct hf_kind *kind, enum hf_naming what)
{
    const uint16_t counts[HF_NAMEDS] = {
        [HF_NAMED_STATES] = kind->states, [HF_NAMED_DATA] = kind->data->members,
        [HF_NAMED_FLAGS] = kind->flags,   [HF_NAMED_CLOCKS] = kind->clocks,
        [HF_NAMED_LINKS] = kind->links,   [HF_NAMED_OBLIGATIONS] = kind->obligations,
        [HF_NAMED_EVENTS] = kind->events,
    };
    return counts[what];
}

struct hf_str hf_naming_name(const struct hf_kind *kind, enum hf_naming what, uint16_t index)
{
    switch (what) {
    case HF_NAMED_STATES:
        return kind->state[index].name;
    case HF_NAMED_DATA:
        return kind->data->member[index].name;
    case HF_NAMED_FLAGS:
        return kind->flag[index].name;
    case HF_NAMED_CLOCKS:
        return kind->clock[index].name;
    case HF_NAMED_OBLIGATIONS:
        return kind->obligation[index].name;
    case HF_NAMED_LINKS:
        return kind->link[index].name;
    case HF_NAMED_EVENTS:
        return kind->event[index].name;
    case HF_NAMEDS:
        break;
    }
    return HF_STR_NONE;
}

uint16_t hf_naming_find(const struct hf_kind *kind, enum hf_naming what, struct hf_str name)
{
    for (uint16_t i = 0; i < hf_naming_count(kind, what); i++)
        if (hf_str_eq(hf_naming_name(kind, what, i), name))
            return i;
    return HF_NONE;
}

/* ---- what means the same ---- */

static bool same_kind(const struct hf_flow *from, uint16_t a, const struct hf_flow *to, uint16_t b)
{
    if (a == HF_NONE || b == HF_NONE)
        return a == b;
    return hf_str_eq(from->kind[a].name, to->kind[b].name);
}

bool hf_shapes_alike(const struct hf_flow *from, const struct hf_shape *a, const struct hf_flow *to,
                     const struct hf_shape *b)
{
    if ((a->personal == HF_OPEN) != (b->personal == HF_OPEN))
        return false;
    for (; a->kind == HF_SHAPE_LIST && b->kind == HF_SHAPE_LIST; a = a->item, b = b->item)
        ;
    return a->kind == b->kind && (a->kind != HF_SHAPE_REF || a->ref == b->ref) &&
           same_kind(from, a->of_kind, to, b->of_kind);
}

struct renaming {
    const struct hf_flow *from, *to;
    const struct hf_kind *old, *now;
    const struct hf_json *said; /* of the kind; NULL: nothing */
    uint16_t *state;            /* renamed before the rest */
};

/* What bears the same name without being said to be the same. */
static bool is_same(const struct renaming *r, enum hf_naming what, uint16_t i, uint16_t n)
{
    if (what == HF_NAMED_DATA)
        return hf_shapes_alike(r->from, r->old->data->member[i].shape, r->to, r->now->data->member[n].shape);
    if (what == HF_NAMED_LINKS)
        return r->old->link[i].is_inverse == r->now->link[n].is_inverse &&
               same_kind(r->from, r->old->link[i].kind, r->to, r->now->link[n].kind);
    return true;
}

static uint16_t keeps_name(const struct renaming *r, enum hf_naming what, uint16_t i)
{
    uint16_t state = what == HF_NAMED_CLOCKS ? r->old->clock[i].state : HF_NONE;
    if (state != HF_NONE)
        return r->state[state] < r->now->states ? r->now->state[r->state[state]].deadline : HF_NONE;
    uint16_t n = hf_naming_find(r->now, what, hf_naming_name(r->old, what, i));
    return n != HF_NONE && is_same(r, what, i, n) ? n : HF_NONE;
}

static uint16_t place_of(const struct renaming *r, enum hf_naming what, uint16_t i)
{
    const struct hf_json *list = r->said == NULL ? NULL : hf_json_get(r->said, hf_naming_member(what));
    const struct hf_json *said = list == NULL ? NULL : hf_json_get(list, hf_naming_name(r->old, what, i));
    if (said == NULL)
        return keeps_name(r, what, i);
    if (said->kind == HF_JSON_NULL)
        return HF_DROPPED;
    return said->kind == HF_JSON_TEXT ? hf_naming_find(r->now, what, said->is.text) : HF_NONE;
}

static const uint16_t *rename(struct renaming *r, enum hf_naming what, struct hf_arena *arena)
{
    uint16_t count = hf_naming_count(r->old, what), *to = HF_NEW(arena, uint16_t, count + 1U);
    for (uint16_t i = 0; i < count; i++)
        to[i] = place_of(r, what, i);
    if (what == HF_NAMED_STATES)
        r->state = to;
    return to;
}

/* The other side of a link follows the side that declares it. */
static void follow_inverses(const struct hf_renaming *all, struct hf_renamed *kind, struct hf_arena *arena)
{
    for (uint16_t k = 0; k < all->from->kinds; k++) {
        const struct hf_kind *old = &all->from->kind[k];
        uint16_t *to = HF_NEW(arena, uint16_t, old->links + 1U);
        for (uint16_t l = 0; kind[k].kind != HF_NONE && l < old->links; l++) {
            const struct hf_link *link = &old->link[l];
            const struct hf_renamed *other = &kind[link->kind];
            to[l] = kind[k].to[HF_NAMED_LINKS][l];
            if (!link->is_inverse)
                continue;
            uint16_t declared = other->kind == HF_NONE ? HF_NONE : other->to[HF_NAMED_LINKS][link->inverse];
            to[l] = declared >= HF_DROPPED ? declared : all->to->kind[other->kind].link[declared].inverse;
        }
        kind[k].to[HF_NAMED_LINKS] = to;
    }
}

struct hf_renaming hf_renaming_make(const struct hf_json *kinds, const struct hf_flow *from,
                                    const struct hf_flow *to, struct hf_arena *arena)
{
    struct hf_renamed *kind = HF_NEW(arena, struct hf_renamed, from->kinds + 1U);
    struct hf_renaming all = {.from = from, .to = to, .kind = kind};
    for (uint16_t k = 0; k < from->kinds; k++) {
        const struct hf_json *said = hf_json_get(kinds, from->kind[k].name);
        kind[k] = (struct hf_renamed){.kind = hf_flow_kind(to, from->kind[k].name),
                                      .set = said == NULL ? NULL : HF_JSON_GET(said, "set")};
        if (kind[k].kind == HF_NONE)
            continue;
        struct renaming r = {
            .from = from, .to = to, .old = &from->kind[k], .now = &to->kind[kind[k].kind], .said = said};
        for (enum hf_naming what = HF_NAMED_STATES; what < HF_NAMEDS; what++)
            kind[k].to[what] = rename(&r, what, arena);
    }
    follow_inverses(&all, kind, arena);
    return all;
}
