/* SPDX-License-Identifier: Apache-2.0 */
/* A state directory of a test, and its cluster that waits for no disk. */
#ifndef HF_TESTS_PG_SCRATCH_H
#define HF_TESTS_PG_SCRATCH_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pg/cluster.h"
#include "unit/unit.h"

static const struct hf_cluster_options scratch_options = {.make = true, .hasty = true};

static inline void scratch_make(char state[64])
{
    snprintf(state, 64, "/var/tmp/holdfast-test-XXXXXX");
    assert_non_null(mkdtemp(state));
}

static inline int scratch_remove_one(const char *path, const struct stat *seen, int kind, struct FTW *where)
{
    (void)seen, (void)kind, (void)where;
    return remove(path);
}

static inline void scratch_remove(const char *state)
{
    nftw(state, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A failure is printed before it fails the test. */
static inline void assert_ok_(enum hf_rc rc, const struct hf_err *err, const char *file, int line)
{
    char text[4096];
    struct hf_buf buf = HF_BUF(text);
    if (rc == HF_OK)
        return;
    hf_err_print(err, HF_EN, &buf);
    print_error("%.*s\n", HF_STR_ARG(hf_buf_str(&buf)));
    _fail(file, line);
}
#define assert_ok(call, err) assert_ok_((call), (err), __FILE__, __LINE__)
#define assert_refused(call, err, wanted)      \
    do {                                       \
        assert_int_not_equal((call), HF_OK);   \
        assert_str(hf_err_code(err), #wanted); \
    } while (0)

#endif
