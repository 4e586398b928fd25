/* SPDX-License-Identifier: Apache-2.0 */
/* A note that is read is its text, an empty line and its lines; a checkpoint that is read has one spelling.
 */
#include "base/check.h"
#include "seal/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[1 << 20];

static void same_note(struct hf_arena *arena, struct hf_str bytes)
{
    struct hf_buf again = hf_buf_in(arena, bytes.len);
    struct hf_note note;
    struct hf_err err;

    if (hf_note_read(bytes, &note, &err) != HF_OK)
        return;
    hf_buf_put(&again, note.text);
    hf_buf_put_char(&again, '\n');
    for (size_t i = 0; i < note.lines; i++) {
        hf_buf_put(&again, HF_STR("\xe2\x80\x94 "));
        hf_buf_put(&again, note.line[i].name);
        hf_buf_put_char(&again, ' ');
        hf_buf_put(&again, note.line[i].signature);
        hf_buf_put_char(&again, '\n');
    }
    HF_CHECK(hf_str_eq(hf_buf_str(&again), bytes));
}

static void same_checkpoint(struct hf_arena *arena, struct hf_str text)
{
    struct hf_buf again = hf_buf_in(arena, text.len);
    struct hf_checkpoint checkpoint;
    struct hf_err err;

    if (hf_checkpoint_read(text, &checkpoint, &err) != HF_OK)
        return;
    hf_checkpoint_put(&again, &checkpoint);
    HF_CHECK(hf_str_eq(hf_buf_str(&again), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size};
    struct hf_arena arena;

    if (size > HF_NOTE_MAX)
        return 0;
    hf_arena_init(&arena, block, sizeof(block));
    same_note(&arena, input);
    same_checkpoint(&arena, input);
    return 0;
}
