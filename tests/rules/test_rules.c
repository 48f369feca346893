/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <cjson/cJSON.h>
#include <glob.h>

#include "model/compile.h"
#include "results/results.h"
#include "scenario/values.h"
#include "support/centre.h"

/*
 * Each file of this folder shows one rule, or two that meet, with the answer worked out by hand in its
 * x-expect (README.md says how it is written). This program runs them all; each is a case of its own.
 */
enum { RULES_MAX = 500, LINE_MAX_LENGTH = 200 };

/* Days are printed with six digits. */
static bool is_day(double seen, double expected)
{
    return fabs(seen - expected) <= 1.5 / DAY + 1e-5 * fabs(expected);
}

/* What was asked, for the message when it is not so. */
struct asked {
    const char *file;
    const char *what; /* "starts of p-1" */
    char *story;      /* all events, a line each */
};

#define DIFFERS(asked, ...)                                                                                  \
    do {                                                                                                     \
        print_error("%s: %s: ", (asked)->file, (asked)->what);                                               \
        print_error(__VA_ARGS__);                                                                            \
        fail_msg("\n%s", (asked)->story);                                                                    \
    } while (0)

/* ---- events */

/* One line of the story: "p-1 3.5 stay.start". */
struct happened {
    char who[LINE_MAX_LENGTH], what[LINE_MAX_LENGTH];
    double day;
};

/* The next event of that patient from *line on, moved behind it; false: there is none. */
static bool next_event(const char **line, const char *who, struct happened *event)
{
    while (**line) {
        const char *end = strchr(*line, '\n');
        int used = sscanf(*line, "%199s %lf %199[^\n]", event->who, &event->day, event->what);
        *line = end + 1;
        if (used == 3 && strcmp(event->who, who) == 0)
            return true;
    }
    return false;
}

/* "3.5 stay, 7 home": takes one item and moves behind it; false at the end. */
static bool next_item(const char **list, double *day, char *what)
{
    int length = 0;
    while (**list == ' ' || **list == ',')
        ++*list;
    if (!**list)
        return false;
    if (sscanf(*list, "%lf %199[^,]%n", day, what, &length) != 2)
        fail_msg("'%s' is no list such as '0 stay, 3.5 home'", *list);
    *list += length;
    for (size_t end = strlen(what); end && what[end - 1] == ' ';)
        what[--end] = '\0';
    return true;
}

static bool ends_with(char *text, const char *ending)
{
    size_t length = strlen(text), cut = strlen(ending);
    if (length <= cut || strcmp(text + length - cut, ending) != 0)
        return false;
    text[length - cut] = '\0';
    return true;
}

/* All events of that ending, neither more nor fewer. */
static void check_all(const struct asked *asked, const char *who, const char *expected, const char *ending)
{
    const char *line = asked->story;
    struct happened event;
    char what[LINE_MAX_LENGTH];
    double day;
    while (next_event(&line, who, &event)) {
        if (!ends_with(event.what, ending))
            continue;
        if (!next_item(&expected, &day, what))
            DIFFERS(asked, "there is also %s at %g d", event.what, event.day);
        if (strcmp(what, event.what) != 0 || !is_day(event.day, day))
            DIFFERS(asked, "%s at %.6g d, expected %s at %.6g d", event.what, event.day, what, day);
    }
    if (next_item(&expected, &day, what))
        DIFFERS(asked, "%s at %.6g d did not come", what, day);
}

/* These events, in this order, among others. */
static void check_some(const struct asked *asked, const char *who, const char *expected)
{
    const char *line = asked->story;
    struct happened event;
    char what[LINE_MAX_LENGTH];
    double day;
    while (next_item(&expected, &day, what)) {
        bool found = false;
        while (!found && next_event(&line, who, &event))
            found = strcmp(what, event.what) == 0 && is_day(event.day, day);
        if (!found)
            DIFFERS(asked, "%s at %.6g d did not come, or not in this order", what, day);
    }
}

static void check_never(const struct asked *asked, const char *who, const char *what)
{
    const char *line = asked->story;
    struct happened event;
    while (next_event(&line, who, &event))
        if (strcmp(what, event.what) == 0)
            DIFFERS(asked, "%s came at %g d", what, event.day);
}

