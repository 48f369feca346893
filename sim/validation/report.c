/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/report.h"

#include <math.h>

const char *report_judgement(enum judgement judgement)
{
    static const char *const words[] = {[JUDGED_RIGHT] = "right",
                                        [JUDGED_WRONG] = "wrong",
                                        [JUDGED_BLUNT] = "not sharp enough",
                                        [JUDGED_UNLIKE] = "not reproduced"};
    return words[judgement];
}

bool report_failed(const struct case_result *result)
{
    return result->wrong || result->blunt || *result->trouble;
}

/* What was expected, in about the width of a column. */
static void expected_words(const struct expected *expected, char *text, size_t size)
{
    if (expected->kind == EXPECTED_WITHIN)
        snprintf(text, size, "%.4g to %.4g", expected->low, expected->high);
    else if (expected->kind == EXPECTED_AT_MOST)
        snprintf(text, size, "<= %.4g", expected->high);
    else if (expected_of_sample(expected))
        snprintf(text, size, "%.4g (%.3g to %.3g)", expected->value, expected->low, expected->high);
    else
        snprintf(text, size, "%.5g", expected->value);
}

static void interval_words(const struct finding *finding, char *text, size_t size)
{
    *text = '\0';
    if (finding->seen.bounded &&
        (finding->expected.kind == EXPECTED_VALUE || expected_of_sample(&finding->expected)))
        snprintf(text, size, "%.5g to %.5g", finding->seen.low, finding->seen.high);
}

static void error_words(const struct finding *finding, char *text, size_t size)
{
    *text = '\0';
    if (isfinite(finding->error_seen))
        snprintf(text, size, "%.2g%%", 100 * finding->error_seen);
}

bool report_case(FILE *to, const struct case_result *result)
{
    fprintf(to, "%s/%s: %s\n  %s\n", result->group->name, result->of->name, result->of->title,
            result->of->source);
    for (size_t i = 0; i < result->count; i++) {
        const struct finding *finding = &result->findings[i];
        char expected[48], interval[64], error[32];
        expected_words(&finding->expected, expected, sizeof expected);
        interval_words(finding, interval, sizeof interval);
        error_words(finding, error, sizeof error);
        fprintf(to, "  %-42s %10s %10.5g  %-20s %6s  %s\n", finding->expected.figure, expected,
                finding->seen.value, interval, error, report_judgement(finding->judgement));
    }
    if (*result->trouble)
        fprintf(to, "  could not be run: %s\n", result->trouble);
    fprintf(to, "  %s\n\n", report_failed(result) ? "FAILED" : "passed");
    return !ferror(to);
}

bool report_end(FILE *to, const struct validation *validation)
{
    fprintf(to,
            "%zu cases, %zu figures: %zu wrong, %zu not sharp enough; %zu cases failed.\n"
            "Columns: what theory or the publication says, what the simulator says, its interval of level\n"
            "1 - %.2g, and the error that this would have caught nine times in ten (at most %.0f%% is "
            "allowed,\nbut where what was published is itself of a sample: its interval of 95%% stands "
            "behind it).\n",
            validation->count, validation->figures, validation->wrong, validation->blunt,
            validation->failed_cases, validation->level, 100 * validation->error);
    if (validation->unlike)
        fprintf(to, "Published figures that are not reproduced: %zu; docs/published.md says why.\n",
                validation->unlike);
    return !ferror(to);
}

static void list_group(FILE *to, const struct validation_group *group)
{
    size_t figures = 0, with_interval = 0;
    for (size_t i = 0; i < group->count; i++)
        figures += validation_figures(&group->cases[i], &with_interval);
    fprintf(to, "%s: %s (%zu cases, %zu figures)\n", group->name, group->title, group->count, figures);
    for (size_t i = 0; i < group->count; i++)
        fprintf(to, "  %s/%-20s %s\n", group->name, group->cases[i].name, group->cases[i].title);
}

bool report_list(FILE *to)
{
    for (size_t g = 0; g < validation_group_count; g++)
        list_group(to, validation_groups[g]);
    return !ferror(to);
}

/* ---- Markdown */

struct tally {
    size_t cases, figures, failed, unlike;
    double error; /* the largest that would not have been seen */
};

static double bluntest(const struct case_result *result)
{
    double error = 0;
    for (size_t i = 0; i < result->count; i++)
        error = fmax(error, result->findings[i].error_seen);
    return error;
}

