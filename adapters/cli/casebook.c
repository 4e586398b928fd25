/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/casebook.h"

#include "cli/output.h"
#include "cli/reading.h"
#include "trace/field.h"
#include "trace/order.h"

/* ---- entries and what they are called ---- */

static bool is_entry(const struct hf_sight *sight, hf_instance i, struct hf_str kind)
{
    return hf_case_instance(&sight->c, i)->owner == HF_OF_HOUSE && hf_sight_is(sight, i, kind) &&
           !hf_str_eq(hf_sight_state(sight, i), HF_STR("withdrawn"));
}

/* The entry that a datum refers to; HF_NO_INSTANCE where it refers to none. */
static hf_instance referred(const struct hf_sight *sight, hf_instance i, struct hf_str datum)
{
    struct hf_id id;
    return hf_id_read(hf_sight_text(sight, i, datum), &id) ? hf_case_by_id(&sight->c, &id) : HF_NO_INSTANCE;
}

/* What people call entries of each kind; it may have been erased. */
static struct hf_str called(const struct hf_sight *sight, hf_instance i)
{
    static const struct {
        struct hf_str kind, datum;
    } names[] = {{HF_STR_INIT("party"), HF_STR_INIT("name")},
                 {HF_STR_INIT("account"), HF_STR_INIT("number")},
                 {HF_STR_INIT("asset"), HF_STR_INIT("description")}};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (hf_sight_is(sight, i, names[k].kind))
            return hf_sight_text(sight, i, names[k].datum);
    return HF_STR_NONE;
}

/* A name as one can trace by it: a control character in it is a blank. */
static void put_name(struct hf_buf *out, struct hf_str name)
{
    for (const char *at; (at = hf_trace_control_in(name)) != NULL;) {
        size_t len = (size_t)(at - name.at), skip = (unsigned char)*at == 0xC2 ? 2 : 1;
        hf_buf_put(out, hf_str_part(name, 0, len));
        hf_buf_put_char(out, ' ');
        name = hf_str_part(name, len + skip, name.len);
    }
    hf_buf_put(out, name);
}

static struct hf_str label(const struct hf_casebook *book, hf_instance i)
{
    const struct hf_sight *sight = &book->sight;
    struct hf_buf text = hf_buf_in(sight->arena, 64);
    struct hf_str name = book->labels ? called(sight, i) : HF_STR_NONE;
    book->named[i] = true;
    hf_buf_put(&text, hf_sight_name(sight, i));
    hf_buf_put(&text, name.len > 0 ? HF_STR(" ") : HF_STR(""));
    put_name(&text, name);
    return hf_buf_str(&text);
}

/* ---- rows ---- */

struct making {
    struct hf_casebook *book;
    const struct hf_sight *sight;
    struct hf_buf text;
    hf_instance i;
    struct hf_json_maker row;
};

static void add_text(struct making *m, const char *member, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(&m->row, hf_str_of(member), hf_json_of_text(text));
}

/* The member bears the name of the datum. */
static void add_datum(struct making *m, const char *datum)
{
    add_text(m, datum, hf_sight_text(m->sight, m->i, hf_str_of(datum)));
}

static void add_referred(struct making *m, const char *member, struct hf_str datum, struct hf_str otherwise)
{
    hf_instance i = referred(m->sight, m->i, datum);
    add_text(m, member, i == HF_NO_INSTANCE ? otherwise : label(m->book, i));
}

static void add_money(struct making *m, const char *datum, const char *amount, const char *currency)
{
    struct hf_json money;
    if (!hf_sight_datum(m->sight, m->i, hf_str_of(datum), &money))
        return;
    hf_json_add(&m->row, hf_str_of(amount), *HF_JSON_GET(&money, "amount"));
    add_text(m, currency, hf_json_text(&money, HF_STR("currency")));
}

/* Which data of a movement say whose money moves and where it goes; "?" where nobody knows where. */
static const struct sides {
    struct hf_str kind, account, to, otherwise;
} all_sides[] = {
    {HF_STR_INIT("credit"), HF_STR_INIT("account"), HF_STR_INIT(""), HF_STR_INIT("")},
    {HF_STR_INIT("debit"), HF_STR_INIT("account"), HF_STR_INIT("payee"), HF_STR_INIT("?")},
    {HF_STR_INIT("fee"), HF_STR_INIT("account"), HF_STR_INIT("payee"), HF_STR_INIT("")},
    {HF_STR_INIT("transfer"), HF_STR_INIT("account"), HF_STR_INIT("to_account"), HF_STR_INIT("")},
    {HF_STR_INIT("purchase"), HF_STR_INIT("account"), HF_STR_INIT("asset"), HF_STR_INIT("")},
    {HF_STR_INIT("sale"), HF_STR_INIT("asset"), HF_STR_INIT("to_account"), HF_STR_INIT("")},
    {HF_STR_INIT("conversion"), HF_STR_INIT("account"), HF_STR_INIT("to_account"), HF_STR_INIT("")},
    {HF_STR_INIT("link"), HF_STR_INIT("account"), HF_STR_INIT(""), HF_STR_INIT("")},
};

