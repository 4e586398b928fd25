/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/flow/guard_world.h"

#include "base/check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Where a row belongs: a root, the members of an object, or those of one instance, embedded event or entry.
 */
enum place {
    ROOT,
    EVENT,
    DATA,
    FLAGS,
    LINKED,
    CHILDREN,
    IS,
    ACT,
    REGISTERS,
    SELF = 20,
    MEASURE = 20 + 10,
    MEASURE_DATA = 40,
    RESULT = 50,
    STATE = 60,
    ORDER = 70
};
enum { REQUEST_KIND = 1, MEASURE_KIND = 2, ORDERS = 4, ACCOUNTS = 2 };

static const struct hf_str states[] = {HF_STR_INIT("ordered"), HF_STR_INIT("asked"), HF_STR_INIT("in_force"),
                                       HF_STR_INIT("refused")};
static const struct hf_str stages[] = {HF_STR_INIT("draft"), HF_STR_INIT("sent"), HF_STR_INIT("done")};
static const struct hf_str grounds[] = {HF_STR_INIT("immunity"), HF_STR_INIT("not_found")};
static const struct hf_str outcomes[] = {HF_STR_INIT("in_force"), HF_STR_INIT("refuse")};

#define CLOSED(set)                                                       \
    {                                                                     \
        .sort = HF_SORT_TEXT, .choice = (set), .choice_count = COUNT(set) \
    }
#define LIST_OF(of, most)                                  \
    {                                                      \
        .sort = HF_SORT_LIST, .item = &(of), .max = (most) \
    }
#define OF(kind, number)                       \
    {                                          \
        .sort = HF_SORT_##kind, .id = (number) \
    }
#define PLAIN(kind)            \
    {                          \
        .sort = HF_SORT_##kind \
    }
#define LONG_TEXT(bytes)                     \
    {                                        \
        .sort = HF_SORT_TEXT, .max = (bytes) \
    }
#define EUROS                                    \
    {                                            \
        .sort = HF_SORT_MONEY, .currency = "EUR" \
    }

static const struct hf_type tale_type = LONG_TEXT(65536);
static const struct hf_type text_type = PLAIN(TEXT), stage_type = CLOSED(stages), int_type = PLAIN(INT);
static const struct hf_type measure_type = OF(INSTANCE, MEASURE_KIND), authority_type = PLAIN(AUTHORITY);
static const struct hf_type result_type = OF(EMBEDDED, RESULT), order_type = OF(ENTRY, ORDERS);

#define TRUTH(value)                              \
    {                                             \
        .sort = HF_SORT_BOOL, .is.truth = (value) \
    }
#define WHOLE(value)                               \
    {                                              \
        .sort = HF_SORT_INT, .is.integer = (value) \
    }
#define TEXT(value)                                         \
    {                                                       \
        .sort = HF_SORT_TEXT, .is.text = HF_STR_INIT(value) \
    }
#define DAY(value)                              \
    {                                           \
        .sort = HF_SORT_DATE, .is.day = (value) \
    }
#define AT(value)                                    \
    {                                                \
        .sort = HF_SORT_INSTANT, .is.at_ms = (value) \
    }
#define CASH(value, code)                                   \
    {                                                       \
        .sort = HF_SORT_MONEY, .is.money = {(value), code } \
    }
#define NODE(place)                                      \
    {                                                    \
        .sort = HF_SORT_OBJECT, .is.object.tag = (place) \
    }
#define EMBEDDED(place)                                    \
    {                                                      \
        .sort = HF_SORT_EMBEDDED, .is.object.tag = (place) \
    }
#define INSTANCE(of, n)                                       \
    {                                                         \
        .sort = HF_SORT_INSTANCE, .is.instance = {(of), (n) } \
    }
#define KNOWN(kind, n)                                     \
    {                                                      \
        .sort = HF_SORT_##kind, .is.entry.id.byte = {(n) } \
    }
#define MANY(items)                                                              \
    {                                                                            \
        .sort = HF_SORT_LIST, .is.list = {.at = (items), .count = COUNT(items) } \
    }
