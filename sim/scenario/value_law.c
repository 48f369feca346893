/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/law_reader.h"

#include <string.h>

#include "base/nearest.h"
#include "scenario/column.h"
#include "scenario/scalars.h"
#include "scenario/values.h"

/*
 * Distributions: {NAME: {parameter: value, ...}, min: D, max: D, source: ..., grade: ..., why: ...}. Which
 * there are, and with which parameters, stands in format_laws.
 */

enum { LAW_NAMES_MAX = 32 };

/* What is being read: a distribution as a mapping, and the child of it that names its kind. */
struct reading {
    struct complainer *to;
    const struct tree *map, *shape;
    const struct format_path *path;       /* of the map */
    const struct format_path *shape_path; /* of the shape */
    int depth;
};

static const struct law *read_any(struct complainer *to, const struct tree *node,
                                  const struct format_path *path, int depth);

/* ---- the table */

/* Whether `at` is in the table and a form of the same name as `form`. */
static bool same_name(const struct format_law *form, const struct format_law *at)
{
    return at < format_laws + format_law_count && strcmp(form->name, at->name) == 0;
}

static bool has_parameter(const struct format_law *form, const char *name)
{
    for (int i = 0; i < LAW_PARAMETERS_MAX && form->parameters[i]; i++)
        if (strcmp(form->parameters[i], name) == 0)
            return true;
    return false;
}

static bool is_limit(const char *key)
{
    return strcmp(key, "min") == 0 || strcmp(key, "max") == 0;
}

/* ---- numbers */

/* Whether the mapping round {value: ...}, if there is one, has nothing else than evidence. */
static bool check_wrapper(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    static const char *const names[] = {"value", "source", "grade", "why", "uncertain"};
    bool sound = true;
    for (const struct tree *child = tree_get(map, "value") ? tree_first(map) : NULL; child;
         child = child->next) {
        if (format_key_find(KIND_EVIDENCE, child->key))
            continue;
        complain_unknown_key(to, NULL, child, path, format_kinds[KIND_EVIDENCE].name, names,
                             sizeof names / sizeof *names);
        sound = false;
    }
    return sound;
}

/* A parameter as the number that law.h wants: seconds, or what its type says. */
static bool read_number(struct complainer *to, const struct tree *node, const struct format_path *above,
                        const char *name, double *number)
{
    const struct format_path path = {.above = above, .name = name};
    const struct tree *bare = value_of(node);
    enum format_type_id type = format_parameter_type(name);
    if (node->faulty || !check_wrapper(to, node, &path) || !scalar_check(to, bare, type, &path))
        return false;
    if (type == TYPE_DURATION)
        return value_duration(bare, number);
    return value_number(bare, number) || value_probability(bare, number);
}

static const struct law *build(const struct reading *reading, const struct law_spec *spec)
{
    const char *problem = NULL;
    const struct law *law = law_build(reading->to->arena, spec, &problem);
    if (!law)
        complain(reading->to, FORMAT_LAW, reading->shape->place, reading->shape_path, "%s",
                 problem ? problem : "memory is exhausted");
    return law;
}

/* min: and max: beside the name, or among the parameters where they are none themselves. */
static bool read_limit(const struct reading *reading, const struct tree *map, const struct format_path *path,
                       struct law_spec *spec)
{
    const struct tree *min = tree_get(map, "min"), *max = tree_get(map, "max");
    bool sound = true;
    if ((min && spec->has_min) || (max && spec->has_max)) {
        complain(reading->to, FORMAT_TOGETHER, map->key_place, path, "min: or max: is given twice");
        return false;
    }
    if (min)
        sound = spec->has_min = read_number(reading->to, min, path, "min", &spec->min);
    if (max && !read_number(reading->to, max, path, "max", &spec->max))
        return false;
    spec->has_max = spec->has_max || max;
    return sound;
}

/* ---- laws with parameters */

/* The form of which the map has every parameter and no other key; NULL: there is none. */
static const struct format_law *matching_form(const struct tree *shape, const struct format_law *first)
{
    for (const struct format_law *form = first; same_name(first, form); form++) {
        bool fits = true;
        for (int i = 0; i < LAW_PARAMETERS_MAX && form->parameters[i]; i++)
            fits = fits && tree_get(shape, form->parameters[i]);
        for (const struct tree *child = tree_first(shape); child; child = child->next)
            fits = fits && (has_parameter(form, child->key) || is_limit(child->key));
        if (fits)
            return form;
    }
    return NULL;
}

