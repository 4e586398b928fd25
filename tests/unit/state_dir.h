/* SPDX-License-Identifier: Apache-2.0 */
/* A directory of a test's own, which is taken away with all that stands in it. */
#ifndef HF_TESTS_UNIT_STATE_DIR_H
#define HF_TESTS_UNIT_STATE_DIR_H

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
    unsetenv("CREDENTIALS_DIRECTORY");
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

/* The path of a name in it, good until the next call. */
static inline const char *state_path(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", state_dir, name);
    return path;
}

#endif
