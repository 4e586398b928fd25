/* SPDX-License-Identifier: Apache-2.0 */
/* Rows are judged one by one, companies when all rows are there. */
#include "trace/owner.h"

#include "base/check.h"
#include "base/when.h"
#include "trace/trim.h"

static const struct hf_str column_names[HF_OWNER_COLUMNS] = {
#define HF_OWNER_COLUMN(name) [HF_OWNER_AT_##name] = HF_STR_INIT(#name),
    HF_OWNER_COLUMNS_LIST(HF_OWNER_COLUMN)
#undef HF_OWNER_COLUMN
};

enum hf_owner_column hf_owner_column_find(struct hf_str name)
{
    unsigned column = 0;
    while (column < HF_OWNER_COLUMNS && !hf_str_eq(column_names[column], name))
        column++;
    return (enum hf_owner_column)column;
}

enum hf_rc hf_owner_full(const struct hf_owner_graph *graph, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, graph->source.file, HF_STR("the holdings"), HF_STR_NONE);
}

enum hf_rc hf_owner_open(struct hf_owner_graph *graph, struct hf_trace_source source, size_t rows,
                         bool papers, int32_t day, struct hf_arena *arena, struct hf_err *err)
{
    *graph = (struct hf_owner_graph){.source = source, .arena = arena, .day = day};
    hf_trace_names_init(&graph->names, arena);
    hf_trace_names_init(&graph->ids, arena);
    hf_trace_names_init(&graph->persons, arena);
    hf_trace_names_init(&graph->aliases, arena);
    hf_trace_names_init(&graph->aside, arena);
    if (rows >= UINT32_MAX / 4)
        return hf_owner_full(graph, err);
    graph->size = (uint32_t)rows;
    graph->edge = HF_OWNER_TRY(arena, struct hf_owner_edge, rows);
    if (papers)
        graph->paper = HF_OWNER_TRY(arena, struct hf_owner_paper, rows);
    if (graph->edge == NULL || (papers && graph->paper == NULL))
        return hf_owner_full(graph, err);
    return HF_OK;
}

/* ---- one row ---- */

static enum hf_rc fail_at(const struct hf_owner_graph *graph, const struct hf_owner_row *row,
                          enum hf_owner_column column, enum hf_word word, struct hf_err *err)
{
    return hf_trace_fail(&graph->source, row->at[column], word, row->cell[column], column_names[column], err);
}

static enum hf_rc read_share(const struct hf_owner_graph *graph, const struct hf_owner_row *row,
                             enum hf_owner_column column, struct hf_owner_share *out, struct hf_err *err)
{
    if (hf_owner_share_read(row->cell[column], out))
        return HF_OK;
    return fail_at(graph, row, column, HF_WORD_owner_percent, err);
}

static enum hf_rc read_day(const struct hf_owner_graph *graph, const struct hf_owner_row *row,
                           enum hf_owner_column column, int32_t *day, struct hf_err *err)
{
    if (row->cell[column].len == 0 || hf_day_read(row->cell[column], day))
        return HF_OK;
    return fail_at(graph, row, column, HF_WORD_bad_date, err);
}

static enum hf_rc read_choice(const struct hf_owner_graph *graph, const struct hf_owner_row *row,
                              enum hf_owner_column column, const struct hf_str *choice, unsigned choices,
                              unsigned *out, struct hf_err *err)
{
    for (*out = 0; *out < choices; ++*out)
        if (hf_str_eq(choice[*out], row->cell[column]))
            return HF_OK;
    return fail_at(graph, row, column, HF_WORD_owner_choice, err);
}

