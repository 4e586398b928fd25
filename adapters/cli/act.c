/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/act.h"

#include "cli/output.h"
#include "cli/payload.h"
#include "cli/said.h"

/* ---- which ---- */

static const struct hf_event *event_of(const struct hf_kind *kind, struct hf_str name)
{
    uint16_t index = kind == NULL ? HF_NONE : hf_kind_event(kind, name);
    return index == HF_NONE ? NULL : &kind->event[index];
}

/* The kind that this event gives birth to. */
static const struct hf_kind *born_by(const struct hf_flow *flow, struct hf_str event)
{
    for (uint16_t k = 0; flow != NULL && k < flow->kinds; k++) {
        uint16_t index = hf_kind_event(&flow->kind[k], event);
        if (index != HF_NONE && k != flow->root && hf_flow_find_birth(&flow->kind[k], index) != NULL)
            return &flow->kind[k];
    }
    return NULL;
}

static const struct hf_kind *kind_named(const struct hf_flows *flows, struct hf_str name)
{
    enum hf_owner owner;
    uint16_t index = hf_flows_kind(flows, name, &owner);
    const struct hf_flow *flow = owner == HF_OF_HOUSE ? flows->house : flows->workflow;
    return index == HF_NONE ? NULL : &flow->kind[index];
}

/* A living instance, or a kind for a birth. */
static const struct hf_kind *kind_on(const struct hf_flows *flows, const struct hf_case *c, struct hf_str on)
{
    hf_instance i = hf_case_find(flows, c, on);
    return i == HF_NO_INSTANCE ? kind_named(flows, on) : hf_case_kind(flows, c, i);
}

void hf_act_find(const struct hf_flows *flows, const struct hf_case *c, struct hf_str on, struct hf_str event,
                 struct hf_typed_act *out)
{
    const struct hf_kind *root = hf_root_kind(flows, hf_case_head(c)->kind), *kind = root;
    *out = (struct hf_typed_act){.on = on, .event = event};
    if (on.len > 0)
        kind = kind_on(flows, c, on);
    else if (event_of(root, event) == NULL && born_by(flows->workflow, event) != NULL)
        kind = born_by(flows->workflow, event);
    else if (event_of(root, event) == NULL && born_by(flows->house, event) != NULL)
        kind = born_by(flows->house, event);
    if (on.len == 0)
        out->on = kind->name;
    out->rule = event_of(kind, event);
}

/* ---- what ---- */

enum hf_rc hf_act_command(struct hf_cli *cli, const struct hf_typed_act *act, struct hf_command *out,
                          struct hf_err *err)
{
    struct hf_str if_seq = hf_cli_value(cli, HF_STR("if-seq"));
    int64_t seq = 0;
    *out = (struct hf_command){.on = act->on,
                               .event = act->event,
                               .effective_at = hf_cli_value(cli, HF_STR("effective")),
                               .role = hf_settings_get(&cli->settings, HF_SET_ROLE)};
    if (if_seq.at != NULL && (!hf_str_i64(if_seq, &seq) || seq < 1 || seq > UINT32_MAX))
        return hf_fail(err, HF_WORD_cli_set_value, HF_STR("--if-seq"), if_seq, HF_STR("12"));
    out->expected_seq = (uint32_t)seq;
    return hf_cli_payload(cli, act->rule == NULL ? NULL : act->rule->payload, &out->payload, err);
}

/* ---- what came of it ---- */

static void add_text(struct hf_json_maker *maker, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(maker, name, hf_json_of_text(text));
}

/* A sealed fact may have its payload as bytes only. */
static struct hf_json payload_of(struct hf_arena *arena, const struct hf_fact *fact)
{
    struct hf_json payload = fact->payload;
    struct hf_err err;
    if (payload.kind == HF_JSON_NULL && fact->payload_bytes.len > 0)
        (void)hf_json_read(fact->payload_bytes, &hf_json_payload_limits, arena, &payload, &err);
    return payload;
}

/* [authority, seq]: the entry that an event rests on, as the header has it. */
static struct hf_json directory_json(struct hf_arena *arena, const struct hf_header *header)
{
    struct hf_json_maker pair = hf_json_make(arena);
    hf_json_add(&pair, HF_STR_NONE, hf_json_of_id(arena, &header->directory_file));
    hf_json_add(&pair, HF_STR_NONE, hf_json_of_int(header->directory_seq));
    return hf_json_list(&pair);
}

struct hf_json hf_fact_json(struct hf_arena *arena, const struct hf_fact *fact)
{
    const struct hf_header *header = &fact->header;
    struct hf_json_maker row = hf_json_make(arena);
    hf_json_add(&row, HF_STR("seq"), hf_json_of_int(header->seq));
    hf_json_add(&row, HF_STR("on"), hf_json_of_text(header->on));
    hf_json_add(&row, HF_STR("act"), hf_json_of_text(header->act));
    add_text(&row, HF_STR("from"), header->from);
    add_text(&row, HF_STR("to"), header->to);
    hf_json_add(&row, HF_STR("actor"), hf_json_of_id(arena, &header->actor));
    add_text(&row, HF_STR("role"), header->role);
    hf_json_add(&row, HF_STR("known"), hf_json_of_text(hf_known_name(header->known)));
    add_text(&row, HF_STR("effective_at"), header->effective_at);
    hf_json_add(&row, HF_STR("recorded_at"), hf_json_of_instant(arena, header->recorded_at_ms));
    if (!hf_id_is_zero(&header->directory_file))
        hf_json_add(&row, HF_STR("directory"), directory_json(arena, header));
    hf_json_add(&row, HF_STR("payload"), payload_of(arena, fact));
    return hf_json_object(&row);
}

