/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One test for each promise of desk/ports.h. Batches are written small by hand: a file, so many events, and
 * what else the test is about.
 */
#include "port/ledger_suite.h"

#include <stdlib.h>

#include "unit/unit.h"

enum { ROOM = 1 << 20, EVENTS_MAX = 16 };

struct bench {
    struct ledger_maker *maker;
    struct hf_ledger ledger;
    struct hf_arena arena;
    struct hf_err err;
    struct hf_leaf_row events[EVENTS_MAX];
    struct hf_move_row moves[4];
    struct hf_batch batch;
    int64_t position;
};

static int begin(void **state)
{
    struct ledger_maker *maker = *state;
    struct bench *b = calloc(1, sizeof *b);
    void *block = malloc(ROOM);
    assert_true(b != NULL && block != NULL);
    hf_arena_init(&b->arena, block, ROOM);
    b->maker = maker;
    b->ledger = maker->make(maker->self);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    b->maker->done(b->maker->self);
    free(b->arena.at);
    *state = b->maker;
    free(b);
    return 0;
}

/* ---- rows ---- */

static struct hf_id id(unsigned n)
{
    struct hf_id out = {{(unsigned char)(n >> 8), (unsigned char)n, 0x40, [15] = 0x7f}};
    return out;
}

static struct hf_digest digest(unsigned n)
{
    struct hf_digest out = {{(unsigned char)(n >> 8), (unsigned char)n, [31] = 0xd1}};
    return out;
}

/* Bytes that no text may hold, so that nobody takes them for one. */
static struct hf_str header(unsigned n)
{
    static const char *const some[] = {"{\"seq\":1}", "a\0b", "\xff\xfe", "\xc3\xa9t\xc3\xa9"};
    static const size_t size[] = {9, 3, 2, 5};
    return (struct hf_str){some[n % 4], size[n % 4]};
}

static struct bench *empty(void **state)
{
    struct bench *b = *state;
    b->batch = (struct hf_batch){.moves = b->moves, .events = b->events};
    return b;
}

/* One more file in the batch: moved from one seq to another by as many events. */
static void move(struct bench *b, unsigned file, const char *name, uint32_t old_seq, uint32_t new_seq)
{
    b->moves[b->batch.move_count++] = (struct hf_move_row){.file = id(file),
                                                           .kind = HF_FILE_CASE,
                                                           .name = hf_str_of(name),
                                                           .old_seq = old_seq,
                                                           .new_seq = new_seq,
                                                           .link = digest(1000 * file + new_seq),
                                                           .at_ms = 1000 + new_seq};
    for (uint32_t seq = old_seq + 1; seq <= new_seq; seq++)
        b->events[b->batch.event_count++] = (struct hf_leaf_row){
            .event = {.file = id(file),
                      .seq = seq,
                      .blind = {{(unsigned char)seq}},
                      .header = header(file + seq),
                      .payload = header(file + seq + 1)},
            .leaf = digest(100 * file + seq),
        };
}

static enum hf_rc try_commit(struct bench *b)
{
    b->position = -1;
    return b->ledger.commit(b->ledger.self, &b->batch, &b->position, &b->err);
}

static void commit(struct bench *b)
{
    enum hf_rc rc = try_commit(b);
    if (rc != HF_OK)
        print_error("commit: %.*s\n", HF_STR_ARG(hf_err_code(&b->err)));
    assert_int_equal(rc, HF_OK);
}

static void commit_one(void **state, unsigned file, const char *name, uint32_t old_seq, uint32_t new_seq)
{
    struct bench *b = empty(state);
    move(b, file, name, old_seq, new_seq);
    commit(b);
}

static void assert_refused(struct bench *b, enum hf_word word)
{
    assert_int_equal(try_commit(b), HF_CONFLICT);
    assert_int_equal(b->err.word, word);
}

static struct hf_file_row load(struct bench *b, unsigned file, uint32_t after)
{
    struct hf_file_row row = {0};
    struct hf_file_ask ask = {.file = id(file), .after_seq = after};
    size_t one = 1;
    assert_int_equal(b->ledger.load(b->ledger.self, &ask, &one, &b->arena, &row, &b->err), HF_OK);
    assert_int_equal(one, 1);
    return row;
}

/* ---- questions: rows are copied and looked at afterwards ---- */

enum { ANSWERS_MAX = 64 };
struct answers {
    struct hf_arena *arena;
    struct hf_answer_row row[ANSWERS_MAX];
    size_t count, stop_at;
};

static enum hf_rc take(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct answers *a = context;
    assert_true(a->count < ANSWERS_MAX);
    struct hf_answer_row *copy = &a->row[a->count++];
    *copy = *row;
    struct hf_str *texts[] = {&copy->file.name,         &copy->event.header,   &copy->event.payload,
                              &copy->disclosure.sealed, &copy->token.bytes,    &copy->delivery.class_name,
                              &copy->delivery.said,     &copy->leaf,           &copy->checkpoint.frontier,
                              &copy->checkpoint.note,   &copy->chunk.sealed,   &copy->stamp.note,
                              &copy->stamp.token,       &copy->stamp.evidence, &copy->delivery.wire.address,
                              &copy->delivery.wire.tls};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = hf_arena_keep(a->arena, *texts[i]);
    return a->count == a->stop_at ? hf_fail(err, HF_WORD_internal, HF_STR_NONE, HF_STR("enough"), HF_STR_NONE)
                                  : HF_OK;
}

static struct answers *ask(struct bench *b, enum hf_question question, struct hf_ask parameters)
{
    struct answers *a = HF_NEW(&b->arena, struct answers, 1);
    a->arena = &b->arena;
    assert_int_equal(b->ledger.ask(b->ledger.self, question, &parameters, take, a, &b->err), HF_OK);
    return a;
}

/* Beside so many commands that nobody has done. */
static struct answers *house(struct bench *b, size_t commands)
{
    const struct hf_seen_ask asks[2] = {{.command = id(900)}, {.command = id(901)}};
    struct hf_seen_row rows[2] = {{.found = true}, {.found = true}};
    struct answers *a = HF_NEW(&b->arena, struct answers, 1);
    a->arena = &b->arena;
    assert_int_equal(b->ledger.seen(b->ledger.self, asks, commands, rows, take, a, &b->err), HF_OK);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(rows[i].found, i >= commands);
    return a;
}

static size_t file_count(struct bench *b)
{
    return (size_t)ask(b, HF_ASK_counts, (struct hf_ask){0})->row[0].figures[1];
}

/* ---- files and events ---- */

static void a_file_that_was_never_stored_is_not_there(void **state)
{
    struct bench *b = empty(state);
    assert_int_equal(load(b, 1, 0).kind, 0);
    assert_int_equal(load(b, 1, 3).kind, 0);
}

static void what_a_commit_stores_is_loaded_as_it_was(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ABCD", 0, 3);
    struct hf_file_row row = load(b, 1, 0);
    assert_int_equal(row.kind, HF_FILE_CASE);
    assert_str(row.name, "ABCD");
    assert_int_equal(row.seq, 3);
    assert_int_equal(row.at_ms, 1003);
    struct hf_digest link = digest(1003);
    assert_true(hf_digest_eq(&row.link, &link));
    assert_int_equal(row.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(row.events[i].seq, i + 1);
        assert_int_equal(row.events[i].blind.byte[0], i + 1);
        assert_true(hf_str_eq(row.events[i].header, header(2 + i)));
        assert_true(hf_str_eq(row.events[i].payload, header(3 + i)));
    }
}

static void only_the_events_after_a_seq_are_loaded_when_one_asks_so(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ABCD", 0, 4);
    struct hf_file_row row = load(b, 1, 2);
    assert_int_equal(row.seq, 4);
    assert_int_equal(row.count, 2);
    assert_int_equal(row.events[0].seq, 3);
    assert_int_equal(load(b, 1, 4).count, 0);
}

static void many_files_are_loaded_in_the_order_of_the_asks(void **state)
{
    struct bench *b = empty(state);
    move(b, 1, "ONE", 0, 1);
    move(b, 2, "TWO", 0, 2);
    commit(b);
    struct hf_file_row rows[3];
    struct hf_file_ask asks[3] = {{.file = id(2)}, {.file = id(9)}, {.file = id(1)}};
    size_t count = 3;
    assert_int_equal(b->ledger.load(b->ledger.self, asks, &count, &b->arena, rows, &b->err), HF_OK);
    assert_int_equal(count, 3);
    assert_str(rows[0].name, "TWO");
    assert_int_equal(rows[0].count, 2);
    assert_int_equal(rows[1].kind, 0);
    assert_str(rows[2].name, "ONE");
}

