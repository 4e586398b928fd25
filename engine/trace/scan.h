/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quick way through a CSV text: rows of the plain form, many at a time. It adds good rows and stops,
 * adding nothing, before the first row that is not plain or not good; that one is for the careful reader.
 */
#ifndef HF_TRACE_SCAN_H
#define HF_TRACE_SCAN_H

#include "trace/read.h"

/* Moves csv->at on by at most about `rows` rows. Returns how many were added. */
uint32_t hf_trace_scan(struct hf_trace_csv *csv, uint32_t rows);

#endif
