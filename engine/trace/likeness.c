/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/likeness.h"

#include "record/near.h"
#include "trace/names.h"
#include "trace/trim.h"

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool same_but_for_case(struct hf_str a, struct hf_str b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++)
        same = upper(a.at[i]) == upper(b.at[i]);
    return same;
}

struct hf_str hf_trace_nearly(struct hf_str name)
{
    static const struct hf_str meanings[] = {HF_STR_INIT("OWN"), HF_STR_INIT("UNKNOWN"),
                                             HF_STR_INIT("OVERDRAFT")};
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (same_but_for_case(hf_trace_trim(name), meanings[i]))
            return hf_str_eq(name, meanings[i]) ? HF_STR_NONE : meanings[i];
    return HF_STR_NONE;
}

/* ---- the row that has a name: only looked for where the name is refused ---- */

enum named { NAMED_ACCOUNT, NAMED_CLAIMANT, NAMED_SINK, NAMED_ASSET };

/* Does the row name this account, claimant, sink or asset? */
static bool names(const struct hf_trace_event *event, enum named what, uint32_t index)
{
    static const struct {
        bool account, asset; /* what `account` of the event is */
        int other;           /* and `other`; -1: nothing that is named */
    } is[HF_TRACE_KINDS] = {
        [HF_TRACE_CREDIT] = {true, false, NAMED_CLAIMANT},
        [HF_TRACE_DEBIT] = {true, false, NAMED_SINK},
        [HF_TRACE_TRANSFER] = {true, false, NAMED_ACCOUNT},
        [HF_TRACE_PURCHASE] = {true, false, NAMED_ASSET},
        [HF_TRACE_SALE] = {false, true, NAMED_ACCOUNT},
        [HF_TRACE_CONVERSION] = {true, false, NAMED_ACCOUNT},
        [HF_TRACE_LINK] = {true, false, -1},
        [HF_TRACE_COIN] = {false, false, NAMED_SINK},
    };
    bool first =
        (what == NAMED_ACCOUNT && is[event->kind].account) || (what == NAMED_ASSET && is[event->kind].asset);
    return (first && event->account == index) ||
           (is[event->kind].other == (int)what && event->other == index);
}

static bool parts_fields(char c)
{
    return c == ',' || c == '"' || c == '\r';
}

/* Where the name stands in its row, if it stands there once and whole; else where the row begins. */
static size_t place_in_row(const struct hf_trace_ledger *ledger, uint32_t row, struct hf_str name)
{
    struct hf_str text = ledger->source.text;
    size_t start = hf_trace_row_at(ledger, row), end = start, found = start;
    unsigned times = 0;
    while (end < text.len && text.at[end] != '\n' && text.at[end] != '}')
        end++;
    for (size_t at = start; name.len > 0 && at + name.len <= end; at++) {
        bool begins = at > start && parts_fields(text.at[at - 1]),
             ends = at + name.len == end || parts_fields(text.at[at + name.len]);
        if (!begins || !ends || memcmp(text.at + at, name.at, name.len) != 0)
            continue;
        found = at - (text.at[at - 1] == '"');
        times++;
    }
    return times == 1 ? found : start;
}

static struct hf_str name_of(const struct hf_trace_ledger *ledger, enum named what, uint32_t index)
{
    const struct hf_trace_roll *of[] = {[NAMED_ACCOUNT] = &ledger->accounts,
                                        [NAMED_CLAIMANT] = &ledger->claimants,
                                        [NAMED_SINK] = &ledger->sinks,
                                        [NAMED_ASSET] = &ledger->assets};
    return hf_trace_roll_name(of[what], index);
}

static enum hf_rc refuse(const struct hf_trace_ledger *ledger, enum named what, uint32_t index,
                         enum hf_word word, struct hf_str name, struct hf_str meant, struct hf_err *err)
{
    for (uint32_t row = 0; row < ledger->count; row++) {
        struct hf_trace_event event = hf_trace_event_at(ledger, row);
        if (names(&event, what, index))
            return hf_trace_fail(&ledger->source, place_in_row(ledger, row, name_of(ledger, what, index)),
                                 word, name, meant, err);
    }
    return hf_trace_fail(&ledger->source, 0, word, name, meant, err); /* declared, or of a coin */
}

