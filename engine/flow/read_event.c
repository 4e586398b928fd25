/* SPDX-License-Identifier: Apache-2.0 */
/* Events: names first, since embedded events name those of other kinds; then who, what and on which basis. */
#include "flow/reader.h"

static const struct hf_member_rule rules[] = {
    {HF_STR_INIT("title"), HF_JSON_OBJECT, true},    {HF_STR_INIT("by"), HF_JSON_LIST, true},
    {HF_STR_INIT("payload"), HF_JSON_OBJECT, false}, {HF_STR_INIT("required"), HF_JSON_LIST, false},
    {HF_STR_INIT("basis"), HF_JSON_LIST, false},     {HF_STR_INIT("differs_from"), HF_JSON_LIST, false},
    {HF_STR_INIT("effective"), HF_JSON_TEXT, false}, {HF_STR_INIT("assurance"), HF_JSON_TEXT, false},
    {HF_STR_INIT("answer"), HF_JSON_TEXT, false},    {HF_STR_INIT("register"), HF_JSON_TEXT, false},
};

void hf_read_event_names(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *events = hf_member_object(r->kind_json[k], "events");
    uint16_t count = hf_member_count(r, events, HF_EVENTS_MAX);
    struct hf_event *event = HF_NEW(r->arena, struct hf_event, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &events->is.object.member[i];
        hf_read_name(r, member, r->origin == HF_FLOW_HOUSE ? "." : "");
        event[i] = (struct hf_event){.name = member->name, .of_register = HF_NONE, .offset = member->offset};
    }
    r->kind[k].event = r->draft[k].event = event;
    r->kind[k].events = count;
}

/* A name in `by` is a part, a role (at birth), `clock` or `engine`. */
static void read_sender(struct hf_reader *r, uint16_t k, const struct hf_json *json, struct hf_event *event,
                        uint16_t *by, uint16_t *born_by)
{
    struct hf_str name = json->kind == HF_JSON_TEXT ? json->is.text : HF_STR_NONE;
    uint16_t part = hf_kind_part(&r->kind[k], name), role = hf_flow_role(r->flow, name);
    bool clock = hf_str_eq(name, HF_STR("clock")), engine = hf_str_eq(name, HF_STR("engine"));
    event->by_clock = event->by_clock || clock;
    event->by_engine = event->by_engine || engine;
    if (part != HF_NONE)
        by[event->by.count++] = part;
    if (role != HF_NONE)
        born_by[event->born_by.count++] = role;
    if (part == HF_NONE && role == HF_NONE && !clock && !engine)
        hf_find(r, 2, json, HF_WORD_flow_name_unknown, name, HF_STR("parts, roles"));
}

static void read_by(struct hf_reader *r, uint16_t k, const struct hf_json *list, struct hf_event *event)
{
    uint16_t count = hf_item_count(r, list, 128);
    uint16_t *by = HF_NEW(r->arena, uint16_t, count + 1u), *born_by = HF_NEW(r->arena, uint16_t, count + 1u);
    if (list != NULL && count == 0)
        hf_find(r, 1, list, HF_WORD_flow_list_empty, HF_STR("by"), HF_STR_NONE);
    for (uint16_t i = 0; list != NULL && i < count; i++)
        read_sender(r, k, &list->is.list.item[i], event, by, born_by);
    event->by.at = by;
    event->born_by.at = born_by;
}

static void read_register(struct hf_reader *r, uint16_t k, const struct hf_json *json, struct hf_event *event)
{
    if (json == NULL)
        return;
    for (int i = HF_REF_PARTY; i <= HF_REF_ARRANGEMENT; i++) {
        if (hf_str_eq(hf_ref_name((enum hf_ref)i), json->is.text))
            event->of_register = (uint16_t)i;
    }
    if (event->of_register == HF_NONE || !r->kind[k].root)
        hf_find(r, 2, json, HF_WORD_flow_register_bad, json->is.text, HF_STR_NONE);
}

static void read_event(struct hf_reader *r, uint16_t k, const struct hf_json *json, struct hf_event *event)
{
    static const char *const effective[] = {"optional", "none", "required"};
    static const char *const assurance[] = {"transcribed", "page_code", "office_key", "own_key"};
    const struct hf_kind *kind = &r->kind[k];
    event->payload =
        hf_read_members(r, k, hf_member_object(json, "payload"), hf_member_list(json, "required"));
    if (!HF_MEMBERS(r, json, rules))
        return;
    event->title = hf_read_text(r, hf_member_object(json, "title"));
    read_by(r, k, hf_member_list(json, "by"), event);
    event->differs_from = hf_read_names(r, hf_member_list(json, "differs_from"),
                                        HF_NAMED(kind->event, kind->events, hf_event, "events"));
    event->effective = (enum hf_effective)hf_read_word(r, hf_member_text(json, "effective"), effective, 3, 0);
    event->assurance = (enum hf_assurance)hf_read_word(r, hf_member_text(json, "assurance"), assurance, 4, 0);
    event->answer = hf_member_str(json, "answer");
    read_register(r, k, hf_member_text(json, "register"), event);
}

void hf_read_events(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *events = hf_member_object(r->kind_json[k], "events");
    for (uint16_t i = 0; i < r->kind[k].events; i++)
        read_event(r, k, &events->is.object.member[i].value, &r->draft[k].event[i]);
}

void hf_read_data(struct hf_reader *r, uint16_t k)
{
    r->kind[k].data = hf_read_members(r, k, hf_member_object(r->kind_json[k], "data"), NULL);
}
