/* SPDX-License-Identifier: Apache-2.0 */
/* A file of published cases: one JSON object with a list. */
#ifndef HF_TESTS_CASES_FILE_H
#define HF_TESTS_CASES_FILE_H

#include "unit/flow/flow_file.h"

struct cases {
    struct hf_str text;
    struct hf_json file;
    const struct hf_json *list;
    struct hf_arena arena; /* of the file */
};

static inline struct cases *cases_read(const char *path, const char *list)
{
    struct cases *cases = calloc(1, sizeof *cases);
    struct hf_err err;
    hf_arena_init(&cases->arena, malloc(FLOW_ARENA), FLOW_ARENA);
    cases->text = file_text(path);
    if (hf_json_read(cases->text, &hf_json_file_limits, &cases->arena, &cases->file, &err) != HF_OK)
        fail_msg("%s: %s", path, err.where);
    cases->list = hf_json_get(&cases->file, hf_str_of(list));
    assert_true(cases->list != NULL && cases->list->kind == HF_JSON_LIST && cases->list->is.list.count > 0);
    return cases;
}

static inline void cases_free(struct cases *cases)
{
    free((void *)(uintptr_t)cases->text.at);
    free(cases->arena.at);
    free(cases);
}

/* Is there a reason of that name under `table`? */
static inline bool cases_say(const struct cases *cases, const char *table, struct hf_str name)
{
    const struct hf_json *reasons = hf_json_get(&cases->file, hf_str_of(table));
    return reasons != NULL && hf_json_text(reasons, name).len > 0;
}

/* Does it hold for each case? Its memory is one case's; what it answered is told when it does not. */
static inline void cases_hold(const struct cases *cases, const char *named,
                              bool (*holds)(const struct cases *cases, const struct hf_json *asked,
                                            struct hf_arena *arena, struct hf_buf *got))
{
    void *block = malloc(FLOW_ARENA);
    for (size_t i = 0; i < cases->list->is.list.count; i++) {
        const struct hf_json *asked = &cases->list->is.list.item[i];
        struct hf_arena arena;
        hf_arena_init(&arena, block, FLOW_ARENA);
        struct hf_buf got = hf_buf_in(&arena, 256);
        if (!holds(cases, asked, &arena, &got))
            fail_msg("%.*s: %.*s", HF_STR_ARG(hf_json_text(asked, hf_str_of(named))),
                     HF_STR_ARG(hf_buf_str(&got)));
    }
    free(block);
}

#endif
