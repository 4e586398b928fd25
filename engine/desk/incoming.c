/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody else's token becomes a command. First who says it: the issuer's file in the
 * directory gives the key, the thread leads to the file, and only the thread's own authority may speak in it.
 * Then, once the file is folded, what is said: the status names the event, items of the thread become
 * instances. What the signature covers and the workflow has no cell for is set aside, never lost.
 */
#include "casefile/enrolled.h"
#include "desk/inside.h"
#include "seal/ids.h"
#include "seal/set.h"

static enum hf_rc fail(struct hf_err *err, enum hf_word word, struct hf_str where, struct hf_str what)
{
    return hf_fail(err, word, where, what, HF_STR_NONE);
}

/* ---- who says it ---- */

/* By the key of today, also in a request of last year: who has changed his key speaks with the new one. */
static struct hf_entry entry_of(const struct hf_serving *s, const struct hf_case *authority)
{
    return hf_entry_now(&s->desk->house, s->desk->setup.house, authority, s->now_ms);
}

static const struct hf_case *find_issuer(const struct hf_serving *s, struct hf_str issuer)
{
    const struct hf_house *house = &s->desk->house;
    for (size_t i = 0; i < house->authority_count; i++) {
        struct hf_entry entry = entry_of(s, &house->authorities[i]);
        if (hf_entry_is_valid(&entry) && hf_str_eq(hf_entry_text(&entry, HF_STR("issuer"), s->arena), issuer))
            return &house->authorities[i];
    }
    return NULL;
}

static enum hf_rc check_claims(struct hf_serving *s, const struct hf_set *set, struct hf_err *err)
{
    struct hf_keys *keys = &s->desk->setup.keys;
    struct hf_public_key ours;
    HF_TRY(keys->public_key(keys->self, HF_KEY_NOTICE, &ours, err));
    struct hf_set_expected expected = {.iss = set->iss, .aud = ours.issuer, .now_ms = s->now_ms};
    HF_TRY(hf_set_check(set, &expected, err));
    if (!hf_str_begins(set->event, HF_STR(HF_EVENT_URN)))
        return fail(err, HF_WORD_set_unknown_event, HF_STR("events"), set->event);
    return HF_OK;
}

/* A system's key says that something has come, and decides nothing. */
static enum hf_rc check_signer(const struct hf_enrolled *key, const struct hf_set *set, struct hf_err *err)
{
    if (key->receipts_only && !hf_str_eq(set->event, HF_STR(HF_EVENT_URN "receipt")))
        return fail(err, HF_WORD_key_receipts, HF_STR("kid"), HF_STR_NONE);
    return HF_OK;
}

/* By the key as it stands now, when we receive it. That it says another time is told with it. */
static enum hf_rc verify(struct hf_serving *s, struct hf_str *compact, struct hf_set *set,
                         const struct hf_case **issuer, bool *iat_outside, struct hf_err *err)
{
    struct hf_token token;
    const struct hf_enrolled *key = NULL;
    HF_TRY(hf_unwrap(s, compact, err));
    HF_TRY(hf_token_read(s->arena, *compact, &token, err));
    HF_TRY(hf_set_read(s->arena, token.payload, set, err));
    *issuer = find_issuer(s, set->iss);
    if (*issuer == NULL)
        return fail(err, HF_WORD_set_unknown_issuer, HF_STR("iss"), set->iss);
    struct hf_entry entry = entry_of(s, *issuer);
    HF_TRY(hf_enrolled_verify(&entry, &token, s->now_ms, &s->desk->hasher, s->arena, &key, err));
    HF_TRY(check_signer(key, set, err));
    HF_TRY(check_claims(s, set, err));
    *iat_outside = hf_enrolled_at(key, set->iat_s * 1000) != HF_KEY_IN_FORCE;
    return HF_OK;
}

/* ---- where it belongs ---- */

/* One answer for a thread that is not there and for one of somebody else: nobody learns which. */
enum hf_rc hf_incoming_place(struct hf_serving *s, struct hf_work *work, const struct hf_thread_row *thread,
                             struct hf_err *err)
{
    if (hf_is_notice(work))
        return hf_notice_place(s, work, thread, err);
    if (hf_id_is_zero(&thread->thread) || !hf_id_eq(&thread->authority, &work->speaker))
        return fail(err, HF_WORD_set_no_thread, HF_STR("txn"), HF_STR_NONE);
    work->thread = *thread;
    work->command.file = thread->file;
    return HF_OK;
}

