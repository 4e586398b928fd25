/* SPDX-License-Identifier: Apache-2.0 */
/* Answers the numbers of flow/scope.h out of a case: one small function per thing that has members. */
#include "casefile/scene.h"

#include "base/check.h"
#include "casefile/entry.h"
#include "casefile/people.h"
#include "flow/scope.h"

/* What the `at` and `tag` of an object mean. */
enum tag { OF_SHAPE, OF_DATA, OF_FLAGS, OF_OBLIGATIONS, OF_LINKED, OF_CHILDREN, OF_REGISTERS, OF_ACT, OF_IS };

struct seen { /* an object given as JSON */
    const struct hf_json *json;
    const struct hf_shape *shape;
};

void hf_facts_add(struct hf_facts *facts, struct hf_arena *arena, const struct hf_id *authority,
                  uint16_t datum)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->at[i].datum == datum && hf_id_eq(&facts->at[i].authority, authority))
            return;
    facts->at = hf_arena_room(arena, facts->at, facts->count, &facts->room, sizeof *facts->at);
    facts->at[facts->count++] = (struct hf_field_read){*authority, datum};
}

static const struct hf_val absent = {.sort = HF_SORT_ABSENT};

static struct hf_val object(enum tag tag, const void *at)
{
    return (struct hf_val){.sort = HF_SORT_OBJECT, .is.object = {.at = at, .tag = (uint32_t)tag}};
}

static struct hf_val text(struct hf_str s)
{
    return (struct hf_val){.sort = HF_SORT_TEXT, .is.text = s};
}

static struct hf_val truth(bool b)
{
    return (struct hf_val){.sort = HF_SORT_BOOL, .is.truth = b};
}

static struct hf_val instant(int64_t at_ms)
{
    return (struct hf_val){.sort = HF_SORT_INSTANT, .is.at_ms = at_ms};
}

static struct hf_val instance_val(const struct hf_case *c, hf_instance i)
{
    return (struct hf_val){.sort = HF_SORT_INSTANCE, .is.instance = {hf_case_instance(c, i)->kind, i}};
}

static struct hf_val list_val(const struct hf_val *items, size_t count)
{
    static const struct hf_val nothing;
    return (struct hf_val){.sort = HF_SORT_LIST,
                           .is.list = {.item = items == NULL ? &nothing : items, .count = (uint32_t)count}};
}

/* ---- from JSON ---- */

/* A value is as deep as its schema, which reading the definition bounds. NOLINTBEGIN(misc-no-recursion) */

static struct hf_val val_of(const struct hf_scene *scene, const struct hf_json *json,
                            const struct hf_shape *shape);

/* `at` of the objects and entries of one instance: its position, one more, as a pointer that is never
 * followed. */
static const void *as_at(hf_instance i)
{
    return (const void *)((uintptr_t)i + 1);
}

static hf_instance from_at(const void *at)
{
    return (hf_instance)((uintptr_t)at - 1);
}

static struct hf_val val_of_instance(const struct hf_scene *scene, struct hf_str s, uint16_t kind)
{
    hf_instance i = hf_case_find(scene->flows, scene->c, s);
    if (i == HF_NO_INSTANCE || hf_case_instance(scene->c, i)->owner != scene->owner ||
        hf_case_instance(scene->c, i)->kind != kind)
        return absent;
    return instance_val(scene->c, i);
}

static struct hf_val entry_val(const struct hf_scene *scene, hf_instance i)
{
    return (struct hf_val){.sort = HF_SORT_ENTRY,
                           .is.entry = {.id = hf_case_instance(scene->c, i)->id, .at = as_at(i)}};
}

static bool is_entry(const struct hf_scene *scene, hf_instance i, enum hf_ref ref)
{
    return hf_case_instance(scene->c, i)->owner == HF_OF_HOUSE &&
           hf_str_eq(hf_case_kind(scene->flows, scene->c, i)->name, hf_ref_name(ref));
}

static struct hf_val val_of_entry(const struct hf_scene *scene, const struct hf_id *id, enum hf_ref ref)
{
    hf_instance i = hf_case_by_id(scene->c, id);
    return i == HF_NO_INSTANCE || !is_entry(scene, i, ref) ? absent : entry_val(scene, i);
}

