/* SPDX-License-Identifier: Apache-2.0 */
/* A fact is sealed into the very bytes that docs/formats.md prints, and read back from them. */
#include <stdio.h>
#include <stdlib.h>

#include "casefile/command.h"
#include "record/record.h"
#include "unit/unit.h"

static struct hf_arena arena;
static struct hf_hasher hasher;
static struct hf_err err;

static struct hf_str vector(const char *name)
{
    char path[128];
    char *bytes = HF_NEW(&arena, char, 8192);
    snprintf(path, sizeof(path), "tests/vectors/first-event/%s", name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    size_t len = fread(bytes, 1, 8192, stream);
    fclose(stream);
    return (struct hf_str){bytes, len};
}

static struct hf_fact first_event(void)
{
    struct hf_fact fact;
    assert_int_equal(hf_fact_read(vector("header.json"), vector("payload.json"), &arena, &fact, &err), HF_OK);
    return fact;
}

static bool values_have(const char *name, const void *bytes, size_t len)
{
    struct hf_buf line = hf_buf_in(&arena, 128);
    hf_buf_put(&line, hf_str_of(name));
    hf_buf_put(&line, HF_STR(" = "));
    hf_hex_put(&line, bytes, len);
    return hf_str_contains(vector("values.txt"), hf_buf_str(&line));
}

static void read_and_sealed_again_it_is_the_same_bytes(void **state)
{
    struct hf_fact fact = first_event();
    struct hf_str header = fact.header_bytes, payload = fact.payload_bytes;
    struct hf_digest link0, roll;
    struct hf_blind blind;
    const struct hf_str label[] = {HF_STR("holdfast dry run "), HF_STR("blind")};
    (void)state;
    hf_sha256(&hasher, label, 2, &roll);
    memcpy(blind.byte, roll.byte, sizeof(blind.byte));
    hf_chain_start(&hasher, fact.header.log, &fact.header.file, &link0);
    assert_int_equal(hf_fact_seal(&hasher, &link0, &blind, &arena, &fact, &err), HF_OK);
    assert_true(hf_str_eq(fact.header_bytes, header));
    assert_true(hf_str_eq(fact.payload_bytes, payload));
    assert_true(values_have("link 1", fact.link.byte, sizeof(fact.link.byte)));
    assert_true(values_have("leaf hash", fact.leaf.byte, sizeof(fact.leaf.byte)));
}

static void a_header_is_read_for_what_it_says(void **state)
{
    struct hf_fact fact = first_event();
    (void)state;
    assert_str(fact.header.act, "open_case");
    assert_str(fact.header.to, "open");
    assert_int_equal(fact.header.from.len, 0);
    assert_int_equal(fact.header.seq, 1);
    assert_int_equal(fact.header.known, HF_KNOWN_os_account);
    assert_int_equal(fact.header.bases, 1);
    assert_str(fact.header.basis[0].at, "54(1)");
    assert_int_equal(fact.header.recorded_at_ms, INT64_C(1795425240000));
}

static void headers_that_are_not_ours_are_refused(void **state)
{
    static const struct {
        const char *from, *to;
    } edits[] = {
        {"\"v\":1", "\"v\":2"},
        {"[1,1]", "[2,1]"},
        {"[1,1]", "[1,1,1]"},
        {"\"seq\":1", "\"seq\":0"},
        {"os_account", "os_accoun"},
        {"\"v\":1", "\"w\":1"},
        {"[1,1]", "[0,1]"},
        {"[1,1]", "[1,5000]"},
        {"\"role\":\"investigator\",", "\"role\":1,"},
    };
    struct hf_str header = vector("header.json");
    (void)state;
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        char text[8192];
        struct hf_fact fact;
        memcpy(text, header.at, header.len);
        text[header.len] = '\0';
        char *at = strstr(text, edits[i].from);
        assert_non_null(at);
        size_t cut = strlen(edits[i].from), put = strlen(edits[i].to);
        memmove(at + put, at + cut, strlen(at + cut) + 1);
        memcpy(at, edits[i].to, put);
        assert_int_equal(hf_fact_read(hf_str_of(text), vector("payload.json"), &arena, &fact, &err),
                         HF_BAD_INPUT);
    }
}

static void what_is_too_large_is_not_sealed(void **state)
{
    struct hf_fact fact = first_event();
    struct hf_digest before = {{0}};
    struct hf_blind blind = {{0}};
    struct hf_json_maker big = hf_json_make(&arena);
    char *text = HF_NEW(&arena, char, HF_PAYLOAD_MAX);
    (void)state;
    memset(text, 'a', HF_PAYLOAD_MAX);
    hf_json_add(&big, HF_STR("a"), hf_json_of_text((struct hf_str){text, HF_PAYLOAD_MAX}));
    fact.payload = hf_json_object(&big);
    assert_int_equal(hf_fact_seal(&hasher, &before, &blind, &arena, &fact, &err), HF_BAD_INPUT);
    assert_str(hf_err_code(&err), "too_large");
    fact = first_event();
    fact.header.effective_at = (struct hf_str){text, HF_HEADER_MAX};
    assert_int_equal(hf_fact_seal(&hasher, &before, &blind, &arena, &fact, &err), HF_BAD_INPUT);
    assert_str(hf_err_code(&err), "too_large");
}

static void the_tables_are_sound(void **state)
{
    char text[256];
    struct hf_buf why = HF_BUF(text);
    (void)state;
    if (!hf_record_sound(hf_header_record(), &why) || !hf_record_sound(hf_command_record(), &why))
        fail_msg("%.*s", HF_STR_ARG(hf_buf_str(&why)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_and_sealed_again_it_is_the_same_bytes),
        cmocka_unit_test(a_header_is_read_for_what_it_says),
        cmocka_unit_test(headers_that_are_not_ours_are_refused),
        cmocka_unit_test(what_is_too_large_is_not_sealed),
        cmocka_unit_test(the_tables_are_sound),
    };
    hf_arena_init(&arena, malloc((size_t)8 << 20), (size_t)8 << 20);
    hf_hasher_init(&hasher);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hf_hasher_done(&hasher);
    free(arena.at);
    return failed;
}