#define NOTHING                \
    {                          \
        .sort = HF_SORT_ABSENT \
    }

static const struct hf_val measures[] = {INSTANCE(2, 1), INSTANCE(2, 2), INSTANCE(2, 3)};
static const struct hf_val results[] = {EMBEDDED(RESULT), EMBEDDED(RESULT + 1)};
static const struct hf_val tags[] = {TEXT("urgent"), TEXT("\xC3\xA9t\xC3\xA9")};
static const struct hf_val numbers[] = {WHOLE(1), WHOLE(2), WHOLE(3)};
static const struct hf_val offices[] = {KNOWN(AUTHORITY, 8), KNOWN(AUTHORITY, 9)};
static const struct hf_val orders[] = {KNOWN(ENTRY, 1), KNOWN(ENTRY, 2)};
static const struct hf_val groups[] = {TEXT("sent")};

enum { OPTIONAL = 1, PERSONAL = 2, POISON = 4 };
static const struct row {
    unsigned place;
    struct hf_str name;
    struct hf_type type;
    struct hf_val value;
    unsigned marks;
    uint32_t steps;
} rows[] = {
#define ROW(place, name, ...)                 \
    {                                         \
        place, HF_STR_INIT(name), __VA_ARGS__ \
    }
    /* clang-format off */
    ROW(ROOT, "event", OF(OBJECT, EVENT), NODE(EVENT), 0, 0),
    ROW(ROOT, "data", OF(OBJECT, DATA), NODE(DATA), 0, 0),
    ROW(ROOT, "flags", OF(OBJECT, FLAGS), NODE(FLAGS), 0, 0),
    ROW(ROOT, "linked", OF(OBJECT, LINKED), NODE(LINKED), 0, 0),
    ROW(ROOT, "children", OF(OBJECT, CHILDREN), NODE(CHILDREN), 0, 0),
    ROW(ROOT, "is", OF(OBJECT, IS), NODE(IS), 0, 0),
    ROW(ROOT, "act", OF(OBJECT, ACT), NODE(ACT), 0, 0),
    ROW(ROOT, "registers", OF(OBJECT, REGISTERS), NODE(REGISTERS), 0, 0),
    ROW(ROOT, "self", OF(INSTANCE, REQUEST_KIND), INSTANCE(1, 1), 0, 0),
    ROW(ROOT, "key", PLAIN(AUTHORITY), NOTHING, OPTIONAL, 0),
    ROW(EVENT, "measures", LIST_OF(measure_type, 200), MANY(measures), 0, 0),
    ROW(EVENT, "results", LIST_OF(result_type, 200), MANY(results), 0, 0),
    ROW(EVENT, "tags", LIST_OF(text_type, 10), MANY(tags), 0, 0),
    ROW(EVENT, "numbers", LIST_OF(int_type, 10), MANY(numbers), 0, 0),
    ROW(EVENT, "none", LIST_OF(measure_type, 200), {.sort = HF_SORT_LIST}, 0, 0),
    ROW(EVENT, "addressee", OF(AUTHORITY, STATE), KNOWN(AUTHORITY, 9), 0, 0),
    ROW(EVENT, "amount", PLAIN(MONEY), CASH(1500, "EUR"), 0, 0),
    ROW(EVENT, "price", EUROS, CASH(2500, "EUR"), 0, 0),
    ROW(EVENT, "fee", PLAIN(MONEY), CASH(900, "USD"), 0, 0),
    ROW(EVENT, "hoard", EUROS, CASH(INT64_MAX, "EUR"), 0, 0),
    ROW(EVENT, "currency", PLAIN(TEXT), TEXT("CHF"), 0, 0),
    ROW(EVENT, "tale", LONG_TEXT(65536), TEXT("once"), 0, 0),
    ROW(EVENT, "letter", LONG_TEXT(32768), TEXT("on"), 0, 0),
    ROW(EVENT, "line", LONG_TEXT(1023), TEXT("nce"), 0, 0),
    ROW(EVENT, "tales", LIST_OF(tale_type, 10), MANY(tags), 0, 0),
    ROW(EVENT, "nonsense", PLAIN(TEXT), TEXT("QQQ"), 0, 0),
    ROW(EVENT, "count", PLAIN(INT), WHOLE(7), 0, 0),
    ROW(EVENT, "zero", PLAIN(INT), WHOLE(0), 0, 0),
    ROW(EVENT, "most", PLAIN(INT), WHOLE(INT64_MAX), 0, 0),
    ROW(EVENT, "least", PLAIN(INT), WHOLE(INT64_MIN), 0, 0),
    ROW(EVENT, "urgent", PLAIN(BOOL), TRUTH(true), 0, 0),
    ROW(EVENT, "poison", PLAIN(BOOL), NOTHING, POISON, 0),
    ROW(EVENT, "liar", PLAIN(BOOL), NOTHING, 0, 0),
    ROW(EVENT, "note", PLAIN(TEXT), TRUTH(true), OPTIONAL | PERSONAL, 0),
    ROW(EVENT, "ground", CLOSED(grounds), TEXT("immunity"), OPTIONAL, 0),
    ROW(EVENT, "expires_on", PLAIN(DATE), NOTHING, OPTIONAL, 0),
    ROW(EVENT, "since", PLAIN(DATE), DAY(20000), 0, 0),
    ROW(EVENT, "order", OF(ENTRY, ORDERS), KNOWN(ENTRY, 2), 0, 0),
    ROW(EVENT, "account", OF(ENTRY, ACCOUNTS), KNOWN(ENTRY, 2), 0, 0),
    ROW(EVENT, "lead", PLAIN(PERIOD), {.sort = HF_SORT_PERIOD, .is.period = {45, HF_DAYS}}, 0, 0),
    ROW(EVENT, "pause", PLAIN(PERIOD), {.sort = HF_SORT_PERIOD, .is.period = {6, HF_WEEKS}}, 0, 0),
    ROW(DATA, "addressee", PLAIN(AUTHORITY), KNOWN(AUTHORITY, 9), 0, 0),
    ROW(DATA, "handed_to", LIST_OF(authority_type, 5), MANY(offices), 0, 0),
    ROW(DATA, "limit", PLAIN(MONEY), NOTHING, OPTIONAL, 0),
    ROW(DATA, "expires_on", PLAIN(DATE), DAY(20100), OPTIONAL, 0),
    ROW(DATA, "rounds", PLAIN(INT), WHOLE(2), OPTIONAL, 0),
    ROW(DATA, "poison", PLAIN(INT), NOTHING, OPTIONAL | POISON, 0),
    ROW(FLAGS, "silent", PLAIN(BOOL), TRUTH(false), 0, 0),
    ROW(LINKED, "measures", LIST_OF(measure_type, 200), MANY(measures), 0, 0),
    ROW(CHILDREN, "measure", LIST_OF(measure_type, 4096), MANY(measures), 0, 0),
    ROW(REGISTERS, "order", LIST_OF(order_type, 200), MANY(orders), 0, 0),
    ROW(IS, "settled", PLAIN(BOOL), TRUTH(true), 0, 300),
    ROW(ACT, "effective_at", PLAIN(INSTANT), AT(1000), 0, 0),
    ROW(ACT, "recorded_at", PLAIN(INSTANT), AT(2000), 0, 0),
    ROW(ACT, "raised", PLAIN(BOOL), TRUTH(false), 0, 0),
    ROW(ACT, "person", PLAIN(PERSON), KNOWN(PERSON, 5), 0, 0),
    ROW(SELF + 1, "state", CLOSED(stages), TEXT("sent"), 0, 0),
    ROW(SELF + 1, "groups", LIST_OF(stage_type, 3), MANY(groups), 0, 0),
    ROW(MEASURE + 1, "state", CLOSED(states), TEXT("asked"), 0, 0),
    ROW(MEASURE + 2, "state", CLOSED(states), TEXT("in_force"), 0, 0),
    ROW(MEASURE + 3, "state", CLOSED(states), TEXT("refused"), 0, 0),
    ROW(MEASURE + 1, "final", PLAIN(BOOL), TRUTH(false), 0, 0),
    ROW(MEASURE + 2, "final", PLAIN(BOOL), TRUTH(false), 0, 0),
    ROW(MEASURE + 3, "final", PLAIN(BOOL), TRUTH(true), 0, 0),
    ROW(MEASURE + 1, "data", OF(OBJECT, MEASURE_DATA + 1), NODE(MEASURE_DATA + 1), 0, 0),
    ROW(MEASURE + 2, "data", OF(OBJECT, MEASURE_DATA + 1), NODE(MEASURE_DATA + 2), 0, 0),
    ROW(MEASURE + 3, "data", OF(OBJECT, MEASURE_DATA + 1), NODE(MEASURE_DATA + 3), 0, 0),
    ROW(MEASURE_DATA + 1, "authority", PLAIN(AUTHORITY), KNOWN(AUTHORITY, 9), 0, 0),
    ROW(MEASURE_DATA + 2, "authority", PLAIN(AUTHORITY), KNOWN(AUTHORITY, 9), 0, 0),
    ROW(MEASURE_DATA + 3, "authority", PLAIN(AUTHORITY), KNOWN(AUTHORITY, 9), 0, 0),
    ROW(MEASURE_DATA + 1, "until", PLAIN(DATE), NOTHING, OPTIONAL, 0),
    ROW(MEASURE_DATA + 2, "until", PLAIN(DATE), DAY(20100), OPTIONAL, 0),
    ROW(RESULT, "on", OF(INSTANCE, MEASURE_KIND), INSTANCE(2, 1), 0, 0),
    ROW(RESULT + 1, "on", OF(INSTANCE, MEASURE_KIND), INSTANCE(2, 3), 0, 0),
    ROW(RESULT, "event", CLOSED(outcomes), TEXT("in_force"), 0, 0),
    ROW(RESULT + 1, "event", CLOSED(outcomes), TEXT("refuse"), 0, 0),
    ROW(STATE, "state", PLAIN(TEXT), TEXT("Arcadia"), 0, 0),
    ROW(ORDER + ORDERS, "kind", PLAIN(TEXT), TEXT("freezing"), 0, 0),
    /* clang-format on */
};

