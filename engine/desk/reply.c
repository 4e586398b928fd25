/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a verified message says of others. `in_reply_to` and `in_reply_to_sha256` name a message of ours in
 * the same thread, byte for byte; a receipt is nothing without them. `supersedes` names an earlier answer of
 * the same sender in the same thread, and none that was superseded before: the chain of corrections does not
 * fork. `checkpoint`, the newest one that the sender knows, must be one that our log signed.
 */
#include "casefile/fact.h"
#include "desk/inside.h"
#include "desk/recover.h"
#include "seal/ids.h"
#include "seal/note.h"
#include "seal/set.h"
#include "seal/token.h"

struct replying {
    struct hf_serving *s;
    struct hf_work *work;
    struct hf_err *err;
};

static enum hf_rc fail(const struct replying *r, enum hf_word word, const char *where)
{
    return hf_fail(r->err, word, hf_str_of(where), HF_STR_NONE, HF_STR_NONE);
}

/* A kept token: its digest, and the thread it is of. */
struct kept {
    struct hf_serving *s;
    struct hf_str bytes;
    struct hf_digest digest;
    struct hf_id thread;
    bool found;
};

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct kept *kept = context;
    (void)err;
    kept->bytes = hf_arena_keep(kept->s->arena, row->token.bytes);
    return HF_OK;
}

/* Of one that went out encrypted, what is inside counts. */
static enum hf_rc read_token(const struct replying *r, const struct hf_id *id, struct kept *kept)
{
    struct hf_desk *desk = r->s->desk;
    struct hf_str inner = HF_STR_NONE;
    struct hf_token token;
    struct hf_set set;
    HF_TRY(hf_token_inner(&desk->setup.ledger, &desk->hasher, id, kept->bytes, r->s->arena, &inner, r->err));
    if (inner.len == 0)
        return HF_OK;
    HF_TRY(hf_token_read(r->s->arena, inner, &token, r->err));
    HF_TRY(hf_set_read(r->s->arena, token.payload, &set, r->err));
    hf_token_digest(&desk->hasher, inner, &kept->digest);
    kept->found = hf_id_read(set.txn, &kept->thread) && hf_id_eq(&kept->thread, &r->work->command.thread);
    return HF_OK;
}

static enum hf_rc find_token(const struct replying *r, const struct hf_id *id, struct kept *kept)
{
    struct hf_ledger *ledger = &r->s->desk->setup.ledger;
    struct hf_ask ask = {.id = *id};
    *kept = (struct kept){.s = r->s};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_token, kept, r->err));
    return kept->bytes.len > 0 ? read_token(r, id, kept) : HF_OK;
}

/* ---- in reply to ---- */

static const struct hf_thread *thread_of(const struct replying *r)
{
    const struct hf_case *c = &r->work->touched->now;
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++)
        if (hf_id_eq(&hf_case_thread(c, t)->id, &r->work->command.thread))
            return hf_case_thread(c, t);
    return NULL;
}

/* Mostly it is our last one, which the file knows; any other is looked up. */
static enum hf_rc check_reply(const struct replying *r)
{
    const struct hf_json *said = &r->work->said, *jti = HF_JSON_GET(said, "in_reply_to"),
                         *sha256 = HF_JSON_GET(said, "in_reply_to_sha256");
    const struct hf_thread *thread = thread_of(r);
    struct hf_digest digest;
    struct hf_id id;
    struct kept kept;
    if (jti == NULL && sha256 == NULL && !hf_str_eq(r->work->told, HF_STR("receipt")))
        return HF_OK;
    if (!hf_digest_read(hf_json_text(said, HF_STR("in_reply_to_sha256")), &digest))
        return fail(r, HF_WORD_answer_reply, "in_reply_to_sha256");
    if (!hf_id_read_uuid(hf_json_text(said, HF_STR("in_reply_to")), &id))
        return fail(r, HF_WORD_answer_reply, "in_reply_to");
    if (thread != NULL && hf_digest_eq(&digest, &thread->our_last))
        return HF_OK;
    HF_TRY(find_token(r, &id, &kept));
    return kept.found && hf_digest_eq(&kept.digest, &digest)
               ? HF_OK
               : fail(r, HF_WORD_answer_reply, "in_reply_to_sha256");
}

/* An answer that was written before our newest notice came speaks of what was before it (silence.h). */
static bool has_crossed(const struct replying *r)
{
    const struct hf_thread *thread = thread_of(r);
    struct hf_digest seen;
    return thread != NULL && thread->asked_seq != 0 &&
           hf_digest_read(hf_json_text(&r->work->said, HF_STR("seen")), &seen) &&
           !hf_digest_eq(&seen, &thread->our_last) && !hf_digest_eq(&seen, &thread->asked_last);
}

/* ---- the checkpoint that comes back ---- */

