/* SPDX-License-Identifier: Apache-2.0 */
/* One test for each promise of struct hf_keys in desk/ports.h. */
#include "port/keys_suite.h"

#include "seal/jwk.h"
#include "unit/unit.h"

enum { MANY = 600 }; /* more slots than one block of the files holds */

static struct keys_maker *maker;
static struct hf_keys keys;
static struct hf_err err;
static struct hf_subject_key rows[MANY];

static int begin(void **state)
{
    (void)state;
    keys = maker->make(maker->self);
    memset(&err, 0, sizeof err);
    for (size_t i = 0; i < MANY; i++)
        rows[i] = (struct hf_subject_key){.slot = -1};
    return 0;
}

static int end(void **state)
{
    (void)state;
    maker->done(maker->self);
    return 0;
}

static bool same_key(const struct hf_box_key *a, const struct hf_box_key *b)
{
    return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

static enum hf_rc give(struct hf_subject_key *row, size_t count)
{
    return keys.subject_keys(keys.self, row, count, &err);
}

static void each_message_is_signed_by_the_key_of_its_role(void **state)
{
    const struct hf_str messages[] = {HF_STR("one"), HF_STR("two"), HF_STR_NONE};
    struct hf_signature signatures[3];
    struct hf_public_key key;
    (void)state;
    for (enum hf_key_role role = 0; role < HF_KEY_ROLES; role++) {
        assert_int_equal(keys.sign(keys.self, role, messages, 3, signatures, &err), HF_OK);
        assert_int_equal(keys.public_key(keys.self, role, &key, &err), HF_OK);
        for (size_t i = 0; i < 3; i++)
            assert_true(hf_key_verify(&key.key, messages[i], &signatures[i]));
        assert_false(hf_key_verify(&key.key, messages[0], &signatures[1]));
    }
}

static void roles_have_keys_and_names_of_their_own(void **state)
{
    struct hf_public_key log, notice;
    (void)state;
    assert_int_equal(keys.public_key(keys.self, HF_KEY_LOG, &log, &err), HF_OK);
    assert_int_equal(keys.public_key(keys.self, HF_KEY_NOTICE, &notice, &err), HF_OK);
    assert_memory_not_equal(log.key.byte, notice.key.byte, sizeof log.key.byte);
    assert_str(log.issuer, "court.example/log1");
    assert_str(log.kid, "court.example/log1");
    assert_str(notice.issuer, "https://court.example");
    assert_true(notice.kid.len > 0);
}

/* The first of them too; any other is a matter of whoever keeps it. */
static void a_key_for_notices_signs_when_it_is_named(void **state)
{
    static _Alignas(16) unsigned char block[4096];
    struct hf_arena arena;
    struct hf_public_key key;
    struct hf_hasher hasher;
    struct hf_digest thumbprint;
    struct hf_str signature;
    (void)state;
    hf_arena_init(&arena, block, sizeof block);
    hf_hasher_init(&hasher);
    assert_int_equal(keys.public_key(keys.self, HF_KEY_NOTICE, &key, &err), HF_OK);
    hf_key_thumbprint(&hasher, &key.key, &thumbprint);
    hf_hasher_done(&hasher);
    assert_int_equal(keys.use(keys.self, &thumbprint, HF_STR("one"), &arena, &signature, &err), HF_OK);
    struct hf_jwk jwk = hf_jwk_of(HF_JWK_ED25519, &key.key);
    assert_true(hf_jwk_verify(&jwk, HF_STR("one"), signature));
    thumbprint.byte[0] ^= 1;
    assert_int_equal(keys.use(keys.self, &thumbprint, HF_STR("one"), &arena, &signature, &err), HF_NOT_FOUND);
    assert_int_equal(err.word, HF_WORD_key_missing);
}

static void a_fresh_slot_is_handed_out_once_with_a_key_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(give(rows, MANY), HF_OK);
    for (size_t i = 0; i < MANY; i++) {
        assert_true(rows[i].slot >= 0);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(rows[i].slot, rows[j].slot);
            assert_false(same_key(&rows[i].key, &rows[j].key));
        }
    }
}

static void a_slot_gives_the_same_key_again(void **state)
{
    (void)state;
    assert_int_equal(give(rows, 2), HF_OK);
    struct hf_subject_key again[] = {{.slot = rows[1].slot}, {.slot = rows[0].slot}};
    assert_int_equal(give(again, 2), HF_OK);
    assert_true(same_key(&again[0].key, &rows[1].key));
    assert_true(same_key(&again[1].key, &rows[0].key));
}

static unsigned char block[1 << 16];

/* Asks for one slot to be forgotten by the erasure of this number. */
static size_t forget(unsigned char erasure, int64_t slot, const struct hf_forgotten **out)
{
    struct hf_arena arena;
    size_t count;
    const struct hf_forgotten row = {
        .file = {{1}}, .subject = {{2}}, .slot = slot, .values = 3, .key = {{7}}, .number = 77};
    const struct hf_forget_ask ask = {.erasure = {{erasure}}, .at_ms = 1000, .rows = &row, .count = 1};
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(keys.forget(keys.self, &ask, &arena, out, &count, &err), HF_OK);
    return count;
}

static void assert_line(const struct hf_forgotten *line, const struct hf_subject_key *row, int64_t number)
{
    struct hf_hasher hasher;
    struct hf_digest key;
    hf_hasher_init(&hasher);
    hf_sha256(&hasher, &(struct hf_str){(const char *)row->key.byte, sizeof row->key.byte}, 1, &key);
    hf_hasher_done(&hasher);
    assert_true(hf_digest_eq(&line->key, &key));
    assert_int_equal(line->slot, row->slot);
    assert_int_equal(line->values, 3);
    assert_int_equal(line->number, number);
}

