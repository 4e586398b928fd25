/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle/bound.h"

#include "base/check.h"
#include "flow/guard.h"

enum { LIST_MAX = 20, OBJECTS_MAX = 64 };

struct bound {
    const struct hf_json *names; /* NULL: none */
    struct hf_arena *arena;
    const struct hf_json *object[OBJECTS_MAX]; /* by the id of its type, from 1 */
    uint32_t objects;
};

/* Values nest as deep as their JSON, which the gate bounds. NOLINTBEGIN(misc-no-recursion) */

/* What stands in {"mark": ...}; NULL when json is no such object. */
static const struct hf_json *marked(const struct hf_json *json, struct hf_str mark)
{
    return json->kind == HF_JSON_OBJECT && json->is.object.count == 1 ? hf_json_get(json, mark) : NULL;
}

static bool is_absent(const struct hf_json *json)
{
    return marked(json, HF_STR("absent")) != NULL;
}

/* The value itself, or what says its type. */
static const struct hf_json *plain(const struct hf_json *json)
{
    const struct hf_json *maybe = marked(json, HF_STR("maybe")), *absent = marked(json, HF_STR("absent"));
    return maybe != NULL ? maybe : absent != NULL ? absent : json;
}

static struct hf_type type_of(struct bound *bound, const struct hf_json *json);
static struct hf_val value_of(struct bound *bound, const struct hf_json *json);

static struct hf_type list_type(struct bound *bound, const struct hf_json *item)
{
    struct hf_type *of = HF_NEW(bound->arena, struct hf_type, 1);
    *of = type_of(bound, item);
    return (struct hf_type){.sort = HF_SORT_LIST, .item = of, .max = LIST_MAX};
}

static struct hf_type object_type(struct bound *bound, const struct hf_json *json)
{
    for (uint32_t i = 1; i <= bound->objects; i++)
        if (bound->object[i] == json)
            return (struct hf_type){.sort = HF_SORT_OBJECT, .id = i};
    HF_CHECK(bound->objects + 1 < OBJECTS_MAX);
    bound->object[++bound->objects] = json;
    return (struct hf_type){.sort = HF_SORT_OBJECT, .id = bound->objects};
}

static struct hf_type type_of(struct bound *bound, const struct hf_json *json)
{
    const struct hf_json *none = marked(json, HF_STR("none"));
    switch (json->kind) {
    case HF_JSON_BOOL:
        return hf_type_bool;
    case HF_JSON_INT:
        return hf_type_int;
    case HF_JSON_TEXT:
        return hf_type_text;
    case HF_JSON_LIST:
        return list_type(bound, &json->is.list.item[0]);
    case HF_JSON_OBJECT:
        if (marked(json, HF_STR("int64")) != NULL)
            return hf_type_int;
        return none != NULL ? list_type(bound, none) : object_type(bound, json);
    case HF_JSON_NULL:
    case HF_JSON_REAL:
        break;
    }
    HF_UNREACHABLE();
}

static struct hf_val list_value(struct bound *bound, const struct hf_json *json)
{
    struct hf_val list = {.sort = HF_SORT_LIST};
    size_t count = json->kind == HF_JSON_LIST ? json->is.list.count : 0;
    struct hf_val *item = HF_NEW(bound->arena, struct hf_val, count + 1);
    for (size_t i = 0; i < count; i++)
        item[i] = value_of(bound, &json->is.list.item[i]);
    list.is.list.item = item;
    list.is.list.count = (uint32_t)count;
    return list;
}

static struct hf_val large(const struct hf_json *digits)
{
    struct hf_val value = {.sort = HF_SORT_INT};
    HF_CHECK(digits->kind == HF_JSON_TEXT && hf_str_i64(digits->is.text, &value.is.integer));
    return value;
}

static struct hf_val value_of(struct bound *bound, const struct hf_json *json)
{
    const struct hf_json *digits = marked(json, HF_STR("int64"));
    struct hf_val object = {.sort = HF_SORT_OBJECT};
    switch (json->kind) {
    case HF_JSON_BOOL:
        return (struct hf_val){.sort = HF_SORT_BOOL, .is.truth = json->is.truth};
    case HF_JSON_INT:
        return (struct hf_val){.sort = HF_SORT_INT, .is.integer = json->is.integer};
    case HF_JSON_TEXT:
        return (struct hf_val){.sort = HF_SORT_TEXT, .is.text = json->is.text};
    case HF_JSON_LIST:
        return list_value(bound, json);
    case HF_JSON_OBJECT:
        if (digits != NULL)
            return large(digits);
        if (marked(json, HF_STR("none")) != NULL)
            return list_value(bound, json);
        object.is.object.at = json;
        return object;
    case HF_JSON_NULL:
    case HF_JSON_REAL:
        break;
    }
    HF_UNREACHABLE();
}

