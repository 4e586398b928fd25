/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of this folder share: a directory of their own and refusals by name. */
#ifndef HF_TESTS_UNIT_HOST_H
#define HF_TESTS_UNIT_HOST_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "unit/unit.h"

static char state_dir[64];
static struct hf_err err;

static inline int state_make(void **state)
{
    (void)state;
    snprintf(state_dir, sizeof state_dir, "/var/tmp/holdfast-test-XXXXXX");
    assert_non_null(mkdtemp(state_dir));
    memset(&err, 0, sizeof err);
    return 0;
}

static inline int state_remove_one(const char *path, const struct stat *seen, int kind, struct FTW *where)
{
    (void)seen, (void)kind, (void)where;
    return remove(path);
}

static inline int state_remove(void **state)
{
    (void)state;
    return nftw(state_dir, state_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline const char *state_path(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", state_dir, name);
    return path;
}

static inline void put_file(const char *name, const char *text)
{
    FILE *file = fopen(state_path(name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* The call fails with this word and no other. */
#define assert_refused(call, name)            \
    do {                                      \
        assert_int_not_equal((call), HF_OK);  \
        assert_str(hf_err_code(&err), #name); \
    } while (0)

#define TEST(name) cmocka_unit_test_setup_teardown(name, state_make, state_remove)

#endif
