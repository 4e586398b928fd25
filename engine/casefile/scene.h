/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an expression sees: the world of flow/guard.h over a case, the event being handled, and what the house
 * knows.
 */
#ifndef HF_CASEFILE_SCENE_H
#define HF_CASEFILE_SCENE_H

#include "casefile/decide.h"
#include "flow/guard.h"

/* The fields of the directory that expressions read: kept with the event, so that the address book of then
 * is in the record. */
struct hf_facts {
    struct hf_field_read {
        struct hf_id authority;
        uint16_t datum; /* of the authority's own file */
    } * at;
    size_t count, room;
};
void hf_facts_add(struct hf_facts *facts, struct hf_arena *arena, const struct hf_id *authority,
                  uint16_t datum);

struct hf_scene {
    const struct hf_flows *flows;
    const struct hf_house *house;
    const struct hf_case *c;
    enum hf_owner owner; /* of the kind: whose expressions these are */
    const struct hf_kind *kind;
    hf_instance instance;        /* HF_NO_INSTANCE in a `begin` branch */
    const struct hf_event *rule; /* NULL where no event is being handled (what a clock asks) */
    const struct hf_json *payload;
    struct hf_arena *arena;
    struct hf_facts *facts; /* NULL: nobody asks what was read */
    struct {                /* `act` */
        int64_t effective_ms, received_ms, recorded_ms, due_ms;
        bool is_day; /* only the day of the effective time is known: */
        int32_t day;
        struct hf_str role;
        struct hf_id actor;
        bool is_authority, raised, has_due;
        enum hf_known known;
    } act;
    const struct hf_val *it, *key, *ids; /* NULL where not introduced */
    struct hf_reasons *reasons;          /* of a due time that is being reckoned; NULL: nobody asks */
};

/* NULL is absent (sort ABSENT). */
enum hf_rc hf_scene_eval(const struct hf_scene *scene, const struct hf_expr *expr, struct hf_val *out,
                         struct hf_err *err);
/* NULL is true. */
enum hf_rc hf_scene_truth(const struct hf_scene *scene, const struct hf_expr *expr, bool *out,
                          struct hf_err *err);
/* A condition as it was compiled for the event being handled. */
const struct hf_expr *hf_scene_condition(const struct hf_scene *scene, uint16_t condition);
/* A value as data or payload hold it: instances and entries by id, dates and instants as text, money as
 * object. */
enum hf_rc hf_scene_json(const struct hf_scene *scene, const struct hf_val *val, struct hf_json *out,
                         struct hf_err *err);
/* The items of a list value, or the one value; none for absent. */
enum hf_rc hf_scene_items(const struct hf_scene *scene, const struct hf_val *val, const struct hf_val **items,
                          size_t *count, struct hf_err *err);
/* The instance a value names: an INSTANCE, or an ENTRY of a register of this file; HF_NO_INSTANCE otherwise.
 */
hf_instance hf_scene_instance(const struct hf_scene *scene, const struct hf_val *val);

#endif
