/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Movements of money in a case's registers: each has what its kind needs, however it came about, and is in
 * the currencies of the accounts and the asset that it names, and only a conversion has two. An account is in
 * the currency that its entry says; where that says none, in that of the movements recorded of it, as an
 * asset always is. What was withdrawn does not count. What an event says has a meaning with a movement of its
 * kind, and the rate of a conversion fits both amounts (base/rate.h).
 *
 * A definition's guards cannot say this: they would have to look at every movement of the case.
 */
#ifndef HF_CASEFILE_MOVEMENT_H
#define HF_CASEFILE_MOVEMENT_H

#include "casefile/deciding.h"

/*
 * Of the event just applied to the step's instance: where it is a movement, or an account whose currency was
 * said. REFUSED book_account, book_asset, book_used, with the movement that shows the other currency;
 * book_needs where a correction leaves out what the kind of movement needs; book_stray where the event says
 * what the kind does not have; book_rate.
 */
enum hf_rc hf_movement_fits(struct hf_deciding *d, const struct hf_step *step);

#endif
