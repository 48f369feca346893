/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw_layout.h"

#include <stdlib.h>

#include "model/model.h"

enum {
    FLOW_LEAST = 4200,
    FLOW_MOST = 7600,
    COLUMN_LEAST = 3400,
    CARD_LEAST = 3700,
    CARD_MOST = 6000,
    PASSES = 3,
    TABLES_LEAST = 5000
};

/* ---- one section: lanes, the way, lanes, cards */

/* The way needs no more room than its columns of words do. */
static int columns_of(const struct group *group)
{
    int most = 1;
    for (const struct box *box = group->first; box; box = box->next) {
        int ways = 0, routes = 0;
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            *(inner->kind == GROUP_ROUTE ? &routes : &ways) += columns_of(inner);
        most = ways > most ? ways : most;
        most = routes > most ? routes : most;
    }
    return most;
}

struct frame {
    int left, flow, right, cards; /* x of the way, its width, x of the risks' lanes, x of the cards */
    int card_w;
};

static struct frame frame_of(const struct layout *layout, const struct section *section)
{
    const struct sizes *sizes = &layout->sizes;
    struct frame frame = {.left = (section->lanes[SPAN_MEASURE] + section->lanes[SPAN_HELD]) * sizes->lane};
    int lanes = section->lanes[SPAN_RISK] * sizes->lane + sizes->pad, room = layout->width - frame.left;
    if (section->risks.first) {
        room -= lanes + sizes->pad;
        frame.card_w = room * 31 / 100;
        frame.card_w = frame.card_w > CARD_MOST * sizes->scale / 100 ? CARD_MOST * sizes->scale / 100
                       : frame.card_w < CARD_LEAST                   ? CARD_LEAST
                                                                     : frame.card_w;
    }
    frame.flow = room - frame.card_w;
    int most = (columns_of(&section->flow) + 1) * FLOW_MOST / 2 * sizes->scale / 100;
    frame.flow = frame.flow > most ? most : frame.flow;
    frame.right = frame.left + frame.flow + sizes->pad;
    frame.cards = frame.right + lanes;
    return frame;
}

static int section_body(struct layout *layout, struct section *section, const struct frame *frame, int y)
{
    for (struct box *box = section->entries.first; box; box = box->next)
        y = layout_box(layout, box, frame->left, y, frame->flow) + layout->sizes.pad / 2;
    if (section->entries.first)
        y += layout->sizes.gap;
    y = layout_group(layout, &section->flow, frame->left, y, frame->flow);
    if (section->flow.first)
        y += layout->sizes.gap;
    return layout_box(layout, &section->exit, frame->left, y, frame->flow);
}

/* Cards stand where their windows open, or as soon after as there is room. */
static int section_cards(struct layout *layout, struct section *section, const struct frame *frame, int y)
{
    for (struct box *box = section->risks.first; box; box = box->next) {
        int wanted = box->y > y ? box->y : y;
        y = layout_box(layout, box, frame->cards, wanted, frame->card_w) + layout->sizes.pad;
    }
    return y;
}

static bool section_layout(struct layout *layout, struct section *section, int y)
{
    const struct sizes *sizes = &layout->sizes;
    section->y0 = y;
    y = layout_box(layout, &section->heading, 0, y, layout->beside ? layout->width / 2 : layout->width) +
        sizes->pad;
    struct frame frame = {0};
    for (int i = 0; i < SPAN_KINDS; i++)
        section->lanes[i] = 0;
    for (int pass = 0; pass < PASSES; pass++) {
        frame = frame_of(layout, section);
        if (frame.flow < FLOW_LEAST)
            return false;
        section->w = frame.cards + frame.card_w;
        section->lane_x[SPAN_MEASURE] = 0;
        section->lane_x[SPAN_HELD] = section->lanes[SPAN_MEASURE] * sizes->lane;
        section->lane_x[SPAN_RISK] = frame.right;
        int below = section_body(layout, section, &frame, y);
        layout_spans(layout, section, pass < PASSES - 1);
        int cards = section_cards(layout, section, &frame, y);
        section->y1 = (cards > below ? cards : below) + sizes->gap;
    }
    return true;
}

/* ---- the whole strip */

static int table_layout(struct layout *layout, struct box *heading, struct group *group, int x, int y,
                        int least)
{
    int w = layout->width - x;
    if (!group->first)
        return y;
    y = layout_box(layout, heading, x, y, w) + layout->sizes.pad / 2;
    return layout_grid(layout, group, x, y, w, least * layout->sizes.scale / 100) + layout->sizes.gap;
}

static int tables_layout(struct layout *layout, int x, int y)
{
    struct plan *plan = layout->plan;
    y = table_layout(layout, &plan->resources_heading, &plan->resources, x, y, 4600);
    y = table_layout(layout, &plan->measures_heading, &plan->measures, x, y, 4900);
    return table_layout(layout, &plan->key_heading, &plan->keys, x, y, 4600);
}

/* At the next cut where it would be cut, if that saves it. */
static bool section_place(struct layout *layout, struct section *section, int y)
{
    if (!section_layout(layout, section, y))
        return false;
    int height = section->y1 - section->y0, room = layout->slice - y % layout->slice;
    if (height > room && height < layout->slice && !section_layout(layout, section, y + room))
        return false;
    layout->broken += (section->y1 - 1) / layout->slice - section->y0 / layout->slice;
    return true;
}

bool layout_plan(struct layout *layout)
{
    struct section *section = layout->plan->sections, *last = NULL;
    int y = 0, x = 0;
    layout->too_small = false;
    layout->broken = 0;
    for (; section; section = section->next) {
        if (!section_place(layout, section, y))
            return false;
        y = section->y1;
        last = section;
    }
    if (layout->beside && last) {
        x = (last->w < layout->width * 2 / 5 ? layout->width * 2 / 5 : last->w) + 2 * layout->sizes.gap;
        y = last->y0;
        if (layout->width - x < TABLES_LEAST * layout->sizes.scale / 100)
            return false;
    }
    y = tables_layout(layout, x, y);
    layout->plan->height = last && last->y1 > y ? last->y1 : y;
    return !layout->too_small;
}
