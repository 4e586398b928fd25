/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/world.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "casefile/house.h"
#include "seal/token.h"

enum { DEFINITIONS_SIZE = 96 << 20, ARENA_SIZE = 128 << 20 };
static const char origin[] = "court.example/log1", issuer[] = "https://court.example";

/* ---- made and ended ---- */

static _Noreturn void give_up(const struct hf_err *err, const char *what)
{
    char text[4000];
    struct hf_buf out = HF_BUF(text);
    hf_err_print(err, HF_EN, &out);
    fprintf(stderr, "%s: %.*s\n", what, (int)out.len, text);
    abort();
}

static void make_arena(struct hf_arena *arena, size_t size)
{
    void *block = malloc(size);
    HF_CHECK(block != NULL);
    hf_arena_init(arena, block, size);
}

static void open_desk(struct world *w, size_t desk)
{
    const struct hf_desk_setup setup = {.ledger =
                                            w->ledgers != NULL ? w->ledgers[desk] : twin_ledger(w->store),
                                        .clock = twin_clock(&w->clock),
                                        .dice = twin_dice(&w->dice),
                                        .keys = twin_keys(&w->keys),
                                        .signer = twin_signer(&w->signer),
                                        .memory = {&w->held, twin_resize},
                                        .house = w->house,
                                        .origin = hf_str_of(origin),
                                        .log_id = {{0xE0}},
                                        .build = HF_STR("holdfast test"),
                                        .cache_bytes = w->cache_bytes};
    w->desk[desk] = hf_desk_open(&setup, &w->err);
    if (w->desk[desk] == NULL)
        give_up(&w->err, "desk");
    if (w->believes)
        hf_desk_believe(w->desk[desk]);
}

void world_make(struct world *w, size_t desks, uint64_t seed)
{
    world_make_on(w, desks, seed, NULL);
}

void world_make_on(struct world *w, size_t desks, uint64_t seed, const struct hf_ledger *ledgers)
{
    struct hf_findings findings;
    *w = (struct world){.clock = {.now_ms = INT64_C(1795425240000)}, /* 2026-11-23T09:14:00.000Z */
                        .dice = {.seed = seed},
                        .keys = {.origin = origin, .issuer = issuer},
                        .signer = {.origin = origin},
                        .desks = desks,
                        .ledgers = ledgers,
                        .cache_bytes = 64 << 20};
    w->store = twin_store_make();
    make_arena(&w->definitions, DEFINITIONS_SIZE);
    make_arena(&w->arena, ARENA_SIZE);
    hf_hasher_init(&w->hasher);
    if (hf_flow_read(hf_house_text(), HF_FLOW_HOUSE, NULL, &w->definitions, &w->house, &findings, &w->err) !=
        HF_OK)
        give_up(&w->err, "house");
    for (size_t i = 0; i < desks; i++)
        open_desk(w, i);
}

void world_believe(struct world *w)
{
    w->believes = true;
    for (size_t i = 0; i < w->desks; i++)
        hf_desk_believe(w->desk[i]);
}

void world_free(struct world *w)
{
    for (size_t i = 0; i < w->desks; i++)
        hf_desk_close(w->desk[i]);
    hf_hasher_done(&w->hasher);
    free(w->definitions.at);
    free(w->arena.at);
    twin_store_free(w->store);
}

int world_begin(void **state)
{
    struct world *w = malloc(sizeof *w);
    HF_CHECK(w != NULL);
    world_make(w, 2, 1);
    world_found(w);
    *state = w;
    return 0;
}

int world_end(void **state)
{
    world_free(*state);
    free(*state);
    return 0;
}

void world_reset(struct world *w)
{
    hf_arena_reset(&w->arena, 0);
}

void world_kill(struct world *w, size_t desk)
{
    hf_desk_close(w->desk[desk]);
    open_desk(w, desk);
}

/* ---- requests ---- */

struct hf_json world_json(struct world *w, const char *text)
{
    struct hf_json json = {.kind = HF_JSON_NULL};
    if (text == NULL)
        return json;
    char *copy = HF_NEW(&w->arena, char, strlen(text) + 1);
    for (size_t i = 0; text[i] != '\0'; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i];
    if (hf_json_read(hf_str_of(copy), &hf_json_payload_limits, &w->arena, &json, &w->err) != HF_OK)
        give_up(&w->err, text);
    return json;
}

