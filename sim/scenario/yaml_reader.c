/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/yaml_reader.h"

#include <string.h>

#include <yaml.h>

#include "base/codes.h"
#include "base/utf8.h"

struct anchor {
    const char *name;
    struct tree *node;
    bool open; /* its node is not complete: an alias to it would be a circle */
    struct anchor *earlier;
};

struct reader {
    struct arena *arena;
    struct cartsim_faults *faults;
    const struct yaml_source *source;
    yaml_parser_t parser;
    const char *text;   /* the source with line ends made NUL, so that lines are strings */
    const char **lines; /* [line_count], into text */
    size_t line_count;
    size_t shift;           /* characters of source->around before the source */
    struct anchor *anchors; /* the latest first */
    size_t anchor_count, nodes;
    bool stopped; /* a fault after which nothing more is read */
};

/* Bytes of the line end at `at`, as libyaml counts: CR, LF, CR LF, U+0085, U+2028, U+2029. 0: none. */
static size_t line_end(const char *bytes, size_t at, size_t size)
{
    const char *here = bytes + at;
    if (*here == '\r')
        return at + 1 < size && here[1] == '\n' ? 2 : 1;
    if (*here == '\n')
        return 1;
    if (size - at >= 2 && !memcmp(here, "\xC2\x85", 2))
        return 2;
    return size - at >= 3 && (!memcmp(here, "\xE2\x80\xA8", 3) || !memcmp(here, "\xE2\x80\xA9", 3)) ? 3 : 0;
}

static bool split_lines(struct reader *reader)
{
    const struct yaml_source *source = reader->source;
    size_t count = 1;
    for (size_t at = 0; at < source->size; at++) {
        size_t end = line_end(source->bytes, at, source->size);
        count += end > 0;
        at += end ? end - 1 : 0;
    }
    char *text = arena_text(reader->arena, source->bytes, source->size);
    reader->lines = arena_array(reader->arena, count, sizeof *reader->lines);
    if (!text || !reader->lines)
        return false;
    reader->text = text;
    reader->lines[reader->line_count++] = text;
    for (size_t at = 0; at < source->size; at++) {
        size_t end = line_end(source->bytes, at, source->size);
        if (!end && !text[at])
            text[at] = '?'; /* a NUL byte is an error; its line is still shown whole */
        if (!end)
            continue;
        text[at] = '\0';
        at += end - 1;
        reader->lines[reader->line_count++] = text + at + 1;
    }
    return true;
}

static struct cartsim_place place_at(const struct reader *reader, yaml_mark_t mark, size_t length)
{
    struct cartsim_place place = {.file = reader->source->file, .length = (unsigned)length};
    if (reader->source->around) {
        place.line = 1;
        place.column = (unsigned)(reader->shift + mark.index + 1);
        place.line_text = reader->source->around;
        return place;
    }
    place.line = (unsigned)mark.line + 1;
    place.column = (unsigned)mark.column + 1;
    place.line_text = mark.line < reader->line_count ? reader->lines[mark.line] : NULL;
    return place;
}

static struct cartsim_place place_of_event(const struct reader *reader, const yaml_event_t *event)
{
    yaml_mark_t from = event->start_mark, to = event->end_mark;
    bool container = event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
    if (container)
        return place_at(reader, from, 1);
    if (from.line == to.line)
        return place_at(reader, from, to.index - from.index);
    const char *line = from.line < reader->line_count ? reader->lines[from.line] : "";
    size_t characters = utf8_count(line, strlen(line));
    return place_at(reader, from, characters > from.column ? characters - from.column : 1);
}

/* A byte offset as the mark that libyaml would have made of it. */
static yaml_mark_t mark_of_offset(const struct reader *reader, size_t offset)
{
    size_t line = 0, size = reader->source->size;
    while (line + 1 < reader->line_count && (size_t)(reader->lines[line + 1] - reader->text) <= offset)
        line++;
    size_t at = (size_t)(reader->lines[line] - reader->text), column = 0;
    /* What is wrong may be a later byte of a character: the place is where that begins. */
    for (size_t step = 1; at < offset && at < size && step; at += step, column += step > 0)
        step = utf8_character(reader->source->bytes + at, size - at);
    return (yaml_mark_t){utf8_count(reader->source->bytes, at), line, column};
}

