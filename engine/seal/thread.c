/* SPDX-License-Identifier: Apache-2.0 */
/*
 * First each message by itself, then each thread: its messages are laid in a row by their numbers, so that a
 * gap is an empty place; and what one side has seen is followed along the other's row, which it can only do
 * forwards.
 */
#include "seal/thread.h"

#include "base/check.h"

struct verifying {
    struct hf_hasher *hasher;
    struct hf_arena *arena;
    const struct hf_thread_case *given;
    struct hf_thread_told *told;
    size_t count;
    struct hf_err *err;
};

static enum hf_rc fault(struct verifying *v, enum hf_word word, const struct hf_thread_message *m,
                        struct hf_str what)
{
    return hf_fail(v->err, word, m->where, m->set.iss, what);
}

static struct hf_str number(struct verifying *v, size_t n)
{
    struct hf_buf text = hf_buf_in(v->arena, 20);

    hf_buf_put_i64(&text, (int64_t)n);
    return hf_buf_str(&text);
}

/* A fault of the token itself, found by others: the place is put before theirs. */
static enum hf_rc blamed(struct verifying *v, const struct hf_thread_message *m, enum hf_rc rc)
{
    char place[HF_ERR_WHERE_MAX];
    struct hf_buf where = {.at = place, .size = sizeof(place) - 1};
    struct hf_str inside = hf_str_of(v->err->where);

    if (rc == HF_OK)
        return HF_OK;
    hf_buf_put(&where, m->where);
    if (inside.len > 0 && !hf_str_eq(inside, m->where)) {
        hf_buf_put_char(&where, ':');
        hf_buf_put(&where, inside);
    }
    place[where.len] = '\0';
    memcpy(v->err->where, place, where.len + 1);
    return HF_UNVERIFIED;
}

/* ---- one message ---- */

static bool may_speak(const struct hf_thread_key *key, struct hf_str issuer)
{
    return key->issuer.len == 0 || hf_str_eq(key->issuer, issuer);
}

/* By the key it names; by any that may speak for the issuer where it names none by its thumbprint. */
static enum hf_rc find_key(struct verifying *v, struct hf_thread_message *m, const struct hf_token *token)
{
    struct hf_digest named;
    bool names = hf_digest_read(token->kid, &named);
    enum hf_rc rc = fault(v, HF_WORD_thread_no_key, m, HF_STR_NONE);

    for (size_t i = 0; i < v->given->keys && m->key == NULL; i++) {
        struct hf_thread_key *key = &v->given->key[i];
        if (names ? !hf_digest_eq(&named, &key->thumbprint) : !may_speak(key, m->set.iss))
            continue;
        rc = hf_token_verify_by(v->hasher, token, &key->key, v->err);
        if (rc == HF_OK && !may_speak(key, m->set.iss))
            return fault(v, HF_WORD_thread_key_shared, m, key->issuer);
        if (rc == HF_OK) {
            key->issuer = m->set.iss;
            m->key = key;
        }
    }
    return rc;
}

static enum hf_rc read_message(struct verifying *v, struct hf_thread_message *m)
{
    struct hf_token token;

    HF_TRY(hf_token_read(v->arena, m->compact, &token, v->err));
    HF_TRY(hf_set_read(v->arena, token.payload, &m->set, v->err));
    HF_TRY(find_key(v, m, &token));
    hf_token_digest(v->hasher, m->compact, &m->digest);
    m->is_told = hf_str_begins(m->set.event, HF_STR(HF_EVENT_URN));
    return m->is_told ? hf_thread_mark_read(&m->set.content, &m->mark, v->err) : HF_OK;
}

static bool is_copy(const struct verifying *v, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (hf_digest_eq(&v->given->message[k].digest, &v->given->message[i].digest))
            return true;
    return false;
}

static enum hf_rc read_messages(struct verifying *v)
{
    for (size_t i = 0; i < v->given->keys; i++)
        hf_jwk_thumbprint(v->hasher, &v->given->key[i].key, &v->given->key[i].thumbprint);
    for (size_t i = 0; i < v->given->messages; i++) {
        HF_TRY(blamed(v, &v->given->message[i], read_message(v, &v->given->message[i])));
        v->given->message[i].is_told = v->given->message[i].is_told && !is_copy(v, i);
    }
    return HF_OK;
}

/* ---- who speaks in it ---- */

