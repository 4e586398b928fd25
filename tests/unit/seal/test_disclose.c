/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Disclosures. The expected texts and digests were computed by another program from RFC 9901 section 4.2; the
 * RFC's own example digests a disclosure with blanks in it, so it is opened here, not made.
 */
#include "seal/disclose.h"
#include "unit/seal/seal.h"
#include "vectors/rfc9901/family_name.h"

static struct hf_json json_of(const char *text)
{
    struct hf_json json;

    assert_int_equal(hf_json_read(hf_str_of(text), &hf_json_payload_limits, &arena, &json, &err), HF_OK);
    return json;
}

static struct hf_str text_of(const struct hf_json *json)
{
    struct hf_buf out = hf_buf_in(&arena, 256);

    hf_json_write(&out, json);
    return hf_buf_str(&out);
}

static struct hf_hidden hidden_of(const char *name, const char *value, unsigned char salt)
{
    return (struct hf_hidden){.name = hf_str_of(name), .value = json_of(value), .salt = {salt}};
}

static void hidden_members_leave_names_and_digests(void **state)
{
    struct hf_json open = json_of("{\"workflow\":\"w\"}"), out;
    struct hf_hidden hidden[] = {hidden_of("title", "\"Marrow\"", 1),
                                 hidden_of("grounds", "{\"b\":1,\"a\":[2]}", 2)};

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 2, &out, &err), HF_OK);
    assert_str(text_of(&out),
               "{\"_hidden\":[\"grounds\",\"title\"],\"_sd\":[\"MULfafa22EJhxA-SR73TBfqJL0yiFLbv-"
               "Rnp86xSlLA\",\"OPK8OSGwgTPqd7AL7I90EbxdnxXCfDSJii782NLLIfU\"],\"workflow\":\"w\"}");
    assert_str(hidden[0].name, "grounds");
    assert_str(hidden[0].text, "WyJBZ0FBQUFBQUFBQUFBQUFBQUFBQUFBIiwiZ3JvdW5kcyIseyJhIjpbMl0sImIiOjF9XQ");
    assert_str(hidden[1].text, "WyJBUUFBQUFBQUFBQUFBQUFBQUFBQUFBIiwidGl0bGUiLCJNYXJyb3ciXQ");
}

static void names_stand_in_byte_order(void **state)
{
    struct hf_json open = json_of("{}"), out;
    struct hf_hidden hidden[] = {hidden_of("b", "1", 1), hidden_of("a\xc3\xa9", "1", 2),
                                 hidden_of("ab", "1", 3), hidden_of("a", "1", 4)};

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 4, &out, &err), HF_OK);
    assert_str(text_of(HF_JSON_GET(&out, "_hidden")), "[\"a\",\"ab\",\"a\xc3\xa9\",\"b\"]");
}

static void with_nothing_hidden_nothing_is_added(void **state)
{
    struct hf_json open = json_of("{\"a\":1}"), out;

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, NULL, 0, &out, &err), HF_OK);
    assert_str(text_of(&out), "{\"a\":1}");
}

static void a_disclosure_opens_against_its_holder_only(void **state)
{
    struct hf_json open = json_of("{}"), holder, other;
    struct hf_hidden hidden[] = {hidden_of("name", "\"A\"", 1), hidden_of("town", "\"B\"", 2)};
    struct hf_hidden again[] = {hidden_of("name", "\"A\"", 9)};
    struct hf_hidden read;

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 2, &holder, &err), HF_OK);
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, again, 1, &other, &err), HF_OK);
    assert_int_equal(hf_disclose_open(&hasher, &arena, hidden[1].text, &holder, &read, &err), HF_OK);
    assert_str(read.name, "town");
    assert_str(text_of(&read.value), "\"B\"");
    assert_memory_equal(read.salt, hidden[1].salt, HF_SALT_SIZE);
    assert_refused(hf_disclose_open(&hasher, &arena, hidden[0].text, &other, &read, &err),
                   disclosure_unmatched);
    assert_refused(hf_disclose_open(&hasher, &arena, hidden[1].text, &other, &read, &err),
                   disclosure_unmatched);
    assert_refused(hf_disclose_open(&hasher, &arena, hidden[0].text, &open, &read, &err),
                   disclosure_unmatched);
}

static void a_digest_under_another_name_does_not_match(void **state)
{
    struct hf_json open = json_of("{}"), holder;
    struct hf_hidden hidden[] = {hidden_of("name", "\"A\"", 1)};
    struct hf_hidden read;

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 1, &holder, &err), HF_OK);
    struct hf_json_maker maker = hf_json_make(&arena);
    hf_json_add(&maker, HF_STR("_hidden"), json_of("[\"town\"]"));
    hf_json_add(&maker, HF_STR("_sd"), *HF_JSON_GET(&holder, "_sd"));
    struct hf_json renamed = hf_json_object(&maker);
    assert_refused(hf_disclose_open(&hasher, &arena, hidden[0].text, &renamed, &read, &err),
                   disclosure_unmatched);
}