/* "{mean, sd}, {median, p90}" */
static const char *forms_text(struct arena *arena, const struct format_law *first)
{
    const char *text = "";
    for (const struct format_law *form = first; same_name(first, form); form++) {
        const char *const *names = form->parameters;
        text = arena_print(arena, "%s%s{%s%s%s%s%s}", text ? text : "", form == first ? "" : " or ", names[0],
                           names[1] ? ", " : "", names[1] ? names[1] : "", names[1] && names[2] ? ", " : "",
                           names[1] && names[2] ? names[2] : "");
    }
    return text ? text : first->name;
}

/* Keys that no form of the law has; true when there were any. */
static bool complain_strangers(const struct reading *reading, const struct format_law *first)
{
    const char *names[LAW_NAMES_MAX];
    size_t count = 0;
    bool any = false;
    const struct tree *before = NULL;
    for (const struct format_law *form = first; same_name(first, form); form++)
        for (int i = 0; i < LAW_PARAMETERS_MAX && form->parameters[i] && count < LAW_NAMES_MAX; i++)
            names[count++] = form->parameters[i];
    for (const struct tree *child = tree_first(reading->shape); child; child = child->next) {
        bool known = is_limit(child->key);
        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(names[i], child->key) == 0;
        if (!known)
            complain_unknown_key(reading->to, before, child, reading->shape_path, first->name, names, count);
        any = any || !known;
        before = child;
    }
    return any;
}

static const struct law *read_parameters(const struct reading *reading, const struct format_law *first,
                                         struct law_spec *spec)
{
    struct arena *arena = reading->to->arena;
    const struct tree *shape = reading->shape;
    if (shape->kind != TREE_MAP) {
        complain_expected(reading->to, FORMAT_TYPE, shape, reading->shape_path, forms_text(arena, first));
        return NULL;
    }
    const struct format_law *form = matching_form(shape, first);
    if (!form) {
        if (!complain_strangers(reading, first))
            complain(reading->to, FORMAT_MISSING_KEY, shape->key_place, reading->shape_path, "%s takes %s",
                     first->name, forms_text(arena, first));
        return NULL;
    }
    bool sound = has_parameter(form, "min") || read_limit(reading, shape, reading->shape_path, spec);
    spec->kind = form->kind;
    for (int i = 0; i < LAW_PARAMETERS_MAX && form->parameters[i]; i++)
        sound = read_number(reading->to, tree_get(shape, form->parameters[i]), reading->shape_path,
                            form->parameters[i], &spec->parameter[i]) &&
                sound;
    return sound ? build(reading, spec) : NULL;
}

static const struct law *read_fixed(const struct reading *reading, struct law_spec *spec)
{
    bool sound =
        read_number(reading->to, reading->shape, reading->path, reading->shape->key, &spec->parameter[0]);
    spec->kind = LAW_FIXED;
    return sound ? build(reading, spec) : NULL;
}

/* ---- empirical */

struct values {
    struct complainer *to;
    const struct format_path *path;
    double *list;
    size_t count, room;
    bool sound;
};

static void add_value(struct values *values, double value)
{
    if (values->count == values->room) {
        size_t room = values->room ? 2 * values->room : 64;
        double *list = arena_array(values->to->arena, room, sizeof *list);
        values->sound = values->sound && list;
        if (!list)
            return;
        if (values->count)
            memcpy(list, values->list, values->count * sizeof *list);
        values->list = list;
        values->room = room;
    }
    values->list[values->count++] = value;
}

static void add_cell(void *context, const struct tree *cell)
{
    struct values *values = context;
    double seconds = 0;
    bool sound = column_duration(values->to, cell, values->path, &seconds);
    values->sound = values->sound && sound;
    if (sound)
        add_value(values, seconds);
}

static bool read_column(const struct reading *reading, const struct format_law *law, struct law_spec *spec,
                        struct values *values)
{
    const struct tree *shape = reading->shape;
    for (int i = 0; i < 2; i++) {
        const struct tree *name = tree_get(shape, law->parameters[i]);
        const struct format_path path = {.above = reading->shape_path, .name = law->parameters[i]};
        if (name && !scalar_check(reading->to, name, TYPE_TEXT, &path))
            return false;
    }
    if (!matching_form(shape, law)) {
        if (!complain_strangers(reading, law))
            complain(reading->to, FORMAT_MISSING_KEY, shape->key_place, reading->shape_path,
                     "empirical takes a list of durations or %s", forms_text(reading->to->arena, law));
        return false;
    }
    return read_limit(reading, shape, reading->shape_path, spec) &&
           column_each(reading->to, shape, reading->shape_path, add_cell, values);
}

