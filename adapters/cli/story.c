/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of sentences, and what each does on the stage. */
#include "cli/story.h"

#include "base/when.h"
#include "cli/story_form.h"
#include "cli/story_read.h"

enum { PHRASES_MAX = 64, PHRASE_DEPTH_MAX = 8 };

struct phrase {
    struct hf_str form, below, source;
    size_t line;
};

/* Where a sentence stands; `from` is the sentence that used the phrase. */
struct frame {
    struct hf_str source;
    size_t line;
    const struct frame *from;
    int depth;
};

enum outcome { DONE, REFUSED, ASIDE };

struct telling {
    const struct hf_story_stage *stage;
    struct hf_arena *arena;
    struct hf_err *err;
    struct phrase phrase[PHRASES_MAX];
    size_t phrases;
    int64_t now_ms;
    enum outcome last; /* of the last act, until a sentence expects it */
    struct hf_err refusal;
    bool placed; /* err says where */
};

/* One sentence being played. */
struct playing {
    struct telling *t;
    const struct hf_story_match *match;
    struct hf_str below;
    const struct frame *at;
};

#define PLACE(p, literal) hf_story_value((p)->match, HF_STR(literal))

static enum hf_rc wrong(struct playing *p, enum hf_word word, struct hf_str a, struct hf_str b)
{
    return hf_fail(p->t->err, word, HF_STR_NONE, a, b);
}

static enum hf_rc no_stage(struct playing *p, struct hf_str what)
{
    return wrong(p, HF_WORD_story_stage, what, HF_STR_NONE);
}

static struct hf_str print(struct telling *t, const char *before, struct hf_str text)
{
    struct hf_buf out = hf_buf_in(t->arena, 128);
    hf_buf_put(&out, hf_str_of(before));
    hf_buf_put(&out, text);
    return hf_buf_str(&out);
}

static struct hf_str print_number(struct telling *t, size_t number, const char *after)
{
    struct hf_buf out = hf_buf_in(t->arena, 32);
    hf_buf_put_i64(&out, (int64_t)number);
    hf_buf_put(&out, hf_str_of(after));
    return hf_buf_str(&out);
}

static enum hf_rc members(struct playing *p, struct hf_json *out)
{
    const struct hf_story_stage *stage = p->t->stage;
    return hf_story_members(PLACE(p, "JSON"), p->below, stage->called, stage->self, p->t->arena, out,
                            p->t->err);
}

/* ---- who and when ---- */

static enum hf_rc tell(struct telling *t, struct hf_str source, struct hf_str text, size_t line,
                       const struct frame *from);

/* NOLINTNEXTLINE(misc-no-recursion) */
static enum hf_rc play_use(struct playing *p)
{
    struct hf_str text = HF_STR_NONE;
    if (p->t->stage->read == NULL)
        return no_stage(p, HF_STR("use"));
    HF_TRY(p->t->stage->read(p->t->stage->self, PLACE(p, "FILE"), p->t->arena, &text, p->t->err));
    return tell(p->t, PLACE(p, "FILE"), text, 1, p->at);
}

static enum hf_rc play_phrase(struct playing *p)
{
    if (p->t->phrases == PHRASES_MAX)
        return wrong(p, HF_WORD_story_many, print_number(p->t, PHRASES_MAX, ""), HF_STR_NONE);
    p->t->phrase[p->t->phrases++] = (struct phrase){.form = PLACE(p, "SENTENCE"),
                                                    .below = hf_story_dedent(p->below, p->t->arena),
                                                    .source = p->at->source,
                                                    .line = p->at->line + 1};
    return HF_OK;
}

/* "a, b" as a list of texts. */
static struct hf_json list_of(struct telling *t, struct hf_str text)
{
    struct hf_json_maker list = hf_json_make(t->arena);
    while (text.len > 0)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(hf_str_trim(hf_str_cut(&text, ','))));
    return hf_json_list(&list);
}

