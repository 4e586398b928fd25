/* SPDX-License-Identifier: Apache-2.0 */
/* The heads of all files, published on a house in memory. */
#include "desk/heads.h"

#include "desk/inside.h"
#include "desk/watch.h"
#include "sim/world.h"
#include "unit/unit.h"

#include <stdlib.h>

static int make(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    world_make(w, 2, 1);
    world_found(w);
    world_case(w);
    *state = w;
    return 0;
}

static int unmake(void **state)
{
    world_free(*state);
    free(*state);
    return 0;
}

static enum hf_rc take_length(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(uint32_t *)context = row->file.seq;
    return HF_OK;
}

/* How many times heads were published. */
static uint32_t published(struct world *w)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_ask ask = {.kind = HF_FILE_HEADS, .name = HF_STR("heads")};
    uint32_t length = 0;
    assert_int_equal(ledger.ask(ledger.self, HF_ASK_file_by_name, &ask, take_length, &length, &w->err),
                     HF_OK);
    return length;
}

static void watch(struct world *w, size_t desk)
{
    assert_int_equal(hf_watch_heads(w->desk[desk], &w->arena, &w->err), HF_OK);
    world_reset(w);
}

static void publish(struct world *w, size_t desk, struct hf_heads_event *out)
{
    assert_int_equal(hf_heads_publish(w->desk[desk], &w->arena, out, &w->err), HF_OK);
}

struct looking {
    struct world *w;
    const struct hf_heads_tree *tree;
    size_t files;
};

static void assert_stands(struct looking *l, const struct hf_digest *key, const struct hf_digest *value)
{
    static struct hf_heads_proof proof;
    struct hf_digest entry, root;
    hf_heads_prove(l->tree, key, &proof);
    hf_heads_entry(&l->w->hasher, key, value, &entry);
    hf_heads_climb(&l->w->hasher, key, &entry, &proof.path, &root);
    assert_true(hf_digest_eq(&root, &l->tree->root));
}

static enum hf_rc look_at(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct looking *l = context;
    struct hf_hasher *hasher = &l->w->hasher;
    struct hf_digest key, salt, value;
    (void)err;
    hf_heads_file_key(hasher, HF_STR("court.example/log1"), &row->file.file, &key);
    hf_heads_salt(l->tree, &key, row->file.seq, &salt);
    hf_heads_file_value(hasher, &salt, row->file.seq, &row->file.link, &value);
    assert_stands(l, &key, &value);
    l->files++;
    if (row->file.name.len == 0)
        return HF_OK;
    hf_heads_name_key(hasher, HF_STR("court.example/log1"), hf_file_kind_name(row->file.kind), row->file.name,
                      &key);
    hf_heads_salt(l->tree, &key, 0, &salt);
    hf_heads_name_value(hasher, &salt, &row->file.file, &value);
    assert_stands(l, &key, &value);
    return HF_OK;
}

static void each_file_is_proved_with_its_length_and_its_name(void **state)
{
    struct world *w = *state;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct looking l = {w, &w->desk[0]->heads.tree, 0};
    struct hf_heads_event event;
    for (int round = 0; round < 3; round++) { /* the second and third time only what moved is read */
        publish(w, 0, &event);
        for (enum hf_file_kind kind = HF_FILE_CASE; kind < HF_FILE_HEADS; kind++) {
            struct hf_ask ask = {.kind = kind};
            assert_int_equal(ledger.ask(ledger.self, HF_ASK_files_of_kind, &ask, look_at, &l, &w->err),
                             HF_OK);
        }
        world_case(w);
    }
    assert_true(l.files > 18);
}

static void the_event_stands_behind_all_that_it_covers(void **state)
{
    struct world *w = *state;
    struct hf_heads_event event;
    struct hf_digest commitment, link, root;
    struct hf_file_row row;
    struct hf_json payload;
    publish(w, 0, &event);
    publish(w, 0, &event); /* also where nothing moved: who exports needs one of his own */
    assert_int_equal(event.row.seq, 2);
    assert_int_equal(event.row.position, event.size);
    assert_int_equal(hf_json_read(event.row.payload, &hf_json_payload_limits, &w->arena, &payload, &w->err),
                     HF_OK);
    assert_true(hf_digest_read(hf_json_text(&payload, HF_STR("root")), &root));
    assert_true(hf_digest_eq(&root, &w->desk[0]->heads.tree.root));
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_file_ask ask = {.file = event.row.file, .after_seq = INT32_MAX};
    size_t one = 1;
    assert_int_equal(ledger.load(ledger.self, &ask, &one, &w->arena, &row, &w->err), HF_OK);
    hf_chain_commit(&w->hasher, &event.row.blind, event.row.header, &commitment);
    hf_chain_next(&w->hasher, &event.before, &commitment, &link);
    assert_true(hf_digest_eq(&link, &row.link));
}

static void they_are_published_once_a_minute_if_anything_moved(void **state)
{
    struct world *w = *state;
    watch(w, 0);
    assert_int_equal(published(w), 1);
    world_case(w);
    w->clock.now_ms += HF_HEADS_EVERY_MS - 1;
    watch(w, 0);
    assert_int_equal(published(w), 1);
    w->clock.now_ms += 1;
    watch(w, 0);
    assert_int_equal(published(w), 2);
    w->clock.now_ms += HF_HEADS_EVERY_MS;
    watch(w, 0);
    assert_int_equal(published(w), 2);
    watch(w, 1); /* a desk that begins sees that it stands already */
    assert_int_equal(published(w), 2);
}