static struct hf_val val_of_ref(const struct hf_scene *scene, struct hf_str s, const struct hf_shape *shape)
{
    struct hf_val val = {.sort = HF_SORT_PERSON};
    if (shape->ref == HF_REF_INSTANCE)
        return val_of_instance(scene, s, shape->of_kind);
    if (!hf_id_read(s, &val.is.entry.id))
        return absent;
    if (hf_ref_is_register(shape->ref))
        return val_of_entry(scene, &val.is.entry.id, shape->ref);
    val.sort = shape->ref == HF_REF_AUTHORITY ? HF_SORT_AUTHORITY : HF_SORT_PERSON;
    return val;
}

static struct hf_val val_of_money(const struct hf_json *json)
{
    const struct hf_json *amount = HF_JSON_GET(json, "amount");
    struct hf_str currency = hf_json_text(json, HF_STR("currency"));
    struct hf_val val = {.sort = HF_SORT_MONEY};
    if (amount == NULL || amount->kind != HF_JSON_INT || currency.len != 3)
        return absent;
    val.is.money.minor = amount->is.integer;
    memcpy(val.is.money.currency, currency.at, 3);
    return val;
}

static struct hf_val val_of_list(const struct hf_scene *scene, const struct hf_json *json,
                                 const struct hf_shape *shape)
{
    struct hf_val *items = HF_NEW(scene->arena, struct hf_val, json->is.list.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < json->is.list.count; i++) {
        items[count] = val_of(scene, &json->is.list.item[i], shape->item);
        count += items[count].sort != HF_SORT_ABSENT;
    }
    return list_val(items, count);
}

static struct hf_val val_of_text(struct hf_str s, enum hf_shape_kind kind)
{
    struct hf_val val = {.sort = HF_SORT_TEXT, .is.text = s};
    if (kind == HF_SHAPE_DATE) {
        val.sort = HF_SORT_DATE;
        return hf_day_read(s, &val.is.day) ? val : absent;
    }
    if (kind == HF_SHAPE_INSTANT) {
        val.sort = HF_SORT_INSTANT;
        return hf_instant_read(s, &val.is.at_ms) ? val : absent;
    }
    if (kind == HF_SHAPE_PERIOD) {
        val.sort = HF_SORT_PERIOD;
        return hf_period_read(s, &val.is.period) ? val : absent;
    }
    return val;
}

static const enum hf_json_kind json_kinds[] = {
    [HF_SHAPE_TEXT] = HF_JSON_TEXT,       [HF_SHAPE_INT] = HF_JSON_INT,
    [HF_SHAPE_BOOL] = HF_JSON_BOOL,       [HF_SHAPE_DATE] = HF_JSON_TEXT,
    [HF_SHAPE_INSTANT] = HF_JSON_TEXT,    [HF_SHAPE_PERIOD] = HF_JSON_TEXT,
    [HF_SHAPE_MONEY] = HF_JSON_OBJECT,    [HF_SHAPE_REF] = HF_JSON_TEXT,
    [HF_SHAPE_EMBEDDED] = HF_JSON_OBJECT, [HF_SHAPE_LIST] = HF_JSON_LIST,
    [HF_SHAPE_OBJECT] = HF_JSON_OBJECT,
};

static struct hf_val val_of(const struct hf_scene *scene, const struct hf_json *json,
                            const struct hf_shape *shape)
{
    struct seen *seen;
    if (json->kind != json_kinds[shape->kind])
        return absent; /* not what the definition says: a log that was tampered with */
    switch (shape->kind) {
    case HF_SHAPE_INT:
        return (struct hf_val){.sort = HF_SORT_INT, .is.integer = json->is.integer};
    case HF_SHAPE_BOOL:
        return truth(json->is.truth);
    case HF_SHAPE_TEXT:
    case HF_SHAPE_DATE:
    case HF_SHAPE_INSTANT:
    case HF_SHAPE_PERIOD:
        return val_of_text(json->is.text, shape->kind);
    case HF_SHAPE_MONEY:
        return val_of_money(json);
    case HF_SHAPE_REF:
        return val_of_ref(scene, json->is.text, shape);
    case HF_SHAPE_LIST:
        return val_of_list(scene, json, shape);
    case HF_SHAPE_EMBEDDED:
    case HF_SHAPE_OBJECT:
        break;
    }
    seen = HF_NEW(scene->arena, struct seen, 1);
    *seen = (struct seen){json, shape};
    struct hf_val val = object(OF_SHAPE, seen);
    val.sort = shape->kind == HF_SHAPE_EMBEDDED ? HF_SORT_EMBEDDED : HF_SORT_OBJECT;
    return val;
}

