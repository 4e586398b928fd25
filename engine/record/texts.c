/* SPDX-License-Identifier: Apache-2.0 */
#include "record/texts.h"

enum { DEPTH = 20 };

struct level {
    const struct hf_json *json;
    size_t next;
};

static const struct hf_json *child_of(const struct level *level)
{
    const struct hf_json *json = level->json;
    if (json->kind == HF_JSON_OBJECT && level->next < json->is.object.count)
        return &json->is.object.member[level->next].value;
    return json->kind == HF_JSON_LIST && level->next < json->is.list.count ? &json->is.list.item[level->next]
                                                                           : NULL;
}

bool hf_each_text(const struct hf_json *json, hf_text_fn see, void *context)
{
    struct level stack[DEPTH] = {{json, 0}};
    size_t depth = 1;
    if (json->kind == HF_JSON_TEXT)
        return see(context, json->is.text);
    while (depth > 0) {
        const struct hf_json *child = child_of(&stack[depth - 1]);
        stack[depth - 1].next++;
        if (child == NULL)
            depth--;
        else if (child->kind == HF_JSON_TEXT && see(context, child->is.text))
            return true;
        else if ((child->kind == HF_JSON_OBJECT || child->kind == HF_JSON_LIST) && depth < DEPTH)
            stack[depth++] = (struct level){child, 0};
    }
    return false;
}
