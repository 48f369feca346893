/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "commands/command.h"
#include "results/results.h"
#include "statistics/samples.h"
#include "study/run_study.h"
#include "support/desk.h"
#include "support/test.h"

/*
 * What if memory ends, or the disk? Every single allocation, opening, syncing and renaming of a run is made
 * to fail, one a run, and every write from the first byte of a file to its last: each time there is an exit
 * code that is not 0, or what was asked for is there after all; no memory is lost, and each file of results
 * is the old one or the new one, whole.
 *
 * The C library's functions are replaced in this program, for the libraries that it uses too.
 */

/* ---- what is counted and made to fail */

static struct {
    long allocations_until, calls_until; /* 1: the next one fails; 0: none does */
    long live;                           /* blocks not freed */
    bool reached;                        /* one has failed */
} faulty;

static bool fails_now(long *until)
{
    bool fails = *until > 0 && --*until == 0;
    faulty.reached = faulty.reached || fails;
    return fails;
}

/* Where AddressSanitizer is, memory is its own. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);
extern void *__interceptor_malloc(size_t size) __attribute__((weak));
extern void *__interceptor_calloc(size_t count, size_t size) __attribute__((weak));
extern void *__interceptor_realloc(void *block, size_t size) __attribute__((weak));
extern void __interceptor_free(void *block) __attribute__((weak));

static void *no_memory(void)
{
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size)
{
    if (fails_now(&faulty.allocations_until))
        return no_memory();
    void *block = __interceptor_malloc ? __interceptor_malloc(size) : __libc_malloc(size);
    faulty.live += block != NULL;
    return block;
}

void *calloc(size_t count, size_t size)
{
    if (fails_now(&faulty.allocations_until))
        return no_memory();
    void *block = __interceptor_calloc ? __interceptor_calloc(count, size) : __libc_calloc(count, size);
    faulty.live += block != NULL;
    return block;
}

void *realloc(void *old, size_t size)
{
    if (fails_now(&faulty.allocations_until))
        return no_memory();
    void *block = __interceptor_realloc ? __interceptor_realloc(old, size) : __libc_realloc(old, size);
    faulty.live += block && !old;
    return block;
}

void free(void *block)
{
    faulty.live -= block != NULL;
    if (__interceptor_free)
        __interceptor_free(block);
    else
        __libc_free(block);
}

static int no_disk(void)
{
    errno = faulty.live % 2 ? EIO : ENOSPC;
    return -1;
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails_now(&faulty.calls_until) ? no_disk() : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int mkdir(const char *path, mode_t mode)
{
    return fails_now(&faulty.calls_until) ? no_disk() : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int fsync(int handle)
{
    (void)handle; /* nothing is at stake here, and it takes its time */
    return fails_now(&faulty.calls_until) ? no_disk() : 0;
}

int rename(const char *from, const char *to)
{
    if (fails_now(&faulty.calls_until))
        return no_disk();
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

/* ---- a run, with nothing of what it prints */

enum { FILE_COUNT = 3, LAST = 1000000, FILE_BYTES = 1 << 16 };
static const char *const NAMES[FILE_COUNT] = {"metrics.json", "patients.csv", "events.csv"};
static const char OLD[] = "as it was\n";
static const char SMALL[] = "cartsim: 1\n"
                            "patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}\n"
                            "resources: {bed: {capacity: 1}}\n"
                            "pathways: {way: [{step: stay, needs: bed, takes: 1 d}]}\n"
                            "run: {warmup: 2 d, horizon: 20 d, replications: 2}\n";

/* What standard output and error were, or are to be again. */
static void swap_output(int kept[2], bool away)
{
    fflush(stdout);
    int nowhere = away ? (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_WRONLY, 0) : -1;
    for (int i = 0; i < 2; i++) {
        if (away)
            kept[i] = dup(i + 1);
        dup2(away ? nowhere : kept[i], i + 1);
        if (!away)
            close(kept[i]);
    }
    if (away)
        close(nowhere);
}

/* The exit code of `cartsim run` with every kind of file; *lost: blocks of memory that it did not give back.
 */
static int run(const char *scenario, const char *folder, long allocation, long call, long *lost)
{
    struct options options = {.scenario = scenario,
                              .output = folder,
                              .replications = NONE,
                              .seed = NONE,
                              .most = NONE,
                              .threads = 1,
                              .patients = true,
                              .events = true};
    int kept[2];
    swap_output(kept, true);
    long before = faulty.live;
    faulty.reached = false;
    faulty.allocations_until = allocation;
    faulty.calls_until = call;
    int code = command_run(&options);
    faulty.allocations_until = faulty.calls_until = 0;
    *lost = faulty.live - before;
    swap_output(kept, false);
    return code;
}

/* ---- what is in the folder afterwards */

struct folder {
    const char *scenario, *path; /* the scenario beside, and where results go */
    char expected[FILE_COUNT][FILE_BYTES], found[FILE_BYTES];
};

static const char *path_in(const struct folder *folder, int file)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder->path, NAMES[file]);
    return path;
}

