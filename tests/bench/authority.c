/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/authority.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/code.h"

void authority_keys(struct hf_secret *secret, struct hf_public *key)
{
    static const struct hf_seed seed = {{0xF0}};
    hf_key_make(&seed, secret, key);
}

static struct hf_json entry(struct world *world, const char *endpoint)
{
    struct hf_secret secret;
    struct hf_public key;
    struct hf_json json;
    struct hf_err err;
    char text[1024], point[64], where[300] = "";
    struct hf_buf written = HF_BUF(point);
    authority_keys(&secret, &key);
    hf_b64url_put(&written, key.byte, sizeof key.byte);
    if (endpoint != NULL)
        snprintf(where, sizeof where, ",\"endpoint\":\"%s\"", endpoint);
    int len = snprintf(
        text, sizeof text,
        "{\"name\":\"Central authority of Xenia\",\"kind\":\"state\",\"state\":\"XF\",\"party\":true,"
        "\"languages\":[\"en\"],\"language_rule\":\"one_of\",\"channel\":\"push\","
        "\"calendar\":\"court\",\"issuer\":\"%.*s\",\"key\":\"%.*s\"%s}",
        HF_STR_ARG(BENCH_AUTHORITY_ISSUER), HF_STR_ARG(hf_buf_str(&written)), where);
    must(hf_json_read(hf_arena_keep(&world->arena, (struct hf_str){text, (size_t)len}),
                      &hf_json_payload_limits, &world->arena, &json, &err),
         &err, "an authority's entry");
    return json;
}

static struct hf_id act(struct world *world, const struct hf_id *actor, struct hf_command command)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND, .command = command};
    struct hf_response out;
    struct hf_err err;
    request.command.on = HF_STR("authority");
    request.command.actor = *actor;
    request.command.role = HF_STR("administrator");
    request.command.known = HF_KNOWN_session;
    must(hf_desk_serve(world->desk, &request, 1, &world->arena, &out, &err), &err, "an authority");
    must(out.outcome == HF_DONE ? HF_OK : HF_FAILED, out.err, "an authority");
    return out.file;
}

struct hf_id authority_enrol_at(struct world *world, const struct hf_founder founders[2], uint16_t number,
                                const char *endpoint)
{
    char name[8];
    struct hf_command propose = {.event = HF_STR("authority.propose"), .payload = entry(world, endpoint)};
    struct hf_command confirm = {.event = HF_STR("authority.confirm"), .payload = {.kind = HF_JSON_OBJECT}};
    snprintf(name, sizeof name, number == 0 ? "XF" : "XF%u", (unsigned)number);
    propose.name = hf_str_of(name);
    memcpy(&propose.id.byte[12], &number, sizeof number);
    propose.id.byte[15] = 1;
    confirm.id = propose.id;
    confirm.id.byte[15] = 2;
    confirm.file = act(world, &founders[0].id, propose);
    return act(world, &founders[1].id, confirm);
}

struct hf_id authority_enrol(struct world *world, const struct hf_founder founders[2])
{
    return authority_enrol_at(world, founders, 0, getenv("BENCH_ENDPOINT"));
}

struct hf_json authority_named(struct world *world)
{
    const struct hf_house *house = hf_desk_house(world->desk);
    struct hf_json_maker named = hf_json_make(&world->arena);
    struct hf_buf id = hf_buf_in(&world->arena, HF_ID_TEXT);
    must_be(house->authority_count == 1, "the directory has not its one authority");
    hf_id_put(&id, &hf_case_head(&house->authorities[0])->file);
    hf_json_add(&named, HF_STR("addressee"), hf_json_of_text(hf_buf_str(&id)));
    return hf_json_object(&named);
}