static struct tally tally_of(const struct validation *validation, const struct validation_group *group)
{
    struct tally tally = {0};
    for (size_t i = 0; i < validation->count; i++) {
        const struct case_result *result = &validation->results[i];
        if (result->group != group)
            continue;
        tally.cases++;
        tally.figures += result->count;
        tally.failed += report_failed(result);
        tally.unlike += result->unlike;
        tally.error = fmax(tally.error, bluntest(result));
    }
    return tally;
}

static void write_error(FILE *to, double error)
{
    if (error > 0)
        fprintf(to, " %.1f%% |", 100 * error);
    else
        fprintf(to, " - |");
}

/* What became of a group or a case, and how many published figures it does not reproduce. */
static void write_outcome(FILE *to, const char *passed, const char *failed, size_t failures, size_t unlike)
{
    if (failures)
        fprintf(to, " **%s** |\n", failed);
    else if (unlike)
        fprintf(to, " %s, not reproduced: %zu |\n", passed, unlike);
    else
        fprintf(to, " %s |\n", passed);
}

static void write_groups(FILE *to, const struct validation *validation)
{
    fprintf(to, "| group | cases | figures | caught 9 times in 10 | |\n|---|---|---|---|---|\n");
    for (size_t g = 0; g < validation_group_count; g++) {
        struct tally tally = tally_of(validation, validation_groups[g]);
        if (!tally.cases)
            continue;
        fprintf(to, "| %s | %zu | %zu |", validation_groups[g]->title, tally.cases, tally.figures);
        write_error(to, tally.error);
        char failed[32];
        snprintf(failed, sizeof failed, "%zu failed", tally.failed);
        write_outcome(to, "all passed", failed, tally.failed, tally.unlike);
    }
}

static void write_cases(FILE *to, const struct validation *validation)
{
    fprintf(to,
            "| case | what | whose answer | figures | caught 9 times in 10 | |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < validation->count; i++) {
        const struct case_result *result = &validation->results[i];
        fprintf(to, "| %s/%s | %s | %s | %zu |", result->group->name, result->of->name, result->of->title,
                result->of->source, result->count);
        write_error(to, bluntest(result));
        write_outcome(to, "passed", "failed", report_failed(result), result->unlike);
    }
}

static void write_figures(FILE *to, const struct validation *validation)
{
    fprintf(to, "| case | figure | theory or publication | simulator | interval | caught | |\n"
                "|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < validation->count; i++) {
        const struct case_result *result = &validation->results[i];
        for (size_t k = 0; k < result->count; k++) {
            const struct finding *finding = &result->findings[k];
            char expected[48], interval[64], error[32];
            expected_words(&finding->expected, expected, sizeof expected);
            interval_words(finding, interval, sizeof interval);
            error_words(finding, error, sizeof error);
            fprintf(to, "| %s/%s | %s | %s | %.5g | %s | %s | %s |\n", result->group->name, result->of->name,
                    finding->expected.figure, expected, finding->seen.value, interval, error,
                    report_judgement(finding->judgement));
        }
        if (*result->trouble)
            fprintf(to, "| %s/%s | could not be run: %s | | | | | wrong |\n", result->group->name,
                    result->of->name, result->trouble);
    }
}

bool report_markdown(FILE *to, const struct validation *validation)
{
    fprintf(
        to,
        "# Validation of cartsim %s\n\n"
        "%zu cases with %zu figures; %zu cases failed. Seed %llu%s.\n\n"
        "A figure is wrong when its interval of level 1 - %.2g does not cover what it should be, and not "
        "sharp enough when an error of %.0f%% would be caught less than nine times in ten. A published "
        "figure "
        "of a sample has its own interval of 95%%, which the simulator's must meet; %zu are not reproduced. "
        "Times are in days.\n\n",
        CARTSIM_VERSION, validation->count, validation->figures, validation->failed_cases,
        (unsigned long long)validation->seed, validation->fast ? ", a fast run" : "", validation->level,
        100 * validation->error, validation->unlike);
    fprintf(to, "## Groups\n\n<!-- groups -->\n");
    write_groups(to, validation);
    fprintf(to, "<!-- /groups -->\n\n## Cases\n\n<!-- cases -->\n");
    write_cases(to, validation);
    fprintf(to, "<!-- /cases -->\n\n## Figures\n\n<!-- figures -->\n");
    write_figures(to, validation);
    fprintf(to, "<!-- /figures -->\n");
    return !ferror(to);
}
