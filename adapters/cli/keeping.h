/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes kept in a case: sealed first, then named by an event of the register of documents. */
#ifndef HF_CLI_KEEPING_H
#define HF_CLI_KEEPING_H

#include "cli/view.h"

struct hf_kept {
    struct hf_str title, media_type, classification, language, source;
    struct hf_str bytes;
    struct hf_digest digest; /* out */
    struct hf_id instance;   /* out */
};

/* `extra`: further members of document.add, or NULL. */
enum hf_rc hf_keep_document(struct hf_seat *seat, const struct hf_id *file, struct hf_kept *kept,
                            const struct hf_json *extra, struct hf_err *err);

#endif
