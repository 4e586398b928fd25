/* SPDX-License-Identifier: Apache-2.0 */
/* Names and their types, one table or one small function per thing that has members. */
#include "flow/scope.h"

#include "flow/named.h"

/* A type is as deep as its shape, which read_shape.c bounds. NOLINTBEGIN(misc-no-recursion) */

static uint32_t pack(enum hf_scope_what what, uint32_t of)
{
    return (uint32_t)what << 24 | of;
}

static enum hf_scope_what what_of(uint32_t id)
{
    return (enum hf_scope_what)(id >> 24);
}

static uint32_t index_of(uint32_t id)
{
    return id & 0xFFFFFF;
}

static struct hf_type object(enum hf_scope_what what, uint32_t of)
{
    return (struct hf_type){.sort = HF_SORT_OBJECT, .id = pack(what, of)};
}

struct hf_type hf_type_of_instance(uint16_t kind)
{
    return (struct hf_type){.sort = HF_SORT_INSTANCE, .id = kind};
}

static struct hf_type list_of(struct hf_arena *arena, struct hf_type item, uint32_t max)
{
    struct hf_type *kept = HF_NEW(arena, struct hf_type, 1);
    *kept = item;
    return (struct hf_type){.sort = HF_SORT_LIST, .item = kept, .max = max};
}

/* A text out of the names of a list. */
static struct hf_type text_among(struct hf_arena *arena, struct hf_named named)
{
    struct hf_str *choice = HF_NEW(arena, struct hf_str, named.count + 1u);
    for (uint16_t i = 0; i < named.count; i++)
        memcpy(&choice[i], (const unsigned char *)named.list + i * named.size + named.name_at,
               sizeof choice[i]);
    return (struct hf_type){.sort = HF_SORT_TEXT, .choice = choice, .choice_count = named.count};
}

enum { PAYLOAD_BYTES = 64 << 10, LETTER_BYTES = 4 };

static struct hf_type text_of_shape(struct hf_arena *arena, const struct hf_shape *shape)
{
    struct hf_str *choice = HF_NEW(arena, struct hf_str, shape->choices + 1u);
    struct hf_type type = {.sort = HF_SORT_TEXT, .choice = choice, .choice_count = shape->choices};
    for (uint16_t i = 0; i < shape->choices; i++) {
        choice[i] = shape->choice[i].value;
        if (choice[i].len > type.max)
            type.max = (uint32_t)choice[i].len;
    }
    if (shape->choices == 0)
        type.max = shape->most > PAYLOAD_BYTES / LETTER_BYTES ? PAYLOAD_BYTES : shape->most * LETTER_BYTES;
    return type;
}

static struct hf_type type_of_ref(const struct hf_shape *shape, bool fresh)
{
    switch (shape->ref) {
    case HF_REF_INSTANCE:
        return hf_type_of_instance(shape->of_kind);
    case HF_REF_AUTHORITY:
        return (struct hf_type){.sort = HF_SORT_AUTHORITY, .id = fresh};
    case HF_REF_PERSON:
        return (struct hf_type){.sort = HF_SORT_PERSON};
    case HF_REF_PARTY:
    case HF_REF_ACCOUNT:
    case HF_REF_ASSET:
    case HF_REF_ORDER:
    case HF_REF_DOCUMENT:
    case HF_REF_ARRANGEMENT:
    case HF_REF_COUNT:
        break;
    }
    return (struct hf_type){.sort = HF_SORT_ENTRY, .id = shape->ref};
}

struct hf_type hf_type_of_shape(struct hf_arena *arena, const struct hf_shape *shape, bool fresh)
{
    switch (shape->kind) {
    case HF_SHAPE_TEXT:
        return text_of_shape(arena, shape);
    case HF_SHAPE_INT:
        return hf_type_int;
    case HF_SHAPE_BOOL:
        return hf_type_bool;
    case HF_SHAPE_DATE:
        return hf_type_date;
    case HF_SHAPE_INSTANT:
        return hf_type_instant;
    case HF_SHAPE_PERIOD:
        return hf_type_period;
    case HF_SHAPE_MONEY:
        return hf_type_money;
    case HF_SHAPE_REF:
        return type_of_ref(shape, fresh);
    case HF_SHAPE_EMBEDDED:
        return (struct hf_type){.sort = HF_SORT_EMBEDDED, .id = pack(HF_OF_SHAPE, shape->id)};
    case HF_SHAPE_LIST:
        return list_of(arena,
                       shape->item == NULL ? hf_type_bool : hf_type_of_shape(arena, shape->item, fresh),
                       shape->most);
    case HF_SHAPE_OBJECT:
        break;
    }
    return object(HF_OF_SHAPE, shape->id);
}

/* Members of what an expression can reach */