static const struct sides *sides_of(struct hf_str kind)
{
    size_t i = 0;
    while (i + 1 < sizeof all_sides / sizeof all_sides[0] && !hf_str_eq(all_sides[i].kind, kind))
        i++;
    return &all_sides[i];
}

static void add_origin(struct making *m)
{
    struct hf_str origin = hf_sight_text(m->sight, m->i, HF_STR("origin"));
    if (hf_str_eq(origin, HF_STR("claim")))
        add_referred(m, "claimant", HF_STR("claimant"), HF_STR_NONE);
    else
        add_text(m, "claimant", hf_str_eq(origin, HF_STR("own")) ? HF_STR("OWN") : HF_STR("UNKNOWN"));
}

static void add_link(struct making *m)
{
    add_referred(m, "debit", HF_STR("debit"), HF_STR_NONE);
    add_referred(m, "credit", HF_STR("credit"), HF_STR_NONE);
    add_referred(m, "evidence", HF_STR("document"), HF_STR_NONE);
}

static void put_payment(struct making *m)
{
    struct hf_str kind = hf_sight_text(m->sight, m->i, HF_STR("kind"));
    const struct sides *sides = sides_of(kind);
    bool link = hf_str_eq(kind, HF_STR("link"));
    add_text(m, "id", hf_sight_name(m->sight, m->i));
    add_text(m, "kind", kind);
    add_datum(m, "date");
    add_referred(m, "account", sides->account, HF_STR_NONE);
    add_referred(m, "to", sides->to, sides->otherwise);
    add_money(m, "amount", "amount", "currency");
    if (hf_str_eq(kind, HF_STR("credit")))
        add_origin(m);
    if (hf_str_eq(kind, HF_STR("sale")))
        add_datum(m, "election");
    if (hf_str_eq(kind, HF_STR("conversion"))) {
        add_money(m, "received", "received", "to_currency");
        add_datum(m, "rate");
    }
    if (link)
        add_link(m);
}

static void put_holding(struct making *m)
{
    static const char *const data[] = {"percent", "votes", "class", "page", "from", "to"};
    hf_instance owner = referred(m->sight, m->i, HF_STR("owner"));
    struct hf_json control;
    add_text(m, "id", hf_sight_name(m->sight, m->i));
    add_referred(m, "owner", HF_STR("owner"), HF_STR_NONE);
    add_referred(m, "owned", HF_STR("owned"), HF_STR_NONE);
    add_referred(m, "document", HF_STR("document"), HF_STR_NONE);
    if (owner != HF_NO_INSTANCE)
        add_text(m, "kind",
                 hf_str_eq(hf_sight_text(m->sight, owner, HF_STR("kind")), HF_STR("person"))
                     ? HF_STR("person")
                     : HF_STR("company"));
    if (hf_sight_datum(m->sight, m->i, HF_STR("control"), &control))
        hf_json_add(&m->row, HF_STR("control"), control);
    for (size_t k = 0; k < sizeof data / sizeof data[0]; k++)
        add_datum(m, data[k]);
}

/* ---- what binds them ---- */

/* From open to closed, in the words of the register of documents and of definitions; others are above all. */
static unsigned rank(struct hf_str classification)
{
    static const struct {
        struct hf_str name;
        unsigned rank;
    } ranks[] = {{HF_STR_INIT(""), 0},       {HF_STR_INIT("public"), 1},     {HF_STR_INIT("confidential"), 2},
                 {HF_STR_INIT("sealed"), 3}, {HF_STR_INIT("under_seal"), 3}, {HF_STR_INIT("ex_parte"), 4}};
    size_t i = 0;
    while (i < sizeof ranks / sizeof ranks[0] && !hf_str_eq(ranks[i].name, classification))
        i++;
    return i < sizeof ranks / sizeof ranks[0] ? ranks[i].rank : 5;
}

static void raise_class(struct hf_casebook *book, struct hf_str classification)
{
    if (rank(classification) > rank(book->classification))
        book->classification = classification;
}

static void add_once(struct hf_json_maker *list, struct hf_json value)
{
    for (size_t i = 0; i < list->count; i++)
        if (hf_str_eq(list->member[i].value.is.text, value.is.text))
            return;
    hf_json_add(list, HF_STR_NONE, value);
}

