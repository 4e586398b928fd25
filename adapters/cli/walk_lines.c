/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/walk_lines.h"

#include "base/check.h"
#include "flow/shape.h"

/* ---- small values ---- */

static void add_text(struct hf_json_maker *object, const char *name, struct hf_str value)
{
    hf_json_add(object, hf_str_of(name), hf_json_of_text(value));
}

static void add_instant(struct hf_json_maker *object, const char *name, int64_t at_ms)
{
    struct hf_buf text = hf_buf_in(object->arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, at_ms);
    add_text(object, name, hf_buf_str(&text));
}

static void add_id(struct hf_json_maker *object, const char *name, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(object->arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    add_text(object, name, hf_buf_str(&text));
}

static void add_item(struct hf_json_maker *list, struct hf_str item)
{
    hf_json_add(list, HF_STR_NONE, hf_json_of_text(item));
}

static struct hf_str name_of(struct hf_walk_lines *lines, const struct hf_rehearsal *r,
                             const struct hf_case *c, hf_instance i)
{
    struct hf_buf name = hf_buf_in(&lines->arena, 32);
    hf_case_put_name(&r->flows, c, i, &name);
    return hf_buf_str(&name);
}

static void put_line(struct hf_walk_lines *lines, const struct hf_json_maker *all)
{
    struct hf_json document = hf_json_object(all);
    struct hf_buf text = hf_buf_in(&lines->arena, 4096);
    hf_json_write(&text, &document);
    hf_buf_put_char(&text, '\n');
    (void)fwrite(text.at, 1, text.len, lines->out); /* the stream remembers that something was lost */
    hf_arena_reset(&lines->arena, 0);
}

static void put_number(struct hf_walk_lines *lines, const char *name, uint64_t number)
{
    struct hf_json_maker all = hf_json_make(&lines->arena);
    hf_json_add(&all, hf_str_of(name), hf_json_of_int((int64_t)number));
    put_line(lines, &all);
}

/* ---- an instance ---- */

/* What is hidden is only named, as where it is stored. */
static struct hf_json data_of(struct hf_walk_lines *lines, const struct hf_case *c, hf_instance i,
                              const struct hf_kind *kind)
{
    struct hf_json_maker all = hf_json_make(&lines->arena), hidden = hf_json_make(&lines->arena);
    for (uint16_t d = 0; kind->data != NULL && d < kind->data->members; d++) {
        struct hf_datum datum = hf_case_datum(c, i, d);
        struct hf_json value;
        struct hf_err err;
        if (datum.held == HF_HIDDEN)
            add_item(&hidden, kind->data->member[d].name);
        if (datum.held != HF_PLAIN)
            continue;
        enum hf_rc rc = hf_json_read(datum.json, &hf_json_payload_limits, &lines->arena, &value, &err);
        HF_CHECK(rc == HF_OK);
        hf_json_add(&all, kind->data->member[d].name, value);
    }
    if (hidden.count > 0)
        hf_json_add(&all, HF_STR("_hidden"), hf_json_list(&hidden));
    return hf_json_object(&all);
}

static struct hf_json linked_of(struct hf_walk_lines *lines, const struct hf_rehearsal *r,
                                const struct hf_case *c, hf_instance i, const struct hf_kind *kind)
{
    struct hf_json_maker all = hf_json_make(&lines->arena);
    for (uint16_t l = 0; l < kind->links; l++) {
        struct hf_json_maker list = hf_json_make(&lines->arena);
        const hf_instance *linked;
        size_t count = hf_case_linked(&r->flows, c, i, kind->link[l].name, &lines->arena, &linked);
        for (size_t n = 0; n < count; n++)
            add_item(&list, name_of(lines, r, c, linked[n]));
        hf_json_add(&all, kind->link[l].name, hf_json_list(&list));
    }
    return hf_json_object(&all);
}

static void add_marks(struct hf_json_maker *all, const struct hf_kind *kind,
                      const struct hf_instance_head *head)
{
    struct hf_json_maker flags = hf_json_make(all->arena), obliged = hf_json_make(all->arena),
                         late = hf_json_make(all->arena);
    for (uint16_t f = 0; f < kind->flags; f++)
        if ((head->flags >> f & 1) != 0)
            add_item(&flags, kind->flag[f].name);
    for (uint16_t k = 0; k < kind->clocks; k++)
        if ((head->late >> k & 1) != 0)
            add_item(&late, kind->clock[k].name);
    for (uint16_t o = 0; o < kind->obligations; o++) {
        if ((head->obliged >> o & 1) != 0)
            add_item(&obliged, kind->obligation[o].name);
        if ((head->late_obliged >> o & 1) != 0)
            add_item(&late, kind->obligation[o].name);
    }
    hf_json_add(all, HF_STR("flags"), hf_json_list(&flags));
    hf_json_add(all, HF_STR("late"), hf_json_list(&late));
    hf_json_add(all, HF_STR("obligations"), hf_json_list(&obliged));
}

static struct hf_json instance_json(struct hf_walk_lines *lines, const struct hf_rehearsal *r,
                                    const struct hf_case *c, hf_instance i)
{
    const struct hf_kind *kind = hf_case_kind(&r->flows, c, i);
    const struct hf_instance_head *head = hf_case_instance(c, i);
    struct hf_json_maker all = hf_json_make(&lines->arena);
    add_id(&all, "id", &head->id);
    add_text(&all, "kind", kind->name);
    add_text(&all, "name", name_of(lines, r, c, i));
    add_text(&all, "state", kind->state[head->state].name);
    if (head->back != HF_NONE)
        add_text(&all, "entered_from", kind->state[head->back].name);
    add_instant(&all, "since", head->since_ms);
    add_marks(&all, kind, head);
    hf_json_add(&all, HF_STR("data"), data_of(lines, c, i, kind));
    hf_json_add(&all, HF_STR("linked"), linked_of(lines, r, c, i, kind));
    hf_json_add(&all, HF_STR("register"), hf_json_of_bool(head->owner == HF_OF_HOUSE));
    return hf_json_object(&all);
}

/* ---- an event ---- */

/* Which of its handler's branches, from 0, and where it is written. */
static void add_branch(struct hf_json_maker *all, const struct hf_flow *flow, const struct hf_kind *kind,
                       const struct hf_branch *branch)
{
    size_t line, column;
    for (uint16_t h = 0; h < kind->handlers; h++)
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++)
            if (&kind->handler[h].branches.at[b] == branch)
                hf_json_add(all, HF_STR("branch"), hf_json_of_int(b));
    hf_json_place(flow->source, branch->offset, &line, &column);
    hf_json_add(all, HF_STR("line"), hf_json_of_int((int64_t)line));
}

