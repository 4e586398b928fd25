/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/heads.h"

#include "proof/check.h"
#include "proof/line.h"

/* ---- paths ---- */

static void put_digest(struct hf_buf *out, const char *before, const struct hf_digest *digest)
{
    hf_buf_put(out, hf_str_of(before));
    hf_digest_put(out, digest);
    hf_buf_put_char(out, '"');
}

static void put_steps(struct hf_buf *out, const struct hf_digest step[], size_t count)
{
    hf_buf_put(out, HF_STR("\"path\":["));
    for (size_t i = 0; i < count; i++)
        put_digest(out, i == 0 ? "\"" : ",\"", &step[i]);
    hf_buf_put_char(out, ']');
}

static bool take_steps(struct hf_str *s, struct hf_digest step[], size_t most, size_t *count)
{
    *count = 0;
    if (!hf_line_skip(s, "\"path\":["))
        return false;
    if (hf_line_skip(s, "]"))
        return true;
    while (*count < most && hf_line_digest(s, *count == 0 ? "\"" : ",\"", &step[*count])) {
        (*count)++;
        if (hf_line_skip(s, "]"))
            return true;
    }
    return false;
}

/* ---- the event and its place in the log ---- */

void hf_heads_logged_put(struct hf_buf *out, const struct hf_heads_logged *logged)
{
    hf_bundle_event_put(out, &logged->event);
    put_digest(out, "{\"before\":\"", &logged->before);
    hf_buf_put_char(out, ',');
    put_steps(out, logged->path.step, logged->path.count);
    hf_buf_put(out, HF_STR("}\n"));
}

static bool take_place(struct hf_str *s, struct hf_heads_logged *out)
{
    return hf_line_digest(s, "{\"before\":\"", &out->before) && hf_line_skip(s, ",") &&
           take_steps(s, out->path.step, HF_PATH_MAX, &out->path.count) && hf_line_skip(s, "}\n");
}

static enum hf_rc check_logged(struct hf_hasher *hasher, const struct hf_checkpoint *checkpoint,
                               const struct hf_heads_logged *logged, struct hf_err *err)
{
    const struct hf_bundle_event *event = &logged->event;
    struct hf_digest commitment, link, leaf;
    struct hf_err broken;
    hf_chain_commit(hasher, &event->blind, event->header, &commitment);
    hf_chain_next(hasher, &logged->before, &commitment, &link);
    hf_chain_leaf(hasher, &link, &leaf);
    if (hf_tree_includes(hasher, &leaf, event->index, checkpoint->size, &logged->path, &checkpoint->root,
                         &broken) != HF_OK)
        return hf_check_fail(HF_WORD_heads_unlogged, "heads line", 2, err);
    return HF_OK;
}

/* The payload is looked at as bytes first: so what was changed in it is told alike, whoever reads it. */
static enum hf_rc check_payload(struct hf_hasher *hasher, const struct hf_bundle_event *event,
                                struct hf_arena *arena, struct hf_err *err)
{
    struct hf_json header;
    struct hf_digest said, is;
    struct hf_err unread;
    if (hf_json_read(event->header, &hf_json_payload_limits, arena, &header, &unread) != HF_OK)
        return hf_check_fail(HF_WORD_bundle_unreadable, "heads line", 1, err);
    hf_sha256(hasher, &event->payload, 1, &is);
    if (!hf_digest_read(hf_json_text(&header, HF_STR("payload")), &said) || !hf_digest_eq(&said, &is))
        return hf_check_fail(HF_WORD_replay_payload, "heads line", 1, err);
    return HF_OK;
}

