/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/migrate.h"

#include "casefile/deciding.h"
#include "casefile/people.h"
#include "casefile/places.h"
#include "casefile/renaming.h"

struct migrating {
    struct hf_deciding d;
    const struct hf_leading *leading;
    const struct hf_flows *first, *after; /* of case.migrate; of what follows */
    const struct hf_renaming *renaming;
    const struct hf_case *before;
    hf_instance entry; /* of the map in the library */
};

/* ---- may it? ---- */

/* As the library says of definitions: who may propose or confirm one may carry cases over to it. */
static enum hf_rc find_role(struct migrating *m, struct hf_str *role)
{
    static const struct hf_str roles[] = {HF_STR_INIT("legal_officer"), HF_STR_INIT("approver"),
                                          HF_STR_INIT("administrator")};
    struct hf_deciding *d = &m->d;
    struct hf_str event = HF_STR(HF_MIGRATE_EVENT);
    size_t found = 0;
    if (d->person == HF_NO_INSTANCE)
        return hf_fail(d->err, HF_WORD_no_such_person, HF_STR("actor"), HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if ((d->command->role.len == 0 || hf_str_eq(d->command->role, roles[i])) &&
            hf_person_has_role(d->house, d->flows->house, d->person, roles[i]) && found++ == 0)
            *role = roles[i];
    if (found == 1)
        return HF_OK;
    if (found > 1)
        return hf_fail(d->err, HF_WORD_role_needed, HF_STR("role"), event, HF_STR_NONE);
    enum hf_rc rc = hf_fail(d->err, HF_WORD_not_allowed, HF_STR("actor"), event, HF_STR_NONE);
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        const struct hf_role *of = &d->flows->house->role[hf_flow_role(d->flows->house, roles[i])];
        hf_err_detail(d->err, of->title.say[HF_EN], of->title.say[HF_FR]);
    }
    return rc;
}

/* The map's entry in the library, confirmed; HF_NO_INSTANCE. */
static hf_instance find_entry(const struct migrating *m)
{
    const struct hf_case *library = m->d.house->library;
    struct hf_flows flows = {.house = m->first->house};
    struct hf_digest held;
    for (hf_instance i = 1; library != NULL && i < hf_case_head(library)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(&flows, library, i);
        struct hf_str state = kind->state[hf_case_instance(library, i)->state].name;
        if (hf_str_eq(kind->name, HF_STR("migration")) && hf_str_eq(state, HF_STR("confirmed")) &&
            hf_digest_read(hf_house_text_datum(flows.house, library, i, HF_STR("digest"), m->d.arena),
                           &held) &&
            hf_digest_eq(&held, &m->leading->digest))
            return i;
    }
    return HF_NO_INSTANCE;
}

static enum hf_rc check_version(struct migrating *m)
{
    const struct hf_map *map = m->leading->map;
    const struct hf_flow *from = m->first->workflow, *to = m->leading->to;
    struct hf_buf is = hf_buf_in(m->d.arena, 64), asked = hf_buf_in(m->d.arena, 64);
    if (hf_str_eq(map->workflow, from->name) && map->from == from->version &&
        hf_str_eq(map->workflow, to->name) && map->to == to->version)
        return HF_OK;
    hf_buf_put(&is, from->name);
    hf_buf_put_char(&is, '@');
    hf_buf_put_i64(&is, from->version);
    hf_buf_put(&asked, map->workflow);
    hf_buf_put_char(&asked, '@');
    hf_buf_put_i64(&asked, map->from);
    return hf_fail(m->d.err, HF_WORD_migration_version, HF_STR("payload.map"), hf_buf_str(&is),
                   hf_buf_str(&asked));
}

