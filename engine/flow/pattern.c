/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Thompson's construction: the pattern becomes steps that jump relative to themselves, so that a repeated
 * part is simply copied; matching walks all steps that are alive, letter by letter.
 */
#include "flow/pattern.h"

#include "base/check.h"
#include "flow/pattern_step.h"

uint32_t hf_letter_next(struct hf_str *s)
{
    const unsigned char *at = (const unsigned char *)s->at;
    size_t len = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t letter = len == 1 ? at[0] : at[0] & (0xFFu >> (len + 1));
    len = len > s->len ? s->len : len;
    for (size_t i = 1; i < len; i++)
        letter = letter << 6 | (at[i] & 0x3Fu);
    *s = hf_str_part(*s, len, s->len);
    return letter;
}

size_t hf_letter_count(struct hf_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}

/* The steps alive before one letter. `marked` says which already are, so loops without a letter end. */
struct alive {
    uint16_t at[HF_PATTERN_STEPS_MAX];
    bool marked[HF_PATTERN_STEPS_MAX];
    uint16_t count;
};

struct place {
    bool first, last; /* is this the beginning, the end of the text? */
};

static void mark(struct alive *alive, int step)
{
    if (alive->marked[step])
        return;
    alive->marked[step] = true;
    alive->at[alive->count++] = (uint16_t)step;
}

/* Follows all steps that take no letter; the list grows while it is walked. */
static void settle(const struct hf_pattern *pattern, struct alive *alive, struct place place)
{
    for (uint16_t i = 0; i < alive->count; i++) {
        int at = alive->at[i];
        const struct hf_step *step = &pattern->step[at];
        bool passes = step->op == HF_STEP_JUMP || step->op == HF_STEP_SPLIT ||
                      (step->op == HF_STEP_BEGIN && place.first) || (step->op == HF_STEP_END && place.last);
        if (passes)
            mark(alive, at + step->to);
        if (step->op == HF_STEP_SPLIT)
            mark(alive, at + step->or_to);
    }
}

bool hf_letter_fits(const struct hf_step *step, uint32_t letter)
{
    for (uint16_t i = 0; i < step->ranges; i++) {
        if (letter >= step->range[i].low && letter <= step->range[i].high)
            return !step->other_than;
    }
    return step->other_than;
}

static void walk(const struct hf_pattern *pattern, const struct alive *now, uint32_t letter,
                 struct alive *after)
{
    memset(after->marked, 0, pattern->steps * sizeof after->marked[0]);
    after->count = 0;
    for (uint16_t i = 0; i < now->count; i++) {
        const struct hf_step *step = &pattern->step[now->at[i]];
        if (step->op == HF_STEP_LETTER && hf_letter_fits(step, letter))
            mark(after, now->at[i] + 1);
    }
}

bool hf_pattern_walk(const struct hf_pattern *pattern, struct hf_str text)
{
    struct alive sets[2] = {0}, *now = &sets[0], *after = &sets[1];
    bool first = true;
    for (;;) {
        mark(now, 0); /* a match may begin anywhere */
        settle(pattern, now, (struct place){first, text.len == 0});
        if (now->marked[pattern->steps - 1])
            return true;
        if (text.len == 0)
            return false;
        walk(pattern, now, hf_letter_next(&text), after);
        struct alive *swap = now;
        now = after;
        after = swap;
        first = false;
    }
}

bool hf_pattern_match(const struct hf_pattern *pattern, struct hf_str text)
{
    return pattern->item != NULL ? hf_pattern_scan(pattern, text) : hf_pattern_walk(pattern, text);
}
