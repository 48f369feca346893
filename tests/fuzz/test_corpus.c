/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>

#include "support/fuzz.h"
#include "support/test.h"

/*
 * What the fuzzers began with and what they found, tried again: each file must be got through without a
 * crash, and without a report where this is built with sanitizers. The shipped scenarios are tried too.
 */
typedef void fuzz_target(const uint8_t *bytes, size_t size);

static void try_file(const char *path, fuzz_target *target)
{
    FILE *from = fopen(path, "rb");
    assert_non_null(from);
    static uint8_t bytes[1 << 20];
    size_t size = fread(bytes, 1, sizeof bytes, from);
    assert_int_equal(ferror(from), 0);
    fclose(from);
    target(bytes, size);
}

static int try_folder(const char *path, fuzz_target *target)
{
    DIR *folder = opendir(path);
    int count = 0;
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char file[512];
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        if (entry->d_type != DT_REG)
            continue;
        try_file(file, target);
        count++;
    }
    closedir(folder);
    return count;
}

static void any_bytes_can_be_read_as_a_scenario(void **state)
{
    (void)state;
    assert_true(try_folder("tests/fuzz/corpus/reader", fuzz_reader) > 0);
}

static void any_bytes_can_be_set(void **state)
{
    (void)state;
    assert_true(try_folder("tests/fuzz/corpus/sets", fuzz_sets) > 0);
}

static void whatever_is_a_scenario_can_be_run(void **state)
{
    (void)state;
    assert_true(try_folder("tests/fuzz/corpus/run", fuzz_run) > 0);
    assert_true(try_folder("scenarios", fuzz_run) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bytes_can_be_read_as_a_scenario),
        cmocka_unit_test(any_bytes_can_be_set),
        cmocka_unit_test(whatever_is_a_scenario_can_be_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
