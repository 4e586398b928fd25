/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The entries of a case's registers as they stand after the event that is being decided: what the checks of
 * movements and holdings read. Private to this folder.
 */
#ifndef HF_CASEFILE_REGISTERS_H
#define HF_CASEFILE_REGISTERS_H

#include "casefile/deciding.h"

/* Is it an entry of the house's kind of this name, withdrawn or not? */
bool hf_register_is(const struct hf_deciding *d, hf_instance i, struct hf_str kind);
/* A datum of an entry, as canonical text; HF_STR_NONE where it is absent. */
struct hf_str hf_register_datum(const struct hf_deciding *d, hf_instance i, struct hf_str name);
/* The same without its quotation marks: for texts that hold no escapes. */
struct hf_str hf_register_word(const struct hf_deciding *d, hf_instance i, struct hf_str name);
/* "payment/3" */
struct hf_str hf_register_name(const struct hf_deciding *d, hf_instance i);

#endif