static const struct row *find(unsigned place, struct hf_str name)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].place == place && hf_str_eq(rows[i].name, name))
            return &rows[i];
    return NULL;
}

static bool give(const struct row *row, struct hf_slot *out)
{
    if (row != NULL)
        *out = (struct hf_slot){.type = row->type,
                                .index = (uint32_t)(row - rows),
                                .steps = row->steps,
                                .optional = (row->marks & OPTIONAL) != 0,
                                .personal = (row->marks & PERSONAL) != 0};
    return row != NULL;
}

static bool scope_root(void *self, struct hf_str name, struct hf_slot *out)
{
    (void)self;
    return give(find(ROOT, name), out);
}

static unsigned place_of_type(const struct hf_type *type)
{
    if (type->sort == HF_SORT_INSTANCE)
        return type->id == MEASURE_KIND ? MEASURE + 1 : SELF + 1;
    return type->sort == HF_SORT_ENTRY ? ORDER + type->id : type->id;
}

static bool scope_field(void *self, const struct hf_type *of, struct hf_str name, struct hf_slot *out)
{
    (void)self;
    unsigned place = place_of_type(of);
    return place != 0 && give(find(place, name), out);
}

static enum hf_rc take(const struct row *row, struct hf_val *out, struct hf_err *err)
{
    if (row != NULL && (row->marks & POISON) != 0)
        return hf_fail(err, HF_WORD_internal, HF_STR_NONE, HF_STR("poison"), HF_STR_NONE);
    *out = row == NULL ? (struct hf_val){.sort = HF_SORT_ABSENT} : row->value;
    return HF_OK;
}

