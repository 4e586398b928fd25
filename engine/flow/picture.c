/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"

const struct draw_font picture_font[] = {
#define PICTURE_FONT(name, size, leading, bold, italic, fill) {size, leading, bold, italic, fill},
    PICTURE_FONTS(PICTURE_FONT)
#undef PICTURE_FONT
};

enum {
    EXCEPTIONS_MAX = 2, /* named on an arrow of a group; with more, each state has its own arrow */
    LINES_MAX = 40,     /* of one text */
    LONG_TITLE = 200    /* bytes: a longer one counts as several events */
};

/* ---- parts of sentences ---- */

struct hf_str picture_letter(struct hf_arena *arena, uint16_t letter)
{
    struct hf_buf text = hf_buf_in(arena, 4);
    hf_buf_put_char(&text, (char)('A' + letter % 26));
    if (letter >= 26)
        hf_buf_put_i64(&text, letter / 26);
    return hf_buf_str(&text);
}

uint16_t picture_side(const struct hf_flow *flow, const struct hf_kind *kind, uint16_t part)
{
    const struct hf_part *of = &kind->part[part];
    return of->casts == 0 ? 0 : flow->role[of->cast[0].role].side;
}

struct hf_states picture_states_of(const struct hf_kind *kind, const struct hf_handler *handler)
{
    struct hf_states states = {0};
    uint16_t h = (uint16_t)(handler - kind->handler);
    for (uint16_t s = 0; s < kind->states; s++)
        if (kind->next[(size_t)s * kind->events + handler->event] == h)
            states.bit[s / 64] |= UINT64_C(1) << (s % 64);
    return states;
}

uint16_t picture_count(const struct hf_states *states)
{
    uint16_t count = 0;
    for (unsigned s = 0; s < HF_STATES_MAX; s++)
        count = (uint16_t)(count + hf_states_have(states, (uint16_t)s));
    return count;
}

static uint16_t first_of(const struct hf_states *states)
{
    uint16_t s = 0;
    while (s < HF_STATES_MAX && !hf_states_have(states, s))
        s++;
    return s;
}

/* ---- lines of text ---- */

static void add_line(struct picture *picture, struct picture_text *text, enum picture_font font,
                     struct hf_str line)
{
    text->line =
        hf_arena_room(picture->prose.arena, text->line, text->count, &text->room, sizeof *text->line);
    text->line[text->count++] = (struct picture_line){line, font};
}

/* Broken where it is too wide. */
static void add_text(struct picture *picture, struct picture_text *text, enum picture_font font,
                     int32_t width, struct hf_str rest)
{
    for (int lines = 0; rest.len > 0 && lines < LINES_MAX; lines++)
        add_line(picture, text, font, draw_take_line(&picture_font[font], width, &rest));
    if (rest.len > 0)
        add_line(picture, text, font, HF_STR("…"));
}

static struct hf_str phrase(const struct picture *picture, enum hf_phrase word, struct hf_str a,
                            struct hf_str b)
{
    struct hf_buf text = hf_buf_in(picture->prose.arena, 64);
    struct hf_prose aside = hf_prose_aside(&picture->prose, &text);
    hf_prose_put(&aside, word, a, b, HF_STR_NONE);
    return hf_buf_str(&text);
}

static struct hf_str term_text(const struct picture *picture, const struct hf_term *term)
{
    struct hf_buf text = hf_buf_in(picture->prose.arena, 48);
    struct hf_prose aside = hf_prose_aside(&picture->prose, &text);
    hf_prose_term(&aside, term);
    return hf_buf_str(&text);
}

static struct hf_str say(const struct picture *picture, const struct hf_text *text)
{
    return text->say[picture->prose.lang];
}