static enum hf_rc play_person(struct playing *p)
{
    struct hf_json roles = list_of(p->t, PLACE(p, "ROLES"));
    if (p->t->stage->person == NULL)
        return no_stage(p, HF_STR("is"));
    return p->t->stage->person(p->t->stage->self, PLACE(p, "WHO"), PLACE(p, "ORGAN"), &roles, p->t->err);
}

static enum hf_rc play_authority(struct playing *p)
{
    struct hf_json entry;
    if (p->t->stage->authority == NULL)
        return no_stage(p, HF_STR("authority"));
    HF_TRY(members(p, &entry));
    return p->t->stage->authority(p->t->stage->self, PLACE(p, "WHO"), &entry, p->t->err);
}

static enum hf_rc wait_until(struct playing *p, int64_t until_ms)
{
    struct hf_buf now = hf_buf_in(p->t->arena, HF_INSTANT_TEXT);
    hf_instant_put(&now, p->t->now_ms);
    if (until_ms < p->t->now_ms)
        return wrong(p, HF_WORD_story_past, hf_buf_str(&now), HF_STR_NONE);
    if (p->t->stage->wait == NULL)
        return no_stage(p, HF_STR("day"));
    p->t->now_ms = until_ms;
    return p->t->stage->wait(p->t->stage->self, until_ms, p->t->err);
}

static enum hf_rc play_day(struct playing *p)
{
    int64_t day;
    if (!hf_str_i64(PLACE(p, "NUMBER"), &day) || day < 0 || day > 100000)
        return wrong(p, HF_WORD_story_value, HF_STR("NUMBER"), PLACE(p, "NUMBER"));
    return wait_until(p, p->t->stage->start_ms + day * HF_MS_PER_DAY);
}

/* A date begins at its first instant, so that what is due on it has not yet happened. */
static enum hf_rc play_date(struct playing *p)
{
    int32_t day;
    if (!hf_day_read(PLACE(p, "DATE"), &day))
        return wrong(p, HF_WORD_story_value, HF_STR("DATE"), PLACE(p, "DATE"));
    return wait_until(p, day * HF_MS_PER_DAY);
}

static enum hf_rc play_step(struct playing *p)
{
    struct hf_json title;
    HF_TRY(members(p, &title));
    const struct hf_str say[HF_LANGS] = {hf_json_text(&title, HF_STR("en")),
                                         hf_json_text(&title, HF_STR("fr"))};
    if (say[HF_EN].len == 0 || say[HF_FR].len == 0)
        return wrong(p, HF_WORD_story_value, HF_STR("en, fr"), HF_STR("-"));
    if (p->t->stage->step != NULL)
        p->t->stage->step(p->t->stage->self, say);
    return HF_OK;
}

/* ---- acts ---- */

/* A refusal is kept for the next sentence; what could not even be tried ends the story. */
static enum hf_rc came_of(struct telling *t, enum hf_rc rc, bool aside)
{
    t->last = rc != HF_OK ? REFUSED : aside ? ASIDE : DONE;
    if (t->last != DONE)
        t->refusal = *t->err;
    return HF_OK;
}

static enum hf_rc play_open(struct playing *p)
{
    const struct hf_story_stage *stage = p->t->stage;
    struct hf_json payload;
    if (stage->open == NULL)
        return no_stage(p, HF_STR("opens case"));
    HF_TRY(members(p, &payload));
    enum hf_rc rc = stage->open(stage->self, PLACE(p, "WHO"), PLACE(p, "NAME"), PLACE(p, "WORKFLOW"),
                                &payload, p->t->err);
    return came_of(p->t, rc, false);
}

static enum hf_rc act(struct playing *p, struct hf_str on, struct hf_str event, bool answer)
{
    struct hf_story_act act = {.who = PLACE(p, "WHO"),
                               .role = PLACE(p, "ROLE"),
                               .on = on,
                               .event = event,
                               .effective_at = PLACE(p, "DATE"),
                               .answer = answer};
    bool aside = false;
    if (p->t->stage->act == NULL)
        return no_stage(p, event);
    HF_TRY(members(p, &act.payload));
    enum hf_rc rc = p->t->stage->act(p->t->stage->self, &act, &aside, p->t->err);
    return came_of(p->t, rc, aside);
}

