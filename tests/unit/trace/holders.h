/* SPDX-License-Identifier: Apache-2.0 */
/* A work bench for the tests of holdings: texts asked about, answers and refusals as values. */
#ifndef HF_TESTS_TRACE_HOLDERS_H
#define HF_TESTS_TRACE_HOLDERS_H

#include "bench.h"
#include "trace/owners.h"

#define HOLDERS_HEADING "owner,owned,percent\n"

/* The answer about `of` ("": the file's own target), rows of any date; the text must be taken. */
struct hf_json holders_of(struct hf_str text, const char *of);
/* The same for one of several cases. */
struct hf_json holders_in_case(struct hf_str text, const char *case_id, const char *of);
enum hf_rc holders_ask(struct hf_str text, const struct hf_owners_ask *ask, struct hf_json *out,
                       struct hf_err *err);

/* A member of the answer, or of a member of it ("effective", "P"), as canonical JSON; "" where there is none.
 */
struct hf_str holders_said(const struct hf_json *answer, const char *member, const char *of);

/* Fails unless the text is refused with this word at this place ("" for any). */
void holders_refused_(struct hf_str text, const char *of, enum hf_word word, const char *where,
                      const char *file, int line);
#define holders_refused(text, of, word, where) \
    holders_refused_((text), (of), (word), (where), __FILE__, __LINE__)

#endif
