/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/desk/bundles.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 64 << 20, SCRATCH = 8 << 20 };

/* ---- a case with a request sent and answered ---- */

static struct hf_str thread_of(struct office *o)
{
    const struct hf_case *c;
    struct hf_flows flows;
    HF_CHECK(hf_desk_file(o->w.desk[0], &o->file, &o->w.arena, &c, &flows, &o->err) == HF_OK);
    return world_text(&o->w, &hf_case_thread(c, 0)->id);
}

static void fill_case(struct office *o)
{
    struct world *w = &o->w;
    o->file = world_case(w);
    world_do(w, &w->approver, "approver", &o->file, "request/1", "send", NULL);
    w->clock.now_ms += HF_MS_PER_DAY;
    struct hf_request answer = world_answer(
        w, 0, "answer", "jti-1", thread_of(o),
        "{'seq':1,'status':'executed','results':[{'item':1,'event':'in_force',"
        "'effective_at':'2026-11-22','payload':{'expires_on':'2028-11-24','national_order':'A 7'}},"
        "{'item':2,'event':'refuse','payload':{'ground':'not_found'}}]}");
    HF_CHECK(world_serve(w, 0, &answer) == HF_DONE);
}

struct office *bundles_begin(void)
{
    struct office *o = calloc(1, sizeof *o);
    struct hf_secret secret;
    HF_CHECK(o != NULL);
    world_make(&o->w, 1, 1);
    world_found(&o->w);
    hf_arena_init(&o->arena, malloc(ROOM), ROOM);
    hf_arena_init(&o->scratch, malloc(SCRATCH), SCRATCH);
    twin_key_pair(HF_KEY_LOG, &secret, &o->key);
    fill_case(o);
    return o;
}

void bundles_end(struct office *o)
{
    world_free(&o->w);
    free(o->arena.at);
    free(o->scratch.at);
    free(o);
}

/* A copy of the bundle for this reader, which the caller frees. */
struct hf_str bundle_for(struct office *o, enum hf_bundle_reader reader, size_t focal)
{
    struct hf_bundle_order order = {
        .file = o->file, .reader = reader, .authority = o->w.focal[focal].authority, .documents = true};
    world_reset(&o->w);
    struct hf_buf out = hf_buf_in(&o->w.arena, 65536);
    HF_CHECK(hf_bundle_make(o->w.desk[0], &order, &o->w.arena, &out, &o->err) == HF_OK);
    char *copy = malloc(out.len);
    memcpy(copy, out.at, out.len);
    world_reset(&o->w);
    return (struct hf_str){copy, out.len};
}

/* The archive again, with its members in another order: `order[i]` stands at place i. */
struct hf_str bundle_arranged(struct office *o, struct hf_str bytes, const size_t *order, size_t count)
{
    struct hf_ustar_member member[16];
    struct hf_buf out = hf_buf_in(&o->w.arena, bytes.len + 4096);
    size_t at = 0, members = 0;
    bool end = false;
    while (hf_ustar_next(bytes, &at, &member[members], &end, &o->err) == HF_OK && !end)
        members++;
    for (size_t i = 0; i < count; i++)
        if (order[i] < members)
            hf_ustar_put(&out, &member[order[i]]);
    hf_ustar_end_put(&out);
    return hf_buf_str(&out);
}

/* Whoever holds the key can sign any manifest; what it lists must still follow from itself and from the tree.
 */
struct hf_str bundle_signed_anew(struct office *o, struct hf_str bytes, enum hf_bundle_part part,
                                 struct hf_str with)
{
    struct hf_bundle bundle;
    struct hf_ustar_member member[16];
    struct hf_secret secret;
    struct hf_public key;
    struct hf_buf text = hf_buf_in(&o->w.arena, 4096), note = hf_buf_in(&o->w.arena, 4096),
                  out = hf_buf_in(&o->w.arena, bytes.len + 4096);
    size_t count = 0;
    HF_CHECK(hf_bundle_open(&o->w.hasher, bytes, &o->w.arena, &bundle, &o->err) == HF_OK);
    for (enum hf_bundle_part p = 0; p < HF_BUNDLE_PART_COUNT; p++)
        member[count++] = (struct hf_ustar_member){hf_bundle_part_name(p), p == part ? with : bundle.part[p]};
    for (size_t i = 0; i < bundle.others; i++)
        member[count++] = bundle.other[i];
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    hf_bundle_manifest_put(&o->w.hasher, &bundle.claim, member, count, &text);
    hf_note_sign(&o->w.hasher, hf_buf_str(&text), bundle.claim.origin, &secret, &key, &note);
    hf_ustar_put(&out, &(struct hf_ustar_member){HF_STR("manifest"), hf_buf_str(&note)});
    for (size_t i = 0; i < count; i++)
        hf_ustar_put(&out, &member[i]);
    hf_ustar_end_put(&out);
    return hf_buf_str(&out);
}

struct hf_str bundle_part_of(struct office *o, struct hf_str bytes, enum hf_bundle_part part)
{
    struct hf_bundle bundle;
    HF_CHECK(hf_bundle_open(&o->w.hasher, bytes, &o->w.arena, &bundle, &o->err) == HF_OK);
    return bundle.part[part];
}

/* Lines without the one at `skip`, and with that at `twice` doubled. */
struct hf_str bundle_lines(struct office *o, struct hf_str lines, size_t skip, size_t twice)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, 2 * lines.len + 1);
    for (size_t i = 0; lines.len > 0; i++) {
        struct hf_str line = hf_str_cut(&lines, '\n');
        for (size_t k = 0; k < (i == twice ? 2u : i == skip ? 0u : 1u); k++) {
            hf_buf_put(&out, line);
            hf_buf_put_char(&out, '\n');
        }
    }
    return hf_buf_str(&out);
}

/* The second line first. */
struct hf_str bundle_swapped(struct office *o, struct hf_str lines)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, lines.len);
    struct hf_str first = hf_str_cut(&lines, '\n'), second = hf_str_cut(&lines, '\n');
    const struct hf_str all[] = {second, first};
    for (size_t i = 0; i < 2; i++) {
        hf_buf_put(&out, all[i]);
        hf_buf_put_char(&out, '\n');
    }
    hf_buf_put(&out, lines);
    return hf_buf_str(&out);
}
