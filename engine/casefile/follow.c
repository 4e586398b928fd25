/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What follows from a chosen branch. hf_follow computes it all on the case before the event; hf_follow_queue,
 * after the event was applied, puts what it creates and raises into the queue: `with` alone sees the new
 * data.
 */
#include "base/check.h"
#include "casefile/deciding.h"
#include "casefile/people.h"

/* What was computed before the event, waiting for it to be applied. */
struct hf_pending {
    const struct hf_create *create;
    const struct hf_raise *raise;
    const struct hf_val *it, *key, *ids; /* of one item */
    hf_instance target;
    struct hf_json embedded; /* of `events`: the item, whole */
    struct hf_pending *next;
};

/* ---- the instance itself ---- */

static enum hf_rc follow_set(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker set = hf_json_make(d->arena);
    for (uint16_t i = 0; i < step->branch->sets; i++) {
        struct hf_val val;
        struct hf_json json;
        HF_TRY(hf_scene_eval(&step->scene, step->branch->set[i].value, &val, d->err));
        if (val.sort == HF_SORT_ABSENT)
            continue;
        HF_TRY(hf_scene_json(&step->scene, &val, &json, d->err));
        hf_json_add(&set, step->kind->data->member[step->branch->set[i].data].name, json);
    }
    if (set.count > 0)
        hf_json_add(&step->made, HF_STR("set"), hf_json_object(&set));
    return HF_OK;
}

static void follow_take(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker take = hf_json_make(d->arena);
    for (uint16_t i = 0; i < step->branch->take.count; i++) {
        struct hf_str name = step->rule->payload->member[step->branch->take.at[i]].name;
        if (hf_json_get(&step->payload, name) != NULL)
            hf_json_add(&take, HF_STR_NONE, hf_json_of_text(name));
    }
    if (take.count > 0)
        hf_json_add(&step->made, HF_STR("take"), hf_json_list(&take));
}

static void follow_clear(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker clear = hf_json_make(d->arena);
    for (uint16_t i = 0; i < step->branch->clear.count; i++)
        hf_json_add(&clear, HF_STR_NONE,
                    hf_json_of_text(step->kind->data->member[step->branch->clear.at[i]].name));
    if (clear.count > 0)
        hf_json_add(&step->made, HF_STR("clear"), hf_json_list(&clear));
}

static void follow_flag(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker flag = hf_json_make(d->arena);
    for (uint16_t i = 0; i < step->branch->flags; i++)
        hf_json_add(&flag, step->kind->flag[step->branch->flag[i].flag].name,
                    hf_json_of_bool(step->branch->flag[i].truth));
    if (flag.count > 0)
        hf_json_add(&step->made, HF_STR("flag"), hf_json_object(&flag));
}

static enum hf_rc follow_links(struct hf_deciding *d, struct hf_step *step, const struct hf_link_set *links,
                               uint16_t count, struct hf_str member)
{
    struct hf_json_maker made = hf_json_make(d->arena);
    for (uint16_t i = 0; i < count; i++) {
        struct hf_val val;
        const struct hf_val *items;
        size_t n;
        struct hf_json_maker names = hf_json_make(d->arena);
        HF_TRY(hf_scene_eval(&step->scene, links[i].to, &val, d->err));
        HF_TRY(hf_scene_items(&step->scene, &val, &items, &n, d->err));
        for (size_t k = 0; k < n; k++) {
            struct hf_buf name = hf_buf_in(d->arena, 24);
            hf_instance to = hf_scene_instance(&step->scene, &items[k]);
            if (to == HF_NO_INSTANCE)
                return hf_fail(d->err, HF_WORD_link_invalid, HF_STR_NONE,
                               step->kind->link[links[i].link].name, step->kind->name);
            hf_case_put_name(d->flows, &d->out->after, to, &name);
            hf_json_add(&names, HF_STR_NONE, hf_json_of_text(hf_buf_str(&name)));
        }
        hf_json_add(&made, step->kind->link[links[i].link].name, hf_json_list(&names));
    }
    if (made.count > 0)
        hf_json_add(&step->made, member, hf_json_object(&made));
    return HF_OK;
}

