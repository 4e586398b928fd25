/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case's registers hold, as the text that tracing reads: each movement of money, each holding on a
 * line of its own, so that a refusal names the entry ("ABCD-EFGH-C payment/3"). Entries that were withdrawn
 * are left out. Rows are in the order of their dates, on one day in that of recording.
 *
 * Parties, accounts and assets are called by the register ("party/6"), for people with their name behind it,
 * so that shares which fall to whoever sorts first fall the same either way.
 *
 * What binds the entries passes to whatever is made of them: the classification of the case and of each
 * document that a row comes from, and the conditions of those documents.
 */
#ifndef HF_CLI_CASEBOOK_H
#define HF_CLI_CASEBOOK_H

#include "cli/view.h"
#include "trace/ledger.h"

struct hf_casebook {
    struct hf_sight sight;
    bool labels;                   /* with names, for people */
    bool *named;                   /* of each instance: does the text name it? */
    struct hf_trace_source source; /* called by the reference of the case */
    struct hf_str classification;  /* the highest; "" where none is said */
    struct hf_json conditions;     /* a list: each once */
    struct hf_json documents;      /* a list: those that the conditions come from */
};

enum hf_casebook_of { HF_CASEBOOK_PAYMENTS, HF_CASEBOOK_HOLDINGS };

/* The case as the seat's reader sees it. NOT_FOUND no_file, trace_case_empty. */
enum hf_rc hf_casebook_open(struct hf_seat *seat, struct hf_str name, enum hf_casebook_of of, bool labels,
                            struct hf_casebook *out, struct hf_err *err);

/*
 * What the text calls the party that people call "party/10" or by its whole name.
 * NOT_FOUND trace_case_party, BAD_INPUT trace_case_parties.
 */
enum hf_rc hf_casebook_party(const struct hf_casebook *book, struct hf_str typed, struct hf_str *out,
                             struct hf_err *err);

/*
 * {"case","seq","classification","conditions","documents","names"}: what binds the answer, up to which event
 * of the case it speaks, and, if asked for, what the register's names in the text mean.
 */
struct hf_json hf_casebook_json(const struct hf_casebook *book, bool names);
/* The same for people: a line or two. */
void hf_casebook_tell(struct hf_cli *cli, const struct hf_casebook *book);
/* The classification in the words of the register of documents. */
struct hf_str hf_casebook_document_class(const struct hf_casebook *book);

#endif