static enum hf_rc play_act(struct playing *p)
{
    return act(p, PLACE(p, "INSTANCE"), PLACE(p, "EVENT"), false);
}

static enum hf_rc play_answer(struct playing *p)
{
    return act(p, PLACE(p, "INSTANCE"), PLACE(p, "EVENT"), true);
}

static enum hf_rc play_record(struct playing *p)
{
    struct hf_str event = print(p->t, "", PLACE(p, "REGISTER"));
    struct hf_buf add = hf_buf_in(p->t->arena, 64);
    hf_buf_put(&add, event);
    hf_buf_put(&add, HF_STR(".add"));
    return act(p, PLACE(p, "REGISTER"), hf_buf_str(&add), false);
}

static enum hf_rc play_run(struct playing *p)
{
    const struct hf_story_stage *stage = p->t->stage;
    if (stage->run == NULL)
        return no_stage(p, HF_STR("runs"));
    return came_of(p->t, stage->run(stage->self, PLACE(p, "WHO"), PLACE(p, "COMMAND"), p->t->err), false);
}

static enum hf_rc play_migrate(struct playing *p)
{
    const struct hf_story_stage *stage = p->t->stage;
    if (stage->migrate == NULL)
        return no_stage(p, HF_STR("migrates"));
    enum hf_rc rc =
        stage->migrate(stage->self, PLACE(p, "WHO"), PLACE(p, "FILE"), PLACE(p, "MAP"), p->t->err);
    return came_of(p->t, rc, false);
}

/* ---- expectations ---- */

static struct hf_str outcome_text(struct telling *t)
{
    struct hf_str code = hf_err_code(&t->refusal);
    return t->last == DONE    ? HF_STR("done")
           : t->last == ASIDE ? print(t, "set aside: ", code)
                              : print(t, "refused: ", code);
}

/* What was not expected, and under it what the refusal said. */
static enum hf_rc unexpected(struct playing *p, struct hf_str expected)
{
    struct telling *t = p->t;
    struct hf_str said[HF_LANGS], was = outcome_text(t);
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        struct hf_buf text = hf_buf_in(t->arena, 256);
        hf_err_print(&t->refusal, lang, &text);
        said[lang] = hf_buf_str(&text);
    }
    wrong(p, HF_WORD_story_outcome, expected, was);
    if (t->last != DONE)
        hf_err_detail(t->err, said[HF_EN], said[HF_FR]);
    return hf_err_rc(t->err);
}

static enum hf_rc expect_outcome(struct playing *p, enum outcome wanted, const char *words)
{
    struct telling *t = p->t;
    bool same = t->last == wanted && hf_str_eq(hf_err_code(&t->refusal), PLACE(p, "CODE"));
    enum hf_rc rc = same ? HF_OK : unexpected(p, print(t, words, PLACE(p, "CODE")));
    t->last = DONE;
    return rc;
}

static enum hf_rc play_refused(struct playing *p)
{
    return expect_outcome(p, REFUSED, "refused: ");
}

static enum hf_rc play_aside(struct playing *p)
{
    return expect_outcome(p, ASIDE, "set aside: ");
}

static enum hf_rc expect_mark(struct playing *p, const struct hf_story_view *view, struct hf_str mark)
{
    bool negated = hf_str_begins(mark, HF_STR("not "));
    struct hf_str name = negated ? hf_str_trim(hf_str_part(mark, 4, mark.len)) : mark;
    for (size_t i = 0; i < view->marks; i++) {
        if (!hf_str_eq(view->mark[i].name, name))
            continue;
        if (view->mark[i].set != negated)
            return HF_OK;
        return wrong(p, HF_WORD_story_outcome, mark, print(p->t, negated ? "" : "not ", name));
    }
    return wrong(p, HF_WORD_story_no_mark, name, PLACE(p, "INSTANCE"));
}

