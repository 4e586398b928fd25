/* SPDX-License-Identifier: Apache-2.0 */
/* A table told as JSON Schema 2020-12, for editors, the API's description and the console's forms. */
#ifndef HF_RECORD_SCHEMA_H
#define HF_RECORD_SCHEMA_H

#include "record/record.h"

/*
 * The schema of the record. What a schema cannot say (that a date is one of the calendar, the checks that are
 * functions without a pattern) is left to the reader: the schema never refuses what the reader takes.
 */
struct hf_json hf_record_describe(const struct hf_record *record, struct hf_arena *arena);

#endif
