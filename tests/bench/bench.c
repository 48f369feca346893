/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <getopt.h>
#include <math.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/board.h"
#include "bench/memory.h"
#include "laws/law.h"

/*
 * `make bench`: what a patient costs, in one table, and whether that has become more.
 * Exit code 0, or 1 with --gate when something is slower than the baseline, or 2 when something went wrong.
 */
enum exit_code { EXIT_FINE, EXIT_SLOWER, EXIT_WRONG };
enum { CHECKS = 5, MILLION = 1000000 };

extern char **environ;

struct options {
    const char *program, *json, *baseline;
    int rounds;
    double factor;
    bool gate;
    double long_run; /* patients of the long run instead; 0: the table */
};

/* ---- what there is to measure */

#define REFERENCE "tests/bench/reference-pathway.yaml"
#define ONE_SERVER "tests/bench/one-server.yaml"

static const struct contest contests[CONTESTS] = {
    {.name = "reference pathway",
     .floor_kind = FLOOR_REFERENCE,
     .beds = 5,
     .patients = 10000,
     .one = {.path = REFERENCE, .replications = 30}},
    {.name = "the same, 3 beds",
     .floor_kind = FLOOR_REFERENCE,
     .beds = 3,
     .patients = 10000,
     .one = {.path = REFERENCE, .sets = {"resources.ward_bed.capacity=3"}, .replications = 30}},
    {.name = "M/M/1, load 0.9",
     .floor_kind = FLOOR_QUEUE,
     .patients = 100000,
     .one = {.path = ONE_SERVER, .replications = 10}},
    {.name = "seed centre", .one = {.path = "scenarios/seed-centre.yaml", .replications = 300}},
    {.name = "regional centre", .one = {.path = "scenarios/regional-centre.yaml", .replications = 60}}};

static bool run_study_item(void *context)
{
    return study_run(context);
}

static bool run_floor(void *context)
{
    const struct contest *contest = context;
    struct floor_result result = {0};
    bool fine = true;
    for (uint32_t i = 0; i < contest->one.replications && fine; i++)
        fine = contest->floor_kind == FLOOR_QUEUE
                   ? floor_queue(contest->patients, 0.9, i, &result)
                   : floor_reference(contest->patients, contest->beds, i, &result);
    measure_keep(result.mean);
    return fine;
}

static bool run_program(const char *program, char *const *words)
{
    pid_t child;
    int status;
    return posix_spawn(&child, program, NULL, NULL, words, environ) == 0 &&
           waitpid(child, &status, 0) == child && status == 0;
}

static bool run_checks(void *context)
{
    const struct check *check = context;
    char *const words[] = {(char *)check->program, "check", "--quiet", "scenarios/seed-centre.yaml", NULL};
    for (int i = 0; i < CHECKS; i++)
        if (!run_program(check->program, words))
            return false;
    return true;
}

static bool run_answer(void *context)
{
    const struct answer_time *answer = context;
    char count[16];
    snprintf(count, sizeof count, "%u", answer->replications);
    char *const words[] = {(char *)answer->program,
                           "compare",
                           "scenarios/seed-centre.yaml",
                           "--vary",
                           "resources.ward_bed.capacity=5",
                           "--measure",
                           "vein_to_vein.p50",
                           "-n",
                           count,
                           "-o",
                           "build/bench-compare",
                           "--quiet",
                           NULL};
    int out = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY);
    fflush(stdout);
    bool fine = out >= 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0;
    fine = fine && run_program(answer->program, words);
    fine = out >= 0 && dup2(out, STDOUT_FILENO) >= 0 && fine;
    close(out);
    close(nowhere);
    return fine;
}

static bool run_apart(void *context)
{
    const struct board *board = context;
    struct study study = board->contests[0].one;
    unsigned started = 0;
    bool fine = true;
    for (; started < board->threads; started++) {
        pid_t child = fork();
        if (child == 0)
            _exit(study_run(&study) ? 0 : 1);
        if (child < 0)
            break;
    }
    for (unsigned i = 0; i < started; i++) {
        int status;
        fine = wait(&status) > 0 && status == 0 && fine;
    }
    return fine && started == board->threads;
}

static void prepare_contest(struct contest *contest, unsigned threads)
{
    contest->one.threads = 1;
    contest->all = contest->one;
    contest->all.threads = threads;
    contest->one_item = (struct item){.name = contest->name, .run = run_study_item, .context = &contest->one};
    contest->all_item = (struct item){.name = contest->name, .run = run_study_item, .context = &contest->all};
    contest->floor_item = (struct item){.name = contest->name, .run = run_floor, .context = contest};
}

