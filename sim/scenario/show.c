/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/show.h"

#include <string.h>

#include "base/utf8.h"
#include "scenario/column.h"
#include "scenario/defaults.h"
#include "scenario/format_walk.h"
#include "scenario/yaml_scalar.h"

enum {
    INDENT = 2,
    COMMENT_COLUMN_MAX = 56, /* longer lines have their comment two blanks behind */
    LIST_COLUMNS = 56,       /* a list of plain values is wrapped there */
    TEXT_COLUMNS = 100,      /* a long text is folded there */
    KEY_MAX = 1000           /* YAML reads longer keys only behind a question mark */
};

struct line {
    const char *text, *comment; /* comment NULL: none */
    struct line *next;
};

struct shower {
    struct arena arena;
    const struct show_options *options;
    struct line *first, **end;
};

/* Where a value goes: behind `lead` on its line; what stands below it begins in `column`. */
struct spot {
    const char *lead; /* "  ward_bed:", "    -"; NULL at the root */
    unsigned column;
    bool item; /* the first thing below may stand on the same line */
};

static void show_value(struct shower *shower, struct spot spot, struct format_site site,
                       const struct tree *node, const char *comment);

/* ---- lines */

static void add_line(struct shower *shower, const char *text, const char *comment)
{
    struct line *line = text ? arena_alloc(&shower->arena, sizeof *line) : NULL;
    if (!line)
        return;
    *line = (struct line){text, comment, NULL};
    *shower->end = line;
    shower->end = &line->next;
}

static const char *indented(struct shower *shower, unsigned column, const char *text)
{
    return arena_print(&shower->arena, "%*s%s", (int)column, "", text);
}

static const char *behind(struct shower *shower, const char *lead, const char *text)
{
    return lead && text ? arena_print(&shower->arena, "%s %s", lead, text) : NULL;
}

/* What begins the line of a child: in its column, or on the line of the item around it when it is the first.
 */
static const char *lead_of(struct shower *shower, struct spot spot, bool first, const char *text)
{
    return first && spot.item ? behind(shower, spot.lead, text) : indented(shower, spot.column, text);
}

/* ---- comments */

/* "ours.yaml:12", or "--set" */
static const char *place_text(struct shower *shower, const struct cartsim_place *place)
{
    if (!place->file)
        return NULL;
    const char *file = yaml_comment(&shower->arena, place->file);
    return strcmp(place->file, "--set") == 0 || !file
               ? file
               : arena_print(&shower->arena, "%s:%u", file, place->line);
}

/* What is said of a value has no comment of its own when it stands in the same file. */
static const char *comment_on(struct shower *shower, const struct tree *around, const struct tree *child)
{
    bool said = format_is_evidence(child->key) && around->place.file && child->place.file &&
                strcmp(around->place.file, child->place.file) == 0;
    return said ? NULL : place_text(shower, &child->place);
}

/* ---- scalars */

static void show_literal(struct shower *shower, struct spot spot, const char *text, const char *comment)
{
    bool ended = text[strlen(text) - 1] == '\n';
    add_line(shower, behind(shower, spot.lead, ended ? "|" : "|-"), comment);
    while (*text) {
        size_t length = strcspn(text, "\n");
        const char *line = arena_text(&shower->arena, text, length);
        add_line(shower, length && line ? indented(shower, spot.column, line) : "", NULL);
        text += length + (text[length] == '\n');
    }
}

/* The last blank up to `room` characters at which a quoted text can be folded, else the first after; NULL:
 * none. */
static const char *fold_at(const char *text, size_t room)
{
    const char *found = NULL;
    for (size_t at = 1, used = 0; text[at]; at++) {
        used += ((unsigned char)text[at] & 0xC0) != 0x80;
        if (found && used > room)
            break;
        if (text[at] == ' ' && text[at - 1] != ' ' && text[at + 1] != ' ' && text[at + 1] && at > 1)
            found = text + at;
    }
    return found;
}