/* RFC 9901 sections 4.2.1 and 4.2.3. Its salt is not 16 bytes as ours are, so only the digest is common. */
static void the_published_digest_comes_out_and_its_salt_is_not_ours(void **state)
{
    const struct hf_str text = HF_STR(RFC9901_DISCLOSURE);
    struct hf_json holder = json_of("{\"_hidden\":[\"family_name\"],\"_sd\":[\"" RFC9901_DIGEST "\"]}");
    struct hf_buf digest_text = hf_buf_in(&arena, HF_DIGEST_TEXT);
    struct hf_digest digest;
    struct hf_hidden read;

    (void)state;
    hf_sha256(&hasher, &text, 1, &digest);
    hf_digest_put(&digest_text, &digest);
    assert_str(hf_buf_str(&digest_text), RFC9901_DIGEST);
    assert_refused(hf_disclose_open(&hasher, &arena, text, &holder, &read, &err), disclosure_malformed);
}

static void what_is_no_disclosure_is_refused(void **state)
{
    static const char *const bad[] = {"", "A", "W10", "W10=", "e30", "WyJhIiwiYiJd", "WyJhIiwiYiIsMV0"};
    struct hf_json holder = json_of("{}");
    struct hf_hidden read;

    (void)state;
    for (size_t i = 1; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_disclose_open(&hasher, &arena, hf_str_of(bad[i]), &holder, &read, &err),
                       disclosure_malformed);
    assert_int_equal(hf_disclose_open(&hasher, &arena, hf_str_of(bad[0]), &holder, &read, &err),
                     HF_BAD_INPUT);
}

static void reserved_or_doubled_names_are_refused(void **state)
{
    struct hf_json open = json_of("{\"a\":1}"), reserved = json_of("{\"_sd\":[]}"), out;
    struct hf_hidden twice[] = {hidden_of("b", "1", 1), hidden_of("b", "2", 2)};
    struct hf_hidden both[] = {hidden_of("a", "1", 1)};

    (void)state;
    assert_refused(hf_disclose_hide(&hasher, &arena, &open, twice, 2, &out, &err), disclosure_name);
    assert_refused(hf_disclose_hide(&hasher, &arena, &open, both, 1, &out, &err), disclosure_name);
    assert_refused(hf_disclose_hide(&hasher, &arena, &reserved, both, 1, &out, &err), disclosure_name);
    static const char *const names[] = {"_sd", "_hidden", "..."};
    for (size_t i = 0; i < 3; i++) {
        struct hf_hidden one[] = {hidden_of(names[i], "1", 1)};
        assert_refused(hf_disclose_hide(&hasher, &arena, &open, one, 1, &out, &err), disclosure_name);
    }
}

static void whether_a_member_was_given_outlives_its_value(void **state)
{
    struct hf_json open = json_of("{\"a\":1}"), holder;
    struct hf_hidden hidden[] = {hidden_of("b", "1", 1)};

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 1, &holder, &err), HF_OK);
    assert_true(hf_disclose_has(&holder, HF_STR("a")));
    assert_true(hf_disclose_has(&holder, HF_STR("b")));
    assert_false(hf_disclose_has(&holder, HF_STR("c")));
    assert_false(hf_disclose_has(&open, HF_STR("b")));
}

static void a_holder_whose_lists_do_not_fit_together_holds_nothing(void **state)
{
    static const char *const bad[] = {
        "{\"_hidden\":[\"town\",\"name\"],\"_sd\":[\"x\"]}",
        "{\"_hidden\":[\"name\"],\"_sd\":[1]}",
        "{\"_hidden\":[7],\"_sd\":[\"x\"]}",
        "{\"_hidden\":[\"name\"]}",
        "{\"_hidden\":\"name\",\"_sd\":\"x\"}",
        "[]",
    };
    struct hf_json open = json_of("{}"), holder;
    struct hf_hidden hidden[] = {hidden_of("name", "\"A\"", 1)};
    struct hf_hidden read;

    (void)state;
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 1, &holder, &err), HF_OK);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct hf_json broken = json_of(bad[i]);
        assert_refused(hf_disclose_open(&hasher, &arena, hidden[0].text, &broken, &read, &err),
                       disclosure_unmatched);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hidden_members_leave_names_and_digests),
        TEST(names_stand_in_byte_order),
        TEST(with_nothing_hidden_nothing_is_added),
        TEST(a_disclosure_opens_against_its_holder_only),
        TEST(a_digest_under_another_name_does_not_match),
        TEST(the_published_digest_comes_out_and_its_salt_is_not_ours),
        TEST(a_holder_whose_lists_do_not_fit_together_holds_nothing),
        TEST(what_is_no_disclosure_is_refused),
        TEST(reserved_or_doubled_names_are_refused),
        TEST(whether_a_member_was_given_outlives_its_value),
    };
    return RUN(tests);
}
