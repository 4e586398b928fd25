/* SPDX-License-Identifier: Apache-2.0 */
/* A case laid out by another definition. Instances stay where they are, so bonds, threads and names hold. */
#include "casefile/block.h"
#include "casefile/renaming.h"

struct relaying {
    const struct hf_flows *flows; /* old */
    struct hf_flows after;
    const struct hf_renaming *renaming;
    const struct hf_case *old;
    struct hf_case now;
    struct hf_arena *arena;
    hf_instance i;
    const struct hf_kind *kind;   /* old, of i */
    const struct hf_renamed *map; /* NULL: an entry of a register, which stays as it is */
};

static uint16_t to(const struct relaying *r, enum hf_naming what, uint16_t index)
{
    return r->map == NULL ? index : r->map->to[what][index];
}

static uint64_t bits(const struct relaying *r, enum hf_naming what, uint64_t old)
{
    uint64_t now = 0;
    for (uint16_t i = 0; i < 64 && i < hf_naming_count(r->kind, what); i++)
        if ((old >> i & 1) != 0 && to(r, what, i) < HF_DROPPED)
            now |= UINT64_C(1) << to(r, what, i);
    return now;
}

static void aim(struct relaying *r, hf_instance i)
{
    const struct hf_instance_head *head = hf_case_instance(r->old, i);
    r->i = i;
    r->kind = hf_case_kind(r->flows, r->old, i);
    r->map = head->owner == HF_OF_HOUSE ? NULL : &r->renaming->kind[head->kind];
}

static bool has_place(const struct relaying *r)
{
    return r->map == NULL || (r->map->kind != HF_NONE &&
                              to(r, HF_NAMED_STATES, hf_case_instance(r->old, r->i)->state) < HF_DROPPED);
}

/* ---- one instance ---- */

static void carry_head(struct relaying *r)
{
    const struct hf_instance_head *old = hf_case_instance(r->old, r->i);
    struct hf_instance_head *now = hf_block_instance(&r->now, r->i);
    now->since_ms = old->since_ms;
    now->set_aside = old->set_aside;
    now->flags = bits(r, HF_NAMED_FLAGS, old->flags);
    now->late = bits(r, HF_NAMED_CLOCKS, old->late);
    now->obliged = bits(r, HF_NAMED_OBLIGATIONS, old->obliged);
    now->late_obliged = bits(r, HF_NAMED_OBLIGATIONS, old->late_obliged);
}

static void carry_back(struct relaying *r, uint16_t state)
{
    uint16_t back = hf_case_back(r->old, r->i, state), now = to(r, HF_NAMED_STATES, state);
    if (back != HF_NONE)
        back = to(r, HF_NAMED_STATES, back);
    if (now < HF_DROPPED)
        hf_block_enter(&r->now, r->i, now, back < HF_DROPPED ? back : HF_NONE);
}

/* The state it stands in last: where two become one, what this one remembers holds. */
static void carry_states(struct relaying *r)
{
    for (uint16_t s = 0; s < r->kind->states; s++)
        carry_back(r, s);
    carry_back(r, hf_case_instance(r->old, r->i)->state);
}

static void carry_data(struct relaying *r)
{
    for (uint16_t d = 0; r->kind->data != NULL && d < r->kind->data->members; d++) {
        struct hf_datum datum = hf_case_datum(r->old, r->i, d);
        uint16_t now = to(r, HF_NAMED_DATA, d);
        if (now >= HF_DROPPED)
            continue;
        if (datum.held == HF_PLAIN)
            hf_block_set(&r->now, r->i, now, datum.json);
        else if (datum.held == HF_HIDDEN)
            hf_block_hide(&r->now, r->i, now, datum.seq, datum.place);
    }
}

static bool is_new(const struct relaying *r, uint16_t datum)
{
    for (uint16_t d = 0; d < r->kind->data->members; d++)
        if (to(r, HF_NAMED_DATA, d) == datum)
            return false;
    return true;
}

static void put_datum(struct relaying *r, uint16_t datum, const struct hf_json *value)
{
    struct hf_buf text = hf_buf_in(r->arena, 64);
    if (hf_case_datum(&r->now, r->i, datum).held != HF_ABSENT)
        return;
    hf_json_write(&text, value);
    hf_block_set(&r->now, r->i, datum, hf_buf_str(&text));
}

