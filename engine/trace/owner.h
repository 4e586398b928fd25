/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who holds what of whom: a graph of holdings, read once, asked often.
 *
 * A reader hands in rows; here stands what makes a row a good one, whatever its form. Shares are exact: each
 * company has one whole (the common denominator of what is held in it) and each holding is a number of parts
 * of that whole. A share that nobody knows is an interval, never 0.
 *
 * Units: parts of a company's whole, 0 <= lo <= hi <= whole < 2^57.
 */
#ifndef HF_TRACE_OWNER_H
#define HF_TRACE_OWNER_H

#include "trace/ledger.h"
#include "trace/names.h"

/* The columns of a CSV file and the members of an edge in JSON; the first three are needed. */
#define HF_OWNER_COLUMNS_LIST(X) \
    X(owner)                     \
    X(owned) X(percent) X(votes) X(control) X(kind) X(class) X(document) X(page) X(from) X(to) X(id)
enum hf_owner_column {
#define HF_OWNER_COLUMN(name) HF_OWNER_AT_##name,
    HF_OWNER_COLUMNS_LIST(HF_OWNER_COLUMN)
#undef HF_OWNER_COLUMN
        HF_OWNER_COLUMNS
};
enum { HF_OWNER_NEEDED = 3 };
#define HF_OWNER_COLUMNS_TEXT \
    HF_STR("owner, owned, percent, votes, control, kind, class, document, page, from, to, id")
/* HF_OWNER_COLUMNS when there is none of that name. */
enum hf_owner_column hf_owner_column_find(struct hf_str name);

/* What a reader hands in; a cell that is not there is empty. */
struct hf_owner_row {
    struct hf_str cell[HF_OWNER_COLUMNS];
    uint32_t at[HF_OWNER_COLUMNS]; /* where each cell stands in the text */
};

/* lo/den to hi/den of the whole. */
struct hf_owner_share {
    uint64_t lo, hi, den;
};
#define HF_OWNER_WHOLE_MAX ((UINT64_C(1) << 57) - 1)

/*
 * Percents as texts: "25", "12.5", "100/3" (a fraction of a hundred: one third of the whole), "10..30"
 * (between),
 * "" or "?" (nobody knows). At most 15 digits a number; nothing beyond 100.
 */
bool hf_owner_share_read(struct hf_str text, struct hf_owner_share *out);
/* The greatest common divisor; that of 0 and a is a. */
uint64_t hf_owner_gcd(uint64_t a, uint64_t b);

/* What a row says beside who, whom and how much: kept where the file has such columns. */
struct hf_owner_paper {
    struct hf_owner_share votes;
    struct hf_str share_class, document, page;
    int32_t from, to; /* days, both included; INT32_MIN, INT32_MAX: not said */
    bool votes_said, control;
    uint8_t kind; /* of the owner: enum hf_owner_kind */
};

struct hf_owner_edge {
    struct hf_owner_share share;
    uint32_t owner, owned;
    uint32_t at; /* where the row begins in the text */
};

/* What one owner holds in the company whose list this stands in. */
struct hf_owner_hold {
    uint64_t lo, hi; /* parts of the company's whole */
    uint32_t owner, edge;
};

/* The holdings in each company: hold[start[c]..start[c + 1]), in the order of the file. */
struct hf_owner_book {
    uint32_t *start;
    struct hf_owner_hold *hold;
    uint64_t *whole; /* 1 where nothing is held */
};

enum hf_owner_kind { HF_OWNER_UNSAID, HF_OWNER_PERSON, HF_OWNER_COMPANY };

struct hf_owner_graph {
    struct hf_trace_source source;
    struct hf_arena *arena;
    struct hf_trace_names names, ids, persons, aliases;
    uint32_t *alias; /* the node that each alias means */
    struct hf_owner_edge *edge;
    struct hf_owner_paper *paper; /* NULL where no row says more; else one for each edge */
    uint32_t count, size;
    int32_t day; /* rows that do not hold on this day are left out; INT32_MIN: all are taken */
    uint32_t left_out, set_aside; /* those left out stand last in edge and paper, by the names of `aside` */
    struct hf_trace_names aside;
    /* after hf_owner_close */
    struct hf_owner_book share, vote; /* the same one where no row says votes */
    uint8_t *kind;                    /* of each node: enum hf_owner_kind */
    bool persons_known;               /* else whom nobody owns is taken for one */
    bool persons_listed;              /* the file lists whom it asks about: all of `persons` */
    bool open;                        /* some share or vote is an interval */
    struct hf_str target;             /* what the file asks about; "" */
};

/* Room for so many rows, all or none with papers. no_memory. */
enum hf_rc hf_owner_open(struct hf_owner_graph *graph, struct hf_trace_source source, size_t rows,
                         bool papers, int32_t day, struct hf_arena *arena, struct hf_err *err);
/* The texts of the row must live as long as the graph. BAD_INPUT with the place; nothing is added then. */
enum hf_rc hf_owner_add(struct hf_owner_graph *graph, const struct hf_owner_row *row, struct hf_err *err);
/* Says that a name is that of a natural person. False when the arena is full. */
bool hf_owner_person(struct hf_owner_graph *graph, struct hf_str name);
/*
 * Makes the books. BAD_INPUT owner_over (more than 100 % of a company is held), owner_doubled (the same
 * holding twice from one document), owner_unlike (no common denominator below 2^57), owner_person (a person
 * is owned, or called a company too), owner_over_votes, trace_blanks (two names that differ by blanks alone).
 */
enum hf_rc hf_owner_close(struct hf_owner_graph *graph, struct hf_err *err);

/* The node of that name or alias; HF_TRACE_NO_NAME. */
uint32_t hf_owner_find(const struct hf_owner_graph *graph, struct hf_str name);
static inline bool hf_owner_is_company(const struct hf_owner_graph *graph, uint32_t node)
{
    return graph->share.start[node] < graph->share.start[node + 1];
}
/*
 * Of a name that only rows left out have: the last day on which one held before, the first on which one will;
 * INT32_MIN and INT32_MAX where there is none. False when no row has it.
 */
bool hf_owner_other_days(const struct hf_owner_graph *graph, struct hf_str name, int32_t *before,
                         int32_t *after);
/* A natural person, as far as the file says; where it names none, whoever is owned by nobody. */
bool hf_owner_is_person(const struct hf_owner_graph *graph, uint32_t node);

/* For what is sized by a file: not zeroed, NULL when the arena is full. */
#define HF_OWNER_TRY(arena, type, count) \
    ((type *)hf_arena_try_unset((arena), sizeof(type), _Alignof(type), (count)))
enum hf_rc hf_owner_full(const struct hf_owner_graph *graph, struct hf_err *err);

#endif