static void what_is_forgotten_is_told_by_its_erasure_as_often_as_one_asks(void **state)
{
    const struct hf_forgotten *line;
    (void)state;
    assert_int_equal(give(rows, 3), HF_OK);
    assert_int_equal(forget(9, rows[0].slot, &line), 1);
    assert_line(line, &rows[0], 1);
    assert_int_equal(forget(9, rows[0].slot, &line), 1);
    assert_line(line, &rows[0], 1);
    assert_int_equal(forget(9, rows[1].slot, &line), 2);
    assert_line(&line[1], &rows[1], 2);
    assert_int_equal(forget(8, rows[1].slot, &line), 1); /* gone by another: told, and written no more */
    assert_line(line, &rows[1], 2);
    assert_int_equal(forget(8, rows[2].slot, &line), 1);
    assert_line(line, &rows[2], 3);
    assert_int_equal(forget(8, 1000000, &line), 1);
}

static void every_erasure_of_a_file_is_told(void **state)
{
    const struct hf_forgotten *line;
    struct hf_arena arena;
    size_t count;
    (void)state;
    assert_int_equal(give(rows, 2), HF_OK);
    forget(9, rows[0].slot, &line);
    forget(8, rows[1].slot, &line);
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(keys.erased(keys.self, &(struct hf_id){{1}}, &arena, &line, &count, &err), HF_OK);
    assert_int_equal(count, 2);
    assert_line(&line[0], &rows[0], 1);
    assert_line(&line[1], &rows[1], 2);
    assert_int_equal(line[0].erasure.byte[0], 9);
    assert_int_equal(line[1].erasure.byte[0], 8);
    assert_int_equal(keys.erased(keys.self, &(struct hf_id){{3}}, &arena, &line, &count, &err), HF_OK);
    assert_int_equal(count, 0);
}

static void a_message_is_written_down_like_a_key_and_destroys_none(void **state)
{
    const struct hf_forgotten *line;
    (void)state;
    assert_int_equal(give(rows, 2), HF_OK);
    assert_int_equal(forget(9, HF_MESSAGE_SLOT, &line), 1);
    assert_int_equal(line->slot, HF_MESSAGE_SLOT);
    assert_int_equal(line->key.byte[0], 7);
    assert_int_equal(line->number, 1);
    assert_int_equal(forget(8, HF_MESSAGE_SLOT, &line), 1);
    assert_int_equal(line->number, 1);
    assert_int_equal(forget(9, rows[0].slot, &line), 2);
    assert_int_equal(line[1].number, 2);
    assert_int_equal(give(&rows[1], 1), HF_OK);
}

static void a_forgotten_slot_stays_forgotten_and_its_neighbours_stay(void **state)
{
    const struct hf_forgotten *line;
    (void)state;
    assert_int_equal(give(rows, 3), HF_OK);
    forget(9, rows[1].slot, &line);
    assert_int_equal(give(&rows[1], 1), HF_NOT_FOUND);
    assert_int_equal(err.word, HF_WORD_key_forgotten);
    struct hf_subject_key others[] = {{.slot = rows[0].slot}, {.slot = rows[2].slot}};
    assert_int_equal(give(others, 2), HF_OK);
    assert_true(same_key(&others[0].key, &rows[0].key));
    assert_true(same_key(&others[1].key, &rows[2].key));
}

static void a_slot_that_never_was_has_no_key(void **state)
{
    (void)state;
    rows[0].slot = 1000000;
    assert_int_equal(give(rows, 1), HF_NOT_FOUND);
    assert_int_equal(err.word, HF_WORD_key_forgotten);
}

static void a_message_has_one_mac_and_another_has_another(void **state)
{
    struct hf_digest one, again, other;
    (void)state;
    assert_int_equal(keys.mac(keys.self, HF_STR("case and authority"), &one, &err), HF_OK);
    assert_int_equal(keys.mac(keys.self, HF_STR("case and authority"), &again, &err), HF_OK);
    assert_int_equal(keys.mac(keys.self, HF_STR("case and another"), &other, &err), HF_OK);
    assert_true(hf_digest_eq(&one, &again));
    assert_false(hf_digest_eq(&one, &other));
}

int keys_suite(const char *name, struct keys_maker *given)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_message_is_signed_by_the_key_of_its_role, begin, end),
        cmocka_unit_test_setup_teardown(roles_have_keys_and_names_of_their_own, begin, end),
        cmocka_unit_test_setup_teardown(a_key_for_notices_signs_when_it_is_named, begin, end),
        cmocka_unit_test_setup_teardown(a_fresh_slot_is_handed_out_once_with_a_key_of_its_own, begin, end),
        cmocka_unit_test_setup_teardown(a_slot_gives_the_same_key_again, begin, end),
        cmocka_unit_test_setup_teardown(a_forgotten_slot_stays_forgotten_and_its_neighbours_stay, begin, end),
        cmocka_unit_test_setup_teardown(what_is_forgotten_is_told_by_its_erasure_as_often_as_one_asks, begin,
                                        end),
        cmocka_unit_test_setup_teardown(every_erasure_of_a_file_is_told, begin, end),
        cmocka_unit_test_setup_teardown(a_message_is_written_down_like_a_key_and_destroys_none, begin, end),
        cmocka_unit_test_setup_teardown(a_slot_that_never_was_has_no_key, begin, end),
        cmocka_unit_test_setup_teardown(a_message_has_one_mac_and_another_has_another, begin, end),
    };
    maker = given;
    return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}
