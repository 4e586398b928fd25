/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/pause.h"

#include "casefile/people.h"
#include "desk/inside.h"

static bool is_in_force(const struct hf_desk *desk, const struct hf_case *authority, hf_instance i)
{
    const struct hf_flows flows = {.house = desk->setup.house};
    const struct hf_kind *kind = hf_case_kind(&flows, authority, i);
    return hf_str_eq(kind->name, HF_STR("pause")) &&
           hf_str_eq(kind->state[hf_case_instance(authority, i)->state].name, HF_STR("in_force"));
}

hf_instance hf_pause_find(const struct hf_desk *desk, const struct hf_case *authority, struct hf_str address,
                          struct hf_arena *arena)
{
    for (hf_instance i = 1; i < hf_case_head(authority)->instances; i++)
        if (is_in_force(desk, authority, i) &&
            hf_str_eq(hf_house_text_datum(desk->setup.house, authority, i, HF_STR("address"), arena),
                      address))
            return i;
    return HF_NO_INSTANCE;
}

bool hf_pause_mark(const struct hf_desk *desk, const struct hf_case *authority, hf_instance pause,
                   struct hf_arena *arena, struct hf_digest *out)
{
    return hf_digest_read(hf_house_text_datum(desk->setup.house, authority, pause, HF_STR("mark"), arena),
                          out);
}

static struct hf_command by_engine(struct hf_desk *desk, const struct hf_id *authority, struct hf_str on,
                                   struct hf_str event, struct hf_str cause)
{
    struct hf_command command = {
        .file = *authority, .on = on, .event = event, .actor = desk->setup.log_id, .known = HF_KNOWN_engine};
    struct hf_digest id;
    hf_sha256(&desk->hasher,
              (struct hf_str[]){HF_STR("holdfast/pause/v1\n"), HF_PART(*authority), on, HF_STR("\n"), event,
                                HF_STR("\n"), cause},
              7, &id);
    memcpy(command.id.byte, id.byte, sizeof command.id.byte);
    return command;
}

static struct hf_json digest_text(const struct hf_digest *digest, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_json_of_text(hf_buf_str(&text));
}

struct hf_command hf_pause_begin(struct hf_desk *desk, const struct hf_pausing *pausing,
                                 struct hf_arena *arena)
{
    struct hf_command command =
        by_engine(desk, &pausing->authority, HF_STR("pause"), HF_STR("pause.begin"), HF_PART(pausing->cause));
    struct hf_json_maker payload = hf_json_make(arena);
    hf_json_add(&payload, HF_STR("address"), hf_json_of_text(pausing->address));
    hf_json_add(&payload, HF_STR("class"), hf_json_of_text(pausing->class_name));
    hf_json_add(&payload, HF_STR("mark"), digest_text(&pausing->mark, arena));
    hf_json_add(&payload, HF_STR("status"), hf_json_of_int(pausing->status));
    command.payload = hf_json_object(&payload);
    return command;
}

struct hf_command hf_pause_end(struct hf_desk *desk, const struct hf_case *authority, hf_instance pause,
                               const struct hf_digest *mark, struct hf_arena *arena)
{
    const struct hf_flows flows = {.house = desk->setup.house};
    struct hf_buf on = hf_buf_in(arena, 32);
    struct hf_json_maker payload = hf_json_make(arena);
    hf_case_put_name(&flows, authority, pause, &on);
    struct hf_command command =
        by_engine(desk, &hf_case_head(authority)->file, hf_buf_str(&on), HF_STR("pause.end"), HF_PART(*mark));
    hf_json_add(&payload, HF_STR("mark"), digest_text(mark, arena));
    command.payload = hf_json_object(&payload);
    return command;
}
