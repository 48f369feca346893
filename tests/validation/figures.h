/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_FIGURES_H
#define CARTSIM_TESTS_FIGURES_H

#include "support/centre.h"

/*
 * Figures of many independent replications, held against theory.
 *
 * A figure is sum x / sum n over replications: a mean over patients weighs each patient alike. Its standard
 * error is made from the replications alone (ratio estimator, Cochran 1977, Sampling Techniques, ch. 6), so
 * that it holds however the patients of one replication depend on each other.
 *
 * Error rate. A figure fails when it lies more than ERRORS_ALLOWED standard errors from theory. Student's t
 * with REPLICATIONS - 1 degrees of freedom does so once in 120 000 figures of a right simulator. Seeds are
 * fixed: what passed once passes as long as no draw changes.
 *
 * Power. figures_agree_sharply asks besides that 2% of the expected value be ERRORS_SEEN standard errors: a
 * simulator wrong by 2% is then caught with probability P(Z > 4.5 - 6.5) = 0.977 by that figure alone, one
 * wrong by 3% practically always.
 */
enum { REPLICATIONS = 500, FIGURES_MAX = 40 };
static const double ERRORS_ALLOWED = 4.5, ERRORS_SEEN = 6.5, ERROR_TO_SEE = 0.02;
/* Times are whole seconds: with laws of about a day a figure may be off by less than this share of itself. */
static const double ROUNDING = 1e-5;

struct figure_seen {
    char name[40];
    double x[REPLICATIONS], n[REPLICATIONS];
};

struct figures {
    struct figure_seen list[FIGURES_MAX];
    int count;
    uint32_t replication; /* the one that is being looked at */
};

static inline int figures_find(const struct figures *figures, const char *name)
{
    int at = 0;
    while (at < figures->count && strcmp(figures->list[at].name, name) != 0)
        at++;
    return at;
}

/* Puts down what the replication at hand says of a figure. */
static inline void figures_see(struct figures *figures, const char *name, double x, double n)
{
    int at = figures_find(figures, name);
    assert_true(at < FIGURES_MAX);
    if (at == figures->count)
        snprintf(figures->list[figures->count++].name, sizeof figures->list[at].name, "%s", name);
    figures->list[at].x[figures->replication] = x;
    figures->list[at].n[figures->replication] = n;
}

/* What a test reads off a replication. */
typedef void look_function(struct figures *figures, const struct centre *centre, const void *context);

/* Runs REPLICATIONS of a centre and looks at each, with its event rows or without. Free it with free(). */
static inline struct figures *figures_collect_from(struct centre *centre, uint64_t seed, bool with_rows,
                                                   look_function *look, const void *context)
{
    struct figures *figures = calloc(1, sizeof *figures);
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(figures);
    assert_non_null(simulation);
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        enum simulation_result result =
            simulation_run(simulation, seed, r, with_rows, with_rows, NULL, centre->seen);
        assert_int_equal(result, SIMULATION_DONE);
        figures->replication = r;
        look(figures, centre, context);
    }
    simulation_free(simulation);
    return figures;
}

static inline struct figures *figures_collect(struct centre *centre, uint64_t seed, look_function *look,
                                              const void *context)
{
    return figures_collect_from(centre, seed, false, look, context);
}

struct estimate {
    double value, error;
};

static inline struct estimate figures_estimate(const struct figures *figures, const char *name)
{
    int at = figures_find(figures, name);
    if (at == figures->count)
        fail_msg("nobody looked at '%s'", name);
    const struct figure_seen *seen = &figures->list[at];
    double x = 0, n = 0, squares = 0;
    for (int r = 0; r < REPLICATIONS; r++) {
        x += seen->x[r];
        n += seen->n[r];
    }
    if (!(n > 0))
        fail_msg("there is no data for '%s'", name);
    for (int r = 0; r < REPLICATIONS; r++) {
        double rest = seen->x[r] - x / n * seen->n[r];
        squares += rest * rest;
    }
    return (struct estimate){x / n, sqrt(squares * REPLICATIONS / (REPLICATIONS - 1)) / n};
}

static inline void figures_agree(const struct figures *figures, const char *name, double expected)
{
    struct estimate seen = figures_estimate(figures, name);
    double allowed = ERRORS_ALLOWED * seen.error + ROUNDING * fabs(expected);
    if (!(fabs(seen.value - expected) <= allowed))
        fail_msg("%s is %.6g, theory says %.6g: %.1f standard errors of %.2g apart", name, seen.value,
                 expected, (seen.value - expected) / seen.error, seen.error);
}

/* The same, of a figure by which an error of 2% would be caught. */
static inline void figures_agree_sharply(const struct figures *figures, const char *name, double expected)
{
    struct estimate seen = figures_estimate(figures, name);
    figures_agree(figures, name, expected);
    if (!(ERRORS_SEEN * seen.error <= ERROR_TO_SEE * fabs(expected)))
        fail_msg("%s: a standard error of %.2g%% would not catch an error of 2%%; run it longer", name,
                 100 * seen.error / fabs(expected));
}

/* A scenario with numbers of the test filled in. */
__attribute__((format(printf, 1, 2))) static inline struct centre *centre_with(const char *format, ...)
{
    char yaml[8192];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(yaml, sizeof yaml, format, arguments);
    va_end(arguments);
    assert_true(length > 0 && length < (int)sizeof yaml);
    return centre_open(yaml, NULL);
}

/* ---- what most tests look at */

/* The share of a series that is at most so many days. */
static inline void look_at_share(struct figures *figures, const char *name, const struct series *series,
                                 double days)
{
    double within = 0;
    assert_true(series->count <= SERIES_KEPT);
    for (uint32_t i = 0; i < series->count; i++)
        within += (double)series_value(series, i) <= days * DAY;
    figures_see(figures, name, within, (double)series->count);
}

static inline const struct series *waits_for(const struct centre *centre, int resource)
{
    return &centre->seen->series[centre->series.asked + resource];
}

#endif
