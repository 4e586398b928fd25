/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The statements of sql/, one file per subject, made into a table when the program is built. They are all
 * that is ever sent to the database besides migrations; parameters are always bound.
 *
 * `in` and `out` are the types as written beside the statement: `in` is what it is prepared with, `out` what
 * a test asks the server to confirm.
 */
#ifndef HF_PG_STATEMENTS_H
#define HF_PG_STATEMENTS_H

#include "pg/array.h"

enum hf_sql {
#define HF_SQL(name, in, out, text) HF_SQL_##name,
#include "pg/statements.inc"
#undef HF_SQL
    HF_SQL_COUNT
};

struct hf_statement {
    const char *name, *in, *out, *text;
};
extern const struct hf_statement hf_statements[HF_SQL_COUNT];

/* The object ids of a list such as "smallint, uuid[]"; how many there are. A name that is not known stops us.
 */
int hf_statement_types(const char *list, uint32_t oid[HF_PARAMS_MAX]);

#endif
