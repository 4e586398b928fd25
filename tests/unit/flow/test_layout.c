/* SPDX-License-Identifier: Apache-2.0 */
/* What a layout promises, on graphs made by chance from a fixed seed. */
#include <stdlib.h>

#include "flow/layout.h"
#include "unit/unit.h"

enum { GRAPHS = 400, NODES_MAX = 24, EDGES_MAX = 60, ROOM = 64 << 20 };

struct made {
    struct hf_layout layout;
    struct hf_layout_node node[NODES_MAX];
    struct hf_layout_edge edge[EDGES_MAX];
    struct hf_layout_rule rule[NODES_MAX];
};

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

static bool joined(const struct made *m, uint16_t from, uint16_t to)
{
    for (uint16_t e = 0; e < m->layout.edges; e++)
        if (m->edge[e].from == from && m->edge[e].to == to)
            return true;
    return false;
}

static void make(struct made *m, uint32_t seed)
{
    *m = (struct made){.layout = {.nodes = (uint16_t)(1 + dice(&seed, NODES_MAX))}};
    m->layout.node = m->node;
    m->layout.edge = m->edge;
    m->layout.rule = m->rule;
    for (uint16_t n = 0; n < m->layout.nodes; n++)
        m->node[n] = (struct hf_layout_node){.width = 20 + (int32_t)dice(&seed, 200),
                                             .height = 20 + (int32_t)dice(&seed, 120)};
    for (uint32_t tries = dice(&seed, EDGES_MAX); tries > 0; tries--) {
        uint16_t from = (uint16_t)dice(&seed, m->layout.nodes), to = (uint16_t)dice(&seed, m->layout.nodes);
        if (from == to || joined(m, from, to))
            continue;
        m->edge[m->layout.edges++] = (struct hf_layout_edge){.from = from,
                                                             .to = to,
                                                             .label_width = 1 + (int32_t)dice(&seed, 130),
                                                             .label_height = (int32_t)dice(&seed, 60)};
    }
    for (uint16_t n = 1; n < m->layout.nodes; n++)
        if (dice(&seed, 5) == 0)
            m->rule[m->layout.rules++] = (struct hf_layout_rule){(uint16_t)dice(&seed, n), n};
}

static struct hf_arena *arena(void)
{
    static struct hf_arena one;
    static void *block;
    if (block == NULL)
        block = malloc(ROOM);
    hf_arena_init(&one, block, ROOM);
    return &one;
}

struct area {
    int32_t left, top, right, bottom;
};

static struct area of_node(const struct hf_layout_node *n)
{
    return (struct area){n->x, n->y, n->x + n->width, n->y + n->height};
}

static struct area of_label(const struct hf_layout_edge *e)
{
    return (struct area){e->label_x, e->label_y, e->label_x + e->label_width, e->label_y + e->label_height};
}

static bool overlap(struct area a, struct area b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static struct area between(struct hf_point a, struct hf_point b)
{
    return (struct area){a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, a.x > b.x ? a.x : b.x,
                         a.y > b.y ? a.y : b.y};
}

static void on_border(struct hf_point p, const struct hf_layout_node *n)
{
    assert_true(p.x >= n->x && p.x <= n->x + n->width);
    assert_true(p.y == n->y || p.y == n->y + n->height);
}

/* A vertical may not be inside an area; a bend may not come near its height at all where it could meet it. */
static void keeps_clear(const struct hf_layout_edge *e, struct area area)
{
    for (uint32_t i = 1; i < e->points; i++) {
        struct area part = between(e->point[i - 1], e->point[i]);
        if (part.left == part.right)
            assert_false(part.left > area.left && part.left < area.right && part.top < area.bottom &&
                         area.top < part.bottom);
        else
            assert_false(overlap(part, area));
    }
}

static void each_graph(void (*holds)(const struct made *m))
{
    for (uint32_t seed = 0; seed < GRAPHS; seed++) {
        static struct made m;
        make(&m, seed);
        assert_true(hf_layout_find(&m.layout, arena()));
        holds(&m);
    }
}

static void stand_apart(const struct made *m)
{
    for (uint16_t a = 0; a < m->layout.nodes; a++) {
        struct area area = of_node(&m->node[a]);
        assert_true(area.left >= 0 && area.top >= 0);
        assert_true(area.right <= m->layout.width && area.bottom <= m->layout.height);
        for (uint16_t b = 0; b < a; b++)
            assert_false(overlap(area, of_node(&m->node[b])));
        for (uint16_t e = 0; e < m->layout.edges; e++)
            assert_false(overlap(area, of_label(&m->edge[e])));
    }
    for (uint16_t a = 0; a < m->layout.edges; a++)
        for (uint16_t b = 0; b < a; b++)
            assert_false(overlap(of_label(&m->edge[a]), of_label(&m->edge[b])));
}

static void no_two_boxes_or_labels_overlap(void **state)
{
    (void)state;
    each_graph(stand_apart);
}

static void join(const struct made *m)
{
    for (uint16_t e = 0; e < m->layout.edges; e++) {
        const struct hf_layout_edge *edge = &m->edge[e];
        assert_true(edge->points >= 4 && edge->points % 2 == 0);
        on_border(edge->point[0], &m->node[edge->from]);
        on_border(edge->point[edge->points - 1], &m->node[edge->to]);
        for (uint32_t i = 0; i < edge->points; i += 2)
            assert_int_equal(edge->point[i].x, edge->point[i + 1].x);
    }
}

static void every_line_goes_from_its_source_to_its_target(void **state)
{
    (void)state;
    each_graph(join);
}

static void pass_by(const struct made *m)
{
    for (uint16_t e = 0; e < m->layout.edges; e++) {
        for (uint16_t n = 0; n < m->layout.nodes; n++)
            keeps_clear(&m->edge[e], of_node(&m->node[n]));
        for (uint16_t other = 0; other < m->layout.edges; other++)
            keeps_clear(&m->edge[e], of_label(&m->edge[other]));
    }
}

static void no_line_goes_through_a_box_or_a_label(void **state)
{
    (void)state;
    each_graph(pass_by);
}

static uint64_t digest(const struct made *m)
{
    uint64_t sum = 1469598103934665603u;
    for (uint16_t n = 0; n < m->layout.nodes; n++)
        sum = (sum ^ (uint64_t)(m->node[n].x * 65536 + m->node[n].y)) * 1099511628211u;
    for (uint16_t e = 0; e < m->layout.edges; e++)
        for (uint32_t i = 0; i < m->edge[e].points; i++)
            sum = (sum ^ (uint64_t)(m->edge[e].point[i].x * 65536 + m->edge[e].point[i].y)) * 1099511628211u;
    return sum;
}

/* Order of memory, of addresses or of an unstable sort would show here. */
static void the_same_graph_is_laid_out_in_the_same_way(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 40; seed++) {
        static struct made once, again;
        make(&once, seed);
        make(&again, seed);
        assert_true(hf_layout_find(&once.layout, arena()));
        uint64_t first = digest(&once);
        assert_true(hf_layout_find(&again.layout, arena()));
        assert_true(first == digest(&again));
    }
}

