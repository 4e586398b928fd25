/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The `pattern` of a schema: ECMA-262 regular expressions as far as JSON Schema asks for them to be portable
 * (draft 2020-12, core section 6.4), read as with the flag u: literals, escapes, `.`, classes, \d \w \s and
 * their opposites, groups, alternation, ? * + {m} {m,} {m,n}, ^ and $. No back references, no look-around: a
 * match takes time in proportion to text times pattern, whatever the text (Thompson's construction).
 *
 * Most patterns of a form are simpler: ^, then letters of one set after the other with their counts, without
 * group or choice, as `^[A-Z]{2}$` or `^.{1,400}$`. Such a one is matched by a single scan, in proportion to
 * the text alone, where taking as much as one can is never wrong (pattern_step.h). The answer is the same.
 */
#ifndef HF_FLOW_PATTERN_H
#define HF_FLOW_PATTERN_H

#include "base/arena.h"
#include "base/err.h"

struct hf_pattern;

/* Steps of a compiled pattern, after {m,n} is written out; and groups within groups. */
enum { HF_PATTERN_STEPS_MAX = 1024, HF_PATTERN_DEPTH_MAX = 8 };

/* BAD_INPUT bad_pattern: `where` is the number of the byte at which it stopped being understood. */
enum hf_rc hf_pattern_compile(struct hf_str source, struct hf_arena *arena, const struct hf_pattern **out,
                              struct hf_err *err);

/* Does some part of the text match? (Anchors are the pattern's business.) `text` is valid UTF-8. */
bool hf_pattern_match(const struct hf_pattern *pattern, struct hf_str text);

/* Takes one character off the front of valid UTF-8; s must not be empty. */
uint32_t hf_letter_next(struct hf_str *s);
size_t hf_letter_count(struct hf_str s);

#endif