static enum hf_rc read_paper(const struct hf_owner_graph *graph, const struct hf_owner_row *row,
                             struct hf_owner_paper *paper, struct hf_err *err)
{
    static const struct hf_str kinds[] = {HF_STR_INIT(""), HF_STR_INIT("person"), HF_STR_INIT("company")};
    static const struct hf_str truths[] = {HF_STR_INIT(""), HF_STR_INIT("yes"), HF_STR_INIT("no")};
    unsigned kind = 0, control = 0;
    *paper = (struct hf_owner_paper){.from = INT32_MIN,
                                     .to = INT32_MAX,
                                     .share_class = row->cell[HF_OWNER_AT_class],
                                     .document = row->cell[HF_OWNER_AT_document],
                                     .page = row->cell[HF_OWNER_AT_page]};
    HF_TRY(read_choice(graph, row, HF_OWNER_AT_kind, kinds, 3, &kind, err));
    HF_TRY(read_choice(graph, row, HF_OWNER_AT_control, truths, 3, &control, err));
    HF_TRY(read_day(graph, row, HF_OWNER_AT_from, &paper->from, err));
    HF_TRY(read_day(graph, row, HF_OWNER_AT_to, &paper->to, err));
    if (paper->from > paper->to)
        return fail_at(graph, row, HF_OWNER_AT_to, HF_WORD_owner_backwards, err);
    paper->votes_said = row->cell[HF_OWNER_AT_votes].len > 0;
    if (paper->votes_said)
        HF_TRY(read_share(graph, row, HF_OWNER_AT_votes, &paper->votes, err));
    paper->kind = (uint8_t)kind;
    paper->control = control == 1;
    return HF_OK;
}

static enum hf_rc check_id(struct hf_owner_graph *graph, const struct hf_owner_row *row, struct hf_err *err)
{
    uint32_t known = graph->ids.count, index;
    if (row->cell[HF_OWNER_AT_id].len == 0)
        return HF_OK;
    index = hf_trace_name(&graph->ids, row->cell[HF_OWNER_AT_id]);
    if (index == HF_TRACE_NO_NAME)
        return hf_owner_full(graph, err);
    return index >= known ? HF_OK : fail_at(graph, row, HF_OWNER_AT_id, HF_WORD_trace_twice, err);
}

/* Rows of one company mostly stand together; that saves looking the name up among all. */
static uint32_t owned_node(struct hf_owner_graph *graph, struct hf_str name)
{
    if (graph->count > 0) {
        uint32_t last = graph->edge[graph->count - 1].owned;
        if (hf_str_eq(graph->names.name[last], name))
            return last;
    }
    return hf_trace_name(&graph->names, name);
}

/* Kept behind the others, so that whoever asks for a name that holds on other days can be told so. */
static enum hf_rc leave_out(struct hf_owner_graph *graph, const struct hf_owner_row *row,
                            struct hf_owner_edge edge, struct hf_err *err)
{
    uint32_t last = graph->size - ++graph->left_out;
    edge.owner = hf_trace_name(&graph->aside, row->cell[HF_OWNER_AT_owner]);
    edge.owned = hf_trace_name(&graph->aside, row->cell[HF_OWNER_AT_owned]);
    if (edge.owner == HF_TRACE_NO_NAME || edge.owned == HF_TRACE_NO_NAME)
        return hf_owner_full(graph, err);
    graph->paper[last] = graph->paper[graph->count];
    graph->edge[last] = edge;
    return HF_OK;
}

enum hf_rc hf_owner_add(struct hf_owner_graph *graph, const struct hf_owner_row *row, struct hf_err *err)
{
    struct hf_owner_edge edge = {.at = row->at[HF_OWNER_AT_owner]};
    HF_CHECK(graph->count + graph->left_out < graph->size);
    for (unsigned column = HF_OWNER_AT_owner; column <= HF_OWNER_AT_owned; column++)
        if (row->cell[column].len == 0)
            return hf_trace_fail(&graph->source, row->at[column], HF_WORD_owner_needed, column_names[column],
                                 HF_STR_NONE, err);
    HF_TRY(read_share(graph, row, HF_OWNER_AT_percent, &edge.share, err));
    HF_TRY(check_id(graph, row, err));
    if (graph->paper != NULL) {
        struct hf_owner_paper *paper = &graph->paper[graph->count];
        HF_TRY(read_paper(graph, row, paper, err));
        if (graph->day != INT32_MIN && (graph->day < paper->from || graph->day > paper->to))
            return leave_out(graph, row, edge, err);
    }
    edge.owner = hf_trace_name(&graph->names, row->cell[HF_OWNER_AT_owner]);
    edge.owned = owned_node(graph, row->cell[HF_OWNER_AT_owned]);
    if (edge.owner == HF_TRACE_NO_NAME || edge.owned == HF_TRACE_NO_NAME)
        return hf_owner_full(graph, err);
    graph->edge[graph->count++] = edge;
    return HF_OK;
}

