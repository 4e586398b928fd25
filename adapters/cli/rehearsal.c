/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/rehearsal.h"

#include "base/check.h"
#include "base/code.h"
#include "base/when.h"
#include "cli/file.h"
#include "flow/read.h"
#include "host/arena.h"

enum { MEMORY = 1024 << 20, STORY_MAX = 1 << 20 };

/* 2026-11-23T09:14:00.000Z, a Monday: day 0 of every story. */
static const int64_t begin_ms = INT64_C(1795425240000);

static enum hf_rc told_why(struct hf_rehearsal_stage *s, enum hf_rc rc, struct hf_err *err)
{
    if (rc != HF_OK)
        *err = s->rehearsal.err;
    return rc;
}

/* ---- what is remembered of each command ---- */

static void remember(struct hf_rehearsal *r)
{
    struct hf_rehearsal_stage *s = r->seer;
    s->full = s->full || r->last.count > HF_REHEARSAL_ROWS_MAX - s->events;
    for (size_t i = 0; i < r->last.count && s->events < HF_REHEARSAL_ROWS_MAX; i++) {
        const struct hf_fact *fact = &r->last.events[i];
        s->event[s->events++] =
            (struct hf_rehearsal_event){.on = hf_case_find(&r->flows, &r->c, fact->header.on),
                                        .act = fact->header.act,
                                        .header = fact->header_bytes,
                                        .payload = fact->payload_bytes,
                                        .blind = fact->blind,
                                        .link = fact->link,
                                        .recorded_ms = fact->header.recorded_at_ms};
    }
    for (size_t i = 0; i < r->last.draft_count && s->notices < HF_REHEARSAL_ROWS_MAX; i++) {
        const struct hf_draft *draft = &r->last.drafts[i];
        s->notice[s->notices++] = (struct hf_rehearsal_notice){
            draft->recipient, draft->deputy, r->flows.workflow->tmpl[draft->template_index].name};
    }
}

/* ---- who ---- */

static const struct hf_rehearsal_name *find_name(const struct hf_rehearsal_stage *s, struct hf_str name)
{
    for (size_t i = 0; i < s->names; i++)
        if (hf_str_eq(s->name[i].name, name))
            return &s->name[i];
    return NULL;
}

static enum hf_rc need_name(struct hf_rehearsal_stage *s, struct hf_str name,
                            const struct hf_rehearsal_name **out, struct hf_err *err)
{
    *out = find_name(s, name);
    return *out != NULL ? HF_OK : hf_fail(err, HF_WORD_story_nobody, HF_STR_NONE, name, HF_STR_NONE);
}

static bool called(void *self, struct hf_str name, struct hf_buf *out)
{
    const struct hf_rehearsal_name *found = find_name(self, name);
    if (found != NULL)
        hf_id_put(out, &found->id);
    return found != NULL;
}

static enum hf_rc add_name(struct hf_rehearsal_stage *s, struct hf_str name, const struct hf_id *id,
                           bool authority, struct hf_err *err)
{
    if (s->names == HF_REHEARSAL_NAMES_MAX)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, name, HF_STR_NONE);
    s->name[s->names++] =
        (struct hf_rehearsal_name){hf_arena_keep(&s->rehearsal.arena, name), *id, authority};
    return HF_OK;
}

static enum hf_rc enrol(void *self, struct hf_str name, struct hf_str organ, const struct hf_json *roles,
                        struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    struct hf_id id;
    struct hf_json_maker payload = hf_json_make(&s->rehearsal.arena);
    hf_json_add(&payload, HF_STR("name"), hf_json_of_text(name));
    hf_json_add(&payload, HF_STR("organ"), hf_json_of_text(organ));
    hf_json_add(&payload, HF_STR("roles"), *roles);
    struct hf_json person = hf_json_object(&payload);
    HF_TRY(told_why(s, hf_rehearse_person(&s->rehearsal, &person, &id), err));
    return add_name(s, name, &id, false, err);
}

static enum hf_rc enter(void *self, struct hf_str name, const struct hf_json *entry, struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    struct hf_id id;
    HF_TRY(told_why(s, hf_rehearse_authority(&s->rehearsal, entry, &id), err));
    return add_name(s, name, &id, true, err);
}

