/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the house itself says in a thread, without a definition's template: each letter follows from one event
 * of the house's own.
 *
 *     answer.recorded    answer-recorded    which of their answers stand where in our log, with proof
 *     incoming.take      receipt            that we hold this text
 *     incoming.more      receipt            the same
 *     incoming.answer    answer             what our people say to a request
 *     silence.reached    notice-unanswered  which notice of ours they have not taken, receipted or answered
 *                        authority-silent   to who speaks for their network: that they are silent
 */
#include "base/check.h"
#include "casefile/entry.h"
#include "casefile/people.h"
#include "desk/inside.h"
#include "seal/ids.h"
#include "seal/set.h"
#include "seal/token.h"

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

static enum hf_rc write_recorded(struct writing *w)
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

/* ---- what we say as the focal point of another ---- */

static struct hf_str kept(const struct writing *w, const char *name)
{
    return hf_house_text_datum(w->s->desk->setup.house, &w->work->decision.after, 0, hf_str_of(name),
                               w->arena);
}

static void set_thread(const struct writing *w)
{
    w->letter->thread = hf_case_thread(&w->work->decision.after, 0);
    w->letter->instance = 0;
    w->letter->sub_id = kept(w, "sub_id");
    w->letter->echoes = true;
}

static void add_reply(const struct writing *w, struct hf_json_maker *content)
{
    hf_json_add(content, HF_STR("in_reply_to"), hf_json_of_text(kept(w, "jti")));
    hf_json_add(content, HF_STR("in_reply_to_sha256"), hf_json_of_text(kept(w, "sha256")));
}

static enum hf_rc write_receipt(struct writing *w)
{
    struct hf_json_maker content = hf_json_make(w->arena);
    struct hf_buf at = hf_buf_in(w->arena, HF_INSTANT_TEXT);
    set_thread(w);
    add_reply(w, &content);
    hf_instant_put(&at, w->fact->header.recorded_at_ms);
    hf_json_add(&content, HF_STR("received_at"), hf_json_of_text(hf_buf_str(&at)));
    w->letter->content = hf_json_object(&content);
    w->letter->checkpoint = hf_json_text(&w->work->said, HF_STR("checkpoint"));
    return HF_OK;
}

/* The checkpoint that came with the notice which is answered. */
static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    const struct writing *w = context;
    struct hf_token token;
    struct hf_set set;
    HF_TRY(hf_token_read(w->arena, hf_arena_keep(w->arena, row->token.bytes), &token, err));
    HF_TRY(hf_set_read(w->arena, token.payload, &set, err));
    w->letter->checkpoint = hf_json_text(&set.content, HF_STR("checkpoint"));
    return HF_OK;
}

static enum hf_rc echo(struct writing *w)
{
    struct hf_ledger *ledger = &w->s->desk->setup.ledger;
    const struct hf_house *house = &w->s->desk->house;
    const struct hf_case *authority = hf_house_authority(house, &w->letter->thread->authority);
    if (authority == NULL)
        return HF_OK;
    struct hf_entry entry = hf_entry_now(house, w->s->desk->setup.house, authority, w->s->now_ms);
    struct hf_ask ask = {.id = hf_answer_command_id(&w->s->desk->hasher,
                                                    hf_entry_text(&entry, HF_STR("issuer"), w->arena),
                                                    kept(w, "jti"))};
    return ledger->ask(ledger->self, HF_ASK_token, &ask, take_checkpoint, w, w->err);
}