bool hf_owner_person(struct hf_owner_graph *graph, struct hf_str name)
{
    return hf_trace_name(&graph->persons, name) != HF_TRACE_NO_NAME &&
           hf_trace_name(&graph->names, name) != HF_TRACE_NO_NAME;
}

/* ---- the books ---- */

typedef const struct hf_owner_share *share_of(const struct hf_owner_graph *graph, uint32_t edge);

static const struct hf_owner_share *economic(const struct hf_owner_graph *graph, uint32_t edge)
{
    return &graph->edge[edge].share;
}

static const struct hf_owner_share *voting(const struct hf_owner_graph *graph, uint32_t edge)
{
    return graph->paper[edge].votes_said ? &graph->paper[edge].votes : &graph->edge[edge].share;
}

static enum hf_rc blame(const struct hf_owner_graph *graph, uint32_t edge, enum hf_word word,
                        struct hf_err *err)
{
    const struct hf_owner_edge *at = &graph->edge[edge];
    return hf_trace_fail(&graph->source, at->at, word, graph->names.name[at->owned],
                         graph->names.name[at->owner], err);
}

/* Counts, then places: the rows of each company together, in the order of the file. */
static bool sort_edges(struct hf_owner_graph *graph, struct hf_owner_book *book)
{
    uint32_t nodes = graph->names.count;
    book->start = hf_arena_try(graph->arena, sizeof *book->start, _Alignof(uint32_t), (size_t)nodes + 2);
    book->whole = HF_OWNER_TRY(graph->arena, uint64_t, (size_t)nodes + 1);
    book->hold = HF_OWNER_TRY(graph->arena, struct hf_owner_hold, (size_t)graph->count + 1);
    if (book->start == NULL || book->whole == NULL || book->hold == NULL)
        return false;
    for (uint32_t i = 0; i < graph->count; i++)
        book->start[graph->edge[i].owned + 2]++;
    for (uint32_t node = 2; node <= nodes; node++)
        book->start[node] += book->start[node - 1];
    for (uint32_t i = 0; i < graph->count; i++) {
        const struct hf_owner_edge *edge = &graph->edge[i];
        book->hold[book->start[edge->owned + 1]++] = (struct hf_owner_hold){.owner = edge->owner, .edge = i};
    }
    return true;
}

/* The least common multiple of the denominators of one company. */
static enum hf_rc find_whole(const struct hf_owner_graph *graph, const struct hf_owner_book *book,
                             uint32_t company, share_of *share, uint64_t *out, struct hf_err *err)
{
    *out = 1;
    for (uint32_t i = book->start[company]; i < book->start[company + 1]; i++) {
        uint64_t den = share(graph, book->hold[i].edge)->den;
        if (*out % den == 0)
            continue;
        uint64_t times = den / hf_owner_gcd(den, *out);
        if (__builtin_mul_overflow(*out, times, out) || *out > HF_OWNER_WHOLE_MAX)
            return blame(graph, book->hold[i].edge, HF_WORD_owner_unlike, err);
    }
    return HF_OK;
}

/* Nobody can hold more than what the others surely leave. */
static void tighten(struct hf_owner_book *book, uint32_t company, uint64_t held)
{
    for (uint32_t i = book->start[company]; i < book->start[company + 1]; i++) {
        struct hf_owner_hold *hold = &book->hold[i];
        uint64_t left = book->whole[company] - held + hold->lo;
        hold->hi = hold->hi < left ? hold->hi : left;
    }
}

