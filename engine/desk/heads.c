/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two desks may publish at once: the one that read earlier is refused, since later heads stand already, and
 * reads again. An id that follows from what is published keeps one publication from being made twice.
 */
#include "desk/heads.h"

#include "desk/inside.h"
#include "desk/watch.h"
#include "proof/heads.h"

enum { CHUNK = 1 << 16, TRIES = 3 };

void hf_heads_done(struct hf_desk *desk)
{
    struct hf_memory *memory = &desk->setup.memory;
    memory->resize(memory->self, desk->heads.tree.item, 0);
    hf_key_wipe(&desk->heads.tree.secret, sizeof desk->heads.tree.secret);
}

/* ---- reading ---- */

struct reading {
    struct hf_desk *desk;
    struct hf_arena *arena;
    struct hf_heads_change *change; /* CHUNK of them at most */
    size_t count, room;
    int64_t events, heads; /* that the files hold which were told of, and the file of the heads */
    bool moved;
    bool first; /* the tree is made: its nodes are hashed when all entries are there */
};

static enum hf_rc make_room(struct hf_desk *desk, size_t more, struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    struct hf_heads_tree *tree = &desk->heads.tree;
    size_t room = tree->count + more;
    if (room <= tree->room)
        return HF_OK;
    room += room / 4;
    struct hf_heads_item *larger = memory->resize(memory->self, tree->item, room * sizeof *larger);
    if (larger == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("heads"), HF_STR_NONE);
    tree->item = larger;
    tree->room = room;
    return HF_OK;
}

static enum hf_rc put_in(struct reading *r, struct hf_err *err)
{
    size_t mark = hf_arena_mark(r->arena);
    if (r->count == 0)
        return HF_OK;
    HF_TRY(make_room(r->desk, r->count, err));
    if (r->first)
        hf_heads_add(&r->desk->heads.tree, r->change, r->count, r->arena);
    else
        hf_heads_update(&r->desk->heads.tree, r->change, r->count, r->arena);
    hf_arena_reset(r->arena, mark);
    r->count = 0;
    return HF_OK;
}

static struct hf_heads_change *next(struct reading *r)
{
    r->change = hf_arena_room(r->arena, r->change, r->count, &r->room, sizeof *r->change);
    return &r->change[r->count++];
}

static void add_file(struct reading *r, const struct hf_file_row *file)
{
    const struct hf_heads_tree *tree = &r->desk->heads.tree;
    struct hf_heads_change *change = next(r);
    struct hf_digest salt;
    hf_heads_file_key(tree->hasher, r->desk->setup.origin, &file->file, &change->key);
    hf_heads_salt(tree, &change->key, file->seq, &salt);
    hf_heads_file_value(tree->hasher, &salt, file->seq, &file->link, &change->value);
}

static enum hf_rc unreadable(const struct hf_file_row *file, struct hf_err *err)
{
    char room[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(room);
    struct hf_err why = *err;
    hf_buf_put(&where, hf_file_kind_name(file->kind));
    hf_buf_put_char(&where, ' ');
    hf_id_put(&where, &file->file);
    hf_buf_put(&where, HF_STR(" event 1"));
    return hf_fail(err, HF_WORD_audit_unreadable, hf_buf_str(&where), hf_err_code(&why), HF_STR_NONE);
}

static void make_name(const struct reading *r, const struct hf_file_row *file, struct hf_str name,
                      struct hf_heads_change *out)
{
    const struct hf_heads_tree *tree = &r->desk->heads.tree;
    struct hf_digest salt;
    hf_heads_name_key(tree->hasher, r->desk->setup.origin, hf_file_kind_name(file->kind), name, &out->key);
    hf_heads_salt(tree, &out->key, 0, &salt);
    hf_heads_name_value(tree->hasher, &salt, &file->file, &out->value);
}

/* By what its first event calls it, whatever its row says: else who renames the row could have its absence
 * proved. A name never changes: after the first event of its file it is in the tree. */
static enum hf_rc add_name(struct reading *r, const struct hf_file_row *file, struct hf_str first,
                           struct hf_err *err)
{
    size_t mark = hf_arena_mark(r->arena);
    struct hf_heads_change change;
    struct hf_str name;
    if (hf_fact_names_in(first, r->arena, &name, err) != HF_OK)
        return unreadable(file, err);
    bool named = name.len > 0;
    if (named)
        make_name(r, file, name, &change);
    hf_arena_reset(r->arena, mark);
    if (named)
        *next(r) = change;
    return HF_OK;
}

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *r = context;
    r->desk->heads.size = row->figures[0];
    r->desk->heads.mark = row->figures[1];
    r->desk->heads.store = row->figures[2];
    r->heads = row->figures[3];
    if (row->file.kind == 0)
        return HF_OK;
    r->moved = true;
    r->events += row->file.seq;
    add_file(r, &row->file);
    HF_TRY(add_name(r, &row->file, row->event.payload, err));
    return r->count + 2 > CHUNK ? put_in(r, err) : HF_OK;
}