static void follow_discharge(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker names = hf_json_make(d->arena);
    for (uint16_t i = 0; i < step->branch->discharge.count; i++)
        hf_json_add(&names, HF_STR_NONE,
                    hf_json_of_text(step->kind->obligation[step->branch->discharge.at[i]].name));
    if (names.count > 0)
        hf_json_add(&step->made, HF_STR("discharge"), hf_json_list(&names));
}

/* ---- where it goes, and on what basis ---- */

static bool discharged(const struct hf_branch *branch, uint16_t obligation)
{
    for (uint16_t i = 0; i < branch->discharge.count; i++)
        if (branch->discharge.at[i] == obligation)
            return true;
    return false;
}

static enum hf_rc check_obligations(struct hf_deciding *d, const struct hf_step *step, uint16_t to)
{
    for (uint16_t o = 0; step->instance != HF_NO_INSTANCE && o < step->kind->obligations; o++) {
        const struct hf_obligation *duty = &step->kind->obligation[o];
        bool open = (hf_case_instance(&d->out->after, step->instance)->obliged >> o & 1) != 0;
        if (open && hf_states_have(&duty->before, to) && !discharged(step->branch, o))
            return hf_fail(d->err, HF_WORD_obligation_open, HF_STR_NONE, duty->name,
                           step->kind->part[duty->owner].name);
    }
    return HF_OK;
}

static struct hf_str state_name(const struct hf_deciding *d, const struct hf_step *step)
{
    return step->kind->state[hf_case_instance(&d->out->after, step->instance)->state].name;
}

static enum hf_rc follow_move(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_header *header = &step->fact->header;
    uint16_t to = step->branch->to;
    if (to == HF_STAY)
        return HF_OK;
    if (to == HF_BACK) {
        to = hf_case_instance(&d->out->after, step->instance)->back;
        if (to == HF_NONE) /* rule C24 of check sees to it, for whoever was not born here */
            return hf_fail(d->err, HF_WORD_not_in_state, HF_STR("event"), step->rule->name,
                           state_name(d, step));
        hf_json_add(&step->made, HF_STR("back"), hf_json_of_bool(true));
    }
    if (step->instance != HF_NO_INSTANCE && to == hf_case_instance(&d->out->after, step->instance)->state)
        return HF_OK; /* arriving in the state one is in is no move */
    header->to = step->kind->state[to].name;
    if (step->instance != HF_NO_INSTANCE)
        header->from = state_name(d, step);
    return check_obligations(d, step, to);
}

/* The order an act rests on must be recorded in this case and not be revoked. */
static enum hf_rc order_ref(struct hf_deciding *d, const struct hf_step *step, const struct hf_expr *order,
                            struct hf_id *out)
{
    struct hf_val val;
    HF_TRY(hf_scene_eval(&step->scene, order, &val, d->err));
    hf_instance i = hf_scene_instance(&step->scene, &val);
    bool sound = i != HF_NO_INSTANCE && hf_case_instance(&d->out->after, i)->owner == HF_OF_HOUSE &&
                 hf_str_eq(hf_case_kind(d->flows, &d->out->after, i)->name, HF_STR("order"));
    if (sound) {
        const struct hf_kind *kind = hf_case_kind(d->flows, &d->out->after, i);
        uint16_t revoked = hf_shape_find(kind->data, HF_STR("revoked"));
        struct hf_datum datum = hf_case_datum(&d->out->after, i, revoked);
        sound = datum.held != HF_PLAIN || !hf_str_eq(datum.json, HF_STR("true"));
        *out = hf_case_instance(&d->out->after, i)->id;
    }
    return sound ? HF_OK : hf_fail(d->err, HF_WORD_order_invalid, HF_STR_NONE, step->rule->name, HF_STR_NONE);
}

