/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a pattern becomes steps. One function per level: alternatives, sequence, repetition, atom,
 * class. */
#include "flow/pattern.h"
#include "flow/pattern_step.h"

/* Groups nest HF_PATTERN_DEPTH_MAX deep. NOLINTBEGIN(misc-no-recursion) */

enum { RANGES_MAX = 64, COUNT_MAX = 999 };

struct compiler {
    struct hf_str rest;
    struct hf_arena *arena;
    struct hf_step *step;
    int steps;
    int depth;
    struct hf_item *item;
    uint16_t items;
    bool plain, begun, ended; /* only items so far; the ^ before them, the $ after them */
};

static bool peek(const struct compiler *c, char want)
{
    return c->rest.len > 0 && c->rest.at[0] == want;
}

static bool take(struct compiler *c, char want)
{
    if (!peek(c, want))
        return false;
    c->rest = hf_str_part(c->rest, 1, c->rest.len);
    return true;
}

static bool room(const struct compiler *c, int more)
{
    return c->steps + more < HF_PATTERN_STEPS_MAX;
}

static bool put(struct compiler *c, struct hf_step step)
{
    if (!room(c, 1))
        return false;
    c->step[c->steps++] = step;
    return true;
}

/* Makes room for one step before what was compiled since `from`; jumps are relative and stay right. */
static bool insert(struct compiler *c, int from, struct hf_step step)
{
    if (!room(c, 1))
        return false;
    memmove(&c->step[from + 1], &c->step[from], (size_t)(c->steps - from) * sizeof *c->step);
    c->step[from] = step;
    c->steps++;
    return true;
}

static struct hf_step split(int to, int or_to)
{
    return (struct hf_step){.op = HF_STEP_SPLIT, .to = (int16_t)to, .or_to = (int16_t)or_to};
}

static struct hf_step jump(int to)
{
    return (struct hf_step){.op = HF_STEP_JUMP, .to = (int16_t)to};
}

/* Letters */

struct ranges {
    struct hf_range at[RANGES_MAX];
    uint16_t count;
};

static bool add(struct ranges *ranges, uint32_t low, uint32_t high)
{
    if (ranges->count == RANGES_MAX || low > high)
        return false;
    ranges->at[ranges->count++] = (struct hf_range){low, high};
    return true;
}

