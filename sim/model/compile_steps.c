/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compile_failures.h"
#include "model/compiler.h"

#include <string.h>

#include "laws/stream.h"

/* A resource by name at a node; complains when there is none, or when it is of the other kind. */
static int resource_at(struct compiler *compiler, const struct tree *node, const char *name,
                       const char *where, bool slots)
{
    struct model *model = compiler->model;
    int index = find_resource(model, name);
    if (index == NONE) {
        struct names known = {0};
        for (int i = 0; i < model->resource_count; i++)
            if (model->resources[i].is_slots == slots)
                names_suggest(compiler, &known, model->resources[i].name);
        complain_unknown(compiler, node, name, where, &known);
        return NONE;
    }
    compiler->resource_used[index] = true;
    if (model->resources[index].is_slots != slots) {
        fault_error(compiler->faults, FAULT_CLAIM, node->place,
                    slots ? "%s: '%s' has a capacity, not slots; ask for it with needs: or holds:"
                          : "%s: '%s' has slots, which are booked; write books: %s",
                    where, name, name);
        return NONE;
    }
    return index;
}

static void add_claim(struct compiler *compiler, const struct tree *node, const char *name, const char *where,
                      int64_t units, struct claim *claims, int *count)
{
    int resource = resource_at(compiler, node, name, where, false);
    if (resource == NONE)
        return;
    int capacity = compiler->model->resources[resource].capacity, place = 0;
    while (place < *count && claims[place].resource != resource)
        place++;
    int64_t all = units + (place < *count ? claims[place].units : 0);
    if (capacity != UNLIMITED && all > capacity)
        fault_error(compiler->faults, FAULT_CLAIM, node->place,
                    "%s: asks for %d of '%s', which has %d; this step could never start", where, (int)all,
                    name, capacity);
    else if (all > CLAIM_MAX)
        fault_error(compiler->faults, FAULT_CLAIM, node->place,
                    "%s: asks for %d of '%s'; a step may ask for %d", where, (int)all, name, CLAIM_MAX);
    else
        claims[place] = (struct claim){resource, (int)all};
    *count += place == *count && claims[place].units > 0;
}

/* One of them to keep and one to give back? Which is which could not be told. */
static void check_claims(struct compiler *compiler, const struct tree *node, const struct step *step)
{
    for (int i = 0; i < step->need_count; i++)
        for (int k = 0; k < step->hold_count; k++)
            if (step->needs[i].resource == step->holds[k].resource)
                fault_error(
                    compiler->faults, FAULT_CLAIM, value_of(tree_get(node, "holds"))->place,
                    "step '%s' both needs and holds '%s'; a step uses what it holds, write holds: alone",
                    step->name, compiler->model->resources[step->needs[i].resource].name);
}

/* How many items; of a text alone, that one. */
static size_t size_of(const struct tree *node)
{
    return node->kind == TREE_TEXT ? 1 : node->count;
}

/* needs: R | [R, S] | {R: 2} */
static const struct claim *read_claims(struct compiler *compiler, const struct tree *step, const char *key,
                                       int *count)
{
    const struct tree *node = value_of(tree_get(step, key));
    *count = 0;
    if (!node || node->faulty)
        return NULL;
    struct claim *claims = arena_array(compiler->arena, size_of(node), sizeof *claims);
    if (claims && node->kind == TREE_TEXT)
        add_claim(compiler, node, node->text, key, 1, claims, count);
    for (const struct tree *item = tree_first(node); claims && item; item = item->next) {
        int64_t units = 1;
        if (node->kind == TREE_MAP) {
            struct tree at = *item;
            at.place = item->key_place;
            value_whole(item, &units);
            add_claim(compiler, &at, item->key, key, units, claims, count);
        } else if (item->text) {
            add_claim(compiler, item, item->text, key, 1, claims, count);
        }
    }
    return claims;
}

static const struct booking *read_books(struct compiler *compiler, const struct tree *step, int *count)
{
    const struct tree *node = tree_get(step, "books");
    *count = 0;
    if (!node || node->faulty)
        return NULL;
    struct booking *books = arena_array(compiler->arena, size_of(node), sizeof *books);
    if (books && node->kind == TREE_TEXT) {
        books[0].resource = resource_at(compiler, node, node->text, "books", true);
        *count = books[0].resource != NONE;
    }
    for (const struct tree *item = tree_first(node); books && item && node->kind == TREE_MAP;
         item = item->next) {
        struct tree at = *item;
        at.place = item->key_place;
        struct booking *book = &books[*count];
        const struct tree *within = tree_first(tree_get(item, "within"));
        book->resource = resource_at(compiler, &at, item->key, "books", true);
        book->within_from = read_seconds(within, 0);
        book->within_to = read_seconds(within ? within->next : NULL, INT64_MAX / 4);
        *count += book->resource != NONE;
    }
    return books;
}

static const int *read_releases(struct compiler *compiler, const struct tree *step, int *count)
{
    const struct tree *node = tree_get(step, "releases");
    *count = 0;
    if (!node || node->faulty)
        return NULL;
    int *releases = arena_array(compiler->arena, size_of(node), sizeof *releases);
    const struct tree *item = node->kind == TREE_LIST ? tree_first(node) : node;
    for (; releases && item; item = node->kind == TREE_LIST ? item->next : NULL) {
        int resource = item->text ? resource_at(compiler, item, item->text, "releases", false) : NONE;
        if (resource != NONE)
            releases[(*count)++] = resource;
    }
    return releases;
}

