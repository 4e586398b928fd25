/* SPDX-License-Identifier: Apache-2.0 */
/* The journal of erasures, held against the database that a seat is opened at. */
#ifndef HF_CLI_ERASURES_H
#define HF_CLI_ERASURES_H

#include "cli/session.h"

/*
 * Where the database lacks what the journal says, as one restored from a backup does, it is erased again;
 * keys are seen to by the keyring itself. *again: how many lines were carried out; 0 mostly. UNVERIFIED
 * journal_broken, journal_behind.
 */
enum hf_rc hf_erasures_settle(struct hf_seat *seat, int64_t *again, struct hf_err *err);

#endif
