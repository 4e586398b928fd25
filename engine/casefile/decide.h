/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heart: decide(case, command) -> events or a refusal; evolve(case, event) -> case. Functions of their
 * arguments. Semantics, and at its end what is stored: docs/workflow-format.md section 4.
 */
#ifndef HF_CASEFILE_DECIDE_H
#define HF_CASEFILE_DECIDE_H

#include "casefile/command.h"
#include "casefile/fact.h"
#include "flow/calendar.h"

/* What the house knows beside the file itself: read by the desk before each batch. */
struct hf_house {
    const struct hf_case *people; /* the people file */
    const struct hf_case *library;
    const struct hf_case *keyring;
    const struct hf_case *authorities; /* folded authority files */
    size_t authority_count;
    struct hf_calendars calendars; /* those published, newest version of each */
    struct hf_hasher *hasher;      /* of the calling thread */
    struct hf_str log;             /* origin of the log */
    struct hf_id log_id;           /* the engine's actor */
    struct hf_str build;
};
/* The authority's file, or NULL. */
const struct hf_case *hf_house_authority(const struct hf_house *house, const struct hf_id *id);

/* A notice to be rendered, signed and sent: part, recipient and template are decided; the desk does the rest.
 */
struct hf_draft {
    uint32_t part;                /* of the event that tells (1..n) */
    uint16_t template_index;      /* in the workflow */
    hf_instance instance;         /* that tells; one of `instances` */
    const hf_instance *instances; /* all the command's instances told of in this one notice, in order */
    size_t instance_count;
    struct hf_id recipient; /* an authority's file id, or a person's id */
    bool ours;              /* our own people: reference only, no signature */
    bool deputy;            /* escalated past the first addressee */
};

struct hf_decision {
    struct hf_fact *events; /* unsealed, in order; header.seq, part, recorded_at filled */
    size_t count, room;
    const struct hf_draft *drafts;
    size_t draft_count;
    struct hf_case after; /* the case evolved by all of them, in the arena */
};

/*
 * Judges one command on a file.
 *   before   the folded file; untouched. For a `begin` of a root: hf_case_new with seq 0.
 *   out      events in order and what follows; none on failure
 *   errors   the refusals of the workflow format, section 8
 * A refused answer of another side (token is set, refusal is REFUSED) is decided as `answer.set_aside` by
 * hf_decide_set_aside, with the refusal's code; hf_decide itself only refuses.
 */
enum hf_rc hf_decide(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *before,
                     const struct hf_command *command, struct hf_arena *arena, struct hf_decision *out,
                     struct hf_err *err);
enum hf_rc hf_decide_set_aside(const struct hf_flows *flows, const struct hf_house *house,
                               const struct hf_case *before, const struct hf_command *command,
                               const struct hf_err *refusal, struct hf_arena *arena, struct hf_decision *out,
                               struct hf_err *err);

/* The same of a further command that belongs to the first: on the case as that has left it; its events are
 * appended as further parts. Its seed is another one (hf_seed_again). */
enum hf_rc hf_decide_also(const struct hf_flows *flows, const struct hf_house *house,
                          const struct hf_command *command, struct hf_arena *arena, struct hf_decision *io,
                          struct hf_err *err);

/* The engine's event that a draft has become a signed token; appended as further parts of the same command.
 */
struct hf_signed_notice {
    struct hf_id thread, authority;
    hf_instance instance; /* that tells; the thread is its own when the ids agree, else the authority's */
    uint32_t seq;
    struct hf_id jti;
    struct hf_digest digest;
    struct hf_str template_name;
    struct hf_id document; /* digest-addressed rendering kept as a document; zero: none */
};
enum hf_rc hf_decide_signed(const struct hf_flows *flows, const struct hf_house *house,
                            const struct hf_command *command, const struct hf_signed_notice *notice,
                            struct hf_arena *arena, struct hf_decision *io, struct hf_err *err);

/* Does the event lead its case to another definition (migrate.h)? It is applied with that one as
 * flows->next, and what comes after it is read with it: hf_flows_follow. */
bool hf_fact_leads(const struct hf_fact *event, struct hf_digest *definition);

/* Applies one event to a case that can grow. The event was decided; a case that does not fit it is a broken
 * log (UNVERIFIED event_does_not_fit), never a crash: replay feeds stored bytes here. */
enum hf_rc hf_evolve(const struct hf_flows *flows, const struct hf_fact *event, struct hf_case *c,
                     struct hf_arena *arena, struct hf_err *err);

#endif
