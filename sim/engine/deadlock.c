/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "engine/state.h"

/*
 * Patients who wait for each other. Whoever can go on by time alone, or could have all that it waits for, is
 * taken to give back in the end all that it keeps; again with that much more free, until nothing changes
 * (the reduction of Coffman, Elphick and Shoshani, System deadlocks, Computing Surveys 3:2, 1971, with units
 * and with queues in which nobody overtakes). Those who are left wait for each other, or behind such.
 *
 * A circle stays until one of its patients leaves, so it need not be looked for at every event: a look costs
 * about one event for each patient inside, and is taken when eight times as many events have gone by, and at
 * the end; and, that none be missed, before a risk takes away somebody who waits.
 */
enum { EVENTS_BETWEEN = 1000, LOOKS_SHARE = 8 };

struct look {
    const struct simulation *sim;
    int64_t *left;  /* [resource] units free once all who go on have given back */
    bool *goes;     /* [place in the pool] goes on in the end */
    bool *in_reach; /* [request] could be granted */
    uint32_t *rank; /* [place in the pool] on the way round, from 1; 0: not on it */
};

/* ---- who may go on */

/* The strand gets on without anybody's help. */
static bool moves(const struct strand *strand)
{
    return strand->step != NONE && strand->waiting != WAITING_QUEUE && strand->waiting != WAITING_FITNESS &&
           strand->waiting != WAITING_JOIN;
}

static bool all_in_reach(const struct look *look, const struct strand *strand)
{
    if (strand->step == NONE || strand->waiting != WAITING_QUEUE)
        return false;
    for (int32_t at = strand->request; at != NONE; at = look->sim->requests[at].sibling)
        if (!look->in_reach[at])
            return false;
    return true;
}

static bool can_go(const struct look *look, const struct patient *patient)
{
    for (int i = 0; i < look->sim->model->strand_count; i++)
        if (moves(&patient->strands[i]) || all_in_reach(look, &patient->strands[i]))
            return true;
    return false;
}

/* Capacity that may yet come counts: a closure ends, a unit is mended. */
static int64_t most_ever(const struct resource *resource)
{
    if (resource->is_slots || resource->capacity == UNLIMITED)
        return INT32_MAX;
    int most = resource->capacity;
    for (int i = 0; i < resource->closure_count; i++)
        if (resource->closures[i].capacity > most)
            most = resource->closures[i].capacity;
    return most;
}

/* Along the lines of a resource, up to the first who lacks units there: nobody overtakes it. */
static void reach_along(struct look *look, int resource)
{
    const struct simulation *sim = look->sim;
    bool held_up = false;
    for (int line = 0; line < PRIORITIES; line++)
        for (int32_t at = sim->units[resource].lines[line].first; at != NONE; at = sim->requests[at].after) {
            bool goes = look->goes[sim->requests[at].patient];
            held_up = held_up || (!goes && sim->requests[at].units > look->left[resource]);
            look->in_reach[at] = !held_up;
        }
}

/* One round; true when somebody more goes on. */
static bool let_go(struct look *look)
{
    const struct simulation *sim = look->sim;
    bool more = false;
    for (int i = 0; i < sim->model->resource_count; i++)
        reach_along(look, i);
    for (uint32_t i = 0; i < sim->inside_count; i++) {
        const struct patient *patient = sim->pool[sim->inside[i]];
        if (look->goes[patient->index] || !can_go(look, patient))
            continue;
        look->goes[patient->index] = more = true;
        for (int k = 0; k < sim->model->resource_count; k++)
            look->left[k] += patient->held[k];
    }
    return more;
}

/* ---- the circle among those who are left */

/* What keeps the patient: the first of its requests out of reach; NONE: it waits for no units at all. */
static int32_t obstacle(const struct look *look, const struct patient *patient)
{
    for (int i = 0; i < look->sim->model->strand_count; i++) {
        const struct strand *strand = &patient->strands[i];
        if (strand->step == NONE || strand->waiting != WAITING_QUEUE)
            continue;
        for (int32_t at = strand->request; at != NONE; at = look->sim->requests[at].sibling)
            if (!look->in_reach[at])
                return at;
    }
    return NONE;
}

static const struct patient *stuck_patient(const struct look *look, int keeping)
{
    for (uint32_t i = 0; i < look->sim->inside_count; i++) {
        const struct patient *patient = look->sim->pool[look->sim->inside[i]];
        if (!look->goes[patient->index] && (keeping == NONE || patient->held[keeping]))
            return patient;
    }
    return NULL;
}

/* Who stands in the way of the request: somebody before it in line who lacks units, else who keeps some. */
static const struct patient *in_the_way(const struct look *look, int32_t request)
{
    const struct simulation *sim = look->sim;
    const struct request *of = &sim->requests[request];
    if (of->units > look->left[of->wanted->resource])
        return stuck_patient(look, of->wanted->resource);
    for (int line = 0; line <= of->line; line++)
        for (int32_t at = of->wanted->lines[line].first; at != NONE; at = sim->requests[at].after)
            if (sim->requests[at].units > look->left[of->wanted->resource] &&
                !look->goes[sim->requests[at].patient])
                return sim->pool[sim->requests[at].patient];
    return NULL;
}