/* What to do about the slips that libyaml's words explain least. */
static const char *mend_for(const struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem;
    struct cartsim_place place = place_at(reader, parser->problem_mark, 1);
    if (strstr(problem, "cannot start any token")) {
        const char *line = reader->source->around ? "" : place.line_text ? place.line_text : "";
        return strchr(line, '\t') ? "; indent with blanks, not with tabs" : "; put the text in quotes";
    }
    if (strstr(problem, "mapping values are not allowed"))
        return "; a text with ': ' in it needs quotes, and keys of one map start in the same column";
    if (strstr(problem, "could not find expected ':'"))
        return "; a key is followed by a colon and a blank";
    return strstr(problem, "did not find expected key") ? "; keys of one map start in the same column" : "";
}

static void report_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    struct cartsim_place place = place_at(reader, parser->problem_mark, 1);
    if (parser->error == YAML_MEMORY_ERROR || !parser->problem) {
        fault_error(reader->faults, READING_SYNTAX, place, "memory is exhausted");
    } else if (parser->error == YAML_READER_ERROR) {
        place = place_at(reader, mark_of_offset(reader, parser->problem_offset), 1);
        fault_error(reader->faults, READING_SYNTAX, place, "%s (0x%02X): a scenario is plain text in UTF-8",
                    parser->problem, (unsigned)parser->problem_value);
    } else if (parser->context) {
        fault_error(reader->faults, READING_SYNTAX, place, "%s, %s that began on line %zu%s", parser->problem,
                    parser->context, parser->context_mark.line + 1, mend_for(reader));
    } else {
        fault_error(reader->faults, READING_SYNTAX, place, "%s%s", parser->problem, mend_for(reader));
    }
}

static void *stop(struct reader *reader)
{
    reader->stopped = true;
    return NULL;
}

/* The next event; false (and stopped) on a syntax error. The caller deletes the event. */
static bool next_event(struct reader *reader, yaml_event_t *event)
{
    if (reader->stopped)
        return false;
    if (yaml_parser_parse(&reader->parser, event))
        return true;
    report_syntax(reader);
    stop(reader);
    return false;
}

static bool within_limits(struct reader *reader, const struct cartsim_place *place, size_t nodes,
                          size_t depth)
{
    if (depth > YAML_DEPTH_MAX)
        fault_error(reader->faults, READING_SYNTAX, *place, "more than %d levels deep", YAML_DEPTH_MAX);
    else if (nodes > YAML_NODES_MAX - reader->nodes)
        fault_error(reader->faults, READING_SYNTAX, *place,
                    "more than %d values, aliases counted as often as used", YAML_NODES_MAX);
    else {
        reader->nodes += nodes;
        return true;
    }
    stop(reader);
    return false;
}

static struct tree *new_node(struct reader *reader, enum tree_kind kind, struct cartsim_place place,
                             size_t depth)
{
    if (!within_limits(reader, &place, 1, depth))
        return NULL;
    struct tree *node = tree_new(reader->arena, kind, place);
    return node ? node : stop(reader);
}

static struct anchor *add_anchor(struct reader *reader, const yaml_char_t *name, struct tree *node)
{
    if (!name || !node)
        return NULL;
    if (reader->anchor_count++ == YAML_ANCHORS_MAX) {
        fault_error(reader->faults, READING_SYNTAX, node->place, "more than %d anchors", YAML_ANCHORS_MAX);
        return stop(reader);
    }
    struct anchor *anchor = arena_alloc(reader->arena, sizeof *anchor);
    if (!anchor)
        return stop(reader);
    const char *text = (const char *)name;
    *anchor = (struct anchor){arena_text(reader->arena, text, strlen(text)), node, true, reader->anchors};
    if (!anchor->name)
        return stop(reader);
    return reader->anchors = anchor;
}

static void refuse_tag(struct reader *reader, const yaml_char_t *tag, const struct cartsim_place *place)
{
    if (tag)
        fault_error(reader->faults, READING_SYNTAX, *place,
                    "tags are not part of the format; leave out '%s' (quotes make a text of anything)",
                    (const char *)tag);
}

static void measure(const struct tree *tree, size_t *nodes, size_t *height)
{
    size_t tallest = 0;
    for (const struct tree *child = tree->first; child; child = child->next) {
        size_t below = 0;
        measure(child, nodes, &below);
        tallest = below > tallest ? below : tallest;
    }
    *nodes += 1;
    *height = tallest + 1;
}

