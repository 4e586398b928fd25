/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an event is given, and what is kept of it. On the way in: defaults, schema, references made plain
 * (instances and register entries by id; embedded events by the instance's name). On the way out: personal
 * members hidden, embedded events that are raised cut to `on` and `event`, `_made` added.
 */
#include "base/check.h"
#include "casefile/deciding.h"
#include "casefile/entry.h"
#include "casefile/people.h"
#include "seal/disclose.h"

/* What follows calls itself, as deep as the schema, which reading the definition bounds.
 * NOLINTBEGIN(misc-no-recursion) */

struct walk {
    struct hf_deciding *d;
    struct hf_step *step;
    struct hf_buf path;
};

/* ---- on the way in ---- */

static enum hf_rc unknown(struct walk *w, struct hf_str said, struct hf_str what)
{
    return hf_fail(w->d->err, HF_WORD_unknown_ref, hf_buf_str(&w->path), said, what);
}

static struct hf_json id_json(struct walk *w, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(w->d->arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_json_of_text(hf_buf_str(&text));
}

/* An instance of the workflow's kind, or an entry of one of the house's registers. */
static enum hf_rc plain_instance(struct walk *w, struct hf_str said, const struct hf_shape *shape,
                                 struct hf_json *out)
{
    const struct hf_case *c = &w->d->out->after;
    hf_instance i = hf_case_find(w->d->flows, c, said);
    bool in_register = hf_ref_is_register(shape->ref);
    const struct hf_flow *flow = hf_flows_of(w->d->flows, w->step->owner);
    struct hf_str wanted = in_register ? hf_ref_name(shape->ref) : flow->kind[shape->of_kind].name;
    if (i == HF_NO_INSTANCE || !hf_str_eq(hf_case_kind(w->d->flows, c, i)->name, wanted) ||
        (hf_case_instance(c, i)->owner == HF_OF_HOUSE) != (in_register || w->step->owner == HF_OF_HOUSE))
        return unknown(w, said, wanted);
    *out = id_json(w, &hf_case_instance(c, i)->id);
    return HF_OK;
}

/* Whom one of us names must stand in the directory on that day. What another side tells is taken as told. */
static enum hf_rc check_entry(struct walk *w, const struct hf_id *authority)
{
    const struct hf_deciding *d = w->d;
    struct hf_entry entry = hf_entry_now(d->house, d->flows->house, hf_house_authority(d->house, authority),
                                         w->step->scene.act.recorded_ms);
    struct hf_buf day = hf_buf_in(d->arena, 12);
    if (w->step->cause != 0 || d->authority != NULL || hf_entry_is_valid(&entry))
        return HF_OK;
    hf_day_put(&day, entry.day);
    return hf_fail(d->err, HF_WORD_authority_not_valid, hf_buf_str(&w->path),
                   hf_entry_text(&entry, HF_STR("name"), d->arena), hf_buf_str(&day));
}

static enum hf_rc plain_ref(struct walk *w, const struct hf_json *json, const struct hf_shape *shape,
                            struct hf_json *out)
{
    struct hf_str said = json->is.text;
    struct hf_id id;
    if (shape->ref == HF_REF_INSTANCE || hf_ref_is_register(shape->ref))
        return plain_instance(w, said, shape, out);
    bool known =
        hf_id_read(said, &id) &&
        (shape->ref == HF_REF_AUTHORITY ? hf_house_authority(w->d->house, &id) != NULL
                                        : hf_person(w->d->house, w->d->flows->house, &id) != HF_NO_INSTANCE);
    if (!known)
        return unknown(w, said, hf_ref_name(shape->ref));
    *out = *json;
    return shape->ref == HF_REF_AUTHORITY ? check_entry(w, &id) : HF_OK;
}

/* Checked as the payload of the event that it is: what is wrong is named by its place in the carrier. */
static enum hf_rc check_embedded(struct walk *w, const struct hf_json *json, const struct hf_kind *kind,
                                 struct hf_str event)
{
    static const struct hf_json nothing = {.kind = HF_JSON_OBJECT};
    const struct hf_event *rule = &kind->event[hf_kind_event(kind, event)];
    const struct hf_json *payload = HF_JSON_GET(json, "payload");
    struct hf_str at = hf_json_text(json, HF_STR("effective_at"));
    size_t before = w->path.len;
    int64_t at_ms;
    if (at.len > 0 && hf_effective_at(w->d, at, &at_ms) && at_ms > w->d->command->at_ms)
        return hf_fail(w->d->err, HF_WORD_effective_future, hf_buf_str(&w->path), at, HF_STR_NONE);
    if (at.len > 0 && rule->effective == HF_EFFECTIVE_NONE)
        return hf_fail(w->d->err, HF_WORD_effective_unwanted, hf_buf_str(&w->path), event, HF_STR_NONE);
    if (at.len == 0 && rule->effective == HF_EFFECTIVE_REQUIRED)
        return hf_fail(w->d->err, HF_WORD_effective_missing, hf_buf_str(&w->path), event, HF_STR_NONE);
    hf_buf_put(&w->path, HF_STR(".payload"));
    HF_TRY(hf_shape_validate(hf_flows_of(w->d->flows, w->step->owner), rule->payload,
                             payload == NULL ? &nothing : payload, hf_buf_str(&w->path), w->d->arena,
                             w->d->err));
    w->path.len = before;
    return HF_OK;
}

static bool names_event(const struct hf_shape *shape, const struct hf_kind *kind, struct hf_str event)
{
    for (uint16_t i = 0; i < shape->events.count; i++)
        if (hf_str_eq(kind->event[shape->events.at[i]].name, event))
            return true;
    return false;
}

/* `on` must be one of the instances under the link that the schema names; it is written by its name. */
static enum hf_rc plain_embedded(struct walk *w, const struct hf_json *json, const struct hf_shape *shape,
                                 struct hf_json *out)
{
    const struct hf_case *c = &w->d->out->after;
    const hf_instance *linked;
    struct hf_str on = hf_json_text(json, HF_STR("on")), event = hf_json_text(json, HF_STR("event"));
    hf_instance i = hf_case_find(w->d->flows, c, on);
    size_t count = w->step->instance == HF_NO_INSTANCE
                       ? 0
                       : hf_case_linked(w->d->flows, c, w->step->instance,
                                        w->step->kind->link[shape->of_link].name, w->d->arena, &linked);
    bool there = false;
    for (size_t n = 0; n < count; n++)
        there = there || linked[n] == i;
    if (!there || !names_event(shape, hf_case_kind(w->d->flows, c, i), event))
        return hf_fail(w->d->err, HF_WORD_embedded_not_allowed, hf_buf_str(&w->path), on, event);
    HF_TRY(check_embedded(w, json, hf_case_kind(w->d->flows, c, i), event));
    struct hf_buf name = hf_buf_in(w->d->arena, 24);
    struct hf_json_maker item = hf_json_make(w->d->arena);
    hf_case_put_name(w->d->flows, c, i, &name);
    for (size_t m = 0; m < json->is.object.count; m++) {
        const struct hf_member *member = &json->is.object.member[m];
        bool names_it = hf_str_eq(member->name, HF_STR("on"));
        hf_json_add(&item, member->name, names_it ? hf_json_of_text(hf_buf_str(&name)) : member->value);
    }
    *out = hf_json_object(&item);
    return HF_OK;
}

static enum hf_rc plain(struct walk *w, const struct hf_json *json, const struct hf_shape *shape,
                        struct hf_json *out);

static enum hf_rc plain_list(struct walk *w, const struct hf_json *json, const struct hf_shape *shape,
                             struct hf_json *out)
{
    struct hf_json_maker list = hf_json_make(w->d->arena);
    size_t before = w->path.len;
    for (size_t i = 0; i < json->is.list.count; i++) {
        struct hf_json item = {.kind = HF_JSON_NULL};
        hf_buf_put_char(&w->path, '[');
        hf_buf_put_i64(&w->path, (int64_t)i);
        hf_buf_put_char(&w->path, ']');
        HF_TRY(plain(w, &json->is.list.item[i], shape->item, &item));
        hf_json_add(&list, HF_STR_NONE, item);
        w->path.len = before;
    }
    *out = hf_json_list(&list);
    return hf_shape_unique(hf_flows_of(w->d->flows, w->step->owner), shape, out, hf_buf_str(&w->path),
                           w->d->arena, w->d->err);
}

static enum hf_rc plain_object(struct walk *w, const struct hf_json *json, const struct hf_shape *shape,
                               struct hf_json *out)
{
    struct hf_json_maker object = hf_json_make(w->d->arena);
    size_t before = w->path.len;
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        struct hf_json value = {.kind = HF_JSON_NULL};
        hf_buf_put_char(&w->path, '.');
        hf_buf_put(&w->path, member->name);
        HF_TRY(plain(w, &member->value, shape->member[hf_shape_find(shape, member->name)].shape, &value));
        hf_json_add(&object, member->name, value);
        w->path.len = before;
    }
    *out = hf_json_object(&object);
    return HF_OK;
}

/* As deep as the schema, which the definition bounds. */
static enum hf_rc plain(struct walk *w, const struct hf_json *json, const struct hf_shape *shape,
                        struct hf_json *out)
{
    *out = *json;
    if (!shape->refers)
        return HF_OK;
    if (shape->kind == HF_SHAPE_REF)
        return plain_ref(w, json, shape, out);
    if (shape->kind == HF_SHAPE_EMBEDDED)
        return plain_embedded(w, json, shape, out);
    return shape->kind == HF_SHAPE_LIST ? plain_list(w, json, shape, out) : plain_object(w, json, shape, out);
}

enum hf_rc hf_intake(struct hf_deciding *d, struct hf_step *step)
{
    static const struct hf_json nothing = {.kind = HF_JSON_OBJECT};
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    const struct hf_json *given = step->payload.kind == HF_JSON_NULL ? &nothing : &step->payload;
    HF_TRY(hf_shape_validate(flow, step->rule->payload, given, HF_STR("payload"), d->arena, d->err));
    struct hf_json filled = hf_shape_fill(step->rule->payload, given, d->arena);
    struct walk w = {d, step, hf_buf_in(d->arena, 64)};
    hf_buf_put(&w.path, HF_STR("payload"));
    return plain(&w, &filled, step->rule->payload, &step->payload);
}

/* ---- on the way out ---- */

struct store {
    struct hf_deciding *d;
    struct hf_step *step;
    struct hf_disclosure *hidden;
    size_t count, room;
    bool raised; /* the member of the payload in hand: the branch raises the events in it */
};

static void keep_hidden(struct store *s, struct hf_id subject, struct hf_str text)
{
    s->hidden = hf_arena_room(s->d->arena, s->hidden, s->count, &s->room, sizeof(*s->hidden));
    s->hidden[s->count++] = (struct hf_disclosure){subject, text};
}

/* Whose data it is: the register entry that a sibling names or that the event is about, or the file. */
static struct hf_id subject_of(const struct store *s, const struct hf_json *object,
                               const struct hf_shape *shape, uint16_t personal)
{
    struct hf_id subject = hf_case_head(&s->d->out->after)->file;
    if (personal == HF_PERSONAL_SELF)
        return s->step->instance == HF_NO_INSTANCE
                   ? s->step->born
                   : hf_case_instance(&s->d->out->after, s->step->instance)->id;
    if (personal != HF_PERSONAL_FILE)
        (void)hf_id_read(hf_json_text(object, shape->member[personal].name), &subject);
    return subject;
}

static enum hf_rc store_value(struct store *s, const struct hf_json *json, const struct hf_shape *shape,
                              struct hf_json *out);

static enum hf_rc store_list(struct store *s, const struct hf_json *json, const struct hf_shape *shape,
                             struct hf_json *out)
{
    struct hf_json_maker list = hf_json_make(s->d->arena);
    for (size_t i = 0; i < json->is.list.count; i++) {
        struct hf_json item;
        HF_TRY(store_value(s, &json->is.list.item[i], shape->item, &item));
        hf_json_add(&list, HF_STR_NONE, item);
    }
    *out = hf_json_list(&list);
    return HF_OK;
}

/* An embedded event that is raised is whole in its own event; the carrier keeps which and where. */
static struct hf_json cut_embedded(struct store *s, const struct hf_json *json)
{
    struct hf_json_maker item = hf_json_make(s->d->arena);
    hf_json_add(&item, HF_STR("event"), hf_json_of_text(hf_json_text(json, HF_STR("event"))));
    hf_json_add(&item, HF_STR("on"), hf_json_of_text(hf_json_text(json, HF_STR("on"))));
    return hf_json_object(&item);
}

static enum hf_rc store_object(struct store *s, const struct hf_json *json, const struct hf_shape *shape,
                               struct hf_json *out);

/* One that is not, stands in the carrier whole, its payload sealed by the schema of its own event. */
static enum hf_rc store_embedded(struct store *s, const struct hf_json *json, const struct hf_shape *shape,
                                 struct hf_json *out)
{
    struct hf_json_maker item = hf_json_make(s->d->arena);
    const struct hf_kind *kind = &hf_flows_of(s->d->flows, s->step->owner)->kind[shape->of_kind];
    uint16_t event = hf_kind_event(kind, hf_json_text(json, HF_STR("event")));
    if (s->raised || event == HF_NONE) {
        *out = cut_embedded(s, json);
        return HF_OK;
    }
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        struct hf_json value = member->value;
        if (hf_str_eq(member->name, HF_STR("payload")))
            HF_TRY(store_object(s, &member->value, kind->event[event].payload, &value));
        hf_json_add(&item, member->name, value);
    }
    *out = hf_json_object(&item);
    return HF_OK;
}

