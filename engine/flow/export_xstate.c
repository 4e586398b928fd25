/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/export_inside.h"
#include "flow/prose.h"

struct machine {
    const struct hf_subject *subject;
    const struct hf_kind *kind;
    struct hf_arena *arena;
    struct hf_json_maker guards;
    struct hf_states back; /* where @back may lead from the row in hand */
};

static const struct hf_str unborn = HF_STR_INIT("_unborn");

/* ---- small values ---- */

static struct hf_json text(struct hf_str s)
{
    return hf_json_of_text(s);
}

static struct hf_json null_value(void)
{
    return (struct hf_json){.kind = HF_JSON_NULL};
}

static struct hf_json cel(const struct hf_expr *expr)
{
    return expr == NULL ? null_value() : text(expr->source);
}

static void add_cel(struct hf_json_maker *into, struct hf_str name, const struct hf_expr *expr)
{
    if (expr != NULL)
        hf_json_add(into, name, text(expr->source));
}

static struct hf_str state_name(const struct machine *m, uint16_t row)
{
    return row < m->kind->states ? m->kind->state[row].name : unborn;
}

static struct hf_str datum_name(const struct machine *m, uint16_t datum)
{
    return m->kind->data->member[datum].name;
}

static struct hf_json data_names(const struct machine *m, const struct hf_indices *which)
{
    struct hf_json_maker list = hf_json_make(m->arena);
    for (uint16_t i = 0; i < which->count; i++)
        hf_json_add(&list, HF_STR_NONE, text(datum_name(m, which->at[i])));
    return hf_json_list(&list);
}

static struct hf_json action(const struct machine *m, struct hf_str type, struct hf_json params)
{
    struct hf_json_maker one = hf_json_make(m->arena);
    hf_json_add(&one, HF_STR("type"), text(type));
    hf_json_add(&one, HF_STR("params"), params);
    return hf_json_object(&one);
}

/* ---- guards ---- */

/* "sent/close/0" */
static struct hf_str branch_id(const struct machine *m, uint16_t row, uint16_t event, uint16_t branch)
{
    struct hf_buf id = hf_buf_in(m->arena, 48);
    hf_buf_put(&id, state_name(m, row));
    hf_buf_put_char(&id, '/');
    hf_buf_put(&id, m->kind->event[event].name);
    hf_buf_put_char(&id, '/');
    hf_buf_put_i64(&id, branch);
    return hf_buf_str(&id);
}

static bool demands(const struct hf_branch *branch)
{
    return branch->needs.count > 0 || branch->requires.count > 0;
}

static void note_guard(struct machine *m, struct hf_str id, const struct hf_branch *branch)
{
    struct hf_json_maker row = hf_json_make(m->arena), conditions = hf_json_make(m->arena);
    for (uint16_t i = 0; i < branch->requires.count; i++)
        hf_json_add(&conditions, HF_STR_NONE, text(m->kind->condition[branch->requires.at[i]].name));
    hf_json_add(&row, HF_STR("when"), cel(branch->when));
    hf_json_add(&row, HF_STR("needs"), data_names(m, &branch->needs));
    hf_json_add(&row, HF_STR("requires"), hf_json_list(&conditions));
    hf_json_add(&m->guards, id, hf_json_object(&row));
}

static struct hf_json guard(const struct machine *m, struct hf_str type, struct hf_str id,
                            struct hf_str entered_from)
{
    struct hf_json_maker params = hf_json_make(m->arena), one = hf_json_make(m->arena);
    hf_json_add(&params, HF_STR("id"), text(id));
    if (entered_from.len > 0)
        hf_json_add(&params, HF_STR("entered_from"), text(entered_from));
    hf_json_add(&one, HF_STR("type"), text(type));
    hf_json_add(&one, HF_STR("params"), hf_json_object(&params));
    return hf_json_object(&one);
}

/* ---- what follows ---- */

static struct hf_json links(const struct machine *m, const struct hf_link_set *set, uint16_t count)
{
    struct hf_json_maker all = hf_json_make(m->arena);
    for (uint16_t i = 0; i < count; i++)
        hf_json_add(&all, m->kind->link[set[i].link].name, cel(set[i].to));
    return hf_json_object(&all);
}