static bool member_of(const struct hf_scope *scope, const struct hf_shape *shape, struct hf_str name,
                      bool fresh, struct hf_slot *out)
{
    uint16_t i = hf_shape_find(shape, name);
    if (i == HF_NONE)
        return false;
    const struct hf_shape_member *member = &shape->member[i];
    *out = (struct hf_slot){.type = hf_type_of_shape(scope->arena, member->shape, fresh),
                            .index = i,
                            .optional = !member->required && member->shape->fallback == NULL,
                            .personal = member->shape->personal != HF_OPEN};
    return true;
}

static bool bit(const uint64_t *bits, uint16_t i)
{
    return bits != NULL && (bits[i / 64] >> (i % 64) & 1) != 0;
}

static bool datum(const struct hf_scope *scope, uint16_t kind, bool own, struct hf_str name,
                  struct hf_slot *out)
{
    const uint64_t *present = own ? scope->present : scope->flow->kind[kind].always;
    if (!member_of(scope, scope->flow->kind[kind].data, name, false, out))
        return false;
    out->optional = !bit(present, (uint16_t)out->index);
    return true;
}

static bool named(struct hf_named list, struct hf_str name, struct hf_type type, struct hf_slot *out)
{
    uint16_t i = hf_named_find(&list, name);
    if (i == HF_NONE)
        return false;
    *out = (struct hf_slot){.type = type, .index = i};
    return true;
}

static bool link_field(const struct hf_scope *scope, uint16_t kind, struct hf_str name, struct hf_slot *out)
{
    const struct hf_kind *own = &scope->flow->kind[kind];
    uint16_t i = hf_kind_link(own, name);
    if (i == HF_NONE || own->link[i].kind == HF_NONE)
        return false;
    uint32_t max = own->link[i].is_inverse ? HF_LINK_MAX : own->link[i].max;
    *out = (struct hf_slot){.type = list_of(scope->arena, hf_type_of_instance(own->link[i].kind), max),
                            .index = i};
    return true;
}

static bool child_field(const struct hf_scope *scope, struct hf_str name, struct hf_slot *out)
{
    uint16_t kind = hf_flow_kind(scope->flow, name);
    if (kind == HF_NONE || scope->flow->kind[kind].root)
        return false;
    *out = (struct hf_slot){.type = list_of(scope->arena, hf_type_of_instance(kind), HF_INSTANCES_MAX),
                            .index = kind};
    return true;
}

static bool register_field(const struct hf_scope *scope, struct hf_str name, struct hf_slot *out)
{
    for (int i = HF_REF_PARTY; i <= HF_REF_ARRANGEMENT; i++) {
        struct hf_type entry = {.sort = HF_SORT_ENTRY, .id = (uint32_t)i};
        if (!hf_str_eq(hf_ref_name((enum hf_ref)i), name))
            continue;
        *out = (struct hf_slot){.type = list_of(scope->arena, entry, HF_INSTANCES_MAX), .index = (uint32_t)i};
        return true;
    }
    return false;
}

static bool act_field(const struct hf_scope *scope, struct hf_str name, struct hf_slot *out)
{
    static const struct {
        struct hf_str name;
        enum hf_sort sort;
    } fields[] = {
#define HF_FIELD(id, text, sort_) {HF_STR_INIT(text), HF_SORT_##sort_},
        HF_ACT_FIELDS(HF_FIELD)
#undef HF_FIELD
    };
    static const struct hf_str assurance[] = {HF_STR_INIT("transcribed"), HF_STR_INIT("page_code"),
                                              HF_STR_INIT("office_key"), HF_STR_INIT("own_key")};
    (void)scope;
    for (uint32_t i = 0; i < HF_ACT_FIELD_COUNT; i++) {
        if (!hf_str_eq(fields[i].name, name))
            continue;
        *out = (struct hf_slot){.type = {.sort = fields[i].sort},
                                .index = i,
                                .optional = i == HF_ACT_AUTHORITY || i == HF_ACT_DUE};
        if (i == HF_ACT_ASSURANCE) {
            out->type.choice = assurance;
            out->type.choice_count = 4;
        }
        return true;
    }
    return false;
}

static bool condition_field(const struct hf_scope *scope, struct hf_str name, struct hf_slot *out)
{
    const struct hf_kind *kind = &scope->flow->kind[scope->kind];
    if (!named(HF_NAMED(kind->condition, kind->conditions, hf_condition, ""), name, hf_type_bool, out))
        return false;
    return scope->condition != NULL && scope->condition(scope->self, (uint16_t)out->index, &out->steps);
}

