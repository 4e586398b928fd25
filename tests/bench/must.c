/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void must_fail(enum hf_rc rc, const struct hf_err *err, const char *what)
{
    char text[4096];
    struct hf_buf buf = HF_BUF(text);
    hf_err_print(err, HF_EN, &buf);
    fprintf(stderr, "%s: %s: %.*s\n", program_invocation_short_name, what, HF_STR_ARG(hf_buf_str(&buf)));
    exit((int)rc);
}

/* Once for each command that is measured: what it takes to tell a failure is only paid then. */
void must(enum hf_rc rc, const struct hf_err *err, const char *what)
{
    if (rc != HF_OK)
        must_fail(rc, err, what);
}

void must_end(const char *what)
{
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(1);
}