static enum hf_rc scale(struct hf_owner_graph *graph, struct hf_owner_book *book, uint32_t company,
                        share_of *share, struct hf_err *err)
{
    uint64_t whole = 1, held = 0;
    bool open = false;
    HF_TRY(find_whole(graph, book, company, share, &whole, err));
    book->whole[company] = whole;
    for (uint32_t i = book->start[company]; i < book->start[company + 1]; i++) {
        struct hf_owner_hold *hold = &book->hold[i];
        const struct hf_owner_share *said = share(graph, hold->edge);
        hold->lo = said->lo * (whole / said->den);
        hold->hi = said->hi * (whole / said->den);
        held += hold->lo;
        open = open || hold->lo < hold->hi;
        if (held > whole)
            return blame(graph, hold->edge, share == voting ? HF_WORD_owner_over_votes : HF_WORD_owner_over,
                         err);
    }
    if (open)
        tighten(book, company, held);
    graph->open = graph->open || open;
    return HF_OK;
}

static enum hf_rc make_book(struct hf_owner_graph *graph, struct hf_owner_book *book, share_of *share,
                            struct hf_err *err)
{
    uint32_t nodes = graph->names.count;
    if (!sort_edges(graph, book))
        return hf_owner_full(graph, err);
    for (uint32_t node = 0; node < nodes; node++)
        HF_TRY(scale(graph, book, node, share, err));
    return HF_OK;
}

/* ---- what holds for the whole ---- */

static enum hf_rc check_person(const struct hf_owner_graph *graph, uint32_t node, struct hf_err *err)
{
    if (graph->kind[node] != HF_OWNER_PERSON || !hf_owner_is_company(graph, node))
        return HF_OK;
    return blame(graph, graph->share.hold[graph->share.start[node]].edge, HF_WORD_owner_person, err);
}

static enum hf_rc note_kind(struct hf_owner_graph *graph, uint32_t edge, struct hf_err *err)
{
    uint8_t said = graph->paper[edge].kind, *kind = &graph->kind[graph->edge[edge].owner];
    if (said == HF_OWNER_UNSAID)
        return HF_OK;
    if (*kind != HF_OWNER_UNSAID && *kind != said)
        return blame(graph, edge, HF_WORD_owner_two_kinds, err);
    graph->persons_known = graph->persons_known || said == HF_OWNER_PERSON;
    *kind = said;
    return HF_OK;
}

static enum hf_rc find_kinds(struct hf_owner_graph *graph, struct hf_err *err)
{
    graph->kind = hf_arena_try(graph->arena, 1, 1, (size_t)graph->names.count + 1);
    if (graph->kind == NULL)
        return hf_owner_full(graph, err);
    graph->persons_known = graph->persons.count > 0;
    for (uint32_t i = 0; i < graph->persons.count; i++)
        graph->kind[hf_trace_name(&graph->names, graph->persons.name[i])] = HF_OWNER_PERSON;
    for (uint32_t i = 0; graph->paper != NULL && i < graph->count; i++)
        HF_TRY(note_kind(graph, i, err));
    for (uint32_t node = 0; node < graph->names.count; node++)
        HF_TRY(check_person(graph, node, err));
    return HF_OK;
}

static bool said_twice(const struct hf_owner_paper *a, const struct hf_owner_paper *b)
{
    return a->document.len > 0 && hf_str_eq(a->document, b->document) && hf_str_eq(a->page, b->page) &&
           hf_str_eq(a->share_class, b->share_class) && a->from <= b->to && b->from <= a->to &&
           a->control == b->control;
}

/* Holdings of one pair are added up (classes of shares); from one page of one document they are one and the
 * same. */
static enum hf_rc find_doubled(struct hf_owner_graph *graph, struct hf_err *err)
{
    size_t mark = hf_arena_mark(graph->arena);
    uint32_t *last =
        hf_arena_try(graph->arena, sizeof *last, _Alignof(uint32_t), (size_t)graph->names.count + 1);
    if (last == NULL)
        return hf_owner_full(graph, err);
    for (uint32_t node = 0; node < graph->names.count; node++)
        for (uint32_t i = graph->share.start[node]; i < graph->share.start[node + 1]; i++) {
            const struct hf_owner_hold *hold = &graph->share.hold[i];
            uint32_t before = last[hold->owner];
            last[hold->owner] = hold->edge + 1;
            if (before > 0 && graph->edge[before - 1].owned == node &&
                said_twice(&graph->paper[before - 1], &graph->paper[hold->edge]))
                return blame(graph, hold->edge, HF_WORD_owner_doubled, err);
        }
    hf_arena_reset(graph->arena, mark);
    return HF_OK;
}