/* What the event says, which is now known to be what was logged. */
static enum hf_rc read_said(struct hf_hasher *hasher, struct hf_str origin,
                            const struct hf_bundle_event *event, struct hf_arena *arena,
                            struct hf_heads_said *out, struct hf_err *err)
{
    struct hf_id file = hf_heads_file(hasher, origin);
    struct hf_fact fact;
    HF_TRY(check_payload(hasher, event, arena, err));
    if (hf_fact_read(event->header, event->payload, arena, &fact, err) != HF_OK)
        return hf_check_fail(HF_WORD_bundle_unreadable, "heads line", 1, err);
    const struct hf_json *size = HF_JSON_GET(&fact.payload, "size");
    if (!hf_str_eq(fact.header.log, origin) || !hf_id_eq(&fact.header.file, &file) ||
        !hf_str_eq(fact.header.act, HF_STR("heads.publish")) || size == NULL || size->kind != HF_JSON_INT ||
        size->is.integer < 1 || (uint64_t)size->is.integer > event->index ||
        !hf_digest_read(hf_json_text(&fact.payload, HF_STR("root")), &out->root))
        return hf_check_fail(HF_WORD_heads_event, "heads line", 1, err);
    out->size = (uint64_t)size->is.integer;
    out->at_ms = fact.header.recorded_at_ms;
    return HF_OK;
}

enum hf_rc hf_heads_logged_check(struct hf_hasher *hasher, struct hf_str origin,
                                 const struct hf_checkpoint *checkpoint, struct hf_str *lines,
                                 struct hf_arena *arena, struct hf_heads_said *out, struct hf_err *err)
{
    struct hf_heads_logged *logged = HF_NEW(arena, struct hf_heads_logged, 1);
    if (!hf_bundle_event_next(lines, &logged->event) || !logged->event.shown)
        return hf_check_fail(HF_WORD_bundle_line, "heads line", 1, err);
    if (!take_place(lines, logged))
        return hf_check_fail(HF_WORD_bundle_line, "heads line", 2, err);
    HF_TRY(check_logged(hasher, checkpoint, logged, err));
    return read_said(hasher, origin, &logged->event, arena, out, err);
}

/* ---- an entry that is there ---- */

void hf_heads_entry_put(struct hf_buf *out, const struct hf_heads_entry_line *line)
{
    hf_buf_put_char(out, '{');
    put_steps(out, line->path.step, line->path.count);
    put_digest(out, ",\"salt\":\"", &line->salt);
    hf_buf_put(out, HF_STR("}\n"));
}

bool hf_heads_entry_next(struct hf_str *lines, struct hf_heads_entry_line *out)
{
    return hf_line_skip(lines, "{") &&
           take_steps(lines, out->path.step, HF_HEADS_STEPS_MAX, &out->path.count) &&
           hf_line_digest(lines, ",\"salt\":\"", &out->salt) && hf_line_skip(lines, "}\n");
}

/* ---- a name that is not ---- */

void hf_heads_absent_put(struct hf_buf *out, const struct hf_heads_absent_line *line)
{
    put_digest(out, line->empty ? "{\"blind\":\"" : "{\"key\":\"", line->empty ? &line->blind : &line->key);
    hf_buf_put(out, HF_STR(",\"kind\":\""));
    hf_buf_put(out, line->kind);
    hf_buf_put(out, HF_STR("\",\"name\":\""));
    hf_buf_put(out, line->name);
    hf_buf_put(out, HF_STR("\","));
    put_steps(out, line->path.step, line->path.count);
    if (!line->empty)
        put_digest(out, ",\"value\":\"", &line->value);
    hf_buf_put(out, HF_STR("}\n"));
}

bool hf_heads_absent_next(struct hf_str *lines, struct hf_heads_absent_line *out)
{
    out->empty = hf_line_digest(lines, "{\"blind\":\"", &out->blind);
    return (out->empty || hf_line_digest(lines, "{\"key\":\"", &out->key)) &&
           hf_line_skip(lines, ",\"kind\":\"") && hf_line_text(lines, &out->kind) &&
           hf_line_skip(lines, "\",\"name\":\"") && hf_line_text(lines, &out->name) &&
           hf_line_skip(lines, "\",") &&
           take_steps(lines, out->path.step, HF_HEADS_STEPS_MAX, &out->path.count) &&
           (out->empty || hf_line_digest(lines, ",\"value\":\"", &out->value)) && hf_line_skip(lines, "}\n");
}

