/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A method is a row: how money is laid down in an account, and how it is taken out again. The rest
 * (transfers, overdrafts, sinks) is the same for all.
 */
#include "trace/methods.h"

#include "base/check.h"
#include "trace/share.h"

/* Whose money leaves before anybody else's, where money is taken in proportion. */
enum first { FIRST_NOBODY, FIRST_OWN, FIRST_CLAIMS };

struct kernel;
typedef void take_rule(struct kernel *kernel, struct hf_trace_pile *from, int64_t amount,
                       struct hf_trace_pile *to);
static take_rule take_head, take_shares;

struct hf_trace_method {
    struct hf_str name;
    hf_trace_lay *lay;
    take_rule *take;
    enum first first;
};

static const struct hf_trace_method methods[] = {
    {HF_STR_INIT("fifo"), hf_trace_pile_append, take_head, FIRST_NOBODY},
    {HF_STR_INIT("lifo"), hf_trace_pile_push, take_head, FIRST_NOBODY},
    {HF_STR_INIT("own_first"), hf_trace_pile_sort, take_shares, FIRST_OWN},
    {HF_STR_INIT("claim_first"), hf_trace_pile_sort, take_shares, FIRST_CLAIMS},
    {HF_STR_INIT("rolling_pro_rata"), hf_trace_pile_sort, take_shares, FIRST_NOBODY},
};
enum { METHODS = sizeof methods / sizeof methods[0] };

struct kernel {
    const struct hf_trace_ledger *ledger;
    const struct hf_trace_method *method;
    struct hf_arena *arena;
    struct hf_trace_pool pool;
    struct hf_trace_account *account;
    struct hf_trace_lot **left;
    uint32_t left_count;
    struct hf_trace_cells sinks;
    /* Of the money being taken in proportion. */
    struct hf_trace_share share;
    int64_t *weight, *part;
    const struct hf_trace_entry *entry; /* the row at hand */
};

const struct hf_trace_method *hf_trace_method_find(struct hf_str name)
{
    for (size_t i = 0; i < METHODS; i++)
        if (hf_str_eq(methods[i].name, name))
            return &methods[i];
    return NULL;
}

void hf_trace_method_list(struct hf_buf *out)
{
    for (size_t i = 0; i < METHODS; i++) {
        hf_buf_put(out, i == 0 ? HF_STR("") : HF_STR(", "));
        hf_buf_put(out, methods[i].name);
    }
}

static enum hf_rc full(const struct kernel *kernel, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, kernel->ledger->source.file, HF_STR("the trace"), HF_STR_NONE);
}

static enum hf_rc overflow(const struct kernel *kernel, struct hf_err *err)
{
    return hf_trace_fail(&kernel->ledger->source, kernel->entry->at, HF_WORD_overflow, HF_STR_NONE,
                         HF_STR_NONE, err);
}

static void take_head(struct kernel *kernel, struct hf_trace_pile *from, int64_t amount,
                      struct hf_trace_pile *to)
{
    hf_trace_pile_move(&kernel->pool, from, amount, to);
}

static bool is_first(const struct kernel *kernel, const struct hf_trace_lot *lot)
{
    bool own = lot->claimant == kernel->ledger->own;
    return kernel->method->first == FIRST_NOBODY || own == (kernel->method->first == FIRST_OWN);
}

static int64_t sum_of_first(const struct kernel *kernel, const struct hf_trace_pile *pile)
{
    int64_t sum = 0;
    for (const struct hf_trace_lot *lot = pile->head; lot != NULL; lot = lot->next)
        sum += is_first(kernel, lot) ? lot->amount : 0;
    return sum;
}

/*
 * Those who are first give all, or share among themselves if they hold more than is taken; what they cannot
 * give is shared among the others. So one of the two classes shares, and the other gives all or nothing.
 */
static void take_shares(struct kernel *kernel, struct hf_trace_pile *from, int64_t amount,
                        struct hf_trace_pile *to)
{
    if (from->lots <= 1 || amount == from->sum) {
        hf_trace_pile_move(&kernel->pool, from, amount, to);
        return;
    }
    int64_t first = sum_of_first(kernel, from), *taken = kernel->weight;
    bool first_share = amount < first;
    uint32_t sharing = 0, at = 0;
    for (const struct hf_trace_lot *lot = from->head; lot != NULL; lot = lot->next)
        if (is_first(kernel, lot) == first_share)
            kernel->weight[sharing++] = lot->amount;
    hf_trace_share(&kernel->share, first_share ? amount : amount - first, kernel->weight, sharing,
                   kernel->part);
    sharing = 0;
    for (const struct hf_trace_lot *lot = from->head; lot != NULL; lot = lot->next)
        if (is_first(kernel, lot) == first_share)
            taken[at++] = kernel->part[sharing++];
        else
            taken[at++] = first_share ? 0 : lot->amount;
    hf_trace_pile_thin(&kernel->pool, from, taken, to);
}

/* Room for whatever one row can make: each lot of the account may be split, and copied to the payee. */
static bool reserve(struct kernel *kernel, uint32_t lots)
{
    return hf_trace_pool_reserve(&kernel->pool, 2 * (size_t)lots + 4) &&
           hf_trace_cells_reserve(&kernel->sinks, (size_t)lots + 1, kernel->arena);
}

static enum hf_rc into_sink(struct kernel *kernel, uint32_t sink, const struct hf_trace_pile *pile,
                            struct hf_err *err)
{
    for (const struct hf_trace_lot *lot = pile->head; lot != NULL; lot = lot->next)
        if (!hf_trace_cells_add(&kernel->sinks, sink, lot->claimant, lot->amount))
            return overflow(kernel, err);
    return HF_OK;
}

