/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/generate.h"

#include <stdarg.h>
#include <string.h>

enum { RESOURCES = 4, ATTRIBUTES = 2, RISKS = 3, NAMES = 60, LISTS = 6, SIBLINGS = 8, PATHWAYS = 2 };

/* The resource that may be held over steps. Only steps in line ask for it: what becomes of a request when the
 * patient comes to hold more, or less, in a branch beside it, the reference does not say. */
enum { HELD = 0 };

/* What is made up so far. */
struct making {
    struct sketch *sketch;
    int root;
    int resources, attributes, risks, steps, outcomes;
    bool has_unfit, exact;
    int capacity[RESOURCES];
    bool bounded[RESOURCES], slots[RESOURCES];
    bool in_risk;
    int names[LISTS][SIBLINGS], written[LISTS], list_depth; /* of each list around, its steps so far */
    int branch_depth;                                       /* lists before this one are beyond the branch */
    int held;                                               /* a resource to be released, or -1 */
    int first_step[PATHWAYS + 1];
};

/* ---- chance. Draw twice in the arguments of one call, and each compiler makes up other scenarios. */

static uint64_t draw(struct sketch *sketch)
{
    uint64_t z = sketch->random += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static int below(struct making *m, int number)
{
    return (int)(draw(m->sketch) % (uint64_t)number);
}

static bool chance(struct making *m, int percent)
{
    return below(m, 100) < percent;
}

/* ---- values */

static const char *pick(struct making *m, const char *const *of, int count)
{
    return of[below(m, count)];
}

static const char *round_duration(struct making *m)
{
    static const char *const durations[] = {"1 d", "2 d",  "3 d",  "1 d", "2 d",
                                            "5 d", "12 h", "36 h", "8 h", "0 d"};
    return pick(m, durations, 10);
}

static const char *law(struct making *m)
{
    static const char *const laws[] = {"{empirical: [1 d, 2 d, 3 d, 3 d]}",
                                       "{discrete: [{value: 1 d, weight: 1}, {value: 2 d, weight: 2}]}",
                                       "{exponential: {mean: 3 d}}",
                                       "{uniform: {min: 0 d, max: 4 d}}",
                                       "{triangular: {min: 1 d, mode: 2 d, max: 6 d}}",
                                       "{lognormal: {median: 2 d, p90: 5 d}}",
                                       "{gamma: {mean: 3 d, sd: 2 d}}",
                                       "{shifted: {by: 1 d, of: {exponential: {mean: 1 d}}}}"};
    return pick(m, laws, m->exact ? 2 : 8);
}

/* A duration below `parent`: round ones, so that many things fall on one instant, laws, and by attribute. */
static void duration(struct making *m, int parent, const char *key)
{
    if (m->attributes && chance(m, 10)) {
        int map = sketch_map(m->sketch, parent, key);
        sketch_text(m->sketch, map, "by", "a%d", below(m, m->attributes));
        sketch_text(m->sketch, map, "v1", "%s", round_duration(m));
        sketch_text(m->sketch, map, "otherwise", "%s", law(m));
    } else {
        sketch_text(m->sketch, parent, key, "%s", chance(m, 65) ? round_duration(m) : law(m));
    }
}

static void probability(struct making *m, int parent, const char *key)
{
    static const int percents[] = {20, 40, 50, 70, 0, 100};
    if (m->attributes && chance(m, 15)) {
        int map = sketch_map(m->sketch, parent, key);
        sketch_text(m->sketch, map, "by", "a%d", below(m, m->attributes));
        sketch_text(m->sketch, map, "v0", "%d%%", percents[below(m, 6)]);
        sketch_text(m->sketch, map, "otherwise", "%d%%", percents[below(m, 4)]);
    } else {
        sketch_text(m->sketch, parent, key, "%d%%", percents[below(m, chance(m, 80) ? 4 : 6)]);
    }
}

static void sets(struct making *m, int parent)
{
    if (!m->attributes)
        return;
    int map = sketch_map(m->sketch, parent, "sets");
    const char *name = m->attributes > 1 && chance(m, 50) ? "a1" : "a0";
    sketch_text(m->sketch, map, name, "v%d", below(m, 3));
}

/* ---- steps */

static void steps(struct making *m, int list, int most);

static void outcome(struct making *m, int parent)
{
    sketch_text(m->sketch, parent, "leaves", "lost%d", below(m, 3));
}

/* A step to which a repeat may go: of this list or of one around it, mostly within the branch. */
static int repeat_target(struct making *m)
{
    int least = chance(m, 25) ? 0 : m->branch_depth, depth = least + below(m, m->list_depth - least);
    return m->names[depth][below(m, m->written[depth])];
}

static void failure(struct making *m, int parent, int depth)
{
    int kind = below(m, depth < 2 ? 10 : 4);
    if (chance(m, 20))
        sets(m, parent);
    if (kind < 3) {
        outcome(m, parent);
    } else if (kind < 4) {
        sketch_text(m->sketch, parent, "continues", "true");
    } else if (kind < 8) {
        sketch_text(m->sketch, parent, "repeat", "s%d", repeat_target(m));
        sketch_text(m->sketch, parent, "at_most", "%d", 1 + below(m, 2));
        failure(m, sketch_map(m->sketch, parent, "then"), depth + 1);
    } else {
        int list = sketch_list(m->sketch, parent, "one_of");
        static const int shares[] = {30, 70};
        for (int i = 0; i < 2; i++) {
            int branch = sketch_map(m->sketch, list, "");
            sketch_text(m->sketch, branch, "share", "%d%%", shares[i]);
            failure(m, branch, depth + 1);
        }
    }
}

/* A resource with units that this step may ask for, or -1. */
static int some_units(struct making *m)
{
    int resource = below(m, m->resources);
    bool in_line = m->list_depth == 1 && !m->in_risk;
    return m->slots[resource] || (resource == HELD && !in_line) ? -1 : resource;
}

static void claim(struct making *m, int map, int resource)
{
    char name[SKETCH_KEY];
    snprintf(name, sizeof name, "r%d", resource);
    sketch_text(m->sketch, map, name, "%d", m->capacity[resource] > 1 && chance(m, 20) ? 2 : 1);
}

/* KNOWN: who is refused units after an appointment that was attended needs none at the next step. */
static void claims(struct making *m, int step, bool books)
{
    int resource = some_units(m), other = chance(m, 35) ? some_units(m) : -1;
    if (resource < 0)
        return;
    bool holds = resource == HELD && m->held < 0 && chance(m, 60);
    if (holds)
        m->held = resource;
    int map = sketch_map(m->sketch, step, holds ? "holds" : "needs");
    claim(m, map, resource);
    if (other >= 0 && other != resource && other != m->held)
        claim(m, holds ? sketch_map(m->sketch, step, "needs") : map, other);
    if (m->bounded[resource] && !books && chance(m, 50))
        failure(m, sketch_map(m->sketch, step, "on_refusal"), 0);
}

/* One appointment, or two with a window. */
static bool books(struct making *m, int step)
{
    static const char *const windows[] = {"[0 d, 3 d]", "[1 d, 2 d]", "[1 d, 10 d]", "[0 d, 0 d]"};
    int first = below(m, m->resources), second = below(m, m->resources);
    if (!m->slots[first])
        return false;
    char name[SKETCH_KEY];
    int map = sketch_map(m->sketch, step, "books");
    snprintf(name, sizeof name, "r%d", first);
    sketch_text(m->sketch, map, name, "{}");
    if (m->slots[second] && second != first) {
        snprintf(name, sizeof name, "r%d", second);
        sketch_text(m->sketch, map, name, "{within: %s}", pick(m, windows, 4));
    }
    if (m->bounded[first] && chance(m, 50))
        failure(m, sketch_map(m->sketch, step, "on_refusal"), 0);
    return true;
}

static void gate(struct making *m, int step)
{
    if (chance(m, 12))
        probability(m, step, "chance");
    if (m->attributes && chance(m, 10)) {
        char name[SKETCH_KEY];
        snprintf(name, sizeof name, "a%d", below(m, m->attributes));
        int when = sketch_map(m->sketch, step, "when");
        if (chance(m, 50))
            sketch_text(m->sketch, when, name, "v1");
        else
            sketch_text(m->sketch, when, name, "[v0, v2]");
    }
}

static void inner(struct making *m, int step)
{
    if (m->list_depth < 3 && m->steps < NAMES / 3 && chance(m, 15))
        steps(m, sketch_list(m->sketch, step, "steps"), 3);
    if (m->list_depth < 3 && m->steps < NAMES / 3 && chance(m, 15)) {
        int before = m->branch_depth;
        m->branch_depth = m->list_depth;
        steps(m, sketch_list(m->sketch, step, "meanwhile"), 2);
        m->branch_depth = before;
    }
}

static void route(struct making *m, int step)
{
    static const int shares[] = {40, 60};
    int list = sketch_list(m->sketch, step, "one_of");
    for (int i = 0; i < 2; i++) {
        int branch = sketch_map(m->sketch, list, "");
        sketch_text(m->sketch, branch, "share", "%d%%", shares[i]);
        if (chance(m, 80))
            steps(m, sketch_list(m->sketch, branch, "steps"), 2);
    }
}

static void ending(struct making *m, int step)
{
    if (chance(m, 15)) {
        probability(m, step, "fails");
        failure(m, sketch_map(m->sketch, step, "on_failure"), 0);
    }
    if (chance(m, 12))
        sets(m, step);
    if (m->list_depth < 3 && m->steps < NAMES / 3 && chance(m, 8))
        route(m, step);
    if (chance(m, 6)) {
        duration(m, step, "every");
        sketch_text(m->sketch, step, "times", "%d", 2 + below(m, 3));
    }
    if (chance(m, 2))
        outcome(m, step);
}

static void one_step(struct making *m, int list)
{
    int step = sketch_map(m->sketch, list, ""), name = m->steps++;
    sketch_text(m->sketch, step, "step", "s%d", name);
    m->names[m->list_depth - 1][m->written[m->list_depth - 1]++] = name;
    gate(m, step);
    if (chance(m, 12))
        duration(m, step, "notice");
    if (m->has_unfit && !m->in_risk && chance(m, 25))
        sketch_text(m->sketch, step, "fit", "true");
    bool booked = m->resources && chance(m, 20) && books(m, step);
    if (m->resources && chance(m, 45))
        claims(m, step, booked);
    if (m->held >= 0 && m->list_depth == 1 && !m->in_risk && chance(m, 30)) {
        sketch_text(m->sketch, step, "releases", "r%d", m->held);
        m->held = -1;
    }
    if (chance(m, 75))
        duration(m, step, "takes");
    inner(m, step);
    ending(m, step);
    if (m->branch_depth == m->list_depth - 1 && m->branch_depth > 0 && chance(m, 20))
        sketch_text(m->sketch, step, "each_time", "true");
}

static void steps(struct making *m, int list, int most)
{
    m->written[m->list_depth++] = 0;
    for (int i = 0, count = 1 + below(m, most); i < count; i++)
        one_step(m, list);
    m->list_depth--;
}

/* ---- the rest */

static void opening(struct making *m, int resource)
{
    static const char *const hours[] = {"mon-fri 08:00-16:00", "mon-sun 06:00-18:00",
                                        "\"mon,wed 00:00-24:00\"", "[mon-thu 20:00-24:00, sat 00:00-12:00]"};
    if (chance(m, 15) && !m->exact)
        sketch_text(m->sketch, resource, "opens", "%s", pick(m, hours, 4));
    if (chance(m, 15)) {
        int breaks = sketch_map(m->sketch, resource, "breaks");
        sketch_text(m->sketch, breaks, "after", "%s",
                    chance(m, 50) || m->exact ? "10 d" : "{exponential: {mean: 8 d}}");
        sketch_text(m->sketch, breaks, "for", "%s",
                    chance(m, 50) || m->exact ? "2 d" : "{uniform: {min: 1 h, max: 3 d}}");
    }
}

static void closures(struct making *m, int resource)
{
    int list = sketch_list(m->sketch, resource, "closures");
    for (int i = 0, count = 1 + below(m, 2); i < count; i++) {
        int closure = sketch_map(m->sketch, list, ""), from = 6 + below(m, 15);
        sketch_text(m->sketch, closure, "from", "2025-01-%02d", from);
        sketch_text(m->sketch, closure, "to", "2025-01-%02d", from + 1 + below(m, 9));
        if (chance(m, 40))
            sketch_text(m->sketch, closure, "capacity", "%d", below(m, 3));
    }
}

static void units(struct making *m, int resource, int index)
{
    m->capacity[index] = 1 + below(m, 3);
    if (chance(m, 8))
        sketch_text(m->sketch, resource, "capacity", "unlimited");
    else
        sketch_text(m->sketch, resource, "capacity", "%d", m->capacity[index]);
    if (chance(m, 15))
        sketch_text(m->sketch, resource, "order", "fifo");
    opening(m, resource);
}

static void slots(struct making *m, int resource)
{
    static const char *const weeks[] = {"{mon: 1}", "{mon: 1, thu: 2}", "{mon-fri: 1}",
                                        "{tue: 2, sat-sun: 1}", "{mon-sun: 1}"};
    sketch_text(m->sketch, resource, "slots", "%s", pick(m, weeks, 5));
    if (chance(m, 30))
        sketch_text(m->sketch, resource, "at", "\"09:00\"");
    if (chance(m, 30)) {
        int held = sketch_map(m->sketch, resource, "held_back");
        sketch_text(m->sketch, held, "count", "%d", 1 + below(m, 2));
        sketch_text(m->sketch, held, "released", "%d d", below(m, 4));
    }
}

static void resources(struct making *m)
{
    m->resources = below(m, RESOURCES + 1);
    int map = m->resources ? sketch_map(m->sketch, m->root, "resources") : -1;
    for (int i = 0; i < m->resources; i++) {
        char name[SKETCH_KEY];
        snprintf(name, sizeof name, "r%d", i);
        int resource = sketch_map(m->sketch, map, name);
        m->slots[i] = i != HELD && chance(m, 35) && !m->exact;
        if (m->slots[i])
            slots(m, resource);
        else
            units(m, resource, i);
        m->bounded[i] = chance(m, 15);
        if (m->bounded[i])
            sketch_text(m->sketch, resource, "max_queue", "%d", below(m, 3));
        if (chance(m, 20) && !m->exact)
            closures(m, resource);
    }
}

static void arrivals(struct making *m, int class)
{
    int map = sketch_map(m->sketch, class, "arrivals"), kind = below(m, m->exact ? 3 : 4);
    if (kind < 2) {
        int list = sketch_list(m->sketch, map, "at");
        const char *unit = chance(m, 70) ? "d" : "h";
        for (int i = 0, count = 1 + below(m, 8); i < count; i++)
            sketch_text(m->sketch, list, "", "%d %s", below(m, 20), unit);
        return;
    }
    if (kind == 2) {
        sketch_text(m->sketch, map, "every", "%s",
                    chance(m, 50) || m->exact ? "2 d" : "{exponential: {mean: 2 d}}");
    } else {
        sketch_text(m->sketch, map, "rate", "%d per day", 1 + below(m, 2));
        if (chance(m, 30))
            sketch_text(m->sketch, map, "days", "mon-fri");
    }
    sketch_text(m->sketch, map, "limit", "%d", 4 + below(m, 10));
}

static void attributes(struct making *m, int class)
{
    int map = m->attributes ? sketch_map(m->sketch, class, "attributes") : -1;
    for (int i = 0; i < m->attributes; i++) {
        char name[SKETCH_KEY];
        snprintf(name, sizeof name, "a%d", i);
        int kind = below(m, 4);
        if (kind == 0)
            sketch_text(m->sketch, map, name, "v%d", below(m, 3));
        else if (kind < 3)
            sketch_text(m->sketch, map, name, "{one_of: {v0: 30%%, v1: 30%%, v2: 40%%}}");
    }
}

static void classes(struct making *m, int pathways)
{
    int map = sketch_map(m->sketch, m->root, "patients");
    for (int i = 0, count = 1 + below(m, 3); i < count; i++) {
        char name[SKETCH_KEY];
        snprintf(name, sizeof name, "c%d", i);
        int class = sketch_map(m->sketch, map, name);
        sketch_text(m->sketch, class, "pathway", "p%d", below(m, pathways));
        if (chance(m, 50))
            sketch_text(m->sketch, class, "priority", "%d", below(m, 4));
        arrivals(m, class);
        attributes(m, class);
    }
}

static void moment(struct making *m, int risk, const char *key, int first, int last)
{
    static const char *const moments[] = {"arrive", "start", "end"};
    if (last <= first || chance(m, 20))
        return;
    int step = first + below(m, last - first);
    sketch_text(m->sketch, risk, key, "s%d.%s", step, pick(m, moments, 3));
}

static void strikes(struct making *m, int risk)
{
    if (chance(m, 50) && !m->exact) {
        sketch_text(m->sketch, risk, "rate", "%d per month", 1 + below(m, 12));
        if (m->attributes && chance(m, 40)) {
            int factors = sketch_map(m->sketch, risk, "multiplied_by");
            sketch_text(m->sketch, factors, "a0", "{v0: 2, v1: 0.5}");
        }
    } else {
        probability(m, risk, "chance");
        if (chance(m, 80))
            duration(m, risk, "after");
    }
}

static void one_risk(struct making *m, int map, int index, bool unfit, int pathway)
{
    char name[SKETCH_KEY];
    snprintf(name, sizeof name, "k%d", index);
    int first = m->first_step[pathway], last = m->first_step[pathway + 1];
    int risk = sketch_map(m->sketch, map, name), some = first + below(m, last - first + 1);
    moment(m, risk, "from", first, some);
    moment(m, risk, "until", some, last);
    strikes(m, risk);
    bool has_steps = chance(m, unfit ? 90 : 60), ends = !unfit && (!has_steps || chance(m, 30));
    if (chance(m, 30) && has_steps)
        sketch_text(m->sketch, risk, "recurs", "true");
    if (unfit)
        sketch_text(m->sketch, risk, "unfit", "true");
    if (chance(m, 20))
        sets(m, risk);
    if (has_steps) {
        m->in_risk = true;
        steps(m, sketch_list(m->sketch, risk, "steps"), 2);
        m->in_risk = false;
        if (chance(m, 30))
            sketch_text(m->sketch, risk, "extends_stay", "s%d", first + below(m, last - first));
    }
    if (ends)
        outcome(m, risk);
}

static void run(struct making *m)
{
    int map = sketch_map(m->sketch, m->root, "run");
    sketch_text(m->sketch, map, "start", "2025-01-06");
    sketch_text(m->sketch, map, "warmup", "%d d", below(m, 3) * 2);
    sketch_text(m->sketch, map, "horizon", "%d d", 10 + below(m, 20));
    sketch_text(m->sketch, map, "follow", "%d d", 50 + 100 * below(m, 2));
    sketch_text(m->sketch, map, "seed", "%d", below(m, 1000));
    sketch_text(m->sketch, map, "replications", "1");
}

static void measures(struct making *m, int pathways)
{
    int map = sketch_map(m->sketch, m->root, "measures"), pathway = below(m, pathways);
    sketch_text(m->sketch, map, "m0", "{from: referral, to: exit}");
    int first = m->first_step[pathway], last = m->first_step[pathway + 1],
        from = first + below(m, last - first);
    int to = from + below(m, last - from);
    sketch_text(m->sketch, map, "m1", "{from: s%d.arrive, to: s%d.end}", from, to);
    sketch_text(m->sketch, map, "m2", "{from: s%d.start, to: s%d.end, first: true}", from, to);
}

static void make(struct making *m)
{
    m->attributes = below(m, ATTRIBUTES + 1);
    m->risks = below(m, RISKS + 1);
    m->has_unfit = m->risks > 0 && chance(m, 50);
    run(m);
    resources(m);
    int pathways = 1 + below(m, PATHWAYS);
    classes(m, pathways);
    int map = sketch_map(m->sketch, m->root, "pathways");
    for (int i = 0; i < pathways; i++) {
        char name[SKETCH_KEY];
        snprintf(name, sizeof name, "p%d", i);
        m->held = -1;
        steps(m, sketch_list(m->sketch, map, name), 5);
        m->first_step[i + 1] = m->steps;
    }
    int risks = m->risks ? sketch_map(m->sketch, m->root, "risks") : -1;
    for (int i = 0; i < m->risks; i++)
        one_risk(m, risks, i, m->has_unfit && i == 0, below(m, pathways));
    measures(m, pathways);
}

void generate(struct sketch *sketch, uint64_t seed)
{
    struct making m = {.sketch = sketch, .root = -1, .held = -1};
    sketch->random = seed;
    make(&m);
}

void generate_exact(struct sketch *sketch, uint64_t seed)
{
    struct making m = {.sketch = sketch, .root = -1, .held = -1, .exact = true};
    sketch->random = seed;
    make(&m);
}

static void station(struct making *m, int resources, int list, int index, bool row)
{
    char name[SKETCH_KEY];
    snprintf(name, sizeof name, "r%d", index);
    int resource = sketch_map(m->sketch, resources, name);
    sketch_text(m->sketch, resource, "capacity", "%d", 1 + below(m, 3));
    sketch_text(m->sketch, resource, "order", "fifo");
    int step = sketch_map(m->sketch, list, "");
    sketch_text(m->sketch, step, "step", "s%d", index);
    sketch_text(m->sketch, step, "needs", "r%d", index);
    sketch_text(m->sketch, step, "takes", "%s", row ? round_duration(m) : law(m));
}

void generate_line(struct sketch *sketch, uint64_t seed)
{
    struct making m = {.sketch = sketch, .root = -1, .held = -1};
    sketch->random = seed;
    bool row = chance(&m, 50);
    run(&m);
    classes(&m, 1);
    int resources = sketch_map(sketch, m.root, "resources");
    int list = sketch_list(sketch, sketch_map(sketch, m.root, "pathways"), "p0");
    if (!row) {
        int before = sketch_map(sketch, list, "");
        sketch_text(sketch, before, "step", "before");
        sketch_text(sketch, before, "takes", "%s", law(&m));
    }
    for (int i = 0, count = row ? 2 + below(&m, 2) : 1; i < count; i++)
        station(&m, resources, list, i, row);
}
