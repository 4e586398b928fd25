/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk's chance. Three things lead it into the depths of a procedure: of what could be done it does what
 * was done least; it comes back to moments from which most is still to be tried; and a payload that is
 * refused is varied, member by member, for as long as fewer conditions stand in its way.
 */
#include "cli/walk_inside.h"
#include "flow/guard.h"

enum {
    ENTRIES = 40,
    TURNS = 512,
    DAYS_MOST = 21,
    LOOKS = 12,
    TRIES = 48,
    IN_VAIN = 12,
    MOMENTS_LOOKED_AT = 8,
    MOMENT_MOST = 1 << 20
};

/* ---- moments ---- */

/* Branches of this handler that were never taken; each handler once in a look. */
static uint64_t untaken(struct hf_walk *w, uint16_t k, uint16_t h)
{
    const struct hf_kind *kind = &w->flow->kind[k];
    size_t first = 0;
    uint64_t ways = 0;
    if (w->seen[k][h] == w->looks)
        return 0;
    w->seen[k][h] = w->looks;
    for (uint16_t i = 0; i < h; i++)
        first += kind->handler[i].branches.count;
    for (uint16_t b = 0; b < kind->handler[h].branches.count; b++)
        ways += w->branch[k][first + b] == 0 && !kind->handler[h].branches.at[b].refuses;
    return (ways << 16) / (64 + w->handler[k][h]);
}

/* What is still to be tried from there; less each time it was come back to, and where it is nothing rare. */
static uint64_t promise(struct hf_walk *w, size_t which)
{
    const struct hf_case *c = &w->moment[which].live;
    uint64_t ways = 0;
    w->looks++;
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++) {
        const struct hf_instance_head *head = hf_case_instance(c, i);
        if (head->owner != HF_OF_WORKFLOW)
            continue;
        const struct hf_kind *kind = &w->flow->kind[head->kind];
        for (uint16_t e = 0; e < kind->events; e++) {
            uint16_t h = kind->next[(size_t)head->state * kind->events + e];
            ways += h == HF_NONE ? 0 : untaken(w, head->kind, h);
        }
    }
    return ((ways + 64) << 16) / ((4 + w->returns[which]) * (8 + *w->mark[which]));
}

/* Of some by chance the one that promises most, or least. */
static size_t some_moment(struct hf_walk *w, bool most)
{
    size_t best = hf_chance_below(&w->chance, w->moments);
    uint64_t best_promise = promise(w, best);
    for (int i = 1; i < MOMENTS_LOOKED_AT; i++) {
        size_t which = hf_chance_below(&w->chance, w->moments);
        uint64_t its = promise(w, which);
        if (most ? its <= best_promise : its >= best_promise)
            continue;
        best = which;
        best_promise = its;
    }
    return best;
}

/* When there is no more room, in the place of one of the others. */
void walk_keep_moment(struct hf_walk *w)
{
    if (2 * (size_t)w->rehearsal.c.used > MOMENT_MOST)
        return;
    size_t which = w->moments < HF_WALK_MOMENTS_MAX ? w->moments : some_moment(w, false);
    if (w->moments < HF_WALK_MOMENTS_MAX) {
        void *block = HF_NEW_UNSET(&w->memory, unsigned char, MOMENT_MOST);
        hf_arena_init(&w->kept[w->moments++], block, MOMENT_MOST);
    }
    hf_arena_reset(&w->kept[which], 0);
    hf_rehearse_keep(&w->rehearsal, &w->kept[which], &w->moment[which]);
    w->returns[which] = 0;
    w->mark[which] = w->rare;
    if (w->lines != NULL)
        hf_walk_lines_kept(w->lines, which);
}

/* ---- what could be done ---- */

