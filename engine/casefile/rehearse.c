/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/rehearse.h"

enum { REPLAY_SIZE = 64 << 20, SCRATCH_SIZE = 8 << 20 };

/* ---- one command ---- */

/* Ids and chance follow from the count, so that a rehearsal can be had again. */
static void seed(struct hf_rehearsal *r, struct hf_command *command)
{
    command->at_ms = r->now_ms;
    r->commands++;
    memcpy(command->id.byte, &r->commands, sizeof r->commands);
    memcpy(command->seed, &r->commands, sizeof r->commands);
}

static bool same_case(struct hf_rehearsal *r)
{
    struct hf_case live = hf_case_copy(&r->arena, &r->last.after),
                   told = hf_case_copy(&r->arena, &r->replay.c);
    hf_case_set_link(&live, &hf_case_head(&told)->link);
    return live.used == told.used && memcmp(live.at, told.at, live.used) == 0;
}

/* Seals what was decided and replays it from its bytes. */
static enum hf_rc replay(struct hf_rehearsal *r)
{
    const struct hf_blind blind = {{7}};
    for (size_t i = 0; i < r->last.count; i++) {
        struct hf_fact *fact = &r->last.events[i], again;
        struct hf_digest before = r->replay.link;
        HF_TRY(hf_fact_seal(&r->hasher, &before, &blind, &r->arena, fact, &r->err));
        HF_TRY(hf_replay_next(&r->replay, &blind, fact->header_bytes, fact->payload_bytes, &again, &r->err));
        if (!hf_digest_eq(&again.leaf, &fact->leaf))
            return hf_fail(&r->err, HF_WORD_rehearsal_differs, fact->header.on, fact->header.act,
                           HF_STR_NONE);
    }
    return same_case(r) ? HF_OK
                        : hf_fail(&r->err, HF_WORD_rehearsal_differs, HF_STR_NONE,
                                  r->last.events[0].header.act, HF_STR_NONE);
}

enum hf_rc hf_rehearse_take(struct hf_rehearsal *r)
{
    r->c = r->last.after;
    HF_TRY(replay(r));
    if (r->seen != NULL)
        r->seen(r);
    return HF_OK;
}

enum hf_rc hf_rehearse_act(struct hf_rehearsal *r, struct hf_command *command, bool *aside)
{
    struct hf_err refusal;
    command->file = hf_case_head(&r->c)->file;
    seed(r, command);
    enum hf_rc rc = hf_decide(&r->flows, &r->house, &r->c, command, &r->arena, &r->last, &r->err);
    *aside = rc == HF_REFUSED && !hf_id_is_zero(&command->thread);
    if (!*aside)
        return rc == HF_OK ? hf_rehearse_take(r) : rc;
    refusal = r->err;
    HF_TRY(hf_decide_set_aside(&r->flows, &r->house, &r->c, command, &refusal, &r->arena, &r->last, &r->err));
    HF_TRY(hf_rehearse_take(r));
    r->err = refusal;
    return HF_OK;
}

enum hf_rc hf_rehearse_house(struct hf_rehearsal *r, struct hf_case *file, struct hf_command *command)
{
    struct hf_flows flows = {.house = r->house_flow};
    command->file = hf_case_head(file)->file;
    seed(r, command);
    HF_TRY(hf_decide(&flows, &r->house, file, command, &r->arena, &r->last, &r->err));
    *file = r->last.after;
    return HF_OK;
}

enum hf_known hf_rehearse_known(const struct hf_rehearsal *r, const struct hf_id *actor)
{
    return hf_house_authority(&r->house, actor) != NULL ? HF_KNOWN_own_key : HF_KNOWN_os_account;
}

/* ---- time ---- */

static enum hf_rc fire(struct hf_rehearsal *r, const struct hf_due *due)
{
    r->now_ms = due->due_ms > r->now_ms ? due->due_ms : r->now_ms;
    struct hf_command command = hf_due_command(&r->flows, &r->c, due, &r->house, &r->arena);
    struct hf_id id = command.id;
    seed(r, &command);
    command.id = id;
    HF_TRY(hf_decide(&r->flows, &r->house, &r->c, &command, &r->arena, &r->last, &r->err));
    return hf_rehearse_take(r);
}

enum hf_rc hf_rehearse_wait(struct hf_rehearsal *r, int64_t until_ms, size_t *fired)
{
    const struct hf_due *due;
    *fired = 0;
    while (hf_due_list(&r->flows, &r->house, &r->c, &r->arena, &due) > 0 && due[0].due_ms <= until_ms) {
        HF_TRY(fire(r, &due[0]));
        ++*fired;
    }
    r->now_ms = until_ms;
    return HF_OK;
}

/* ---- the house ---- */

static enum hf_rc house_act(struct hf_rehearsal *r, struct hf_case *file, enum hf_known known,
                            const struct hf_id *actor, const char *on, const char *event,
                            const struct hf_json *payload)
{
    struct hf_command command = {
        .on = hf_str_of(on), .event = hf_str_of(event), .payload = *payload, .actor = *actor, .known = known};
    return hf_rehearse_house(r, file, &command);
}