static enum hf_rc follow_basis(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_basis_uses *uses =
        step->rule->basis.count > 0 ? &step->rule->basis : &step->branch->basis;
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    struct hf_basis_ref *refs = HF_NEW(d->arena, struct hf_basis_ref, uses->count);
    for (uint16_t i = 0; i < uses->count; i++) {
        const struct hf_basis *basis = &flow->basis[uses->at[i].basis];
        switch (basis->kind) {
        case HF_BASIS_LAW:
            refs[i].law = flow->act[basis->act].name;
            refs[i].at = basis->at;
            break;
        case HF_BASIS_PRACTICE:
            refs[i].practice = basis->name;
            break;
        case HF_BASIS_ORDER:
            HF_TRY(order_ref(d, step, uses->at[i].order, &refs[i].order));
            break;
        }
    }
    step->fact->header.basis = refs;
    step->fact->header.bases = uses->count;
    return HF_OK;
}

/* The directory entry that the event names, as it stands now: [authority file, seq] of the header. */
static void follow_directory(struct hf_deciding *d, struct hf_step *step)
{
    for (uint16_t i = 0; i < step->rule->payload->members; i++) {
        const struct hf_shape_member *member = &step->rule->payload->member[i];
        struct hf_id id;
        if (member->shape->kind != HF_SHAPE_REF || member->shape->ref != HF_REF_AUTHORITY ||
            !hf_id_read(hf_json_text(&step->payload, member->name), &id))
            continue;
        const struct hf_case *file = hf_house_authority(d->house, &id);
        HF_CHECK(file != NULL);
        step->fact->header.directory_file = id;
        step->fact->header.directory_seq = hf_case_head(file)->seq;
        return;
    }
}

/* ---- what it will queue ---- */

/* What is raised may be skipped, so more may wait than can happen; but not so many that they fill the memory.
 */
enum { PENDED_MAX = 4 * HF_FACTS_MAX };

/* NULL: too many, as the error says. */
static struct hf_pending *add_pending(struct hf_deciding *d, struct hf_step *step)
{
    if (d->pended++ == PENDED_MAX) {
        (void)hf_fail(d->err, HF_WORD_cascade_too_large, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        return NULL;
    }
    struct hf_pending *pending = HF_NEW(d->arena, struct hf_pending, 1);
    if (step->pending == NULL)
        step->pending = pending;
    else
        step->pending_last->next = pending;
    step->pending_last = pending;
    return pending;
}

static struct hf_scene with_item(const struct hf_step *step, const struct hf_val *it)
{
    struct hf_scene scene = step->scene;
    scene.it = it;
    return scene;
}

static bool same_key(const struct hf_val *a, const struct hf_val *b)
{
    HF_UNSET struct hf_err err;
    bool same = false;
    if (a->sort != b->sort)
        return false;
    if (a->sort == HF_SORT_INSTANCE)
        return a->is.instance.number == b->is.instance.number;
    if (a->sort == HF_SORT_ENTRY || a->sort == HF_SORT_AUTHORITY || a->sort == HF_SORT_PERSON)
        return hf_id_eq(&a->is.entry.id, &b->is.entry.id);
    return hf_val_same(a, b, &same, &err) == HF_OK && same;
}

struct group {
    struct hf_val key;
    struct hf_val *ids;
    size_t count, room;
};

static enum hf_rc pend_group(struct hf_deciding *d, struct hf_step *step, const struct hf_create *create,
                             const struct group *group)
{
    struct hf_scene scene = step->scene;
    struct hf_val *ids = HF_NEW(d->arena, struct hf_val, 1);
    bool wanted;
    *ids = (struct hf_val){.sort = HF_SORT_LIST,
                           .is.list = {.item = group->ids, .count = (uint32_t)group->count}};
    scene.key = &group->key;
    scene.ids = ids;
    HF_TRY(hf_scene_truth(&scene, create->when, &wanted, d->err));
    if (!wanted)
        return HF_OK;
    struct hf_pending *pending = add_pending(d, step);
    if (pending == NULL)
        return hf_err_rc(d->err);
    pending->create = create;
    pending->key = &group->key;
    pending->ids = ids;
    return HF_OK;
}

/* One creation per different value of group_by, in the order in which the values first come. */
static enum hf_rc pend_groups(struct hf_deciding *d, struct hf_step *step, const struct hf_create *create,
                              const struct hf_val *items, size_t count)
{
    struct group *groups = HF_NEW(d->arena, struct group, count + 1);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct hf_scene scene = with_item(step, &items[i]);
        struct hf_val key;
        size_t g = 0;
        HF_TRY(hf_scene_eval(&scene, create->group_by, &key, d->err));
        while (g < found && !same_key(&groups[g].key, &key))
            g++;
        if (g == found)
            groups[found++] = (struct group){.key = key};
        groups[g].ids =
            hf_arena_room(d->arena, groups[g].ids, groups[g].count, &groups[g].room, sizeof *groups[g].ids);
        groups[g].ids[groups[g].count++] = items[i];
    }
    for (size_t g = 0; g < found; g++)
        HF_TRY(pend_group(d, step, create, &groups[g]));
    return HF_OK;
}

