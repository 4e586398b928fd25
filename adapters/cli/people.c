/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/people.h"

#include "casefile/people.h"
#include "record/near.h"

enum hf_rc hf_people_read(struct hf_seat *seat, struct hf_people *out, struct hf_err *err)
{
    bool is_there;
    *out = (struct hf_people){0};
    HF_TRY(hf_sight_single(seat, HF_FILE_PEOPLE, &out->sight, &is_there, err));
    if (!is_there)
        return HF_OK;
    const struct hf_sight *sight = &out->sight;
    uint32_t instances = hf_case_head(&sight->c)->instances;
    out->person = HF_NEW(seat->arena, struct hf_person_row, instances);
    for (hf_instance i = 0; i < instances; i++) {
        if (!hf_sight_is(sight, i, HF_STR("person")))
            continue;
        out->person[out->count++] = (struct hf_person_row){
            .id = hf_case_instance(&sight->c, i)->id,
            .instance = i,
            .name = hf_sight_text(sight, i, HF_STR("name")),
            .account = hf_sight_text(sight, i, HF_STR("account")),
            .state = hf_sight_state(sight, i),
            .is_active = hf_state_enrolled(hf_case_kind(&sight->flows, &sight->c, i),
                                           hf_case_instance(&sight->c, i)->state),
        };
    }
    return HF_OK;
}

static bool answers_to(const struct hf_people *people, const struct hf_person_row *person,
                       struct hf_str typed)
{
    struct hf_id id;
    return hf_str_eq(person->name, typed) || (person->account.len > 0 && hf_str_eq(person->account, typed)) ||
           hf_str_eq(hf_sight_name(&people->sight, person->instance), typed) ||
           (hf_id_read(typed, &id) && hf_id_eq(&person->id, &id));
}

static enum hf_rc nobody(const struct hf_people *people, struct hf_str typed, struct hf_err *err)
{
    struct hf_near near = hf_near_to(typed);
    for (size_t i = 0; i < people->count; i++)
        hf_near_try(&near, people->person[i].name);
    if (near.best.len > 0)
        return hf_fail(err, HF_WORD_cli_no_person_near, HF_STR_NONE, typed, near.best);
    return hf_fail(err, HF_WORD_cli_no_person, HF_STR_NONE, typed, HF_STR_NONE);
}

/* `*out` is NULL where nobody answers to it. */
static enum hf_rc find_among(const struct hf_people *people, struct hf_str typed, bool only_active,
                             const struct hf_person_row **out, struct hf_err *err)
{
    *out = NULL;
    for (size_t i = 0; i < people->count; i++) {
        const struct hf_person_row *person = &people->person[i];
        bool wanted = only_active ? person->is_active : !hf_str_eq(person->state, HF_STR("disabled"));
        if (!wanted || !answers_to(people, person, typed))
            continue;
        if (*out != NULL)
            return hf_fail(err, HF_WORD_cli_two_persons, HF_STR_NONE, typed, HF_STR_NONE);
        *out = person;
    }
    return HF_OK;
}

enum hf_rc hf_people_find(const struct hf_people *people, struct hf_str typed,
                          const struct hf_person_row **out, struct hf_err *err)
{
    HF_TRY(find_among(people, typed, false, out, err));
    return *out == NULL ? nobody(people, typed, err) : HF_OK;
}

enum hf_rc hf_people_acting(const struct hf_people *people, struct hf_str typed,
                            const struct hf_person_row **out, struct hf_err *err)
{
    HF_TRY(find_among(people, typed, true, out, err));
    return *out == NULL ? hf_people_find(people, typed, out, err) : HF_OK;
}

struct hf_str hf_people_name(const struct hf_people *people, const struct hf_id *id)
{
    for (size_t i = 0; i < people->count; i++)
        if (hf_id_eq(&people->person[i].id, id) && people->person[i].name.len > 0)
            return people->person[i].name;
    return hf_json_of_id(people->sight.arena, id).is.text;
}

enum hf_rc hf_people_auditor(struct hf_seat *seat, struct hf_people *out, struct hf_err *err)
{
    const struct hf_house *house = hf_desk_house(seat->desk);
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_people_read(seat, out, err));
    for (size_t i = 0; i < out->count; i++)
        if (hf_id_eq(&out->person[i].id, &seat->actor) && out->person[i].is_active &&
            hf_person_has_role(house, seat->house, out->person[i].instance, HF_STR("auditor")))
            return HF_OK;
    return hf_fail(err, HF_WORD_access_auditor, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}