/* ---- acts ---- */

static enum hf_rc perform(void *self, const struct hf_story_act *act, bool *aside, struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    const struct hf_rehearsal_name *who;
    if (!s->opened)
        return hf_fail(err, HF_WORD_story_stage, HF_STR_NONE, act->event, HF_STR_NONE);
    HF_TRY(need_name(s, act->who, &who, err));
    HF_CHECK(who != NULL);
    struct hf_command command = {.on = act->on,
                                 .event = act->event,
                                 .payload = act->payload,
                                 .actor = who->id,
                                 .role = act->role,
                                 .effective_at = act->effective_at,
                                 .known = hf_rehearse_known(&s->rehearsal, &who->id),
                                 .thread = act->answer ? who->id : (struct hf_id){{0}}};
    enum hf_rc rc = hf_rehearse_act(&s->rehearsal, &command, aside);
    if (rc != HF_OK || *aside)
        *err = s->rehearsal.err;
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
    struct hf_rehearsal_stage *s = self;
    bool aside = false;
    (void)name;
    if (!hf_str_eq(workflow, s->flow->name))
        return hf_fail(err, HF_WORD_story_value, HF_STR_NONE, s->flow->name, workflow);
    s->flow = s->first;
    hf_rehearse_case(&s->rehearsal, s->flow);
    s->events = s->notices = 0;
    s->rehearsal.seen = remember;
    s->rehearsal.seer = s;
    s->opened = true;
    struct hf_story_act begin = {
        .who = who, .on = HF_STR("case"), .event = first_event(s->flow), .payload = *payload};
    return perform(s, &begin, &aside, err);
}

static enum hf_rc read_text(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *text,
                            struct hf_err *err)
{
    const struct hf_rehearsal_stage *s = self;
    struct hf_buf full = hf_buf_in(arena, 128);
    hf_buf_put(&full, s->folder);
    hf_buf_put(&full, path);
    return hf_file_read(hf_buf_str(&full), STORY_MAX, arena, text, err);
}

/* Both files stand beside the story. */
static enum hf_rc migrate(void *self, struct hf_str who, struct hf_str definition, struct hf_str map_path,
                          struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    struct hf_arena *arena = &s->rehearsal.arena;
    const struct hf_rehearsal_name *name;
    const struct hf_among among = {.calendars = s->calendars};
    const struct hf_flow *to;
    struct hf_findings findings = {0};
    struct hf_str text;
    struct hf_map *map = HF_NEW(arena, struct hf_map, 1);
    if (!s->opened)
        return hf_fail(err, HF_WORD_story_stage, HF_STR_NONE, HF_STR("migrates"), HF_STR_NONE);
    HF_TRY(need_name(s, who, &name, err));
    HF_CHECK(name != NULL);
    HF_TRY(read_text(s, definition, arena, &text, err));
    enum hf_rc rc = hf_flow_read_among(text, s->house, &among, arena, &to, &findings, err);
    if (rc == HF_FINDINGS)
        return hf_fail(err, HF_WORD_cli_unsound, HF_STR_NONE, definition, HF_STR_NONE);
    HF_TRY(rc);
    HF_TRY(read_text(s, map_path, arena, &text, err));
    HF_TRY(hf_file_blame(map_path, hf_map_read(text, arena, map, err), err));
    HF_TRY(told_why(s, hf_rehearse_migrate(&s->rehearsal, map, to, &name->id), err));
    s->flow = to;
    return HF_OK;
}

static enum hf_rc wait_until(void *self, int64_t until_ms, struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    size_t fired;
    if (s->opened)
        return told_why(s, hf_rehearse_wait(&s->rehearsal, until_ms, &fired), err);
    s->rehearsal.now_ms = until_ms;
    return HF_OK;
}

/* ---- looking ---- */

static enum hf_rc find(struct hf_rehearsal_stage *s, struct hf_str on, hf_instance *out, struct hf_err *err)
{
    *out = s->opened ? hf_case_find(&s->rehearsal.flows, &s->rehearsal.c, on) : HF_NO_INSTANCE;
    return *out != HF_NO_INSTANCE ? HF_OK : hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, on, HF_STR_NONE);
}

