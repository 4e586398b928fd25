/* SPDX-License-Identifier: Apache-2.0 */
#include "record/near.h"

enum { LETTERS_MAX = 48 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The optimal string alignment distance, row by row; only the last three rows are kept. */
static size_t slips_between(struct hf_str a, struct hf_str b)
{
    size_t row[3][LETTERS_MAX + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = row[i % 3];
        const size_t *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t changed = last[j - 1] + (a.at[i - 1] == b.at[j - 1] ? 0 : 1);
            now[j] = least(changed, least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[a.len % 3][b.len];
}

struct hf_near hf_near_to(struct hf_str word)
{
    size_t allowed = word.len < 3 ? 1 : word.len / 3;
    return (struct hf_near){.word = word, .best = HF_STR_NONE, .slips = allowed + 1};
}

void hf_near_try(struct hf_near *near, struct hf_str known)
{
    if (near->word.len > LETTERS_MAX || known.len > LETTERS_MAX)
        return;
    size_t slips = slips_between(near->word, known);
    if (slips >= near->slips || slips >= known.len)
        return;
    near->best = known;
    near->slips = slips;
}