/* Three boxes in a row have two lines without a bend; a turned third goes round. */
static void a_chain_is_drawn_straight_and_downwards(void **state)
{
    (void)state;
    struct hf_layout_node node[] = {{40, 20, 0, 0}, {40, 20, 0, 0}, {40, 20, 0, 0}};
    struct hf_layout_edge edge[] = {{.from = 0, .to = 1}, {.from = 1, .to = 2}};
    struct hf_layout layout = {.node = node, .edge = edge, .nodes = 3, .edges = 2};
    assert_true(hf_layout_find(&layout, arena()));
    assert_int_equal(node[0].x, node[1].x);
    assert_int_equal(node[1].x, node[2].x);
    assert_true(node[0].y < node[1].y && node[1].y < node[2].y);
    for (uint32_t i = 0; i < edge[0].points; i++)
        assert_int_equal(edge[0].point[i].x, node[0].x + 20);
}

/* 0 to 2 and 3, 1 to 3 and 2, is drawn with one crossing whatever the order; a ladder of two with none. */
static void a_crossing_that_can_be_avoided_is_avoided(void **state)
{
    (void)state;
    struct hf_layout_node node[4] = {{40, 20, 0, 0}, {40, 20, 0, 0}, {40, 20, 0, 0}, {40, 20, 0, 0}};
    struct hf_layout_edge edge[] = {{.from = 0, .to = 3}, {.from = 1, .to = 2}};
    struct hf_layout layout = {.node = node, .edge = edge, .nodes = 4, .edges = 2};
    assert_true(hf_layout_find(&layout, arena()));
    assert_true((node[0].x < node[1].x) == (node[3].x < node[2].x));
}

/* 200 boxes, every one joined with the next forty: more pieces of lines than are laid out. */
static void a_graph_that_is_too_large_is_refused(void **state)
{
    (void)state;
    static struct hf_layout_node node[200];
    static struct hf_layout_edge edge[200 * 40];
    struct hf_layout layout = {.node = node, .edge = edge, .nodes = 200};
    for (uint16_t n = 0; n < 200; n++)
        for (uint16_t far = 1; far <= 40 && n + far < 200; far++)
            edge[layout.edges++] = (struct hf_layout_edge){.from = n, .to = (uint16_t)(n + far)};
    assert_false(hf_layout_find(&layout, arena()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_boxes_or_labels_overlap),
        cmocka_unit_test(every_line_goes_from_its_source_to_its_target),
        cmocka_unit_test(no_line_goes_through_a_box_or_a_label),
        cmocka_unit_test(the_same_graph_is_laid_out_in_the_same_way),
        cmocka_unit_test(a_chain_is_drawn_straight_and_downwards),
        cmocka_unit_test(a_crossing_that_can_be_avoided_is_avoided),
        cmocka_unit_test(a_graph_that_is_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
