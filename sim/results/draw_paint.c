/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/model.h"
#include "results/draw_svg.h"
#include "results/draw_text.h"
#include "results/draw_words.h"

/* What a slice shows: frames at the back, then spans, then arrows, and what is read in front. Colours are
 * those that the colour-blind tell apart (Okabe and Ito), and each has a shape or a dash of its own besides.
 */

#define ARROW "stroke=\"#333\" stroke-width=\".3\""
#define BACK "stroke=\"#8f2f6b\" stroke-width=\".35\" stroke-dasharray=\"1.4 .6\""
#define HELD ((struct paint){"#cfe9df", "stroke=\"#00694e\" stroke-width=\".25\""})
#define DANGER                                                                                               \
    ((struct paint){"#fbe3d3", "stroke=\"#a33c00\" stroke-width=\".3\" stroke-dasharray=\".5 .5\""})
#define MEASURED "stroke=\"#111\" stroke-width=\".45\""
#define STEP_FRAME ((struct paint){"#fff", "stroke=\"#222\" stroke-width=\".3\""})
#define PARTIAL_FRAME                                                                                        \
    ((struct paint){"#fff", "stroke=\"#222\" stroke-width=\".3\" stroke-dasharray=\"1.6 .9\""})
#define AROUND_FRAME ((struct paint){"#eef2f6", "stroke=\"#222\" stroke-width=\".3\""})
#define AROUND_PARTIAL                                                                                       \
    ((struct paint){"#eef2f6", "stroke=\"#222\" stroke-width=\".3\" stroke-dasharray=\"1.6 .9\""})
#define BESIDE_FRAME                                                                                         \
    ((struct paint){"#e3effa", "stroke=\"#005a94\" stroke-width=\".35\" stroke-dasharray=\"2.4 .7 .5 .7\""})
#define ROUTE_FRAME                                                                                          \
    ((struct paint){"#f7f2dc", "stroke=\"#6b5900\" stroke-width=\".3\" stroke-dasharray=\".4 .7\""})
#define CARD_FRAME ((struct paint){"#fff6f0", "stroke=\"#a33c00\" stroke-width=\".3\""})
#define ENTRY_FRAME ((struct paint){"#e9e9e9", "stroke=\"#222\" stroke-width=\".3\""})
#define EXIT_FRAME ((struct paint){"#333", NULL})
enum { CORNER = 120 };

/* ---- frames */

static struct paint box_paint(const struct box *box)
{
    switch (box->kind) {
    case BOX_RISK: return CARD_FRAME;
    case BOX_ENTRY: return ENTRY_FRAME;
    case BOX_STEP:
        return box->groups    ? box->partial ? AROUND_PARTIAL : AROUND_FRAME
               : box->partial ? PARTIAL_FRAME
                              : STEP_FRAME;
    default: return (struct paint){NULL, NULL};
    }
}

/* Frames of what has something inside it; leaves are drawn in front of the arrows. */
static void paint_frames(const struct canvas *canvas, const struct group *group)
{
    if (group->kind == GROUP_MEANWHILE || group->kind == GROUP_ROUTE)
        svg_rect(canvas, group->x, group->y, group->w, group->h, CORNER,
                 group->kind == GROUP_MEANWHILE ? BESIDE_FRAME : ROUTE_FRAME);
    for (const struct box *box = group->first; box; box = box->next) {
        if (!box->groups)
            continue;
        svg_rect(canvas, box->x, box->y, box->w, box->h, CORNER, box_paint(box));
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            paint_frames(canvas, inner);
    }
}

/* ---- spans */

/* The label if it fits, else its first word if that does: "M1" of "M1 vein to vein". */
static void paint_label(const struct canvas *canvas, const struct span *span, int x, int top, int bottom,
                        const char *fill)
{
    char first[16];
    const char *label = span->label;
    int size = canvas->sizes->text, room = bottom - top - size / 2;
    size_t word = strcspn(label, " ");
    if (span->top < span->y0) {
        bool whole = canvas_has(canvas, span->top) && canvas_has(canvas, span->bottom);
        room = whole ? span->bottom - span->top : 0;
    }
    if (text_width(label, size, false) > room && word < sizeof first && span->kind == SPAN_MEASURE) {
        memcpy(first, label, word);
        first[word] = '\0';
        label = first;
    }
    int width = text_width(label, size, false);
    if (width <= room)
        svg_upright(canvas, x, (top + bottom + width) / 2, size, fill, label);
}

