/* SPDX-License-Identifier: Apache-2.0 */
/* Does everything that a case holds find a place in another version of its definition? Private here. */
#ifndef HF_CASEFILE_PLACES_H
#define HF_CASEFILE_PLACES_H

#include "casefile/renaming.h"

/* REFUSED migration_no_place, with a line for each thing that has none. */
enum hf_rc hf_places_check(const struct hf_flows *flows, const struct hf_renaming *renaming,
                           const struct hf_case *before, struct hf_arena *arena, struct hf_err *err);
/* REFUSED link_invalid: of the case as it was laid out anew, a link holds too few or too many. */
enum hf_rc hf_places_bounds(const struct hf_flows *after, const struct hf_case *c, struct hf_arena *arena,
                            struct hf_err *err);

/* {"data": ["gone"], "flags": [...], "clocks": {"reply": due}, "obligations": {...}, "links": ["name"]}: what
 * the instance held and the map says null of. */
struct hf_json hf_places_dropped(const struct hf_flows *flows, const struct hf_renaming *renaming,
                                 const struct hf_case *before, hf_instance i, struct hf_arena *arena);

#endif