static void read_back(const struct folder *folder, int file, char to[FILE_BYTES])
{
    FILE *from = fopen(path_in(folder, file), "rb");
    assert_non_null(from);
    size_t size = fread(to, 1, FILE_BYTES - 1, from);
    to[size] = '\0';
    fclose(from);
}

static void put_old_files(const struct folder *folder)
{
    for (int i = 0; i < FILE_COUNT; i++) {
        FILE *to = fopen(path_in(folder, i), "wb");
        assert_non_null(to);
        assert_true(fputs(OLD, to) >= 0);
        fclose(to);
    }
}

static int count_entries(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2; /* "." and ".." */
}

/* Each file is an old or a new one, whole, and there is nothing else. Returns how many are new. */
static int check_folder(struct folder *folder)
{
    int fresh = 0;
    for (int i = 0; i < FILE_COUNT; i++) {
        read_back(folder, i, folder->found);
        bool is_new = strcmp(folder->found, folder->expected[i]) == 0;
        if (!is_new)
            assert_string_equal(folder->found, OLD);
        fresh += is_new;
    }
    assert_int_equal(count_entries(folder->path), FILE_COUNT);
    return fresh;
}

static struct folder *open_folder(struct desk *desk)
{
    static struct folder folder;
    long lost;
    folder.scenario = desk_write(desk, "small.yaml", SMALL);
    folder.path = desk_path(desk, "results");
    assert_int_equal(run(folder.scenario, folder.path, 0, 0, &lost), 0);
    for (int i = 0; i < FILE_COUNT; i++)
        read_back(&folder, i, folder.expected[i]);
    put_old_files(&folder);
    return &folder;
}

/* After a run with a failure: its code tells what became of the files, and no memory is lost. */
static void check_run(struct folder *folder, int code, long lost, long n)
{
    if (lost)
        fail_msg("%ld blocks are lost when number %ld fails", lost, n);
    int fresh = check_folder(folder);
    if (code == EXIT_FINE)
        assert_int_equal(fresh, FILE_COUNT);
    else
        assert_true(code == EXIT_RUN_FAILED || code == EXIT_WRONG || code == EXIT_FILES);
    if (fresh)
        put_old_files(folder);
}

static void every_allocation_may_fail(void **state)
{
    struct folder *folder = open_folder(*state);
    long n = 1, failed = 0, lost;
    for (bool reached = true; reached; n++) {
        assert_true(n < LAST);
        int code = run(folder->scenario, folder->path, n, 0, &lost);
        reached = faulty.reached;
        check_run(folder, code, lost, n);
        failed += code != EXIT_FINE;
    }
    assert_true(failed > 100);
}

static void every_call_of_the_system_may_fail(void **state)
{
    struct folder *folder = open_folder(*state);
    long n = 1, failed = 0, lost;
    for (bool reached = true; reached; n++) {
        assert_true(n < LAST);
        int code = run(folder->scenario, folder->path, 0, n, &lost);
        reached = faulty.reached;
        check_run(folder, code, lost, n);
        failed += code != EXIT_FINE;
    }
    assert_true(failed >= 10); /* three files: opened, synced, renamed; and the scenario */
}

/* The limit on the size of files makes each write fail that would go beyond it, half way through it where it
 * must. */
static void every_write_may_fail(void **state)
{
    struct folder *folder = open_folder(*state);
    struct rlimit before, limit;
    size_t largest = 0;
    for (int i = 0; i < FILE_COUNT; i++)
        largest = strlen(folder->expected[i]) > largest ? strlen(folder->expected[i]) : largest;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 0; size <= largest; size += size + 512 < largest ? 512 : 1) {
        long lost;
        limit = (struct rlimit){size, before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        int code = run(folder->scenario, folder->path, 0, 0, &lost);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(code, size < largest ? EXIT_FILES : EXIT_FINE);
        check_run(folder, code, lost, (long)size);
    }
}

/* ---- without files: a scenario with something of everything */

static const char CENTRE[] = "tests/fuzz/corpus/run/centre.yaml";

/* A few patients will do. */
static const char *const SETS[] = {"run.warmup=0 d", "run.horizon=7 d", "run.follow=14 d"};

static bool take_rows(void *context, const struct observation *seen)
{
    (void)context;
    return seen->row_count > 0;
}

/* metrics.json of two replications, or NULL. */
static char *centre_json(void)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    struct scenario *scenario =
        faults ? scenario_read(CENTRE, SETS, sizeof SETS / sizeof *SETS, faults) : NULL;
    struct model *model = scenario ? model_compile(scenario, faults) : NULL;
    struct metrics *metrics = NULL;
    if (model) {
        struct replicate_job job = {.model = model,
                                    .seed = 1,
                                    .count = 2,
                                    .threads = 1,
                                    .want_patients = true,
                                    .want_events = true,
                                    .take = take_rows};
        run_study(&job, &metrics);
    }
    char *json = metrics ? results_json(metrics, scenario) : NULL;
    metrics_free(metrics);
    model_free(model);
    scenario_free(scenario);
    cartsim_faults_free(faults);
    return json;
}