static struct tree *read_alias(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    const char *name = (const char *)event->data.alias.anchor;
    struct cartsim_place place = place_of_event(reader, event);
    const struct anchor *anchor = reader->anchors;
    while (anchor && strcmp(anchor->name, name))
        anchor = anchor->earlier;
    if (!anchor || anchor->open) {
        fault_error(reader->faults, READING_SYNTAX, place,
                    anchor ? "alias '*%s' stands inside what it repeats: a circle"
                           : "there is no anchor '&%s' before this alias",
                    name);
        return stop(reader);
    }
    size_t nodes = 0, height = 0;
    measure(anchor->node, &nodes, &height);
    if (!within_limits(reader, &place, nodes, depth + height - 1))
        return NULL;
    struct tree *copy = tree_copy(reader->arena, anchor->node);
    if (!copy)
        return stop(reader);
    copy->key = NULL;
    return copy;
}

static struct tree *read_scalar(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    struct cartsim_place place = place_of_event(reader, event);
    struct tree *node = new_node(reader, TREE_TEXT, place, depth);
    if (!node)
        return NULL;
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (memchr(value, '\0', length))
        fault_error(reader->faults, READING_SYNTAX, place, "a text can't hold the character NUL (\\0)");
    node->text = arena_text(reader->arena, value, length);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    refuse_tag(reader, event->data.scalar.tag, &place);
    struct anchor *anchor = add_anchor(reader, event->data.scalar.anchor, node);
    if (anchor)
        anchor->open = false;
    return node->text ? node : stop(reader);
}

static struct tree *read_node(struct reader *reader, yaml_event_t *event, size_t depth);

static void read_items(struct reader *reader, struct tree *list, size_t depth)
{
    yaml_event_t event;
    while (next_event(reader, &event)) {
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            return;
        }
        struct tree *item = read_node(reader, &event, depth + 1);
        if (item)
            tree_append(list, item);
    }
}

/* Whether a key can be used; says why not. */
static bool check_key(struct reader *reader, const struct tree *key)
{
    if (key->kind != TREE_TEXT)
        fault_error(reader->faults, READING_SYNTAX, key->place,
                    "a key is a name, not a list or a map; write NAME: VALUE");
    else if (!*key->text)
        fault_error(reader->faults, READING_SYNTAX, key->place, "a key is empty; write NAME: VALUE");
    else if (key->plain && !strcmp(key->text, "<<"))
        fault_error(
            reader->faults, READING_SYNTAX, key->place,
            "merge keys ('<<') are not part of the format; use 'extends: FILE' or an alias for a value");
    else
        return true;
    return false;
}

static void read_entries(struct reader *reader, struct tree *map, size_t depth)
{
    yaml_event_t event;
    while (next_event(reader, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            return;
        }
        size_t spent = reader->nodes;
        struct tree *key = read_node(reader, &event, depth + 1);
        if (!key || !next_event(reader, &event))
            return;
        if (key->kind == TREE_TEXT)
            reader->nodes = spent; /* a key belongs to its value */
        struct tree *value = read_node(reader, &event, depth + 1);
        if (!value)
            return;
        if (!check_key(reader, key))
            continue;
        value->key = key->text;
        value->key_place = key->place;
        tree_append(map, value);
    }
}

/* Of keys given twice the first stays. Sorting keeps this fast for a map of any size. */
static void drop_duplicates(struct reader *reader, struct tree *map)
{
    struct tree **sorted = map->count > 1 ? tree_sorted(reader->arena, map) : NULL;
    if (!sorted)
        return;
    const struct tree *first = sorted[0];
    for (size_t i = 1; i < map->count; i++) {
        if (strcmp(first->key, sorted[i]->key)) {
            first = sorted[i];
            continue;
        }
        fault_error(reader->faults, READING_DUPLICATE, sorted[i]->key_place,
                    "'%s' is given twice; the first is on line %u", first->key, first->key_place.line);
        sorted[i]->key = NULL;
    }
    struct tree *child = map->first;
    map->first = map->last = NULL;
    map->count = 0;
    while (child) {
        struct tree *next = child->next;
        if (child->key)
            tree_append(map, child);
        child = next;
    }
}

