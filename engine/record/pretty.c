/* SPDX-License-Identifier: Apache-2.0 */
/* Two walks: the first measures every value as it would stand on one line, the second writes. */
#include "record/pretty.h"

/* A list or object that is open, and how many of its children are done. */
struct opened {
    const struct hf_json *json;
    const uint32_t *order; /* of an object's members */
    size_t at;
    bool flat; /* all of it on one line */
};

struct printer {
    struct hf_arena *arena;
    struct hf_buf *out;
    uint32_t *width; /* by offset of the value; capped beyond any line */
    hf_pretty_rank *rank;
    const void *self;
    struct opened open[HF_JSON_DEPTH_MAX + 1];
    size_t depth, line; /* where the line being written begins */
};

static bool is_open(const struct hf_json *json)
{
    return json->kind == HF_JSON_LIST || json->kind == HF_JSON_OBJECT;
}

static size_t children(const struct hf_json *json)
{
    return json->kind == HF_JSON_LIST ? json->is.list.count : json->is.object.count;
}

static const struct hf_json *child(const struct hf_json *json, size_t k)
{
    return json->kind == HF_JSON_LIST ? &json->is.list.item[k] : &json->is.object.member[k].value;
}

/* Objects, and lists of what is itself open, have blanks inside their brackets. */
static bool is_airy(const struct hf_json *json)
{
    return json->kind == HF_JSON_OBJECT || is_open(&json->is.list.item[0]);
}

static size_t characters(struct hf_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

/* ---- measuring ---- */

static uint32_t capped(size_t width)
{
    return (uint32_t)(width > HF_PRETTY_COLUMNS ? HF_PRETTY_COLUMNS + 1 : width);
}

static uint32_t scalar_width(const struct printer *p, const struct hf_json *json)
{
    size_t mark = hf_arena_mark(p->arena);
    struct hf_buf text = hf_buf_in(p->arena, 64);
    hf_json_write(&text, json);
    uint32_t width = capped(characters(hf_buf_str(&text)));
    hf_arena_reset(p->arena, mark);
    return width;
}

static uint32_t name_width(const struct printer *p, struct hf_str name)
{
    struct hf_json text = hf_json_of_text(name);
    return scalar_width(p, &text) + 2;
}

/* All children of `json` are measured. */
static uint32_t open_width(const struct printer *p, const struct hf_json *json)
{
    size_t count = children(json), width = 2;
    if (count == 0)
        return 2;
    width += (is_airy(json) ? 2 : 0) + 2 * (count - 1);
    for (size_t k = 0; k < count && width <= HF_PRETTY_COLUMNS; k++) {
        width += p->width[child(json, k)->offset];
        if (json->kind == HF_JSON_OBJECT)
            width += name_width(p, json->is.object.member[k].name);
    }
    return capped(width);
}

static void measure(struct printer *p, const struct hf_json *root)
{
    p->open[p->depth++] = (struct opened){.json = root};
    while (p->depth > 0) {
        struct opened *top = &p->open[p->depth - 1];
        if (top->at == children(top->json)) {
            p->width[top->json->offset] = open_width(p, top->json);
            p->depth--;
            continue;
        }
        const struct hf_json *next = child(top->json, top->at++);
        if (is_open(next))
            p->open[p->depth++] = (struct opened){.json = next};
        else
            p->width[next->offset] = scalar_width(p, next);
    }
}

/* ---- writing ---- */

static void new_line(struct printer *p, size_t depth)
{
    hf_buf_put_char(p->out, '\n');
    p->line = p->out->len;
    for (size_t i = 0; i < depth; i++)
        hf_buf_put(p->out, HF_STR("  "));
}

static bool fits(const struct printer *p, const struct hf_json *json)
{
    struct hf_str line = {p->out->at + p->line, p->out->len - p->line};
    return characters(line) + p->width[json->offset] + 1 <= HF_PRETTY_COLUMNS; /* 1: a comma may follow */
}

/* Objects have few members, or members of one rank, which stay where they are. */
static const uint32_t *order_of(const struct printer *p, const struct hf_json *object)
{
    size_t count = object->is.object.count;
    uint32_t *order = HF_NEW_UNSET(p->arena, uint32_t, count + 1),
             *rank = HF_NEW(p->arena, uint32_t, count + 1);
    for (size_t k = 0; k < count; k++) {
        size_t to = k;
        uint32_t own = p->rank == NULL ? 0 : p->rank(p->self, object, k);
        for (; to > 0 && rank[to - 1] > own; to--) {
            order[to] = order[to - 1];
            rank[to] = rank[to - 1];
        }
        order[to] = (uint32_t)k;
        rank[to] = own;
    }
    return order;
}

static void open_up(struct printer *p, const struct hf_json *json)
{
    bool object = json->kind == HF_JSON_OBJECT;
    struct opened *top = &p->open[p->depth];
    *top = (struct opened){.json = json, .order = object ? order_of(p, json) : NULL};
    top->flat = children(json) == 0 || (p->depth > 0 && (p->open[p->depth - 1].flat || fits(p, json)));
    hf_buf_put_char(p->out, object ? '{' : '[');
    p->depth++;
}

static void close_up(struct printer *p)
{
    const struct opened *top = &p->open[--p->depth];
    if (!top->flat)
        new_line(p, p->depth);
    else if (children(top->json) > 0 && is_airy(top->json))
        hf_buf_put_char(p->out, ' ');
    hf_buf_put_char(p->out, top->json->kind == HF_JSON_OBJECT ? '}' : ']');
}

static void put_gap(struct printer *p, const struct opened *top)
{
    if (top->at > 0)
        hf_buf_put_char(p->out, ',');
    if (!top->flat)
        new_line(p, p->depth);
    else if (top->at > 0 || is_airy(top->json))
        hf_buf_put_char(p->out, ' ');
}

static void put_next(struct printer *p, struct opened *top)
{
    size_t k = top->order == NULL ? top->at : top->order[top->at];
    const struct hf_json *next = child(top->json, k);
    put_gap(p, top);
    top->at++;
    if (top->order != NULL) {
        hf_json_put_text(p->out, top->json->is.object.member[k].name);
        hf_buf_put(p->out, HF_STR(": "));
    }
    if (is_open(next))
        open_up(p, next);
    else
        hf_json_write(p->out, next);
}

static void write(struct printer *p, const struct hf_json *root)
{
    open_up(p, root);
    while (p->depth > 0) {
        struct opened *top = &p->open[p->depth - 1];
        if (top->at < children(top->json))
            put_next(p, top);
        else
            close_up(p);
    }
}

void hf_pretty_write(const struct hf_json *root, size_t bytes, hf_pretty_rank *rank, const void *self,
                     struct hf_arena *arena, struct hf_buf *out)
{
    struct printer p = {.arena = arena, .out = out, .rank = rank, .self = self, .line = out->len};
    if (is_open(root)) {
        p.width = HF_NEW(arena, uint32_t, bytes + 1);
        measure(&p, root);
        write(&p, root);
    } else {
        hf_json_write(out, root);
    }
    hf_buf_put_char(out, '\n');
}
