/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/owners_told.h"

#include "cli/output.h"

struct teller {
    struct hf_cli *cli;
    struct hf_buf line;
};

static struct hf_str said(const struct teller *teller, enum hf_say say, struct hf_str arg0,
                          struct hf_str arg1)
{
    struct hf_buf text = hf_buf_in(teller->cli->arena, 64);
    hf_say_put(&text, say, teller->cli->lang, arg0, arg1);
    return hf_buf_str(&text);
}

static void end_line(struct teller *teller)
{
    hf_buf_put_char(&teller->line, '\n');
    hf_out_text(teller->cli, hf_buf_str(&teller->line));
    teller->line.len = 0;
}

static struct hf_str value_text(const struct teller *teller, const struct hf_json *object, const char *member)
{
    const struct hf_json *value = hf_json_get(object, hf_str_of(member));
    struct hf_buf text = hf_buf_in(teller->cli->arena, 32);
    if (value != NULL)
        hf_out_value(teller->cli, value, &text);
    return hf_buf_str(&text);
}

/* ---- one step ---- */

/* Where a step was read, and when it holds: each member, and how it is told. */
static const struct {
    const char *member;
    enum hf_say say;
} places[] = {
    {"line", HF_SAY_owner_line}, {"entry", HF_SAY_owner_entry}, {"document", HF_SAY_owner_document},
    {"page", HF_SAY_owner_page}, {"class", HF_SAY_owner_class}, {"from", HF_SAY_owner_from},
    {"to", HF_SAY_owner_to},
};

static void put_places(struct teller *teller, const struct hf_json *step)
{
    bool first = true;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct hf_str value = value_text(teller, step, places[i].member);
        if (value.len == 0)
            continue;
        hf_buf_put(&teller->line, first ? HF_STR(" (") : HF_STR(", "));
        hf_buf_put(&teller->line, said(teller, places[i].say, value, HF_STR_NONE));
        first = false;
    }
    hf_buf_put(&teller->line, HF_STR(")"));
}

/* "A holds 30 % of T (line 3, register, page 4)" */
static void tell_step(struct teller *teller, const struct hf_json *step)
{
    struct hf_str owned = hf_json_text(step, HF_STR("owned")), votes = value_text(teller, step, "votes");
    struct hf_str held = said(teller, HF_SAY_owner_part, value_text(teller, step, "percent"), owned);
    hf_buf_put(&teller->line, HF_STR("       "));
    hf_buf_put(&teller->line, said(teller, HF_SAY_owner_step, hf_json_text(step, HF_STR("owner")), held));
    if (votes.len > 0)
        hf_buf_put(&teller->line, said(teller, HF_SAY_owner_votes, votes, HF_STR_NONE));
    if (HF_JSON_GET(step, "control") != NULL)
        hf_buf_put(&teller->line, said(teller, HF_SAY_owner_other_means, HF_STR_NONE, HF_STR_NONE));
    put_places(teller, step);
    end_line(teller);
}

static void tell_steps(struct teller *teller, const struct hf_json *steps)
{
    for (size_t i = 0; i < steps->is.list.count; i++)
        tell_step(teller, &steps->is.list.item[i]);
}

/* ---- chains, control, grounds ---- */

/* "  1. 18.0 % = 60 % x 30 %" and the steps below it */
static void tell_chain(struct teller *teller, size_t number, const struct hf_json *chain)
{
    const struct hf_json *steps = HF_JSON_GET(chain, "steps");
    hf_buf_put(&teller->line, HF_STR("    "));
    hf_buf_put_i64(&teller->line, (int64_t)number);
    hf_buf_put(&teller->line, HF_STR(". "));
    hf_buf_put(&teller->line, value_text(teller, chain, "share"));
    for (size_t i = 0; i < steps->is.list.count; i++) {
        hf_buf_put(&teller->line, i == 0 ? HF_STR(" % = ") : HF_STR(" % x "));
        hf_buf_put(&teller->line, value_text(teller, &steps->is.list.item[i], "percent"));
    }
    hf_buf_put(&teller->line, HF_STR(" %"));
    end_line(teller);
    tell_steps(teller, steps);
}

static void tell_chains(struct teller *teller, const struct hf_json *person)
{
    const struct hf_json *chains = HF_JSON_GET(person, "chains");
    struct hf_str beyond = value_text(teller, person, "beyond");
    for (size_t i = 0; chains != NULL && i < chains->is.list.count; i++)
        tell_chain(teller, i + 1, &chains->is.list.item[i]);
    if (beyond.len > 0)
        hf_out_line(teller->cli, said(teller, HF_SAY_owner_beyond, beyond, HF_STR_NONE));
}

static void tell_control(struct teller *teller, struct hf_str name, const struct hf_json *control)
{
    for (size_t i = 0; i < control->is.list.count; i++) {
        const struct hf_json *one = &control->is.list.item[i];
        hf_out_line(teller->cli,
                    said(teller, HF_SAY_owner_controls, name, hf_json_text(one, HF_STR("company"))));
        tell_steps(teller, HF_JSON_GET(one, "steps"));
    }
}

static const struct {
    struct hf_str article;
    enum hf_say say;
} grounds[] = {
    {HF_STR_INIT("52"), HF_SAY_ground_52},
    {HF_STR_INIT("53"), HF_SAY_ground_53},
    {HF_STR_INIT("54(a)"), HF_SAY_ground_54a},
    {HF_STR_INIT("54(b)"), HF_SAY_ground_54b},
};

static void tell_grounds(struct teller *teller, const struct hf_json *of)
{
    for (size_t i = 0; of != NULL && i < of->is.list.count; i++)
        for (size_t k = 0; k < sizeof grounds / sizeof grounds[0]; k++)
            if (hf_str_eq(grounds[k].article, of->is.list.item[i].is.text))
                hf_out_line(teller->cli, said(teller, grounds[k].say, HF_STR_NONE, HF_STR_NONE));
}

void hf_owners_told(struct hf_cli *cli, const struct hf_json *answer)
{
    struct teller teller = {.cli = cli, .line = hf_buf_in(cli->arena, 256)};
    const struct hf_json *all = HF_JSON_GET(answer, "chains"), *shares = HF_JSON_GET(answer, "effective");
    struct hf_str target = hf_json_text(answer, HF_STR("target"));
    for (size_t i = 0; all != NULL && i < all->is.object.count; i++) {
        const struct hf_member *person = hf_json_member(all, i);
        struct hf_str name = person->name;
        struct hf_buf share = hf_buf_in(cli->arena, 32);
        hf_out_value(cli, hf_json_get(shares, name), &share);
        hf_out_line(cli, HF_STR(""));
        hf_out_line(cli, said(&teller, HF_SAY_owner_step, name,
                              said(&teller, HF_SAY_owner_part, hf_buf_str(&share), target)));
        tell_grounds(&teller, hf_json_get(HF_JSON_GET(answer, "grounds"), name));
        tell_chains(&teller, &person->value);
        tell_control(&teller, name, HF_JSON_GET(&person->value, "control"));
    }
}
