/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of JSON: one text, one number, one literal, read from where the scan stands.
 * The grammar around them is the gate's. Nothing here looks beyond `end`.
 */
#ifndef HF_RECORD_SCAN_H
#define HF_RECORD_SCAN_H

#include "record/json.h"
#include "record/plain.h"

struct hf_scan {
    const char *start, *at, *end;
    const struct hf_json_limits *limits;
    struct hf_arena *arena;
    struct hf_err *err;
};

/* Describes a fault at a byte of the source; arg is what {0} of the sentence stands for. */
enum hf_rc hf_scan_fail(struct hf_scan *scan, const char *at, enum hf_word word, struct hf_str arg);

/* Canonical text has none: seen by one look. */
static inline void hf_scan_blanks(struct hf_scan *scan)
{
    while (scan->at < scan->end && (unsigned char)*scan->at <= ' ' &&
           (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
        scan->at++;
}

/* The scan stands on the opening quote; afterwards behind the closing one. Borrows where there is no escape.
 */
enum hf_rc hf_scan_any_text(struct hf_scan *scan, struct hf_str *out);
/* The same; inline, as most are plain to their end. */
static inline enum hf_rc hf_scan_text(struct hf_scan *scan, struct hf_str *out)
{
    const char *begin = scan->at + 1, *end = hf_plain_end(begin, scan->end);
    if (end == scan->end || *end != '"')
        return hf_scan_any_text(scan, out);
    *out = (struct hf_str){begin, (size_t)(end - begin)};
    scan->at = end + 1;
    return HF_OK;
}
/* The scan stands on a digit or '-'. */
enum hf_rc hf_scan_number(struct hf_scan *scan, struct hf_json *out);
/* `true`, `false`, `null`, or what people write in their place. */
enum hf_rc hf_scan_literal(struct hf_scan *scan, struct hf_json *out);

/* The first byte that the gate would refuse as UTF-8 or as a noncharacter; NULL when there is none. */
const char *hf_utf8_fault(struct hf_str text);

#endif
