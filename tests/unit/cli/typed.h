/* SPDX-License-Identifier: Apache-2.0 */
/* Types a line into the program and keeps what it said. */
#ifndef HF_TESTS_CLI_TYPED_H
#define HF_TESTS_CLI_TYPED_H

#include "cli/cli.h"
#include "unit/unit.h"

struct typed {
    int code;
    struct hf_str out, messages; /* until the next line is typed */
};

/* Words are parted by one blank; LANG is C, and no file of settings is there. */
const struct typed *type_line(const char *line);
/* The same in the environment as the test has set it. */
const struct typed *type_line_as_it_is(const char *line);
/* A run as main.c makes it, on streams that nobody reads. */
struct hf_cli *fresh_cli(void);

#define assert_said(text, part) assert_true(hf_str_contains((text), hf_str_of(part)))

#endif
