/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing into a case's block; for evolve.c alone, everybody else reads through case.h. A call may move the
 * block: no pointer into it survives one that adds.
 */
#ifndef HF_CASEFILE_BLOCK_H
#define HF_CASEFILE_BLOCK_H

#include "casefile/case.h"

struct hf_case_head *hf_block_head(struct hf_case *c);
struct hf_instance_head *hf_block_instance(struct hf_case *c, hf_instance i);
struct hf_clock_run *hf_block_clock(struct hf_case *c, hf_instance i, uint16_t clock);
struct hf_clock_run *hf_block_obligation(struct hf_case *c, hf_instance i, uint16_t obligation);
struct hf_thread *hf_block_thread(struct hf_case *c, uint32_t thread);

/* A new instance of the kind, numbered next; its state is 0 until it is entered. */
hf_instance hf_block_add_instance(const struct hf_flows *flows, struct hf_case *c, enum hf_owner owner,
                                  uint16_t kind, const struct hf_id *id);
/* A new thread; returns its position. */
uint32_t hf_block_add_thread(struct hf_case *c, const struct hf_thread *thread);

void hf_block_set(struct hf_case *c, hf_instance i, uint16_t datum, struct hf_str json);
void hf_block_hide(struct hf_case *c, hf_instance i, uint16_t datum, uint32_t seq, uint32_t place);
void hf_block_clear(struct hf_case *c, hf_instance i, uint16_t datum);

/* One direction of a link; the caller adds the other. Linking twice or unlinking what is not linked does
 * nothing. */
void hf_block_link(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to);
void hf_block_unlink(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to);

void hf_block_sender(struct hf_case *c, hf_instance i, uint16_t event, const struct hf_id *person);
/* Moves into a state; remembers where from unless it comes back (HF_NONE: the state keeps what it remembers).
 */
void hf_block_enter(struct hf_case *c, hf_instance i, uint16_t state, uint16_t from);

#endif