static size_t side_of(const struct hf_thread_told *told, const struct hf_thread_message *m)
{
    return hf_str_eq(m->set.iss, told->issuer[0]) ? 0 : 1;
}

static struct hf_thread_told *thread_of(struct verifying *v, struct hf_thread_message *m)
{
    m->thread = 0;
    while (m->thread < v->count && !hf_str_eq(v->told[m->thread].txn, m->set.txn))
        m->thread++;
    struct hf_thread_told *told = &v->told[m->thread];
    if (m->thread == v->count) {
        told->txn = m->set.txn;
        told->issuer[0] = m->set.iss;
        v->count++;
    }
    return told;
}

/* Its audience is the other side, who may not have spoken yet. */
static enum hf_rc join(struct verifying *v, struct hf_thread_message *m)
{
    struct hf_thread_told *told = thread_of(v, m);
    size_t side = side_of(told, m);

    if (told->issuer[1].len == 0)
        told->issuer[1] = side == 0 ? m->set.aud : m->set.iss;
    if (!hf_str_eq(told->issuer[side], m->set.iss) || !hf_str_eq(told->issuer[1 - side], m->set.aud) ||
        hf_str_eq(m->set.iss, m->set.aud))
        return fault(v, HF_WORD_thread_party, m, m->set.aud);
    told->messages[side]++;
    return HF_OK;
}

static enum hf_rc join_all(struct verifying *v)
{
    v->told = HF_NEW(v->arena, struct hf_thread_told, v->given->messages + 1);
    for (size_t i = 0; i < v->given->messages; i++)
        if (v->given->message[i].is_told)
            HF_TRY(join(v, &v->given->message[i]));
    return HF_OK;
}

/* ---- in a row ---- */

/* One that is numbered beyond the row shows that one before it is missing: the gap is told, not the number.
 */
static enum hf_rc lay(struct verifying *v, struct hf_thread_message *m)
{
    struct hf_thread_told *told = &v->told[m->thread];
    size_t side = side_of(told, m);

    if (m->mark.seq > (int64_t)told->messages[side])
        return HF_OK;
    const struct hf_thread_message **place = &told->side[side][m->mark.seq - 1];
    if (*place != NULL)
        return fault(v, HF_WORD_thread_twice, m, number(v, (size_t)m->mark.seq));
    *place = m;
    return HF_OK;
}

static enum hf_rc lay_all(struct verifying *v)
{
    for (size_t t = 0; t < v->count; t++)
        for (size_t side = 0; side < 2; side++)
            v->told[t].side[side] =
                HF_NEW(v->arena, const struct hf_thread_message *, v->told[t].messages[side] + 1);
    for (size_t i = 0; i < v->given->messages; i++)
        if (v->given->message[i].is_told)
            HF_TRY(lay(v, &v->given->message[i]));
    return HF_OK;
}

/* The first place of a row that is empty; the message after it is blamed. */
static enum hf_rc find_gap(struct verifying *v, const struct hf_thread_told *told, size_t side)
{
    size_t n = 0;

    while (n < told->messages[side] && told->side[side][n] != NULL)
        n++;
    if (n == told->messages[side])
        return HF_OK;
    struct hf_str missing = number(v, n + 1);
    for (size_t i = 0; i < v->given->messages; i++) {
        const struct hf_thread_message *m = &v->given->message[i];
        if (m->is_told && &v->told[m->thread] == told && side_of(told, m) == side &&
            m->mark.seq > (int64_t)n + 1)
            return fault(v, HF_WORD_thread_gap, m, missing);
    }
    HF_UNREACHABLE();
}

/* ---- what each refers to ---- */

static enum hf_rc check_before(struct verifying *v, const struct hf_thread_message *m,
                               const struct hf_thread_message *before)
{
    if (before != NULL && !hf_digest_eq(&m->mark.prev, &before->digest))
        return fault(v, HF_WORD_thread_prev, m, number(v, (size_t)m->mark.seq));
    return HF_OK;
}

/* How many of the other side it had seen: found from where the one before it stood. */
static enum hf_rc follow_seen(struct verifying *v, const struct hf_thread_told *told, size_t side,
                              struct hf_thread_message *m, size_t saw)
{
    const struct hf_thread_message **other = told->side[1 - side];
    size_t at = saw == 0 ? 0 : saw - 1;

