/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "results/draw_layout.h"
#include "results/draw_text.h"
#include "results/draw_words.h"

/* What lasts from one moment to another: measures, units that are held, the windows of risks. */

enum { LANES_MOST = 8, SHORTEST = 120 };

/* ---- moments */

/* The y of a moment such as "apheresis.end"; NONE where it can't come. The patient arrives above the box, in
 * the gap where the waiting is, and starts at its upper edge. */
static int moment_y(const struct layout *layout, const struct section *section, const char *moment)
{
    const char *dot = strrchr(moment, '.');
    if (!dot) {
        const struct box *first = section->flow.first ? section->flow.first : &section->exit;
        return strcmp(moment, "exit") == 0 ? section->exit.y + section->exit.h : first->y - layout->sizes.gap;
    }
    char *name = arena_text(layout->arena, moment, (size_t)(dot - moment));
    const struct box *box = name ? plan_find(&section->flow, name) : NULL;
    if (name && !box)
        box = plan_find(&section->risks, name);
    if (!box)
        return NONE;
    if (strcmp(dot, ".arrive") == 0)
        return box->y - layout->sizes.gap / 2;
    return strcmp(dot, ".start") == 0 ? box->y : box->y + box->h;
}

/* ---- spans */

static struct span *add_span(struct section *section, enum span_kind kind, int y0, int y1)
{
    struct span *span = &section->spans[section->span_count++];
    *span = (struct span){
        .kind = kind, .y0 = y0 < y1 ? y0 : y1, .y1 = y0 < y1 ? y1 : y0, .label = "", .title = ""};
    if (span->y1 - span->y0 < SHORTEST)
        span->y1 = span->y0 + SHORTEST;
    return span;
}

static void add_measures(struct layout *layout, struct section *section)
{
    struct arena *arena = layout->arena;
    for (const struct box *box = layout->plan->measures.first; box; box = box->next) {
        const char *from = tree_text(box->source, "from", ""), *to = tree_text(box->source, "to", "");
        int y0 = moment_y(layout, section, from), y1 = moment_y(layout, section, to);
        if (y0 == NONE || y1 == NONE)
            continue;
        struct span *span = add_span(section, SPAN_MEASURE, y0, y1);
        span->label = words_print(arena, "M%d %s", box->number, box->shown);
        span->title = words_print(arena, "measure %s: from %s to %s", box->name, from, to);
    }
}

static bool names(const struct tree *node, const char *name)
{
    if (node && node->kind == TREE_TEXT)
        return strcmp(node->text, name) == 0;
    for (const struct tree *item = tree_first(node); item; item = item->next)
        if (strcmp(item->key ? item->key : item->text, name) == 0)
            return true;
    return false;
}

/* Where a resource is held and given back again, in the order in which the steps are written. */
struct holding {
    const char *name;
    const struct box *held, *given;
};

static void end_holding(struct layout *layout, struct section *section, const struct holding *holding)
{
    if (!holding->held)
        return;
    int end = holding->given ? holding->given->y : section->exit.y;
    struct span *span = add_span(section, SPAN_HELD, holding->held->y, end);
    span->label = words_name(layout->arena, holding->name);
    span->title = words_print(layout->arena, "%s held from %s to %s", holding->name, holding->held->name,
                              holding->given ? holding->given->name : "the exit");
}

static void follow_holding(struct layout *layout, struct section *section, const struct group *group,
                           struct holding *holding)
{
    for (const struct box *box = group->first; box; box = box->next) {
        if (holding->held && names(tree_get(box->source, "releases"), holding->name))
            holding->given = box;
        if (names(tree_get(box->source, "holds"), holding->name) && (!holding->held || holding->given)) {
            end_holding(layout, section, holding);
            holding->held = box;
            holding->given = NULL;
        }
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            follow_holding(layout, section, inner, holding);
    }
}

/* No resource is held more often than steps say so. */
static size_t most_holdings(const struct group *group)
{
    size_t count = 0;
    for (const struct box *box = group->first; box; box = box->next) {
        const struct tree *holds = tree_get(box->source, "holds");
        count += holds ? holds->count + 1 : 0;
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            count += most_holdings(inner);
    }
    return count;
}

static void add_holdings(struct layout *layout, struct section *section)
{
    for (const struct box *box = layout->plan->resources.first; box; box = box->next) {
        struct holding holding = {.name = box->name};
        follow_holding(layout, section, &section->flow, &holding);
        end_holding(layout, section, &holding);
    }
}

/* ---- risks */

struct window {
    struct box *box;
    int y0, y1;
    int order;
};

