/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is told what: the notices of a branch or a reminder, as drafts for the desk and as `_made.tell` for the
 * record. Within one command one notice per template, recipient and thread, listing the instances concerned
 * in order.
 */
#include "casefile/deciding.h"
#include "casefile/people.h"

struct recipients {
    const struct hf_id *id;
    const bool *theirs; /* each: an authority; NULL: none is */
    size_t count;
    bool deputy;
};

static enum hf_rc of_who(struct hf_deciding *d, const struct hf_scene *scene, const struct hf_cast *cast,
                         struct recipients *out)
{
    struct hf_val val;
    const struct hf_val *items;
    HF_TRY(hf_scene_eval(scene, cast->who, &val, d->err));
    size_t count;
    HF_TRY(hf_scene_items(scene, &val, &items, &count, d->err));
    struct hf_id *ids = HF_NEW(d->arena, struct hf_id, count + 1);
    bool *theirs = HF_NEW(d->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (items[i].sort != HF_SORT_AUTHORITY && items[i].sort != HF_SORT_PERSON &&
            items[i].sort != HF_SORT_ENTRY)
            continue;
        theirs[out->count] = items[i].sort == HF_SORT_AUTHORITY;
        ids[out->count++] = items[i].is.entry.id;
    }
    out->id = ids;
    out->theirs = theirs;
    return HF_OK;
}

static enum hf_rc find_recipients(struct hf_deciding *d, const struct hf_step *step,
                                  const struct hf_part *part, struct recipients *out)
{
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    const struct hf_cast *cast;
    *out = (struct recipients){0};
    HF_TRY(hf_part_cast(&step->scene, part, &cast, d->err));
    if (cast == NULL)
        return HF_OK;
    struct hf_str role = flow->role[cast->role].name;
    out->deputy = hf_str_eq(role, HF_STR("deputy"));
    if (cast->who != NULL)
        return of_who(d, &step->scene, cast, out);
    if (!hf_case_our_role(d->flows, &d->out->after, step->owner, cast->role))
        return HF_OK; /* nobody of ours holds it here, and no authority is named */
    out->count = hf_role_holders(d->house, d->flows->house, role, d->arena, &out->id);
    return HF_OK;
}

/* The draft of this command that this notice joins: same template, recipient, thread. */
static struct hf_draft *find_draft(struct hf_deciding *d, const struct hf_step *step,
                                   const struct hf_draft *like)
{
    for (size_t i = 0; i < d->out->draft_count; i++) {
        struct hf_draft *draft = &d->drafts[i];
        bool one_thread = !step->kind->thread || draft->instance == step->instance;
        if (draft->template_index == like->template_index && hf_id_eq(&draft->recipient, &like->recipient) &&
            draft->deputy == like->deputy && one_thread)
            return draft;
    }
    return NULL;
}

/* Mostly at the end. The list has room for as many as the next power of two. */
static void join(struct hf_deciding *d, struct hf_draft *draft, hf_instance instance)
{
    hf_instance *all = (hf_instance *)(uintptr_t)draft->instances;
    size_t count = draft->instance_count, at = count;
    while (at > 0 && all[at - 1] > instance)
        at--;
    if (at > 0 && all[at - 1] == instance)
        return;
    if ((count & (count - 1)) == 0) {
        all = HF_NEW(d->arena, hf_instance, count == 0 ? 1 : 2 * count);
        if (count > 0)
            memcpy(all, draft->instances, count * sizeof *all);
    }
    memmove(&all[at + 1], &all[at], (count - at) * sizeof *all);
    all[at] = instance;
    draft->instances = all;
    draft->instance_count++;
}

static void add_draft(struct hf_deciding *d, const struct hf_step *step, const struct hf_draft *like)
{
    struct hf_draft *draft = find_draft(d, step, like);
    if (draft == NULL) {
        d->drafts =
            hf_arena_room(d->arena, d->drafts, d->out->draft_count, &d->draft_room, sizeof(*d->drafts));
        draft = &d->drafts[d->out->draft_count++];
        *draft = *like;
    }
    join(d, draft, step->instance);
}

static struct hf_json tell_item(struct hf_deciding *d, const struct hf_part *part,
                                const struct hf_template *tmpl, const struct recipients *to)
{
    struct hf_json_maker item = hf_json_make(d->arena), ids = hf_json_make(d->arena);
    for (size_t i = 0; i < to->count; i++) {
        struct hf_buf id = hf_buf_in(d->arena, HF_ID_TEXT);
        hf_id_put(&id, &to->id[i]);
        hf_json_add(&ids, HF_STR_NONE, hf_json_of_text(hf_buf_str(&id)));
    }
    hf_json_add(&item, HF_STR("part"), hf_json_of_text(part->name));
    hf_json_add(&item, HF_STR("template"), hf_json_of_text(tmpl->name));
    hf_json_add(&item, HF_STR("to"), hf_json_list(&ids));
    return hf_json_object(&item);
}

enum hf_rc hf_tell(struct hf_deciding *d, struct hf_step *step, const struct hf_notify *notify,
                   uint16_t count, const bool *wanted)
{
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_part *part = &step->kind->part[notify[i].to];
        struct recipients to;
        bool now = wanted != NULL && wanted[i];
        if (wanted == NULL)
            HF_TRY(hf_scene_truth(&step->scene, notify[i].when, &now, d->err));
        if (!now)
            continue;
        HF_TRY(find_recipients(d, step, part, &to));
        for (size_t k = 0; k < to.count; k++)
            add_draft(d, step,
                      &(struct hf_draft){.part = step->fact->header.part[0],
                                         .template_index = notify[i].tmpl,
                                         .instance = step->instance,
                                         .recipient = to.id[k],
                                         .ours = to.theirs == NULL || !to.theirs[k],
                                         .deputy = to.deputy});
        if (step->tell.arena == NULL)
            step->tell = hf_json_make(d->arena);
        hf_json_add(&step->tell, HF_STR_NONE, tell_item(d, part, &flow->tmpl[notify[i].tmpl], &to));
    }
    return HF_OK;
}

void hf_tell_made(struct hf_step *step)
{
    if (step->tell.count > 0)
        hf_json_add(&step->made, HF_STR("tell"), hf_json_list(&step->tell));
}