static enum hf_rc chosen_items(struct hf_deciding *d, struct hf_step *step, const struct hf_expr *list,
                               const struct hf_expr *where, struct hf_val **out, size_t *count)
{
    struct hf_val val;
    const struct hf_val *items;
    size_t n;
    HF_TRY(hf_scene_eval(&step->scene, list, &val, d->err));
    HF_TRY(hf_scene_items(&step->scene, &val, &items, &n, d->err));
    *out = HF_NEW(d->arena, struct hf_val, n + 1);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        struct hf_scene scene = with_item(step, &items[i]);
        bool holds;
        HF_TRY(hf_scene_truth(&scene, where, &holds, d->err));
        if (holds)
            (*out)[(*count)++] = items[i];
    }
    return HF_OK;
}

static enum hf_rc pend_create(struct hf_deciding *d, struct hf_step *step, const struct hf_create *create)
{
    struct hf_val *items = NULL;
    size_t count = 0;
    bool wanted;
    HF_TRY(hf_scene_truth(&step->scene, create->each == NULL ? create->when : NULL, &wanted, d->err));
    if (!wanted)
        return HF_OK;
    if (create->each == NULL) {
        struct hf_pending *pending = add_pending(d, step);
        if (pending == NULL)
            return hf_err_rc(d->err);
        pending->create = create;
        return HF_OK;
    }
    HF_TRY(chosen_items(d, step, create->each, create->where, &items, &count));
    if (create->group_by != NULL)
        return pend_groups(d, step, create, items, count);
    for (size_t i = 0; i < count; i++) {
        struct hf_scene scene = with_item(step, &items[i]);
        HF_TRY(hf_scene_truth(&scene, create->when, &wanted, d->err));
        if (!wanted)
            continue;
        struct hf_pending *pending = add_pending(d, step);
        if (pending == NULL)
            return hf_err_rc(d->err);
        pending->create = create;
        pending->it = &items[i];
    }
    return HF_OK;
}

static enum hf_rc no_target(struct hf_deciding *d, const struct hf_step *step)
{
    return hf_fail(d->err, HF_WORD_no_instance, HF_STR_NONE, step->rule->name, HF_STR_NONE);
}

static enum hf_rc pend_embedded(struct hf_deciding *d, struct hf_step *step, const struct hf_raise *raise)
{
    struct hf_val val;
    const struct hf_val *items;
    size_t count;
    HF_TRY(hf_scene_eval(&step->scene, raise->events, &val, d->err));
    HF_TRY(hf_scene_items(&step->scene, &val, &items, &count, d->err));
    for (size_t i = 0; i < count; i++) {
        struct hf_pending *pending = add_pending(d, step);
        if (pending == NULL)
            return hf_err_rc(d->err);
        pending->raise = raise;
        HF_TRY(hf_scene_json(&step->scene, &items[i], &pending->embedded, d->err));
        pending->target =
            hf_case_find(d->flows, &d->out->after, hf_json_text(&pending->embedded, HF_STR("on")));
        if (pending->target == HF_NO_INSTANCE)
            return no_target(d, step);
    }
    return HF_OK;
}

