/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier for https addresses: each parcel is one POST of a security event token (RFC 8935 section 2.1),
 * byte for byte as it was signed. Many at a time on one thread, at most `per_host` of them to one host;
 * nothing is followed, unpacked, authenticated by name and password, or sent through a proxy that the
 * environment names. TLS 1.2 at least, the peer's certificate checked against the parcel's `ca_file`, or
 * where that is empty the courier's, and nothing else; where that is empty too against the system's list.
 *
 * When to try again is not decided here: results carry a class (desk/classes.h) and what the peer asked for.
 */
#ifndef HF_NOTIFY_PUSH_H
#define HF_NOTIFY_PUSH_H

#include "desk/ports.h"
#include "notify/reach.h"

struct hf_push_setup {
    struct hf_clock_port clock;
    const struct hf_network *allow; /* networks that are not public and may be reached all the same */
    size_t allow_count;
    struct hf_str ca_file;        /* for parcels that name none; stays where it is */
    bool plain;                   /* http:// too: tests on loopback only */
    int64_t connect_ms, total_ms; /* 0: 5 s, 20 s */
    size_t room, width, per_host; /* parcels held, under way, under way to one host; 0: 256, 64, 4 */
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