static bool is_named(struct world *w, struct hf_str name)
{
    static struct hf_heads_proof proof;
    const struct hf_heads_tree *tree = &w->desk[1]->heads.tree;
    struct hf_digest key;
    hf_heads_name_key(&w->hasher, HF_STR("court.example/log1"), HF_STR("case"), name, &key);
    hf_heads_prove(tree, &key, &proof);
    return proof.item != NULL && hf_digest_eq(&proof.item->key, &key);
}

static void a_case_is_called_what_its_first_event_says(void **state)
{
    struct world *w = *state;
    const struct hf_id file = world_case(w);
    struct hf_str said = twin_store_file(w->store, &file)->name;
    struct hf_heads_event event;
    twin_store_file(w->store, &file)->name = HF_STR("ABCD-EFGH-1");
    publish(w, 1, &event);
    assert_true(is_named(w, said));
    assert_false(is_named(w, HF_STR("ABCD-EFGH-1")));
    twin_store_file(w->store, &file)->name = HF_STR_NONE;
    publish(w, 0, &event);
    publish(w, 1, &event);
    assert_true(hf_digest_eq(&w->desk[0]->heads.tree.root, &w->desk[1]->heads.tree.root));
}

static void nothing_is_published_of_files_that_are_not_all_there(void **state)
{
    struct world *w = *state;
    const struct hf_id file = world_case(w);
    struct hf_heads_event event;
    twin_store_file(w->store, &file)->seq--;
    assert_int_equal(hf_heads_publish(w->desk[0], &w->arena, &event, &w->err), HF_UNVERIFIED);
    assert_int_equal(w->err.word, HF_WORD_heads_uncounted);
    twin_store_file(w->store, &file)->seq++;
    publish(w, 0, &event);
    publish(w, 1, &event); /* whose first one it is, with events of the heads in the log */
    assert_int_equal(published(w), 2);
}

static void a_first_event_that_cannot_be_read_is_named(void **state)
{
    struct world *w = *state;
    struct hf_event_row *event = twin_store_event(w->store, 0);
    struct hf_str payload = event->payload;
    bool moved;
    event->payload = HF_STR("{");
    assert_int_equal(hf_heads_refresh(w->desk[0], &w->arena, &moved, &w->err), HF_UNVERIFIED);
    assert_int_equal(w->err.word, HF_WORD_audit_unreadable);
    assert_true(hf_str_ends(hf_str_of(w->err.where), HF_STR(" event 1")));
    event->payload = payload;
    assert_int_equal(hf_heads_refresh(w->desk[0], &w->arena, &moved, &w->err), HF_OK);
}

static void two_desks_at_once_both_get_through(void **state)
{
    struct world *w = *state;
    struct hf_heads_event event;
    bool moved;
    assert_int_equal(hf_heads_refresh(w->desk[1], &w->arena, &moved, &w->err), HF_OK);
    world_case(w);
    publish(w, 0, &event);
    int64_t first = event.size;
    publish(w, 1, &event);
    assert_true(event.size > first);
    assert_int_equal(event.row.seq, 2);
    assert_true(hf_digest_eq(&w->desk[0]->heads.tree.root, &w->desk[1]->heads.tree.root));
}

static void a_ledger_that_is_away_costs_nothing_but_time(void **state)
{
    struct world *w = *state;
    struct hf_heads_event event;
    publish(w, 0, &event);
    world_case(w);
    twin_store_away(w->store, true);
    w->clock.now_ms += HF_HEADS_EVERY_MS;
    assert_int_equal(hf_watch_heads(w->desk[0], &w->arena, &w->err), HF_UNAVAILABLE);
    twin_store_away(w->store, false);
    publish(w, 0, &event);
    publish(w, 1, &event);
    assert_true(hf_digest_eq(&w->desk[0]->heads.tree.root, &w->desk[1]->heads.tree.root));
}

static void another_store_is_read_whole(void **state)
{
    struct world *w = *state;
    struct hf_heads *heads = &w->desk[0]->heads;
    bool moved;
    assert_int_equal(hf_heads_refresh(w->desk[0], &w->arena, &moved, &w->err), HF_OK);
    const struct hf_digest root = heads->tree.root;
    for (int i = 0; i < 2; i++) {
        heads->tree.item[0].value.byte[0] ^= 1; /* what was read elsewhere, or before it was taken back */
        heads->store += i == 0 ? 1 : 0;
        heads->mark += i == 1 ? 100 : 0;
        world_case(w);
        assert_int_equal(hf_heads_refresh(w->desk[0], &w->arena, &moved, &w->err), HF_OK);
        assert_int_equal(hf_heads_refresh(w->desk[1], &w->arena, &moved, &w->err), HF_OK);
        assert_false(hf_digest_eq(&root, &heads->tree.root));
        assert_true(hf_digest_eq(&w->desk[1]->heads.tree.root, &heads->tree.root));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_file_is_proved_with_its_length_and_its_name),
        TEST(the_event_stands_behind_all_that_it_covers),
        TEST(they_are_published_once_a_minute_if_anything_moved),
        TEST(a_case_is_called_what_its_first_event_says),
        TEST(nothing_is_published_of_files_that_are_not_all_there),
        TEST(a_first_event_that_cannot_be_read_is_named),
        TEST(two_desks_at_once_both_get_through),
        TEST(a_ledger_that_is_away_costs_nothing_but_time),
        TEST(another_store_is_read_whole),
    };
    return cmocka_run_group_tests_name("heads", tests, NULL, NULL);
}
