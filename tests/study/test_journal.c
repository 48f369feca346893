/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/journal.h"

#include <errno.h>
#include <unistd.h>

#include "results/results.h"
#include "study/observation_bytes.h"
#include "study/replicate.h"
#include "support/centre.h"

/* What a replication saw, written and read, is what it saw; and a study that stops anywhere and goes on from
 * its journal comes to the same bytes as one that was never stopped. */
static const char *const FILES[] = {"scenarios/seed-centre.yaml", "scenarios/regional-centre.yaml"};

/* Twice as many waits of one replication as are kept one by one: counted by class. */
static const char MANY[] =
    "patients: {guest: {pathway: way, arrivals: {rate: 400 per day}}}\n"
    "resources: {desk: {capacity: 1}, room: {capacity: unlimited}}\n"
    "pathways: {way: [{step: talk, needs: desk, takes: {exponential: {mean: 3 min}}},\n"
    "                 {step: rest, needs: room, takes: 1 d}]}\n"
    "measures: {all: {from: referral, to: rest.end}}\n"
    "run: {warmup: 0 d, horizon: 1 y, replications: 2}\n";

/* ---- bytes */

static void numbers_come_back(void **state)
{
    (void)state;
    static const uint64_t wholes[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    static const int64_t numbers[] = {0, -1, 1, -64, 64, INT64_MAX, INT64_MIN};
    static const double doubles[] = {0, -0.0, 1, 0.1, -3, 1e300, 0x1p53, 9007199254740991.0, -1e-310};
    struct bytes bytes = {.size = 0};
    for (int i = 0; i < 7; i++) {
        bytes_put_whole(&bytes, wholes[i]);
        bytes_put_signed(&bytes, numbers[i]);
    }
    for (int i = 0; i < 9; i++)
        bytes_put_double(&bytes, doubles[i]);
    struct byte_reader reader = {bytes.list, bytes.list + bytes.size, false};
    for (int i = 0; i < 7; i++) {
        assert_true(bytes_whole(&reader) == wholes[i]);
        assert_true(bytes_signed(&reader) == numbers[i]);
    }
    for (int i = 0; i < 9; i++) {
        double number = bytes_double(&reader);
        assert_memory_equal(&number, &doubles[i], sizeof number);
    }
    assert_true(reader.at == reader.end && !reader.wrong);
    bytes_whole(&reader);
    assert_true(reader.wrong);
    bytes_release(&bytes);
}

/* LEB128's textbook example (DWARF 5, appendix C): 624485 is e5 8e 26. FNV's: "a" is af63dc4c8601ec8c. */
static void bytes_are_those_of_the_definitions(void **state)
{
    (void)state;
    struct bytes bytes = {.size = 0};
    bytes_put_whole(&bytes, 624485);
    assert_int_equal(bytes.size, 3);
    assert_memory_equal(bytes.list, "\xe5\x8e\x26", 3);
    assert_true(bytes_checksum((const unsigned char *)"a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    bytes_release(&bytes);
}

static char *json_of(const struct centre *centre, const struct pool *pool)
{
    struct metrics *metrics = metrics_estimate(pool, 1);
    assert_non_null(metrics);
    char *json = results_json(metrics, centre->scenario);
    metrics_free(metrics);
    return json;
}

struct copying {
    struct centre *centre;
    struct pool *seen, *read;
    struct observation *copy;
};

static bool copy(void *context, const struct observation *seen)
{
    struct copying *copying = context;
    struct bytes bytes = {.size = 0};
    observation_write(copying->centre->model, seen, &bytes);
    assert_false(bytes.failed);
    struct byte_reader reader = {bytes.list, bytes.list + bytes.size, false};
    assert_true(observation_read(copying->centre->model, &reader, copying->copy));
    assert_true(reader.at == reader.end);
    bytes_release(&bytes);
    return pool_add(copying->seen, seen) && pool_add(copying->read, copying->copy);
}

static void copies_give_the_same_bytes(struct centre *centre, uint32_t replications)
{
    struct copying copying = {centre, pool_create(centre->model), pool_create(centre->model),
                              observation_create(centre->model)};
    struct replicate_job job = {.model = centre->model,
                                .seed = 1,
                                .count = replications,
                                .threads = 2,
                                .take = copy,
                                .context = &copying};
    struct replicate_outcome outcome = replicate(&job);
    assert_true(outcome.result == SIMULATION_DONE && !outcome.take_failed);
    char *seen = json_of(centre, copying.seen), *read = json_of(centre, copying.read);
    assert_string_equal(seen, read);
    free(seen);
    free(read);
    observation_free(centre->model, copying.copy);
    pool_free(copying.seen);
    pool_free(copying.read);
}

static void what_was_read_is_what_was_seen(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct centre *centre = centre_open_file(FILES[i], NULL);
        copies_give_the_same_bytes(centre, 6);
        centre_close(centre);
    }
    struct centre *centre = centre_open(MANY, NULL);
    copies_give_the_same_bytes(centre, 2);
    centre_close(centre);
}

/* Cut anywhere, or with any byte changed, it is refused or read as something; it never goes beyond the end.
 */
static void damaged_bytes_do_no_harm(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(FILES[0], NULL);
    struct bytes bytes = {.size = 0};
    centre_run(centre, 1, 0);
    observation_write(centre->model, centre->seen, &bytes);
    struct observation *copy = observation_create(centre->model);
    for (size_t size = 0; size < bytes.size; size += 7) {
        unsigned char *part = malloc(size + 1);
        memcpy(part, bytes.list, size);
        struct byte_reader reader = {part, part + size, false};
        assert_false(observation_read(centre->model, &reader, copy));
        free(part);
    }
    for (size_t at = 0; at < bytes.size; at += 11) {
        unsigned char was = bytes.list[at];
        bytes.list[at] ^= 0xff;
        struct byte_reader reader = {bytes.list, bytes.list + bytes.size, false};
        observation_read(centre->model, &reader, copy);
        bytes.list[at] = was;
    }
    observation_free(centre->model, copy);
    bytes_release(&bytes);
    centre_close(centre);
}

/* ---- the journal */

enum { VARIANTS = 2, WANTED = 8 };

struct both {
    struct centre *centres[VARIANTS];
    struct study_variant variants[VARIANTS];
    struct study study;
    uint32_t ran; /* replications that were simulated, not read */
};

static struct replicate_outcome count_and_run(void *self, size_t variant, const struct replicate_job *job)
{
    (void)variant;
    ((struct both *)self)->ran += job->count;
    return replicate(job);
}

static void begin(struct both *both)
{
    static const char *const sets[] = {"resources.ward_bed.capacity=6", NULL};
    *both = (struct both){.ran = 0};
    for (int i = 0; i < VARIANTS; i++) {
        both->centres[i] = centre_open_file(FILES[0], i ? sets : NULL);
        both->variants[i] = (struct study_variant){.label = "it", .model = both->centres[i]->model};
    }
    both->study = (struct study){.variants = both->variants,
                                 .count = VARIANTS,
                                 .seed = 1,
                                 .threads = 2,
                                 .workforce = {count_and_run, both}};
    assert_true(study_open(&both->study));
}

static void end(struct both *both)
{
    study_close(&both->study);
    for (int i = 0; i < VARIANTS; i++)
        centre_close(both->centres[i]);
}

/* The figures of both after a study with a journal; how many replications were kept before. */
static uint64_t study_with(const char *path, const char *identity, uint32_t first, uint32_t wanted,
                           char *json[VARIANTS], uint32_t *ran)
{
    struct both both;
    struct journal journal;
    begin(&both);
    assert_int_equal(journal_open(&journal, path, identity, &both.study), 0);
    uint64_t kept = journal.kept;
    assert_int_equal(study_advance_all(&both.study, first).result, SIMULATION_DONE);
    assert_int_equal(study_advance_all(&both.study, wanted).result, SIMULATION_DONE);
    for (int i = 0; json && i < VARIANTS; i++)
        json[i] = json_of(both.centres[i], both.variants[i].pool);
    *ran = both.ran;
    journal_close(&journal);
    end(&both);
    return kept;
}

static void assert_same_and_free(char *a[VARIANTS], char *b[VARIANTS])
{
    for (int i = 0; i < VARIANTS; i++) {
        assert_string_equal(a[i], b[i]);
        free(b[i]);
    }
}

static char path[64];

static void an_interrupted_study_comes_to_the_same_bytes(void **state)
{
    (void)state;
    char *whole[VARIANTS], *again[VARIANTS];
    uint32_t ran;
    snprintf(path, sizeof path, "/tmp/cartsim-journal-%ld", (long)getpid());
    remove(path);
    assert_int_equal(study_with(path, "one", 3, WANTED, whole, &ran), 0);
    assert_int_equal(ran, VARIANTS * WANTED);
    /* All of it is there. */
    assert_int_equal(study_with(path, "one", 1, WANTED, again, &ran), VARIANTS * WANTED);
    assert_int_equal(ran, 0);
    assert_same_and_free(whole, again);
    /* Cut in the middle of a record: that one and those behind it are run again. */
    FILE *file = fopen(path, "r+b");
    fseek(file, 0, SEEK_END);
    assert_int_equal(truncate(path, ftell(file) * 2 / 3), 0);
    fclose(file);
    uint64_t kept = study_with(path, "one", 2, WANTED, again, &ran);
    assert_true(kept > 0 && kept < VARIANTS * WANTED);
    assert_int_equal(ran, VARIANTS * WANTED - kept);
    assert_same_and_free(whole, again);
    /* Damaged in the middle: the same. */
    file = fopen(path, "r+b");
    fseek(file, 0, SEEK_END);
    fseek(file, ftell(file) / 2, SEEK_SET);
    fputs("damage", file);
    fclose(file);
    kept = study_with(path, "one", 2, WANTED, again, &ran);
    assert_true(kept > 0 && kept < VARIANTS * WANTED);
    assert_same_and_free(whole, again);
    /* Another study begins anew, and so does one whose file is anything. */
    assert_int_equal(study_with(path, "other", 2, WANTED, again, &ran), 0);
    assert_int_equal(ran, VARIANTS * WANTED);
    assert_same_and_free(whole, again);
    file = fopen(path, "wb");
    fputs("other", file);
    fclose(file);
    assert_int_equal(study_with(path, "other", 2, WANTED, again, &ran), 0);
    assert_same_and_free(whole, again);
    for (int i = 0; i < VARIANTS; i++)
        free(whole[i]);
    remove(path);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    struct both both;
    struct journal journal;
    begin(&both);
    assert_int_equal(journal_open(&journal, "/nowhere/at/all", "one", &both.study), ENOENT);
    assert_int_equal(study_advance_all(&both.study, 1).result, SIMULATION_DONE);
    end(&both);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct both both;
    struct journal journal;
    begin(&both);
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(journal_open(&journal, "/dev/full", "one", &both.study), EINVAL);
    end(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(bytes_are_those_of_the_definitions),
        cmocka_unit_test(what_was_read_is_what_was_seen),
        cmocka_unit_test(damaged_bytes_do_no_harm),
        cmocka_unit_test(an_interrupted_study_comes_to_the_same_bytes),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
