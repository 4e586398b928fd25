/* SPDX-License-Identifier: Apache-2.0 */
/* Every text that stands somewhere in a JSON value; names of members are none. */
#ifndef HF_RECORD_TEXTS_H
#define HF_RECORD_TEXTS_H

#include "record/json.h"

/* Until `see` answers true, which is then the answer. Goes as deep as payloads and messages may be. */
typedef bool (*hf_text_fn)(void *context, struct hf_str text);
bool hf_each_text(const struct hf_json *json, hf_text_fn see, void *context);

#endif
