/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The map of a migration: how open cases come from one version of a workflow to a later one
 * (docs/workflow-tools.md). It is a file that people write, two of them sign, and every event case.migrate
 * names by its digest.
 *
 *     {"workflow", "from", "to", "reason", "kinds": {"request": {"states": {"sent": "dispatched"},
 *      "data": {"old": "new", "gone": null}, "set": {"added": value}, "clocks", "obligations", "flags",
 *      "links", "events": as data}}}
 *
 * What it does not name stays under its own name, where the later version has it in the same kind and type.
 */
#ifndef HF_CASEFILE_MAP_H
#define HF_CASEFILE_MAP_H

#include "flow/finding.h"
#include "flow/flow.h"
#include "record/json.h"

enum { HF_MAP_MAX = 48 * 1024 }; /* `kinds` goes into an event */

struct hf_map {
    struct hf_str source; /* the bytes */
    struct hf_str workflow, reason;
    int64_t from, to; /* versions */
    struct hf_json kinds;
};

/* BAD_INPUT: no JSON, or not the members above; err->where is the member. The text must live as long. */
enum hf_rc hf_map_read(struct hf_str text, struct hf_arena *arena, struct hf_map *out, struct hf_err *err);

/*
 * What is wrong with the map by itself, between these two definitions: all of it, each with its pointer into
 * the map, as rule C12. Whether a case finds its place is not asked here (migrate.h, hf_map_places).
 */
void hf_map_check(const struct hf_map *map, const struct hf_flow *from, const struct hf_flow *to,
                  struct hf_arena *arena, struct hf_findings *findings);

/* The same for who only goes on with a sound one: FINDINGS map_faults, with a line for each fault. */
enum hf_rc hf_map_sound(const struct hf_map *map, const struct hf_flow *from, const struct hf_flow *to,
                        struct hf_arena *arena, struct hf_err *err);

/* Does the map name a place for this state? The `mapped` of struct hf_among (flow/read.h); `self` is a map.
 */
bool hf_map_places(void *self, struct hf_str kind, struct hf_str state);

#endif
