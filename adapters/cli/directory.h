/* SPDX-License-Identifier: Apache-2.0 */
/* The directory as commands see it: authorities by name, entries as they are read on a day. */
#ifndef HF_CLI_DIRECTORY_H
#define HF_CLI_DIRECTORY_H

#include "casefile/entry.h"
#include "cli/view.h"

struct hf_authorities {
    struct hf_arena *arena;
    struct hf_id *id;
    size_t count, room;
};
enum hf_rc hf_directory_all(struct hf_seat *seat, struct hf_authorities *out, struct hf_err *err);

/* By the name it has today or had at first, or by id; those that are retired are passed over unless there is
 * no other. NOT_FOUND cli_no_authority. */
enum hf_rc hf_directory_find(struct hf_seat *seat, struct hf_str typed, struct hf_sight *out,
                             struct hf_err *err);

/* As of now. */
struct hf_entry hf_directory_now(struct hf_seat *seat, const struct hf_sight *authority);
/* Every member that the reading has, with id and standing. */
struct hf_json hf_directory_json(const struct hf_sight *authority, const struct hf_entry *entry);

/* Warns of entries that an event names and that nobody has verified for `directory.months`. */
void hf_directory_warn(struct hf_seat *seat, const struct hf_response *response);

#endif
