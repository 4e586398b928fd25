/* SPDX-License-Identifier: Apache-2.0 */
/* The key file of a focal point that has no Holdfast of its own: an Ed25519 seed, one line of base64url. */
#ifndef HF_CLI_FOCAL_KEY_H
#define HF_CLI_FOCAL_KEY_H

#include "desk/ports.h"

/* NOT_FOUND key_missing, NOT_ALLOWED key_exposed (others may read it), BAD_INPUT key_file_malformed. */
enum hf_rc hf_focal_key_read(const char *path, struct hf_secret *secret, struct hf_public *key,
                             struct hf_err *err);
/* The same; one that is not there is made. */
enum hf_rc hf_focal_key_make(const char *path, const struct hf_dice *dice, struct hf_secret *secret,
                             struct hf_public *key, struct hf_err *err);

#endif
