/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/uncertain.h"

#include <math.h>
#include <string.h>

#include "scenario/yaml_scalar.h"

/* ---- what it says */

static enum quantity read_quantity(enum format_scalar scalar, const char *text, double *number)
{
    int64_t whole;
    enum quantity result;
    switch (scalar) {
    case SCALAR_DURATION:
    case SCALAR_LAW: return quantity_duration(text, number);
    case SCALAR_PROBABILITY: return quantity_probability(text, number);
    case SCALAR_RATE: return quantity_rate(text, number);
    case SCALAR_GROWTH: return quantity_growth(text, number);
    case SCALAR_WHOLE:
        result = quantity_whole(text, &whole);
        if (result == QUANTITY_OK)
            *number = (double)whole;
        return result;
    default: return quantity_number(text, number);
    }
}

static bool can_be_uncertain(enum format_scalar scalar)
{
    return scalar == SCALAR_DURATION || scalar == SCALAR_LAW || scalar == SCALAR_PROBABILITY ||
           scalar == SCALAR_RATE || scalar == SCALAR_GROWTH || scalar == SCALAR_WHOLE ||
           scalar == SCALAR_NUMBER;
}

/* "1 of 4", "A to B": the two texts around the word. */
static bool split(struct arena *arena, const char *text, const char *word, const char **low,
                  const char **high)
{
    const char *at = strstr(text, word);
    if (!at || at == text)
        return false;
    *low = arena_text(arena, text, (size_t)(at - text));
    *high = at + strlen(word);
    return *low && **high;
}

static bool begins(const char **text, const char *word)
{
    if (strncmp(*text, word, strlen(word)) != 0)
        return false;
    *text += strlen(word);
    return true;
}

/* Reads the text into the number. NULL: it did; else what is wrong. */
static const char *read_form(struct arena *arena, struct uncertain_number *number)
{
    const char *text = number->text, *low = NULL, *high = NULL;
    enum format_scalar as = number->scalar;
    if (split(arena, text, " of ", &low, &high)) {
        number->form = UNCERTAIN_COUNT;
        as = SCALAR_WHOLE;
    } else {
        number->form = begins(&text, "times ")      ? UNCERTAIN_TIMES
                       : begins(&text, "interval ") ? UNCERTAIN_INTERVAL
                                                    : UNCERTAIN_RANGE;
        as = number->form == UNCERTAIN_TIMES ? SCALAR_NUMBER : as;
        if (!split(arena, text, " to ", &low, &high))
            return "expected 14 d to 18 d, 1 of 4, interval 1.1 to 2.0, or times 0.8 to 1.25";
    }
    if (read_quantity(as, low, &number->low) != QUANTITY_OK ||
        read_quantity(as, high, &number->high) != QUANTITY_OK)
        return number->form == UNCERTAIN_COUNT   ? "expected whole numbers, such as 1 of 4"
               : number->form == UNCERTAIN_TIMES ? "expected factors, such as times 0.8 to 1.25"
                                                 : "both ends must be written as the value is, each with "
                                                   "its unit: 14 d to 18 d, 10% to 40%";
    return NULL;
}

static bool has_file(const struct tree *node)
{
    bool found = tree_get(node, "file") != NULL;
    for (const struct tree *child = tree_first(node); child && !found; child = child->next)
        found = has_file(child);
    return found;
}

static const char *check_form(const struct uncertain_number *number)
{
    bool written_out = number->value->kind == TREE_TEXT;
    switch (number->form) {
    case UNCERTAIN_COUNT:
        if (number->scalar != SCALAR_PROBABILITY || !written_out)
            return "a count such as 1 of 4 is evidence for a probability alone";
        return number->low >= 0 && number->high >= 1 && number->low <= number->high
                   ? NULL
                   : "a count goes from 0 to all: 0 of 4, 1 of 4, 4 of 4";
    case UNCERTAIN_TIMES:
        if (number->scalar == SCALAR_WHOLE || number->scalar == SCALAR_GROWTH)
            return "a factor can't stand for this; write both ends, such as 2 to 6";
        if (has_file(number->value))
            return "a distribution from a file can't be multiplied";
        break;
    case UNCERTAIN_INTERVAL:
        if (number->scalar == SCALAR_PROBABILITY || number->scalar == SCALAR_WHOLE ||
            number->scalar == SCALAR_GROWTH)
            return "an interval stands for what is above 0 and has no upper bound; of a probability write "
                   "the count, such as 3 of 12, or a range";
        break;
    case UNCERTAIN_RANGE: break;
    }
    if (number->form != UNCERTAIN_TIMES && !written_out)
        return "of a distribution write a factor, such as times 0.8 to 1.25; or write it beside one of "
               "its parameters: {median: {value: 16 d, uncertain: 14 d to 18 d}}";
    if (!(number->low < number->high))
        return "it goes from the lesser to the greater";
    return number->form == UNCERTAIN_RANGE || number->low > 0 ? NULL : "both ends must be above 0";
}

