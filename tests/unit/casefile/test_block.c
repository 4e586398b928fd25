/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case that is tried on shares what is not touched with the case it was. Whatever is written, by chance:
 * the case it was stays as it is, byte for byte; what comes of it holds what one block holds that never
 * shared; and however long it goes on, it takes no more room than half as much again as what it holds.
 */
#include <stdlib.h>

#include "casefile/block.h"
#include "unit/casefile/bench.h"

enum { STEPS = 3000, INSTANCES = 40, MEMORY = 64 << 20 };

static struct hf_rehearsal *b;
static struct hf_arena one, turn[2]; /* of the case that never shares; of the two newest that do */

static int open_turns(void **state)
{
    b = malloc(sizeof(*b));
    *state = b;
    bench_open(b, "tests/vectors/workflow/turns.json");
    bench_do(b, "officer", "case", "open", NULL);
    hf_arena_init(&one, malloc(MEMORY), MEMORY);
    for (size_t i = 0; i < 2; i++)
        hf_arena_init(&turn[i], malloc(MEMORY), MEMORY);
    return 0;
}

static int close_turns(void **state)
{
    (void)state;
    free(one.at);
    free(turn[0].at);
    free(turn[1].at);
    bench_close(b);
    free(b);
    return 0;
}

static uint32_t chance(uint32_t below)
{
    static uint64_t state = 17;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(state >> 33) % below;
}

/* One thing that an event may do, told by numbers so that it can be done twice. */
struct deed {
    uint32_t what, instance, other, index, length;
};

static struct deed any_deed(const struct hf_case *c)
{
    uint32_t count = hf_case_head(c)->instances;
    return (struct deed){chance(10), chance(count), chance(count), chance(1000), chance(200)};
}

static void be_born(struct hf_case *c, const struct deed *deed)
{
    enum hf_owner owner;
    struct hf_id id = {{(unsigned char)deed->index, (unsigned char)deed->length, 1}};
    uint16_t kind = hf_flows_kind(&b->flows, HF_STR("job"), &owner);
    if (hf_case_head(c)->instances < INSTANCES)
        hf_block_add_instance(&b->flows, c, owner, kind, &id);
}

static void perform(struct hf_case *c, const struct deed *deed)
{
    static const char letters[200];
    hf_instance i = deed->instance, to = deed->other;
    const struct hf_kind *kind = hf_case_kind(&b->flows, c, i);
    uint16_t data = kind->data == NULL ? 0 : kind->data->members, n = (uint16_t)deed->index;
    if (deed->what == 0)
        be_born(c, deed);
    else if (deed->what <= 3 && data > 0)
        hf_block_set(c, i, n % data, (struct hf_str){letters, deed->length + 1});
    else if (deed->what == 4 && data > 0)
        hf_block_hide(c, i, n % data, deed->length + 1, deed->length);
    else if (deed->what == 5 && data > 0)
        hf_block_clear(c, i, n % data);
    else if (deed->what == 6)
        hf_block_link(c, i, n % 3, to);
    else if (deed->what == 7)
        hf_block_unlink(c, i, n % 3, to);
    else if (deed->what == 8)
        hf_block_sender(c, i, n % 5, &(struct hf_id){{(unsigned char)deed->length}});
    else
        hf_block_enter(c, i, n % kind->states, n % 2 == 0 ? HF_NONE : 0);
    if (deed->what == 9 && hf_case_head(c)->threads < 20)
        hf_block_add_thread(c, &(struct hf_thread){.our_seq = n});
    if (hf_case_head(c)->threads > 0)
        hf_block_thread(c, n % hf_case_head(c)->threads)->their_seq = deed->length;
}

static void assert_same(const struct hf_case *a, const struct hf_case *other, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_case x = hf_case_copy(arena, a), y = hf_case_copy(arena, other);
    struct hf_str p = hf_case_bytes(&x), q = hf_case_bytes(&y);
    assert_int_equal(p.len, q.len);
    assert_memory_equal(p.at, q.at, p.len);
    hf_arena_reset(arena, mark);
}

static void what_is_shared_stays_as_it_is(void **state)
{
    (void)state;
    struct hf_case alone = hf_case_copy(&one, &b->c), now = hf_case_keep(&turn[0], &b->c);
    for (int step = 1; step <= STEPS; step++) {
        struct hf_arena *arena = &turn[step % 2];
        hf_arena_reset(arena, 0);
        struct hf_case was = hf_case_keep(arena, &now), tried = hf_case_try(arena, &now);
        for (uint32_t deeds = 1 + chance(4); deeds > 0; deeds--) {
            struct deed deed = any_deed(&alone);
            perform(&alone, &deed);
            perform(&tried, &deed);
            if (deeds == 2)
                tried = hf_case_try(arena, &tried); /* on what was only tried */
        }
        assert_memory_equal(now.at, was.at, now.used);
        assert_same(&alone, &tried, arena);
        now = hf_case_keep(arena, &tried);
        struct hf_case packed = hf_case_copy(arena, &now);
        assert_in_range(now.used, 1, packed.used + packed.used / 2);
        if (step % 100 == 0) { /* the one that never shares grows without end */
            struct hf_case smaller = hf_case_copy(arena, &alone);
            hf_arena_reset(&one, 0);
            alone = hf_case_copy(&one, &smaller);
        }
    }
    assert_int_equal(hf_case_head(&now)->instances, INSTANCES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shared_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, open_turns, close_turns);
}
