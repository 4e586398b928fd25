/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The unlock key, under which all others are sealed: the systemd credential `holdfast-unlock`
 * where one is lent to the process, else STATE/unlock (0600, in no backup). Both hold 32 bytes as one line
 * of base64url.
 */
#ifndef HF_KEYS_UNLOCK_H
#define HF_KEYS_UNLOCK_H

#include "desk/ports.h"

/* UNAVAILABLE key_locked (neither is there), BAD_INPUT key_unlock_malformed, and what file.h names. */
enum hf_rc hf_unlock_read(const char *state, struct hf_box_key *out, struct hf_err *err);

/* Makes STATE/unlock, unless there is an unlock key already. */
enum hf_rc hf_unlock_make(const char *state, const struct hf_dice *dice, struct hf_err *err);

#endif
