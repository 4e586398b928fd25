/* SPDX-License-Identifier: Apache-2.0 */
/* The main of a program that answers standard input line by line: one JSON text in, one line out. */
#ifndef HF_TESTS_LINES_H
#define HF_TESTS_LINES_H

#include <stdio.h>
#include <stdlib.h>

#include "record/json.h"

static inline int answer_lines(void (*answer)(const struct hf_json *, struct hf_arena *, struct hf_buf *))
{
    enum { LINE_BYTES = 1 << 20, ARENA_BYTES = 64 << 20 };
    char *line = malloc(LINE_BYTES);
    void *block = malloc(ARENA_BYTES);
    bool ready = line != NULL && block != NULL;
    while (ready && fgets(line, LINE_BYTES, stdin) != NULL) {
        struct hf_arena arena;
        struct hf_json asked;
        struct hf_err err;
        hf_arena_init(&arena, block, ARENA_BYTES);
        struct hf_buf out = hf_buf_in(&arena, 256);
        struct hf_str text = {line, strcspn(line, "\n")};
        if (hf_json_read(text, &hf_json_file_limits, &arena, &asked, &err) == HF_OK)
            answer(&asked, &arena, &out);
        else
            hf_buf_put(&out, HF_STR("! not read"));
        printf("%.*s\n", HF_STR_ARG(hf_buf_str(&out)));
    }
    free(line);
    free(block);
    return ready ? 0 : 1;
}

#endif
