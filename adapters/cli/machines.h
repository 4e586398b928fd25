/* SPDX-License-Identifier: Apache-2.0 */
/* What commands about the machines of an authority have in common: its file, and one instance of it. */
#ifndef HF_CLI_MACHINES_H
#define HF_CLI_MACHINES_H

#include "cli/directory.h"

/* The authority that the first argument names and the instance that the second does: by name ("stream/1") or
 * id. NOT_FOUND cli_no_authority, no_instance. */
enum hf_rc hf_machine_find(struct hf_seat *seat, struct hf_str kind, struct hf_sight *authority,
                           hf_instance *out, struct hf_err *err);
/* An act on it; then the authority is read again. */
enum hf_rc hf_machine_act(struct hf_seat *seat, struct hf_sight *authority, struct hf_str on,
                          struct hf_str event, const struct hf_json *payload, struct hf_response *response,
                          struct hf_err *err);

/* Every instance of a kind of every authority, or of the one named: {"authority", "name", "id", "standing",
 * its plain members...}, and what `more` adds. */
typedef enum hf_rc (*hf_machine_more_fn)(struct hf_seat *seat, const struct hf_sight *authority,
                                         hf_instance i, struct hf_json_maker *row, struct hf_err *err);
enum hf_rc hf_machine_rows(struct hf_seat *seat, struct hf_str kind, hf_machine_more_fn more,
                           struct hf_json *out, struct hf_err *err);
enum hf_rc hf_machine_row(struct hf_seat *seat, const struct hf_sight *authority, hf_instance i,
                          hf_machine_more_fn more, struct hf_json *out, struct hf_err *err);

#endif
