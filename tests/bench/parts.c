/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/parts.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "engine/heap.h"
#include "laws/law.h"
#include "laws/stream.h"

enum { LUCK = 1024, HOUR = 3600, DAY = 86400 };

struct part {
    void (*go)(struct part *part);
    uint64_t turns;
    /* of a queue */
    uint32_t pending;
    struct heap heap;
    uint64_t pushed;
    /* of a law */
    struct arena arena;
    const struct law *law;
    double uniforms[LUCK];
    int64_t delays[LUCK]; /* exponential ones */
};

/* ---- the event queue */

static void hold(struct part *part)
{
    for (uint64_t turn = 0; turn < part->turns; turn++) {
        struct event event = heap_pop(&part->heap);
        heap_put(&part->heap, event.time + part->delays[turn % LUCK],
                 event_order(PHASE_END, part->pushed++, 0), 0, 0);
    }
}

static bool fill_queue(struct part *part)
{
    bool fine = true;
    heap_clear(&part->heap);
    for (uint32_t i = 0; i < part->pending && fine; i++)
        fine = heap_put(&part->heap, part->delays[i % LUCK], event_order(PHASE_END, part->pushed++, 0), 0, 0);
    return fine;
}

/* ---- the random stream */

static void draw_uniforms(struct part *part)
{
    double sum = 0;
    for (uint64_t turn = 0; turn < part->turns; turn++)
        sum += stream_uniform(part->pushed, 12345, (uint32_t)turn, 0);
    measure_keep(sum);
}

/* ---- laws */

static void draw_seconds(struct part *part)
{
    int64_t sum = 0;
    for (uint64_t turn = 0; turn < part->turns; turn++)
        sum += law_seconds(part->law, part->uniforms[turn % LUCK]);
    measure_keep((double)sum);
}

static const double values[] = {5 * DAY, 6 * DAY, 7 * DAY, 8 * DAY, 9 * DAY, 11 * DAY, 14 * DAY, 21 * DAY};
static const double weights[] = {1, 4, 9, 6, 4, 3, 2, 1};
enum { VALUES = sizeof values / sizeof *values };

static const struct law_of {
    const char *name;
    struct law_spec spec;
} laws[] = {
    {"uniform", {.kind = LAW_UNIFORM, .parameter = {14 * DAY, 28 * DAY}}},
    {"triangular", {.kind = LAW_TRIANGULAR, .parameter = {14 * DAY, 17 * DAY, 28 * DAY}}},
    {"pert, inverted", {.kind = LAW_PERT, .parameter = {14 * DAY, 17 * DAY, 28 * DAY}}},
    {"exponential", {.kind = LAW_EXPONENTIAL, .parameter = {10 * DAY}}},
    {"erlang, inverted", {.kind = LAW_ERLANG, .parameter = {2, 10 * DAY}}},
    {"gamma, inverted", {.kind = LAW_GAMMA, .parameter = {10 * DAY, 6.3245553 * DAY}}},
    {"lognormal", {.kind = LAW_LOGNORMAL, .parameter = {5 * DAY, 2 * DAY}}},
    {"lognormal, truncated",
     {.kind = LAW_LOGNORMAL, .parameter = {5 * DAY, 2 * DAY}, .has_max = true, .max = 15 * DAY}},
    {"weibull", {.kind = LAW_WEIBULL, .parameter = {10 * DAY, 5 * DAY}}},
    {"normal, truncated", {.kind = LAW_NORMAL, .parameter = {10 * DAY, 4 * DAY}, .has_min = true}},
    {"empirical, 8 values", {.kind = LAW_EMPIRICAL, .values = values, .count = VALUES}},
    {"discrete, 8 values", {.kind = LAW_DISCRETE, .values = values, .weights = weights, .count = VALUES}},
};
enum { LAWS = sizeof laws / sizeof *laws, PERT = 2, EXPONENTIAL = 3, ERLANG = 4, GAMMA = 5, LOGNORMAL = 6 };

static const struct law *build(struct part *part, const struct law_spec *spec)
{
    const char *problem;
    return law_build(&part->arena, spec, &problem);
}