struct hf_str world_text(struct world *w, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(&w->arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_buf_str(&text);
}

struct hf_request world_request(struct world *w, const struct hf_id *actor, const char *role,
                                const struct hf_id *file, const char *on, const char *event,
                                const char *payload)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND,
                                 .command = {.on = hf_str_of(on),
                                             .event = hf_str_of(event),
                                             .payload = world_json(w, payload),
                                             .actor = *actor,
                                             .role = hf_str_of(role),
                                             .known = HF_KNOWN_os_account}};
    if (file != NULL)
        request.command.file = *file;
    w->commands++;
    memcpy(request.command.id.byte, &w->commands, sizeof w->commands);
    memcpy(request.command.digest.byte, &w->commands, sizeof w->commands);
    return request;
}

enum hf_outcome world_serve(struct world *w, size_t desk, const struct hf_request *request)
{
    if (hf_desk_serve(w->desk[desk], request, 1, &w->arena, &w->response, &w->err) != HF_OK)
        give_up(&w->err, "serve");
    hf_desk_rest(w->desk[desk]);
    return w->response.outcome;
}

static void must(struct world *w, const struct hf_request *request)
{
    if (world_serve(w, 0, request) == HF_REFUSED_ANSWER)
        give_up(w->response.err, "refused");
}

void world_do(struct world *w, const struct hf_id *actor, const char *role, const struct hf_id *file,
              const char *on, const char *event, const char *payload)
{
    struct hf_request request = world_request(w, actor, role, file, on, event, payload);
    must(w, &request);
}

/* ---- the house ---- */

static void found_people(struct world *w)
{
    static const struct hf_str first[] = {HF_STR_INIT("administrator"), HF_STR_INIT("officer"),
                                          HF_STR_INIT("investigator")};
    static const struct hf_str second[] = {HF_STR_INIT("administrator"), HF_STR_INIT("approver"),
                                           HF_STR_INIT("chamber")};
    struct hf_founder founders[2] = {
        {.name = HF_STR("Ana Duval"), .organ = HF_STR("registry"), .role = first, .roles = 3},
        {.name = HF_STR("Lou Okoro"), .organ = HF_STR("registry"), .role = second, .roles = 3}};
    if (hf_house_found(w->desk[0], founders, &w->arena, &w->err) != HF_OK)
        give_up(&w->err, "founding");
    w->officer = founders[0].id;
    w->approver = founders[1].id;
    w->people = hf_case_head(hf_desk_house(w->desk[0])->people)->file;
    w->library = hf_case_head(hf_desk_house(w->desk[0])->library)->file;
    world_do(w, &w->officer, "administrator", &w->people, "person", "person.propose",
             "{'name':'Ida Clerk','organ':'registry','roles':['dispatcher']}");
    w->clerk = w->response.instance;
    world_do(w, &w->approver, "administrator", &w->people, "person/3", "person.confirm", NULL);
}

void world_enrol(struct world *w, size_t i)
{
    static const char *const issuers[] = {"https://fp0.example", "https://fp1.example"};
    static const char *const names[] = {"XF", "XG"};
    struct world_focal *focal = &w->focal[i];
    struct hf_seed seed = {{(unsigned char)(0xF0 + i)}};
    struct hf_buf key = hf_buf_in(&w->arena, 44);
    char payload[700];
    focal->issuer = issuers[i];
    hf_key_make(&seed, &focal->secret, &focal->key);
    hf_b64url_put(&key, focal->key.byte, sizeof focal->key.byte);
    snprintf(payload, sizeof payload,
             "{'name':'Central authority of %s','kind':'state','state':'%s','party':true,'languages':['en'],"
             "'language_rule':'one_of','channel':'push','calendar':'court','endpoint':'%s/sets',"
             "'issuer':'%s','key':'%.*s'}",
             names[i], names[i], issuers[i], issuers[i], HF_STR_ARG(hf_buf_str(&key)));
    struct hf_request request =
        world_request(w, &w->officer, "administrator", NULL, "authority", "authority.propose", payload);
    request.command.name = hf_str_of(names[i]);
    must(w, &request);
    focal->authority = w->response.file;
    world_do(w, &w->approver, "administrator", &focal->authority, "authority", "authority.confirm", NULL);
}

