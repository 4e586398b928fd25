/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/draw.h"

#include "flow/picture.h"

enum { MARGIN = 24, PANEL_GAP = 40, CORNER = 7, ARROW_LENGTH = 8, ARROW_HALF = 4, SWATCH = 26 };

static const char font_family[] = "DejaVu Sans, Verdana, Arial, Helvetica, sans-serif";

/* Light enough for black text, and apart from each other in grey. */
static const char *const side_fill[] = {"#ffffff", "#d9e6f5", "#f6ecd2", "#e8dcef"};
static const struct {
    const char *fill, *line;
    int width;
    bool twice; /* a second frame inside */
} end_look[] = {
    [HF_END_NOT] = {NULL, "#333333", 1, false},
    [HF_END_SUCCESS] = {"#e2f2e3", "#1d5c26", 1, true},
    [HF_END_FAILURE] = {"#f8e0dc", "#8c1d18", 3, false},
    [HF_END_NEUTRAL] = {"#ececec", "#555555", 1, false},
};
static const char group_fill[] = "#fbfbf3", badge_fill[] = "#444444";

struct svg {
    struct hf_buf *out;
    int32_t x, y; /* added to all that is written */
};

/* ---- writing ---- */

static void put(struct svg *svg, const char *text)
{
    hf_buf_put(svg->out, hf_str_of(text));
}

static void attr_text(struct svg *svg, const char *name, const char *value)
{
    hf_buf_put_char(svg->out, ' ');
    put(svg, name);
    put(svg, "=\"");
    put(svg, value);
    hf_buf_put_char(svg->out, '"');
}

static void attr(struct svg *svg, const char *name, int32_t value)
{
    hf_buf_put_char(svg->out, ' ');
    put(svg, name);
    put(svg, "=\"");
    hf_buf_put_i64(svg->out, value);
    hf_buf_put_char(svg->out, '"');
}

static void point(struct svg *svg, const char *before, int32_t x, int32_t y)
{
    put(svg, before);
    hf_buf_put_i64(svg->out, x + svg->x);
    hf_buf_put_char(svg->out, ' ');
    hf_buf_put_i64(svg->out, y + svg->y);
}

static void element(struct svg *svg, const char *name, struct hf_str text)
{
    put(svg, "<");
    put(svg, name);
    put(svg, ">");
    draw_escape(svg->out, text);
    put(svg, "</");
    put(svg, name);
    put(svg, ">\n");
}

/* y is where the line begins, not where its letters stand. */
static void text_at(struct svg *svg, int32_t x, int32_t y, const struct draw_font *font, struct hf_str text)
{
    put(svg, "<text");
    attr(svg, "x", x + svg->x);
    attr(svg, "y", y + svg->y + font->size);
    attr(svg, "font-size", font->size);
    if (font->bold)
        attr_text(svg, "font-weight", "bold");
    if (font->italic)
        attr_text(svg, "font-style", "italic");
    attr_text(svg, "fill", font->fill);
    put(svg, ">");
    draw_escape(svg->out, text);
    put(svg, "</text>\n");
}

static void frame(struct svg *svg, int32_t x, int32_t y, int32_t width, int32_t height, int32_t corner)
{
    put(svg, "<rect");
    attr(svg, "x", x + svg->x);
    attr(svg, "y", y + svg->y);
    attr(svg, "width", width);
    attr(svg, "height", height);
    attr(svg, "rx", corner);
}

static void look(struct svg *svg, const char *fill, const char *line, int32_t width)
{
    attr_text(svg, "fill", fill);
    attr_text(svg, "stroke", line);
    attr(svg, "stroke-width", width);
    put(svg, "/>\n");
}

/* ---- boxes ---- */

static const char *fill_of_side(uint16_t side)
{
    return side_fill[side % (sizeof side_fill / sizeof side_fill[0])];
}

static void state_frame(struct svg *svg, int32_t x, int32_t y, int32_t width, int32_t height, enum hf_end end,
                        const char *fill)
{
    frame(svg, x, y, width, height, CORNER);
    look(svg, end_look[end].fill != NULL ? end_look[end].fill : fill, end_look[end].line,
         end_look[end].width);
    if (!end_look[end].twice)
        return;
    frame(svg, x + 3, y + 3, width - 6, height - 6, CORNER - 3);
    look(svg, "none", end_look[end].line, 1);
}

