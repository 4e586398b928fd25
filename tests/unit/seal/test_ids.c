/* SPDX-License-Identifier: Apache-2.0 */
/* Expected values computed by another program from the formulas of ids.h. */
#include "seal/ids.h"
#include "unit/seal/seal.h"

static const struct hf_id file = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}};
static const struct hf_id authority = {{16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31}};

static void an_answer_is_known_by_issuer_and_jti(void **state)
{
    struct hf_id id = hf_answer_command_id(&hasher, HF_STR("https://state.example"), HF_STR("jti-1"));
    struct hf_id other = hf_answer_command_id(&hasher, HF_STR("https://state.examplej"), HF_STR("ti-1"));

    (void)state;
    assert_hex(id.byte, "a1487798df3a0bae50d87f61407cc54a");
    assert_false(hf_id_eq(&id, &other));
}

static void a_timer_is_known_by_instance_clock_run_and_due(void **state)
{
    const int64_t due = INT64_C(1795424040000);
    struct hf_id id = hf_clock_command_id(&hasher, &file, HF_STR("request/2"), HF_STR("ack"), 1, due);
    struct hf_id next_run = hf_clock_command_id(&hasher, &file, HF_STR("request/2"), HF_STR("ack"), 2, due);
    struct hf_id later = hf_clock_command_id(&hasher, &file, HF_STR("request/2"), HF_STR("ack"), 1, due + 1);

    (void)state;
    assert_hex(id.byte, "9abdedcc0059a0a343f928d526e4d019");
    assert_false(hf_id_eq(&id, &next_run));
    assert_false(hf_id_eq(&id, &later));
}

static void an_imported_line_is_known_by_its_source_and_number(void **state)
{
    const struct hf_str source = HF_STR("source");
    struct hf_digest digest;

    (void)state;
    hf_sha256(&hasher, &source, 1, &digest);
    struct hf_id id = hf_import_command_id(&hasher, &file, &digest, 7);
    assert_hex(id.byte, "c62c214754502c8b46ba9782497b8b40");
}

static void two_authorities_know_a_case_by_two_names(void **state)
{
    const struct hf_str key = HF_STR("pseudonym key of 32 bytes, a test");
    struct hf_digest one = hf_pseudonym(&hasher, key, &file, &authority);
    struct hf_digest two = hf_pseudonym(&hasher, key, &file, &file);

    (void)state;
    assert_hex(one.byte, "304e3073b7b43ae5840936ec8ade3d00b23cf646b7885c36f2de4d7c57d320cd");
    assert_false(hf_digest_eq(&one, &two));
}

static void a_sealed_row_knows_its_place(void **state)
{
    struct hf_buf disclosure = hf_buf_in(&arena, 80), chunk = hf_buf_in(&arena, 80);

    (void)state;
    hf_about_disclosure_put(&disclosure, &file, 258, 3);
    assert_string_equal(hex_of(disclosure.at, disclosure.len),
                        "686f6c64666173742f646973636c6f737572652f76310a" /* holdfast/disclosure/v1 */
                        "000102030405060708090a0b0c0d0e0f"
                        "0000000000000102"
                        "0000000000000003");
    hf_about_chunk_put(&chunk, &file, 1);
    assert_string_equal(hex_of(chunk.at, chunk.len),
                        "686f6c64666173742f6368756e6b2f76310a" /* holdfast/chunk/v1 */
                        "000102030405060708090a0b0c0d0e0f"
                        "0000000000000001");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_is_known_by_issuer_and_jti),
        TEST(a_timer_is_known_by_instance_clock_run_and_due),
        TEST(an_imported_line_is_known_by_its_source_and_number),
        TEST(two_authorities_know_a_case_by_two_names),
        TEST(a_sealed_row_knows_its_place),
    };
    return RUN(tests);
}
