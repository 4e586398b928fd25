/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions for tests: read from a file, perhaps changed in one place, and compiled. */
#ifndef HF_TESTS_FLOW_FILE_H
#define HF_TESTS_FLOW_FILE_H

#include <stdio.h>
#include <stdlib.h>

#include "flow/read.h"
#include "unit/unit.h"

enum { FLOW_ARENA = 64 << 20, FLOW_TEXT_MAX = 2 << 20 };

struct flow_file {
    struct hf_arena arena;

    const struct hf_flow *flow; /* NULL: refused */
    struct hf_findings findings;
    struct hf_err err;
    enum hf_rc rc;
};

static inline struct hf_str file_text(const char *path)
{
    char *text = malloc(FLOW_TEXT_MAX);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(text, 1, FLOW_TEXT_MAX, file);
    (void)fclose(file);
    return (struct hf_str){text, len};
}

/* The text with the only place where `old` stands replaced by `new`; the place must be there. */
static inline struct hf_str changed(struct hf_str text, const char *old, const char *new)
{
    size_t old_len = strlen(old), new_len = strlen(new), at = 0;
    while (at + old_len <= text.len && memcmp(text.at + at, old, old_len) != 0)
        at++;
    if (at + old_len > text.len) {
        print_error("not in the definition: %s\n", old);
        fail();
    }
    char *out = malloc(text.len + new_len);
    memcpy(out, text.at, at);
    memcpy(out + at, new, new_len);
    memcpy(out + at + new_len, text.at + at + old_len, text.len - at - old_len);
    return (struct hf_str){out, text.len - old_len + new_len};
}

static inline struct flow_file *flow_read_as(struct hf_str text, enum hf_flow_origin origin,
                                             const struct hf_flow *house)
{
    struct flow_file *f = calloc(1, sizeof *f);
    hf_arena_init(&f->arena, malloc(FLOW_ARENA), FLOW_ARENA);
    f->rc = hf_flow_read(text, origin, house, &f->arena, &f->flow, &f->findings, &f->err);
    return f;
}

static inline struct flow_file *flow_read(struct hf_str text)
{
    return flow_read_as(text, HF_FLOW_PUBLISHED, NULL);
}

static inline void flow_free(struct flow_file *f)
{
    free(f->arena.at);
    free(f);
}

static inline void print_findings(const char *path, const struct flow_file *f)
{
    static char line[4096];
    for (size_t i = 0; i < f->findings.count; i++) {
        struct hf_buf out = HF_BUF(line);
        hf_finding_print(&f->findings.at[i], HF_EN, &out);
        print_message("%s:%.*s\n", path, HF_STR_ARG(hf_buf_str(&out)));
    }
    if (f->rc != HF_OK && f->findings.count == 0)
        print_error("%s: %s\n", path, f->err.where);
}

#endif
