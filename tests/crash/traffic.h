/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes on in the office while it is killed: a command line's desk of its own opens cases, sends requests
 * and goes on with them, each command offered under its id until it is answered; the focal point answers.
 * Afterwards everything that was answered is looked for, and must be there once.
 */
#ifndef HF_TESTS_CRASH_TRAFFIC_H
#define HF_TESTS_CRASH_TRAFFIC_H

#include "crash/peer.h"

struct traffic;

/* Makes keys, database, two persons, the directory's entry of the peer and the workflow. */
struct traffic *traffic_make(struct office *office, uint64_t seed);
void traffic_start(struct traffic *traffic);
void traffic_stop(struct traffic *traffic); /* finishes what it had begun */

struct traffic_figures {
    size_t cases, commands, answers, notices, again;
};
/* Is every notice settled? */
bool traffic_settled(struct traffic *traffic);
/* Ends the process where something is missing or doubled. */
struct traffic_figures traffic_check(struct traffic *traffic);
void traffic_end(struct traffic *traffic);

#endif
