/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/invent.h"

#include "flow/pattern.h"
#include "flow/pattern_step.h"

enum { DEEPEST = 8, FEW = 3, NAMES_MOST = 12 };

/* SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. */
uint64_t hf_chance_below(struct hf_chance *chance, uint64_t below)
{
    uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return below == 0 ? 0 : (z ^ (z >> 31)) % below;
}

static struct hf_json text_of(struct hf_buf *text)
{
    return hf_json_of_text(hf_buf_str(text));
}

/* ---- texts ---- */

static const char *const words[] = {"vault", "harbour", "ledger", "orchard", "quarry", "lantern"};

static struct hf_json invent_plain(struct hf_inventor *v, const struct hf_shape *shape)
{
    struct hf_buf text = hf_buf_in(v->arena, 64);
    uint32_t most = shape->most == 0 ? UINT32_MAX : shape->most;
    if (shape->uri)
        hf_buf_put(&text, HF_STR("https://example.invalid/"));
    do {
        hf_buf_put(&text, hf_str_of(words[hf_chance_below(v->chance, 6)]));
        hf_buf_put_i64(&text, (int64_t)hf_chance_below(v->chance, 1000));
    } while (text.len < shape->least);
    if (text.len > most)
        text.len = most;
    return text_of(&text);
}

/* Of the letters of a set those that are printable, or the first it has. */
static uint32_t letter_of(struct hf_inventor *v, const struct hf_step *set)
{
    static const char tried[] = "ABCDEFGHXYZabcdefxyz0123456789-_ ./:";
    size_t from = hf_chance_below(v->chance, sizeof tried - 1);
    for (size_t i = 0; i < sizeof tried - 1; i++) {
        uint32_t letter = (unsigned char)tried[(from + i) % (sizeof tried - 1)];
        if (hf_letter_fits(set, letter))
            return letter;
    }
    return set->ranges > 0 && !set->other_than && set->range[0].low < 0x80 ? set->range[0].low : 'x';
}

/* One walk through the steps of a pattern, taking either way where there are two. */
static struct hf_str walk_pattern(struct hf_inventor *v, const struct hf_pattern *pattern)
{
    struct hf_buf text = hf_buf_in(v->arena, 64);
    size_t at = 0;
    for (size_t steps = 0; steps < 4096 && pattern->step[at].op != HF_STEP_MATCH; steps++) {
        const struct hf_step *step = &pattern->step[at];
        int to = 1;
        if (step->op == HF_STEP_LETTER)
            hf_buf_put_char(&text, (char)letter_of(v, step));
        else if (step->op == HF_STEP_JUMP)
            to = step->to;
        else if (step->op == HF_STEP_SPLIT)
            to = hf_chance_below(v->chance, 2) == 0 ? step->to : step->or_to;
        at += (size_t)to; /* backwards too: it wraps */
    }
    return hf_buf_str(&text);
}

/* One of the texts that others bear, where it fits: a language or a State that is met again. */
static bool known_text(struct hf_inventor *v, const struct hf_shape *shape, struct hf_json *out)
{
    for (int tries = 0; v->knowns > 0 && tries < 8; tries++) {
        struct hf_str text = v->known[hf_chance_below(v->chance, v->knowns)];
        *out = hf_json_of_text(text);
        if (hf_pattern_match(shape->pattern, text) && text.len >= shape->least)
            return true;
    }
    return false;
}

static bool invent_text(struct hf_inventor *v, const struct hf_shape *shape, struct hf_json *out)
{
    if (shape->choices > 0) {
        *out = hf_json_of_text(shape->choice[hf_chance_below(v->chance, shape->choices)].value);
        return true;
    }
    if (shape->pattern == NULL) {
        *out = invent_plain(v, shape);
        return true;
    }
    if (hf_chance_below(v->chance, 4) != 0 && known_text(v, shape, out))
        return true;
    for (int tries = 0; tries < 16; tries++) {
        struct hf_str text = walk_pattern(v, shape->pattern);
        *out = hf_json_of_text(text);
        if (hf_pattern_match(shape->pattern, text) && text.len >= shape->least)
            return true;
    }
    return false;
}

/* ---- numbers, days, money ---- */