static void add_record(const struct machine *m, const struct hf_branch *branch, struct hf_json_maker *actions)
{
    struct hf_json_maker all = hf_json_make(m->arena), set = hf_json_make(m->arena),
                         flags = hf_json_make(m->arena);
    for (uint16_t i = 0; i < branch->sets; i++)
        hf_json_add(&set, datum_name(m, branch->set[i].data), cel(branch->set[i].value));
    for (uint16_t i = 0; i < branch->flags; i++)
        hf_json_add(&flags, m->kind->flag[branch->flag[i].flag].name, hf_json_of_bool(branch->flag[i].truth));
    hf_json_add(&all, HF_STR("set"), hf_json_object(&set));
    hf_json_add(&all, HF_STR("take"), data_names(m, &branch->take_into));
    hf_json_add(&all, HF_STR("clear"), data_names(m, &branch->clear));
    hf_json_add(&all, HF_STR("flag"), hf_json_object(&flags));
    hf_json_add(&all, HF_STR("link"), links(m, branch->link, branch->links));
    hf_json_add(&all, HF_STR("unlink"), links(m, branch->unlink, branch->unlinks));
    if (branch->sets + branch->flags + branch->links + branch->unlinks > 0 ||
        branch->take_into.count + branch->clear.count > 0)
        hf_json_add(actions, HF_STR_NONE, action(m, HF_STR("record"), hf_json_object(&all)));
}

static struct hf_json payload(const struct machine *m, const struct hf_shape *target,
                              const struct hf_shape *own, const struct hf_with *with, uint16_t count)
{
    struct hf_json_maker all = hf_json_make(m->arena), computed = hf_json_make(m->arena),
                         copied = hf_json_make(m->arena);
    for (uint16_t i = 0; i < count; i++)
        if (with[i].value != NULL)
            hf_json_add(&computed, target->member[with[i].member].name, cel(with[i].value));
        else
            hf_json_add(&copied, HF_STR_NONE, text(own->member[with[i].from].name));
    hf_json_add(&all, HF_STR("with"), hf_json_object(&computed));
    hf_json_add(&all, HF_STR("take"), hf_json_list(&copied));
    return hf_json_object(&all);
}

static struct hf_json raise_json(const struct machine *m, const struct hf_raise *raise,
                                 const struct hf_shape *own)
{
    struct hf_json_maker all = hf_json_make(m->arena);
    add_cel(&all, HF_STR("when"), raise->when);
    add_cel(&all, HF_STR("events"), raise->events);
    add_cel(&all, HF_STR("to"), raise->to);
    add_cel(&all, HF_STR("where"), raise->where);
    add_cel(&all, HF_STR("effective"), raise->effective);
    hf_json_add(&all, HF_STR("unhandled"), text(raise->skip_unhandled ? HF_STR("skip") : HF_STR("refuse")));
    if (raise->kind != HF_NONE) {
        const struct hf_kind *kind = &m->subject->flow->kind[raise->kind];
        hf_json_add(&all, HF_STR("kind"), text(kind->name));
        hf_json_add(&all, HF_STR("event"), text(kind->event[raise->event].name));
        hf_json_add(&all, HF_STR("payload"),
                    payload(m, kind->event[raise->event].payload, own, raise->with, raise->withs));
    }
    return hf_json_object(&all);
}

static struct hf_json create_json(const struct machine *m, const struct hf_create *create,
                                  const struct hf_shape *own)
{
    const struct hf_kind *kind = &m->subject->flow->kind[create->kind];
    struct hf_json_maker all = hf_json_make(m->arena);
    hf_json_add(&all, HF_STR("kind"), text(kind->name));
    hf_json_add(&all, HF_STR("event"), text(kind->event[create->event].name));
    add_cel(&all, HF_STR("each"), create->each);
    add_cel(&all, HF_STR("where"), create->where);
    add_cel(&all, HF_STR("group_by"), create->group_by);
    add_cel(&all, HF_STR("when"), create->when);
    hf_json_add(&all, HF_STR("payload"),
                payload(m, kind->event[create->event].payload, own, create->with, create->withs));
    return hf_json_object(&all);
}