/* How many of three are loaded into so much memory: of one event, of three, of one. */
static size_t loaded_into(struct bench *b, size_t room)
{
    const struct hf_file_ask asks[3] = {{.file = id(1)}, {.file = id(3), .after_seq = 1}, {.file = id(2)}};
    struct hf_file_row rows[3];
    struct hf_arena arena;
    size_t count = 3, mark = hf_arena_mark(&b->arena);
    hf_arena_init(&arena, hf_arena_take(&b->arena, room, 16, 1), room);
    assert_int_equal(b->ledger.load(b->ledger.self, asks, &count, &arena, rows, &b->err), HF_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(rows[i].count, i == 1 ? 3 : 1);
    hf_arena_reset(&b->arena, mark);
    return count;
}

static void no_more_is_loaded_than_the_memory_is_sure_to_hold(void **state)
{
    enum { BESIDE = 4096 }; /* for rows */
    struct bench *b = empty(state);
    move(b, 1, "ONE", 0, 1);
    move(b, 2, "TWO", 0, 1);
    move(b, 3, "THREE", 0, 4);
    commit(b);
    assert_int_equal(loaded_into(b, 2 * BESIDE), 1); /* one in any case */
    assert_int_equal(loaded_into(b, 2 * 3 * HF_EVENT_ROOM + BESIDE), 1);
    assert_int_equal(loaded_into(b, 2 * 4 * HF_EVENT_ROOM + BESIDE), 2);
    assert_int_equal(loaded_into(b, 2 * 5 * HF_EVENT_ROOM + BESIDE), 3);
}

static void put_snapshot(struct bench *b, unsigned file, uint32_t seq, struct hf_str bytes)
{
    struct hf_keep keep = {.kind = HF_KEEP_SNAPSHOT,
                           .snapshot = {.file = id(file), .snapshot = bytes, .snapshot_seq = seq}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
}

static void a_snapshot_comes_with_the_events_after_it(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ABCD", 0, 4);
    put_snapshot(b, 1, 3, (struct hf_str){"\0block", 6});
    struct hf_file_row row = load(b, 1, 0);
    assert_int_equal(row.snapshot_seq, 3);
    assert_true(hf_str_eq(row.snapshot, (struct hf_str){"\0block", 6}));
    assert_int_equal(row.count, 1);
    assert_int_equal(row.events[0].seq, 4);
    struct hf_file_row tail = load(b, 1, 2);
    assert_int_equal(tail.snapshot.len, 0);
    assert_int_equal(tail.count, 2);
}

/* Short ones may be read on another way than long ones: the edge between them is PostgreSQL's. */
static void a_snapshot_comes_whole_whatever_its_length(void **state)
{
    struct bench *b = empty(state);
    static const size_t lengths[] = {1, 4095, 4096, 4097, 100000};
    static char bytes[100000];
    memset(bytes, 's', sizeof bytes);
    commit_one(state, 1, "ABCD", 0, 5);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        put_snapshot(b, 1, (uint32_t)i + 1, (struct hf_str){bytes, lengths[i]});
        struct hf_file_row row = load(b, 1, 0);
        assert_int_equal(row.snapshot_seq, i + 1);
        assert_true(hf_str_eq(row.snapshot, (struct hf_str){bytes, lengths[i]}));
        assert_int_equal(row.count, 5 - (i + 1));
    }
}

static void an_older_snapshot_does_not_replace_a_newer_one(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ABCD", 0, 4);
    put_snapshot(b, 1, 3, HF_STR("new"));
    put_snapshot(b, 1, 2, HF_STR("old"));
    assert_str(load(b, 1, 0).snapshot, "new");
}

static void a_move_from_a_seq_that_was_passed_is_stale_and_stores_nothing(void **state)
{
    struct bench *b;
    empty(state);
    commit_one(state, 2, "TWO", 0, 3);
    b = empty(state);
    move(b, 1, "ONE", 0, 1);
    move(b, 2, "TWO", 2, 4);
    assert_refused(b, HF_WORD_stale);
    assert_int_equal(load(b, 1, 0).kind, 0);
    assert_int_equal(load(b, 2, 0).seq, 3);
    assert_int_equal(ask(b, HF_ASK_leaves, (struct hf_ask){0})->count, 3);
}

static void a_file_is_founded_once(void **state)
{
    struct bench *b;
    empty(state);
    commit_one(state, 1, "ONE", 0, 2);
    b = empty(state);
    move(b, 1, "OTHER", 0, 1);
    assert_refused(b, HF_WORD_stale);
    assert_str(load(b, 1, 0).name, "ONE");
}

static void a_file_that_is_not_there_cannot_move_on(void **state)
{
    struct bench *b = empty(state);
    move(b, 1, "ONE", 2, 3);
    assert_refused(b, HF_WORD_stale);
}

static void a_name_is_given_once_in_a_kind(void **state)
{
    struct bench *b;
    empty(state);
    commit_one(state, 1, "SAME", 0, 1);
    b = empty(state);
    move(b, 2, "SAME", 0, 1);
    assert_refused(b, HF_WORD_name_taken);
    assert_int_equal(file_count(b), 1);
    b->moves[0].kind = HF_FILE_AUTHORITY;
    commit(b);
    assert_int_equal(file_count(b), 2);
}

static void files_without_a_name_do_not_meet(void **state)
{
    commit_one(state, 1, "", 0, 1);
    commit_one(state, 2, "", 0, 1);
    assert_int_equal(file_count(*state), 2);
}

static void positions_in_the_log_have_no_gap(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ONE", 0, 2);
    assert_int_equal(b->position, 0);
    b = empty(state);
    move(b, 1, "ONE", 1, 2);
    assert_refused(b, HF_WORD_stale);
    b = empty(state);
    move(b, 1, "ONE", 2, 3);
    move(b, 2, "TWO", 0, 2);
    commit(b);
    assert_int_equal(b->position, 2);
    struct answers *leaves = ask(b, HF_ASK_leaves, (struct hf_ask){.from = 1});
    struct hf_digest want[] = {digest(102), digest(103), digest(201), digest(202)};
    assert_int_equal(leaves->count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_true(hf_str_eq(leaves->row[i].leaf, HF_PART(want[i])));
    leaves = ask(b, HF_ASK_leaves, (struct hf_ask){.from = 1, .to = 3});
    assert_int_equal(leaves->count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(hf_str_eq(leaves->row[i].leaf, HF_PART(want[i])));
    struct answers *events = ask(b, HF_ASK_events_of_file, (struct hf_ask){.id = id(2), .to = INT64_MAX});
    assert_int_equal(events->count, 2);
    assert_int_equal(events->row[0].event.position, 3);
    assert_int_equal(events->row[1].event.position, 4);
}

static void events_of_a_file_are_told_within_a_range(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ONE", 0, 5);
    struct answers *a = ask(b, HF_ASK_events_of_file, (struct hf_ask){.id = id(1), .from = 2, .to = 4});
    assert_int_equal(a->count, 3);
    assert_int_equal(a->row[0].event.seq, 2);
    assert_int_equal(a->row[2].event.seq, 4);
    assert_true(hf_str_eq(a->row[0].event.header, header(3)));
}

static void all_events_are_told_by_file_and_seq(void **state)
{
    static const struct {
        unsigned char file, seq;
        int64_t position;
    } want[] = {{1, 1, 2}, {1, 2, 3}, {2, 1, 0}, {2, 2, 1}, {2, 3, 4}};
    struct bench *b = empty(state);
    commit_one(state, 2, "TWO", 0, 2);
    commit_one(state, 1, "ONE", 0, 2);
    commit_one(state, 2, "TWO", 2, 3);
    struct answers *a = ask(b, HF_ASK_events, (struct hf_ask){0});
    assert_int_equal(a->count, 5);
    for (size_t i = 0; i < 5; i++) {
        struct hf_id file = id(want[i].file);
        assert_true(hf_id_eq(&a->row[i].event.file, &file));
        assert_int_equal(a->row[i].event.seq, want[i].seq);
        assert_int_equal(a->row[i].event.position, want[i].position);
    }
    assert_true(hf_str_eq(a->row[4].event.header, header(5)));
}

static void files_are_told_by_kind_after_a_name(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 3, "CCCC", 0, 1);
    commit_one(state, 1, "AAAA", 0, 2);
    commit_one(state, 2, "BBBB", 0, 1);
    struct answers *all = ask(b, HF_ASK_files_of_kind, (struct hf_ask){.kind = HF_FILE_CASE});
    assert_int_equal(all->count, 3);
    assert_str(all->row[0].file.name, "AAAA");
    assert_int_equal(all->row[0].file.seq, 2);
    assert_str(all->row[2].file.name, "CCCC");
    struct answers *rest =
        ask(b, HF_ASK_files_of_kind, (struct hf_ask){.kind = HF_FILE_CASE, .name = HF_STR("AAAA")});
    assert_int_equal(rest->count, 2);
    assert_str(rest->row[0].file.name, "BBBB");
    assert_int_equal(ask(b, HF_ASK_files_of_kind, (struct hf_ask){.kind = HF_FILE_PEOPLE})->count, 0);
}

static void files_of_the_house_are_told_by_kind_and_name(void **state)
{
    static const struct {
        unsigned file;
        enum hf_file_kind kind;
        const char *name;
    } files[] = {{1, HF_FILE_PEOPLE, "people"},
                 {2, HF_FILE_AUTHORITY, "YB"},
                 {3, HF_FILE_CASE, "AAAA"},
                 {4, HF_FILE_AUTHORITY, "XA"}};
    struct bench *b = empty(state);
    for (size_t i = 0; i < 4; i++) {
        b = empty(state);
        move(b, files[i].file, files[i].name, 0, 1);
        b->moves[0].kind = files[i].kind;
        commit(b);
    }
    struct answers *all = house(b, 0);
    assert_int_equal(all->count, 3);
    assert_str(all->row[0].file.name, "XA");
    assert_str(all->row[1].file.name, "YB");
    assert_str(all->row[2].file.name, "people");
    assert_int_equal(all->row[2].file.kind, HF_FILE_PEOPLE);
    assert_int_equal(all->row[2].file.seq, 1);
    assert_int_equal(house(b, 2)->count, 3);
}

static void heads_are_told_that_moved_since(void **state)
{
    struct bench *b = empty(state);
    struct answers *none = ask(b, HF_ASK_heads, (struct hf_ask){0});
    assert_int_equal(none->count, 1);
    assert_int_equal(none->row[0].file.kind, 0);
    commit_one(state, 1, "AAAA", 0, 3);
    commit_one(state, 2, "BBBB", 0, 1);
    b = empty(state);
    move(b, 9, "heads", 0, 1);
    b->moves[0].kind = HF_FILE_HEADS;
    commit(b);
    struct answers *all = ask(b, HF_ASK_heads, (struct hf_ask){0});
    assert_int_equal(all->count, 2);
    assert_int_equal(all->row[0].figures[0], 5);
    assert_int_equal(all->row[0].file.seq + all->row[1].file.seq, 4);
    assert_int_equal(all->row[0].figures[3], 1);
    for (size_t i = 0; i < 2; i++) /* whatever its row calls it, its first event says what it is called */
        assert_true(hf_str_eq(all->row[i].event.payload, header(all->row[i].file.file.byte[1] + 2U)));
    struct hf_ask since = {.from = all->row[0].figures[1]};
    assert_int_equal(ask(b, HF_ASK_heads, since)->row[0].file.kind, 0);
    commit_one(state, 2, "BBBB", 1, 2);
    struct answers *moved = ask(b, HF_ASK_heads, since);
    assert_int_equal(moved->count, 1);
    assert_str(moved->row[0].file.name, "BBBB");
    assert_int_equal(moved->row[0].file.seq, 2);
    assert_int_equal(moved->row[0].figures[0], 6);
}

/* Files of kinds 2 to 5 hold so many events; those of others and cases do not count. */
static void what_was_decided_on_another_house_is_stale(void **state)
{
    static const enum hf_file_kind kinds[] = {HF_FILE_CASE, HF_FILE_PEOPLE, HF_FILE_AUTHORITY,
                                              HF_FILE_INCOMING};
    for (unsigned i = 0; i < 4; i++) {
        struct bench *b = empty(state);
        move(b, i + 1, i == 1 ? "people" : "SOME", 0, i + 1);
        b->moves[0].kind = kinds[i];
        commit(b);
    }
    struct bench *b = empty(state);
    move(b, 2, "people", 2, 3);
    for (b->batch.house_events = 4; b->batch.house_events <= 6; b->batch.house_events += 2)
        assert_refused(b, HF_WORD_stale);
    b->batch.house_events = 5;
    commit(b); /* what it moves itself is not counted yet */
    assert_int_equal(load(b, 2, 0).seq, 3);
}

static void a_file_is_found_by_its_name(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "AAAA", 0, 1);
    struct hf_ask question = {.kind = HF_FILE_CASE, .name = HF_STR("AAAA")};
    struct answers *found = ask(b, HF_ASK_file_by_name, question);
    struct hf_id want = id(1);
    assert_int_equal(found->count, 1);
    assert_true(hf_id_eq(&found->row[0].file.file, &want));
    question.kind = HF_FILE_AUTHORITY;
    assert_int_equal(ask(b, HF_ASK_file_by_name, question)->count, 0);
}

/* ---- commands and tokens ---- */

static struct hf_seen_row seen(struct bench *b, unsigned actor, unsigned command)
{
    struct hf_seen_row row;
    struct hf_seen_ask question = {.actor = id(actor), .command = id(command)};
    assert_int_equal(b->ledger.seen(b->ledger.self, &question, 1, &row, NULL, NULL, &b->err), HF_OK);
    return row;
}

static void assert_same_thread(const struct hf_thread_row *a, const struct hf_thread_row *b)
{
    assert_true(hf_id_eq(&a->thread, &b->thread));
    assert_true(hf_id_eq(&a->file, &b->file));
    assert_true(hf_id_eq(&a->authority, &b->authority));
    assert_int_equal(a->instance, b->instance);
}

static struct hf_thread_row seen_thread(struct bench *b, const struct hf_id *thread)
{
    /* Among others, so that each row is seen to belong to its ask. */
    const struct hf_seen_ask asks[] = {
        {.actor = id(7), .command = id(70)}, {.thread = *thread}, {.actor = id(7), .command = id(71)}};
    struct hf_seen_row rows[3];
    assert_int_equal(b->ledger.seen(b->ledger.self, asks, 3, rows, NULL, NULL, &b->err), HF_OK);
    assert_true(hf_id_is_zero(&rows[0].thread.thread) && hf_id_is_zero(&rows[2].thread.thread));
    return rows[1].thread;
}

static struct hf_command_row command(unsigned actor, unsigned n)
{
    return (struct hf_command_row){.actor = id(actor), .command = id(n), .digest = digest(n), .count = 2};
}

static void a_command_is_remembered_with_what_it_made(void **state)
{
    struct bench *b = empty(state);
    struct hf_command_row row = command(7, 70);
    move(b, 1, "ONE", 0, 2);
    b->events[0].command = &row;
    assert_false(seen(b, 7, 70).found);
    commit(b);
    struct hf_seen_row got = seen(b, 7, 70);
    assert_true(got.found);
    assert_true(hf_digest_eq(&got.digest, &row.digest));
    assert_true(hf_id_eq(&got.file, &b->moves[0].file));
    assert_int_equal(got.seq, 1);
    assert_int_equal(got.count, 2);
    assert_false(seen(b, 8, 70).found);
}

static void several_commands_of_a_batch_stand_with_their_first_events(void **state)
{
    struct bench *b = empty(state);
    struct hf_command_row rows[] = {command(7, 70), command(7, 71)};
    move(b, 1, "ONE", 0, 2);
    move(b, 2, "TWO", 0, 1);
    rows[1].count = 1;
    b->events[0].command = &rows[0];
    b->events[2].command = &rows[1];
    commit(b);
    assert_int_equal(seen(b, 7, 70).seq, 1);
    struct hf_seen_row got = seen(b, 7, 71);
    assert_true(hf_id_eq(&got.file, &b->moves[1].file));
    assert_int_equal(got.seq, 1);
    assert_int_equal(got.count, 1);
}

static void a_command_is_taken_once_per_actor(void **state)
{
    struct bench *b = empty(state);
    struct hf_command_row row = command(7, 70);
    move(b, 1, "ONE", 0, 2);
    b->events[0].command = &row;
    commit(b);
    b = empty(state);
    move(b, 1, "ONE", 2, 3);
    b->events[0].command = &row;
    assert_refused(b, HF_WORD_duplicate);
    assert_int_equal(load(b, 1, 0).seq, 2);
    row = command(8, 70);
    commit(b);
}

static struct hf_token_row token(unsigned n)
{
    return (struct hf_token_row){.id = id(n), .bytes = HF_STR("aaa.bbb.ccc")};
}

static void with_tokens(struct bench *b, const struct hf_token_row *rows, size_t count)
{
    b->batch.tokens = rows;
    b->batch.token_count = count;
}

static void a_token_is_found_by_its_id_byte_for_byte(void **state)
{
    struct bench *b = empty(state);
    struct hf_token_row rows[] = {token(2), token(1), token(3)};
    rows[1].bytes = HF_STR("its.own.bytes");
    move(b, 1, "ONE", 0, 1);
    with_tokens(b, rows, 3);
    commit(b);
    struct answers *found = ask(b, HF_ASK_token, (struct hf_ask){.id = id(1)});
    assert_int_equal(found->count, 1);
    assert_str(found->row[0].token.bytes, "its.own.bytes");
    assert_true(hf_id_eq(&found->row[0].token.id, &rows[1].id));
    assert_int_equal(ask(b, HF_ASK_token, (struct hf_ask){.id = id(4)})->count, 0);
}

static void a_token_is_kept_without_an_event(void **state)
{
    struct bench *b = empty(state);
    struct hf_token_row row = token(1);
    with_tokens(b, &row, 1);
    commit(b);
    assert_int_equal(b->position, -1);
    assert_int_equal(ask(b, HF_ASK_token, (struct hf_ask){.id = id(1)})->count, 1);
    assert_refused(b, HF_WORD_duplicate);
}

static void other_bytes_under_one_id_are_refused(void **state)
{
    struct bench *b = empty(state);
    struct hf_token_row row = token(1);
    move(b, 1, "ONE", 0, 1);
    with_tokens(b, &row, 1);
    commit(b);
    b = empty(state);
    move(b, 1, "ONE", 1, 2);
    row.bytes = HF_STR("its.own.bytes");
    with_tokens(b, &row, 1);
    assert_refused(b, HF_WORD_duplicate);
    row.id = id(9);
    commit(b);
}

static void a_thread_leads_back_to_its_file_and_instance(void **state)
{
    struct bench *b = empty(state);
    struct hf_thread_row rows[] = {
        {.thread = id(50), .file = id(1), .authority = id(60), .instance = 3},
        {.thread = id(51), .file = id(1), .authority = id(61), .instance = HF_NO_INSTANCE}};
    move(b, 1, "ONE", 0, 1);
    b->batch.threads = rows;
    b->batch.thread_count = 2;
    commit(b);
    struct hf_id missing = id(52);
    for (size_t i = 0; i < 2; i++) {
        struct answers *a = ask(b, HF_ASK_thread, (struct hf_ask){.id = rows[i].thread});
        assert_int_equal(a->count, 1);
        assert_same_thread(&a->row[0].thread, &rows[i]);
        struct hf_thread_row got = seen_thread(b, &rows[i].thread);
        assert_same_thread(&got, &rows[i]);
    }
    assert_int_equal(ask(b, HF_ASK_thread, (struct hf_ask){.id = missing})->count, 0);
    struct hf_thread_row none = seen_thread(b, &missing);
    assert_true(hf_id_is_zero(&none.thread));
}

/* ---- disclosures ---- */

static void disclosures_are_told_in_order_and_forgotten_by_subject(void **state)
{
    struct bench *b = empty(state);
    struct hf_disclosure_row rows[] = {
        {.file = id(1), .subject = id(80), .seq = 1, .place = 0, .slot = 5, .sealed = {"\0\1\2", 3}},
        {.file = id(1), .subject = id(81), .seq = 1, .place = 1, .slot = 6, .sealed = HF_STR("x")},
        {.file = id(1), .subject = id(80), .seq = 2, .event = 1, .slot = 5, .sealed = HF_STR("y")}};
    move(b, 1, "ONE", 0, 2);
    b->batch.disclosures = rows;
    b->batch.disclosure_count = 3;
    commit(b);
    struct answers *a = ask(b, HF_ASK_disclosures_of_file, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->count, 3);
    assert_true(hf_str_eq(a->row[0].disclosure.sealed, rows[0].sealed));
    assert_int_equal(a->row[0].disclosure.slot, 5);
    assert_int_equal(a->row[1].disclosure.place, 1);
    assert_int_equal(a->row[2].disclosure.seq, 2);
    struct hf_keep forget = {.kind = HF_FORGET,
                             .forget = {.file = id(1), .subject = id(80), .slot = 4, .number = 7}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &forget, 1, &b->err), HF_OK);
    assert_int_equal(ask(b, HF_ASK_disclosures_of_file, (struct hf_ask){.id = id(1)})->count, 3);
    assert_int_equal(ask(b, HF_ASK_erased, (struct hf_ask){0})->row[0].figures[0], 1);
    forget.forget.slot = 5;
    assert_int_equal(b->ledger.keep(b->ledger.self, &forget, 1, &b->err), HF_OK);
    a = ask(b, HF_ASK_disclosures_of_file, (struct hf_ask){.id = id(1)});
    struct hf_id left = id(81);
    assert_int_equal(a->count, 1);
    assert_true(hf_id_eq(&a->row[0].disclosure.subject, &left));
    assert_int_equal(ask(b, HF_ASK_erased, (struct hf_ask){0})->row[0].figures[0], 1);
}