/* The strand that waits to be fit for what alone would make it fit; else the patient's own. */
static const struct strand *never_fit(const struct look *look, const struct patient *patient)
{
    const struct model *model = look->sim->model;
    for (int i = 0; i < model->strand_count; i++) {
        const struct strand *strand = &patient->strands[i];
        if (strand->step != NONE && strand->waiting == WAITING_FITNESS &&
            model->steps[strand->step].risk != NONE)
            return strand;
    }
    return &patient->strands[MAIN_STRAND];
}

static struct stuck describe(const struct look *look, const struct patient *patient)
{
    const struct simulation *sim = look->sim;
    int32_t request = obstacle(look, patient);
    if (request == NONE) {
        const struct strand *strand = never_fit(look, patient);
        return stuck_at(patient, strand->step, strand->arrived);
    }
    const struct request *of = &sim->requests[request];
    struct stuck stuck = stuck_at(patient, patient->strands[of->strand].step, of->asked);
    stuck.resource = of->wanted->resource;
    stuck.units = of->units;
    stuck.behind = of->units <= look->left[of->wanted->resource];
    return stuck;
}

/* From one who is left to who stands in its way, until somebody is met again: one who is in the circle.
 * Where nobody stands in the way, the patient is stuck alone. */
static const struct patient *somebody_within(struct look *look)
{
    const struct patient *at = stuck_patient(look, NONE);
    for (uint32_t rank = 1; at && !look->rank[at->index]; rank++) {
        look->rank[at->index] = rank;
        int32_t request = obstacle(look, at);
        const struct patient *next = request == NONE ? NULL : in_the_way(look, request);
        if (!next)
            return at;
        at = next;
    }
    return at;
}

static bool risk_may_strike(const struct simulation *sim, const struct patient *patient)
{
    for (int i = sim->model->strand_count; i < sim->timer_count; i++)
        if (timer_is_set(&patient->timers[i]))
            return true;
    return false;
}

/* Once round. Returns whether a risk may strike one of them, and so open the circle. */
static bool go_round(const struct look *look, const struct patient *first, struct tangle *tangle)
{
    const struct patient *at = first;
    bool may_open = false;
    *tangle = (struct tangle){0};
    do {
        struct stuck stuck = describe(look, at);
        if (tangle->count < TANGLE_SHOWN)
            tangle->who[tangle->count] = stuck;
        tangle->count++;
        tangle->since = stuck.since > tangle->since ? stuck.since : tangle->since;
        may_open = may_open || risk_may_strike(look->sim, at);
        int32_t request = obstacle(look, at);
        at = request == NONE ? NULL : in_the_way(look, request);
    } while (at && at != first);
    return may_open;
}

static void tell(struct simulation *sim, struct look *look, bool opens)
{
    struct tangle tangle;
    const struct patient *first = somebody_within(look);
    if (!first)
        return;
    if (!go_round(look, first, &tangle) && !opens) {
        fail(sim, SIMULATION_DEADLOCK);
        sim->tangle = tangle;
    } else if (sim->seen->tangle.count == 0)
        sim->seen->tangle = tangle;
}

/* ---- the look */

static bool begin(const struct simulation *sim, struct look *look)
{
    *look = (struct look){.sim = sim,
                          .left = calloc((size_t)sim->model->resource_count + 1, sizeof *look->left),
                          .goes = calloc((size_t)sim->pool_count + 1, sizeof *look->goes),
                          .in_reach = calloc((size_t)sim->request_room + 1, sizeof *look->in_reach),
                          .rank = calloc((size_t)sim->pool_count + 1, sizeof *look->rank)};
    if (!look->left || !look->goes || !look->in_reach || !look->rank)
        return false;
    for (int i = 0; i < sim->model->resource_count; i++)
        look->left[i] = most_ever(&sim->model->resources[i]) - sim->units[i].occupied;
    return true;
}

static void end(struct look *look)
{
    free(look->left);
    free(look->goes);
    free(look->in_reach);
    free(look->rank);
}

static void look_round(struct simulation *sim, bool opens)
{
    struct look look;
    uint64_t cost = sim->inside_count;
    if (begin(sim, &look)) {
        while (let_go(&look))
            cost += sim->inside_count;
        tell(sim, &look, opens);
    } else
        fail(sim, SIMULATION_NO_MEMORY);
    end(&look);
    sim->look_again = sim->events + cost;
    sim->look_at = sim->events + LOOKS_SHARE * cost + EVENTS_BETWEEN;
}

void deadlock_reset(struct simulation *sim)
{
    sim->look_again = 0;
    sim->look_at = sim->may_tangle ? EVENTS_BETWEEN : UINT64_MAX;
}

void deadlock_look(struct simulation *sim)
{
    look_round(sim, false);
}

void deadlock_look_before(struct simulation *sim, const struct patient *leaving)
{
    bool waits = false;
    for (int i = 0; i < sim->model->strand_count; i++)
        waits = waits || leaving->strands[i].request != NONE;
    if (waits && sim->seen->tangle.count == 0 && sim->events >= sim->look_again)
        look_round(sim, true);
}

/* Patients wait while they keep something; or a risk makes them unfit whose own steps must be met fit. */
static bool may_keep(const struct model *model, const struct step *step)
{
    bool inside = step->first_body != NONE || step->first_meanwhile != NONE || step->extended_count;
    bool fit_in_unfit = step->fit && step->risk != NONE && model->risks[step->risk].unfit;
    return step->hold_count || (step->need_count && inside) || fit_in_unfit;
}

bool deadlock_may_come(const struct model *model)
{
    for (int i = 0; i < model->step_count; i++)
        if (may_keep(model, &model->steps[i]))
            return true;
    return false;
}
