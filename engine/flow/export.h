/* SPDX-License-Identifier: Apache-2.0 */
/* A definition for other programs to draw or to run. Both say in the file what they keep and leave out. */
#ifndef HF_FLOW_EXPORT_H
#define HF_FLOW_EXPORT_H

#include "flow/subject.h"
#include "record/json.h"

/* Branches over all states, those of groups counted in each of their states; more are refused. */
enum { HF_EXPORT_BRANCHES_MAX = 20000 };

/*
 * A stateDiagram-v2 of Mermaid, one composite state per kind: every move with the titles of its events.
 * REFUSED draw_too_large.
 */
enum hf_rc hf_export_mermaid(const struct hf_subject *subject, struct hf_arena *arena, struct hf_buf *out,
                             struct hf_err *err);

/*
 * For XState (version 5): {"holdfast": header, "machines": {kind: {"config", "guards", "conditions"}}}.
 *
 * `config` is a machine config. An instance begins in state _unborn; groups and `anywhere` are written out in
 * every state that they reach. A branch becomes a transition with a guard {"type", "params": {"id"}} whose
 * text stands in `guards` under that id:
 *   chosen    `when` holds
 *   admitted  `when` holds, the data of `needs` are there and the conditions of `requires` hold
 * and, where it needs or requires something, a second transition behind the first that is chosen and refuses.
 * The first of a list that holds is taken, in XState as here. `@back` is one transition per state from which
 * this one can be entered, whose guard asks besides that context.entered_from[this] is that state; the action
 * `entered` {"state", "from"} writes it there.
 * Names and expressions are those of docs/workflow-format.md; the context holds what expressions look at.
 */
enum hf_rc hf_export_xstate(const struct hf_subject *subject, struct hf_arena *arena, struct hf_json *out,
                            struct hf_err *err);

/* The states from which a state can be entered otherwise than by @back. */
struct hf_states hf_entered_from(const struct hf_kind *kind, uint16_t state);

#endif
