/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys port over files of the state directory. One keyring per thread; any number of them,
 * in any number of processes, may work on one state.
 *
 *     STATE/unlock              the unlock key, unless systemd lends it
 *     STATE/keys/               0700
 *     STATE/keys/log            signs checkpoints, under the log's origin; opened by the signer alone
 *     STATE/keys/notice         signs notices, under our issuer URL
 *     STATE/keys/notices/       further keys for them (further.h)
 *     STATE/keys/pseudonym      makes the name a case bears towards one authority
 *     STATE/keys/subjects       keys of persons' data, numbered slots
 *
 * Secrets lie in pages of their own: locked into memory where the machine lets us (64 KiB for the keys handed
 * out next, 20 KiB for all others), left out of core dumps, wiped at the end.
 */
#ifndef HF_KEYS_KEYRING_H
#define HF_KEYS_KEYRING_H

#include "desk/ports.h"
#include "keys/keyfile.h"

/*
 * Makes all of them at once, or none; `state` exists already. The unlock key is made where there is none.
 * CONFLICT key_exists: keys are never written over. BAD_INPUT key_issuer, key_origin.
 */
struct hf_keys_order {
    struct hf_str issuer; /* https://court.example, no query, no fragment */
    struct hf_str origin; /* court.example/log1 */
    int64_t made_ms;
    struct hf_dice dice;
};
enum hf_rc hf_keys_generate(const char *state, const struct hf_keys_order *order, struct hf_err *err);

/* Opens no file yet but `state` is remembered: a missing key is told when it is needed. */
struct hf_keyring;
enum hf_rc hf_keyring_open(const char *state, struct hf_dice dice, struct hf_keyring **out,
                           struct hf_err *err);
struct hf_keys hf_keyring_port(struct hf_keyring *keyring);
void hf_keyring_close(struct hf_keyring *keyring);

#endif
