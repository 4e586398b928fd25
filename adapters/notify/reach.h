/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which network addresses a courier may connect to, judged after the name was resolved: a name in somebody's
 * directory entry must not lead into our own house. What is not public is refused (loopback, private,
 * link-local, shared, unique-local, multicast, reserved; IPv4 inside IPv6 is judged as IPv4) unless a network
 * of the allow-list holds it.
 */
#ifndef HF_NOTIFY_REACH_H
#define HF_NOTIFY_REACH_H

#include "base/str.h"

struct sockaddr;

/* IPv4 as ::ffff:a.b.c.d, so that there is one kind of address. */
struct hf_network {
    unsigned char byte[16];
    unsigned bits; /* of the prefix, 0 to 128 */
};

/* "127.0.0.0/8", "::1", "10.1.2.3/32"; no bits set behind the prefix. False when s is no network. */
bool hf_network_read(struct hf_str s, struct hf_network *out);

bool hf_reach_may(const struct sockaddr *address, const struct hf_network *allow, size_t count);

#endif
