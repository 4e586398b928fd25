/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/walk.h"

#include "cli/calendars.h"
#include "host/arena.h"

enum {
    MEMORY = 1100 << 20,
    ENTRIES = 24,
    AUTHORITIES = 3,
    DAYS_MOST = 21,
    LOOKS = 12,
    TRIES = 12,
    MARKS = 4096,
    MOMENT_MOST = 1 << 20,
    REHEARSAL = 512 << 20
};

/* 2026-11-23T09:14:00.000Z, as for stories. */
static const int64_t begin_ms = INT64_C(1795425240000);

static enum hf_rc told_why(struct hf_walk *w, enum hf_rc rc, struct hf_err *err)
{
    if (rc != HF_OK)
        *err = w->rehearsal.err;
    return rc;
}

/* ---- the cast ---- */

static void add_text(struct hf_json_maker *object, const char *name, struct hf_str value)
{
    hf_json_add(object, hf_str_of(name), hf_json_of_text(value));
}

static struct hf_json list_of(struct hf_arena *arena, const struct hf_str *text, size_t count)
{
    struct hf_json_maker list = hf_json_make(arena);
    for (size_t i = 0; i < count; i++)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(text[i]));
    return hf_json_list(&list);
}

static struct hf_str numbered(struct hf_arena *arena, struct hf_str word, size_t number)
{
    struct hf_buf name = hf_buf_in(arena, 64);
    hf_buf_put(&name, word);
    hf_buf_put_char(&name, ' ');
    hf_buf_put_i64(&name, (int64_t)number);
    return hf_buf_str(&name);
}

static enum hf_rc add_person(struct hf_walk *w, struct hf_str name, uint16_t role, const struct hf_str *roles,
                             size_t count)
{
    struct hf_arena *arena = &w->rehearsal.arena;
    struct hf_walk_actor *actor = &w->actor[w->actors];
    struct hf_json_maker person = hf_json_make(arena);
    *actor = (struct hf_walk_actor){.name = name, .role = role};
    add_text(&person, "name", name);
    add_text(&person, "organ", HF_STR("registry"));
    hf_json_add(&person, HF_STR("roles"), list_of(arena, roles, count));
    struct hf_json payload = hf_json_object(&person);
    HF_TRY(hf_rehearse_person(&w->rehearsal, &payload, &actor->id));
    w->actors++;
    return HF_OK;
}

static enum hf_rc add_authority(struct hf_walk *w, size_t i)
{
    static const struct hf_str state[AUTHORITIES] = {HF_STR_INIT("XS"), HF_STR_INIT("XF"), HF_STR_INIT("XM")},
                               name[AUTHORITIES] = {HF_STR_INIT("Sylvania"), HF_STR_INIT("Freedonia"),
                                                    HF_STR_INIT("Marchland")};
    static const struct hf_str languages[] = {HF_STR_INIT("en"), HF_STR_INIT("fr")};
    struct hf_walk_actor *actor = &w->actor[w->actors];
    struct hf_json_maker entry = hf_json_make(&w->rehearsal.arena);
    *actor = (struct hf_walk_actor){.name = name[i], .role = HF_NONE, .authority = true};
    add_text(&entry, "name", name[i]);
    add_text(&entry, "kind", HF_STR("state"));
    add_text(&entry, "state", state[i]);
    hf_json_add(&entry, HF_STR("party"), hf_json_of_bool(i < 2));
    hf_json_add(&entry, HF_STR("languages"), list_of(&w->rehearsal.arena, languages, 1 + i % 2));
    add_text(&entry, "language_rule", i == 0 ? HF_STR("one_of") : HF_STR("all_of"));
    add_text(&entry, "channel", HF_STR("push"));
    add_text(&entry, "calendar", HF_STR("court"));
    add_text(&entry, "endpoint", HF_STR("https://example.invalid/sets"));
    add_text(&entry, "issuer", HF_STR("https://example.invalid"));
    add_text(&entry, "deputy_name", HF_STR("Deputy"));
    add_text(&entry, "deputy_endpoint", HF_STR("https://deputy.example.invalid/sets"));
    add_text(&entry, "freeze_limit", HF_STR("2y"));
    hf_json_add(&entry, HF_STR("renewable"), hf_json_of_bool(true));
    add_text(&entry, "renewal_lead", HF_STR("60d"));
    struct hf_json payload = hf_json_object(&entry);
    HF_TRY(hf_rehearse_authority(&w->rehearsal, &payload, &actor->id));
    w->actors++;
    return HF_OK;
}

