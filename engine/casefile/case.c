/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/block_inside.h"

/* ---- reading ---- */

void hf_case_set_link(struct hf_case *c, const struct hf_digest *link)
{
    block_of(c)->head.link = *link;
}

const struct hf_instance_head *hf_case_instance(const struct hf_case *c, hf_instance i)
{
    return &record_of(c, i)->head;
}

const struct hf_flow *hf_flows_of(const struct hf_flows *flows, enum hf_owner owner)
{
    return owner == HF_OF_WORKFLOW ? flows->workflow : flows->house;
}

void hf_flows_follow(struct hf_flows *flows)
{
    if (flows->next == NULL)
        return;
    *flows = (struct hf_flows){.house = flows->house, .workflow = flows->next};
}

const struct hf_kind *hf_case_kind(const struct hf_flows *flows, const struct hf_case *c, hf_instance i)
{
    const struct hf_instance_head *head = &record_of(c, i)->head;
    const struct hf_flow *flow = head->owner == HF_OF_WORKFLOW ? flows->workflow : flows->house;
    HF_CHECK(flow != NULL && head->kind < flow->kinds);
    return &flow->kind[head->kind];
}

bool hf_case_our_role(const struct hf_flows *flows, const struct hf_case *c, enum hf_owner owner,
                      uint16_t role)
{
    uint16_t ours = owner == HF_OF_HOUSE ? 0 : block_of(c)->head.ours;
    return ours == HF_NONE || hf_flows_of(flows, owner)->role[role].side == ours;
}

bool hf_case_ended(const struct hf_flows *flows, const struct hf_case *c)
{
    return hf_case_head(c)->instances > 0 &&
           hf_case_kind(flows, c, 0)->state[hf_case_instance(c, 0)->state].end != HF_END_NOT;
}

const struct hf_clock_run *hf_case_clock(const struct hf_case *c, hf_instance i, uint16_t clock)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(clock < r->clock_count);
    return clocks_of(r) + clock;
}

const struct hf_clock_run *hf_case_obligation(const struct hf_case *c, hf_instance i, uint16_t obligation)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(obligation < r->obligation_count);
    return obligations_of(r) + obligation;
}

const struct hf_thread *hf_case_thread(const struct hf_case *c, uint32_t thread)
{
    HF_CHECK(thread < block_of(c)->head.threads);
    return (const struct hf_thread *)at(c, block_of(c)->thread_at) + thread;
}

struct hf_datum hf_case_datum(const struct hf_case *c, hf_instance i, uint16_t datum)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(datum < r->slot_count);
    const struct slot *slot = slots_of(r) + datum;
    if (slot->at == 0)
        return (struct hf_datum){.held = HF_ABSENT};
    if (slot->len >= HF_SLOT_HIDDEN)
        return (struct hf_datum){.held = HF_HIDDEN, .seq = slot->at, .place = slot->len - HF_SLOT_HIDDEN};
    return (struct hf_datum){.held = HF_PLAIN, .json = {within(r, slot->at), slot->len}};
}

uint16_t hf_case_back(const struct hf_case *c, hf_instance i, uint16_t state)
{
    const struct record *r = record_of(c, i);
    HF_CHECK(state < r->state_count);
    return backs_of(r)[state];
}

size_t hf_case_linked(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                      struct hf_str name, struct hf_arena *arena, const hf_instance **out)
{
    const struct record *r = record_of(c, i);
    uint16_t link = hf_kind_link(hf_case_kind(flows, c, i), name);
    hf_instance *found = HF_NEW(arena, hf_instance, r->bonds.count);
    size_t count = 0;
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond bond = ((const struct bond *)within(r, r->bonds.at))[b];
        if (bond.link != link)
            continue;
        size_t place = count++;
        for (; place > 0 && found[place - 1] > bond.to; place--)
            found[place] = found[place - 1];
        found[place] = bond.to;
    }
    *out = found;
    return count;
}

