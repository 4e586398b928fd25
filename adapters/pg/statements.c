/* SPDX-License-Identifier: Apache-2.0 */
/* The table itself, and the names of types. */
#include "pg/statements.h"

#include "base/check.h"

const struct hf_statement hf_statements[HF_SQL_COUNT] = {
#define HF_SQL(name, in, out, text) [HF_SQL_##name] = {#name, in, out, text},
#include "pg/statements.inc"
#undef HF_SQL
};

static const struct {
    const char *name;
    uint32_t oid;
} types[] = {
    {"smallint", HF_OID_I16}, {"smallint[]", 1005}, {"integer", HF_OID_I32}, {"integer[]", 1007},
    {"bigint", HF_OID_I64},   {"bigint[]", 1016},   {"uuid", HF_OID_UUID},   {"uuid[]", 2951},
    {"bytea", HF_OID_BYTEA},  {"bytea[]", 1001},    {"text", HF_OID_TEXT},   {"text[]", 1009},
};

static uint32_t oid_of(struct hf_str name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (hf_str_eq(name, hf_str_of(types[i].name)))
            return types[i].oid;
    HF_UNREACHABLE();
}

int hf_statement_types(const char *list, uint32_t oid[HF_PARAMS_MAX])
{
    struct hf_str rest = hf_str_of(list);
    int count = 0;
    while (rest.len > 0) {
        HF_CHECK(count < HF_PARAMS_MAX);
        oid[count++] = oid_of(hf_str_trim(hf_str_cut(&rest, ',')));
    }
    return count;
}
