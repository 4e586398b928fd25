/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command while it is being decided: shared by the files of decide (decide.c steers; intake, may, choose,
 * follow, times and tell each do one step of the format's section 4). Private to this folder.
 */
#ifndef HF_CASEFILE_DECIDING_H
#define HF_CASEFILE_DECIDING_H

#include "casefile/block.h"
#include "casefile/decide.h"
#include "casefile/scene.h"

struct hf_pending;

/* One event waiting its turn, or being handled. First in, first out. */
struct hf_step {
    struct hf_step *next;
    uint32_t cause;       /* part number of the event that raised it; 0: the command itself */
    hf_instance instance; /* HF_NO_INSTANCE: a birth */
    enum hf_owner owner;
    uint16_t kind_index;
    const struct hf_kind *kind;
    const struct hf_event *rule;
    struct hf_json payload;
    int64_t effective_ms;
    struct hf_str effective_text;
    bool skip_unhandled;

    /* Found on the way: */
    const struct hf_branch *branch;
    struct hf_str role;    /* in which the actor acts */
    struct hf_scene scene; /* what its expressions see */
    struct hf_facts facts; /* what they read of the directory */
    struct hf_json stored; /* the payload with personal members hidden */
    struct hf_fact *fact;
    struct hf_id born; /* of the instance that it brings to life; else zero */
    struct hf_json_maker made;
    struct hf_json *made_at;                   /* where the fact's payload holds it; NULL: nowhere yet */
    struct hf_pending *pending, *pending_last; /* what it will create and raise (follow.c) */
    const bool *notify_wanted; /* of the branch's notices, computed on the case before the event */

    /* A timer's command: what becomes of its clock; the reminder that has come; the engine's own event's
     * name. */
    struct hf_json tick;
    bool tick_obligation;
    const struct hf_remind *remind;
    int64_t due_ms;
    struct hf_str own;

    struct hf_json_maker tell; /* whom its notices went to (tell.c) */
};

struct hf_deciding {
    const struct hf_flows *flows;
    const struct hf_house *house;
    const struct hf_command *command;
    struct hf_arena *arena;
    struct hf_err *err;
    const struct hf_case *authority; /* the actor's file, where the actor is one; else NULL */
    hf_instance person;              /* the actor among our people, where active; else HF_NO_INSTANCE */
    struct hf_draw draw;
    struct hf_decision *out;      /* out->after is the scratch copy that every event is applied to */
    struct hf_step *first, *last; /* the queue */
    size_t pended;                /* how many were ever to come into it */
    struct hf_draft *drafts;
    size_t draft_room;
};

/* decide.c: nothing queued yet; the actor looked up among authorities and people. Draws from the command's
 * seed. */
struct hf_deciding hf_deciding_for(const struct hf_flows *flows, const struct hf_house *house,
                                   const struct hf_command *command, struct hf_arena *arena,
                                   struct hf_decision *out, struct hf_err *err);

/* decide.c: the same on a scratch copy of the case, unless it has moved since the sender saw it (stale); and
 * its end, when all events are there: their parts are counted, and what must hold is looked at. */
enum hf_rc hf_deciding_begin(const struct hf_flows *flows, const struct hf_house *house,
                             const struct hf_case *before, const struct hf_command *command,
                             struct hf_arena *arena, struct hf_decision *decision, struct hf_err *err,
                             struct hf_deciding *out);
void hf_deciding_end(struct hf_deciding *d);

/* decide.c: an instant, or a bare date, which is the start of that day in the court's calendar. */
bool hf_effective_at(const struct hf_deciding *d, struct hf_str said, int64_t *at_ms);

/* decide.c: what expressions see of the case and the instance where no event is handled: no payload, no act.
 */
struct hf_scene hf_scene_beside(const struct hf_deciding *d, const struct hf_step *step);

/* 1 intake.c: defaults, schema, references; `payload` becomes the one that is handled. */
enum hf_rc hf_intake(struct hf_deciding *d, struct hf_step *step);
/* The payload as it is stored: personal members hidden, embedded events cut; once, since it draws salts. */
enum hf_rc hf_intake_store(struct hf_deciding *d, struct hf_step *step);
/* What is stored, with what has been made so far, becomes the fact's payload; again each time more was made.
 */
void hf_intake_made(struct hf_deciding *d, struct hf_step *step);

/* 3 may.c: part, person, assurance. Sets step->role. */
enum hf_rc hf_may(struct hf_deciding *d, struct hf_step *step);
/* May the actor place an answer that stands aside? One of us, in a role of the procedure. */
enum hf_rc hf_may_place(struct hf_deciding *d, struct hf_step *step);
/* Does a part's cast hold for this scene? NULL: nobody now. */
enum hf_rc hf_part_cast(const struct hf_scene *scene, const struct hf_part *part, const struct hf_cast **out,
                        struct hf_err *err);

/* 2 and 4 choose.c: handler, branch, needs, requires. Sets step->branch; with skip_unhandled it may stay
 * NULL. */
enum hf_rc hf_choose(struct hf_deciding *d, struct hf_step *step);
/* Its parts, for whoever asks for all that stands in the way. */
enum hf_rc hf_choose_branch(struct hf_deciding *d, struct hf_step *step);
enum hf_rc hf_choose_needs(struct hf_deciding *d, const struct hf_step *step);
enum hf_rc hf_choose_requires(struct hf_deciding *d, const struct hf_step *step);

/* 5 follow.c: what the branch does to the instance, into step->made; then what it queues. */
enum hf_rc hf_follow(struct hf_deciding *d, struct hf_step *step);
enum hf_rc hf_follow_queue(struct hf_deciding *d, struct hf_step *step);
void hf_queue(struct hf_deciding *d, struct hf_step *step);

/* 6 times.c: clocks and obligations after the event was applied: `before` is the state it stood in. */
enum hf_rc hf_times(struct hf_deciding *d, struct hf_step *step, uint16_t before, bool born);
/* The same after a migration, of which the step's instance is in the state that it was: what runs is reckoned
 * by the new rules, what is new begins now, what has no place in this state ends. */
enum hf_rc hf_times_migrated(struct hf_deciding *d, struct hf_step *step);
/* evolve.c: all but what hf_times is still to add. `effective_ms` is the header's, as it was decided. */
enum hf_rc hf_evolve_first(const struct hf_flows *flows, const struct hf_fact *event, int64_t effective_ms,
                           struct hf_case *c, struct hf_arena *arena, struct hf_err *err);
/* evolve.c: applies only what hf_times added to _made. */
enum hf_rc hf_evolve_times(const struct hf_flows *flows, const struct hf_fact *fact, int64_t effective_ms,
                           hf_instance instance, struct hf_case *c, struct hf_arena *arena,
                           struct hf_err *err);

/* 7 tell.c: the wanted notices of a list (NULL: each whose `when` holds now), as drafts. */
enum hf_rc hf_tell(struct hf_deciding *d, struct hf_step *step, const struct hf_notify *notify,
                   uint16_t count, const bool *wanted);
/* All that was told by this event becomes its _made.tell. */
void hf_tell_made(struct hf_step *step);

/* own.c: the engine's own events: begun on the step's instance without a rule, ended by being applied. */
enum hf_rc hf_own_begin(struct hf_deciding *d, struct hf_step *step, struct hf_str act);
enum hf_rc hf_own_end(struct hf_deciding *d, struct hf_step *step);
extern const struct hf_event hf_placed_rule, hf_recorded_rule, hf_receipted_rule, hf_confirmed_rule,
    hf_silent_rule, hf_settled_rule;
/* One of those that come as commands; NULL: the event is none of them. */
const struct hf_event *hf_own_rule(struct hf_str event);
enum hf_rc hf_own_placed(struct hf_deciding *d, struct hf_step *step);
enum hf_rc hf_own_recorded(struct hf_deciding *d, struct hf_step *step);
enum hf_rc hf_own_taken(struct hf_deciding *d, struct hf_step *step);
/* own_silence.c */
enum hf_rc hf_own_silent(struct hf_deciding *d, struct hf_step *step);
enum hf_rc hf_own_settled(struct hf_deciding *d, struct hf_step *step);
/* Does it happen also after the end, and without a person? */
bool hf_own_moves_nothing(const struct hf_event *rule);
enum hf_rc hf_own_timer(struct hf_deciding *d, struct hf_step *step);
enum hf_rc hf_own_set_aside(struct hf_deciding *d, struct hf_step *step, const struct hf_err *refusal);
enum hf_rc hf_own_signed(struct hf_deciding *d, struct hf_step *step, const struct hf_signed_notice *notice);

/* A new fact at the end of the decision, header filled but for from, to, basis. */
enum hf_rc hf_fact_begin(struct hf_deciding *d, struct hf_step *step);

#endif