/* \d \w \s and their opposites, as ECMA-262 defines them; the opposite is written out. */
static bool add_class(struct ranges *ranges, char letter)
{
    static const struct {
        char letter;
        struct hf_range range[11];
    } classes[] = {
        {'d', {{'0', '9'}}},
        {'D', {{0, '0' - 1}, {'9' + 1, 0x10FFFF}}},
        {'w', {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
        {'W', {{0, '0' - 1}, {'9' + 1, 'A' - 1}, {'Z' + 1, '_' - 1}, {'`', '`'}, {'z' + 1, 0x10FFFF}}},
        {'s',
         {{9, 13},
          {' ', ' '},
          {0xA0, 0xA0},
          {0x1680, 0x1680},
          {0x2000, 0x200A},
          {0x2028, 0x2029},
          {0x202F, 0x202F},
          {0x205F, 0x205F},
          {0x3000, 0x3000},
          {0xFEFF, 0xFEFF}}},
        {'S',
         {{0, 8},
          {14, ' ' - 1},
          {' ' + 1, 0xA0 - 1},
          {0xA0 + 1, 0x1680 - 1},
          {0x1680 + 1, 0x2000 - 1},
          {0x200A + 1, 0x2028 - 1},
          {0x2029 + 1, 0x202F - 1},
          {0x202F + 1, 0x205F - 1},
          {0x205F + 1, 0x3000 - 1},
          {0x3000 + 1, 0xFEFF - 1},
          {0xFEFF + 1, 0x10FFFF}}},
    };
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        const struct hf_range *range = classes[i].range;
        if (classes[i].letter != letter)
            continue;
        for (size_t k = 0; k < 11 && range[k].high > 0; k++) {
            if (!add(ranges, range[k].low, range[k].high))
                return false;
        }
        return true;
    }
    return false;
}

/* After a backslash: a control letter, or a sign that means something without it (ECMA-262 with the flag u).
 */
static bool escaped(struct compiler *c, bool in_class, uint32_t *letter)
{
    static const char names[] = "tnrfv", values[] = "\t\n\r\f\v", signs[] = "^$\\.*+?()[]{}|/-";
    if (c->rest.len == 0)
        return false;
    *letter = hf_letter_next(&c->rest);
    const char *name = *letter < 0x80 ? memchr(names, (int)*letter, sizeof names - 1) : NULL;
    const char *sign = *letter < 0x80 ? memchr(signs, (int)*letter, sizeof signs - 1) : NULL;
    if (name != NULL)
        *letter = (uint32_t)values[name - names];
    return name != NULL || (sign != NULL && (*sign != '-' || in_class));
}

/* One letter of a class, or a class inside it: then *single is false. */
static bool member(struct compiler *c, struct ranges *ranges, bool in_class, uint32_t *letter, bool *single)
{
    *single = true;
    if (!take(c, '\\')) {
        *letter = hf_letter_next(&c->rest);
        return true;
    }
    if (c->rest.len > 0 && hf_str_contains(HF_STR("dDwWsS"), hf_str_part(c->rest, 0, 1))) {
        *single = false;
        return add_class(ranges, (char)hf_letter_next(&c->rest));
    }
    return escaped(c, in_class, letter);
}

static bool put_letters(struct compiler *c, const struct ranges *ranges, bool other_than)
{
    struct hf_range *kept = HF_NEW(c->arena, struct hf_range, ranges->count + 1u);
    memcpy(kept, ranges->at, ranges->count * sizeof *kept);
    return put(c,
               (struct hf_step){
                   .op = HF_STEP_LETTER, .other_than = other_than, .ranges = ranges->count, .range = kept});
}

static bool class(struct compiler *c)
{
    struct ranges ranges = {.count = 0};
    bool other_than = take(c, '^');
    while (c->rest.len > 0 && !peek(c, ']')) {
        uint32_t low = 0, high;
        bool single;
        if (!member(c, &ranges, true, &low, &single))
            return false;
        high = low;
        bool span = c->rest.len >= 2 && c->rest.at[0] == '-' && c->rest.at[1] != ']';
        if (span && !(single && take(c, '-') && member(c, &ranges, true, &high, &single) && single))
            return false;
        if (single && !add(&ranges, low, high))
            return false;
    }
    return take(c, ']') && put_letters(c, &ranges, other_than);
}

/* Structure */

static bool alternatives(struct compiler *c);

static bool letter_atom(struct compiler *c)
{
    struct ranges ranges = {.count = 0};
    uint32_t letter;
    bool single;
    if (c->rest.len == 0 || hf_str_contains(HF_STR("*+?{}])|"), hf_str_part(c->rest, 0, 1)))
        return false;
    return member(c, &ranges, false, &letter, &single) && (!single || add(&ranges, letter, letter)) &&
           put_letters(c, &ranges, false);
}

static bool group(struct compiler *c)
{
    bool plain = !take(c, '?') || take(c, ':');
    c->plain = false;
    if (!plain || ++c->depth > HF_PATTERN_DEPTH_MAX)
        return false;
    bool good = alternatives(c) && take(c, ')');
    c->depth--;
    return good;
}

static bool any(struct compiler *c)
{
    static const struct ranges ends = {.at = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}, .count = 3};
    return put_letters(c, &ends, true);
}

static bool atom(struct compiler *c)
{
    if (take(c, '('))
        return group(c);
    if (take(c, '['))
        return class(c);
    return take(c, '.') ? any(c) : letter_atom(c);
}

struct repeat {
    int least, most; /* most -1: no end */
};

static bool number(struct compiler *c, int *out)
{
    size_t digits = 0;
    for (*out = 0; c->rest.len > 0 && c->rest.at[0] >= '0' && c->rest.at[0] <= '9' && *out <= COUNT_MAX;
         digits++) {
        *out = *out * 10 + (c->rest.at[0] - '0');
        c->rest = hf_str_part(c->rest, 1, c->rest.len);
    }
    return digits > 0 && *out <= COUNT_MAX;
}

static bool braces(struct compiler *c, struct repeat *out)
{
    if (!number(c, &out->least))
        return false;
    out->most = out->least;
    if (take(c, ',')) {
        out->most = -1;
        if (!peek(c, '}') && !number(c, &out->most))
            return false;
    }
    return take(c, '}') && (out->most == -1 || out->most >= out->least);
}

static bool repeat(struct compiler *c, struct repeat *out)
{
    *out = (struct repeat){1, 1};
    if (take(c, '?'))
        out->least = 0;
    else if (take(c, '*'))
        *out = (struct repeat){0, -1};
    else if (take(c, '+'))
        *out = (struct repeat){1, -1};
    else if (take(c, '{'))
        return braces(c, out);
    return true;
}

