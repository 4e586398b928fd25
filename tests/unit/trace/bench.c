/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { BENCH_SIZE = 64 * 1024 * 1024 };

struct hf_arena bench;
static void *block;
const char *const bench_methods[BENCH_METHODS] = {"fifo", "lifo", "own_first", "claim_first",
                                                  "rolling_pro_rata"};

int bench_begin(void **state)
{
    (void)state;
    block = malloc(BENCH_SIZE);
    hf_arena_init(&bench, block, BENCH_SIZE);
    return block == NULL ? -1 : 0;
}

int bench_end(void **state)
{
    (void)state;
    free(block);
    return 0;
}

int bench_clear(void **state)
{
    (void)state;
    hf_arena_reset(&bench, 0);
    return 0;
}

static enum hf_rc trace(struct hf_str text, const char *method, const char *case_id, struct hf_buf *out,
                        struct hf_err *err)
{
    struct hf_trace_ask ask = {.file = HF_STR("f"),
                               .method = hf_str_of(method),
                               .case_id = hf_str_of(case_id),
                               .choice = {.days = 1}};
    struct hf_arena rest;
    hf_arena_init(&rest, bench.at + bench.size / 2, bench.size / 2);
    return hf_trace_funds(text, &ask, &rest, out, err);
}

struct hf_str bench_trace(struct hf_str text, const char *method, const char *case_id)
{
    struct hf_buf out = hf_buf_in(&bench, 16);
    struct hf_err err;
    char said[2048];
    struct hf_buf say = HF_BUF(said);
    if (trace(text, method, case_id, &out, &err) == HF_OK)
        return hf_buf_str(&out);
    hf_err_print(&err, HF_EN, &say);
    print_error("%.*s\n%.*s\n", HF_STR_ARG(hf_buf_str(&say)), HF_STR_ARG(text));
    fail();
    return HF_STR_NONE;
}

void bench_refused_(struct hf_str text, const char *method, const char *case_id, enum hf_word word,
                    const char *where, const char *file, int line)
{
    struct hf_buf out = hf_buf_in(&bench, 16);
    struct hf_err err = {.word = HF_WORD_ok};
    enum hf_rc rc = trace(text, method, case_id, &out, &err);
    bool as_wanted = rc != HF_OK && err.word == word && (*where == '\0' || strcmp(err.where, where) == 0);
    if (as_wanted && out.len == 0)
        return;
    print_error("%.*s\nrefused as %.*s at %s\n", HF_STR_ARG(text), HF_STR_ARG(hf_err_code(&err)), err.where);
    _fail(file, line);
}

void bench_ledger(struct hf_str text, struct hf_trace_ledger *out)
{
    struct hf_trace_source source = {.file = HF_STR("f"), .text = text};
    struct hf_trace_ask ask = {.file = source.file};
    struct hf_err err = {0};
    static struct hf_trace_room room;
    room = hf_trace_room_of(&bench);
    if (hf_trace_read(&source, &ask, &room, out, &err) != HF_OK)
        fail_msg("refused as %.*s at %s", HF_STR_ARG(hf_err_code(&err)), err.where);
}

struct hf_str bench_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(&bench, char, 1024 * 1024);
    assert_non_null(file);
    size_t len = fread(text, 1, 1024 * 1024, file);
    fclose(file);
    return (struct hf_str){text, len};
}

uint64_t bench_roll(struct bench_dice *dice)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return dice->state * UINT64_C(0x2545F4914F6CDD1D);
}

uint32_t bench_below(struct bench_dice *dice, uint32_t sides)
{
    return (uint32_t)((bench_roll(dice) >> 32) % sides);
}

static void put_generated(struct hf_buf *text, struct bench_dice *dice, uint32_t row, uint64_t amount_max)
{
    static const char *const claimants[] = {"A", "B", "OWN", "Z"}, *const accounts[] = {"A", "B", "C"},
                             *const sinks[] = {"s", "t"};
    uint32_t kind = bench_below(dice, 10), day = row / 8;
    uint64_t amount = bench_below(dice, 12) == 0 ? 0 : bench_roll(dice) % (amount_max + 1);
    char line[160];
    const char *account = accounts[bench_below(dice, 3)], *claimant = "", *to = "", *name = "credit";
    if (kind < 4) {
        claimant = claimants[bench_below(dice, 4)];
    } else {
        name = kind < 7 ? "debit" : "transfer";
        to = kind < 7 ? sinks[bench_below(dice, 2)] : accounts[bench_below(dice, 3)];
    }
    snprintf(line, sizeof line, "e%u,%04u-%02u-%02u,%s,%s,%llu,%s,%s\n", row, 2026 + day / 336,
             1 + day / 28 % 12, 1 + day % 28, account, name, (unsigned long long)amount, claimant, to);
    hf_buf_put(text, hf_str_of(line));
}

struct hf_str bench_generate(struct bench_dice *dice, uint32_t rows, uint64_t amount_max)
{
    struct hf_buf text = hf_buf_in(&bench, 64 + (size_t)rows * 64);
    hf_buf_put(&text, HF_STR(BENCH_HEADING));
    for (uint32_t row = 0; row < rows; row++)
        put_generated(&text, dice, row, amount_max);
    return hf_buf_str(&text);
}
