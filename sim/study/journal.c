/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "study/observation_bytes.h"

/* A record: eight bytes of length, eight of checksum, least first, then the variant and the observation. */
enum { HEAD_SIZE = 16 };
static const uint64_t RECORD_MAX = UINT64_C(1) << 32;

static void put_eight(unsigned char *to, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(number >> 8 * i);
}

static uint64_t get_eight(const unsigned char *from)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number |= (uint64_t)from[i] << 8 * i;
    return number;
}

/* ---- reading */

/* The record at the file's place, whole and undamaged; malloc'd. NULL: there is none. */
static unsigned char *read_record(FILE *file, size_t *size)
{
    unsigned char head[HEAD_SIZE];
    if (fread(head, 1, HEAD_SIZE, file) != HEAD_SIZE || get_eight(head) > RECORD_MAX || !get_eight(head))
        return NULL;
    *size = (size_t)get_eight(head);
    unsigned char *list = malloc(*size);
    if (list && fread(list, 1, *size, file) == *size && bytes_checksum(list, *size) == get_eight(head + 8))
        return list;
    free(list);
    return NULL;
}

/* What a record is of, without its figures: its variant and replication. */
static bool read_label(const unsigned char *list, size_t size, uint64_t *variant, uint64_t *replication)
{
    struct byte_reader reader = {list, list + size, false};
    *variant = bytes_whole(&reader);
    bytes_whole(&reader);
    bytes_whole(&reader);
    *replication = bytes_whole(&reader);
    return !reader.wrong;
}

static bool note_place(struct journal_place *place, long offset)
{
    if (place->count == place->room) {
        uint32_t room = place->room ? 2 * place->room : 64;
        long *more = realloc(place->offsets, room * sizeof *more);
        if (!more)
            return false;
        place->offsets = more;
        place->room = room;
    }
    place->offsets[place->count++] = offset;
    return true;
}

/* Finds the records, up to the first that is none of this study's. */
static bool index_records(struct journal *journal)
{
    for (;;) {
        size_t size;
        uint64_t variant, replication;
        long offset = ftell(journal->file);
        unsigned char *list = read_record(journal->file, &size);
        bool fits = list && read_label(list, size, &variant, &replication) &&
                    variant < journal->study->count && replication == journal->places[variant].count;
        free(list);
        if (!fits)
            return ftruncate(fileno(journal->file), offset) == 0 &&
                   fseek(journal->file, offset, SEEK_SET) == 0;
        if (!note_place(&journal->places[variant], offset)) {
            errno = ENOMEM;
            return false;
        }
        journal->kept++;
    }
}

/* ---- handing out and keeping */

struct journal_sink {
    struct journal *journal;
    const struct replicate_job *asked;
    size_t variant;
    uint32_t handed; /* before those that run now */
};

static bool append(struct journal *journal, size_t variant, const struct observation *seen)
{
    struct bytes *record = &journal->record;
    unsigned char head[HEAD_SIZE];
    record->size = 0;
    bytes_put_whole(record, variant);
    observation_write(journal->study->variants[variant].model, seen, record);
    errno = record->failed ? ENOMEM : 0;
    put_eight(head, record->size);
    put_eight(head + 8, record->failed ? 0 : bytes_checksum(record->list, record->size));
    bool fine = !record->failed && fwrite(head, 1, HEAD_SIZE, journal->file) == HEAD_SIZE &&
                fwrite(record->list, 1, record->size, journal->file) == record->size &&
                fflush(journal->file) == 0;
    journal->error = fine ? 0 : errno ? errno : EIO;
    return fine;
}

static bool take(void *context, const struct observation *seen)
{
    struct journal_sink *sink = context;
    return append(sink->journal, sink->variant, seen) && sink->asked->take(sink->asked->context, seen);
}

static void tell(void *context, uint32_t done)
{
    const struct journal_sink *sink = context;
    if (sink->asked->progress)
        sink->asked->progress(sink->asked->context, sink->handed + done);
}