/* Targets in the order of their numbers; nearly always they are already. */
static void sort_targets(struct hf_val *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct hf_val held = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1].is.instance.number > held.is.instance.number; at--)
            items[at] = items[at - 1];
        items[at] = held;
    }
}

static enum hf_rc pend_raise(struct hf_deciding *d, struct hf_step *step, const struct hf_raise *raise)
{
    struct hf_val *items = NULL;
    size_t count = 0;
    bool wanted;
    HF_TRY(hf_scene_truth(&step->scene, raise->when, &wanted, d->err));
    if (!wanted)
        return HF_OK;
    if (raise->events != NULL)
        return pend_embedded(d, step, raise);
    HF_TRY(chosen_items(d, step, raise->to, raise->where, &items, &count));
    sort_targets(items, count);
    for (size_t i = 0; i < count; i++) {
        hf_instance target = hf_scene_instance(&step->scene, &items[i]);
        if (target == HF_NO_INSTANCE)
            return no_target(d, step);
        if (i > 0 && target == hf_scene_instance(&step->scene, &items[i - 1]))
            continue; /* named twice, raised once */
        struct hf_pending *pending = add_pending(d, step);
        if (pending == NULL)
            return hf_err_rc(d->err);
        pending->raise = raise;
        pending->it = &items[i];
        pending->target = target;
    }
    return HF_OK;
}

static enum hf_rc follow_notices(struct hf_deciding *d, struct hf_step *step)
{
    bool *wanted = HF_NEW(d->arena, bool, step->branch->notifies + 1U);
    for (uint16_t i = 0; i < step->branch->notifies; i++)
        HF_TRY(hf_scene_truth(&step->scene, step->branch->notify[i].when, &wanted[i], d->err));
    step->notify_wanted = wanted;
    return HF_OK;
}

enum hf_rc hf_follow(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_branch *branch = step->branch;
    HF_TRY(follow_basis(d, step));
    HF_TRY(follow_move(d, step));
    follow_directory(d, step);
    follow_take(d, step);
    HF_TRY(follow_set(d, step));
    follow_clear(d, step);
    follow_flag(d, step);
    HF_TRY(follow_links(d, step, branch->unlink, branch->unlinks, HF_STR("unlink")));
    HF_TRY(follow_links(d, step, branch->link, branch->links, HF_STR("link")));
    follow_discharge(d, step);
    HF_TRY(follow_notices(d, step));
    for (uint16_t i = 0; i < branch->creates; i++)
        HF_TRY(pend_create(d, step, &branch->create[i]));
    for (uint16_t i = 0; i < branch->raises; i++)
        HF_TRY(pend_raise(d, step, &branch->raise[i]));
    return HF_OK;
}

/* ---- after it was applied ---- */

static enum hf_rc check_bounds(struct hf_deciding *d, hf_instance i, const struct hf_kind *kind, uint16_t l)
{
    const struct hf_link *link = &kind->link[l];
    const hf_instance *found;
    size_t count = hf_case_linked(d->flows, &d->out->after, i, link->name, d->arena, &found);
    if (link->is_inverse || (count >= link->min && count <= link->max))
        return HF_OK;
    return hf_fail(d->err, HF_WORD_link_invalid, HF_STR_NONE, link->name, kind->name);
}

/* Bonds made or cut under the inverse's name count against the bounds of the side that declares the link. */
static enum hf_rc check_other_sides(struct hf_deciding *d, const struct hf_step *step, struct hf_str part)
{
    const struct hf_json *links = hf_json_get(HF_JSON_GET(&step->fact->payload, "_made"), part);
    for (size_t i = 0; links != NULL && i < links->is.object.count; i++) {
        const struct hf_member *member = &links->is.object.member[i];
        const struct hf_link *link = &step->kind->link[hf_kind_link(step->kind, member->name)];
        for (size_t n = 0; link->is_inverse && n < member->value.is.list.count; n++) {
            hf_instance other = hf_case_find(d->flows, &d->out->after, member->value.is.list.item[n].is.text);
            HF_TRY(check_bounds(d, other, hf_case_kind(d->flows, &d->out->after, other), link->inverse));
        }
    }
    return HF_OK;
}

