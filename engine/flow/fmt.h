/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one layout of a definition: members of the language in the order in which this program reads them (a
 * `note` before all others, texts in the order of `languages`), names that the author gave in the author's
 * order, lines as record/pretty.h breaks them. Only a file in this layout is published, so that one content
 * has one digest.
 */
#ifndef HF_FLOW_FMT_H
#define HF_FLOW_FMT_H

#include "flow/flow.h"

/*
 * Appends the definition laid out. One with faults is laid out as far as it can be read: what is not known
 * stands last, as it was written. BAD_INPUT only where the text is no JSON. Needs from the arena about fifty
 * times the text.
 */
enum hf_rc hf_flow_fmt(struct hf_str text, const struct hf_flow *house, struct hf_arena *arena,
                       struct hf_buf *out, struct hf_err *err);

#endif