/* Of two pieces, one of a document kept anew after it was erased: each goes with the key that seals it. */
static void pieces_are_forgotten_by_the_key_that_seals_them(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep keep[] = {
        {.kind = HF_KEEP_CHUNK, .chunk = {.document = id(90), .sealed = {"\0\0\0\0\0\0\1\5a", 9}}},
        {.kind = HF_KEEP_CHUNK,
         .chunk = {.document = id(90), .index = 1, .sealed = {"\0\0\0\0\0\0\1\6b", 9}}}};
    struct hf_keep forget = {.kind = HF_FORGET,
                             .forget = {.file = id(1), .subject = id(90), .slot = 261, .number = 1}};
    assert_int_equal(b->ledger.keep(b->ledger.self, keep, 2, &b->err), HF_OK);
    assert_int_equal(b->ledger.keep(b->ledger.self, &forget, 1, &b->err), HF_OK);
    struct answers *a = ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(90)});
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].chunk.index, 1);
}

static void a_message_is_forgotten_by_its_id(void **state)
{
    struct bench *b = empty(state);
    struct hf_token_row tokens[] = {{.id = id(1), .bytes = HF_STR("theirs")},
                                    {.id = id(2), .bytes = HF_STR("ours")}};
    struct hf_keep forget = {.kind = HF_FORGET,
                             .forget = {.file = id(1), .subject = id(1), .slot = 5, .number = 1}};
    move(b, 1, "ONE", 0, 1);
    b->batch.tokens = tokens;
    b->batch.token_count = 2;
    commit(b);
    assert_int_equal(b->ledger.keep(b->ledger.self, &forget, 1, &b->err), HF_OK); /* a key's number */
    assert_int_equal(ask(b, HF_ASK_token, (struct hf_ask){.id = id(1)})->count, 1);
    forget.forget.slot = HF_MESSAGE_SLOT;
    forget.forget.number = 2;
    assert_int_equal(b->ledger.keep(b->ledger.self, &forget, 1, &b->err), HF_OK);
    assert_int_equal(ask(b, HF_ASK_token, (struct hf_ask){.id = id(1)})->count, 0);
    assert_int_equal(ask(b, HF_ASK_token, (struct hf_ask){.id = id(2)})->count, 1);
    assert_int_equal(ask(b, HF_ASK_erased, (struct hf_ask){0})->row[0].figures[0], 2);
}