/* The later of two names that differ by blanks at their ends. */
static enum hf_rc check_blanks(const struct hf_trace_ledger *ledger, const struct hf_trace_roll *roll,
                               enum named what, struct hf_err *err)
{
    struct hf_trace_names seen;
    struct hf_arena *scratch = &ledger->room->scratch;
    size_t mark = hf_arena_mark(scratch);
    hf_trace_names_init(&seen, scratch);
    for (uint32_t i = 0; roll->blank && i < roll->count; i++) {
        struct hf_str name = hf_trace_roll_name(roll, i), trimmed = hf_trace_trim(name);
        uint32_t first = hf_trace_name(&seen, trimmed);
        if (first == HF_TRACE_NO_NAME)
            return hf_fail(err, HF_WORD_no_memory, ledger->source.file, HF_STR("the ledger"), HF_STR_NONE);
        if (first < i)
            return refuse(ledger, what, i, HF_WORD_trace_blanks, name, trimmed, err);
    }
    hf_arena_reset(scratch, mark);
    return HF_OK;
}

static enum hf_rc check_claimants(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    for (uint32_t i = 0; i < ledger->claimants.count; i++) {
        struct hf_str name = hf_trace_roll_name(&ledger->claimants, i), meant = hf_trace_nearly(name);
        if (meant.len > 0)
            return refuse(ledger, NAMED_CLAIMANT, i, HF_WORD_trace_near, name, meant, err);
    }
    return HF_OK;
}

enum hf_rc hf_trace_check_names(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    HF_TRY(check_claimants(ledger, err));
    HF_TRY(check_blanks(ledger, &ledger->claimants, NAMED_CLAIMANT, err));
    HF_TRY(check_blanks(ledger, &ledger->accounts, NAMED_ACCOUNT, err));
    HF_TRY(check_blanks(ledger, &ledger->sinks, NAMED_SINK, err));
    return check_blanks(ledger, &ledger->assets, NAMED_ASSET, err);
}

void hf_trace_note_paid(struct hf_trace_ledger *ledger)
{
    for (uint32_t sink = 0; sink < ledger->sinks.count; sink++) {
        uint32_t account = hf_trace_roll_find(&ledger->accounts, hf_trace_roll_name(&ledger->sinks, sink));
        if (account == HF_TRACE_NOBODY)
            continue;
        if (ledger->paid_accounts < HF_TRACE_PAID_MAX)
            ledger->paid[ledger->paid_accounts] = account;
        ledger->paid_accounts++;
    }
}

/* ---- named once ---- */

enum times { NEVER, AS_PAYEE, MORE };

static void note_payee(unsigned char *times, uint32_t account)
{
    times[account] = times[account] == NEVER ? AS_PAYEE : MORE;
}

/* A row that does not lie in the columns whole. */
static void note_wide(const struct hf_trace_ledger *ledger, const struct hf_trace_wide *wide,
                      unsigned char *times)
{
    if (wide->kind == HF_TRACE_COIN) { /* a coin comes once and goes once */
        for (uint32_t i = 0; i < wide->inputs + wide->outputs; i++)
            times[ledger->coin[wide->coin + i].account] = MORE;
        return;
    }
    if (wide->kind == HF_TRACE_TRANSFER || wide->kind == HF_TRACE_CONVERSION || wide->kind == HF_TRACE_SALE)
        note_payee(times, wide->other);
    if (wide->kind != HF_TRACE_SALE)
        times[wide->account] = MORE;
}

/* Straight from the columns, as there may be millions. */
static void note_rows(const struct hf_trace_ledger *ledger, unsigned char *times)
{
    const uint32_t *who = ledger->who, *other = ledger->other;
    for (uint32_t i = 0, count = ledger->count; i < count; i++) {
        uint32_t sort = who[i] >> 30;
        if (sort == HF_TRACE_SORT_WIDE) {
            note_wide(ledger, &ledger->wide[other[i]], times);
            continue;
        }
        if (sort == HF_TRACE_TRANSFER && times[other[i]] != MORE)
            note_payee(times, other[i]);
        times[who[i] & HF_TRACE_ACCOUNTS_MAX] = MORE;
    }
}

