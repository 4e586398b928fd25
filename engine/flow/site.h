/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a definition an expression stands while it is being compiled. */
#ifndef HF_FLOW_SITE_H
#define HF_FLOW_SITE_H

#include "flow/reader.h"
#include "flow/scope.h"

enum { HF_PATHS_MAX = 64 };

struct hf_site {
    struct hf_reader *r;
    struct hf_scope scope;
    uint32_t number; /* conditions are compiled anew for each place */
    struct hf_str
        path[HF_PATHS_MAX]; /* surely present beside what the scope says: `needs`, guards that held */
    size_t paths;
    bool broken; /* the condition asked last has a fault, told where it stands: no second one is told here */
};

/* A place in kind k where `event` is handled (HF_NONE: none). `present`: own data surely there; NULL: none.
 */
void hf_site_init(struct hf_site *site, struct hf_reader *r, uint16_t k, uint16_t event,
                  const uint64_t *present);
/* From here on these are known to be present; conditions are then looked at anew. */
void hf_site_know(struct hf_site *site, const struct hf_str *path, size_t paths);
void hf_site_know_datum(struct hf_site *site, uint16_t datum);
/* Own data of which every bit is set: for what is not asked while its data is absent. */
const uint64_t *hf_presence_all(struct hf_reader *r, uint16_t k);

/* NULL when the member is not there or wrong (then noted). `wanted` NULL: any type. */
const struct hf_expr *hf_compile(struct hf_site *site, const struct hf_json *text,
                                 const struct hf_type *wanted);
/* The same for an expression that gives one instance or a list of them: its kind in *kind, HF_NONE if it does
 * not. */
const struct hf_expr *hf_compile_instances(struct hf_site *site, const struct hf_json *text, uint16_t *kind);
/* Compiles condition c for this place; NULL when it is wrong. */
const struct hf_expr *hf_compile_condition(struct hf_site *site, uint16_t c);
/* The same uses with the orders of those bases that are decisions in the case. */
struct hf_basis_uses hf_compile_orders(struct hf_site *site, struct hf_basis_uses uses);

const struct hf_notify *hf_read_notifies(struct hf_site *site, const struct hf_json *list, uint16_t *count);
void hf_read_raises(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                    struct hf_branch *branch);
void hf_read_creates(struct hf_site *site, struct hf_site *after, const struct hf_json *json,
                     struct hf_branch *branch);

#endif
