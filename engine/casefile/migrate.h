/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case comes from one version of its workflow to a later one, by a map that two people have signed: its
 * entry in the library is confirmed. One command, one or more events: `case.migrate` on the case, which
 * names map and definition and gives everything its new place; then `case.migrated` on each instance whose
 * state has another name or whose clocks run, with the due time that was and the one that is.
 */
#ifndef HF_CASEFILE_MIGRATE_H
#define HF_CASEFILE_MIGRATE_H

#include "casefile/decide.h"
#include "casefile/map.h"

#define HF_MIGRATE_EVENT "case.migrate"

/* A map at hand, and where it leads. */
struct hf_leading {
    const struct hf_map *map;
    struct hf_digest digest; /* of the map's bytes */
    const struct hf_flow *to;
    struct hf_digest definition; /* of the bytes of `to` */
    /* What would happen, whoever asks and before it is signed: decided, never to be stored. */
    bool is_trial;
};

/*
 * Judges case.migrate on a case as hf_decide does any other command; `flows` are those of the case before.
 * The decision's case is read with leading->to.
 *   errors   NOT_ALLOWED not_allowed, no_such_person; BAD_INPUT role_needed; NOT_FOUND no_instance;
 *            CONFLICT stale; FINDINGS map_faults; REFUSED not_in_state (the case has ended),
 *            migration_unsigned (the library has no confirmed entry of this map), migration_version (the case
 *            runs on another), migration_no_place, which lists all that finds none, migration_side,
 *            link_invalid; of clocks those of reckon.h
 */
enum hf_rc hf_decide_migration(const struct hf_flows *flows, const struct hf_leading *leading,
                               const struct hf_house *house, const struct hf_case *before,
                               const struct hf_command *command, struct hf_arena *arena,
                               struct hf_decision *out, struct hf_err *err);

#endif