static enum hf_rc play_at(struct playing *p)
{
    const struct hf_story_stage *stage = p->t->stage;
    struct hf_str marks = PLACE(p, "MARKS"), state = hf_str_trim(hf_str_cut(&marks, ','));
    struct hf_story_view view = {.marks = 0};
    if (stage->view == NULL)
        return no_stage(p, HF_STR("is at"));
    HF_TRY(stage->view(stage->self, PLACE(p, "INSTANCE"), p->t->arena, &view, p->t->err));
    if (!hf_str_eq(view.state, state))
        return wrong(p, HF_WORD_story_outcome, state, view.state);
    while (marks.len > 0)
        HF_TRY(expect_mark(p, &view, hf_str_trim(hf_str_cut(&marks, ','))));
    return HF_OK;
}

static enum hf_rc datum(struct playing *p, struct hf_str *json)
{
    const struct hf_story_stage *stage = p->t->stage;
    if (stage->datum == NULL)
        return no_stage(p, HF_STR("has"));
    return stage->datum(stage->self, PLACE(p, "INSTANCE"), PLACE(p, "DATUM"), p->t->arena, json, p->t->err);
}

static enum hf_rc play_has_no(struct playing *p)
{
    struct hf_str json = HF_STR_NONE;
    HF_TRY(datum(p, &json));
    return json.len == 0 ? HF_OK
                         : wrong(p, HF_WORD_story_outcome, print(p->t, "no ", PLACE(p, "DATUM")), json);
}

/* A text may be written with or without its quotes. */
static enum hf_rc play_has(struct playing *p)
{
    struct hf_str json = HF_STR_NONE, wanted = PLACE(p, "VALUE");
    struct hf_buf quoted = hf_buf_in(p->t->arena, wanted.len + 8);
    HF_TRY(datum(p, &json));
    hf_json_put_text(&quoted, wanted);
    if (hf_str_eq(json, wanted) || hf_str_eq(json, hf_buf_str(&quoted)))
        return HF_OK;
    return wrong(p, HF_WORD_story_outcome, wanted, json.len == 0 ? HF_STR("-") : json);
}

static bool times_of(struct hf_str text, size_t *times)
{
    static const char *const words[] = {"never", "once", "twice"};
    int64_t number;
    for (*times = 0; *times < 3; (*times)++)
        if (hf_str_eq(text, hf_str_of(words[*times])))
            return true;
    if (!hf_str_ends(text, HF_STR(" times")) || !hf_str_i64(hf_str_part(text, 0, text.len - 6), &number) ||
        number < 0)
        return false;
    *times = (size_t)number;
    return true;
}

static enum hf_rc expect_times(struct playing *p, size_t was)
{
    size_t wanted;
    if (!times_of(PLACE(p, "TIMES"), &wanted))
        return wrong(p, HF_WORD_story_value, HF_STR("never, once, twice, N times"), PLACE(p, "TIMES"));
    return was == wanted
               ? HF_OK
               : wrong(p, HF_WORD_story_outcome, PLACE(p, "TIMES"), print_number(p->t, was, " times"));
}

static enum hf_rc told(struct playing *p, bool deputy)
{
    const struct hf_story_stage *stage = p->t->stage;
    size_t was = 0;
    if (stage->told == NULL)
        return no_stage(p, HF_STR("was told"));
    HF_TRY(stage->told(stage->self, PLACE(p, "WHO"), deputy, PLACE(p, "LETTER"), &was, p->t->err));
    return expect_times(p, was);
}

static enum hf_rc play_told(struct playing *p)
{
    return told(p, false);
}

static enum hf_rc play_deputy(struct playing *p)
{
    return told(p, true);
}

static enum hf_rc play_happened(struct playing *p)
{
    const struct hf_story_stage *stage = p->t->stage;
    size_t was = 0;
    if (stage->happened == NULL)
        return no_stage(p, HF_STR("happened"));
    HF_TRY(stage->happened(stage->self, PLACE(p, "INSTANCE"), PLACE(p, "EVENT"), &was, p->t->err));
    return expect_times(p, was);
}

