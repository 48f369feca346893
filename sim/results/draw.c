/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw.h"

#include "results/draw_svg.h"

/* Which paper: upright or across, how many columns, how large. */

enum { A4_SHORT = 21000, A4_LONG = 29700, MARGIN = 900, BETWEEN = 600, HEAD = 950 };

struct choice {
    int columns, scale, slice; /* slice 0: all that the page has */
    bool across, beside;
};

/* What it comes to; smaller is better, in this order. */
struct cost {
    int pages, scale, broken;
    long area;
};

static struct sizes sizes_at(int scale, int depth)
{
    struct sizes sizes = {.scale = scale, .text = TEXT_SIZE * scale / 100, .name = NAME_SIZE * scale / 100};
    sizes.heading = HEADING_SIZE * scale / 100;
    sizes.pitch = sizes.text * 127 / 100;
    sizes.pad = sizes.text * 40 / 100;
    sizes.gap = sizes.text * 110 / 100;
    sizes.icon = sizes.text * 115 / 100;
    sizes.lane = sizes.text * 138 / 100;
    sizes.again = sizes.text;
    sizes.least = 3300 * scale / 100;
    sizes.indent = depth > 8 ? sizes.text * 4 / depth : sizes.text / 2;
    return sizes;
}

/* False: that way it can't be read. The layout is the plan's until the next try. */
static bool try_out(struct layout *layout, struct sheet *sheet, const struct choice *choice)
{
    arena_release(layout->arena);
    arena_init(layout->arena, 0);
    *sheet = (struct sheet){.margin = MARGIN,
                            .between = BETWEEN,
                            .columns = choice->columns,
                            .top = MARGIN + HEAD};
    sheet->page_w = choice->across ? A4_LONG : A4_SHORT;
    sheet->page_h = choice->across ? A4_SHORT : A4_LONG;
    int columns = sheet->columns;
    layout->beside = choice->beside;
    layout->sizes = sizes_at(choice->scale, layout->plan->depth);
    layout->width = (sheet->page_w - 2 * MARGIN - (columns - 1) * BETWEEN) / columns;
    layout->slice = choice->slice ? choice->slice : sheet->page_h - sheet->top - MARGIN;
    if (!layout_plan(layout) || arena_failed(layout->arena))
        return false;
    int slices = (layout->plan->height + layout->slice - 1) / layout->slice;
    sheet->pages = (slices + columns - 1) / columns;
    if (sheet->pages == 1)
        sheet->page_h = sheet->top + (slices > 1 ? layout->slice : layout->plan->height) + MARGIN;
    return true;
}

static struct cost cost_of(const struct layout *layout, const struct sheet *sheet)
{
    return (struct cost){sheet->pages, -layout->sizes.scale, layout->broken,
                         (long)sheet->page_w * sheet->page_h};
}

static bool is_better(const struct cost *a, const struct cost *b)
{
    if (a->pages != b->pages)
        return a->pages < b->pages;
    if (a->scale != b->scale)
        return a->scale < b->scale;
    return a->broken != b->broken ? a->broken < b->broken : a->area < b->area;
}

/* Columns of one height: as short as they can be on one page. */
static void even_out(struct layout *layout, struct sheet *sheet, struct choice *choice, struct cost *best)
{
    enum { STEP = 500 };
    if (sheet->pages > 1)
        return;
    struct choice shorter = *choice;
    for (shorter.slice = layout->slice - STEP; shorter.slice > 4000; shorter.slice -= STEP) {
        if (!try_out(layout, sheet, &shorter))
            continue;
        struct cost cost = cost_of(layout, sheet);
        if (is_better(&cost, best)) {
            *best = cost;
            *choice = shorter;
        }
    }
}

static bool choose(struct layout *layout, struct sheet *sheet, struct choice *chosen)
{
    enum { SHAPES = 5 }; /* one or two columns upright, one to three across */
    static const int scales[] = {130, 115, 100};
    struct cost best = {0};
    bool found = false;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        for (int shape = 0; shape < 2 * SHAPES; shape++) {
            struct choice choice = {.scale = scales[i],
                                    .across = shape % SHAPES > 1,
                                    .beside = shape >= SHAPES};
            choice.columns = shape % SHAPES + (choice.across ? -1 : 1);
            if (!try_out(layout, sheet, &choice))
                continue;
            struct cost cost = cost_of(layout, sheet);
            if (found && !is_better(&cost, &best))
                continue;
            found = true;
            best = cost;
            *chosen = choice;
        }
    if (found && try_out(layout, sheet, chosen))
        even_out(layout, sheet, chosen, &best);
    return found && try_out(layout, sheet, chosen);
}

enum draw_result results_draw(FILE *to, const struct scenario *scenario)
{
    struct arena words, places;
    struct plan plan;
    struct sheet sheet;
    struct choice chosen = {0};
    arena_init(&words, 0);
    arena_init(&places, 0);
    plan_build(&plan, &words, scenario);
    struct layout layout = {.arena = &places, .plan = &plan};
    bool fine = !arena_failed(&words) && choose(&layout, &sheet, &chosen);
    if (fine)
        svg_write(to, &plan, &layout, &sheet);
    fine = fine && !arena_failed(&places);
    arena_release(&places);
    arena_release(&words);
    return !fine ? DRAW_NO_MEMORY : ferror(to) ? DRAW_NOT_WRITTEN : DRAW_FINE;
}