static enum hf_rc view(void *self, struct hf_str on, struct hf_arena *arena, struct hf_story_view *out,
                       struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    hf_instance i;
    HF_TRY(find(s, on, &i, err));
    const struct hf_kind *kind = hf_case_kind(&s->rehearsal.flows, &s->rehearsal.c, i);
    const struct hf_instance_head *head = hf_case_instance(&s->rehearsal.c, i);
    struct hf_story_mark *mark = HF_NEW(arena, struct hf_story_mark, (size_t)kind->flags + kind->groups + 2);
    size_t marks = 0;
    for (uint16_t f = 0; f < kind->flags; f++)
        mark[marks++] = (struct hf_story_mark){kind->flag[f].name, (head->flags >> f & 1) != 0};
    for (uint16_t g = 0; g < kind->groups; g++)
        mark[marks++] =
            (struct hf_story_mark){kind->group[g].name, hf_states_have(&kind->group[g].states, head->state)};
    mark[marks++] = (struct hf_story_mark){HF_STR("late"), (head->late | head->late_obliged) != 0};
    mark[marks++] = (struct hf_story_mark){HF_STR("set_aside"), head->set_aside > 0};
    *out = (struct hf_story_view){kind->state[head->state].name, mark, marks};
    return HF_OK;
}

static enum hf_rc datum(void *self, struct hf_str on, struct hf_str name, struct hf_arena *arena,
                        struct hf_str *json, struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    hf_instance i;
    (void)arena;
    HF_TRY(find(s, on, &i, err));
    uint16_t member = hf_shape_find(hf_case_kind(&s->rehearsal.flows, &s->rehearsal.c, i)->data, name);
    if (member == HF_NONE)
        return hf_fail(err, HF_WORD_story_value, HF_STR_NONE, HF_STR("DATUM"), name);
    struct hf_datum held = hf_case_datum(&s->rehearsal.c, i, member);
    *json = held.held == HF_HIDDEN ? HF_STR("(hidden)") : held.json;
    return HF_OK;
}

static enum hf_rc told(void *self, struct hf_str who, bool deputy, struct hf_str letter, size_t *times,
                       struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    const struct hf_rehearsal_name *name;
    HF_TRY(need_name(s, who, &name, err));
    HF_CHECK(name != NULL);
    if (hf_flow_template(s->flow, letter) == HF_NONE)
        return hf_fail(err, HF_WORD_story_value, HF_STR_NONE, HF_STR("LETTER"), letter);
    *times = 0;
    for (size_t i = 0; i < s->notices; i++)
        *times += hf_id_eq(&s->notice[i].recipient, &name->id) && s->notice[i].deputy == deputy &&
                  hf_str_eq(s->notice[i].letter, letter);
    return HF_OK;
}

static enum hf_rc happened(void *self, struct hf_str on, struct hf_str event, size_t *times,
                           struct hf_err *err)
{
    struct hf_rehearsal_stage *s = self;
    hf_instance i;
    HF_TRY(find(s, on, &i, err));
    *times = 0;
    for (size_t n = 0; n < s->events; n++)
        *times += s->event[n].on == i && hf_str_eq(s->event[n].act, event);
    return HF_OK;
}

/* The rehearsal compares the replayed case with the live one after each command. */
static enum hf_rc whole(void *self, struct hf_err *err)
{
    (void)self;
    (void)err;
    return HF_OK;
}

/* ---- opened and closed ---- */