/* Does the branch raise the events in this member of the payload, without keeping them? */
static bool raises(const struct hf_step *step, struct hf_str name)
{
    bool raised = false;
    for (uint16_t i = 0; step->branch != NULL && i < step->branch->take.count; i++) {
        if (hf_str_eq(step->rule->payload->member[step->branch->take.at[i]].name, name))
            return false;
    }
    for (uint16_t i = 0; step->branch != NULL && i < step->branch->raises; i++) {
        const struct hf_expr *events = step->branch->raise[i].events;
        for (size_t p = 0; events != NULL && p < events->read_count; p++) {
            struct hf_str path = events->read[p].path, root = hf_str_cut(&path, '.');
            raised = raised || (hf_str_eq(root, HF_STR("event")) && hf_str_eq(path, name));
        }
    }
    return raised;
}

/* What is left open of an object may hold objects in which something is hidden. */
static enum hf_rc store_inside(struct store *s, const struct hf_shape *shape, struct hf_json *io)
{
    struct hf_json_maker whole = hf_json_make(s->d->arena);
    for (size_t i = 0; i < io->is.object.count; i++) {
        const struct hf_member *member = &io->is.object.member[i];
        uint16_t index = hf_shape_find(shape, member->name);
        struct hf_json value = member->value;
        if (shape == s->step->rule->payload)
            s->raised = raises(s->step, member->name);
        if (index != HF_NONE)
            HF_TRY(store_value(s, &member->value, shape->member[index].shape, &value));
        hf_json_add(&whole, member->name, value);
    }
    *io = hf_json_object(&whole);
    return HF_OK;
}

