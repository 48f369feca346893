/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/json_parts.h"

#include <math.h>

#include "results/response_words.h"

#include <stdio.h>

struct cJSON *json_about(struct json_writer *writer)
{
    struct cJSON *about = json_object(writer);
    json_add_number(writer, about, "format", 1);
    json_add_text(writer, about, "version", CARTSIM_VERSION);
    return about;
}

struct cJSON *json_estimate(struct json_writer *writer, struct figure figure)
{
    if (!figure.known)
        return json_null();
    struct cJSON *object = json_object(writer);
    json_add_number(writer, object, "value", figure.value);
    if (!figure.bounded) {
        json_add(writer, object, "ci", json_null());
        return object;
    }
    struct cJSON *interval = json_list(writer);
    json_append(writer, interval, json_number(figure.low));
    json_append(writer, interval, json_number(figure.high));
    json_add(writer, object, "ci", interval);
    return object;
}

struct cJSON *json_scenario(struct json_writer *writer, const struct scenario *scenario, const char *name)
{
    struct cJSON *object = json_object(writer), *sets = json_list(writer);
    for (size_t i = 0; i < scenario->set_count; i++)
        json_append(writer, sets, json_text(scenario->sets[i]));
    json_add_text(writer, object, "name", name);
    json_add_text(writer, object, "file", scenario->path);
    json_add_text(writer, object, "sha256", scenario->sha256);
    json_add(writer, object, "set", sets);
    return object;
}

const char *json_verdict(enum comparison_verdict verdict)
{
    static const char *const verdicts[] = {"none", "same", "lower", "higher", "unclear", "needs_more"};
    return verdicts[verdict];
}

static void ledger_words(const struct model *model, const struct ledger_key *key, char *what, size_t size)
{
    switch (key->cause) {
    case CAUSE_TAKES: snprintf(what, size, "takes"); break;
    case CAUSE_NOTICE: snprintf(what, size, "notice"); break;
    case CAUSE_JOINS: snprintf(what, size, "joins"); break;
    case CAUSE_CLOSED: snprintf(what, size, "closed"); break;
    case CAUSE_WAITS_FOR: snprintf(what, size, "waits_for:%s", model->resources[key->of].name); break;
    case CAUSE_UNFIT: snprintf(what, size, "unfit:%s", model->risks[key->of].name); break;
    }
}

const char *json_home_of(const struct model *model, const struct step *step)
{
    return step->pathway != NONE ? model->pathways[step->pathway].name : model->risks[step->risk].name;
}

struct cJSON *json_ledger(struct json_writer *writer, const struct model *model,
                          const struct measure_part *part)
{
    struct cJSON *list = json_list(writer);
    for (int i = 0; i < part->made_of_count; i++) {
        const struct ledger_key *key = &model->ledger_keys[part->made_of[i].key];
        const struct step *step = &model->steps[key->step];
        char what[1024]; /* a name of the format (100 characters) and some words */
        ledger_words(model, key, what, sizeof what);
        struct cJSON *line = json_object(writer);
        json_add_text(writer, line, "pathway", json_home_of(model, step));
        json_add_text(writer, line, "step", step->name);
        json_add_text(writer, line, "what", what);
        json_add(writer, line, "mean", json_estimate(writer, part->made_of[i].mean));
        json_append(writer, list, line);
    }
    return list;
}

static struct cJSON *precision_figure(struct json_writer *writer, const struct precision_goal *goal)
{
    struct cJSON *object = json_object(writer);
    json_add_text(writer, object, "figure", goal->figure);
    json_add_text(writer, object, "unit", response_unit_name(goal->response.unit));
    json_add_number(writer, object, "asked", goal->asked);
    json_add_number(writer, object, "half_width", goal->known ? goal->half : (double)NAN);
    json_add(writer, object, "reached", json_boolean(goal->reached));
    json_add_number(writer, object, "more_replications", goal->more_known ? goal->more : (double)NAN);
    return object;
}

struct cJSON *json_precision(struct json_writer *writer, const struct precision *precision)
{
    struct cJSON *object = json_object(writer), *figures = json_list(writer);
    json_add_number(writer, object, "max_replications", precision->most);
    json_add(writer, object, "reached", json_boolean(precision->reached));
    for (size_t i = 0; i < precision->count; i++)
        json_append(writer, figures, precision_figure(writer, &precision->goals[i]));
    json_add(writer, object, "figures", figures);
    return object;
}