static int64_t effective_ms(const struct hf_fact *fact)
{
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    struct hf_str begun = made == NULL ? HF_STR_NONE : hf_json_text(made, HF_STR("effective"));
    int64_t at_ms = fact->header.recorded_at_ms;
    (void)hf_effective_read(begun.len > 0 ? begun : fact->header.effective_at, &at_ms);
    return at_ms;
}

static void put_event(struct hf_walk_lines *lines, const struct hf_rehearsal *r, const struct hf_fact *fact,
                      struct hf_case *c)
{
    struct hf_json_maker all = hf_json_make(&lines->arena);
    hf_instance on = hf_case_find(&r->flows, c, fact->header.on);
    struct hf_err err;
    if (on != HF_NO_INSTANCE && hf_case_head(c)->instances > 0)
        add_text(&all, "from", hf_case_kind(&r->flows, c, on)->state[hf_case_instance(c, on)->state].name);
    enum hf_rc rc = hf_evolve(&r->flows, fact, c, &lines->arena, &err);
    HF_CHECK(rc == HF_OK);
    on = hf_case_find(&r->flows, c, fact->header.on);
    add_text(&all, "on", fact->header.on);
    add_text(&all, "event", fact->header.act);
    add_text(&all, "role", lines->role);
    add_id(&all, "actor", &fact->header.actor);
    add_instant(&all, "at", fact->header.recorded_at_ms);
    add_instant(&all, "effective_at", effective_ms(fact));
    hf_json_add(&all, HF_STR("payload"), fact->payload);
    if (fact->branch != NULL)
        add_branch(&all, hf_flows_of(&r->flows, hf_case_instance(c, on)->owner),
                   hf_case_kind(&r->flows, c, on), fact->branch);
    hf_json_add(&all, HF_STR("after"), instance_json(lines, r, c, on));
    put_line(lines, &all);
}