static enum hf_rc world_root(void *self, uint32_t index, struct hf_val *out, struct hf_err *err)
{
    (void)self;
    HF_CHECK(index < COUNT(rows) && rows[index].place == ROOT);
    return take(&rows[index], out, err);
}

static unsigned place_of_value(const struct hf_val *value, uint32_t index)
{
    if (value->sort == HF_SORT_INSTANCE)
        return (value->is.instance.kind == MEASURE_KIND ? MEASURE : SELF) + value->is.instance.number;
    return value->sort == HF_SORT_OBJECT || value->sort == HF_SORT_EMBEDDED ? value->is.object.tag
                                                                            : rows[index].place;
}

static enum hf_rc world_field(void *self, const struct hf_val *of, uint32_t index, struct hf_str name,
                              struct hf_val *out, struct hf_err *err)
{
    (void)self;
    HF_CHECK(index < COUNT(rows) && hf_str_eq(rows[index].name, name));
    return take(find(place_of_value(of, index), name), out, err);
}

static enum hf_rc world_item(void *self, const struct hf_val *list, uint32_t at, struct hf_val *out,
                             struct hf_err *err)
{
    (void)self;
    (void)err;
    HF_CHECK(at < list->is.list.count);
    *out = ((const struct hf_val *)list->is.list.at)[at];
    return HF_OK;
}

