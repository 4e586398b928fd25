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
    o->trust = (struct hf_policy){
        .log = {{.name = HF_STR("court.example/log1"), .key = o->key}}, .logs = 1, .quorum = HF_QUORUM_NONE};
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

/* ---- time-stamps ---- */

static struct hf_str der(struct office *o, char tag, struct hf_str content)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, content.len + 4);
    hf_buf_put_char(&out, tag);
    if (content.len >= 128)
        hf_buf_put_char(&out, (char)0x81);
    HF_CHECK(content.len < 256);
    hf_buf_put_char(&out, (char)content.len);
    hf_buf_put(&out, content);
    return hf_buf_str(&out);
}

static struct hf_str both(struct office *o, struct hf_str a, struct hf_str b)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, a.len + b.len);
    hf_buf_put(&out, a);
    hf_buf_put(&out, b);
    return hf_buf_str(&out);
}

#define OID(bytes) HF_STR("\x06" bytes)

static struct hf_str token_over(struct office *o, const struct hf_stamp_wish *wish)
{
    struct hf_buf nonce = hf_buf_in(&o->w.arena, 16);
    struct hf_str digest = {(const char *)wish->digest.byte, sizeof wish->digest.byte};
    hf_buf_put_char(&nonce, 1);
    hf_buf_put_bytes(&nonce, wish->nonce, sizeof wish->nonce);
    struct hf_str algorithm = der(o, 0x30, OID("\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"));
    struct hf_str imprint = der(o, 0x30, both(o, algorithm, der(o, 0x04, digest)));
    struct hf_str info = both(o, HF_STR("\x02\x01\x01\x06\x03\x2a\x03\x04"), imprint);
    info = both(o, info, both(o, HF_STR("\x02\x01\x07"), der(o, 0x18, HF_STR("20261124091400.5Z"))));
    info = der(o, 0x30, both(o, info, der(o, 0x02, hf_buf_str(&nonce))));
    struct hf_str content = both(o, OID("\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"),
                                 der(o, (char)0xa0, der(o, 0x04, info)));
    struct hf_str data = both(o, HF_STR("\x02\x01\x03\x31\x00"), der(o, 0x30, content));
    return der(
        o, 0x30,
        both(o, OID("\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), der(o, (char)0xa0, der(o, 0x30, data))));
}

void bundles_stamp(struct office *o)
{
    const struct hf_stamp_wish *wish;
    size_t wishes;
    int64_t size;
    world_reset(&o->w);
    HF_CHECK(hf_watch_checkpoint(o->w.desk[0], &o->w.arena, &size, &o->err) == HF_OK);
    for (int i = 0; i < 2; i++) { /* the first ends at once, so it is wished for again */
        HF_CHECK(hf_stamps_wanted(o->w.desk[0], &o->w.arena, &wish, &wishes, &o->err) == HF_OK &&
                 wishes == 1);
        HF_CHECK(hf_stamps_keep(o->w.desk[0], wish, token_over(o, wish),
                                HF_STR("-----BEGIN CERTIFICATE-----\n"),
                                i == 0 ? o->w.clock.now_ms : INT64_MAX, &o->err) == HF_OK);
    }
    HF_CHECK(hf_stamps_wanted(o->w.desk[0], &o->w.arena, &wish, &wishes, &o->err) == HF_OK && wishes == 0);
    world_reset(&o->w);
}

void bundles_erase(struct office *o)
{
    struct world *w = &o->w;
    const struct hf_case *c;
    struct hf_flows flows;
    world_do(w, &w->officer, "administrator", &o->file, "erasure", "erasure.propose",
             "{'of':'case','provision':'Rule 9(2) of the fictional archive rules'}");
    world_do(w, &w->approver, "administrator", &o->file, "erasure/1", "erasure.confirm", NULL);
    HF_CHECK(hf_desk_file(w->desk[0], &o->file, &w->arena, &c, &flows, &o->err) == HF_OK);
    struct hf_id id = hf_case_instance(c, hf_case_find(&flows, c, HF_STR("erasure/1")))->id;
    HF_CHECK(hf_erase_now(w->desk[0], &o->file, &id, &w->arena, &w->response, &o->err) == HF_OK &&
             w->response.outcome == HF_DONE);
    world_reset(w);
}

static struct hf_str copy_of(struct office *o, const struct hf_bundle_order *order)
{
    world_reset(&o->w);
    struct hf_buf out = hf_buf_in(&o->w.arena, 65536);
    HF_CHECK(hf_bundle_make(o->w.desk[0], order, &o->w.arena, &out, &o->err) == HF_OK);
    char *copy = malloc(out.len);
    memcpy(copy, out.at, out.len);
    world_reset(&o->w);
    return (struct hf_str){copy, out.len};
}

struct hf_str bundle_for(struct office *o, enum hf_bundle_reader reader, size_t focal)
{
    struct hf_bundle_order order = {.file = o->file,
                                    .reader = reader,
                                    .authority = o->w.focal[focal].authority,
                                    .role = HF_STR("officer"),
                                    .documents = reader == HF_READER_AUDITOR};
    return copy_of(o, &order);
}

struct hf_str bundle_for_role(struct office *o, struct hf_str role)
{
    struct hf_bundle_order order = {.file = o->file, .reader = HF_READER_ROLE, .role = role};
    return copy_of(o, &order);
}

struct hf_str bundle_of_another(struct office *o)
{
    struct hf_bundle_order order = {.file = world_case(&o->w), .reader = HF_READER_AUDITOR};
    return copy_of(o, &order);
}

struct hf_str bundle_absence(struct office *o, const char *const *name)
{
    struct hf_str names[8];
    size_t count = 0;
    for (; name[count] != NULL; count++)
        names[count] = hf_str_of(name[count]);
    world_reset(&o->w);
    struct hf_buf out = hf_buf_in(&o->w.arena, 16384);
    HF_CHECK(hf_absence_make(o->w.desk[0], names, count, &o->w.arena, &out, &o->err) == HF_OK);
    char *copy = malloc(out.len);
    memcpy(copy, out.at, out.len);
    return (struct hf_str){copy, out.len};
}

void bundle_case_goes_on(struct office *o)
{
    world_do(&o->w, &o->w.officer, "investigator", &o->file, "party", "party.add",
             "{'kind':'organisation','name':'Yarrow Holding'}");
}

void bundle_case_renamed(struct office *o)
{
    struct hf_file_row *row = twin_store_file(o->w.store, &o->file);
    HF_CHECK(row != NULL);
    row->name = HF_STR("ABCD-EFGH-1");
    for (size_t i = 0; i < o->w.desks; i++)
        world_kill(&o->w, i); /* none remembers how it was called */
    bundle_case_goes_on(o);
}

enum { MEMBERS_MAX = 24 };

static size_t add_parts(size_t *order, size_t count, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        order[count++] = i;
    return count;
}

/* Which member stands at which place. */
static size_t arrange(size_t *order, size_t members, enum bundle_mistake mistake)
{
    size_t count = add_parts(order, 0, mistake == MISTAKE_NO_MANIFEST, mistake == MISTAKE_MANIFEST_ALONE);
    if (mistake == MISTAKE_MANIFEST_ALONE)
        return count;
    if (mistake == MISTAKE_TWO_MANIFESTS)
        order[count++] = 0;
    count = add_parts(order, count, mistake == MISTAKE_NO_MANIFEST, members);
    if (mistake == MISTAKE_REST_CUT)
        return 1 + HF_BUNDLE_PART_COUNT;
    if (mistake == MISTAKE_DOUBLED)
        order[count++] = members - 1;
    if (mistake == MISTAKE_SWAPPED) {
        order[1] = 2;
        order[2] = 1;
    }
    if (mistake == MISTAKE_PART_LEFT_OUT)
        memmove(order + 3, order + 4, (--count - 3) * sizeof *order);
    return count;
}

struct hf_str bundle_mistaken(struct office *o, struct hf_str bytes, enum bundle_mistake mistake)
{
    struct hf_ustar_member member[MEMBERS_MAX];
    struct hf_buf out = hf_buf_in(&o->w.arena, bytes.len + 4096);
    size_t at = 0, members = 0, order[MEMBERS_MAX + 2] = {0};
    bool end = false;
    while (hf_ustar_next(bytes, &at, &member[members], &end, &o->err) == HF_OK && !end)
        members++;
    size_t count = arrange(order, members, mistake);
    for (size_t i = 0; i < count; i++)
        hf_ustar_put(&out, &member[order[i]]);
    hf_ustar_end_put(&out);
    return hf_buf_str(&out);
}

/* Whoever holds the key can sign any manifest; what it lists must still follow from itself and from the tree.
 */
static struct hf_str sign_anew(struct office *o, const struct hf_bundle *bundle)
{
    struct hf_ustar_member member[MEMBERS_MAX];
    struct hf_secret secret;
    struct hf_public key;
    struct hf_buf text = hf_buf_in(&o->w.arena, 4096), note = hf_buf_in(&o->w.arena, 4096),
                  out = hf_buf_in(&o->w.arena, 65536);
    size_t count = 0;
    for (enum hf_bundle_part p = 0; p < HF_BUNDLE_PART_COUNT; p++)
        member[count++] = (struct hf_ustar_member){hf_bundle_part_name(p), bundle->part[p]};
    for (size_t i = 0; i < bundle->others; i++)
        member[count++] = bundle->other[i];
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    hf_bundle_manifest_put(&o->w.hasher, &bundle->claim, member, count, &text);
    hf_note_sign(&o->w.hasher, hf_buf_str(&text), bundle->claim.origin, &secret, &key, &note);
    hf_ustar_put(&out, &(struct hf_ustar_member){HF_STR("manifest"), hf_buf_str(&note)});
    for (size_t i = 0; i < count; i++)
        hf_ustar_put(&out, &member[i]);
    hf_ustar_end_put(&out);
    return hf_buf_str(&out);
}

static struct hf_bundle opened(struct office *o, struct hf_str bytes)
{
    struct hf_bundle bundle;
    HF_CHECK(hf_bundle_open(&o->w.hasher, bytes, &o->w.arena, &bundle, &o->err) == HF_OK);
    return bundle;
}

struct hf_str bundle_signed_anew(struct office *o, struct hf_str bytes, enum hf_bundle_part part,
                                 struct hf_str with)
{
    struct hf_bundle bundle = opened(o, bytes);
    bundle.part[part] = with;
    return sign_anew(o, &bundle);
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

/* ---- verified ---- */

enum hf_rc bundle_verify(struct office *o, struct hf_str bytes, int64_t to_ms, struct hf_bundle_verdict *out)
{
    struct hf_bundle bundle;
    hf_arena_reset(&o->arena, 0);
    hf_arena_reset(&o->scratch, 0);
    HF_TRY(hf_bundle_open(&o->w.hasher, bytes, &o->arena, &bundle, &o->err));
    struct hf_bundle_check check = {.hasher = &o->w.hasher,
                                    .bundle = &bundle,
                                    .house = o->w.house,
                                    .arena = &o->arena,
                                    .scratch = &o->scratch,
                                    .trust = &o->trust,
                                    .to_ms = to_ms};
    return hf_bundle_verify(&check, out, &o->err);
}

/* ---- forged ---- */

enum { LEAVES_MAX = 4096 };

struct forging {
    struct office *o;
    struct hf_bundle bundle;
    struct hf_digest leaf[LEAVES_MAX];
    struct hf_leaves leaves;
    struct hf_tree tree;
    struct hf_buf proof;
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct forging *f = context;
    (void)err;
    HF_CHECK(f->leaves.count < LEAVES_MAX);
    memcpy(f->leaf[f->leaves.count++].byte, row->leaf.at, HF_DIGEST_SIZE);
    return HF_OK;
}

static uint64_t size_of(struct forging *f)
{
    struct hf_note note;
    struct hf_checkpoint checkpoint;
    HF_CHECK(hf_note_read(f->bundle.part[HF_BUNDLE_checkpoint], &note, &f->o->err) == HF_OK &&
             hf_checkpoint_read(note.text, &checkpoint, &f->o->err) == HF_OK);
    return checkpoint.size;
}

static struct forging *begin_forging(struct office *o, struct hf_str bytes)
{
    struct forging *f = HF_NEW(&o->w.arena, struct forging, 1);
    struct hf_ledger ledger = twin_ledger(o->w.store);
    f->o = o; /* one by one: the whole is too large for the stack */
    f->bundle = opened(o, bytes);
    f->leaves.hasher = &o->w.hasher;
    f->proof = hf_buf_in(&o->w.arena, 4096);
    HF_CHECK(ledger.ask(ledger.self, HF_ASK_leaves, &(struct hf_ask){0}, take_leaf, f, &o->err) == HF_OK);
    f->leaves.leaf = f->leaf;
    f->tree = hf_tree_of(&f->leaves);
    return f;
}

static enum hf_rc put_node(void *context, const struct hf_digest *node, struct hf_err *err)
{
    struct forging *f = context;
    (void)err;
    hf_buf_put_bytes(&f->proof, node->byte, sizeof node->byte);
    return HF_OK;
}

/* One event less, with a chain and a proof that fit. */
static void cut_tail(struct forging *f)
{
    struct hf_str lines = f->bundle.part[HF_BUNDLE_events], rest = lines;
    struct hf_bundle_claim *claim = &f->bundle.claim;
    struct hf_placed *placed = HF_NEW(&f->o->w.arena, struct hf_placed, claim->events);
    struct hf_bundle_event event;
    claim->events--;
    hf_chain_start(&f->o->w.hasher, claim->origin, &claim->file, &claim->head);
    for (uint32_t i = 0; i < claim->events; i++) {
        HF_CHECK(hf_bundle_event_next(&rest, &event));
        hf_chain_commit(&f->o->w.hasher, &event.blind, event.header, &event.commitment);
        hf_chain_next(&f->o->w.hasher, &claim->head, &event.commitment, &claim->head);
        placed[i].index = event.index;
    }
    f->bundle.part[HF_BUNDLE_events] = hf_str_part(lines, 0, lines.len - rest.len);
    HF_CHECK(hf_cover_make(&f->o->w.hasher, &f->tree, placed, claim->events, size_of(f), put_node, f,
                           &f->o->err) == HF_OK);
    f->bundle.part[HF_BUNDLE_tree] = hf_buf_str(&f->proof);
}

/* The first two lines of heads, with their place in the tree of this bundle's checkpoint. */
static void put_logged(struct forging *f, const struct hf_bundle_event *event, const struct hf_digest *before,
                       struct hf_buf *out)
{
    struct hf_heads_logged *logged = HF_NEW(&f->o->w.arena, struct hf_heads_logged, 1);
    logged->event = *event;
    logged->before = *before;
    HF_CHECK(hf_tree_inclusion(&f->o->w.hasher, &f->tree, event->index, size_of(f), &logged->path,
                               &f->o->err) == HF_OK);
    hf_heads_logged_put(out, logged);
}

static struct hf_digest before_of(struct hf_str line)
{
    struct hf_digest before;
    HF_CHECK(hf_digest_read(hf_str_part(line, 11, 11 + HF_DIGEST_TEXT), &before));
    return before;
}

static void take_earlier(struct forging *f, struct hf_str earlier, struct hf_buf *out)
{
    struct hf_str lines = bundle_part_of(f->o, earlier, HF_BUNDLE_heads);
    struct hf_bundle_event event;
    HF_CHECK(hf_bundle_event_next(&lines, &event));
    struct hf_digest before = before_of(lines);
    hf_str_cut(&lines, '\n');
    put_logged(f, &event, &before, out);
    hf_buf_put(out, lines);
}

static void take_event(struct forging *f, struct hf_buf *out)
{
    struct hf_str lines = f->bundle.part[HF_BUNDLE_heads], events = f->bundle.part[HF_BUNDLE_events];
    struct hf_bundle_claim *claim = &f->bundle.claim;
    struct hf_bundle_event event;
    struct hf_digest link;
    hf_chain_start(&f->o->w.hasher, claim->origin, &claim->file, &link);
    HF_CHECK(hf_bundle_event_next(&events, &event));
    put_logged(f, &event, &link, out);
    hf_str_cut(&lines, '\n');
    hf_str_cut(&lines, '\n');
    hf_buf_put(out, lines);
}

/* So many lines of the bundle's own, the others of another case. */
static void take_paths(struct forging *f, struct hf_str other, int own_lines, struct hf_buf *out)
{
    struct hf_str theirs = bundle_part_of(f->o, other, HF_BUNDLE_heads),
                  own = f->bundle.part[HF_BUNDLE_heads];
    for (int i = 0; i < own_lines; i++) {
        hf_str_cut(&theirs, '\n');
        hf_buf_put(out, hf_str_cut(&own, '\n'));
        hf_buf_put_char(out, '\n');
    }
    hf_buf_put(out, theirs);
}

/* Letters of the third line, which is the file's path: one step is another, or missing. */
static void spoil_path(struct forging *f, bool cut, struct hf_buf *out)
{
    struct hf_str own = f->bundle.part[HF_BUNDLE_heads], rest = own;
    hf_str_cut(&rest, '\n');
    hf_str_cut(&rest, '\n');
    size_t first = own.len - rest.len + 10; /* behind {"path":[" */
    hf_buf_put(out, hf_str_part(own, 0, first));
    if (!cut)
        hf_buf_put_char(out, own.at[first] == 'A' ? 'B' : 'A');
    hf_buf_put(out, hf_str_part(own, first + (cut ? HF_DIGEST_TEXT + 3 : 1), own.len));
}

struct hf_str bundle_forged(struct office *o, struct hf_str bytes, struct hf_str earlier, struct hf_str other,
                            enum bundle_forgery forgery)
{
    struct forging *f = begin_forging(o, bytes);
    struct hf_buf heads = hf_buf_in(&o->w.arena, 16384);
    if (forgery == FORGED_TAIL)
        cut_tail(f);
    if (forgery == FORGED_STALE)
        take_earlier(f, earlier, &heads);
    if (forgery == FORGED_SWAPPED)
        take_paths(f, other, 2, &heads);
    if (forgery == FORGED_ENTRY)
        take_paths(f, other, 3, &heads);
    if (forgery == FORGED_NAME)
        f->bundle.claim.name = HF_STR("AAAA-BBBB-C");
    if (forgery == FORGED_UNLOGGED)
        hf_buf_put(&heads, bundle_part_of(o, other, HF_BUNDLE_heads));
    if (forgery == FORGED_EVENT)
        take_event(f, &heads);
    if (forgery == FORGED_STEP || forgery == FORGED_SHORT)
        spoil_path(f, forgery == FORGED_SHORT, &heads);
    if (heads.len > 0)
        f->bundle.part[HF_BUNDLE_heads] = hf_buf_str(&heads);
    return sign_anew(o, &f->bundle);
}

bool bundle_member(struct office *o, struct hf_str bytes, size_t index, struct hf_ustar_member *out)
{
    size_t at = 0;
    bool end = false;
    for (size_t i = 0; i <= index; i++)
        if (hf_ustar_next(bytes, &at, out, &end, &o->err) != HF_OK || end)
            return false;
    return true;
}

/* Of what stands behind the parts, or a part that is replaced. */
struct hf_str bundle_with(struct office *o, struct hf_str bytes, const char *name, struct hf_str with)
{
    struct hf_bundle bundle = opened(o, bytes);
    struct hf_ustar_member *other = HF_NEW(&o->w.arena, struct hf_ustar_member, bundle.others + 1);
    size_t others = 0;
    for (enum hf_bundle_part p = 0; p < HF_BUNDLE_PART_COUNT; p++)
        if (hf_str_eq(hf_bundle_part_name(p), hf_str_of(name)))
            bundle.part[p] = with;
    for (size_t i = 0; i < bundle.others; i++) {
        other[others] = bundle.other[i];
        if (hf_str_eq(other[others].name, hf_str_of(name)))
            other[others].bytes = with;
        others += other[others].bytes.at != NULL || !hf_str_eq(other[others].name, hf_str_of(name));
    }
    bundle.other = other;
    bundle.others = others;
    return sign_anew(o, &bundle);
}
