/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A circle of raised events (C19): events that raise nothing that is still in question are struck out until
 * nothing changes; what is left leads into a circle, and following it names the loop.
 */
#include "flow/check.h"

struct web {
    struct hf_reader *r;
    uint32_t first[HF_KINDS_MAX + 1]; /* an event is first[kind] + its index */
    bool *open;                       /* by event: still in question */
    uint32_t *handled; /* by event, one more at the end: where its handlers begin in `handler` */
    uint16_t *handler; /* of the event's kind */
};

typedef bool look_at_raised(struct web *web, uint32_t raised, void *with);

static bool visit_embedded(struct web *web, const struct hf_raise *raise, look_at_raised *look, void *with)
{
    const struct hf_shape *shape = web->r->flow->shape[raise->events->type.item->id & 0xFFFFFF];
    for (uint16_t i = 0; i < shape->events.count; i++) {
        if (look(web, web->first[shape->of_kind] + shape->events.at[i], with))
            return true;
    }
    return false;
}

/* Shows each event that a branch raises or creates by, until one is wanted. */
static bool visit_branch(struct web *web, const struct hf_branch *branch, look_at_raised *look, void *with)
{
    for (uint16_t i = 0; i < branch->raises; i++) {
        const struct hf_raise *raise = &branch->raise[i];
        bool found = raise->events != NULL ? visit_embedded(web, raise, look, with)
                                           : look(web, web->first[raise->kind] + raise->event, with);
        if (found)
            return true;
    }
    for (uint16_t i = 0; i < branch->creates; i++) {
        if (look(web, web->first[branch->create[i].kind] + branch->create[i].event, with))
            return true;
    }
    return false;
}

static uint16_t kind_of(const struct web *web, uint32_t event)
{
    uint16_t k = 0;
    while (event >= web->first[k + 1])
        k++;
    return k;
}

static bool visit(struct web *web, uint32_t event, look_at_raised *look, void *with)
{
    const struct hf_kind *kind = &web->r->kind[kind_of(web, event)];
    for (uint32_t i = web->handled[event]; i < web->handled[event + 1]; i++) {
        const struct hf_branches *branches = &kind->handler[web->handler[i]].branches;
        for (uint16_t b = 0; b < branches->count; b++) {
            if (visit_branch(web, &branches->at[b], look, with))
                return true;
        }
    }
    return false;
}

/* The handlers of each event side by side, counted first and then put where they belong. */
static void sort_handlers(struct web *web, uint32_t count)
{
    size_t all = 0;
    for (uint16_t k = 0; k < web->r->flow->kinds; k++)
        all += web->r->kind[k].handlers;
    web->handled = HF_NEW(web->r->arena, uint32_t, count + 2);
    web->handler = HF_NEW(web->r->arena, uint16_t, all + 1);
    for (uint16_t k = 0; k < web->r->flow->kinds; k++) {
        for (uint16_t h = 0; h < web->r->kind[k].handlers; h++)
            web->handled[web->first[k] + web->r->kind[k].handler[h].event + 2]++;
    }
    for (uint32_t e = 0; e < count; e++)
        web->handled[e + 2] += web->handled[e + 1];
    for (uint16_t k = 0; k < web->r->flow->kinds; k++) {
        for (uint16_t h = 0; h < web->r->kind[k].handlers; h++)
            web->handler[web->handled[web->first[k] + web->r->kind[k].handler[h].event + 1]++] = h;
    }
}

static bool is_open(struct web *web, uint32_t raised, void *with)
{
    uint32_t *next = with;
    if (!web->open[raised])
        return false;
    *next = raised;
    return true;
}

static void strike_out(struct web *web, uint32_t count)
{
    uint32_t next;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t e = 0; e < count; e++) {
            if (!web->open[e] || visit(web, e, is_open, &next))
                continue;
            web->open[e] = false;
            changed = true;
        }
    }
}

static void put_event(const struct web *web, uint32_t event, struct hf_buf *out)
{
    uint16_t k = kind_of(web, event);
    hf_buf_put(out, web->r->kind[k].name);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, web->r->kind[k].event[event - web->first[k]].name);
}

/* After `count` steps one is surely inside the circle; then it is walked once around. */
static void name_loop(struct web *web, uint32_t event, uint32_t count)
{
    struct hf_buf loop = hf_buf_in(web->r->arena, 256);
    for (uint32_t i = 0; i < count; i++)
        (void)visit(web, event, is_open, &event);
    uint32_t start = event;
    put_event(web, start, &loop);
    do {
        (void)visit(web, event, is_open, &event);
        hf_buf_put(&loop, HF_STR(" > "));
        put_event(web, event, &loop);
    } while (event != start);
    uint16_t k = kind_of(web, start);
    hf_find_at(web->r, 19, web->r->kind[k].event[start - web->first[k]].offset, HF_WORD_flow_raise_circle,
               hf_buf_str(&loop), HF_STR_NONE);
}

/* ---- events kept in data ---- */

static void check_open(struct hf_reader *r, const struct hf_event *event, uint32_t offset)
{
    for (uint16_t m = 0; m < event->payload->members; m++) {
        const struct hf_shape *shape = event->payload->member[m].shape;
        if (shape->personal != HF_OPEN || shape->hides)
            hf_find_at(r, 22, offset, HF_WORD_flow_kept_personal, event->name,
                       event->payload->member[m].name);
    }
}

/* A hidden value stays with the event that told it; an event performed later could not take it along. */
void hf_check_kept(struct hf_reader *r, uint16_t k)
{
    const struct hf_shape *data = r->kind[k].data;
    const struct hf_json *json = hf_member_object(r->kind_json[k], "data");
    for (uint16_t m = 0; m < data->members; m++) {
        const struct hf_shape *shape = data->member[m].shape;
        if (shape->kind == HF_SHAPE_LIST && shape->item != NULL)
            shape = shape->item;
        for (uint16_t i = 0; shape->kind == HF_SHAPE_EMBEDDED && i < shape->events.count; i++)
            check_open(r, &r->kind[shape->of_kind].event[shape->events.at[i]],
                       json->is.object.member[m].offset);
    }
}

void hf_check_raise_circles(struct hf_reader *r)
{
    struct web web = {.r = r};
    for (uint16_t k = 0; k < r->flow->kinds; k++)
        web.first[k + 1] = web.first[k] + r->kind[k].events;
    uint32_t count = web.first[r->flow->kinds];
    web.open = HF_NEW(r->arena, bool, count + 1);
    memset(web.open, true, count);
    sort_handlers(&web, count);
    strike_out(&web, count);
    for (uint32_t e = 0; e < count; e++) {
        if (web.open[e]) {
            name_loop(&web, e, count);
            return;
        }
    }
}