/* One that we signed; false: it is not. */
static bool is_ours(const struct replying *r, struct hf_str bytes, const struct hf_log_keys *keys,
                    struct hf_checkpoint *out)
{
    struct hf_str origin = r->s->desk->setup.origin;
    struct hf_note note;
    return hf_note_read(bytes, &note, r->err) == HF_OK &&
           hf_checkpoint_read(note.text, out, r->err) == HF_OK && hf_str_eq(out->origin, origin) &&
           hf_log_keys_verify(&r->s->desk->hasher, keys, &note, origin, out->size, r->err) == HF_OK &&
           out->size > 0 && out->size <= INT64_MAX;
}

/* Where it claims more entries than are here, or another root for as many, our own log was changed or taken
 * back: the answer is taken, and its event says so. */
static enum hf_rc check_echo(const struct replying *r)
{
    const struct hf_json *echo = HF_JSON_GET(&r->work->said, "checkpoint");
    struct hf_log_keys keys;
    struct hf_checkpoint checkpoint;
    uint64_t count;
    bool same;
    if (echo == NULL)
        return HF_OK;
    HF_TRY(hf_desk_log_keys(r->s->desk, &keys, r->err));
    if (echo->kind != HF_JSON_TEXT || !is_ours(r, echo->is.text, &keys, &checkpoint))
        return fail(r, HF_WORD_answer_checkpoint, "checkpoint");
    HF_TRY(hf_desk_had(r->s->desk, &checkpoint, &same, &count, r->err));
    r->work->command.echo = (int64_t)checkpoint.size;
    r->work->command.echo_differs = !same;
    return HF_OK;
}

/* ---- superseding ---- */

/* How an earlier answer came into the file, and whether a later one took its place. */
struct earlier {
    struct hf_arena *arena;
    struct hf_id command;
    struct hf_str digest; /* as it is written */
    bool stands_aside, superseded;
};

static enum hf_rc look_at(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct earlier *e = context;
    size_t mark = hf_arena_mark(e->arena);
    struct hf_fact fact;
    HF_TRY(hf_fact_read(row->event.header, row->event.payload, e->arena, &fact, err));
    const struct hf_json *heard = hf_json_get(HF_JSON_GET(&fact.payload, "_made"), HF_STR("heard"));
    if (hf_id_eq(&fact.header.command, &e->command))
        e->stands_aside = e->stands_aside || hf_str_eq(fact.header.act, HF_STR("answer.set_aside"));
    if (hf_str_eq(hf_json_text(heard, HF_STR("supersedes")), e->digest))
        e->superseded = true;
    hf_arena_reset(e->arena, mark);
    return HF_OK;
}

/* From its own event on. */
static enum hf_rc look_back(const struct replying *r, const struct hf_id *command, struct earlier *e)
{
    struct hf_ledger *ledger = &r->s->desk->setup.ledger;
    struct hf_seen_ask ask = {.actor = r->work->speaker, .command = *command};
    struct hf_seen_row seen;
    struct hf_ask events = {.id = r->work->touched->file, .to = INT64_MAX};
    HF_TRY(ledger->seen(ledger->self, &ask, 1, &seen, NULL, NULL, r->err));
    if (!seen.found || !hf_id_eq(&seen.file, &r->work->touched->file))
        return fail(r, HF_WORD_answer_supersedes, "supersedes");
    events.from = seen.seq;
    return ledger->ask(ledger->self, HF_ASK_events_of_file, &events, look_at, e, r->err);
}

static enum hf_rc check_supersedes(const struct replying *r)
{
    const struct hf_json *jti = HF_JSON_GET(&r->work->said, "supersedes");
    struct hf_buf digest = hf_buf_in(r->s->arena, HF_DIGEST_TEXT);
    struct earlier e = {.arena = r->s->arena};
    struct kept kept;
    if (jti == NULL)
        return HF_OK;
    if (jti->kind != HF_JSON_TEXT)
        return fail(r, HF_WORD_answer_supersedes, "supersedes");
    e.command = hf_answer_command_id(&r->s->desk->hasher, r->work->issuer, jti->is.text);
    HF_TRY(find_token(r, &e.command, &kept));
    if (!kept.found)
        return fail(r, HF_WORD_answer_supersedes, "supersedes");
    hf_digest_put(&digest, &kept.digest);
    e.digest = hf_buf_str(&digest);
    HF_TRY(look_back(r, &e.command, &e));
    if (e.superseded)
        return fail(r, HF_WORD_answer_superseded, "supersedes");
    r->work->command.supersedes = kept.digest;
    r->work->command.lifts_aside = e.stands_aside;
    return HF_OK;
}

enum hf_rc hf_reply_check(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct replying r = {s, work, err};
    HF_TRY(check_reply(&r));
    if (!hf_is_notice(work))
        HF_TRY(check_echo(&r));
    if (!hf_str_eq(work->told, HF_STR("answer")))
        return HF_OK;
    work->command.crossed = has_crossed(&r);
    return check_supersedes(&r);
}
