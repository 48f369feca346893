/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <mpi.h>
#include <stdlib.h>

#include "study/observation_bytes.h"
#include "study/ranks.h"

/*
 * Built with MPI. A task goes out as three numbers; what comes back is one message for each replication. When
 * a replication fails at a rank, rank 0 runs it again itself, and so comes to the same words about it.
 */
enum { TAG_TASK, TAG_SEEN, TAG_FAILED };
enum { CHUNK_MAX = 16 };

struct task {
    uint32_t variant, first, count; /* count 0: go */
    uint32_t seed_low, seed_high;
};
enum { TASK_NUMBERS = 5 };

static bool served; /* the other ranks have been told to go */

void ranks_begin(int *count, char ***words)
{
    MPI_Init(count, words);
}

int ranks_count(void)
{
    int count = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    return served ? 1 : count;
}

int ranks_own(void)
{
    int own = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &own);
    return own;
}

static void send_task(int rank, struct task task)
{
    uint32_t numbers[TASK_NUMBERS] = {task.variant, task.first, task.count, task.seed_low, task.seed_high};
    MPI_Send(numbers, TASK_NUMBERS, MPI_UINT32_T, rank, TAG_TASK, MPI_COMM_WORLD);
}

void ranks_end(void)
{
    if (ranks_own() == 0)
        for (int rank = 1; rank < ranks_count(); rank++)
            send_task(rank, (struct task){0, 0, 0, 0, 0});
    served = true;
    MPI_Finalize();
}

/* ---- a rank that works for rank 0 */

struct sending {
    const struct model *model;
    bool failed;
};

static bool send_seen(void *context, const struct observation *seen)
{
    struct sending *sending = context;
    struct bytes bytes = {.size = 0};
    observation_write(sending->model, seen, &bytes);
    sending->failed = bytes.failed || bytes.size > INT_MAX;
    if (!sending->failed)
        MPI_Send(bytes.list, (int)bytes.size, MPI_UNSIGNED_CHAR, 0, TAG_SEEN, MPI_COMM_WORLD);
    bytes_release(&bytes);
    return !sending->failed;
}

static void work_off(const struct study *study, struct task task)
{
    struct sending sending = {study->variants[task.variant].model, false};
    struct replicate_job job = {.model = sending.model,
                                .seed = (uint64_t)task.seed_high << 32 | task.seed_low,
                                .first = task.first,
                                .count = task.count,
                                .threads = study->threads,
                                .stop = study->stop,
                                .take = send_seen,
                                .context = &sending};
    struct replicate_outcome outcome = replicate(&job);
    if (outcome.result != SIMULATION_DONE || outcome.take_failed)
        MPI_Send(NULL, 0, MPI_UNSIGNED_CHAR, 0, TAG_FAILED, MPI_COMM_WORLD);
}

