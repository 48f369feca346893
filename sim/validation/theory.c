/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/theory.h"

#include <gsl/gsl_randist.h>

double erlang_b(int c, double a)
{
    double b = 1;
    for (int k = 1; k <= c; k++)
        b = a * b / (k + a * b);
    return b;
}

double erlang_c(int c, double a)
{
    double b = erlang_b(c, a);
    return b / (1 - a / c * (1 - b));
}

double poisson(int k, double mean)
{
    return gsl_ran_poisson_pdf((unsigned)k, mean);
}

void birth_death(const double *birth, const double *death, int states, double *p)
{
    double sum = 1;
    p[0] = 1;
    for (int k = 1; k < states; k++)
        sum += p[k] = p[k - 1] * birth[k - 1] / death[k];
    for (int k = 0; k < states; k++)
        p[k] /= sum;
}

/* States are taken out from the last; what went through one goes on to where it led, in proportion. */
void chain_law(double *rate, int states, double *p)
{
    for (int last = states - 1; last > 0; last--) {
        double out = 0;
        for (int to = 0; to < last; to++)
            out += rate[last * states + to];
        for (int from = 0; from < last; from++) {
            double share = rate[from * states + last] /= out;
            for (int to = 0; share > 0 && to < last; to++)
                rate[from * states + to] += share * rate[last * states + to];
        }
    }
    double sum = p[0] = 1;
    for (int state = 1; state < states; state++) {
        p[state] = 0;
        for (int from = 0; from < state; from++)
            p[state] += p[from] * rate[from * states + state];
        sum += p[state];
    }
    for (int state = 0; state < states; state++)
        p[state] /= sum;
}

double mean_of(const double *p, int states)
{
    double sum = 0;
    for (int k = 0; k < states; k++)
        sum += k * p[k];
    return sum;
}

double tail_of(const double *p, int states, int k)
{
    double sum = 0;
    for (int i = k; i < states; i++)
        sum += p[i];
    return sum;
}

void expect_levels(struct expectations *to, const char *resource, double least, const double *p, int states)
{
    int top = 0;
    while (top + 1 < states && tail_of(p, states, top + 1) >= 2 * least)
        top++;
    for (int k = 0; k < top; k++)
        if (p[k] >= least)
            expect(to, p[k], "resources.%s.share_of_time[%d]", resource, k);
    expect(to, tail_of(p, states, top), "resources.%s.share_of_time[%d..]", resource, top);
}
