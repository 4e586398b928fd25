/* SPDX-License-Identifier: Apache-2.0 */
#include "crash/traffic.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/people.h"
#include "host/arena.h"
#include "host/state.h"
#include "seal/ids.h"

enum {
    CASES_MAX = 12,
    COMMANDS_MAX = 20000,
    IDS_MAX = 100000,
    PATIENCE_MS = 60000,
    AGAIN_MS = 50,
    REST_MS = 5
};

/* A command that was answered with success. */
struct done {
    struct hf_id id, actor, file;
    const char *role, *on, *event;
    char payload[300];
    uint32_t seq, count;
};

struct traffic {
    struct office *office;
    struct peer *peer;
    uint64_t dice, their_dice;
    struct hf_arena run, arena; /* the seat's, and that of one command */
    struct hf_cli cli;
    struct hf_store store;
    struct hf_seat seat;
    struct hf_hasher hasher;
    struct hf_id ana, lou, authority;
    struct hf_id file[CASES_MAX];
    size_t cases;
    struct done command[COMMANDS_MAX];
    size_t commands, repeats;
    struct hf_response response; /* of the last offer */
    struct hf_err err;
    pthread_t ours, theirs; /* who commands, who answers */
    atomic_bool stopping;
};

/* What the ledger holds of one file: the commands whose events begin there. */
struct held {
    struct hf_id command;
    uint32_t seq;
};
static struct held held[IDS_MAX];
static size_t held_count;

static void must(enum hf_rc rc, const char *what, const struct hf_err *err)
{
    char text[4000] = "";
    struct hf_buf out = {.at = text, .size = sizeof text - 1};
    if (rc == HF_OK)
        return;
    hf_err_print(err, HF_EN, &out);
    give_up(what, text);
}

/* ---- commands ---- */

static struct hf_json json_of(struct traffic *t, const char *payload)
{
    struct hf_json json = {.kind = HF_JSON_NULL};
    struct hf_err err;
    char *copy = HF_NEW(&t->arena, char, strlen(payload) + 1);
    for (size_t i = 0; payload[i] != '\0'; i++)
        copy[i] = payload[i] == '\'' ? '"' : payload[i];
    if (payload[0] != '\0')
        must(hf_json_read(hf_str_of(copy), &hf_json_payload_limits, &t->arena, &json, &err), payload, &err);
    return json;
}

/* Offers it under its id until it is answered, by t->response. False: refused. */
static bool offer(struct traffic *t, const struct done *c)
{
    struct hf_response *out = &t->response;
    int64_t until = now_ms() + PATIENCE_MS;
    while (now_ms() < until) {
        hf_arena_reset(&t->arena, 0);
        struct hf_request request = {.kind = HF_REQUEST_COMMAND,
                                     .command = {.id = c->id,
                                                 .file = c->file,
                                                 .on = hf_str_of(c->on),
                                                 .event = hf_str_of(c->event),
                                                 .payload = json_of(t, c->payload),
                                                 .actor = c->actor,
                                                 .role = hf_str_of(c->role),
                                                 .known = HF_KNOWN_owner},
                                     .workflow = HF_STR("freeze-small")};
        memcpy(request.command.digest.byte, c->id.byte, sizeof c->id.byte);
        enum hf_rc rc = hf_desk_serve(t->seat.desk, &request, 1, &t->arena, out, &t->err);
        if (rc == HF_OK && out->outcome != HF_REFUSED_ANSWER)
            return true;
        if (rc == HF_OK && !hf_rc_retry(hf_err_rc(out->err)))
            return false;
        pause_ms(AGAIN_MS);
    }
    give_up("a command is answered in the end", c->event);
}

static struct done *act(struct traffic *t, struct done command)
{
    const struct hf_response *response = &t->response;
    if (t->commands == COMMANDS_MAX)
        give_up("commands", "too many");
    t->seat.dice.fill(t->seat.dice.self, &command.id, sizeof command.id);
    if (!offer(t, &command))
        return NULL;
    command.seq = response->seq;
    command.count = response->count;
    t->command[t->commands] = command;
    t->command[t->commands].file = response->file;
    return &t->command[t->commands++];
}

static void act_or_give_up(struct traffic *t, struct done command)
{
    if (act(t, command) == NULL)
        give_up("a command of the beginning is accepted", command.event);
}

