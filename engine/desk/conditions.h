/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What binds a document of the register. One that came under a condition is not handed on before whoever set
 * it has consented, which is recorded by taking the condition off its entry (document.change).
 *
 *     LEAD_ONLY    to be followed up, not to be relied on
 *     NO_ONWARD    for us alone
 *     PURPOSE      for the purpose it was given for, and no other
 *     PRIVILEGED   between a person and counsel
 */
#ifndef HF_DESK_CONDITIONS_H
#define HF_DESK_CONDITIONS_H

#include "casefile/case.h"
#include "desk/desk.h"

/* A plain datum of an entry of a register; HF_JSON_NULL: absent or hidden. */
struct hf_json hf_plain_datum(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                              const char *name, struct hf_arena *arena);
/* REFUSED document_condition: names the document, what binds it and whose consent is missing; of one that is
 * erased or was entered a moment ago, "?". */
enum hf_rc hf_document_may_go(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                              hf_instance i, struct hf_arena *arena, struct hf_err *err);

#endif
