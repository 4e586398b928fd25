/* SPDX-License-Identifier: Apache-2.0 */
/* The conformance suite on the ledger in memory, and what only this one can be asked: to fail on command. */
#include "port/keys_suite.h"
#include "port/ledger_suite.h"
#include "port/memory.h"
#include "unit/unit.h"

static struct hf_ledger make(void *self)
{
    struct twin_store **store = self;
    *store = twin_store_make();
    return twin_ledger(*store);
}

static void done(void *self)
{
    struct twin_store **store = self;
    twin_store_free(*store);
}

static enum hf_rc commit_first_event(struct twin_store *store, struct hf_err *err)
{
    struct hf_ledger ledger = twin_ledger(store);
    struct hf_move_row move = {.file = {{1}}, .kind = HF_FILE_CASE, .new_seq = 1};
    struct hf_leaf_row event = {.event = {.file = {{1}}, .seq = 1}};
    struct hf_batch batch = {.moves = &move, .move_count = 1, .events = &event, .event_count = 1};
    int64_t position;
    return ledger.commit(ledger.self, &batch, &position, err);
}

static void a_commit_lost_before_the_write_stores_nothing(void **state)
{
    struct twin_store *store = twin_store_make();
    struct hf_err err;
    (void)state;
    twin_store_fault(store, TWIN_LOST_BEFORE);
    assert_int_equal(commit_first_event(store, &err), HF_UNAVAILABLE);
    assert_null(twin_store_event(store, 0));
    assert_int_equal(commit_first_event(store, &err), HF_OK);
    twin_store_free(store);
}

static void a_commit_lost_after_the_write_has_stored_all(void **state)
{
    struct twin_store *store = twin_store_make();
    struct hf_err err;
    (void)state;
    twin_store_fault(store, TWIN_LOST_AFTER);
    assert_int_equal(commit_first_event(store, &err), HF_UNAVAILABLE);
    assert_non_null(twin_store_event(store, 0));
    assert_int_equal(commit_first_event(store, &err), HF_CONFLICT);
    assert_int_equal(err.word, HF_WORD_stale);
    twin_store_free(store);
}

static void nothing_works_while_the_ledger_is_away(void **state)
{
    struct twin_store *store = twin_store_make();
    struct hf_err err;
    (void)state;
    twin_store_away(store, true);
    assert_int_equal(commit_first_event(store, &err), HF_UNAVAILABLE);
    assert_int_equal(err.word, HF_WORD_ledger_away);
    twin_store_away(store, false);
    assert_int_equal(commit_first_event(store, &err), HF_OK);
    twin_store_free(store);
}

static void a_forgotten_slot_is_never_handed_out_again(void **state)
{
    static struct twin_keys box = {.origin = "court.example/log1", .issuer = "https://court.example"};
    struct hf_keys keys = twin_keys(&box);
    struct hf_subject_key rows[2] = {{.slot = -1}, {.slot = -1}};
    struct hf_err err;
    (void)state;
    assert_int_equal(keys.subject_keys(keys.self, rows, 2, &err), HF_OK);
    assert_int_not_equal(rows[0].slot, rows[1].slot);
    const struct hf_forgotten row = {.slot = rows[0].slot}, *out;
    const struct hf_forget_ask ask = {.rows = &row, .count = 1};
    _Alignas(16) unsigned char block[4096];
    struct hf_arena arena;
    size_t count;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(keys.forget(keys.self, &ask, &arena, &out, &count, &err), HF_OK);
    assert_int_equal(keys.subject_keys(keys.self, rows, 1, &err), HF_NOT_FOUND);
    assert_int_equal(err.word, HF_WORD_key_forgotten);
    box.locked = true;
    assert_int_equal(keys.subject_keys(keys.self, &rows[1], 1, &err), HF_UNAVAILABLE);
}

static struct hf_keys make_keys(void *self)
{
    struct twin_keys *box = self;
    *box = (struct twin_keys){.origin = "court.example/log1", .issuer = "https://court.example"};
    return twin_keys(box);
}

static void done_keys(void *self)
{
    (void)self;
}

int main(void)
{
    struct twin_keys box;
    struct keys_maker keys_maker = {&box, make_keys, done_keys};
    struct twin_store *store = NULL;
    struct ledger_maker maker = {&store, make, done};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_commit_lost_before_the_write_stores_nothing),
        cmocka_unit_test(a_commit_lost_after_the_write_has_stored_all),
        cmocka_unit_test(nothing_works_while_the_ledger_is_away),
        cmocka_unit_test(a_forgotten_slot_is_never_handed_out_again),
    };
    return ledger_suite("the ledger in memory", &maker) + keys_suite("the keys in memory", &keys_maker) +
           cmocka_run_group_tests(tests, NULL, NULL);
}
