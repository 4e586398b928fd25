/* SPDX-License-Identifier: Apache-2.0 */
#include "record/json.h"

#include "base/check.h"
#include "record/order.h"

enum { FEW = 8 }; /* members, among which a name is found sooner by its length than by its order */

void hf_json_place(struct hf_str text, size_t offset, size_t *line, size_t *column)
{
    size_t lines = 1, columns = 1;
    for (size_t i = 0; i < offset && i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n') {
            lines++;
            columns = 1;
        } else if ((c & 0xC0) != 0x80) {
            columns++;
        }
    }
    *line = lines;
    *column = columns;
}

const struct hf_json *hf_json_get(const struct hf_json *json, struct hf_str name)
{
    if (json == NULL || json->kind != HF_JSON_OBJECT)
        return NULL;
    const struct hf_member *member = json->is.object.member;
    size_t from = 0, to = json->is.object.count;
    while (to - from > FEW) {
        size_t middle = from + (to - from) / 2;
        if (hf_name_order(member[member[middle].sorted].name, name) <= 0)
            from = middle;
        else
            to = middle;
    }
    for (; from < to; from++)
        if (hf_str_eq(member[member[from].sorted].name, name))
            return &member[member[from].sorted].value;
    return NULL;
}

struct hf_str hf_json_text(const struct hf_json *json, struct hf_str name)
{
    const struct hf_json *value = hf_json_get(json, name);
    return value != NULL && value->kind == HF_JSON_TEXT ? value->is.text : HF_STR_NONE;
}

struct hf_json hf_json_of_text(struct hf_str text)
{
    return (struct hf_json){.kind = HF_JSON_TEXT, .is.text = text};
}

struct hf_json hf_json_of_int(int64_t integer)
{
    return (struct hf_json){.kind = HF_JSON_INT, .is.integer = integer};
}

struct hf_json hf_json_of_bool(bool truth)
{
    return (struct hf_json){.kind = HF_JSON_BOOL, .is.truth = truth};
}

struct hf_json_maker hf_json_make(struct hf_arena *arena)
{
    return (struct hf_json_maker){.arena = arena};
}

void hf_json_add(struct hf_json_maker *maker, struct hf_str name, struct hf_json value)
{
    if (maker->count == maker->size) {
        size_t size = maker->size == 0 ? 8 : 2 * maker->size;
        struct hf_member *larger = HF_NEW_UNSET(maker->arena, struct hf_member, size);
        if (maker->count > 0)
            memcpy(larger, maker->member, maker->count * sizeof *larger);
        maker->member = larger;
        maker->size = size;
    }
    maker->member[maker->count++] = (struct hf_member){.name = name, .value = value};
}

struct hf_json hf_json_object(const struct hf_json_maker *maker)
{
    HF_CHECK(hf_members_sort(maker->member, maker->count) == maker->count);
    return (struct hf_json){.kind = HF_JSON_OBJECT,
                            .is.object = {.member = maker->member, .count = maker->count}};
}

struct hf_json hf_json_list(const struct hf_json_maker *maker)
{
    struct hf_json *item =
        maker->count == 0 ? NULL : HF_NEW_UNSET(maker->arena, struct hf_json, maker->count);
    for (size_t i = 0; i < maker->count; i++)
        item[i] = maker->member[i].value;
    return (struct hf_json){.kind = HF_JSON_LIST, .is.list = {.item = item, .count = maker->count}};
}

/* An opened list or object and the child to be looked at next, in canonical order. */
struct pair {
    const struct hf_json *a, *b;
    size_t at;
};

static bool is_number(const struct hf_json *json)
{
    return json->kind == HF_JSON_INT || json->kind == HF_JSON_REAL;
}

static bool number_eq(const struct hf_json *a, const struct hf_json *b)
{
    if (a->kind == HF_JSON_INT && b->kind == HF_JSON_INT)
        return a->is.integer == b->is.integer;
    double x = a->kind == HF_JSON_INT ? (double)a->is.integer : a->is.real;
    double y = b->kind == HF_JSON_INT ? (double)b->is.integer : b->is.real;
    return x == y;
}

