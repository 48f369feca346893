/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/selection.h"

#include <math.h>
#include <stdlib.h>

/* ---- walks */

double selection_eta(double error, unsigned first)
{
    return (pow(2 * error, -2 / (double)(first - 1)) - 1) / 2;
}

static double h2_of(double error)
{
    return 2 * selection_eta(error, SELECTION_FIRST) * (SELECTION_FIRST - 1);
}

/* The first observations: their mean and squared distances (Welford 1962), exactly 0 when all are equal. */
static void learn(struct walk *walk, double value, double zone)
{
    double away = value - walk->mean;
    walk->mean += away / walk->seen;
    walk->squares += away * (value - walk->mean);
    walk->zone += zone;
    if (walk->seen == SELECTION_FIRST)
        walk->zone /= SELECTION_FIRST;
}

void walk_add(struct walk *walk, double value, double zone, double h2)
{
    walk->seen++;
    walk->sum += value;
    if (walk->seen <= SELECTION_FIRST)
        learn(walk, value, zone);
    if (walk->seen < SELECTION_FIRST || walk->side || !(walk->zone > 0))
        return;
    double variance = walk->squares / (SELECTION_FIRST - 1);
    double bound = fmax(0, h2 * variance / (2 * walk->zone) - walk->zone * walk->seen / 2);
    walk->side = walk->sum >= bound ? 1 : walk->sum <= -bound ? -1 : 0;
}

void selection_test_add(struct selection_test *test, struct selection_slack slack, double h2)
{
    struct walk *walk = test->walks;
    walk_add(walk, slack.slack, slack.zone, h2);
    signed char said = walk->side;
    double wider = 1;
    for (int level = 1; level < SELECTION_LEVELS; level++) {
        wider *= LEVEL_WIDER;
        double moved = (wider - 1) * slack.zone;
        walk_add(++walk, slack.slack - moved, wider * slack.zone, h2);
        said = said ? said : walk->side > 0 ? 1 : 0;
        walk_add(++walk, slack.slack + moved, wider * slack.zone, h2);
        said = said ? said : walk->side < 0 ? -1 : 0;
    }
    test->side = test->side ? test->side : said;
}

/* ---- memory */

bool selection_open(struct selection *selection, size_t candidates, size_t targets, double confidence,
                    bool certain_costs)
{
    double error = 1 - confidence, of_targets = certain_costs ? error : error / 2;
    size_t others = candidates > 1 ? candidates - 1 : 1;
    *selection = (struct selection){
        .candidates = candidates,
        .targets = targets,
        .h2_targets = h2_of(of_targets / ((double)candidates * (double)targets * SELECTION_LEVELS)),
        .h2_costs = h2_of(error / 2 / (double)others),
        .of = calloc(candidates, sizeof *selection->of),
        .pairs = calloc(candidates * others / 2 + 1, sizeof *selection->pairs),
    };
    bool fine = selection->of && selection->pairs;
    for (size_t i = 0; fine && i < candidates; i++) {
        selection->of[i].verdict = VERDICT_UNDECIDED;
        selection->of[i].targets = calloc(targets, sizeof *selection->of[i].targets);
        fine = selection->of[i].targets != NULL;
    }
    return fine;
}

void selection_close(struct selection *selection)
{
    for (size_t i = 0; selection->of && i < selection->candidates; i++) {
        free(selection->of[i].targets);
        free(selection->of[i].costs);
    }
    free(selection->of);
    free(selection->pairs);
    *selection = (struct selection){.candidates = 0};
}

/* ---- targets */

static bool keep_cost(struct selection_candidate *candidate, double cost)
{
    if (candidate->seen == candidate->room) {
        size_t room = candidate->room ? 2 * candidate->room : SELECTION_FIRST;
        double *costs = realloc(candidate->costs, room * sizeof *costs);
        if (!costs)
            return false;
        candidate->costs = costs;
        candidate->room = room;
    }
    candidate->costs[candidate->seen++] = cost;
    return true;
}

