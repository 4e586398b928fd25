/* SPDX-License-Identifier: Apache-2.0 */
/* A state directory of a test, with keys in it if wanted, and dice that count. */
#ifndef HF_TESTS_UNIT_KEYS_STATE_H
#define HF_TESTS_UNIT_KEYS_STATE_H

#include <fcntl.h>
#include <sys/random.h>

#include "keys/keyring.h"
#include "unit/state_dir.h"

static inline void throw_dice(void *self, void *out, size_t size)
{
    (void)self;
    assert_int_equal(getrandom(out, size, 0), size);
}
static const struct hf_dice dice = {.fill = throw_dice};

static inline size_t file_bytes(const char *name, char *out, size_t size)
{
    FILE *file = fopen(state_path(name), "rb");
    assert_non_null(file);
    size_t got = fread(out, 1, size, file);
    fclose(file);
    return got;
}

static inline void put_file(const char *name, const char *text, size_t len, mode_t mode)
{
    FILE *file = fopen(state_path(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    fclose(file);
    assert_int_equal(chmod(state_path(name), mode), 0);
}

static inline mode_t mode_of(const char *name)
{
    struct stat file;
    assert_int_equal(lstat(state_path(name), &file), 0);
    return file.st_mode & 07777;
}

static inline enum hf_rc make_keys(void)
{
    const struct hf_keys_order order = {.issuer = HF_STR("https://court.example"),
                                        .origin = HF_STR("court.example/log1"),
                                        .made_ms = INT64_C(1795339753000),
                                        .dice = dice};
    return hf_keys_generate(state_dir, &order, &err);
}

/* The call fails with this word and no other. */
#define assert_refused(call, name)            \
    do {                                      \
        assert_int_not_equal((call), HF_OK);  \
        assert_str(hf_err_code(&err), #name); \
    } while (0)

#define TEST(name) cmocka_unit_test_setup_teardown(name, state_make, state_remove)

#endif