struct hf_str world_file(struct world *w, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(&w->arena, char, 1 << 20);
    HF_CHECK(file != NULL);
    size_t len = fread(text, 1, 1 << 20, file);
    fclose(file);
    return (struct hf_str){text, len};
}

void world_publish(struct world *w, const char *path)
{
    struct hf_str text = world_file(w, path);
    const struct hf_id *by[] = {&w->officer, &w->approver};
    for (size_t i = 0; i < 2; i++) {
        struct hf_request as = world_request(w, by[i], "administrator", NULL, "", "", NULL);
        if (hf_definition_publish(w->desk[0], text, &as.command, &w->arena, &w->response, &w->err) != HF_OK)
            give_up(&w->err, path);
    }
}

void world_found(struct world *w)
{
    found_people(w);
    for (size_t i = 0; i < WORLD_FOCALS; i++)
        world_enrol(w, i);
    world_publish(w, "tests/vectors/workflow/freeze-small.json");
    world_reset(w);
}

/* ---- a case ---- */

struct hf_id world_case(struct world *w)
{
    char payload[400];
    struct hf_str authority = world_text(w, &w->focal[0].authority);
    struct hf_request open = world_request(w, &w->officer, "officer", NULL, "case", "open", NULL);
    open.workflow = HF_STR("freeze-small");
    must(w, &open);
    struct hf_id file = w->response.file;
    world_do(w, &w->officer, "investigator", &file, "asset", "asset.add",
             "{'kind':'account','description':'savings','state':'XF'}");
    world_do(w, &w->officer, "investigator", &file, "asset", "asset.add",
             "{'kind':'real_estate','description':'villa','state':'XF'}");
    world_do(w, &w->approver, "chamber", &file, "order", "order.add",
             "{'kind':'freeze','issued_by':'Court of Port Lumen','issued_on':'2026-11-20','number':'12'}");
    for (int i = 1; i <= 2; i++) {
        snprintf(payload, sizeof payload, "{'asset':'asset/%d','authority':'%.*s','order':'order/1'}", i,
                 HF_STR_ARG(authority));
        world_do(w, &w->officer, "officer", &file, "measure", "order", payload);
    }
    snprintf(payload, sizeof payload,
             "{'addressee':'%.*s','measures':['measure/1','measure/2'],'purpose':'protective measures'}",
             HF_STR_ARG(authority));
    world_do(w, &w->officer, "officer", &file, "request", "draft", payload);
    return file;
}

static enum hf_rc take_thread(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(struct hf_thread_row *)context = row->thread;
    return HF_OK;
}

/* As it was told with the thread; of a thread that is theirs or nobody's, a name of their own. */
static struct hf_str subject_of(struct world *w, const struct world_focal *from, struct hf_str txn)
{
    struct hf_ledger ledger = w->ledgers == NULL ? twin_ledger(w->store) : w->ledgers[0];
    struct hf_keys keys = twin_keys(&w->keys);
    struct hf_thread_row thread = {.instance = 0};
    struct hf_ask ask = {0};
    struct hf_str sub_id = HF_STR("a-case");
    if (!hf_id_read(txn, &ask.id) ||
        ledger.ask(ledger.self, HF_ASK_thread, &ask, take_thread, &thread, &w->err) != HF_OK ||
        hf_id_is_zero(&thread.thread))
        return sub_id;
    unsigned char both[2 * HF_ID_SIZE];
    struct hf_digest name;
    struct hf_buf text = hf_buf_in(&w->arena, HF_DIGEST_TEXT);
    memcpy(both, thread.file.byte, HF_ID_SIZE);
    memcpy(both + HF_ID_SIZE, from->authority.byte, HF_ID_SIZE);
    HF_CHECK(keys.mac(keys.self, HF_PART(both), &name, &w->err) == HF_OK);
    hf_digest_put(&text, &name);
    return hf_buf_str(&text);
}

