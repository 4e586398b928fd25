/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/protected.h"

#include "base/arena.h"
#include "record/texts.h"

enum { BUCKETS = 4096, SHORT = 3 };

/* ---- words ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of UTF-8 beyond ASCII count as letters. */
static bool is_word(char c)
{
    char l = lower(c);
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static size_t word_at(struct hf_str text, size_t from)
{
    size_t to = from;
    while (to < text.len && is_word(text.at[to]))
        to++;
    return to - from;
}

static struct hf_str trimmed(struct hf_str text)
{
    while (text.len > 0 && !is_word(text.at[0]))
        text = hf_str_part(text, 1, text.len);
    while (text.len > 0 && !is_word(text.at[text.len - 1]))
        text.len--;
    return text;
}

/* FNV-1a over one word. */
static uint32_t bucket_of(struct hf_str word)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)lower(word.at[i])) * 16777619U;
    return hash % BUCKETS;
}

static bool begins(struct hf_str text, struct hf_str with)
{
    if (text.len < with.len)
        return false;
    for (size_t i = 0; i < with.len; i++)
        if (lower(text.at[i]) != lower(with.at[i]))
            return false;
    return true;
}

/* ---- the values ---- */

void hf_protected_begin(struct hf_protected *out, struct hf_arena *arena)
{
    *out = (struct hf_protected){.arena = arena, .bucket = HF_NEW(arena, uint32_t, BUCKETS)};
}

/* A short one, or one without a word, is kept as it is: it is compared with the whole of a text. */
static bool add_text(void *context, struct hf_str text)
{
    struct hf_protected *all = context;
    struct hf_str words = trimmed(text);
    if (words.len < SHORT)
        words = text;
    if (words.len == 0)
        return false;
    uint32_t *bucket = &all->bucket[bucket_of(hf_str_part(words, 0, word_at(words, 0)))];
    all->at = hf_arena_room(all->arena, all->at, all->count, &all->room, sizeof *all->at);
    all->at[all->count++] = (struct hf_protected_text){words, *bucket};
    *bucket = (uint32_t)all->count;
    return false;
}

void hf_protected_add(struct hf_protected *all, const struct hf_json *value)
{
    (void)hf_each_text(value, add_text, all);
}

/* ---- asked ---- */

static bool stands_here(const struct hf_protected_text *one, struct hf_str rest, bool whole)
{
    if (one->text.len < SHORT || !is_word(one->text.at[0]))
        return whole && rest.len == one->text.len && begins(rest, one->text);
    return begins(rest, one->text) && (rest.len == one->text.len || !is_word(rest.at[one->text.len]));
}

static bool said_at(const struct hf_protected *all, struct hf_str text, size_t from)
{
    struct hf_str rest = hf_str_part(text, from, text.len);
    uint32_t at = all->bucket[bucket_of(hf_str_part(rest, 0, word_at(rest, 0)))];
    while (at > 0 && !stands_here(&all->at[at - 1], rest, from == 0))
        at = all->at[at - 1].next;
    return at > 0;
}

bool hf_protected_said(const struct hf_protected *all, struct hf_str text)
{
    if (said_at(all, text, 0))
        return true;
    for (size_t from = word_at(text, 0); from < text.len; from++)
        if (is_word(text.at[from])) {
            if (said_at(all, text, from))
                return true;
            from += word_at(text, from);
        }
    return false;
}

static bool see(void *context, struct hf_str text)
{
    return hf_protected_said(context, text);
}

bool hf_protected_shown(const struct hf_protected *all, const struct hf_json *json)
{
    return hf_each_text(json, see, (void *)(uintptr_t)all);
}
