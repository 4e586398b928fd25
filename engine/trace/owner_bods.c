/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statements in three passes: which statement of each record counts on the day; what each entity and person
 * is called; what each relationship says.
 */
#include "base/check.h"
#include "base/when.h"
#include "trace/owner_read.h"

/* What an interest says. Types are those of BODS 0.4 (openownership/data-standard, codelist interestType). */
enum meaning { SHARES, VOTES, CONTROL, NEITHER };
struct interest {
    struct hf_str type;
    enum meaning meaning;
};
static const struct interest interests[] = {
    {HF_STR_INIT(""), SHARES}, /* not said: some interest, of unknown size */
    {HF_STR_INIT("shareholding"), SHARES},
    {HF_STR_INIT("votingRights"), VOTES},
    {HF_STR_INIT("appointmentOfBoard"), CONTROL},
    {HF_STR_INIT("otherInfluenceOrControl"), CONTROL},
    {HF_STR_INIT("controlViaCompanyRulesOrArticles"), CONTROL},
    {HF_STR_INIT("controlByLegalFramework"), CONTROL},
    {HF_STR_INIT("rightsGrantedByContract"), CONTROL},
};

struct bods {
    struct hf_trace_source source;
    struct hf_arena *arena;
    struct hf_owner_graph *graph;
    struct hf_trace_names records;
    uint32_t count;                   /* of records that are told of; those only named come behind */
    const struct hf_json **statement; /* of each record: the one that counts; NULL: none does */
    int32_t *said;                    /* when it was said */
    struct hf_str *text;              /* what an entity or person is called; "" for other records */
    int32_t day;
    struct hf_err *err;
};

static enum hf_rc fail(const struct bods *bods, const struct hf_json *at, enum hf_word word,
                       struct hf_str arg0)
{
    return hf_trace_fail(&bods->source, at->offset, word, arg0, HF_STR_NONE, bods->err);
}

static bool has(const struct hf_json *json, const char *member, const char *text)
{
    return hf_str_eq(hf_json_text(json, hf_str_of(member)), hf_str_of(text));
}

/* ---- which statement counts ---- */

static enum hf_rc take_statement(struct bods *bods, const struct hf_json *statement)
{
    struct hf_str id = hf_json_text(statement, HF_STR("recordId"));
    struct hf_str date = hf_json_text(statement, HF_STR("statementDate"));
    int32_t day = INT32_MIN;
    if (statement->kind != HF_JSON_OBJECT || id.len == 0 || HF_JSON_GET(statement, "recordDetails") == NULL)
        return fail(bods, statement, HF_WORD_owner_bods, HF_STR_NONE);
    if (date.len > 0 && !hf_day_read(hf_str_part(date, 0, HF_DAY_TEXT), &day))
        return fail(bods, HF_JSON_GET(statement, "statementDate"), HF_WORD_bad_date, date);
    uint32_t record = hf_trace_name(&bods->records, id);
    if (record == HF_TRACE_NO_NAME)
        return hf_owner_full(bods->graph, bods->err);
    if ((bods->day != INT32_MIN && day > bods->day) ||
        (bods->statement[record] != NULL && day < bods->said[record]))
        return HF_OK;
    bods->statement[record] = statement;
    bods->said[record] = day;
    return HF_OK;
}

static bool counts(const struct bods *bods, uint32_t record, const char *type)
{
    const struct hf_json *statement = bods->statement[record];
    return statement != NULL && !has(statement, "recordStatus", "closed") &&
           has(statement, "recordType", type);
}

/* ---- names ---- */

static struct hf_str called(const struct hf_json *details)
{
    const struct hf_json *names = HF_JSON_GET(details, "names");
    struct hf_str name = hf_json_text(details, HF_STR("name"));
    if (name.len == 0 && names != NULL && names->kind == HF_JSON_LIST && names->is.list.count > 0)
        name = hf_json_text(&names->is.list.item[0], HF_STR("fullName"));
    return name;
}

/* A name that only one record bears stands for itself, else the record's id is written behind it. */
static bool tell_apart(struct bods *bods, uint32_t record, bool alone)
{
    struct hf_str name = bods->text[record], id = bods->records.name[record];
    if (name.len > 0 && alone)
        return true;
    size_t size = name.len + id.len + 3;
    char *text = HF_OWNER_TRY(bods->arena, char, size);
    if (text == NULL)
        return false;
    struct hf_buf buf = {.at = text, .size = size};
    hf_buf_put(&buf, name);
    hf_buf_put(&buf, name.len > 0 ? HF_STR(" (") : HF_STR(""));
    hf_buf_put(&buf, id);
    hf_buf_put(&buf, name.len > 0 ? HF_STR(")") : HF_STR(""));
    bods->text[record] = hf_buf_str(&buf);
    return true;
}

