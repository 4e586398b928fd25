/* SPDX-License-Identifier: Apache-2.0 */
/* Holdings in a case's registers: what is held is no natural person. */
#ifndef HF_CASEFILE_HOLDING_H
#define HF_CASEFILE_HOLDING_H

#include "casefile/deciding.h"

/* Of the event just applied to the step's instance, where it says what is held. REFUSED book_person. */
enum hf_rc hf_holding_fits(struct hf_deciding *d, const struct hf_step *step);

#endif
