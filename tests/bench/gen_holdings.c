/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_holdings COMPANIES RING: holdings by chance, the same on every machine, as CSV for `trace owners`.
 *
 * Each company has one to four holders, somewhat more persons than companies; companies among them come
 * earlier in the file, mostly by little, so there is no ring but for 2 companies in 1000, which a later one
 * holds in part. The first RING companies hold each other: each is held by its neighbour and by one further
 * round.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { HUNDRED = 10000 }; /* hundredths of a percent */

static uint64_t state = 7;

static uint64_t roll(void)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static unsigned long below(unsigned long sides)
{
    return (unsigned long)(roll() % sides);
}

static void put(char kind, unsigned long owner, unsigned long owned, unsigned hundredths)
{
    printf("%c%07lu,K%07lu,%u.%02u\n", kind, owner, owned, hundredths / 100, hundredths % 100);
}

/* What is left of company i after its ring. */
static unsigned put_ring(unsigned long i, unsigned long ring)
{
    unsigned near = 3000 + (unsigned)below(100), far = 700 + (unsigned)below(100);
    put('K', (i + ring - 1) % ring, i, near);
    if (ring <= 4)
        return HUNDRED - near;
    put('K', (5 * i + 2) % ring, i, far);
    return HUNDRED - near - far;
}

static void put_holder(unsigned long i, unsigned long companies, unsigned hundredths)
{
    if (i < 2 || below(100) < 55) {
        unsigned long spread = below(companies * 3 / 2 + 1);
        put('P', below(spread + 1), i, hundredths);
        return;
    }
    unsigned long back = below(10) < 7 ? below(i < 200 ? i : 200) : below(i);
    put('K', i - 1 - (back < i ? back : i - 1), i, hundredths);
}

static void put_company(unsigned long i, unsigned long companies, unsigned long ring)
{
    unsigned left = i < ring ? put_ring(i, ring) : HUNDRED;
    if (below(1000) < 2 && i + 50 < companies) {
        put('K', i + 1 + below(40), i, 100 + (unsigned)below(1900));
        left -= 2000;
    }
    for (unsigned holders = 1 + (unsigned)below(4); holders > 0 && left > 100; holders--) {
        unsigned share = holders == 1 ? left : 1 + (unsigned)below(left - 1);
        put_holder(i, companies, share);
        left -= share;
    }
}

int main(int argc, char **argv)
{
    unsigned long companies = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    unsigned long ring = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    puts("owner,owned,percent");
    for (unsigned long i = 0; i < companies; i++)
        put_company(i, companies, ring);
    return 0;
}
