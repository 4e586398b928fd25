/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stage in memory: each sentence is decided, sealed, and replayed from its bytes on the workbench of the
 * casefile's tests. Time passes as fast as clocks can be fired; no notice leaves it.
 */
#ifndef HF_TESTS_STORY_STAGE_H
#define HF_TESTS_STORY_STAGE_H

#include "cli/story.h"

struct stage;

/* `folder` is where `use` finds files. */
struct stage *stage_new(const char *folder);
void stage_free(struct stage *stage);
const struct hf_story_stage *stage_port(struct stage *stage);

#endif
