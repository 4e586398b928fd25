/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a house begins: its people file with two persons at once, its library and its keyring. And
 * how a definition is published: its bytes kept first, then proposed by one person and confirmed by another.
 * Every step has an id that follows from the log, so what was interrupted is simply done again.
 */
#ifndef HF_DESK_FOUND_H
#define HF_DESK_FOUND_H

#include "desk/desk.h"

struct hf_founder {
    struct hf_str name, organ, account; /* account of the operating system; empty: none */
    const struct hf_str *role;
    size_t roles;
    struct hf_id id; /* out: of the person */
};

/* CONFLICT name_taken where a house with other founders stands. */
enum hf_rc hf_house_found(struct hf_desk *desk, struct hf_founder founders[2], struct hf_arena *arena,
                          struct hf_err *err);

/*
 * One step of publishing, by the person in `as` (id, actor, role, known; the rest is filled in): proposes the
 * definition, or confirms it where somebody has proposed these very bytes. The response is that of the event.
 * FINDINGS, BAD_INPUT: the definition does not load; nothing was done.
 */
enum hf_rc hf_definition_publish(struct hf_desk *desk, struct hf_str text, const struct hf_command *as,
                                 struct hf_arena *arena, struct hf_response *out, struct hf_err *err);
/* The same for the map of a migration between two published versions (casefile/map.h). FINDINGS map_faults,
 * NOT_FOUND no_version. */
enum hf_rc hf_migration_publish(struct hf_desk *desk, struct hf_str text, const struct hf_command *as,
                                struct hf_arena *arena, struct hf_response *out, struct hf_err *err);
/* The same for a calendar. BAD_INPUT: it does not load; CONFLICT calendar_older, calendar_shorter. */
enum hf_rc hf_calendar_publish(struct hf_desk *desk, struct hf_str text, const struct hf_command *as,
                               struct hf_arena *arena, struct hf_response *out, struct hf_err *err);

#endif
