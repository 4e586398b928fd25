/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/ftm.h"

#include <ctype.h>

#include "base/money.h"
#include "base/when.h"
#include "record/number.h"

static const struct schema {
    struct hf_str name;
    enum hf_ftm_into into;
    struct hf_str kind;
} schemas[] = {
    {HF_STR_INIT("Person"), HF_FTM_PARTY, HF_STR_INIT("person")},
    {HF_STR_INIT("Company"), HF_FTM_PARTY, HF_STR_INIT("company")},
    {HF_STR_INIT("Organization"), HF_FTM_PARTY, HF_STR_INIT("organisation")},
    {HF_STR_INIT("LegalEntity"), HF_FTM_PARTY, HF_STR_INIT("organisation")},
    {HF_STR_INIT("PublicBody"), HF_FTM_PARTY, HF_STR_INIT("state")},
    {HF_STR_INIT("BankAccount"), HF_FTM_ACCOUNT, HF_STR_INIT("")},
    {HF_STR_INIT("RealEstate"), HF_FTM_ASSET, HF_STR_INIT("real_estate")},
    {HF_STR_INIT("Vehicle"), HF_FTM_ASSET, HF_STR_INIT("vehicle")},
    {HF_STR_INIT("Vessel"), HF_FTM_ASSET, HF_STR_INIT("vessel")},
    {HF_STR_INIT("Airplane"), HF_FTM_ASSET, HF_STR_INIT("aircraft")},
    {HF_STR_INIT("CryptoWallet"), HF_FTM_ASSET, HF_STR_INIT("crypto")},
    {HF_STR_INIT("Security"), HF_FTM_ASSET, HF_STR_INIT("company_share")},
    {HF_STR_INIT("Asset"), HF_FTM_ASSET, HF_STR_INIT("other")},
    {HF_STR_INIT("Ownership"), HF_FTM_HOLDING, HF_STR_INIT("")},
    {HF_STR_INIT("Directorship"), HF_FTM_LINK, HF_STR_INIT("")},
    {HF_STR_INIT("Family"), HF_FTM_LINK, HF_STR_INIT("")},
    {HF_STR_INIT("UnknownLink"), HF_FTM_LINK, HF_STR_INIT("")},
    {HF_STR_INIT("Payment"), HF_FTM_PAYMENT, HF_STR_INIT("")},
};

static void classify(struct hf_ftm_line *line)
{
    line->into = HF_FTM_UNKNOWN;
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++)
        if (hf_str_eq(schemas[i].name, line->schema)) {
            line->into = schemas[i].into;
            line->kind = schemas[i].kind;
        }
}

enum hf_rc hf_ftm_read(struct hf_str text, struct hf_arena *arena, struct hf_ftm_line *out,
                       struct hf_err *err)
{
    HF_TRY(hf_json_read(text, &hf_json_file_limits, arena, &out->json, err));
    out->id = hf_json_text(&out->json, HF_STR("id"));
    out->schema = hf_json_text(&out->json, HF_STR("schema"));
    if (out->id.len == 0 || out->schema.len == 0)
        return hf_fail(err, HF_WORD_record_missing, out->id.len == 0 ? HF_STR("id") : HF_STR("schema"),
                       HF_STR_NONE, HF_STR_NONE);
    if (hf_ftm_value(out, "privateKey").at != NULL)
        return hf_fail(err, HF_WORD_ftm_private_key, HF_STR("privateKey"), out->id, HF_STR_NONE);
    classify(out);
    return HF_OK;
}

/* ---- properties ---- */

static const struct hf_json *values(const struct hf_ftm_line *line, const char *property)
{
    const struct hf_json *properties = HF_JSON_GET(&line->json, "properties");
    const struct hf_json *list = properties == NULL ? NULL : hf_json_get(properties, hf_str_of(property));
    return list != NULL && list->kind == HF_JSON_LIST && list->is.list.count > 0 ? list : NULL;
}