/* One that was answered is answered the same again. */
static void repeat(struct traffic *t)
{
    const struct hf_response *response = &t->response;
    const struct done *first = &t->command[chance(&t->dice, (uint32_t)t->commands)];
    struct done again = *first;
    if (strcmp(again.event, "open") == 0)
        again.file = (struct hf_id){{0}};
    if (!offer(t, &again) || response->outcome != HF_REPEATED || response->seq != first->seq ||
        response->count != first->count || !hf_id_eq(&response->file, &first->file))
        give_up("a command repeated by its id is answered as the first time", first->event);
    t->repeats++;
}

static void put_id(char out[32], const struct hf_id *id)
{
    struct hf_buf text = {.at = out, .size = 31};
    hf_id_put(&text, id);
    out[text.len] = '\0';
}

/* A case with one request, sent to the peer. */
static void open_case(struct traffic *t)
{
    char authority[32];
    struct done draft = {.actor = t->ana, .role = "officer", .on = "request", .event = "draft"};
    struct done order = {.actor = t->ana, .role = "officer", .on = "measure", .event = "order"};
    struct done *opened =
        act(t, (struct done){.actor = t->ana, .role = "officer", .on = "case", .event = "open"});
    if (opened == NULL)
        give_up("a case is opened", "");
    struct hf_id file = t->file[t->cases++] = draft.file = order.file = opened->file;
    put_id(authority, &t->authority);
    act_or_give_up(t, (struct done){.actor = t->ana,
                                    .role = "investigator",
                                    .file = file,
                                    .on = "asset",
                                    .event = "asset.add",
                                    .payload = "{'kind':'account','description':'savings','state':'XF'}"});
    act_or_give_up(t, (struct done){.actor = t->lou,
                                    .role = "chamber",
                                    .file = file,
                                    .on = "order",
                                    .event = "order.add",
                                    .payload = "{'kind':'freeze','issued_by':'Chamber',"
                                               "'issued_on':'2026-11-20','number':'12'}"});
    snprintf(order.payload, sizeof order.payload, "{'asset':'asset/1','authority':'%s','order':'order/1'}",
             authority);
    act_or_give_up(t, order);
    snprintf(draft.payload, sizeof draft.payload,
             "{'addressee':'%s','measures':['measure/1'],'purpose':'protective measures'}", authority);
    act_or_give_up(t, draft);
    act_or_give_up(
        t,
        (struct done){.actor = t->lou, .role = "approver", .file = file, .on = "request/1", .event = "send"});
}

/* The peer asks for information; somebody of ours supplies it; so it can go on for ever. */
static void answer(struct traffic *t, struct notice *notice)
{
    size_t number = peer_answer(t->peer, notice, t->seat.clock.wall_ms(t->seat.clock.self));
    if (notice->seq == 1)
        notice->first = number;
    peer_post(t->peer, number);
}

/* A notice that came again is answered as the first time. */
static void look_at(struct traffic *t, struct notice *notice)
{
    unsigned times = peer_times(t->peer, &notice->jti);
    if (notice->seq > 0 && times > notice->times_seen)
        peer_post(t->peer, notice->first);
    notice->times_seen = times;
    answer(t, notice);
}

static void *say_answers(void *given)
{
    struct traffic *t = given;
    uint64_t dice = t->their_dice;
    for (size_t n = 0; !atomic_load(&t->stopping); n++) {
        struct notice *notice = peer_notice(t->peer, n % CASES_MAX);
        if (notice != NULL)
            look_at(t, notice);
        /* Most are said once only: what is said again would mend what was lost. */
        size_t again = chance(&dice, (uint32_t)peer_answers(t->peer) + 1);
        if (again % 8 == 1)
            peer_post(t->peer, again - 1);
        pause_ms(REST_MS);
    }
    return NULL;
}

static void *give_commands(void *given)
{
    struct traffic *t = given;
    while (!atomic_load(&t->stopping)) {
        if (t->cases < CASES_MAX && chance(&t->dice, 4) == 0)
            open_case(t);
        if (t->cases > 0)
            act(t, (struct done){.actor = t->ana,
                                 .role = "officer",
                                 .file = t->file[chance(&t->dice, (uint32_t)t->cases)],
                                 .on = "request/1",
                                 .event = "supply"});
        if (t->commands > 0)
            repeat(t);
        pause_ms(REST_MS);
    }
    return NULL;
}

void traffic_start(struct traffic *t)
{
    if (pthread_create(&t->ours, NULL, give_commands, t) != 0 ||
        pthread_create(&t->theirs, NULL, say_answers, t) != 0)
        give_up("traffic", "no thread");
}