static struct hf_json invent_int(struct hf_inventor *v, const struct hf_shape *shape)
{
    int64_t least = shape->minimum == INT64_MIN ? 0 : shape->minimum;
    int64_t most = shape->maximum == INT64_MAX ? least + 100000 : shape->maximum;
    uint64_t span = (uint64_t)most - (uint64_t)least;
    uint64_t step = hf_chance_below(v->chance, (span < 100000 ? span : 100000) + 1);
    return hf_json_of_int(least + (int64_t)step);
}

/* From a year ago to two years ahead, mostly near. */
static int32_t invent_day(struct hf_inventor *v)
{
    int32_t today = hf_day_at(v->rehearsal->now_ms);
    int32_t far = (int32_t)hf_chance_below(v->chance, 3) == 0 ? 1000 : 60;
    return today - far / 3 + (int32_t)hf_chance_below(v->chance, (uint64_t)far);
}

static struct hf_json invent_time(struct hf_inventor *v, enum hf_shape_kind kind)
{
    struct hf_buf text = hf_buf_in(v->arena, HF_INSTANT_TEXT);
    static const char *const periods[] = {"48h", "10d", "6w", "3m", "2y"};
    if (kind == HF_SHAPE_DATE)
        hf_day_put(&text, invent_day(v));
    else if (kind == HF_SHAPE_INSTANT)
        hf_instant_put(&text, invent_day(v) * HF_MS_PER_DAY);
    else
        hf_buf_put(&text, hf_str_of(periods[hf_chance_below(v->chance, 5)]));
    return text_of(&text);
}

static struct hf_json invent_money(struct hf_inventor *v, const struct hf_shape *shape)
{
    struct hf_json_maker money = hf_json_make(v->arena);
    hf_json_add(&money, HF_STR("amount"), invent_int(v, shape));
    hf_json_add(&money, HF_STR("currency"), hf_json_of_text(HF_STR("EUR")));
    return hf_json_object(&money);
}

/* ---- what is there ---- */

static struct hf_json name_of(struct hf_inventor *v, hf_instance i)
{
    struct hf_buf name = hf_buf_in(v->arena, 64);
    hf_case_put_name(&v->rehearsal->flows, &v->rehearsal->c, i, &name);
    return text_of(&name);
}

/* In the same state, and of the same authorities: what is named together mostly belongs together. */
static bool is_alike(struct hf_inventor *v, hf_instance a, hf_instance b)
{
    const struct hf_case *c = &v->rehearsal->c;
    const struct hf_kind *kind = hf_case_kind(&v->rehearsal->flows, c, a);
    if (hf_case_instance(c, a)->state != hf_case_instance(c, b)->state)
        return false;
    for (uint16_t d = 0; d < kind->data->members; d++) {
        const struct hf_shape *shape = kind->data->member[d].shape;
        if (shape->kind == HF_SHAPE_REF && shape->ref == HF_REF_AUTHORITY &&
            !hf_str_eq(hf_case_datum(c, a, d).json, hf_case_datum(c, b, d).json))
            return false;
    }
    return true;
}

/* One of the instances of this kind; like the one before it in a list, where one of its like is wished. */
static bool invent_instance(struct hf_inventor *v, enum hf_owner owner, uint16_t kind, struct hf_json *out)
{
    const struct hf_case *c = &v->rehearsal->c;
    hf_instance count = hf_case_head(c)->instances, from = (hf_instance)hf_chance_below(v->chance, count);
    for (hf_instance n = 0; n < count; n++) {
        hf_instance i = (from + n) % count;
        const struct hf_instance_head *head = hf_case_instance(c, i);
        if (head->owner == owner && head->kind == kind &&
            (v->like == NULL || *v->like == HF_NO_INSTANCE || is_alike(v, *v->like, i))) {
            *out = name_of(v, i);
            if (v->like != NULL)
                *v->like = i;
            return true;
        }
    }
    return false;
}

