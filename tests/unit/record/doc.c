/* SPDX-License-Identifier: Apache-2.0 */
#include "doc.h"

#include <stdlib.h>

struct hf_arena doc_arena;
static void *block;

int doc_begin(void **state)
{
    (void)state;
    block = malloc(DOC_ARENA);
    if (block == NULL)
        return -1;
    hf_arena_init(&doc_arena, block, DOC_ARENA);
    return 0;
}

int doc_end(void **state)
{
    (void)state;
    free(block);
    return 0;
}

struct hf_json doc_read(struct hf_str text, const struct hf_json_limits *limits)
{
    struct hf_json json = {0};
    struct hf_err err;
    if (hf_json_read(text, limits, &doc_arena, &json, &err) != HF_OK)
        fail_msg("%.*s: refused at %s: %.*s", HF_STR_ARG(text), err.where, HF_STR_ARG(hf_err_code(&err)));
    return json;
}

struct hf_str doc_text(const struct hf_json *json)
{
    struct hf_buf buf = hf_buf_in(&doc_arena, 256);
    hf_json_write(&buf, json);
    return hf_buf_str(&buf);
}