/* ---- what has members ---- */

/* Hidden where it is stored: has() answers as it did when the value was given. */
static bool is_hidden(const struct hf_json *object, struct hf_str name)
{
    const struct hf_json *names = HF_JSON_GET(object, "_hidden");
    for (size_t i = 0; names != NULL && names->kind == HF_JSON_LIST && i < names->is.list.count; i++)
        if (names->is.list.item[i].kind == HF_JSON_TEXT && hf_str_eq(names->is.list.item[i].is.text, name))
            return true;
    return false;
}

static struct hf_val member_of(const struct hf_scene *scene, const struct seen *seen, uint32_t index)
{
    const struct hf_shape_member *member = &seen->shape->member[index];
    const struct hf_json *value = seen->json == NULL ? NULL : hf_json_get(seen->json, member->name);
    if (value != NULL)
        return val_of(scene, value, member->shape);
    return seen->json != NULL && is_hidden(seen->json, member->name) ? text(HF_STR_NONE) : absent;
}

static struct hf_val datum_of(const struct hf_scene *scene, hf_instance i, const struct hf_kind *kind,
                              uint32_t index)
{
    struct hf_datum datum = hf_case_datum(scene->c, i, (uint16_t)index);
    const struct hf_shape *shape = kind->data->member[index].shape;
    HF_UNSET struct hf_err err;
    if (datum.held == HF_HIDDEN)
        return text(HF_STR_NONE); /* only has() asks for it */
    if (datum.held == HF_ABSENT)
        return absent;
    struct hf_json *json = HF_NEW(scene->arena, struct hf_json, 1);
    if (hf_json_read(datum.json, &hf_json_payload_limits, scene->arena, json, &err) != HF_OK)
        return absent;
    return val_of(scene, json, shape);
}

static struct hf_val groups_of(const struct hf_scene *scene, const struct hf_kind *kind, uint16_t state)
{
    struct hf_val *items = HF_NEW(scene->arena, struct hf_val, kind->groups + 1U);
    size_t count = 0;
    for (uint16_t g = 0; g < kind->groups; g++)
        if (hf_states_have(&kind->group[g].states, state))
            items[count++] = text(kind->group[g].name);
    return list_val(items, count);
}

static struct hf_val late_of(const struct hf_scene *scene, const struct hf_kind *kind,
                             const struct hf_instance_head *head)
{
    struct hf_val *items = HF_NEW(scene->arena, struct hf_val, (size_t)kind->clocks + kind->obligations + 1);
    size_t count = 0;
    for (uint16_t i = 0; i < kind->clocks; i++)
        if ((head->late >> i & 1) != 0)
            items[count++] = text(kind->clock[i].name);
    for (uint16_t i = 0; i < kind->obligations; i++)
        if ((head->late_obliged >> i & 1) != 0)
            items[count++] = text(kind->obligation[i].name);
    return list_val(items, count);
}

static struct hf_val id_text(const struct hf_scene *scene, const struct hf_id *id)
{
    struct hf_buf out = hf_buf_in(scene->arena, HF_ID_TEXT);
    hf_id_put(&out, id);
    return text(hf_buf_str(&out));
}

static struct hf_val instance_field(const struct hf_scene *scene, hf_instance i, enum hf_instance_field field)
{
    const struct hf_instance_head *head = hf_case_instance(scene->c, i);
    const struct hf_kind *kind = hf_case_kind(scene->flows, scene->c, i);
    switch (field) {
    case HF_INSTANCE_ID:
        return id_text(scene, &head->id);
    case HF_INSTANCE_KIND:
        return text(kind->name);
    case HF_INSTANCE_STATE:
        return text(kind->state[head->state].name);
    case HF_INSTANCE_SINCE:
        return instant(head->since_ms);
    case HF_INSTANCE_GROUPS:
        return groups_of(scene, kind, head->state);
    case HF_INSTANCE_FINAL:
        return truth(kind->state[head->state].end != HF_END_NOT);
    case HF_INSTANCE_LATE:
        return late_of(scene, kind, head);
    case HF_INSTANCE_FLAGS:
        return object(OF_FLAGS, as_at(i));
    case HF_INSTANCE_DATA:
        return object(OF_DATA, as_at(i));
    case HF_INSTANCE_FIELD_COUNT:
        break;
    }
    return absent;
}

