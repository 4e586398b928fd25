/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/walk.h"

#include "cli/calendars.h"
#include "cli/walk_inside.h"
#include "host/arena.h"

enum { MEMORY = 1200 << 20, AUTHORITIES = 3, MARKS = 1 << 18, REHEARSAL = 512 << 20, LINES = 32 << 20 };

/* 2026-11-23T09:14:00.000Z, as for stories. */
static const int64_t begin_ms = INT64_C(1795425240000);

enum hf_rc walk_told_why(struct hf_walk *w, enum hf_rc rc, struct hf_err *err)
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

static void add_known(struct hf_walk *w, const struct hf_json *value)
{
    if (value->kind == HF_JSON_TEXT && w->knowns < HF_WALK_KNOWN_MAX)
        w->known[w->knowns++] = value->is.text;
    for (size_t i = 0; value->kind == HF_JSON_LIST && i < value->is.list.count; i++)
        if (value->is.list.item[i].kind == HF_JSON_TEXT && w->knowns < HF_WALK_KNOWN_MAX)
            w->known[w->knowns++] = value->is.list.item[i].is.text;
}

/* What is told of an authority: what an act says of languages and States is about them. */
static enum hf_rc gather_known(struct hf_walk *w)
{
    struct hf_rehearsal *r = &w->rehearsal;
    struct hf_flows flows = {.house = r->house_flow};
    const struct hf_shape *data = hf_root_kind(&flows, HF_FILE_AUTHORITY)->data;
    for (size_t i = 0; i < r->house.authority_count; i++)
        for (uint16_t d = 0; d < data->members; d++) {
            struct hf_datum datum = hf_case_datum(&r->authorities[i], 0, d);
            struct hf_json value;
            if (datum.held != HF_PLAIN)
                continue;
            HF_TRY(hf_json_read(datum.json, &hf_json_payload_limits, &r->arena, &value, &r->err));
            add_known(w, &value);
        }
    return HF_OK;
}

