/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/bundle_sight.h"

#include "desk/ask.h"

/* ---- an authority ---- */

static bool has_thread(const struct hf_bundle_sight *s, const struct hf_id *id)
{
    for (size_t i = 0; i < s->threads; i++)
        if (hf_id_eq(&s->thread[i], id))
            return true;
    return false;
}

static void add_thread(struct hf_bundle_sight *s, const struct hf_id *id)
{
    if (has_thread(s, id))
        return;
    s->thread = hf_arena_room(s->arena, s->thread, s->threads, &s->thread_room, sizeof *s->thread);
    s->thread[s->threads++] = *id;
}

static bool concerns(struct hf_bundle_sight *s, const struct hf_fact *fact)
{
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    const struct hf_json *notice = made == NULL ? NULL : HF_JSON_GET(made, "notice"),
                         *heard = made == NULL ? NULL : HF_JSON_GET(made, "heard");
    struct hf_id id;
    if (notice != NULL && hf_id_read(hf_json_text(notice, HF_STR("authority")), &id) &&
        hf_id_eq(&id, &s->order->authority)) {
        if (hf_id_read(hf_json_text(notice, HF_STR("thread")), &id))
            add_thread(s, &id);
        return true;
    }
    if (heard != NULL && hf_id_read(hf_json_text(heard, HF_STR("thread")), &id) && has_thread(s, &id))
        return true;
    return hf_id_eq(&fact->header.actor, &s->order->authority);
}

/* ---- a role of the house ---- */

static bool is_role(const struct hf_bundle_sight *s, enum hf_owner owner, uint16_t role)
{
    const struct hf_flow *flow = hf_flows_of(&s->flows, owner);
    return hf_str_eq(flow->role[role].name, s->order->role);
}

static bool part_is_role(const struct hf_bundle_sight *s, enum hf_owner owner, const struct hf_part *part)
{
    for (uint16_t i = 0; i < part->casts; i++)
        if (is_role(s, owner, part->cast[i].role))
            return true;
    return false;
}

static bool may_do(const struct hf_bundle_sight *s, enum hf_owner owner, const struct hf_kind *kind,
                   const struct hf_event *event)
{
    for (uint16_t i = 0; i < event->by.count; i++)
        if (part_is_role(s, owner, &kind->part[event->by.at[i]]))
            return true;
    for (uint16_t i = 0; i < event->born_by.count; i++)
        if (is_role(s, owner, event->born_by.at[i]))
            return true;
    return false;
}

/* Registers are open to every role of our side (casefile/may.c). */
static bool keeps_registers(const struct hf_bundle_sight *s)
{
    uint16_t role = s->flows.workflow == NULL ? HF_NONE : hf_flow_role(s->flows.workflow, s->order->role);
    return role != HF_NONE && hf_case_our_role(&s->flows, &s->c, HF_OF_WORKFLOW, role);
}

static bool acts_on(const struct hf_bundle_sight *s, struct hf_str on)
{
    enum hf_owner owner;
    uint16_t index = hf_flows_kind(&s->flows, hf_str_cut(&on, '/'), &owner); /* of "measure/5", of "case" */
    const struct hf_kind *kind = index == HF_NONE ? NULL : &hf_flows_of(&s->flows, owner)->kind[index];
    if (kind != NULL && owner == HF_OF_HOUSE && keeps_registers(s))
        return true;
    for (uint16_t i = 0; kind != NULL && i < kind->events; i++)
        if (may_do(s, owner, kind, &kind->event[i]))
            return true;
    return false;
}

static bool is_known_role(const struct hf_bundle_sight *s)
{
    return (s->flows.workflow != NULL && hf_flow_role(s->flows.workflow, s->order->role) != HF_NONE) ||
           hf_flow_role(s->flows.house, s->order->role) != HF_NONE;
}

/* ---- the public ---- */

struct level {
    const struct hf_shape *shape;
    const struct hf_json *json;
    size_t next;
};

/* Of an object its next member, of a list its next item, with the shape each has; false: there is none left.
 */
static bool next_part(struct level *at, struct level *out)
{
    size_t i = at->next++;
    *out = (struct level){NULL, NULL, 0};
    if (at->json->kind == HF_JSON_LIST && i < at->json->is.list.count)
        *out = (struct level){at->shape->item, &at->json->is.list.item[i], 0};
    else if (at->json->kind == HF_JSON_OBJECT && i < at->json->is.object.count) {
        const struct hf_member *member = &at->json->is.object.member[i];
        uint16_t index = hf_shape_find(at->shape, member->name);
        *out = (struct level){index == HF_NONE ? NULL : at->shape->member[index].shape, &member->value, 0};
    }
    return out->json != NULL;
}