static bool votes_said(const struct hf_owner_graph *graph)
{
    for (uint32_t i = 0; graph->paper != NULL && i < graph->count; i++)
        if (graph->paper[i].votes_said)
            return true;
    return false;
}

/* The first row that has the name. */
static enum hf_rc refuse_blanks(const struct hf_owner_graph *graph, uint32_t node, struct hf_err *err)
{
    struct hf_str name = graph->names.name[node];
    for (uint32_t i = 0; i < graph->count; i++)
        if (graph->edge[i].owner == node || graph->edge[i].owned == node)
            return hf_trace_fail(&graph->source, graph->edge[i].at, HF_WORD_trace_blanks, name, HF_STR_NONE,
                                 err);
    return hf_trace_fail(&graph->source, 0, HF_WORD_trace_blanks, name, HF_STR_NONE, err);
}

/* No two names that differ by blanks at their ends only; of two, the later is refused. */
static enum hf_rc check_blanks(struct hf_owner_graph *graph, struct hf_err *err)
{
    struct hf_trace_names trimmed;
    size_t mark = hf_arena_mark(graph->arena);
    bool blank = false;
    for (uint32_t i = 0; i < graph->names.count && !blank; i++)
        blank = hf_trace_trim(graph->names.name[i]).len < graph->names.name[i].len;
    if (!blank)
        return HF_OK;
    hf_trace_names_init(&trimmed, graph->arena);
    for (uint32_t i = 0; i < graph->names.count; i++) {
        uint32_t index = hf_trace_name(&trimmed, hf_trace_trim(graph->names.name[i]));
        if (index == HF_TRACE_NO_NAME)
            return hf_owner_full(graph, err);
        if (index < i)
            return refuse_blanks(graph, i, err);
    }
    hf_arena_reset(graph->arena, mark);
    return HF_OK;
}

enum hf_rc hf_owner_close(struct hf_owner_graph *graph, struct hf_err *err)
{
    HF_TRY(check_blanks(graph, err));
    HF_TRY(make_book(graph, &graph->share, economic, err));
    graph->vote = graph->share;
    if (votes_said(graph))
        HF_TRY(make_book(graph, &graph->vote, voting, err));
    HF_TRY(find_kinds(graph, err));
    return graph->paper == NULL ? HF_OK : find_doubled(graph, err);
}

/* ---- looked up ---- */

static uint32_t index_of(const struct hf_trace_names *names, struct hf_str name)
{
    for (uint32_t i = 0; i < names->count; i++)
        if (hf_str_eq(names->name[i], name))
            return i;
    return HF_TRACE_NO_NAME;
}

uint32_t hf_owner_find(const struct hf_owner_graph *graph, struct hf_str name)
{
    uint32_t node = index_of(&graph->names, name);
    if (node == HF_TRACE_NO_NAME) {
        uint32_t alias = index_of(&graph->aliases, name);
        node = alias == HF_TRACE_NO_NAME ? alias : graph->alias[alias];
    }
    return node;
}

bool hf_owner_other_days(const struct hf_owner_graph *graph, struct hf_str name, int32_t *before,
                         int32_t *after)
{
    uint32_t node = index_of(&graph->aside, name);
    *before = INT32_MIN;
    *after = INT32_MAX;
    for (uint32_t i = graph->size - graph->left_out; node != HF_TRACE_NO_NAME && i < graph->size; i++) {
        const struct hf_owner_paper *paper = &graph->paper[i];
        if (graph->edge[i].owner != node && graph->edge[i].owned != node)
            continue;
        if (paper->to < graph->day && paper->to > *before)
            *before = paper->to;
        if (paper->from > graph->day && paper->from < *after)
            *after = paper->from;
    }
    return node != HF_TRACE_NO_NAME;
}

bool hf_owner_is_person(const struct hf_owner_graph *graph, uint32_t node)
{
    if (graph->persons_known)
        return graph->kind[node] == HF_OWNER_PERSON;
    return graph->kind[node] == HF_OWNER_UNSAID && !hf_owner_is_company(graph, node);
}
