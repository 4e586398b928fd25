/* SPDX-License-Identifier: Apache-2.0 */
/* The archive and its manifest. */
#include "proof/bundle.h"

#include "base/when.h"

#define FIRST_LINE HF_STR("holdfast/bundle/v1")

static const struct hf_str parts[HF_BUNDLE_PART_COUNT] = {
#define HF_BUNDLE_PART(name) HF_STR_INIT(#name),
    HF_BUNDLE_PARTS(HF_BUNDLE_PART)
#undef HF_BUNDLE_PART
};

struct hf_str hf_bundle_part_name(enum hf_bundle_part part)
{
    return parts[part];
}

/* ---- the manifest, written ---- */

static void put_member(struct hf_hasher *hasher, const struct hf_ustar_member *member, struct hf_buf *out)
{
    struct hf_digest digest;
    hf_sha256(hasher, &member->bytes, 1, &digest);
    hf_digest_put(out, &digest);
    hf_buf_put_char(out, ' ');
    hf_buf_put_i64(out, (int64_t)member->bytes.len);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, member->name);
    hf_buf_put_char(out, '\n');
}

void hf_bundle_manifest_put(struct hf_hasher *hasher, const struct hf_bundle_claim *claim,
                            const struct hf_ustar_member member[], size_t count, struct hf_buf *out)
{
    hf_buf_put(out, FIRST_LINE);
    hf_buf_put_char(out, '\n');
    hf_buf_put(out, claim->origin);
    hf_buf_put_char(out, '\n');
    hf_b64url_put(out, claim->key.byte, sizeof claim->key.byte);
    hf_buf_put_char(out, '\n');
    hf_id_put(out, &claim->file);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, hf_file_kind_name(claim->kind));
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, claim->name);
    hf_buf_put_char(out, '\n');
    hf_buf_put_i64(out, claim->events);
    hf_buf_put_char(out, ' ');
    hf_digest_put(out, &claim->head);
    hf_buf_put_char(out, '\n');
    hf_instant_put(out, claim->made_ms);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, claim->reader);
    hf_buf_put_char(out, '\n');
    for (size_t i = 0; i < count; i++)
        put_member(hasher, &member[i], out);
}

/* ---- the manifest, read ---- */

static bool read_kind(struct hf_str word, enum hf_file_kind *out)
{
    for (enum hf_file_kind kind = HF_FILE_CASE; kind < HF_FILE_KINDS; kind++)
        if (hf_str_eq(hf_file_kind_name(kind), word)) {
            *out = kind;
            return true;
        }
    return false;
}

static bool read_what(struct hf_str line, struct hf_bundle_claim *out)
{
    struct hf_str file = hf_str_cut(&line, ' '), kind = hf_str_cut(&line, ' ');
    out->name = line;
    return hf_id_read(file, &out->file) && read_kind(kind, &out->kind) && line.len > 0;
}

static bool read_head(struct hf_str line, struct hf_bundle_claim *out)
{
    int64_t events;
    struct hf_str count = hf_str_cut(&line, ' ');
    if (!hf_str_i64(count, &events) || events < 1 || events > UINT32_MAX)
        return false;
    out->events = (uint32_t)events;
    return hf_digest_read(line, &out->head);
}

static bool read_made(struct hf_str line, struct hf_bundle_claim *out)
{
    struct hf_str made = hf_str_cut(&line, ' ');
    out->reader = line;
    return hf_instant_read(made, &out->made_ms) && line.len > 0;
}

static bool read_claim(struct hf_str *text, struct hf_bundle_claim *out)
{
    if (!hf_str_eq(hf_str_cut(text, '\n'), FIRST_LINE))
        return false;
    out->origin = hf_str_cut(text, '\n');
    struct hf_str key = hf_str_cut(text, '\n'), what = hf_str_cut(text, '\n'), head = hf_str_cut(text, '\n'),
                  made = hf_str_cut(text, '\n');
    return hf_note_name_ok(out->origin) && hf_b64url_read(key, out->key.byte, sizeof out->key.byte) &&
           read_what(what, out) && read_head(head, out) && read_made(made, out);
}