struct hf_id hf_case_sender(const struct hf_case *c, hf_instance i, uint16_t event)
{
    const struct record *r = record_of(c, i);
    for (uint32_t s = 0; s < r->senders.count; s++) {
        const struct sender *sender = (const struct sender *)within(r, r->senders.at) + s;
        if (sender->event == event)
            return sender->person;
    }
    return (struct hf_id){{0}};
}

/* ---- names ---- */

static const struct hf_str file_kinds[] = {
    [HF_FILE_CASE] = HF_STR_INIT("case"),       [HF_FILE_AUTHORITY] = HF_STR_INIT("authority"),
    [HF_FILE_LIBRARY] = HF_STR_INIT("library"), [HF_FILE_KEYRING] = HF_STR_INIT("keyring"),
    [HF_FILE_PEOPLE] = HF_STR_INIT("people"),   [HF_FILE_INCOMING] = HF_STR_INIT("incoming"),
    [HF_FILE_HEADS] = HF_STR_INIT("heads"),     [HF_FILE_ACCESS] = HF_STR_INIT("access"),
};

struct hf_str hf_file_kind_name(enum hf_file_kind kind)
{
    HF_CHECK(kind >= HF_FILE_CASE && kind < HF_FILE_KINDS);
    return file_kinds[kind];
}

const struct hf_kind *hf_root_kind(const struct hf_flows *flows, enum hf_file_kind kind)
{
    const struct hf_flow *flow = kind == HF_FILE_CASE ? flows->workflow : flows->house;
    uint16_t index = flow == NULL ? HF_NONE : hf_flow_kind(flow, hf_file_kind_name(kind));
    return index == HF_NONE ? NULL : &flow->kind[index];
}

/* The house's kinds that are no roots, each in the one file it lives in. */
static const struct {
    enum hf_file_kind file;
    struct hf_str kind;
} homes[] = {
    {HF_FILE_PEOPLE, HF_STR_INIT("person")},
    {HF_FILE_LIBRARY, HF_STR_INIT("definition")},
    {HF_FILE_LIBRARY, HF_STR_INIT("calendar")},
    {HF_FILE_LIBRARY, HF_STR_INIT("migration")},
    {HF_FILE_KEYRING, HF_STR_INIT("key")},
    {HF_FILE_CASE, HF_STR_INIT("party")},
    {HF_FILE_CASE, HF_STR_INIT("account")},
    {HF_FILE_CASE, HF_STR_INIT("asset")},
    {HF_FILE_CASE, HF_STR_INIT("order")},
    {HF_FILE_CASE, HF_STR_INIT("document")},
    {HF_FILE_CASE, HF_STR_INIT("arrangement")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("amendment")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("enrolment")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("pause")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("credential")},
    {HF_FILE_AUTHORITY, HF_STR_INIT("stream")},
    {HF_FILE_CASE, HF_STR_INIT("transcription")},
    {HF_FILE_CASE, HF_STR_INIT("payment")},
    {HF_FILE_CASE, HF_STR_INIT("holding")},
    {HF_FILE_KEYRING, HF_STR_INIT("standstill")},
    {HF_FILE_CASE, HF_STR_INIT("hold")},
    {HF_FILE_CASE, HF_STR_INIT("erasure")},
};

bool hf_file_holds(enum hf_file_kind file, enum hf_owner owner, const struct hf_kind *kind)
{
    if (kind->root || owner == HF_OF_WORKFLOW)
        return !kind->root && file == HF_FILE_CASE;
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++)
        if (hf_str_eq(homes[i].kind, kind->name))
            return homes[i].file == file;
    return false;
}

uint16_t hf_flows_kind(const struct hf_flows *flows, struct hf_str name, enum hf_owner *owner)
{
    uint16_t kind = flows->workflow == NULL ? HF_NONE : hf_flow_kind(flows->workflow, name);
    *owner = kind != HF_NONE ? HF_OF_WORKFLOW : HF_OF_HOUSE;
    return kind != HF_NONE ? kind : hf_flow_kind(flows->house, name);
}