static enum hf_rc found_file(struct hf_rehearsal *r)
{
    const struct hf_id file = {{1}};
    struct hf_json_maker names = hf_json_make(&r->arena);
    hf_json_add(&names, HF_STR("first_name"), hf_json_of_text(HF_STR("First Founder")));
    hf_json_add(&names, HF_STR("second_name"), hf_json_of_text(HF_STR("Second Founder")));
    struct hf_json payload = hf_json_object(&names);
    r->people = hf_case_new(&r->arena, &file, HF_FILE_PEOPLE, &(struct hf_digest){{0}});
    r->house.people = &r->people;
    return house_act(r, &r->people, HF_KNOWN_owner, &r->house.log_id, "people", "people.found", &payload);
}

enum hf_rc hf_rehearse_person(struct hf_rehearsal *r, const struct hf_json *person, struct hf_id *id)
{
    HF_TRY(house_act(r, &r->people, HF_KNOWN_owner, &r->house.log_id, "person", "person.found", person));
    *id = hf_case_instance(&r->people, hf_case_head(&r->people)->instances - 1)->id;
    return HF_OK;
}

static enum hf_rc found(struct hf_rehearsal *r)
{
    static const struct hf_str name[] = {HF_STR_INIT("First Founder"), HF_STR_INIT("Second Founder")};
    struct hf_json_maker roles = hf_json_make(&r->arena);
    struct hf_id id;
    hf_json_add(&roles, HF_STR_NONE, hf_json_of_text(HF_STR("administrator")));
    HF_TRY(found_file(r));
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++) {
        struct hf_json_maker person = hf_json_make(&r->arena);
        hf_json_add(&person, HF_STR("name"), hf_json_of_text(name[i]));
        hf_json_add(&person, HF_STR("organ"), hf_json_of_text(HF_STR("registry")));
        hf_json_add(&person, HF_STR("roles"), hf_json_list(&roles));
        struct hf_json payload = hf_json_object(&person);
        HF_TRY(hf_rehearse_person(r, &payload, &id));
    }
    return HF_OK;
}

struct hf_id hf_rehearse_founder(const struct hf_rehearsal *r, unsigned which)
{
    return hf_case_instance(&r->people, which + 1)->id;
}

enum hf_rc hf_rehearse_authority(struct hf_rehearsal *r, const struct hf_json *authority, struct hf_id *id)
{
    const struct hf_json none = {.kind = HF_JSON_NULL};
    const struct hf_id first = hf_rehearse_founder(r, 0), second = hf_rehearse_founder(r, 1);
    size_t i = r->house.authority_count;
    if (i == HF_REHEARSAL_AUTHORITIES)
        return hf_fail(&r->err, HF_WORD_rehearsal_full, HF_STR_NONE, HF_STR("16"), HF_STR_NONE);
    r->authority[i] = (struct hf_id){{(unsigned char)(0xA0 + i)}};
    r->authorities[i] = hf_case_new(&r->arena, &r->authority[i], HF_FILE_AUTHORITY, &(struct hf_digest){{0}});
    HF_TRY(house_act(r, &r->authorities[i], HF_KNOWN_os_account, &first, "authority", "authority.propose",
                     authority));
    HF_TRY(house_act(r, &r->authorities[i], HF_KNOWN_os_account, &second, "authority", "authority.confirm",
                     &none));
    r->house.authority_count++;
    *id = r->authority[i];
    return HF_OK;
}

/* ---- begun ---- */

/* One that nobody migrated to is the one that the case is read with. */
static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    const struct hf_rehearsal *r = context;
    for (size_t i = 0; i < r->versions; i++)
        if (hf_digest_eq(&r->version[i].digest, digest))
            return r->version[i].flow;
    return r->flows.workflow;
}

static enum hf_rc add_version(struct hf_rehearsal *r, const struct hf_flow *flow, struct hf_digest *digest)
{
    hf_sha256(&r->hasher, &flow->source, 1, digest);
    if (r->versions == HF_REHEARSAL_VERSIONS)
        return hf_fail(&r->err, HF_WORD_rehearsal_versions, HF_STR_NONE, HF_STR("8"), HF_STR_NONE);
    r->version[r->versions].digest = *digest;
    r->version[r->versions++].flow = flow;
    return HF_OK;
}

void hf_rehearse_case(struct hf_rehearsal *r, const struct hf_flow *workflow)
{
    const struct hf_id file = {{0xCA, 0x5E}};
    struct hf_digest link0;
    r->flows.workflow = workflow;
    r->versions = 0;
    hf_chain_start(&r->hasher, r->house.log, &file, &link0);
    r->c = hf_case_new(&r->arena, &file, HF_FILE_CASE, &link0);
    hf_arena_reset(&r->replay_arena, 0);
    hf_replay_begin(&r->replay, &r->hasher, r->house.log, &file, HF_FILE_CASE, r->house_flow,
                    &r->replay_arena, &r->scratch);
    r->replay.definition = definition;
    r->replay.context = r;
    r->replay.flows.workflow = workflow;
}