struct hf_str hf_ftm_value(const struct hf_ftm_line *line, const char *property)
{
    const struct hf_json *list = values(line, property);
    return list != NULL && list->is.list.item[0].kind == HF_JSON_TEXT ? list->is.list.item[0].is.text
                                                                      : HF_STR_NONE;
}

/* The first of several properties that has a value; the list ends with NULL. */
static struct hf_str first_of(const struct hf_ftm_line *line, const char *const *properties)
{
    struct hf_str value = HF_STR_NONE;
    for (; value.at == NULL && *properties != NULL; properties++)
        value = hf_ftm_value(line, *properties);
    return value;
}

static struct hf_str name_of(const struct hf_ftm_line *line)
{
    struct hf_str name = hf_ftm_value(line, "name");
    return name.at != NULL ? name : hf_json_text(&line->json, HF_STR("caption"));
}

static struct hf_str joined(const struct hf_json *list, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, 64);
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++) {
        if (list->is.list.item[i].kind != HF_JSON_TEXT)
            continue;
        hf_buf_put(&text, text.len > 0 ? HF_STR("; ") : HF_STR(""));
        hf_buf_put(&text, list->is.list.item[i].is.text);
    }
    return hf_buf_str(&text);
}

/* ---- payloads ---- */

struct making {
    const struct hf_ftm_line *line;
    const struct hf_ftm_origin *origin;
    struct hf_arena *arena;
    struct hf_json_maker made;
};

static void add(struct making *m, const char *member, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(&m->made, hf_str_of(member), hf_json_of_text(text));
}

/* Codes come in small letters as often as in capitals; what is no code of so many letters is left out. */
static void add_code(struct making *m, const char *member, struct hf_str text, size_t letters)
{
    struct hf_buf code = hf_buf_in(m->arena, letters + 1);
    for (size_t i = 0; i < text.len; i++) {
        if (!isalpha((unsigned char)text.at[i]))
            return;
        hf_buf_put_char(&code, (char)toupper((unsigned char)text.at[i]));
    }
    if (code.len == letters)
        add(m, member, hf_buf_str(&code));
}

static void put_party(struct making *m)
{
    static const char *const numbers[] = {"registrationNumber", "idNumber", "passportNumber", NULL};
    static const char *const states[] = {"jurisdiction", "country", NULL};
    add(m, "kind", m->line->kind);
    add(m, "name", name_of(m->line));
    add(m, "aliases", joined(values(m->line, "alias"), m->arena));
    add(m, "birth_date", hf_ftm_value(m->line, "birthDate"));
    add_code(m, "nationality", hf_ftm_value(m->line, "nationality"), 2);
    add_code(m, "jurisdiction", first_of(m->line, states), 2);
    add(m, "registration_number", first_of(m->line, numbers));
}

static void put_account(struct making *m)
{
    static const char *const numbers[] = {"iban", "accountNumber", NULL};
    static const char *const states[] = {"country", "jurisdiction", NULL};
    add(m, "number", first_of(m->line, numbers));
    add(m, "bank", hf_ftm_value(m->line, "bankName"));
    add_code(m, "currency", hf_ftm_value(m->line, "currency"), 3);
    add_code(m, "state", first_of(m->line, states), 2);
}

static void put_asset(struct making *m)
{
    static const char *const numbers[] = {"titleNumber", "imoNumber", "registrationNumber", "cadastralCode",
                                          "publicKey",   "isin",      "serialNumber",       NULL};
    static const char *const states[] = {"country", "flag", "jurisdiction", NULL};
    add(m, "kind", m->line->kind);
    add(m, "description", name_of(m->line));
    add(m, "identifier", first_of(m->line, numbers));
    add_code(m, "state", first_of(m->line, states), 2);
}

/* Times of the day are cut off. */
static struct hf_str day_of(const struct hf_ftm_line *line, const char *property)
{
    struct hf_str day = hf_str_part(hf_ftm_value(line, property), 0, 10);
    int32_t number;
    return hf_day_read(day, &number) ? day : HF_STR_NONE;
}