static enum hf_rc read_manifest(struct hf_str bytes, struct hf_bundle *out, struct hf_str *members,
                                struct hf_err *err)
{
    struct hf_err unread;
    if (hf_note_read(bytes, &out->manifest, &unread) != HF_OK || out->manifest.lines != 1)
        return hf_fail(err, HF_WORD_bundle_manifest, HF_STR("manifest"), HF_STR_NONE, HF_STR_NONE);
    *members = out->manifest.text;
    if (!read_claim(members, &out->claim))
        return hf_fail(err, HF_WORD_bundle_manifest, HF_STR("manifest"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* Before the members: else one that does not fit would be blamed for what was changed in the manifest. */
static enum hf_rc check_signature(struct hf_hasher *hasher, const struct hf_bundle *bundle,
                                  struct hf_err *err)
{
    const struct hf_bundle_claim *claim = &bundle->claim;
    if (hf_key_check(&claim->key, err) != HF_OK)
        return hf_fail(err, HF_WORD_bundle_manifest, HF_STR("manifest"), HF_STR_NONE, HF_STR_NONE);
    enum hf_rc rc = hf_note_verify(hasher, &bundle->manifest, claim->origin, &claim->key, err);
    return rc == HF_OK ? HF_OK : hf_fail(err, err->word, HF_STR("manifest"), claim->origin, HF_STR_NONE);
}

/* ---- the members ---- */

/* The next line of the manifest is the one that would be written for this member. */
static bool is_listed(struct hf_hasher *hasher, struct hf_str *lines, const struct hf_ustar_member *member)
{
    char room[HF_DIGEST_TEXT + 24 + HF_USTAR_NAME_MAX];
    struct hf_buf line = HF_BUF(room);
    put_member(hasher, member, &line);
    struct hf_str ours = hf_buf_str(&line);
    if (!hf_str_begins(*lines, ours))
        return false;
    *lines = hf_str_part(*lines, ours.len, lines->len);
    return true;
}

struct taking {
    struct hf_hasher *hasher;
    struct hf_arena *arena;
    struct hf_bundle *out;
    struct hf_str lines; /* of the manifest, not met yet */
    struct hf_ustar_member *other;
    size_t count, room; /* of members behind the manifest; of `other` */
};

static enum hf_rc take_member(struct taking *t, const struct hf_ustar_member *member, struct hf_err *err)
{
    if (t->count == HF_BUNDLE_MEMBERS_MAX || !is_listed(t->hasher, &t->lines, member))
        return hf_fail(err, HF_WORD_bundle_member, member->name, HF_STR_NONE, HF_STR_NONE);
    if (t->count < HF_BUNDLE_PART_COUNT) {
        if (!hf_str_eq(member->name, parts[t->count]))
            return hf_fail(err, HF_WORD_bundle_part, parts[t->count], HF_STR_NONE, HF_STR_NONE);
        t->out->part[t->count++] = member->bytes;
        return HF_OK;
    }
    t->other = hf_arena_room(t->arena, t->other, t->out->others, &t->room, sizeof *t->other);
    t->other[t->out->others++] = *member;
    t->count++;
    return HF_OK;
}

static enum hf_rc take_all(struct taking *t, struct hf_str bytes, size_t at, struct hf_err *err)
{
    struct hf_ustar_member member;
    bool end;
    for (;;) {
        HF_TRY(hf_ustar_next(bytes, &at, &member, &end, err));
        if (end)
            break;
        HF_TRY(take_member(t, &member, err));
    }
    t->out->other = t->other;
    if (t->count < HF_BUNDLE_PART_COUNT)
        return hf_fail(err, HF_WORD_bundle_part, parts[t->count], HF_STR_NONE, HF_STR_NONE);
    if (t->lines.len > 0)
        return hf_fail(err, HF_WORD_bundle_cut, HF_STR("manifest"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_bundle_open(struct hf_hasher *hasher, struct hf_str bytes, struct hf_arena *arena,
                          struct hf_bundle *out, struct hf_err *err)
{
    struct taking t = {.hasher = hasher, .arena = arena, .out = out};
    struct hf_ustar_member manifest;
    size_t at = 0;
    bool end;
    *out = (struct hf_bundle){0};
    if (hf_str_begins(bytes, HF_STR("holdfast/sealed/v1\n")))
        return hf_fail(err, HF_WORD_bundle_sealed, HF_STR("manifest"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_ustar_next(bytes, &at, &manifest, &end, err));
    if (end || !hf_str_eq(manifest.name, HF_STR("manifest")))
        return hf_fail(err, HF_WORD_bundle_manifest, HF_STR("manifest"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(read_manifest(manifest.bytes, out, &t.lines, err));
    HF_TRY(check_signature(hasher, out, err));
    return take_all(&t, bytes, at, err);
}

struct hf_str hf_bundle_other(const struct hf_bundle *bundle, struct hf_str folder,
                              const struct hf_digest *digest)
{
    char room[HF_USTAR_NAME_MAX];
    struct hf_buf name = HF_BUF(room);
    hf_buf_put(&name, folder);
    hf_buf_put_char(&name, '/');
    hf_digest_put(&name, digest);
    for (size_t i = 0; i < bundle->others; i++)
        if (hf_str_eq(bundle->other[i].name, hf_buf_str(&name)))
            return bundle->other[i].bytes;
    return HF_STR_NONE;
}