struct hf_json hf_act_json(struct hf_arena *arena, const struct hf_response *response)
{
    struct hf_json_maker all = hf_json_make(arena), events = hf_json_make(arena);
    hf_json_add(&all, HF_STR("file"), hf_json_of_id(arena, &response->file));
    add_text(&all, HF_STR("case"), hf_str_of(response->name));
    hf_json_add(&all, HF_STR("seq"), hf_json_of_int(response->seq));
    hf_json_add(&all, HF_STR("count"), hf_json_of_int(response->count));
    hf_json_add(&all, HF_STR("repeated"), hf_json_of_bool(response->outcome == HF_REPEATED));
    for (uint32_t i = 0; response->outcome == HF_DONE && response->events != NULL && i < response->count; i++)
        hf_json_add(&events, HF_STR_NONE, hf_fact_json(arena, &response->events[i]));
    hf_json_add(&all, HF_STR("events"), hf_json_list(&events));
    return hf_json_object(&all);
}

static struct hf_str title_or(const struct hf_cli *cli, const struct hf_text *title, struct hf_str name)
{
    return title == NULL || title->say[cli->lang].len == 0 ? name : title->say[cli->lang];
}

static struct hf_str state_title(const struct hf_cli *cli, const struct hf_kind *kind, struct hf_str state)
{
    uint16_t i = kind == NULL ? HF_NONE : hf_kind_state(kind, state);
    return title_or(cli, i == HF_NONE ? NULL : &kind->state[i].title, state);
}

/* Acts of the engine that people are told of; a definition has no name with a dot. */
static const struct {
    struct hf_str act;
    enum hf_say say;
} own_acts[] = {{HF_STR_INIT("silence.reached"), HF_SAY_act_silence_reached},
                {HF_STR_INIT("silence.settled"), HF_SAY_act_silence_settled}};

static struct hf_str act_title(const struct hf_cli *cli, const struct hf_kind *kind, struct hf_str act)
{
    uint16_t i = kind == NULL ? HF_NONE : hf_kind_event(kind, act);
    for (size_t k = 0; k < sizeof own_acts / sizeof own_acts[0]; k++)
        if (hf_str_eq(own_acts[k].act, act))
            return hf_say(own_acts[k].say, cli->lang);
    return title_or(cli, i == HF_NONE ? NULL : &kind->event[i].title, act);
}

static struct hf_str role_title(const struct hf_cli *cli, const struct hf_flows *flows, struct hf_str role)
{
    const struct hf_flow *flow = flows->workflow != NULL && hf_flow_role(flows->workflow, role) != HF_NONE
                                     ? flows->workflow
                                     : flows->house;
    uint16_t i = hf_flow_role(flow, role);
    return title_or(cli, i == HF_NONE ? NULL : &flow->role[i].title, role);
}

/* A member's text as people are told it. */
static struct hf_str by_title(const struct hf_cli *cli, const struct hf_flows *flows,
                              const struct hf_kind *kind, struct hf_str member, struct hf_str text)
{
    if (hf_str_eq(member, HF_STR("from")) || hf_str_eq(member, HF_STR("to")))
        return state_title(cli, kind, text);
    if (hf_str_eq(member, HF_STR("act")))
        return act_title(cli, kind, text);
    if (hf_str_eq(member, HF_STR("known")))
        return hf_said_known(cli, text);
    return hf_str_eq(member, HF_STR("role")) ? role_title(cli, flows, text) : text;
}

struct hf_json hf_fact_titled(const struct hf_cli *cli, const struct hf_flows *flows, struct hf_arena *arena,
                              const struct hf_json *fact)
{
    struct hf_str number = hf_json_text(fact, HF_STR("on"));
    const struct hf_kind *kind = kind_named(flows, hf_str_cut(&number, '/'));
    struct hf_json_maker row = hf_json_make(arena);
    for (size_t i = 0; i < fact->is.object.count; i++) {
        struct hf_member member = fact->is.object.member[i];
        if (!cli->json && member.value.kind == HF_JSON_TEXT)
            member.value = hf_json_of_text(by_title(cli, flows, kind, member.name, member.value.is.text));
        hf_json_add(&row, member.name, member.value);
    }
    return hf_json_object(&row);
}

void hf_act_show(struct hf_cli *cli, const struct hf_flows *flows, const struct hf_json *done)
{
    static const struct hf_column columns[] = {HF_COLUMN("seq", number),  HF_COLUMN("on", on),
                                               HF_COLUMN("act", act),     HF_COLUMN("from", from_state),
                                               HF_COLUMN("to", to_state), HF_COLUMN("role", role)};
    const struct hf_json *events = HF_JSON_GET(done, "events");
    struct hf_json_maker rows = hf_json_make(cli->arena);
    if (cli->json) {
        hf_out_json(cli, done);
        return;
    }
    for (size_t i = 0; i < events->is.list.count; i++)
        hf_json_add(&rows, HF_STR_NONE, hf_fact_titled(cli, flows, cli->arena, &events->is.list.item[i]));
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(cli, HF_VIEW(columns), &list);
}