/* One blank may be the end of a line and the indentation of the next. */
static void show_folded(struct shower *shower, struct spot spot, const char *text, const char *comment)
{
    const char *line = behind(shower, spot.lead, text);
    size_t lead = strlen(spot.lead) + 1;
    const char *fold = NULL;
    while (line && utf8_count(line, strlen(line)) > TEXT_COLUMNS &&
           (fold = fold_at(line + lead, TEXT_COLUMNS - lead))) {
        add_line(shower, arena_text(&shower->arena, line, (size_t)(fold - line)), NULL);
        line = indented(shower, spot.column, fold + 1);
        lead = spot.column;
    }
    add_line(shower, line, comment);
}

static void show_text(struct shower *shower, struct spot spot, const struct tree *node, const char *comment)
{
    bool wide = strlen(spot.lead) + strlen(node->text) >= TEXT_COLUMNS;
    if (node->plain && !*node->text)
        add_line(shower, spot.lead, comment); /* nothing was written: other readers take it for null */
    else if (yaml_is_literal(node->text))
        show_literal(shower, spot, node->text, comment);
    else if (wide)
        show_folded(shower, spot, yaml_value(&shower->arena, node->text, false, false), comment);
    else
        add_line(shower,
                 behind(shower, spot.lead, yaml_value(&shower->arena, node->text, node->plain, false)),
                 comment);
}

/* The name of a CSV file as seen from the document's folder. */
static void show_file(struct shower *shower, struct spot spot, const struct tree *node, const char *comment)
{
    struct tree copy = *node;
    const char *file = column_file(&shower->arena, node);
    if (file)
        copy.text = *file == '/' ? file : arena_print(&shower->arena, "%s%s", shower->options->here, file);
    if (file && copy.text)
        show_text(shower, spot, &copy, comment);
}

/* ---- lists */

/* Whether a list can stand as [a, b, c]: plain values that one file wrote. */
static bool is_row(const struct tree *list)
{
    const char *file = list->place.file;
    for (const struct tree *item = tree_first(list); item; item = item->next)
        if (item->kind != TREE_TEXT || !item->place.file || !file || strcmp(item->place.file, file) != 0)
            return false;
    return true;
}

static void show_row(struct shower *shower, struct spot spot, const struct tree *list)
{
    unsigned column = 0;
    const char *line = behind(shower, spot.lead, "["), *comment = NULL;
    if (line)
        column = (unsigned)utf8_count(line, strlen(line));
    for (const struct tree *item = tree_first(list); item && line; item = item->next) {
        const char *text = yaml_value(&shower->arena, item->text, item->plain, true);
        const char *more = text ? arena_print(&shower->arena, "%s%s", text, item->next ? "," : "]") : NULL;
        bool begun = comment != NULL;
        if (begun && more && utf8_count(line, strlen(line)) + strlen(more) > LIST_COLUMNS) {
            add_line(shower, line, comment);
            line = indented(shower, column, "");
            begun = false;
        }
        comment = begun ? comment : place_text(shower, &item->place);
        line = line && more ? arena_print(&shower->arena, "%s%s%s", line, begun ? " " : "", more) : NULL;
    }
    add_line(shower, line, comment);
}

static void show_list(struct shower *shower, struct spot spot, struct format_site site,
                      const struct tree *list)
{
    if (is_row(list)) {
        show_row(shower, spot, list);
        return;
    }
    if (!spot.item)
        add_line(shower, spot.lead, NULL);
    for (const struct tree *item = tree_first(list); item; item = item->next) {
        const struct spot inside = {lead_of(shower, spot, item == list->first, "-"), spot.column + INDENT,
                                    true};
        show_value(shower, inside, format_enter(site, list, item), item, place_text(shower, &item->place));
    }
}

/* ---- mappings */

static struct spot spot_of_key(struct shower *shower, struct spot around, bool first, const char *name)
{
    struct spot spot = {NULL, around.column + INDENT, false};
    const char *key = yaml_key(&shower->arena, name);
    if (key && strlen(key) > KEY_MAX) {
        add_line(shower, lead_of(shower, around, first, arena_print(&shower->arena, "? %s", key)), NULL);
        spot.lead = indented(shower, around.column, ":");
    } else if (key) {
        const char *text = arena_print(&shower->arena, "%s:", key);
        spot.lead = text ? lead_of(shower, around, first, text) : NULL;
    }
    return spot;
}

