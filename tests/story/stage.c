/* SPDX-License-Identifier: Apache-2.0 */
#include "story/stage.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "unit/casefile/bench.h"

enum { NAMES_MAX = 32, ROWS_MAX = 4096 };

/* Who is called what. */
struct name {
    struct hf_str name;
    struct hf_id id;
    bool authority;
};
/* Every event of the case, and every notice it gave. */
struct event {
    hf_instance on;
    struct hf_str act;
};
struct letter {
    struct hf_id recipient;
    bool deputy;
    struct hf_str name;
};

struct stage {
    struct hf_story_stage port;
    struct bench bench;
    const char *folder;
    bool opened;
    struct name name[NAMES_MAX];
    struct event event[ROWS_MAX];
    struct letter letter[ROWS_MAX];
    size_t names, events, letters;
};

/* ---- what is remembered of each command ---- */

static void remember(struct bench *b)
{
    struct stage *s = b->seer;
    for (size_t i = 0; i < b->last.count; i++) {
        const struct hf_header *header = &b->last.events[i].header;
        assert_true(s->events < ROWS_MAX);
        s->event[s->events++] = (struct event){hf_case_find(&b->flows, &b->c, header->on), header->act};
    }
    for (size_t i = 0; i < b->last.draft_count; i++) {
        const struct hf_draft *draft = &b->last.drafts[i];
        assert_true(s->letters < ROWS_MAX);
        s->letter[s->letters++] = (struct letter){draft->recipient, draft->deputy,
                                                  b->flows.workflow->tmpl[draft->template_index].name};
    }
}

/* ---- who ---- */

static const struct name *find_name(const struct stage *s, struct hf_str name)
{
    for (size_t i = 0; i < s->names; i++)
        if (hf_str_eq(s->name[i].name, name))
            return &s->name[i];
    return NULL;
}

static enum hf_rc need_name(struct stage *s, struct hf_str name, const struct name **out, struct hf_err *err)
{
    *out = find_name(s, name);
    return *out != NULL ? HF_OK : hf_fail(err, HF_WORD_story_nobody, HF_STR_NONE, name, HF_STR_NONE);
}

static bool called(void *self, struct hf_str name, struct hf_buf *out)
{
    const struct name *found = find_name(self, name);
    if (found != NULL)
        hf_id_put(out, &found->id);
    return found != NULL;
}

static void add_name(struct stage *s, struct hf_str name, const struct hf_id *id, bool authority)
{
    assert_true(s->names < NAMES_MAX);
    s->name[s->names++] = (struct name){hf_arena_keep(&s->bench.arena, name), *id, authority};
}

static enum hf_rc house_act(struct stage *s, struct hf_case *c, const struct hf_id *actor,
                            enum hf_known known, const char *on, const char *event,
                            const struct hf_json *payload, struct hf_err *err)
{
    struct hf_command command = {
        .on = hf_str_of(on), .event = hf_str_of(event), .payload = *payload, .actor = *actor, .known = known};
    enum hf_rc rc = bench_house(&s->bench, c, &command);
    if (rc != HF_OK)
        *err = s->bench.err;
    return rc;
}

static enum hf_rc enrol(void *self, struct hf_str name, struct hf_str organ, const struct hf_json *roles,
                        struct hf_err *err)
{
    struct stage *s = self;
    struct bench *b = &s->bench;
    struct hf_json_maker payload = hf_json_make(&b->arena);
    hf_json_add(&payload, HF_STR("name"), hf_json_of_text(name));
    hf_json_add(&payload, HF_STR("organ"), hf_json_of_text(organ));
    hf_json_add(&payload, HF_STR("roles"), *roles);
    struct hf_json person = hf_json_object(&payload);
    HF_TRY(
        house_act(s, &b->people, &b->house.log_id, HF_KNOWN_owner, "person", "person.found", &person, err));
    hf_instance last = hf_case_head(&b->people)->instances - 1;
    add_name(s, name, &hf_case_instance(&b->people, last)->id, false);
    return HF_OK;
}

