/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/draw_text.h"

/* ---- widths ---- */

/* Thousandths of the size, of U+0020 to U+007E in DejaVu Sans. */
static const uint16_t ascii[] = {
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361,  318, 337, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, 1000, 685, 687, 699, 771, 632,
    576, 775, 752, 295, 295, 656, 558, 863, 749, 788, 604, 788, 695, 635,  611, 732, 685, 989, 686,
    611, 686, 391, 337, 391, 838, 500, 500, 613, 635, 550, 635, 616, 353,  635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592,  525, 637, 337, 637, 838,
};
enum {
    BOLD_MORE = 75,    /* what a bold letter has more, with few exceptions */
    LATIN_WIDTH = 790, /* the widest of the letters with accents but for ligatures */
    OTHER_WIDTH = 1100 /* the widest of all that is likely: ideographs, ligatures */
};

/* The character that begins here; its bytes are well-formed UTF-8 (the gate saw them). */
static uint32_t decode(struct hf_str text, size_t *bytes)
{
    unsigned char lead = (unsigned char)text.at[0];
    *bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    HF_CHECK(*bytes <= text.len);
    uint32_t code = *bytes == 1 ? lead : lead & (0x7Fu >> *bytes);
    for (size_t i = 1; i < *bytes; i++)
        code = code << 6 | ((unsigned char)text.at[i] & 0x3Fu);
    return code;
}

/* Letters with accents are as wide as without, as far as it matters here. */
static uint32_t width_of(uint32_t code)
{
    static const struct {
        uint16_t first, last, width;
    } ranges[] = {
        {0xA0, 0xA0, 318},           {0xAB, 0xAB, 612},     {0xBB, 0xBB, 612},     {0xE0, 0xE5, 613},
        {0xE7, 0xE7, 550},           {0xE8, 0xEB, 616},     {0xEC, 0xEF, 278},     {0xF0, 0xFF, 640},
        {0x0A0, 0x24F, LATIN_WIDTH}, {0x2018, 0x2019, 318}, {0x201C, 0x201D, 518}, {0x2022, 0x2022, 590},
    };
    if (code >= 0x20 && code < 0x7F)
        return ascii[code - 0x20];
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return ranges[i].width;
    return OTHER_WIDTH;
}

int32_t draw_width(const struct draw_font *font, struct hf_str text)
{
    uint64_t sum = 0;
    size_t bytes;
    for (; text.len > 0; text = hf_str_part(text, bytes, text.len))
        sum += width_of(decode(text, &bytes)) + (font->bold ? BOLD_MORE : 0);
    return (int32_t)((sum * (uint64_t)font->size + 999) / 1000);
}

/* ---- lines ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* As many characters as fit, at least one. */
static size_t cut_word(const struct draw_font *font, int32_t width, struct hf_str word)
{
    size_t fits = 0, bytes;
    while (fits < word.len) {
        (void)decode(hf_str_part(word, fits, word.len), &bytes);
        if (fits > 0 && draw_width(font, hf_str_part(word, 0, fits + bytes)) > width)
            break;
        fits += bytes;
    }
    return fits;
}

struct hf_str draw_take_line(const struct draw_font *font, int32_t width, struct hf_str *text)
{
    struct hf_str whole = hf_str_trim(*text);
    size_t fits = 0, end = 0;
    while (end < whole.len) {
        while (end < whole.len && is_blank(whole.at[end]))
            end++;
        while (end < whole.len && !is_blank(whole.at[end]))
            end++;
        if (draw_width(font, hf_str_part(whole, 0, end)) > width)
            break;
        fits = end;
    }
    if (fits == 0)
        fits = cut_word(font, width, hf_str_part(whole, 0, end));
    *text = hf_str_trim(hf_str_part(whole, fits, whole.len));
    return hf_str_part(whole, 0, fits);
}

/* ---- XML ---- */

void draw_escape(struct hf_buf *out, struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '&')
            hf_buf_put(out, HF_STR("&amp;"));
        else if (c == '<')
            hf_buf_put(out, HF_STR("&lt;"));
        else if (c == '>')
            hf_buf_put(out, HF_STR("&gt;"));
        else if (c == '"')
            hf_buf_put(out, HF_STR("&quot;"));
        else if (c == '\'')
            hf_buf_put(out, HF_STR("&#39;"));
        else if (is_blank(c))
            hf_buf_put_char(out, ' ');
        else if ((unsigned char)c < 0x20)
            hf_buf_put(out, HF_STR("\xEF\xBF\xBD"));
        else
            hf_buf_put_char(out, c);
    }
}
