/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A receiver that fetches (RFC 8936): for an office behind a firewall, which nobody can push to. A thread
 * asks the transmitter, waits there for as long as it lets one wait, and offers what came to an inlet, as if
 * it had come over HTTP. What was taken is acknowledged with the next request, which is made at once; what
 * was refused is told so by its code; what could not be taken now is said nothing of and comes again.
 */
#ifndef HF_NOTIFY_POLLER_H
#define HF_NOTIFY_POLLER_H

#include "desk/desk.h"
#include "notify/reach.h"

struct hf_poller_setup {
    struct hf_str url, token, ca_file; /* https; the access token; ca_file empty: the list of the system */
    const struct hf_network *allow;    /* networks that are not public and may be reached all the same */
    size_t allow_count;
    struct hf_inlet inlet; /* answers every offer, at the latest when it is stopped */
    /* The code of RFC 8935, section 2.4, for a refusal. */
    const char *(*code)(const struct hf_err *err);
    /* Told of each change: it fails, since `err`; it works again, NULL. On the poller's thread; may be NULL.
     */
    void (*tell)(void *context, const struct hf_err *err);
    void *context;
};

struct hf_poller;
/* Keeps copies of the texts. FAILED no_memory. */
enum hf_rc hf_poller_start(const struct hf_poller_setup *setup, struct hf_poller **out, struct hf_err *err);
/* Ends the request that is under way; what was taken and not yet acknowledged comes again, and is known. */
void hf_poller_stop(struct hf_poller *poller);

#endif