enum hf_rc hf_incoming_subject(struct hf_serving *s, const struct hf_work *work, struct hf_err *err)
{
    struct hf_str ours;
    if (work->touched->kind != HF_FILE_CASE || hf_is_notice(work))
        return HF_OK;
    HF_TRY(hf_case_subject(&s->desk->setup.keys, &work->touched->file, &work->speaker, s->arena, &ours, err));
    return hf_str_eq(work->sub_id, ours) ? HF_OK
                                         : fail(err, HF_WORD_set_subject, HF_STR("sub_id"), HF_STR_NONE);
}

static struct hf_str instant_text(struct hf_serving *s, int64_t seconds)
{
    struct hf_buf text = hf_buf_in(s->arena, HF_INSTANT_TEXT);
    if (seconds < 0 || seconds > INT64_C(253402300799))
        return HF_STR_NONE;
    hf_instant_put(&text, seconds * 1000);
    return hf_buf_str(&text);
}

/* Late is allowed, and told: a token may have lain with a messenger, or with somebody who should not have it.
 */
static int64_t signed_late_ms(const struct hf_serving *s, int64_t iat_s)
{
    bool in_range = iat_s > 0 && iat_s <= INT64_MAX / 1000 - HF_MS_PER_DAY;
    return in_range && iat_s * 1000 + HF_MS_PER_DAY < s->now_ms ? iat_s * 1000 : 0;
}

/* A receipt moves nothing: what it raises is the engine's, also where it is looked up as seen before. */
static void raise_by_engine(const struct hf_serving *s, struct hf_command *command)
{
    command->actor = s->desk->setup.log_id;
    command->known = HF_KNOWN_engine;
    command->effective_at = HF_STR_NONE;
}

enum hf_rc hf_incoming_verify(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct hf_str compact = work->request->token;
    struct hf_set set;
    const struct hf_case *issuer;
    struct hf_thread_mark mark = {.seq = 0};
    struct hf_digest digest;
    struct hf_id thread;
    bool iat_outside = false;
    HF_TRY(verify(s, &compact, &set, &issuer, &iat_outside, err));
    if (!hf_id_read(set.txn, &thread))
        return fail(err, HF_WORD_set_no_thread, HF_STR("txn"), HF_STR_NONE);
    work->told = hf_str_part(set.event, sizeof HF_EVENT_URN - 1, set.event.len);
    if (!hf_is_of_document(work))
        HF_TRY(hf_thread_mark_read(&set.content, &mark, err));
    if (mark.seq > UINT32_MAX)
        return fail(err, HF_WORD_set_thread, HF_STR("seq"), HF_STR("seq"));
    hf_token_digest(&s->desk->hasher, compact, &digest);
    work->command = (struct hf_command){.id = hf_answer_command_id(&s->desk->hasher, set.iss, set.jti),
                                        .actor = hf_case_head(issuer)->file,
                                        .known = HF_KNOWN_own_key,
                                        .effective_at = instant_text(s, set.toe_s),
                                        .digest = digest,
                                        .token = digest,
                                        .thread = thread,
                                        .thread_seq = (uint32_t)mark.seq,
                                        .signed_late_ms = signed_late_ms(s, set.iat_s),
                                        .iat_outside = iat_outside};
    work->token = (struct hf_token_row){.id = work->command.id, .bytes = compact};
    work->speaker = work->command.actor;
    work->issuer = set.iss;
    work->jti = set.jti;
    work->sub_id = set.sub_id;
    work->said = set.content;
    work->iat_s = set.iat_s;
    if (!hf_str_eq(work->told, HF_STR("answer")))
        raise_by_engine(s, &work->command);
    work->is_read = true;
    return HF_OK;
}

/* ---- what is said ---- */

struct mapping {
    struct hf_serving *s;
    const struct hf_touched *touched;
    const struct hf_kind *kind;
    hf_instance instance;
    struct hf_err *err;
};

static struct hf_str name_of(const struct mapping *m, hf_instance i)
{
    struct hf_buf name = hf_buf_in(m->s->arena, 32);
    hf_case_put_name(&m->touched->flows, &m->touched->now, i, &name);
    return hf_buf_str(&name);
}

