/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/found.h"

#include "casefile/map.h"
#include "casefile/people.h"
#include "desk/document.h"
#include "desk/inside.h"
#include "flow/calendar_read.h"

struct founding {
    struct hf_desk *desk;
    struct hf_arena *arena;
    struct hf_err *err;
};

/* ---- one step ---- */

static struct hf_id step_id(struct founding *f, struct hf_str step, const struct hf_json *payload)
{
    struct hf_buf text = hf_buf_in(f->arena, 256);
    struct hf_digest digest;
    struct hf_id id;
    hf_json_write(&text, payload);
    const struct hf_str parts[] = {HF_STR("holdfast/found/v1\n"), HF_PART(f->desk->setup.log_id), step,
                                   hf_buf_str(&text)};
    hf_sha256(&f->desk->hasher, parts, sizeof parts / sizeof parts[0], &digest);
    memcpy(id.byte, digest.byte, sizeof id.byte);
    return id;
}

static enum hf_rc serve_one(struct founding *f, const struct hf_request *request, struct hf_response *out)
{
    HF_TRY(hf_desk_serve(f->desk, request, 1, f->arena, out, f->err));
    if (out->outcome != HF_REFUSED_ANSWER)
        return HF_OK;
    *f->err = *out->err;
    return hf_err_rc(f->err);
}

/* A step by the engine, at the owner's command. `file` zero: the step founds it, and gets its id. */
static enum hf_rc step(struct founding *f, struct hf_id *file, const char *on, const char *event,
                       const struct hf_json *payload)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND,
                                 .command = {.id = step_id(f, hf_str_of(event), payload),
                                             .file = *file,
                                             .on = hf_str_of(on),
                                             .event = hf_str_of(event),
                                             .payload = *payload,
                                             .actor = f->desk->setup.log_id,
                                             .known = HF_KNOWN_owner}};
    struct hf_response *out = HF_NEW(f->arena, struct hf_response, 1);
    HF_TRY(serve_one(f, &request, out));
    *file = out->file;
    return HF_OK;
}

/* ---- people ---- */

static struct hf_json person(struct founding *f, const struct hf_founder *founder)
{
    struct hf_json_maker made = hf_json_make(f->arena), roles = hf_json_make(f->arena);
    for (size_t i = 0; i < founder->roles; i++)
        hf_json_add(&roles, HF_STR_NONE, hf_json_of_text(founder->role[i]));
    if (founder->account.len > 0)
        hf_json_add(&made, HF_STR("account"), hf_json_of_text(founder->account));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(founder->name));
    hf_json_add(&made, HF_STR("organ"), hf_json_of_text(founder->organ));
    hf_json_add(&made, HF_STR("roles"), hf_json_list(&roles));
    return hf_json_object(&made);
}

static enum hf_rc found_people(struct founding *f, struct hf_founder founders[2])
{
    struct hf_id file = {{0}};
    struct hf_json_maker made = hf_json_make(f->arena);
    hf_json_add(&made, HF_STR("first_name"), hf_json_of_text(founders[0].name));
    hf_json_add(&made, HF_STR("second_name"), hf_json_of_text(founders[1].name));
    struct hf_json payload = hf_json_object(&made);
    HF_TRY(step(f, &file, "people", "people.found", &payload));
    for (int i = 0; i < 2; i++) {
        payload = person(f, &founders[i]);
        HF_TRY(step(f, &file, "person", "person.found", &payload));
    }
    HF_TRY(hf_house_refresh(f->desk, f->arena, f->err));
    for (hf_instance i = 0; i < 2; i++)
        founders[i].id = hf_case_instance(f->desk->house.people, 1 + i)->id;
    return HF_OK;
}

/* ---- keys ---- */

static enum hf_rc add_key(struct founding *f, struct hf_id *file, enum hf_key_role role, struct hf_str name)
{
    struct hf_keys *keys = &f->desk->setup.keys;
    struct hf_json_maker made = hf_json_make(f->arena);
    struct hf_buf text = hf_buf_in(f->arena, 64);
    struct hf_public_key key;
    enum hf_rc rc = keys->public_key(keys->self, role, &key, f->err);
    if (rc == HF_NOT_FOUND)
        return HF_OK; /* not made yet: it is added when it is */
    HF_TRY(rc);
    hf_b64url_put(&text, key.key.byte, sizeof key.key.byte);
    hf_json_add(&made, HF_STR("key_id"), hf_json_of_text(hf_arena_keep(f->arena, key.kid)));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(hf_arena_keep(f->arena, key.issuer)));
    hf_json_add(&made, HF_STR("public"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(&made, HF_STR("role"), hf_json_of_text(name));
    struct hf_json payload = hf_json_object(&made);
    return step(f, file, "key", "key.add", &payload);
}

enum hf_rc hf_house_found(struct hf_desk *desk, struct hf_founder founders[2], struct hf_arena *arena,
                          struct hf_err *err)
{
    struct founding f = {desk, arena, err};
    struct hf_json nothing = {.kind = HF_JSON_OBJECT};
    struct hf_id library = {{0}}, keyring = {{0}};
    HF_TRY(found_people(&f, founders));
    HF_TRY(step(&f, &library, "library", "library.found", &nothing));
    HF_TRY(step(&f, &keyring, "keyring", "keyring.found", &nothing));
    HF_TRY(add_key(&f, &keyring, HF_KEY_LOG, HF_STR("log")));
    HF_TRY(add_key(&f, &keyring, HF_KEY_NOTICE, HF_STR("notice")));
    return hf_house_refresh(desk, arena, err);
}

/* ---- what the library publishes ---- */

/* The entry that proposes these bytes and waits to be confirmed. */
static hf_instance find_proposed(struct founding *f, const struct hf_digest *digest)
{
    const struct hf_case *library = f->desk->house.library;
    struct hf_flows flows = {.house = f->desk->setup.house};
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(&flows, library, i);
        struct hf_str said =
            hf_house_text_datum(f->desk->setup.house, library, i, HF_STR("digest"), f->arena);
        struct hf_digest held;
        if (hf_str_eq(kind->state[hf_case_instance(library, i)->state].name, HF_STR("proposed")) &&
            hf_digest_read(said, &held) && hf_digest_eq(&held, digest))
            return i;
    }
    return HF_NO_INSTANCE;
}