static void assert_slot(const struct answers *a, size_t i, unsigned file, unsigned subject, int64_t slot)
{
    struct hf_id of = id(file), whose = id(subject);
    assert_true(hf_id_eq(&a->row[i].disclosure.file, &of));
    assert_true(hf_id_eq(&a->row[i].disclosure.subject, &whose));
    assert_int_equal(a->row[i].disclosure.slot, slot);
    assert_int_equal(a->row[i].disclosure.sealed.len, 0);
}

static void slots_are_told_of_subjects_that_have_one(void **state)
{
    struct bench *b = empty(state);
    struct hf_disclosure_row rows[] = {
        {.file = id(1), .subject = id(81), .seq = 1, .place = 0, .slot = 9, .sealed = HF_STR("x")},
        {.file = id(1), .subject = id(80), .seq = 1, .place = 1, .slot = 6, .sealed = HF_STR("x")},
        {.file = id(1), .subject = id(81), .seq = 2, .event = 1, .slot = 9, .sealed = HF_STR("x")},
        {.file = id(2), .subject = id(81), .seq = 1, .event = 3, .slot = 0, .sealed = HF_STR("x")}};
    move(b, 1, "ONE", 0, 3);
    move(b, 2, "TWO", 0, 1);
    b->batch.disclosures = rows;
    b->batch.disclosure_count = 4;
    commit(b);
    const struct hf_id files[] = {id(2), id(2), id(9), id(1), id(1)};
    const struct hf_id subjects[] = {id(81), id(80), id(80), id(81), id(80)};
    struct answers *a =
        ask(b, HF_ASK_slots, (struct hf_ask){.files = files, .subjects = subjects, .count = 5});
    assert_int_equal(a->count, 3);
    assert_slot(a, 0, 2, 81, 0);
    assert_slot(a, 1, 1, 81, 9);
    assert_slot(a, 2, 1, 80, 6);
    assert_int_equal(ask(b, HF_ASK_slots, (struct hf_ask){0})->count, 0);
}

/* ---- work ---- */

static struct hf_outbox_row notice(uint32_t seq, uint32_t place, unsigned recipient, int64_t next_ms)
{
    return (struct hf_outbox_row){.recipient = id(recipient),
                                  .file = id(1),
                                  .seq = seq,
                                  .place = place,
                                  .event = seq - 1,
                                  .token = id(10 * seq + place),
                                  .next_ms = next_ms};
}

/* Three notices: two to one recipient, one to another. */
static struct bench *with_outbox(void **state)
{
    struct bench *b = empty(state);
    struct hf_outbox_row rows[] = {notice(1, 0, 60, 100), notice(1, 1, 61, 150), notice(2, 0, 60, 100)};
    struct hf_token_row tokens[] = {token(10), token(11), token(20)};
    tokens[1].bytes = HF_STR("its.own.bytes");
    move(b, 1, "ONE", 0, 2);
    b->batch.outbox = rows;
    b->batch.outbox_count = 3;
    with_tokens(b, tokens, 3);
    commit(b);
    return b;
}

/* Of every lane there is in these tests. */
static size_t claim(struct bench *b, enum hf_claim_kind kind, int64_t now_ms, size_t limit,
                    struct hf_claim *out)
{
    const struct hf_lane_room lanes[] = {{id(60), HF_LANE_OWN, 9},
                                         {id(61), HF_LANE_OWN, 9},
                                         {id(62), HF_LANE_OWN, 9},
                                         {id(60), HF_LANE_DEPUTY, 9}};
    const struct hf_claim_ask ask = {
        .kind = kind, .now_ms = now_ms, .lease_ms = 1000, .limit = limit, .lanes = lanes, .lane_count = 4};
    size_t count = 99;
    assert_int_equal(b->ledger.claim(b->ledger.self, &ask, &b->arena, out, &count, &b->err), HF_OK);
    return count;
}

