/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw_svg.h"

#include <string.h>

#include "base/utf8.h"
#include "results/draw_text.h"

/* ---- marks on paper */

struct millimetres {
    char text[16];
};

static struct millimetres mm(int hundredths)
{
    struct millimetres is;
    int size = hundredths < 0 ? -hundredths : hundredths;
    snprintf(is.text, sizeof is.text, "%s%d.%02d", hundredths < 0 ? "-" : "", size / 100, size % 100);
    return is;
}

/* XML has no place for control characters, U+FFFE and U+FFFF, whatever they are escaped as. */
static bool is_allowed(const char *character, size_t bytes)
{
    if (bytes == 0)
        return false;
    if (bytes == 3 && (unsigned char)character[0] == 0xEF && (unsigned char)character[1] == 0xBF)
        return (unsigned char)character[2] < 0xBE;
    return bytes > 1 || (unsigned char)*character >= ' ';
}

void svg_escaped(FILE *to, const char *text)
{
    size_t length = strlen(text);
    while (length > 0) {
        size_t bytes = utf8_character(text, length), step = bytes ? bytes : 1;
        if (!is_allowed(text, bytes))
            fputs("\xef\xbf\xbd", to);
        else if (*text == '<' || *text == '>')
            fputs(*text == '<' ? "&lt;" : "&gt;", to);
        else if (*text == '&' || *text == '"')
            fputs(*text == '&' ? "&amp;" : "&quot;", to);
        else
            fwrite(text, 1, bytes, to);
        text += step;
        length -= step;
    }
}

bool canvas_has(const struct canvas *canvas, int y)
{
    return y >= canvas->y0 && y < canvas->y1;
}

void svg_begin(const struct canvas *canvas, const char *title)
{
    fputs("<g><title>", canvas->to);
    svg_escaped(canvas->to, title);
    fputs("</title>\n", canvas->to);
}

void svg_end(const struct canvas *canvas)
{
    fputs("</g>\n", canvas->to);
}

/* Three sides, or two, of what is left of a rectangle after cutting: open where it was cut. */
static void cut_outline(const struct canvas *canvas, int x, int y, int w, int h, const char *line)
{
    int x1 = x + w;
    svg_line(canvas, x, y, x, y + h, line);
    svg_line(canvas, x1, y, x1, y + h, line);
    if (canvas_has(canvas, y))
        svg_line(canvas, x, y, x1, y, line);
    if (canvas_has(canvas, y + h))
        svg_line(canvas, x, y + h, x1, y + h, line);
}

static void write_rect(const struct canvas *canvas, int x, int y, int w, int h, int round,
                       const struct paint *paint)
{
    fprintf(canvas->to, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"", mm(x + canvas->dx).text,
            mm(y + canvas->dy).text, mm(w).text, mm(h).text);
    if (round)
        fprintf(canvas->to, " rx=\"%s\"", mm(round).text);
    fprintf(canvas->to, " fill=\"%s\"%s%s/>\n", paint->fill, paint->line ? " " : "",
            paint->line ? paint->line : "");
}

void svg_rect(const struct canvas *canvas, int x, int y, int w, int h, int round, struct paint paint)
{
    int top = y < canvas->y0 ? canvas->y0 : y, bottom = y + h > canvas->y1 ? canvas->y1 : y + h;
    const char *line = paint.line;
    if (bottom <= top)
        return;
    bool cut = top != y || bottom != y + h;
    if (cut)
        paint.line = NULL;
    write_rect(canvas, x, top, w, bottom - top, cut ? 0 : round, &paint);
    if (cut && line)
        cut_outline(canvas, x, y, w, h, line);
}

void svg_line(const struct canvas *canvas, int x0, int y0, int x1, int y1, const char *style)
{
    if (y0 > y1) {
        svg_line(canvas, x1, y1, x0, y0, style);
        return;
    }
    if (y1 < canvas->y0 || y0 >= canvas->y1 || (y0 < canvas->y0 && y1 == canvas->y0))
        return;
    y0 = y0 < canvas->y0 ? canvas->y0 : y0;
    y1 = y1 > canvas->y1 ? canvas->y1 : y1;
    fprintf(canvas->to, "<path d=\"M%s %sL%s %s\" fill=\"none\" %s/>\n", mm(x0 + canvas->dx).text,
            mm(y0 + canvas->dy).text, mm(x1 + canvas->dx).text, mm(y1 + canvas->dy).text, style);
}

void svg_shape(const struct canvas *canvas, int x, int y, int unit, const char *path, const char *style)
{
    fprintf(canvas->to, "<path transform=\"translate(%s %s) scale(%s)\" d=\"%s\" %s/>\n",
            mm(x + canvas->dx).text, mm(y + canvas->dy).text, mm(unit).text, path, style);
}

void svg_text(const struct canvas *canvas, int x, int y, int size, bool bold, const char *fill,
              const char *text)
{
    fprintf(canvas->to, "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s%s%s%s>", mm(x + canvas->dx).text,
            mm(y + canvas->dy).text, mm(size).text, bold ? " font-weight=\"bold\"" : "",
            fill ? " fill=\"" : "", fill ? fill : "", fill ? "\"" : "");
    svg_escaped(canvas->to, text);
    fputs("</text>\n", canvas->to);
}

