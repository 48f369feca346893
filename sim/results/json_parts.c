/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/json_parts.h"

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
