/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "results/whole_file.h"

/* Each test has a folder of its own; teardown empties it. */
static int setup(void **state)
{
    char *folder = strdup("/tmp/cartsim-test-XX"
                          "XX"
                          "XX");
    *state = folder;
    return folder && mkdtemp(folder) ? 0 : 1;
}

static void path_in(const char *folder, const char *name, char *path, size_t size)
{
    snprintf(path, size, "%s/%s", folder, name);
}

static void remove_all(const char *folder)
{
    DIR *list = opendir(folder);
    for (struct dirent *entry; list && (entry = readdir(list));) {
        char path[512];
        path_in(folder, entry->d_name, path, sizeof path);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlink(path) != 0)
            remove_all(path);
    }
    if (list)
        closedir(list);
    rmdir(folder);
}

static int teardown(void **state)
{
    remove_all(*state);
    free(*state);
    return 0;
}

static void write_text(const char *folder, const char *name, const char *text)
{
    char path[512];
    path_in(folder, name, path, sizeof path);
    FILE *to = fopen(path, "w");
    assert_non_null(to);
    fputs(text, to);
    assert_int_equal(fclose(to), 0);
}

static void assert_holds(const char *folder, const char *name, const char *expected)
{
    char path[512], text[256] = "";
    path_in(folder, name, path, sizeof path);
    FILE *from = fopen(path, "r");
    assert_non_null(from);
    text[fread(text, 1, sizeof text - 1, from)] = '\0';
    fclose(from);
    assert_string_equal(text, expected);
}

static int entries(const char *folder)
{
    int count = 0;
    DIR *list = opendir(folder);
    assert_non_null(list);
    while (readdir(list))
        count++;
    closedir(list);
    return count - 2; /* . and .. */
}

static void a_file_takes_its_place_only_when_it_is_whole(void **state)
{
    struct whole_file file;
    write_text(*state, "metrics.json", "old");
    assert_int_equal(whole_file_open(&file, *state, "metrics.json"), 0);
    fputs("new", file.stream);
    fflush(file.stream);
    assert_holds(*state, "metrics.json", "old");
    assert_int_equal(whole_file_finish(&file), 0);
    assert_holds(*state, "metrics.json", "old");
    assert_int_equal(whole_file_commit(&file), 0);
    assert_holds(*state, "metrics.json", "new");
    assert_int_equal(entries(*state), 1);
}

static void an_abandoned_file_leaves_the_old_one_and_nothing_else(void **state)
{
    struct whole_file file;
    write_text(*state, "metrics.json", "old");
    assert_int_equal(whole_file_open(&file, *state, "metrics.json"), 0);
    fputs("half a fi", file.stream);
    whole_file_abandon(&file);
    assert_holds(*state, "metrics.json", "old");
    assert_int_equal(entries(*state), 1);
}

static void a_finished_file_can_still_be_abandoned(void **state)
{
    struct whole_file file;
    assert_int_equal(whole_file_open(&file, *state, "events.csv"), 0);
    assert_int_equal(whole_file_finish(&file), 0);
    whole_file_abandon(&file);
    whole_file_abandon(&file); /* harmless on what is zeroed */
    assert_int_equal(entries(*state), 0);
}

/* Two files of one run: the first is not in place while the second may still fail. */
static void a_set_of_files_is_committed_last(void **state)
{
    struct whole_file files[2];
    write_text(*state, "a", "old");
    assert_int_equal(whole_file_open(&files[0], *state, "a"), 0);
    assert_int_equal(whole_file_open(&files[1], *state, "b"), 0);
    fputs("new", files[0].stream);
    assert_int_equal(whole_file_finish(&files[0]), 0);
    whole_file_abandon(&files[1]);
    whole_file_abandon(&files[0]);
    assert_holds(*state, "a", "old");
    assert_int_equal(entries(*state), 1);
}