static enum hf_rc play_whole(struct playing *p)
{
    if (p->t->stage->whole == NULL)
        return no_stage(p, HF_STR("whole"));
    return p->t->stage->whole(p->t->stage->self, p->t->err);
}

/* ---- the forms ---- */

struct form {
    struct hf_str form;
    enum hf_rc (*play)(struct playing *p);
    bool below;  /* may members stand below it? */
    bool awaits; /* does it say what came of the act before? */
    bool looks;  /* may it hold a little later? */
};

/* clang-format off */
static const struct form forms[] = {
    {HF_STR_INIT("use FILE"), play_use, false, false, false},
    {HF_STR_INIT("phrase SENTENCE"), play_phrase, true, false, false},
    {HF_STR_INIT("authority WHO [with JSON]"), play_authority, true, false, false},
    {HF_STR_INIT("WHO of ORGAN is ROLES"), play_person, false, false, false},
    {HF_STR_INIT("step"), play_step, true, false, false},
    {HF_STR_INIT("day NUMBER"), play_day, false, false, false},
    {HF_STR_INIT("date DATE"), play_date, false, false, false},
    {HF_STR_INIT("WHO opens case NAME under WORKFLOW [with JSON]"), play_open, true, false, false},
    {HF_STR_INIT("WHO does EVENT on INSTANCE [as ROLE] [effective DATE] [with JSON]"), play_act, true, false, false},
    {HF_STR_INIT("WHO answers EVENT on INSTANCE [as ROLE] [effective DATE] [with JSON]"), play_answer, true, false, false},
    {HF_STR_INIT("WHO records REGISTER [as ROLE] [with JSON]"), play_record, true, false, false},
    {HF_STR_INIT("WHO migrates the case to FILE by MAP"), play_migrate, false, false, false},
    {HF_STR_INIT("WHO runs COMMAND"), play_run, false, false, false},
    {HF_STR_INIT("expect refused: CODE"), play_refused, false, true, false},
    {HF_STR_INIT("expect set aside: CODE"), play_aside, false, true, false},
    {HF_STR_INIT("expect INSTANCE is at MARKS"), play_at, false, false, true},
    {HF_STR_INIT("expect INSTANCE has no DATUM"), play_has_no, false, false, true},
    {HF_STR_INIT("expect INSTANCE has DATUM VALUE"), play_has, false, false, true},
    {HF_STR_INIT("expect deputy of WHO was told LETTER TIMES"), play_deputy, false, false, true},
    {HF_STR_INIT("expect WHO was told LETTER TIMES"), play_told, false, false, true},
    {HF_STR_INIT("expect EVENT happened on INSTANCE TIMES"), play_happened, false, false, true},
    {HF_STR_INIT("expect history whole"), play_whole, false, false, false},
};
/* clang-format on */
enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

static enum hf_rc unknown(struct telling *t, struct hf_str sentence)
{
    size_t best = 0;
    struct hf_str near = HF_STR_NONE;
    for (size_t i = 0; i < FORMS + t->phrases; i++) {
        struct hf_str form = i < FORMS ? forms[i].form : t->phrase[i - FORMS].form;
        size_t like = hf_story_likeness(form, sentence);
        near = like > best ? form : near;
        best = like > best ? like : best;
    }
    return hf_fail(t->err, best > 0 ? HF_WORD_story_sentence_near : HF_WORD_story_sentence, HF_STR_NONE,
                   sentence, near);
}