/* Item n of a thread is the n-th instance under the link whose events the answer may tell. */
static enum hf_rc find_item(const struct mapping *m, const struct hf_shape *embedded,
                            const struct hf_json *number, hf_instance *out)
{
    const hf_instance *linked;
    size_t count = hf_case_linked(&m->touched->flows, &m->touched->now, m->instance,
                                  m->kind->link[embedded->of_link].name, m->s->arena, &linked);
    if (number == NULL || number->kind != HF_JSON_INT || number->is.integer < 1 ||
        (uint64_t)number->is.integer > count)
        return fail(m->err, HF_WORD_answer_no_item, HF_STR("results"), HF_STR_NONE);
    *out = linked[number->is.integer - 1];
    return HF_OK;
}

/* By its status; where the kind has none for it, by the event's own name. */
static uint16_t find_event(const struct hf_kind *kind, const struct hf_json *said)
{
    uint16_t event = hf_kind_answer(kind, hf_json_text(said, HF_STR("status")));
    return event != HF_NONE ? event : hf_kind_event(kind, hf_json_text(said, HF_STR("event")));
}

/* {"item": 1, "status": "in_force", ...} becomes {"on": "measure/5", "event": "in_force", ...}. */
static enum hf_rc map_result(const struct mapping *m, const struct hf_shape *embedded,
                             const struct hf_json *said, struct hf_json *out)
{
    struct hf_json_maker made = hf_json_make(m->s->arena);
    const struct hf_kind *kind = &m->touched->flows.workflow->kind[embedded->of_kind];
    uint16_t event = find_event(kind, said);
    hf_instance item = HF_NO_INSTANCE;
    if (event == HF_NONE)
        return fail(m->err, HF_WORD_answer_unknown_status, HF_STR("results"),
                    hf_json_text(said, HF_STR("status")));
    HF_TRY(find_item(m, embedded, HF_JSON_GET(said, "item"), &item));
    hf_json_add(&made, HF_STR("on"), hf_json_of_text(name_of(m, item)));
    hf_json_add(&made, HF_STR("event"), hf_json_of_text(kind->event[event].name));
    for (size_t i = 0; said->kind == HF_JSON_OBJECT && i < said->is.object.count; i++) {
        const struct hf_member *member = &said->is.object.member[i];
        if (hf_str_eq(member->name, HF_STR("effective_at")) || hf_str_eq(member->name, HF_STR("payload")))
            hf_json_add(&made, member->name, member->value);
    }
    *out = hf_json_object(&made);
    return HF_OK;
}

static enum hf_rc map_results(const struct mapping *m, const struct hf_shape *embedded,
                              const struct hf_json *said, struct hf_json *out)
{
    struct hf_json_maker made = hf_json_make(m->s->arena);
    for (size_t i = 0; said->kind == HF_JSON_LIST && i < said->is.list.count; i++) {
        struct hf_json result = {.kind = HF_JSON_NULL};
        HF_TRY(map_result(m, embedded, &said->is.list.item[i], &result));
        hf_json_add(&made, HF_STR_NONE, result);
    }
    *out = hf_json_list(&made);
    return HF_OK;
}