static void a_full_disk_is_an_error_and_the_old_file_stays(void **state)
{
    struct rlimit before, small = {1000, 0};
    struct whole_file file;
    write_text(*state, "metrics.json", "old");
    assert_int_equal(whole_file_open(&file, *state, "metrics.json"), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (int i = 0; i < 3000; i++)
        fputc('x', file.stream);
    int error = whole_file_finish(&file);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(error, EFBIG);
    whole_file_abandon(&file);
    assert_holds(*state, "metrics.json", "old");
    assert_int_equal(entries(*state), 1);
}

static void a_folder_that_is_not_there_or_is_a_file_is_an_error(void **state)
{
    struct whole_file file;
    char path[512];
    path_in(*state, "nowhere", path, sizeof path);
    assert_int_equal(whole_file_open(&file, path, "metrics.json"), ENOENT);
    assert_null(file.path);
    write_text(*state, "file", "");
    path_in(*state, "file", path, sizeof path);
    assert_int_equal(whole_file_open(&file, path, "metrics.json"), ENOTDIR);
    whole_file_abandon(&file);
}

/* For the superuser no folder of a disk is closed; that of processes is. */
static void a_folder_that_cannot_be_written_is_an_error(void **state)
{
    struct whole_file file;
    const char *folder = geteuid() == 0 ? "/proc/self" : *state;
    assert_int_equal(chmod(*state, 0555), 0);
    int error = whole_file_open(&file, folder, "metrics.json");
    assert_int_equal(chmod(*state, 0755), 0);
    assert_int_not_equal(error, 0);
    assert_int_equal(entries(*state), 0);
}

static void a_folder_in_the_place_of_the_file_is_found_out_at_once(void **state)
{
    struct whole_file file;
    char path[512];
    path_in(*state, "metrics.json", path, sizeof path);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(whole_file_open(&file, *state, "metrics.json"), EISDIR);
    assert_int_equal(entries(*state), 1);
}

static void a_link_in_the_place_of_the_file_is_replaced_and_its_target_untouched(void **state)
{
    struct whole_file file;
    struct stat found;
    char link[512], target[512];
    write_text(*state, "elsewhere", "precious");
    path_in(*state, "elsewhere", target, sizeof target);
    path_in(*state, "metrics.json", link, sizeof link);
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(whole_file_open(&file, *state, "metrics.json"), 0);
    fputs("new", file.stream);
    assert_int_equal(whole_file_finish(&file), 0);
    assert_int_equal(whole_file_commit(&file), 0);
    assert_holds(*state, "elsewhere", "precious");
    assert_holds(*state, "metrics.json", "new");
    assert_int_equal(lstat(link, &found), 0);
    assert_true(S_ISREG(found.st_mode));
}

/* Whoever guesses the temporary name must not make us write where a link leads; another name is taken. */
static void a_link_under_the_temporary_name_is_not_followed(void **state)
{
    struct whole_file first, second;
    char target[512];
    assert_int_equal(whole_file_open(&first, *state, "metrics.json"), 0);
    char *guessed = strdup(first.temporary);
    assert_non_null(guessed);
    whole_file_abandon(&first);
    write_text(*state, "elsewhere", "precious");
    path_in(*state, "elsewhere", target, sizeof target);
    assert_int_equal(symlink(target, guessed), 0);
    assert_int_equal(whole_file_open(&second, *state, "metrics.json"), 0);
    assert_string_not_equal(second.temporary, guessed);
    fputs("new", second.stream);
    assert_int_equal(whole_file_finish(&second), 0);
    assert_int_equal(whole_file_commit(&second), 0);
    assert_holds(*state, "elsewhere", "precious");
    assert_holds(*state, "metrics.json", "new");
    free(guessed);
}

static void missing_folders_are_made_and_present_ones_kept(void **state)
{
    struct stat found;
    char path[512];
    path_in(*state, "results//a/b/", path, sizeof path);
    assert_int_equal(folder_make(path), 0);
    assert_int_equal(folder_make(path), 0);
    assert_int_equal(stat(path, &found), 0);
    assert_true(S_ISDIR(found.st_mode));
    write_text(*state, "file", "");
    path_in(*state, "file/a", path, sizeof path);
    assert_int_equal(folder_make(path), ENOTDIR);
    assert_int_equal(folder_make(""), ENOENT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_file_takes_its_place_only_when_it_is_whole),
        CASE(an_abandoned_file_leaves_the_old_one_and_nothing_else),
        CASE(a_finished_file_can_still_be_abandoned),
        CASE(a_set_of_files_is_committed_last),
        CASE(a_full_disk_is_an_error_and_the_old_file_stays),
        CASE(a_folder_that_is_not_there_or_is_a_file_is_an_error),
        CASE(a_folder_that_cannot_be_written_is_an_error),
        CASE(a_folder_in_the_place_of_the_file_is_found_out_at_once),
        CASE(a_link_in_the_place_of_the_file_is_replaced_and_its_target_untouched),
        CASE(a_link_under_the_temporary_name_is_not_followed),
        CASE(missing_folders_are_made_and_present_ones_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