/* What the documents of the entries say of their use. */
static void gather_bounds(struct hf_casebook *book, const hf_instance *entry, size_t count)
{
    const struct hf_sight *sight = &book->sight;
    struct hf_json_maker conditions = hf_json_make(sight->arena), documents = hf_json_make(sight->arena);
    book->classification = hf_sight_text(sight, 0, HF_STR("classification"));
    for (size_t k = 0; k < count; k++) {
        hf_instance document = referred(sight, entry[k], HF_STR("document"));
        struct hf_json said;
        if (document == HF_NO_INSTANCE)
            continue;
        raise_class(book, hf_sight_text(sight, document, HF_STR("classification")));
        if (!hf_sight_datum(sight, document, HF_STR("conditions"), &said) || said.is.list.count == 0)
            continue;
        add_once(&documents, hf_json_of_text(hf_sight_name(sight, document)));
        for (size_t i = 0; i < said.is.list.count; i++)
            add_once(&conditions, said.is.list.item[i]);
    }
    book->conditions = hf_json_list(&conditions);
    book->documents = hf_json_list(&documents);
}

struct hf_str hf_casebook_document_class(const struct hf_casebook *book)
{
    static const struct hf_str classes[] = {HF_STR_INIT("confidential"), HF_STR_INIT("public"),
                                            HF_STR_INIT("confidential"), HF_STR_INIT("sealed")};
    unsigned of = rank(book->classification);
    return classes[of < 3 ? of : 3];
}

/* ---- the text ---- */

static bool dated_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_sight *sight = of;
    int order =
        hf_str_order(hf_sight_text(sight, a, HF_STR("date")), hf_sight_text(sight, b, HF_STR("date")));
    return order != 0 ? order < 0 : a < b;
}

static size_t find_entries(const struct hf_sight *sight, struct hf_str kind, hf_instance **out)
{
    uint32_t all = hf_case_head(&sight->c)->instances;
    hf_instance *entry = HF_NEW(sight->arena, hf_instance, 2 * (size_t)all + 1);
    uint32_t count = 0;
    for (hf_instance i = 1; i < all; i++)
        if (is_entry(sight, i, kind))
            entry[count++] = i;
    hf_trace_order(entry, entry + all, count, dated_before, sight);
    *out = entry;
    return count;
}

static void put_entry(struct making *m, hf_instance i, void (*put)(struct making *m))
{
    m->i = i;
    m->row = hf_json_make(m->sight->arena);
    put(m);
    struct hf_json row = hf_json_object(&m->row);
    hf_json_write(&m->text, &row);
}

static const struct book {
    struct hf_str kind, member; /* of an entry; of the text that holds the list */
    void (*put)(struct making *m);
} books[] = {
    [HF_CASEBOOK_PAYMENTS] = {HF_STR_INIT("payment"), HF_STR_INIT("events"), put_payment},
    [HF_CASEBOOK_HOLDINGS] = {HF_STR_INIT("holding"), HF_STR_INIT("edges"), put_holding},
};

/* {"events":[ one entry a line ]} */
static void write_text(struct hf_casebook *book, const struct book *of, const hf_instance *entry,
                       size_t count)
{
    struct hf_arena *arena = book->sight.arena;
    struct making m = {.book = book, .sight = &book->sight, .text = hf_buf_in(arena, 4096)};
    struct hf_str *name = HF_NEW(arena, struct hf_str, count + 2);
    hf_buf_put(&m.text, HF_STR("{\""));
    hf_buf_put(&m.text, of->member);
    hf_buf_put(&m.text, HF_STR("\":[\n"));
    for (size_t k = 0; k < count; k++) {
        name[k + 1] = hf_sight_name(&book->sight, entry[k]);
        put_entry(&m, entry[k], of->put);
        hf_buf_put(&m.text, k + 1 < count ? HF_STR(",\n") : HF_STR("\n"));
    }
    hf_buf_put(&m.text, HF_STR("]}\n"));
    book->source = (struct hf_trace_source){book->sight.name, hf_buf_str(&m.text), name, count + 2};
}

enum hf_rc hf_casebook_open(struct hf_seat *seat, struct hf_str name, enum hf_casebook_of of, bool labels,
                            struct hf_casebook *out, struct hf_err *err)
{
    hf_instance *entry;
    *out = (struct hf_casebook){.labels = labels};
    HF_TRY(hf_sight_case(seat, name, &out->sight, err));
    if (out->sight.name.len == 0) /* asked for by its id */
        out->sight.name = name;
    out->named = HF_NEW(out->sight.arena, bool, hf_case_head(&out->sight.c)->instances);
    size_t count = find_entries(&out->sight, books[of].kind, &entry);
    if (count == 0)
        return hf_fail(err, HF_WORD_trace_case_empty, out->sight.name, books[of].kind, HF_STR_NONE);
    gather_bounds(out, entry, count);
    write_text(out, &books[of], entry, count);
    /* What comes of it may go into a file while the command works. */
    hf_reading_note(seat, &out->sight.file, HF_READ_values, HF_STR_NONE);
    return hf_reading_record(seat, err);
}