static bool find(struct bound *bound, const struct hf_json *of, struct hf_str name, struct hf_slot *out)
{
    const struct hf_json *json = of == NULL ? NULL : hf_json_get(of, name);
    if (json == NULL)
        return false;
    *out = (struct hf_slot){.type = type_of(bound, plain(json)), .optional = plain(json) != json};
    for (uint32_t i = 0; i < of->is.object.count; i++)
        if (&of->is.object.member[i].value == json)
            out->index = i;
    return true;
}

static bool scope_root(void *self, struct hf_str name, struct hf_slot *out)
{
    struct bound *bound = self;
    return find(bound, bound->names, name, out);
}

static bool scope_field(void *self, const struct hf_type *of, struct hf_str name, struct hf_slot *out)
{
    struct bound *bound = self;
    return find(bound, bound->object[of->id], name, out);
}

static struct hf_val member_value(struct bound *bound, const struct hf_json *json)
{
    if (json == NULL || is_absent(json))
        return (struct hf_val){.sort = HF_SORT_ABSENT};
    return value_of(bound, plain(json));
}

static enum hf_rc world_root(void *self, uint32_t index, struct hf_val *out, struct hf_err *err)
{
    struct bound *bound = self;
    (void)err;
    *out = member_value(bound, &bound->names->is.object.member[index].value);
    return HF_OK;
}

static enum hf_rc world_field(void *self, const struct hf_val *of, uint32_t index, struct hf_str name,
                              struct hf_val *out, struct hf_err *err)
{
    (void)index;
    (void)err;
    *out = member_value(self, hf_json_get(of->is.object.at, name));
    return HF_OK;
}

static void put_value(struct hf_buf *out, const struct hf_val *value)
{
    if (value->sort == HF_SORT_BOOL)
        hf_buf_put(out, value->is.truth ? HF_STR("true") : HF_STR("false"));
    else if (value->sort == HF_SORT_INT)
        hf_buf_put_i64(out, value->is.integer);
    else if (value->sort == HF_SORT_TEXT)
        hf_json_put_text(out, value->is.text);
    else if (value->sort == HF_SORT_OBJECT)
        hf_buf_put(out, HF_STR("{}"));
    if (value->sort != HF_SORT_LIST)
        return;
    hf_buf_put_char(out, '[');
    for (uint32_t i = 0; i < value->is.list.count; i++) {
        hf_buf_put(out, i == 0 ? HF_STR_NONE : HF_STR(","));
        put_value(out, &value->is.list.item[i]);
    }
    hf_buf_put_char(out, ']');
}

/* NOLINTEND(misc-no-recursion) */

void bound_put(const struct hf_json *json, struct hf_arena *arena, struct hf_buf *out)
{
    struct bound none = {.arena = arena};
    struct hf_val value = value_of(&none, json);
    put_value(out, &value);
}

static void put_code(struct hf_buf *out, char mark, const struct hf_err *err)
{
    hf_buf_put_char(out, mark);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, hf_err_code(err));
}

void bound_answer(const struct hf_json *asked, struct hf_arena *arena, struct hf_buf *out)
{
    struct bound bound = {.names = HF_JSON_GET(asked, "bind"), .arena = arena};
    struct hf_expr_scope scope = {.self = &bound, .root = scope_root, .field = scope_field};
    struct hf_world world = {.self = &bound, .root = world_root, .field = world_field};
    const struct hf_expr *expr;
    struct hf_val value;
    struct hf_err err;
    if (hf_expr_compile(&scope, hf_json_text(asked, HF_STR("expr")), NULL, arena, &expr, &err) != HF_OK) {
        put_code(out, '!', &err);
    } else if (hf_expr_eval(expr, &world, arena, &value, &err) != HF_OK) {
        put_code(out, '?', &err);
    } else {
        hf_buf_put(out, HF_STR("= "));
        put_value(out, &value);
    }
}