static bool name_records(struct bods *bods)
{
    struct hf_trace_names seen;
    uint32_t records = bods->count;
    uint32_t *bearers = hf_arena_try(bods->arena, sizeof *bearers, _Alignof(uint32_t), (size_t)records + 1);
    hf_trace_names_init(&seen, bods->arena);
    if (bearers == NULL)
        return false;
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < records; i++) {
            if (bods->statement[i] == NULL || has(bods->statement[i], "recordType", "relationship"))
                continue;
            if (pass == 0)
                bods->text[i] = called(HF_JSON_GET(bods->statement[i], "recordDetails"));
            uint32_t index = bods->text[i].len == 0 ? HF_TRACE_NO_NAME : hf_trace_name(&seen, bods->text[i]);
            if (pass == 0 && index != HF_TRACE_NO_NAME)
                bearers[index]++;
            else if (pass == 1 && !tell_apart(bods, i, index != HF_TRACE_NO_NAME && bearers[index] == 1))
                return false;
        }
    return true;
}

/* Records are found by their id too, and persons are known as such. */
static bool know_records(struct bods *bods)
{
    struct hf_owner_graph *graph = bods->graph;
    graph->alias = HF_OWNER_TRY(bods->arena, uint32_t, (size_t)bods->count + 1);
    if (graph->alias == NULL)
        return false;
    for (uint32_t i = 0; i < bods->count; i++) {
        uint32_t node = bods->text[i].len == 0 ? 0 : hf_trace_name(&graph->names, bods->text[i]);
        if (bods->text[i].len == 0)
            continue;
        uint32_t alias = hf_trace_name(&graph->aliases, bods->records.name[i]);
        if (node == HF_TRACE_NO_NAME || alias == HF_TRACE_NO_NAME)
            return false;
        graph->alias[alias] = node;
        if (counts(bods, i, "person") && !hf_owner_person(graph, bods->text[i]))
            return false;
    }
    return true;
}

/* ---- relationships ---- */

/* What an end of a relationship is called: a record's id, or an object that says why there is none. */
static struct hf_str end_of(struct bods *bods, const struct hf_json *details, const char *member)
{
    struct hf_str id = hf_json_text(details, hf_str_of(member));
    uint32_t record = id.len == 0 ? HF_TRACE_NO_NAME : hf_trace_name(&bods->records, id);
    return record < bods->count ? bods->text[record] : HF_STR_NONE;
}

/* {exact}, {minimum, maximum} (also their exclusive forms, taken as closed) as the text of a share. */
static enum hf_rc share_text(struct bods *bods, const struct hf_json *share, struct hf_str *out)
{
    static const char *const lows[] = {"exact", "minimum", "exclusiveMinimum"};
    static const char *const highs[] = {"exact", "maximum", "exclusiveMaximum"};
    const struct hf_json *lo = NULL, *hi = NULL;
    *out = HF_STR_NONE;
    for (unsigned i = 0; share != NULL && i < 3; i++) {
        lo = lo != NULL ? lo : hf_json_get(share, hf_str_of(lows[i]));
        hi = hi != NULL ? hi : hf_json_get(share, hf_str_of(highs[i]));
    }
    if (lo == NULL && hi == NULL)
        return HF_OK;
    struct hf_str low = lo == NULL ? HF_STR("0") : hf_owner_literal(&bods->source, lo);
    struct hf_str high = hi == NULL ? HF_STR("100") : hf_owner_literal(&bods->source, hi);
    char *text = HF_OWNER_TRY(bods->arena, char, low.len + high.len + 2);
    if (text == NULL)
        return hf_owner_full(bods->graph, bods->err);
    struct hf_buf buf = {.at = text, .size = low.len + high.len + 2};
    hf_buf_put(&buf, low);
    hf_buf_put(&buf, HF_STR(".."));
    hf_buf_put(&buf, high);
    *out = hf_buf_str(&buf);
    return HF_OK;
}

/* 2017 and 2017-11 mean their first day or their last; a time of day is left out. */
static enum hf_rc date_text(struct bods *bods, const struct hf_json *interest, const char *member, bool last,
                            struct hf_str *out)
{
    struct hf_str date = hf_json_text(interest, hf_str_of(member));
    int32_t first;
    *out = hf_str_part(date, 0, HF_DAY_TEXT);
    if (date.len != 4 && date.len != 7)
        return HF_OK;
    char *text = HF_OWNER_TRY(bods->arena, char, HF_DAY_TEXT);
    if (text == NULL)
        return hf_owner_full(bods->graph, bods->err);
    struct hf_buf buf = {.at = text, .size = HF_DAY_TEXT};
    hf_buf_put(&buf, date);
    hf_buf_put(&buf, hf_str_part(last ? HF_STR("-12-01") : HF_STR("-01-01"), date.len - 4, 6));
    if (last && hf_day_read(hf_buf_str(&buf), &first)) {
        buf.len = 0;
        hf_day_put(&buf, hf_day_add_months(first, 1) - 1);
    }
    *out = hf_buf_str(&buf);
    return HF_OK;
}

