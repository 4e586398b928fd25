/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever the bytes, the quick way through a CSV text and the careful one agree: the same refusal at the
 * same place, or the same rows and names. The first byte chooses a column map for some.
 */
#include "base/check.h"
#include "trace/funds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum hf_rc read_by(struct hf_str text, const struct hf_trace_map *map, bool careful,
                          struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err)
{
    struct hf_trace_source source = {.file = HF_STR("f"), .text = text};
    struct hf_trace_csv csv;
    HF_TRY(hf_trace_csv_open(&csv, source, map, room, out, err));
    csv.plain = csv.plain && !careful;
    while (!csv.done)
        HF_TRY(hf_trace_csv_step(&csv, 5, err));
    return HF_OK;
}

static void same_names(const struct hf_trace_roll *a, const struct hf_trace_roll *b)
{
    HF_CHECK(a->count == b->count);
    for (uint32_t i = 0; i < a->count; i++)
        HF_CHECK(hf_str_eq(hf_trace_roll_name(a, i), hf_trace_roll_name(b, i)));
}

static void same_rows(const struct hf_trace_ledger *a, const struct hf_trace_ledger *b)
{
    HF_CHECK(a->count == b->count && a->wides == b->wides);
    same_names(&a->accounts, &b->accounts);
    same_names(&a->claimants, &b->claimants);
    same_names(&a->sinks, &b->sinks);
    for (uint32_t i = 0; i < a->count; i++) {
        struct hf_trace_event x = hf_trace_event_at(a, i), y = hf_trace_event_at(b, i);
        HF_CHECK(x.kind == y.kind && x.account == y.account && x.other == y.other && x.amount == y.amount);
        HF_CHECK(hf_trace_day_of(a, i) == hf_trace_day_of(b, i));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned char room[2][16 << 20];
    static const struct hf_str maps[] = {HF_STR_INIT("date=d,account=#2,amount=a,to=#3,kind:=transfer"),
                                         HF_STR_INIT("date=#1,account=#2+#3,amount=#4,currency:=EUR,to:=x,"
                                                     "kind=#5,decimals=yes")};
    struct hf_trace_room rooms[2];
    struct hf_trace_ledger ledger[2];
    struct hf_trace_map map;
    struct hf_err err[2];
    enum hf_rc rc[2];
    bool mapped = size > 0 && data[0] < 2;
    struct hf_str text = {(const char *)data + mapped, size - mapped};
    if (mapped)
        HF_CHECK(hf_trace_map_read(maps[data[0]], &map, &err[0]) == HF_OK);
    for (int careful = 0; careful < 2; careful++) {
        struct hf_arena arena;
        hf_arena_init(&arena, room[careful], sizeof room[careful]);
        rooms[careful] = hf_trace_room_of(&arena);
        rc[careful] = read_by(text, mapped ? &map : NULL, careful == 1, &rooms[careful], &ledger[careful],
                              &err[careful]);
    }
    HF_CHECK(rc[0] == rc[1]);
    if (rc[0] == HF_OK)
        same_rows(&ledger[0], &ledger[1]);
    else
        HF_CHECK(err[0].word == err[1].word && strcmp(err[0].where, err[1].where) == 0);
    return 0;
}
