/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier for https addresses: each parcel is one POST of a security event token (RFC 8935 section 2.1),
 * byte for byte as it was signed. Many at a time on one thread, over connections that are kept; of one
 * address as many at once and in a second as is configured for it (notify/endpoint.h). Connections of two
 * addresses are never shared, so that none is used under a configuration it was not made with. Nothing is
 * followed, unpacked, authenticated by name and password, or sent through a proxy that the environment names.
 * TLS 1.2 at least, the peer's certificate checked against the CA file of the parcel, of the address, or of
 * the courier, and nothing else; where there is none against the system's list.
 *
 * When to try again is not decided here: results carry a class (desk/classes.h) and what the peer asked for.
 */
#ifndef HF_NOTIFY_PUSH_H
#define HF_NOTIFY_PUSH_H

#include "desk/ports.h"
#include "notify/endpoint.h"
#include "notify/reach.h"

/* What is pointed to stays where it is while the courier lives. */
struct hf_push_setup {
    struct hf_clock_port clock;
    const struct hf_network *allow; /* networks that are not public and may be reached all the same */
    size_t allow_count;
    const struct hf_endpoint_terms *endpoints;
    size_t endpoint_count;
    struct hf_endpoint_terms otherwise; /* for addresses that are not among them; concurrent 0: 4 */
    int64_t connect_ms, total_ms;       /* 0: 5 s, 20 s */
    size_t room, width;                 /* parcels held, under way; 0: 1024, 256 */
};

/*
 * Fills in the port; `stop` gives everything back. The process ignores SIGPIPE from here on, as a peer that
 * hangs up must not end it. FAILED courier_broken.
 *
 * start: all parcels or none; UNAVAILABLE courier_full when there is no room for them, settle some first.
 * turn: returns as soon as there is a result, or nothing more to wait for, or wait_ms have passed.
 */
enum hf_rc hf_push_open(const struct hf_push_setup *setup, struct hf_courier *out, struct hf_err *err);

#endif