static enum hf_rc begin(struct hf_desk *desk, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    desk->heads.tree.hasher = &desk->hasher;
    desk->heads.tree.count = 0;
    return keys->mac(keys->self, HF_STR("holdfast/heads/v1\n"), &desk->heads.tree.secret, err);
}

/* A row that was taken away, or that says less than its file has, would else be attested as it is. */
static enum hf_rc check_whole(const struct reading *r, struct hf_err *err)
{
    char room[2][24];
    struct hf_buf held = HF_BUF(room[0]), logged = HF_BUF(room[1]);
    if (!r->first || r->events + r->heads == r->desk->heads.size)
        return HF_OK;
    hf_buf_put_i64(&held, r->events + r->heads);
    hf_buf_put_i64(&logged, r->desk->heads.size);
    return hf_fail(err, HF_WORD_heads_uncounted, HF_STR_NONE, hf_buf_str(&held), hf_buf_str(&logged));
}

static enum hf_rc read_since(struct reading *r, struct hf_err *err)
{
    struct hf_desk *desk = r->desk;
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_ask ask = {.from = desk->heads.mark};
    r->first = ask.from == 0;
    r->events = 0;
    if (r->first)
        HF_TRY(begin(desk, err));
    enum hf_rc rc = ledger->ask(ledger->self, HF_ASK_heads, &ask, take_file, r, err);
    if (rc == HF_OK)
        rc = check_whole(r, err);
    if (rc == HF_OK)
        rc = put_in(r, err);
    if (rc == HF_OK && r->first)
        hf_heads_hash(&desk->heads.tree, r->arena);
    if (rc != HF_OK)
        desk->heads.mark = 0; /* what came of it is not whole */
    return rc;
}

/* Where the store is another one, or was taken back, what moved since the mark says nothing of the rest. */
enum hf_rc hf_heads_refresh(struct hf_desk *desk, struct hf_arena *arena, bool *moved, struct hf_err *err)
{
    struct reading r = {.desk = desk, .arena = arena};
    int64_t mark = desk->heads.mark, store = desk->heads.store;
    HF_TRY(read_since(&r, err));
    if (mark != 0 && (desk->heads.store != store || desk->heads.mark < mark)) {
        desk->heads.mark = 0;
        HF_TRY(read_since(&r, err));
    }
    *moved = r.moved;
    return HF_OK;
}

/* ---- publishing ---- */

struct taking {
    struct hf_arena *arena;
    struct hf_heads_event *out;
};

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    const struct taking *t = context;
    (void)err;
    t->out->row = row->event;
    t->out->row.header = hf_arena_keep(t->arena, row->event.header);
    t->out->row.payload = hf_arena_keep(t->arena, row->event.payload);
    return HF_OK;
}

static enum hf_rc read_event(struct hf_desk *desk, uint32_t seq, struct hf_arena *arena,
                             struct hf_heads_event *out, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_ask ask = {.id = hf_heads_file(&desk->hasher, desk->setup.origin), .from = seq, .to = seq};
    struct taking taking = {arena, out};
    return ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_event, &taking, err);
}

/* How long the file of the heads itself is, and its last link. */
static enum hf_rc read_own(struct hf_desk *desk, struct hf_arena *arena, struct hf_file_row *row,
                           struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_file_ask ask = {.file = hf_heads_file(&desk->hasher, desk->setup.origin),
                              .after_seq = INT32_MAX};
    size_t one = 1;
    HF_TRY(ledger->load(ledger->self, &ask, &one, arena, row, err));
    if (row->kind == 0) {
        row->seq = 0;
        hf_chain_start(&desk->hasher, desk->setup.origin, &ask.file, &row->link);
    }
    return HF_OK;
}

