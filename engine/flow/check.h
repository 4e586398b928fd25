/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of format section 9 that look at the machine as a whole, each one function in one table. */
#ifndef HF_FLOW_CHECK_H
#define HF_FLOW_CHECK_H

#include "flow/reader.h"

/* Runs every rule; all findings are noted. The definition has been read without a fault. */
void hf_check_machine(struct hf_reader *r);

/* The rules that look beyond the file: C6 and C12 (check_among.c). */
void hf_check_among(struct hf_reader *r, const struct hf_among *among);

typedef void hf_rule(struct hf_reader *r, uint16_t k);
/* check_reach.c: C3, C10 */
hf_rule hf_check_reach, hf_check_exits, hf_check_clock_circles, hf_check_unhandled, hf_check_never;
/* check_state.c: C4, C5, C9, C18, C24 */
hf_rule hf_check_bounds, hf_check_owners, hf_check_clock_events, hf_check_pauses, hf_check_targets;
/* check_event.c: C15, C16, C20, C23 */
hf_rule hf_check_basis, hf_check_unbound, hf_check_birth_by, hf_check_registers, hf_check_answers;
/* check_path.c: C13, C14, C21 */
hf_rule hf_check_four_eyes, hf_check_longest, hf_check_obligations, hf_check_undated;
/* check_choice.c: C7, and warnings */
hf_rule hf_check_shadowed, hf_check_same, hf_check_unused, hf_check_aside;
/* check_notice.c: C11, C22 */
hf_rule hf_check_channels;
void hf_check_own_mail(struct hf_reader *r);
/* check_raise.c: C22 of events kept for later; C19, over all kinds at once */
hf_rule hf_check_kept;
void hf_check_raise_circles(struct hf_reader *r);

/*
 * Is the role never one of ours? Our side is that of whoever began the case, so it can be each side whose
 * people may begin one; in a role of a side that is not ours then, nobody acts who is not bound
 * (casefile/may.c).
 */
bool hf_role_of_others(const struct hf_flow *flow, uint16_t role);
/* Is the part then played by another side? Its role is, or `who` names an authority. */
bool hf_cast_of_others(const struct hf_flow *flow, const struct hf_cast *cast);
/* What `who` gives, one or each of a list; SORT_ABSENT where there is none. */
enum hf_sort hf_cast_sort(const struct hf_cast *cast);

/* Are all the data that the expression reads surely there, given one bit for each of the kind's own? */
bool hf_surely_known(const struct hf_reader *r, uint16_t k, const uint64_t *bits, const struct hf_expr *expr);

/* The handler of an event in a state (row `states`: birth), or NULL. */
static inline const struct hf_handler *hf_handler_at(const struct hf_kind *kind, uint16_t row, uint16_t event)
{
    uint16_t h = kind->next[(size_t)row * kind->events + event];
    return h == HF_NONE ? NULL : &kind->handler[h];
}
/* Does any state handle the event? What only brings about a birth, none does. */
bool hf_event_lives(const struct hf_kind *kind, uint16_t event);

#endif