static struct hf_val linked_of(const struct hf_scene *scene, hf_instance i, uint32_t link)
{
    const hf_instance *found;
    if (i == HF_NO_INSTANCE)
        return list_val(NULL, 0);
    struct hf_str name = hf_case_kind(scene->flows, scene->c, i)->link[link].name;
    size_t count = hf_case_linked(scene->flows, scene->c, i, name, scene->arena, &found);
    struct hf_val *items = HF_NEW(scene->arena, struct hf_val, count + 1);
    for (size_t n = 0; n < count; n++)
        items[n] = instance_val(scene->c, found[n]);
    return list_val(items, count);
}

static struct hf_val children_of(const struct hf_scene *scene, uint32_t kind)
{
    uint32_t all = hf_case_head(scene->c)->instances;
    struct hf_val *items = HF_NEW(scene->arena, struct hf_val, all + 1);
    size_t count = 0;
    for (hf_instance i = 0; i < all; i++)
        if (hf_case_instance(scene->c, i)->owner == scene->owner &&
            hf_case_instance(scene->c, i)->kind == kind)
            items[count++] = instance_val(scene->c, i);
    return list_val(items, count);
}

static struct hf_val entries_of(const struct hf_scene *scene, uint32_t ref)
{
    uint32_t all = hf_case_head(scene->c)->instances;
    struct hf_val *items = HF_NEW(scene->arena, struct hf_val, all + 1);
    size_t count = 0;
    for (hf_instance i = 0; i < all; i++)
        if (is_entry(scene, i, (enum hf_ref)ref))
            items[count++] = entry_val(scene, i);
    return list_val(items, count);
}

static struct hf_val entry_field(const struct hf_scene *scene, const struct hf_val *of, uint32_t index)
{
    hf_instance i = from_at(of->is.entry.at);
    if (index == HF_ENTRY_ID)
        return id_text(scene, &of->is.entry.id);
    const struct hf_kind *kind = hf_case_kind(scene->flows, scene->c, i);
    if (index == HF_ENTRY_STATE)
        return text(kind->state[hf_case_instance(scene->c, i)->state].name);
    return datum_of(scene, i, kind, index);
}

/* Out of the directory: the entry that is valid on the day of the command, as known now. */
static struct hf_val authority_field(const struct hf_scene *scene, const struct hf_id *id, uint32_t index)
{
    const struct hf_case *file = scene->house == NULL ? NULL : hf_house_authority(scene->house, id);
    struct hf_flows flows = {.house = scene->flows->house};
    struct hf_json *json = HF_NEW(scene->arena, struct hf_json, 1);
    if (index == HF_ENTRY_ID)
        return id_text(scene, id);
    if (file == NULL)
        return absent;
    if (scene->facts != NULL)
        hf_facts_add(scene->facts, scene->arena, id, (uint16_t)index);
    const struct hf_shape_member *member = &hf_root_kind(&flows, HF_FILE_AUTHORITY)->data->member[index];
    struct hf_entry entry = hf_entry_now(scene->house, flows.house, file, scene->act.recorded_ms);
    return hf_entry_member(&entry, member->name, scene->arena, json) ? val_of(scene, json, member->shape)
                                                                     : absent;
}