uint32_t hf_trace_named_once(const struct hf_trace_ledger *ledger, struct hf_arena *arena, uint32_t **out)
{
    uint32_t accounts = ledger->accounts.count, count = 0, kept = 0;
    unsigned char *times = hf_arena_try(arena, 1, 1, (size_t)accounts + 1);
    if (times != NULL)
        note_rows(ledger, times);
    for (uint32_t i = 0; times != NULL && i < accounts; i++)
        count += times[i] == AS_PAYEE;
    uint32_t *once = hf_arena_try_unset(arena, sizeof *once, _Alignof(uint32_t), (size_t)count + 1);
    if (times == NULL || once == NULL)
        return HF_TRACE_NOBODY;
    for (uint32_t i = 0; i < accounts; i++)
        if (times[i] == AS_PAYEE)
            once[kept++] = i;
    *out = once;
    return count;
}

/* ---- nearly alike ---- */

static bool is_word_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static struct hf_str cut_word(struct hf_str *rest)
{
    size_t len = 0;
    while (len < rest->len && is_word_letter(rest->at[len]))
        len++;
    len += len == 0; /* any other byte is a word of its own */
    struct hf_str word = hf_str_part(*rest, 0, len);
    *rest = hf_str_part(*rest, len, rest->len);
    return word;
}

/* Words of five letters and more, one slip apart. */
static bool is_slip(struct hf_str a, struct hf_str b)
{
    enum { LETTERS_MIN = 5 };
    struct hf_near near = hf_near_to(a);
    if (a.len < LETTERS_MIN || b.len < LETTERS_MIN || !is_word_letter(a.at[0]) || !is_word_letter(b.at[0]))
        return false;
    hf_near_try(&near, b);
    return near.best.len > 0 && near.slips == 1;
}

/* The same words but for one slip in one of them; or all the same but for case. */
static bool nearly_alike(struct hf_str a, struct hf_str b)
{
    size_t longer = a.len > b.len ? a.len - b.len : b.len - a.len, slips = 0;
    if (longer > 1 || hf_str_eq(a, b))
        return false;
    if (same_but_for_case(a, b))
        return true;
    while (a.len > 0 && b.len > 0 && slips <= 1) {
        struct hf_str x = cut_word(&a), y = cut_word(&b);
        if (hf_str_eq(x, y))
            continue;
        if (!is_slip(x, y))
            return false;
        slips++;
    }
    return a.len == 0 && b.len == 0 && slips == 1;
}

struct finding {
    const struct hf_trace_roll *roll;
    struct hf_trace_alike *out;
    size_t found;
};

static void find_alike(struct finding *finding, uint32_t index)
{
    struct hf_str name = hf_trace_roll_name(finding->roll, index);
    for (uint32_t i = 0; i < finding->roll->count && finding->found < HF_TRACE_ALIKE_MAX; i++) {
        struct hf_str other = hf_trace_roll_name(finding->roll, i);
        if (i != index && nearly_alike(name, other)) {
            finding->out[finding->found++] = (struct hf_trace_alike){name, other};
            return;
        }
    }
}

static bool is_sold(const struct hf_trace_ledger *ledger, uint32_t asset)
{
    for (size_t i = 0; i < ledger->wides; i++)
        if (ledger->wide[i].kind == HF_TRACE_SALE && ledger->wide[i].account == asset)
            return true;
    return false;
}

size_t hf_trace_nearly_alike(const struct hf_trace_ledger *ledger, const uint32_t *once, uint32_t count,
                             struct hf_trace_alike out[HF_TRACE_ALIKE_MAX])
{
    enum { DOUBTED_MAX = 64, NAMES_MAX = 4096 };
    struct finding accounts = {.roll = &ledger->accounts, .out = out};
    if (count <= DOUBTED_MAX && ledger->accounts.count <= NAMES_MAX)
        for (uint32_t i = 0; i < count; i++)
            find_alike(&accounts, once[i]);
    struct finding assets = {.roll = &ledger->assets, .out = out, .found = accounts.found};
    if (ledger->assets.count <= DOUBTED_MAX)
        for (uint32_t i = 0; i < ledger->assets.count; i++)
            if (!is_sold(ledger, i))
                find_alike(&assets, i);
    return assets.found;
}