static struct hf_str members_text(const struct picture *picture, const struct hf_states *states)
{
    const struct hf_kind *kind = picture->prose.kind;
    struct hf_buf text = hf_buf_in(picture->prose.arena, 128);
    for (uint16_t s = 0; s < kind->states; s++) {
        if (!hf_states_have(states, s))
            continue;
        hf_buf_put(&text, text.len == 0 ? HF_STR_NONE : HF_STR(", "));
        hf_buf_put(&text, say(picture, &kind->state[s].title));
    }
    return hf_buf_str(&text);
}

/* ---- boxes ---- */

static struct picture_box *add_box(struct picture *picture, enum picture_box_kind kind, uint16_t of)
{
    struct picture_box *box = &picture->box[picture->boxes++];
    *box = (struct picture_box){.kind = kind, .of = of};
    return box;
}

static bool clock_is_shared(const struct hf_kind *kind, const struct hf_clock *clock)
{
    return clock->during != HF_NONE && picture_count(&kind->group[clock->during].states) > 1;
}

static void add_clock(struct picture *picture, struct picture_box *box, const struct hf_clock *clock)
{
    struct hf_str line =
        phrase(picture, HF_PHRASE_draw_clock, say(picture, &clock->title), term_text(picture, &clock->term));
    add_text(picture, &box->text, PICTURE_PLAIN, PICTURE_TEXT_WIDTH, line);
}

/* By when: the deadline, a clock of this state alone, or that there is none. */
static void add_times(struct picture *picture, struct picture_box *box, const struct hf_state *state)
{
    const struct hf_kind *kind = picture->prose.kind;
    if (state->deadline != HF_NONE)
        add_text(picture, &box->text, PICTURE_PLAIN, PICTURE_TEXT_WIDTH,
                 phrase(picture, HF_PHRASE_draw_deadline,
                        term_text(picture, &kind->clock[state->deadline].term), HF_STR_NONE));
    for (uint16_t c = 0; c < kind->clocks; c++) {
        const struct hf_clock *clock = &kind->clock[c];
        if (clock->during != HF_NONE && !clock_is_shared(kind, clock) &&
            hf_states_have(&kind->group[clock->during].states, box->of))
            add_clock(picture, box, clock);
    }
    if (state->no_deadline.say[HF_EN].len > 0)
        add_text(picture, &box->text, PICTURE_PLAIN, PICTURE_TEXT_WIDTH,
                 hf_phrase(HF_PHRASE_draw_no_deadline, picture->prose.lang));
}

static void add_state(struct picture *picture, uint16_t s)
{
    static const enum hf_phrase ends[] = {
        [HF_END_SUCCESS] = HF_PHRASE_draw_success,
        [HF_END_FAILURE] = HF_PHRASE_draw_failure,
        [HF_END_NEUTRAL] = HF_PHRASE_draw_neutral,
    };
    const struct hf_state *state = &picture->prose.kind->state[s];
    struct picture_box *box = add_box(picture, PICTURE_STATE, s);
    if (state->stage != HF_NONE)
        box->stage = say(picture, &picture->prose.flow->stage[state->stage].title);
    add_text(picture, &box->text, PICTURE_TITLE, PICTURE_TEXT_WIDTH, say(picture, &state->title));
    if (state->end != HF_END_NOT)
        add_text(picture, &box->text, PICTURE_PLAIN, PICTURE_TEXT_WIDTH,
                 hf_phrase(ends[state->end], picture->prose.lang));
    if (state->owner != HF_NONE)
        add_text(
            picture, &box->text, PICTURE_PLAIN, PICTURE_TEXT_WIDTH,
            phrase(picture, HF_PHRASE_draw_owner, hf_prose_part(&picture->prose, state->owner), HF_STR_NONE));
    add_times(picture, box, state);
}

/* ---- which box an event leaves ---- */

static const struct hf_states *group_states(const struct hf_kind *kind, const struct hf_handler *handler,
                                            struct hf_states *open)
{
    if (handler->place == HF_IN_GROUP)
        return &kind->group[handler->of].states;
    for (uint16_t s = 0; s < kind->states; s++)
        if (kind->state[s].end == HF_END_NOT)
            open->bit[s / 64] |= UINT64_C(1) << (s % 64);
    return open;
}