static void group_frame(struct svg *svg, int32_t x, int32_t y, int32_t width, int32_t height)
{
    frame(svg, x, y, width, height, 0);
    attr_text(svg, "stroke-dasharray", "5 3");
    look(svg, group_fill, "#444444", 1);
}

static void badge(struct svg *svg, int32_t x, int32_t y, struct hf_str letter)
{
    static const struct draw_font font = {10, PICTURE_BADGE, true, false, "#ffffff"};
    frame(svg, x, y, PICTURE_BADGE, PICTURE_BADGE, 3);
    look(svg, badge_fill, badge_fill, 1);
    text_at(svg, x + (PICTURE_BADGE - draw_width(&font, letter)) / 2 + 1, y + 1, &font, letter);
}

/* From right to left, so that A stands left of B. */
static void badges(struct svg *svg, const struct picture *picture, const struct picture_box *box,
                   const struct hf_layout_node *at)
{
    int32_t x = at->x + at->width - PICTURE_PAD;
    for (uint16_t b = picture->boxes; b-- > 0;) {
        const struct picture_box *group = &picture->box[b];
        if (group->kind != PICTURE_GROUP || !hf_states_have(&group->members, box->of))
            continue;
        x -= PICTURE_BADGE + 2;
        badge(svg, x + 2, at->y + PICTURE_PAD - 3, picture_letter(picture->prose.arena, group->letter));
    }
}

static void lines_of_text(struct svg *svg, const struct picture_text *text, int32_t x, int32_t y)
{
    for (size_t i = 0; i < text->count; i++) {
        const struct draw_font *font = &picture_font[text->line[i].font];
        text_at(svg, x, y, font, text->line[i].text);
        y += font->leading;
    }
}

static int32_t height_of(const struct picture_text *text)
{
    int32_t height = 0;
    for (size_t i = 0; i < text->count; i++)
        height += picture_font[text->line[i].font].leading;
    return height;
}

static void begin_dot(struct svg *svg, const struct hf_layout_node *at)
{
    put(svg, "<circle");
    attr(svg, "cx", at->x + at->width / 2 + svg->x);
    attr(svg, "cy", at->y + at->height / 2 + svg->y);
    attr(svg, "r", at->width / 2 - 2);
    look(svg, "#1a1a1a", "#1a1a1a", 1);
}

static void draw_box(struct svg *svg, const struct picture *picture, uint16_t b)
{
    const struct picture_box *box = &picture->box[b];
    const struct hf_layout_node *at = &picture->layout.node[b];
    const struct hf_kind *kind = picture->prose.kind;
    if (box->kind == PICTURE_BEGIN) {
        begin_dot(svg, at);
        return;
    }
    if (box->kind == PICTURE_GROUP) {
        group_frame(svg, at->x, at->y, at->width, at->height);
    } else {
        const struct hf_state *state = &kind->state[box->of];
        uint16_t side = state->owner == HF_NONE ? 0 : picture_side(picture->prose.flow, kind, state->owner);
        state_frame(svg, at->x, at->y, at->width, at->height, state->end, fill_of_side(side));
        text_at(svg, at->x + PICTURE_PAD, at->y + PICTURE_PAD - 2, &picture_font[PICTURE_STAGE], box->stage);
        badges(svg, picture, box, at);
    }
    lines_of_text(svg, &box->text, at->x + PICTURE_PAD,
                  at->y + at->height - PICTURE_PAD + 1 - height_of(&box->text));
}

/* ---- arrows ---- */

static bool points_down(const struct hf_layout_edge *edge)
{
    return edge->point[edge->points - 1].y > edge->point[0].y;
}

static void draw_line(struct svg *svg, const struct hf_layout_edge *edge, bool clock_only)
{
    int32_t back = points_down(edge) ? -ARROW_LENGTH + 1 : ARROW_LENGTH - 1;
    put(svg, "<path d=\"");
    point(svg, "M", edge->point[0].x, edge->point[0].y);
    for (uint32_t i = 1; i < edge->points; i++) {
        struct hf_point from = edge->point[i - 1], to = edge->point[i];
        if (i + 1 == edge->points)
            to.y += back;
        if (i % 2 == 0 && from.x != to.x) {
            point(svg, " C", from.x, (from.y + to.y) / 2);
            point(svg, " ", to.x, (from.y + to.y) / 2);
            point(svg, " ", to.x, to.y);
        } else {
            point(svg, " L", to.x, to.y);
        }
    }
    put(svg, "\"");
    if (clock_only)
        attr_text(svg, "stroke-dasharray", "7 4");
    look(svg, "none", "#444444", 1);
}

