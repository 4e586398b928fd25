/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/bundle_stamps.h"

struct choosing {
    struct hf_desk *desk;
    const struct hf_stamped_span *span;
    const struct hf_tree *tree;
    struct hf_arena *arena;
    uint64_t early, late; /* sizes that are chosen; 0: none yet */
    uint64_t written;     /* whose note and path stand there already */
    struct hf_ustar_member *member;
    size_t members, room;
};

/* Stamps come by size. */
static enum hf_rc choose(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct choosing *c = context;
    uint64_t size = (uint64_t)row->stamp.size;
    (void)err;
    if (size > c->span->size)
        return HF_OK;
    if (c->early == 0 && size > c->span->first)
        c->early = size;
    if (c->late <= c->span->last)
        c->late = size;
    return HF_OK;
}

static void add(struct choosing *c, uint64_t size, uint32_t number, const char *kind, struct hf_str bytes)
{
    struct hf_buf name = hf_buf_in(c->arena, HF_USTAR_NAME_MAX);
    hf_buf_put(&name, HF_STR("stamps/"));
    hf_buf_put_i64(&name, (int64_t)size);
    if (number > 0) {
        hf_buf_put_char(&name, '-');
        hf_buf_put_i64(&name, number);
    }
    hf_buf_put(&name, hf_str_of(kind));
    c->member = hf_arena_room(c->arena, c->member, c->members, &c->room, sizeof *c->member);
    c->member[c->members++] = (struct hf_ustar_member){hf_buf_str(&name), hf_arena_keep(c->arena, bytes)};
}

static enum hf_rc add_path(struct choosing *c, uint64_t size, struct hf_err *err)
{
    struct hf_path *path = HF_NEW(c->arena, struct hf_path, 1);
    HF_TRY(hf_tree_consistency(&c->desk->hasher, c->tree, size, c->span->size, path, err));
    add(c, size, 0, ".path",
        (struct hf_str){(const char *)path->step[0].byte, path->count * sizeof path->step[0]});
    return HF_OK;
}

static enum hf_rc write(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct choosing *c = context;
    const struct hf_stamp_row *stamp = &row->stamp;
    uint64_t size = (uint64_t)stamp->size;
    if (size != c->early && size != c->late)
        return HF_OK;
    if (size != c->written) {
        add(c, size, 0, ".note", stamp->note);
        HF_TRY(add_path(c, size, err));
        c->written = size;
    }
    add(c, size, stamp->number, ".tst", stamp->token);
    add(c, size, stamp->number, ".pem", stamp->evidence);
    return HF_OK;
}

enum hf_rc hf_bundle_stamps(struct hf_desk *desk, const struct hf_stamped_span *span,
                            const struct hf_tree *tree, struct hf_arena *arena,
                            const struct hf_ustar_member **out, size_t *count, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct choosing c = {.desk = desk, .span = span, .tree = tree, .arena = arena};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_stamps, &(struct hf_ask){0}, choose, &c, err));
    if (c.early > 0 || c.late > 0)
        HF_TRY(ledger->ask(ledger->self, HF_ASK_stamps, &(struct hf_ask){0}, write, &c, err));
    *out = c.member;
    *count = c.members;
    return HF_OK;
}