static enum hf_rc check_command(struct migrating *m)
{
    const struct hf_command *command = m->d.command;
    if (hf_case_head(m->before)->instances == 0)
        return hf_fail(m->d.err, HF_WORD_no_instance, HF_STR("on"), command->on, HF_STR_NONE);
    if (hf_case_ended(m->first, m->before))
        return hf_fail(m->d.err, HF_WORD_not_in_state, HF_STR("event"), command->event,
                       m->first->workflow->kind[m->first->workflow->root]
                           .state[hf_case_instance(m->before, 0)->state]
                           .name);
    if (command->effective_at.len > 0)
        return hf_fail(m->d.err, HF_WORD_effective_unwanted, HF_STR("effective_at"), command->event,
                       HF_STR_NONE);
    HF_TRY(check_version(m));
    HF_TRY(hf_map_sound(m->leading->map, m->first->workflow, m->leading->to, m->d.arena, m->d.err));
    m->entry = find_entry(m);
    return m->entry != HF_NO_INSTANCE || m->leading->is_trial
               ? HF_OK
               : hf_fail(m->d.err, HF_WORD_migration_unsigned, HF_STR("payload.map"), HF_STR_NONE,
                         HF_STR_NONE);
}

/* ---- the events ---- */

static struct hf_step *new_step(struct migrating *m, hf_instance i, struct hf_str role)
{
    struct hf_deciding *d = &m->d;
    struct hf_step *step = HF_NEW(d->arena, struct hf_step, 1);
    struct hf_buf now = hf_buf_in(d->arena, HF_INSTANT_TEXT);
    hf_instant_put(&now, d->command->at_ms);
    step->instance = i;
    step->owner = hf_case_instance(&d->out->after, i)->owner;
    step->kind_index = hf_case_instance(&d->out->after, i)->kind;
    step->kind = hf_case_kind(d->flows, &d->out->after, i);
    step->effective_ms = d->command->at_ms;
    step->effective_text = hf_buf_str(&now);
    step->role = role;
    step->made = hf_json_make(d->arena);
    return step;
}

static struct hf_scene scene_of(const struct migrating *m, const struct hf_step *step)
{
    struct hf_scene scene = hf_scene_beside(&m->d, step);
    scene.act.effective_ms = scene.act.received_ms = scene.act.recorded_ms = step->effective_ms;
    scene.act.role = step->role;
    scene.act.actor = m->d.command->actor;
    scene.act.known = m->d.command->known;
    return scene;
}

/* The names of its state before and after; do they differ? */
static bool is_renamed(const struct migrating *m, hf_instance i, struct hf_str *from, struct hf_str *to)
{
    const struct hf_instance_head *head = hf_case_instance(m->before, i);
    const struct hf_renamed *renamed = &m->renaming->kind[head->kind];
    const struct hf_kind *now = &m->renaming->to->kind[renamed->kind];
    *from = m->renaming->from->kind[head->kind].state[head->state].name;
    *to = now->state[renamed->to[HF_NAMED_STATES][head->state]].name;
    return !hf_str_eq(*from, *to);
}

/* It stays in its state, whose name is another. */
static void name_state(const struct migrating *m, struct hf_step *step)
{
    struct hf_str from, to;
    if (!is_renamed(m, step->instance, &from, &to))
        return;
    step->fact->header.from = from;
    step->fact->header.to = to;
}