/* Two administrators of the house, enrolled when the stage was set. */
static enum hf_rc enter(void *self, struct hf_str name, const struct hf_json *entry, struct hf_err *err)
{
    static const struct hf_json none = {.kind = HF_JSON_NULL};
    struct stage *s = self;
    struct bench *b = &s->bench;
    size_t i = b->house.authority_count;
    assert_true(i < BENCH_AUTHORITIES);
    b->authority[i] = (struct hf_id){{(unsigned char)(0xA0 + i)}};
    b->authorities[i] = hf_case_new(&b->arena, &b->authority[i], HF_FILE_AUTHORITY, &(struct hf_digest){{0}});
    HF_TRY(house_act(s, &b->authorities[i], &hf_case_instance(&b->people, 1)->id, HF_KNOWN_os_account,
                     "authority", "authority.propose", entry, err));
    HF_TRY(house_act(s, &b->authorities[i], &hf_case_instance(&b->people, 2)->id, HF_KNOWN_os_account,
                     "authority", "authority.confirm", &none, err));
    b->house.authority_count++;
    add_name(s, name, &b->authority[i], true);
    return HF_OK;
}

/* ---- acts ---- */

static enum hf_rc act(void *self, const struct hf_story_act *act, bool *aside, struct hf_err *err)
{
    struct stage *s = self;
    const struct name *who;
    if (!s->opened)
        return hf_fail(err, HF_WORD_story_stage, HF_STR_NONE, act->event, HF_STR_NONE);
    HF_TRY(need_name(s, act->who, &who, err));
    struct hf_command command = {.on = act->on,
                                 .event = act->event,
                                 .payload = act->payload,
                                 .actor = who->id,
                                 .role = act->role,
                                 .effective_at = act->effective_at,
                                 .known = who->authority ? HF_KNOWN_own_key : HF_KNOWN_os_account,
                                 .thread = act->answer ? who->id : (struct hf_id){{0}}};
    enum hf_rc rc = bench_decide(&s->bench, &command, aside);
    if (rc != HF_OK || *aside)
        *err = s->bench.err;
    return rc;
}

/* The first event by which a case may begin. */
static struct hf_str first_event(const struct hf_flow *flow)
{
    const struct hf_kind *root = &flow->kind[flow->root];
    for (uint16_t i = 0; i < root->events; i++)
        if (hf_flow_find_birth(root, i) != NULL)
            return root->event[i].name;
    return HF_STR_NONE;
}

static enum hf_rc open_case(void *self, struct hf_str who, struct hf_str name, struct hf_str workflow,
                            const struct hf_json *payload, struct hf_err *err)
{
    struct stage *s = self;
    char path[200];
    bool aside = false;
    (void)name;
    snprintf(path, sizeof(path), "workflows/%.*s.json", HF_STR_ARG(workflow));
    bench_case(&s->bench, path);
    s->bench.seen = remember;
    s->bench.seer = s;
    s->opened = true;
    struct hf_story_act begin = {
        .who = who, .on = HF_STR("case"), .event = first_event(s->bench.flows.workflow), .payload = *payload};
    return act(s, &begin, &aside, err);
}

static enum hf_rc wait_until(void *self, int64_t until_ms, struct hf_err *err)
{
    struct stage *s = self;
    (void)err;
    if (s->opened)
        bench_wait_until(&s->bench, until_ms);
    s->bench.now_ms = until_ms;
    return HF_OK;
}

/* ---- looking ---- */

static enum hf_rc find(struct stage *s, struct hf_str on, hf_instance *out, struct hf_err *err)
{
    *out = s->opened ? hf_case_find(&s->bench.flows, &s->bench.c, on) : HF_NO_INSTANCE;
    return *out != HF_NO_INSTANCE ? HF_OK : hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, on, HF_STR_NONE);
}

static enum hf_rc view(void *self, struct hf_str on, struct hf_arena *arena, struct hf_story_view *out,
                       struct hf_err *err)
{
    struct stage *s = self;
    hf_instance i;
    HF_TRY(find(s, on, &i, err));
    const struct hf_kind *kind = hf_case_kind(&s->bench.flows, &s->bench.c, i);
    const struct hf_instance_head *head = hf_case_instance(&s->bench.c, i);
    struct hf_story_mark *mark = HF_NEW(arena, struct hf_story_mark, (size_t)kind->flags + kind->groups + 2);
    size_t marks = 0;
    for (uint16_t f = 0; f < kind->flags; f++)
        mark[marks++] = (struct hf_story_mark){kind->flag[f].name, (head->flags >> f & 1) != 0};
    for (uint16_t g = 0; g < kind->groups; g++)
        mark[marks++] =
            (struct hf_story_mark){kind->group[g].name, hf_states_have(&kind->group[g].states, head->state)};
    mark[marks++] = (struct hf_story_mark){HF_STR("late"), head->late != 0};
    mark[marks++] = (struct hf_story_mark){HF_STR("set_aside"), head->set_aside > 0};
    *out = (struct hf_story_view){kind->state[head->state].name, mark, marks};
    return HF_OK;
}