void ranks_serve(const struct study *study)
{
    for (;;) {
        uint32_t numbers[TASK_NUMBERS];
        MPI_Recv(numbers, TASK_NUMBERS, MPI_UINT32_T, 0, TAG_TASK, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        struct task task = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
        if (task.count == 0)
            return;
        work_off(study, task);
    }
}

/* ---- rank 0 */

struct errand {
    uint32_t next, left; /* what a rank is at: the next replication to come, and how many */
};

struct office {
    const struct replicate_job *job;
    size_t variant;
    int ranks;
    struct errand *errands;    /* [ranks] */
    struct observation **seen; /* [job->count], those that have come and were not taken */
    uint32_t handed, taken;    /* replications given out, and taken in, from job->first */
    struct replicate_outcome outcome;
};

static bool is_over(const struct office *office)
{
    return office->outcome.take_failed || office->outcome.result != SIMULATION_DONE;
}

/* Small enough that all are busy to the end, large enough that messages cost little. */
static uint32_t chunk(const struct office *office)
{
    uint32_t rest = office->job->count - office->handed, share = rest / (4 * (uint32_t)office->ranks);
    return share < 1 ? 1 : share > CHUNK_MAX ? CHUNK_MAX : share;
}

static void hand_out(struct office *office)
{
    for (int rank = 1; rank < office->ranks; rank++) {
        if (office->errands[rank].left || office->handed == office->job->count || is_over(office))
            continue;
        struct task task = {(uint32_t)office->variant, office->job->first + office->handed, chunk(office),
                            (uint32_t)office->job->seed, (uint32_t)(office->job->seed >> 32)};
        send_task(rank, task);
        office->errands[rank] = (struct errand){office->handed, task.count};
        office->handed += task.count;
    }
}

static void take_ready(struct office *office)
{
    const struct replicate_job *job = office->job;
    while (!is_over(office) && office->taken < job->count && office->seen[office->taken]) {
        struct observation *seen = office->seen[office->taken];
        office->outcome.take_failed = !job->take(job->context, seen);
        office->outcome.replication = job->first + office->taken;
        observation_free(job->model, seen);
        office->seen[office->taken++] = NULL;
        if (job->progress)
            job->progress(job->context, office->taken);
    }
}

/* What this process runs itself goes to the same places. */
struct own_run {
    struct office *office;
    uint32_t at;
};

static struct observation *copy_of(const struct model *model, const unsigned char *list, size_t size)
{
    struct byte_reader reader = {list, list + size, false};
    struct observation *seen = observation_create(model);
    if (seen && observation_read(model, &reader, seen))
        return seen;
    observation_free(model, seen);
    return NULL;
}

static bool keep_own(void *context, const struct observation *seen)
{
    struct own_run *own = context;
    const struct model *model = own->office->job->model;
    struct bytes bytes = {.size = 0};
    observation_write(model, seen, &bytes);
    struct observation *copy = bytes.failed ? NULL : copy_of(model, bytes.list, bytes.size);
    bytes_release(&bytes);
    own->office->seen[own->at] = copy;
    return copy != NULL;
}

static void run_one(struct office *office, uint32_t at)
{
    struct own_run own = {office, at};
    struct replicate_job one = *office->job;
    one.first += at;
    one.count = 1;
    one.threads = 1;
    one.take = keep_own;
    one.progress = NULL;
    one.context = &own;
    struct replicate_outcome outcome = replicate(&one);
    if (outcome.take_failed)
        outcome.result = SIMULATION_NO_MEMORY;
    outcome.take_failed = false;
    if (outcome.result != SIMULATION_DONE && !is_over(office))
        office->outcome = outcome;
}

/* One message of whoever has sent one. */
static void receive(struct office *office, MPI_Status *status)
{
    struct errand *errand = &office->errands[status->MPI_SOURCE];
    int size = 0;
    MPI_Get_count(status, MPI_UNSIGNED_CHAR, &size);
    unsigned char *list = malloc((size_t)size + 1);
    if (!list)
        MPI_Abort(MPI_COMM_WORLD, 1); /* nobody can be told any more */
    MPI_Recv(list, size, MPI_UNSIGNED_CHAR, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    uint32_t at = errand->next;
    if (status->MPI_TAG == TAG_SEEN) {
        office->seen[at] = copy_of(office->job->model, list, (size_t)size);
        errand->next++;
        errand->left--;
    }
    free(list);
    if (status->MPI_TAG == TAG_SEEN && office->seen[at])
        return;
    uint32_t rest = status->MPI_TAG == TAG_FAILED ? errand->left : 0;
    errand->left -= rest;
    run_one(office, at);
    for (uint32_t i = 1; i < rest && !is_over(office); i++)
        run_one(office, at + i);
}

static bool is_anyone_out(const struct office *office)
{
    for (int rank = 1; rank < office->ranks; rank++)
        if (office->errands[rank].left)
            return true;
    return false;
}

/* Takes in what has come; with nothing to do but wait, waits for it. */
static bool take_in(struct office *office, bool wait)
{
    MPI_Status status;
    int there = 0;
    if (wait) {
        MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
        there = 1;
    } else
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (there)
        receive(office, &status);
    return there != 0;
}

static void run_office(struct office *office)
{
    const struct replicate_job *job = office->job;
    while (is_anyone_out(office) || (!is_over(office) && office->taken < job->count)) {
        hand_out(office);
        bool own = !is_over(office) && office->handed < job->count;
        if (take_in(office, !own && is_anyone_out(office))) {
            take_ready(office);
            continue;
        }
        if (own)
            run_one(office, office->handed++);
        take_ready(office);
    }
}

static struct replicate_outcome replicate_by_ranks(void *self, size_t variant,
                                                   const struct replicate_job *job)
{
    (void)self;
    struct office office = {.job = job,
                            .variant = variant,
                            .ranks = ranks_count(),
                            .outcome = {.result = SIMULATION_DONE}};
    office.errands = calloc((size_t)office.ranks, sizeof *office.errands);
    office.seen = calloc(job->count + 1, sizeof(struct observation *));
    if (office.errands && office.seen)
        run_office(&office);
    else
        office.outcome.result = SIMULATION_NO_MEMORY;
    for (uint32_t i = 0; office.seen && i < job->count; i++)
        observation_free(job->model, office.seen[i]);
    free(office.seen);
    free(office.errands);
    return office.outcome;
}

void ranks_employ(struct study *study)
{
    if (ranks_count() > 1)
        study->workforce = (struct workforce){replicate_by_ranks, NULL};
}
