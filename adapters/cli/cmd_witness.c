/* SPDX-License-Identifier: Apache-2.0 */
/*
 * witness make, serve, sign: the other side, which needs a directory of its own and nothing of this house.
 * witness ask, request, take: our side, which has the newest checkpoint cosigned, by HTTP or by files.
 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/service.h"
#include "cli/witnessing.h"
#include "host/dice.h"
#include "host/signals.h"
#include "http/server.h"
#include "keys/witness.h"

enum { BODY_MAX = HF_NOTE_MAX + 64 * 48, MIND_MS = 200 };

static const struct hf_column columns[] = {HF_COLUMN("witness", witness)};
static const struct hf_column asked[] = {HF_COLUMN("witness", witness), HF_COLUMN("said", standing)};

/* ---- the other side ---- */

static enum hf_rc show_self(struct hf_cli *cli, const struct hf_witness *witness)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    struct hf_buf key = hf_buf_in(cli->arena, 256);
    struct hf_hasher hasher;
    hf_hasher_init(&hasher);
    hf_cosigner_put(&hasher, &witness->self, &key);
    hf_hasher_done(&hasher);
    hf_json_add(&row, HF_STR("witness"), hf_json_of_text(hf_buf_str(&key)));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    return HF_OK;
}

static enum hf_rc open_witness(struct hf_cli *cli, struct hf_witness **out, struct hf_err *err)
{
    *out = HF_NEW(cli->arena, struct hf_witness, 1);
    return hf_witness_open(hf_cli_path(cli, hf_cli_arg(cli, 0)), *out, err);
}

enum hf_rc hf_cmd_witness_make(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_dice dice = hf_host_dice_open();
    struct hf_witness *witness;
    struct hf_str *log = HF_NEW(cli->arena, struct hf_str, cli->givens + 1);
    struct hf_witness_plan plan = {.name = hf_cli_value(cli, HF_STR("name")), .log = log};
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, HF_STR("log")))
            log[plan.logs++] = cli->given[i].value;
    enum hf_rc rc = hf_witness_make(hf_cli_path(cli, hf_cli_arg(cli, 0)), &plan, &dice, cli->arena, err);
    hf_host_dice_close(&dice);
    HF_TRY(rc);
    HF_TRY(open_witness(cli, &witness, err));
    rc = show_self(cli, witness);
    hf_witness_close(witness);
    return rc;
}

struct serving {
    struct hf_witness *witness;
    struct hf_host_clock clock;
};

static int64_t now_s(const struct hf_host_clock *clock)
{
    struct hf_clock_port port = hf_host_clock_port((struct hf_host_clock *)(uintptr_t)clock);
    return port.wall_ms(port.self) / 1000;
}

/* POST /add-checkpoint, as C2SP tlog-witness has it. */
static void add_checkpoint(const void *context, struct hf_exchange *exchange)
{
    const struct serving *serving = context;
    char room[HF_WITNESS_ANSWER_MAX];
    struct hf_buf out = HF_BUF(room);
    enum hf_witness_answer answer;
    struct hf_err err;
    if (hf_witness_answer(serving->witness, hf_exchange_body(exchange), false, now_s(&serving->clock),
                          &answer, &out, &err) != HF_OK) {
        hf_exchange_refuse(exchange, &err);
        return;
    }
    struct hf_str type = answer == HF_WITNESS_CONFLICT ? HF_STR("text/x.tlog.size") : HF_STR("text/plain");
    hf_exchange_say(exchange, (unsigned)answer, type, hf_buf_str(&out));
}

static const struct hf_route routes[] = {{.method = "POST",
                                          .path = "/add-checkpoint",
                                          .takes = HF_ANY_TYPE,
                                          .body_max = BODY_MAX,
                                          .status = 200,
                                          .gives = HF_STR_INIT("text/plain"),
                                          .serve = add_checkpoint}};

static const char *file_named(struct hf_cli *cli, struct hf_str flag)
{
    return hf_cli_has(cli, flag) ? hf_cli_path(cli, hf_cli_value(cli, flag)) : NULL;
}

static void tell_address(struct hf_cli *cli, const struct hf_http *http, bool secure)
{
    struct hf_buf line = hf_buf_in(cli->arena, 64);
    hf_buf_put(&line, secure ? HF_STR("https://127.0.0.1:") : HF_STR("http://127.0.0.1:"));
    hf_buf_put_i64(&line, hf_http_port(http));
    hf_out_line(cli, hf_http_port(http) > 0 ? hf_buf_str(&line) : hf_cli_value(cli, HF_STR("listen")));
    (void)fflush(cli->out);
}

