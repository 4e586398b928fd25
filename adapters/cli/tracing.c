/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/file.h"
#include "cli/outlet.h"
#include "cli/output.h"
#include "cli/tracing_notes.h"
#include "host/arena.h"
#include "trace/group.h"

enum { STEP = 65536, WRITE_STEP = 8192, BUFFER = 1 << 20 };

/* After each step: how far, and may it go on? */
static enum hf_rc between(struct hf_tracing *tracing, enum hf_say what, uint64_t done, uint64_t all,
                          struct hf_err *err)
{
    return hf_watching_step(&tracing->watching, what, done, all, err);
}

void hf_tracing_warn(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1)
{
    hf_out_warning(cli, say, arg0, arg1);
}

void hf_tracing_owing(struct hf_cli *cli, const struct hf_trace_run *run)
{
    enum { NAMED = 10 };
    const struct hf_trace_roll *accounts = &run->ledger->accounts;
    struct hf_buf list = hf_buf_in(cli->arena, 256);
    unsigned found = 0;
    for (uint32_t i = 0; i < accounts->count && found <= NAMED; i++) {
        int64_t owed = hf_trace_owed(run, i);
        if (owed == 0 || ++found > NAMED)
            continue;
        hf_buf_put(&list, found > 1 ? HF_STR("; ") : HF_STR(""));
        hf_buf_put(&list, hf_trace_roll_name(accounts, i));
        hf_buf_put_char(&list, ' ');
        hf_buf_put_i64(&list, owed);
    }
    hf_buf_put(&list, found > NAMED ? HF_STR("; …") : HF_STR(""));
    if (found > 0)
        hf_tracing_warn(cli, HF_SAY_trace_owing, hf_buf_str(&list), HF_STR_NONE);
}

/* ---- opening ---- */