/* Do the data of the instance name this actor? */
static bool is_named(const struct hf_walk *w, hf_instance on, const struct hf_walk_actor *actor)
{
    const struct hf_case *c = &w->rehearsal.c;
    const struct hf_shape *data = hf_case_kind(&w->rehearsal.flows, c, on)->data;
    char text[HF_ID_TEXT + 2];
    struct hf_buf quoted = HF_BUF(text);
    hf_buf_put_char(&quoted, '"');
    hf_id_put(&quoted, &actor->id);
    hf_buf_put_char(&quoted, '"');
    for (uint16_t d = 0; d < data->members; d++)
        if (data->member[d].shape->kind == HF_SHAPE_REF &&
            hf_str_eq(hf_case_datum(c, on, d).json, hf_buf_str(&quoted)))
            return true;
    return false;
}

/* Who holds the role; where it is bound to somebody, mostly somebody whom the instance names. */
static const struct hf_walk_actor *actor_for(struct hf_walk *w, uint16_t role, bool bound, hf_instance on)
{
    bool authority = bound && hf_chance_below(&w->chance, 4) != 0;
    bool named = bound && on != HF_NO_INSTANCE && hf_chance_below(&w->chance, 4) != 0;
    size_t from = hf_chance_below(&w->chance, w->actors);
    const struct hf_walk_actor *found = &w->actor[0];
    for (size_t n = 0; n < w->actors; n++) {
        const struct hf_walk_actor *actor = &w->actor[(from + n) % w->actors];
        if (actor->authority != authority || (!authority && actor->role != role))
            continue;
        found = actor;
        if (!named || is_named(w, on, actor))
            break;
    }
    return found;
}

/* Who may send the event: one of its parts, or of its roles where it is a birth. */
static void cast_option(struct hf_walk *w, struct hf_walk_option *option)
{
    const struct hf_event *event = option->event;
    bool birth = option->on == HF_NO_INSTANCE;
    uint16_t role;
    bool bound = birth;
    if (birth) {
        role = event->born_by.at[hf_chance_below(&w->chance, event->born_by.count)];
    } else {
        const struct hf_part *part =
            &option->kind->part[event->by.at[hf_chance_below(&w->chance, event->by.count)]];
        const struct hf_cast *cast = &part->cast[hf_chance_below(&w->chance, part->casts)];
        role = cast->role;
        bound = cast->who != NULL;
    }
    option->actor = actor_for(w, role, bound && !birth, option->on);
    option->role = w->flow->role[role].name;
}

/* An event that the state of some instance handles, or a birth; false: none was met. */
static bool chance_option(struct hf_walk *w, struct hf_walk_option *option)
{
    const struct hf_case *c = &w->rehearsal.c;
    bool birth = hf_chance_below(&w->chance, 5) == 0;
    for (int tries = 0; tries < 64; tries++) {
        hf_instance i = (hf_instance)hf_chance_below(&w->chance, hf_case_head(c)->instances);
        uint16_t k =
            birth ? (uint16_t)hf_chance_below(&w->chance, w->flow->kinds) : hf_case_instance(c, i)->kind;
        if (!birth && hf_case_instance(c, i)->owner != HF_OF_WORKFLOW)
            continue;
        const struct hf_kind *kind = &w->flow->kind[k];
        uint16_t e = (uint16_t)hf_chance_below(&w->chance, kind->events);
        const struct hf_event *event = &kind->event[e];
        bool handled = birth ? !kind->root && event->born_by.count > 0 && hf_flow_find_birth(kind, e) != NULL
                             : event->by.count > 0 &&
                                   hf_flow_find_branches(kind, hf_case_instance(c, i)->state, e) != NULL;
        *option = (struct hf_walk_option){birth ? HF_NO_INSTANCE : i, kind, event, NULL, HF_STR_NONE};
        if (handled)
            return true;
    }
    return false;
}

/* Which handler the option would come to; which of its kind's branches is the first of it. */
static const struct hf_handler *handler_of(const struct hf_walk *w, const struct hf_walk_option *option,
                                           size_t *first)
{
    const struct hf_kind *kind = option->kind;
    uint16_t e = (uint16_t)(option->event - kind->event);
    const struct hf_handler *handler =
        option->on == HF_NO_INSTANCE
            ? hf_flow_find_birth(kind, e)
            : hf_flow_find_branches(kind, hf_case_instance(&w->rehearsal.c, option->on)->state, e);
    *first = 0;
    for (uint16_t h = 0; &kind->handler[h] != handler; h++)
        *first += kind->handler[h].branches.count;
    return handler;
}