static void arrow_head(struct svg *svg, struct hf_point tip, bool down)
{
    int32_t back = down ? -ARROW_LENGTH : ARROW_LENGTH;
    put(svg, "<path d=\"");
    point(svg, "M", tip.x, tip.y);
    point(svg, " L", tip.x - ARROW_HALF, tip.y + back);
    point(svg, " L", tip.x + ARROW_HALF, tip.y + back);
    put(svg, " Z\"");
    look(svg, "#444444", "#444444", 1);
}

static void draw_arrow(struct svg *svg, const struct picture *picture, uint16_t a)
{
    const struct hf_layout_edge *edge = &picture->layout.edge[a];
    draw_line(svg, edge, picture->arrow[a].clock_only);
    arrow_head(svg, edge->point[edge->points - 1], points_down(edge));
}

/* ---- what is heard instead of seen ---- */

static struct hf_str phrase(const struct hf_prose *t, enum hf_phrase word, struct hf_str a, struct hf_str b,
                            struct hf_str c)
{
    struct hf_buf text = hf_buf_in(t->arena, 96);
    struct hf_prose aside = hf_prose_aside(t, &text);
    hf_prose_put(&aside, word, a, b, c);
    return hf_buf_str(&text);
}

static struct hf_str number(const struct hf_prose *t, int64_t n)
{
    struct hf_buf text = hf_buf_in(t->arena, 20);
    hf_buf_put_i64(&text, n);
    return hf_buf_str(&text);
}

static struct hf_str box_name(const struct picture *picture, uint16_t b)
{
    const struct picture_box *box = &picture->box[b];
    if (box->kind == PICTURE_BEGIN)
        return hf_phrase(HF_PHRASE_draw_begins, picture->prose.lang);
    if (box->kind == PICTURE_GROUP)
        return picture_letter(picture->prose.arena, box->letter);
    return picture->prose.kind->state[box->of].title.say[picture->prose.lang];
}

static struct hf_str in_one_line(const struct picture *picture, const struct picture_text *text)
{
    struct hf_buf line = hf_buf_in(picture->prose.arena, 96);
    for (size_t i = 0; i < text->count; i++) {
        hf_buf_put(&line, i == 0 ? HF_STR_NONE : HF_STR(" "));
        hf_buf_put(&line, text->line[i].text);
    }
    return hf_buf_str(&line);
}

static void put_described(struct svg *svg, const struct picture *picture)
{
    const struct hf_prose *t = &picture->prose;
    draw_escape(svg->out, phrase(t, HF_PHRASE_draw_about, t->kind->title.say[t->lang],
                                 number(t, t->kind->states), HF_STR_NONE));
    for (uint16_t b = 0; b < picture->boxes; b++) {
        hf_buf_put_char(svg->out, '\n');
        draw_escape(svg->out, in_one_line(picture, &picture->box[b].text));
    }
    for (uint16_t a = 0; a < picture->arrows; a++) {
        hf_buf_put_char(svg->out, '\n');
        draw_escape(svg->out, phrase(t, HF_PHRASE_draw_move, box_name(picture, picture->arrow[a].from),
                                     box_name(picture, picture->arrow[a].to),
                                     in_one_line(picture, &picture->arrow[a].text)));
    }
    hf_buf_put_char(svg->out, '\n');
}

/* ---- the key ---- */

enum legend_look { LOOK_SIDE, LOOK_END, LOOK_GROUP, LOOK_BEGIN, LOOK_CLOCK, LOOK_NONE };

static void swatch(struct svg *svg, enum legend_look as, uint16_t of)
{
    const struct hf_layout_node dot = {.x = 6, .y = 0, .width = 14, .height = 14};
    const struct hf_point line[] = {{0, 7}, {SWATCH, 7}};
    if (as == LOOK_SIDE)
        state_frame(svg, 0, 0, SWATCH, 14, HF_END_NOT, fill_of_side(of));
    else if (as == LOOK_END)
        state_frame(svg, 0, 0, SWATCH, 14, (enum hf_end)of, NULL);
    else if (as == LOOK_GROUP)
        group_frame(svg, 0, 0, SWATCH, 14);
    else if (as == LOOK_BEGIN)
        begin_dot(svg, &dot);
    if (as != LOOK_CLOCK)
        return;
    put(svg, "<path d=\"");
    point(svg, "M", line[0].x, line[0].y);
    point(svg, " L", line[1].x, line[1].y);
    put(svg, "\"");
    attr_text(svg, "stroke-dasharray", "7 4");
    look(svg, "none", "#444444", 1);
}