static enum hf_rc datum(void *self, struct hf_str on, struct hf_str name, struct hf_arena *arena,
                        struct hf_str *json, struct hf_err *err)
{
    struct stage *s = self;
    hf_instance i;
    (void)arena;
    HF_TRY(find(s, on, &i, err));
    uint16_t member = hf_shape_find(hf_case_kind(&s->bench.flows, &s->bench.c, i)->data, name);
    if (member == HF_NONE)
        return hf_fail(err, HF_WORD_story_value, HF_STR_NONE, HF_STR("DATUM"), name);
    struct hf_datum held = hf_case_datum(&s->bench.c, i, member);
    *json = held.held == HF_HIDDEN ? HF_STR("(hidden)") : held.json;
    return HF_OK;
}

static enum hf_rc told(void *self, struct hf_str who, bool deputy, struct hf_str letter, size_t *times,
                       struct hf_err *err)
{
    struct stage *s = self;
    const struct name *name;
    HF_TRY(need_name(s, who, &name, err));
    HF_CHECK(name != NULL);
    if (!s->opened || hf_flow_template(s->bench.flows.workflow, letter) == HF_NONE)
        return hf_fail(err, HF_WORD_story_value, HF_STR_NONE, HF_STR("LETTER"), letter);
    *times = 0;
    for (size_t i = 0; i < s->letters; i++)
        *times += hf_id_eq(&s->letter[i].recipient, &name->id) && s->letter[i].deputy == deputy &&
                  hf_str_eq(s->letter[i].name, letter);
    return HF_OK;
}

static enum hf_rc happened(void *self, struct hf_str on, struct hf_str event, size_t *times,
                           struct hf_err *err)
{
    struct stage *s = self;
    hf_instance i;
    HF_TRY(find(s, on, &i, err));
    *times = 0;
    for (size_t n = 0; n < s->events; n++)
        *times += s->event[n].on == i && hf_str_eq(s->event[n].act, event);
    return HF_OK;
}

/* The workbench compares the replayed case with the live one after each command. */
static enum hf_rc whole(void *self, struct hf_err *err)
{
    (void)self;
    (void)err;
    return HF_OK;
}

static enum hf_rc read_text(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *text,
                            struct hf_err *err)
{
    struct stage *s = self;
    char full[300];
    (void)arena;
    (void)err;
    snprintf(full, sizeof(full), "%s/%.*s", s->folder, HF_STR_ARG(path));
    *text = bench_read(&s->bench, full);
    return HF_OK;
}

struct stage *stage_new(const char *folder)
{
    static const struct hf_str role = HF_STR_INIT("administrator");
    struct stage *s = calloc(1, sizeof(*s));
    struct hf_err err;
    assert_non_null(s);
    bench_begin(&s->bench);
    s->folder = folder;
    s->port = (struct hf_story_stage){.self = s,
                                      .start_ms = s->bench.now_ms,
                                      .read = read_text,
                                      .person = enrol,
                                      .authority = enter,
                                      .called = called,
                                      .open = open_case,
                                      .act = act,
                                      .wait = wait_until,
                                      .view = view,
                                      .datum = datum,
                                      .told = told,
                                      .happened = happened,
                                      .whole = whole};
    struct hf_json_maker roles = hf_json_make(&s->bench.arena);
    hf_json_add(&roles, HF_STR_NONE, hf_json_of_text(role));
    struct hf_json list = hf_json_list(&roles);
    assert_int_equal(enrol(s, HF_STR("administrator"), HF_STR("registry"), &list, &err), HF_OK);
    assert_int_equal(enrol(s, HF_STR("second administrator"), HF_STR("registry"), &list, &err), HF_OK);
    return s;
}

void stage_free(struct stage *stage)
{
    bench_close(&stage->bench);
    free(stage);
}

const struct hf_story_stage *stage_port(struct stage *stage)
{
    return &stage->port;
}