static struct hf_json text_of_id(struct migrating *m, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(m->d.arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_json text_of_digest(struct migrating *m, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(m->d.arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_json sender(struct migrating *m, const char *event)
{
    struct hf_flows flows = {.house = m->first->house};
    const struct hf_case *library = m->d.house->library;
    const struct hf_kind *kind = hf_case_kind(&flows, library, m->entry);
    struct hf_id id = hf_case_sender(library, m->entry, hf_kind_event(kind, hf_str_of(event)));
    return text_of_id(m, &id);
}

/* Which map, between which versions, and the two who signed it. */
static struct hf_json payload(struct migrating *m)
{
    struct hf_json_maker said = hf_json_make(m->d.arena);
    bool is_signed = m->entry != HF_NO_INSTANCE;
    if (is_signed)
        hf_json_add(&said, HF_STR("confirmed_by"), sender(m, "migration.confirm"));
    hf_json_add(&said, HF_STR("from"), hf_json_of_int(m->leading->map->from));
    hf_json_add(&said, HF_STR("map"), text_of_digest(m, &m->leading->digest));
    if (is_signed)
        hf_json_add(&said, HF_STR("proposed_by"), sender(m, "migration.propose"));
    hf_json_add(&said, HF_STR("to"), hf_json_of_int(m->leading->map->to));
    return hf_json_object(&said);
}

/* The whole case is laid out anew by this event; from then on it is read with the other definition. */
static enum hf_rc lead(struct migrating *m, struct hf_str role)
{
    struct hf_step *step = new_step(m, 0, role);
    struct hf_json_maker migrate = hf_json_make(m->d.arena);
    HF_TRY(hf_own_begin(&m->d, step, HF_STR(HF_MIGRATE_EVENT)));
    step->stored = payload(m);
    name_state(m, step);
    hf_json_add(&migrate, HF_STR("definition"), text_of_digest(m, &m->leading->definition));
    hf_json_add(&migrate, HF_STR("kinds"), m->leading->map->kinds);
    hf_json_add(&step->made, HF_STR("migrate"), hf_json_object(&migrate));
    HF_TRY(hf_own_end(&m->d, step));
    m->d.flows = m->after;
    return HF_OK;
}

/* What the map drops of this instance: data by name; clocks and duties with the time they had. */
static void add_dropped(struct migrating *m, struct hf_step *step)
{
    struct hf_json dropped = hf_places_dropped(m->first, m->renaming, m->before, step->instance, m->d.arena);
    if (dropped.is.object.count > 0)
        hf_json_add(&step->made, HF_STR("dropped"), dropped);
}

/* Nothing to say of an instance whose state keeps its name and in which nothing runs or is dropped. What
 * became of the root's state is said already. */
static enum hf_rc carry(struct migrating *m, hf_instance i, struct hf_str role)
{
    struct hf_step *step = new_step(m, i, role);
    struct hf_str from, to;
    step->scene = scene_of(m, step);
    HF_TRY(hf_times_migrated(&m->d, step));
    add_dropped(m, step);
    if (step->made.count == 0 && (i == 0 || !is_renamed(m, i, &from, &to)))
        return HF_OK;
    hf_json_add(&step->made, HF_STR("cause"), hf_json_of_int(1));
    HF_TRY(hf_own_begin(&m->d, step, HF_STR("case.migrated")));
    if (i > 0)
        name_state(m, step);
    return hf_own_end(&m->d, step);
}

static enum hf_rc decide(struct migrating *m)
{
    struct hf_decision *out = m->d.out;
    struct hf_str role = HF_STR_NONE;
    HF_TRY(check_command(m));
    if (!m->leading->is_trial)
        HF_TRY(find_role(m, &role));
    HF_TRY(hf_places_check(m->first, m->renaming, m->before, m->d.arena, m->d.err));
    HF_TRY(lead(m, role));
    for (hf_instance i = 0; i < hf_case_head(&out->after)->instances; i++)
        if (hf_case_instance(&out->after, i)->owner == HF_OF_WORKFLOW)
            HF_TRY(carry(m, i, role));
    HF_TRY(hf_places_bounds(m->after, &out->after, m->d.arena, m->d.err));
    hf_deciding_end(&m->d);
    return HF_OK;
}

enum hf_rc hf_decide_migration(const struct hf_flows *flows, const struct hf_leading *leading,
                               const struct hf_house *house, const struct hf_case *before,
                               const struct hf_command *command, struct hf_arena *arena,
                               struct hf_decision *out, struct hf_err *err)
{
    struct hf_decision decision;
    HF_UNSET struct hf_deciding d;
    struct hf_flows first = *flows, after = {.house = flows->house, .workflow = leading->to};
    struct hf_renaming renaming = hf_renaming_make(&leading->map->kinds, flows->workflow, leading->to, arena);
    first.next = leading->to;
    HF_TRY(hf_deciding_begin(&first, house, before, command, arena, &decision, err, &d));
    struct migrating m = {.d = d,
                          .leading = leading,
                          .first = &first,
                          .after = &after,
                          .renaming = &renaming,
                          .before = before};
    HF_TRY(decide(&m));
    *out = decision;
    return HF_OK;
}
