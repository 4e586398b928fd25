/* SPDX-License-Identifier: Apache-2.0 */
/* A diary of what is to be said, and for each thread the last word of either side. */
#include "cli/focal.h"

#include "base/when.h"

enum { ANSWERS_MAX = 64, DIARY_MAX = 1024, THREADS_MAX = 256 };

struct answer {
    struct hf_str on, status;
    int64_t nth, after_ms;
    struct hf_json content;
    int64_t met; /* notices of this name so far */
};

struct thread {
    struct hf_str txn;
    int64_t seq;
    struct hf_digest ours, theirs;
};

/* What is to be said; a receipt has no answer. */
struct entry {
    struct thread *thread;
    const struct answer *answer;
    struct hf_asked asked; /* the notice */
    int64_t due_ms;
    bool said;
};

struct hf_focal {
    struct hf_speaker setup;
    struct answer answer[ANSWERS_MAX];
    struct thread thread[THREADS_MAX];
    struct entry diary[DIARY_MAX];
    size_t answers, threads, entries;
    struct entry *out; /* what `next` gave and is not yet sent */
    struct hf_str token;
};

/* ---- the script ---- */

static enum hf_rc bad_script(size_t i, const char *what, struct hf_err *err)
{
    char place[64];
    struct hf_buf out = HF_BUF(place);
    hf_buf_put(&out, HF_STR("answers["));
    hf_buf_put_i64(&out, (int64_t)i);
    hf_buf_put_char(&out, ']');
    return hf_fail(err, HF_WORD_focal_script, hf_buf_str(&out), hf_str_of(what), HF_STR_NONE);
}

static bool read_after(struct hf_str text, int64_t *ms)
{
    struct hf_period period;
    if (!hf_period_read(text, &period) || period.count < 0 || period.unit > HF_DAYS)
        return false;
    *ms = period.count * (period.unit == HF_HOURS ? HF_MS_PER_HOUR : HF_MS_PER_DAY);
    return true;
}

static enum hf_rc read_answer(const struct hf_json *json, size_t i, struct answer *out, struct hf_err *err)
{
    const struct hf_json *nth = HF_JSON_GET(json, "nth"), *content = HF_JSON_GET(json, "content");
    out->on = hf_json_text(json, HF_STR("on"));
    out->status = hf_json_text(json, HF_STR("status"));
    if (out->on.len == 0 || out->status.len == 0)
        return bad_script(i, "on, status", err);
    if (nth != NULL && (nth->kind != HF_JSON_INT || nth->is.integer < 1))
        return bad_script(i, "nth", err);
    if (!read_after(hf_json_text(json, HF_STR("after")), &out->after_ms))
        return bad_script(i, "after", err);
    if (content != NULL && content->kind != HF_JSON_OBJECT)
        return bad_script(i, "content", err);
    out->nth = nth == NULL ? 0 : nth->is.integer;
    out->content.kind = HF_JSON_OBJECT;
    if (content != NULL)
        out->content = *content;
    return HF_OK;
}

static enum hf_rc read_script(struct hf_focal *focal, struct hf_str script, struct hf_err *err)
{
    struct hf_json json;
    if (script.len == 0)
        return HF_OK;
    HF_TRY(hf_json_read(script, &hf_json_payload_limits, focal->setup.arena, &json, err));
    const struct hf_json *list = HF_JSON_GET(&json, "answers");
    if (list == NULL || list->kind != HF_JSON_LIST || list->is.list.count > ANSWERS_MAX)
        return bad_script(0, "answers", err);
    for (; focal->answers < list->is.list.count; focal->answers++)
        HF_TRY(read_answer(&list->is.list.item[focal->answers], focal->answers,
                           &focal->answer[focal->answers], err));
    return HF_OK;
}

enum hf_rc hf_focal_open(const struct hf_speaker *setup, struct hf_str script, struct hf_focal **out,
                         struct hf_err *err)
{
    struct hf_focal *focal = HF_NEW(setup->arena, struct hf_focal, 1);
    focal->setup = *setup;
    HF_TRY(read_script(focal, hf_arena_keep(setup->arena, script), err));
    *out = focal;
    return HF_OK;
}

/* ---- notices ---- */

