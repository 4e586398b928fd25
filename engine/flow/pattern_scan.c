/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pattern of items only: which of them one scan may decide, and the scan. When an item stops at its most,
 * or at a letter that is not of its set, what follows cannot want a letter back, because no set that may
 * come next has a letter in common with it; an item of one fixed count has no choice at all.
 */
#include "flow/pattern.h"
#include "flow/pattern_step.h"

/* Does one range of `whole` hold all of `part`? */
static bool holds(const struct hf_step *whole, struct hf_range part)
{
    for (uint16_t i = 0; i < whole->ranges; i++) {
        if (whole->range[i].low <= part.low && part.high <= whole->range[i].high)
            return true;
    }
    return false;
}

static bool meets(const struct hf_step *set, struct hf_range part)
{
    for (uint16_t i = 0; i < set->ranges; i++) {
        if (set->range[i].low <= part.high && part.low <= set->range[i].high)
            return true;
    }
    return false;
}

/* Surely no letter in common. Two sets that each say what they are not are taken to have one. */
static bool apart(const struct hf_step *a, const struct hf_step *b)
{
    const struct hf_step *these = a->other_than ? b : a, *those = a->other_than ? a : b;
    if (these->other_than)
        return false;
    for (uint16_t i = 0; i < these->ranges; i++) {
        if (those->other_than ? !holds(those, these->range[i]) : meets(those, these->range[i]))
            return false;
    }
    return true;
}

bool hf_items_exact(const struct hf_item *item, uint16_t items)
{
    for (uint16_t i = 0; i < items; i++) {
        bool reached = item[i].least < item[i].most;
        for (uint16_t next = i + 1; reached && next < items; next++) {
            if (!apart(&item[i].letter, &item[next].letter))
                return false;
            reached = item[next].least == 0;
        }
    }
    return true;
}

struct hf_item hf_item_of(const struct hf_step *letter, uint16_t least, uint16_t most)
{
    struct hf_item item = {.letter = *letter, .least = least, .most = most};
    for (uint32_t i = 0; i < sizeof item.ascii; i++)
        item.ascii[i] = hf_letter_fits(letter, i);
    return item;
}

static bool fits_ascii(const struct hf_item *item, char byte)
{
    return (unsigned char)byte < sizeof item->ascii && item->ascii[(unsigned char)byte];
}

/* Takes what it can of the text, at most `most` letters, and says how many: as long as letters are bytes,
 * byte by byte. */
static size_t take(const struct hf_item *item, size_t most, struct hf_str *text)
{
    size_t count = 0, bytes = most < text->len ? most : text->len;
    while (count < bytes && fits_ascii(item, text->at[count]))
        count++;
    *text = (struct hf_str){text->at + count, text->len - count};
    while (count < most && text->len > 0) {
        struct hf_str rest = *text;
        if (!hf_letter_fits(&item->letter, hf_letter_next(&rest)))
            break;
        *text = rest;
        count++;
    }
    return count;
}

bool hf_pattern_scan(const struct hf_pattern *pattern, struct hf_str text)
{
    for (uint16_t i = 0; i < pattern->items; i++) {
        const struct hf_item *item = &pattern->item[i];
        if (take(item, item->most == UINT16_MAX ? SIZE_MAX : item->most, &text) < item->least)
            return false;
    }
    return !pattern->to_end || text.len == 0;
}