enum hf_rc hf_cmd_witness_serve(struct hf_cli *cli, struct hf_err *err)
{
    struct serving serving;
    struct hf_http *http;
    HF_TRY(open_witness(cli, &serving.witness, err));
    const struct hf_http_setup setup = {.address = hf_cli_value(cli, HF_STR("listen")),
                                        .tls_cert = file_named(cli, HF_STR("tls-cert")),
                                        .tls_key = file_named(cli, HF_STR("tls-key")),
                                        .routes = {routes, 1},
                                        .context = &serving};
    hf_signals_begin();
    enum hf_rc rc = hf_service_tls(&setup, err);
    if (rc == HF_OK)
        rc = hf_host_clock_open(&serving.clock, NULL, err);
    if (rc == HF_OK)
        rc = hf_http_start(&setup, &http, err);
    if (rc == HF_OK) {
        tell_address(cli, http, setup.tls_cert != NULL);
        while (!hf_signals_wait(MIND_MS))
            ;
        hf_http_stop(http);
    }
    hf_witness_close(serving.witness);
    return rc;
}

/* What was carried here in a file is answered into another one. */
enum hf_rc hf_cmd_witness_sign(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_buf out = hf_buf_in(cli->arena, HF_WITNESS_ANSWER_MAX);
    struct hf_host_clock clock;
    struct hf_witness *witness;
    struct hf_str body;
    enum hf_witness_answer answer = HF_WITNESS_CANNOT_READ;
    HF_TRY(hf_file_read(hf_cli_arg(cli, 1), BODY_MAX, cli->arena, &body, err));
    HF_TRY(hf_host_clock_open(&clock, NULL, err));
    HF_TRY(open_witness(cli, &witness, err));
    enum hf_rc rc = hf_witness_answer(witness, body, true, now_s(&clock), &answer, &out, err);
    if (rc == HF_OK && answer != HF_WITNESS_COSIGNS)
        rc = hf_witnessing_refused(witness->self.name, (int32_t)answer, hf_buf_str(&out), err);
    hf_witness_close(witness);
    if (rc == HF_OK)
        hf_out_raw(cli, hf_buf_str(&out));
    return rc;
}

/* ---- our side ---- */

static enum hf_rc put_out(struct hf_seat *seat, struct hf_str bytes, struct hf_err *err)
{
    struct hf_str output = hf_cli_value(seat->cli, HF_STR("output"));
    if (output.len > 0)
        return hf_file_put(output, bytes, seat->arena, err);
    hf_out_raw(seat->cli, bytes);
    return HF_OK;
}

/* What holds is shown to whoever asked, and kept beside the checkpoint already. */
static enum hf_rc conclude(struct hf_witnessing *w, struct hf_json_maker *rows, struct hf_err *err)
{
    struct hf_seat *seat = w->seat;
    struct hf_json list = hf_json_list(rows);
    struct hf_str note;
    hf_out_table(seat->cli, HF_VIEW(asked), &list);
    HF_TRY(hf_witnessing_judge(w, err));
    if (!hf_cli_has(seat->cli, HF_STR("output")))
        return HF_OK;
    HF_TRY(hf_cosigning_note(&w->cosigning, &note, err));
    return put_out(seat, note, err);
}

struct telling {
    struct hf_seat *seat;
    struct hf_json_maker rows;
    struct hf_err conflict; /* HF_WORD_ok: nobody has seen another history */
};

static void add_row(struct telling *t, const struct hf_policy_name *name, bool cosigned, struct hf_str said)
{
    struct hf_json_maker row = hf_json_make(t->seat->arena);
    hf_json_add(&row, HF_STR("witness"), hf_json_of_text(name->witness.name));
    hf_json_add(&row, HF_STR("cosigned"), hf_json_of_bool(cosigned));
    hf_json_add(&row, HF_STR("said"), hf_json_of_text(said));
    hf_json_add(&t->rows, HF_STR_NONE, hf_json_object(&row));
}

static void tell(void *context, const struct hf_policy_name *name, const struct hf_err *why)
{
    struct telling *t = context;
    struct hf_buf said = hf_buf_in(t->seat->arena, 512);
    if (why == NULL)
        hf_say_put(&said, HF_SAY_cosigned, t->seat->cli->lang, HF_STR_NONE, HF_STR_NONE);
    else
        hf_err_say(why, t->seat->cli->lang, &said);
    if (why != NULL && why->word == HF_WORD_witness_conflict)
        t->conflict = *why;
    add_row(t, name, why == NULL, hf_buf_str(&said));
}