void hf_walk_lines_events(struct hf_walk_lines *lines, const struct hf_rehearsal *r)
{
    hf_arena_reset(&lines->told, 0);
    struct hf_case c = hf_case_copy(&lines->told, &lines->before);
    for (size_t i = 0; i < r->last.count; i++)
        put_event(lines, r, &r->last.events[i], &c);
    lines->before = r->c;
}

/* ---- a refusal ---- */

static struct hf_json refused(struct hf_walk_lines *lines, const struct hf_err *err)
{
    struct hf_json_maker all = hf_json_make(&lines->arena), details = hf_json_make(&lines->arena);
    struct hf_str rest = hf_str_of(err->detail[HF_EN]);
    while (rest.len > 0)
        add_item(&details, hf_str_cut(&rest, '\n'));
    add_text(&all, "code", hf_err_code(err));
    hf_json_add(&all, HF_STR("details"), hf_json_list(&details));
    return hf_json_object(&all);
}

/* A day that is said begins where the court is. */
static int64_t said_ms(const struct hf_rehearsal *r, const struct hf_command *command)
{
    int32_t day;
    return hf_day_read(command->effective_at, &day)
               ? hf_calendar_day_begin(hf_calendar_find(&r->house.calendars, HF_STR("court")), day)
               : command->at_ms;
}

void hf_walk_lines_refusal(struct hf_walk_lines *lines, const struct hf_rehearsal *r,
                           const struct hf_command *command, const struct hf_event *rule)
{
    struct hf_json_maker all = hf_json_make(&lines->arena);
    hf_instance on = hf_case_find(&r->flows, &r->c, command->on);
    if (on != HF_NO_INSTANCE && hf_case_head(&r->c)->instances > 0)
        add_text(&all, "from",
                 hf_case_kind(&r->flows, &r->c, on)->state[hf_case_instance(&r->c, on)->state].name);
    add_text(&all, "on", command->on);
    add_text(&all, "event", command->event);
    add_text(&all, "role", command->role);
    add_id(&all, "actor", &command->actor);
    add_instant(&all, "at", command->at_ms);
    add_instant(&all, "effective_at", said_ms(r, command));
    hf_json_add(&all, HF_STR("payload"), hf_shape_fill(rule->payload, &command->payload, &lines->arena));
    hf_json_add(&all, HF_STR("refused"), refused(lines, &r->err));
    put_line(lines, &all);
}

/* ---- the walk ---- */

void hf_walk_lines_begin(struct hf_walk_lines *lines, const struct hf_rehearsal *r)
{
    struct hf_json_maker all = hf_json_make(&lines->arena), authorities = hf_json_make(&lines->arena);
    struct hf_flows flows = {.house = r->house_flow};
    for (size_t i = 0; i < r->house.authority_count; i++) {
        struct hf_buf id = hf_buf_in(&lines->arena, HF_ID_TEXT);
        hf_id_put(&id, &r->authority[i]);
        hf_json_add(&authorities, hf_buf_str(&id),
                    data_of(lines, &r->authorities[i], 0, hf_root_kind(&flows, HF_FILE_AUTHORITY)));
    }
    hf_json_add(&all, HF_STR("authorities"), hf_json_object(&authorities));
    add_text(&all, "workflow", r->flows.workflow->name);
    put_line(lines, &all);
}

void hf_walk_lines_case(struct hf_walk_lines *lines, const struct hf_rehearsal *r, uint64_t number)
{
    lines->before = r->c;
    put_number(lines, "case", number);
}

void hf_walk_lines_kept(struct hf_walk_lines *lines, size_t number)
{
    put_number(lines, "kept", number);
}

void hf_walk_lines_back(struct hf_walk_lines *lines, const struct hf_rehearsal *r, size_t number)
{
    lines->before = r->c;
    put_number(lines, "back_to", number);
}