static void legend_row(struct svg *svg, const struct hf_prose *t, enum legend_look as, uint16_t of,
                       enum hf_phrase word)
{
    struct hf_str side = as == LOOK_SIDE ? t->flow->side[of].title.say[t->lang] : HF_STR_NONE;
    swatch(svg, as, of);
    text_at(svg, as == LOOK_NONE ? 0 : SWATCH + 8, 0, &picture_font[PICTURE_PLAIN],
            phrase(t, word, side, HF_STR_NONE, HF_STR_NONE));
    svg->y += 20;
}

static const struct {
    enum legend_look look;
    uint16_t of;
    enum hf_phrase word;
} legend_rows[] = {
    {LOOK_END, HF_END_SUCCESS, HF_PHRASE_legend_success},
    {LOOK_END, HF_END_FAILURE, HF_PHRASE_legend_failure},
    {LOOK_END, HF_END_NEUTRAL, HF_PHRASE_legend_neutral},
    {LOOK_GROUP, 0, HF_PHRASE_legend_group},
    {LOOK_BEGIN, 0, HF_PHRASE_legend_begin},
    {LOOK_CLOCK, 0, HF_PHRASE_legend_clock},
    {LOOK_NONE, 0, HF_PHRASE_legend_inner},
    {LOOK_NONE, 0, HF_PHRASE_legend_raised},
};
enum { LEGEND_ROWS = sizeof legend_rows / sizeof legend_rows[0], LEGEND_WIDTH = 560 };

enum { HEADING_WIDTH = 1600 }; /* pixels; more of a title is left to the description of the picture */

static int32_t legend_height(const struct hf_flow *flow)
{
    return 24 + 20 * (flow->sides + LEGEND_ROWS);
}

static void draw_legend(struct svg *svg, const struct hf_prose *t)
{
    text_at(svg, 0, 0, &picture_font[PICTURE_TITLE], hf_phrase(HF_PHRASE_legend, t->lang));
    svg->y += 24;
    for (uint16_t s = 0; s < t->flow->sides; s++)
        legend_row(svg, t, LOOK_SIDE, s, HF_PHRASE_legend_side);
    for (size_t i = 0; i < LEGEND_ROWS; i++)
        legend_row(svg, t, legend_rows[i].look, legend_rows[i].of, legend_rows[i].word);
}

/* ---- all ---- */

/* In one line, and no wider than a heading may make the sheet. */
static struct hf_str heading_of(const struct hf_prose *t, const struct hf_text *title)
{
    struct hf_str rest = title->say[t->lang];
    struct hf_str line = draw_take_line(&picture_font[PICTURE_HEADING], HEADING_WIDTH, &rest);
    struct hf_buf text = hf_buf_in(t->arena, line.len + 4);
    hf_buf_put(&text, line);
    hf_buf_put(&text, rest.len > 0 ? HF_STR("…") : HF_STR_NONE);
    return hf_buf_str(&text);
}

static void draw_panel(struct svg *svg, const struct picture *picture)
{
    const struct hf_prose *t = &picture->prose;
    put(svg, "<g>\n");
    element(svg, "title", t->kind->title.say[t->lang]);
    text_at(svg, 0, 0, &picture_font[PICTURE_HEADING], heading_of(t, &t->kind->title));
    svg->y += picture_font[PICTURE_HEADING].leading + 10;
    for (uint16_t a = 0; a < picture->arrows; a++)
        draw_arrow(svg, picture, a);
    for (uint16_t b = 0; b < picture->boxes; b++)
        draw_box(svg, picture, b);
    for (uint16_t a = 0; a < picture->arrows; a++)
        lines_of_text(svg, &picture->arrow[a].text, picture->layout.edge[a].label_x,
                      picture->layout.edge[a].label_y);
    put(svg, "</g>\n");
    svg->y += picture->layout.height + PANEL_GAP;
}