bool hf_heads_absent_holds(struct hf_hasher *hasher, struct hf_str origin, const struct hf_digest *root,
                           const struct hf_heads_absent_line *line)
{
    struct hf_digest key, node, got;
    hf_heads_name_key(hasher, origin, line->kind, line->name, &key);
    if (line->empty) {
        hf_heads_empty(hasher, &line->blind, &node);
    } else {
        size_t shared = hf_heads_shared(&key, &line->key);
        if (shared < line->path.count || shared == HF_HEADS_STEPS_MAX)
            return false;
        hf_heads_entry(hasher, &line->key, &line->value, &node);
    }
    hf_heads_climb(hasher, &key, &node, &line->path, &got);
    return hf_digest_eq(&got, root);
}

/* ---- of a bundle ---- */

static enum hf_rc check_entry(struct hf_checking *c, const struct hf_digest *key,
                              const struct hf_digest *value, const struct hf_heads_entry_line *line,
                              const struct hf_digest *root, uint64_t number, struct hf_err *err)
{
    struct hf_hasher *hasher = c->check->hasher;
    struct hf_digest node, got;
    hf_heads_entry(hasher, key, value, &node);
    hf_heads_climb(hasher, key, &node, &line->path, &got);
    if (hf_digest_eq(&got, root))
        return HF_OK;
    return hf_check_fail(number == 3 ? HF_WORD_heads_cut : HF_WORD_heads_name, "heads line", number, err);
}

static enum hf_rc check_length(struct hf_checking *c, struct hf_str *lines, const struct hf_heads_said *said,
                               struct hf_heads_entry_line *line, struct hf_err *err)
{
    const struct hf_bundle_claim *claim = &c->bundle->claim;
    struct hf_digest key, value;
    if (!hf_heads_entry_next(lines, line))
        return hf_check_fail(HF_WORD_bundle_line, "heads line", 3, err);
    hf_heads_file_key(c->check->hasher, claim->origin, &claim->file, &key);
    hf_heads_file_value(c->check->hasher, &line->salt, claim->events, &claim->head, &value);
    return check_entry(c, &key, &value, line, &said->root, 3, err);
}

static enum hf_rc check_name(struct hf_checking *c, struct hf_str *lines, const struct hf_heads_said *said,
                             struct hf_heads_entry_line *line, struct hf_err *err)
{
    const struct hf_bundle_claim *claim = &c->bundle->claim;
    struct hf_digest key, value;
    if (hf_str_eq(claim->name, HF_STR("-")))
        return HF_OK;
    if (!hf_heads_entry_next(lines, line))
        return hf_check_fail(HF_WORD_bundle_line, "heads line", 4, err);
    hf_heads_name_key(c->check->hasher, claim->origin, hf_file_kind_name(claim->kind), claim->name, &key);
    hf_heads_name_value(c->check->hasher, &line->salt, &claim->file, &value);
    return check_entry(c, &key, &value, line, &said->root, 4, err);
}

enum hf_rc hf_check_heads(struct hf_checking *c, struct hf_err *err)
{
    struct hf_str lines = c->bundle->part[HF_BUNDLE_heads];
    struct hf_arena *scratch = c->check->scratch;
    struct hf_heads_said said = {0};
    hf_arena_reset(scratch, 0);
    struct hf_heads_entry_line *line = HF_NEW(scratch, struct hf_heads_entry_line, 1);
    HF_TRY(hf_heads_logged_check(c->check->hasher, c->bundle->claim.origin, &c->checkpoint, &lines, scratch,
                                 &said, err));
    if (c->placed[c->out->events - 1].index >= said.size)
        return hf_check_fail(HF_WORD_heads_stale, "event", c->out->events, err);
    if (c->name.len > 0 && !hf_str_eq(c->name, c->bundle->claim.name))
        return hf_check_fail(HF_WORD_bundle_other_event, "event", 1, err);
    HF_TRY(check_length(c, &lines, &said, line, err));
    HF_TRY(check_name(c, &lines, &said, line, err));
    if (lines.len > 0)
        return hf_check_fail(HF_WORD_bundle_line, "heads line", 5, err);
    c->out->whole_size = said.size;
    c->out->whole_ms = said.at_ms;
    return HF_OK;
}
