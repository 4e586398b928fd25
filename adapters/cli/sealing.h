/* SPDX-License-Identifier: Apache-2.0 */
/* Files for one reader's eyes: encrypted under --passphrase-file or for --recipient, opened by the former or
 * --key. */
#ifndef HF_CLI_SEALING_H
#define HF_CLI_SEALING_H

#include "cli/cli.h"
#include "desk/ports.h"
#include "seal/sealed.h"

#define HF_SEALED_FILE_MAX ((size_t)1 << 30)

/* BAD_INPUT cli_either: both ways are asked for. To be asked before the bytes are made. */
enum hf_rc hf_sealing_fits(struct hf_cli *cli, struct hf_err *err);
/* `bytes` as they are where neither flag is given. BAD_INPUT sealing_recipient; those of reading files. */
enum hf_rc hf_sealing_make(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_dice *dice,
                           struct hf_str bytes, struct hf_str *out, struct hf_err *err);
/* Errors: those of hf_sealed_open; BAD_INPUT prove_secret. */
enum hf_rc hf_sealing_open(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_str bytes,
                           struct hf_str *out, struct hf_err *err);

#endif
