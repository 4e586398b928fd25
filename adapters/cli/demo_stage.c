/* SPDX-License-Identifier: Apache-2.0 */
/* The stage of the real program: each sentence is a command typed, each expectation a look at what it prints.
 */
#include <stdio.h>
#include <time.h>

#include "base/check.h"
#include "base/when.h"
#include "cli/demo.h"
#include "cli/file.h"
#include "cli/story_form.h"

enum { STORY_MAX = 1 << 20, TRIES = 300, PAUSE_MS = 100 };

/* ---- who ---- */

/* "Ana" is "Ana Reyes", "Sylvania" is "Sylvania, Ministry of Justice". */
static bool is_called(struct hf_str whole, struct hf_str name)
{
    return hf_str_eq(whole, name) || (hf_str_begins(whole, name) && whole.len > name.len &&
                                      (whole.at[name.len] == ' ' || whole.at[name.len] == ','));
}

static const struct hf_demo_name *find_name(const struct hf_demo *demo, struct hf_str name)
{
    for (size_t i = 0; i < demo->names; i++)
        if (is_called(demo->name[i].name, name))
            return &demo->name[i];
    return NULL;
}

static enum hf_rc need_name(const struct hf_demo *demo, struct hf_str name, const struct hf_demo_name **out,
                            struct hf_err *err)
{
    *out = find_name(demo, name);
    return *out != NULL ? HF_OK : hf_fail(err, HF_WORD_story_nobody, HF_STR_NONE, name, HF_STR_NONE);
}

static bool called(void *self, struct hf_str name, struct hf_buf *out)
{
    const struct hf_demo_name *found = find_name(self, name);
    if (found != NULL)
        hf_buf_put(out, found->id);
    return found != NULL;
}

static void add(struct hf_demo *demo, struct hf_demo_line *line, const char *flag, struct hf_str value)
{
    if (value.len == 0)
        return;
    hf_demo_word(demo, line, hf_str_of(flag));
    hf_demo_word(demo, line, value);
}

static struct hf_demo_line begin(struct hf_demo *demo, const char *words)
{
    struct hf_demo_line line = {.word = {"holdfast"}, .count = 1};
    struct hf_str rest = hf_str_of(words);
    while (rest.len > 0)
        hf_demo_word(demo, &line, hf_str_cut(&rest, ' '));
    return line;
}

/* Proposed by one founder, confirmed by the other. */
static enum hf_rc person(void *self, struct hf_str name, struct hf_str organ, const struct hf_json *roles,
                         struct hf_err *err)
{
    struct hf_demo *demo = self;
    struct hf_demo_line propose = begin(demo, "user add"), confirm = begin(demo, "user confirm");
    struct hf_str out;
    struct hf_json row;
    hf_demo_word(demo, &propose, name);
    add(demo, &propose, "--organ", organ);
    for (size_t i = 0; i < roles->is.list.count; i++)
        add(demo, &propose, "--role", roles->is.list.item[i].is.text);
    add(demo, &propose, "--as", hf_demo_founders[0]);
    HF_TRY(hf_demo_run(demo, &propose, &out, err));
    hf_demo_word(demo, &confirm, name);
    add(demo, &confirm, "--as", hf_demo_founders[1]);
    HF_TRY(hf_demo_run(demo, &confirm, &out, err));
    HF_TRY(hf_json_read(out, &hf_json_file_limits, demo->arena, &row, err));
    if (demo->names == HF_DEMO_NAMES)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, name, HF_STR_NONE);
    demo->name[demo->names++] = (struct hf_demo_name){.name = hf_arena_keep(demo->arena, name),
                                                      .id = hf_json_text(&row, HF_STR("id"))};
    return HF_OK;
}

/* ---- acts ---- */

static enum hf_rc add_data(struct hf_demo *demo, struct hf_demo_line *line, const struct hf_json *payload,
                           struct hf_err *err)
{
    const char *path = hf_demo_path(demo, demo->folder, "said.json");
    struct hf_buf text = hf_buf_in(demo->arena, 1024);
    hf_json_write(&text, payload);
    add(demo, line, "--data", hf_str_of(path));
    return hf_demo_write(path, hf_buf_str(&text), err);
}

static enum hf_rc open_case(void *self, struct hf_str who, struct hf_str name, struct hf_str workflow,
                            const struct hf_json *payload, struct hf_err *err)
{
    struct hf_demo *demo = self;
    struct hf_demo_line line = begin(demo, "case open");
    const struct hf_demo_name *actor;
    struct hf_str out;
    struct hf_json done;
    HF_TRY(need_name(demo, who, &actor, err));
    HF_CHECK(actor != NULL);
    hf_demo_word(demo, &line, workflow);
    HF_TRY(add_data(demo, &line, payload, err));
    add(demo, &line, "--as", actor->name);
    HF_TRY(hf_demo_run(demo, &line, &out, err));
    HF_TRY(hf_json_read(out, &hf_json_file_limits, demo->arena, &done, err));
    demo->case_name = hf_arena_keep(demo->arena, name);
    demo->reference = hf_json_text(&done, HF_STR("case"));
    return HF_OK;
}