static void every_allocation_of_a_whole_centre_may_fail(void **state)
{
    (void)state;
    char *expected = centre_json();
    assert_non_null(expected);
    long failed = 0;
    bool reached = true;
    for (long n = 1; reached; n++) {
        assert_true(n < LAST);
        long before = faulty.live;
        faulty.reached = false;
        faulty.allocations_until = n;
        char *json = centre_json();
        reached = faulty.reached;
        faulty.allocations_until = 0;
        if (json)
            assert_string_equal(json, expected);
        failed += json == NULL;
        free(json);
        if (faulty.live != before)
            fail_msg("%ld blocks are lost when allocation %ld fails", faulty.live - before, n);
    }
    assert_true(failed > 300);
    free(expected);
}

/* ---- the store of single values, kept and counted */

enum { SHAPES = 6 };

/* The first so many whole numbers of seconds, a replication of few and one of many, read as one with another
 * sample of few, before it or behind it. Their sum is known, and so is the middle of the many; false: no
 * memory. */
static bool store_numbers(int shape)
{
    static const uint64_t sizes[] = {2000, SAMPLES_KEPT - 50, SERIES_KEPT + 5000};
    const uint64_t many = sizes[shape / 2];
    const bool behind = shape % 2 != 0;
    struct samples samples[2] = {{.count = 0}, {.count = 0}};
    struct series few = {.count = 0}, all = {.count = 0};
    bool fine = true;
    for (uint64_t i = 0; fine && i < many; i++)
        fine = series_add(&all, (int64_t)i) && (i >= 100 || series_add(&few, (int64_t)i));
    fine = fine && samples_add(&samples[behind], &few) && samples_add(&samples[behind], &all);
    fine = fine && samples_add(&samples[!behind], &few) && samples_add(&samples[!behind], &few);
    struct sample_view view = {.parts = NULL};
    if (fine && (fine = view_open(&view, samples, 2))) {
        double sums[2];
        view_sums(&view, sums);
        assert_true(sums[0] == 2 * 4950.0 && sums[1] == 4950 + (double)many * (double)(many - 1) / 2);
        assert_int_equal(view.count, many + 300);
        assert_near(view_quantile(&view, 0.5), (double)many / 2 - 150, 0.01, 0);
        view_close(&view);
    }
    for (int i = 0; i < 2; i++)
        samples_release(&samples[i]);
    series_release(&few);
    series_release(&all);
    return fine;
}

/* More equal values than are kept and another; then others that are all equal. */
static bool store_equal_values(int shape)
{
    (void)shape;
    enum { MANY = SERIES_KEPT + 10, SAME = 7, LESS = 5, MORE = 1 << 20 };
    struct samples samples = {.count = 0};
    struct series series = {.count = 0};
    bool fine = true;
    for (int i = 0; fine && i <= MANY; i++)
        fine = series_add(&series, i < MANY ? SAME : LESS);
    fine = fine && samples_add(&samples, &series);
    series_empty(&series);
    for (int i = 0; fine && i < MANY; i++)
        fine = series_add(&series, MORE);
    fine = fine && samples_add(&samples, &series);
    struct sample_view view = {.parts = NULL};
    if (fine && (fine = view_open(&view, &samples, 1))) {
        double sums[2];
        view_sums(&view, sums);
        assert_true(sums[0] == (double)MANY * SAME + LESS && sums[1] == (double)MANY * MORE);
        assert_int_equal(view.count, 2 * MANY + 1);
        assert_true(view_rank(&view, 0) == LESS && view_rank(&view, 1) == SAME);
        assert_true(view_rank(&view, MANY) == SAME && view_rank(&view, 2 * MANY) == MORE);
        assert_near(view_rank(&view, MANY + 1), MORE, 0, 0);
        view_close(&view);
    }
    samples_release(&samples);
    series_release(&series);
    return fine;
}

static void make_each_fail(bool (*store)(int shape), int shape)
{
    bool fine = false;
    for (long n = 1; !fine; n++) {
        long before = faulty.live;
        faulty.reached = false;
        faulty.allocations_until = n;
        fine = store(shape);
        faulty.allocations_until = 0;
        assert_true(fine != faulty.reached);
        if (faulty.live != before)
            fail_msg("%ld blocks are lost when allocation %ld fails", faulty.live - before, n);
    }
}

static void every_allocation_of_many_values_may_fail(void **state)
{
    (void)state;
    for (int shape = 0; shape < SHAPES; shape++)
        make_each_fail(store_numbers, shape);
}

static void every_allocation_of_equal_values_may_fail(void **state)
{
    (void)state;
    make_each_fail(store_equal_values, 0);
}

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(every_allocation_may_fail),
        ON_A_DESK(every_call_of_the_system_may_fail),
        ON_A_DESK(every_write_may_fail),
        cmocka_unit_test(every_allocation_of_a_whole_centre_may_fail),
        cmocka_unit_test(every_allocation_of_many_values_may_fail),
        cmocka_unit_test(every_allocation_of_equal_values_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