/* Whoever may add to one of the house's registers. */
static enum hf_rc add_clerk(struct hf_walk *w)
{
    const struct hf_flow *house = w->rehearsal.house_flow;
    struct hf_str *role = HF_NEW(&w->rehearsal.arena, struct hf_str, house->roles + 1u);
    size_t count = 0;
    for (uint16_t i = 0; i < house->roles && count < 16; i++)
        if (!hf_str_eq(house->role[i].name, HF_STR("administrator")))
            role[count++] = house->role[i].name;
    return add_person(w, HF_STR("Clerk"), HF_NONE, role, count);
}

static enum hf_rc add_cast(struct hf_walk *w)
{
    for (size_t i = 0; i < AUTHORITIES; i++)
        HF_TRY(add_authority(w, i));
    for (uint16_t role = 0; role < w->flow->roles && w->actors + 3 <= HF_WALK_ACTORS_MAX; role++)
        for (size_t n = 1; n <= 2; n++)
            HF_TRY(add_person(w, numbered(&w->rehearsal.arena, w->flow->role[role].title.say[HF_EN], n), role,
                              &w->flow->role[role].name, 1));
    return add_clerk(w);
}

/* ---- counting ---- */

static size_t branches_of(const struct hf_kind *kind)
{
    size_t count = 0;
    for (uint16_t h = 0; h < kind->handlers; h++)
        count += kind->handler[h].branches.count;
    return count;
}

static void count_branch(struct hf_walk *w, uint16_t k, const struct hf_branch *branch)
{
    const struct hf_kind *kind = &w->flow->kind[k];
    size_t base = 0;
    for (uint16_t h = 0; h < kind->handlers; base += kind->handler[h++].branches.count)
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++)
            w->branch[k][base + b] += &kind->handler[h].branches.at[b] == branch;
}

/* FNV-1a: Fowler, Noll, Vo, draft-eastlake-fnv. */
static uint64_t mix(uint64_t mark, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        mark = (mark ^ at[i]) * UINT64_C(0x100000001B3);
    return mark;
}

/*
 * What a branch has made of an instance: the same branch is new with another choice among its data, since
 * what may follow differs (a request to freeze, one to lift). Marks that fall together cost a moment, no
 * more.
 */
static void note_news(struct hf_walk *w, hf_instance on, const struct hf_branch *branch)
{
    const struct hf_instance_head *head = hf_case_instance(&w->rehearsal.c, on);
    const struct hf_kind *kind = &w->flow->kind[head->kind];
    uint64_t mark = mix(UINT64_C(0xCBF29CE484222325), &branch->offset, sizeof branch->offset);
    for (uint16_t d = 0; d < kind->data->members; d++)
        if (kind->data->member[d].shape->choices > 0) {
            struct hf_datum datum = hf_case_datum(&w->rehearsal.c, on, d);
            mark = mix(mark, datum.json.at, datum.json.len);
            mark = mix(mark, &d, sizeof d);
        }
    uint64_t bit = UINT64_C(1) << (mark % 64), *word = &w->met[mark / 64 % MARKS];
    w->news = w->news || (*word & bit) == 0;
    *word |= bit;
}

/* When there is no more room, in the place of one of the others. */
static void keep_moment(struct hf_walk *w)
{
    size_t which =
        w->moments < HF_WALK_MOMENTS_MAX ? w->moments : hf_chance_below(&w->chance, HF_WALK_MOMENTS_MAX);
    size_t need = 2 * (size_t)w->rehearsal.c.used;
    if (need > MOMENT_MOST)
        return;
    if (w->moments < HF_WALK_MOMENTS_MAX) {
        void *block = HF_NEW_UNSET(&w->memory, unsigned char, MOMENT_MOST);
        hf_arena_init(&w->kept[w->moments++], block, MOMENT_MOST);
    }
    hf_arena_reset(&w->kept[which], 0);
    hf_rehearse_keep(&w->rehearsal, &w->kept[which], &w->moment[which]);
}