static enum hf_rc check_links(struct hf_deciding *d, const struct hf_step *step)
{
    for (uint16_t l = 0; l < step->kind->links; l++)
        HF_TRY(check_bounds(d, step->instance, step->kind, l));
    if (step->branch->unlinks + step->branch->links == 0)
        return HF_OK;
    HF_TRY(check_other_sides(d, step, HF_STR("unlink")));
    return check_other_sides(d, step, HF_STR("link"));
}

/* Computed members, then those copied from our payload when present (personal ones too, unread). */
static enum hf_rc make_payload(struct hf_deciding *d, const struct hf_step *step,
                               const struct hf_scene *scene, const struct hf_with *with, uint16_t count,
                               const struct hf_shape *shape, struct hf_json *out)
{
    struct hf_json_maker payload = hf_json_make(d->arena);
    for (uint16_t i = 0; i < count; i++) {
        struct hf_str name = shape->member[with[i].member].name;
        if (with[i].value == NULL) {
            const struct hf_json *ours =
                hf_json_get(&step->payload, step->rule->payload->member[with[i].from].name);
            if (ours != NULL)
                hf_json_add(&payload, name, *ours);
            continue;
        }
        struct hf_val val;
        struct hf_json json;
        HF_TRY(hf_scene_eval(scene, with[i].value, &val, d->err));
        if (val.sort == HF_SORT_ABSENT)
            continue;
        HF_TRY(hf_scene_json(scene, &val, &json, d->err));
        hf_json_add(&payload, name, json);
    }
    *out = hf_json_object(&payload);
    return HF_OK;
}

static struct hf_step *next_step(struct hf_deciding *d, const struct hf_step *step)
{
    struct hf_step *next = HF_NEW(d->arena, struct hf_step, 1);
    next->cause = step->fact->header.part[0];
    next->role = step->role;
    next->effective_ms = step->effective_ms;
    next->effective_text = step->effective_text;
    next->due_ms = step->due_ms;
    return next;
}

static enum hf_rc queue_birth(struct hf_deciding *d, struct hf_step *step, const struct hf_pending *pending,
                              const struct hf_scene *scene)
{
    struct hf_step *next = next_step(d, step);
    next->owner = step->owner;
    next->kind_index = pending->create->kind;
    next->kind = &hf_flows_of(d->flows, step->owner)->kind[next->kind_index];
    next->rule = &next->kind->event[pending->create->event];
    next->instance = HF_NO_INSTANCE;
    HF_TRY(make_payload(d, step, scene, pending->create->with, pending->create->withs, next->rule->payload,
                        &next->payload));
    hf_queue(d, next);
    return HF_OK;
}

static void aim(struct hf_deciding *d, struct hf_step *next, hf_instance target)
{
    next->instance = target;
    next->owner = hf_case_instance(&d->out->after, target)->owner;
    next->kind_index = hf_case_instance(&d->out->after, target)->kind;
    next->kind = hf_case_kind(d->flows, &d->out->after, target);
}

static enum hf_rc set_effective(struct hf_deciding *d, struct hf_step *next, struct hf_str said)
{
    if (!hf_effective_at(d, said, &next->effective_ms))
        return hf_fail(d->err, HF_WORD_effective_invalid, HF_STR("effective_at"), said, HF_STR_NONE);
    next->effective_text = said;
    return next->effective_ms > d->command->at_ms
               ? hf_fail(d->err, HF_WORD_effective_future, HF_STR("effective_at"), said, HF_STR_NONE)
               : HF_OK;
}