void traffic_stop(struct traffic *t)
{
    atomic_store(&t->stopping, true);
    pthread_join(t->ours, NULL);
    pthread_join(t->theirs, NULL);
}

/* ---- making ---- */

static const char publish_file[] = "tests/vectors/workflow/freeze-small.json";
static const char *const keys[] = {"key",      "generate",           "--issuer", "https://court.example",
                                   "--origin", "court.example/log1", NULL};
static const char *const database[] = {"db", "init", NULL};
static const char *const founders[] = {"user",      "add",          "--first", "Ana Duval", "--second",
                                       "Lou Okoro", "--role",       "officer", "--role",    "approver",
                                       "--role",    "investigator", "--role",  "chamber",   NULL};
static const char *const confirm[] = {"directory", "confirm", "Central authority of XF", "--as",
                                      "Lou Okoro", "--role",  "administrator",           NULL};
static const char *const propose[] = {"workflow",  "publish", publish_file,    "--as",
                                      "Ana Duval", "--role",  "administrator", NULL};
static const char *const publish[] = {"workflow",  "publish", publish_file,    "--as",
                                      "Lou Okoro", "--role",  "administrator", NULL};

static void make_house(struct traffic *t)
{
    const struct office *office = t->office;
    must(hf_state_mark_demo(office->state, &t->err), "a state of the demo", &t->err);
    office_must(office, keys);
    office_must(office, database);
    office_must(office, founders);
    office_must(office, propose);
    office_must(office, publish);
}

static void make_directory(struct traffic *t)
{
    char entry[900], key[64] = "", path[100];
    struct hf_buf text = {.at = key, .size = sizeof key - 1};
    const char *import[] = {"directory", "import",        path, "--as", "Ana Duval",
                            "--role",    "administrator", NULL};
    hf_b64url_put(&text, peer_key(t->peer)->byte, sizeof peer_key(t->peer)->byte);
    snprintf(entry, sizeof entry,
             "{\"authorities\":[{\"name\":\"Central authority of XF\",\"kind\":\"state\",\"state\":\"XF\","
             "\"party\":true,\"languages\":[\"en\"],\"language_rule\":\"one_of\",\"channel\":\"push\","
             "\"calendar\":\"court\",\"endpoint\":\"https://127.0.0.1:%u/sets\",\"issuer\":\"" PEER_ISSUER
             "\",\"key\":\"%s\"}]}",
             peer_port(t->peer), key);
    office_write(t->office, "directory.json", entry);
    snprintf(path, sizeof path, "%s/directory.json", t->office->room);
    office_must(t->office, import);
    office_must(t->office, confirm);
}

/* As a command of the command line has it (cli/session.h), for as long as the test lasts. */
static void take_seat(struct traffic *t)
{
    t->cli = (struct hf_cli){.arena = &t->run, .out = stdout, .messages = stderr, .quiet = true};
    hf_settings_begin(&t->cli.settings, &t->run);
    must(hf_settings_put(&t->cli.settings, HF_STR("state"), hf_str_of(t->office->state), HF_STR("test"),
                         &t->err),
         "a setting", &t->err);
    must(hf_store_open(&t->cli, false, &t->store, &t->err), "the database", &t->err);
    must(hf_seat_open(&t->cli, &t->store, 64 << 20, &t->seat, &t->err), "a seat", &t->err);
}

static enum hf_rc take_authority(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct traffic *t = context;
    (void)err;
    t->authority = file->file;
    return HF_OK;
}

static void learn_names(struct traffic *t)
{
    struct hf_people people;
    must(hf_people_read(&t->seat, &people, &t->err), "people", &t->err);
    if (people.count != 2)
        give_up("two persons", "others");
    t->ana = people.person[0].id;
    t->lou = people.person[1].id;
    must(hf_files_each(&t->seat, HF_FILE_AUTHORITY, take_authority, t, &t->err), "the authority", &t->err);
}

struct traffic *traffic_make(struct office *office, uint64_t seed)
{
    struct traffic *t = calloc(1, sizeof *t);
    struct hf_public_key court;
    if (t == NULL || hf_host_arena_open(&t->run, HF_HOST_ARENA_SIZE, &t->err) != HF_OK ||
        hf_host_arena_open(&t->arena, HF_HOST_ARENA_SIZE, &t->err) != HF_OK)
        give_up("traffic", "no memory");
    t->office = office;
    t->dice = seed;
    t->their_dice = seed + 1;
    hf_hasher_init(&t->hasher);
    make_house(t);
    take_seat(t);
    must(t->seat.keys.public_key(t->seat.keys.self, HF_KEY_NOTICE, &court, &t->err), "the key of notices",
         &t->err);
    t->peer = peer_open(office, &court.key);
    make_directory(t);
    learn_names(t);
    return t;
}

