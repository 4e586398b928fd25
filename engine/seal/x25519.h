/* SPDX-License-Identifier: Apache-2.0 */
/* X25519 (RFC 7748): a secret that two hold in common, one by a key of his own. */
#ifndef HF_SEAL_X25519_H
#define HF_SEAL_X25519_H

#include "seal/key.h"

/* The public half of an X25519 secret. */
struct hf_public hf_x25519_public(const struct hf_seed *secret);
/* Of the large group: a point of small order would make every secret zero (RFC 7748 6.1). */
bool hf_x25519_is_sound(const unsigned char point[HF_KEY_SIZE]);
bool hf_x25519_agree(const unsigned char secret[HF_KEY_SIZE], const unsigned char point[HF_KEY_SIZE],
                     unsigned char out[HF_KEY_SIZE]);

#endif
