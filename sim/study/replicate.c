/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/replicate.h"

#include <pthread.h>
#include <stdlib.h>

/*
 * Workers take the next replication number under the lock and leave what they saw in a ring of places, from
 * which whoever completes the next number in line hands on all that are ready, in order. No worker gets
 * further ahead than the ring is long, so memory is bounded.
 */
struct place {
    struct observation *seen;
    bool ready;
};

struct crew {
    const struct replicate_job *job;
    pthread_mutex_t lock;
    pthread_cond_t room;
    struct place *ring;
    uint32_t ring_length;
    uint32_t next, taken; /* replications handed out and taken in, from job->first */
    bool taking, over;
    struct replicate_outcome outcome;
    uint32_t trouble_at; /* the least replication in trouble, UINT32_MAX: none */
};

static void report_trouble(struct crew *crew, uint32_t number, enum simulation_result result,
                           const struct tangle *tangle)
{
    if (number > crew->trouble_at)
        return;
    crew->trouble_at = number;
    crew->outcome.result = result;
    crew->outcome.replication = number;
    crew->outcome.tangle = *tangle;
}

/* Hands on what is ready, in order. Called with the lock held; one thread at a time does it, without the
 * lock. */
static void take_ready(struct crew *crew)
{
    if (crew->taking)
        return;
    crew->taking = true;
    struct place *place;
    while (!crew->over && (place = &crew->ring[crew->taken % crew->ring_length])->ready) {
        pthread_mutex_unlock(&crew->lock);
        bool fine = crew->job->take(crew->job->context, place->seen);
        if (crew->job->progress)
            crew->job->progress(crew->job->context, crew->taken + 1);
        pthread_mutex_lock(&crew->lock);
        place->ready = false;
        crew->taken++;
        if (!fine) {
            crew->outcome.take_failed = crew->over = true;
            crew->outcome.replication = crew->job->first + crew->taken - 1;
        }
        pthread_cond_broadcast(&crew->room);
    }
    crew->taking = false;
}

/* The next number to run, once its place is free; false: there is no more. */
static bool next_number(struct crew *crew, uint32_t *number)
{
    while (!crew->over && crew->next < crew->job->count && crew->next - crew->taken >= crew->ring_length)
        pthread_cond_wait(&crew->room, &crew->lock);
    if (crew->over || crew->next >= crew->job->count)
        return false;
    *number = crew->next++;
    return true;
}

static void finish(struct crew *crew, struct simulation *sim, uint32_t number, enum simulation_result result)
{
    if (result == SIMULATION_DONE) {
        crew->ring[number % crew->ring_length].ready = true;
        take_ready(crew);
        return;
    }
    report_trouble(crew, crew->job->first + number, result, simulation_tangle(sim));
    crew->over = true;
    pthread_cond_broadcast(&crew->room);
}

static void *work(void *context)
{
    struct crew *crew = context;
    const struct replicate_job *job = crew->job;
    struct simulation *sim = simulation_create(job->model);
    uint32_t number;
    pthread_mutex_lock(&crew->lock);
    if (!sim) {
        report_trouble(crew, job->first, SIMULATION_NO_MEMORY, &(struct tangle){0});
        crew->over = true;
    }
    if (sim)
        simulation_follow(sim, job->story);
    while (next_number(crew, &number)) {
        struct observation *seen = crew->ring[number % crew->ring_length].seen;
        pthread_mutex_unlock(&crew->lock);
        enum simulation_result result = simulation_run(sim, job->seed, job->first + number,
                                                       job->want_patients, job->want_events, job->stop, seen);
        pthread_mutex_lock(&crew->lock);
        finish(crew, sim, number, result);
    }
    pthread_mutex_unlock(&crew->lock);
    simulation_free(sim);
    return NULL;
}

static bool make_ring(struct crew *crew, unsigned threads)
{
    crew->ring_length = 2 * threads;
    crew->ring = calloc(crew->ring_length, sizeof *crew->ring);
    for (uint32_t i = 0; crew->ring && i < crew->ring_length; i++) {
        crew->ring[i].seen = observation_create(crew->job->model);
        if (!crew->ring[i].seen)
            return false;
    }
    return crew->ring != NULL;
}

static void free_ring(struct crew *crew)
{
    for (uint32_t i = 0; crew->ring && i < crew->ring_length; i++)
        if (crew->ring[i].seen)
            observation_free(crew->job->model, crew->ring[i].seen);
    free(crew->ring);
}

/* The caller's thread is one of the crew; the others help as far as the system gives threads. */
static void run_crew(struct crew *crew, unsigned threads)
{
    pthread_t *helpers = calloc(threads, sizeof *helpers);
    unsigned started = 0;
    while (helpers && started + 1 < threads && pthread_create(&helpers[started], NULL, work, crew) == 0)
        started++;
    work(crew);
    while (started)
        pthread_join(helpers[--started], NULL);
    free(helpers);
}

struct replicate_outcome replicate(const struct replicate_job *job)
{
    struct crew crew = {.job = job, .trouble_at = UINT32_MAX};
    unsigned threads = job->threads < job->count ? job->threads : job->count;
    if (threads == 0)
        threads = 1;
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.room, NULL);
    if (make_ring(&crew, threads))
        run_crew(&crew, threads);
    else
        crew.outcome.result = SIMULATION_NO_MEMORY;
    free_ring(&crew);
    pthread_cond_destroy(&crew.room);
    pthread_mutex_destroy(&crew.lock);
    return crew.outcome;
}
