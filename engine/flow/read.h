/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the bytes of a definition to its compiled form: strict JSON, members, names, types, expressions
 * (rules C1, C2, C7, C8 of format section 9), then, where that left no fault, the rules about the machine as
 * a whole.
 */
#ifndef HF_FLOW_READ_H
#define HF_FLOW_READ_H

#include "flow/finding.h"
#include "flow/flow.h"

/*
 * HOUSE: the built-in definition of registers, people, directory, library and keyring (DETAILS 18). Its event
 * names carry a dot, several kinds are roots ("root": true), and `case` need not be there.
 */
enum hf_flow_origin { HF_FLOW_PUBLISHED, HF_FLOW_HOUSE };

/*
 * `house` is that definition, whose kinds are the entries of the registers that a workflow's guards look at;
 * NULL when it is read itself (a workflow read without it knows of an entry only its id). `text` must live as
 * long as the arena. BAD_INPUT: no JSON at all. FINDINGS: faults, all of them in `findings`; warnings alone
 * do not fail. Needs about ten times the text in the arena, and 64 MiB beside its JSON at most.
 */
enum hf_rc hf_flow_read(struct hf_str text, enum hf_flow_origin origin, const struct hf_flow *house,
                        struct hf_arena *arena, const struct hf_flow **out, struct hf_findings *findings,
                        struct hf_err *err);

struct hf_calendars;
/* What a definition is read among, beside itself. Members may be NULL: then that is not asked. */
struct hf_among {
    /* C12: the published version whose cases are open, and whether the map of migration has a place for a
     * state of it. */
    const struct hf_flow *before;
    bool (*mapped)(void *self, struct hf_str kind, struct hf_str state);
    /* C6: does anybody hold this role? Asked of the roles that our own people may have. */
    bool (*held)(void *self, struct hf_str role);
    void *self;
    /* C2: calendars and rules of counting that the definition names must be among these, or built in. */
    const struct hf_calendars *calendars;
};
enum hf_rc hf_flow_read_among(struct hf_str text, const struct hf_flow *house, const struct hf_among *among,
                              struct hf_arena *arena, const struct hf_flow **out,
                              struct hf_findings *findings, struct hf_err *err);

#endif