static bool object_field(const struct hf_scope *scope, uint32_t id, struct hf_str name, struct hf_slot *out)
{
    uint32_t of = index_of(id);
    const struct hf_kind *kind =
        &scope->flow->kind[what_of(id) == HF_OF_SHAPE || of >= HF_KINDS_MAX ? 0 : of];
    switch (what_of(id)) {
    case HF_OF_SHAPE:
        return member_of(scope, scope->flow->shape[of], name, true, out);
    case HF_OF_EVENT:
        return member_of(scope, scope->flow->kind[scope->kind].event[of].payload, name, true, out);
    case HF_OF_OWN_DATA:
    case HF_OF_DATA:
        return datum(scope, (uint16_t)of, what_of(id) == HF_OF_OWN_DATA, name, out);
    case HF_OF_FLAGS:
        return named(HF_NAMED(kind->flag, kind->flags, hf_flag, ""), name, hf_type_bool, out);
    case HF_OF_OBLIGATIONS:
        return named(HF_NAMED(kind->obligation, kind->obligations, hf_obligation, ""), name, hf_type_bool,
                     out);
    case HF_OF_LINKED:
        return link_field(scope, (uint16_t)of, name, out);
    case HF_OF_CHILDREN:
        return child_field(scope, name, out);
    case HF_OF_REGISTERS:
        return register_field(scope, name, out);
    case HF_OF_ACT:
        return act_field(scope, name, out);
    case HF_OF_IS:
        return condition_field(scope, name, out);
    }
    return false;
}

static struct hf_type late_type(struct hf_arena *arena, const struct hf_kind *kind)
{
    struct hf_str *choice = HF_NEW(arena, struct hf_str, (size_t)kind->clocks + kind->obligations + 1);
    uint32_t count = 0;
    for (uint16_t i = 0; i < kind->clocks; i++)
        choice[count++] = kind->clock[i].name;
    for (uint16_t i = 0; i < kind->obligations; i++)
        choice[count++] = kind->obligation[i].name;
    struct hf_type text = {.sort = HF_SORT_TEXT, .choice = choice, .choice_count = count};
    return list_of(arena, text, count);
}

static struct hf_type instance_field_type(const struct hf_scope *scope, uint16_t of,
                                          enum hf_instance_field field)
{
    const struct hf_kind *kind = &scope->flow->kind[of];
    struct hf_named groups = HF_NAMED(kind->group, kind->groups, hf_group, "");
    switch (field) {
    case HF_INSTANCE_STATE:
        return text_among(scope->arena, HF_NAMED(kind->state, kind->states, hf_state, ""));
    case HF_INSTANCE_SINCE:
        return hf_type_instant;
    case HF_INSTANCE_GROUPS:
        return list_of(scope->arena, text_among(scope->arena, groups), kind->groups);
    case HF_INSTANCE_FINAL:
        return hf_type_bool;
    case HF_INSTANCE_LATE:
        return late_type(scope->arena, kind);
    case HF_INSTANCE_FLAGS:
        return object(HF_OF_FLAGS, of);
    case HF_INSTANCE_DATA:
        return object(HF_OF_DATA, of);
    case HF_INSTANCE_ID:
    case HF_INSTANCE_KIND:
    case HF_INSTANCE_FIELD_COUNT:
        break;
    }
    return hf_type_text;
}

static bool instance_field(const struct hf_scope *scope, uint32_t kind, struct hf_str name,
                           struct hf_slot *out)
{
    static const struct hf_str fields[] = {
#define HF_FIELD(id, text) HF_STR_INIT(text),
        HF_INSTANCE_FIELDS(HF_FIELD)
#undef HF_FIELD
    };
    for (uint32_t i = 0; i < HF_INSTANCE_FIELD_COUNT && kind < scope->flow->kinds; i++) {
        if (!hf_str_eq(fields[i], name))
            continue;
        *out = (struct hf_slot){.type = instance_field_type(scope, (uint16_t)kind, (enum hf_instance_field)i),
                                .index = i};
        return true;
    }
    return false;
}

/* Objects and instances of the house's definition mean nothing in another one. */
static bool readable_from_outside(const struct hf_type *type)
{
    const struct hf_type *item = type->sort == HF_SORT_LIST ? type->item : type;
    return item->sort != HF_SORT_OBJECT && item->sort != HF_SORT_EMBEDDED && item->sort != HF_SORT_INSTANCE;
}

/* What the house's own definition says such an entry remembers; then its id, and the state it is in. */
static bool entry_field(const struct hf_scope *scope, enum hf_ref ref, struct hf_str name,
                        struct hf_slot *out)
{
    const struct hf_flow *house = scope->flow->house;
    uint16_t k = house == NULL ? HF_NONE : hf_flow_kind(house, hf_ref_name(ref));
    const struct hf_kind *kind = k == HF_NONE ? NULL : &house->kind[k];
    if (kind != NULL && member_of(scope, kind->data, name, false, out)) {
        out->optional = out->optional && !bit(kind->always, (uint16_t)out->index);
        return readable_from_outside(&out->type);
    }
    *out = (struct hf_slot){.type = hf_type_text, .index = HF_ENTRY_ID};
    if (kind == NULL || !hf_str_eq(name, HF_STR("state")))
        return hf_str_eq(name, HF_STR("id"));
    *out =
        (struct hf_slot){.type = text_among(scope->arena, HF_NAMED(kind->state, kind->states, hf_state, "")),
                         .index = HF_ENTRY_STATE};
    return true;
}