static enum meaning meaning_of(const struct hf_json *interest)
{
    struct hf_str type = hf_json_text(interest, HF_STR("type"));
    const struct hf_json *counted = HF_JSON_GET(interest, "beneficialOwnershipOrControl");
    bool wanted = counted != NULL && counted->kind == HF_JSON_BOOL && counted->is.truth;
    for (size_t i = 0; i < sizeof interests / sizeof interests[0]; i++)
        if (hf_str_eq(interests[i].type, type))
            return interests[i].meaning == CONTROL && !wanted ? NEITHER : interests[i].meaning;
    return NEITHER;
}

static enum hf_rc add_interest(struct bods *bods, const struct hf_json *statement,
                               const struct hf_json *interest, struct hf_owner_row *row)
{
    const struct hf_json *details = HF_JSON_GET(statement, "recordDetails");
    const struct hf_json *share = HF_JSON_GET(interest, "share");
    enum meaning meaning = meaning_of(interest);
    struct hf_str size;
    bool told =
        HF_JSON_GET(details, "componentRecords") != NULL && has(interest, "directOrIndirect", "indirect");
    if (meaning == NEITHER || (told && meaning != CONTROL)) {
        bods->graph->set_aside++;
        return HF_OK;
    }
    for (unsigned i = 0; i < HF_OWNER_COLUMNS; i++)
        row->at[i] = interest->offset;
    HF_TRY(share_text(bods, share, &size));
    row->cell[HF_OWNER_AT_percent] = meaning == SHARES ? size : HF_STR("0");
    row->cell[HF_OWNER_AT_votes] = meaning == VOTES ? size : meaning == CONTROL ? HF_STR("0") : HF_STR_NONE;
    if (meaning == VOTES && size.len == 0)
        row->cell[HF_OWNER_AT_votes] = HF_STR("?");
    row->cell[HF_OWNER_AT_control] = meaning == CONTROL ? HF_STR("yes") : HF_STR_NONE;
    HF_TRY(date_text(bods, interest, "startDate", false, &row->cell[HF_OWNER_AT_from]));
    HF_TRY(date_text(bods, interest, "endDate", true, &row->cell[HF_OWNER_AT_to]));
    return hf_owner_add(bods->graph, row, bods->err);
}

/* Counts the interests of one relationship, and adds them as rows. */
static enum hf_rc each_interest(struct bods *bods, uint32_t record, size_t *count, bool add)
{
    const struct hf_json *statement = bods->statement[record];
    const struct hf_json *details = HF_JSON_GET(statement, "recordDetails");
    const struct hf_json *list = HF_JSON_GET(details, "interests");
    struct hf_owner_row row = {0};
    size_t items = list != NULL && list->kind == HF_JSON_LIST ? list->is.list.count : 0;
    *count += items;
    if (!add)
        return HF_OK;
    row.cell[HF_OWNER_AT_owned] = end_of(bods, details, "subject");
    row.cell[HF_OWNER_AT_owner] = end_of(bods, details, "interestedParty");
    row.cell[HF_OWNER_AT_document] = hf_json_text(statement, HF_STR("statementId"));
    if (row.cell[HF_OWNER_AT_owned].len == 0 || row.cell[HF_OWNER_AT_owner].len == 0) {
        bods->graph->set_aside += (uint32_t)items; /* an unspecified party, or one that nothing is said of */
        return HF_OK;
    }
    for (size_t i = 0; i < items; i++)
        HF_TRY(add_interest(bods, statement, &list->is.list.item[i], &row));
    return HF_OK;
}

static enum hf_rc each_relationship(struct bods *bods, size_t *count, bool add)
{
    for (uint32_t i = 0; i < bods->count; i++)
        if (counts(bods, i, "relationship"))
            HF_TRY(each_interest(bods, i, count, add));
    return HF_OK;
}

enum hf_rc hf_owner_read_bods(struct hf_trace_source source, const struct hf_json *root, int32_t day,
                              struct hf_arena *arena, struct hf_owner_graph *out, struct hf_err *err)
{
    size_t statements = root->is.list.count, rows = 0;
    struct bods bods = {.source = source, .arena = arena, .graph = out, .day = day, .err = err};
    *out = (struct hf_owner_graph){.source = source};
    hf_trace_names_init(&bods.records, arena);
    bods.statement = hf_arena_try(arena, sizeof(void *), _Alignof(void *), statements + 1);
    bods.said = HF_OWNER_TRY(arena, int32_t, statements + 1);
    bods.text = hf_arena_try(arena, sizeof *bods.text, _Alignof(struct hf_str), statements + 1);
    if (bods.statement == NULL || bods.said == NULL || bods.text == NULL)
        return hf_owner_full(out, err);
    for (size_t i = 0; i < statements; i++)
        HF_TRY(take_statement(&bods, &root->is.list.item[i]));
    bods.count = bods.records.count;
    if (!name_records(&bods))
        return hf_owner_full(out, err);
    HF_TRY(each_relationship(&bods, &rows, false));
    HF_TRY(hf_owner_open(out, source, rows, true, day, arena, err));
    if (!know_records(&bods))
        return hf_owner_full(out, err);
    HF_TRY(each_relationship(&bods, &rows, true));
    return hf_owner_close(out, err);
}
