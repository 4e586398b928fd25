/* SPDX-License-Identifier: Apache-2.0 */
/* What every unit test needs: cmocka with the includes it wants before it, and texts compared as texts. */
#ifndef HF_TESTS_UNIT_H
#define HF_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

static inline void assert_str_(struct hf_str got, const char *want, const char *file, int line)
{
    if (hf_str_eq(got, hf_str_of(want)))
        return;
    print_error("got  \"%.*s\"\nwant \"%s\"\n", HF_STR_ARG(got), want);
    _fail(file, line);
}
#define assert_str(got, want) assert_str_((got), (want), __FILE__, __LINE__)

#endif