static void settle(struct bench *b, const struct hf_claim *claimed, enum hf_delivery_state outcome,
                   int64_t next_ms)
{
    struct hf_keep keep = {.kind = HF_KEEP_DELIVERY,
                           .delivery = {.outbox = claimed->outbox,
                                        .attempt = claimed->attempts + 1,
                                        .start_ms = 300,
                                        .end_ms = 310,
                                        .state = outcome,
                                        .next_ms = next_ms,
                                        .status = 503,
                                        .class_name = HF_STR("transient"),
                                        .said = HF_STR("busy")}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
}

static void a_notice_is_claimed_with_its_bytes_once_it_is_due(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 99, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 150, 4, out), 2);
    assert_int_equal(out[0].outbox.place, 0);
    assert_int_equal(out[0].attempts, 0);
    assert_int_equal(out[1].outbox.place, 1);
    assert_str(out[1].token, "its.own.bytes");
}

static void a_claimed_notice_is_nobody_elses_until_the_lease_ends(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 150, 1, out), 1);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 150, 4, out), 1);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 1149, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 1150, 4, out), 2);
}

static void notices_to_one_recipient_in_a_file_keep_their_order(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    assert_int_equal(out[0].outbox.seq, 1);
    settle(b, &out[0], HF_WAITING, 500);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 140, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 500, 4, out), 2);
    assert_int_equal(out[0].attempts, 1);
    settle(b, &out[0], HF_ON_HOLD, 500);
    settle(b, &out[1], HF_DELIVERED, 500);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 9000, 4, out), 0);
}

static void a_dead_or_delivered_notice_lets_the_next_one_pass(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    settle(b, &out[0], HF_DEAD, 100);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    assert_int_equal(out[0].outbox.seq, 2);
}

static void what_was_delivered_stays_so_whoever_failed_later(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim first[4], second[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, first), 1);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 1100, 4, second), 2); /* the lease has ended */
    settle(b, &second[0], HF_DELIVERED, 1100);
    first[0].attempts = 1;
    settle(b, &first[0], HF_WAITING, 1200);
    assert_int_equal(ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)})->row[0].delivery.state,
                     HF_DELIVERED);
    assert_int_equal(ask(b, HF_ASK_attempts_of_file, (struct hf_ask){.id = id(1)})->count, 2);
}

/* A deputy is told though what came before waits for the addressee himself. */
static void a_lane_waits_for_no_other(void **state)
{
    struct bench *b = empty(state);
    struct hf_outbox_row rows[] = {notice(1, 0, 60, 100), notice(2, 0, 60, 100), notice(2, 1, 60, 100)};
    struct hf_token_row tokens[] = {token(10), token(20), token(21)};
    struct hf_claim out[4];
    rows[1].lane = HF_LANE_DEPUTY;
    rows[1].opens = id(77);
    move(b, 1, "ONE", 0, 2);
    b->batch.outbox = rows;
    b->batch.outbox_count = 3;
    with_tokens(b, tokens, 3);
    commit(b);
    struct hf_id thread = id(77);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 2);
    assert_int_equal(out[0].outbox.lane, HF_LANE_OWN);
    assert_true(hf_id_is_zero(&out[0].outbox.opens));
    assert_int_equal(out[1].outbox.lane, HF_LANE_DEPUTY);
    assert_true(hf_id_eq(&out[1].outbox.opens, &thread));
}

static void no_more_of_a_lane_is_claimed_than_it_has_room(void **state)
{
    struct bench *b = with_outbox(state);
    const struct hf_lane_room lanes[] = {{id(60), HF_LANE_OWN, 0}, {id(61), HF_LANE_OWN, 1}};
    const struct hf_claim_ask ask = {.kind = HF_CLAIM_OUTBOX,
                                     .now_ms = 9000,
                                     .lease_ms = 1000,
                                     .limit = 4,
                                     .lanes = lanes,
                                     .lane_count = 2};
    struct hf_claim out[4];
    struct hf_id only = id(61);
    size_t count = 99;
    assert_int_equal(b->ledger.claim(b->ledger.self, &ask, &b->arena, out, &count, &b->err), HF_OK);
    assert_int_equal(count, 1);
    assert_true(hf_id_eq(&out[0].outbox.recipient, &only));
}

/* Several attempts are kept at once, or none of them. */
static void attempts_of_a_round_are_kept_together(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    struct hf_keep keep[2] = {0};
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 150, 4, out), 2);
    for (size_t i = 0; i < 2; i++)
        keep[i] = (struct hf_keep){
            .kind = HF_KEEP_DELIVERY,
            .delivery = {
                .outbox = out[i].outbox,
                .attempt = 1,
                .state = HF_DELIVERED,
                .since_ms = 140,
                .class_name = HF_STR("received"),
                .wire = {.address = HF_STR("192.0.2.7"), .tls = HF_STR("TLSv1.3"), .certificate = {{7}}}}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep[1], 1, &b->err), HF_OK);
    assert_int_equal(b->ledger.keep(b->ledger.self, keep, 2, &b->err), HF_CONFLICT);
    struct answers *a = ask(b, HF_ASK_attempts_of_file, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->count, 1);
    assert_str(a->row[0].delivery.wire.address, "192.0.2.7");
    assert_str(a->row[0].delivery.wire.tls, "TLSv1.3");
    assert_memory_equal(&a->row[0].delivery.wire.certificate, &keep[1].delivery.wire.certificate,
                        sizeof keep[1].delivery.wire.certificate);
    assert_int_equal(b->ledger.keep(b->ledger.self, keep, 1, &b->err), HF_OK);
    a = ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->row[0].delivery.state, HF_DELIVERED);
    assert_int_equal(a->row[0].delivery.since_ms, 140);
    assert_int_equal(a->row[1].delivery.state, HF_DELIVERED);
}

static void what_was_given_up_waits_again_when_it_is_redriven(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    settle(b, &out[0], HF_DEAD, 100);
    struct hf_ask dead = {.id = id(60), .from = HF_DEAD};
    struct answers *a = ask(b, HF_ASK_outbox_of_recipient, dead);
    assert_int_equal(a->count, 1);
    struct hf_keep keep = {.kind = HF_KEEP_REDRIVE,
                           .delivery = {.outbox = a->row[0].delivery.outbox,
                                        .attempt = 2,
                                        .state = HF_WAITING,
                                        .next_ms = 100,
                                        .class_name = HF_STR("redriven")}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
    assert_int_equal(ask(b, HF_ASK_outbox_of_recipient, dead)->count, 0);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 1, out), 1);
    assert_int_equal(out[0].outbox.seq, 1);
    assert_int_equal(out[0].attempts, 2);
    assert_int_equal(out[0].since_ms, 0);
    settle(b, &out[0], HF_DELIVERED, 100);
    keep.delivery.attempt = 4;
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
    assert_int_equal(ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)})->row[0].delivery.state,
                     HF_DELIVERED); /* what has arrived is not sent again */
}

static void notices_of_later_commits_are_taken_up_in_their_turn(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_outbox_row row = notice(3, 0, 62, 100);
    struct hf_token_row bytes = token(30);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    b = empty(state);
    move(b, 1, "ONE", 2, 3);
    row.event = 0;
    b->batch.outbox = &row;
    b->batch.outbox_count = 1;
    with_tokens(b, &bytes, 1);
    assert_int_equal(ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)})->count, 3);
    commit(b);
    struct answers *a = ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->count, 4);
    assert_int_equal(a->row[3].delivery.state, HF_WAITING);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    assert_int_equal(out[0].outbox.seq, 3);
}

static void deliveries_are_told_with_each_attempt(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 4, out), 1);
    settle(b, &out[0], HF_WAITING, 500);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 500, 4, out), 2);
    settle(b, &out[0], HF_DELIVERED, 600);
    struct answers *a = ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->count, 3);
    assert_int_equal(a->row[0].delivery.state, HF_DELIVERED);
    assert_int_equal(a->row[0].delivery.attempt, 2);
    assert_str(a->row[0].delivery.class_name, "transient");
    assert_int_equal(a->row[1].delivery.state, HF_WAITING);
    assert_int_equal(a->row[1].delivery.attempt, 0);
    assert_int_equal(a->row[1].delivery.class_name.len, 0);
    a = ask(b, HF_ASK_attempts_of_file, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->count, 2);
    assert_int_equal(a->row[0].delivery.attempt, 1);
    assert_int_equal(a->row[0].delivery.state, HF_WAITING);
    assert_int_equal(a->row[0].delivery.next_ms, 500);
    assert_int_equal(a->row[0].delivery.status, 503);
    assert_str(a->row[0].delivery.said, "busy");
    assert_int_equal(a->row[1].delivery.attempt, 2);
}

/* ---- shelves ---- */

static size_t fetch(struct bench *b, unsigned shelf, unsigned recipient, int64_t now_ms, size_t limit,
                    struct hf_claim *out)
{
    struct hf_claim_ask ask = {
        .kind = HF_CLAIM_SHELF, .now_ms = now_ms, .lease_ms = 1000, .limit = limit, .shelf = id(shelf)};
    size_t count = 99;
    if (recipient != 0)
        ask.recipient = id(recipient);
    assert_int_equal(b->ledger.claim(b->ledger.self, &ask, &b->arena, out, &count, &b->err), HF_OK);
    return count;
}

