/* SPDX-License-Identifier: Apache-2.0 */
#include "xml_check.h"

enum { DEEP = 64 };

struct xml {
    struct hf_str text;
    size_t at;
    struct hf_str open[DEEP];
    size_t depth, roots;
    const char *fault;
};

static char peek(const struct xml *x)
{
    return x->at < x->text.len ? x->text.at[x->at] : '\0';
}

static bool fail(struct xml *x, const char *fault)
{
    if (x->fault == NULL)
        x->fault = fault;
    return false;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
           c == '-' || c == '_';
}

static struct hf_str take_name(struct xml *x)
{
    size_t from = x->at;
    while (is_name(peek(x)))
        x->at++;
    return hf_str_part(x->text, from, x->at);
}

static bool take_entity(struct xml *x)
{
    static const struct hf_str known[] = {HF_STR_INIT("&amp;"), HF_STR_INIT("&lt;"), HF_STR_INIT("&gt;"),
                                          HF_STR_INIT("&quot;"), HF_STR_INIT("&#39;")};
    struct hf_str rest = hf_str_part(x->text, x->at, x->text.len);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (hf_str_begins(rest, known[i])) {
            x->at += known[i].len;
            return true;
        }
    return fail(x, "an ampersand that begins no entity");
}

/* Up to, not over, `end`. */
static bool take_text(struct xml *x, char end)
{
    while (x->at < x->text.len && peek(x) != end) {
        unsigned char c = (unsigned char)peek(x);
        if (c == '<')
            return fail(x, "a '<' in a text");
        if (c < 0x20 && c != '\n')
            return fail(x, "a control character");
        if (c == '&' && !take_entity(x))
            return false;
        x->at += c != '&';
    }
    return true;
}

static bool take_attributes(struct xml *x)
{
    struct hf_str seen[32];
    size_t count = 0;
    while (peek(x) == ' ') {
        x->at++;
        struct hf_str name = take_name(x);
        for (size_t i = 0; i < count; i++)
            if (hf_str_eq(seen[i], name))
                return fail(x, "an attribute stands twice");
        if (name.len == 0 || count == 32)
            return fail(x, "the name of an attribute");
        seen[count++] = name;
        if (!hf_str_begins(hf_str_part(x->text, x->at, x->text.len), HF_STR("=\"")))
            return fail(x, "an attribute without a value");
        x->at += 2;
        if (!take_text(x, '"'))
            return false;
        x->at++;
    }
    return true;
}

static bool take_close(struct xml *x)
{
    x->at += 2;
    struct hf_str name = take_name(x);
    if (x->depth == 0 || !hf_str_eq(x->open[x->depth - 1], name) || peek(x) != '>')
        return fail(x, "an end that fits no beginning");
    x->depth--;
    x->at++;
    return true;
}

static bool take_tag(struct xml *x)
{
    if (hf_str_begins(hf_str_part(x->text, x->at, x->text.len), HF_STR("</")))
        return take_close(x);
    x->at++;
    struct hf_str name = take_name(x);
    x->roots += x->depth == 0;
    if (name.len == 0 || x->depth == DEEP)
        return fail(x, "the name of an element");
    if (!take_attributes(x))
        return false;
    bool empty = peek(x) == '/';
    x->at += empty;
    if (peek(x) != '>')
        return fail(x, "an element that does not close");
    x->at++;
    if (!empty)
        x->open[x->depth++] = name;
    return true;
}

const char *xml_fault(struct hf_str text, size_t *at)
{
    struct xml x = {.text = text};
    while (x.at < text.len && x.fault == NULL)
        (void)(peek(&x) == '<' ? take_tag(&x) : take_text(&x, '<'));
    if (x.depth != 0 || x.roots != 1)
        (void)fail(&x, "not one element that is closed");
    *at = x.at;
    return x.fault;
}