static int by_window(const void *a, const void *b)
{
    const struct window *left = a, *right = b;
    if (left->y0 != right->y0)
        return left->y0 < right->y0 ? -1 : 1;
    if (left->y1 != right->y1)
        return left->y1 < right->y1 ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

/* Risks with one window share a span. */
static void add_windows(struct layout *layout, struct section *section, const struct window *windows,
                        int count)
{
    struct arena *arena = layout->arena;
    for (int i = 0, j; i < count; i = j) {
        const char *all = windows[i].box->name;
        for (j = i + 1; j < count && windows[j].y0 == windows[i].y0 && windows[j].y1 == windows[i].y1; j++)
            all = words_print(arena, "%s, %s", all, windows[j].box->name);
        struct span *span = add_span(section, SPAN_RISK, windows[i].y0, windows[i].y1);
        span->label = j - i == 1 ? words_print(arena, "R%d", i + 1)
                                 : words_print(arena, "R%d\xe2\x80\x93R%d", i + 1, j);
        span->title = words_print(arena, "in danger of %s", all);
    }
}

/* Puts the cards into the order of their windows and says where each would like to stand. */
static void order_cards(struct section *section, struct window *windows, int count)
{
    section->risks.first = count ? windows[0].box : NULL;
    for (int i = 0; i < count; i++) {
        windows[i].box->number = i + 1;
        windows[i].box->y = windows[i].y0;
        windows[i].box->next = i + 1 < count ? windows[i + 1].box : NULL;
    }
}

static void add_risks(struct layout *layout, struct section *section)
{
    int count = 0;
    for (const struct box *box = section->risks.first; box; box = box->next)
        count++;
    struct window *windows = arena_array(layout->arena, (size_t)count + 1, sizeof *windows);
    if (!windows)
        return;
    count = 0;
    for (struct box *box = section->risks.first; box; box = box->next, count++) {
        int y0 = moment_y(layout, section, tree_text(box->source, "from", "referral"));
        int y1 = moment_y(layout, section, tree_text(box->source, "until", "exit"));
        if (y1 == NONE)
            y1 = section->exit.y + section->exit.h;
        windows[count] = (struct window){box, y0 < y1 ? y0 : y1, y0 < y1 ? y1 : y0, count};
    }
    qsort(windows, (size_t)count, sizeof *windows, by_window);
    add_windows(layout, section, windows, count);
    order_cards(section, windows, count);
}

/* ---- lanes */

/* A short span of a measure or a risk still has room for the number it goes by. */
static void reserve(const struct sizes *sizes, struct span *span)
{
    int need = span->kind == SPAN_HELD
                   ? 0
                   : text_width(span->kind == SPAN_RISK ? span->label : "M000", sizes->text, false);
    int more = need + sizes->text / 2 - (span->y1 - span->y0);
    span->top = more > 0 ? span->y0 - more / 2 : span->y0;
    span->bottom = more > 0 ? span->y1 + more / 2 : span->y1;
}

static int by_place(const void *a, const void *b)
{
    const struct span *left = a, *right = b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->top != right->top)
        return left->top < right->top ? -1 : 1;
    if (left->bottom != right->bottom)
        return left->bottom > right->bottom ? -1 : 1;
    return strcmp(left->label, right->label);
}

/* Each takes the first lane that is free from where it begins. */
static void choose_lanes(struct section *section, int between, bool may_grow)
{
    int ends[SPAN_KINDS][LANES_MOST];
    for (int i = 0; i < SPAN_KINDS * LANES_MOST; i++)
        ends[i / LANES_MOST][i % LANES_MOST] = -1;
    qsort(section->spans, (size_t)section->span_count, sizeof *section->spans, by_place);
    for (int i = 0; i < section->span_count; i++) {
        struct span *span = &section->spans[i];
        int *free_from = ends[span->kind], lane = 0;
        int most = may_grow ? LANES_MOST : section->lanes[span->kind];
        while (lane < most && free_from[lane] > span->top)
            lane++;
        span->lane = lane < most ? lane : NONE;
        if (span->lane == NONE)
            continue;
        free_from[lane] = span->bottom + between;
        if (section->lanes[span->kind] <= lane)
            section->lanes[span->kind] = lane + 1;
    }
}

void layout_spans(struct layout *layout, struct section *section, bool may_grow)
{
    size_t most = 1 + most_holdings(&section->flow);
    for (const struct box *box = layout->plan->measures.first; box; box = box->next)
        most++;
    for (const struct box *box = section->risks.first; box; box = box->next)
        most++;
    section->spans = arena_array(layout->arena, most, sizeof *section->spans);
    section->span_count = 0;
    if (!section->spans)
        return;
    add_measures(layout, section);
    add_holdings(layout, section);
    add_risks(layout, section);
    for (int i = 0; i < section->span_count; i++)
        reserve(&layout->sizes, &section->spans[i]);
    choose_lanes(section, layout->sizes.pad, may_grow);
}
