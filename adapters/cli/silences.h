/* SPDX-License-Identifier: Apache-2.0 */
/* What the silence of another side has come to, and what is odd about its words, as people read it. */
#ifndef HF_CLI_SILENCES_H
#define HF_CLI_SILENCES_H

#include "casefile/silence.h"
#include "cli/view.h"

/* "not receipted; its deputy was told" of a thread that is silent; empty where it is not. */
struct hf_str hf_silence_words(const struct hf_cli *cli, const struct hf_thread *thread);
/* The same of an event that says so, for the history of a case; empty where it is none. */
struct hf_str hf_silence_line(struct hf_cli *cli, const struct hf_fact *fact);
/* What is odd about a message of theirs, for the history: signed long ago, or when its key was not in force;
 * our own checkpoint told otherwise; written before our newest notice came. Empty: nothing, or the event is
 * none. */
struct hf_str hf_heard_line(struct hf_cli *cli, const struct hf_fact *fact);
/* The next thread, from *at on, of this instance, or for the root of what belongs to no request, that is
 * silent; NULL: none is. *at is left behind it; 0 at first. */
const struct hf_thread *hf_silent_thread(const struct hf_sight *sight, hf_instance i, uint32_t *at);
/* As whom the directory knows the other side; empty where it does not. */
struct hf_str hf_silent_name(struct hf_seat *seat, const struct hf_sight *sight,
                             const struct hf_thread *thread);
/* Adds "silence": with --json {"clock", "level", "at"}, to people the words; nothing where it is not silent.
 */
void hf_silence_add(const struct hf_cli *cli, const struct hf_thread *thread, struct hf_json_maker *row);

#endif
