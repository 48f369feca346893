/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/keep.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "commands/command.h"
#include "commands/identity.h"
#include "results/past.h"

enum { PATH_SIZE = 4400, IDENTITY_SIZE = 120 };

static void say_identity(const struct scenario *scenario, const struct model *model, char to[IDENTITY_SIZE])
{
    struct bytes bytes = {.size = 0};
    identity_put(&bytes, scenario);
    snprintf(to, IDENTITY_SIZE, "cartsim %s run, seed %" PRIu64 ", %016" PRIx64, CARTSIM_VERSION,
             model->run.seed, bytes.failed ? 0 : bytes_checksum(bytes.list, bytes.size));
    bytes_release(&bytes);
}

/* ---- whether earlier results are of the same */

static int refuse(const char *folder, const char *why)
{
    fprintf(stderr, "cartsim run: error E%03d: --extend: %s can't be extended: %s.\n", READING_EXTENDED,
            folder, why);
    return EXIT_WRONG;
}

static bool same_sets(const struct past_run *past, const struct scenario *scenario)
{
    if (past->set_count != scenario->set_count)
        return false;
    for (size_t i = 0; i < past->set_count; i++)
        if (strcmp(past->sets[i], scenario->sets[i]) != 0)
            return false;
    return true;
}

/* The first file that is not as it was; NULL: all are. */
static const char *file_that_differs(const struct past_run *past, const struct extends_files *now)
{
    for (size_t i = 0; i < now->count; i++)
        if (i >= past->shelf.count || past->shelf.files[i].size != now->file[i].size ||
            memcmp(past->shelf.files[i].bytes, now->file[i].bytes, now->file[i].size) != 0)
            return now->file[i].file;
    return past->shelf.count > now->count ? past->shelf.files[now->count].path : NULL;
}

static const char *column_that_differs(const struct past_run *past, const struct kept_column *now)
{
    for (; now; now = now->next) {
        const char *then = shelf_column(&past->shelf, now->file, now->column);
        if (now->text && (!then || strcmp(then, now->text) != 0))
            return now->file;
    }
    return NULL;
}

static int compare(const char *folder, const struct past_run *past, const struct scenario *scenario,
                   const struct model *model)
{
    char why[PATH_SIZE];
    const char *file = file_that_differs(past, &scenario->files),
               *column = column_that_differs(past, scenario->columns);
    if (strcmp(past->version, CARTSIM_VERSION) != 0)
        snprintf(why, sizeof why, "it was made by cartsim %.40s, and this is " CARTSIM_VERSION,
                 past->version);
    else if (past->seed != model->run.seed)
        snprintf(why, sizeof why, "its seed is %" PRIu64 ", not %" PRIu64 "; give -s %" PRIu64, past->seed,
                 model->run.seed, past->seed);
    else if (!same_sets(past, scenario))
        snprintf(why, sizeof why, "it was run with other --set (%zu then, %zu now)", past->set_count,
                 scenario->set_count);
    else if (file || column)
        snprintf(why, sizeof why, "%.4000s is not what it was then", file ? file : column);
    else
        return EXIT_FINE;
    return refuse(folder, why);
}

/* The journal's first line; empty: there is none. */
static void read_identity(const char *path, char to[IDENTITY_SIZE])
{
    FILE *file = fopen(path, "rb");
    if (!file || !fgets(to, IDENTITY_SIZE, file))
        to[0] = '\0';
    to[strcspn(to, "\n")] = '\0';
    if (file)
        fclose(file);
}

static int compare_kept(const char *folder, const struct scenario *scenario, const struct model *model)
{
    char path[PATH_SIZE], wanted[IDENTITY_SIZE], found[IDENTITY_SIZE];
    snprintf(path, sizeof path, "%.4000s/" KEEP_FILE, folder);
    say_identity(scenario, model, wanted);
    read_identity(path, found);
    if (!*found)
        return refuse(folder,
                      "it has no " KEEP_FILE "; run it with --keep, and it can be extended from then on");
    if (strcmp(wanted, found) != 0)
        return refuse(folder, "its " KEEP_FILE " is of another run than its metrics.json");
    return EXIT_FINE;
}

int keep_check(struct keep *keep, const char *folder, const struct scenario *scenario,
               const struct model *model, uint32_t wanted)
{
    struct past_run past;
    struct cartsim_faults *faults = cartsim_faults_create();
    char path[PATH_SIZE], why[120];
    snprintf(path, sizeof path, "%.4000s/metrics.json", folder);
    bool read = faults && past_read(&past, path, faults);
    int code = EXIT_WRONG;
    for (size_t i = 0; faults && i < cartsim_faults_count(faults); i++)
        cartsim_fault_print(cartsim_faults_get(faults, i), stderr);
    if (read)
        code = compare(folder, &past, scenario, model);
    code = code ? code : compare_kept(folder, scenario, model);
    keep->had = code ? 0 : past.replications;
    if (!code && past.replications > wanted) {
        snprintf(why, sizeof why, "it has %u replications already, more than %u", past.replications, wanted);
        code = refuse(folder, why);
    }
    if (faults)
        past_free(&past);
    cartsim_faults_free(faults);
    return code;
}

/* ---- the journal */

static struct replicate_outcome replicate_here(void *self, size_t variant, const struct replicate_job *job)
{
    (void)self;
    (void)variant;
    return replicate(job);
}

/* Into the new file, whole: the old one stays until that is done. 0 or an errno. */
static int copy(const char *folder, FILE *to)
{
    char path[PATH_SIZE], part[8192];
    size_t size;
    snprintf(path, sizeof path, "%.4000s/" KEEP_FILE, folder);
    FILE *from = fopen(path, "rb");
    if (!from)
        return errno;
    while ((size = fread(part, 1, sizeof part, from)) > 0)
        if (fwrite(part, 1, size, to) != size)
            break;
    int error = ferror(from) || ferror(to) || fflush(to) != 0 ? (errno ? errno : EIO) : 0;
    fclose(from);
    return error;
}

int keep_open(struct keep *keep, struct whole_file *file, const char *from, const struct scenario *scenario,
              const struct model *model)
{
    char identity[IDENTITY_SIZE];
    say_identity(scenario, model, identity);
    keep->variant = (struct study_variant){.label = "run", .model = model};
    keep->study =
        (struct study){.variants = &keep->variant, .count = 1, .workforce = {.replicate = replicate_here}};
    int error = from ? copy(from, file->stream) : 0;
    if (!error)
        error = journal_open(&keep->journal, file->temporary, identity, &keep->study);
    if (error) {
        fprintf(stderr, "cartsim run: can't write %s: %s\n", file->path, strerror(error));
        return EXIT_FILES;
    }
    keep->open = true;
    if (keep->journal.kept < keep->had)
        fprintf(stderr,
                "cartsim run: of %u replications %" PRIu64 " are kept undamaged in %s/" KEEP_FILE
                "; the others are run again.\n",
                keep->had, keep->journal.kept, from);
    return EXIT_FINE;
}

const struct workforce *keep_workforce(const struct keep *keep)
{
    return keep->open ? &keep->study.workforce : NULL;
}

int keep_error(const struct keep *keep)
{
    return keep->open ? keep->journal.error : 0;
}

void keep_close(struct keep *keep)
{
    if (keep->open)
        journal_close(&keep->journal);
    keep->open = false;
}
