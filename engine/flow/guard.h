/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Guards: the frozen, typed subset of CEL in which a workflow definition says its conditions.
 *
 * Compiling needs a scope (which names there are and what type they have), evaluating needs a world (what
 * they are now). Both are tables of callbacks, so this file knows neither definitions nor cases. A compiled
 * expression is total: it ends within a number of steps known beforehand, reads no clock and changes nothing.
 */
#ifndef HF_FLOW_GUARD_H
#define HF_FLOW_GUARD_H

#include "base/arena.h"
#include "base/id.h"
#include "base/money.h"
#include "base/when.h"

/*
 * A step is one item of a list, looked at by all, exists, in or + or written out in []; or 1 KiB of a text
 * that is measured or searched, or 16 KiB of two that are compared, each about a microsecond. What one item
 * costs besides is bounded by the length of the expression. 50,000 hold two nested lists of the default 200
 * (40,200), which the format page's example needs.
 *
 * Depth is that of operators, calls and parentheses around a name or constant: CEL asks for 32 of them.
 */
enum { HF_EXPR_BYTES_MAX = 1024, HF_EXPR_DEPTH_MAX = 32, HF_EXPR_STEPS_MAX = 50000 };

/* What a value can be; the name is how messages call it. ABSENT is only ever a value, never a type. */
#define HF_SORTS(X)           \
    X(ABSENT, "absent")       \
    X(BOOL, "bool")           \
    X(INT, "int")             \
    X(TEXT, "string")         \
    X(DATE, "date")           \
    X(INSTANT, "instant")     \
    X(PERIOD, "period")       \
    X(MONEY, "money")         \
    X(LIST, "list")           \
    X(OBJECT, "object")       \
    X(EMBEDDED, "event")      \
    X(INSTANCE, "instance")   \
    X(ENTRY, "entry")         \
    X(AUTHORITY, "authority") \
    X(PERSON, "person")

enum hf_sort {
#define HF_SORT(name, text) HF_SORT_##name,
    HF_SORTS(HF_SORT)
#undef HF_SORT
        HF_SORT_COUNT
};

struct hf_type {
    enum hf_sort sort;
    uint32_t id;           /* the scope's own number: shape of an object, kind of an instance, register; of an
                              authority or person: 0 where it can only be compared */
    uint32_t max;          /* list: the most items it can have; text: the most bytes, 0: some letters */
    uint32_t choice_count; /* text: size of the closed set, 0 when any text may stand there */
    const struct hf_str *choice; /* text: the closed set (an enum, the states or groups of a kind) */
    const struct hf_type *item;  /* list: of what; NULL only for the list literal [] */
    char currency[4];            /* money: "" when only the run knows */
};
extern const struct hf_type hf_type_bool, hf_type_int, hf_type_text, hf_type_date, hf_type_instant,
    hf_type_period, hf_type_money;

/* "list of instance", for messages. */
void hf_type_put(struct hf_buf *out, const struct hf_type *type);

/* What a name stands for. */
struct hf_slot {
    struct hf_type type;
    uint32_t index; /* the scope's own number, handed to the world at run time */
    uint32_t steps; /* what reading it may cost: of `is.NAME`, the steps of that condition */
    bool optional;  /* may be absent: readable only behind has() */
    bool personal;  /* only has() may ask for it */
};

struct hf_expr_scope {
    void *self;
    /* The name at the beginning of a path (event, data, self, case, linked, act, is, it...); false: not here.
     */
    bool (*root)(void *self, struct hf_str name, struct hf_slot *out);
    /* A member of an object, embedded event, instance, entry, authority or person; false: it has none such.
     */
    bool (*field)(void *self, const struct hf_type *of, struct hf_str name, struct hf_slot *out);
    /* Paths ("data.order") known to be present where this expression stands. */
    const struct hf_str *present;
    size_t present_count;
};

/* One path an expression reads; macro variables are written as what they run over:
 * "linked.measures[].data.x". */
struct hf_expr_read {
    struct hf_str path;
    bool asked; /* named inside has(): its value is not read */
};