static void check_patient(struct asked *asked, const char *kind, const struct tree *of)
{
    char what[LINE_MAX_LENGTH];
    snprintf(what, sizeof what, "%s of %s", kind, of->key);
    asked->what = what;
    if (strcmp(kind, "starts") == 0)
        check_all(asked, of->key, of->text, ".start");
    else if (strcmp(kind, "exits") == 0)
        check_all(asked, of->key, of->text, ".exit");
    else if (strcmp(kind, "events") == 0)
        check_some(asked, of->key, of->text);
    else if (strcmp(kind, "never") == 0)
        check_never(asked, of->key, of->text);
    else
        fail_msg("%s: x-expect has no '%s'", asked->file, kind);
}

/* ---- figures of metrics.json */

static const cJSON *at(const cJSON *node, const char *path)
{
    char copy[LINE_MAX_LENGTH], *rest = copy;
    snprintf(copy, sizeof copy, "%s", path);
    while (rest && node) {
        char *slash = strchr(rest, '/');
        if (slash)
            *slash = '\0';
        node = cJSON_IsArray(node) ? cJSON_GetArrayItem(node, (int)strtol(rest, NULL, 10))
                                   : cJSON_GetObjectItemCaseSensitive(node, rest);
        rest = slash ? slash + 1 : NULL;
    }
    return node;
}

static void check_figure(struct asked *asked, const cJSON *root, const struct tree *of)
{
    const cJSON *node = at(root, of->key);
    double expected = 0;
    asked->what = of->key;
    if (cJSON_IsObject(node))
        node = cJSON_GetObjectItemCaseSensitive(node, "value");
    if (strcmp(of->text, "null") == 0 ? !cJSON_IsNull(node) : !node)
        DIFFERS(asked, "not as expected: %s", of->text);
    if (cJSON_IsString(node) && strcmp(node->valuestring, of->text) != 0)
        DIFFERS(asked, "is %s, expected %s", node->valuestring, of->text);
    if (!cJSON_IsNumber(node))
        return;
    assert_true(value_number(of, &expected));
    if (fabs(node->valuedouble - expected) > 1e-5 + 1e-6 * fabs(expected))
        DIFFERS(asked, "is %.9g, expected %.9g", node->valuedouble, expected);
}

static void check_figures(struct asked *asked, struct centre *centre, const struct tree *figures)
{
    char *text =
        results_json(centre_estimate(centre, centre->model->run.seed, centre->model->run.replications),
                     centre->scenario);
    cJSON *root = cJSON_Parse(text);
    assert_non_null(root);
    for (const struct tree *child = tree_first(figures); child; child = child->next)
        check_figure(asked, root, child);
    cJSON_Delete(root);
    free(text);
}

/* ---- a file */

/* Keys that begin with x- are put aside when a scenario is read. */
static const struct tree *expectations(const struct tree *root)
{
    const struct tree *note = root->notes;
    while (note && strcmp(note->key, "x-expect") != 0)
        note = note->next;
    return note;
}

static void check_file(void **state)
{
    const char *file = *state;
    struct centre *centre = centre_open_file(file, NULL);
    const struct tree *expect = expectations(centre->scenario->root);
    struct asked asked = {.file = file};
    if (!tree_first(expect))
        fail_msg("%s expects nothing: write x-expect", file);
    centre_run(centre, centre->model->run.seed, 0);
    asked.story = centre_story(centre);
    for (const struct tree *kind = tree_first(expect); kind; kind = kind->next)
        for (const struct tree *child = tree_first(kind); child && strcmp(kind->key, "figures") != 0;
             child = child->next)
            check_patient(&asked, kind->key, child);
    if (tree_get(expect, "figures"))
        check_figures(&asked, centre, tree_get(expect, "figures"));
    free(asked.story);
    centre_close(centre);
}

int main(void)
{
    static struct CMUnitTest tests[RULES_MAX];
    glob_t files;
    size_t count = 0;
    if (glob("tests/rules/*.yaml", 0, NULL, &files) != 0)
        return 1;
    for (; count < files.gl_pathc && count < RULES_MAX; count++)
        tests[count] = (struct CMUnitTest){.name = files.gl_pathv[count],
                                           .test_func = check_file,
                                           .initial_state = files.gl_pathv[count]};
    int failed = _cmocka_run_group_tests("rules", tests, count, NULL, NULL);
    globfree(&files);
    return failed;
}
