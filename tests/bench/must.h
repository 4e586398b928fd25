/* SPDX-License-Identifier: Apache-2.0 */
/* A bench that fails has nothing to measure: it says why and ends. */
#ifndef HF_TESTS_BENCH_MUST_H
#define HF_TESTS_BENCH_MUST_H

#include "base/err.h"

void must(enum hf_rc rc, const struct hf_err *err, const char *what);
_Noreturn void must_end(const char *what);

/* Here, so that who reads on knows that the condition holds. */
static inline void must_be(bool condition, const char *what)
{
    if (!condition)
        must_end(what);
}

#endif