static struct hf_val act_field(const struct hf_scene *scene, enum hf_act_field field)
{
    static const struct hf_str assurance[] = {HF_STR_INIT("transcribed"), HF_STR_INIT("page_code"),
                                              HF_STR_INIT("office_key"), HF_STR_INIT("own_key")};
    struct hf_val who = {.sort = HF_SORT_AUTHORITY, .is.entry = {.id = scene->act.actor}};
    switch (field) {
    case HF_ACT_EFFECTIVE_AT:
        return instant(scene->act.effective_ms);
    case HF_ACT_RECEIVED_AT:
        return instant(scene->act.received_ms);
    case HF_ACT_RECORDED_AT:
        return instant(scene->act.recorded_ms);
    case HF_ACT_ROLE:
        return text(scene->act.role);
    case HF_ACT_PERSON:
        who.sort = HF_SORT_PERSON;
        return who;
    case HF_ACT_AUTHORITY:
        return scene->act.is_authority ? who : absent;
    case HF_ACT_ASSURANCE:
        return text(assurance[hf_known_assurance(scene->act.known)]);
    case HF_ACT_RAISED:
        return truth(scene->act.raised);
    case HF_ACT_DUE:
        return scene->act.has_due ? instant(scene->act.due_ms) : absent;
    case HF_ACT_FIELD_COUNT:
        break;
    }
    return absent;
}

const struct hf_expr *hf_scene_condition(const struct hf_scene *scene, uint16_t condition)
{
    const struct hf_kind *kind = scene->kind;
    size_t event = scene->rule == NULL ? kind->events : (size_t)(scene->rule - kind->event);
    return kind->condition[condition].is[event];
}

static enum hf_rc object_field(const struct hf_scene *scene, const struct hf_val *of, uint32_t index,
                               struct hf_val *out, struct hf_err *err)
{
    const void *at = of->is.object.at;
    switch ((enum tag)of->is.object.tag) {
    case OF_SHAPE:
        *out = member_of(scene, at, index);
        return HF_OK;
    case OF_DATA:
        *out = datum_of(scene, from_at(at), hf_case_kind(scene->flows, scene->c, from_at(at)), index);
        return HF_OK;
    case OF_FLAGS:
        *out = truth((hf_case_instance(scene->c, from_at(at))->flags >> index & 1) != 0);
        return HF_OK;
    case OF_OBLIGATIONS:
        *out = truth((hf_case_instance(scene->c, from_at(at))->obliged >> index & 1) != 0);
        return HF_OK;
    case OF_LINKED:
        *out = linked_of(scene, from_at(at), index);
        return HF_OK;
    case OF_CHILDREN:
        *out = children_of(scene, index);
        return HF_OK;
    case OF_REGISTERS:
        *out = entries_of(scene, index);
        return HF_OK;
    case OF_ACT:
        *out = act_field(scene, (enum hf_act_field)index);
        return HF_OK;
    case OF_IS:
        return hf_scene_eval(scene, hf_scene_condition(scene, (uint16_t)index), out, err);
    }
    return HF_OK;
}

static struct hf_val embedded_field(const struct hf_scene *scene, const struct seen *seen, uint32_t index)
{
    struct hf_str member = hf_json_text(seen->json, index == HF_EMBEDDED_ON ? HF_STR("on") : HF_STR("event"));
    if (index == HF_EMBEDDED_EVENT)
        return text(member);
    return val_of_instance(scene, member, seen->shape->of_kind);
}

/* ---- the world ---- */

static enum hf_rc world_field(void *self, const struct hf_val *of, uint32_t index, struct hf_str name,
                              struct hf_val *out, struct hf_err *err)
{
    const struct hf_scene *scene = self;
    (void)name;
    *out = absent;
    switch (of->sort) {
    case HF_SORT_OBJECT:
        return object_field(scene, of, index, out, err);
    case HF_SORT_EMBEDDED:
        *out = embedded_field(scene, of->is.object.at, index);
        return HF_OK;
    case HF_SORT_INSTANCE:
        *out = instance_field(scene, of->is.instance.number, (enum hf_instance_field)index);
        return HF_OK;
    case HF_SORT_ENTRY:
        *out = entry_field(scene, of, index);
        return HF_OK;
    case HF_SORT_AUTHORITY:
        *out = authority_field(scene, &of->is.entry.id, index);
        return HF_OK;
    case HF_SORT_ABSENT:
    case HF_SORT_BOOL:
    case HF_SORT_INT:
    case HF_SORT_TEXT:
    case HF_SORT_DATE:
    case HF_SORT_INSTANT:
    case HF_SORT_PERIOD:
    case HF_SORT_MONEY:
    case HF_SORT_LIST:
    case HF_SORT_PERSON:
    case HF_SORT_COUNT:
        break;
    }
    return HF_OK;
}