static void paint_span(const struct canvas *canvas, const struct section *section, const struct span *span)
{
    int lane = canvas->sizes->lane, x = section->lane_x[span->kind] + span->lane * lane;
    int top = span->y0 < canvas->y0 ? canvas->y0 : span->y0,
        bottom = span->y1 < canvas->y1 ? span->y1 : canvas->y1;
    if (span->lane == NONE || bottom <= top)
        return;
    svg_begin(canvas, span->title);
    int baseline = x + lane / 2 + canvas->sizes->text * 35 / 100;
    if (span->kind == SPAN_MEASURE) {
        int line = x + lane * 88 / 100, tick = lane / 5;
        svg_line(canvas, line, span->y0, line, span->y1, MEASURED);
        if (canvas_has(canvas, span->y0))
            svg_line(canvas, line - tick, span->y0, line + tick / 2, span->y0, MEASURED);
        if (canvas_has(canvas, span->y1))
            svg_line(canvas, line - tick, span->y1, line + tick / 2, span->y1, MEASURED);
        paint_label(canvas, span, baseline - lane / 10, top, bottom, "#111");
    } else {
        svg_rect(canvas, x + lane / 12, span->y0, lane * 5 / 6, span->y1 - span->y0,
                 span->kind == SPAN_HELD ? 0 : lane / 3, span->kind == SPAN_HELD ? HELD : DANGER);
        paint_label(canvas, span, baseline, top, bottom, span->kind == SPAN_HELD ? "#00402f" : "#6e2800");
    }
    svg_end(canvas);
}

/* ---- arrows */

static void paint_down(const struct canvas *canvas, int x, int y0, int y1)
{
    svg_line(canvas, x, y0, x, y1 - 80, ARROW);
    if (canvas_has(canvas, y1 - 1))
        svg_shape(canvas, x, y1, 100, "M0 0-.75-1.4H.75Z", "fill=\"#333\"");
}

/* From the failing step out to the lane of its target, up, and in again. */
static void paint_again(const struct canvas *canvas, const struct box *box, const struct again *again,
                        int order)
{
    const struct box *target = again->target;
    int lane = canvas->sizes->again, x = target->x - again->lane * lane - lane / 2;
    int from = box->y + box->head - canvas->sizes->pitch / 2 - order * canvas->sizes->pitch / 2;
    int to = target->y + canvas->sizes->pad + canvas->sizes->pitch / 2;
    if (canvas_has(canvas, from))
        svg_line(canvas, box->x, from, x, from, BACK);
    svg_line(canvas, x, to, x, from, BACK);
    if (canvas_has(canvas, to)) {
        svg_line(canvas, x, to, target->x - 100, to, BACK);
        svg_shape(canvas, target->x, to, 100, "M0 0-1.3-.7V.7Z", "fill=\"#8f2f6b\"");
    }
}

static void paint_arrows(const struct canvas *canvas, const struct group *group)
{
    for (const struct box *box = group->first; box; box = box->next) {
        if (box->next && !box->ends)
            paint_down(canvas, box->x + box->w / 2, box->y + box->h, box->next->y);
        int order = 0;
        for (const struct again *again = box->agains; again; again = again->next)
            paint_again(canvas, box, again, order++);
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            paint_arrows(canvas, inner);
    }
}

static const struct box *last_of(const struct group *group)
{
    const struct box *box = group->first;
    while (box && box->next)
        box = box->next;
    return box;
}

/* In at the top, out at the bottom. */
static void paint_ends(const struct canvas *canvas, const struct section *section)
{
    const struct box *entry = last_of(&section->entries), *last = last_of(&section->flow);
    const struct box *first = section->flow.first ? section->flow.first : &section->exit;
    if (entry)
        paint_down(canvas, first->x + first->w / 2, entry->y + entry->h, first->y);
    if (last && !last->ends)
        paint_down(canvas, last->x + last->w / 2, last->y + last->h,
                   section->exit.y + canvas->sizes->pad / 2);
}

/* ---- words */

static void paint_pill(const struct canvas *canvas, const struct box *box, const struct line *line)
{
    int size = line->size, x = box->x + line->pill_x, y = box->y + line->pill_y, arrow = canvas->sizes->icon;
    svg_begin(canvas, line->outcome);
    svg_line(canvas, x - arrow * 3 / 4, y - size / 3, x - 60, y - size / 3, ARROW);
    svg_shape(canvas, x, y - size / 3, 70, "M0 0-1.3-.8V.8Z", "fill=\"#333\"");
    svg_rect(canvas, x, y - size, line->pill_w, size * 13 / 10, size * 6 / 10, EXIT_FRAME);
    svg_text(canvas, x + size / 2, y - size / 10, size, true, "#fff", line->pill);
    svg_end(canvas);
}

static void paint_number(const struct canvas *canvas, const struct box *box)
{
    char text[16];
    const struct sizes *sizes = canvas->sizes;
    snprintf(text, sizeof text, "%c%d", box->kind == BOX_RISK ? 'R' : 'M', box->number);
    svg_text(canvas, box->x + (box->kind == BOX_RISK ? sizes->pad : 0), box->y + box->lines->y, sizes->text,
             true, box->kind == BOX_RISK ? "#a33c00" : NULL, text);
}

static void paint_key(const struct canvas *canvas, const struct box *box);

