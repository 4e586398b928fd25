/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The methods once more, slow and plain: an account is a row of single coins, each with its owner's name on
 * it, and shares are worked out with small whole numbers. Only for what bench_generate makes, with small
 * amounts.
 */
#ifndef HF_TESTS_TRACE_PLAIN_H
#define HF_TESTS_TRACE_PLAIN_H

#include "base/buf.h"

/* Reads the CSV its own way and writes the answer its own way. */
void plain_trace(struct hf_str csv, const char *method, struct hf_buf *out);

#endif