    m->saw = saw;
    if (!m->mark.has_seen)
        return saw == 0 ? HF_OK : fault(v, HF_WORD_thread_back, m, number(v, (size_t)m->mark.seq));
    while (at < told->messages[1 - side] && !hf_digest_eq(&m->mark.seen, &other[at]->digest))
        at++;
    if (at < told->messages[1 - side]) {
        m->saw = at + 1;
        return HF_OK;
    }
    for (at = 0; at < saw; at++)
        if (hf_digest_eq(&m->mark.seen, &other[at]->digest))
            return fault(v, HF_WORD_thread_back, m, number(v, (size_t)m->mark.seq));
    return fault(v, HF_WORD_thread_seen, m, number(v, (size_t)m->mark.seq));
}

static enum hf_rc check_reply(struct verifying *v, const struct hf_thread_told *told, size_t side,
                              const struct hf_thread_message *m)
{
    const struct hf_json *jti = HF_JSON_GET(&m->set.content, "in_reply_to"),
                         *sha256 = HF_JSON_GET(&m->set.content, "in_reply_to_sha256");
    struct hf_digest digest;

    if (jti == NULL && sha256 == NULL)
        return HF_OK;
    struct hf_str name = hf_json_text(&m->set.content, HF_STR("in_reply_to"));
    bool digested = hf_digest_read(hf_json_text(&m->set.content, HF_STR("in_reply_to_sha256")), &digest);
    for (size_t i = 0; digested && i < told->messages[1 - side]; i++)
        if (hf_digest_eq(&told->side[1 - side][i]->digest, &digest) &&
            hf_str_eq(told->side[1 - side][i]->set.jti, name))
            return HF_OK;
    return fault(v, HF_WORD_thread_reply, m, number(v, (size_t)m->mark.seq));
}

static enum hf_rc check_row(struct verifying *v, const struct hf_thread_told *told, size_t side)
{
    struct hf_str subject = told->side[told->messages[0] == 0][0]->set.sub_id;
    size_t saw = 0;

    for (size_t n = 0; n < told->messages[side]; n++) {
        /* The row points at what was given, which is ours to fill in. */
        struct hf_thread_message *m = &v->given->message[told->side[side][n] - v->given->message];
        if (!hf_str_eq(m->set.sub_id, subject))
            return fault(v, HF_WORD_thread_subject, m, number(v, (size_t)m->mark.seq));
        for (size_t i = 0; i < n; i++)
            if (hf_str_eq(told->side[side][i]->set.jti, m->set.jti))
                return fault(v, HF_WORD_thread_jti, m, m->set.jti);
        HF_TRY(check_before(v, m, n == 0 ? NULL : told->side[side][n - 1]));
        HF_TRY(follow_seen(v, told, side, m, saw));
        HF_TRY(check_reply(v, told, side, m));
        saw = m->saw;
    }
    return HF_OK;
}

/* Pairs of which neither had seen the other. That each has seen the other cannot be: a token holds the digest
 * of what it has seen, so it is younger. */
static void count_crossed(struct hf_thread_told *told)
{
    for (size_t n = 0; n < told->messages[0]; n++)
        for (size_t k = told->side[0][n]->saw; k < told->messages[1]; k++)
            told->crossed += told->side[1][k]->saw <= n;
}

static enum hf_rc check_thread(struct verifying *v, struct hf_thread_told *told)
{
    for (size_t side = 0; side < 2; side++)
        HF_TRY(find_gap(v, told, side));
    for (size_t side = 0; side < 2; side++)
        HF_TRY(check_row(v, told, side));
    count_crossed(told);
    return HF_OK;
}

enum hf_rc hf_threads_verify(struct hf_hasher *hasher, struct hf_arena *arena,
                             const struct hf_thread_case *given, const struct hf_thread_told **out,
                             size_t *count, struct hf_err *err)
{
    struct verifying v = {.hasher = hasher, .arena = arena, .given = given, .err = err};

    HF_CHECK(given->messages <= HF_THREAD_MESSAGES_MAX);
    HF_TRY(read_messages(&v));
    HF_TRY(join_all(&v));
    HF_TRY(lay_all(&v));
    for (size_t t = 0; t < v.count; t++)
        HF_TRY(check_thread(&v, &v.told[t]));
    *out = v.told;
    *count = v.count;
    return HF_OK;
}
