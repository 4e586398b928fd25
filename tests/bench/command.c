/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/command.h"

#include <stdio.h>
#include <time.h>

#include "bench/must.h"
#include "bench/order.h"

/* No two amounts of a run are alike, so neither are two notices. */
static const char form[] =
    "{\"id\":\"%.22s\",\"file\":\"%.22s\",\"on\":\"case\",\"event\":\"%s\",\"payload\":{"
    "\"amount\":1%08d,\"answer\":\"%043d\",\"certificate\":\"%043d\",\"confirmed_on\":\"2026-11-23\","
    "\"holder\":\"Ilse Marran\",\"order\":\"%043d\",\"outcome\":\"in_force_as_asked\","
    "\"valid_until\":\"2027-11-23\",\"value\":125000000}}";

static void put_id(char out[HF_ID_TEXT + 1], const struct hf_id *id)
{
    struct hf_buf buf = {.at = out, .size = HF_ID_TEXT};
    hf_id_put(&buf, id);
    out[HF_ID_TEXT] = '\0';
}

struct hf_id command_id(uint64_t *state)
{
    unsigned char random[HF_ID_SIZE];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    chance_fill(state, random, sizeof random);
    return hf_id_v7((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000, random);
}

void command_write(struct command_text *text, const struct hf_id *file, const char *event, uint64_t *state)
{
    char id[HF_ID_TEXT + 1], of[HF_ID_TEXT + 1];
    struct hf_id command = command_id(state);
    put_id(id, &command);
    put_id(of, file);
    int len =
        snprintf(text->at, sizeof text->at, form, id, of, event, (int)(chance(state) % 100000000), 1, 2, 3);
    must_be(len > 0 && (size_t)len < sizeof text->at, "a command is too long");
    text->len = (size_t)len;
}

void command_request(const struct command_text *text, const struct hf_id *actor, struct hf_hasher *hasher,
                     struct hf_arena *arena, struct hf_request *out)
{
    struct hf_str bytes = {text->at, text->len};
    struct hf_json json;
    struct hf_err err;
    must(hf_json_read(bytes, &hf_json_payload_limits, arena, &json, &err), &err, "a command");
    *out = (struct hf_request){.kind = HF_REQUEST_COMMAND};
    must(hf_command_read(&json, arena, &out->command, &err), &err, "a command");
    hf_sha256(hasher, &bytes, 1, &out->command.digest);
    out->command.actor = *actor;
    out->command.role = HF_STR("legal_officer");
    out->command.known = HF_KNOWN_session;
}