/* One item of an answer: its own event, payload and time, on the instance it names. */
static enum hf_rc queue_embedded(struct hf_deciding *d, struct hf_step *step,
                                 const struct hf_pending *pending)
{
    struct hf_step *next = next_step(d, step);
    struct hf_str effective = hf_json_text(&pending->embedded, HF_STR("effective_at"));
    const struct hf_json *payload = HF_JSON_GET(&pending->embedded, "payload");
    aim(d, next, pending->target);
    uint16_t event = hf_kind_event(next->kind, hf_json_text(&pending->embedded, HF_STR("event")));
    if (event == HF_NONE)
        return no_target(d, step);
    next->rule = &next->kind->event[event];
    next->skip_unhandled = pending->raise->skip_unhandled;
    if (payload != NULL)
        next->payload = *payload;
    if (effective.len > 0)
        HF_TRY(set_effective(d, next, effective));
    else if (next->rule->effective == HF_EFFECTIVE_REQUIRED)
        return hf_fail(d->err, HF_WORD_effective_missing, HF_STR("payload"), next->rule->name, HF_STR_NONE);
    hf_queue(d, next);
    return HF_OK;
}

static enum hf_rc queue_raise(struct hf_deciding *d, struct hf_step *step, const struct hf_pending *pending,
                              const struct hf_scene *scene)
{
    struct hf_step *next = next_step(d, step);
    if (pending->raise->events != NULL)
        return queue_embedded(d, step, pending);
    aim(d, next, pending->target);
    next->rule = &next->kind->event[pending->raise->event];
    next->skip_unhandled = pending->raise->skip_unhandled;
    HF_TRY(make_payload(d, step, scene, pending->raise->with, pending->raise->withs, next->rule->payload,
                        &next->payload));
    if (pending->raise->effective != NULL) {
        struct hf_val val;
        struct hf_json said;
        HF_TRY(hf_scene_eval(scene, pending->raise->effective, &val, d->err));
        HF_TRY(hf_scene_json(scene, &val, &said, d->err));
        HF_TRY(set_effective(d, next, said.is.text));
    }
    hf_queue(d, next);
    return HF_OK;
}

/* A new register entry raises the root's event of that register, where the root handles it. */
static void queue_register(struct hf_deciding *d, struct hf_step *step, bool born)
{
    const struct hf_kind *root = hf_case_kind(d->flows, &d->out->after, 0);
    if (!born || step->owner != HF_OF_HOUSE || step->instance == 0 || d->flows->workflow == NULL)
        return;
    for (uint16_t e = 0; e < root->events; e++) {
        const struct hf_event *rule = &root->event[e];
        if (rule->of_register == HF_NONE ||
            !hf_str_eq(hf_ref_name((enum hf_ref)rule->of_register), step->kind->name))
            continue;
        struct hf_step *next = next_step(d, step);
        struct hf_json_maker payload = hf_json_make(d->arena);
        struct hf_buf id = hf_buf_in(d->arena, HF_ID_TEXT);
        aim(d, next, 0);
        hf_id_put(&id, &hf_case_instance(&d->out->after, step->instance)->id);
        hf_json_add(&payload, HF_STR("entry"), hf_json_of_text(hf_buf_str(&id)));
        next->rule = rule;
        next->payload = hf_json_object(&payload);
        next->skip_unhandled = true;
        hf_queue(d, next);
    }
}

enum hf_rc hf_follow_queue(struct hf_deciding *d, struct hf_step *step)
{
    HF_TRY(check_links(d, step));
    for (const struct hf_pending *pending = step->pending; pending != NULL; pending = pending->next) {
        struct hf_scene scene = step->scene;
        scene.it = pending->it;
        scene.key = pending->key;
        scene.ids = pending->ids;
        if (pending->create != NULL)
            HF_TRY(queue_birth(d, step, pending, &scene));
        else
            HF_TRY(queue_raise(d, step, pending, &scene));
    }
    queue_register(d, step, step->fact->header.from.len == 0 && step->fact->header.to.len > 0);
    return HF_OK;
}