/* The members hidden here first, in byte order, then those of the objects inside. */
static enum hf_rc store_object(struct store *s, const struct hf_json *json, const struct hf_shape *shape,
                               struct hf_json *out)
{
    struct hf_json_maker open = hf_json_make(s->d->arena);
    struct hf_hidden *hidden = HF_NEW(s->d->arena, struct hf_hidden, json->is.object.count + 1);
    size_t count = 0;
    bool deeper = false;
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        const struct hf_shape *of = shape->member[hf_shape_find(shape, member->name)].shape;
        if (of->personal == HF_OPEN) {
            hf_json_add(&open, member->name, member->value);
            deeper = deeper || of->hides;
            continue;
        }
        hidden[count].name = member->name;
        hidden[count].value = member->value;
        hf_draw_bytes(&s->d->draw, hidden[count++].salt, HF_SALT_SIZE);
    }
    struct hf_json open_json = hf_json_object(&open);
    HF_TRY(hf_disclose_hide(s->d->house->hasher, s->d->arena, &open_json, hidden, count, out, s->d->err));
    for (size_t i = 0; i < count; i++) {
        uint16_t member = hf_shape_find(shape, hidden[i].name);
        keep_hidden(s, subject_of(s, json, shape, shape->member[member].shape->personal), hidden[i].text);
    }
    return deeper ? store_inside(s, shape, out) : HF_OK;
}