static void shelve(struct bench *b, uint32_t seq, uint32_t place, unsigned shelf)
{
    struct hf_keep keep = {.kind = HF_KEEP_SHELVED,
                           .shelf = {.outbox = notice(seq, place, 60 + place, 0), .shelf = id(shelf)}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
}

static void unshelve(struct bench *b, unsigned but)
{
    const struct hf_id standing = id(but);
    struct hf_keep keep = {.kind = HF_KEEP_UNSHELVED, .shelf = {.shelves = &standing, .count = 1}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
}

/* All three stand on shelf 70, as far as their order admits. */
static struct bench *with_shelf(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 150, 4, out), 2);
    shelve(b, 1, 0, 70);
    shelve(b, 1, 1, 70);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 150, 4, out), 1);
    shelve(b, 2, 0, 70);
    return b;
}

static void what_stands_on_a_shelf_is_fetched_from_there_in_the_order_of_the_log(void **state)
{
    struct bench *b = with_shelf(state);
    struct hf_claim out[4];
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 9000, 4, out), 0);
    assert_int_equal(fetch(b, 71, 0, 200, 4, out), 0);
    assert_int_equal(fetch(b, 70, 0, 200, 4, out), 3);
    assert_int_equal(out[0].outbox.seq, 1);
    assert_int_equal(out[1].outbox.place, 1);
    assert_str(out[1].token, "its.own.bytes");
    assert_int_equal(out[2].outbox.seq, 2);
    assert_int_equal(fetch(b, 70, 0, 1199, 4, out), 0); /* leased */
    assert_int_equal(fetch(b, 70, 0, 1200, 4, out), 3);
}

static void a_shelf_gives_none_before_an_earlier_one_that_is_still_out(void **state)
{
    struct bench *b = with_shelf(state);
    struct hf_claim first[4], second[4];
    assert_int_equal(fetch(b, 70, 0, 200, 1, first), 1);
    assert_int_equal(fetch(b, 70, 0, 300, 4, second), 1); /* to 61; the second to 60 waits for the first */
    assert_int_equal(second[0].outbox.place, 1);
    settle(b, &first[0], HF_DELIVERED, 400);
    assert_int_equal(fetch(b, 70, 0, 400, 4, second), 1);
    assert_int_equal(second[0].outbox.seq, 2);
}

static void from_a_shelf_those_to_one_recipient_can_be_fetched(void **state)
{
    struct bench *b = with_shelf(state);
    struct hf_claim out[4];
    const struct hf_id shelves[] = {id(70), id(70), id(70), id(71)};
    const struct hf_id recipients[] = {id(62), id(61), {{0}}, {{0}}};
    struct hf_ask due = {.files = shelves, .subjects = recipients, .count = 4, .from = 200};
    struct answers *a = ask(b, HF_ASK_shelves_due, due);
    assert_int_equal(a->count, 2);
    assert_true(hf_id_eq(&a->row[0].file.file, &shelves[0]));
    assert_int_equal(fetch(b, 70, 62, 200, 4, out), 0);
    assert_int_equal(fetch(b, 70, 61, 200, 4, out), 1);
    assert_int_equal(ask(b, HF_ASK_shelves_due, due)->count, 1);
    assert_int_equal(fetch(b, 70, 0, 200, 4, out), 2);
    assert_int_equal(ask(b, HF_ASK_shelves_due, due)->count, 0);
}

static void what_stands_on_a_shelf_is_found_by_its_token_until_it_is_settled(void **state)
{
    struct bench *b = with_shelf(state);
    struct hf_claim out[4];
    const struct hf_id tokens[] = {id(11), id(99), id(20)};
    struct hf_ask asked = {.id = id(70), .files = tokens, .count = 3};
    assert_int_equal(fetch(b, 70, 0, 200, 4, out), 3);
    struct answers *a = ask(b, HF_ASK_shelved, asked);
    assert_int_equal(a->count, 2);
    assert_int_equal(a->row[0].delivery.outbox.place, 1);
    assert_str(a->row[0].token.bytes, "its.own.bytes");
    settle(b, &out[1], HF_DELIVERED, 300);
    assert_int_equal(ask(b, HF_ASK_shelved, asked)->count, 1);
    asked.id = id(71);
    assert_int_equal(ask(b, HF_ASK_shelved, asked)->count, 0);
    assert_int_equal(ask(b, HF_ASK_outbox_of_file, (struct hf_ask){.id = id(1)})->row[1].delivery.state,
                     HF_DELIVERED);
}

static void from_a_shelf_that_stands_no_more_all_is_sent_again_in_order(void **state)
{
    struct bench *b = with_shelf(state);
    struct hf_claim out[4];
    unshelve(b, 70);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 9000, 4, out), 0);
    unshelve(b, 71);
    assert_int_equal(fetch(b, 70, 0, 200, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 9000, 1, out), 1);
    assert_int_equal(out[0].outbox.seq, 1);
    assert_int_equal(out[0].outbox.place, 0);
}

static void the_last_use_of_a_credential_is_kept(void **state)
{
    struct bench *b = empty(state);
    static const int64_t times[] = {100, 300, 200};
    for (size_t i = 0; i < 3; i++) {
        struct hf_keep keep = {.kind = HF_KEEP_USE, .use = {id(1), 4, times[i]}};
        assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
    }
    struct answers *a = ask(b, HF_ASK_credential_uses, (struct hf_ask){.id = id(1)});
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].use.instance, 4);
    assert_int_equal(a->row[0].use.at_ms, 300);
}

static void an_attempt_is_recorded_once(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_keep keep = {.kind = HF_KEEP_DELIVERY,
                           .delivery = {.outbox = notice(1, 0, 60, 100), .attempt = 1, .next_ms = 1}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_CONFLICT);
    assert_int_equal(b->err.word, HF_WORD_duplicate);
}

static void set_deadlines(void **state, uint32_t seq, const struct hf_deadline_row *rows, size_t count)
{
    struct bench *b = empty(state);
    move(b, 1, "ONE", seq, seq + 1);
    b->batch.deadlines = rows;
    b->batch.deadline_count = count;
    commit(b);
}

static void deadlines_are_claimed_in_order_and_leased(void **state)
{
    struct bench *b = *state;
    struct hf_deadline_row rows[] = {{id(2), 300}, {id(1), 200}, {id(3), 900}};
    struct hf_claim out[4];
    set_deadlines(state, 0, rows, 3);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 199, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 300, 4, out), 2);
    assert_int_equal(out[0].deadline.due_ms, 200);
    assert_int_equal(out[1].deadline.due_ms, 300);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 899, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 1300, 4, out), 3);
}

static void a_deadline_is_rewritten_freed_and_dropped_by_a_commit(void **state)
{
    struct bench *b = *state;
    struct hf_deadline_row row = {id(1), 200};
    struct hf_claim out[4];
    set_deadlines(state, 0, &row, 1);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 200, 4, out), 1);
    row.due_ms = 250;
    set_deadlines(state, 1, &row, 1);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 249, 4, out), 0);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 250, 4, out), 1);
    row.due_ms = -1;
    set_deadlines(state, 2, &row, 1);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 99999, 4, out), 0);
    set_deadlines(state, 3, &row, 1);
}

static void look(struct bench *b, struct hf_looked_row row)
{
    const struct hf_keep keep = {.kind = HF_KEEP_LOOKED, .looked = row};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
}

/* By whoever has it on lease; a commit in between goes before. */
static void a_file_that_was_looked_at_rests_until_its_time(void **state)
{
    struct bench *b = *state;
    struct hf_deadline_row rows[] = {{id(1), 200}, {id(2), 200}, {id(3), 200}};
    struct hf_claim out[4];
    set_deadlines(state, 0, rows, 3);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 200, 4, out), 3);
    set_deadlines(state, 1, &rows[2], 1);
    for (unsigned i = 1; i <= 3; i++)
        look(b, (struct hf_looked_row){id(i), 1200, i == 2 ? -1 : 5000});
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 4999, 4, out), 1);
    assert_memory_equal(&out[0].deadline.file, &rows[2].file, sizeof rows[2].file);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 5000, 4, out), 1);
    assert_memory_equal(&out[0].deadline.file, &rows[0].file, sizeof rows[0].file);
    assert_int_equal(out[0].deadline.due_ms, 5000);
    set_deadlines(state, 2, &rows[1], 1);
    assert_int_equal(claim(b, HF_CLAIM_DEADLINES, 5001, 4, out), 1);
}

/* ---- what is kept beside history ---- */

static struct hf_keep checkpoint(int64_t size)
{
    return (struct hf_keep){.kind = HF_KEEP_CHECKPOINT,
                            .checkpoint = {.size = size,
                                           .at_ms = 10 * size,
                                           .root = digest((unsigned)size),
                                           .frontier = HF_STR("0123456789abcdef0123456789abcdef"),
                                           .note = HF_STR("court.example/log1\n")}};
}

static void checkpoints_only_grow(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {checkpoint(3), checkpoint(7), checkpoint(7), checkpoint(5)};
    assert_int_equal(ask(b, HF_ASK_last_checkpoint, (struct hf_ask){0})->count, 0);
    assert_int_equal(b->ledger.keep(b->ledger.self, &rows[0], 1, &b->err), HF_OK);
    assert_int_equal(b->ledger.keep(b->ledger.self, &rows[1], 1, &b->err), HF_OK);
    for (size_t i = 2; i < 4; i++) {
        assert_int_equal(b->ledger.keep(b->ledger.self, &rows[i], 1, &b->err), HF_CONFLICT);
        assert_int_equal(b->err.word, HF_WORD_stale);
    }
    struct answers *a = ask(b, HF_ASK_checkpoints, (struct hf_ask){0});
    assert_int_equal(a->count, 2);
    assert_int_equal(a->row[0].checkpoint.size, 3);
    a = ask(b, HF_ASK_last_checkpoint, (struct hf_ask){0});
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].checkpoint.size, 7);
    assert_int_equal(a->row[0].checkpoint.at_ms, 70);
    assert_true(hf_digest_eq(&a->row[0].checkpoint.root, &rows[1].checkpoint.root));
    assert_str(a->row[0].checkpoint.frontier, "0123456789abcdef0123456789abcdef");
    assert_str(a->row[0].checkpoint.note, "court.example/log1\n");
}