/* Does it only bring to its end what was brought there before? */
static bool only_ends(struct hf_walk *w, const struct hf_walk_option *option)
{
    size_t first;
    const struct hf_kind *kind = option->kind;
    const struct hf_handler *handler = handler_of(w, option, &first);
    for (uint16_t b = 0; b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        bool ends = branch->to < kind->states && kind->state[branch->to].end != HF_END_NOT;
        if (!branch->refuses && (!ends || w->branch[kind - w->flow->kind][first + b] == 0))
            return false;
    }
    return true;
}

static uint64_t *tries_of(struct hf_walk *w, const struct hf_walk_option *option)
{
    size_t first;
    const struct hf_handler *handler = handler_of(w, option, &first);
    return &w->handler[option->kind - w->flow->kind][handler - option->kind->handler];
}

/* How stale it is: what was done often, and a little also what was often tried in vain. */
static uint64_t staleness(struct hf_walk *w, const struct hf_walk_option *option)
{
    size_t first;
    const struct hf_handler *handler = handler_of(w, option, &first);
    uint64_t times = *tries_of(w, option) / 16;
    for (uint16_t b = 0; b < handler->branches.count; b++)
        times += w->branch[option->kind - w->flow->kind][first + b];
    return times;
}

/* ---- a try ---- */

/* How many things stand in the way, as far as one can tell from outside. */
static size_t in_the_way(const struct hf_err *err)
{
    struct hf_str rest = hf_str_of(err->detail[HF_EN]);
    size_t count = 0;
    if (err->word != HF_WORD_requires && err->word != HF_WORD_cascade_refused)
        return SIZE_MAX;
    while (rest.len > 0) {
        (void)hf_str_cut(&rest, '\n');
        count++;
    }
    return count;
}

/* Would other words change anything? */
static bool is_final_word(enum hf_word word)
{
    return word == HF_WORD_needs || word == HF_WORD_not_in_state || word == HF_WORD_case_full;
}

/* A refused command leaves nothing behind. */
static enum hf_rc try_payload(struct hf_walk *w, const struct hf_walk_option *option,
                              const struct hf_json *payload)
{
    size_t mark = hf_arena_mark(&w->rehearsal.arena);
    enum hf_rc rc = walk_do(w, option, payload);
    if (rc != HF_OK && rc != HF_UNVERIFIED)
        hf_arena_reset(&w->rehearsal.arena, mark);
    return rc;
}

/* What fits nothing that is there is no step. */
static enum hf_rc try_once(struct hf_walk *w, const struct hf_walk_option *option)
{
    struct hf_inventor inventor = walk_inventor(w, option->on, &w->rehearsal.arena);
    struct hf_json payload;
    if (!hf_invent(&inventor, option->event->payload, &payload))
        return HF_OK;
    enum hf_rc rc = try_payload(w, option, &payload);
    return rc == HF_UNVERIFIED ? rc : HF_OK;
}

/* The members of the payload that an expression reads, a bit each. */
static uint64_t members_read(const struct hf_shape *payload, const struct hf_expr *expr)
{
    uint64_t members = 0;
    for (size_t i = 0; expr != NULL && i < expr->read_count; i++) {
        struct hf_str rest = expr->read[i].path, root = hf_str_cut(&rest, '.');
        size_t len = 0;
        while (len < rest.len && rest.at[len] != '.' && rest.at[len] != '[')
            len++;
        uint16_t m =
            hf_str_eq(root, HF_STR("event")) ? hf_shape_find(payload, hf_str_part(rest, 0, len)) : HF_NONE;
        if (m < 64)
            members |= UINT64_C(1) << m;
    }
    return members;
}

