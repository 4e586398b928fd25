/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log key is replaced (seal/log_keys.h). Its files, in STATE/keys:
 *
 *     log         the key that signs
 *     log.keys    the list of all; not there while there was only one
 *     log.next    the key that is about to take its place
 *
 * The list is written before the key takes its place; where somebody was killed between the two, who settles
 * ends it. Nothing is signed by the new key before.
 */
#ifndef HF_KEYS_ROTATE_H
#define HF_KEYS_ROTATE_H

#include "keys/keyfile.h"
#include "seal/log_keys.h"

/* Draws it into log.next; one that is there was never taken up, and goes. Errors: those of the unlock key. */
enum hf_rc hf_rotate_draw(const char *state, const struct hf_key_order *order, struct hf_public *out,
                          struct hf_err *err);
/* What the new key signs of itself. */
enum hf_rc hf_rotate_sign(const char *state, struct hf_str text, struct hf_signature *out,
                          struct hf_err *err);
/* From now on log.next is the log key. */
enum hf_rc hf_rotate_take_up(const char *state, struct hf_str origin, const struct hf_log_keys *keys,
                             struct hf_err *err);
/* Before the log key is opened by who signs: ends what was broken off. */
enum hf_rc hf_rotate_settle(const char *state, struct hf_err *err);

/* The list, in `room`; empty where there is none. */
enum hf_rc hf_rotate_list(const char *state, char room[HF_LOG_KEYS_TEXT_MAX], struct hf_str *out,
                          struct hf_err *err);

#endif