static bool amount_of(const struct hf_ftm_line *line, struct hf_money *out)
{
    struct hf_err unread;
    return hf_money_read(hf_ftm_value(line, "amount"), hf_ftm_value(line, "currency"), out, &unread) ==
               HF_OK &&
           out->minor >= 0 && out->minor <= HF_JSON_INT_MAX;
}

static void put_payment(struct making *m)
{
    const struct hf_ftm_origin *origin = m->origin;
    bool out = origin->from.len > 0, in = origin->to.len > 0;
    struct hf_json_maker amount = hf_json_make(m->arena);
    struct hf_money money = {0};
    (void)amount_of(m->line, &money);
    hf_json_add(&amount, HF_STR("amount"), hf_json_of_int(money.minor));
    hf_json_add(&amount, HF_STR("currency"),
                hf_json_of_text(hf_arena_keep(m->arena, hf_str_of(money.currency))));
    hf_json_add(&m->made, HF_STR("amount"), hf_json_object(&amount));
    add(m, "kind", out && in ? HF_STR("transfer") : out ? HF_STR("debit") : HF_STR("credit"));
    add(m, "date", day_of(m->line, "date"));
    add(m, "account", out ? origin->from : origin->to);
    add(m, "to_account", out ? origin->to : HF_STR_NONE);
    add(m, "origin", out ? HF_STR_NONE : HF_STR("unknown"));
    add(m, "payee", out && !in ? origin->payee : HF_STR_NONE);
    add(m, "number", hf_str_part(hf_ftm_value(m->line, "transactionNumber"), 0, 100));
    add(m, "text", hf_ftm_value(m->line, "purpose"));
}

/* "80" or "80 %"; anything else is not known. */
static struct hf_str percent_of(const struct hf_ftm_line *line)
{
    struct hf_str text = hf_str_trim(hf_ftm_value(line, "percentage"));
    if (text.len > 0 && text.at[text.len - 1] == '%')
        text = hf_str_trim(hf_str_part(text, 0, text.len - 1));
    bool plain = text.len > 0 && text.len <= 12;
    for (size_t i = 0, points = 0; i < text.len; i++) {
        points += text.at[i] == '.';
        plain &= isdigit((unsigned char)text.at[i]) ||
                 (text.at[i] == '.' && points == 1 && i > 0 && i + 1 < text.len);
    }
    return plain ? text : HF_STR("?");
}

static void put_holding(struct making *m)
{
    add(m, "owner", m->origin->from);
    add(m, "owned", m->origin->to);
    add(m, "percent", percent_of(m->line));
    add(m, "class", hf_str_part(hf_ftm_value(m->line, "ownershipType"), 0, 100));
    add(m, "from", day_of(m->line, "startDate"));
    add(m, "to", day_of(m->line, "endDate"));
}

bool hf_ftm_fits(const struct hf_ftm_line *line, const struct hf_ftm_origin *origin)
{
    struct hf_money money;
    if (line->into == HF_FTM_HOLDING)
        return origin->from.len > 0 && origin->to.len > 0;
    return line->into != HF_FTM_PAYMENT || ((origin->from.len > 0 || origin->to.len > 0) &&
                                            day_of(line, "date").len > 0 && amount_of(line, &money));
}

struct hf_json hf_ftm_payload(const struct hf_ftm_line *line, const struct hf_ftm_origin *origin,
                              struct hf_arena *arena)
{
    static void (*const put[])(struct making * m) = {put_party, put_account, put_asset, put_payment,
                                                     put_holding};
    struct making m = {.line = line, .origin = origin, .arena = arena, .made = hf_json_make(arena)};
    put[line->into](&m);
    if (line->into == HF_FTM_ACCOUNT || line->into == HF_FTM_ASSET)
        add(&m, "holder", origin->holder);
    add(&m, "source", origin->source);
    add(&m, "source_digest", origin->digest);
    add(&m, "source_id", line->id);
    hf_json_add(&m.made, HF_STR("source_line"), hf_json_of_int((int64_t)line->number));
    return hf_json_object(&m.made);
}
