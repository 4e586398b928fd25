/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the house itself says in a thread, without a definition's template: each letter follows from one event
 * of the house's own.
 *
 *     answer.recorded    answer-recorded    which of their answers stand where in our log, with proof
 */
#include "base/check.h"
#include "desk/inside.h"

/* One letter under way. */
struct writing {
    struct hf_serving *s;
    struct hf_work *work;
    const struct hf_fact *fact; /* it follows from */
    struct hf_arena *arena;
    struct hf_letter *letter;
    struct hf_err *err;
};

/* ---- that answers were recorded ---- */

static struct hf_json digest_json(struct hf_arena *arena, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_json path_json(struct hf_arena *arena, const struct hf_path *path)
{
    struct hf_json_maker list = hf_json_make(arena);
    for (size_t i = 0; i < path->count; i++)
        hf_json_add(&list, HF_STR_NONE, digest_json(arena, &path->step[i]));
    return hf_json_list(&list);
}

/* {"index", "leaf", "path", "sha256"}: where in the tree of the checkpoint that rides along. */
static enum hf_rc prove(const struct writing *w, const struct hf_json *answer, struct hf_json *out)
{
    const struct hf_json *index = HF_JSON_GET(answer, "index");
    struct hf_json_maker made = hf_json_make(w->arena);
    struct hf_digest leaf;
    struct hf_path path;
    HF_CHECK(index != NULL && index->is.integer < w->s->letterhead.size);
    HF_TRY(hf_tiles_prove(&w->s->desk->tiles, (uint64_t)index->is.integer, (uint64_t)w->s->letterhead.size,
                          &leaf, &path, w->err));
    hf_json_add(&made, HF_STR("index"), *index);
    hf_json_add(&made, HF_STR("leaf"), digest_json(w->arena, &leaf));
    hf_json_add(&made, HF_STR("path"), path_json(w->arena, &path));
    hf_json_add(&made, HF_STR("sha256"), hf_json_of_text(hf_json_text(answer, HF_STR("sha256"))));
    *out = hf_json_object(&made);
    return HF_OK;
}

static enum hf_rc find_thread(const struct writing *w, struct hf_str text)
{
    const struct hf_case *c = &w->work->decision.after;
    struct hf_id id;
    bool named = hf_id_read(text, &id);
    for (uint32_t t = 0; named && t < hf_case_head(c)->threads; t++)
        if (hf_id_eq(&hf_case_thread(c, t)->id, &id)) {
            w->letter->thread = hf_case_thread(c, t);
            w->letter->instance =
                w->letter->thread->instance == HF_NO_INSTANCE ? 0 : w->letter->thread->instance;
            return HF_OK;
        }
    return hf_fail(w->err, HF_WORD_set_no_thread, HF_STR("thread"), HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc write_recorded(const struct writing *w)
{
    const struct hf_json *answers = HF_JSON_GET(&w->fact->payload, "answers"),
                         *attest = hf_json_get(HF_JSON_GET(&w->fact->payload, "_made"), HF_STR("attest"));
    struct hf_json_maker content = hf_json_make(w->arena), list = hf_json_make(w->arena);
    const struct hf_json *last = &answers->is.list.item[answers->is.list.count - 1];
    HF_TRY(find_thread(w, hf_json_text(attest, HF_STR("thread"))));
    for (size_t i = 0; i < answers->is.list.count; i++) {
        struct hf_json proved = {.kind = HF_JSON_NULL};
        HF_TRY(prove(w, &answers->is.list.item[i], &proved));
        hf_json_add(&list, HF_STR_NONE, proved);
    }
    hf_json_add(&content, HF_STR("in_reply_to"), hf_json_of_text(hf_json_text(last, HF_STR("jti"))));
    hf_json_add(&content, HF_STR("in_reply_to_sha256"),
                hf_json_of_text(hf_json_text(last, HF_STR("sha256"))));
    hf_json_add(&content, HF_STR("recorded"), hf_json_list(&list));
    w->letter->content = hf_json_object(&content);
    return HF_OK;
}

/* ---- which ---- */

static const struct {
    struct hf_str act, event;
    enum hf_rc (*write)(const struct writing *w);
} letters[] = {
    {HF_STR_INIT("answer.recorded"), HF_STR_INIT("answer-recorded"), write_recorded},
};

enum hf_rc hf_tell_letters(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    const struct hf_fact *fact = &work->decision.events[0];
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        struct hf_letter letter = {.event = letters[i].event};
        struct writing w = {
            .s = s, .work = work, .fact = fact, .arena = &s->desk->trial, .letter = &letter, .err = err};
        if (!hf_str_eq(letters[i].act, fact->header.act))
            continue;
        HF_TRY(hf_letterhead_ask(s, err));
        HF_TRY(letters[i].write(&w));
        return hf_tell_letter(s, work, &letter, err);
    }
    return HF_OK;
}
