/* SPDX-License-Identifier: Apache-2.0 */
/* What reader, writer and describer of records share about the kinds of fields. */
#ifndef HF_RECORD_KINDS_H
#define HF_RECORD_KINDS_H

#include "record/record.h"

/* How every HF_LIST_OF is laid out. */
struct hf_record_list {
    const void *item;
    size_t count;
};

/* Bytes of the struct member that holds this field. */
size_t hf_record_field_size(const struct hf_record_field *field);
/* Bytes of one entry of a list. */
size_t hf_record_entry_size(const struct hf_record_field *list);

#endif