/* A short stay or, for one in four, a long one. */
static const struct law *build_mixture(struct part *part)
{
    const double shares[] = {3, 1};
    const struct law *of[] = {build(part, &laws[EXPONENTIAL].spec), build(part, &laws[LOGNORMAL].spec)};
    return of[0] && of[1]
               ? build(part, &(struct law_spec){.kind = LAW_MIXTURE, .of = of, .weights = shares, .count = 2})
               : NULL;
}

static const struct law *build_shifted(struct part *part)
{
    const struct law *of[] = {build(part, &laws[LOGNORMAL].spec)};
    return of[0] ? build(part, &(struct law_spec){.kind = LAW_SHIFTED, .parameter = {3 * DAY}, .of = of})
                 : NULL;
}

/* By its table, as a run draws that has many patients. */
static const struct law *tabulated(struct part *part, const struct law *law)
{
    return law ? law_tabulated(&part->arena, law) : NULL;
}

static const struct law *tabulate_pert(struct part *part)
{
    return tabulated(part, build(part, &laws[PERT].spec));
}

static const struct law *tabulate_erlang(struct part *part)
{
    return tabulated(part, build(part, &laws[ERLANG].spec));
}

static const struct law *tabulate_gamma(struct part *part)
{
    return tabulated(part, build(part, &laws[GAMMA].spec));
}

static const struct law *tabulate_mixture(struct part *part)
{
    return tabulated(part, build_mixture(part));
}

/* ---- all of them */

static bool run(void *context)
{
    struct part *part = context;
    part->go(part);
    return true;
}

static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* As many turns as take a hundredth of a second or two. */
static void choose_turns(struct item *item)
{
    struct part *part = item->context;
    double took = 0;
    for (part->turns = 1000; took < 0.01; part->turns *= 2) {
        double began = processor_seconds();
        part->go(part);
        took = processor_seconds() - began;
    }
    item->units = (double)part->turns;
}

static struct part *add(struct item *item, const char *name, void (*go)(struct part *part))
{
    struct part *part = calloc(1, sizeof *part);
    *item = (struct item){.name = name, .run = run, .context = part};
    if (!part)
        return NULL;
    part->go = go;
    arena_init(&part->arena, 0);
    for (uint32_t i = 0; i < LUCK; i++) {
        part->uniforms[i] = stream_uniform(1, 2, i, 0);
        part->delays[i] = 1 + (int64_t)(-HOUR * log(part->uniforms[i]));
    }
    return part;
}

static bool add_law(struct item *item, const char *name, const struct law *(*make)(struct part *part),
                    const struct law_spec *spec)
{
    struct part *part = add(item, name, draw_seconds);
    if (part)
        part->law = make ? make(part) : build(part, spec);
    return part && part->law;
}

static bool add_queue(struct item *item, const char *name, uint32_t pending)
{
    struct part *part = add(item, name, hold);
    if (!part)
        return false;
    part->pending = pending;
    return fill_queue(part);
}

bool parts_open(struct item *items)
{
    struct item *next = items;
    bool fine = add_queue(next++, "event queue, 16 pending", 16) &&
                add_queue(next++, "event queue, 64 pending", 64) &&
                add_queue(next++, "event queue, 256 pending", 256) &&
                add_queue(next++, "event queue, 4096 pending", 4096) &&
                add(next++, "uniform, addressed", draw_uniforms);
    for (size_t i = 0; i < LAWS && fine; i++)
        fine = add_law(next++, laws[i].name, NULL, &laws[i].spec);
    fine = fine && add_law(next++, "mixture, inverted", build_mixture, NULL) &&
           add_law(next++, "shifted lognormal", build_shifted, NULL) &&
           add_law(next++, "pert, table", tabulate_pert, NULL) &&
           add_law(next++, "erlang, table", tabulate_erlang, NULL) &&
           add_law(next++, "gamma, table", tabulate_gamma, NULL) &&
           add_law(next++, "mixture, table", tabulate_mixture, NULL);
    _Static_assert(4 + 1 + LAWS + 2 + 4 == PARTS, "as many as the header says");
    for (size_t i = 0; i < PARTS && fine; i++)
        choose_turns(&items[i]);
    return fine;
}

void parts_close(struct item *items)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = items[i].context;
        if (part) {
            heap_free(&part->heap);
            arena_release(&part->arena);
        }
        free(part);
    }
}
