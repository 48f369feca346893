/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw_layout.h"

#include "results/draw_text.h"
#include "results/draw_words.h"

/* Words into boxes, boxes into groups, groups beside one another where there is room, else below. */

enum { NAME_LINES = 3, ROW_LINES = 5, LINES_MOST = 36 };

int layout_fit(struct layout *layout, int y, int height)
{
    int slice = layout->slice, room = slice - y % slice;
    if (height + layout->sizes.gap > slice)
        layout->too_small = true;
    return height <= room ? y : y + room + layout->sizes.gap;
}

/* ---- the words of a box */

/* Where the next line goes. */
struct pen {
    struct layout *layout;
    struct box *box;
    int x, y, right;
};

static struct line *pen_line(struct pen *pen, const char *text, int x, int size, bool bold)
{
    struct line *line = &pen->box->lines[pen->box->line_count++];
    *line = (struct line){.x = x, .y = pen->y, .size = size, .bold = bold, .text = text};
    return line;
}

static void write_name(struct pen *pen)
{
    const struct sizes *sizes = &pen->layout->sizes;
    const char *lines[NAME_LINES];
    bool heading = pen->box->kind == BOX_HEADING, bold = pen->box->kind != BOX_KEY;
    int size = heading ? sizes->heading : bold ? sizes->name : sizes->text;
    int count =
        text_wrap(pen->layout->arena, pen->box->shown, pen->right - pen->x, size, bold, lines, NAME_LINES);
    pen->y += size - sizes->text;
    for (int i = 0; i < count; i++) {
        pen->y += sizes->pitch;
        pen_line(pen, lines[i], pen->x, size, bold);
    }
    int end = count ? pen->x + text_width(lines[count - 1], size, bold) + sizes->icon : pen->x;
    const char *time = pen->box->time;
    if (!*time)
        return;
    if (count && end + text_width(time, sizes->text, false) <= pen->right) {
        pen_line(pen, time, end, sizes->text, false);
        return;
    }
    count = text_wrap(pen->layout->arena, time, pen->right - pen->x, sizes->text, false, lines, NAME_LINES);
    for (int i = 0; i < count; i++) {
        pen->y += sizes->pitch;
        pen_line(pen, lines[i], pen->x, sizes->text, false);
    }
}

/* The exit behind the last line of a row, or below it. */
static void write_pill(struct pen *pen, struct line *line, const char *pill, int left)
{
    const struct sizes *sizes = &pen->layout->sizes;
    int around = sizes->text, arrow = sizes->icon;
    const char *shown = text_shorten(pen->layout->arena, words_name(pen->layout->arena, pill),
                                     pen->right - pen->x - around - arrow, sizes->text, true);
    int width = text_width(shown, sizes->text, true) + around;
    int x = line->x + text_width(line->text, sizes->text, false) + arrow;
    if (x + width > pen->right) {
        pen->y += sizes->pitch;
        x = left + arrow;
        x = x + width > pen->right ? pen->right - width : x;
    }
    line->pill = shown;
    line->outcome = pill;
    line->pill_x = x;
    line->pill_y = pen->y;
    line->pill_w = width;
}

/* rows_left: how many rows come after this one; each has a line at least. */
static void write_row(struct pen *pen, const struct row *row, int rows_left)
{
    const struct sizes *sizes = &pen->layout->sizes;
    const char *lines[ROW_LINES];
    int most = LINES_MOST - pen->box->line_count - rows_left, left = pen->x + sizes->icon * (row->indent + 1);
    most = most < 1 ? 1 : most > ROW_LINES ? ROW_LINES : most;
    int count = text_wrap(pen->layout->arena, row->text, pen->right - left, sizes->text, false, lines, most);
    struct line *line = NULL;
    for (int i = 0; i < count; i++) {
        pen->y += sizes->pitch;
        line = pen_line(pen, lines[i], left, sizes->text, false);
        line->icon = i == 0 ? row->icon : ICON_NONE;
    }
    if (row->pill && line)
        write_pill(pen, line, row->pill, left);
}

static int write_words(struct layout *layout, struct box *box, int w)
{
    const struct sizes *sizes = &layout->sizes;
    size_t most = 2 * (size_t)NAME_LINES + (size_t)box->row_count * ROW_LINES;
    box->lines = arena_array(layout->arena, most, sizeof *box->lines);
    box->line_count = 0;
    if (!box->lines)
        return 0;
    bool framed = box->kind == BOX_STEP || box->kind == BOX_RISK || box->kind == BOX_ENTRY;
    int left = framed ? sizes->pad : 0;
    struct pen pen = {.layout = layout, .box = box, .x = left, .y = sizes->pad / 2};
    pen.right = w - sizes->pad;
    if (box->kind == BOX_RISK || box->kind == BOX_MEASURE)
        pen.x += sizes->icon * 5 / 2;
    else if (box->kind == BOX_KEY)
        pen.x += sizes->icon * 4;
    write_name(&pen);
    pen.x = left;
    int rows_left = box->row_count;
    for (const struct row *row = box->rows; row; row = row->next)
        write_row(&pen, row, --rows_left);
    return pen.y + sizes->pad;
}

