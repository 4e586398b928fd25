/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of this folder share: a directory of their own and refusals by name. */
#ifndef HF_TESTS_UNIT_HOST_H
#define HF_TESTS_UNIT_HOST_H

#include "unit/state_dir.h"

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
