/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/agree.h"

#include <unistd.h>

#include "model/compile.h"
#include "properties/plain.h"
#include "support/test.h"

static struct scenario *read_text(const char *yaml, struct cartsim_faults *faults)
{
    char path[] = "/tmp/cartsim-test-"
                  "XX"
                  "XX"
                  "XX"; /* what mkstemp fills in */
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *to = fdopen(file, "w");
    assert_non_null(to);
    fprintf(to, "cartsim: 1\n%s", yaml);
    assert_int_equal(fclose(to), 0);
    struct scenario *scenario = scenario_read(path, NULL, 0, faults);
    unlink(path);
    return scenario;
}

bool trial_open(struct trial *trial, const char *yaml)
{
    *trial = (struct trial){0};
    struct cartsim_faults *faults = cartsim_faults_create();
    assert_non_null(faults);
    trial->scenario = read_text(yaml, faults);
    if (trial->scenario)
        trial->model = model_compile(trial->scenario, faults);
    cartsim_faults_free(faults);
    if (trial->model)
        trial->seen = observation_create(trial->model);
    return trial->seen != NULL;
}

void trial_run(struct trial *trial, uint64_t seed, uint32_t replication)
{
    struct simulation *simulation = simulation_create(trial->model);
    assert_non_null(simulation);
    trial->result = simulation_run(simulation, seed, replication, true, true, NULL, trial->seen);
    simulation_free(simulation);
}

void trial_close(struct trial *trial)
{
    if (trial->seen)
        observation_free(trial->model, trial->seen);
    if (trial->model)
        model_free(trial->model);
    if (trial->scenario)
        scenario_free(trial->scenario);
}

/* ---- the same events */

/* What both tell of, instant by instant and there patient by patient. In which order a patient's branches go
 * at one instant is not said anywhere; where it matters, something else will differ. */
struct moment_seen {
    int64_t time;
    int class_index, what, index;
    uint32_t number;
};

static int by_patient(const void *a, const void *b)
{
    const struct moment_seen *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->class_index != y->class_index)
        return x->class_index - y->class_index;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return x->what != y->what ? x->what - y->what : x->index - y->index;
}

struct telling {
    struct moment_seen *list;
    size_t count;
};

static int plain_what(enum happening what)
{
    switch (what) {
    case HAPPENING_REFERRAL: return PLAIN_REFERRAL;
    case HAPPENING_ARRIVE: return PLAIN_ARRIVE;
    case HAPPENING_START: return PLAIN_START;
    case HAPPENING_END: return PLAIN_END;
    case HAPPENING_STRIKE: return PLAIN_STRIKE;
    case HAPPENING_OVER: return PLAIN_OVER;
    case HAPPENING_EXIT: return PLAIN_EXIT;
    default: return NONE;
    }
}

static struct telling of_engine(const struct observation *seen)
{
    struct telling moments = {calloc(seen->row_count + 1, sizeof *moments.list), 0};
    assert_non_null(moments.list);
    for (uint64_t i = 0; i < seen->row_count; i++) {
        const struct event_row *row = &seen->rows[i];
        int what = plain_what((enum happening)row->happening);
        if (what != NONE)
            moments.list[moments.count++] =
                (struct moment_seen){row->time, row->class_index, what, row->index, row->number};
    }
    qsort(moments.list, moments.count, sizeof *moments.list, by_patient);
    return moments;
}

static struct telling of_plain(const struct plain_story *story)
{
    struct telling moments = {calloc(story->count + 1, sizeof *moments.list), 0};
    assert_non_null(moments.list);
    for (size_t i = 0; i < story->count; i++) {
        const struct plain_event *event = &story->events[i];
        moments.list[moments.count++] = (struct moment_seen){event->time, event->class_index,
                                                             (int)event->what, event->index, event->number};
    }
    qsort(moments.list, moments.count, sizeof *moments.list, by_patient);
    return moments;
}

static void say(const struct model *model, const struct telling *moments, size_t i, FILE *to)
{
    static const char *const verbs[] = {"referral", "arrive", "start", "end", "strikes", "over", "exit"};
    if (i >= moments->count) {
        fprintf(to, "nothing more\n");
        return;
    }
    const struct moment_seen *seen = &moments->list[i];
    const char *of = seen->what == PLAIN_REFERRAL ? ""
                     : seen->what == PLAIN_EXIT   ? model->outcomes[seen->index]
                     : seen->what == PLAIN_STRIKE || seen->what == PLAIN_OVER
                         ? model->risks[seen->index].name
                         : model->steps[seen->index].name;
    fprintf(to, "%s-%u %.6f %s %s\n", model->classes[seen->class_index].name, seen->number,
            (double)seen->time / DAY, of, verbs[seen->what]);
}

static bool same(const struct moment_seen *a, const struct moment_seen *b)
{
    return a->time == b->time && a->class_index == b->class_index && a->number == b->number &&
           a->what == b->what && a->index == b->index;
}

static char *first_difference(const struct model *model, const struct telling *engine,
                              const struct telling *plain, int64_t last)
{
    size_t i = 0;
    while (i < engine->count && i < plain->count && same(&engine->list[i], &plain->list[i]))
        i++;
    bool over_engine = i == engine->count || engine->list[i].time >= last;
    bool over_plain = i == plain->count || plain->list[i].time >= last;
    if (over_engine && over_plain)
        return NULL;
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    for (size_t k = i > 12 ? i - 12 : 0; k < i; k++) {
        fputs("both:   ", to);
        say(model, engine, k, to);
    }
    fputs("engine: ", to);
    say(model, engine, i, to);
    fputs("plain:  ", to);
    say(model, plain, i, to);
    fclose(to);
    return text;
}

char *trial_disagreement(const struct trial *trial)
{
    const struct observation *seen = trial->seen;
    int64_t last = seen->row_count ? seen->rows[seen->row_count - 1].time : 0;
    struct plain_story story;
    plain_run(trial->model, trial->model->run.seed, seen->replication, last, &story);
    struct telling engine = of_engine(seen), plain = of_plain(&story);
    char *text = first_difference(trial->model, &engine, &plain, last);
    free(engine.list);
    free(plain.list);
    free(story.events);
    return text;
}
