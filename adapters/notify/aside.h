/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A courier that goes on by himself: another courier is turned on a thread of its own, so that parcels are
 * sent and answers taken while the caller goes about what has come back, a commit for instance. What came
 * meanwhile is all there at the next turn, so who is slow has larger rounds and not more of them.
 *
 * Beside what the port says, `fit` and `terms` of the courier must be fit to be called while another thread
 * turns it, and so must its clock.
 */
#ifndef HF_NOTIFY_ASIDE_H
#define HF_NOTIFY_ASIDE_H

#include "desk/ports.h"

/* The courier has room for so many parcels. `stop` ends the thread, then stops the courier. FAILED no_memory:
 * then it is still the caller's. */
enum hf_rc hf_aside_open(const struct hf_courier *courier, size_t room, struct hf_courier *out,
                         struct hf_err *err);

#endif
