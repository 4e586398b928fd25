/* SPDX-License-Identifier: Apache-2.0 */
/*
 * witness make, serve, sign: the other side, which needs a directory of its own and nothing of this house.
 * witness ask, request: our side, which has the newest checkpoint cosigned, by HTTP or by files.
 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/service.h"
#include "host/dice.h"
#include "host/signals.h"
#include "http/server.h"
#include "keys/witness.h"
#include "notify/fetch.h"

enum { BODY_MAX = HF_NOTE_MAX + 64 * 48, MIND_MS = 200, POLICY_MAX = 65536 };

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
    if (hf_witness_answer(serving->witness, hf_exchange_body(exchange), now_s(&serving->clock), &answer, &out,
                          &err) != HF_OK) {
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

static enum hf_rc refused(struct hf_str name, enum hf_witness_answer answer, struct hf_str said,
                          struct hf_err *err)
{
    static const struct {
        enum hf_witness_answer answer;
        struct hf_str why;
    } rows[] = {{HF_WITNESS_CANNOT_READ, HF_STR_INIT("400")},
                {HF_WITNESS_UNSIGNED, HF_STR_INIT("403: not signed by a key of this log that it knows")},
                {HF_WITNESS_UNKNOWN, HF_STR_INIT("404: it does not know this log")},
                {HF_WITNESS_BROKEN, HF_STR_INIT("422: not what it cosigned last, grown")}};
    if (answer == HF_WITNESS_CONFLICT)
        return hf_fail(err, HF_WORD_witness_conflict, HF_STR_NONE, name, hf_str_trim(said));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].answer == answer)
            return hf_fail(err, HF_WORD_witness_refused, HF_STR_NONE, name, rows[i].why);
    return hf_fail(err, HF_WORD_witness_refused, HF_STR_NONE, name, HF_STR("5xx"));
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
    enum hf_rc rc = hf_witness_answer(witness, body, now_s(&clock), &answer, &out, err);
    if (rc == HF_OK && answer != HF_WITNESS_COSIGNS)
        rc = refused(witness->self.name, answer, hf_buf_str(&out), err);
    hf_witness_close(witness);
    if (rc == HF_OK)
        hf_out_raw(cli, hf_buf_str(&out));
    return rc;
}

/* ---- our side ---- */

struct asking {
    struct hf_seat *seat;
    struct hf_str note; /* the newest checkpoint */
    uint64_t size;
    struct hf_digest *leaf;
    struct hf_policy *policy;
    struct hf_buf cosigned; /* the note, and the lines that came */
    struct hf_json_maker rows;
};

static enum hf_rc take_note(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct asking *a = context;
    (void)err;
    a->note = hf_arena_keep(a->seat->arena, row->checkpoint.note);
    a->size = (uint64_t)row->checkpoint.size;
    return HF_OK;
}

struct filling {
    struct hf_digest *leaf;
    uint64_t count, room;
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct filling *f = context;
    (void)err;
    if (f->count < f->room)
        memcpy(f->leaf[f->count++].byte, row->leaf.at, HF_DIGEST_SIZE);
    return HF_OK;
}

/* The newest checkpoint and the leaves under it. */
static enum hf_rc read_log(struct asking *a, struct hf_err *err)
{
    struct hf_ledger *ledger = &a->seat->ledger;
    int64_t size;
    HF_TRY(hf_watch_checkpoint(a->seat->desk, a->seat->arena, &size, err));
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_note, a, err));
    a->leaf = hf_arena_try(a->seat->arena, sizeof *a->leaf, _Alignof(struct hf_digest), a->size + 1);
    if (a->leaf == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the leaves of the log"), HF_STR_NONE);
    struct filling f = {.leaf = a->leaf, .room = a->size};
    const struct hf_ask ask = {.to = (int64_t)a->size};
    return ledger->ask(ledger->self, HF_ASK_leaves, &ask, take_leaf, &f, err);
}

/* What a witness is sent that cosigned `old` entries last. */
static enum hf_rc put_body(struct asking *a, uint64_t old, struct hf_buf *out, struct hf_err *err)
{
    struct hf_leaves leaves = {&a->seat->hasher, a->leaf, (size_t)a->size};
    const struct hf_tree tree = hf_tree_of(&leaves);
    struct hf_submission submission = {.old = old, .note = a->note};
    if (old > 0 && old < a->size)
        HF_TRY(hf_tree_consistency(&a->seat->hasher, &tree, old, a->size, &submission.proof, err));
    hf_submission_put(out, &submission);
    return HF_OK;
}

static enum hf_rc post(struct asking *a, const struct hf_policy_name *name, uint64_t old, int32_t *status,
                       struct hf_str *body, struct hf_err *err)
{
    const struct hf_settings *settings = &a->seat->cli->settings;
    struct hf_buf url = hf_buf_in(a->seat->arena, 256), sent = hf_buf_in(a->seat->arena, 4096);
    struct hf_fetch fetch = {.ca_file = hf_settings_get(settings, HF_SET_NOTIFY_CA),
                             .most = HF_NOTE_MAX,
                             .type = HF_STR("text/plain"),
                             .status = status};
    HF_TRY(hf_networks_read(a->seat->arena, hf_settings_get(settings, HF_SET_NOTIFY_ALLOW),
                            HF_STR("notify.allow"), &fetch.allow, &fetch.allow_count, err));
    hf_buf_put(&url, name->url);
    hf_buf_put(&url, HF_STR("/add-checkpoint"));
    HF_TRY(put_body(a, old, &sent, err));
    fetch.url = hf_buf_str(&url);
    fetch.post = hf_buf_str(&sent);
    return hf_fetch(&fetch, a->seat->arena, body, err);
}