static struct hf_val event_root(const struct hf_scene *scene)
{
    struct seen *seen = HF_NEW(scene->arena, struct seen, 1);
    if (scene->rule == NULL)
        return absent;
    *seen = (struct seen){scene->payload, scene->rule->payload};
    return object(OF_SHAPE, seen);
}

/* In a `begin` branch there is no instance yet: its data are the schema's defaults. */
static struct hf_val data_root(const struct hf_scene *scene)
{
    if (scene->instance != HF_NO_INSTANCE)
        return object(OF_DATA, as_at(scene->instance));
    static const struct hf_json none = {.kind = HF_JSON_OBJECT};
    struct hf_json *defaults = HF_NEW(scene->arena, struct hf_json, 1);
    struct seen *seen = HF_NEW(scene->arena, struct seen, 1);
    *defaults = hf_shape_fill(scene->kind->data, &none, scene->arena);
    *seen = (struct seen){defaults, scene->kind->data};
    return object(OF_SHAPE, seen);
}

static struct hf_val introduced(const struct hf_val *val)
{
    return val == NULL ? absent : *val;
}

static enum hf_rc world_root(void *self, uint32_t index, struct hf_val *out, struct hf_err *err)
{
    const struct hf_scene *scene = self;
    const void *own = as_at(scene->instance);
    (void)err;
    switch ((enum hf_scope_root)index) {
    case HF_ROOT_EVENT:
        *out = event_root(scene);
        return HF_OK;
    case HF_ROOT_DATA:
        *out = data_root(scene);
        return HF_OK;
    case HF_ROOT_FLAGS:
        *out = object(OF_FLAGS, own);
        return HF_OK;
    case HF_ROOT_SELF:
        *out = scene->instance == HF_NO_INSTANCE ? absent : instance_val(scene->c, scene->instance);
        return HF_OK;
    case HF_ROOT_OBLIGATIONS:
        *out = object(OF_OBLIGATIONS, own);
        return HF_OK;
    case HF_ROOT_CASE:
        *out = hf_case_head(scene->c)->instances == 0 ? absent : instance_val(scene->c, 0);
        return HF_OK;
    case HF_ROOT_LINKED:
        *out = object(OF_LINKED, own);
        return HF_OK;
    case HF_ROOT_CHILDREN:
        *out = object(OF_CHILDREN, own);
        return HF_OK;
    case HF_ROOT_REGISTERS:
        *out = object(OF_REGISTERS, own);
        return HF_OK;
    case HF_ROOT_ACT:
        *out = object(OF_ACT, own);
        return HF_OK;
    case HF_ROOT_IS:
        *out = object(OF_IS, own);
        return HF_OK;
    case HF_ROOT_IT:
        *out = introduced(scene->it);
        return HF_OK;
    case HF_ROOT_KEY:
        *out = introduced(scene->key);
        return HF_OK;
    case HF_ROOT_IDS:
        *out = introduced(scene->ids);
        return HF_OK;
    case HF_ROOT_COUNT:
        break;
    }
    *out = absent;
    return HF_OK;
}

/* Every list given above has its items at hand. */
static enum hf_rc world_item(void *self, const struct hf_val *list, uint32_t at, struct hf_val *out,
                             struct hf_err *err)
{
    (void)self;
    (void)err;
    HF_CHECK(list->is.list.item != NULL && at < list->is.list.count);
    *out = list->is.list.item[at];
    return HF_OK;
}

enum hf_rc hf_scene_eval(const struct hf_scene *scene, const struct hf_expr *expr, struct hf_val *out,
                         struct hf_err *err)
{
    struct hf_scene mine = *scene;
    struct hf_world world = {.self = &mine, .root = world_root, .field = world_field, .item = world_item};
    if (expr == NULL) {
        *out = absent;
        return HF_OK;
    }
    return hf_expr_eval(expr, &world, scene->arena, out, err);
}

enum hf_rc hf_scene_truth(const struct hf_scene *scene, const struct hf_expr *expr, bool *out,
                          struct hf_err *err)
{
    struct hf_val val;
    if (expr == NULL) {
        *out = true;
        return HF_OK;
    }
    HF_TRY(hf_scene_eval(scene, expr, &val, err));
    *out = val.sort == HF_SORT_BOOL && val.is.truth;
    return HF_OK;
}

/* ---- back to JSON ---- */

