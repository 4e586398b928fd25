/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of this folder share: a hasher for the whole group, an arena per test, bytes written as hex.
 */
#ifndef HF_TESTS_UNIT_SEAL_H
#define HF_TESTS_UNIT_SEAL_H

#include "unit/unit.h"

#include "base/arena.h"
#include "base/code.h"
#include "base/err.h"
#include "seal/hash.h"

static struct hf_hasher hasher;
static struct hf_arena arena;
static struct hf_err err;

static int open_group(void **state)
{
    (void)state;
    hf_hasher_init(&hasher);
    return 0;
}

static int close_group(void **state)
{
    (void)state;
    hf_hasher_done(&hasher);
    return 0;
}

static inline int fresh_arena(void **state)
{
    static _Alignas(16) unsigned char block[1 << 20];

    (void)state;
    hf_arena_init(&arena, block, sizeof(block));
    memset(&err, 0, sizeof(err));
    return 0;
}

/* A text long enough for every value of these tests. */
static inline const char *hex_of(const void *bytes, size_t len)
{
    static char text[1024];
    struct hf_buf buf = {.at = text, .size = sizeof(text) - 1};

    hf_hex_put(&buf, bytes, len);
    assert_false(buf.full);
    text[buf.len] = '\0';
    return text;
}

static inline struct hf_digest digest_of_hex(const char *hex)
{
    struct hf_digest digest;

    assert_true(hf_hex_read(hf_str_of(hex), digest.byte, sizeof(digest.byte)));
    return digest;
}

#define assert_hex(bytes, want) assert_string_equal(hex_of((bytes), sizeof(bytes)), (want))

/* The call fails with this word and no other. */
#define assert_refused(call, name)            \
    do {                                      \
        assert_int_not_equal((call), HF_OK);  \
        assert_str(hf_err_code(&err), #name); \
    } while (0)

#define RUN(tests) cmocka_run_group_tests(tests, open_group, close_group)
#define TEST(name) cmocka_unit_test_setup(name, fresh_arena)

#endif