/* It tells how far it has cosigned when it is asked from another size than that. */
static enum hf_rc ask_one(struct asking *a, const struct hf_policy_name *name, struct hf_err *err)
{
    struct hf_str body;
    int64_t size = 0;
    int32_t status = 0;
    HF_TRY(post(a, name, 0, &status, &body, err));
    bool goes_on = status == HF_WITNESS_CONFLICT && hf_str_i64(hf_str_trim(body), &size) && size >= 0 &&
                   (uint64_t)size <= a->size;
    if (goes_on)
        HF_TRY(post(a, name, (uint64_t)size, &status, &body, err));
    if (status != HF_WITNESS_COSIGNS)
        return refused(name->witness.name, (enum hf_witness_answer)status, body, err);
    return hf_witness_line(&a->seat->hasher, a->seat->arena, a->note, body, &name->witness, &a->cosigned,
                           err);
}

static void add_row(struct asking *a, const struct hf_policy_name *name, const struct hf_err *why)
{
    struct hf_json_maker row = hf_json_make(a->seat->arena);
    struct hf_buf said = hf_buf_in(a->seat->arena, 512);
    if (why == NULL)
        hf_buf_put(&said, HF_STR("cosigned"));
    else
        hf_err_say(why, a->seat->cli->lang, &said);
    hf_json_add(&row, HF_STR("witness"), hf_json_of_text(name->witness.name));
    hf_json_add(&row, HF_STR("said"), hf_json_of_text(hf_buf_str(&said)));
    hf_json_add(&a->rows, HF_STR_NONE, hf_json_object(&row));
}

static void ask_all(struct asking *a)
{
    for (size_t i = 0; i < a->policy->names; i++) {
        const struct hf_policy_name *name = &a->policy->name[i];
        struct hf_err why;
        if (!name->is_group && name->url.len > 0)
            add_row(a, name, ask_one(a, name, &why) == HF_OK ? NULL : &why);
    }
}

/* Only lines of witnesses that are known and hold are worth anything: the note is judged as others will. */
static enum hf_rc judge(struct asking *a, struct hf_err *err)
{
    struct hf_note *note = HF_NEW(a->seat->arena, struct hf_note, 1);
    struct hf_policy_verdict verdict;
    HF_TRY(hf_note_read(hf_buf_str(&a->cosigned), note, err));
    return hf_policy_check(&a->seat->hasher, a->policy, note, &verdict, err);
}

static enum hf_rc put_out(struct hf_seat *seat, struct hf_str bytes, struct hf_err *err)
{
    struct hf_str output = hf_cli_value(seat->cli, HF_STR("output"));
    if (output.len > 0)
        return hf_file_put(output, bytes, seat->arena, err);
    hf_out_raw(seat->cli, bytes);
    return HF_OK;
}

static enum hf_rc ask(struct hf_seat *seat, struct hf_err *err)
{
    struct asking a = {.seat = seat, .policy = HF_NEW(seat->arena, struct hf_policy, 1)};
    struct hf_str text;
    HF_TRY(hf_file_read(hf_cli_arg(seat->cli, 0), POLICY_MAX, seat->arena, &text, err));
    HF_TRY(hf_policy_read(&seat->hasher, text, a.policy, err));
    HF_TRY(read_log(&a, err));
    a.cosigned = hf_buf_in(seat->arena, 4096);
    a.rows = hf_json_make(seat->arena);
    hf_buf_put(&a.cosigned, a.note);
    ask_all(&a);
    struct hf_json list = hf_json_list(&a.rows);
    hf_out_table(seat->cli, HF_VIEW(asked), &list);
    HF_TRY(judge(&a, err));
    return hf_cli_has(seat->cli, HF_STR("output")) ? put_out(seat, hf_buf_str(&a.cosigned), err) : HF_OK;
}

static enum hf_rc request(struct hf_seat *seat, struct hf_err *err)
{
    struct asking a = {.seat = seat};
    struct hf_buf body = hf_buf_in(seat->arena, 4096);
    struct hf_str typed = hf_cli_value(seat->cli, HF_STR("old"));
    int64_t old = 0;
    if (typed.len > 0 && (!hf_str_i64(typed, &old) || old < 0))
        return hf_fail(err, HF_WORD_submission_malformed, HF_STR("--old"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(read_log(&a, err));
    HF_TRY(put_body(&a, (uint64_t)old, &body, err));
    return put_out(seat, hf_buf_str(&body), err);
}

enum hf_rc hf_cmd_witness_ask(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, ask, err);
}

enum hf_rc hf_cmd_witness_request(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, request, err);
}