static enum hf_rc add_cast(struct hf_walk *w)
{
    for (size_t i = 0; i < AUTHORITIES; i++)
        HF_TRY(add_authority(w, i));
    for (uint16_t role = 0; role < w->flow->roles && w->actors + 3 <= HF_WALK_ACTORS_MAX; role++)
        for (size_t n = 1; n <= 2; n++)
            HF_TRY(add_person(w, numbered(&w->rehearsal.arena, w->flow->role[role].title.say[HF_EN], n), role,
                              &w->flow->role[role].name, 1));
    HF_TRY(add_clerk(w));
    return gather_known(w);
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

static void note(struct hf_walk *w, uint64_t mark)
{
    uint32_t *met = &w->met[mark % MARKS];
    w->news = w->news || *met == 0;
    ++*met;
    if (w->rare == NULL || *met < *w->rare)
        w->rare = met;
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
    uint64_t of_branch = mix(UINT64_C(0xCBF29CE484222325), &branch->offset, sizeof branch->offset);
    note(w, of_branch);
    for (uint16_t d = 0; d < kind->data->members; d++)
        if (kind->data->member[d].shape->choices > 0) {
            struct hf_datum datum = hf_case_datum(&w->rehearsal.c, on, d);
            note(w, mix(mix(of_branch, &d, sizeof d), datum.json.at, datum.json.len));
        }
}

static void count_event(struct hf_rehearsal *r)
{
    struct hf_walk *w = r->seer;
    if (w->lines != NULL)
        hf_walk_lines_events(w->lines, r);
    w->events += r->last.count;
    w->news = false;
    w->rare = NULL;
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
        walk_keep_moment(w);
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

enum hf_rc walk_do(struct hf_walk *w, const struct hf_walk_option *option, const struct hf_json *payload)
{
    bool aside = false;
    struct hf_command *command = &w->command;
    *command = (struct hf_command){.on = on_of(w, option->on, option->kind, &w->rehearsal.arena),
                                   .event = option->event->name,
                                   .payload = *payload,
                                   .actor = option->actor->id,
                                   .role = option->role,
                                   .known = hf_rehearse_known(&w->rehearsal, &option->actor->id)};
    if (option->event->effective == HF_EFFECTIVE_REQUIRED) {
        struct hf_buf day = hf_buf_in(&w->rehearsal.arena, HF_DAY_TEXT);
        hf_day_put(&day, hf_day_at(w->rehearsal.now_ms) - (int32_t)hf_chance_below(&w->chance, 3));
        command->effective_at = hf_buf_str(&day);
    }
    w->tried++;
    if (w->lines != NULL)
        w->lines->role = option->role;
    enum hf_rc rc = hf_rehearse_act(&w->rehearsal, command, &aside);
    w->done += rc == HF_OK;
    if (rc != HF_OK)
        count_refusal(w);
    if (rc != HF_OK && w->lines != NULL)
        hf_walk_lines_refusal(w->lines, &w->rehearsal, command, option->event);
    if (w->lines != NULL)
        w->lines->role = HF_STR_NONE;
    return rc;
}

struct hf_inventor walk_inventor(struct hf_walk *w, hf_instance on, struct hf_arena *arena)
{
    unsigned optional = hf_chance_below(&w->chance, 3) == 0 ? 60 : 100;
    return (struct hf_inventor){.rehearsal = &w->rehearsal,
                                .chance = &w->chance,
                                .arena = arena,
                                .on = on,
                                .optional = optional,
                                .known = w->known,
                                .knowns = w->knowns};
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
    struct hf_inventor inventor = walk_inventor(walk, option->on, arena);
    struct hf_json invented;
    inventor.optional = said->kind == HF_JSON_OBJECT ? 0 : inventor.optional;
    if (!hf_invent(&inventor, option->event->payload, &invented)) {
        struct hf_json_maker none = hf_json_make(arena);
        invented = hf_json_object(&none);
    }
    *told = laid_over(&invented, said, arena);
    return walk_told_why(walk, walk_do(walk, option, told), err);
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
        walk->seen[k] = HF_NEW(&walk->memory, uint64_t, flow->kind[k].handlers + 1u);
    for (uint16_t k = 0; k < flow->kinds; k++)
        walk->branch[k] = HF_NEW(&walk->memory, uint64_t, branches_of(&flow->kind[k]) + 1);
    walk->moment = HF_NEW_UNSET(&walk->memory, struct hf_rehearsal_moment, HF_WALK_MOMENTS_MAX);
    walk->kept = HF_NEW(&walk->memory, struct hf_arena, HF_WALK_MOMENTS_MAX);
    walk->returns = HF_NEW(&walk->memory, uint64_t, HF_WALK_MOMENTS_MAX);
    walk->met = HF_NEW(&walk->memory, uint32_t, MARKS);
    walk->mark = HF_NEW(&walk->memory, const uint32_t *, HF_WALK_MOMENTS_MAX);
    HF_TRY(walk_told_why(walk,
                         hf_rehearse(&walk->rehearsal, house, begin_ms,
                                     HF_NEW_UNSET(&walk->memory, unsigned char, REHEARSAL), REHEARSAL),
                         err));
    HF_TRY(hf_calendars_of_states(&walk->memory, &walk->rehearsal.house.calendars, err));
    walk->rehearsal.seen = count_event;
    walk->rehearsal.seer = walk;
    walk->rehearsal.flows.workflow = flow;
    HF_TRY(walk_told_why(walk, add_cast(walk), err));
    walk->begun = hf_arena_mark(&walk->rehearsal.arena);
    return HF_OK;
}

void hf_walk_tell(struct hf_walk *walk, FILE *out)
{
    struct hf_walk_lines *lines = HF_NEW(&walk->memory, struct hf_walk_lines, 1);
    lines->out = out;
    hf_arena_init(&lines->arena, HF_NEW_UNSET(&walk->memory, unsigned char, LINES), LINES);
    hf_arena_init(&lines->told, HF_NEW_UNSET(&walk->memory, unsigned char, LINES), LINES);
    walk->lines = lines;
    hf_walk_lines_begin(lines, &walk->rehearsal);
}

void hf_walk_close(struct hf_walk *walk)
{
    hf_rehearse_end(&walk->rehearsal);
    hf_host_arena_close(&walk->memory);
}
