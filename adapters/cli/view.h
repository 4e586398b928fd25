/* SPDX-License-Identifier: Apache-2.0 */
/* A file as readers see it: folded, its hidden values opened, its parts as JSON. */
#ifndef HF_CLI_VIEW_H
#define HF_CLI_VIEW_H

#include "cli/session.h"
#include "desk/ask.h"

struct hf_sight {
    const struct hf_cli *cli;
    struct hf_seat *seat; /* where it is noted that hidden values were shown */
    struct hf_arena *arena;
    struct hf_id file;
    struct hf_str name;
    struct hf_case c; /* a copy: it stays as it is */
    struct hf_flows flows;
    const struct hf_house *house; /* of the desk, as it knows it now */
    const struct hf_revealed *revealed;
    size_t revealed_count;
};

/* NOT_FOUND no_file. */
enum hf_rc hf_sight_open(struct hf_seat *seat, const struct hf_id *file, struct hf_sight *out,
                         struct hf_err *err);
/* A case by its reference, as people type it, or by its id. */
enum hf_rc hf_sight_case(struct hf_seat *seat, struct hf_str name, struct hf_sight *out, struct hf_err *err);
/* The one file of its kind (people, library, keyring). *is_there: has it been founded? */
enum hf_rc hf_sight_single(struct hf_seat *seat, enum hf_file_kind kind, struct hf_sight *out, bool *is_there,
                           struct hf_err *err);

/* It is noted that hidden values of this file were taken; the functions below do it by themselves. */
void hf_sight_read(const struct hf_sight *sight);
/* A value of the instance by name; false when it is absent or was erased. */
bool hf_sight_datum(const struct hf_sight *sight, hf_instance i, struct hf_str name, struct hf_json *out);
/* The same where it is a text; HF_STR_NONE otherwise. */
struct hf_str hf_sight_text(const struct hf_sight *sight, hf_instance i, struct hf_str name);
struct hf_str hf_sight_state(const struct hf_sight *sight, hf_instance i); /* its name: "proposed" */
/* For a row that is shown: with --json the name, to people the title in their language. */
struct hf_str hf_sight_standing(const struct hf_sight *sight, hf_instance i);
struct hf_str hf_sight_name(const struct hf_sight *sight, hf_instance i); /* "measure/5" */
bool hf_sight_is(const struct hf_sight *sight, hf_instance i, struct hf_str kind);

/* {"name", "id", "kind", "state", "since", "data": {...}, "erased": [...], "flags": [...]}; the state as
 * hf_sight_standing. `erased`: data whose values are gone; people see that in their place. */
struct hf_json hf_sight_json(const struct hf_sight *sight, hf_instance i);

/* Every timer that is still to fire, earliest first: {"on", "clock", "due", "provisional"}. */
struct hf_json hf_sight_dues(const struct hf_sight *sight);

/* Files of a kind by name; each is handed on. */
typedef enum hf_rc (*hf_file_fn)(void *context, const struct hf_file_row *file, struct hf_err *err);
enum hf_rc hf_files_each(struct hf_seat *seat, enum hf_file_kind kind, hf_file_fn each, void *context,
                         struct hf_err *err);

/* An id, an instant as JSON texts. */
struct hf_json hf_json_of_id(struct hf_arena *arena, const struct hf_id *id);
struct hf_json hf_json_of_instant(struct hf_arena *arena, int64_t at_ms);

#endif