static struct hf_json json_text(struct hf_buf *buf)
{
    return hf_json_of_text(hf_buf_str(buf));
}

static enum hf_rc list_json(const struct hf_scene *scene, const struct hf_val *val, struct hf_json *out,
                            struct hf_err *err)
{
    struct hf_json_maker list = hf_json_make(scene->arena);
    for (uint32_t i = 0; i < val->is.list.count; i++) {
        struct hf_json item = {.kind = HF_JSON_NULL};
        HF_TRY(hf_scene_json(scene, &val->is.list.item[i], &item, err));
        hf_json_add(&list, HF_STR_NONE, item);
    }
    *out = hf_json_list(&list);
    return HF_OK;
}

static struct hf_json money_json(const struct hf_scene *scene, const struct hf_money *money)
{
    struct hf_json_maker object = hf_json_make(scene->arena);
    struct hf_str currency = hf_arena_keep(scene->arena, (struct hf_str){money->currency, 3});
    hf_json_add(&object, HF_STR("amount"), hf_json_of_int(money->minor));
    hf_json_add(&object, HF_STR("currency"), hf_json_of_text(currency));
    return hf_json_object(&object);
}

enum hf_rc hf_scene_json(const struct hf_scene *scene, const struct hf_val *val, struct hf_json *out,
                         struct hf_err *err)
{
    struct hf_buf buf = hf_buf_in(scene->arena, 32);
    switch (val->sort) {
    case HF_SORT_BOOL:
        *out = hf_json_of_bool(val->is.truth);
        return HF_OK;
    case HF_SORT_INT:
        *out = hf_json_of_int(val->is.integer);
        return HF_OK;
    case HF_SORT_TEXT:
        *out = hf_json_of_text(val->is.text);
        return HF_OK;
    case HF_SORT_DATE:
        hf_day_put(&buf, val->is.day);
        *out = json_text(&buf);
        return HF_OK;
    case HF_SORT_INSTANT:
        hf_instant_put(&buf, val->is.at_ms);
        *out = json_text(&buf);
        return HF_OK;
    case HF_SORT_PERIOD:
        hf_period_put(&buf, val->is.period);
        *out = json_text(&buf);
        return HF_OK;
    case HF_SORT_MONEY:
        *out = money_json(scene, &val->is.money);
        return HF_OK;
    case HF_SORT_LIST:
        return list_json(scene, val, out, err);
    case HF_SORT_INSTANCE:
        hf_id_put(&buf, &hf_case_instance(scene->c, val->is.instance.number)->id);
        *out = json_text(&buf);
        return HF_OK;
    case HF_SORT_ENTRY:
    case HF_SORT_AUTHORITY:
    case HF_SORT_PERSON:
        hf_id_put(&buf, &val->is.entry.id);
        *out = json_text(&buf);
        return HF_OK;
    case HF_SORT_OBJECT:
    case HF_SORT_EMBEDDED:
        HF_CHECK(val->is.object.tag == OF_SHAPE);
        *out = *((const struct seen *)val->is.object.at)->json;
        return HF_OK;
    case HF_SORT_ABSENT:
    case HF_SORT_COUNT:
        break;
    }
    return hf_fail(err, HF_WORD_expr_absent, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_scene_items(const struct hf_scene *scene, const struct hf_val *val, const struct hf_val **items,
                          size_t *count, struct hf_err *err)
{
    (void)err;
    if (val->sort == HF_SORT_LIST) {
        *items = val->is.list.item;
        *count = val->is.list.count;
        return HF_OK;
    }
    struct hf_val *one = HF_NEW(scene->arena, struct hf_val, 1);
    *one = *val;
    *items = one;
    *count = val->sort == HF_SORT_ABSENT ? 0 : 1;
    return HF_OK;
}

hf_instance hf_scene_instance(const struct hf_scene *scene, const struct hf_val *val)
{
    hf_instance i = val->sort == HF_SORT_INSTANCE ? val->is.instance.number
                    : val->sort == HF_SORT_ENTRY  ? from_at(val->is.entry.at)
                                                  : HF_NO_INSTANCE;
    return i < hf_case_head(scene->c)->instances ? i : HF_NO_INSTANCE;
}

/* NOLINTEND(misc-no-recursion) */
