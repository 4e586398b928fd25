/* SPDX-License-Identifier: Apache-2.0 */
#include "record/differ.h"

/* Two values of one kind, both objects or both lists, on the way down. */
struct pair {
    const struct hf_json *old, *new;
    size_t at;       /* steps done, in `new` and then in `old` */
    size_t pointer;  /* length of the pointer to them */
    size_t head;     /* of lists: how many items at the beginning are alike, */
    size_t old_rest; /* and how many there are between that and the common end */
    size_t new_rest;
};

struct differ {
    struct hf_buf pointer;
    struct pair open[HF_JSON_DEPTH_MAX + 1];
    size_t depth, count;
    hf_differs *differs;
    void *self;
};

static void put_step(struct differ *d, struct hf_str name)
{
    hf_buf_put_char(&d->pointer, '/');
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '~' || name.at[i] == '/')
            hf_buf_put(&d->pointer, name.at[i] == '~' ? HF_STR("~0") : HF_STR("~1"));
        else
            hf_buf_put_char(&d->pointer, name.at[i]);
    }
}

static void put_index(struct differ *d, size_t index)
{
    hf_buf_put_char(&d->pointer, '/');
    hf_buf_put_i64(&d->pointer, (int64_t)index);
}

static void tell(struct differ *d, const struct hf_json *old, const struct hf_json *new)
{
    struct hf_difference difference = {.pointer = hf_buf_str(&d->pointer), .old = old, .new = new};
    d->count++;
    d->differs(d->self, &difference);
}

static void open_lists(struct pair *pair)
{
    size_t old = pair->old->is.list.count, new = pair->new->is.list.count, tail = 0;
    const struct hf_json *a = pair->old->is.list.item, *b = pair->new->is.list.item;
    while (pair->head < old && pair->head < new &&hf_json_eq(&a[pair->head], &b[pair->head]))
        pair->head++;
    while (pair->head + tail < old &&
           pair->head + tail < new &&hf_json_eq(&a[old - tail - 1], &b[new - tail - 1]))
        tail++;
    pair->old_rest = old - pair->head - tail;
    pair->new_rest = new - pair->head - tail;
}

/* The step to the two is in the pointer already. */
static void compare(struct differ *d, const struct hf_json *old, const struct hf_json *new)
{
    bool open = new->kind == HF_JSON_OBJECT || new->kind == HF_JSON_LIST;
    if (old != NULL && hf_json_eq(old, new))
        return;
    if (old == NULL || old->kind != new->kind || !open) {
        tell(d, old, new);
        return;
    }
    struct pair *pair = &d->open[d->depth++];
    *pair = (struct pair){.old = old, .new = new, .pointer = d->pointer.len};
    if (new->kind == HF_JSON_LIST)
        open_lists(pair);
}

/* Each function takes one step; false: there was none left. */
static bool step_in_object(struct differ *d, struct pair *pair)
{
    size_t new = pair->new->is.object.count, k = pair->at++;
    if (k < new) {
        const struct hf_member *member = &pair->new->is.object.member[k];
        put_step(d, member->name);
        compare(d, hf_json_get(pair->old, member->name), &member->value);
        return true;
    }
    if (k - new == pair->old->is.object.count)
        return false;
    const struct hf_member *member = &pair->old->is.object.member[k - new];
    put_step(d, member->name);
    if (hf_json_get(pair->new, member->name) == NULL)
        tell(d, &member->value, NULL);
    return true;
}

static bool step_in_list(struct differ *d, struct pair *pair)
{
    size_t k = pair->at++, index = pair->head + k;
    const struct hf_json *old = pair->old->is.list.item, *new = pair->new->is.list.item;
    bool same_length = pair->old_rest == pair->new_rest;
    if (k < pair->new_rest) {
        put_index(d, index);
        compare(d, same_length ? &old[index] : NULL, &new[index]);
        return true;
    }
    index -= pair->new_rest;
    if (same_length || k - pair->new_rest == pair->old_rest)
        return false;
    put_index(d, index);
    tell(d, &old[index], NULL);
    return true;
}

size_t hf_json_differ(const struct hf_json *old, const struct hf_json *new, struct hf_arena *arena,
                      hf_differs *differs, void *self)
{
    struct differ d = {.pointer = hf_buf_in(arena, 256), .differs = differs, .self = self};
    compare(&d, old, new);
    while (d.depth > 0) {
        struct pair *top = &d.open[d.depth - 1];
        d.pointer.len = top->pointer;
        if (!(top->new->kind == HF_JSON_OBJECT ? step_in_object(&d, top) : step_in_list(&d, top)))
            d.depth--;
    }
    return d.count;
}
