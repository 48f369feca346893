/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <unistd.h>

#include "results/draw.h"
#include "results/draw_layout.h"
#include "results/draw_svg.h"
#include "results/draw_text.h"
#include "results/draw_words.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* The scenario of that text, read as from a file. */
static struct scenario *scenario_of(const char *text)
{
    char path[] = "/tmp/drawXX" "XX" "XX";
    int handle = mkstemp(path);
    FILE *file = handle < 0 ? NULL : fdopen(handle, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    struct cartsim_faults *faults = cartsim_faults_create();
    struct scenario *scenario = scenario_read(path, NULL, 0, faults);
    unlink(path);
    assert_non_null(scenario);
    assert_int_equal(cartsim_faults_errors(faults), 0);
    cartsim_faults_free(faults);
    return scenario;
}

#define HEAD "cartsim: 1\npatients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}\n"

/* What the words say of `takes` of the only step. */
static void assert_takes(const char *takes, const char *words)
{
    struct scenario *scenario =
        scenario_of(arena_print(&arena, HEAD "pathways: {way: [{step: stay, takes: %s}]}\n", takes));
    const struct tree *step = tree_first(tree_first(tree_get(scenario->root, "pathways")));
    assert_string_equal(words_value(&arena, tree_get(step, "takes")), words);
    scenario_free(scenario);
}

static void durations_are_short(void **state)
{
    (void)state;
    assert_takes("4 d", "4 d");
    assert_takes("{value: 4 d, grade: assumption, why: so}", "4 d");
    assert_takes("{lognormal: {median: 16 d, p90: 21 d}, grade: expert}", "median 16 d, p90 21 d");
    assert_takes("{triangular: {min: 12 d, mode: 15 d, max: 21 d}}", "12 d to 21 d, mostly 15 d");
    assert_takes("{exponential: {mean: 2 d}, min: 1 d, max: 9 d}", "mean 2 d, at least 1 d, at most 9 d");
    assert_takes("{empirical: [1 d, 2 d, 3 d, 4 d, 5 d, 6 d, 7 d, 8 d]}",
                 "1 d, 2 d, 3 d, 4 d, 5 d, 6 d, and 2 more");
    assert_takes("{shifted: {by: 2 d, of: {uniform: {min: 1 h, max: 3 h}}}}", "2 d and then 1 h to 3 h");
    assert_takes("{mixture: [{weight: 80%, of: 14 d}, {weight: 20%, of: 20 d}]}",
                 "14 d (weight 80%) or 20 d (weight 20%)");
}

static void a_text_is_as_wide_as_its_letters(void **state)
{
    (void)state;
    assert_int_equal(text_width("", 1000, false), 0);
    assert_int_equal(text_width("il", 1000, false), 278 + 278);
    assert_int_equal(text_width("mW", 1000, false), 974 + 989);
    assert_int_equal(text_width("mW", 250, false), (974 + 989) / 4);
    assert_true(text_width("mW", 1000, true) > 1042 + 1103); /* what DejaVu Sans Bold takes */
    /* One letter, however many bytes. */
    assert_true(text_width("\xe9\xaa\xa8", 1000, false) < 1100);
}

static void lines_break_at_spaces_and_end_in_an_ellipsis(void **state)
{
    (void)state;
    const char *lines[3];
    int room = text_width("needs ward", 250, false);
    assert_int_equal(text_wrap(&arena, "needs ward bed", room, 250, false, lines, 3), 2);
    assert_string_equal(lines[0], "needs ward");
    assert_string_equal(lines[1], "bed");
    assert_int_equal(text_wrap(&arena, "needs ward bed and chair and more", room, 250, false, lines, 2), 2);
    assert_int_equal(strncmp(lines[1] + strlen(lines[1]) - 3, "\xe2\x80\xa6", 3), 0);
    /* A word longer than the line is broken; each line has room; a line too narrow for anything ends all the
     * same. */
    assert_int_equal(text_wrap(&arena, "xxxxxxxxxxxxxxxxxxxxxxxx", room, 250, false, lines, 3), 3);
    for (int i = 0; i < 3; i++)
        assert_true(text_width(lines[i], 250, false) <= room);
    assert_int_equal(text_wrap(&arena, "xx", 0, 250, false, lines, 3), 2);
}

static char *drawing_of(const struct scenario *scenario)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    assert_int_equal(results_draw(to, scenario), DRAW_FINE);
    fclose(to);
    return text;
}

static void the_same_scenario_gives_the_same_bytes(void **state)
{
    (void)state;
    struct scenario *scenario = scenario_of(
        HEAD "pathways: {way: [{step: stay, takes: 1 d, fails: 5%, on_failure: {repeat: stay}}]}\n");
    char *first = drawing_of(scenario), *second = drawing_of(scenario);
    assert_string_equal(first, second);
    free(first);
    free(second);
    scenario_free(scenario);
}

static void a_stream_that_fails_is_told(void **state)
{
    (void)state;
    struct scenario *scenario = scenario_of(HEAD "pathways: {way: [{step: stay, takes: 1 d}]}\n");
    FILE *full = fopen("/dev/full", "w");
    if (!full) {
        scenario_free(scenario);
        skip();
    }
    setvbuf(full, NULL, _IONBF, 0);
    assert_int_equal(results_draw(full, scenario), DRAW_NOT_WRITTEN);
    fclose(full);
    scenario_free(scenario);
}

