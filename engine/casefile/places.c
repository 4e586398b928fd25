/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/places.h"

#include "base/when.h"

struct placing {
    const struct hf_flows *flows;
    const struct hf_renaming *renaming;
    const struct hf_case *c;
    struct hf_arena *arena;
    struct hf_err *err;
    bool refused;
    hf_instance i;
    const struct hf_instance_head *head;
    const struct hf_kind *old, *now; /* `now` NULL: the kind is gone */
    const struct hf_renamed *to;
    bool open; /* its state is not final */
};

static bool aim(struct placing *p, hf_instance i)
{
    p->i = i;
    p->head = hf_case_instance(p->c, i);
    if (p->head->owner == HF_OF_HOUSE)
        return false;
    p->old = &p->renaming->from->kind[p->head->kind];
    p->to = &p->renaming->kind[p->head->kind];
    p->now = p->to->kind == HF_NONE ? NULL : &p->renaming->to->kind[p->to->kind];
    p->open = p->old->state[p->head->state].end == HF_END_NOT;
    return true;
}

/* ---- what an instance holds ---- */

/* Is the thing of this name there, so that it needs a place? What has ended keeps its state and its data. */
static bool holds(const struct placing *p, enum hf_naming what, uint16_t n)
{
    const hf_instance *linked;
    struct hf_id person;
    switch (what) {
    case HF_NAMED_STATES:
        return p->head->state == n;
    case HF_NAMED_DATA:
        return hf_case_datum(p->c, p->i, n).held != HF_ABSENT;
    case HF_NAMED_FLAGS:
        return p->open && (p->head->flags >> n & 1) != 0;
    case HF_NAMED_CLOCKS:
        return p->open && hf_case_clock(p->c, p->i, n)->state != HF_CLOCK_OFF;
    case HF_NAMED_OBLIGATIONS:
        return p->open && (p->head->obliged >> n & 1) != 0;
    case HF_NAMED_LINKS:
        return !p->old->link[n].is_inverse &&
               hf_case_linked(p->flows, p->c, p->i, p->old->link[n].name, p->arena, &linked) > 0;
    case HF_NAMED_EVENTS:
        person = hf_case_sender(p->c, p->i, n);
        return p->open && !hf_id_is_zero(&person);
    case HF_NAMEDS:
        break;
    }
    return false;
}

/* Who sent an event matters where another must be sent by somebody else. */
static bool is_minded(const struct placing *p, uint16_t event)
{
    for (uint16_t e = 0; e < p->old->events; e++)
        for (uint16_t d = 0; d < p->old->event[e].differs_from.count; d++)
            if (p->old->event[e].differs_from.at[d] == event)
                return true;
    return false;
}

/* ---- what has no place ---- */

static const struct {
    struct hf_str en, fr;
} things[HF_NAMEDS] = {
    [HF_NAMED_STATES] = {HF_STR_INIT("state "), HF_STR_INIT("état ")},
    [HF_NAMED_DATA] = {HF_STR_INIT("datum "), HF_STR_INIT("donnée ")},
    [HF_NAMED_FLAGS] = {HF_STR_INIT("flag "), HF_STR_INIT("marque ")},
    [HF_NAMED_CLOCKS] = {HF_STR_INIT("clock "), HF_STR_INIT("délai ")},
    [HF_NAMED_OBLIGATIONS] = {HF_STR_INIT("duty "), HF_STR_INIT("obligation ")},
    [HF_NAMED_LINKS] = {HF_STR_INIT("link "), HF_STR_INIT("lien ")},
    [HF_NAMED_EVENTS] = {HF_STR_INIT("event "), HF_STR_INIT("acte ")},
};

