/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Currencies as data sets for the study of money laundering name them: those of AMLworld (IBM, 2023), which
 * writes "US Dollar" where others write USD.
 */
#ifndef HF_TRACE_UNIT_H
#define HF_TRACE_UNIT_H

#include "base/str.h"

/* The code of ISO 4217, or of the table of base/money.h; a name that AMLworld does not have is given back. */
struct hf_str hf_trace_unit_code(struct hf_str name);

#endif
