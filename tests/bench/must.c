/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void must(enum hf_rc rc, const struct hf_err *err, const char *what)
{
    char text[4096];
    struct hf_buf buf = HF_BUF(text);
    if (rc == HF_OK)
        return;
    hf_err_print(err, HF_EN, &buf);
    fprintf(stderr, "%s: %s: %.*s\n", program_invocation_short_name, what, HF_STR_ARG(hf_buf_str(&buf)));
    exit((int)rc);
}

void must_end(const char *what)
{
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(1);
}