enum hf_rc hf_focal_keys(struct hf_str jwks, struct hf_arena *arena, struct hf_public keys[HF_FOCAL_KEYS],
                         size_t *count, struct hf_err *err)
{
    struct hf_jwk *read = HF_NEW(arena, struct hf_jwk, HF_FOCAL_KEYS);
    size_t found = HF_FOCAL_KEYS;
    HF_TRY(hf_jwks_read(jwks, arena, read, &found, err));
    *count = 0;
    for (size_t i = 0; i < found; i++)
        if (read[i].kind == HF_JWK_ED25519)
            memcpy(keys[(*count)++].byte, read[i].first, HF_KEY_SIZE);
    return *count > 0 ? HF_OK : hf_fail(err, HF_WORD_key_malformed, HF_STR("keys"), HF_STR_NONE, HF_STR_NONE);
}

/* By whichever of the published keys. */
static enum hf_rc verify(struct hf_focal *focal, const struct hf_token *token, const struct hf_public *keys,
                         size_t count, struct hf_err *err)
{
    enum hf_rc rc = hf_fail(err, HF_WORD_token_key, HF_STR("kid"), token->kid, HF_STR_NONE);
    for (size_t i = 0; rc != HF_OK && i < count; i++)
        rc = hf_token_verify(focal->setup.hasher, token, &keys[i], err);
    return rc;
}

static struct thread *thread_of(struct hf_focal *focal, struct hf_str txn)
{
    for (size_t i = 0; i < focal->threads; i++)
        if (hf_str_eq(focal->thread[i].txn, txn))
            return &focal->thread[i];
    if (focal->threads == THREADS_MAX)
        return NULL;
    focal->thread[focal->threads] = (struct thread){.txn = hf_arena_keep(focal->setup.arena, txn)};
    return &focal->thread[focal->threads++];
}

static bool was_taken(const struct hf_focal *focal, const struct hf_digest *digest)
{
    for (size_t i = 0; i < focal->entries; i++)
        if (hf_digest_eq(&focal->diary[i].asked.digest, digest))
            return true;
    return false;
}

static void plan(struct hf_focal *focal, const struct entry *entry)
{
    if (focal->entries < DIARY_MAX)
        focal->diary[focal->entries++] = *entry;
}

static void plan_all(struct hf_focal *focal, struct entry entry, struct hf_str event, int64_t now_ms)
{
    entry.due_ms = now_ms;
    plan(focal, &entry);
    for (size_t i = 0; i < focal->answers; i++) {
        struct answer *answer = &focal->answer[i];
        if (!hf_str_eq(answer->on, event) || (++answer->met != answer->nth && answer->nth != 0))
            continue;
        entry.answer = answer;
        entry.due_ms = now_ms + answer->after_ms;
        plan(focal, &entry);
    }
}

enum hf_rc hf_focal_take(struct hf_focal *focal, struct hf_str compact, const struct hf_public *keys,
                         size_t count, int64_t now_ms, bool *again, struct hf_err *err)
{
    struct hf_arena *arena = focal->setup.arena;
    struct hf_set_expected expected = {focal->setup.court, focal->setup.issuer, now_ms};
    struct hf_token token;
    struct hf_set set;
    struct entry entry = {0};
    HF_TRY(hf_token_read(arena, hf_arena_keep(arena, compact), &token, err));
    HF_TRY(verify(focal, &token, keys, count, err));
    HF_TRY(hf_set_read(arena, token.payload, &set, err));
    HF_TRY(hf_set_check(&set, &expected, err));
    hf_token_digest(focal->setup.hasher, compact, &entry.asked.digest);
    *again = was_taken(focal, &entry.asked.digest);
    entry.thread = thread_of(focal, set.txn);
    if (*again)
        return HF_OK;
    if (entry.thread == NULL || focal->entries + focal->answers >= DIARY_MAX)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("threads"), HF_STR_NONE);
    entry.asked.jti = set.jti;
    entry.asked.txn = set.txn;
    entry.asked.sub_id = set.sub_id;
    entry.asked.checkpoint = hf_json_text(&set.content, HF_STR("checkpoint"));
    entry.thread->theirs = entry.asked.digest;
    plan_all(focal, entry, hf_str_part(set.event, sizeof(HF_EVENT_URN) - 1, set.event.len), now_ms);
    return HF_OK;
}

/* ---- answers ---- */