struct hf_expr_node;
struct hf_expr {
    struct hf_str source;
    struct hf_type type;
    uint32_t steps;       /* at the largest sizes allowed */
    uint32_t comparisons; /* == != < <= > >= in; two or more deserve a named condition */
    const struct hf_expr_read *read;
    size_t read_count;
    /* Of a bool expression: paths surely present when it is false [0] and when it is true [1]. */
    const struct hf_str *ensured[2];
    size_t ensured_count[2];
    const struct hf_expr_node *node;
};

/*
 * Reads, types and bounds an expression.
 *   source   borrowed: it must live as long as the arena
 *   wanted   the type it must give; NULL: any, the caller looks at out->type
 *   errors   BAD_INPUT, each a word expr_*; err->where is the column, from 1, in bytes
 */
enum hf_rc hf_expr_compile(const struct hf_expr_scope *scope, struct hf_str source,
                           const struct hf_type *wanted, struct hf_arena *arena, const struct hf_expr **out,
                           struct hf_err *err);

/* May a value of type `from` stand where `to` is asked for? Closed sets must lie within closed sets. */
bool hf_type_fits(const struct hf_type *from, const struct hf_type *to);

/* A value; `sort` says which member of `is` holds. */
struct hf_val {
    enum hf_sort sort;
    union {
        bool truth;
        int64_t integer;
        struct hf_str text;
        int32_t day; /* HF_SORT_DATE */
        int64_t at_ms;
        struct hf_period period;
        struct hf_money money;
        struct { /* item == NULL: the world is asked item by item */
            const struct hf_val *item;
            const void *at; /* the world's own */
            uint32_t count;
            uint32_t tag; /* the world's own */
        } list;
        struct { /* OBJECT, EMBEDDED: opaque to guards */
            const void *at;
            uint32_t tag;
        } object;
        struct { /* equal when kind and number are */
            uint32_t kind;
            uint32_t number;
        } instance;
        struct { /* ENTRY, AUTHORITY, PERSON: equal when the id is; `at` is the world's own */
            struct hf_id id;
            const void *at;
        } entry;
    } is;
};

/* What the names stand for while one expression is evaluated. Absent is an answer (sort ABSENT), not a
 * failure. */
struct hf_world {
    void *self;
    enum hf_rc (*root)(void *self, uint32_t index, struct hf_val *out, struct hf_err *err);
    /* `of` is a value this world gave; `index` the slot's. A hidden member gives any value that is not
     * absent. */
    enum hf_rc (*field)(void *self, const struct hf_val *of, uint32_t index, struct hf_str name,
                        struct hf_val *out, struct hf_err *err);
    enum hf_rc (*item)(void *self, const struct hf_val *list, uint32_t at, struct hf_val *out,
                       struct hf_err *err);
};

/*
 * Left to right; && || and ?: evaluate no more than needed, all and exists stop at the first item that
 * decides. An operand of && or || that fails is overruled by one that decides, on either side of it; so is an
 * item of all or exists (CEL language definition, "Logical Operators"). What the world itself cannot give is
 * never overruled.
 *   scratch  holds lists made on the way, at most HF_EXPR_STEPS_MAX values; out may point into it
 *   errors   REFUSED expr_absent, expr_division, expr_ran_long, overflow, currency_mismatch; BAD_INPUT
 *            unknown_currency; what the world gives
 */
enum hf_rc hf_expr_eval(const struct hf_expr *expr, const struct hf_world *world, struct hf_arena *scratch,
                        struct hf_val *out, struct hf_err *err);

/*
 * A part that reads nothing gives the same always: fails where it always fails (1/0, a number beyond 64
 * bits), with err->where as hf_expr_compile has it, also where nothing would ever come to evaluate it.
 */
enum hf_rc hf_expr_constants(const struct hf_expr *expr, struct hf_arena *scratch, struct hf_err *err);

/* Are two values of one scalar sort the same? REFUSED currency_mismatch for money of two currencies. */
enum hf_rc hf_val_same(const struct hf_val *a, const struct hf_val *b, bool *out, struct hf_err *err);

#endif
