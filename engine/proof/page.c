/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/page.h"

#include "base/when.h"
#include "flow/read.h"
#include "proof/page_words.h"
#include "seal/disclose.h"

enum say {
#define WORD(name, en, fr) SAY_##name,
    HF_PAGE_WORDS(WORD)
#undef WORD
};
static const struct hf_text says[] = {
#define WORD(name, en, fr) {{HF_STR_INIT(en), HF_STR_INIT(fr)}},
    HF_PAGE_WORDS(WORD)
#undef WORD
};

static const struct hf_str head = HF_STR_INIT(
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>Holdfast</title><style>\n"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:54rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;"
    "background:#fff}h1{font-size:1.5rem}h2{font-size:1.05rem;margin:0}[lang=fr]{color:#555;font-style:"
    "italic}\n"
    "article{border-top:1px solid #bbb;padding:.8rem "
    "0}dl{display:grid;grid-template-columns:minmax(9rem,14rem) "
    "1fr;gap:.1rem 1rem;margin:.3rem "
    "0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}\n"
    ".hidden{color:#8a5a00}p.note{border-left:.4rem solid #777;padding-left:.8rem}small{color:#555}\n"
    "@media print{article{break-inside:avoid}}\n</style></head><body>\n");

struct writing {
    const struct hf_page *page;
    struct hf_buf *out;
    const struct hf_flow *flow; /* of the event at hand */
    struct hf_digest flow_digest;
    struct hf_str values, messages, deliveries; /* lines not told yet */
    uint32_t unseen_from;                       /* first of a run that is not shown; 0: none */
};

/* ---- texts ---- */

static const struct {
    struct hf_str from, to;
} shown_as[] = {
    {HF_STR_INIT("&"), HF_STR_INIT("&amp;")},
    {HF_STR_INIT("<"), HF_STR_INIT("&lt;")},
    {HF_STR_INIT(">"), HF_STR_INIT("&gt;")},
    {HF_STR_INIT("\""), HF_STR_INIT("&quot;")},
    {HF_STR_INIT("'"), HF_STR_INIT("&#39;")},
    /* what turns the direction of reading: U+061C U+200E U+200F U+202A to E U+2066 to 9 */
    /* NOLINTBEGIN(misc-misleading-bidirectional): it is told otherwise so that it misleads nobody */
    {HF_STR_INIT("\xd8\x9c"), HF_STR_INIT("[U+061C]")},
    {HF_STR_INIT("\xe2\x80\x8e"), HF_STR_INIT("[U+200E]")},
    {HF_STR_INIT("\xe2\x80\x8f"), HF_STR_INIT("[U+200F]")},
    {HF_STR_INIT("\xe2\x80\xaa"), HF_STR_INIT("[U+202A]")},
    {HF_STR_INIT("\xe2\x80\xab"), HF_STR_INIT("[U+202B]")},
    {HF_STR_INIT("\xe2\x80\xac"), HF_STR_INIT("[U+202C]")},
    {HF_STR_INIT("\xe2\x80\xad"), HF_STR_INIT("[U+202D]")},
    {HF_STR_INIT("\xe2\x80\xae"), HF_STR_INIT("[U+202E]")},
    {HF_STR_INIT("\xe2\x81\xa6"), HF_STR_INIT("[U+2066]")},
    {HF_STR_INIT("\xe2\x81\xa7"), HF_STR_INIT("[U+2067]")},
    {HF_STR_INIT("\xe2\x81\xa8"), HF_STR_INIT("[U+2068]")},
    {HF_STR_INIT("\xe2\x81\xa9"), HF_STR_INIT("[U+2069]")},
    /* NOLINTEND(misc-misleading-bidirectional) */
};

/* How many bytes at the beginning of `rest` are told otherwise; 0: none. */
static size_t replaced(struct hf_str rest, struct hf_str *with)
{
    for (size_t i = 0; i < sizeof shown_as / sizeof shown_as[0]; i++)
        if (hf_str_begins(rest, shown_as[i].from)) {
            *with = shown_as[i].to;
            return shown_as[i].from.len;
        }
    if (((unsigned char)rest.at[0] < ' ' && rest.at[0] != '\n') || rest.at[0] == 0x7f) {
        *with = HF_STR("\xef\xbf\xbd");
        return 1;
    }
    return 0;
}