void hf_case_put_name(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                      struct hf_buf *out)
{
    hf_buf_put(out, hf_case_kind(flows, c, i)->name);
    if (hf_case_instance(c, i)->number == 0)
        return;
    hf_buf_put_char(out, '/');
    hf_buf_put_i64(out, hf_case_instance(c, i)->number);
}

hf_instance hf_case_by_id(const struct hf_case *c, const struct hf_id *id)
{
    const struct seat *seat = seats_of(c);
    uint32_t begins = id_begins(id), count = seat == NULL ? 0 : hf_case_head(c)->instances;
    for (hf_instance i = 0; i < count; i++)
        if (seat[i].id_begins == begins && hf_id_eq(&hf_case_instance(c, i)->id, id))
            return i;
    return HF_NO_INSTANCE;
}

static hf_instance by_name(const struct hf_case *c, uint64_t name)
{
    const struct seat *seat = seats_of(c);
    uint32_t count = seat == NULL ? 0 : hf_case_head(c)->instances;
    for (hf_instance i = (uint32_t)name; i < count; i++) /* none is older than its number */
        if (seat[i].name == name)
            return i;
    return HF_NO_INSTANCE;
}

hf_instance hf_case_find(const struct hf_flows *flows, const struct hf_case *c, struct hf_str name)
{
    struct hf_id id;
    struct hf_str number_text = name, kind_name = hf_str_cut(&number_text, '/');
    int64_t number = 0;
    enum hf_owner owner;
    if (name.len == HF_ID_TEXT && hf_id_read(name, &id))
        return hf_case_by_id(c, &id);
    uint16_t kind = hf_flows_kind(flows, kind_name, &owner);
    if (kind == HF_NONE ||
        (number_text.at != NULL && (!hf_str_i64(number_text, &number) || number < 1 || number > UINT32_MAX)))
        return HF_NO_INSTANCE;
    return by_name(c, seat_name(owner, kind, (uint32_t)number));
}

uint32_t hf_case_next_number(const struct hf_case *c, enum hf_owner owner, uint16_t kind)
{
    const struct seat *seat = seats_of(c);
    uint32_t number = 1, count = hf_case_head(c)->instances;
    if (seat == NULL)
        return 0;
    for (hf_instance i = 0; i < count; i++)
        number += seat[i].name >> 32 == seat_name(owner, kind, 0) >> 32;
    return number;
}

/* ---- what must hold ---- */

static bool is_bound(const struct hf_case *c, hf_instance i, uint16_t link, hf_instance to)
{
    const struct record *r = record_of(c, i);
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond bond = ((const struct bond *)within(r, r->bonds.at))[b];
        if (bond.link == link && bond.to == to)
            return true;
    }
    return false;
}

static void check_instance(const struct hf_flows *flows, const struct hf_case *c, hf_instance i)
{
    const struct record *r = record_of(c, i);
    const struct hf_kind *kind = hf_case_kind(flows, c, i);
    HF_CHECK(r->head.state < kind->states && (r->head.number == 0) == (i == 0));
    HF_CHECK(r->slot_count == (kind->data == NULL ? 0 : kind->data->members) &&
             r->clock_count == kind->clocks);
    for (uint32_t b = 0; b < r->bonds.count; b++) {
        struct bond bond = ((const struct bond *)within(r, r->bonds.at))[b];
        HF_CHECK(bond.link < kind->links && bond.to < hf_case_head(c)->instances);
        HF_CHECK(is_bound(c, bond.to, kind->link[bond.link].inverse, i));
    }
    if (kind->state[r->head.state].end == HF_END_NOT)
        return;
    for (uint16_t k = 0; k < r->clock_count; k++) /* a closed instance never sends reminders */
        HF_CHECK(clocks_of(r)[k].state == HF_CLOCK_OFF);
}

void hf_case_check(const struct hf_flows *flows, const struct hf_case *c)
{
    const struct hf_case_head *head = hf_case_head(c);
    const struct seat *seat = seats_of(c);
    HF_CHECK((head->seq == 0) == (head->instances == 0));
    for (hf_instance i = 0; seat != NULL && i < head->instances; i++)
        if (seat[i].record >= c->shared)
            check_instance(flows, c, i);
}