struct sheet {
    struct picture *picture;
    uint16_t pictures;
    int32_t width, height;
    struct hf_str title, heading, source; /* the heading is what of the title has room */
};

static void widen(struct sheet *sheet, int32_t width)
{
    sheet->width = width > sheet->width ? width : sheet->width;
}

static enum hf_rc make_sheet(const struct hf_subject *d, struct hf_prose *t, struct sheet *sheet,
                             struct hf_err *err)
{
    sheet->picture = HF_NEW(t->arena, struct picture, d->flow->kinds);
    sheet->title = d->flow->title.say[d->lang];
    sheet->heading = heading_of(t, &d->flow->title);
    sheet->source = phrase(t, HF_PHRASE_draw_source, d->flow->name, number(t, d->flow->version), d->hash);
    sheet->height = 24 + 20 + 16 + legend_height(d->flow);
    widen(sheet, draw_width(&picture_font[PICTURE_HEADING], sheet->heading));
    widen(sheet, draw_width(&picture_font[PICTURE_PLAIN], sheet->source));
    widen(sheet, LEGEND_WIDTH);
    for (uint16_t k = 0; k < d->flow->kinds; k++) {
        if (d->kind != HF_NONE && d->kind != k)
            continue;
        struct picture *picture = &sheet->picture[sheet->pictures++];
        t->kind = &d->flow->kind[k];
        if (!picture_make(picture, t) || !hf_layout_find(&picture->layout, t->arena))
            return hf_fail(err, HF_WORD_draw_too_large, HF_STR_NONE, t->kind->name, HF_STR_NONE);
        widen(sheet, picture->layout.width);
        widen(sheet, draw_width(&picture_font[PICTURE_HEADING], heading_of(t, &t->kind->title)));
        sheet->height += picture_font[PICTURE_HEADING].leading + 10 + picture->layout.height + PANEL_GAP;
    }
    return HF_OK;
}

static void open_sheet(struct svg *svg, const struct hf_subject *d, const struct sheet *sheet)
{
    put(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attr(svg, "width", sheet->width + 2 * MARGIN);
    attr(svg, "height", sheet->height + 2 * MARGIN);
    put(svg, " viewBox=\"0 0 ");
    hf_buf_put_i64(svg->out, sheet->width + 2 * MARGIN);
    hf_buf_put_char(svg->out, ' ');
    hf_buf_put_i64(svg->out, sheet->height + 2 * MARGIN);
    hf_buf_put_char(svg->out, '"');
    attr_text(svg, "role", "img");
    attr_text(svg, "xml:lang", d->lang == HF_FR ? "fr" : "en");
    attr_text(svg, "aria-labelledby", "title desc");
    attr_text(svg, "font-family", font_family);
    put(svg, ">\n<title id=\"title\">");
    draw_escape(svg->out, sheet->title);
    put(svg, "</title>\n<desc id=\"desc\">");
    for (uint16_t i = 0; i < sheet->pictures; i++)
        put_described(svg, &sheet->picture[i]);
    put(svg, "</desc>\n");
    frame(svg, -MARGIN, -MARGIN, sheet->width + 2 * MARGIN, sheet->height + 2 * MARGIN, 0);
    attr_text(svg, "fill", "#ffffff");
    put(svg, "/>\n");
}

enum hf_rc hf_draw(const struct hf_subject *subject, struct hf_arena *arena, struct hf_buf *out,
                   struct hf_err *err)
{
    struct hf_prose t = {
        .flow = subject->flow, .event = HF_NONE, .lang = subject->lang, .out = out, .arena = arena};
    struct sheet sheet = {0};
    struct svg svg = {.out = out, .x = MARGIN, .y = MARGIN};
    HF_TRY(make_sheet(subject, &t, &sheet, err));
    open_sheet(&svg, subject, &sheet);
    text_at(&svg, 0, 0, &picture_font[PICTURE_HEADING], sheet.heading);
    svg.y += 24;
    text_at(&svg, 0, 0, &picture_font[PICTURE_PLAIN], sheet.source);
    svg.y += 36;
    for (uint16_t i = 0; i < sheet.pictures; i++)
        draw_panel(&svg, &sheet.picture[i]);
    draw_legend(&svg, &t);
    put(&svg, "</svg>\n");
    return out->full ? hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("SVG"), HF_STR_NONE) : HF_OK;
}