static bool is_plain(char c)
{
    return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void hf_page_put(struct hf_buf *out, struct hf_str text)
{
    for (size_t i = 0; i < text.len;) {
        struct hf_str with;
        size_t skip = is_plain(text.at[i]) ? 0 : replaced(hf_str_part(text, i, text.len), &with);
        if (skip > 0)
            hf_buf_put(out, with);
        else
            hf_buf_put_char(out, text.at[i]);
        i += skip > 0 ? skip : 1;
    }
}

static void put(struct writing *w, const char *markup)
{
    hf_buf_put(w->out, hf_str_of(markup));
}

/* Both languages; once where they say the same. */
static void put_text(struct writing *w, const struct hf_text *text, struct hf_str name)
{
    struct hf_str en = text == NULL || text->say[HF_EN].len == 0 ? name : text->say[HF_EN];
    struct hf_str fr = text == NULL || text->say[HF_FR].len == 0 ? en : text->say[HF_FR];
    hf_page_put(w->out, en);
    if (hf_str_eq(en, fr))
        return;
    put(w, " <span lang=\"fr\">");
    hf_page_put(w->out, fr);
    put(w, "</span>");
}

static void say(struct writing *w, enum say what)
{
    put_text(w, &says[what], HF_STR_NONE);
}

static void begin_row(struct writing *w, enum say label)
{
    put(w, "<dt>");
    say(w, label);
    put(w, "</dt><dd>");
}

static void row(struct writing *w, enum say label, struct hf_str value)
{
    begin_row(w, label);
    hf_page_put(w->out, value);
    put(w, "</dd>\n");
}

static void put_number(struct writing *w, int64_t number)
{
    hf_buf_put_i64(w->out, number);
}

/* ---- definitions and their titles ---- */

static const struct hf_flow *flow_of(struct writing *w, const struct hf_digest *digest)
{
    const struct hf_page *page = w->page;
    char room[HF_USTAR_NAME_MAX];
    struct hf_buf name = HF_BUF(room);
    struct hf_findings findings = {0};
    struct hf_err unread;
    if (hf_digest_eq(&w->flow_digest, digest))
        return w->flow;
    w->flow_digest = *digest;
    w->flow = NULL;
    hf_buf_put(&name, HF_STR("definitions/"));
    hf_digest_put(&name, digest);
    for (size_t i = 0; i < page->others; i++)
        if (hf_str_eq(page->other[i].name, hf_buf_str(&name)) &&
            hf_flow_read(page->other[i].bytes, HF_FLOW_PUBLISHED, page->house, page->arena, &w->flow,
                         &findings, &unread) != HF_OK)
            w->flow = NULL;
    return w->flow;
}

static const struct hf_kind *kind_of(const struct writing *w, struct hf_str on)
{
    struct hf_str kind = hf_str_cut(&on, '/');
    const struct hf_flow *flows[] = {w->flow, w->page->house};
    for (size_t i = 0; i < 2; i++) {
        uint16_t index = flows[i] == NULL ? HF_NONE : hf_flow_kind(flows[i], kind);
        if (index != HF_NONE)
            return &flows[i]->kind[index];
    }
    return NULL;
}

static void put_state(struct writing *w, const struct hf_kind *kind, struct hf_str name)
{
    uint16_t i = kind == NULL ? HF_NONE : hf_kind_state(kind, name);
    put_text(w, i == HF_NONE ? NULL : &kind->state[i].title, name);
}

static void put_role(struct writing *w, struct hf_str name)
{
    const struct hf_flow *flows[] = {w->flow, w->page->house};
    for (size_t i = 0; i < 2; i++) {
        uint16_t index = flows[i] == NULL ? HF_NONE : hf_flow_role(flows[i], name);
        if (index != HF_NONE) {
            put_text(w, &flows[i]->role[index].title, name);
            return;
        }
    }
    hf_page_put(w->out, name);
}

/* ---- who, when, by which right ---- */

static void put_law(struct writing *w, const struct hf_basis_ref *basis)
{
    const struct hf_text *title = NULL;
    for (uint16_t i = 0; w->flow != NULL && i < w->flow->acts; i++)
        if (hf_str_eq(w->flow->act[i].name, basis->law))
            title = &w->flow->act[i].title;
    put_text(w, title, basis->law);
    put(w, ", ");
    hf_page_put(w->out, basis->at);
}

/* Why the house does so, as the definition of the event says, or the house's own. */
static const struct hf_text *practice_of(const struct writing *w, struct hf_str name)
{
    const struct hf_flow *flows[] = {w->flow, w->page->house};
    for (size_t f = 0; f < 2; f++)
        for (uint16_t i = 0; flows[f] != NULL && i < flows[f]->bases; i++)
            if (hf_str_eq(flows[f]->basis[i].name, name))
                return &flows[f]->basis[i].practice;
    return NULL;
}

static void put_basis(struct writing *w, const struct hf_basis_ref *basis)
{
    begin_row(w, SAY_basis);
    if (basis->law.len > 0) {
        put_law(w, basis);
    } else if (basis->practice.len > 0) {
        say(w, SAY_practice);
        put(w, ": ");
        put_text(w, practice_of(w, basis->practice), basis->practice);
    } else {
        say(w, SAY_order);
        put(w, " ");
        hf_id_put(w->out, &basis->order);
    }
    put(w, "</dd>\n");
}

static void put_who(struct writing *w, const struct hf_header *header)
{
    put(w, "<p><small>");
    say(w, SAY_recorded);
    put(w, " ");
    hf_instant_put(w->out, header->recorded_at_ms);
    put(w, " · ");
    say(w, SAY_effective);
    put(w, " ");
    hf_page_put(w->out, header->effective_at);
    put(w, "<br>");
    say(w, SAY_by);
    put(w, " ");
    hf_id_put(w->out, &header->actor);
    put(w, ", ");
    say(w, SAY_role);
    put(w, " ");
    put_role(w, header->role);
    put(w, ", ");
    say(w, SAY_known);
    put(w, " ");
    hf_page_put(w->out, hf_known_name(header->known));
    put(w, "</small></p>\n");
}

static void put_title(struct writing *w, const struct hf_header *header)
{
    const struct hf_kind *kind = kind_of(w, header->on);
    uint16_t event = kind == NULL ? HF_NONE : hf_kind_event(kind, header->act);
    put(w, "<article><h2>");
    put_number(w, header->seq);
    put(w, ". ");
    put_text(w, event == HF_NONE ? NULL : &kind->event[event].title, header->act);
    put(w, " · <small>");
    hf_page_put(w->out, header->on);
    put(w, "</small></h2>\n");
    if (header->to.len == 0 && header->from.len == 0)
        return;
    put(w, "<p>");
    put_state(w, kind, header->from);
    put(w, " → ");
    put_state(w, kind, header->to);
    put(w, "</p>\n");
}

/* ---- what was said ---- */

static void put_value(struct writing *w, struct hf_str name, const struct hf_json *value)
{
    struct hf_buf text = hf_buf_in(w->page->scratch, 256);
    put(w, "<dt>");
    hf_page_put(w->out, name);
    put(w, "</dt><dd><bdi>");
    if (value->kind == HF_JSON_TEXT) {
        hf_page_put(w->out, value->is.text);
    } else {
        hf_json_write(&text, value);
        hf_page_put(w->out, hf_buf_str(&text));
    }
    put(w, "</bdi></dd>\n");
}

/* [salt, name, value], as a disclosure has it. */
static bool read_disclosure(const struct writing *w, struct hf_str text, struct hf_str *name,
                            struct hf_json *value)
{
    size_t size = hf_b64url_size(text.len);
    char *bytes = size == SIZE_MAX ? NULL : hf_arena_try(w->page->scratch, size, 1, 1);
    struct hf_json list;
    struct hf_err unread;
    if (bytes == NULL || !hf_b64url_read(text, bytes, size) ||
        hf_json_read((struct hf_str){bytes, size}, &hf_json_payload_limits, w->page->scratch, &list,
                     &unread) != HF_OK ||
        list.kind != HF_JSON_LIST || list.is.list.count != 3 || list.is.list.item[1].kind != HF_JSON_TEXT)
        return false;
    *name = list.is.list.item[1].is.text;
    *value = list.is.list.item[2];
    return true;
}

/* Those of this event; which names they have goes to `told`, one on a line. */
static void put_disclosed(struct writing *w, uint32_t seq, struct hf_buf *told)
{
    struct hf_bundle_value value;
    for (struct hf_str rest = w->values; hf_bundle_value_next(&rest, &value) && value.seq <= seq;
         w->values = rest) {
        struct hf_str name;
        struct hf_json json;
        if (value.seq < seq || !read_disclosure(w, value.text, &name, &json))
            continue;
        put_value(w, name, &json);
        hf_buf_put_char(told, '\n');
        hf_buf_put(told, name);
        hf_buf_put_char(told, '\n');
    }
}

static void put_withheld(struct writing *w, const struct hf_json *payload, struct hf_str told)
{
    const struct hf_json *hidden = HF_JSON_GET(payload, "_hidden");
    for (size_t i = 0; hidden != NULL && hidden->kind == HF_JSON_LIST && i < hidden->is.list.count; i++) {
        struct hf_buf mark = hf_buf_in(w->page->scratch, 64);
        if (hidden->is.list.item[i].kind != HF_JSON_TEXT)
            continue;
        hf_buf_put_char(&mark, '\n');
        hf_buf_put(&mark, hidden->is.list.item[i].is.text);
        hf_buf_put_char(&mark, '\n');
        if (hf_str_contains(told, hf_buf_str(&mark)))
            continue;
        put(w, "<dt>");
        hf_page_put(w->out, hidden->is.list.item[i].is.text);
        put(w, "</dt><dd class=\"hidden\">");
        say(w, hf_str_eq(w->page->claim->reader, HF_STR("auditor")) ? SAY_erased : SAY_hidden);
        put(w, "</dd>\n");
    }
}

static void put_payload(struct writing *w, const struct hf_fact *fact)
{
    const struct hf_json *payload = &fact->payload;
    struct hf_buf told = hf_buf_in(w->page->scratch, 256);
    for (size_t i = 0; i < payload->is.object.count; i++) {
        const struct hf_member *member = &payload->is.object.member[i];
        if (!hf_str_begins(member->name, HF_STR("_")))
            put_value(w, member->name, &member->value);
    }
    put_disclosed(w, fact->header.seq, &told);
    put_withheld(w, payload, hf_buf_str(&told));
}

/* ---- what was told, and how it went ---- */

static void put_attempts(struct writing *w, uint32_t seq)
{
    struct hf_bundle_delivery delivery;
    for (struct hf_str rest = w->deliveries; hf_bundle_delivery_next(&rest, &delivery) && delivery.seq <= seq;
         w->deliveries = rest) {
        if (delivery.seq < seq)
            continue;
        begin_row(w, SAY_attempt);
        put_number(w, delivery.attempt);
        put(w, ": ");
        hf_page_put(w->out, delivery.class_name);
        put(w, delivery.status > 0 ? ", HTTP " : "");
        if (delivery.status > 0)
            put_number(w, delivery.status);
        put(w, ", ");
        hf_instant_put(w->out, delivery.end_ms);
        put(w, "</dd>\n");
    }
}

static bool has_message(struct writing *w, uint32_t seq)
{
    struct hf_bundle_message message;
    bool met = false;
    for (struct hf_str rest = w->messages; hf_bundle_message_next(&rest, &message) && message.seq <= seq;
         w->messages = rest)
        met = met || message.seq == seq;
    return met;
}

static void put_told(struct writing *w, const struct hf_fact *fact)
{
    static const struct {
        const char *member;
        enum say label;
    } kinds[] = {{"notice", SAY_told}, {"heard", SAY_heard}};
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    for (size_t i = 0; i < 2; i++) {
        const struct hf_json *message = made == NULL ? NULL : hf_json_get(made, hf_str_of(kinds[i].member));
        if (message == NULL)
            continue;
        begin_row(w, kinds[i].label);
        say(w, SAY_digest);
        put(w, " ");
        hf_page_put(w->out, hf_json_text(message, HF_STR("digest")));
        put(w, ", ");
        say(w, has_message(w, fact->header.seq) ? SAY_enclosed : SAY_not_enclosed);
        put(w, "</dd>\n");
    }
    put_attempts(w, fact->header.seq);
}

/* ---- events ---- */

static void end_unseen(struct writing *w, uint32_t before)
{
    if (w->unseen_from == 0)
        return;
    put(w, "<article class=\"hidden\"><h2>");
    put_number(w, w->unseen_from);
    if (before > w->unseen_from + 1) {
        put(w, "–");
        put_number(w, before - 1);
    }
    put(w, ". ");
    say(w, SAY_unseen);
    put(w, "</h2></article>\n");
    w->unseen_from = 0;
}

static enum hf_rc put_event(struct writing *w, uint32_t seq, const struct hf_bundle_event *event,
                            struct hf_err *err)
{
    struct hf_fact fact;
    if (!event->shown) {
        w->unseen_from = w->unseen_from == 0 ? seq : w->unseen_from;
        return HF_OK;
    }
    end_unseen(w, seq);
    hf_arena_reset(w->page->scratch, 0);
    HF_TRY(hf_fact_read(event->header, event->payload, w->page->scratch, &fact, err));
    (void)flow_of(w, &fact.header.definition);
    put_title(w, &fact.header);
    put_who(w, &fact.header);
    put(w, "<dl>");
    for (size_t i = 0; i < fact.header.bases; i++)
        put_basis(w, &fact.header.basis[i]);
    put_payload(w, &fact);
    put_told(w, &fact);
    put(w, "</dl></article>\n");
    return HF_OK;
}

/* ---- all of it ---- */

static void put_claim(struct writing *w)
{
    const struct hf_bundle_claim *claim = w->page->claim;
    hf_buf_put(w->out, head);
    put(w, "<h1>");
    hf_page_put(w->out, claim->name);
    put(w, "</h1>\n<p class=\"note\">");
    say(w, SAY_proves);
    put(w, "</p>\n<dl>");
    row(w, SAY_log, claim->origin);
    row(w, SAY_file, claim->name);
    row(w, SAY_reader, claim->reader);
    begin_row(w, SAY_made);
    hf_instant_put(w->out, claim->made_ms);
    put(w, "</dd>\n");
    begin_row(w, SAY_events);
    put_number(w, claim->events);
    put(w, "</dd>\n");
    begin_row(w, SAY_size);
    put_number(w, (int64_t)w->page->signed_size);
    put(w, "</dd>\n");
    for (size_t i = 0; i < w->page->others; i++)
        if (hf_str_ends(w->page->other[i].name, HF_STR(".tst")))
            row(w, SAY_stamp, w->page->other[i].name);
    put(w, "</dl>\n");
}

enum hf_rc hf_page_make(const struct hf_page *page, struct hf_buf *out, struct hf_err *err)
{
    struct writing w = {.page = page,
                        .out = out,
                        .values = page->part[HF_BUNDLE_disclosures],
                        .messages = page->part[HF_BUNDLE_messages],
                        .deliveries = page->part[HF_BUNDLE_deliveries]};
    struct hf_str lines = page->part[HF_BUNDLE_events];
    struct hf_bundle_event event;
    uint32_t seq = 0;
    put_claim(&w);
    while (hf_bundle_event_next(&lines, &event))
        HF_TRY(put_event(&w, ++seq, &event, err));
    end_unseen(&w, seq + 1);
    put(&w, "</body></html>\n");
    return out->full ? hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("page.html"), HF_STR_NONE) : HF_OK;
}
