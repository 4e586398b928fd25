/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A story: what people do and what must then be so, in lines that a lawyer can read. One language for tests
 * and the demo; a stage is the world in which the story is told.
 *
 * A sentence begins at the margin; the indented lines below it are the members of what is said, `name:
 * value`, deeper lines go on with the value. A value that begins with { [ or ", true, false and whole numbers
 * are JSON; everything else is a text. "@Ana" stands for the id of whoever is called so. '#' begins a comment
 * line. The sentences are the table in story.c; `phrase` adds sentences of one's own:
 *
 *     phrase WHO carries REQUEST to approval
 *         WHO does submit on REQUEST
 *         expect REQUEST is at legal_review
 *
 * A sentence that is no form is refused. An act that is refused ends the story unless the next sentence
 * expects it.
 */
#ifndef HF_CLI_STORY_H
#define HF_CLI_STORY_H

#include "record/json.h"

struct hf_story_act {
    struct hf_str who, role, on, event, effective_at; /* role, effective_at: may be empty */
    struct hf_json payload;
    bool answer; /* a State's signed answer, not a command: what does not fit is set aside */
};

/* Something that is so or not of an instance: a flag, a group, "late". */
struct hf_story_mark {
    struct hf_str name;
    bool set;
};
struct hf_story_view {
    struct hf_str state;
    const struct hf_story_mark *mark;
    size_t marks;
};

/*
 * The world. NULL: it cannot do that, and a story that asks for it is refused. Every function fails with err;
 * for `act` and `run` the failure is the refusal, `aside` says that the answer was kept instead.
 */
struct hf_story_stage {
    void *self;
    int64_t start_ms; /* day 0 */
    enum hf_rc (*read)(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *text,
                       struct hf_err *err);
    enum hf_rc (*person)(void *self, struct hf_str name, struct hf_str organ, const struct hf_json *roles,
                         struct hf_err *err);
    enum hf_rc (*authority)(void *self, struct hf_str name, const struct hf_json *entry, struct hf_err *err);
    /* The id, in 22 letters, of a person or an authority; false: nobody is called so. */
    bool (*called)(void *self, struct hf_str name, struct hf_buf *out);
    enum hf_rc (*open)(void *self, struct hf_str who, struct hf_str name, struct hf_str workflow,
                       const struct hf_json *payload, struct hf_err *err);
    enum hf_rc (*act)(void *self, const struct hf_story_act *act, bool *aside, struct hf_err *err);
    enum hf_rc (*run)(void *self, struct hf_str who, struct hf_str command, struct hf_err *err);
    /* The case comes to the version in one file by the map in the other. */
    enum hf_rc (*migrate)(void *self, struct hf_str who, struct hf_str definition, struct hf_str map,
                          struct hf_err *err);
    enum hf_rc (*wait)(void *self, int64_t until_ms, struct hf_err *err);
    enum hf_rc (*view)(void *self, struct hf_str on, struct hf_arena *arena, struct hf_story_view *out,
                       struct hf_err *err);
    /* Canonical text; empty: it has none; "(hidden)": it is kept, and not for everybody. */
    enum hf_rc (*datum)(void *self, struct hf_str on, struct hf_str name, struct hf_arena *arena,
                        struct hf_str *json, struct hf_err *err);
    enum hf_rc (*told)(void *self, struct hf_str who, bool deputy, struct hf_str letter, size_t *times,
                       struct hf_err *err);
    enum hf_rc (*happened)(void *self, struct hf_str on, struct hf_str event, size_t *times,
                           struct hf_err *err);
    enum hf_rc (*whole)(void *self, struct hf_err *err);           /* replayed and verified */
    void (*step)(void *self, const struct hf_str title[HF_LANGS]); /* a part of the story begins */
    /* An expectation that does not hold yet: is it to be looked at again? Waits a little. Starts at try 0. */
    bool (*again)(void *self, size_t tried);
};

/*
 * Tells the story: every sentence held, or the first that did not, err->where being "FILE:LINE".
 * BAD_INPUT: it cannot be read. FAILED: something was not as expected. `name` is what messages call it.
 */
enum hf_rc hf_story_run(const struct hf_story_stage *stage, struct hf_str name, struct hf_str text,
                        struct hf_arena *arena, struct hf_err *err);

#endif