static void show_child(struct shower *shower, struct spot spot, struct format_site site,
                       const struct tree *map, const struct tree *child, bool first)
{
    const struct spot inside = spot_of_key(shower, spot, first, child->key);
    const char *comment = comment_on(shower, map, child);
    if (format_names_file(site, map, child))
        show_file(shower, inside, child, comment);
    else
        show_value(shower, inside, format_enter(site, map, child), child, comment);
}

static void show_defaults(struct shower *shower, struct spot spot, enum format_kind_id kind,
                          const struct tree *map)
{
    for (size_t i = 0; i < format_default_count; i++) {
        const struct format_default *at = &format_defaults[i];
        if (at->kind != kind || !at->key || tree_get(map, at->key) || (at->with && !tree_get(map, at->with)))
            continue;
        const char *text = at->text ? arena_print(&shower->arena, "%s: %s", at->key, at->text)
                                    : arena_print(&shower->arena, "# without %s: %s", at->key, at->words);
        add_line(shower, text ? indented(shower, spot.column, text) : NULL, at->text ? "default" : NULL);
    }
}

static void show_map(struct shower *shower, struct spot spot, struct format_site site, const struct tree *map)
{
    bool first = true;
    if (spot.lead && !spot.item)
        add_line(shower, spot.lead, NULL);
    for (const struct tree *child = tree_first(map); child; child = child->next, first = false) {
        if (!spot.lead && child->kind != TREE_TEXT)
            add_line(shower, "", NULL);
        show_child(shower, spot, site, map, child, first);
    }
    for (const struct tree *note = map->notes; note; note = note->next, first = false)
        show_value(shower, spot_of_key(shower, spot, first, note->key), (struct format_site){TYPE_ANY, false},
                   note, place_text(shower, &note->place));
    if (shower->options->defaults)
        show_defaults(shower, spot, format_kind_at(site, map), map);
}

static bool is_empty(const struct tree *node)
{
    return !node->first && !node->notes;
}

static void show_value(struct shower *shower, struct spot spot, struct format_site site,
                       const struct tree *node, const char *comment)
{
    if (node->kind == TREE_TEXT)
        show_text(shower, spot, node, comment);
    else if (is_empty(node))
        add_line(shower, behind(shower, spot.lead, node->kind == TREE_LIST ? "[]" : "{}"), comment);
    else if (node->kind == TREE_LIST)
        show_list(shower, spot, site, node);
    else
        show_map(shower, spot, site, node);
}

/* ---- the document */

/* The section that has no value of its own and yet has defaults. */
static void show_run(struct shower *shower)
{
    const struct tree nothing = {.kind = TREE_MAP};
    add_line(shower, "", NULL);
    show_map(shower, (struct spot){"run:", INDENT, false}, (struct format_site){TYPE_RUN, false}, &nothing);
}

static size_t columns(const struct line *line)
{
    return utf8_count(line->text, strlen(line->text));
}

/* How many bytes it wrote. */
static size_t print_lines(const struct shower *shower, FILE *to)
{
    size_t column = 0, bytes = 0;
    for (const struct line *line = shower->first; line; line = line->next) {
        size_t width = columns(line);
        if (line->comment && width > column && width <= COMMENT_COLUMN_MAX)
            column = width;
    }
    for (const struct line *line = shower->first; line; line = line->next) {
        size_t width = columns(line);
        size_t gap = width < column ? column - width : 0;
        fputs(line->text, to);
        if (line->comment)
            fprintf(to, "%*s  # %s", (int)gap, "", line->comment);
        fputc('\n', to);
        bytes += strlen(line->text) + 1 + (line->comment ? gap + 4 + strlen(line->comment) : 0);
    }
    return bytes;
}

size_t show_scenario(const struct scenario *scenario, const struct show_options *options, FILE *to)
{
    struct shower shower = {.options = options};
    shower.end = &shower.first;
    arena_init(&shower.arena, 0);
    const char *file = yaml_comment(&shower.arena, scenario->path);
    add_line(&shower,
             file
                 ? arena_print(&shower.arena, "# %s after extends and --set, and what wrote each value", file)
                 : NULL,
             NULL);
    show_map(&shower, (struct spot){NULL, 0, false}, format_root, scenario->root);
    if (options->defaults && !tree_get(scenario->root, "run"))
        show_run(&shower);
    size_t bytes = arena_failed(&shower.arena) ? 0 : print_lines(&shower, to);
    arena_release(&shower.arena);
    return bytes;
}