/* ---- boxes and groups */

static int layout_stacked(struct layout *layout, struct group *group, int count, int x, int y, int w)
{
    for (int i = 0; i < count; i++, group = group->next)
        y = layout_group(layout, group, x, y, w) + layout->sizes.pad;
    return y;
}

/* How deep boxes stand in boxes: each level takes its frames' width from those inside. */
static int depth_of(const struct group *group)
{
    int most = 0;
    for (const struct box *box = group->first; box; box = box->next)
        for (const struct group *inner = box->groups; inner; inner = inner->next) {
            int depth = 1 + (inner->kind != GROUP_BODY) + depth_of(inner);
            most = depth > most ? depth : most;
        }
    return most;
}

/* The innermost boxes get the same width everywhere, as far as there is room. */
static int layout_beside(struct layout *layout, struct group *group, int count, int x, int y, int w)
{
    int between = layout->sizes.pad, around = 2 * layout->sizes.indent, levels = 0, bottom = y;
    const struct group *one = group;
    for (int i = 0; i < count; i++, one = one->next)
        levels += depth_of(one);
    bool deep = (w - levels * around) / count < layout->sizes.least / 2;
    around = deep ? 0 : around;
    int each = (w - (count - 1) * between - levels * around) / count;
    for (int i = 0; i < count; i++, group = group->next) {
        int width = each + depth_of(group) * around;
        int below = layout_group(layout, group, x, y, width);
        bottom = below > bottom ? below : bottom;
        x += width + between;
    }
    return bottom + between;
}

/* The groups of one box: its own way and what runs beside it, then the branches of its route. */
static int layout_groups(struct layout *layout, struct box *box, int y)
{
    int x = box->x + layout->sizes.indent, w = box->w - 2 * layout->sizes.indent;
    for (struct group *group = box->groups; group;) {
        bool route = group->kind == GROUP_ROUTE;
        int count = 0;
        struct group *after = group;
        for (; after && (after->kind == GROUP_ROUTE) == route; after = after->next)
            count++;
        bool room = w >= count * layout->sizes.least;
        y = room ? layout_beside(layout, group, count, x, y, w)
                 : layout_stacked(layout, group, count, x, y, w);
        group = after;
    }
    return y;
}

/* A frame that would end just after a cut ends before it. */
static int end_frame(const struct layout *layout, int y)
{
    int beyond = y % layout->slice;
    return beyond < layout->sizes.gap ? y - beyond - 1 : y;
}

int layout_box(struct layout *layout, struct box *box, int x, int y, int w)
{
    box->head = write_words(layout, box, w);
    bool leads = box->groups || box->kind == BOX_HEADING;
    y = layout_fit(layout, y, box->head + (leads ? 4 * layout->sizes.pitch : 0));
    box->x = x;
    box->y = y;
    box->w = w;
    box->h = box->head;
    if (box->groups)
        box->h = end_frame(layout, layout_groups(layout, box, y + box->head + layout->sizes.pad / 2)) - y;
    return y + box->h;
}

int layout_group(struct layout *layout, struct group *group, int x, int y, int w)
{
    const struct sizes *sizes = &layout->sizes;
    bool framed = group->kind != GROUP_BODY;
    int inset = framed ? sizes->indent : 0;
    group->label_h = group->label ? sizes->pitch + sizes->pad : 0;
    int left = x + inset + group->again_lanes * sizes->again;
    if (group->label)
        y = layout_fit(layout, y, group->label_h + (group->first ? 3 * sizes->pitch : 0));
    int at = y + group->label_h;
    for (struct box *box = group->first; box; box = box->next)
        at = layout_box(layout, box, left, at, x + w - inset - left) + (box->next ? sizes->gap : 0);
    if (framed && group->first)
        at = end_frame(layout, at + inset);
    group->x = x;
    group->y = y;
    group->w = w;
    group->h = at - y;
    return at;
}

int layout_grid(struct layout *layout, struct group *group, int x, int y, int w, int least)
{
    int between = layout->sizes.pad, columns = w / least;
    columns = columns < 1 ? 1 : columns;
    int each = (w - (columns - 1) * between) / columns, column = 0, bottom = y;
    for (struct box *box = group->first; box; box = box->next) {
        int below = layout_box(layout, box, x + column * (each + between), y, each);
        bottom = below > bottom ? below : bottom;
        column = (column + 1) % columns;
        if (column == 0)
            y = bottom;
    }
    return bottom;
}
