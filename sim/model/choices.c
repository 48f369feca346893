/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

#include <math.h>
#include <string.h>

/*
 * Values that depend on an attribute: {by: product, brexu-cel: 16 d, otherwise: 20 d}.
 */

static bool is_note(const char *key)
{
    static const char *const notes[] = {"by", "source", "grade", "why", "otherwise"};
    return value_one_of(key, notes, sizeof notes / sizeof *notes) >= 0;
}

/* The attribute a {by: ...} names, or NONE after a complaint. */
static int chooser(struct compiler *compiler, const struct tree *map, const char *where)
{
    const struct tree *by = tree_get(map, "by");
    return by && by->text ? attribute_at(compiler, by, by->text, where) : NONE;
}

/* For each value of the attribute the node that stands for it; missing ones get `otherwise`, or a complaint.
 */
static const struct tree **cases(struct compiler *compiler, const struct tree *map, int attribute,
                                 const char *where)
{
    const struct attribute *of = &compiler->model->attributes[attribute];
    const struct tree **nodes = arena_array(compiler->arena, (size_t)of->value_count, sizeof *nodes);
    if (!nodes)
        return NULL;
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        if (is_note(child->key))
            continue;
        int value = find_value(of, child->key);
        if (value != NONE) {
            nodes[value] = child;
            continue;
        }
        struct tree at = *child;
        at.place = child->key_place;
        suspect_value(compiler, &at, child->key, of);
    }
    const struct tree *otherwise = tree_get(map, "otherwise"), *first = NULL;
    for (int i = 1; i < of->value_count; i++) {
        if (!nodes[i])
            nodes[i] = otherwise;
        if (!nodes[i])
            fault_error(compiler->faults, FAULT_CASES, map->place,
                        "%s: no case for %s '%s'; add it, or otherwise:", where, of->name, of->values[i]);
        else if (!first)
            first = nodes[i];
    }
    nodes[0] = otherwise ? otherwise : first; /* a patient without the attribute: as the first case */
    return nodes;
}

struct law_choice read_law(struct compiler *compiler, const struct tree *node, const char *where)
{
    struct law_choice choice = {.attribute = NONE};
    const struct tree *bare = value_of(node);
    if (!bare || bare->faulty)
        return choice;
    if (!tree_get(bare, "by")) {
        choice.always = value_law(compiler->arena, bare, NULL);
        return choice;
    }
    int attribute = chooser(compiler, bare, where);
    const struct tree **nodes = attribute == NONE ? NULL : cases(compiler, bare, attribute, where);
    if (!nodes)
        return choice;
    int count = compiler->model->attributes[attribute].value_count;
    const struct law **laws = arena_array(compiler->arena, (size_t)count, sizeof *laws);
    for (int i = 0; laws && i < count; i++)
        laws[i] = nodes[i] ? value_law(compiler->arena, nodes[i], NULL) : NULL;
    choice.attribute = laws ? attribute : NONE;
    choice.by_value = laws;
    return choice;
}

static double plain_number(const struct tree *node, double otherwise)
{
    double number = otherwise;
    value_probability(node, &number);
    return number;
}

struct number_choice read_number(struct compiler *compiler, const struct tree *node, double otherwise,
                                 const char *where)
{
    struct number_choice choice = {.attribute = NONE, .always = otherwise};
    const struct tree *bare = value_of(node);
    if (!bare || bare->faulty)
        return choice;
    if (!tree_get(bare, "by")) {
        choice.always = plain_number(bare, otherwise);
        return choice;
    }
    int attribute = chooser(compiler, bare, where);
    const struct tree **nodes = attribute == NONE ? NULL : cases(compiler, bare, attribute, where);
    if (!nodes)
        return choice;
    int count = compiler->model->attributes[attribute].value_count;
    double *numbers = arena_array(compiler->arena, (size_t)count, sizeof *numbers);
    for (int i = 0; numbers && i < count; i++)
        numbers[i] = nodes[i] ? plain_number(nodes[i], otherwise) : otherwise;
    choice.attribute = numbers ? attribute : NONE;
    choice.by_value = numbers;
    return choice;
}

static double share_for(const struct number_choice *share, int attribute, int value)
{
    if (share->attribute == NONE)
        return share->always;
    return share->by_value[share->attribute == attribute ? value : 1];
}

void check_shares(struct compiler *compiler, const struct tree *list, const struct number_choice *shares,
                  int count)
{
    for (int i = 0; i < count; i++) {
        if (shares[i].attribute == NONE)
            continue;
        const struct attribute *by = &compiler->model->attributes[shares[i].attribute];
        for (int value = 1; value < by->value_count; value++) {
            double sum = 0;
            for (int k = 0; k < count; k++)
                sum += share_for(&shares[k], shares[i].attribute, value);
            if (fabs(sum - 1) <= 1e-6)
                continue;
            fault_error(compiler->faults, FORMAT_SHARES, list->key_place,
                        "for %s '%s' the shares sum to %.9g (%.9g%%), not to 1", by->name, by->values[value],
                        sum, 100 * sum);
            return;
        }
    }
}

const struct setting *read_settings(struct compiler *compiler, const struct tree *map, int *count)
{
    *count = 0;
    if (!map || map->kind != TREE_MAP || map->faulty)
        return NULL;
    struct setting *settings = arena_array(compiler->arena, map->count, sizeof *settings);
    for (const struct tree *child = tree_first(map); settings && child; child = child->next) {
        int attribute = find_attribute(compiler->model, child->key);
        int value = attribute == NONE || !child->text
                        ? NONE
                        : find_value(&compiler->model->attributes[attribute], child->text);
        if (value != NONE)
            settings[(*count)++] = (struct setting){attribute, value};
    }
    return settings;
}

int64_t read_seconds(const struct tree *node, int64_t otherwise)
{
    double seconds = 0;
    return value_duration(node, &seconds) ? llround(seconds) : otherwise;
}