static enum hf_rc ask(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_witnessing *w = HF_NEW(seat->arena, struct hf_witnessing, 1);
    struct telling t = {seat, hf_json_make(seat->arena), {.word = HF_WORD_ok}};
    int64_t size;
    HF_TRY(hf_witnessing_begin(seat, hf_cli_arg(seat->cli, 0), seat->arena, w, err));
    HF_TRY(hf_watch_checkpoint(seat->desk, seat->arena, &size, err));
    HF_TRY(hf_witnessing_ask(w, tell, &t, err));
    enum hf_rc rc = conclude(w, &t.rows, err);
    if (t.conflict.word == HF_WORD_ok)
        return rc;
    *err = t.conflict; /* a history that forked is told, whoever else has cosigned this one or has not */
    return hf_err_rc(err);
}

static enum hf_rc request(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_buf body = hf_buf_in(seat->arena, 4096);
    struct hf_str typed = hf_cli_value(seat->cli, HF_STR("old"));
    struct hf_cosigning newest;
    int64_t old = 0, size;
    HF_TRY(hf_watch_checkpoint(seat->desk, seat->arena, &size, err));
    HF_TRY(hf_cosigning_begin(seat->desk, seat->arena, &newest, err));
    if (typed.len > 0 && (!hf_str_i64(typed, &old) || old < 0 || (uint64_t)old > newest.size))
        return hf_fail(err, HF_WORD_submission_malformed, HF_STR("--old"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_cosigning_request(&newest, (uint64_t)old, &body, err));
    return put_out(seat, hf_buf_str(&body), err);
}

/* ---- what came back from behind an air gap ---- */

/* Of every witness of the policy; lines of others are passed over. */
static int64_t take_lines(struct hf_witnessing *w, struct hf_str lines, struct telling *t)
{
    int64_t taken = 0;
    for (size_t i = 0; i < w->policy.names; i++) {
        const struct hf_policy_name *name = &w->policy.name[i];
        struct hf_err unread;
        if (name->is_group || !name->is_readable)
            continue;
        bool kept = hf_cosigning_keep(&w->cosigning, &name->witness, lines, &unread) == HF_OK;
        add_row(t, name, kept, hf_say(kept ? HF_SAY_cosigned : HF_SAY_witness_nothing, t->seat->cli->lang));
        taken += kept;
    }
    return taken;
}

static void tell_taken(const struct hf_witnessing *w, int64_t taken)
{
    struct hf_buf size = hf_buf_in(w->seat->arena, 24), count = hf_buf_in(w->seat->arena, 24);
    hf_buf_put_i64(&size, (int64_t)w->cosigning.size);
    hf_buf_put_i64(&count, taken);
    hf_out_hint(w->seat->cli, HF_SAY_witness_taken, hf_buf_str(&size), hf_buf_str(&count));
}

/* The request that was carried out says of which checkpoint the lines are that came back. */
static enum hf_rc take(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_witnessing *w = HF_NEW(seat->arena, struct hf_witnessing, 1);
    struct hf_note *note = HF_NEW(seat->arena, struct hf_note, 1);
    struct telling t = {seat, hf_json_make(seat->arena), {.word = HF_WORD_ok}};
    struct hf_submission sent;
    struct hf_str request, lines;
    HF_TRY(hf_witnessing_begin(seat, hf_cli_arg(seat->cli, 0), seat->arena, w, err));
    HF_TRY(hf_file_read(hf_cli_arg(seat->cli, 1), BODY_MAX, seat->arena, &request, err));
    HF_TRY(hf_file_read(hf_cli_arg(seat->cli, 2), HF_NOTE_MAX, seat->arena, &lines, err));
    HF_TRY(hf_submission_read(request, &sent, err));
    HF_TRY(hf_note_read(sent.note, note, err));
    HF_TRY(hf_cosigning_again(seat->desk, note->text, seat->arena, &w->cosigning, err));
    int64_t taken = take_lines(w, lines, &t);
    if (taken == 0)
        return hf_fail(err, HF_WORD_witness_lines, hf_cli_arg(seat->cli, 2), hf_cli_arg(seat->cli, 0),
                       HF_STR_NONE);
    tell_taken(w, taken);
    return conclude(w, &t.rows, err);
}

enum hf_rc hf_cmd_witness_ask(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, ask, err);
}

enum hf_rc hf_cmd_witness_request(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, request, err);
}

enum hf_rc hf_cmd_witness_take(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, take, err);
}
