/* SPDX-License-Identifier: Apache-2.0 */
/* What a branch sets in motion: events raised on others, instances created, notices. */
#include "flow/site.h"

/* Members of a raised payload: computed, or copied from ours. */
struct filling {
    const struct hf_event *event; /* the raised one */
    struct hf_with *with;
    uint16_t count;
};

static void fill_with(struct hf_site *site, const struct hf_json *with, struct filling *filling)
{
    uint16_t count = hf_member_count(site->r, with, HF_SHAPE_MEMBERS_MAX);
    for (uint16_t i = 0; with != NULL && i < count; i++) {
        const struct hf_member *member = &with->is.object.member[i];
        uint16_t to = hf_shape_find(filling->event->payload, member->name);
        if (to == HF_NONE) {
            hf_find_at(site->r, 2, member->offset, HF_WORD_flow_name_unknown, member->name,
                       HF_STR("payload"));
            continue;
        }
        const struct hf_shape *shape = filling->event->payload->member[to].shape;
        struct hf_type wanted = hf_type_of_shape(site->r->arena, shape, false);
        if (shape->personal != HF_OPEN)
            hf_find_at(site->r, 22, member->offset, HF_WORD_flow_set_personal, member->name, HF_STR_NONE);
        filling->with[filling->count++] = (struct hf_with){
            .member = to, .from = HF_NONE, .value = hf_compile(site, &member->value, &wanted)};
    }
}

static void fill_take(struct hf_site *site, const struct hf_json *take, struct filling *filling)
{
    const struct hf_kind *kind = &site->r->kind[site->scope.kind];
    const struct hf_shape *ours =
        site->scope.event == HF_NONE ? NULL : kind->event[site->scope.event].payload;
    const struct hf_shape *theirs = filling->event->payload;
    uint16_t count = hf_item_count(site->r, take, HF_SHAPE_MEMBERS_MAX);
    for (uint16_t i = 0; take != NULL && ours != NULL && i < count; i++) {
        const struct hf_json *name = &take->is.list.item[i];
        uint16_t from =
            hf_read_name_of(site->r, name, HF_NAMED(ours->member, ours->members, hf_shape_member, "payload"));
        uint16_t to = hf_read_name_of(site->r, name,
                                      HF_NAMED(theirs->member, theirs->members, hf_shape_member, "payload"));
        if (from == HF_NONE || to == HF_NONE)
            continue;
        if (ours->member[from].shape->personal != HF_OPEN && theirs->member[to].shape->personal == HF_OPEN)
            hf_find(site->r, 22, name, HF_WORD_flow_take_open, name->is.text, HF_STR_NONE);
        filling->with[filling->count++] = (struct hf_with){.member = to, .from = from};
    }
}

/* Is a required member of the raised payload surely given (C9)? */
static void check_filled(struct hf_site *site, const struct hf_json *at, const struct filling *filling)
{
    const struct hf_kind *kind = &site->r->kind[site->scope.kind];
    const struct hf_shape *theirs = filling->event->payload;
    for (uint16_t m = 0; m < theirs->members; m++) {
        bool given = !theirs->member[m].required || theirs->member[m].shape->fallback != NULL;
        for (uint16_t i = 0; i < filling->count && !given; i++) {
            const struct hf_with *with = &filling->with[i];
            const struct hf_shape_member *ours =
                with->from == HF_NONE ? NULL : &kind->event[site->scope.event].payload->member[with->from];
            given = with->member == m && (ours == NULL || ours->required || ours->shape->fallback != NULL);
        }
        if (!given)
            hf_find(site->r, 9, at, HF_WORD_flow_raise_lacks, theirs->member[m].name, filling->event->name);
    }
}

static struct filling fill(struct hf_site *site, const struct hf_json *json, const struct hf_event *event)
{
    const struct hf_json *with = hf_member_object(json, "with"), *take = hf_member_list(json, "take");
    size_t room = (with == NULL ? 0 : with->is.object.count) + (take == NULL ? 0 : take->is.list.count);
    struct filling filling = {.event = event, .with = HF_NEW(site->r->arena, struct hf_with, room + 1)};
    fill_with(site, with, &filling);
    fill_take(site, take, &filling);
    check_filled(site, json, &filling);
    return filling;
}

/* An event of kind k that the engine may send (C20). */
static uint16_t engine_event(struct hf_reader *r, uint16_t k, const struct hf_json *name)
{
    const struct hf_kind *kind = &r->kind[k];
    uint16_t event = hf_read_name_of(r, name, HF_NAMED(kind->event, kind->events, hf_event, "events"));
    if (event != HF_NONE && !kind->event[event].by_engine)
        hf_find(r, 20, name, HF_WORD_flow_not_by_engine, name->is.text, HF_STR_NONE);
    return event;
}