/* ---- where it stands */

struct walking {
    struct arena *arena;
    struct complainer *to; /* NULL: nothing is said */
    struct uncertain_numbers *numbers;
    bool sound;
};

struct stand {
    const char *path, *scope;
    struct format_site site;
    const struct tree *about; /* whose grade holds */
    int depth;
    bool sums; /* one of shares that sum to 1 */
};

static void keep(struct walking *walking, const struct uncertain_number *number)
{
    struct uncertain_numbers *all = walking->numbers;
    if (all->count == all->room) {
        size_t room = all->room ? 2 * all->room : 32;
        struct uncertain_number *list = arena_array(walking->arena, room, sizeof *list);
        if (!list)
            return;
        if (all->count)
            memcpy(list, all->list, all->count * sizeof *list);
        all->list = list;
        all->room = room;
    }
    all->list[all->count++] = *number;
}

static void take(struct walking *walking, const struct stand *at, const struct tree *node,
                 const struct tree *text)
{
    const struct tree *value = tree_get(node, "value");
    bool law = format_form(at->site, node) == FORM_LAW;
    struct uncertain_number number = {.path = at->path,
                                      .text = text->text,
                                      .grade = tree_text(at->about, "grade", "assumption"),
                                      .scalar =
                                          at->site.type == TYPE_LAW || at->site.type == TYPE_LAW_BY || law
                                              ? SCALAR_LAW
                                              : format_types[at->site.type].scalar,
                                      .value = law ? node : value,
                                      .site = at->site};
    const char *wrong =
        at->sums ? "shares sum to 1, so one alone can't vary" : read_form(walking->arena, &number);
    wrong = wrong                             ? wrong
            : can_be_uncertain(number.scalar) ? check_form(&number)
                                              : "only numbers can be uncertain";
    walking->sound = walking->sound && !wrong;
    const struct format_path path = {.name = arena_print(walking->arena, "%s.uncertain", at->path)};
    if (wrong && walking->to)
        complain(walking->to, FORMAT_TYPE, text->place, &path, "%s", wrong);
    else if (!wrong)
        keep(walking, &number);
}

static void walk(struct walking *walking, struct stand at, const struct tree *node);

static void enter(struct walking *walking, const struct stand *at, const struct tree *node,
                  const struct tree *child, int number)
{
    struct arena *arena = walking->arena;
    enum format_form form = format_form(at->site, node);
    struct stand inside = *at;
    inside.site = format_enter(at->site, node, child);
    inside.depth++;
    inside.sums = (form == FORM_MAP && format_kinds[format_kind_at(at->site, node)].shares) ||
                  (child->key && strcmp(child->key, "share") == 0) || (at->sums && form != FORM_MAP);
    const char *step = inside.site.type == TYPE_STEP ? tree_text(child, "step", NULL) : NULL;
    if (step)
        inside.path = arena_print(arena, "%s.%s", at->scope, step);
    else if (child->key && form == FORM_EVIDENCE)
        inside.path = at->path; /* the value itself */
    else if (child->key)
        inside.path = *at->path ? arena_print(arena, "%s.%s", at->path, child->key) : child->key;
    else
        inside.path = arena_print(arena, "%s.%d", at->path, number);
    if (inside.depth == 2)
        inside.scope = inside.path;
    if (inside.path)
        walk(walking, inside, child);
}

static void walk(struct walking *walking, struct stand at, const struct tree *node)
{
    enum format_form form = format_form(at.site, node);
    if (tree_get(node, "source") || tree_get(node, "grade") || tree_get(node, "why"))
        at.about = node;
    const struct tree *text = tree_get(node, "uncertain");
    if (text && (form == FORM_EVIDENCE || form == FORM_LAW))
        take(walking, &at, node, text);
    int number = 0;
    for (const struct tree *child = form == FORM_FREE ? NULL : tree_first(node); child; child = child->next)
        if (!((form == FORM_EVIDENCE || form == FORM_LAW) && format_is_evidence(child->key)))
            enter(walking, &at, node, child, number++);
}

