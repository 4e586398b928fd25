/* SPDX-License-Identifier: Apache-2.0 */
/* A thread of a court and a State, made here and then spoilt in one way at a time. */
#include "seal/thread.h"

#include "seal/evp.h"
#include "unit/seal/seal.h"

enum { MESSAGES = 5, COURT = 0, STATE = 1, EVE = 2 };

/* What a message says; the tests change one member before it is signed. */
struct said {
    int by;
    const char *jti, *txn, *sub_id, *aud, *event;
    int64_t seq;
    int prev, seen, reply; /* index of a message; -1: none; -2: of no message */
    bool reply_other_bytes;
};

static const char *const issuers[] = {"https://court.example", "https://state.example",
                                      "https://eve.example"};
static struct hf_secret secrets[3];
static struct hf_public publics[3];
static struct said said[MESSAGES];
static struct hf_str tokens[MESSAGES];
static struct hf_thread_key keys[3];
static struct hf_thread_message messages[2 * MESSAGES];

/* The court asks; the State receipts and answers while the court reminds, so those two cross; it asks again.
 */
static void tell(void)
{
    static const struct said whole[MESSAGES] = {
        {COURT, "c1", "t", "case", NULL, "request", 1, -1, -1, -1, false},
        {STATE, "s1", "t", "case", NULL, "receipt", 1, -1, 0, 0, false},
        {COURT, "c2", "t", "case", NULL, "reminder", 2, 0, 1, -1, false},
        {STATE, "s2", "t", "case", NULL, "answer", 2, 1, 0, 0, false},
        {COURT, "c3", "t", "case", NULL, "reminder", 3, 2, 3, -1, false},
    };

    memcpy(said, whole, sizeof(said));
    for (unsigned i = 0; i < 3; i++) {
        struct hf_seed seed = {{(unsigned char)(i + 1)}};
        hf_key_make(&seed, &secrets[i], &publics[i]);
        keys[i] = (struct hf_thread_key){.key = hf_jwk_of(HF_JWK_ED25519, &publics[i])};
    }
}

static struct hf_digest digest_of(int i)
{
    struct hf_digest digest = {{7}};

    if (i >= 0)
        hf_token_digest(&hasher, tokens[i], &digest);
    return digest;
}

static void add_reply(struct hf_json_maker *content, const struct said *s)
{
    struct hf_digest digest = digest_of(s->reply_other_bytes ? -2 : s->reply);
    struct hf_buf text = hf_buf_in(&arena, HF_DIGEST_TEXT);

    hf_digest_put(&text, &digest);
    hf_json_add(content, HF_STR("in_reply_to"),
                hf_json_of_text(hf_str_of(s->reply < 0 ? "nothing" : said[s->reply].jti)));
    hf_json_add(content, HF_STR("in_reply_to_sha256"), hf_json_of_text(hf_buf_str(&text)));
}

static struct hf_str token_of(const struct said *s)
{
    struct hf_json_maker content = hf_json_make(&arena);
    struct hf_buf event = hf_buf_in(&arena, 64), claims = hf_buf_in(&arena, 512);
    struct hf_thread_mark mark = {.seq = s->seq,
                                  .has_prev = s->prev != -1,
                                  .prev = digest_of(s->prev),
                                  .has_seen = s->seen != -1,
                                  .seen = digest_of(s->seen)};

    hf_thread_mark_add(&arena, &mark, &content);
    if (s->reply != -1)
        add_reply(&content, s);
    hf_buf_put(&event, HF_STR(HF_EVENT_URN));
    hf_buf_put(&event, hf_str_of(s->event));
    struct hf_set set = {.iss = hf_str_of(issuers[s->by]),
                         .aud = hf_str_of(s->aud != NULL ? s->aud : issuers[1 - s->by % 2]),
                         .jti = hf_str_of(s->jti),
                         .txn = hf_str_of(s->txn),
                         .iat_s = 1795425240,
                         .toe_s = -1,
                         .sub_id = hf_str_of(s->sub_id),
                         .event = hf_buf_str(&event),
                         .content = hf_json_object(&content)};
    hf_set_write(&arena, &set, &claims);
    return hf_token_sign(&hasher, &arena, &secrets[s->by], &publics[s->by], hf_buf_str(&claims));
}