static void read_embedded_raise(struct hf_site *site, const struct hf_json *json, struct hf_raise *raise)
{
    const struct hf_json *events = hf_member_text(json, "events");
    raise->events = hf_compile(site, events, NULL);
    const struct hf_type *type = raise->events == NULL ? NULL : &raise->events->type;
    bool embedded = type != NULL && type->sort == HF_SORT_LIST && type->item != NULL &&
                    type->item->sort == HF_SORT_EMBEDDED;
    if (type != NULL && !embedded)
        hf_find(site->r, 8, events, HF_WORD_flow_events_wanted, HF_STR_NONE, HF_STR_NONE);
}

static void read_aimed_raise(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                             struct hf_raise *raise)
{
    raise->to = hf_compile_instances(site, hf_member_text(json, "to"), &raise->kind);
    if (raise->kind == HF_NONE)
        return;
    raise->event = engine_event(site->r, raise->kind, hf_member_text(json, "event"));
    site->scope.it = hf_type_of_instance(raise->kind);
    raise->where = hf_compile(site, hf_member_text(json, "where"), &hf_type_bool);
    site->scope.it = (struct hf_type){.sort = HF_SORT_ABSENT};
    if (raise->event == HF_NONE)
        return;
    struct filling filling = fill(after, json, &site->r->kind[raise->kind].event[raise->event]);
    raise->with = filling.with;
    raise->withs = filling.count;
}

static void read_raise(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                       struct hf_raise *raise)
{
    static const struct hf_member_rule aimed[] = {
        {HF_STR_INIT("event"), HF_JSON_TEXT, true},  {HF_STR_INIT("to"), HF_JSON_TEXT, true},
        {HF_STR_INIT("where"), HF_JSON_TEXT, false}, {HF_STR_INIT("with"), HF_JSON_OBJECT, false},
        {HF_STR_INIT("take"), HF_JSON_LIST, false},  {HF_STR_INIT("effective"), HF_JSON_TEXT, false},
        {HF_STR_INIT("when"), HF_JSON_TEXT, false},  {HF_STR_INIT("unhandled"), HF_JSON_TEXT, false},
    };
    static const struct hf_member_rule embedded[] = {{HF_STR_INIT("events"), HF_JSON_TEXT, true},
                                                     {HF_STR_INIT("when"), HF_JSON_TEXT, false},
                                                     {HF_STR_INIT("unhandled"), HF_JSON_TEXT, false}};
    static const char *const unhandled[] = {"refuse", "skip"};
    *raise = (struct hf_raise){.kind = HF_NONE, .event = HF_NONE};
    bool many = HF_JSON_GET(json, "events") != NULL;
    if (!(many ? HF_MEMBERS(site->r, json, embedded) : HF_MEMBERS(site->r, json, aimed)))
        return;
    raise->when = hf_compile(site, hf_member_text(json, "when"), &hf_type_bool);
    raise->skip_unhandled = hf_read_word(site->r, hf_member_text(json, "unhandled"), unhandled, 2, 0) == 1;
    raise->effective = hf_compile(site, hf_member_text(json, "effective"), &hf_type_instant);
    if (many)
        read_embedded_raise(site, json, raise);
    else
        read_aimed_raise(site, after, json, raise);
}

/* What one branch may raise, create or notify. */
static uint16_t items(struct hf_reader *r, const struct hf_json *list)
{
    return hf_item_count(r, list, 64);
}

void hf_read_raises(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                    struct hf_branch *branch)
{
    const struct hf_json *list = hf_member_list(json, "raise");
    uint16_t count = items(site->r, list);
    struct hf_raise *raise = HF_NEW(site->r->arena, struct hf_raise, count + 1u);
    for (uint16_t i = 0; i < count; i++)
        read_raise(site, after, &list->is.list.item[i], &raise[branch->raises++]);
    branch->raise = raise;
}