bool uncertain_collect(struct arena *arena, const struct tree *root, struct uncertain_numbers *numbers)
{
    struct walking walking = {.arena = arena, .numbers = numbers, .sound = true};
    *numbers = (struct uncertain_numbers){.count = 0};
    walk(&walking, (struct stand){.path = "", .scope = "", .site = format_root}, root);
    return !arena_failed(arena);
}

bool uncertain_check(struct complainer *to, const struct tree *root)
{
    struct uncertain_numbers numbers = {.count = 0};
    struct walking walking = {.arena = to->arena, .to = to, .numbers = &numbers, .sound = true};
    walk(&walking, (struct stand){.path = "", .scope = "", .site = format_root}, root);
    return walking.sound;
}

/* ---- another value */

static const char *print_number(struct arena *arena, enum format_scalar scalar, double value)
{
    switch (scalar) {
    case SCALAR_DURATION:
    case SCALAR_LAW: return arena_print(arena, "%.12g d", fmin(value, QUANTITY_DURATION_MAX) / QUANTITY_DAY);
    case SCALAR_PROBABILITY: return arena_print(arena, "%.12g", fmin(value, 1));
    case SCALAR_RATE: return arena_print(arena, "%.12g per year", value * QUANTITY_YEAR);
    case SCALAR_GROWTH: return arena_print(arena, "%.12g%% per year", 100 * value);
    default: return arena_print(arena, "%.12g", value);
    }
}

/* The node in YAML's flow form, without what is said about it; each duration times the factor. */
static const char *print_times(struct arena *arena, struct format_site site, const struct tree *node,
                               double factor)
{
    enum format_form form = format_form(site, node);
    enum format_scalar scalar = format_types[site.type].scalar;
    double number;
    if (form == FORM_EVIDENCE)
        return print_times(arena, site, tree_get(node, "value"), factor);
    if (node->kind == TREE_TEXT && scalar != SCALAR_DURATION && scalar != SCALAR_LAW)
        return yaml_value(arena, node->text, true, true);
    if (node->kind == TREE_TEXT)
        return quantity_duration(node->text, &number) == QUANTITY_OK
                   ? print_number(arena, SCALAR_DURATION, factor * number)
                   : NULL;
    const char *text = "", *comma = "";
    for (const struct tree *child = tree_first(node); child && text; child = child->next) {
        if (form == FORM_LAW && format_is_evidence(child->key))
            continue;
        const char *inside = print_times(arena, format_enter(site, node, child), child, factor);
        text = !inside      ? NULL
               : child->key ? arena_print(arena, "%s%s%s: %s", text, comma, child->key, inside)
                            : arena_print(arena, "%s%s%s", text, comma, inside);
        comma = ", ";
    }
    return !text ? NULL : arena_print(arena, node->kind == TREE_LIST ? "[%s]" : "{%s}", text);
}

const char *uncertain_set(struct arena *arena, const struct uncertain_number *number, double value)
{
    double base;
    const char *text;
    if (number->form != UNCERTAIN_TIMES)
        text = print_number(arena, number->scalar, value);
    else if (number->scalar == SCALAR_LAW)
        text = print_times(arena, number->site, number->value, value);
    else
        text = read_quantity(number->scalar, number->value->text, &base) == QUANTITY_OK
                   ? print_number(arena, number->scalar, base * value)
                   : NULL;
    return text ? arena_print(arena, "%s=%s", number->path, text) : NULL;
}

const char *uncertain_words(struct arena *arena, const struct uncertain_number *number, double value)
{
    if (number->form == UNCERTAIN_TIMES)
        return arena_print(arena, "times %.3g", value);
    switch (number->scalar) {
    case SCALAR_DURATION:
    case SCALAR_LAW: return arena_print(arena, "%.3g d", value / QUANTITY_DAY);
    case SCALAR_PROBABILITY: return arena_print(arena, "%.3g%%", 100 * value);
    case SCALAR_RATE: return arena_print(arena, "%.3g per year", value * QUANTITY_YEAR);
    case SCALAR_GROWTH: return arena_print(arena, "%.3g%% per year", 100 * value);
    default: return arena_print(arena, "%.4g", value);
    }
}