/* One attribute's condition: a value, or a list of which any will do. */
static bool read_condition(struct compiler *compiler, const struct tree *node, struct condition *condition)
{
    struct model *model = compiler->model;
    struct tree at = *node;
    at.place = node->key_place;
    condition->attribute = attribute_at(compiler, &at, node->key, "when");
    if (condition->attribute == NONE)
        return false;
    const struct attribute *attribute = &model->attributes[condition->attribute];
    bool *allowed = arena_array(compiler->arena, (size_t)attribute->value_count, sizeof *allowed);
    const struct tree *item = node->kind == TREE_LIST ? tree_first(node) : node;
    for (; allowed && item; item = node->kind == TREE_LIST ? item->next : NULL) {
        int value = item->text ? find_value(attribute, item->text) : NONE;
        if (value != NONE) {
            allowed[value] = true;
        } else if (item->text) {
            suspect_value(compiler, item, item->text, attribute);
        }
    }
    condition->allowed = allowed;
    return allowed != NULL;
}

static void read_gate(struct compiler *compiler, const struct tree *node, struct step *step)
{
    const struct tree *when = tree_get(node, "when");
    step->has_chance = tree_get(node, "chance") != NULL;
    step->chance = read_number(compiler, tree_get(node, "chance"), 1, "chance");
    if (!when || when->faulty)
        return;
    struct condition *conditions = arena_array(compiler->arena, when->count, sizeof *conditions);
    for (const struct tree *item = first_entry(when); conditions && item; item = item->next)
        if (read_condition(compiler, item, &conditions[step->when_count]))
            step->when_count++;
    step->when = conditions;
}

static void read_demands(struct compiler *compiler, const struct tree *node, struct step *step)
{
    step->notice = read_law(compiler, tree_get(node, "notice"), "notice");
    value_boolean(tree_get(node, "fit"), &step->fit);
    step->books = read_books(compiler, node, &step->book_count);
    step->needs = read_claims(compiler, node, "needs", &step->need_count);
    step->holds = read_claims(compiler, node, "holds", &step->hold_count);
    check_claims(compiler, node, step);
    step->releases = read_releases(compiler, node, &step->release_count);
}

static void read_routes(struct compiler *compiler, const struct tree *node, struct step *step)
{
    const struct tree *list = tree_get(node, "one_of");
    size_t errors = cartsim_faults_errors(compiler->faults);
    int count = 0;
    struct number_choice *shares = arena_array(compiler->arena, (size_t)step->route_count, sizeof *shares);
    for (const struct tree *branch = tree_first(list); shares && branch; branch = branch->next)
        shares[count++] = read_number(compiler, tree_get(branch, "share"), 0, "share");
    if (cartsim_faults_errors(compiler->faults) == errors)
        check_shares(compiler, list, shares, count);
    step->route_shares = shares;
}

static void read_consequences(struct compiler *compiler, const struct tree *node, int index)
{
    struct step *step = &compiler->model->steps[index];
    const struct tree *leaves = tree_get(node, "leaves");
    int64_t times = 1;
    step->has_fails = tree_get(node, "fails") != NULL;
    step->fails = read_number(compiler, tree_get(node, "fails"), 0, "fails");
    step->on_failure = read_failure(compiler, tree_get(node, "on_failure"), index, "on_failure");
    step->on_refusal = read_failure(compiler, tree_get(node, "on_refusal"), index, "on_refusal");
    step->sets = read_settings(compiler, tree_get(node, "sets"), &step->set_count);
    step->every = read_law(compiler, tree_get(node, "every"), "every");
    value_whole(tree_get(node, "times"), &times);
    step->times = law_given(&step->every) ? (int)times : 1;
    step->leaves = leaves ? outcome_index(compiler, leaves) : NONE;
    value_number(tree_get(node, "cost"), &step->cost);
}

void compile_steps(struct compiler *compiler)
{
    for (int i = 0; i < compiler->model->step_count; i++) {
        struct step *step = &compiler->model->steps[i];
        const struct tree *node = compiler->step_nodes[i];
        read_gate(compiler, node, step);
        read_demands(compiler, node, step);
        step->takes = read_law(compiler, tree_get(node, "takes"), "takes");
        value_boolean(tree_get(node, "each_time"), &step->each_time);
        read_routes(compiler, node, step);
        read_consequences(compiler, node, i);
    }
}

void compile_purposes(struct compiler *compiler)
{
    static const char *const aspects[ASPECT_COUNT] = {"chance", "notice", "takes", "fails", "route", "every"};
    struct model *model = compiler->model;
    for (int i = 0; i < model->step_count; i++) {
        struct step *step = &model->steps[i];
        uint64_t *purposes =
            arena_array(compiler->arena, (size_t)model->class_count * ASPECT_COUNT, sizeof *purposes);
        const char *name = luck_name(compiler, step);
        for (int class = 0; name && purposes && class < model->class_count; class ++)
            for (int aspect = 0; aspect < ASPECT_COUNT; aspect++)
                purposes[class * ASPECT_COUNT + aspect] =
                    stream_purpose(model->classes[class].name, name, aspects[aspect]);
        step->purposes = purposes;
    }
}