/* "@today" and "@+2y" as dates. */
static void put_dated(struct hf_str json, int64_t now_ms, struct hf_buf *out)
{
    while (json.len > 0) {
        struct hf_str rest = json, head = hf_str_cut(&rest, '"'), word = hf_str_cut(&rest, '"');
        struct hf_period period = {0, HF_DAYS};
        hf_buf_put(out, head);
        if (head.len == json.len)
            return;
        hf_buf_put_char(out, '"');
        if (hf_str_eq(word, HF_STR("@today")) ||
            (hf_str_begins(word, HF_STR("@+")) && hf_period_read(hf_str_part(word, 1, word.len), &period))) {
            int32_t day = hf_day_at(now_ms), months = period.unit == HF_YEARS ? 12 : 1;
            hf_day_put(out, period.unit >= HF_MONTHS
                                ? hf_day_add_months(day, months * period.count)
                                : day + period.count * (period.unit == HF_WEEKS ? 7 : 1));
            hf_buf_put_char(out, '"');
            json = rest;
        } else {
            json = hf_str_part(json, head.len + 1, json.len);
        }
    }
}

/* What the script has it say, with its dates. */
static bool members_of(struct hf_focal *focal, const struct answer *answer, int64_t now_ms,
                       struct hf_json *out)
{
    struct hf_buf plain = hf_buf_in(focal->setup.arena, 1024), dated = hf_buf_in(focal->setup.arena, 1024);
    struct hf_err err;
    hf_json_write(&plain, &answer->content);
    put_dated(hf_buf_str(&plain), now_ms, &dated);
    return hf_json_read(hf_buf_str(&dated), &hf_json_payload_limits, focal->setup.arena, out, &err) == HF_OK;
}

static struct hf_str sign(struct hf_focal *focal, const struct entry *entry, int64_t now_ms)
{
    const struct thread *thread = entry->thread;
    struct hf_json members;
    struct hf_str jti;
    struct hf_saying saying = {.event = HF_STR("receipt"),
                               .mark = {.seq = thread->seq + 1,
                                        .prev = thread->ours,
                                        .seen = thread->theirs,
                                        .has_prev = thread->seq > 0,
                                        .has_seen = true},
                               .now_ms = now_ms};
    if (entry->answer != NULL) {
        saying.event = HF_STR("answer");
        saying.status = entry->answer->status;
        if (members_of(focal, entry->answer, now_ms, &members))
            saying.members = &members;
    }
    return hf_answering_sign(&focal->setup, &entry->asked, &saying, &jti);
}

static struct entry *first_due(struct hf_focal *focal, int64_t now_ms)
{
    struct entry *first = NULL;
    for (size_t i = 0; i < focal->entries; i++) {
        struct entry *entry = &focal->diary[i];
        if (!entry->said && entry->due_ms <= now_ms && (first == NULL || entry->due_ms < first->due_ms))
            first = entry;
    }
    return first;
}

bool hf_focal_next(struct hf_focal *focal, int64_t now_ms, struct hf_str *token)
{
    if (focal->out == NULL) {
        focal->out = first_due(focal, now_ms);
        if (focal->out == NULL)
            return false;
        focal->token = sign(focal, focal->out, now_ms);
    }
    *token = focal->token;
    return true;
}

void hf_focal_sent(struct hf_focal *focal)
{
    struct thread *thread = focal->out->thread;
    focal->out->said = true;
    thread->seq++;
    hf_token_digest(focal->setup.hasher, focal->token, &thread->ours);
    focal->out = NULL;
}

/* The entry that such a message was made of: the same notice, and a receipt or the answer of this status. */
static struct entry *entry_of(struct hf_focal *focal, const struct hf_set *set)
{
    struct hf_str jti = hf_json_text(&set->content, HF_STR("in_reply_to")),
                  status = hf_json_text(&set->content, HF_STR("status"));
    for (size_t i = 0; i < focal->entries; i++) {
        struct entry *entry = &focal->diary[i];
        struct hf_str planned = entry->answer == NULL ? HF_STR_NONE : entry->answer->status;
        if (!entry->said && hf_str_eq(entry->asked.jti, jti) && hf_str_eq(planned, status))
            return entry;
    }
    return NULL;
}

enum hf_rc hf_focal_recall(struct hf_focal *focal, struct hf_str compact, struct hf_err *err)
{
    struct hf_arena *arena = focal->setup.arena;
    struct hf_token token;
    struct hf_set set;
    struct hf_thread_mark mark;
    HF_TRY(hf_token_read(arena, hf_arena_keep(arena, compact), &token, err));
    HF_TRY(hf_set_read(arena, token.payload, &set, err));
    HF_TRY(hf_thread_mark_read(&set.content, &mark, err));
    struct thread *thread = thread_of(focal, set.txn);
    struct entry *entry = entry_of(focal, &set);
    if (entry != NULL)
        entry->said = true;
    if (thread != NULL && mark.seq > thread->seq) {
        thread->seq = mark.seq;
        hf_token_digest(focal->setup.hasher, compact, &thread->ours);
    }
    return HF_OK;
}
