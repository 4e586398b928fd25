/* SPDX-License-Identifier: Apache-2.0 */
/* The library of definitions: which are published, and what they say. */
#ifndef HF_CLI_LIBRARY_H
#define HF_CLI_LIBRARY_H

#include "cli/view.h"

/* The newest published version, compiled. NOT_FOUND cli_no_workflow (with those there are). */
enum hf_rc hf_library_newest(struct hf_seat *seat, struct hf_str workflow, const struct hf_flow **out,
                             struct hf_err *err);
/* The published one of this version, compiled; 0: the newest. NOT_FOUND cli_no_workflow, no_version. */
enum hf_rc hf_library_version(struct hf_seat *seat, struct hf_str workflow, int64_t version,
                              const struct hf_flow **out, struct hf_err *err);
/* All that are published, every version, compiled. */
enum hf_rc hf_library_each(struct hf_seat *seat, const struct hf_flow ***out, size_t *count,
                           struct hf_err *err);
/* "small-procedure@2"; version 0 where none is said. False: not the name of a workflow. */
bool hf_library_name(struct hf_str typed, struct hf_str *workflow, int64_t *version);
/* The entry of this version that is published, else the one that is proposed; 0: the newest published one.
 * HF_NO_INSTANCE. */
hf_instance hf_library_pick(const struct hf_sight *library, struct hf_str workflow, int64_t version);
/* The members of an entry that are named, where they are there, and its state. */
struct hf_json hf_library_row(const struct hf_sight *library, hf_instance i, const struct hf_str *member,
                              size_t members);
/* The name of whoever sent this event to the entry; empty: nobody. */
struct hf_people;
struct hf_str hf_library_sender(const struct hf_sight *library, const struct hf_people *people, hf_instance i,
                                struct hf_str event);
/* The entry of this kind (definition, calendar) that holds these bytes; HF_NO_INSTANCE when there is none. */
hf_instance hf_library_entry(const struct hf_sight *library, struct hf_str kind, struct hf_str digest);

#endif