/* Of an embedded event only these two can be read. */
static bool embedded_field(const struct hf_scope *scope, uint32_t id, struct hf_str name, struct hf_slot *out)
{
    const struct hf_shape *shape = scope->flow->shape[index_of(id)];
    if (hf_str_eq(name, HF_STR("on"))) {
        *out = (struct hf_slot){.type = hf_type_of_instance(shape->of_kind), .index = HF_EMBEDDED_ON};
        return true;
    }
    if (!hf_str_eq(name, HF_STR("event")) || shape->of_kind == HF_NONE)
        return false;
    const struct hf_kind *kind = &scope->flow->kind[shape->of_kind];
    struct hf_str *choice = HF_NEW(scope->arena, struct hf_str, shape->events.count + 1u);
    for (uint16_t i = 0; i < shape->events.count; i++)
        choice[i] = kind->event[shape->events.at[i]].name;
    *out = (struct hf_slot){
        .type = {.sort = HF_SORT_TEXT, .choice = choice, .choice_count = shape->events.count},
        .index = HF_EMBEDDED_EVENT};
    return true;
}

static bool field(void *self, const struct hf_type *of, struct hf_str name, struct hf_slot *out)
{
    const struct hf_scope *scope = self;
    switch (of->sort) {
    case HF_SORT_OBJECT:
        return object_field(scope, of->id, name, out);
    case HF_SORT_INSTANCE:
        return instance_field(scope, of->id, name, out);
    case HF_SORT_ENTRY:
        return entry_field(scope, (enum hf_ref)of->id, name, out);
    case HF_SORT_AUTHORITY:
        return of->id != 0 && entry_field(scope, HF_REF_AUTHORITY, name, out);
    case HF_SORT_EMBEDDED:
        return embedded_field(scope, of->id, name, out);
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
    return false;
}

/* Is the name introduced here, and as what? Sort ABSENT: no. */
static struct hf_type root_type(const struct hf_scope *scope, enum hf_scope_root root)
{
    static const struct hf_type none = {.sort = HF_SORT_ABSENT};
    bool living = !scope->birth;
    switch (root) {
    case HF_ROOT_EVENT:
        return scope->event == HF_NONE ? none : object(HF_OF_EVENT, scope->event);
    case HF_ROOT_DATA:
        return object(HF_OF_OWN_DATA, scope->kind);
    case HF_ROOT_FLAGS:
        return object(HF_OF_FLAGS, scope->kind);
    case HF_ROOT_SELF:
        return living ? hf_type_of_instance(scope->kind) : none;
    case HF_ROOT_OBLIGATIONS:
        return living ? object(HF_OF_OBLIGATIONS, scope->kind) : none;
    case HF_ROOT_CASE:
        return scope->flow->root == HF_NONE || (scope->birth && scope->kind == scope->flow->root)
                   ? none
                   : hf_type_of_instance(scope->flow->root);
    case HF_ROOT_LINKED:
        return living ? object(HF_OF_LINKED, scope->kind) : none;
    case HF_ROOT_CHILDREN:
        return object(HF_OF_CHILDREN, 0);
    case HF_ROOT_REGISTERS:
        return object(HF_OF_REGISTERS, 0);
    case HF_ROOT_ACT:
        return object(HF_OF_ACT, 0);
    case HF_ROOT_IS:
        return object(HF_OF_IS, scope->kind);
    case HF_ROOT_IT:
        return scope->it;
    case HF_ROOT_KEY:
        return scope->key;
    case HF_ROOT_IDS:
        return scope->ids;
    case HF_ROOT_COUNT:
        break;
    }
    return none;
}

static bool root(void *self, struct hf_str name, struct hf_slot *out)
{
    static const struct hf_str roots[HF_ROOT_COUNT] = {
#define HF_ROOT(id, text) HF_STR_INIT(text),
        HF_SCOPE_ROOTS(HF_ROOT)
#undef HF_ROOT
    };
    for (uint32_t i = 0; i < HF_ROOT_COUNT; i++) {
        if (!hf_str_eq(roots[i], name))
            continue;
        *out = (struct hf_slot){.type = root_type(self, (enum hf_scope_root)i), .index = i};
        return out->type.sort != HF_SORT_ABSENT;
    }
    return false;
}

struct hf_expr_scope hf_scope_of(struct hf_scope *scope)
{
    return (struct hf_expr_scope){.self = scope, .root = root, .field = field};
}

/* NOLINTEND(misc-no-recursion) */