static bool copies(struct compiler *c, const struct hf_step *part, int len, int count)
{
    if (!room(c, len * count))
        return false;
    for (int i = 0; i < count; i++, c->steps += len)
        memcpy(&c->step[c->steps], part, (size_t)len * sizeof *part);
    return true;
}

/* The part compiled since `from` is taken away and put back as often as wanted, then as often as allowed. */
static bool write_out(struct compiler *c, int from, struct repeat times)
{
    int len = c->steps - from;
    if (times.least == 1 && times.most == 1)
        return true;
    struct hf_step *part = HF_NEW(c->arena, struct hf_step, (size_t)len + 1);
    memcpy(part, &c->step[from], (size_t)len * sizeof *part);
    c->steps = from;
    if (!copies(c, part, len, times.least))
        return false;
    if (times.most == -1)
        return put(c, split(1, len + 2)) && copies(c, part, len, 1) && put(c, jump(-(len + 1)));
    for (int i = times.least; i < times.most; i++) {
        if (!put(c, split(1, len + 1)) || !copies(c, part, len, 1))
            return false;
    }
    return true;
}

static bool begin(struct compiler *c)
{
    c->plain = c->plain && c->steps == 0;
    c->begun = true;
    return put(c, (struct hf_step){.op = HF_STEP_BEGIN, .to = 1});
}

static bool end(struct compiler *c)
{
    c->plain = c->plain && !c->ended;
    c->ended = true;
    return put(c, (struct hf_step){.op = HF_STEP_END, .to = 1});
}

/* Beside its steps, a repeated letter is an item as long as nothing else was met. */
static void note(struct compiler *c, const struct hf_step *letter, struct repeat times)
{
    uint16_t most = times.most == -1 ? UINT16_MAX : (uint16_t)times.most;
    c->plain = c->plain && !c->ended && c->items < HF_ITEMS_MAX;
    if (c->plain)
        c->item[c->items++] = hf_item_of(letter, (uint16_t)times.least, most);
}

static bool repeated(struct compiler *c)
{
    int from = c->steps;
    struct repeat times;
    if (!atom(c) || !repeat(c, &times))
        return false;
    if (c->plain)
        note(c, &c->step[from], times);
    return write_out(c, from, times);
}

static bool sequence(struct compiler *c)
{
    while (c->rest.len > 0 && !peek(c, '|') && !peek(c, ')')) {
        bool good = take(c, '^') ? begin(c) : take(c, '$') ? end(c) : repeated(c);
        if (!good)
            return false;
    }
    return true;
}

static bool alternatives(struct compiler *c)
{
    int from = c->steps;
    if (!sequence(c))
        return false;
    while (take(c, '|')) {
        c->plain = false;
        int len = c->steps - from;
        if (!insert(c, from, split(1, len + 2)) || !put(c, jump(0)))
            return false;
        int over = c->steps - 1;
        if (!sequence(c))
            return false;
        c->step[over].to = (int16_t)(c->steps - over);
    }
    return true;
}

enum hf_rc hf_pattern_compile(struct hf_str source, struct hf_arena *arena, const struct hf_pattern **out,
                              struct hf_err *err)
{
    struct compiler c = {.rest = source, .arena = arena, .plain = true};
    c.item = HF_NEW(arena, struct hf_item, HF_ITEMS_MAX);
    c.step = HF_NEW(arena, struct hf_step, HF_PATTERN_STEPS_MAX);
    bool good = alternatives(&c) && c.rest.len == 0 && put(&c, (struct hf_step){.op = HF_STEP_MATCH});
    if (!good) {
        char place[24];
        struct hf_buf buf = HF_BUF(place);
        hf_buf_put_i64(&buf, (int64_t)(source.len - c.rest.len) + 1);
        return hf_fail(err, HF_WORD_bad_pattern, hf_buf_str(&buf), source, hf_buf_str(&buf));
    }
    struct hf_pattern *pattern = HF_NEW(arena, struct hf_pattern, 1);
    bool scans = c.plain && c.begun && hf_items_exact(c.item, c.items);
    *pattern = (struct hf_pattern){.step = c.step,
                                   .steps = (uint16_t)c.steps,
                                   .items = c.items,
                                   .item = scans ? c.item : NULL,
                                   .to_end = c.ended};
    *out = pattern;
    return HF_OK;
}

/* NOLINTEND(misc-no-recursion) */
