/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/answer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "study/ranks.h"

void choose_folder(const struct options *options, const char *scenario, const char *apart,
                   char folder[FOLDER_SIZE])
{
    const char *name = strrchr(scenario, '/');
    name = name ? name + 1 : scenario;
    const char *dot = strrchr(name, '.');
    int length = dot && dot != name ? (int)(dot - name) : (int)strlen(name);
    if (options->output)
        snprintf(folder, FOLDER_SIZE, "%s", options->output);
    else
        snprintf(folder, FOLDER_SIZE, "results/%.*s%s", length, name, apart);
}

int answer_trouble(const struct answer *answer, int file, int error)
{
    fprintf(stderr, "cartsim %s: can't write %s/%s: %s. Nothing was changed there.\n", answer->command,
            answer->folder, answer->names[file], strerror(error));
    return EXIT_FILES;
}

int answer_open(struct answer *answer, const char *command, const char *const *names, int count)
{
    answer->command = command;
    answer->names = names;
    if (ranks_own() > 0)
        return EXIT_FINE; /* rank 0 writes */
    answer->count = count;
    answer->known = folder_known(answer->folder);
    int error = folder_make(answer->folder);
    if (error)
        return answer_trouble(answer, 0, error);
    for (int i = 0; i < count; i++) {
        error = whole_file_open(&answer->files[i], answer->folder, names[i]);
        if (error)
            return answer_trouble(answer, i, error);
    }
    return EXIT_FINE;
}

int answer_put(struct answer *answer, int file, const char *text)
{
    return fputs(text, answer->files[file].stream) < 0 ? answer_trouble(answer, file, errno) : EXIT_FINE;
}

/* Should one file not go to its place once others have, those stay: they are whole. */
int answer_commit(struct answer *answer)
{
    for (int i = 0; i < answer->count; i++) {
        int error = whole_file_finish(&answer->files[i]);
        if (error)
            return answer_trouble(answer, i, error);
    }
    for (int i = 0; i < answer->count; i++) {
        int error = whole_file_commit(&answer->files[i]);
        if (!error) {
            answer->written = true;
            continue;
        }
        if (!answer->written)
            return answer_trouble(answer, i, error);
        fprintf(stderr, "cartsim %s: can't write %s/%s: %s. The files before it are new.\n", answer->command,
                answer->folder, answer->names[i], strerror(error));
        return EXIT_FILES;
    }
    return EXIT_FINE;
}

void answer_tell(const struct answer *answer)
{
    for (int i = 0; i < answer->count; i++)
        printf("%s %s/%s", i ? "," : "Written", answer->folder, answer->names[i]);
    fputs("\n\n", stdout);
}

void answer_close(struct answer *answer)
{
    for (int i = 0; i < answer->count; i++)
        whole_file_abandon(&answer->files[i]);
    if (answer->count && !answer->written)
        folder_remove_new(answer->folder, answer->known);
}