static bool read_kept(struct journal *journal, size_t variant, uint32_t replication, struct observation *seen)
{
    size_t size;
    if (fseek(journal->file, journal->places[variant].offsets[replication], SEEK_SET) != 0)
        return false;
    unsigned char *list = read_record(journal->file, &size);
    struct byte_reader reader = {list, list ? list + size : NULL, false};
    bytes_whole(&reader);
    bool fine = list && observation_read(journal->study->variants[variant].model, &reader, seen);
    free(list);
    return fine;
}

/* Those of the job that are kept, in order. */
static void hand_out(struct journal_sink *sink, struct observation *seen, struct replicate_outcome *outcome)
{
    struct journal *journal = sink->journal;
    const struct replicate_job *job = sink->asked;
    uint32_t kept = journal->places[sink->variant].count;
    while (sink->handed < job->count && job->first + sink->handed < kept && !outcome->take_failed) {
        if (!read_kept(journal, sink->variant, job->first + sink->handed, seen)) {
            outcome->result = SIMULATION_NO_MEMORY;
            break;
        }
        outcome->take_failed = !job->take(job->context, seen);
        sink->handed++;
        tell(sink, 0);
    }
    fseek(journal->file, 0, SEEK_END);
}

/* Those that are not kept. */
static void run_rest(struct journal_sink *sink, struct replicate_outcome *outcome)
{
    const struct journal *journal = sink->journal;
    struct replicate_job rest = *sink->asked;
    rest.first += sink->handed;
    rest.count -= sink->handed;
    rest.take = take;
    rest.progress = tell;
    rest.context = sink;
    *outcome = journal->inner.replicate(journal->inner.self, sink->variant, &rest);
}

static struct replicate_outcome replicate_kept(void *self, size_t variant, const struct replicate_job *job)
{
    struct journal *journal = self;
    struct journal_sink sink = {journal, job, variant, 0};
    struct replicate_outcome outcome = {.result = SIMULATION_DONE};
    struct observation *seen = observation_create(job->model);
    if (seen)
        hand_out(&sink, seen, &outcome);
    else
        outcome.result = SIMULATION_NO_MEMORY;
    observation_free(job->model, seen);
    if (outcome.result == SIMULATION_DONE && !outcome.take_failed && sink.handed < job->count)
        run_rest(&sink, &outcome);
    return outcome;
}

/* ---- the file */

/* Whether it begins with that line; the place is then behind it. */
static bool is_of(FILE *file, const char *identity)
{
    size_t length = strlen(identity);
    char *line = malloc(length + 1);
    bool same = line && fread(line, 1, length + 1, file) == length + 1 &&
                memcmp(line, identity, length) == 0 && line[length] == '\n';
    free(line);
    return same;
}

static bool begin_anew(FILE *file, const char *identity)
{
    return fseek(file, 0, SEEK_SET) == 0 && ftruncate(fileno(file), 0) == 0 &&
           fprintf(file, "%s\n", identity) > 0 && fflush(file) == 0;
}

int journal_open(struct journal *journal, const char *path, const char *identity, struct study *study)
{
    *journal = (struct journal){.study = study, .inner = study->workforce};
    journal->places = calloc(study->count, sizeof *journal->places);
    if (!journal->places)
        return ENOMEM;
    journal->file = fopen(path, "r+b");
    if (!journal->file && errno == ENOENT)
        journal->file = fopen(path, "w+b");
    errno = journal->file ? 0 : errno;
    bool fine = journal->file && (is_of(journal->file, identity) ? index_records(journal)
                                                                 : begin_anew(journal->file, identity));
    if (fine) {
        study->workforce = (struct workforce){replicate_kept, journal};
        return 0;
    }
    int error = errno ? errno : EIO;
    journal_close(journal);
    return error;
}

void journal_close(struct journal *journal)
{
    for (size_t i = 0; journal->places && i < journal->study->count; i++)
        free(journal->places[i].offsets);
    free(journal->places);
    bytes_release(&journal->record);
    if (journal->file)
        fclose(journal->file);
    if (journal->study && journal->study->workforce.self == journal)
        journal->study->workforce = journal->inner;
    *journal = (struct journal){.kept = 0};
}