/* ---- memory, before this process has grown */

static bool study_peak(struct study *study, double *bytes)
{
    *bytes = memory_peak(run_study_item, study, study, sizeof *study);
    if (*bytes < 0)
        fprintf(stderr, "bench: %s: %s\n", study->path, *study->trouble ? study->trouble : "no result");
    return *bytes >= 0;
}

static bool measure_horizons(struct board *board)
{
    const uint32_t counts[HORIZONS] = {MILLION / 10, MILLION, 10 * MILLION};
    bool fine = true;
    for (int i = 0; i < HORIZONS && fine; i++) {
        char limit[64];
        struct study study = {.path = ONE_SERVER, .sets = {limit}, .replications = 1, .threads = 1};
        snprintf(limit, sizeof limit, "patients.customer.arrivals.limit=%u", counts[i]);
        board->horizons[i].count = counts[i];
        fine = study_peak(&study, &board->horizons[i].bytes);
    }
    return fine;
}

static bool measure_replications(struct board *board, struct peak *peak, uint32_t count)
{
    struct study study = {.path = REFERENCE,
                          .sets = {"patients.patient.arrivals.limit=50"},
                          .replications = count,
                          .threads = 1};
    peak->count = count;
    bool fine = study_peak(&study, &peak->bytes);
    board->counters = study.counters;
    board->series = study.series;
    return fine;
}

static bool measure_memory(struct board *board)
{
    bool fine = true;
    for (int i = 0; i < CONTESTS && fine; i++)
        fine = study_peak(&board->contests[i].one, &board->contests[i].peak);
    return fine && measure_horizons(board) && measure_replications(board, &board->few, 2000) &&
           measure_replications(board, &board->many, 20000);
}

/* ---- what common random numbers gain */

static bool measure_gains(struct board *board)
{
    static const struct whatif whatifs[WHATIFS] = {
        {.name = "rarer infections", .set = "risks.sars_cov_2.chance=25%"},
        {.name = "faster shipping",
         .set = "pathways.car_t.shipping_back.takes={lognormal: {median: 3 d, p90: 7 d}}"},
        {.name = "one slot more", .set = "resources.apheresis_slot.slots.tue=1"},
        {.name = "one bed more", .set = "resources.ward_bed.capacity=5", .moves = true}};
    bool fine = true;
    memcpy(board->whatifs, whatifs, sizeof whatifs);
    for (int i = 0; i < WHATIFS && fine; i++)
        fine = whatif_measure(&board->whatifs[i]);
    board->answer.replications = 100;
    return fine && whatif_half_width(board->answer.replications, &board->answer.half_width);
}

/* ---- time */

static bool time_item(struct item *item)
{
    bool fine = measure(item);
    if (!fine)
        fprintf(stderr, "bench: %s failed\n", item->name);
    return fine;
}

static bool time_contest(struct contest *contest)
{
    double patients = (double)contest->one.patients;
    contest->one_item.units = contest->all_item.units = patients;
    contest->floor_item.units = (double)contest->patients * contest->one.replications;
    return (contest->floor_kind == FLOOR_NONE || time_item(&contest->floor_item)) &&
           time_item(&contest->one_item) && time_item(&contest->all_item);
}

static bool measure_times(struct board *board)
{
    bool shown = isatty(STDERR_FILENO), fine = true;
    for (int round = 0; round < board->rounds && fine; round++) {
        if (shown)
            fprintf(stderr, "\rround %d of %d ", round + 1, board->rounds);
        for (int i = 0; i < CONTESTS && fine; i++)
            fine = time_contest(&board->contests[i]);
        for (int i = 0; i < PARTS && fine; i++)
            fine = time_item(&board->parts[i]);
        board->apart.units = board->contests[0].one_item.units * board->threads;
        fine = fine && time_item(&board->check.item) && time_item(&board->answer.item) &&
               time_item(&board->apart);
    }
    if (shown)
        fprintf(stderr, "\r%20s\r", "");
    return fine;
}

/* ---- the table */

static bool write_json(const struct board *board, const char *path)
{
    char *text = board_json(board);
    FILE *to = text && path ? fopen(path, "w") : NULL;
    bool fine = to && fputs(text, to) >= 0;
    if (to)
        fine = fclose(to) == 0 && fine;
    free(text);
    if (!fine && path)
        fprintf(stderr, "bench: can't write %s\n", path);
    return fine || !path;
}

static enum exit_code tell(const struct board *board, const struct options *options)
{
    int slower = board_slower(board);
    board_print(board, stdout);
    if (!write_json(board, options->json))
        return EXIT_WRONG;
    if (slower > 0)
        printf("\n%d slower than the baseline by more than a factor of %.2f.\n", slower, board->factor);
    return slower > 0 && options->gate ? EXIT_SLOWER : EXIT_FINE;
}

