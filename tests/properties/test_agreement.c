/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain.h"
#include "properties/property.h"
#include "support/test.h"

/*
 * Scenarios that were made up, each told twice: by the engine and by the plain simulation.
 */

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

static char *disagreement(struct trial *trial)
{
    const struct observation *seen = trial->seen;
    int64_t last = seen->rows[seen->row_count - 1].time;
    struct plain_story story;
    plain_run(trial->model, trial->model->run.seed, seen->replication, last, &story);
    struct telling engine = of_engine(seen), plain = of_plain(&story);
    char *text = first_difference(trial->model, &engine, &plain, last);
    free(engine.list);
    free(plain.list);
    free(story.events);
    return text;
}

static void the_engine_agrees_with_the_plain_simulation(void **state)
{
    (void)state;
    property_holds(disagreement, generate, 600);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_engine_agrees_with_the_plain_simulation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
