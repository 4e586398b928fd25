/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 3986, section 3: scheme ":" ["//" authority] path ["?" query] ["#" fragment]. */
#include "flow/uri.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_one_of(char c, struct hf_str signs)
{
    return signs.len > 0 && memchr(signs.at, c, signs.len) != NULL;
}

/* Letters, digits, unreserved signs, sub-delims and percent-encoded bytes, and what `more` allows besides. */
static bool made_of(struct hf_str text, struct hf_str more)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool encoded = c == '%' && i + 2 < text.len && is_hex(text.at[i + 1]) && is_hex(text.at[i + 2]);
        if (encoded)
            i += 2;
        else if (!is_letter(c) && !is_digit(c) && !is_one_of(c, HF_STR("-._~!$&'()*+,;=")) &&
                 !is_one_of(c, more))
            return false;
    }
    return true;
}

static bool scheme_good(struct hf_str scheme)
{
    for (size_t i = 1; i < scheme.len; i++)
        if (!is_letter(scheme.at[i]) && !is_digit(scheme.at[i]) && !is_one_of(scheme.at[i], HF_STR("+-.")))
            return false;
    return scheme.len > 0 && is_letter(scheme.at[0]);
}

/* "[2001:db8::7]", which ends at the bracket: only what it is made of is looked at. */
static bool address_good(struct hf_str *host)
{
    size_t len = 1;
    while (len < host->len && (is_hex(host->at[len]) || is_one_of(host->at[len], HF_STR(":."))))
        len++;
    if (len < 2 || len == host->len || host->at[len] != ']')
        return false;
    *host = hf_str_part(*host, len + 1, host->len);
    return host->len == 0 || host->at[0] == ':';
}

/* [userinfo "@"] host [":" port] */
static bool authority_good(struct hf_str authority)
{
    struct hf_str host = authority, user = hf_str_cut(&host, '@');
    if (host.at == NULL)
        host = user;
    else if (!made_of(user, HF_STR(":")))
        return false;
    if (host.len > 0 && host.at[0] == '[' && !address_good(&host))
        return false;
    struct hf_str port = host, name = hf_str_cut(&port, ':');
    for (size_t i = 0; i < port.len; i++)
        if (!is_digit(port.at[i]))
            return false;
    return made_of(name, HF_STR_NONE);
}

/* What stands before the first of the signs; *rest begins with it, or is empty. */
static struct hf_str before(struct hf_str *rest, struct hf_str signs)
{
    size_t len = 0;
    while (len < rest->len && !is_one_of(rest->at[len], signs))
        len++;
    struct hf_str head = hf_str_part(*rest, 0, len);
    *rest = hf_str_part(*rest, len, rest->len);
    return head;
}

bool hf_uri_good(struct hf_str text)
{
    struct hf_str rest = text, scheme = hf_str_cut(&rest, ':');
    if (rest.at == NULL || !scheme_good(scheme))
        return false;
    if (hf_str_begins(rest, HF_STR("//"))) {
        rest = hf_str_part(rest, 2, rest.len);
        if (!authority_good(before(&rest, HF_STR("/?#"))))
            return false;
    }
    struct hf_str path = before(&rest, HF_STR("#"));
    struct hf_str fragment = rest.len == 0 ? rest : hf_str_part(rest, 1, rest.len);
    return made_of(path, HF_STR(":@/?")) && made_of(fragment, HF_STR(":@/?"));
}