/* Is it drawn once for all states of its group? */
static bool is_shared(const struct hf_kind *kind, const struct hf_handler *handler)
{
    if (handler->place != HF_IN_GROUP && handler->place != HF_IN_ANYWHERE)
        return false;
    struct hf_states open = {0}, states = picture_states_of(kind, handler);
    uint16_t all = picture_count(group_states(kind, handler, &open)), here = picture_count(&states);
    return here > 1 && all - here <= EXCEPTIONS_MAX;
}

/* Has this group (HF_NONE: every open state) anything to be drawn once? */
static bool group_is_drawn(const struct hf_kind *kind, uint16_t group)
{
    for (uint16_t h = 0; h < kind->handlers; h++) {
        const struct hf_handler *handler = &kind->handler[h];
        if (handler->place == (group == HF_NONE ? HF_IN_ANYWHERE : HF_IN_GROUP) && handler->of == group &&
            is_shared(kind, handler))
            return true;
    }
    for (uint16_t c = 0; c < kind->clocks && group != HF_NONE; c++)
        if (kind->clock[c].during == group && clock_is_shared(kind, &kind->clock[c]))
            return true;
    return false;
}

static void add_group(struct picture *picture, uint16_t g, const struct hf_states *members)
{
    const struct hf_kind *kind = picture->prose.kind;
    struct picture_box *box = add_box(picture, PICTURE_GROUP, g);
    box->letter = picture->letters++;
    box->members = *members;
    struct hf_str which = g == HF_NONE ? hf_phrase(HF_PHRASE_draw_anywhere, picture->prose.lang)
                                       : members_text(picture, members);
    add_text(picture, &box->text, PICTURE_PLAIN, PICTURE_TEXT_WIDTH,
             phrase(picture, HF_PHRASE_draw_group, picture_letter(picture->prose.arena, box->letter), which));
    for (uint16_t c = 0; c < kind->clocks && g != HF_NONE; c++)
        if (kind->clock[c].during == g && clock_is_shared(kind, &kind->clock[c]))
            add_clock(picture, box, &kind->clock[c]);
}

/* A group stands after the first of its states. */
static void add_groups_of(struct picture *picture, uint16_t s)
{
    const struct hf_kind *kind = picture->prose.kind;
    for (uint16_t g = 0; g < kind->groups; g++)
        if (first_of(&kind->group[g].states) == s && group_is_drawn(kind, g))
            add_group(picture, g, &kind->group[g].states);
    struct hf_states open = {0};
    const struct hf_handler anywhere = {.place = HF_IN_ANYWHERE};
    if (first_of(group_states(kind, &anywhere, &open)) == s && group_is_drawn(kind, HF_NONE))
        add_group(picture, HF_NONE, &open);
}

static uint16_t box_of(const struct picture *picture, enum picture_box_kind kind, uint16_t of)
{
    uint16_t b = 0;
    while (b < picture->boxes && (picture->box[b].kind != kind || picture->box[b].of != of))
        b++;
    HF_CHECK(b < picture->boxes);
    return b;
}

/* ---- arrows ---- */

static bool only_clock(const struct hf_event *event)
{
    return event->by_clock && !event->by_engine && event->by.count == 0 && event->born_by.count == 0;
}

static enum picture_font font_of(const struct hf_event *event)
{
    bool raised_only =
        event->by_engine && !event->by_clock && event->by.count == 0 && event->born_by.count == 0;
    return raised_only ? PICTURE_RAISED : PICTURE_PLAIN;
}