/* Members that the program itself writes. */
static bool is_reserved(struct hf_str name)
{
    static const struct hf_str names[] = {HF_STR_INIT("seq"),
                                          HF_STR_INIT("prev"),
                                          HF_STR_INIT("seen"),
                                          HF_STR_INIT("checkpoint"),
                                          HF_STR_INIT("status"),
                                          HF_STR_INIT("in_reply_to"),
                                          HF_STR_INIT("in_reply_to_sha256")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (hf_str_eq(names[i], name))
            return true;
    return false;
}

/* Is the status one that the request asks for? A request that names none leaves it open. */
static enum hf_rc check_status(const struct writing *w, struct hf_str status)
{
    const struct hf_kind *kind = hf_case_kind(&w->work->touched->flows, &w->work->decision.after, 0);
    struct hf_datum asked =
        hf_case_datum(&w->work->decision.after, 0, hf_shape_find(kind->data, HF_STR("answers")));
    if (asked.held != HF_PLAIN || hf_str_eq(asked.json, HF_STR("[]")) || hf_list_has_name(asked.json, status))
        return HF_OK;
    hf_fail(w->err, HF_WORD_answer_not_asked, HF_STR("payload.status"), status, HF_STR_NONE);
    (void)hf_str_cut(&asked.json, '"'); /* what stands between each second pair of quotes is a name */
    for (; asked.json.len > 0; (void)hf_str_cut(&asked.json, '"')) {
        struct hf_str name = hf_str_cut(&asked.json, '"');
        hf_err_detail(w->err, name, name);
    }
    return HF_REFUSED;
}

static enum hf_rc add_said(const struct writing *w, struct hf_json_maker *content)
{
    struct hf_str text = hf_json_text(&w->work->command.payload, HF_STR("said"));
    struct hf_json said;
    HF_TRY(hf_json_read(text, &hf_json_payload_limits, w->arena, &said, w->err));
    if (said.kind != HF_JSON_OBJECT)
        return hf_fail(w->err, HF_WORD_record_not_object, HF_STR("payload.said"), HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < said.is.object.count; i++) {
        const struct hf_member *member = &said.is.object.member[i];
        if (is_reserved(member->name))
            return hf_fail(w->err, HF_WORD_answer_reserved, HF_STR("payload.said"), member->name,
                           HF_STR_NONE);
        hf_json_add(content, member->name, member->value);
    }
    return HF_OK;
}

static enum hf_rc write_answer(struct writing *w)
{
    struct hf_json_maker content = hf_json_make(w->arena);
    struct hf_str status = hf_json_text(&w->work->command.payload, HF_STR("status"));
    set_thread(w);
    HF_TRY(check_status(w, status));
    HF_TRY(echo(w));
    add_reply(w, &content);
    hf_json_add(&content, HF_STR("status"), hf_json_of_text(status));
    HF_TRY(add_said(w, &content));
    w->letter->content = hf_json_object(&content);
    return HF_OK;
}

/* ---- that we have not heard of them ---- */

/* With the deputy, who never had it, goes the notice itself, where it is no longer than that. */
enum { ENCLOSED_MAX = 24 * 1024 };

static struct hf_str wanted(struct hf_str clock)
{
    static const struct hf_str names[] = {[HF_SILENCE_transport] = HF_STR_INIT("delivery"),
                                          [HF_SILENCE_receipt] = HF_STR_INIT("receipt"),
                                          [HF_SILENCE_answer] = HF_STR_INIT("answer")};
    return names[hf_silence_clock_find(clock)];
}

static enum hf_rc write_unanswered(struct writing *w, struct hf_json_maker *content)
{
    struct hf_id jti;
    struct hf_str kept, inner = HF_STR_NONE, about = hf_json_text(&w->fact->payload, HF_STR("about"));
    struct hf_set set;
    struct hf_digest digest;
    HF_CHECK(hf_id_read_uuid(about, &jti)); /* our own event */
    HF_TRY(hf_token_told(w->s->desk, &jti, w->arena, &kept, &inner, &set, w->err));
    hf_json_add(content, HF_STR("about"), hf_json_of_text(about));
    if (kept.len > 0) {
        hf_token_digest(&w->s->desk->hasher, inner, &digest);
        hf_json_add(content, HF_STR("about_sha256"), digest_json(w->arena, &digest));
    }
    if (w->letter->to_deputy && kept.len > 0 && kept.len <= ENCLOSED_MAX)
        hf_json_add(content, HF_STR("notice"), hf_json_of_text(kept));
    if (w->letter->to_deputy)
        hf_json_add(content, HF_STR("to"), hf_json_of_text(HF_STR("deputy")));
    return HF_OK;
}

/* Nothing of the case: only who is silent. */
static void write_to_network(struct writing *w, const struct hf_id *silent, struct hf_json_maker *content)
{
    const struct hf_house *house = &w->s->desk->house;
    const struct hf_case *authority = hf_house_authority(house, silent);
    if (authority == NULL)
        return;
    struct hf_entry entry = hf_entry_now(house, w->s->desk->setup.house, authority, w->s->now_ms);
    hf_json_add(content, HF_STR("authority"),
                hf_json_of_text(hf_entry_text(&entry, HF_STR("name"), w->arena)));
    hf_json_add(content, HF_STR("issuer"), hf_json_of_text(hf_tell_audience(w->s, silent)));
}

/* The thread with who speaks for the network, which belongs to no request. */
static void set_network_thread(struct writing *w, const struct hf_id *network)
{
    const struct hf_case *c = &w->work->decision.after;
    struct hf_thread *begun = HF_NEW(w->arena, struct hf_thread, 1);
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++)
        if (hf_case_thread(c, t)->instance == HF_NO_INSTANCE &&
            hf_id_eq(&hf_case_thread(c, t)->authority, network)) {
            w->letter->thread = hf_case_thread(c, t);
            return;
        }
    *begun = (struct hf_thread){.authority = *network, .instance = HF_NO_INSTANCE};
    w->s->desk->setup.dice.fill(w->s->desk->setup.dice.self, &begun->id, sizeof begun->id);
    w->letter->thread = begun;
    w->letter->begins = true;
}

