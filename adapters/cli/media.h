/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is called, and what it is by its name. */
#ifndef HF_CLI_MEDIA_H
#define HF_CLI_MEDIA_H

#include "base/str.h"

/* `given` where it is; else what the name ends in, and what that is called; octets where it is none of these.
 */
struct hf_str hf_media_type(struct hf_str given, struct hf_str path);
/* Behind the last slash. */
struct hf_str hf_file_name(struct hf_str path);

#endif