static struct picture_arrow *arrow_between(struct picture *picture, uint16_t from, uint16_t to)
{
    uint16_t *known = &picture->between[(size_t)from * picture->boxes + to];
    if (*known > 0)
        return &picture->arrow[*known - 1];
    picture->arrow = hf_arena_room(picture->prose.arena, picture->arrow, picture->arrows,
                                   &picture->arrow_room, sizeof *picture->arrow);
    picture->arrow[picture->arrows] = (struct picture_arrow){.from = from, .to = to, .clock_only = true};
    *known = ++picture->arrows;
    return &picture->arrow[picture->arrows - 1];
}

/* The title of an event, with what must be said beside it. */
static struct hf_str event_text(const struct picture *picture, const struct hf_handler *handler,
                                bool conditional, bool shared)
{
    const struct hf_kind *kind = picture->prose.kind;
    struct hf_str text = say(picture, &kind->event[handler->event].title);
    struct hf_states open = {0}, here = picture_states_of(kind, handler), left = {0};
    if (conditional)
        text = phrase(picture, HF_PHRASE_draw_conditional, text, HF_STR_NONE);
    if (!shared)
        return text;
    const struct hf_states *all = group_states(kind, handler, &open);
    for (size_t i = 0; i < HF_STATES_MAX / 64; i++)
        left.bit[i] = all->bit[i] & ~here.bit[i];
    bool whole = picture_count(&left) == 0;
    return whole ? text : phrase(picture, HF_PHRASE_draw_except, text, members_text(picture, &left));
}

/* Does the branch before this one lead to the same place? Then the line stands already. */
static bool told_before(const struct hf_handler *handler, uint16_t b)
{
    for (uint16_t i = 0; i < b; i++)
        if (!handler->branches.at[i].refuses && handler->branches.at[i].to == handler->branches.at[b].to)
            return true;
    return false;
}

static bool leads_elsewhere(const struct hf_handler *handler, uint16_t b)
{
    for (uint16_t i = 0; i < handler->branches.count; i++)
        if (handler->branches.at[i].refuses || handler->branches.at[i].to != handler->branches.at[b].to)
            return true;
    return false;
}

static void add_branch(struct picture *picture, const struct hf_handler *handler, uint16_t b, uint16_t from,
                       bool shared)
{
    const struct hf_event *event = &picture->prose.kind->event[handler->event];
    if (picture->said > PICTURE_EVENTS_MAX)
        return;
    picture->said += 1 + (uint32_t)say(picture, &event->title).len / LONG_TITLE;
    uint16_t to = handler->branches.at[b].to;
    struct hf_str text = event_text(picture, handler, leads_elsewhere(handler, b), shared);
    if (to == HF_BACK)
        text = phrase(picture, HF_PHRASE_draw_back, text, HF_STR_NONE);
    uint16_t box = to == HF_STAY || to == HF_BACK ? from : box_of(picture, PICTURE_STATE, to);
    if (box == from) {
        add_text(picture, &picture->box[from].text, font_of(event), PICTURE_TEXT_WIDTH,
                 phrase(picture, HF_PHRASE_draw_inner, text, HF_STR_NONE));
        return;
    }
    struct picture_arrow *arrow = arrow_between(picture, from, box);
    arrow->clock_only = arrow->clock_only && only_clock(event);
    add_text(picture, &arrow->text, font_of(event), PICTURE_LABEL_WIDTH, text);
}

static void add_arrows_from(struct picture *picture, const struct hf_handler *handler, uint16_t from,
                            bool shared)
{
    for (uint16_t b = 0; b < handler->branches.count; b++)
        if (!handler->branches.at[b].refuses && !told_before(handler, b))
            add_branch(picture, handler, b, from, shared);
}

static void add_handler(struct picture *picture, const struct hf_handler *handler)
{
    const struct hf_kind *kind = picture->prose.kind;
    if (handler->place == HF_IN_BEGIN) {
        add_arrows_from(picture, handler, 0, false);
        return;
    }
    if (is_shared(kind, handler)) {
        add_arrows_from(picture, handler, box_of(picture, PICTURE_GROUP, handler->of), true);
        return;
    }
    struct hf_states states = picture_states_of(kind, handler);
    for (uint16_t s = 0; s < kind->states; s++)
        if (hf_states_have(&states, s))
            add_arrows_from(picture, handler, box_of(picture, PICTURE_STATE, s), false);
}