static void sign_all(void)
{
    for (int i = 0; i < MESSAGES; i++)
        tokens[i] = token_of(&said[i]);
}

static const struct hf_thread_told *told;
static size_t threads;

static enum hf_rc verify(const int *order, size_t count)
{
    static const struct hf_str places[] = {HF_STR_INIT("0"), HF_STR_INIT("1"), HF_STR_INIT("2"),
                                           HF_STR_INIT("3"), HF_STR_INIT("4")};

    for (size_t i = 0; i < count; i++)
        messages[i] = (struct hf_thread_message){.compact = tokens[order[i]], .where = places[order[i]]};
    struct hf_thread_case given = {keys, 2, messages, count};
    return hf_threads_verify(&hasher, &arena, &given, &told, &threads, &err);
}

static enum hf_rc verify_all(void)
{
    static const int all[MESSAGES] = {0, 1, 2, 3, 4};

    sign_all();
    return verify(all, MESSAGES);
}

static void a_whole_thread_is_whole_in_any_order(void **state)
{
    static const int orders[][MESSAGES] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        tell();
        sign_all();
        assert_int_equal(verify(orders[i], MESSAGES), HF_OK);
        assert_int_equal(threads, 1);
        assert_str(told->txn, "t");
        size_t court = hf_str_eq(told->issuer[0], HF_STR("https://court.example")) ? 0 : 1;
        assert_int_equal(told->messages[court], 3);
        assert_int_equal(told->messages[1 - court], 2);
        assert_int_equal(told->crossed, 1); /* the reminder and the answer */
        assert_str(told->side[court][1]->set.jti, "c2");
    }
}

static void a_copy_counts_once_and_several_threads_are_told_apart(void **state)
{
    static const int order[] = {0, 1, 2, 3, 0, 1};

    (void)state;
    tell();
    sign_all();
    assert_int_equal(verify(order, 6), HF_OK);
    assert_int_equal(told->messages[0] + told->messages[1], 4);
    said[4] = said[0];
    said[4].txn = "another";
    sign_all();
    static const int both[] = {0, 4};
    assert_int_equal(verify(both, 2), HF_OK);
    assert_int_equal(threads, 2);
}

/* As long as nobody has seen it, a message that was cut off at the end leaves no trace. */
static void the_end_may_be_missing_but_not_what_was_seen(void **state)
{
    static const int short_of_one[] = {0, 1, 2, 3}, short_of_seen[] = {0, 1, 2, 4};

    (void)state;
    tell();
    sign_all();
    assert_int_equal(verify(short_of_one, 4), HF_OK);
    assert_refused(verify(short_of_seen, 4), thread_seen);
    assert_string_equal(err.where, "4");
}

static void each_message_that_is_missing_is_named(void **state)
{
    static const int without_first[] = {1, 2, 3, 4}, without_middle[] = {0, 1, 3, 4};

    (void)state;
    tell();
    sign_all();
    assert_refused(verify(without_middle, 4), thread_gap);
    assert_string_equal(err.where, "4");
    assert_string_equal(err.arg[1], "2");
    assert_refused(verify(without_first, 4), thread_gap);
    assert_string_equal(err.where, "2");
    assert_string_equal(err.arg[1], "1");
}

