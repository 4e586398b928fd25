/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a transfer met: the address of the network, the version of TLS, the certificate that was shown. */
#ifndef HF_NOTIFY_WIRE_H
#define HF_NOTIFY_WIRE_H

#include "desk/ports.h"

enum { HF_WIRE_ADDRESS = 48, HF_WIRE_TLS = 12 };
struct hf_wire_room {
    char address[HF_WIRE_ADDRESS], tls[HF_WIRE_TLS];
    struct hf_digest certificate; /* zero: none */
    bool asks;                    /* the peer, for a certificate of ours */
};

struct sockaddr;
/* One that is tried. */
void hf_wire_try(struct hf_wire_room *room, const struct sockaddr *address);
/* What new connections of this transfer's handle (CURL *) meet while they are made is noted in the room,
 * which stays where it is as long as they do. */
bool hf_wire_watch(struct hf_wire_room *room, void *easy);
/* The connection of a running transfer (CURL *), new or used again, before the request is sent. */
void hf_wire_note(struct hf_wire_room *room, void *easy, const char *address);
/* Texts point into the room. */
struct hf_wire hf_wire_of(const struct hf_wire_room *room);

#endif
