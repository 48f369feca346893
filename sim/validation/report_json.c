/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "results/json_writer.h"
#include "validation/report.h"

static struct cJSON *interval(struct json_writer *json, const struct figure *seen)
{
    if (!seen->known || !seen->bounded)
        return json_null();
    struct cJSON *list = json_list(json);
    json_append(json, list, json_number(seen->low));
    json_append(json, list, json_number(seen->high));
    return list;
}

/* Kinds by name, in the order of enum expected_kind. */
static const char *const KINDS[] = {"value", "exactly", "within", "at_most", "published", "unlike"};

static struct cJSON *figure(struct json_writer *json, const struct finding *finding)
{
    const struct expected *expected = &finding->expected;
    struct cJSON *object = json_object(json);
    json_add_text(json, object, "figure", expected->figure);
    json_add_text(json, object, "kind", KINDS[expected->kind]);
    const bool sample = expected_of_sample(expected);
    if (expected->kind == EXPECTED_WITHIN || sample)
        json_add_number(json, object, "from", expected->low);
    if (expected->kind == EXPECTED_WITHIN || sample)
        json_add_number(json, object, "to", expected->high);
    if (expected->kind != EXPECTED_WITHIN)
        json_add_number(json, object, "expected", sample ? expected->value : expected->high);
    json_add_number(json, object, "seen", finding->seen.known ? finding->seen.value : (double)NAN);
    json_add(json, object, "ci", interval(json, &finding->seen));
    json_add_number(json, object, "error_caught", finding->error_seen);
    json_add_text(json, object, "judgement", report_judgement(finding->judgement));
    return object;
}

static struct cJSON *case_object(struct json_writer *json, const struct case_result *result)
{
    struct cJSON *object = json_object(json), *sets = json_list(json), *figures = json_list(json);
    json_add_text(json, object, "group", result->group->name);
    json_add_text(json, object, "case", result->of->name);
    json_add_text(json, object, "title", result->of->title);
    json_add_text(json, object, "source", result->of->source);
    json_add(json, object, "scenario", result->of->scenario ? json_text(result->of->scenario) : json_null());
    for (size_t i = 0; i < SETS_MAX && result->of->sets[i]; i++)
        json_append(json, sets, json_text(result->of->sets[i]));
    json_add(json, object, "set", sets);
    json_add_number(json, object, "replications", result->replications);
    json_add(json, object, "passed", json_boolean(!report_failed(result)));
    json_add(json, object, "trouble", *result->trouble ? json_text(result->trouble) : json_null());
    for (size_t i = 0; i < result->count; i++)
        json_append(json, figures, figure(json, &result->findings[i]));
    json_add(json, object, "figures", figures);
    return object;
}

static struct cJSON *rule_object(struct json_writer *json, const struct validation *validation)
{
    struct cJSON *object = json_object(json);
    json_add_number(json, object, "false_alarm", FALSE_ALARM);
    json_add_number(json, object, "level", validation->level);
    json_add_number(json, object, "error", validation->error);
    json_add_number(json, object, "power", POWER);
    return object;
}

char *report_json(const struct validation *validation)
{
    struct json_writer json = {.failed = false};
    struct cJSON *root = json_object(&json), *about = json_object(&json), *cases = json_list(&json);
    json_add_number(&json, about, "format", 1);
    json_add_text(&json, about, "version", CARTSIM_VERSION);
    json_add(&json, root, "cartsim", about);
    json_add(&json, root, "seed", json_whole(validation->seed));
    json_add(&json, root, "fast", json_boolean(validation->fast));
    json_add(&json, root, "rule", rule_object(&json, validation));
    json_add_number(&json, root, "figures", (double)validation->figures);
    json_add_number(&json, root, "wrong", (double)validation->wrong);
    json_add_number(&json, root, "not_sharp_enough", (double)validation->blunt);
    json_add_number(&json, root, "not_reproduced", (double)validation->unlike);
    json_add_number(&json, root, "failed_cases", (double)validation->failed_cases);
    for (size_t i = 0; i < validation->count; i++)
        json_append(&json, cases, case_object(&json, &validation->results[i]));
    json_add(&json, root, "cases", cases);
    return json_print(&json, root);
}