/* What has come in repays the bank before anything else. */
static enum hf_rc repay(struct kernel *kernel, uint32_t account, struct hf_err *err)
{
    struct hf_trace_account *to = &kernel->account[account];
    struct hf_trace_pile repaid = {0};
    int64_t amount = to->owed < to->money.sum ? to->owed : to->money.sum;
    if (amount == 0)
        return HF_OK;
    if (!reserve(kernel, to->money.lots))
        return full(kernel, err);
    kernel->method->take(kernel, &to->money, amount, &repaid);
    to->owed -= amount;
    to->repaid = true;
    HF_TRY(into_sink(kernel, kernel->ledger->sinks.count + account, &repaid, err));
    hf_trace_pile_drop(&kernel->pool, &repaid);
    return HF_OK;
}

static enum hf_rc check_room(const struct kernel *kernel, uint32_t account, int64_t amount,
                             struct hf_err *err)
{
    int64_t sum;
    if (__builtin_add_overflow(kernel->account[account].money.sum, amount, &sum))
        return overflow(kernel, err);
    return HF_OK;
}

static enum hf_rc credit(struct kernel *kernel, struct hf_err *err)
{
    const struct hf_trace_entry *entry = kernel->entry;
    HF_TRY(check_room(kernel, entry->account, entry->amount, err));
    if (!reserve(kernel, 0))
        return full(kernel, err);
    kernel->method->lay(&kernel->pool, &kernel->account[entry->account].money, entry->other, entry->amount);
    return repay(kernel, entry->account, err);
}

/* The row's amount out of its account, the bank lending what is missing; kept as what made up the payment. */
static enum hf_rc take_out(struct kernel *kernel, struct hf_trace_pile *left, struct hf_err *err)
{
    const struct hf_trace_entry *entry = kernel->entry;
    struct hf_trace_account *from = &kernel->account[entry->account];
    int64_t there = from->money.sum < entry->amount ? from->money.sum : entry->amount;
    int64_t lent = entry->amount - there, owed;
    if (__builtin_add_overflow(from->owed, lent, &owed))
        return overflow(kernel, err);
    if (!reserve(kernel, from->money.lots))
        return full(kernel, err);
    kernel->method->take(kernel, &from->money, there, left);
    hf_trace_pile_append(&kernel->pool, left, kernel->ledger->overdraft, lent);
    from->owed = owed;
    kernel->left[kernel->left_count++] = left->head;
    HF_CHECK(from->owed == 0 || from->money.sum == 0);
    return HF_OK;
}

static enum hf_rc debit(struct kernel *kernel, struct hf_err *err)
{
    struct hf_trace_pile left = {0};
    HF_TRY(take_out(kernel, &left, err));
    return into_sink(kernel, kernel->entry->other, &left, err);
}

static enum hf_rc transfer(struct kernel *kernel, struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = kernel->ledger;
    uint32_t to = kernel->entry->other;
    struct hf_trace_pile left = {0};
    HF_TRY(take_out(kernel, &left, err));
    HF_TRY(check_room(kernel, to, kernel->entry->amount, err));
    for (const struct hf_trace_lot *lot = left.head; lot != NULL; lot = lot->next) {
        uint32_t claimant = lot->claimant == ledger->overdraft ? ledger->own : lot->claimant;
        kernel->method->lay(&kernel->pool, &kernel->account[to].money, claimant, lot->amount);
    }
    return repay(kernel, to, err);
}

static size_t leaving(const struct hf_trace_ledger *ledger)
{
    size_t count = 0;
    for (uint32_t i = 0; i < ledger->count; i++)
        count += ledger->entry[i].kind != HF_TRACE_CREDIT;
    return count;
}

static bool prepare(struct kernel *kernel)
{
    const struct hf_trace_ledger *ledger = kernel->ledger;
    uint32_t claimants = ledger->claimants.count;
    struct hf_arena *arena = kernel->arena;
    kernel->pool.arena = arena;
    kernel->account = hf_arena_try(arena, sizeof *kernel->account, _Alignof(struct hf_trace_account),
                                   ledger->accounts.count);
    kernel->left =
        hf_arena_try(arena, sizeof *kernel->left, _Alignof(struct hf_trace_lot *), leaving(ledger));
    kernel->weight = hf_arena_try(arena, sizeof *kernel->weight, _Alignof(int64_t), claimants);
    kernel->part = hf_arena_try(arena, sizeof *kernel->part, _Alignof(int64_t), claimants);
    return kernel->account != NULL && kernel->left != NULL && kernel->weight != NULL &&
           kernel->part != NULL && hf_trace_share_init(&kernel->share, claimants, arena);
}

enum hf_rc hf_trace_run(const struct hf_trace_ledger *ledger, const struct hf_trace_method *method,
                        struct hf_arena *arena, struct hf_trace_result *out, struct hf_err *err)
{
    static enum hf_rc (*const steps[HF_TRACE_KINDS])(struct kernel *, struct hf_err *) = {
        [HF_TRACE_CREDIT] = credit, [HF_TRACE_DEBIT] = debit, [HF_TRACE_TRANSFER] = transfer};
    struct kernel kernel = {.ledger = ledger, .method = method, .arena = arena};
    if (!prepare(&kernel))
        return full(&kernel, err);
    for (uint32_t i = 0; i < ledger->count; i++) {
        kernel.entry = &ledger->entry[i];
        HF_TRY(steps[kernel.entry->kind](&kernel, err));
    }
    *out = (struct hf_trace_result){
        .ledger = ledger,
        .account = kernel.account,
        .left = kernel.left,
        .left_count = kernel.left_count,
        .sinks = kernel.sinks,
    };
    return HF_OK;
}