static struct hf_command command(struct hf_desk *desk, struct hf_arena *arena)
{
    const struct hf_heads *heads = &desk->heads;
    struct hf_json_maker made = hf_json_make(arena);
    struct hf_buf root = hf_buf_in(arena, HF_DIGEST_TEXT);
    struct hf_digest id;
    const struct hf_str part[] = {HF_STR("holdfast/heads-publish/v1\n"), HF_PART(heads->tree.root),
                                  HF_PART(heads->size)};
    struct hf_command out = {.file = hf_heads_file(&desk->hasher, desk->setup.origin),
                             .on = HF_STR("heads"),
                             .event = HF_STR("heads.publish"),
                             .actor = desk->setup.log_id,
                             .known = HF_KNOWN_engine};
    hf_digest_put(&root, &heads->tree.root);
    hf_json_add(&made, HF_STR("root"), hf_json_of_text(hf_buf_str(&root)));
    hf_json_add(&made, HF_STR("size"), hf_json_of_int(heads->size));
    out.payload = hf_json_object(&made);
    hf_sha256(&desk->hasher, part, sizeof part / sizeof part[0], &id);
    memcpy(out.id.byte, id.byte, sizeof out.id.byte);
    return out;
}

/* *ours: it is the event behind `before`, made just now. */
static enum hf_rc publish_once(struct hf_desk *desk, struct hf_arena *arena, struct hf_heads_event *out,
                               bool *ours, struct hf_err *err)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND, .command = command(desk, arena)};
    struct hf_response *response = HF_NEW(arena, struct hf_response, 1);
    struct hf_file_row before;
    HF_TRY(read_own(desk, arena, &before, err));
    HF_TRY(hf_desk_serve(desk, &request, 1, arena, response, err));
    *ours = response->outcome == HF_DONE && response->seq == before.seq + 1;
    if (response->outcome == HF_REFUSED_ANSWER && hf_err_rc(response->err) != HF_REFUSED) {
        *err = *response->err;
        return hf_err_rc(err);
    }
    if (!*ours)
        return HF_OK;
    *out = (struct hf_heads_event){.before = before.link, .size = desk->heads.size};
    return read_event(desk, response->seq, arena, out, err);
}

enum hf_rc hf_heads_publish(struct hf_desk *desk, struct hf_arena *arena, struct hf_heads_event *out,
                            struct hf_err *err)
{
    bool moved, ours = false;
    for (int i = 0; i < TRIES && !ours; i++) {
        HF_TRY(hf_heads_refresh(desk, arena, &moved, err));
        HF_TRY(publish_once(desk, arena, out, &ours, err));
    }
    return ours ? HF_OK : hf_fail(err, HF_WORD_contended, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_heads_logged_make(struct hf_desk *desk, const struct hf_heads_event *event,
                                const struct hf_tree *tree, uint64_t size, struct hf_arena *arena,
                                struct hf_buf *out, struct hf_err *err)
{
    struct hf_heads_logged *logged = HF_NEW(arena, struct hf_heads_logged, 1);
    logged->event = (struct hf_bundle_event){.index = (uint64_t)event->row.position,
                                             .shown = true,
                                             .blind = event->row.blind,
                                             .header = event->row.header,
                                             .payload = event->row.payload};
    logged->before = event->before;
    HF_TRY(hf_tree_inclusion(&desk->hasher, tree, logged->event.index, size, &logged->path, err));
    hf_heads_logged_put(out, logged);
    return HF_OK;
}

/* ---- once a minute ---- */

/* Does the newest publication tell of this very tree? So it does where a desk has just begun. */
static enum hf_rc is_published(struct hf_desk *desk, struct hf_arena *arena, bool *out, struct hf_err *err)
{
    struct hf_heads_event last = {0};
    struct hf_file_row own;
    struct hf_json payload;
    struct hf_digest root;
    *out = false;
    HF_TRY(read_own(desk, arena, &own, err));
    if (own.seq == 0)
        return HF_OK;
    HF_TRY(read_event(desk, own.seq, arena, &last, err));
    HF_TRY(hf_json_read(last.row.payload, &hf_json_payload_limits, arena, &payload, err));
    *out = hf_digest_read(hf_json_text(&payload, HF_STR("root")), &root) &&
           hf_digest_eq(&root, &desk->heads.tree.root);
    return HF_OK;
}

enum hf_rc hf_watch_heads(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err)
{
    int64_t now_ms = desk->setup.clock.steady_ms(desk->setup.clock.self);
    struct hf_heads_event *event = HF_NEW(arena, struct hf_heads_event, 1);
    bool moved, published;
    if (now_ms < desk->heads.next_ms)
        return HF_OK;
    desk->heads.next_ms = now_ms + HF_HEADS_EVERY_MS;
    HF_TRY(hf_heads_refresh(desk, arena, &moved, err));
    if (!moved)
        return HF_OK;
    HF_TRY(is_published(desk, arena, &published, err));
    return published ? HF_OK : hf_heads_publish(desk, arena, event, err);
}