static enum hf_rc store_value(struct store *s, const struct hf_json *json, const struct hf_shape *shape,
                              struct hf_json *out)
{
    *out = *json;
    if (!shape->hides)
        return HF_OK;
    if (shape->kind == HF_SHAPE_LIST)
        return store_list(s, json, shape, out);
    if (shape->kind == HF_SHAPE_OBJECT)
        return store_object(s, json, shape, out);
    return store_embedded(s, json, shape, out);
}

/* What is stored and one member more, in canonical order: most of it is in order already, so that putting it
 * there costs one look. The member's value is put in by the caller. */
static struct hf_json *add_made(struct hf_deciding *d, struct hf_step *step)
{
    static const struct hf_str made = HF_STR_INIT("_made");
    struct hf_json_maker whole = hf_json_make(d->arena);
    size_t place = SIZE_MAX;
    for (size_t i = 0; i < step->stored.is.object.count; i++) {
        const struct hf_member *member = hf_json_member(&step->stored, i);
        if (place == SIZE_MAX && hf_str_order(made, member->name) < 0) {
            place = whole.count;
            hf_json_add(&whole, made, (struct hf_json){.kind = HF_JSON_NULL});
        }
        hf_json_add(&whole, member->name, member->value);
    }
    if (place == SIZE_MAX) {
        place = whole.count;
        hf_json_add(&whole, made, (struct hf_json){.kind = HF_JSON_NULL});
    }
    step->fact->payload = hf_json_object(&whole);
    return &whole.member[place].value;
}

void hf_intake_made(struct hf_deciding *d, struct hf_step *step)
{
    if (step->made.count == 0) {
        step->fact->payload = step->stored;
        return;
    }
    if (step->made_at == NULL)
        step->made_at = add_made(d, step);
    *step->made_at = hf_json_object(&step->made);
}

enum hf_rc hf_intake_store(struct hf_deciding *d, struct hf_step *step)
{
    struct store s = {.d = d, .step = step};
    HF_TRY(store_value(&s, &step->payload, step->rule->payload, &step->stored));
    step->fact->hidden = s.hidden;
    step->fact->hiddens = s.count;
    return HF_OK;
}

/* NOLINTEND(misc-no-recursion) */
