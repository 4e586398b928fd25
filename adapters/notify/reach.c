/* SPDX-License-Identifier: Apache-2.0 */
/* Two tables of networks: those that are not public, and those that carry an IPv4 address inside. */
#include "notify/reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { MAPPED_BITS = 96 };
static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

/* clang-format off */
#define V4(a, b, c, d, bits) {{[10] = 0xff, [11] = 0xff, [12] = (a), (b), (c), (d)}, MAPPED_BITS + (bits)}

/* IANA special-purpose registries (RFC 6890 and after), and multicast. */
static const struct hf_network not_public[] = {
    V4(0, 0, 0, 0, 8),          /* this network */
    V4(10, 0, 0, 0, 8),         /* private */
    V4(100, 64, 0, 0, 10),      /* shared, carrier-grade NAT */
    V4(127, 0, 0, 0, 8),        /* loopback */
    V4(169, 254, 0, 0, 16),     /* link-local, metadata services */
    V4(172, 16, 0, 0, 12),      /* private */
    V4(192, 0, 0, 0, 24),       /* protocol assignments */
    V4(192, 0, 2, 0, 24),       /* documentation */
    V4(192, 88, 99, 0, 24),     /* 6to4 relays */
    V4(192, 168, 0, 0, 16),     /* private */
    V4(198, 18, 0, 0, 15),      /* benchmarks */
    V4(198, 51, 100, 0, 24),    /* documentation */
    V4(203, 0, 113, 0, 24),     /* documentation */
    V4(224, 0, 0, 0, 3),        /* multicast, reserved, broadcast */
    {{0}, 96},                  /* ::, ::1, IPv4-compatible */
    {{0x01}, 64},               /* discard */
    {{0x20, 0x01}, 23},         /* protocol assignments, Teredo, ORCHID */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff}, 20},         /* documentation */
    {{0x5f}, 16},               /* segment routing */
    {{0xfc}, 7},                /* unique local */
    {{0xfe, 0x80}, 10},         /* link-local */
    {{0xfe, 0xc0}, 10},         /* site-local */
    {{0xff}, 8},                /* multicast */
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, /* local NAT64 */
};

static const struct {
    struct hf_network network;
    unsigned at; /* byte where the IPv4 address begins */
} carriers[] = {
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12}, /* NAT64, RFC 6052 */
    {{{0x20, 0x02}, 16}, 2},              /* 6to4, RFC 3056 */
};
/* clang-format on */

static bool holds(const struct hf_network *network, const unsigned char byte[16])
{
    unsigned whole = network->bits / 8;
    unsigned rest = network->bits % 8;
    if (memcmp(network->byte, byte, whole) != 0)
        return false;
    return rest == 0 || (unsigned)(network->byte[whole] ^ byte[whole]) >> (8 - rest) == 0;
}

static bool any_holds(const struct hf_network *networks, size_t count, const unsigned char byte[16])
{
    for (size_t i = 0; i < count; i++)
        if (holds(&networks[i], byte))
            return true;
    return false;
}

static void put_mapped(unsigned char out[16], const void *v4)
{
    memcpy(out, mapped, sizeof mapped);
    memcpy(out + sizeof mapped, v4, 4);
}

static bool bytes_of(const struct sockaddr *address, unsigned char out[16])
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        put_mapped(out, &v4.sin_addr);
        return true;
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        memcpy(out, &v6.sin6_addr, 16);
        return true;
    }
    return false;
}

/* Is it, or what it carries, an address of the public Internet? */
static bool is_public(const unsigned char byte[16])
{
    if (any_holds(not_public, sizeof not_public / sizeof not_public[0], byte))
        return false;
    for (size_t i = 0; i < sizeof carriers / sizeof carriers[0]; i++) {
        unsigned char inner[16];
        put_mapped(inner, byte + carriers[i].at);
        if (holds(&carriers[i].network, byte))
            return !any_holds(not_public, sizeof not_public / sizeof not_public[0], inner);
    }
    return true;
}

bool hf_reach_may(const struct sockaddr *address, const struct hf_network *allow, size_t count)
{
    unsigned char byte[16];
    if (!bytes_of(address, byte))
        return false;
    return any_holds(allow, count, byte) || is_public(byte);
}

static bool read_address(struct hf_str s, unsigned char out[16], unsigned *width)
{
    char text[INET6_ADDRSTRLEN];
    unsigned char v4[4];
    if (s.len >= sizeof text)
        return false;
    memcpy(text, s.at, s.len);
    text[s.len] = '\0';
    if (inet_pton(AF_INET, text, v4) == 1) {
        put_mapped(out, v4);
        *width = 32;
        return true;
    }
    *width = 128;
    return inet_pton(AF_INET6, text, out) == 1;
}

/* Nothing may stand behind the prefix: 10.1.2.3/8 is a slip of somebody who meant one or the other. */
static bool clean_behind(const struct hf_network *network)
{
    for (unsigned bit = network->bits; bit < 128; bit++)
        if (network->byte[bit / 8] >> (7 - bit % 8) & 1)
            return false;
    return true;
}

bool hf_network_read(struct hf_str s, struct hf_network *out)
{
    struct hf_network network;
    unsigned width;
    bool prefixed = hf_str_contains(s, HF_STR("/"));
    struct hf_str head = hf_str_cut(&s, '/');
    if (head.len == 0 || !read_address(head, network.byte, &width))
        return false;
    int64_t bits = width;
    if (prefixed && (!hf_str_i64(s, &bits) || bits < 0 || bits > width))
        return false;
    network.bits = (unsigned)bits + (128 - width);
    if (!clean_behind(&network))
        return false;
    *out = network;
    return true;
}