/* Those on which it depends what becomes of the event: its branches and conditions read them. */
static uint64_t members_that_matter(struct hf_walk *w, const struct hf_walk_option *option)
{
    size_t first;
    const struct hf_kind *kind = option->kind;
    const struct hf_handler *handler = handler_of(w, option, &first);
    const struct hf_shape *payload = option->event->payload;
    uint64_t members = 0;
    for (uint16_t b = 0; b < handler->branches.count; b++)
        members |= members_read(payload, handler->branches.at[b].when);
    for (uint16_t c = 0; c < kind->conditions; c++)
        members |= members_read(payload, kind->condition[c].is[option->event - kind->event]);
    return members;
}

/* Until it is done, or nothing comes of it any more. */
static enum hf_rc try_well(struct hf_walk *w, struct hf_walk_option *option)
{
    struct hf_inventor inventor = walk_inventor(w, option->on, &w->rehearsal.arena);
    const struct hf_shape *shape = option->event->payload;
    struct hf_json best, payload;
    uint64_t matter = members_that_matter(w, option);
    size_t least = SIZE_MAX;
    for (int tries = 0, in_vain = 0; tries < TRIES && in_vain < IN_VAIN; tries++) {
        bool made = least == SIZE_MAX ? hf_invent(&inventor, shape, &payload)
                                      : hf_invent_again(&inventor, shape, &best, matter, &payload);
        if (!made)
            return HF_OK;
        if (least == SIZE_MAX)
            cast_option(w, option);
        enum hf_rc rc = try_payload(w, option, &payload);
        if (rc == HF_OK || rc == HF_UNVERIFIED || is_final_word(w->rehearsal.err.word))
            return rc == HF_UNVERIFIED ? rc : HF_OK;
        size_t ways = in_the_way(&w->rehearsal.err);
        in_vain = ways < least ? 0 : in_vain + 1;
        if (ways > least || ways == SIZE_MAX)
            continue;
        least = ways;
        best = payload;
    }
    return HF_OK;
}

/*
 * Mostly, of some that could be, the one that is least stale: else a case finds its way out before its
 * depths. But what was done often is often what comes before what was never done.
 */
static enum hf_rc act_by_chance(struct hf_walk *w)
{
    struct hf_walk_option best = {0}, option;
    uint64_t least = UINT64_MAX;
    size_t looks = hf_chance_below(&w->chance, 3) == 0 ? 1 : 1 + hf_chance_below(&w->chance, LOOKS);
    for (; looks > 0; looks--) {
        if (!chance_option(w, &option) || (only_ends(w, &option) && hf_chance_below(&w->chance, 8) != 0))
            continue;
        uint64_t times = staleness(w, &option);
        if (times >= least)
            continue;
        best = option;
        least = times;
    }
    if (least == UINT64_MAX)
        return HF_OK;
    ++*tries_of(w, &best);
    return try_well(w, &best);
}

/* ---- registers and time ---- */

/* The n-th register of a case that a procedure can name; NULL: there are not so many. What else the house
 * keeps, in a case's file or elsewhere, leads nowhere here. */
static const struct hf_kind *register_of(const struct hf_flow *house, size_t n)
{
    for (int ref = 0; ref < HF_REF_COUNT; ref++) {
        uint16_t kind = hf_flow_kind(house, hf_ref_name((enum hf_ref)ref));
        if (hf_ref_is_register((enum hf_ref)ref) && kind != HF_NONE && n-- == 0)
            return &house->kind[kind];
    }
    return NULL;
}

/* A new entry of it. */
static enum hf_rc enter(struct hf_walk *w, size_t n)
{
    const struct hf_flow *house = w->rehearsal.house_flow;
    const struct hf_kind *kind = register_of(house, n);
    for (uint16_t e = 0; kind != NULL && e < kind->events; e++) {
        struct hf_walk_option option = {HF_NO_INSTANCE, kind, &kind->event[e], &w->actor[w->actors - 1],
                                        HF_STR_NONE};
        if (hf_flow_find_birth(kind, e) == NULL || kind->event[e].born_by.count == 0)
            continue;
        option.role = house->role[kind->event[e].born_by.at[0]].name;
        return try_once(w, &option);
    }
    return HF_OK;
}

