/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/notify/pushing.h"

#include <time.h>

#include "unit/unit.h"

static unsigned char block[4 << 20];
struct peer *peer;
static struct hf_network loopback;

static int64_t read_clock(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
static int64_t wall(void *self)
{
    (void)self;
    return read_clock(CLOCK_REALTIME);
}
int64_t steady(void *self)
{
    (void)self;
    return read_clock(CLOCK_MONOTONIC);
}

struct hf_arena pushing_arena(void)
{
    struct hf_arena arena;
    hf_arena_init(&arena, block, sizeof block);
    return arena;
}

int pushing_begin(void **state)
{
    (void)state;
    peer = peer_start();
    return hf_network_read(HF_STR("127.0.0.0/8"), &loopback) ? 0 : -1;
}

int pushing_end(void **state)
{
    (void)state;
    peer_stop(peer);
    return 0;
}

struct hf_push_setup setup_of(void)
{
    return (struct hf_push_setup){
        .clock = {NULL, wall, steady}, .allow = &loopback, .allow_count = 1, .room = ROOM};
}

struct hf_courier open_courier(struct hf_push_setup setup)
{
    struct hf_courier courier;
    struct hf_err err;
    assert_int_equal(hf_push_open(&setup, &courier, &err), HF_OK);
    return courier;
}

struct hf_parcel_result deliver(struct hf_push_setup setup, struct hf_parcel parcel)
{
    struct hf_courier courier = open_courier(setup);
    struct hf_parcel_result result = {0};
    struct hf_err err;
    size_t count, pending;
    struct hf_arena arena = pushing_arena();
    assert_int_equal(courier.start(courier.self, &parcel, 1, &err), HF_OK);
    assert_int_equal(courier.turn(courier.self, LONG_MS, &arena, &result, 1, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(pending, 0);
    courier.stop(courier.self);
    return result;
}

struct hf_parcel parcel_to(const char *path)
{
    static char address[128];
    return (struct hf_parcel){.ticket = 1,
                              .address = peer_address(peer, "127.0.0.1", path, address),
                              .token = HF_STR("aa.bb.cc"),
                              .language = HF_STR("fr"),
                              .ca_file = hf_str_of(peer_ca(peer))};
}

struct hf_parcel_result answer_of(const char *path)
{
    return deliver(setup_of(), parcel_to(path));
}