static void paint_box(const struct canvas *canvas, const struct box *box)
{
    if (!canvas_has(canvas, box->y))
        return;
    svg_begin(canvas, box->name);
    struct paint paint = box_paint(box);
    if (paint.fill && !box->groups)
        svg_rect(canvas, box->x, box->y, box->w, box->h, box->kind == BOX_ENTRY ? box->head / 3 : CORNER,
                 paint);
    if ((box->kind == BOX_RISK || box->kind == BOX_MEASURE) && box->line_count)
        paint_number(canvas, box);
    if (box->kind == BOX_KEY)
        paint_key(canvas, box);
    for (int i = 0; i < box->line_count; i++) {
        const struct line *line = &box->lines[i];
        svg_icon(canvas, line->icon, box->x + line->x - canvas->sizes->icon, box->y + line->y, line->size);
        svg_text(canvas, box->x + line->x, box->y + line->y, line->size, line->bold, NULL, line->text);
        if (line->pill)
            paint_pill(canvas, box, line);
    }
    svg_end(canvas);
}

static void paint_boxes(const struct canvas *canvas, const struct group *group)
{
    if (group->label && canvas_has(canvas, group->y))
        svg_text(canvas, group->x + canvas->sizes->pad, group->y + canvas->sizes->pitch, canvas->sizes->text,
                 true, group->kind == GROUP_ROUTE ? "#4d4000" : "#00406b", group->label);
    for (const struct box *box = group->first; box; box = box->next) {
        paint_box(canvas, box);
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            paint_boxes(canvas, inner);
    }
}

static void paint_exit(const struct canvas *canvas, const struct section *section)
{
    const struct box *box = &section->exit, *last = last_of(&section->flow);
    if (!canvas_has(canvas, box->y) || !box->line_count)
        return;
    const struct sizes *sizes = canvas->sizes;
    int width = text_width(box->shown, sizes->name, true) + 2 * sizes->name;
    int middle = last ? last->x + last->w / 2 : box->x + box->w / 2;
    svg_rect(canvas, middle - width / 2, box->y + sizes->pad / 2, width, box->h - sizes->pad / 2,
             sizes->name * 7 / 10, EXIT_FRAME);
    svg_text(canvas, middle - width / 2 + sizes->name, box->y + box->lines->y + sizes->pad / 4, sizes->name,
             true, "#fff", box->shown);
}

/* ---- the key's samples, in the order of its words in draw_plan.c */

static void paint_key(const struct canvas *canvas, const struct box *box)
{
    const struct paint frames[KEY_COUNT] = {STEP_FRAME, PARTIAL_FRAME, BESIDE_FRAME, ROUTE_FRAME,
                                            EXIT_FRAME, {NULL, NULL},  HELD,         DANGER};
    int x = box->x, w = canvas->sizes->icon * 7 / 2, h = canvas->sizes->text,
        y = box->y + box->lines->y - h * 9 / 10;
    struct paint paint = frames[box->number];
    if (paint.fill)
        svg_rect(canvas, x, y, w, h, box->number == KEY_LEAVES || box->number == KEY_RISK ? h / 2 : 0, paint);
    else if (box->number == KEY_AGAIN) {
        svg_line(canvas, x, y + h / 2, x + w - 100, y + h / 2, BACK);
        svg_shape(canvas, x + w, y + h / 2, 100, "M0 0-1.3-.7V.7Z", "fill=\"#8f2f6b\"");
    } else {
        svg_line(canvas, x, y + h / 2, x + w, y + h / 2, MEASURED);
        svg_line(canvas, x, y + h / 5, x, y + h * 4 / 5, MEASURED);
        svg_line(canvas, x + w, y + h / 5, x + w, y + h * 4 / 5, MEASURED);
    }
}

/* ---- everything */

static void paint_section(const struct canvas *canvas, const struct section *section)
{
    if (section->y1 <= canvas->y0 || section->y0 >= canvas->y1)
        return;
    paint_frames(canvas, &section->flow);
    paint_frames(canvas, &section->risks);
    for (int i = 0; i < section->span_count; i++)
        paint_span(canvas, section, &section->spans[i]);
    paint_arrows(canvas, &section->flow);
    for (const struct box *box = section->risks.first; box; box = box->next)
        for (const struct group *inner = box->groups; inner; inner = inner->next)
            paint_arrows(canvas, inner);
    paint_ends(canvas, section);
    paint_box(canvas, &section->heading);
    paint_boxes(canvas, &section->entries);
    paint_boxes(canvas, &section->flow);
    paint_boxes(canvas, &section->risks);
    paint_exit(canvas, section);
}

void paint_slice(const struct canvas *canvas, const struct plan *plan)
{
    for (const struct section *section = plan->sections; section; section = section->next)
        paint_section(canvas, section);
    const struct box *headings[] = {&plan->resources_heading, &plan->measures_heading, &plan->key_heading};
    const struct group *tables[] = {&plan->resources, &plan->measures, &plan->keys};
    for (int i = 0; i < 3; i++) {
        if (tables[i]->first)
            paint_box(canvas, headings[i]);
        paint_boxes(canvas, tables[i]);
    }
}
