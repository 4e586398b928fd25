/* SPDX-License-Identifier: Apache-2.0 */
/* Which of our two languages a reader wants (Accept-Language, RFC 9110 section 12.5.4). */
#ifndef HF_HTTP_ACCEPT_H
#define HF_HTTP_ACCEPT_H

#include "base/err.h"

/* The language of ours with the highest weight, the first of equals; English when none of ours is named. */
enum hf_lang hf_accept_language(struct hf_str header);

/* Is the media type of a Content-Type field the one wanted, whatever its parameters and case? */
bool hf_accept_type(struct hf_str field, struct hf_str wanted);

/* "en", "fr" */
struct hf_str hf_lang_tag(enum hf_lang lang);

#endif