/* The names a create introduces: `it` for each item, or `key` and `ids` for each group. */
static void introduce(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                      struct hf_create *create)
{
    const struct hf_json *each = hf_member_text(json, "each");
    create->each = hf_compile(site, each, NULL);
    if (create->each == NULL)
        return;
    if (create->each->type.sort != HF_SORT_LIST || create->each->type.item == NULL) {
        hf_find(site->r, 8, each, HF_WORD_flow_list_wanted, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    site->scope.it = *create->each->type.item;
    create->where = hf_compile(site, hf_member_text(json, "where"), &hf_type_bool);
    create->group_by = hf_compile(site, hf_member_text(json, "group_by"), NULL);
    if (create->group_by == NULL) {
        after->scope.it = *create->each->type.item;
    } else {
        after->scope.key = create->group_by->type;
        after->scope.ids = create->each->type;
    }
    site->scope.it = (struct hf_type){.sort = HF_SORT_ABSENT};
}

static void read_create(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                        struct hf_create *create)
{
    static const struct hf_member_rule rules[] = {
        {HF_STR_INIT("kind"), HF_JSON_TEXT, true},      {HF_STR_INIT("event"), HF_JSON_TEXT, true},
        {HF_STR_INIT("each"), HF_JSON_TEXT, false},     {HF_STR_INIT("where"), HF_JSON_TEXT, false},
        {HF_STR_INIT("group_by"), HF_JSON_TEXT, false}, {HF_STR_INIT("with"), HF_JSON_OBJECT, false},
        {HF_STR_INIT("take"), HF_JSON_LIST, false},     {HF_STR_INIT("when"), HF_JSON_TEXT, false},
    };
    struct hf_reader *r = site->r;
    *create = (struct hf_create){.kind = HF_NONE, .event = HF_NONE};
    if (!HF_MEMBERS(r, json, rules))
        return;
    create->kind = hf_read_name_of(r, hf_member_text(json, "kind"),
                                   HF_NAMED(r->flow->kind, r->flow->kinds, hf_kind, "kinds"));
    introduce(site, after, json, create);
    struct hf_scope saved = site->scope; /* `when` sees what was introduced, on the state before */
    site->scope.it = after->scope.it;
    site->scope.key = after->scope.key;
    site->scope.ids = after->scope.ids;
    create->when = hf_compile(site, hf_member_text(json, "when"), &hf_type_bool);
    site->scope = saved;
    if (create->kind == HF_NONE)
        return;
    const struct hf_json *event = hf_member_text(json, "event");
    create->event = engine_event(r, create->kind, event);
    if (create->event == HF_NONE)
        return;
    if (hf_flow_find_birth(&r->kind[create->kind], create->event) == NULL)
        hf_find(r, 20, event, HF_WORD_flow_not_a_birth, event->is.text, HF_STR_NONE);
    struct filling filling = fill(after, json, &r->kind[create->kind].event[create->event]);
    create->with = filling.with;
    create->withs = filling.count;
}

void hf_read_creates(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                     struct hf_branch *branch)
{
    const struct hf_json *list = hf_member_list(json, "create");
    uint16_t count = items(site->r, list);
    struct hf_create *create = HF_NEW(site->r->arena, struct hf_create, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        struct hf_scope saved = after->scope;
        read_create(site, after, &list->is.list.item[i], &create[branch->creates++]);
        after->scope = saved;
    }
    branch->create = create;
}

static void read_notify(struct hf_site *site, const struct hf_json *json, struct hf_notify *notify)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("template"), HF_JSON_TEXT, true},
                                                  {HF_STR_INIT("to"), HF_JSON_TEXT, false},
                                                  {HF_STR_INIT("when"), HF_JSON_TEXT, false}};
    struct hf_reader *r = site->r;
    const struct hf_kind *kind = &r->kind[site->scope.kind];
    *notify = (struct hf_notify){.tmpl = HF_NONE, .to = HF_NONE};
    if (!HF_MEMBERS(r, json, rules))
        return;
    const struct hf_json *name = hf_member_text(json, "template"), *to = hf_member_text(json, "to");
    notify->tmpl = hf_read_name_of(r, name, HF_NAMED(r->tmpl, r->flow->tmpls, hf_template, "templates"));
    notify->when = hf_compile(site, hf_member_text(json, "when"), &hf_type_bool);
    if (notify->tmpl == HF_NONE)
        return;
    if (r->tmpl[notify->tmpl].of != site->scope.kind)
        hf_find(r, 11, name, HF_WORD_flow_template_other, name->is.text, kind->name);
    notify->to = to == NULL
                     ? r->tmpl[notify->tmpl].to
                     : hf_read_name_of(r, to, HF_NAMED(kind->part, kind->parts, hf_part, "parts, roles"));
}

const struct hf_notify *hf_read_notifies(struct hf_site *site, const struct hf_json *list, uint16_t *count)
{
    *count = items(site->r, list);
    struct hf_notify *notify = HF_NEW(site->r->arena, struct hf_notify, *count + 1u);
    for (uint16_t i = 0; i < *count; i++)
        read_notify(site, &list->is.list.item[i], &notify[i]);
    return notify;
}
