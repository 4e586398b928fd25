/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading DER (X.690): one element after the other, each with one octet of tag and a definite length in its
 * shortest form. Whatever is written otherwise is not read.
 */
#ifndef HF_SEAL_DER_H
#define HF_SEAL_DER_H

#include "base/str.h"

enum hf_der_tag {
    HF_DER_BOOLEAN = 0x01,
    HF_DER_INTEGER = 0x02,
    HF_DER_OCTETS = 0x04,
    HF_DER_NULL = 0x05,
    HF_DER_OID = 0x06,
    HF_DER_TIME = 0x18, /* GeneralizedTime */
    HF_DER_SEQUENCE = 0x30,
    HF_DER_SET = 0x31,
    HF_DER_CONTEXT_0 = 0xA0,
};

struct hf_der {
    uint8_t tag;
    struct hf_str content, whole; /* whole: with its head */
};

/* Cuts the next element off; false, and nothing cut, when there is none that is well formed. Borrows. */
bool hf_der_next(struct hf_str *bytes, struct hf_der *out);
/* The content of the next element, which must have this tag. */
bool hf_der_take(struct hf_str *bytes, uint8_t tag, struct hf_str *content);

#endif
