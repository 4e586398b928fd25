/* SPDX-License-Identifier: Apache-2.0 */
/* Claims are three short tables: texts, times, and those that may not stand there. */
#include "seal/set.h"

#include "base/code.h"
#include "base/when.h"

struct text_claim {
    struct hf_str name;
    size_t at; /* of an hf_str in hf_set */
    bool needed;
};
static const struct text_claim text_claims[] = {
    {HF_STR_INIT("iss"), offsetof(struct hf_set, iss), true},
    {HF_STR_INIT("jti"), offsetof(struct hf_set, jti), true},
    {HF_STR_INIT("txn"), offsetof(struct hf_set, txn), false},
};

struct time_claim {
    struct hf_str name;
    size_t at; /* of an int64_t in hf_set */
    bool needed;
};
static const struct time_claim time_claims[] = {
    {HF_STR_INIT("iat"), offsetof(struct hf_set, iat_s), true},
    {HF_STR_INIT("toe"), offsetof(struct hf_set, toe_s), false},
};

static const struct hf_str refused[] = {HF_STR_INIT("exp"), HF_STR_INIT("sub")};

#define HF_COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct hf_json object_of(struct hf_arena *arena, struct hf_str name, struct hf_json value)
{
    struct hf_json_maker object = hf_json_make(arena);

    hf_json_add(&object, name, value);
    return hf_json_object(&object);
}

static struct hf_json subject_of(struct hf_arena *arena, struct hf_str id)
{
    struct hf_json_maker subject = hf_json_make(arena);

    hf_json_add(&subject, HF_STR("format"), hf_json_of_text(HF_STR("opaque")));
    hf_json_add(&subject, HF_STR("id"), hf_json_of_text(id));
    return hf_json_object(&subject);
}

void hf_set_write(struct hf_arena *arena, const struct hf_set *set, struct hf_buf *out)
{
    struct hf_json_maker claims = hf_json_make(arena);

    hf_json_add(&claims, HF_STR("aud"), hf_json_of_text(set->aud));
    hf_json_add(&claims, HF_STR("events"), object_of(arena, set->event, set->content));
    hf_json_add(&claims, HF_STR("iat"), hf_json_of_int(set->iat_s));
    hf_json_add(&claims, HF_STR("iss"), hf_json_of_text(set->iss));
    hf_json_add(&claims, HF_STR("jti"), hf_json_of_text(set->jti));
    hf_json_add(&claims, HF_STR("sub_id"), subject_of(arena, set->sub_id));
    if (set->toe_s >= 0)
        hf_json_add(&claims, HF_STR("toe"), hf_json_of_int(set->toe_s));
    if (set->txn.at != NULL)
        hf_json_add(&claims, HF_STR("txn"), hf_json_of_text(set->txn));
    struct hf_json object = hf_json_object(&claims);
    hf_json_write(out, &object);
}

static enum hf_rc malformed(struct hf_str claim, struct hf_str kind, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_set_malformed, claim, claim, kind);
}

static enum hf_rc read_texts(const struct hf_json *claims, struct hf_set *set, struct hf_err *err)
{
    for (size_t i = 0; i < HF_COUNT(text_claims); i++) {
        const struct text_claim *claim = &text_claims[i];
        const struct hf_json *value = hf_json_get(claims, claim->name);
        if (value == NULL && !claim->needed)
            continue;
        if (value == NULL || value->kind != HF_JSON_TEXT || value->is.text.len == 0)
            return malformed(claim->name, HF_STR("\"...\""), err);
        memcpy((char *)set + claim->at, &value->is.text, sizeof(value->is.text));
    }
    return HF_OK;
}

static enum hf_rc read_times(const struct hf_json *claims, struct hf_set *set, struct hf_err *err)
{
    for (size_t i = 0; i < HF_COUNT(time_claims); i++) {
        const struct time_claim *claim = &time_claims[i];
        const struct hf_json *value = hf_json_get(claims, claim->name);
        if (value == NULL && !claim->needed)
            continue;
        if (value == NULL || value->kind != HF_JSON_INT || value->is.integer < 0)
            return malformed(claim->name, HF_STR("1795425240"), err);
        memcpy((char *)set + claim->at, &value->is.integer, sizeof(value->is.integer));
    }
    return HF_OK;
}