/* A phrase or file tells sentences in its turn: tell counts how deep. NOLINTBEGIN(misc-no-recursion) */
static enum hf_rc play_form(const struct form *form, struct playing *p)
{
    const struct hf_story_stage *stage = p->t->stage;
    if (p->t->last != DONE && !form->awaits)
        return unexpected(p, HF_STR("done"));
    if (!form->below && hf_story_says(p->below))
        return wrong(p, HF_WORD_story_members_unwanted, HF_STR_NONE, HF_STR_NONE);
    enum hf_rc rc = form->play(p);
    for (size_t tried = 0; rc != HF_OK && form->looks && stage->again != NULL; tried++) {
        if (!stage->again(stage->self, tried))
            break;
        rc = form->play(p);
    }
    return rc;
}

static enum hf_rc play_phrase_of(const struct phrase *phrase, struct playing *p)
{
    struct hf_str text = hf_story_fill(phrase->below, p->match, p->t->arena);
    if (hf_story_says(p->below))
        return wrong(p, HF_WORD_story_members_unwanted, HF_STR_NONE, HF_STR_NONE);
    return tell(p->t, phrase->source, text, phrase->line, p->at);
}

static enum hf_rc play(struct telling *t, const struct hf_story_sentence *sentence, const struct frame *at)
{
    struct hf_story_match match;
    struct playing p = {.t = t, .match = &match, .below = sentence->below, .at = at};
    for (size_t i = 0; i < FORMS; i++)
        if (hf_story_match(forms[i].form, sentence->text, &match))
            return play_form(&forms[i], &p);
    for (size_t i = 0; i < t->phrases; i++)
        if (hf_story_match(t->phrase[i].form, sentence->text, &match))
            return play_phrase_of(&t->phrase[i], &p);
    return unknown(t, sentence->text);
}

/* The story's own place first, then the phrase's: "main.story:12 (phrases.story:4)". */
static void put_place(struct hf_buf *out, const struct frame *at)
{
    const struct frame *story = at;
    while (story->from != NULL)
        story = story->from;
    hf_buf_put(out, story->source);
    hf_buf_put_char(out, ':');
    hf_buf_put_i64(out, (int64_t)story->line);
    if (story == at)
        return;
    hf_buf_put(out, HF_STR(" ("));
    hf_buf_put(out, at->source);
    hf_buf_put_char(out, ':');
    hf_buf_put_i64(out, (int64_t)at->line);
    hf_buf_put_char(out, ')');
}

/* The innermost place is the one that is kept. */
static enum hf_rc placed(struct telling *t, const struct frame *at, enum hf_rc rc)
{
    if (rc == HF_OK || t->placed)
        return rc;
    t->placed = true;
    struct hf_buf out = HF_BUF(t->err->where);
    memset(t->err->where, 0, sizeof(t->err->where));
    put_place(&out, at);
    return rc;
}

static enum hf_rc tell(struct telling *t, struct hf_str source, struct hf_str text, size_t line,
                       const struct frame *from)
{
    struct frame at = {.source = source, .from = from, .depth = from == NULL ? 0 : from->depth + 1};
    struct hf_story_sentence sentence;
    if (at.depth > PHRASE_DEPTH_MAX)
        return hf_fail(t->err, HF_WORD_story_deep, HF_STR_NONE, print_number(t, PHRASE_DEPTH_MAX, ""),
                       HF_STR_NONE);
    while (hf_story_next(&text, &line, &sentence)) {
        at.line = sentence.line;
        HF_TRY(placed(t, &at, play(t, &sentence, &at)));
    }
    return HF_OK;
}

/* NOLINTEND(misc-no-recursion) */

enum hf_rc hf_story_run(const struct hf_story_stage *stage, struct hf_str name, struct hf_str text,
                        struct hf_arena *arena, struct hf_err *err)
{
    struct telling *t = HF_NEW(arena, struct telling, 1);
    struct hf_story_match none = {.count = 0};
    *t = (struct telling){.stage = stage, .arena = arena, .err = err, .now_ms = stage->start_ms};
    HF_TRY(tell(t, name, text, 1, NULL));
    struct playing end = {.t = t, .match = &none};
    struct frame last = {.source = name, .line = 0};
    return t->last == DONE ? HF_OK : placed(t, &last, unexpected(&end, HF_STR("done")));
}