/* Of sixteen turns one goes to each register, the others to none; the first after those nine. */
static enum hf_rc enter_by_chance(struct hf_walk *w)
{
    return enter(w, (hf_chance_below(&w->chance, 16) + 7) % 16);
}

/* To the next thing that is due, or a few days on. */
static enum hf_rc wait_by_chance(struct hf_walk *w)
{
    struct hf_rehearsal *r = &w->rehearsal;
    int64_t next = hf_due_next(&r->flows, &r->house, &r->c, &r->arena);
    int64_t days = 1 + (int64_t)hf_chance_below(&w->chance, DAYS_MOST);
    bool due = next > r->now_ms && hf_chance_below(&w->chance, 2) == 0;
    size_t fired;
    return hf_rehearse_wait(r, due ? next : r->now_ms + days * HF_MS_PER_DAY, &fired);
}

enum hf_rc hf_walk_step(struct hf_walk *walk, struct hf_err *err)
{
    uint64_t chance = hf_chance_below(&walk->chance, 100);
    enum hf_rc rc = chance < 8    ? wait_by_chance(walk)
                    : chance < 14 ? enter_by_chance(walk)
                                  : act_by_chance(walk);
    return walk_told_why(walk, rc, err);
}

/* ---- a case ---- */

static bool begin_option(struct hf_walk *w, struct hf_walk_option *option)
{
    const struct hf_kind *root = &w->flow->kind[w->flow->root];
    *option = (struct hf_walk_option){HF_NO_INSTANCE, root, NULL, NULL, HF_STR_NONE};
    for (uint16_t e = 0; e < root->events && option->event == NULL; e++)
        if (hf_flow_find_birth(root, e) != NULL && root->event[e].born_by.count > 0)
            option->event = &root->event[e];
    if (option->event != NULL)
        cast_option(w, option);
    return option->event != NULL;
}

bool hf_walk_ended(const struct hf_walk *walk)
{
    return hf_case_ended(&walk->rehearsal.flows, &walk->rehearsal.c);
}

static bool has_begun(const struct hf_walk *w)
{
    return hf_case_head(&w->rehearsal.c)->instances > 0;
}

enum hf_rc hf_walk_case(struct hf_walk *walk, struct hf_err *err)
{
    struct hf_walk_option option;
    hf_arena_reset(&walk->rehearsal.arena, walk->begun);
    hf_rehearse_case(&walk->rehearsal, walk->flow);
    walk->cases++;
    if (walk->lines != NULL)
        hf_walk_lines_case(walk->lines, &walk->rehearsal, walk->cases);
    for (int tries = 0; tries < 64 && !has_begun(walk) && begin_option(walk, &option); tries++)
        HF_TRY(walk_told_why(walk, try_once(walk, &option), err));
    if (!has_begun(walk)) {
        *err = walk->rehearsal.err;
        return hf_fail(err, HF_WORD_walk_no_case, HF_STR_NONE, walk->flow->name, HF_STR_NONE);
    }
    for (uint16_t i = 0; hf_case_head(&walk->rehearsal.c)->instances < ENTRIES && i < TURNS; i++)
        HF_TRY(walk_told_why(walk, enter(walk, i % 16), err));
    return HF_OK;
}

enum hf_rc hf_walk_again(struct hf_walk *walk, struct hf_err *err)
{
    if (walk->moments == 0 || hf_chance_below(&walk->chance, 8) == 0)
        return hf_walk_case(walk, err);
    size_t which = some_moment(walk, true);
    walk->returns[which]++;
    hf_arena_reset(&walk->rehearsal.arena, walk->begun);
    hf_rehearse_return(&walk->rehearsal, &walk->moment[which]);
    if (walk->lines != NULL)
        hf_walk_lines_back(walk->lines, &walk->rehearsal, which);
    return HF_OK;
}