static enum hf_rc act(void *self, const struct hf_story_act *said, bool *aside, struct hf_err *err)
{
    struct hf_demo *demo = self;
    struct hf_demo_line line = begin(demo, "case act");
    const struct hf_demo_name *actor;
    struct hf_str out;
    (void)aside;
    HF_TRY(need_name(demo, said->who, &actor, err));
    HF_CHECK(actor != NULL);
    if (said->answer || actor->authority) /* States answer by themselves here */
        return hf_fail(err, HF_WORD_story_stage, HF_STR_NONE, said->event, HF_STR_NONE);
    hf_demo_word(demo, &line, demo->reference);
    hf_demo_word(demo, &line, said->on);
    hf_demo_word(demo, &line, said->event);
    HF_TRY(add_data(demo, &line, &said->payload, err));
    add(demo, &line, "--as", actor->name);
    add(demo, &line, "--role", said->role);
    add(demo, &line, "--effective", said->effective_at);
    return hf_demo_run(demo, &line, &out, err);
}

/* The case by its name in the story; files below samples/ where the samples are. */
static struct hf_str meant(struct hf_demo *demo, struct hf_str word)
{
    static const struct hf_str samples = HF_STR_INIT("samples/");
    bool quoted = word.len > 1 && word.at[0] == '"';
    struct hf_str plain = quoted ? hf_str_part(word, 1, word.len - 1) : word;
    if (hf_str_eq(plain, demo->case_name))
        return demo->reference;
    if (!hf_str_begins(plain, samples))
        return plain;
    struct hf_buf path = hf_buf_in(demo->arena, 128);
    hf_buf_put(&path, hf_str_of(demo->root));
    hf_buf_put(&path, HF_STR("/config/"));
    hf_buf_put(&path, plain);
    return hf_buf_str(&path);
}

static enum hf_rc run(void *self, struct hf_str who, struct hf_str command, struct hf_err *err)
{
    struct hf_demo *demo = self;
    struct hf_demo_line line = begin(demo, "");
    const struct hf_demo_name *actor;
    struct hf_str out;
    HF_TRY(need_name(demo, who, &actor, err));
    HF_CHECK(actor != NULL);
    while (command.len > 0)
        hf_demo_word(demo, &line, meant(demo, hf_story_word(&command)));
    add(demo, &line, "--as", actor->name);
    return hf_demo_run(demo, &line, &out, err);
}

static enum hf_rc wait_until(void *self, int64_t until_ms, struct hf_err *err)
{
    struct hf_demo *demo = self;
    int64_t now_ms = demo->clock.wall_ms(demo->clock.self);
    return until_ms <= now_ms ? HF_OK : hf_host_clock_jump(demo->state, until_ms - now_ms, err);
}

/* ---- looking ---- */

static enum hf_rc instance(struct hf_demo *demo, struct hf_str on, struct hf_json *out, struct hf_err *err)
{
    struct hf_demo_line line = begin(demo, "case show");
    struct hf_str text;
    struct hf_json shown;
    hf_demo_word(demo, &line, demo->reference);
    HF_TRY(hf_demo_run(demo, &line, &text, err));
    HF_TRY(hf_json_read(text, &hf_json_file_limits, demo->arena, &shown, err));
    const struct hf_json *all = HF_JSON_GET(&shown, "instances");
    for (size_t i = 0; all != NULL && i < all->is.list.count; i++)
        if (hf_str_eq(hf_json_text(&all->is.list.item[i], HF_STR("name")), on)) {
            *out = all->is.list.item[i];
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, on, HF_STR_NONE);
}

/* Only the flags that are set are shown; so only they can be expected. */
static enum hf_rc view(void *self, struct hf_str on, struct hf_arena *arena, struct hf_story_view *out,
                       struct hf_err *err)
{
    struct hf_json shown;
    HF_TRY(instance(self, on, &shown, err));
    const struct hf_json *flags = HF_JSON_GET(&shown, "flags");
    size_t count = flags == NULL || flags->kind != HF_JSON_LIST ? 0 : flags->is.list.count;
    struct hf_story_mark *mark = HF_NEW(arena, struct hf_story_mark, count + 1);
    for (size_t i = 0; i < count; i++)
        mark[i] = (struct hf_story_mark){flags->is.list.item[i].is.text, true};
    *out = (struct hf_story_view){hf_json_text(&shown, HF_STR("state")), mark, count};
    return HF_OK;
}

