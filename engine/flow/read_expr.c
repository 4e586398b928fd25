/* SPDX-License-Identifier: Apache-2.0 */
/* The expressions of branches, events and parts, once the whole machine is known. */
#include "flow/site.h"

static void compile_sets(struct hf_site *site, const struct hf_json *json, struct hf_branch *branch)
{
    const struct hf_json *sets = hf_member_object(json, "set");
    const struct hf_shape *data = site->r->kind[site->scope.kind].data;
    struct hf_assign *set = HF_NEW(site->r->arena, struct hf_assign, branch->sets + 1u);
    for (uint16_t i = 0; i < branch->sets; i++) {
        set[i].data = branch->set[i].data;
        if (set[i].data == HF_NONE)
            continue;
        struct hf_type wanted = hf_type_of_shape(site->r->arena, data->member[set[i].data].shape, false);
        set[i].value = hf_compile(site, &sets->is.object.member[i].value, &wanted);
    }
    branch->set = set;
}

static const struct hf_link_set *compile_links(struct hf_site *site, const struct hf_json *links,
                                               uint16_t *count)
{
    const struct hf_kind *kind = &site->r->kind[site->scope.kind];
    uint16_t room = hf_member_count(site->r, links, HF_GROUPS_MAX);
    struct hf_link_set *set = HF_NEW(site->r->arena, struct hf_link_set, room + 1u);
    for (uint16_t i = 0; i < room; i++) {
        const struct hf_member *member = &links->is.object.member[i];
        uint16_t link = hf_kind_link(kind, member->name), given;
        const struct hf_expr *to = hf_compile_instances(site, &member->value, &given);
        if (link == HF_NONE)
            hf_find_at(site->r, 2, member->offset, HF_WORD_flow_name_unknown, member->name, HF_STR("links"));
        else if (given != HF_NONE && given != kind->link[link].kind)
            hf_find(site->r, 8, &member->value, HF_WORD_flow_link_other, member->name, HF_STR_NONE);
        set[(*count)++] = (struct hf_link_set){link, to};
    }
    return set;
}

/* `needs` first, then what is required: each may rely on those before it. */
static void compile_demands(struct hf_site *site, const struct hf_branch *branch)
{
    for (uint16_t i = 0; i < branch->needs.count; i++)
        hf_site_know_datum(site, branch->needs.at[i]);
    for (uint16_t i = 0; i < branch->requires.count; i++)
        (void)hf_compile_condition(site, branch->requires.at[i]);
    for (uint16_t i = 0; i < branch->requires.count; i++) {
        const struct hf_expr *expr = hf_compile_condition(site, branch->requires.at[i]);
        if (expr != NULL)
            hf_site_know(site, expr->ensured[1], expr->ensured_count[1]);
    }
}

static void compile_branch(struct hf_site *site, const struct hf_branch_plan *plan, struct hf_site *after)
{
    struct hf_branch *branch = plan->branch;
    const struct hf_json *json = plan->json;
    if (branch->when != NULL)
        hf_site_know(site, branch->when->ensured[1], branch->when->ensured_count[1]);
    compile_demands(site, branch);
    branch->basis = hf_compile_orders(site, branch->basis);
    compile_sets(site, json, branch);
    branch->link = compile_links(site, hf_member_object(json, "link"), &branch->links);
    branch->unlink = compile_links(site, hf_member_object(json, "unlink"), &branch->unlinks);
    memcpy(after->path, site->path, sizeof after->path);
    after->paths = site->paths;
    hf_read_creates(site, after, json, branch);
    hf_read_raises(site, after, json, branch);
    branch->notify = hf_read_notifies(site, hf_member_list(json, "notify"), &branch->notifies);
}

/* C8, a warning: a guard that says much has no prose unless it is a named condition. */
static void check_prose(struct hf_reader *r, const struct hf_json *when, const struct hf_expr *expr)
{
    if (expr != NULL && expr->comparisons >= 2)
        hf_warn(r, when, HF_WORD_flow_guard_unnamed, HF_STR_NONE, HF_STR_NONE);
}

static uint64_t *bits_new(const struct hf_reader *r, uint16_t k)
{
    return HF_NEW(r->arena, uint64_t, r->presence[k].words);
}

/* All branches of one handler: what the guard of one found false is known to the next. */
static size_t compile_handler(struct hf_reader *r, size_t first, struct hf_site *one, struct hf_site *after)
{
    const struct hf_branch_plan *plan = &r->plan[first];
    const struct hf_handler *handler = &r->kind[plan->kind].handler[plan->handler];
    uint64_t *before = bits_new(r, plan->kind), *then = bits_new(r, plan->kind);
    struct hf_site all;
    hf_presence_at(r, plan->kind, plan->handler, before);
    hf_site_init(&all, r, plan->kind, handler->event, before);
    all.scope.birth = handler->place == HF_IN_BEGIN;
    for (uint16_t i = 0; i < handler->branches.count; i++, plan++) {
        const struct hf_json *when = hf_member_text(plan->json, "when");
        plan->branch->when = hf_compile(&all, when, &hf_type_bool);
        check_prose(r, when, plan->branch->when);
        memcpy(then, before, r->presence[plan->kind].words * sizeof *then);
        hf_presence_pass(&r->kind[plan->kind], handler, plan->branch, then);
        *one = all;
        one->scope.self = one;
        hf_site_init(after, r, plan->kind, handler->event, then);
        after->scope.birth = all.scope.birth;
        one->number = ++r->places;
        compile_branch(one, plan, after);
        if (plan->branch->when != NULL)
            hf_site_know(&all, plan->branch->when->ensured[0], plan->branch->when->ensured_count[0]);
    }
    return handler->branches.count;
}

