/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/vary.h"

#include "support/test.h"

static void assert_values(const char *text, const char *path, const char *const *values)
{
    struct vary vary;
    const char *trouble;
    if (!vary_read(text, &vary, &trouble))
        fail_msg("%s: %s", text, trouble);
    assert_string_equal(vary.path, path);
    size_t count = 0;
    for (; values[count]; count++) {
        assert_true(count < vary.count);
        assert_string_equal(vary.values[count], values[count]);
    }
    assert_int_equal(vary.count, count);
    vary_release(&vary);
}
#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void values_are_listed(void **state)
{
    (void)state;
    assert_values("a.b=2..5", "a.b", VALUES("2", "3", "4", "5"));
    assert_values("a=0.1..0.5/0.1", "a", VALUES("0.1", "0.2", "0.3", "0.4", "0.5"));
    assert_values("a=1..2/0.5 d", "a", VALUES("1 d", "1.5 d", "2 d"));
    assert_values("a=10..15/2%", "a", VALUES("10%", "12%", "14%"));
    assert_values("a=-1..1", "a", VALUES("-1", "0", "1"));
    assert_values("a=2,4, 6..8", "a", VALUES("2", "4", "6", "7", "8"));
    assert_values("a=14 d", "a", VALUES("14 d"));

    assert_values("a={exponential: {mean: 3 d}},{pert: [1 d, 2 d, 3 d]}", "a",
                  VALUES("{exponential: {mean: 3 d}}", "{pert: [1 d, 2 d, 3 d]}"));
    assert_values("a=\"x, y\",z", "a", VALUES("\"x, y\"", "z"));
    assert_values("a=2025-01-06,b=c", "a", VALUES("2025-01-06", "b=c"));
}

static void wrong_texts_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {{"a", "expected PATH=VALUES"},
                                           {"=3", "expected PATH=VALUES"},
                                           {"a=", "a value is missing"},
                                           {"a=1,,2", "a value is missing"},
                                           {"a=8..2", "from the lesser to the greater"},
                                           {"a=1..5/0", "above 0"},
                                           {"a=1..5/-1", "above 0"},
                                           {"a=1..5000", "more than 1000"},
                                           {"a=1..1e300", "more than 1000"},
                                           {"a=1..900,1..900", "more than 1000"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct vary vary;
        const char *trouble;
        assert_false(vary_read(wrong[i][0], &vary, &trouble));
        if (!strstr(trouble, wrong[i][1]))
            fail_msg("%s: %s", wrong[i][0], trouble);
    }
}

static void a_value_is_set(void **state)
{
    (void)state;
    struct vary vary;
    const char *trouble;
    assert_true(vary_read("a.b=2..5", &vary, &trouble));
    char *set = vary_set(&vary, 2);
    assert_string_equal(set, "a.b=4");
    free(set);
    vary_release(&vary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_listed),
        cmocka_unit_test(wrong_texts_are_refused),
        cmocka_unit_test(a_value_is_set),
    };
    return cmocka_run_group_tests_name("vary", tests, NULL, NULL);
}