static enum exit_code bench(struct board *board, const struct options *options)
{
    board->threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    board->rounds = options->rounds;
    board->factor = options->factor;
    board->baseline_path = options->baseline;
    memcpy(board->contests, contests, sizeof contests);
    for (int i = 0; i < CONTESTS; i++)
        prepare_contest(&board->contests[i], board->threads);
    board->check.program = options->program;
    board->check.item = (struct item){.name = "check of the seed centre",
                                      .run = run_checks,
                                      .context = &board->check,
                                      .units = CHECKS};
    board->apart = (struct item){.name = "processes apart", .run = run_apart, .context = board, .units = 1};
    board->answer.program = options->program;
    board->answer.item = (struct item){.name = "compare of two seed centres",
                                       .run = run_answer,
                                       .context = &board->answer,
                                       .units = 1};
    if (!baseline_open(&board->baseline, options->baseline)) {
        fprintf(stderr, "bench: %s has no ratios in it\n", options->baseline);
        return EXIT_WRONG;
    }
    bool fine =
        measure_memory(board) && measure_gains(board) && parts_open(board->parts) && measure_times(board);
    enum exit_code code = fine ? tell(board, options) : EXIT_WRONG;
    parts_close(board->parts);
    baseline_close(&board->baseline);
    return code;
}

/* ---- the long run */

struct long_run {
    struct study study;
    double peak;
};

static bool run_long(void *context)
{
    struct long_run *run = context;
    return study_peak(&run->study, &run->peak);
}

static enum exit_code long_run(double patients)
{
    enum { EACH = 500000 };
    struct long_run run = {
        .study = {.path = REFERENCE,
                  .sets = {"patients.patient.arrivals.limit=500000", "run.horizon=10000 y"},
                  .replications = (uint32_t)ceil(patients / EACH),
                  .threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN),
                  .tells = isatty(STDERR_FILENO)}};
    struct item item = {.name = "the long run", .run = run_long, .context = &run, .units = 1};
    if (!measure(&item))
        return EXIT_WRONG;
    printf("%.0f patients in %u replications on %u threads: %.0f s, of processors %.0f s.\n",
           (double)run.study.patients, run.study.replications, run.study.threads, item.samples[0].wall,
           item.samples[0].processor);
    printf("Peak memory %.1f MB (at most 200). Mean vein-to-vein time %.4f d (%.4f to %.4f).\n",
           run.peak / MILLION, run.study.mean, run.study.low, run.study.high);
    return EXIT_FINE;
}

/* ---- options */

static const struct option names[] = {
    {"program", required_argument, NULL, 'p'},  {"json", required_argument, NULL, 'j'},
    {"baseline", required_argument, NULL, 'b'}, {"rounds", required_argument, NULL, 'r'},
    {"factor", required_argument, NULL, 'f'},   {"gate", no_argument, NULL, 'g'},
    {"long", required_argument, NULL, 'l'},     {0}};

static bool options_read(int count, char **words, struct options *options)
{
    int letter;
    while ((letter = getopt_long(count, words, "", names, NULL)) != -1)
        switch (letter) {
        case 'p': options->program = optarg; break;
        case 'j': options->json = optarg; break;
        case 'b': options->baseline = optarg; break;
        case 'r': options->rounds = (int)strtol(optarg, NULL, 10); break;
        case 'f': options->factor = strtod(optarg, NULL); break;
        case 'g': options->gate = true; break;
        case 'l': options->long_run = strtod(optarg, NULL); break;
        default: return false;
        }
    return optind == count && options->rounds >= 1 && options->rounds <= ROUNDS_MAX && options->factor > 1 &&
           options->long_run >= 0 && options->long_run <= 1e11;
}

int main(int count, char **words)
{
    struct options options = {.program = "build/cartsim", .rounds = 7, .factor = 1.2};
    if (!options_read(count, words, &options)) {
        fprintf(stderr,
                "usage: bench [--program FILE] [--json FILE] [--baseline FILE] [--rounds 1..%d] "
                "[--factor ABOVE_1] [--gate] | bench --long PATIENTS\n",
                ROUNDS_MAX);
        return EXIT_WRONG;
    }
    law_library_quiet();
    if (options.long_run > 0)
        return (int)long_run(options.long_run);
    struct board *board = calloc(1, sizeof *board);
    enum exit_code code = board ? bench(board, &options) : EXIT_WRONG;
    free(board);
    return (int)code;
}