/* ---- asking ---- */

enum hf_rc hf_casebook_party(const struct hf_casebook *book, struct hf_str typed, struct hf_str *out,
                             struct hf_err *err)
{
    const struct hf_sight *sight = &book->sight;
    hf_instance found = HF_NO_INSTANCE;
    size_t count = 0;
    for (hf_instance i = 1; i < hf_case_head(&sight->c)->instances; i++) {
        if (!is_entry(sight, i, HF_STR("party")))
            continue;
        bool exact = hf_str_eq(hf_sight_name(sight, i), typed);
        if (exact || hf_str_eq(called(sight, i), typed)) {
            found = i;
            count = exact ? 1 : count + 1;
        }
        if (exact)
            break;
    }
    if (count == 1) {
        *out = label(book, found);
        return HF_OK;
    }
    enum hf_rc rc = hf_fail(err, count == 0 ? HF_WORD_trace_case_party : HF_WORD_trace_case_parties,
                            sight->name, typed, HF_STR_NONE);
    for (hf_instance i = 1; count > 0 && i < hf_case_head(&sight->c)->instances; i++)
        if (is_entry(sight, i, HF_STR("party")) && hf_str_eq(called(sight, i), typed))
            hf_err_detail(err, hf_sight_name(sight, i), typed);
    return rc;
}

/* ---- telling ---- */

static struct hf_json names_json(const struct hf_casebook *book)
{
    const struct hf_sight *sight = &book->sight;
    struct hf_json_maker names = hf_json_make(sight->arena);
    for (hf_instance i = 1; i < hf_case_head(&sight->c)->instances; i++) {
        struct hf_str name = book->named[i] ? called(sight, i) : HF_STR_NONE;
        if (name.len > 0)
            hf_json_add(&names, hf_sight_name(sight, i), hf_json_of_text(name));
    }
    return hf_json_object(&names);
}

struct hf_json hf_casebook_json(const struct hf_casebook *book, bool names)
{
    struct hf_json_maker made = hf_json_make(book->sight.arena);
    hf_json_add(&made, HF_STR("case"), hf_json_of_text(book->sight.name));
    hf_json_add(&made, HF_STR("seq"), hf_json_of_int(hf_case_head(&book->sight.c)->seq));
    if (book->classification.len > 0)
        hf_json_add(&made, HF_STR("classification"), hf_json_of_text(book->classification));
    hf_json_add(&made, HF_STR("conditions"), book->conditions);
    hf_json_add(&made, HF_STR("documents"), book->documents);
    if (names)
        hf_json_add(&made, HF_STR("names"), names_json(book));
    return hf_json_object(&made);
}

static void tell(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1)
{
    struct hf_buf line = hf_buf_in(cli->arena, 128);
    hf_say_put(&line, say, cli->lang, arg0, arg1);
    hf_out_line(cli, hf_buf_str(&line));
}

/* As people read it; one that only a definition knows stands as it is there. */
static struct hf_str class_told(const struct hf_cli *cli, struct hf_str classification)
{
    static const struct {
        struct hf_str name;
        enum hf_say say;
    } classes[] = {{HF_STR_INIT(""), HF_SAY_trace_case_open},
                   {HF_STR_INIT("public"), HF_SAY_trace_class_public},
                   {HF_STR_INIT("confidential"), HF_SAY_trace_class_confidential},
                   {HF_STR_INIT("sealed"), HF_SAY_trace_class_sealed},
                   {HF_STR_INIT("under_seal"), HF_SAY_trace_class_under_seal},
                   {HF_STR_INIT("ex_parte"), HF_SAY_trace_class_ex_parte}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (hf_str_eq(classes[i].name, classification))
            return hf_say(classes[i].say, cli->lang);
    return classification;
}

void hf_casebook_tell(struct hf_cli *cli, const struct hf_casebook *book)
{
    struct hf_buf conditions = hf_buf_in(cli->arena, 64), documents = hf_buf_in(cli->arena, 64);
    if (cli->quiet)
        return;
    tell(cli, HF_SAY_trace_case_told, book->sight.name, class_told(cli, book->classification));
    hf_out_value(cli, &book->conditions, &conditions);
    hf_out_value(cli, &book->documents, &documents);
    if (conditions.len > 0)
        tell(cli, HF_SAY_trace_case_bound, hf_buf_str(&conditions), hf_buf_str(&documents));
}