static void count_event(struct hf_rehearsal *r)
{
    struct hf_walk *w = r->seer;
    w->events += r->last.count;
    w->news = false;
    for (size_t i = 0; i < r->last.count; i++) {
        hf_instance on = hf_case_find(&r->flows, &r->c, r->last.events[i].header.on);
        const struct hf_instance_head *head = hf_case_instance(&r->c, on);
        if (head->owner != HF_OF_WORKFLOW || r->last.events[i].branch == NULL)
            continue;
        uint16_t to = hf_kind_state(&w->flow->kind[head->kind], r->last.events[i].header.to);
        if (to != HF_NONE)
            w->state[head->kind].bit[to / 64] |= UINT64_C(1) << (to % 64);
        count_branch(w, head->kind, r->last.events[i].branch);
        note_news(w, on, r->last.events[i].branch);
    }
    if (w->news)
        keep_moment(w);
}

static void count_refusal(struct hf_walk *w)
{
    size_t i = 0;
    while (i < w->refusals && w->refusal[i].word != w->rehearsal.err.word)
        i++;
    if (i == HF_WALK_CODES_MAX)
        return;
    if (i == w->refusals)
        w->refusal[w->refusals++].word = w->rehearsal.err.word;
    w->refusal[i].times++;
}

/* ---- acts ---- */

static struct hf_str on_of(struct hf_walk *w, hf_instance i, const struct hf_kind *kind,
                           struct hf_arena *arena)
{
    struct hf_buf name = hf_buf_in(arena, 64);
    if (i == HF_NO_INSTANCE)
        return kind->name;
    hf_case_put_name(&w->rehearsal.flows, &w->rehearsal.c, i, &name);
    return hf_buf_str(&name);
}

static enum hf_rc do_it(struct hf_walk *w, const struct hf_walk_option *option, const struct hf_json *payload)
{
    bool aside = false;
    struct hf_command command = {.on = on_of(w, option->on, option->kind, &w->rehearsal.arena),
                                 .event = option->event->name,
                                 .payload = *payload,
                                 .actor = option->actor->id,
                                 .role = option->role,
                                 .known = hf_rehearse_known(&w->rehearsal, &option->actor->id)};
    if (option->event->effective == HF_EFFECTIVE_REQUIRED) {
        struct hf_buf day = hf_buf_in(&w->rehearsal.arena, HF_DAY_TEXT);
        hf_day_put(&day, hf_day_at(w->rehearsal.now_ms) - (int32_t)hf_chance_below(&w->chance, 3));
        command.effective_at = hf_buf_str(&day);
    }
    w->tried++;
    enum hf_rc rc = hf_rehearse_act(&w->rehearsal, &command, &aside);
    w->done += rc == HF_OK;
    if (rc != HF_OK)
        count_refusal(w);
    return rc;
}

/* Mostly all that may be told is told: a definition asks for more than its schemas do. */
static struct hf_inventor inventor_of(struct hf_walk *w, hf_instance on, struct hf_arena *arena)
{
    unsigned optional = hf_chance_below(&w->chance, 3) == 0 ? 60 : 100;
    return (struct hf_inventor){
        .rehearsal = &w->rehearsal, .chance = &w->chance, .arena = arena, .on = on, .optional = optional};
}

/* By chance, one of an event's members told or not; what fits nothing that is there is no step. */
static enum hf_rc try_option(struct hf_walk *w, const struct hf_walk_option *option)
{
    struct hf_inventor inventor = inventor_of(w, option->on, &w->rehearsal.arena);
    struct hf_json payload;
    if (!hf_invent(&inventor, option->event->payload, &payload))
        return HF_OK;
    enum hf_rc rc = do_it(w, option, &payload);
    return rc == HF_UNVERIFIED ? rc : HF_OK;
}

/* ---- chance ---- */