/* Equal as far as one sees without looking inside. */
static bool outside_eq(const struct hf_json *a, const struct hf_json *b)
{
    if (is_number(a) && is_number(b))
        return number_eq(a, b);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case HF_JSON_NULL:
    case HF_JSON_INT:
    case HF_JSON_REAL:
        return true;
    case HF_JSON_BOOL:
        return a->is.truth == b->is.truth;
    case HF_JSON_TEXT:
        return hf_str_eq(a->is.text, b->is.text);
    case HF_JSON_LIST:
        return a->is.list.count == b->is.list.count;
    case HF_JSON_OBJECT:
        return a->is.object.count == b->is.object.count;
    }
    HF_UNREACHABLE();
}

static size_t children(const struct hf_json *json)
{
    if (json->kind == HF_JSON_LIST)
        return json->is.list.count;
    return json->kind == HF_JSON_OBJECT ? json->is.object.count : 0;
}

static struct hf_str child_name(const struct hf_json *json, size_t k)
{
    return json->kind == HF_JSON_OBJECT ? hf_json_member(json, k)->name : HF_STR_NONE;
}

static const struct hf_json *child(const struct hf_json *json, size_t k)
{
    return json->kind == HF_JSON_OBJECT ? &hf_json_member(json, k)->value : &json->is.list.item[k];
}

bool hf_json_eq(const struct hf_json *a, const struct hf_json *b)
{
    HF_UNSET struct pair stack[HF_JSON_NEST_MAX + 1];
    size_t depth = 1;
    stack[0] = (struct pair){.a = a, .b = b};
    if (!outside_eq(a, b))
        return false;
    while (depth > 0) {
        struct pair *top = &stack[depth - 1];
        if (top->at == children(top->a)) {
            depth--;
            continue;
        }
        const struct hf_json *x = child(top->a, top->at), *y = child(top->b, top->at);
        if (!hf_str_eq(child_name(top->a, top->at), child_name(top->b, top->at)) || !outside_eq(x, y))
            return false;
        top->at++;
        if (children(x) > 0) {
            HF_CHECK(depth <= HF_JSON_NEST_MAX);
            stack[depth++] = (struct pair){.a = x, .b = y};
        }
    }
    return true;
}

/* The content of a copied list or object; its children still borrow, from `at` on. */
struct copied {
    struct hf_json *item;
    struct hf_member *member;
    size_t count, at;
};

static struct hf_str keep_text(struct hf_arena *arena, struct hf_str text)
{
    struct hf_str kept = hf_arena_keep(arena, text);
    return kept.at == NULL && text.at != NULL ? HF_STR("") : kept;
}

/* Replaces what `json` borrows itself by copies, and says which children are still to be looked at. */
static struct copied keep_outside(struct hf_arena *arena, struct hf_json *json)
{
    struct copied copied = {.count = children(json)};
    if (json->kind == HF_JSON_TEXT)
        json->is.text = keep_text(arena, json->is.text);
    if (copied.count == 0)
        return copied;
    if (json->kind == HF_JSON_LIST) {
        copied.item = HF_NEW_UNSET(arena, struct hf_json, copied.count);
        memcpy(copied.item, json->is.list.item, copied.count * sizeof *copied.item);
        json->is.list.item = copied.item;
    } else {
        copied.member = HF_NEW_UNSET(arena, struct hf_member, copied.count);
        memcpy(copied.member, json->is.object.member, copied.count * sizeof *copied.member);
        json->is.object.member = copied.member;
    }
    return copied;
}

static struct hf_json *next_child(struct hf_arena *arena, struct copied *copied)
{
    size_t i = copied->at++;
    if (copied->item != NULL)
        return &copied->item[i];
    copied->member[i].name = keep_text(arena, copied->member[i].name);
    return &copied->member[i].value;
}

struct hf_json hf_json_keep(struct hf_arena *arena, const struct hf_json *json)
{
    struct hf_json kept = *json;
    HF_UNSET struct copied stack[HF_JSON_NEST_MAX + 1];
    size_t depth = 1;
    stack[0] = keep_outside(arena, &kept);
    while (depth > 0) {
        struct copied *top = &stack[depth - 1];
        if (top->at == top->count) {
            depth--;
            continue;
        }
        struct copied inner = keep_outside(arena, next_child(arena, top));
        if (inner.count > 0) {
            HF_CHECK(depth <= HF_JSON_NEST_MAX);
            stack[depth++] = inner;
        }
    }
    return kept;
}