/* A file is mapped; what comes through a pipe is read into the command's memory. */
static enum hf_rc map_text(struct hf_tracing *tracing, struct hf_str path, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct stat status;
    struct hf_buf name = hf_buf_in(cli->arena, path.len + 1);
    hf_buf_put(&name, path);
    hf_buf_put_char(&name, '\0');
    int fd = hf_str_eq(path, HF_STR("-")) ? -1 : open(name.at, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        tracing->mapped_size = (size_t)status.st_size;
        tracing->mapped = mmap(NULL, tracing->mapped_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (tracing->mapped == MAP_FAILED)
            tracing->mapped = NULL;
    }
    if (fd >= 0)
        (void)close(fd);
    if (tracing->mapped == NULL)
        return hf_file_read(path, cli->arena->size / 4, cli->arena, &tracing->source.text, err);
    (void)madvise(tracing->mapped, tracing->mapped_size, MADV_SEQUENTIAL);
    tracing->source.text = (struct hf_str){tracing->mapped, tracing->mapped_size};
    return HF_OK;
}

static void on_large_pages(const void *from, const void *to)
{
    enum { LARGE = 2 << 20 };
    uintptr_t first = ((uintptr_t)from + LARGE - 1) / LARGE * LARGE, last = (uintptr_t)to / LARGE * LARGE;
    if (first < last)
        (void)madvise((void *)first, last - first, MADV_HUGEPAGE);
}

/* Tables that are read here and there: large pages spare most look-ups of addresses. */
static void reach_at_random(const struct hf_arena *arena)
{
    on_large_pages(arena->at, arena->at + arena->size);
}

/* Columns are read in order, but the small pages of a long ledger take longer to get than to fill. */
static void get_columns(const struct hf_tracing *tracing)
{
    const struct hf_trace_ledger *ledger = &tracing->ledger;
    if (tracing->source.text.len >= (size_t)32 << 20)
        on_large_pages(ledger->who, ledger->high + ledger->size);
}

/* Address space for the largest ledger that a text of this size can be; only what is touched costs memory. */
static enum hf_rc open_arena(struct hf_tracing *tracing, struct hf_err *err)
{
    size_t text = tracing->source.text.len, most = 16 * text + ((size_t)1 << 30);
    if (hf_trace_is_json(tracing->source.text) && text < (64 << 20))
        most += 256 * text;
    while (hf_host_arena_open(&tracing->arena, most, err) != HF_OK)
        if ((most /= 2) < ((size_t)64 << 20))
            return hf_fail(err, HF_WORD_no_memory, tracing->source.file, HF_STR("the ledger"), HF_STR_NONE);
    tracing->room = hf_trace_room_of(&tracing->arena);
    reach_at_random(&tracing->room.scratch);
    return HF_OK;
}

/* What is read next is mapped at once and not page by page. */
static void reach_ahead(struct hf_tracing *tracing, size_t position)
{
    size_t part = (size_t)8 << 20, size = tracing->mapped_size;
    if (tracing->reached < position)
        tracing->reached = position / part * part;
    if (position + part <= tracing->reached || tracing->reached >= size)
        return;
    size_t left = size - tracing->reached;
    (void)madvise((char *)tracing->mapped + tracing->reached, left < part ? left : part, MADV_POPULATE_READ);
    tracing->reached += part;
}

static enum hf_rc read_csv(struct hf_tracing *tracing, struct hf_err *err)
{
    const struct hf_trace_ask *ask = &tracing->ask;
    struct hf_trace_csv csv;
    if (ask->case_id.len > 0)
        return hf_fail(err, HF_WORD_trace_csv_case, tracing->source.file, ask->case_id, HF_STR_NONE);
    HF_TRY(hf_trace_map_read(ask->map, &tracing->map, err));
    HF_TRY(hf_trace_csv_open(&csv, tracing->source, ask->map.len > 0 ? &tracing->map : NULL, &tracing->room,
                             &tracing->ledger, err));
    get_columns(tracing);
    while (!csv.done) {
        reach_ahead(tracing, hf_trace_csv_position(&csv));
        HF_TRY(hf_trace_csv_step(&csv, STEP, err));
        HF_TRY(between(tracing, HF_SAY_trace_reading, hf_trace_csv_position(&csv), tracing->source.text.len,
                       err));
    }
    return HF_OK;
}

static enum hf_rc read_ledger(struct hf_tracing *tracing, struct hf_err *err)
{
    bool json = hf_trace_is_json(tracing->source.text);
    if (json && hf_cli_has(tracing->cli, HF_STR("map")))
        return hf_fail(err, HF_WORD_trace_map_csv, HF_STR("--map"), tracing->source.file, HF_STR_NONE);
    if (json)
        return hf_trace_read_json(tracing->source, tracing->ask.case_id, &tracing->room, &tracing->ledger,
                                  err);
    return read_csv(tracing, err);
}

static enum hf_rc group_claims(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_str file = hf_cli_value(tracing->cli, HF_STR("group")), text;
    if (file.len == 0)
        return HF_OK;
    if (hf_str_eq(file, HF_STR("all")))
        return hf_trace_group_all(&tracing->ledger, HF_STR("CLAIMS"), err);
    HF_TRY(hf_file_read(file, (size_t)256 << 20, tracing->cli->arena, &text, err));
    return hf_trace_group(&tracing->ledger, file, text, err);
}

/* What is followed, and which of several cases in it. */
static enum hf_rc open_source(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    if (tracing->book != NULL) {
        tracing->source = tracing->book->source;
        tracing->ask.file = tracing->source.file;
        return HF_OK;
    }
    tracing->ask.file = hf_cli_arg(cli, 0);
    tracing->ask.case_id = hf_cli_value(cli, HF_STR("case"));
    tracing->source.file = tracing->ask.file;
    return map_text(tracing, tracing->ask.file, err);
}

enum hf_rc hf_tracing_open(struct hf_cli *cli, const struct hf_casebook *book, struct hf_tracing *out,
                           struct hf_err *err)
{
    *out = (struct hf_tracing){.cli = cli, .book = book};
    out->ask.map = hf_cli_value(cli, HF_STR("map"));
    hf_watching_begin(&out->watching, cli);
    HF_TRY(open_source(out, err));
    HF_TRY(open_arena(out, err));
    HF_TRY(read_ledger(out, err));
    return group_claims(out, err);
}

void hf_tracing_close(struct hf_tracing *tracing)
{
    hf_host_arena_close(&tracing->arena);
    if (tracing->mapped != NULL)
        (void)munmap(tracing->mapped, tracing->mapped_size);
    hf_watching_end(&tracing->watching);
}

/* ---- choosing ---- */

static enum hf_rc one_of(struct hf_cli *cli, struct hf_str flag, struct hf_str first, struct hf_str second,
                         bool *is_second, struct hf_err *err)
{
    struct hf_str given = hf_cli_value(cli, flag);
    struct hf_buf both = hf_buf_in(cli->arena, 64);
    *is_second = hf_str_eq(given, second);
    if (given.at == NULL || *is_second || hf_str_eq(given, first))
        return HF_OK;
    hf_buf_put(&both, first);
    hf_buf_put(&both, HF_STR(", "));
    hf_buf_put(&both, second);
    return hf_fail(err, HF_WORD_cli_choice, flag, given, hf_buf_str(&both));
}

enum hf_rc hf_tracing_choice(struct hf_cli *cli, struct hf_trace_choice *out, struct hf_err *err)
{
    struct hf_str order = hf_cli_value(cli, HF_STR("order")), days = hf_cli_value(cli, HF_STR("days")),
                  method = hf_cli_value(cli, HF_STR("method"));
    int64_t number = 3;
    *out = (struct hf_trace_choice){.ordering = HF_TRACE_LEDGER};
    if (method.at != NULL)
        HF_TRY(hf_trace_find_method(method, &out->method, err));
    if (order.at != NULL)
        out->ordering = hf_trace_ordering_find(order);
    if (out->ordering == HF_TRACE_ORDERINGS)
        return hf_fail(err, HF_WORD_cli_choice, HF_STR("order"), order,
                       HF_STR("ledger, credits_first, debits_first"));
    if (days.at != NULL && (!hf_str_i64(days, &number) || number < 0 || number > 36600))
        return hf_fail(err, HF_WORD_cli_choice, HF_STR("days"), days, HF_STR("0 .. 36600"));
    out->days = (int32_t)number;
    HF_TRY(one_of(cli, HF_STR("unknown"), HF_STR("claim"), HF_STR("own"), &out->unknown_own, err));
    HF_TRY(one_of(cli, HF_STR("shortfall"), HF_STR("overdraft"), HF_STR("unknown_opening"),
                  &out->unknown_opening, err));
    if (!hf_cli_has(cli, HF_STR("shortfall")) && cli->args == 0)
        out->unknown_opening = true; /* registers hold what is known, no whole statements */
    return HF_OK;
}

/* ---- following ---- */

enum hf_rc hf_tracing_follow(struct hf_tracing *tracing, const struct hf_trace_choice *choice,
                             struct hf_trace_run *run, struct hf_err *err)
{
    hf_arena_reset(&tracing->room.scratch, 0);
    HF_TRY(hf_trace_begin(run, &tracing->ledger, choice, &tracing->room.scratch, err));
    while (!run->done) {
        HF_TRY(hf_trace_step(run, STEP, err));
        HF_TRY(between(tracing, HF_SAY_trace_following, run->next, tracing->ledger.count, err));
    }
    return HF_OK;
}

/* ---- writing ---- */

void hf_tracing_add_case(const struct hf_tracing *tracing, struct hf_json_maker *answer)
{
    if (tracing->book != NULL)
        hf_json_add(answer, HF_STR("case"), hf_casebook_json(tracing->book, true));
}

/* The same as text: "case":{...} */
static struct hf_str case_text(const struct hf_tracing *tracing, bool names)
{
    struct hf_buf text = hf_buf_in(tracing->cli->arena, 256);
    if (tracing->book == NULL)
        return HF_STR_NONE;
    struct hf_json json = hf_casebook_json(tracing->book, names);
    hf_buf_put(&text, HF_STR("\"case\":"));
    hf_json_write(&text, &json);
    return hf_buf_str(&text);
}

static uint64_t position_of(const struct hf_trace_answer *answer)
{
    return answer->stage == HF_TRACE_FOLLOWING || answer->stage == HF_TRACE_DEBITS ? answer->run.next
                                                                                   : answer->ledger->count;
}

static enum hf_rc write_answer(struct hf_tracing *tracing, const struct hf_trace_choice *choice, bool lines,
                               struct hf_outlet *outlet, struct hf_err *err)
{
    struct hf_trace_answer answer;
    struct hf_buf buf = hf_buf_in(tracing->cli->arena, BUFFER);
    hf_arena_reset(&tracing->room.scratch, 0);
    HF_TRY(hf_trace_answer_begin(&answer, &tracing->ledger, choice, lines, &tracing->room.scratch, err));
    answer.more = case_text(tracing, true);
    while (answer.stage != HF_TRACE_ANSWERED) {
        uint32_t step = answer.stage == HF_TRACE_FOLLOWING ? STEP : WRITE_STEP;
        HF_TRY(hf_trace_answer_step(&answer, step, &buf, err));
        HF_TRY(hf_outlet_put(outlet, &buf, err));
        HF_TRY(between(tracing, HF_SAY_trace_following, position_of(&answer), answer.ledger->count, err));
    }
    if (!lines)
        hf_buf_put_char(&buf, '\n');
    hf_tracing_note_shortfall(tracing, &answer.run);
    hf_tracing_note_unknown(tracing, answer.run.unknown_met);
    return hf_outlet_put(outlet, &buf, err);
}

enum hf_rc hf_tracing_answer(struct hf_tracing *tracing, const struct hf_trace_choice *choice, bool lines,
                             struct hf_str path, struct hf_err *err)
{
    struct hf_outlet outlet;
    enum hf_rc rc = hf_outlet_open(tracing->cli, path, &outlet, err);
    if (rc == HF_OK)
        rc = write_answer(tracing, choice, lines, &outlet, err);
    return hf_outlet_close(&outlet, rc, err);
}

enum hf_rc hf_tracing_text(struct hf_tracing *tracing, const struct hf_trace_choice *choice,
                           struct hf_str *out, struct hf_err *err)
{
    struct hf_trace_answer answer;
    struct hf_buf buf = hf_buf_in(tracing->cli->arena, 4096);
    hf_arena_reset(&tracing->room.scratch, 0);
    HF_TRY(hf_trace_answer_begin(&answer, &tracing->ledger, choice, false, &tracing->room.scratch, err));
    answer.more = case_text(tracing, false);
    while (answer.stage != HF_TRACE_ANSWERED) {
        HF_TRY(hf_trace_answer_step(&answer, STEP, &buf, err));
        HF_TRY(between(tracing, HF_SAY_trace_following, position_of(&answer), answer.ledger->count, err));
    }
    hf_tracing_note_shortfall(tracing, &answer.run);
    hf_tracing_note_unknown(tracing, answer.run.unknown_met);
    *out = hf_buf_str(&buf);
    return HF_OK;
}