static bool read_list(const struct reading *reading, struct values *values)
{
    size_t number = 0;
    for (const struct tree *item = tree_first(reading->shape); item; item = item->next, number++) {
        const struct format_path path = {.above = reading->shape_path, .number = number};
        double seconds = 0;
        bool sound = check_wrapper(reading->to, item, &path) &&
                     scalar_check(reading->to, value_of(item), TYPE_DURATION, &path);
        if (sound && value_duration(item, &seconds))
            add_value(values, seconds);
        values->sound = values->sound && sound;
    }
    return values->sound;
}

static const struct law *read_empirical(const struct reading *reading, const struct format_law *law,
                                        struct law_spec *spec)
{
    struct values values = {.to = reading->to, .path = reading->shape_path, .sound = true};
    bool sound = false;
    if (reading->shape->kind == TREE_LIST)
        sound = read_list(reading, &values);
    else if (reading->shape->kind == TREE_MAP)
        sound = read_column(reading, law, spec, &values) && values.sound;
    else
        complain_expected(reading->to, FORMAT_TYPE, reading->shape, reading->shape_path,
                          "a list of durations or {file, column}");
    spec->kind = LAW_EMPIRICAL;
    spec->values = values.list;
    spec->count = values.count;
    return sound ? build(reading, spec) : NULL;
}

/* ---- laws made of others, and weights */

/* Whether an item has exactly the law's parameters. */
static bool check_item(const struct reading *reading, const struct format_law *law, const struct tree *item,
                       const struct format_path *path)
{
    const struct reading inner = {.to = reading->to, .shape = item, .shape_path = path};
    if (item->kind == TREE_MAP && matching_form(item, law) && !tree_get(item, "min") &&
        !tree_get(item, "max"))
        return true;
    if (item->kind != TREE_MAP)
        complain_expected(reading->to, FORMAT_TYPE, item, path, forms_text(reading->to->arena, law));
    else if (!complain_strangers(&inner, law))
        complain(reading->to, FORMAT_MISSING_KEY, item->place, path, "%s takes %s", law->name,
                 forms_text(reading->to->arena, law));
    return false;
}

/* The part of an item that is not its weight: a value or a law. */
static bool read_part(const struct reading *reading, const struct tree *item, const struct format_path *path,
                      double *value, const struct law **of)
{
    const struct format_path at = {.above = path, .name = "of"};
    if (!of)
        return read_number(reading->to, tree_get(item, "value"), path, "value", value);
    *of = read_any(reading->to, tree_get(item, "of"), &at, reading->depth + 1);
    return *of != NULL;
}

/* discrete and mixture: a list of {weight, value} or {weight, of}. */
static const struct law *read_weighted(const struct reading *reading, const struct format_law *law,
                                       struct law_spec *spec)
{
    struct complainer *to = reading->to;
    size_t count = reading->shape->count, i = 0;
    if (reading->shape->kind != TREE_LIST) {
        complain_expected(to, FORMAT_TYPE, reading->shape, reading->shape_path,
                          arena_print(to->arena, "a list of %s", forms_text(to->arena, law)));
        return NULL;
    }
    double *weights = arena_array(to->arena, count + 1, sizeof *weights);
    double *values = arena_array(to->arena, count + 1, sizeof *values);
    const struct law **of = arena_array(to->arena, count + 1, sizeof *of);
    bool sound = weights && values && of;
    for (const struct tree *item = tree_first(reading->shape); weights && values && of && item;
         item = item->next, i++) {
        const struct format_path path = {.above = reading->shape_path, .number = i};
        bool mixture = law->kind == LAW_MIXTURE;
        sound = check_item(reading, law, item, &path) &&
                read_number(to, tree_get(item, "weight"), &path, "weight", &weights[i]) &&
                read_part(reading, item, &path, &values[i], mixture ? &of[i] : NULL) && sound;
    }
    spec->kind = law->kind;
    spec->values = law->kind == LAW_DISCRETE ? values : NULL;
    spec->of = law->kind == LAW_MIXTURE ? of : NULL;
    spec->weights = weights;
    spec->count = count;
    return sound ? build(reading, spec) : NULL;
}

static const struct law *read_shifted(const struct reading *reading, const struct format_law *law,
                                      struct law_spec *spec)
{
    const struct tree *shape = reading->shape;
    const struct law **of = arena_array(reading->to->arena, 1, sizeof *of);
    if (!of || !check_item(reading, law, shape, reading->shape_path))
        return NULL;
    bool sound =
        read_number(reading->to, tree_get(shape, "by"), reading->shape_path, "by", &spec->parameter[0]);
    sound = read_part(reading, shape, reading->shape_path, NULL, of) && sound;
    spec->kind = LAW_SHIFTED;
    spec->of = of;
    spec->count = 1;
    return sound ? build(reading, spec) : NULL;
}