struct hf_request world_answer(struct world *w, size_t focal, const char *event, const char *jti,
                               struct hf_str txn, const char *content)
{
    const struct world_focal *from = &w->focal[focal];
    struct hf_buf claims = hf_buf_in(&w->arena, 1024), urn = hf_buf_in(&w->arena, 64);
    hf_buf_put(&urn, HF_STR(HF_EVENT_URN));
    hf_buf_put(&urn, hf_str_of(event));
    const struct hf_set set = {.iss = hf_str_of(from->issuer),
                               .aud = hf_str_of(issuer),
                               .jti = hf_arena_keep(&w->arena, hf_str_of(jti)),
                               .txn = txn,
                               .iat_s = w->clock.now_ms / 1000,
                               .toe_s = -1,
                               .sub_id = subject_of(w, from, txn),
                               .event = hf_buf_str(&urn),
                               .content = world_json(w, content)};
    hf_set_write(&w->arena, &set, &claims);
    return (struct hf_request){
        .kind = HF_REQUEST_TOKEN,
        .token = hf_token_sign(&w->hasher, &w->arena, &from->secret, &from->key, hf_buf_str(&claims))};
}

/* ---- what was sent ---- */

struct sent {
    struct world *w;
    struct hf_delivery_row last;
    size_t count;
    struct hf_str token;
};

static enum hf_rc take_delivery(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct sent *sent = context;
    (void)err;
    sent->last = row->delivery;
    sent->last.class_name = hf_arena_keep(&sent->w->arena, row->delivery.class_name);
    sent->last.said = hf_arena_keep(&sent->w->arena, row->delivery.said);
    sent->count++;
    return HF_OK;
}

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct sent *sent = context;
    (void)err;
    sent->token = hf_arena_keep(&sent->w->arena, row->token.bytes);
    return HF_OK;
}

static void look(struct world *w, enum hf_question question, const struct hf_id *id, hf_row_fn take,
                 struct sent *into)
{
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_ask ask = {.id = *id};
    HF_CHECK(ledger.ask(ledger.self, question, &ask, take, into, &w->err) == HF_OK);
}

size_t world_notices(struct world *w, const struct hf_id *file)
{
    struct sent sent = {.w = w};
    look(w, HF_ASK_outbox_of_file, file, take_delivery, &sent);
    return sent.count;
}

struct hf_delivery_row world_delivery(struct world *w, const struct hf_id *file)
{
    struct sent sent = {.w = w};
    look(w, HF_ASK_outbox_of_file, file, take_delivery, &sent);
    HF_CHECK(sent.count != 0);
    return sent.last;
}

struct hf_str world_notice(struct world *w, const struct hf_id *file)
{
    struct sent sent = {.w = w};
    struct hf_delivery_row last = world_delivery(w, file);
    look(w, HF_ASK_token, &last.outbox.token, take_token, &sent);
    return sent.token;
}

struct hf_set world_notice_claims(struct world *w, const struct hf_id *file)
{
    struct hf_token token;
    struct hf_set set;
    struct hf_secret secret;
    struct hf_public key;
    twin_key_pair(HF_KEY_NOTICE, &secret, &key);
    HF_CHECK(hf_token_read(&w->arena, world_notice(w, file), &token, &w->err) == HF_OK);
    HF_CHECK(hf_token_verify(&w->hasher, &token, &key, &w->err) == HF_OK);
    HF_CHECK(hf_set_read(&w->arena, token.payload, &set, &w->err) == HF_OK);
    return set;
}

/* ---- what stands ---- */

struct hf_str world_state(struct world *w, const struct hf_id *file, const char *on)
{
    const struct hf_case *c;
    struct hf_flows flows;
    if (hf_desk_file(w->desk[0], file, &w->arena, &c, &flows, &w->err) != HF_OK)
        give_up(&w->err, "file");
    hf_instance i = hf_case_find(&flows, c, hf_str_of(on));
    HF_CHECK(i != HF_NO_INSTANCE);
    return hf_case_kind(&flows, c, i)->state[hf_case_instance(c, i)->state].name;
}
