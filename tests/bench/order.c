/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/order.h"

#include <stdlib.h>
#include <string.h>

#include "bench/must.h"

enum { SEED = 20261123 };

uint64_t chance(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

void chance_fill(uint64_t *state, void *out, size_t size)
{
    unsigned char *at = out;
    for (size_t done = 0; done < size; done += sizeof(uint64_t)) {
        uint64_t drawn = chance(state);
        memcpy(at + done, &drawn, size - done < sizeof drawn ? size - done : sizeof drawn);
    }
}

static void shuffle(uint32_t *place, size_t count)
{
    uint64_t state = SEED;
    for (size_t i = 0; i < count; i++)
        place[i] = (uint32_t)i;
    for (size_t i = count; i > 1; i--) {
        size_t other = chance(&state) % i;
        uint32_t held = place[i - 1];
        place[i - 1] = place[other];
        place[other] = held;
    }
}

void order_open(struct order *order, size_t cases, size_t writer, size_t writers)
{
    uint32_t *all = calloc(cases + 1, sizeof *all);
    must_be(all != NULL, "no memory");
    size_t from = cases * writer / writers, to = cases * (writer + 1) / writers;
    must_be(to > from, "a writer has no case");
    shuffle(all, cases);
    memmove(all, all + from, (to - from) * sizeof *all);
    *order = (struct order){.place = all, .count = to - from};
}

uint32_t order_next(struct order *order)
{
    uint32_t next = order->place[order->at++];
    if (order->at == order->count)
        order->at = 0;
    return next;
}

void order_close(struct order *order)
{
    free(order->place);
    *order = (struct order){0};
}
