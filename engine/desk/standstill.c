/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/standstill.h"

#include "casefile/people.h"
#include "desk/inside.h"

/* ---- what stands in the keyring ---- */

static bool is_open(const struct hf_flows *flows, const struct hf_case *keyring, hf_instance i)
{
    const struct hf_kind *kind = hf_case_kind(flows, keyring, i);
    return hf_str_eq(kind->name, HF_STR("standstill")) &&
           kind->state[hf_case_instance(keyring, i)->state].end == HF_END_NOT;
}

hf_instance hf_standstill_find(const struct hf_desk *desk)
{
    const struct hf_flows flows = {.house = desk->setup.house};
    const struct hf_case *keyring = desk->house.keyring;
    for (hf_instance i = 1; i < hf_case_head(keyring)->instances; i++)
        if (is_open(&flows, keyring, i))
            return i;
    return HF_NO_INSTANCE;
}

/* ---- it begins ---- */

static const struct {
    enum hf_word word;
    struct hf_str reason;
} reasons[] = {{HF_WORD_signer_cut, HF_STR_INIT("cut")},
               {HF_WORD_signer_fork, HF_STR_INIT("fork")},
               {HF_WORD_signer_ahead, HF_STR_INIT("ahead")},
               {HF_WORD_signer_lost, HF_STR_INIT("lost")}};

static struct hf_json number(const char *text)
{
    int64_t value = 0;
    return hf_json_of_int(hf_str_i64(hf_str_of(text), &value) && value >= 0 ? value : 0);
}

static struct hf_json payload_of(const struct hf_err *frozen, struct hf_arena *arena)
{
    struct hf_json_maker made = hf_json_make(arena);
    hf_json_add(&made, HF_STR("held"), number(frozen->arg[1]));
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (reasons[i].word == frozen->word)
            hf_json_add(&made, HF_STR("reason"), hf_json_of_text(reasons[i].reason));
    hf_json_add(&made, HF_STR("signed"), number(frozen->arg[0]));
    return hf_json_object(&made);
}

/* By its number in the keyring: however many desks are told of it, it begins once. */
static struct hf_id command_id(struct hf_desk *desk)
{
    uint32_t instances = hf_case_head(desk->house.keyring)->instances;
    const struct hf_id *file = &hf_case_head(desk->house.keyring)->file;
    struct hf_digest digest;
    struct hf_id id;
    hf_sha256(&desk->hasher,
              (struct hf_str[]){HF_STR("holdfast/standstill/v1\n"), HF_PART(*file), HF_PART(instances)}, 3,
              &digest);
    memcpy(id.byte, digest.byte, sizeof id.byte);
    return id;
}

enum hf_rc hf_standstill_begin(struct hf_desk *desk, const struct hf_err *frozen, struct hf_arena *arena,
                               struct hf_err *err)
{
    struct hf_response response;
    HF_TRY(hf_house_refresh(desk, arena, err));
    if (hf_standstill_find(desk) != HF_NO_INSTANCE || hf_case_head(desk->house.keyring)->seq == 0)
        return HF_OK;
    const struct hf_request request = {.kind = HF_REQUEST_COMMAND,
                                       .command = {.id = command_id(desk),
                                                   .file = hf_case_head(desk->house.keyring)->file,
                                                   .on = HF_STR("standstill"),
                                                   .event = HF_STR("standstill.begin"),
                                                   .actor = desk->setup.log_id,
                                                   .known = HF_KNOWN_engine,
                                                   .payload = payload_of(frozen, arena)}};
    HF_TRY(hf_desk_serve(desk, &request, 1, arena, &response, err));
    return hf_try_again(&response, 1, err);
}

/* ---- what is signed on from ---- */

struct growing {
    struct hf_hasher *hasher;
    struct hf_frontier *tree;
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct growing *g = context;
    struct hf_digest leaf;
    (void)err;
    memcpy(leaf.byte, row->leaf.at, sizeof leaf.byte);
    hf_frontier_append(g->hasher, g->tree, &leaf, 1);
    return HF_OK;
}

enum hf_rc hf_standstill_tree(struct hf_desk *desk, uint64_t size, struct hf_frontier *out,
                              struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_frontier tree = {0};
    struct growing g = {&desk->hasher, &tree};
    const struct hf_ask ask = {.to = (int64_t)size};
    struct hf_log_keys keys;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_leaves, &ask, take_leaf, &g, err));
    if (tree.size < size)
        return hf_fail(err, HF_WORD_standstill_short, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_desk_log_keys(desk, &keys, err));
    HF_TRY(hf_log_keys_reach(&keys, tree.size, err));
    *out = tree;
    return HF_OK;
}