/* An entry of the library: of which kind, and what its proposal says beside the digest. */
struct published {
    const char *kind, *propose, *confirm;
    struct hf_json_maker said;
};

/* Keeps the bytes; proposes them, or confirms them where somebody has proposed these very bytes. */
static enum hf_rc publish(struct founding *f, struct hf_str text, struct published *p,
                          const struct hf_command *as, struct hf_response *out)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND, .command = *as};
    struct hf_flows flows = {.house = f->desk->setup.house};
    struct hf_buf on = hf_buf_in(f->arena, 32), said = hf_buf_in(f->arena, HF_DIGEST_TEXT);
    struct hf_digest digest;
    HF_TRY(hf_document_keep(f->desk, NULL, text, f->arena, &digest, f->err));
    hf_instance proposed = find_proposed(f, &digest);
    request.command.file = hf_case_head(f->desk->house.library)->file;
    request.command.on = hf_str_of(p->kind);
    request.command.event = hf_str_of(p->propose);
    if (proposed != HF_NO_INSTANCE) {
        hf_case_put_name(&flows, f->desk->house.library, proposed, &on);
        request.command.on = hf_buf_str(&on);
        request.command.event = hf_str_of(p->confirm);
    } else {
        hf_digest_put(&said, &digest);
        hf_json_add(&p->said, HF_STR("digest"), hf_json_of_text(hf_buf_str(&said)));
        request.command.payload = hf_json_object(&p->said);
    }
    return serve_one(f, &request, out);
}

enum hf_rc hf_definition_publish(struct hf_desk *desk, struct hf_str text, const struct hf_command *as,
                                 struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct founding f = {desk, arena, err};
    struct published p = {"definition", "definition.propose", "definition.confirm", hf_json_make(arena)};
    struct hf_findings findings;
    const struct hf_flow *flow;
    HF_TRY(hf_house_refresh(desk, arena, err));
    const struct hf_among among = {.calendars = &desk->house.calendars};
    HF_TRY(hf_flow_read_among(text, desk->setup.house, &among, arena, &flow, &findings, err));
    hf_json_add(&p.said, HF_STR("version"), hf_json_of_int(flow->version));
    hf_json_add(&p.said, HF_STR("workflow"), hf_json_of_text(flow->name));
    return publish(&f, text, &p, as, out);
}

enum hf_rc hf_calendar_publish(struct hf_desk *desk, struct hf_str text, const struct hf_command *as,
                               struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct founding f = {desk, arena, err};
    struct published p = {"calendar", "calendar.propose", "calendar.confirm", hf_json_make(arena)};
    struct hf_calendar calendar;
    HF_TRY(hf_house_refresh(desk, arena, err));
    HF_TRY(hf_calendar_read(text, arena, &calendar, err));
    HF_TRY(hf_calendar_newer(desk, &calendar, err));
    hf_json_add(&p.said, HF_STR("calendar"), hf_json_of_text(calendar.name));
    hf_json_add(&p.said, HF_STR("version"), hf_json_of_int(calendar.version));
    hf_json_add(&p.said, HF_STR("first_year"), hf_json_of_int(calendar.first_year));
    hf_json_add(&p.said, HF_STR("last_year"), hf_json_of_int(calendar.last_year));
    return publish(&f, text, &p, as, out);
}

static enum hf_rc find_version(struct founding *f, const struct hf_map *map, int64_t version,
                               const struct hf_flow **out)
{
    struct hf_digest digest;
    HF_TRY(hf_definition_version(f->desk, map->workflow, version, f->arena, &digest, f->err));
    return hf_definition_find(f->desk, &digest, f->arena, out, f->err);
}

enum hf_rc hf_migration_publish(struct hf_desk *desk, struct hf_str text, const struct hf_command *as,
                                struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct founding f = {desk, arena, err};
    struct published p = {"migration", "migration.propose", "migration.confirm", hf_json_make(arena)};
    const struct hf_flow *from, *to;
    struct hf_map map;
    HF_TRY(hf_house_refresh(desk, arena, err));
    HF_TRY(hf_map_read(text, arena, &map, err));
    HF_TRY(find_version(&f, &map, map.from, &from));
    HF_TRY(find_version(&f, &map, map.to, &to));
    HF_TRY(hf_map_sound(&map, from, to, arena, err));
    hf_json_add(&p.said, HF_STR("from"), hf_json_of_int(map.from));
    hf_json_add(&p.said, HF_STR("reason"), hf_json_of_text(map.reason));
    hf_json_add(&p.said, HF_STR("to"), hf_json_of_int(map.to));
    hf_json_add(&p.said, HF_STR("workflow"), hf_json_of_text(map.workflow));
    return publish(&f, text, &p, as, out);
}