static struct hf_keep cosignature(int64_t size, struct hf_str witness, struct hf_str line)
{
    return (struct hf_keep){.kind = HF_KEEP_COSIGNATURE, .cosignature = {size, witness, line}};
}

static void lines_of_witnesses_stand_behind_the_note_of_their_size(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {checkpoint(3), checkpoint(7), cosignature(7, HF_STR("w2"), HF_STR("second\n")),
                             cosignature(7, HF_STR("w1"), HF_STR("first\n")),
                             cosignature(7, HF_STR("w1"), HF_STR("again\n"))};
    assert_int_equal(b->ledger.keep(b->ledger.self, rows, 5, &b->err), HF_OK);
    struct answers *a = ask(b, HF_ASK_last_checkpoint, (struct hf_ask){0});
    assert_str(a->row[0].checkpoint.note, "court.example/log1\nfirst\nsecond\n");
    a = ask(b, HF_ASK_checkpoints, (struct hf_ask){0});
    assert_int_equal(a->count, 2);
    assert_str(a->row[0].checkpoint.note, "court.example/log1\n");
    assert_str(a->row[1].checkpoint.note, "court.example/log1\nfirst\nsecond\n");
}

static void the_last_checkpoint_up_to_a_size_is_found(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {checkpoint(3), checkpoint(7)};
    assert_int_equal(b->ledger.keep(b->ledger.self, rows, 2, &b->err), HF_OK);
    assert_int_equal(ask(b, HF_ASK_last_checkpoint, (struct hf_ask){.to = 2})->count, 0);
    static const struct {
        int64_t to, size;
    } asked[] = {{3, 3}, {6, 3}, {7, 7}, {9, 7}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        struct answers *a = ask(b, HF_ASK_last_checkpoint, (struct hf_ask){.to = asked[i].to});
        assert_int_equal(a->count, 1);
        assert_int_equal(a->row[0].checkpoint.size, asked[i].size);
    }
}

static struct hf_keep stamp(int64_t size, uint32_t number, struct hf_str token)
{
    return (struct hf_keep){.kind = HF_KEEP_STAMP,
                            .stamp = {.size = size,
                                      .number = number,
                                      .at_ms = 10 * size,
                                      .ends_ms = 99,
                                      .note = HF_STR("court.example/log1\n"),
                                      .token = token,
                                      .evidence = HF_STR("certificates")}};
}

static void stamps_stand_in_order_and_each_once(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {stamp(7, 1, HF_STR("seven")), stamp(3, 2, HF_STR("renewed")),
                             stamp(3, 1, HF_STR("three"))};
    assert_int_equal(b->ledger.keep(b->ledger.self, rows, 3, &b->err), HF_OK);
    struct hf_keep again = stamp(3, 2, HF_STR("another"));
    assert_int_equal(b->ledger.keep(b->ledger.self, &again, 1, &b->err), HF_CONFLICT);
    assert_int_equal(b->err.word, HF_WORD_duplicate);
    struct answers *a = ask(b, HF_ASK_stamps, (struct hf_ask){0});
    assert_int_equal(a->count, 3);
    assert_str(a->row[0].stamp.token, "three");
    assert_str(a->row[1].stamp.token, "renewed");
    assert_int_equal(a->row[1].stamp.number, 2);
    assert_str(a->row[2].stamp.token, "seven");
    assert_int_equal(a->row[2].stamp.at_ms, 70);
    assert_int_equal(a->row[2].stamp.ends_ms, 99);
    assert_str(a->row[2].stamp.note, "court.example/log1\n");
    assert_str(a->row[2].stamp.evidence, "certificates");
}

static struct hf_keep chunk(unsigned document, uint32_t index, struct hf_str sealed)
{
    return (struct hf_keep){.kind = HF_KEEP_CHUNK,
                            .chunk = {.document = id(document), .index = index, .sealed = sealed}};
}

static void the_chunks_of_a_document_are_told_in_order(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {chunk(90, 1, HF_STR("second")), chunk(91, 0, HF_STR("other")),
                             chunk(90, 0, (struct hf_str){"\0first", 6})};
    assert_int_equal(b->ledger.keep(b->ledger.self, rows, 3, &b->err), HF_OK);
    struct answers *a = ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(90)});
    assert_int_equal(a->count, 2);
    assert_true(hf_str_eq(a->row[0].chunk.sealed, (struct hf_str){"\0first", 6}));
    assert_int_equal(a->row[1].chunk.index, 1);
    assert_str(a->row[1].chunk.sealed, "second");
}

static void a_chunk_that_is_there_stands(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {chunk(90, 0, HF_STR("first")), chunk(90, 0, HF_STR("later"))};
    assert_int_equal(b->ledger.keep(b->ledger.self, &rows[0], 1, &b->err), HF_OK);
    assert_int_equal(b->ledger.keep(b->ledger.self, &rows[1], 1, &b->err), HF_OK);
    struct answers *a = ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(90)});
    assert_int_equal(a->count, 1);
    assert_str(a->row[0].chunk.sealed, "first");
}

static void the_chunks_of_a_batch_come_with_it_or_not_at_all(void **state)
{
    const struct hf_chunk_row rows[] = {chunk(90, 0, HF_STR("first")).chunk,
                                        chunk(91, 0, HF_STR("other")).chunk,
                                        chunk(90, 0, HF_STR("later")).chunk};
    struct bench *b = empty(state);
    move(b, 1, "A", 0, 1);
    b->batch.chunks = rows;
    b->batch.chunk_count = 3;
    commit(b);
    struct answers *a = ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(90)});
    assert_int_equal(a->count, 1);
    assert_str(a->row[0].chunk.sealed, "first");
    assert_int_equal(ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(91)})->count, 1);
    const struct hf_chunk_row late = chunk(92, 0, HF_STR("late")).chunk;
    b = empty(state);
    move(b, 1, "A", 0, 1);
    b->batch.chunks = &late;
    b->batch.chunk_count = 1;
    assert_int_equal(try_commit(b), HF_CONFLICT);
    assert_int_equal(ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(92)})->count, 0);
}

static void what_is_kept_together_is_kept_whole_or_not_at_all(void **state)
{
    struct bench *b = empty(state);
    struct hf_keep rows[] = {checkpoint(7), chunk(90, 0, HF_STR("first")), checkpoint(5)};
    assert_int_equal(b->ledger.keep(b->ledger.self, &rows[0], 1, &b->err), HF_OK);
    assert_int_equal(b->ledger.keep(b->ledger.self, &rows[1], 2, &b->err), HF_CONFLICT);
    assert_int_equal(ask(b, HF_ASK_chunks, (struct hf_ask){.id = id(90)})->count, 0);
}

static void figures_count_events_files_and_waiting_notices(void **state)
{
    struct bench *b = with_outbox(state);
    struct hf_claim out[4];
    struct answers *a = ask(b, HF_ASK_counts, (struct hf_ask){0});
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].figures[0], 2);
    assert_int_equal(a->row[0].figures[1], 1);
    assert_int_equal(a->row[0].figures[2], 3);
    assert_int_equal(claim(b, HF_CLAIM_OUTBOX, 100, 1, out), 1);
    settle(b, &out[0], HF_DELIVERED, 100);
    assert_int_equal(ask(b, HF_ASK_counts, (struct hf_ask){0})->row[0].figures[2], 2);
}

/* ---- what an audit reads, a stretch of files at a time ---- */

/* Of files 1 to 3 the second: an event that begins a command, a hidden value, a thread, a snapshot and a
 * term. */
static void with_all(struct bench *b)
{
    static struct hf_command_row done;
    static struct hf_disclosure_row value;
    static struct hf_thread_row thread;
    static struct hf_deadline_row due;
    done = command(7, 70);
    value = (struct hf_disclosure_row){.file = id(2),
                                       .subject = id(9),
                                       .seq = 1,
                                       .place = 3,
                                       .event = 1,
                                       .slot = 5,
                                       .sealed = HF_STR("abc")};
    thread = (struct hf_thread_row){.thread = id(30), .file = id(2), .authority = id(40), .instance = 4};
    due = (struct hf_deadline_row){.file = id(2), .due_ms = 77};
    move(b, 1, "ONE", 0, 1);
    move(b, 2, "TWO", 0, 2);
    move(b, 3, "THREE", 0, 1);
    b->events[1].command = &done;
    b->batch.disclosures = &value;
    b->batch.threads = &thread;
    b->batch.deadlines = &due;
    b->batch.disclosure_count = b->batch.thread_count = b->batch.deadline_count = 1;
    commit(b);
    const struct hf_keep keep = {
        .kind = HF_KEEP_SNAPSHOT,
        .snapshot = {.file = id(2), .snapshot = HF_STR("folded"), .snapshot_seq = 2}};
    assert_int_equal(b->ledger.keep(b->ledger.self, &keep, 1, &b->err), HF_OK);
}