/* Does a member stand open that the shape marks personal? */
static bool is_bare(const struct hf_shape *shape, const struct hf_json *json)
{
    enum { DEPTH = 20 };
    struct level stack[DEPTH] = {{shape, json, 0}}, part;
    size_t depth = shape == NULL ? 0 : 1;
    while (depth > 0)
        if (!next_part(&stack[depth - 1], &part))
            depth--;
        else if (part.shape != NULL && part.shape->personal != HF_OPEN)
            return true;
        else if (part.shape != NULL && depth < DEPTH)
            stack[depth++] = part;
    return false;
}

/* One of a list that the definition gives says nothing of anybody. */
static bool is_choice(const struct hf_shape *object, struct hf_str name)
{
    uint16_t index = object == NULL ? HF_NONE : hf_shape_find(object, name);
    return index != HF_NONE && object->member[index].shape->kind == HF_SHAPE_TEXT &&
           object->member[index].shape->choices > 0;
}

/* In what somebody entered, and not among the names of the definition that `_made` lists. */
static bool repeats(const struct hf_bundle_sight *s, const struct hf_shape *object,
                    const struct hf_json *json)
{
    for (size_t i = 0; json != NULL && json->kind == HF_JSON_OBJECT && i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        if (!hf_str_begins(member->name, HF_STR("_")) && !is_choice(object, member->name) &&
            hf_protected_shown(&s->hidden, &member->value))
            return true;
    }
    return false;
}

static bool is_for_all(const struct hf_bundle_sight *s, const struct hf_fact *fact)
{
    enum hf_owner owner;
    struct hf_str on = fact->header.on;
    uint16_t index = hf_flows_kind(&s->flows, hf_str_cut(&on, '/'), &owner);
    const struct hf_kind *kind = index == HF_NONE ? NULL : &hf_flows_of(&s->flows, owner)->kind[index];
    uint16_t event = kind == NULL ? HF_NONE : hf_kind_event(kind, fact->header.act);
    const struct hf_shape *payload = event == HF_NONE ? NULL : kind->event[event].payload;
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    return !is_bare(payload, &fact->payload) && !repeats(s, payload, &fact->payload) &&
           !repeats(s, kind == NULL ? NULL : kind->data, made == NULL ? NULL : HF_JSON_GET(made, "set"));
}

/* ---- asked ---- */

enum hf_rc hf_bundle_sight_begin(struct hf_desk *desk, const struct hf_bundle_order *order,
                                 struct hf_arena *arena, struct hf_bundle_sight *out, struct hf_err *err)
{
    const struct hf_case *now;
    *out = (struct hf_bundle_sight){.order = order, .arena = arena};
    if (order->reader != HF_READER_ROLE && order->reader != HF_READER_PUBLIC)
        return HF_OK;
    HF_TRY(hf_desk_file(desk, &order->file, arena, &now, &out->flows, err));
    if (order->reader == HF_READER_PUBLIC)
        return HF_OK;
    out->c = hf_case_copy(arena, now);
    return is_known_role(out)
               ? HF_OK
               : hf_fail(err, HF_WORD_bundle_reader, HF_STR("--for"), order->role, HF_STR_NONE);
}

enum hf_rc hf_bundle_sight_hide(struct hf_bundle_sight *sight, struct hf_desk *desk, struct hf_err *err)
{
    const struct hf_revealed *value;
    size_t values;
    if (sight->order->reader != HF_READER_PUBLIC)
        return HF_OK;
    hf_protected_begin(&sight->hidden, sight->arena);
    HF_TRY(hf_desk_reveal(desk, &sight->order->file, sight->arena, &value, &values, err));
    for (size_t i = 0; i < values; i++)
        hf_protected_add(&sight->hidden, &value[i].value);
    return HF_OK;
}

bool hf_bundle_sees(struct hf_bundle_sight *sight, const struct hf_fact *fact)
{
    if (sight->order->reader == HF_READER_AUTHORITY)
        return concerns(sight, fact);
    if (sight->order->reader == HF_READER_ROLE)
        return hf_str_eq(fact->header.role, sight->order->role) || acts_on(sight, fact->header.on);
    return sight->order->reader != HF_READER_PUBLIC || is_for_all(sight, fact);
}

bool hf_bundle_gives_values(enum hf_bundle_reader reader)
{
    return reader == HF_READER_AUDITOR || reader == HF_READER_ROLE;
}

bool hf_bundle_gives_messages(enum hf_bundle_reader reader)
{
    return reader != HF_READER_PUBLIC;
}