/* A text, or a list of one text (RFC 7519 4.1.3). */
static enum hf_rc read_audience(const struct hf_json *claims, struct hf_set *set, struct hf_err *err)
{
    const struct hf_json *aud = HF_JSON_GET(claims, "aud");

    if (aud != NULL && aud->kind == HF_JSON_LIST) {
        if (aud->is.list.count != 1)
            return hf_fail(err, HF_WORD_set_audiences, HF_STR("aud"), HF_STR_NONE, HF_STR_NONE);
        aud = &aud->is.list.item[0];
    }
    if (aud == NULL || aud->kind != HF_JSON_TEXT || aud->is.text.len == 0)
        return malformed(HF_STR("aud"), HF_STR("\"...\""), err);
    set->aud = aud->is.text;
    return HF_OK;
}

/* RFC 9493 section 3: every member its format asks for and no other. */
static enum hf_rc read_subject(const struct hf_json *claims, struct hf_set *set, struct hf_err *err)
{
    const struct hf_json *subject = HF_JSON_GET(claims, "sub_id");
    struct hf_str id = subject == NULL ? HF_STR_NONE : hf_json_text(subject, HF_STR("id"));

    if (id.len == 0 || subject->is.object.count != 2 ||
        !hf_str_eq(hf_json_text(subject, HF_STR("format")), HF_STR("opaque")))
        return malformed(HF_STR("sub_id"), HF_STR("{\"format\":\"opaque\",\"id\":...}"), err);
    set->sub_id = id;
    return HF_OK;
}

/* A scheme, a colon and something after it (RFC 3986 section 3); no blanks. */
static bool is_uri(struct hf_str s)
{
    struct hf_str rest = s;
    struct hf_str scheme = hf_str_cut(&rest, ':');

    if (scheme.len == 0 || rest.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        bool later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (c <= ' ' || c >= 0x7f || (i < scheme.len && !letter && (i == 0 || !later)))
            return false;
    }
    return true;
}

static enum hf_rc read_event(const struct hf_json *claims, struct hf_set *set, struct hf_err *err)
{
    const struct hf_json *events = HF_JSON_GET(claims, "events");

    if (events == NULL || events->kind != HF_JSON_OBJECT || events->is.object.count != 1)
        return hf_fail(err, HF_WORD_set_events, HF_STR("events"), HF_STR_NONE, HF_STR_NONE);
    const struct hf_member *event = &events->is.object.member[0];
    if (!is_uri(event->name))
        return hf_fail(err, HF_WORD_set_event_name, HF_STR("events"), event->name, HF_STR_NONE);
    if (event->value.kind != HF_JSON_OBJECT)
        return malformed(HF_STR("events"), HF_STR("{\"urn:...\":{...}}"), err);
    set->event = event->name;
    set->content = event->value;
    return HF_OK;
}

enum hf_rc hf_set_read(struct hf_arena *arena, struct hf_str payload, struct hf_set *out, struct hf_err *err)
{
    struct hf_json claims;
    struct hf_set set = {.toe_s = -1};

    HF_TRY(hf_json_read(payload, &hf_json_payload_limits, arena, &claims, err));
    if (claims.kind != HF_JSON_OBJECT)
        return malformed(HF_STR("iss"), HF_STR("\"...\""), err);
    for (size_t i = 0; i < HF_COUNT(refused); i++) {
        if (hf_json_get(&claims, refused[i]) != NULL)
            return hf_fail(err, HF_WORD_set_refused_claim, refused[i], refused[i], HF_STR_NONE);
    }
    HF_TRY(read_texts(&claims, &set, err));
    HF_TRY(read_times(&claims, &set, err));
    HF_TRY(read_audience(&claims, &set, err));
    HF_TRY(read_subject(&claims, &set, err));
    HF_TRY(read_event(&claims, &set, err));
    *out = set;
    return HF_OK;
}