static enum hf_rc write_silence(struct writing *w)
{
    const struct hf_json *payload = &w->fact->payload,
                         *silence = hf_json_get(HF_JSON_GET(payload, "_made"), HF_STR("silence"));
    struct hf_json_maker content = hf_json_make(w->arena);
    enum hf_silence_level level = hf_silence_level_find(hf_json_text(payload, HF_STR("level")));
    struct hf_id network;
    if (level == HF_LEVEL_person) {
        w->letter->event = HF_STR_NONE; /* our own people are told by the event itself */
        return HF_OK;
    }
    HF_TRY(find_thread(w, hf_json_text(silence, HF_STR("thread"))));
    w->letter->to_deputy = level == HF_LEVEL_deputy;
    if (hf_id_read(hf_json_text(payload, HF_STR("to")), &network)) {
        write_to_network(w, &w->letter->thread->authority, &content);
        set_network_thread(w, &network);
        w->letter->event = HF_STR("authority-silent");
    } else
        HF_TRY(write_unanswered(w, &content));
    hf_json_add(&content, HF_STR("since"), hf_json_of_text(hf_json_text(payload, HF_STR("since"))));
    hf_json_add(&content, HF_STR("wants"), hf_json_of_text(wanted(hf_json_text(payload, HF_STR("clock")))));
    w->letter->content = hf_json_object(&content);
    return HF_OK;
}

/* ---- which ---- */

static const struct {
    struct hf_str act, event;
    enum hf_rc (*write)(struct writing *w);
} letters[] = {
    {HF_STR_INIT("answer.recorded"), HF_STR_INIT("answer-recorded"), write_recorded},
    {HF_STR_INIT("silence.reached"), HF_STR_INIT("notice-unanswered"), write_silence},
    {HF_STR_INIT("incoming.take"), HF_STR_INIT("receipt"), write_receipt},
    {HF_STR_INIT("incoming.more"), HF_STR_INIT("receipt"), write_receipt},
    {HF_STR_INIT("incoming.answer"), HF_STR_INIT("answer"), write_answer},
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
        return letter.event.len == 0 ? HF_OK : hf_tell_letter(s, work, &letter, err);
    }
    return HF_OK;
}
