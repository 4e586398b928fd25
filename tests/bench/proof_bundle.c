/* SPDX-License-Identifier: Apache-2.0 */
/* The bundle of a case of 10,000 events: made, verified, replayed. */
#include <stdio.h>
#include <unistd.h>

#include "base/check.h"
#include "bench/must.h"
#include "bench/proof_figures.h"
#include "casefile/replay.h"
#include "desk/bundle.h"
#include "flow/read.h"
#include "proof/verify.h"

enum { INSTANTS = 10 };

/* ---- made and verified ---- */

static struct hf_str make(struct proof_bench *b, struct hf_desk *desk, const struct hf_bundle_order *order)
{
    struct hf_buf out = hf_buf_in(&b->arena, 1 << 20);
    double begin = now_s();
    must(hf_bundle_make(desk, order, &b->arena, &out, &b->err), &b->err, "the bundle");
    tell_at_most(b, "bundle_of_10k_events_made", now_s() - begin, "s", 1);
    tell("bundle_of_10k_events_size", (double)out.len / 1048576, "MiB");
    return hf_buf_str(&out);
}

static void verify(struct proof_bench *b, struct hf_str bundle)
{
    char path[PROOF_PATH];
    double mib;
    folder_path(b, HF_STR("bundle"), path);
    FILE *file = fopen(path, "wb");
    HF_CHECK(file != NULL && fwrite(bundle.at, 1, bundle.len, file) == bundle.len && fclose(file) == 0);
    tell_at_most(b, "bundle_of_10k_events_verified", verifier_s(b, path, &mib), "s", 0.5);
    tell_at_most(b, "bundle_verifier_memory", mib, "MiB", 32);
    unlink(path);
}

/* ---- replayed ---- */

struct replaying {
    struct proof_bench *b;
    const struct hf_flow *house;
    struct hf_bundle bundle;
    struct hf_arena arena, scratch;
};

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    struct replaying *r = context;
    struct hf_findings findings = {0};
    const struct hf_flow *flow = NULL;
    HF_CHECK(hf_flow_read(hf_bundle_other(&r->bundle, HF_STR("definitions"), digest), HF_FLOW_PUBLISHED,
                          r->house, &r->arena, &flow, &findings, &r->b->err) == HF_OK);
    return flow;
}

/* From the lines of the events to the case as it stood when that many of them had been recorded. */
static double replay_s(struct replaying *r, uint32_t events)
{
    const struct hf_bundle_claim *claim = &r->bundle.claim;
    struct hf_str lines = r->bundle.part[HF_BUNDLE_events];
    struct hf_bundle_event event;
    struct hf_replay replay;
    struct hf_fact fact;
    hf_arena_reset(&r->arena, 0);
    double begin = now_s();
    hf_replay_begin(&replay, &r->b->hasher, claim->origin, &claim->file, claim->kind, r->house, &r->arena,
                    &r->scratch);
    replay.definition = definition;
    replay.context = r;
    for (uint32_t i = 0; i < events; i++) {
        HF_CHECK(hf_bundle_event_next(&lines, &event));
        HF_CHECK(hf_replay_next(&replay, &event.blind, event.header, event.payload, &fact, &r->b->err) ==
                 HF_OK);
    }
    HF_CHECK(hf_case_head(&replay.c)->seq == events);
    return now_s() - begin;
}

static void replay(struct proof_bench *b, const struct hf_flow *house, struct hf_str bytes)
{
    enum { ROOM = 128 << 20, SCRATCH = 16 << 20 };
    struct replaying r = {.b = b, .house = house};
    double worst = 0;
    HF_CHECK(hf_bundle_open(&b->hasher, bytes, &b->arena, &r.bundle, &b->err) == HF_OK);
    hf_arena_init(&r.arena, hf_arena_take_unset(&b->arena, 1, 16, ROOM), ROOM);
    hf_arena_init(&r.scratch, hf_arena_take_unset(&b->arena, 1, 16, SCRATCH), SCRATCH);
    for (uint32_t i = 1; i <= INSTANTS; i++) {
        double took = replay_s(&r, (uint32_t)((uint64_t)r.bundle.claim.events * i / INSTANTS));
        worst = took > worst ? took : worst;
    }
    tell_at_most(b, "replay_of_10k_events_worst", worst * 1e3, "ms", 200);
}

void bundle_figures(struct proof_bench *b, struct hf_desk *desk, const struct hf_bundle_order *order)
{
    struct hf_str bundle = make(b, desk, order);
    verify(b, bundle);
    replay(b, hf_desk_house_flow(desk), bundle);
}
