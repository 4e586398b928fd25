/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_options.h"

/*
 * With the option there must be, or must not be, another one; where a value stands behind that, the other one
 * with this value.
 */
struct condition {
    struct hf_str command, option, other, value;
    bool needed;
};

#define WITH(command, option, other, value)                                                               \
    {                                                                                                     \
        HF_STR_INIT(command), HF_STR_INIT(option), HF_STR_INIT(other), HF_STR_INIT(value), .needed = true \
    }
#define NOT_WITH(command, option, other, value)                                                            \
    {                                                                                                      \
        HF_STR_INIT(command), HF_STR_INIT(option), HF_STR_INIT(other), HF_STR_INIT(value), .needed = false \
    }

static const struct condition conditions[] = {
    WITH("trace funds", "days", "method", "direct_match"),
    WITH("trace explain", "days", "method", "direct_match"),
    NOT_WITH("trace funds", "group", "method", "poison"), /* taint knows no claims apart */
    NOT_WITH("trace explain", "group", "method", "poison"),
    NOT_WITH("trace funds", "shortfall", "method", "direct_match"), /* which follows no balance */
    NOT_WITH("trace explain", "shortfall", "method", "direct_match"),
    NOT_WITH("trace funds", "debits", "method", "pari_passu"), /* which follows no payment */
    NOT_WITH("trace funds", "order", "range", ""),             /* a range goes through all orders */
    NOT_WITH("trace funds", "unknown", "range", ""),
    NOT_WITH("trace funds", "debits", "range", ""),
    NOT_WITH("trace funds", "attach", "range", ""),
    NOT_WITH("trace funds", "debits", "attach", ""), /* the answer goes into the case */
    NOT_WITH("trace funds", "output", "attach", ""),
    WITH("trace owners", "at-least", "all", ""),
    NOT_WITH("trace owners", "explain", "all", ""), /* a list tells no chains */
    NOT_WITH("trace owners", "of", "all", ""),
    NOT_WITH("trace owners", "blocked", "all", ""),
};

static bool is_met(const struct hf_cli *cli, const struct condition *condition)
{
    if (!hf_str_eq(condition->command, cli->command->path) || !hf_cli_has(cli, condition->option))
        return true;
    struct hf_str value = hf_cli_value(cli, condition->other);
    bool there = hf_cli_has(cli, condition->other) &&
                 (condition->value.len == 0 || hf_str_eq(condition->value, value));
    return there == condition->needed;
}

/* "--method direct_match" */
static struct hf_str typed(struct hf_cli *cli, struct hf_str option, struct hf_str value)
{
    struct hf_buf text = hf_buf_in(cli->arena, 48);
    hf_buf_put(&text, HF_STR("--"));
    hf_buf_put(&text, option);
    hf_buf_put(&text, value.len > 0 ? HF_STR(" ") : HF_STR(""));
    hf_buf_put(&text, value);
    return hf_buf_str(&text);
}

/* An empty name is no file: nothing would be written, and nobody told. */
static enum hf_rc check_named(struct hf_cli *cli, struct hf_err *err)
{
    static const struct hf_str files[] = {HF_STR_INIT("output"), HF_STR_INIT("debits"), HF_STR_INIT("group")};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (hf_cli_has(cli, files[i]) && hf_cli_value(cli, files[i]).len == 0)
            return hf_fail(err, HF_WORD_cli_needed, cli->command->path, files[i], HF_STR("FILE"));
    return HF_OK;
}

enum hf_rc hf_tracing_options(struct hf_cli *cli, struct hf_err *err)
{
    HF_TRY(check_named(cli, err));
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
        const struct condition *condition = &conditions[i];
        if (!is_met(cli, condition))
            return hf_fail(err, condition->needed ? HF_WORD_cli_only_with : HF_WORD_cli_apart,
                           cli->command->path, typed(cli, condition->option, HF_STR_NONE),
                           typed(cli, condition->other, condition->value));
    }
    if (hf_cli_has(cli, HF_STR("map")) && cli->args == 0)
        return hf_fail(err, HF_WORD_trace_map_csv, HF_STR("--map"), HF_STR("--case"), HF_STR_NONE);
    return HF_OK;
}