void traffic_end(struct traffic *t)
{
    peer_close(t->peer);
    hf_seat_close(&t->seat);
    hf_store_close(&t->store);
    hf_hasher_done(&t->hasher);
    hf_host_arena_close(&t->arena);
    hf_host_arena_close(&t->run);
    free(t);
}

/* ---- looking ---- */

struct looking {
    struct traffic *t;
    size_t waiting, notices;
};

static enum hf_rc take_delivery(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct looking *looking = context;
    (void)err;
    looking->notices++;
    looking->waiting += row->delivery.state != HF_DELIVERED;
    if (row->delivery.state == HF_DELIVERED && peer_times(looking->t->peer, &row->delivery.outbox.token) == 0)
        give_up("a notice that is settled came to the focal point", "it did not");
    return HF_OK;
}

/* A connection may have been lost since it was last used; the next one is whole. */
static void ask(struct traffic *t, enum hf_question question, const struct hf_id *file, hf_row_fn row,
                void *context)
{
    struct hf_ask parameters = {.id = *file, .from = 1, .to = INT32_MAX};
    struct hf_err err;
    enum hf_rc rc = t->seat.ledger.ask(t->seat.ledger.self, question, &parameters, row, context, &err);
    if (rc == HF_UNAVAILABLE)
        rc = t->seat.ledger.ask(t->seat.ledger.self, question, &parameters, row, context, &err);
    must(rc, "the ledger answers", &err);
}

static size_t count_notices(struct traffic *t, size_t *waiting)
{
    struct looking looking = {.t = t};
    for (size_t i = 0; i < t->cases; i++)
        ask(t, HF_ASK_outbox_of_file, &t->file[i], take_delivery, &looking);
    *waiting = looking.waiting;
    return looking.notices;
}

bool traffic_settled(struct traffic *t)
{
    size_t waiting;
    return count_notices(t, &waiting) >= t->cases && waiting == 0;
}

/* The first event of each command of a file. */
static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct traffic *t = context;
    struct hf_json header;
    hf_arena_reset(&t->arena, 0);
    HF_TRY(hf_json_read(row->event.header, &hf_json_payload_limits, &t->arena, &header, err));
    const struct hf_json *part = HF_JSON_GET(&header, "part");
    if (part->is.list.item[0].is.integer != 1)
        return HF_OK;
    if (held_count == IDS_MAX ||
        !hf_id_read(hf_json_text(&header, HF_STR("command")), &held[held_count].command))
        give_up("an event names its command", "it does not");
    held[held_count++].seq = row->event.seq;
    return HF_OK;
}

static int by_command(const void *a, const void *b)
{
    return hf_id_order(&((const struct held *)a)->command, &((const struct held *)b)->command);
}

/* There once, and nothing is there twice. */
static const struct held *find_held(const struct hf_id *id)
{
    const struct held key = {.command = *id};
    return bsearch(&key, held, held_count, sizeof held[0], by_command);
}

static void read_held(struct traffic *t)
{
    held_count = 0;
    for (size_t i = 0; i < t->cases; i++)
        ask(t, HF_ASK_events_of_file, &t->file[i], take_event, t);
    qsort(held, held_count, sizeof held[0], by_command);
    for (size_t i = 1; i < held_count; i++)
        if (hf_id_eq(&held[i - 1].command, &held[i].command))
            give_up("no command is there twice", "one is");
}

struct traffic_figures traffic_check(struct traffic *t)
{
    size_t waiting;
    struct traffic_figures figures = {.cases = t->cases, .commands = t->commands, .again = t->repeats};
    figures.answers = peer_answers(t->peer);
    figures.notices = count_notices(t, &waiting);
    read_held(t);
    for (size_t i = 0; i < t->commands; i++) {
        const struct held *found = find_held(&t->command[i].id);
        if (found == NULL || found->seq != t->command[i].seq)
            give_up("a command that was answered is there", t->command[i].event);
    }
    for (size_t i = 0; i < figures.answers; i++) {
        struct hf_id id = hf_answer_command_id(&t->hasher, HF_STR(PEER_ISSUER), peer_jti(t->peer, i));
        if (find_held(&id) == NULL)
            give_up("an answer that was taken is there", peer_jti(t->peer, i).at);
    }
    return figures;
}