/* The order an event rests on is read wherever the event is handled: only what is there in all places is
 * there. */
static void compile_event_orders(struct hf_reader *r, uint16_t k, uint16_t e)
{
    const struct hf_kind *kind = &r->kind[k];
    uint64_t *bits = bits_new(r, k), *here = bits_new(r, k);
    struct hf_site *site = HF_NEW(r->arena, struct hf_site, 1);
    memset(bits, 0xFF, r->presence[k].words * sizeof *bits);
    hf_site_init(site, r, k, e, bits);
    for (uint16_t h = 0; h < kind->handlers; h++) {
        if (kind->handler[h].event != e)
            continue;
        site->scope.birth = site->scope.birth || kind->handler[h].place == HF_IN_BEGIN;
        hf_presence_at(r, k, h, here);
        for (size_t i = 0; i < r->presence[k].words; i++)
            bits[i] &= here[i];
    }
    const struct hf_json *events = hf_member_object(r->kind_json[k], "events");
    struct hf_event *event = &r->draft[k].event[e];
    event->basis = hf_compile_orders(
        site, hf_read_basis_uses(r, hf_member_list(&events->is.object.member[e].value, "basis")));
}

void hf_read_branch_expressions(struct hf_reader *r)
{
    for (uint16_t k = 0; k < r->flow->kinds; k++) {
        for (uint16_t e = 0; e < r->kind[k].events; e++)
            compile_event_orders(r, k, e);
    }
    struct hf_site *sites = HF_NEW(r->arena, struct hf_site, 2);
    for (size_t i = 0; i < r->plans;)
        i += compile_handler(r, i, &sites[0], &sites[1]);
}

/* Parts */

static void read_cast(struct hf_reader *r, uint16_t k, const struct hf_json *json, struct hf_cast *cast)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("when"), HF_JSON_TEXT, false},
                                                  {HF_STR_INIT("role"), HF_JSON_TEXT, true},
                                                  {HF_STR_INIT("who"), HF_JSON_TEXT, false}};
    struct hf_site *site = HF_NEW(r->arena, struct hf_site, 1);
    *cast = (struct hf_cast){.role = HF_NONE};
    if (!HF_MEMBERS(r, json, rules))
        return;
    size_t words = r->presence[k].words;
    hf_site_init(site, r, k, HF_NONE, &r->presence[k].bit[r->kind[k].states * words]);
    cast->role = hf_read_name_of(r, hf_member_text(json, "role"),
                                 HF_NAMED(r->flow->role, r->flow->roles, hf_role, "roles"));
    cast->when = hf_compile(site, hf_member_text(json, "when"), &hf_type_bool);
    const struct hf_json *who = hf_member_text(json, "who");
    if (cast->when != NULL)
        hf_site_know(site, cast->when->ensured[1], cast->when->ensured_count[1]);
    cast->who = hf_compile(site, who, NULL);
    if (cast->who == NULL)
        return;
    const struct hf_type *type =
        cast->who->type.sort == HF_SORT_LIST ? cast->who->type.item : &cast->who->type;
    bool someone = type != NULL && (type->sort == HF_SORT_AUTHORITY || type->sort == HF_SORT_PERSON ||
                                    (type->sort == HF_SORT_ENTRY && type->id == HF_REF_PARTY));
    if (!someone)
        hf_find(r, 8, who, HF_WORD_flow_who_wanted, HF_STR_NONE, HF_STR_NONE);
}

void hf_read_parts(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *parts = hf_member_object(r->kind_json[k], "parts");
    for (uint16_t i = 0; i < r->kind[k].parts && r->kind[k].part[i].declared; i++) {
        const struct hf_json *list = &parts->is.object.member[i].value;
        uint16_t count = hf_item_count(r, list, 64);
        if (count == 0)
            hf_find(r, 1, list, HF_WORD_flow_list_empty, r->kind[k].part[i].name, HF_STR_NONE);
        struct hf_cast *cast = HF_NEW(r->arena, struct hf_cast, count + 1u);
        for (uint16_t c = 0; c < count; c++)
            read_cast(r, k, &list->is.list.item[c], &cast[c]);
        r->draft[k].part[i].cast = cast;
        r->draft[k].part[i].casts = count;
    }
}
