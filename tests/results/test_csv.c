/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "results/results.h"
#include "support/sample.h"

static int setup(void **state)
{
    struct sample *sample = malloc(sizeof *sample);
    if (!sample)
        return 1;
    sample_fill(sample);
    *state = sample;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

enum kind { PATIENTS_HEAD, PATIENTS_ROWS, EVENTS_HEAD, EVENTS_ROWS };

static bool put(enum kind kind, FILE *to, const struct sample *sample, const struct observation *seen)
{
    switch (kind) {
    case PATIENTS_HEAD: return results_patients_head(to, &sample->model);
    case PATIENTS_ROWS: return results_patients_rows(to, &sample->model, seen);
    case EVENTS_HEAD: return results_events_head(to);
    case EVENTS_ROWS: return results_events_rows(to, &sample->model, seen);
    }
    return false;
}

static void assert_written(enum kind kind, const struct sample *sample, const struct observation *seen,
                           const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    assert_true(put(kind, to, sample, seen));
    assert_int_equal(fclose(to), 0);
    assert_string_equal(text, expected);
    free(text);
}

static void attributes_and_measures_stand_under_their_names(void **state)
{
    assert_written(
        PATIENTS_HEAD, *state, NULL,
        "replication,id,class,product,cd22_positive,referred,referred_days,referral_to_infusion,vein_to_vein,"
        "outcome,exited_days\n");
}

/* An attribute may have any name, that of a column or of a measure too. */
static void no_two_columns_have_the_same_name(void **state)
{
    struct sample *sample = *state;
    sample->attributes[0].name = "vein_to_vein";
    sample->attributes[1].name = "class";
    sample->measures[0].name = "attribute:class";
    assert_written(PATIENTS_HEAD, sample, NULL,
                   "replication,id,class,attribute:vein_to_vein,attribute:class,referred,referred_days,"
                   "measure:attribute:class,measure:vein_to_vein,outcome,exited_days\n");
}

static void names_with_commas_and_quotes_are_quoted(void **state)
{
    struct sample *sample = *state;
    sample->attributes[0].name = "product, as \"sold\"";
    sample->measures[1].name = "vena a vena, in giorni è";
    assert_written(PATIENTS_HEAD, sample, NULL,
                   "replication,id,class,\"product, as \"\"sold\"\"\",cd22_positive,referred,referred_days,"
                   "referral_to_infusion,\"vena a vena, in giorni è\",outcome,exited_days\n");
}

/* 2025-01-06 and 57 d are 2025-03-04: 25 days to the end of January, 28 in February, 4 of March. */
static void a_patient_is_one_row_and_what_was_not_measured_is_empty(void **state)
{
    struct sample *sample = *state;
    struct patient_row rows[] = {
        {B_ALL, 12, 57 * (int64_t)DAY + 9 * 3600, 120 * (int64_t)DAY, OUTCOME_COMPLETED},
        {ALLO, 3, 0, DAY / 2, OUTCOME_DIED_WAITING},
    };
    int64_t times[] = {62 * (int64_t)DAY, 41 * (int64_t)DAY + DAY / 4, -1, 0};
    uint16_t values[] = {2, 1, 1, 0};
    struct observation seen = {.replication = 4,
                               .patients = rows,
                               .patient_times = times,
                               .patient_attributes = values,
                               .patient_count = 2};
    assert_written(
        PATIENTS_ROWS, sample, &seen,
        "5,b_all-12,b_all,\"cells, \"\"fresh\"\"\",true,2025-03-04T09:00:00,57.375,62,41.25,completed,120\n"
        "5,allo-3,allo,brexu-cel,,2025-01-06T00:00:00,0,,0,died_waiting,0.5\n");
}

static void an_event_is_named_after_its_step_risk_or_resource(void **state)
{
    const int64_t at = 360 * (int64_t)DAY; /* 2026-01-01; 675 s are 1/128 d */
    struct event_row rows[] = {
        {at, B_ALL, 1, 0, HAPPENING_REFERRAL, 0},
        {at, B_ALL, 1, APHERESIS, HAPPENING_ARRIVE, 0},
        {at, B_ALL, 1, APHERESIS_SLOT, HAPPENING_BOOK, 0},
        {at + 675, B_ALL, 1, APHERESIS_SLOT, HAPPENING_MISS, 0},
        {at + 1350, B_ALL, 1, APHERESIS_SLOT, HAPPENING_CANCEL, 0},
        {at + 3 * 3600, B_ALL, 1, APHERESIS_SLOT, HAPPENING_ATTEND, 0},
        {at + 3 * 3600, B_ALL, 1, APHERESIS, HAPPENING_START, 0},
        {at + DAY - 675, B_ALL, 1, APHERESIS, HAPPENING_END, 0},
        {at, ALLO, 2, 0, HAPPENING_STRIKE, 0},
        {at, ALLO, 2, 0, HAPPENING_OVER, 0},
        {at, ALLO, 2, WARD_BED, HAPPENING_ASK, 0},
        {at, ALLO, 2, WARD_BED, HAPPENING_GET, 2},
        {at, ALLO, 2, WARD_BED, HAPPENING_GIVE_BACK, 2},
        {at, ALLO, 2, WARD_BED, HAPPENING_WITHDRAW, 0},
        {at, ALLO, 2, OUTCOME_INELIGIBLE, HAPPENING_EXIT, 0},
    };
    struct observation seen = {.replication = 0, .rows = rows, .row_count = sizeof rows / sizeof *rows};
    assert_written(EVENTS_ROWS, *state, &seen,
                   "1,b_all-1,360,2026-01-01T00:00:00,referral,\n"
                   "1,b_all-1,360,2026-01-01T00:00:00,apheresis.arrive,\n"
                   "1,b_all-1,360,2026-01-01T00:00:00,apheresis_slot.booked,\n"
                   "1,b_all-1,360.0078125,2026-01-01T00:11:15,apheresis_slot.missed,\n"
                   "1,b_all-1,360.015625,2026-01-01T00:22:30,apheresis_slot.cancelled,\n"
                   "1,b_all-1,360.125,2026-01-01T03:00:00,apheresis_slot.attended,\n"
                   "1,b_all-1,360.125,2026-01-01T03:00:00,apheresis.start,\n"
                   "1,b_all-1,360.9921875,2026-01-01T23:48:45,apheresis.end,\n"
                   "1,allo-2,360,2026-01-01T00:00:00,infection.strikes,\n"
                   "1,allo-2,360,2026-01-01T00:00:00,infection.over,\n"
                   "1,allo-2,360,2026-01-01T00:00:00,ward_bed.asked,\n"
                   "1,allo-2,360,2026-01-01T00:00:00,ward_bed.got,2\n"
                   "1,allo-2,360,2026-01-01T00:00:00,ward_bed.given_back,2\n"
                   "1,allo-2,360,2026-01-01T00:00:00,ward_bed.withdrawn,\n"
                   "1,allo-2,360,2026-01-01T00:00:00,exit:ineligible,\n");
}

static void events_have_a_head(void **state)
{
    assert_written(EVENTS_HEAD, *state, NULL, "replication,patient,time,date,moment,units\n");
}

/* /dev/full takes nothing: what was said to be written must not be believed. */
static void a_full_disk_is_reported(void **state)
{
    struct sample *sample = *state;
    struct event_row row = {0, B_ALL, 1, 0, HAPPENING_REFERRAL, 0};
    struct observation seen = {.rows = &row, .row_count = 1};
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    setvbuf(full, NULL, _IONBF, 0);
    assert_false(results_events_rows(full, &sample->model, &seen));
    assert_false(results_patients_head(full, &sample->model));
    fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(attributes_and_measures_stand_under_their_names, setup, teardown),
        cmocka_unit_test_setup_teardown(no_two_columns_have_the_same_name, setup, teardown),
        cmocka_unit_test_setup_teardown(names_with_commas_and_quotes_are_quoted, setup, teardown),
        cmocka_unit_test_setup_teardown(a_patient_is_one_row_and_what_was_not_measured_is_empty, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_event_is_named_after_its_step_risk_or_resource, setup, teardown),
        cmocka_unit_test_setup_teardown(events_have_a_head, setup, teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_is_reported, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