void svg_upright(const struct canvas *canvas, int x, int y, int size, const char *fill, const char *text)
{
    struct millimetres across = mm(x + canvas->dx), down = mm(y + canvas->dy);
    fprintf(canvas->to,
            "<text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"%s\" transform=\"rotate(-90 %s %s)\">",
            across.text, down.text, mm(size).text, fill, across.text, down.text);
    svg_escaped(canvas->to, text);
    fputs("</text>\n", canvas->to);
}

/* About a square from (0, -1) to (1, 0), which stands on the baseline. */
void svg_icon(const struct canvas *canvas, enum icon icon, int x, int y, int size)
{
    static const char *const shapes[] = {[ICON_NONE] = "",
                                         [ICON_SLOT] = "M.1-.85H.9V0H.1ZM.1-.55H.9M.3-1V-.75M.7-1V-.75",
                                         [ICON_UNITS] = "M.15-.8H.85V-.05H.15Z",
                                         [ICON_HOLD] = "M.5-.9V-.05M.15-.9H.85M.3-.35 .5-.05 .7-.35",
                                         [ICON_GIVE] = "M.5-.95V-.05M.15-.05H.85M.3-.35 .5-.05 .7-.35",
                                         [ICON_FAIL] = "M.15-.85 .85-.05M.85-.85 .15-.05",
                                         [ICON_CLOCK] = "M.5-.9A.43 .43 0 1 1 .49-.9ZM.5-.75V-.45L.7-.35",
                                         [ICON_IF] = "M.5-.95 .95-.45 .5 .05 .05-.45Z",
                                         [ICON_AGAIN] = "M.85-.65A.42 .42 0 1 0 .9-.35M.9-.95V-.6H.55"};
    if (icon == ICON_NONE)
        return;
    svg_shape(canvas, x, y, size * 9 / 10, shapes[icon],
              icon == ICON_UNITS  ? "fill=\"#00694e\""
              : icon == ICON_FAIL ? "fill=\"none\" stroke=\"#a33c00\" stroke-width=\".18\""
                                  : "fill=\"none\" stroke=\"#333\" stroke-width=\".11\"");
}

/* ---- pages */

static void write_slice(FILE *to, const struct plan *plan, const struct layout *layout,
                        const struct sheet *sheet, int slice)
{
    int page = slice / sheet->columns, column = slice % sheet->columns;
    struct canvas canvas = {.to = to, .sizes = &layout->sizes};
    canvas.y0 = slice * layout->slice;
    canvas.y1 = canvas.y0 + layout->slice;
    canvas.dx = sheet->margin + column * (layout->width + sheet->between);
    canvas.dy = page * sheet->page_h + sheet->top - canvas.y0;
    if (canvas.y0 < plan->height)
        paint_slice(&canvas, plan);
}

static void write_page(FILE *to, const struct plan *plan, const struct layout *layout,
                       const struct sheet *sheet, int page)
{
    struct canvas canvas = {.to = to, .sizes = &layout->sizes, .y1 = sheet->page_h};
    canvas.dy = page * sheet->page_h;
    int room = sheet->page_w - 2 * sheet->margin, y = sheet->margin + TITLE_SIZE;
    if (sheet->pages > 1) {
        char number[64];
        snprintf(number, sizeof number, "page %d of %d", page + 1, sheet->pages);
        int width = text_width(number, NAME_SIZE, false);
        room -= width + TITLE_SIZE;
        svg_text(&canvas, sheet->page_w - sheet->margin - width, y, NAME_SIZE, false, NULL, number);
    }
    svg_text(&canvas, sheet->margin, y, TITLE_SIZE, true, NULL,
             text_shorten(layout->arena, plan->title, room, TITLE_SIZE, true));
    for (int column = 0; column < sheet->columns; column++)
        write_slice(to, plan, layout, sheet, page * sheet->columns + column);
}

static void write_description(FILE *to, const struct plan *plan)
{
    fputs("<desc>What happens to a patient, from the top down, drawn by cartsim. Pathways:", to);
    for (const struct section *section = plan->sections; section; section = section->next) {
        fputs(section == plan->sections ? " " : ", ", to);
        svg_escaped(to, section->name);
    }
    fputs(". Risks:", to);
    for (const struct tree *risk = tree_first(tree_get(plan->root, "risks")); risk; risk = risk->next) {
        fputs(risk == tree_first(tree_get(plan->root, "risks")) ? " " : ", ", to);
        svg_escaped(to, risk->key);
    }
    fputs(".</desc>\n", to);
}

void svg_write(FILE *to, const struct plan *plan, const struct layout *layout, const struct sheet *sheet)
{
    struct millimetres width = mm(sheet->page_w), height = mm(sheet->pages * sheet->page_h);
    fprintf(
        to,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" role=\"img\" aria-labelledby=\"title\" "
        "width=\"%smm\" height=\"%smm\" viewBox=\"0 0 %s %s\">\n<title id=\"title\">",
        width.text, height.text, width.text, height.text);
    svg_escaped(to, plan->title);
    fputs("</title>\n", to);
    write_description(to, plan);
    fprintf(to,
            "<rect width=\"%s\" height=\"%s\" fill=\"#fff\"/>\n"
            "<g font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#111\" "
            "stroke-linejoin=\"round\">\n",
            width.text, height.text);
    for (int page = 0; page < sheet->pages; page++)
        write_page(to, plan, layout, sheet, page);
    fputs("</g>\n</svg>\n", to);
}