/* "request/1: state sent (/kinds/request/states/sent)" and what is wrong with it, if it has a place. */
static void refuse(struct placing *p, enum hf_naming what, struct hf_str name, struct hf_str member,
                   struct hf_str why_en, struct hf_str why_fr)
{
    struct hf_buf line[HF_LANGS];
    if (!p->refused)
        (void)hf_fail(p->err, HF_WORD_migration_no_place, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    p->refused = true;
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        struct hf_buf *out = &line[lang];
        *out = hf_buf_in(p->arena, 128);
        hf_case_put_name(p->flows, p->c, p->i, out);
        hf_buf_put(out, lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
        hf_buf_put(out, lang == HF_FR ? things[what].fr : things[what].en);
        hf_buf_put(out, name);
        hf_buf_put(out, lang == HF_FR ? why_fr : why_en);
        hf_buf_put(out, HF_STR(" (/kinds/"));
        hf_buf_put(out, p->old->name);
        hf_buf_put_char(out, '/');
        hf_buf_put(out, member);
        hf_buf_put_char(out, '/');
        hf_buf_put(out, name);
        hf_buf_put_char(out, ')');
    }
    hf_err_detail(p->err, hf_buf_str(&line[HF_EN]), hf_buf_str(&line[HF_FR]));
}

/* What stands in a datum must be what the new schema asks for. */
static bool value_fits(struct placing *p, uint16_t datum, uint16_t now)
{
    struct hf_datum held = hf_case_datum(p->c, p->i, datum);
    const struct hf_shape *shape = p->now->data->member[now].shape;
    struct hf_err *err = HF_NEW(p->arena, struct hf_err, 1);
    struct hf_json value;
    if (!hf_shapes_alike(p->renaming->from, p->old->data->member[datum].shape, p->renaming->to, shape))
        return false;
    return held.held != HF_PLAIN ||
           (hf_json_read(held.json, &hf_json_payload_limits, p->arena, &value, err) == HF_OK &&
            hf_shape_validate(p->renaming->to, shape, &value, HF_STR("data"), p->arena, err) == HF_OK);
}

static void check_held(struct placing *p, enum hf_naming what, uint16_t n)
{
    struct hf_str name = hf_naming_name(p->old, what, n), member = hf_naming_member(what);
    uint16_t now = p->to->to[what][n];
    bool may_go = what != HF_NAMED_STATES && now == HF_DROPPED;
    if (may_go || !holds(p, what, n) || (what == HF_NAMED_EVENTS && !is_minded(p, n)))
        return;
    if (now >= HF_DROPPED)
        refuse(p, what, name, member, HF_STR_NONE, HF_STR_NONE);
    else if (what == HF_NAMED_DATA && !value_fits(p, n, now))
        refuse(p, what, name, member, HF_STR(", whose value does not fit the new schema"),
               HF_STR(", dont la valeur ne convient pas au nouveau schéma"));
    else if (what == HF_NAMED_STATES && p->open != (p->now->state[now].end == HF_END_NOT))
        refuse(p, what, name, member, HF_STR(", which would end or begin anew"),
               HF_STR(", qui prendrait fin ou reprendrait"));
}

/* Does some branch of the new state lead back to where it was entered from? */
static bool leads_back(const struct hf_kind *kind, uint16_t state)
{
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_handler *handler = hf_flow_find_branches(kind, state, e);
        for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++)
            if (handler->branches.at[b].to == HF_BACK)
                return true;
    }
    return false;
}

/* A state that is remembered as the one to go back to needs a place too. */
static void check_backs(struct placing *p)
{
    const uint16_t *to = p->to->to[HF_NAMED_STATES];
    for (uint16_t s = 0; p->open && s < p->old->states; s++) {
        uint16_t back = hf_case_back(p->c, p->i, s);
        if (back != HF_NONE && to[s] < HF_DROPPED && to[back] >= HF_DROPPED && back != p->head->state &&
            leads_back(p->now, to[s]))
            refuse(p, HF_NAMED_STATES, p->old->state[back].name, hf_naming_member(HF_NAMED_STATES),
                   HF_STR(", to which it may go back"), HF_STR(", auquel elle peut revenir"));
    }
}

/* ---- what must be there ---- */

static bool brings(const struct placing *p, uint16_t datum)
{
    bool is_new = true;
    for (uint16_t d = 0; d < p->old->data->members; d++) {
        if (p->to->to[HF_NAMED_DATA][d] != datum)
            continue;
        is_new = false;
        if (holds(p, HF_NAMED_DATA, d))
            return true;
    }
    const struct hf_shape_member *member = &p->now->data->member[datum];
    bool said = p->to->set != NULL && hf_json_get(p->to->set, member->name) != NULL;
    return said || (is_new && member->shape->fallback != NULL);
}

/* What expressions of the new state read without asking whether it is there. */
static void check_needed(struct placing *p)
{
    size_t words = p->now->data->members / 64U + 1;
    uint16_t state = p->to->to[HF_NAMED_STATES][p->head->state];
    bool stands = p->open && state < HF_DROPPED;
    for (uint16_t d = 0; d < p->now->data->members; d++) {
        uint64_t bits = p->now->always[d / 64] | (stands ? p->now->sure[state * words + d / 64] : 0);
        if ((bits >> (d % 64) & 1) != 0 && !brings(p, d))
            refuse(p, HF_NAMED_DATA, p->now->data->member[d].name, HF_STR("set"),
                   HF_STR(", which the new version counts on and which is absent"),
                   HF_STR(", sur laquelle compte la nouvelle version et qui manque"));
    }
}

