/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Silence is an event. A notice of ours runs through three clocks, one after the other; how long each is
 * waited for is data of the channel (entry.h).
 *
 *     clock       from                       until
 *     transport   the notice was signed      it was delivered
 *     receipt     it was delivered           they receipted it
 *     answer      they receipted it          they answered; where the notice asks for an answer
 *
 * Whenever the period has passed once more, the next level is reached that there is: a reminder to the same
 * address (none to one that does not take what it is sent: the courier tries it again anyhow), the deputy,
 * the channel of the network or region, a person of ours. Each is an event `silence.reached` of the file. The
 * file holds for each thread the oldest notice that may still wait, so what was answered costs nothing; which
 * notice waits for what is looked up once something is due (desk/silence.c).
 */
#ifndef HF_CASEFILE_SILENCE_H
#define HF_CASEFILE_SILENCE_H

#include "casefile/entry.h"

#define HF_SILENCE_CLOCKS(X) X(transport) X(receipt) X(answer)
enum hf_silence_clock {
#define HF_SILENCE_CLOCK(name) HF_SILENCE_##name,
    HF_SILENCE_CLOCKS(HF_SILENCE_CLOCK)
#undef HF_SILENCE_CLOCK
        HF_SILENCE_CLOCK_COUNT
};

/* In the order in which they are reached. */
#define HF_SILENCE_LEVELS(X) X(none) X(reminder) X(deputy) X(network) X(person)
enum hf_silence_level {
#define HF_SILENCE_LEVEL(name) HF_LEVEL_##name,
    HF_SILENCE_LEVELS(HF_SILENCE_LEVEL)
#undef HF_SILENCE_LEVEL
        HF_SILENCE_LEVEL_COUNT
};

struct hf_str hf_silence_clock_name(enum hf_silence_clock clock);
struct hf_str hf_silence_level_name(enum hf_silence_level level);
/* ..._COUNT: there is none of that name. */
enum hf_silence_clock hf_silence_clock_find(struct hf_str name);
enum hf_silence_level hf_silence_level_find(struct hf_str name);

/* How long the clock is waited for at this entry. */
int64_t hf_silence_within_ms(const struct hf_entry *entry, enum hf_silence_clock clock,
                             struct hf_arena *arena);

/* Is it what the house itself says in a thread (desk/letter.c), for which nothing is waited? By the
 * `template` of `notice.signed`. */
bool hf_is_letter(struct hf_str name);

/* When the file is first looked at for silence since it was last heard of: no period is shorter than this. */
enum { HF_SILENCE_LOOK_MS = 3600000 };
/* HF_NOTHING_DUE (due.h): nothing waits, or all that does is a person's. */
int64_t hf_silence_look(const struct hf_flows *flows, const struct hf_case *c);

#endif