/* ---- the mapping round a law */

static bool is_evidence(const char *key)
{
    const struct format_key *found = format_key_find(KIND_EVIDENCE, key);
    return found && !found->required;
}

/* A key that is neither the law nor may stand beside it. */
static void complain_stranger(const struct reading *reading, const struct tree *child)
{
    static const char *const beside[] = {"min", "max", "source", "grade", "why", "uncertain"};
    const char *names[LAW_NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < format_law_count && count < LAW_NAMES_MAX; i++)
        names[count++] = format_laws[i].name;
    if (reading->shape) {
        complain_unknown_key(reading->to, NULL, child, reading->path, "a distribution", beside,
                             sizeof beside / sizeof *beside);
        return;
    }
    const char *near = nearest_name(child->key, names, count);
    complain(reading->to, FORMAT_LAW, child->key_place, reading->path,
             near ? "unknown distribution '%s'; did you mean '%s'?" : "unknown distribution '%s'",
             complaint_quote(reading->to->arena, child->key), near);
}

/* Finds the shape and sees that nothing stands beside it that means nothing. */
static bool find_shape(struct reading *reading)
{
    bool sound = true;
    for (const struct tree *child = tree_first(reading->map); child; child = child->next) {
        if (!format_law_find(child->key))
            continue;
        if (reading->shape)
            complain(reading->to, FORMAT_TOGETHER, child->key_place, reading->path,
                     "'%s' and '%s' are both distributions; keep one", reading->shape->key, child->key);
        sound = !reading->shape;
        reading->shape = reading->shape ? reading->shape : child;
    }
    for (const struct tree *child = tree_first(reading->map); child; child = child->next) {
        if (format_law_find(child->key) || is_limit(child->key) || is_evidence(child->key))
            continue;
        complain_stranger(reading, child);
        sound = false;
        if (!reading->shape)
            break;
    }
    if (!reading->shape && sound)
        complain_expected(reading->to, FORMAT_TYPE, reading->map, reading->path,
                          format_types[TYPE_LAW].expected);
    return sound && reading->shape;
}

static const struct law *read_shape(struct reading *reading)
{
    const struct format_law *law = format_law_find(reading->shape->key);
    struct law_spec spec = {.kind = law->kind};
    if (!read_limit(reading, reading->map, reading->path, &spec) || reading->shape->faulty)
        return NULL;
    switch (law->kind) {
    case LAW_FIXED: return read_fixed(reading, &spec);
    case LAW_EMPIRICAL: return read_empirical(reading, law, &spec);
    case LAW_DISCRETE:
    case LAW_MIXTURE: return read_weighted(reading, law, &spec);
    case LAW_SHIFTED: return read_shifted(reading, law, &spec);
    default: return read_parameters(reading, law, &spec);
    }
}

static const struct law *read_map(struct complainer *to, const struct tree *map,
                                  const struct format_path *path, int depth)
{
    struct reading reading = {.to = to, .map = map, .path = path, .depth = depth};
    if (tree_get(map, "by")) {
        complain(to, FORMAT_TYPE, map->place, path, "a choice by attribute cannot stand here");
        return NULL;
    }
    if (!find_shape(&reading))
        return NULL;
    const struct format_path shape_path = {.above = path, .name = reading.shape->key};
    reading.shape_path = &shape_path;
    return read_shape(&reading);
}

static const struct law *read_any(struct complainer *to, const struct tree *node,
                                  const struct format_path *path, int depth)
{
    const struct tree *bare = value_of(node);
    if (!bare || node->faulty || bare->faulty)
        return NULL;
    if (depth > FORMAT_DEPTH_MAX) {
        complain(to, FORMAT_RANGE, bare->place, path, "more than %d distributions inside one another",
                 FORMAT_DEPTH_MAX);
        return NULL;
    }
    if (!check_wrapper(to, node, path))
        return NULL;
    if (bare->kind == TREE_MAP)
        return read_map(to, bare, path, depth);
    if (!scalar_check(to, bare, TYPE_LAW, path))
        return NULL;
    const struct reading reading = {.to = to, .shape = bare, .shape_path = path};
    struct law_spec spec = {.kind = LAW_FIXED};
    return value_duration(bare, &spec.parameter[0]) ? build(&reading, &spec) : NULL;
}

const struct law *law_read(struct complainer *to, const struct tree *node, const struct format_path *path)
{
    return read_any(to, node, path, 0);
}

const struct law *value_law(struct arena *arena, const struct tree *node, struct cartsim_faults *faults)
{
    struct complainer to = {arena, faults};
    const struct format_path path = {.name = node && node->key ? node->key : "value"};
    return law_read(&to, node, &path);
}
