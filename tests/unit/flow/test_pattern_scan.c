/* SPDX-License-Identifier: Apache-2.0 */
/* The scan against the general matcher: which patterns it is given, and that it never answers otherwise. */
#include "flow/pattern.h"
#include "flow/pattern_step.h"
#include "unit/unit.h"

enum { PATTERNS = 10000, TEXTS = 12, ITEMS = 5, ROOM = 4096 };

static unsigned char block[1 << 20];
static uint64_t chance;

static size_t draw(size_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (size_t)(chance % below);
}

static const struct hf_pattern *compiled(const char *source)
{
    struct hf_arena arena;
    struct hf_err err;
    const struct hf_pattern *pattern = NULL;
    hf_arena_init(&arena, block, sizeof block);
    if (hf_pattern_compile(hf_str_of(source), &arena, &pattern, &err) != HF_OK) {
        print_error("not compiled: %s at %s\n", source, err.where);
        fail();
    }
    return pattern;
}

/* A set as it is written, and letters of which some are in it. */
struct set {
    const char *source;
    const char *letter[4];
};

static const struct set sets[] = {
    {"a", {"a", "a", "a", "b"}},      {"[ab]", {"a", "b", "b", "c"}},   {"[^a]", {"b", "é", "\n", "a"}},
    {".", {"a", "€", "𝔸", "\n"}},     {"[b-d]", {"b", "c", "d", "a"}},  {"\\d", {"0", "7", "9", "a"}},
    {"[à-ÿ]", {"à", "é", "ÿ", "e"}},  {"é", {"é", "é", "é", "è"}},      {"[^\\w-]", {"€", ".", " ", "-"}},
    {"\\.", {".", ".", ".", "a"}},    {"[\\w-]", {"a", "_", "-", "€"}}, {"\\s", {" ", "\t", "\n", "a"}},
    {"[^\\d]", {"a", "é", "€", "7"}}, {"-", {"-", "-", "-", "a"}},      {"[€-𝔸]", {"€", "𝔸", "€", "é"}},
};

struct counted {
    const struct set *set;
    size_t least, most; /* most SIZE_MAX: no end */
};

static void draw_items(struct counted items[ITEMS], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t least = draw(4), most = least + draw(3);
        items[i] = (struct counted){&sets[draw(sizeof sets / sizeof sets[0])], least,
                                    draw(4) == 0 ? SIZE_MAX : most};
    }
}

static void append(struct hf_buf *out, const char *text)
{
    hf_buf_put(out, hf_str_of(text));
}

/* Anchored mostly; now and then an item is a group, or another pattern may do as well. */
static void write_pattern(struct hf_buf *out, const struct counted *items, size_t count)
{
    append(out, draw(8) > 0 ? "^" : "");
    for (size_t i = 0; i < count; i++) {
        bool grouped = draw(40) == 0;
        append(out, grouped ? "(" : "");
        append(out, items[i].set->source);
        append(out, grouped ? ")" : "");
        append(out, "{");
        hf_buf_put_i64(out, (int64_t)items[i].least);
        append(out, ",");
        if (items[i].most != SIZE_MAX)
            hf_buf_put_i64(out, (int64_t)items[i].most);
        append(out, "}");
    }
    append(out, draw(4) > 0 ? "$" : "");
    append(out, draw(40) == 0 ? "|b" : "");
    append(out, draw(40) == 0 ? "$" : "");
    hf_buf_put_char(out, '\0');
}

/* Each item about as often as its bounds say: one less, at them, one more; a wrong letter at times. */
static struct hf_str write_text(struct hf_buf *out, const struct counted *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t most = items[i].most == SIZE_MAX ? items[i].least + 5 : items[i].most;
        size_t bounds[] = {items[i].least, most, items[i].least + draw(most - items[i].least + 1),
                           draw(4) == 0 ? most + 1 : most, items[i].least - (items[i].least > 0)};
        for (size_t left = bounds[draw(5)]; left > 0; left--)
            append(out, items[i].set->letter[draw(draw(30) == 0 ? 4 : 3)]);
    }
    return hf_buf_str(out);
}

struct tally {
    size_t scanned, matched;
};

static void compare(const char *source, const struct counted *items, size_t count, struct tally *tally)
{
    const struct hf_pattern *pattern = compiled(source);
    for (size_t i = 0; i < TEXTS; i++) {
        char room[ROOM];
        struct hf_buf buf = HF_BUF(room);
        struct hf_str text = write_text(&buf, items, count);
        bool walked = hf_pattern_walk(pattern, text);
        tally->scanned += pattern->item != NULL;
        tally->matched += pattern->item != NULL && walked;
        if (hf_pattern_match(pattern, text) == walked)
            continue;
        print_error("/%s/ on \"%.*s\"\n", source, HF_STR_ARG(text));
        fail();
    }
}

static void the_scan_never_answers_otherwise_than_the_general_matcher(void **state)
{
    struct tally tally = {0};
    (void)state;
    chance = 20261123;
    for (size_t i = 0; i < PATTERNS; i++) {
        struct counted items[ITEMS];
        size_t count = draw(ITEMS + 1);
        char source[ROOM];
        struct hf_buf buf = HF_BUF(source);
        draw_items(items, count);
        write_pattern(&buf, items, count);
        compare(source, items, count, &tally);
    }
    print_message("%zu pairs scanned, %zu of them match\n", tally.scanned, tally.matched);
    assert_true(tally.scanned > 20000);
    assert_true(tally.matched > tally.scanned / 5 && tally.matched < tally.scanned * 4 / 5);
}

static void what_is_scanned_is_known_when_it_is_compiled(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool scanned;
    } rows[] = {
        {"^$", true},
        {"^.{1,400}$", true},
        {"^[A-Za-z0-9_-]{43}$", true},
        {"^[a-z][a-z0-9_-]*$", true},
        {"^[a-z0-9.+-]+/[a-z0-9.+-]+$", true},
        {"^[^/]*/[/]", true},
        {"^a{2}a+b?c?", true},
        {"^a{0,2}b?c+a$", true},
        {"a", false},       /* may begin anywhere */
        {"^a*ab$", false},  /* the last a is wanted back */
        {"^a*b?a$", false}, /* so it is behind an item that may be left out */
        {"^.+/[a-z]$", false},
        {"^[^a]*[^b]$", false},
        {"^(a)$", false},
        {"^a$|b", false},
        {"^a$b", false},
        {"^a^b", false},
        {"^^a", false},
        {"^a$$", false},
        {"^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$", true},
        {"^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$", false}, /* more than HF_ITEMS_MAX */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((compiled(rows[i].pattern)->item != NULL) == rows[i].scanned)
            continue;
        print_error("/%s/\n", rows[i].pattern);
        fail();
    }
}

static void counts_are_of_letters_and_hold_at_their_bounds(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 2, 399, 400, 401, 800};
    static const char *const letters[] = {"a", "é", "€", "𝔸"};
    const struct hf_pattern *pattern = compiled("^.{1,400}$");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        for (size_t k = 0; k < sizeof letters / sizeof letters[0]; k++) {
            char room[ROOM];
            struct hf_buf buf = HF_BUF(room);
            for (size_t n = 0; n < lengths[i]; n++)
                append(&buf, letters[k]);
            assert_int_equal(hf_pattern_match(pattern, hf_buf_str(&buf)),
                             lengths[i] >= 1 && lengths[i] <= 400);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scan_never_answers_otherwise_than_the_general_matcher),
        cmocka_unit_test(what_is_scanned_is_known_when_it_is_compiled),
        cmocka_unit_test(counts_are_of_letters_and_hold_at_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