static struct tree *read_container(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    struct cartsim_place place = place_of_event(reader, event);
    struct tree *node = new_node(reader, list ? TREE_LIST : TREE_MAP, place, depth);
    if (!node)
        return NULL;
    refuse_tag(reader, list ? event->data.sequence_start.tag : event->data.mapping_start.tag, &place);
    const yaml_char_t *name = list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    struct anchor *anchor = add_anchor(reader, name, node);
    if (list) {
        read_items(reader, node, depth);
    } else {
        read_entries(reader, node, depth);
        drop_duplicates(reader, node);
    }
    if (anchor)
        anchor->open = false;
    return reader->stopped ? NULL : node;
}

/* The node that begins with the event, which is deleted here; NULL when reading has stopped. */
static struct tree *read_node(struct reader *reader, yaml_event_t *event, size_t depth)
{
    struct tree *node = NULL;
    if (event->type == YAML_ALIAS_EVENT)
        node = read_alias(reader, event, depth);
    else if (event->type == YAML_SCALAR_EVENT)
        node = read_scalar(reader, event, depth);
    else
        node = read_container(reader, event, depth);
    yaml_event_delete(event);
    return reader->stopped ? NULL : node;
}

/* Moves to the document's first event and returns its type; YAML_NO_EVENT when there is none. */
static yaml_event_type_t enter_document(struct reader *reader, yaml_event_t *event)
{
    while (next_event(reader, event)) {
        yaml_event_type_t type = event->type;
        if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT)
            return type;
        yaml_event_delete(event);
    }
    return YAML_NO_EVENT;
}

/* After the document only the end of the stream may come. */
static void leave_document(struct reader *reader)
{
    yaml_event_t event;
    bool ended = false;
    while (!ended && next_event(reader, &event)) {
        ended = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_DOCUMENT_START_EVENT) {
            fault_error(reader->faults, READING_SYNTAX, place_at(reader, event.start_mark, 3),
                        "a second document starts here; a scenario is one document, so one file each");
            stop(reader);
        }
        yaml_event_delete(&event);
    }
}

static struct tree *read_document(struct reader *reader)
{
    yaml_event_t event;
    yaml_event_type_t type = enter_document(reader, &event);
    if (type == YAML_NO_EVENT)
        return NULL;
    bool nothing =
        type == YAML_STREAM_END_EVENT ||
        (type == YAML_SCALAR_EVENT && event.data.scalar.plain_implicit && !event.data.scalar.length);
    if (nothing) {
        yaml_event_delete(&event);
        fault_error(reader->faults, READING_SYNTAX, (struct cartsim_place){.file = reader->source->file},
                    "there is nothing in it; a scenario begins with 'cartsim: 1'");
        return NULL;
    }
    struct tree *root = read_node(reader, &event, 1);
    leave_document(reader);
    return reader->stopped ? NULL : root;
}

/* Tag directives serve tags only, which are refused; many of them cost libyaml time that grows with their
 * square. */
static bool check_directives(const struct reader *reader)
{
    for (size_t i = 0; i < reader->line_count; i++) {
        if (strncmp(reader->lines[i], "%TAG", 4))
            continue;
        fault_error(reader->faults, READING_SYNTAX, place_at(reader, (yaml_mark_t){.line = i}, 4),
                    "tags are not part of the format; leave out this line");
        return false;
    }
    return true;
}

struct tree *yaml_parse(struct arena *arena, const struct yaml_source *given, struct cartsim_faults *faults)
{
    struct yaml_source source = *given;
    if (source.size >= 3 && !memcmp(source.bytes, "\xEF\xBB\xBF", 3)) {
        source.bytes += 3; /* the byte order mark that some editors write */
        source.size -= 3;
    }
    struct reader reader = {.arena = arena, .faults = faults, .source = &source};
    if (source.around)
        reader.shift =
            utf8_count(source.around, strlen(source.around)) - utf8_count(source.bytes, source.size);
    struct tree *root = NULL;
    bool ready = split_lines(&reader) && yaml_parser_initialize(&reader.parser);
    if (ready && check_directives(&reader)) {
        yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&reader.parser, (const unsigned char *)source.bytes, source.size);
        root = read_document(&reader);
    }
    if (ready)
        yaml_parser_delete(&reader.parser);
    else
        fault_error(faults, READING_SYNTAX, (struct cartsim_place){.file = source.file},
                    "memory is exhausted");
    return arena_failed(arena) ? NULL : root;
}
