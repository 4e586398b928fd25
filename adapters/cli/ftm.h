/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FollowTheMoney entities (one JSON object a line: id, schema, properties of lists of texts) as entries of
 * the registers of a case. Which schema becomes what is one table; what has no register is counted, not
 * guessed.
 */
#ifndef HF_CLI_FTM_H
#define HF_CLI_FTM_H

#include "record/json.h"

enum hf_ftm_into {
    HF_FTM_PARTY,
    HF_FTM_ACCOUNT,
    HF_FTM_ASSET,
    HF_FTM_PAYMENT,
    HF_FTM_HOLDING, /* an Ownership: in a company; whoever knows that it is in a thing makes it a link */
    HF_FTM_LINK,
    HF_FTM_UNKNOWN
};

struct hf_ftm_line {
    uint64_t number; /* of the line, from 1 */
    struct hf_str id, schema;
    enum hf_ftm_into into;
    struct hf_str kind; /* of a party or asset: "company", "vessel" */
    struct hf_json json;
};

/*
 * Reads one line. BAD_INPUT as the gate; record_missing where id or schema is not there; ftm_private_key
 * where a wallet comes with the key that spends it: the file is not taken.
 */
enum hf_rc hf_ftm_read(struct hf_str text, struct hf_arena *arena, struct hf_ftm_line *out,
                       struct hf_err *err);

/* The first value of a property; HF_STR_NONE when it has none. */
struct hf_str hf_ftm_value(const struct hf_ftm_line *line, const char *property);

/* Where an entry comes from, and what it is tied to: ids of the register, empty where none is known. */
struct hf_ftm_origin {
    struct hf_str source, digest; /* file name; SHA-256 of the file as text */
    struct hf_str holder;         /* the party whose account or asset it is */
    struct hf_str from, to;       /* of a payment, the accounts; of a holding, who holds and what is held */
    struct hf_str payee;          /* of a payment: the party who is paid */
};
/*
 * The payload of party.add, account.add, asset.add, payment.add or holding.add; what the entity does not say
 * is absent. A payment between two known accounts is a transfer, out of one a debit, into one a credit of
 * unknown origin; a share that is not told is unknown.
 */
struct hf_json hf_ftm_payload(const struct hf_ftm_line *line, const struct hf_ftm_origin *origin,
                              struct hf_arena *arena);
/* Whether there is enough to record: of a payment an account, a whole date, an amount in a known currency,
 * from 0 to 2^53-1 least units; of a holding both ends. */
bool hf_ftm_fits(const struct hf_ftm_line *line, const struct hf_ftm_origin *origin);

#endif