/* The members that place a message in its thread are not the event's. */
static bool is_reserved(struct hf_str name)
{
    static const struct hf_str names[] = {HF_STR_INIT("seq"),
                                          HF_STR_INIT("prev"),
                                          HF_STR_INIT("seen"),
                                          HF_STR_INIT("checkpoint"),
                                          HF_STR_INIT("status"),
                                          HF_STR_INIT("in_reply_to"),
                                          HF_STR_INIT("in_reply_to_sha256"),
                                          HF_STR_INIT("supersedes"),
                                          HF_STR_INIT("attachments")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (hf_str_eq(names[i], name))
            return true;
    return false;
}

static const struct hf_shape *find_embedded(const struct hf_shape *payload, struct hf_str name)
{
    uint16_t member = hf_shape_find(payload, name);
    if (member == HF_NONE || payload->member[member].shape->kind != HF_SHAPE_LIST ||
        payload->member[member].shape->item->kind != HF_SHAPE_EMBEDDED)
        return NULL;
    return payload->member[member].shape->item;
}

static enum hf_rc map_payload(const struct mapping *m, const struct hf_json *said,
                              const struct hf_shape *payload, struct hf_json *out)
{
    struct hf_json_maker made = hf_json_make(m->s->arena);
    for (size_t i = 0; i < said->is.object.count; i++) {
        const struct hf_member *member = &said->is.object.member[i];
        const struct hf_shape *embedded = find_embedded(payload, member->name);
        struct hf_json value = member->value;
        if (is_reserved(member->name))
            continue;
        if (embedded != NULL)
            HF_TRY(map_results(m, embedded, &member->value, &value));
        hf_json_add(&made, member->name, value);
    }
    *out = hf_json_object(&made);
    return HF_OK;
}

/* So that the same thing said again, by a stronger way, is known to be the same. */
static void name_said(const struct mapping *m, struct hf_command *command)
{
    struct hf_buf text = hf_buf_in(m->s->arena, 512);
    hf_json_write(&text, &command->payload);
    const struct hf_str parts[] = {command->on, HF_STR("\n"), command->event, HF_STR("\n"),
                                   hf_buf_str(&text)};
    hf_sha256(&m->s->desk->hasher, parts, sizeof parts / sizeof parts[0], &command->said);
}

static enum hf_rc map_answer(const struct mapping *m, struct hf_work *work)
{
    struct hf_str status = hf_json_text(&work->said, HF_STR("status"));
    uint16_t event = hf_kind_answer(m->kind, status);
    work->command.event = status;
    if (event == HF_NONE || work->thread.instance == HF_NO_INSTANCE)
        return fail(m->err, HF_WORD_answer_unknown_status, HF_STR("status"), status);
    const struct hf_event *rule = &m->kind->event[event];
    work->command.event = rule->name;
    if (rule->effective == HF_EFFECTIVE_NONE)
        work->command.effective_at = HF_STR_NONE;
    HF_TRY(map_payload(m, &work->said, rule->payload, &work->command.payload));
    name_said(m, &work->command);
    return HF_OK;
}

void hf_incoming_receipt(struct hf_work *work, struct hf_arena *arena)
{
    struct hf_json_maker payload = hf_json_make(arena);
    hf_json_add(&payload, HF_STR("sha256"),
                hf_json_of_text(hf_json_text(&work->said, HF_STR("in_reply_to_sha256"))));
    work->command.event = HF_STR("notice.receipted");
    work->command.payload = hf_json_object(&payload);
}

/* Where the kind keeps a flag of receipts, the engine raises it. */
static void map_receipt(const struct mapping *m, struct hf_work *work)
{
    static const struct hf_str names[] = {HF_STR_INIT("receipted"), HF_STR_INIT("delivered")};
    for (size_t i = 0; i < 2; i++) {
        uint16_t event = hf_kind_event(m->kind, names[i]);
        if (event == HF_NONE || !m->kind->event[event].by_engine)
            continue;
        work->command.event = names[i];
        work->command.payload = (struct hf_json){.kind = HF_JSON_NULL};
        return;
    }
    hf_incoming_receipt(work, m->s->arena);
}

enum hf_rc hf_incoming_answer(struct hf_serving *s, struct hf_work *work, hf_instance instance,
                              struct hf_err *err)
{
    struct mapping m = {.s = s, .touched = work->touched, .instance = instance, .err = err};
    m.kind = hf_case_kind(&work->touched->flows, &work->touched->now, instance);
    work->command.on = name_of(&m, instance);
    return map_answer(&m, work);
}

enum hf_rc hf_incoming_map(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    const struct hf_touched *touched = work->touched;
    hf_instance instance = work->thread.instance == HF_NO_INSTANCE ? 0 : work->thread.instance;
    struct mapping m = {.s = s, .touched = touched, .instance = instance, .err = err};
    if (hf_is_notice(work))
        return hf_notice_map(s, work, err);
    /* The thread is younger than the file as this desk holds it: it must be read again. */
    if (instance >= hf_case_head(&touched->now)->instances)
        return fail(err, HF_WORD_stale, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_reply_check(s, work, err));
    m.kind = hf_case_kind(&touched->flows, &touched->now, instance);
    work->command.on = name_of(&m, instance);
    if (hf_str_eq(work->told, HF_STR("answer")))
        return map_answer(&m, work);
    map_receipt(&m, work);
    return HF_OK;
}
