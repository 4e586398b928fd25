/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of expressions with what comes of them: the value as text, "!word@column" when compiling refuses it,
 * "?word@column" when evaluating does; the column may be left out.
 */
#ifndef HF_TESTS_GUARD_CASE_H
#define HF_TESTS_GUARD_CASE_H

#include <stdlib.h>

#include "unit/flow/guard_world.h"
#include "unit/unit.h"

struct guard_case {
    const char *source;
    const char *want;
};

enum { GUARD_ARENA = 8 << 20 };

static inline void guard_put_refusal(struct hf_buf *out, char mark, const struct hf_err *err,
                                     const char *want)
{
    hf_buf_put_char(out, mark);
    hf_buf_put(out, hf_str_part(hf_err_code(err), 0, 64));
    if (strchr(want, '@') == NULL)
        return;
    hf_buf_put_char(out, '@');
    hf_buf_put(out, hf_str_of(err->where));
}

static inline void guard_answer(const struct guard_case *row, struct hf_arena *arena, struct hf_buf *out)
{
    struct hf_err err;
    const struct hf_expr *expr;
    struct hf_val value;
    if (hf_expr_compile(&guard_scope, hf_str_of(row->source), NULL, arena, &expr, &err) != HF_OK)
        guard_put_refusal(out, '!', &err, row->want);
    else if (hf_expr_eval(expr, &guard_world, arena, &value, &err) != HF_OK)
        guard_put_refusal(out, '?', &err, row->want);
    else
        guard_put(out, &value);
}

static inline void guard_run(const struct guard_case *rows, size_t count)
{
    void *block = malloc(GUARD_ARENA);
    for (size_t i = 0; i < count; i++) {
        struct hf_arena arena;
        hf_arena_init(&arena, block, GUARD_ARENA);
        struct hf_buf got = hf_buf_in(&arena, 256);
        guard_answer(&rows[i], &arena, &got);
        if (!hf_str_eq(hf_buf_str(&got), hf_str_of(rows[i].want)))
            print_error("in   %s\n", rows[i].source);
        assert_str(hf_buf_str(&got), rows[i].want);
    }
    free(block);
}
#define GUARD_RUN(rows) guard_run((rows), sizeof(rows) / sizeof(rows)[0])

#endif
