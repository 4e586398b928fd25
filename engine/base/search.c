/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is one text in another? In proportion to the two together, whatever they are and without memory of its own,
 * by Crochemore and Perrin, "Two-way string-matching", JACM 38 (1991): the part is cut where it repeats
 * least; the right half is compared first, left to right, then the left half, right to left. A mismatch says
 * how far the part can be moved without a look.
 */
#include "base/str.h"

/* Where the part is cut, and after how many bytes it repeats. */
struct cut {
    size_t at, period;
};

/* The suffix that comes last in the order of bytes, or in its opposite. */
static struct cut last_suffix(struct hf_str part, bool opposite)
{
    size_t from = 0, next = 1, same = 0,
           period = 1; /* [from, ...) is the last so far, [next, ...) is tried */
    while (next + same < part.len) {
        unsigned char tried = (unsigned char)part.at[next + same], best = (unsigned char)part.at[from + same];
        if (tried == best) {
            same++;
            if (same == period) {
                next += period;
                same = 0;
            }
        } else if ((tried < best) != opposite) {
            next += same + 1;
            same = 0;
            period = next - from;
        } else {
            from = next++;
            same = 0;
            period = 1;
        }
    }
    return (struct cut){from, period};
}

static struct cut cut_of(struct hf_str part)
{
    struct cut one = last_suffix(part, false), other = last_suffix(part, true);
    return one.at > other.at ? one : other;
}

/* Does the part stand at `s`, of which its first `known` bytes are known to be the same? If not, *move says
 * how far to go on. */
static bool stands(const char *s, struct hf_str part, size_t cut, size_t known, size_t *move)
{
    size_t right = cut > known ? cut : known, left = cut;
    while (right < part.len && part.at[right] == s[right])
        right++;
    if (right < part.len) {
        *move = right - cut + 1;
        return false;
    }
    while (left > known && part.at[left - 1] == s[left - 1])
        left--;
    *move = 0;
    return left <= known;
}

bool hf_str_contains(struct hf_str s, struct hf_str part)
{
    if (part.len == 0 || part.len > s.len)
        return part.len == 0;
    struct cut cut = cut_of(part);
    bool repeats = cut.at + cut.period <= part.len && memcmp(part.at, part.at + cut.period, cut.at) == 0;
    size_t longer = cut.at > part.len - cut.at ? cut.at : part.len - cut.at;
    size_t period = repeats ? cut.period : longer + 1;
    for (size_t at = 0, known = 0, move = 0; at + part.len <= s.len;) {
        if (stands(s.at + at, part, cut.at, known, &move))
            return true;
        known = move == 0 && repeats ? part.len - period : 0;
        at += move == 0 ? period : move;
    }
    return false;
}
