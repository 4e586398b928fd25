/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/people.h"

bool hf_state_enrolled(const struct hf_kind *kind, uint16_t state)
{
    uint16_t group = hf_kind_group(kind, HF_STR("enrolled"));
    return group != HF_NONE && hf_states_have(&kind->group[group].states, state);
}

static bool is_person(const struct hf_flow *house_flow, const struct hf_case *people, hf_instance i)
{
    struct hf_flows flows = {.house = house_flow};
    return hf_state_enrolled(hf_case_kind(&flows, people, i), hf_case_instance(people, i)->state);
}

hf_instance hf_person(const struct hf_house *house, const struct hf_flow *house_flow, const struct hf_id *id)
{
    hf_instance i = house->people == NULL ? HF_NO_INSTANCE : hf_case_by_id(house->people, id);
    return i != HF_NO_INSTANCE && is_person(house_flow, house->people, i) ? i : HF_NO_INSTANCE;
}

/* Is the name in the canonical text of a list of names, ["investigator","legal_officer"]? Names hold no
 * quotes: between an odd quote and the next stands one whole. */
bool hf_list_has_name(struct hf_str list, struct hf_str name)
{
    while (list.at != NULL) {
        (void)hf_str_cut(&list, '"');
        struct hf_str own = hf_str_cut(&list, '"');
        if (own.len > 0 && hf_str_eq(own, name))
            return true;
    }
    return false;
}

bool hf_person_has_role(const struct hf_house *house, const struct hf_flow *house_flow, hf_instance person,
                        struct hf_str role)
{
    struct hf_flows flows = {.house = house_flow};
    uint16_t datum = hf_shape_find(hf_case_kind(&flows, house->people, person)->data, HF_STR("roles"));
    return datum != HF_NONE && hf_list_has_name(hf_case_datum(house->people, person, datum).json, role);
}

size_t hf_role_holders(const struct hf_house *house, const struct hf_flow *house_flow, struct hf_str role,
                       struct hf_arena *arena, const struct hf_id **out)
{
    uint32_t all = house->people == NULL ? 0 : hf_case_head(house->people)->instances;
    struct hf_id *found = HF_NEW(arena, struct hf_id, all + 1);
    size_t count = 0;
    for (hf_instance i = 0; i < all; i++)
        if (is_person(house_flow, house->people, i) && hf_person_has_role(house, house_flow, i, role))
            found[count++] = hf_case_instance(house->people, i)->id;
    *out = found;
    return count;
}

enum hf_assurance hf_known_assurance(enum hf_known known)
{
    switch (known) {
    case HF_KNOWN_own_key:
        return HF_OWN_KEY;
    case HF_KNOWN_office_key:
        return HF_OFFICE_KEY;
    case HF_KNOWN_page_code:
        return HF_PAGE_CODE;
    case HF_KNOWN_transcribed:
    case HF_KNOWN_engine:
    case HF_KNOWN_os_account:
    case HF_KNOWN_owner:
    case HF_KNOWN_session:
    case HF_KNOWN_token:
    case HF_KNOWN_client_cert:
        break;
    }
    return HF_TRANSCRIBED;
}

const struct hf_case *hf_house_authority(const struct hf_house *house, const struct hf_id *id)
{
    for (size_t i = 0; i < house->authority_count; i++)
        if (hf_id_eq(&hf_case_head(&house->authorities[i])->file, id))
            return &house->authorities[i];
    return NULL;
}

struct hf_str hf_house_text_datum(const struct hf_flow *house_flow, const struct hf_case *c, hf_instance i,
                                  struct hf_str name, struct hf_arena *arena)
{
    struct hf_flows flows = {.house = house_flow};
    const struct hf_kind *kind = hf_case_kind(&flows, c, i);
    uint16_t datum = hf_shape_find(kind->data, name);
    struct hf_json json;
    HF_UNSET struct hf_err err;
    struct hf_datum held = {.held = HF_ABSENT};
    if (datum != HF_NONE)
        held = hf_case_datum(c, i, datum);
    if (held.held != HF_PLAIN ||
        hf_json_read(held.json, &hf_json_payload_limits, arena, &json, &err) != HF_OK ||
        json.kind != HF_JSON_TEXT)
        return HF_STR_NONE;
    return json.is.text;
}
