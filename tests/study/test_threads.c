/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/replicate.h"

#include "study/run_study.h"
#include "support/centre.h"

/*
 * What ThreadSanitizer should see: threads that share a model and hand on what they saw, with many
 * replications and with a crew that ends early. It also holds without it.
 */
enum { THREADS = 4 };

struct tally {
    uint32_t taken, told;
    double referred;
    int referred_at;
    atomic_bool stop;
};

/* Plain, unguarded fields: the crew must hand on one observation at a time. */
static bool count_up(void *context, const struct observation *seen)
{
    struct tally *tally = context;
    assert_int_equal(seen->replication, tally->taken);
    tally->referred += seen->counters[tally->referred_at];
    tally->taken++;
    return true;
}

static bool count_and_stop(void *context, const struct observation *seen)
{
    struct tally *tally = context;
    atomic_store(&tally->stop, tally->taken >= 20);
    return count_up(context, seen);
}

static void told(void *context, uint32_t done)
{
    struct tally *tally = context;
    tally->told = done;
}

static struct replicate_job job_of(const struct centre *centre, struct tally *tally, uint32_t count)
{
    return (struct replicate_job){.model = centre->model,
                                  .seed = 24,
                                  .count = count,
                                  .threads = THREADS,
                                  .want_patients = true,
                                  .want_events = true,
                                  .stop = &tally->stop,
                                  .take = count_up,
                                  .progress = told,
                                  .context = tally};
}

static void threads_share_a_model(void **state)
{
    (void)state;
    enum { COUNT = 200 };
    struct centre *centre = centre_open_file("scenarios/seed-centre.yaml", NULL);
    struct tally tally = {.referred_at = centre->at.referred};
    const struct replicate_job job = job_of(centre, &tally, COUNT);
    struct metrics *metrics = NULL;
    assert_int_equal(run_study(&job, &metrics).result, SIMULATION_DONE);
    assert_int_equal(tally.taken, COUNT);
    assert_int_equal(tally.told, COUNT);
    assert_non_null(metrics);
    /* 14 a year for three years: a Poisson mean of 42, over 200 replications. */
    assert_near(tally.referred / COUNT, 42, 0, 4.5 * sqrt(42.0 / COUNT));
    assert_near(metrics->by_class[0].referred.value, tally.referred / COUNT, 1e-12, 0);
    metrics_free(metrics);
    centre_close(centre);
}

static void threads_stop_together(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file("scenarios/seed-centre.yaml", NULL);
    struct tally tally = {.referred_at = centre->at.referred};
    struct replicate_job job = job_of(centre, &tally, 1000);
    job.take = count_and_stop;
    assert_int_equal(replicate(&job).result, SIMULATION_STOPPED);
    assert_in_range(tally.taken, 21, 21 + 2 * THREADS);
    centre_close(centre);
}

/* Replications so short that the crew meets at the lock all the time. */
static void threads_meet_at_the_lock(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct centre *centre = centre_open("resources: {bed: {capacity: 1}}\n"
                                        "patients: {guests: {pathway: stay, arrivals: {at: [0 d, 1 d]}}}\n"
                                        "pathways: {stay: [{step: rest, needs: bed, takes: 2 d}]}\n"
                                        "run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d}\n",
                                        NULL);
    struct tally tally = {.referred_at = centre->at.referred};
    const struct replicate_job job = job_of(centre, &tally, COUNT);
    assert_int_equal(replicate(&job).result, SIMULATION_DONE);
    assert_int_equal(tally.taken, COUNT);
    assert_near(tally.referred, 2 * COUNT, 0, 0);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_model),
        cmocka_unit_test(threads_stop_together),
        cmocka_unit_test(threads_meet_at_the_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
