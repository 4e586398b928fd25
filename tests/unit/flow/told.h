/* SPDX-License-Identifier: Apache-2.0 */
/* The shipped definitions and the small one, for tests of what is told and drawn of them. */
#ifndef HF_TESTS_TOLD_H
#define HF_TESTS_TOLD_H

#include <glob.h>

#include "flow_file.h"

static const char small_path[] = "tests/vectors/workflow/freeze-small.json";

/* Read as the program reads it, with the house beside it; never given back. */
static inline struct flow_file *read_with_house(struct hf_str text)
{
    static struct flow_file *house;
    if (house == NULL)
        house = flow_read_as(file_text("engine/casefile/house.json"), HF_FLOW_HOUSE, NULL);
    struct flow_file *f = flow_read_as(text, HF_FLOW_PUBLISHED, house->flow);
    if (f->rc != HF_OK)
        print_findings("text", f);
    assert_int_equal(f->rc, HF_OK);
    return f;
}

/* Every definition in workflows/, then the small one. */
static inline void each_definition(void (*holds)(struct flow_file *f))
{
    glob_t found;
    assert_int_equal(glob("workflows/*.json", 0, NULL, &found), 0);
    for (size_t i = 0; i <= found.gl_pathc; i++) {
        struct flow_file *f = read_with_house(file_text(i < found.gl_pathc ? found.gl_pathv[i] : small_path));
        holds(f);
        flow_free(f);
    }
    globfree(&found);
}

#endif
