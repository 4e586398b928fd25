/* SPDX-License-Identifier: Apache-2.0 */
/* Time-stamps got from the authority that is configured, by network or by files, and verified as they come.
 */
#ifndef HF_CLI_STAMPING_H
#define HF_CLI_STAMPING_H

#include "cli/session.h"
#include "desk/audit.h"
#include "desk/stamps.h"

struct hf_stamping {
    struct hf_seat *seat;
    struct hf_arena *arena;
    struct hf_str roots, lists; /* PEM; roots empty: no authority is believed */
};

/* Reads the files of stamp.ca and stamp.lists. */
enum hf_rc hf_stamping_begin(struct hf_seat *seat, struct hf_arena *arena, struct hf_stamping *out,
                             struct hf_err *err);

/* A TimeStampResp, or a token, for this wish: verified now, and kept. */
enum hf_rc hf_stamping_take(struct hf_stamping *s, const struct hf_stamp_wish *wish, struct hf_str response,
                            struct hf_err *err);

/* Asks the authority at `url` for all that is wanted; *got: how many came. */
enum hf_rc hf_stamping_ask(struct hf_stamping *s, struct hf_str url, size_t *got, struct hf_err *err);

/* For hf_audit.stamp: the token whole, as of `at_ms`. `self` is a struct hf_stamping. */
hf_audit_stamp_fn hf_stamping_check;

#endif
