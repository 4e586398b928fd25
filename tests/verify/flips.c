/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flips STEP COUNT: of a bundle of 20 events every STEP-th bit, and of one of 1,000 events COUNT bits drawn
 * from a seed, are turned one at a time; each must be found and a place be named. flips DIR: SAMPLE such
 * bundles of 1,000 events, written for the second verifier (agree.mjs), with DIR/trust.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "unit/desk/bundles.h"

enum { SMALL = 20, LARGE = 1000, SAMPLE = 40 };
#define SEED UINT64_C(20261127)

static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static void flip(struct hf_str bytes, size_t bit)
{
    char *at = (char *)(uintptr_t)bytes.at;
    at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
}

static struct hf_str bundle_of(struct office *o, uint32_t events)
{
    struct hf_bundle *bundle = HF_NEW(&o->scratch, struct hf_bundle, 1);
    for (;;) {
        struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
        hf_arena_reset(&o->arena, 0);
        HF_CHECK(hf_bundle_open(&o->w.hasher, bytes, &o->arena, bundle, &o->err) == HF_OK);
        if (bundle->claim.events >= events)
            return bytes;
        for (uint32_t i = bundle->claim.events; i < events; i++) {
            bundle_case_goes_on(o);
            world_reset(&o->w);
        }
        free((char *)(uintptr_t)bytes.at);
    }
}

static enum hf_rc verify(struct office *o, struct hf_str bytes)
{
    struct hf_bundle_verdict verdict;
    return bundle_verify(o, bytes, INT64_MAX, &verdict);
}

static size_t unfound;

static void try_bit(struct office *o, struct hf_str bytes, size_t bit)
{
    flip(bytes, bit);
    if (verify(o, bytes) != HF_UNVERIFIED || o->err.where[0] == '\0') {
        printf("bit %zu of byte %zu is free\n", bit % 8, bit / 8);
        unfound++;
    }
    flip(bytes, bit);
}

static int turn_bits(struct office *o, size_t step, size_t count)
{
    struct hf_str small = bundle_of(o, SMALL);
    uint64_t seed = SEED;
    size_t tried = 0;
    for (size_t bit = 0; bit < small.len * 8; bit += step, tried++)
        try_bit(o, small, bit);
    HF_CHECK(verify(o, small) == HF_OK);
    struct hf_str large = bundle_of(o, LARGE);
    for (size_t i = 0; i < count; i++)
        try_bit(o, large, draw(&seed) % (large.len * 8));
    HF_CHECK(verify(o, large) == HF_OK);
    printf("%zu bits of %zu bytes with %d events, %zu of %zu bytes with %d: %zu not found\n", tried,
           small.len, SMALL, count, large.len, LARGE, unfound);
    free((char *)(uintptr_t)small.at);
    free((char *)(uintptr_t)large.at);
    return unfound == 0 ? 0 : 1;
}

/* ---- a sample for the second verifier ---- */

static void write_file(const char *folder, const char *name, struct hf_str bytes)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    HF_CHECK(file != NULL && fwrite(bytes.at, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
}

static void write_sample(struct office *o, const char *folder)
{
    struct hf_str bytes = bundle_of(o, LARGE);
    struct hf_buf trust = hf_buf_in(&o->arena, 128);
    uint64_t seed = SEED;
    hf_buf_put(&trust, HF_STR("log "));
    hf_note_key_put(&o->w.hasher, HF_STR("court.example/log1"), &o->key, &trust);
    hf_buf_put_char(&trust, '\n');
    write_file(folder, "trust", hf_buf_str(&trust));
    for (size_t i = 0; i < SAMPLE; i++) {
        char name[32];
        size_t bit = draw(&seed) % (bytes.len * 8);
        snprintf(name, sizeof name, "flip-%03zu.bundle", i);
        flip(bytes, bit);
        write_file(folder, name, bytes);
        flip(bytes, bit);
    }
    free((char *)(uintptr_t)bytes.at);
}

int main(int argc, char **argv)
{
    int64_t step, count;
    int result = 0;
    if (argc < 2 || argc > 3 ||
        (argc == 3 && (!hf_str_i64(hf_str_of(argv[1]), &step) || step < 1 ||
                       !hf_str_i64(hf_str_of(argv[2]), &count) || count < 0)))
        return 2;
    struct office *o = bundles_begin();
    if (argc == 3)
        result = turn_bits(o, (size_t)step, (size_t)count);
    else
        write_sample(o, argv[1]);
    bundles_end(o);
    return result;
}