/* ---- to another version ---- */

static struct hf_json proposal(struct hf_rehearsal *r, const struct hf_map *map,
                               const struct hf_digest *digest)
{
    struct hf_json_maker said = hf_json_make(&r->arena);
    struct hf_buf text = hf_buf_in(&r->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    hf_json_add(&said, HF_STR("digest"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(&said, HF_STR("from"), hf_json_of_int(map->from));
    hf_json_add(&said, HF_STR("reason"), hf_json_of_text(map->reason));
    hf_json_add(&said, HF_STR("to"), hf_json_of_int(map->to));
    hf_json_add(&said, HF_STR("workflow"), hf_json_of_text(map->workflow));
    return hf_json_object(&said);
}

static enum hf_rc sign(struct hf_rehearsal *r, const struct hf_map *map, const struct hf_digest *digest)
{
    const struct hf_id file = {{2}}, first = hf_rehearse_founder(r, 0), second = hf_rehearse_founder(r, 1);
    const struct hf_json none = {.kind = HF_JSON_NULL}, said = proposal(r, map, digest);
    struct hf_buf on = hf_buf_in(&r->arena, 32);
    if (r->library.at == NULL) {
        r->library = hf_case_new(&r->arena, &file, HF_FILE_LIBRARY, &(struct hf_digest){{0}});
        r->house.library = &r->library;
        HF_TRY(
            house_act(r, &r->library, HF_KNOWN_owner, &r->house.log_id, "library", "library.found", &none));
    }
    HF_TRY(house_act(r, &r->library, HF_KNOWN_os_account, &first, "migration", "migration.propose", &said));
    hf_case_put_name(&(struct hf_flows){.house = r->house_flow}, &r->library,
                     hf_case_head(&r->library)->instances - 1, &on);
    hf_buf_put_char(&on, '\0');
    return house_act(r, &r->library, HF_KNOWN_os_account, &second, on.at, "migration.confirm", &none);
}

enum hf_rc hf_rehearse_migrate(struct hf_rehearsal *r, const struct hf_map *map, const struct hf_flow *to,
                               const struct hf_id *actor)
{
    struct hf_digest before;
    struct hf_leading leading = {.map = map, .to = to};
    struct hf_command command = {.on = HF_STR("case"),
                                 .event = HF_STR(HF_MIGRATE_EVENT),
                                 .file = hf_case_head(&r->c)->file,
                                 .actor = *actor,
                                 .known = hf_rehearse_known(r, actor)};
    if (r->versions == 0)
        HF_TRY(add_version(r, r->flows.workflow, &before));
    hf_sha256(&r->hasher, &map->source, 1, &leading.digest);
    HF_TRY(sign(r, map, &leading.digest));
    HF_TRY(add_version(r, to, &leading.definition));
    seed(r, &command);
    HF_TRY(
        hf_decide_migration(&r->flows, &leading, &r->house, &r->c, &command, &r->arena, &r->last, &r->err));
    r->flows.workflow = to;
    return hf_rehearse_take(r);
}

void hf_rehearse_keep(const struct hf_rehearsal *r, struct hf_arena *arena, struct hf_rehearsal_moment *out)
{
    *out = (struct hf_rehearsal_moment){.live = hf_case_keep(arena, &r->c),
                                        .replayed = hf_case_keep(arena, &r->replay.c),
                                        .link = r->replay.link,
                                        .now_ms = r->now_ms};
}

void hf_rehearse_return(struct hf_rehearsal *r, const struct hf_rehearsal_moment *moment)
{
    hf_arena_reset(&r->replay_arena, 0);
    r->c = hf_case_copy(&r->arena, &moment->live);
    r->replay.c = hf_case_copy(&r->replay_arena, &moment->replayed);
    r->replay.link = moment->link;
    r->now_ms = moment->now_ms;
}

enum hf_rc hf_rehearse(struct hf_rehearsal *r, const struct hf_flow *house, int64_t now_ms, void *block,
                       size_t size)
{
    *r = (struct hf_rehearsal){.house_flow = house, .now_ms = now_ms};
    hf_hasher_init(&r->hasher);
    hf_arena_init(&r->arena, block, size);
    hf_arena_init(&r->replay_arena, HF_NEW_UNSET(&r->arena, unsigned char, REPLAY_SIZE), REPLAY_SIZE);
    hf_arena_init(&r->scratch, HF_NEW_UNSET(&r->arena, unsigned char, SCRATCH_SIZE), SCRATCH_SIZE);
    r->flows = (struct hf_flows){.house = house};
    r->house = (struct hf_house){.hasher = &r->hasher,
                                 .log = HF_STR("rehearsal.invalid/log1"),
                                 .log_id = {{9}},
                                 .build = HF_STR("holdfast rehearsal"),
                                 .authorities = r->authorities};
    return found(r);
}

void hf_rehearse_end(struct hf_rehearsal *r)
{
    hf_hasher_done(&r->hasher);
}