/* Each row spoils one thing; `where` is what is blamed. */
static void each_wrong_thing_is_named_by_its_code(void **state)
{
    static const struct {
        int at;
        struct said as; /* members that are not zero replace */
        const char *word, *where;
    } rows[] = {
        {2, {.by = COURT, .jti = "c1"}, "thread_jti", "2"},
        {2, {.by = COURT, .sub_id = "other"}, "thread_subject", "2"},
        {2, {.by = COURT, .aud = "https://eve.example"}, "thread_party", "2"},
        {2, {.by = COURT, .aud = "https://court.example"}, "thread_party", "2"},
        {2, {.by = COURT, .seq = 7}, "thread_twice", "4"},
        {4, {.by = COURT, .seq = 9}, "thread_gap", "4"},
        {4, {.by = COURT, .seq = 2}, "thread_twice", "4"},
        {4, {.by = COURT, .prev = -2}, "thread_prev", "4"},
        {4, {.by = COURT, .prev = 1}, "thread_prev", "4"},
        {4, {.by = COURT, .seen = -2}, "thread_seen", "4"},
        {4, {.by = COURT, .seen = -1}, "thread_back", "4"},
        {3, {.by = STATE, .reply = -2}, "thread_reply", "3"},
        {3, {.by = STATE, .reply_other_bytes = true}, "thread_reply", "3"},
        {4, {.by = COURT, .txn = "elsewhere"}, "thread_gap", "4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct said *as = &rows[i].as;
        tell();
        struct said *s = &said[rows[i].at];
        s->jti = as->jti != NULL ? as->jti : s->jti;
        s->sub_id = as->sub_id != NULL ? as->sub_id : s->sub_id;
        s->aud = as->aud != NULL ? as->aud : s->aud;
        s->txn = as->txn != NULL ? as->txn : s->txn;
        s->seq = as->seq != 0 ? as->seq : s->seq;
        s->prev = as->prev != 0 ? as->prev : s->prev;
        s->seen = as->seen != 0 ? as->seen : s->seen;
        s->reply = as->reply != 0 ? as->reply : s->reply;
        s->reply_other_bytes = as->reply_other_bytes;
        if (i == 4) { /* two with one number: the third takes that of the second */
            s->seq = 2;
            said[4].seq = 2;
        }
        int rc = (int)verify_all();
        if (rc != (int)HF_UNVERIFIED || !hf_str_eq(hf_err_code(&err), hf_str_of(rows[i].word)))
            fail_msg("row %zu: %d %.*s, not %s", i, rc, HF_STR_ARG(hf_err_code(&err)), rows[i].word);
        assert_string_equal(err.where, rows[i].where);
    }
}

static void who_signs_is_who_speaks(void **state)
{
    static const int first_two[] = {0, 1}, one[] = {0};

    (void)state;
    tell();
    sign_all();
    keys[STATE].key = keys[EVE].key; /* the State's key is not given */
    assert_refused(verify(first_two, 2), thread_no_key);
    assert_string_equal(err.where, "1");
    tell();
    secrets[STATE] = secrets[COURT]; /* the court's key speaks for both */
    publics[STATE] = publics[COURT];
    assert_refused(verify_all(), thread_key_shared);
    tell();
    sign_all();
    keys[COURT].issuer = HF_STR("https://another.example"); /* bound by whoever gave it */
    assert_refused(verify(one, 1), thread_key_shared);
    tell();
    sign_all();
    char *bytes = HF_NEW(&arena, char, tokens[0].len);
    memcpy(bytes, tokens[0].at, tokens[0].len);
    bytes[tokens[0].len - 3] = bytes[tokens[0].len - 3] == 'A' ? 'B' : 'A';
    tokens[0].at = bytes;
    assert_refused(verify(one, 1), token_signature);
    assert_string_equal(err.where, "0");
}

static void what_is_no_token_at_all_is_blamed_by_its_place(void **state)
{
    static const int one[] = {0};

    (void)state;
    tell();
    tokens[0] = HF_STR("not.a.token");
    assert_int_equal(verify(one, 1), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "token_malformed");
    assert_string_equal(err.where, "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_thread_is_whole_in_any_order),
        TEST(a_copy_counts_once_and_several_threads_are_told_apart),
        TEST(the_end_may_be_missing_but_not_what_was_seen),
        TEST(each_message_that_is_missing_is_named),
        TEST(each_wrong_thing_is_named_by_its_code),
        TEST(who_signs_is_who_speaks),
        TEST(what_is_no_token_at_all_is_blamed_by_its_place),
    };
    return RUN(tests);
}