/* Of several targets that are missed at once, the one that is furthest from its bound, in zones. */
static double shortfall(const struct selection_test *test)
{
    return test->side < 0 ? -test->walks->sum / test->walks->zone : -HUGE_VAL;
}

static void judge(const struct selection *selection, struct selection_candidate *candidate)
{
    size_t met = 0, worst = 0;
    for (size_t t = 0; t < selection->targets; t++) {
        const struct selection_test *test = &candidate->targets[t];
        met += test->side > 0;
        worst = shortfall(test) > shortfall(&candidate->targets[worst]) ? t : worst;
        candidate->empty =
            candidate->empty || (test->walks->seen >= SELECTION_FIRST && !(test->walks->zone > 0));
    }
    if (candidate->targets[worst].side < 0) {
        candidate->verdict = VERDICT_MISSED;
        candidate->failed_first = worst;
    } else if (met == selection->targets)
        candidate->verdict = VERDICT_MET;
}

bool selection_add(struct selection *selection, size_t candidate, const struct selection_slack *slacks,
                   double cost)
{
    struct selection_candidate *at = &selection->of[candidate];
    if (!keep_cost(at, cost))
        return false;
    for (size_t t = 0; t < selection->targets; t++)
        selection_test_add(&at->targets[t], slacks[t], selection->h2_targets);
    if (at->verdict == VERDICT_UNDECIDED)
        judge(selection, at);
    return true;
}

/* ---- costs */

struct walk *selection_pair(const struct selection *selection, size_t i, size_t l)
{
    size_t low = i < l ? i : l, high = i < l ? l : i;
    return &selection->pairs[high * (high - 1) / 2 + low];
}

/* Whether i is known to cost less than l, or as much and to stand before it. */
static bool is_cheaper(const struct selection *selection, size_t i, size_t l)
{
    signed char side = selection_pair(selection, i, l)->side;
    return i < l ? side > 0 : side < 0;
}

static bool is_out(const struct selection_candidate *candidate)
{
    return candidate->verdict == VERDICT_MISSED || candidate->dearer;
}

static void compare(const struct selection *selection, size_t i, size_t l)
{
    struct walk *walk = selection_pair(selection, i, l);
    const struct selection_candidate *low = &selection->of[i < l ? i : l];
    const struct selection_candidate *high = &selection->of[i < l ? l : i];
    size_t both = low->seen < high->seen ? low->seen : high->seen;
    while (!walk->side && walk->seen < both)
        walk_add(walk, high->costs[walk->seen] - low->costs[walk->seen], selection->indifference,
                 selection->h2_costs);
}

/* One after the other, by those that are still in: so somebody remains. */
static void drop_dearer(struct selection *selection)
{
    for (size_t i = 0; i < selection->candidates; i++)
        for (size_t l = 0; l < selection->candidates; l++)
            if (l != i && selection_leads(selection, i) && !is_out(&selection->of[l]) &&
                is_cheaper(selection, i, l))
                selection->of[l].dearer = true;
}

void selection_decide(struct selection *selection)
{
    for (size_t l = 1; l < selection->candidates; l++)
        for (size_t i = 0; i < l; i++)
            if (!is_out(&selection->of[i]) && !is_out(&selection->of[l]))
                compare(selection, i, l);
    drop_dearer(selection);
}

bool selection_wants(const struct selection *selection, size_t candidate)
{
    const struct selection_candidate *at = &selection->of[candidate];
    if (is_out(at) || at->empty)
        return false;
    bool wants = at->verdict == VERDICT_UNDECIDED;
    for (size_t l = 0; !wants && l < selection->candidates; l++)
        wants = l != candidate && !is_out(&selection->of[l]) && !selection->of[l].empty &&
                !selection_pair(selection, candidate, l)->side;
    return wants;
}

bool selection_leads(const struct selection *selection, size_t candidate)
{
    return selection->of[candidate].verdict == VERDICT_MET && !selection->of[candidate].dearer;
}
