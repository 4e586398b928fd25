/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of things that have a name, looked through in one way. */
#ifndef HF_FLOW_NAMED_H
#define HF_FLOW_NAMED_H

#include "flow/text.h"

/* A list of things with names; `what` is the member of the format in which they are declared. */
struct hf_named {
    const void *list;
    size_t size, name_at;
    uint16_t count;
    const char *what;
};
#define HF_NAMED(list, count, type, what) \
    ((struct hf_named){(list), sizeof(struct type), offsetof(struct type, name), (count), (what)})
uint16_t hf_named_find(const struct hf_named *named, struct hf_str name);

#endif
