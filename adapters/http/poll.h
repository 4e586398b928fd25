/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices fetched by their receiver (RFC 8936): the request as section 2.2 has it, the answer of section 2.3,
 * and those that wait for one. A request waits on the server's thread, asleep, and in a list at the counter:
 * thousands cost a connection each and no thread.
 */
#ifndef HF_HTTP_POLL_H
#define HF_HTTP_POLL_H

#include "http/visit.h"

struct hf_polls_setup {
    struct hf_clock_port clock;
    int64_t wait_ms; /* how long a request may wait for a notice before it is answered with none */
    int64_t tick_ms; /* how often those that wait are looked at without news: what others have committed */
};

struct hf_polls *hf_polls_open(const struct hf_polls_setup *setup); /* NULL: no memory */
void hf_polls_free(struct hf_polls *polls);

/* As struct hf_counter_setup has them. */
int64_t hf_polls_turn(void *polls, struct hf_desk *desk, struct hf_arena *arena);
void hf_polls_close(void *polls); /* all that wait are answered with no notice */

/* POST /v1/poll/{stream} */
enum hf_rc hf_act_poll(struct hf_visit *visit);

#endif
