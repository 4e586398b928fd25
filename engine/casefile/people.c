/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/people.h"

/* Who has been enrolled and not left yet: also whoever is proposed to leave. */
bool hf_state_enrolled(const struct hf_kind *kind, uint16_t state)
{
    uint16_t group = hf_kind_group(kind, HF_STR("enrolled"));
    return group != HF_NONE && hf_states_have(&kind->group[group].states, state);
}

/* What the house's definition calls one of us. */
struct persons {
    const struct hf_states *enrolled; /* NULL: nobody can be */
    uint16_t kind, roles;
};

static struct persons persons_of(const struct hf_flow *house_flow)
{
    uint16_t kind = hf_flow_kind(house_flow, HF_STR("person"));
    const struct hf_kind *k = kind == HF_NONE ? NULL : &house_flow->kind[kind];
    if (k == NULL)
        return (struct persons){NULL, HF_NONE, HF_NONE};
    uint16_t group = hf_kind_group(k, HF_STR("enrolled"));
    return (struct persons){group == HF_NONE ? NULL : &k->group[group].states, kind,
                            hf_shape_find(k->data, HF_STR("roles"))};
}

static bool is_person(const struct persons *persons, const struct hf_case *people, hf_instance i)
{
    const struct hf_instance_head *head = hf_case_instance(people, i);
    return head->owner == HF_OF_HOUSE && head->kind == persons->kind && persons->enrolled != NULL &&
           hf_states_have(persons->enrolled, head->state);
}

hf_instance hf_person(const struct hf_house *house, const struct hf_flow *house_flow, const struct hf_id *id)
{
    const struct persons persons = persons_of(house_flow);
    hf_instance i = house->people == NULL ? HF_NO_INSTANCE : hf_case_by_id(house->people, id);
    return i != HF_NO_INSTANCE && is_person(&persons, house->people, i) ? i : HF_NO_INSTANCE;
}

/* Is the name in the canonical text of a list of names, ["investigator","legal_officer"]? Names hold no
 * quotes: from each that opens one to the next stands one whole. */
bool hf_list_has_name(struct hf_str list, struct hf_str name)
{
    const char *quote = list.len < 2 ? NULL : list.at + 1, *end = list.at + list.len;
    while (name.len > 0 && quote != NULL && (size_t)(end - quote) > name.len + 1 && *quote == '"') {
        if (memcmp(quote + 1, name.at, name.len) == 0 && quote[1 + name.len] == '"')
            return true;
        quote = memchr(quote + 1, '"', (size_t)(end - quote) - 1);
        quote = quote == NULL || end - quote < 2 ? NULL : quote + 2; /* beyond `",` */
    }
    return false;
}

static bool has_role(const struct persons *persons, const struct hf_case *people, hf_instance person,
                     struct hf_str role)
{
    return persons->roles != HF_NONE &&
           hf_list_has_name(hf_case_datum(people, person, persons->roles).json, role);
}

bool hf_person_has_role(const struct hf_house *house, const struct hf_flow *house_flow, hf_instance person,
                        struct hf_str role)
{
    const struct persons persons = persons_of(house_flow);
    return has_role(&persons, house->people, person, role);
}

size_t hf_role_holders(const struct hf_house *house, const struct hf_flow *house_flow, struct hf_str role,
                       struct hf_arena *arena, const struct hf_id **out)
{
    const struct persons persons = persons_of(house_flow);
    uint32_t all = house->people == NULL ? 0 : hf_case_head(house->people)->instances;
    struct hf_id *found = HF_NEW_UNSET(arena, struct hf_id, all + 1);
    size_t count = 0;
    for (hf_instance i = 0; i < all; i++)
        if (is_person(&persons, house->people, i) && has_role(&persons, house->people, i, role))
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