static void fill_data(struct relaying *r)
{
    const struct hf_shape *data = hf_case_kind(&r->after, &r->now, r->i)->data;
    const struct hf_json *set = r->map == NULL ? NULL : r->map->set;
    for (uint16_t d = 0; r->map != NULL && d < data->members; d++) {
        const struct hf_json *said = set == NULL ? NULL : hf_json_get(set, data->member[d].name);
        if (said != NULL)
            put_datum(r, d, said);
        else if (data->member[d].shape->fallback != NULL && is_new(r, d))
            put_datum(r, d, data->member[d].shape->fallback);
    }
}

/* Where two deadlines become one, that of the state it stands in goes on; runs are counted on. */
static void carry_clocks(struct relaying *r)
{
    for (uint16_t k = 0; k < r->kind->clocks; k++) {
        const struct hf_clock_run *old = hf_case_clock(r->old, r->i, k);
        if (to(r, HF_NAMED_CLOCKS, k) >= HF_DROPPED)
            continue;
        struct hf_clock_run *now = hf_block_clock(&r->now, r->i, to(r, HF_NAMED_CLOCKS, k));
        uint32_t most = now->run > old->run ? now->run : old->run;
        if (old->state != HF_CLOCK_OFF || now->state == HF_CLOCK_OFF)
            *now = *old;
        now->run = most;
    }
    for (uint16_t o = 0; o < r->kind->obligations; o++)
        if (to(r, HF_NAMED_OBLIGATIONS, o) < HF_DROPPED)
            *hf_block_obligation(&r->now, r->i, to(r, HF_NAMED_OBLIGATIONS, o)) =
                *hf_case_obligation(r->old, r->i, o);
}

static void carry_senders(struct relaying *r)
{
    for (uint16_t e = 0; e < r->kind->events; e++) {
        struct hf_id person = hf_case_sender(r->old, r->i, e);
        if (!hf_id_is_zero(&person) && to(r, HF_NAMED_EVENTS, e) < HF_DROPPED)
            hf_block_sender(&r->now, r->i, to(r, HF_NAMED_EVENTS, e), &person);
    }
}

static void carry_bonds(struct relaying *r)
{
    for (uint16_t l = 0; l < r->kind->links; l++) {
        const hf_instance *linked;
        size_t count = hf_case_linked(r->flows, r->old, r->i, r->kind->link[l].name, r->arena, &linked);
        for (size_t n = 0; to(r, HF_NAMED_LINKS, l) < HF_DROPPED && n < count; n++)
            hf_block_link(&r->now, r->i, to(r, HF_NAMED_LINKS, l), linked[n]);
    }
}

static void carry(struct relaying *r)
{
    const struct hf_instance_head *old = hf_case_instance(r->old, r->i);
    uint16_t kind = r->map == NULL ? old->kind : r->map->kind;
    (void)hf_block_add_instance(&r->after, &r->now, old->owner, kind, &old->id);
    carry_states(r);
    carry_head(r);
    carry_data(r);
    fill_data(r);
    carry_clocks(r);
    carry_senders(r);
    carry_bonds(r);
}

/* ---- the case ---- */

static uint16_t side_after(const struct relaying *r, uint16_t ours)
{
    for (uint16_t s = 0; ours != HF_NONE && s < r->after.workflow->sides; s++)
        if (hf_str_eq(r->after.workflow->side[s].name, r->flows->workflow->side[ours].name))
            return s;
    return HF_NONE;
}

bool hf_relay(const struct hf_flows *flows, const struct hf_renaming *renaming, struct hf_case *c,
              struct hf_arena *arena)
{
    const struct hf_case_head *head = hf_case_head(c);
    struct relaying r = {.flows = flows,
                         .after = {.house = flows->house, .workflow = renaming->to},
                         .renaming = renaming,
                         .old = c,
                         .arena = arena};
    for (hf_instance i = 0; i < head->instances; i++) {
        aim(&r, i);
        if (!has_place(&r))
            return false;
    }
    r.now = hf_case_new(c->arena, &head->file, head->kind, &head->link);
    for (hf_instance i = 0; i < head->instances; i++) {
        aim(&r, i);
        carry(&r);
    }
    for (uint32_t t = 0; t < head->threads; t++)
        hf_block_add_thread(&r.now, hf_case_thread(c, t));
    struct hf_case_head *now = hf_block_head(&r.now);
    now->seq = head->seq;
    now->at_ms = head->at_ms;
    now->definition = head->definition;
    now->ours = side_after(&r, head->ours);
    *c = r.now;
    return true;
}
