/* SPDX-License-Identifier: Apache-2.0 */
/* The library of definitions: which are published, and what they say. */
#ifndef HF_CLI_LIBRARY_H
#define HF_CLI_LIBRARY_H

#include "cli/view.h"

/* The newest published version, compiled. NOT_FOUND cli_no_workflow (with those there are). */
enum hf_rc hf_library_newest(struct hf_seat *seat, struct hf_str workflow, const struct hf_flow **out,
                             struct hf_err *err);
/* The entry of this kind (definition, calendar) that holds these bytes; HF_NO_INSTANCE when there is none. */
hf_instance hf_library_entry(const struct hf_sight *library, struct hf_str kind, struct hf_str digest);

#endif