enum hf_rc hf_rehearsal_stage_open(struct hf_rehearsal_stage *stage, const struct hf_flow *house,
                                   const struct hf_flow *flow, const struct hf_calendars *calendars,
                                   struct hf_str folder, struct hf_err *err)
{
    *stage = (struct hf_rehearsal_stage){
        .house = house, .flow = flow, .first = flow, .calendars = calendars, .folder = folder};
    stage->port = (struct hf_story_stage){.self = stage,
                                          .start_ms = begin_ms,
                                          .read = read_text,
                                          .person = enrol,
                                          .authority = enter,
                                          .called = called,
                                          .open = open_case,
                                          .act = perform,
                                          .migrate = migrate,
                                          .wait = wait_until,
                                          .view = view,
                                          .datum = datum,
                                          .told = told,
                                          .happened = happened,
                                          .whole = whole};
    HF_TRY(hf_host_arena_open(&stage->memory, MEMORY, err));
    stage->event = HF_NEW_UNSET(&stage->memory, struct hf_rehearsal_event, HF_REHEARSAL_ROWS_MAX);
    stage->notice = HF_NEW_UNSET(&stage->memory, struct hf_rehearsal_notice, HF_REHEARSAL_ROWS_MAX);
    size_t left = stage->memory.size - stage->memory.used;
    HF_TRY(told_why(stage,
                    hf_rehearse(&stage->rehearsal, house, begin_ms,
                                HF_NEW_UNSET(&stage->memory, unsigned char, left), left),
                    err));
    stage->rehearsal.house.calendars = *calendars;
    return HF_OK;
}

void hf_rehearsal_stage_close(struct hf_rehearsal_stage *stage)
{
    hf_rehearse_end(&stage->rehearsal);
    hf_host_arena_close(&stage->memory);
}

/* ---- what happened, afterwards ---- */

static enum hf_rc check_kept(const struct hf_rehearsal_stage *s, struct hf_err *err)
{
    char digits[24];
    struct hf_buf room = HF_BUF(digits);
    hf_buf_put_i64(&room, HF_REHEARSAL_ROWS_MAX);
    return s->full ? hf_fail(err, HF_WORD_story_events, HF_STR_NONE, hf_buf_str(&room), HF_STR_NONE) : HF_OK;
}

/* The two parts are canonical already, and so is their order: nothing is written anew. */
static void put_event(const struct hf_rehearsal_event *event, struct hf_buf *out)
{
    hf_buf_put(out, HF_STR("{\"blind\":\""));
    hf_b64url_put(out, event->blind.byte, sizeof event->blind.byte);
    hf_buf_put(out, HF_STR("\",\"header\":"));
    hf_buf_put(out, event->header);
    hf_buf_put(out, HF_STR(",\"link\":\""));
    hf_digest_put(out, &event->link);
    hf_buf_put(out, HF_STR("\",\"payload\":"));
    hf_buf_put(out, event->payload);
    hf_buf_put(out, HF_STR("}\n"));
}

enum hf_rc hf_rehearsal_stage_log(const struct hf_rehearsal_stage *stage, struct hf_buf *out,
                                  struct hf_err *err)
{
    HF_TRY(check_kept(stage, err));
    for (size_t i = 0; i < stage->events; i++)
        put_event(&stage->event[i], out);
    return HF_OK;
}

/* The replay of the rehearsal itself ends here: its memory serves for this one. */
static void replay_begin(struct hf_rehearsal *r, struct hf_replay *replay)
{
    struct hf_id file = hf_case_head(&r->c)->file;
    hf_arena_reset(&r->replay_arena, 0);
    hf_replay_begin(replay, &r->hasher, r->house.log, &file, HF_FILE_CASE, r->house_flow, &r->replay_arena,
                    &r->scratch);
    replay->definition = r->replay.definition;
    replay->context = r->replay.context;
    replay->flows.workflow = r->flows.workflow;
}

enum hf_rc hf_rehearsal_stage_fold(struct hf_rehearsal_stage *stage, int32_t first, int32_t last,
                                   hf_rehearsal_day_fn each, void *context, struct hf_err *err)
{
    struct hf_replay replay;
    struct hf_fact fact;
    size_t next = 0;
    HF_TRY(check_kept(stage, err));
    if (!stage->opened)
        return hf_fail(err, HF_WORD_story_stage, HF_STR_NONE, HF_STR("--inventory"), HF_STR_NONE);
    replay_begin(&stage->rehearsal, &replay);
    for (int32_t day = first; day <= last; day++) {
        for (; next < stage->events && hf_day_at(stage->event[next].recorded_ms) <= day; next++) {
            const struct hf_rehearsal_event *event = &stage->event[next];
            HF_TRY(hf_replay_next(&replay, &event->blind, event->header, event->payload, &fact, err));
        }
        HF_TRY(each(context, day, &replay.flows, &replay.c, err));
    }
    return HF_OK;
}