static void what_would_be_markup_is_escaped(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    svg_escaped(to, "<a href=\"x\">&amp;]]>\x01\xef\xbf\xbf\xff");
    fclose(to);
    assert_string_equal(text,
                        "&lt;a href=&quot;x&quot;&gt;&amp;amp;]]&gt;\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    free(text);
}

/* ---- where things stand */

static const char FAILING[] =
    HEAD "resources: {bed: {capacity: 2}}\n"
         "pathways:\n"
         "  way:\n"
         "    - {step: first, holds: bed, takes: 1 d}\n"
         "    - {step: around, steps: [{step: inner, takes: 1 d, fails: 5%, on_failure: {repeat: first}}],\n"
         "       meanwhile: [{step: beside, takes: 1 d}]}\n"
         "    - {step: last, releases: bed}\n"
         "risks: {fever: {from: inner.end, until: last.start, chance: 10%, unfit: true}}\n"
         "measures: {whole: {from: referral, to: last.start}, wait: {from: inner.arrive, to: inner.start}}\n";

struct laid {
    struct scenario *scenario;
    struct plan plan;
    struct layout layout;
    struct section *section;
};

static void lay_out(struct laid *laid, int slice)
{
    laid->scenario = scenario_of(FAILING);
    plan_build(&laid->plan, &arena, laid->scenario);
    laid->layout = (struct layout){.arena = &arena, .plan = &laid->plan, .width = 19200, .slice = slice};
    laid->layout.sizes = (struct sizes){100, 250, 270, 400, 320, 100, 300, 120, 290, 350, 250, 3300};
    assert_true(layout_plan(&laid->layout));
    laid->section = laid->plan.sections;
}

static const struct box *step_of(const struct laid *laid, const char *name)
{
    const struct box *box = plan_find(&laid->section->flow, name);
    assert_non_null(box);
    return box;
}

static const struct span *span_of(const struct laid *laid, const char *label)
{
    for (int i = 0; i < laid->section->span_count; i++)
        if (strstr(laid->section->spans[i].label, label))
            return &laid->section->spans[i];
    fail_msg("no span '%s'", label);
    return NULL;
}

static void an_arrow_back_goes_to_the_step_that_is_repeated(void **state)
{
    (void)state;
    struct laid laid;
    lay_out(&laid, 26000);
    const struct again *again = step_of(&laid, "inner")->agains;
    assert_ptr_equal(again->target, step_of(&laid, "first"));
    assert_null(again->next);
    assert_int_equal(laid.section->flow.again_lanes, 1);
    /* The lane lies left of the whole list. */
    assert_int_equal(step_of(&laid, "first")->x, laid.section->flow.x + 250);
    scenario_free(laid.scenario);
}

static void spans_go_from_moment_to_moment(void **state)
{
    (void)state;
    struct laid laid;
    lay_out(&laid, 26000);
    const struct box *inner = step_of(&laid, "inner"), *last = step_of(&laid, "last");
    assert_int_equal(span_of(&laid, "bed")->y0, step_of(&laid, "first")->y);
    assert_int_equal(span_of(&laid, "bed")->y1, last->y);
    assert_int_equal(span_of(&laid, "R1")->y0, inner->y + inner->h);
    assert_int_equal(span_of(&laid, "R1")->y1, last->y);
    assert_int_equal(span_of(&laid, "M1")->y1, last->y);
    /* Who waits has arrived, and stands above the box. */
    assert_true(span_of(&laid, "M2")->y0 < inner->y);
    assert_int_equal(span_of(&laid, "M2")->y1, inner->y);
    assert_int_not_equal(span_of(&laid, "M1")->lane, span_of(&laid, "M2")->lane);
    scenario_free(laid.scenario);
}

static void what_runs_beside_stands_beside(void **state)
{
    (void)state;
    struct laid laid;
    lay_out(&laid, 26000);
    const struct box *inner = step_of(&laid, "inner"), *beside = step_of(&laid, "beside");
    const struct box *around = step_of(&laid, "around");
    assert_true(beside->x >= inner->x + inner->w);
    assert_true(inner->x > around->x && inner->y > around->y);
    assert_true(beside->x + beside->w < around->x + around->w);
    assert_true(beside->y + beside->h < around->y + around->h);
    scenario_free(laid.scenario);
}

static void no_box_of_words_lies_across_a_cut(void **state)
{
    (void)state;
    struct laid laid;
    for (int slice = 4000; slice < 9000; slice += 70) {
        lay_out(&laid, slice);
        static const char *const names[] = {"first", "around", "inner", "beside", "last"};
        for (int i = 0; i < 5; i++) {
            const struct box *box = step_of(&laid, names[i]);
            assert_int_equal(box->y / slice, (box->y + box->head - 1) / slice);
        }
        scenario_free(laid.scenario);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(durations_are_short, setup, teardown),
        cmocka_unit_test_setup_teardown(a_text_is_as_wide_as_its_letters, setup, teardown),
        cmocka_unit_test_setup_teardown(lines_break_at_spaces_and_end_in_an_ellipsis, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_scenario_gives_the_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stream_that_fails_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(what_would_be_markup_is_escaped, setup, teardown),
        cmocka_unit_test_setup_teardown(an_arrow_back_goes_to_the_step_that_is_repeated, setup, teardown),
        cmocka_unit_test_setup_teardown(spans_go_from_moment_to_moment, setup, teardown),
        cmocka_unit_test_setup_teardown(what_runs_beside_stands_beside, setup, teardown),
        cmocka_unit_test_setup_teardown(no_box_of_words_lies_across_a_cut, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
