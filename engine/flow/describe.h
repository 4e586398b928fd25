/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A definition as numbered prose, for a legal officer who has never seen the JSON. The paragraphs are given
 * as data; hf_description_put writes them for people.
 *
 * Numbers: 1 the procedure, 2 parties, 3 legal bases, then a chapter for each kind in the order of the file,
 * last the notices. Every section has its number whether or not there is anything to say, so that "5.7.2" is
 * the second state of the second kind in each description.
 */
#ifndef HF_FLOW_DESCRIBE_H
#define HF_FLOW_DESCRIBE_H

#include "flow/subject.h"

struct hf_paragraph {
    struct hf_str number; /* "5.7.2" */
    uint32_t depth;       /* of the number: 3 */
    bool heading;
    struct hf_str text;
};

struct hf_description {
    struct hf_str title, notice; /* the notice says that this is a draft for review */
    const struct hf_paragraph *paragraph;
    size_t count;
};

/* Of one kind: the chapters on the others are left out, numbers stay. */
/* REFUSED tell_too_large: it would take more than half of the arena. */
enum hf_rc hf_describe(const struct hf_subject *subject, struct hf_arena *arena, struct hf_description *out,
                       struct hf_err *err);

/* One paragraph after the other, broken at `width` characters (0: not at all), deeper ones further in. */
void hf_description_put(const struct hf_description *description, size_t width, struct hf_buf *out);

#endif