static void check_instance(struct placing *p)
{
    if (p->now == NULL) {
        refuse(p, HF_NAMED_STATES, p->old->state[p->head->state].name, hf_naming_member(HF_NAMED_STATES),
               HF_STR(", since the kind is gone"), HF_STR(", car le type a disparu"));
        return;
    }
    for (enum hf_naming what = HF_NAMED_STATES; what < HF_NAMEDS; what++)
        for (uint16_t n = 0; n < hf_naming_count(p->old, what); n++)
            check_held(p, what, n);
    check_backs(p);
    check_needed(p);
}

/* Whose side we are on does not change. */
static bool side_stays(const struct placing *p)
{
    uint16_t ours = hf_case_head(p->c)->ours;
    const struct hf_flow *from = p->renaming->from, *to = p->renaming->to;
    for (uint16_t s = 0; ours != HF_NONE && s < to->sides; s++)
        if (hf_str_eq(to->side[s].name, from->side[ours].name))
            return true;
    return ours == HF_NONE;
}

enum hf_rc hf_places_check(const struct hf_flows *flows, const struct hf_renaming *renaming,
                           const struct hf_case *before, struct hf_arena *arena, struct hf_err *err)
{
    struct placing p = {.flows = flows, .renaming = renaming, .c = before, .arena = arena, .err = err};
    for (hf_instance i = 0; i < hf_case_head(before)->instances; i++)
        if (aim(&p, i))
            check_instance(&p);
    if (p.refused)
        return hf_err_rc(err);
    if (!side_stays(&p))
        return hf_fail(err, HF_WORD_migration_side, HF_STR_NONE,
                       renaming->from->side[hf_case_head(before)->ours].name, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_places_bounds(const struct hf_flows *after, const struct hf_case *c, struct hf_arena *arena,
                            struct hf_err *err)
{
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(after, c, i);
        for (uint16_t l = 0; l < kind->links; l++) {
            const struct hf_link *link = &kind->link[l];
            const hf_instance *linked;
            size_t count =
                link->is_inverse ? link->min : hf_case_linked(after, c, i, link->name, arena, &linked);
            if (!link->is_inverse && (count < link->min || count > link->max))
                return hf_fail(err, HF_WORD_link_invalid, HF_STR_NONE, link->name, kind->name);
        }
    }
    return HF_OK;
}

/* ---- what the map lets go ---- */

static struct hf_json due_json(const struct placing *p, enum hf_naming what, uint16_t n)
{
    const struct hf_clock_run *run =
        what == HF_NAMED_CLOCKS ? hf_case_clock(p->c, p->i, n) : hf_case_obligation(p->c, p->i, n);
    struct hf_buf text = hf_buf_in(p->arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, run->due_ms);
    return hf_json_of_text(hf_buf_str(&text));
}

struct hf_json hf_places_dropped(const struct hf_flows *flows, const struct hf_renaming *renaming,
                                 const struct hf_case *before, hf_instance i, struct hf_arena *arena)
{
    struct placing p = {.flows = flows, .renaming = renaming, .c = before, .arena = arena};
    struct hf_json_maker all = hf_json_make(arena);
    bool ours = aim(&p, i);
    for (enum hf_naming what = HF_NAMED_DATA; ours && what < HF_NAMEDS; what++) {
        bool timed = what == HF_NAMED_CLOCKS || what == HF_NAMED_OBLIGATIONS;
        struct hf_json_maker some = hf_json_make(arena);
        for (uint16_t n = 0; n < hf_naming_count(p.old, what); n++) {
            struct hf_str name = hf_naming_name(p.old, what, n);
            if (p.to->to[what][n] < HF_DROPPED || !holds(&p, what, n) ||
                (what == HF_NAMED_EVENTS && !is_minded(&p, n)))
                continue;
            hf_json_add(&some, timed ? name : HF_STR_NONE,
                        timed ? due_json(&p, what, n) : hf_json_of_text(name));
        }
        if (some.count > 0)
            hf_json_add(&all, hf_naming_member(what), timed ? hf_json_object(&some) : hf_json_list(&some));
    }
    return hf_json_object(&all);
}