static bool invent_id(struct hf_inventor *v, const struct hf_id *id, struct hf_json *out)
{
    struct hf_buf text = hf_buf_in(v->arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    *out = text_of(&text);
    return true;
}

/* The first half of the time: what several values name must often be one and the same. */
static size_t some_authority(struct hf_inventor *v)
{
    bool first = hf_chance_below(v->chance, 2) == 0;
    return first ? 0 : hf_chance_below(v->chance, v->rehearsal->house.authority_count);
}

static bool invent_ref(struct hf_inventor *v, const struct hf_shape *shape, struct hf_json *out)
{
    const struct hf_rehearsal *r = v->rehearsal;
    enum hf_owner owner;
    if (shape->ref == HF_REF_INSTANCE)
        return invent_instance(v, HF_OF_WORKFLOW, shape->of_kind, out);
    if (shape->ref == HF_REF_AUTHORITY)
        return r->house.authority_count > 0 && invent_id(v, &r->authority[some_authority(v)], out);
    if (shape->ref == HF_REF_PERSON) {
        hf_instance people = hf_case_head(&r->people)->instances - 1;
        hf_instance one = 1 + (hf_instance)hf_chance_below(v->chance, people);
        return invent_id(v, &hf_case_instance(&r->people, one)->id, out);
    }
    uint16_t kind = hf_flows_kind(&r->flows, hf_ref_name(shape->ref), &owner);
    return kind != HF_NONE && invent_instance(v, owner, kind, out);
}

/* ---- what holds others ---- */

/* Shapes hold shapes, DEEPEST deep at most. NOLINTBEGIN(misc-no-recursion) */
static bool invent_at(struct hf_inventor *v, const struct hf_shape *shape, unsigned depth,
                      struct hf_json *out);

static bool is_told(struct hf_inventor *v, const struct hf_shape_member *member)
{
    return member->required || hf_chance_below(v->chance, 100) < v->optional;
}

static bool invent_object(struct hf_inventor *v, const struct hf_shape *shape, unsigned depth,
                          struct hf_json *out)
{
    struct hf_json_maker object = hf_json_make(v->arena);
    for (uint16_t i = 0; i < shape->members; i++) {
        const struct hf_shape_member *member = &shape->member[i];
        struct hf_json value;
        bool told = is_told(v, member) && invent_at(v, member->shape, depth + 1, &value);
        if (told)
            hf_json_add(&object, member->name, value);
        else if (member->required)
            return false;
    }
    *out = hf_json_object(&object);
    return true;
}

static bool invent_embedded(struct hf_inventor *v, const struct hf_shape *shape, unsigned depth,
                            struct hf_json *out)
{
    const struct hf_rehearsal *r = v->rehearsal;
    const struct hf_kind *kind = &r->flows.workflow->kind[shape->of_kind];
    struct hf_json_maker told = hf_json_make(v->arena);
    struct hf_json on, payload;
    const hf_instance *linked;
    if (v->on == HF_NO_INSTANCE || shape->events.count == 0)
        return false;
    const struct hf_link *link = &hf_case_kind(&r->flows, &r->c, v->on)->link[shape->of_link];
    size_t count = hf_case_linked(&r->flows, &r->c, v->on, link->name, v->arena, &linked);
    const struct hf_event *event =
        &kind->event[shape->events.at[hf_chance_below(v->chance, shape->events.count)]];
    if (count == 0 || !invent_at(v, event->payload, depth + 1, &payload))
        return false;
    on = name_of(v, linked[hf_chance_below(v->chance, count)]);
    hf_json_add(&told, HF_STR("on"), on);
    hf_json_add(&told, HF_STR("event"), hf_json_of_text(event->name));
    if (event->effective == HF_EFFECTIVE_REQUIRED) {
        struct hf_buf day = hf_buf_in(v->arena, HF_DAY_TEXT);
        hf_day_put(&day, hf_day_at(v->rehearsal->now_ms) - 1);
        hf_json_add(&told, HF_STR("effective_at"), text_of(&day));
    }
    hf_json_add(&told, HF_STR("payload"), payload);
    *out = hf_json_object(&told);
    return true;
}

static bool is_among(const struct hf_json_maker *list, const struct hf_json *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (hf_json_eq(&list->member[i].value, item) ||
            (item->kind == HF_JSON_OBJECT &&
             hf_str_eq(hf_json_text(&list->member[i].value, HF_STR("on")),
                       hf_json_text(item, HF_STR("on"))) &&
             hf_json_text(item, HF_STR("on")).len > 0))
            return true;
    return false;
}

/* None, one, a few, or, of what is only named, all there are: what must be answered is often each of them. */
static size_t how_many(struct hf_inventor *v, const struct hf_shape *shape)
{
    bool names = shape->item->kind == HF_SHAPE_REF || shape->item->kind == HF_SHAPE_EMBEDDED;
    uint64_t chance = hf_chance_below(v->chance, 4);
    size_t wanted = chance < 2              ? chance
                    : chance == 2 || !names ? hf_chance_below(v->chance, FEW + 1)
                                            : NAMES_MOST;
    wanted += chance == 3 && names ? 0 : shape->least;
    return wanted < shape->most ? wanted : shape->most;
}

static bool invent_list(struct hf_inventor *v, const struct hf_shape *shape, unsigned depth,
                        struct hf_json *out)
{
    struct hf_json_maker list = hf_json_make(v->arena);
    hf_instance like = HF_NO_INSTANCE;
    size_t wanted = how_many(v, shape);
    v->like = hf_chance_below(v->chance, 4) == 0 ? NULL : &like;
    for (size_t tries = 0; list.count < wanted && tries < 4 * wanted; tries++) {
        struct hf_json item;
        if (invent_at(v, shape->item, depth + 1, &item) && !is_among(&list, &item))
            hf_json_add(&list, HF_STR_NONE, item);
    }
    v->like = NULL;
    *out = hf_json_list(&list);
    return list.count >= shape->least;
}

static bool invent_at(struct hf_inventor *v, const struct hf_shape *shape, unsigned depth,
                      struct hf_json *out)
{
    if (depth > DEEPEST)
        return false;
    switch (shape->kind) {
    case HF_SHAPE_TEXT:
        return invent_text(v, shape, out);
    case HF_SHAPE_INT:
        *out = invent_int(v, shape);
        return true;
    case HF_SHAPE_BOOL:
        *out = hf_json_of_bool(shape->minimum == shape->maximum ? shape->minimum == 1
                                                                : hf_chance_below(v->chance, 2) == 0);
        return true;
    case HF_SHAPE_DATE:
    case HF_SHAPE_INSTANT:
    case HF_SHAPE_PERIOD:
        *out = invent_time(v, shape->kind);
        return true;
    case HF_SHAPE_MONEY:
        *out = invent_money(v, shape);
        return true;
    case HF_SHAPE_REF:
        return invent_ref(v, shape, out);
    case HF_SHAPE_EMBEDDED:
        return invent_embedded(v, shape, depth, out);
    case HF_SHAPE_LIST:
        return invent_list(v, shape, depth, out);
    case HF_SHAPE_OBJECT:
        return invent_object(v, shape, depth, out);
    }
    return false;
}

/* NOLINTEND(misc-no-recursion) */

/* One of those members by chance; of all of them where none is marked. */
static size_t some_member(struct hf_inventor *v, const struct hf_shape *shape, uint64_t members)
{
    size_t from = hf_chance_below(v->chance, shape->members);
    for (size_t i = 0; i < shape->members; i++) {
        size_t m = (from + i) % shape->members;
        if (m < 64 && (members >> m & 1) != 0)
            return m;
    }
    return from;
}

bool hf_invent_again(struct hf_inventor *inventor, const struct hf_shape *shape, const struct hf_json *before,
                     uint64_t members, struct hf_json *out)
{
    struct hf_json_maker object = hf_json_make(inventor->arena);
    size_t other = some_member(inventor, shape, members);
    for (uint16_t i = 0; i < shape->members; i++) {
        const struct hf_shape_member *member = &shape->member[i];
        const struct hf_json *had = hf_json_get(before, member->name);
        struct hf_json value;
        if (i != other && had != NULL)
            hf_json_add(&object, member->name, *had);
        else if (i == other && is_told(inventor, member) && invent_at(inventor, member->shape, 1, &value))
            hf_json_add(&object, member->name, value);
        else if (member->required)
            return false;
    }
    *out = hf_json_object(&object);
    return true;
}

bool hf_invent(struct hf_inventor *inventor, const struct hf_shape *shape, struct hf_json *out)
{
    return invent_at(inventor, shape, 0, out);
}
