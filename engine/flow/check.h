/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of format section 9 that look at the machine as a whole, each one function in one table. */
#ifndef HF_FLOW_CHECK_H
#define HF_FLOW_CHECK_H

#include "flow/reader.h"

/* Runs every rule; all findings are noted. The definition has been read without a fault. */
void hf_check_machine(struct hf_reader *r);

typedef void hf_rule(struct hf_reader *r, uint16_t k);
/* check_reach.c: C3, C10 */
hf_rule hf_check_reach, hf_check_exits, hf_check_clock_circles, hf_check_unhandled, hf_check_never;
/* check_state.c: C4, C5, C9, C18, C24 */
hf_rule hf_check_bounds, hf_check_owners, hf_check_clock_events, hf_check_pauses, hf_check_targets;
/* check_event.c: C15, C16, C20, C21, C23 */
hf_rule hf_check_basis, hf_check_unbound, hf_check_birth_by, hf_check_obligations, hf_check_answers;
/* check_raise.c: C19, over all kinds at once */
void hf_check_raise_circles(struct hf_reader *r);

/* The handler of an event in a state (row `states`: birth), or NULL. */
static inline const struct hf_handler *hf_handler_at(const struct hf_kind *kind, uint16_t row, uint16_t event)
{
    uint16_t h = kind->next[(size_t)row * kind->events + event];
    return h == HF_NONE ? NULL : &kind->handler[h];
}

#endif