static enum hf_rc datum(void *self, struct hf_str on, struct hf_str name, struct hf_arena *arena,
                        struct hf_str *json, struct hf_err *err)
{
    struct hf_json shown;
    struct hf_buf text = hf_buf_in(arena, 128);
    HF_TRY(instance(self, on, &shown, err));
    const struct hf_json *data = HF_JSON_GET(&shown, "data"),
                         *value = data == NULL ? NULL : hf_json_get(data, name);
    if (value != NULL)
        hf_json_write(&text, value);
    *json = hf_buf_str(&text);
    return HF_OK;
}

/* Each event of the case, one after the other. */
typedef bool (*event_fn)(const struct hf_json *event, struct hf_str a, struct hf_str b);
static enum hf_rc count_events(struct hf_demo *demo, event_fn counts, struct hf_str a, struct hf_str b,
                               size_t *times, struct hf_err *err)
{
    struct hf_demo_line line = begin(demo, "case history");
    struct hf_str text;
    hf_demo_word(demo, &line, demo->reference);
    HF_TRY(hf_demo_run(demo, &line, &text, err));
    for (*times = 0; text.len > 0;) {
        struct hf_json event;
        HF_TRY(hf_json_read(hf_str_cut(&text, '\n'), &hf_json_file_limits, demo->arena, &event, err));
        *times += counts(&event, a, b);
    }
    return HF_OK;
}

static bool is_event(const struct hf_json *event, struct hf_str on, struct hf_str act_name)
{
    return hf_str_eq(hf_json_text(event, HF_STR("on")), on) &&
           hf_str_eq(hf_json_text(event, HF_STR("act")), act_name);
}

static bool is_letter(const struct hf_json *event, struct hf_str authority, struct hf_str letter)
{
    const struct hf_json *payload = HF_JSON_GET(event, "payload"), *made = HF_JSON_GET(payload, "_made"),
                         *notice = made == NULL ? NULL : HF_JSON_GET(made, "notice");
    return hf_str_eq(hf_json_text(event, HF_STR("act")), HF_STR("notice.signed")) && notice != NULL &&
           hf_str_eq(hf_json_text(payload, HF_STR("template")), letter) &&
           hf_str_eq(hf_json_text(notice, HF_STR("authority")), authority);
}

static enum hf_rc happened(void *self, struct hf_str on, struct hf_str event, size_t *times,
                           struct hf_err *err)
{
    return count_events(self, is_event, on, event, times, err);
}

/* A deputy's letters bear the name of the authority: the template tells them apart. */
static enum hf_rc told(void *self, struct hf_str who, bool deputy, struct hf_str letter, size_t *times,
                       struct hf_err *err)
{
    const struct hf_demo_name *name;
    (void)deputy;
    HF_TRY(need_name(self, who, &name, err));
    HF_CHECK(name != NULL);
    return count_events(self, is_letter, name->id, letter, times, err);
}

static enum hf_rc whole(void *self, struct hf_err *err)
{
    struct hf_demo *demo = self;
    struct hf_demo_line replay = begin(demo, "audit replay"), verify = begin(demo, "audit verify");
    struct hf_str out;
    hf_demo_word(demo, &replay, demo->reference);
    HF_TRY(hf_demo_run(demo, &replay, &out, err));
    return hf_demo_run(demo, &verify, &out, err);
}

/* ---- telling ---- */

static void step(void *self, const struct hf_str title[HF_LANGS])
{
    struct hf_demo *demo = self;
    hf_demo_step(demo, HF_SAY_NOTHING, title[demo->cli->lang]);
}

/* Notices and answers take a moment to travel. */
static bool again(void *self, size_t tried)
{
    const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};
    struct hf_demo *demo = self;
    if (tried >= TRIES || !hf_child_lives(&demo->serve))
        return false;
    nanosleep(&pause, NULL);
    return true;
}

static enum hf_rc read_text(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *text,
                            struct hf_err *err)
{
    struct hf_demo *demo = self;
    struct hf_buf name = hf_buf_in(arena, 128);
    hf_buf_put(&name, HF_STR("config/samples/"));
    hf_buf_put(&name, path);
    hf_buf_put_char(&name, '\0');
    return hf_file_read(hf_str_of(hf_demo_path(demo, demo->root, name.at)), STORY_MAX, arena, text, err);
}

struct hf_story_stage hf_demo_stage(struct hf_demo *demo)
{
    return (struct hf_story_stage){.self = demo,
                                   .start_ms = demo->clock.wall_ms(demo->clock.self),
                                   .read = read_text,
                                   .person = person,
                                   .called = called,
                                   .open = open_case,
                                   .act = act,
                                   .run = run,
                                   .wait = wait_until,
                                   .view = view,
                                   .datum = datum,
                                   .told = told,
                                   .happened = happened,
                                   .whole = whole,
                                   .step = step,
                                   .again = again};
}
