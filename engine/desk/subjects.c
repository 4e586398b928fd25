/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/subjects.h"

#include "base/sort.h"
#include "desk/inside.h"

struct files {
    struct hf_arena *arena;
    struct hf_id *at;
    size_t count, room;
};

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct files *files = context;
    (void)err;
    files->at = hf_arena_room(files->arena, files->at, files->count, &files->room, sizeof *files->at);
    files->at[files->count++] = row->file.file;
    return HF_OK;
}

static enum hf_rc files_of(struct hf_desk *desk, enum hf_file_kind kind, struct files *out,
                           struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    const struct hf_ask ask = {.kind = kind};
    return ledger->ask(ledger->self, HF_ASK_files_of_kind, &ask, take_file, out, err);
}

static enum hf_rc name_of(struct hf_desk *desk, const struct hf_subjects *s, size_t pair,
                          struct hf_arena *arena, struct hf_digest *out, struct hf_err *err)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_str text;
    HF_TRY(hf_case_subject(&desk->setup.keys, &s->file[pair / s->authorities],
                           &s->authority[pair % s->authorities], arena, &text, err));
    HF_CHECK(hf_digest_read(text, out));
    hf_arena_reset(arena, mark);
    return HF_OK;
}

static uint64_t beginning(const struct hf_digest *name)
{
    uint64_t out;
    memcpy(&out, name->byte, sizeof out);
    return out;
}

static int by_name(const void *a, const void *b)
{
    const struct hf_subject *one = a, *other = b;
    return (one->name > other->name) - (one->name < other->name);
}

static enum hf_rc keep_all(struct hf_desk *desk, struct hf_subjects *s, struct hf_arena *arena,
                           struct hf_err *err)
{
    size_t count = s->files * s->authorities;
    struct hf_subject *at = HF_NEW(arena, struct hf_subject, count);
    for (size_t pair = 0; pair < count; pair++) {
        struct hf_digest name;
        HF_TRY(name_of(desk, s, pair, arena, &name, err));
        at[pair] = (struct hf_subject){beginning(&name), (uint32_t)pair};
    }
    hf_sort(at, count, sizeof *at, by_name, arena);
    s->at = at;
    s->count = count;
    return HF_OK;
}

static enum hf_rc begin(struct hf_desk *desk, struct hf_subjects *s, struct hf_arena *arena,
                        struct hf_err *err)
{
    struct files cases = {.arena = arena}, authorities = {.arena = arena};
    HF_TRY(files_of(desk, HF_FILE_CASE, &cases, err));
    HF_TRY(files_of(desk, HF_FILE_AUTHORITY, &authorities, err));
    *s = (struct hf_subjects){.read = true,
                              .file = cases.at,
                              .files = cases.count,
                              .authority = authorities.at,
                              .authorities = authorities.count};
    return s->files * s->authorities <= HF_SUBJECTS_MAX ? keep_all(desk, s, arena, err) : HF_OK;
}

static size_t first_not_before(const struct hf_subjects *s, uint64_t name)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->at[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Those that begin alike, or all of them, are made again and compared whole. */
static enum hf_rc look(struct hf_desk *desk, const struct hf_subjects *s, const struct hf_digest *wanted,
                       struct hf_arena *arena, struct hf_id *file, struct hf_err *err)
{
    bool kept = s->at != NULL;
    size_t end = kept ? s->count : s->files * s->authorities;
    for (size_t i = kept ? first_not_before(s, beginning(wanted)) : 0; i < end; i++) {
        size_t pair = kept ? s->at[i].pair : i;
        struct hf_digest name;
        if (kept && s->at[i].name != beginning(wanted))
            return HF_OK;
        HF_TRY(name_of(desk, s, pair, arena, &name, err));
        if (hf_digest_eq(&name, wanted)) {
            *file = s->file[pair / s->authorities];
            return HF_OK;
        }
    }
    return HF_OK;
}

enum hf_rc hf_subjects_find(struct hf_desk *desk, struct hf_subjects *subjects, struct hf_str name,
                            struct hf_arena *arena, struct hf_id *file, struct hf_err *err)
{
    struct hf_digest wanted;
    *file = (struct hf_id){{0}};
    if (!hf_digest_read(name, &wanted))
        return HF_OK;
    if (!subjects->read)
        HF_TRY(begin(desk, subjects, arena, err));
    return look(desk, subjects, &wanted, arena, file, err);
}