/* `from` empty: nothing is remembered, at birth and by @back. */
static struct hf_json actions_of(const struct machine *m, const struct hf_branch *branch, uint16_t event,
                                 struct hf_str from)
{
    struct hf_json_maker all = hf_json_make(m->arena), entered = hf_json_make(m->arena);
    const struct hf_shape *own = m->kind->event[event].payload;
    add_record(m, branch, &all);
    if (from.len > 0) {
        hf_json_add(&entered, HF_STR("from"), text(from));
        hf_json_add(&entered, HF_STR("state"), text(state_name(m, branch->to)));
        hf_json_add(&all, HF_STR_NONE, action(m, HF_STR("entered"), hf_json_object(&entered)));
    }
    for (uint16_t i = 0; i < branch->creates; i++)
        hf_json_add(&all, HF_STR_NONE, action(m, HF_STR("create"), create_json(m, &branch->create[i], own)));
    for (uint16_t i = 0; i < branch->raises; i++)
        hf_json_add(&all, HF_STR_NONE, action(m, HF_STR("raise"), raise_json(m, &branch->raise[i], own)));
    return hf_json_list(&all);
}

/* ---- transitions ---- */

static void add_transition(const struct machine *m, struct hf_json_maker *list, struct hf_str target,
                           const struct hf_json *guarded, struct hf_json actions)
{
    struct hf_json_maker one = hf_json_make(m->arena);
    if (target.len > 0)
        hf_json_add(&one, HF_STR("target"), text(target));
    if (guarded != NULL)
        hf_json_add(&one, HF_STR("guard"), *guarded);
    hf_json_add(&one, HF_STR("actions"), actions);
    hf_json_add(list, HF_STR_NONE, hf_json_object(&one));
}

static struct hf_json refusal(const struct machine *m, struct hf_str id)
{
    struct hf_json_maker params = hf_json_make(m->arena), list = hf_json_make(m->arena);
    hf_json_add(&params, HF_STR("id"), text(id));
    hf_json_add(&list, HF_STR_NONE, action(m, HF_STR("refuse"), hf_json_object(&params)));
    return hf_json_list(&list);
}

static void add_back(const struct machine *m, struct hf_json_maker *list, uint16_t event,
                     const struct hf_branch *branch, struct hf_str id)
{
    for (uint16_t s = 0; s < m->kind->states; s++) {
        if (!hf_states_have(&m->back, s))
            continue;
        struct hf_json guarded = guard(m, HF_STR("admitted"), id, m->kind->state[s].name);
        add_transition(m, list, m->kind->state[s].name, &guarded, actions_of(m, branch, event, HF_STR_NONE));
    }
}

static void add_branch(struct machine *m, struct hf_json_maker *list, uint16_t row, uint16_t event,
                       uint16_t b)
{
    const struct hf_branch *branch = &export_handler(m->kind, row, event)->branches.at[b];
    struct hf_str id = branch_id(m, row, event, b);
    struct hf_json admitted = guard(m, HF_STR("admitted"), id, HF_STR_NONE);
    struct hf_json chosen = guard(m, HF_STR("chosen"), id, HF_STR_NONE);
    const struct hf_json *guarded = demands(branch) ? &admitted : branch->when != NULL ? &chosen : NULL;
    bool moves = branch->to < m->kind->states && branch->to != row && row < m->kind->states;
    if (branch->when != NULL || demands(branch) || branch->to == HF_BACK || branch->refuses)
        note_guard(m, id, branch);
    if (branch->refuses) {
        add_transition(m, list, HF_STR_NONE, branch->when != NULL ? &chosen : NULL, refusal(m, id));
        return;
    }
    if (branch->to == HF_BACK)
        add_back(m, list, event, branch, id);
    else
        add_transition(m, list, branch->to < m->kind->states ? state_name(m, branch->to) : HF_STR_NONE,
                       guarded, actions_of(m, branch, event, moves ? state_name(m, row) : HF_STR_NONE));
    if (demands(branch))
        add_transition(m, list, HF_STR_NONE, branch->when != NULL ? &chosen : NULL, refusal(m, id));
}