static const struct hf_walk_actor *actor_for(struct hf_walk *w, uint16_t role, bool bound)
{
    bool authority = bound && hf_chance_below(&w->chance, 4) != 0;
    size_t from = hf_chance_below(&w->chance, w->actors);
    for (size_t n = 0; n < w->actors; n++) {
        const struct hf_walk_actor *actor = &w->actor[(from + n) % w->actors];
        if (actor->authority == authority && (authority || actor->role == role))
            return actor;
    }
    return &w->actor[0];
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
    option->actor = actor_for(w, role, bound && !birth);
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

/* Of some that could be, the one that is least stale: else a case finds its way out before its depths. */
static enum hf_rc act_by_chance(struct hf_walk *w)
{
    struct hf_walk_option best = {0}, option;
    uint64_t least = UINT64_MAX;
    for (size_t looks = 1 + hf_chance_below(&w->chance, LOOKS); looks > 0; looks--) {
        if (!chance_option(w, &option))
            continue;
        uint64_t times = staleness(w, &option);
        if (times >= least)
            continue;
        best = option;
        least = times;
    }
    if (least < UINT64_MAX)
        ++*tries_of(w, &best);
    for (int tries = 0; least < UINT64_MAX && tries < TRIES; tries++) {
        uint64_t done = w->done;
        cast_option(w, &best);
        HF_TRY(try_option(w, &best));
        if (w->done > done)
            break;
    }
    return HF_OK;
}

/* A new entry of one of the registers, which are the house's kinds that a case file holds. */
static enum hf_rc enter_by_chance(struct hf_walk *w)
{
    const struct hf_flow *house = w->rehearsal.house_flow;
    uint16_t k = (uint16_t)hf_chance_below(&w->chance, house->kinds);
    const struct hf_kind *kind = &house->kind[k];
    if (!hf_file_holds(HF_FILE_CASE, HF_OF_HOUSE, kind))
        return HF_OK;
    for (uint16_t e = 0; e < kind->events; e++) {
        struct hf_walk_option option = {HF_NO_INSTANCE, kind, &kind->event[e], &w->actor[w->actors - 1],
                                        HF_STR_NONE};
        if (hf_flow_find_birth(kind, e) == NULL || kind->event[e].born_by.count == 0)
            continue;
        option.role = house->role[kind->event[e].born_by.at[0]].name;
        return try_option(w, &option);
    }
    return HF_OK;
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
    return told_why(walk, rc, err);
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
    for (int tries = 0; tries < 64 && !has_begun(walk) && begin_option(walk, &option); tries++)
        HF_TRY(told_why(walk, try_option(walk, &option), err));
    if (!has_begun(walk)) {
        *err = walk->rehearsal.err;
        return hf_fail(err, HF_WORD_walk_no_case, HF_STR_NONE, walk->flow->name, HF_STR_NONE);
    }
    for (int i = 0; i < ENTRIES; i++)
        HF_TRY(told_why(walk, enter_by_chance(walk), err));
    return HF_OK;
}

enum hf_rc hf_walk_again(struct hf_walk *walk, struct hf_err *err)
{
    if (walk->moments == 0 || hf_chance_below(&walk->chance, 8) == 0)
        return hf_walk_case(walk, err);
    size_t which = hf_chance_below(&walk->chance, walk->moments);
    hf_arena_reset(&walk->rehearsal.arena, walk->begun);
    hf_rehearse_return(&walk->rehearsal, &walk->moment[which]);
    return HF_OK;
}

/* ---- by choice ---- */

static bool is_offered(const struct hf_walk_option *option, size_t count, const struct hf_next *next)
{
    for (size_t i = 0; i < count; i++)
        if (option[i].event == next->event && option[i].on == next->instance)
            return true;
    return false;
}

static struct hf_str role_of(const struct hf_walk *w, const struct hf_walk_actor *actor)
{
    return actor->role == HF_NONE ? HF_STR_NONE : w->flow->role[actor->role].name;
}

size_t hf_walk_options(struct hf_walk *walk, struct hf_arena *arena, const struct hf_walk_option **out)
{
    struct hf_rehearsal *r = &walk->rehearsal;
    size_t count = 0, room = 0;
    struct hf_walk_option *option = NULL;
    for (hf_instance i = 0; i < hf_case_head(&r->c)->instances; i++) {
        if (hf_case_instance(&r->c, i)->owner != HF_OF_WORKFLOW)
            continue;
        for (size_t a = 0; a < walk->actors; a++) {
            const struct hf_next *next;
            size_t rows =
                hf_what_next(&r->flows, &r->house, &r->c, i, &walk->actor[a].id, r->now_ms, arena, &next);
            for (size_t n = 0; n < rows; n++) {
                if (next[n].possible == HF_NOT_NOW || is_offered(option, count, &next[n]))
                    continue;
                option = hf_arena_room(arena, option, count, &room, sizeof *option);
                option[count++] = (struct hf_walk_option){next[n].instance, next[n].kind, next[n].event,
                                                          &walk->actor[a], role_of(walk, &walk->actor[a])};
            }
        }
    }
    *out = option;
    return count;
}

/* Members that were said replace invented ones. */
static struct hf_json laid_over(const struct hf_json *invented, const struct hf_json *said,
                                struct hf_arena *arena)
{
    struct hf_json_maker all = hf_json_make(arena);
    for (size_t i = 0; i < invented->is.object.count; i++) {
        const struct hf_member *member = &invented->is.object.member[i];
        if (said->kind != HF_JSON_OBJECT || hf_json_get(said, member->name) == NULL)
            hf_json_add(&all, member->name, member->value);
    }
    for (size_t i = 0; said->kind == HF_JSON_OBJECT && i < said->is.object.count; i++)
        hf_json_add(&all, said->is.object.member[i].name, said->is.object.member[i].value);
    return hf_json_object(&all);
}

enum hf_rc hf_walk_act(struct hf_walk *walk, const struct hf_walk_option *option, const struct hf_json *said,
                       struct hf_arena *arena, struct hf_json *told, struct hf_err *err)
{
    struct hf_inventor inventor = inventor_of(walk, option->on, arena);
    struct hf_json invented;
    inventor.optional = said->kind == HF_JSON_OBJECT ? 0 : inventor.optional;
    if (!hf_invent(&inventor, option->event->payload, &invented)) {
        struct hf_json_maker none = hf_json_make(arena);
        invented = hf_json_object(&none);
    }
    *told = laid_over(&invented, said, arena);
    return told_why(walk, do_it(walk, option, told), err);
}

/* ---- opened and closed ---- */

enum hf_rc hf_walk_open(struct hf_walk *walk, const struct hf_flow *house, const struct hf_flow *flow,
                        uint64_t seed, struct hf_err *err)
{
    *walk = (struct hf_walk){.flow = flow, .chance = {seed}};
    HF_TRY(hf_host_arena_open(&walk->memory, MEMORY, err));
    for (uint16_t k = 0; k < flow->kinds; k++)
        walk->handler[k] = HF_NEW(&walk->memory, uint64_t, flow->kind[k].handlers + 1u);
    for (uint16_t k = 0; k < flow->kinds; k++)
        walk->branch[k] = HF_NEW(&walk->memory, uint64_t, branches_of(&flow->kind[k]) + 1);
    walk->moment = HF_NEW_UNSET(&walk->memory, struct hf_rehearsal_moment, HF_WALK_MOMENTS_MAX);
    walk->kept = HF_NEW(&walk->memory, struct hf_arena, HF_WALK_MOMENTS_MAX);
    walk->met = HF_NEW(&walk->memory, uint64_t, MARKS);
    HF_TRY(told_why(walk,
                    hf_rehearse(&walk->rehearsal, house, begin_ms,
                                HF_NEW_UNSET(&walk->memory, unsigned char, REHEARSAL), REHEARSAL),
                    err));
    HF_TRY(hf_calendars_of_states(&walk->memory, &walk->rehearsal.house.calendars, err));
    walk->rehearsal.seen = count_event;
    walk->rehearsal.seer = walk;
    walk->rehearsal.flows.workflow = flow;
    HF_TRY(told_why(walk, add_cast(walk), err));
    walk->begun = hf_arena_mark(&walk->rehearsal.arena);
    return HF_OK;
}

void hf_walk_close(struct hf_walk *walk)
{
    hf_rehearse_end(&walk->rehearsal);
    hf_host_arena_close(&walk->memory);
}