static struct answers *ask_from(struct bench *b, enum hf_question question, unsigned first, unsigned last)
{
    const struct hf_id stretch[2] = {id(first), id(last)};
    return ask(b, question, (struct hf_ask){.files = stretch, .count = 2});
}

static void a_stretch_is_told_with_what_stands_beside_its_events(void **state)
{
    struct bench *b = empty(state);
    const struct hf_id file = id(2), subject = id(9), actor = id(7);
    with_all(b);
    struct answers *a = ask_from(b, HF_ASK_events, 2, 2);
    assert_int_equal(a->count, 2);
    assert_true(hf_id_eq(&a->row[0].event.file, &file));
    assert_int_equal(a->row[0].event.position, 1);
    assert_true(hf_id_eq(&a->row[0].command.actor, &actor));
    assert_int_equal(a->row[0].command.count, 2);
    assert_int_equal(a->row[1].command.count, 0);
    assert_int_equal(ask_from(b, HF_ASK_events, 1, 3)->count, 4);
    a = ask_from(b, HF_ASK_disclosures, 1, 3);
    assert_int_equal(a->count, 1);
    assert_true(hf_id_eq(&a->row[0].disclosure.file, &file));
    assert_true(hf_id_eq(&a->row[0].disclosure.subject, &subject));
    assert_int_equal(a->row[0].disclosure.place, 3);
    assert_str(a->row[0].disclosure.sealed, "abc");
    a = ask_from(b, HF_ASK_snapshots, 2, 2);
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].file.snapshot_seq, 2);
    a = ask_from(b, HF_ASK_threads, 1, 2);
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].thread.instance, 4);
    a = ask_from(b, HF_ASK_deadlines, 1, 2);
    assert_int_equal(a->count, 1);
    assert_int_equal(a->row[0].deadline.due_ms, 77);
    assert_int_equal(a->row[0].figures[0], 0);
}

static void nothing_of_other_files_is_told_with_a_stretch(void **state)
{
    static const enum hf_question beside[] = {HF_ASK_disclosures, HF_ASK_snapshots, HF_ASK_threads,
                                              HF_ASK_deadlines, HF_ASK_outbox};
    struct bench *b = empty(state);
    with_all(b);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        assert_int_equal(ask_from(b, beside[i], 1, 1)->count, 0);
        assert_int_equal(ask_from(b, beside[i], 3, 3)->count, 0);
    }
    assert_int_equal(ask(b, HF_ASK_strays, (struct hf_ask){0})->count, 0);
}

static void notices_of_a_stretch_are_told_with_what_their_last_attempt_left(void **state)
{
    struct hf_claim out[4];
    struct bench *b = with_outbox(state);
    struct answers *a = ask_from(b, HF_ASK_outbox, 1, 1);
    assert_int_equal(a->count, 3);
    assert_int_equal(a->row[0].figures[0], -1);
    assert_true(claim(b, HF_CLAIM_OUTBOX, 120, 4, out) > 0);
    a = ask_from(b, HF_ASK_outbox, 1, 1);
    assert_true(a->row[0].figures[1] > 120);
    settle(b, &out[0], HF_DEAD, 0);
    a = ask_from(b, HF_ASK_outbox, 1, 1);
    assert_int_equal(a->count, 3);
    assert_int_equal(a->row[0].delivery.state, HF_DEAD);
    assert_int_equal(a->row[0].delivery.attempt, 1);
    assert_int_equal(a->row[0].figures[0], HF_DEAD);
    assert_int_equal(a->row[1].figures[0], -1);
}

static void a_reader_that_fails_ends_the_reading(void **state)
{
    struct bench *b = empty(state);
    commit_one(state, 1, "ONE", 0, 5);
    struct answers *a = HF_NEW(&b->arena, struct answers, 1);
    struct hf_ask question = {.id = id(1), .to = INT64_MAX};
    a->arena = &b->arena;
    a->stop_at = 2;
    enum hf_rc rc = b->ledger.ask(b->ledger.self, HF_ASK_events_of_file, &question, take, a, &b->err);
    assert_int_equal(rc, HF_FAILED);
    assert_int_equal(b->err.word, HF_WORD_internal);
    assert_int_equal(a->count, 2);
    assert_int_equal(load(b, 1, 0).seq, 5);
}

/* clang-format off */
#define TESTS(X)                                                  \
    X(a_stretch_is_told_with_what_stands_beside_its_events)       \
    X(nothing_of_other_files_is_told_with_a_stretch)              \
    X(notices_of_a_stretch_are_told_with_what_their_last_attempt_left) \
    X(a_file_that_was_never_stored_is_not_there)                  \
    X(what_a_commit_stores_is_loaded_as_it_was)                   \
    X(only_the_events_after_a_seq_are_loaded_when_one_asks_so)    \
    X(many_files_are_loaded_in_the_order_of_the_asks)             \
    X(no_more_is_loaded_than_the_memory_is_sure_to_hold)          \
    X(a_snapshot_comes_with_the_events_after_it)                  \
    X(a_snapshot_comes_whole_whatever_its_length)                 \
    X(an_older_snapshot_does_not_replace_a_newer_one)             \
    X(a_move_from_a_seq_that_was_passed_is_stale_and_stores_nothing) \
    X(a_file_is_founded_once)                                     \
    X(a_file_that_is_not_there_cannot_move_on)                    \
    X(a_name_is_given_once_in_a_kind)                             \
    X(files_without_a_name_do_not_meet)                           \
    X(positions_in_the_log_have_no_gap)                           \
    X(events_of_a_file_are_told_within_a_range)                   \
    X(all_events_are_told_by_file_and_seq)                        \
    X(files_are_told_by_kind_after_a_name)                        \
    X(files_of_the_house_are_told_by_kind_and_name)               \
    X(a_message_is_forgotten_by_its_id)                           \
    X(heads_are_told_that_moved_since)                            \
    X(what_was_decided_on_another_house_is_stale)                 \
    X(a_file_is_found_by_its_name)                                \
    X(a_command_is_remembered_with_what_it_made)                  \
    X(several_commands_of_a_batch_stand_with_their_first_events)  \
    X(a_command_is_taken_once_per_actor)                          \
    X(a_token_is_found_by_its_id_byte_for_byte)                   \
    X(a_token_is_kept_without_an_event)                           \
    X(other_bytes_under_one_id_are_refused)                       \
    X(a_thread_leads_back_to_its_file_and_instance)               \
    X(disclosures_are_told_in_order_and_forgotten_by_subject)     \
    X(pieces_are_forgotten_by_the_key_that_seals_them)            \
    X(slots_are_told_of_subjects_that_have_one)          \
    X(a_notice_is_claimed_with_its_bytes_once_it_is_due)          \
    X(a_claimed_notice_is_nobody_elses_until_the_lease_ends)      \
    X(notices_to_one_recipient_in_a_file_keep_their_order)        \
    X(a_dead_or_delivered_notice_lets_the_next_one_pass)          \
    X(what_was_delivered_stays_so_whoever_failed_later)           \
    X(a_lane_waits_for_no_other)        \
    X(no_more_of_a_lane_is_claimed_than_it_has_room)        \
    X(attempts_of_a_round_are_kept_together)        \
    X(what_was_given_up_waits_again_when_it_is_redriven)        \
    X(notices_of_later_commits_are_taken_up_in_their_turn)        \
    X(deliveries_are_told_with_each_attempt)                      \
    X(an_attempt_is_recorded_once)                                \
    X(what_stands_on_a_shelf_is_fetched_from_there_in_the_order_of_the_log) \
    X(a_shelf_gives_none_before_an_earlier_one_that_is_still_out) \
    X(from_a_shelf_those_to_one_recipient_can_be_fetched)         \
    X(what_stands_on_a_shelf_is_found_by_its_token_until_it_is_settled) \
    X(from_a_shelf_that_stands_no_more_all_is_sent_again_in_order) \
    X(the_last_use_of_a_credential_is_kept)                       \
    X(deadlines_are_claimed_in_order_and_leased)                  \
    X(a_deadline_is_rewritten_freed_and_dropped_by_a_commit)      \
    X(a_file_that_was_looked_at_rests_until_its_time)             \
    X(checkpoints_only_grow)                                      \
    X(lines_of_witnesses_stand_behind_the_note_of_their_size)     \
    X(the_last_checkpoint_up_to_a_size_is_found)                  \
    X(stamps_stand_in_order_and_each_once)                        \
    X(the_chunks_of_a_document_are_told_in_order)                 \
    X(a_chunk_that_is_there_stands)                               \
    X(the_chunks_of_a_batch_come_with_it_or_not_at_all)           \
    X(what_is_kept_together_is_kept_whole_or_not_at_all)          \
    X(figures_count_events_files_and_waiting_notices)             \
    X(a_reader_that_fails_ends_the_reading)
/* clang-format on */

int ledger_suite(const char *name, struct ledger_maker *maker)
{
#define TEST(test) {#test, test, begin, end, maker},
    const struct CMUnitTest tests[] = {TESTS(TEST)};
#undef TEST
    return _cmocka_run_group_tests(name, tests, sizeof tests / sizeof tests[0], NULL, NULL);
}