static struct hf_json handlers_of(struct machine *m, uint16_t row)
{
    struct hf_json_maker on = hf_json_make(m->arena);
    m->back = hf_entered_from(m->kind, row);
    for (uint16_t e = 0; e < m->kind->events; e++) {
        const struct hf_handler *handler = export_handler(m->kind, row, e);
        struct hf_json_maker list = hf_json_make(m->arena);
        if (handler == NULL)
            continue;
        for (uint16_t b = 0; b < handler->branches.count; b++)
            add_branch(m, &list, row, e, b);
        hf_json_add(&on, m->kind->event[e].name, hf_json_list(&list));
    }
    return hf_json_object(&on);
}

/* ---- states ---- */

static struct hf_json groups_of(const struct machine *m, uint16_t s)
{
    struct hf_json_maker list = hf_json_make(m->arena);
    for (uint16_t g = 0; g < m->kind->groups; g++)
        if (hf_states_have(&m->kind->group[g].states, s))
            hf_json_add(&list, HF_STR_NONE, text(m->kind->group[g].name));
    return hf_json_list(&list);
}

static struct hf_json meta_of(const struct machine *m, uint16_t s)
{
    static const struct hf_str ends[] = {[HF_END_SUCCESS] = HF_STR_INIT("success"),
                                         [HF_END_FAILURE] = HF_STR_INIT("failure"),
                                         [HF_END_NEUTRAL] = HF_STR_INIT("neutral")};
    const struct hf_state *state = &m->kind->state[s];
    struct hf_json_maker meta = hf_json_make(m->arena);
    hf_json_add(&meta, HF_STR("title"), text(state->title.say[m->subject->lang]));
    hf_json_add(&meta, HF_STR("groups"), groups_of(m, s));
    if (state->owner != HF_NONE)
        hf_json_add(&meta, HF_STR("owner"), text(m->kind->part[state->owner].name));
    if (state->end != HF_END_NOT)
        hf_json_add(&meta, HF_STR("end"), text(ends[state->end]));
    return hf_json_object(&meta);
}

static struct hf_json states_of(struct machine *m)
{
    struct hf_json_maker all = hf_json_make(m->arena), birth = hf_json_make(m->arena);
    hf_json_add(&birth, HF_STR("on"), handlers_of(m, m->kind->states));
    hf_json_add(&all, unborn, hf_json_object(&birth));
    for (uint16_t s = 0; s < m->kind->states; s++) {
        struct hf_json_maker one = hf_json_make(m->arena);
        if (m->kind->state[s].end != HF_END_NOT)
            hf_json_add(&one, HF_STR("type"), text(HF_STR("final")));
        else
            hf_json_add(&one, HF_STR("on"), handlers_of(m, s));
        hf_json_add(&one, HF_STR("meta"), meta_of(m, s));
        hf_json_add(&all, m->kind->state[s].name, hf_json_object(&one));
    }
    return hf_json_object(&all);
}

/* ---- context: what expressions look at, before anything has happened ---- */

static struct hf_json empty_list(const struct machine *m)
{
    struct hf_json_maker none = hf_json_make(m->arena);
    return hf_json_list(&none);
}

static struct hf_json defaults_of(const struct machine *m)
{
    struct hf_json_maker data = hf_json_make(m->arena);
    const struct hf_shape *shape = m->kind->data;
    for (uint16_t d = 0; shape != NULL && d < shape->members; d++)
        if (shape->member[d].shape->fallback != NULL)
            hf_json_add(&data, shape->member[d].name, *shape->member[d].shape->fallback);
    return hf_json_object(&data);
}

