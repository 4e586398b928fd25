/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of sentences are matched word by word, from left to right, without going back. */
#include "cli/story_form.h"

/* Places that take what is left of the sentence. */
static const struct hf_str greedy[] = {HF_STR_INIT("JSON"),    HF_STR_INIT("VALUE"), HF_STR_INIT("COMMAND"),
                                       HF_STR_INIT("TIMES"),   HF_STR_INIT("ROLES"), HF_STR_INIT("MARKS"),
                                       HF_STR_INIT("SENTENCE")};

struct hf_str hf_story_word(struct hf_str *rest)
{
    size_t end = 0;
    *rest = hf_str_trim(*rest);
    if (rest->len > 0 && rest->at[0] == '"') {
        for (end = 1; end < rest->len && rest->at[end] != '"'; end++)
            ;
        end += end < rest->len;
    } else {
        while (end < rest->len && rest->at[end] != ' ' && rest->at[end] != '\t')
            end++;
    }
    struct hf_str word = hf_str_part(*rest, 0, end);
    *rest = hf_str_trim(hf_str_part(*rest, end, rest->len));
    return word;
}

static bool is_place_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_place(struct hf_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!is_place_letter(word.at[i]))
            return false;
    return word.len > 1;
}

static bool is_greedy(struct hf_str place)
{
    for (size_t i = 0; i < sizeof(greedy) / sizeof(greedy[0]); i++)
        if (hf_str_eq(greedy[i], place))
            return true;
    return false;
}

/* One word of a form: its brackets are taken off and told apart. */
struct part {
    struct hf_str word;
    bool opens, closes;
};

static struct part next_part(struct hf_str *form)
{
    struct part part = {.word = hf_story_word(form)};
    part.opens = part.word.len > 0 && part.word.at[0] == '[';
    part.closes = part.word.len > 0 && part.word.at[part.word.len - 1] == ']';
    part.word = hf_str_part(part.word, part.opens, part.word.len - part.closes);
    return part;
}

static bool take(struct part part, struct hf_str *sentence, struct hf_story_match *out)
{
    if (!is_place(part.word))
        return hf_str_eq(hf_story_word(sentence), part.word);
    struct hf_str value = *sentence;
    if (is_greedy(part.word))
        *sentence = HF_STR_NONE;
    else
        value = hf_story_word(sentence);
    if (value.len == 0 || out->count == HF_STORY_PLACES)
        return false;
    out->place[out->count++] = (struct hf_story_place){part.word, value};
    return true;
}

/* Is the bracket that begins with this word there? If not, the form goes on after it. */
static bool there(struct part part, struct hf_str *form, struct hf_str sentence)
{
    if (!part.opens || hf_str_eq(hf_story_word(&sentence), part.word))
        return true;
    while (!part.closes && form->len > 0)
        part = next_part(form);
    return false;
}

bool hf_story_match(struct hf_str form, struct hf_str sentence, struct hf_story_match *out)
{
    out->count = 0;
    while (form.len > 0) {
        struct part part = next_part(&form);
        if (there(part, &form, sentence) && !take(part, &sentence, out))
            return false;
    }
    return sentence.len == 0;
}

static struct hf_str unquoted(struct hf_str value)
{
    bool quoted = value.len > 1 && value.at[0] == '"' && value.at[value.len - 1] == '"';
    return quoted ? hf_str_part(value, 1, value.len - 1) : value;
}

static const struct hf_story_place *place_named(const struct hf_story_match *match, struct hf_str name)
{
    for (size_t i = 0; i < match->count; i++)
        if (hf_str_eq(match->place[i].name, name))
            return &match->place[i];
    return NULL;
}

struct hf_str hf_story_value(const struct hf_story_match *match, struct hf_str name)
{
    const struct hf_story_place *place = place_named(match, name);
    return place == NULL ? HF_STR_NONE : unquoted(place->value);
}

static bool has_word(struct hf_str sentence, struct hf_str word)
{
    while (sentence.len > 0)
        if (hf_str_eq(hf_story_word(&sentence), word))
            return true;
    return false;
}

/* Words in common, less one for every word of the form that is missing; the first word counts twice. */
size_t hf_story_likeness(struct hf_str form, struct hf_str sentence)
{
    size_t common = 0, missing = 0;
    bool optional = false;
    for (size_t i = 0; form.len > 0; i++) {
        struct part part = next_part(&form);
        bool has = !is_place(part.word) && has_word(sentence, part.word);
        optional = optional || part.opens;
        common += has ? (i == 0 ? 6 : 4) : 0;
        missing += !has && !is_place(part.word) && !optional;
        optional = optional && !part.closes;
    }
    return common > missing ? common - missing : 0;
}

struct hf_str hf_story_fill(struct hf_str body, const struct hf_story_match *match, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, body.len + 256);
    for (size_t i = 0, end; i < body.len; i = end) {
        for (end = i; end < body.len && is_place_letter(body.at[end]); end++)
            ;
        end += end == i;
        struct hf_str word = hf_str_part(body, i, end);
        const struct hf_story_place *place = place_named(match, word);
        if (place != NULL)
            word = place->value;
        hf_buf_put(&out, word);
    }
    return hf_buf_str(&out);
}