/* ---- sizes ---- */

static struct hf_layout_node size_of(const struct picture_text *text)
{
    struct hf_layout_node size = {0};
    for (size_t i = 0; i < text->count; i++) {
        int32_t width = draw_width(&picture_font[text->line[i].font], text->line[i].text);
        size.width = width > size.width ? width : size.width;
        size.height += picture_font[text->line[i].font].leading;
    }
    return size;
}

static int32_t badges_width(const struct picture *picture, const struct picture_box *box)
{
    int32_t badges = 0;
    for (uint16_t b = 0; b < picture->boxes && box->kind == PICTURE_STATE; b++)
        badges += picture->box[b].kind == PICTURE_GROUP && hf_states_have(&picture->box[b].members, box->of);
    return badges * (PICTURE_BADGE + 2);
}

static struct hf_layout_node size_of_box(const struct picture *picture, const struct picture_box *box)
{
    if (box->kind == PICTURE_BEGIN)
        return (struct hf_layout_node){.width = PICTURE_START, .height = PICTURE_START};
    struct hf_layout_node size = size_of(&box->text);
    int32_t badges = badges_width(picture, box);
    int32_t top = draw_width(&picture_font[PICTURE_STAGE], box->stage) + badges + 10;
    if (box->stage.len > 0 || badges > 0) {
        size.width = top > size.width ? top : size.width;
        size.height += PICTURE_BADGE + 3;
    }
    size.width += 2 * PICTURE_PAD;
    size.height += 2 * PICTURE_PAD - 3;
    return size;
}

static void lay_out(struct picture *picture)
{
    struct hf_arena *arena = picture->prose.arena;
    struct hf_layout_node *node = HF_NEW(arena, struct hf_layout_node, picture->boxes);
    struct hf_layout_edge *edge = HF_NEW(arena, struct hf_layout_edge, picture->arrows + 1u);
    struct hf_layout_rule *rule = HF_NEW(arena, struct hf_layout_rule, picture->boxes);
    uint16_t rules = 0;
    for (uint16_t b = 0; b < picture->boxes; b++) {
        node[b] = size_of_box(picture, &picture->box[b]);
        if (picture->box[b].kind == PICTURE_GROUP)
            rule[rules++] = (struct hf_layout_rule){
                box_of(picture, PICTURE_STATE, first_of(&picture->box[b].members)), b};
    }
    for (uint16_t a = 0; a < picture->arrows; a++) {
        struct hf_layout_node size = size_of(&picture->arrow[a].text);
        edge[a] = (struct hf_layout_edge){.from = picture->arrow[a].from,
                                          .to = picture->arrow[a].to,
                                          .label_width = size.width,
                                          .label_height = size.height};
    }
    picture->layout = (struct hf_layout){.node = node,
                                         .edge = edge,
                                         .rule = rule,
                                         .nodes = picture->boxes,
                                         .edges = picture->arrows,
                                         .rules = rules};
}

bool picture_make(struct picture *picture, const struct hf_prose *prose)
{
    const struct hf_kind *kind = prose->kind;
    *picture = (struct picture){.prose = *prose};
    picture->box = HF_NEW(prose->arena, struct picture_box, kind->states + kind->groups + 2u);
    (void)add_box(picture, PICTURE_BEGIN, HF_NONE);
    for (uint16_t s = 0; s < kind->states; s++) {
        add_state(picture, s);
        add_groups_of(picture, s);
    }
    picture->between = HF_NEW(prose->arena, uint16_t, (size_t)picture->boxes * picture->boxes);
    for (uint16_t h = 0; h < kind->handlers; h++)
        add_handler(picture, &kind->handler[h]);
    lay_out(picture);
    return picture->said <= PICTURE_EVENTS_MAX;
}