static struct hf_json context_of(const struct machine *m)
{
    struct hf_json_maker all = hf_json_make(m->arena), flags = hf_json_make(m->arena),
                         linked = hf_json_make(m->arena), children = hf_json_make(m->arena),
                         registers = hf_json_make(m->arena), entered = hf_json_make(m->arena);
    for (uint16_t f = 0; f < m->kind->flags; f++)
        hf_json_add(&flags, m->kind->flag[f].name, hf_json_of_bool(false));
    for (uint16_t l = 0; l < m->kind->links; l++)
        hf_json_add(&linked, m->kind->link[l].name, empty_list(m));
    for (uint16_t k = 0; k < m->subject->flow->kinds; k++)
        if (!m->subject->flow->kind[k].root)
            hf_json_add(&children, m->subject->flow->kind[k].name, empty_list(m));
    for (int r = HF_REF_PARTY; r <= HF_REF_ARRANGEMENT; r++)
        hf_json_add(&registers, hf_ref_name((enum hf_ref)r), empty_list(m));
    hf_json_add(&all, HF_STR("data"), defaults_of(m));
    hf_json_add(&all, HF_STR("flags"), hf_json_object(&flags));
    hf_json_add(&all, HF_STR("linked"), hf_json_object(&linked));
    hf_json_add(&all, HF_STR("children"), hf_json_object(&children));
    hf_json_add(&all, HF_STR("registers"), hf_json_object(&registers));
    hf_json_add(&all, HF_STR("case"), null_value());
    hf_json_add(&all, HF_STR("entered_from"), hf_json_object(&entered));
    return hf_json_object(&all);
}

/* ---- all ---- */

static struct hf_json conditions_of(const struct machine *m)
{
    struct hf_json_maker all = hf_json_make(m->arena);
    for (uint16_t c = 0; c < m->kind->conditions; c++)
        hf_json_add(&all, m->kind->condition[c].name, text(m->kind->condition[c].source));
    return hf_json_object(&all);
}

static struct hf_json machine_of(const struct hf_subject *subject, uint16_t k, struct hf_arena *arena)
{
    struct machine m = {
        .subject = subject, .kind = &subject->flow->kind[k], .arena = arena, .guards = hf_json_make(arena)};
    struct hf_json_maker config = hf_json_make(arena), all = hf_json_make(arena);
    hf_json_add(&config, HF_STR("id"), text(m.kind->name));
    hf_json_add(&config, HF_STR("initial"), text(unborn));
    hf_json_add(&config, HF_STR("context"), context_of(&m));
    hf_json_add(&config, HF_STR("states"), states_of(&m));
    hf_json_add(&all, HF_STR("config"), hf_json_object(&config));
    hf_json_add(&all, HF_STR("guards"), hf_json_object(&m.guards));
    hf_json_add(&all, HF_STR("conditions"), conditions_of(&m));
    return hf_json_object(&all);
}

static struct hf_json header_of(const struct hf_subject *subject, struct hf_arena *arena)
{
    struct hf_json_maker header = hf_json_make(arena);
    hf_json_add(&header, HF_STR("workflow"), text(subject->flow->name));
    hf_json_add(&header, HF_STR("version"), hf_json_of_int(subject->flow->version));
    hf_json_add(&header, HF_STR("digest"), text(subject->hash));
    hf_json_add(&header, HF_STR("for"), text(HF_STR("XState 5")));
    hf_json_add(&header, HF_STR("keeps"), text(hf_phrase(HF_PHRASE_xstate_keeps, subject->lang)));
    hf_json_add(&header, HF_STR("leaves_out"), text(hf_phrase(HF_PHRASE_xstate_leaves, subject->lang)));
    return hf_json_object(&header);
}

enum hf_rc hf_export_xstate(const struct hf_subject *subject, struct hf_arena *arena, struct hf_json *out,
                            struct hf_err *err)
{
    struct hf_json_maker all = hf_json_make(arena), machines = hf_json_make(arena);
    HF_TRY(export_fits(subject, err));
    for (uint16_t k = 0; k < subject->flow->kinds; k++)
        if (export_wants(subject, k))
            hf_json_add(&machines, subject->flow->kind[k].name, machine_of(subject, k, arena));
    hf_json_add(&all, HF_STR("holdfast"), header_of(subject, arena));
    hf_json_add(&all, HF_STR("machines"), hf_json_object(&machines));
    *out = hf_json_object(&all);
    return HF_OK;
}