const struct hf_expr_scope guard_scope = {.root = scope_root, .field = scope_field};
const struct hf_world guard_world = {.root = world_root, .field = world_field, .item = world_item};

static void put_list(struct hf_buf *out, const struct hf_val *list)
{
    hf_buf_put_char(out, '[');
    for (uint32_t i = 0; i < list->is.list.count; i++) {
        hf_buf_put(out, i == 0 ? HF_STR_NONE : HF_STR(", "));
        guard_put(out, list->is.list.item == NULL ? (const struct hf_val *)list->is.list.at + i
                                                  : &list->is.list.item[i]);
    }
    hf_buf_put_char(out, ']');
}

static void put_numbered(struct hf_buf *out, struct hf_str name, int64_t number)
{
    hf_buf_put(out, name);
    hf_buf_put_char(out, '/');
    hf_buf_put_i64(out, number);
}

static void put_text(struct hf_buf *out, struct hf_str text)
{
    hf_buf_put_char(out, '\'');
    hf_buf_put(out, text);
    hf_buf_put_char(out, '\'');
}

void guard_put(struct hf_buf *out, const struct hf_val *value)
{
    switch (value->sort) {
    case HF_SORT_ABSENT:
        hf_buf_put(out, HF_STR("absent"));
        return;
    case HF_SORT_BOOL:
        hf_buf_put(out, value->is.truth ? HF_STR("true") : HF_STR("false"));
        return;
    case HF_SORT_INT:
        hf_buf_put_i64(out, value->is.integer);
        return;
    case HF_SORT_TEXT:
        put_text(out, value->is.text);
        return;
    case HF_SORT_DATE:
        hf_day_put(out, value->is.day);
        return;
    case HF_SORT_INSTANT:
        hf_instant_put(out, value->is.at_ms);
        return;
    case HF_SORT_PERIOD:
        hf_period_put(out, value->is.period);
        return;
    case HF_SORT_MONEY:
        hf_money_put(out, &value->is.money);
        return;
    case HF_SORT_LIST:
        put_list(out, value);
        return;
    case HF_SORT_OBJECT:
    case HF_SORT_EMBEDDED:
        hf_buf_put(out, HF_STR("object"));
        return;
    case HF_SORT_INSTANCE:
        put_numbered(out, HF_STR("instance"), value->is.instance.number);
        return;
    case HF_SORT_ENTRY:
    case HF_SORT_AUTHORITY:
    case HF_SORT_PERSON:
        put_numbered(out, HF_STR("entry"), value->is.entry.id.byte[0]);
        return;
    case HF_SORT_COUNT:
        break;
    }
    HF_UNREACHABLE();
}