struct hf_str hf_set_glimpse_txn(struct hf_str compact, char *room, size_t size)
{
    hf_str_cut(&compact, '.');
    struct hf_str text = hf_str_cut(&compact, '.');
    struct hf_str rest = {room, hf_b64url_size(text.len)};
    if (rest.len > size || !hf_b64url_read(text, room, rest.len))
        return HF_STR_NONE;
    while (rest.len > 0)
        if (hf_str_eq(hf_str_cut(&rest, '"'), HF_STR("txn")) &&
            hf_str_eq(hf_str_cut(&rest, '"'), HF_STR(":")))
            return hf_str_cut(&rest, '"');
    return HF_STR_NONE;
}

static enum hf_rc in_the_future(int64_t iat_s, struct hf_err *err)
{
    char text[24];
    struct hf_buf when = HF_BUF(text);

    if (iat_s > INT64_C(253402300799)) /* 9999-12-31T23:59:59Z, the last instant that can be written */
        hf_buf_put_i64(&when, iat_s);
    else
        hf_instant_put(&when, iat_s * 1000);
    return hf_fail(err, HF_WORD_set_future, HF_STR("iat"), hf_buf_str(&when), HF_STR_NONE);
}

enum hf_rc hf_set_check(const struct hf_set *set, const struct hf_set_expected *expected, struct hf_err *err)
{
    if (!hf_str_eq(set->iss, expected->iss))
        return hf_fail(err, HF_WORD_set_issuer, HF_STR("iss"), set->iss, expected->iss);
    if (!hf_str_eq(set->aud, expected->aud))
        return hf_fail(err, HF_WORD_set_audience, HF_STR("aud"), set->aud, expected->aud);
    if (set->iat_s > expected->now_ms / 1000 + HF_SET_AHEAD_S)
        return in_the_future(set->iat_s, err);
    return HF_OK;
}

static void add_digest(struct hf_arena *arena, struct hf_json_maker *content, struct hf_str name,
                       const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(arena, HF_DIGEST_TEXT);

    hf_digest_put(&text, digest);
    hf_json_add(content, name, hf_json_of_text(hf_buf_str(&text)));
}

void hf_thread_mark_add(struct hf_arena *arena, const struct hf_thread_mark *mark,
                        struct hf_json_maker *content)
{
    hf_json_add(content, HF_STR("seq"), hf_json_of_int(mark->seq));
    if (mark->has_prev)
        add_digest(arena, content, HF_STR("prev"), &mark->prev);
    if (mark->has_seen)
        add_digest(arena, content, HF_STR("seen"), &mark->seen);
}

static enum hf_rc read_mark(const struct hf_json *content, struct hf_str name, struct hf_digest *out,
                            bool *has, struct hf_err *err)
{
    *has = hf_json_get(content, name) != NULL;
    if (*has && !hf_digest_read(hf_json_text(content, name), out))
        return hf_fail(err, HF_WORD_set_thread, name, name, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_thread_mark_read(const struct hf_json *content, struct hf_thread_mark *out, struct hf_err *err)
{
    const struct hf_json *seq = HF_JSON_GET(content, "seq");
    struct hf_thread_mark mark = {0};

    if (seq == NULL || seq->kind != HF_JSON_INT || seq->is.integer < 1)
        return hf_fail(err, HF_WORD_set_thread, HF_STR("seq"), HF_STR("seq"), HF_STR_NONE);
    mark.seq = seq->is.integer;
    HF_TRY(read_mark(content, HF_STR("prev"), &mark.prev, &mark.has_prev, err));
    HF_TRY(read_mark(content, HF_STR("seen"), &mark.seen, &mark.has_seen, err));
    if (mark.has_prev != (mark.seq > 1))
        return hf_fail(err, HF_WORD_set_thread, HF_STR("prev"), HF_STR("prev"), HF_STR_NONE);
    *out = mark;
    return HF_OK;
}
