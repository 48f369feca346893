/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/csv_cells.h"
#include "results/results.h"
#include "scenario/values.h"

/* patients.csv and events.csv. */

static void put_next_days(FILE *to, int64_t seconds)
{
    char text[32];
    results_number((double)seconds / DAY, text);
    fprintf(to, ",%s", text);
}

/* 2025-01-06T09:00:00 */
static void put_date(FILE *to, const struct model *model, int64_t seconds)
{
    char date[32];
    value_print_date(model->run.start_day + seconds / DAY, date, sizeof date);
    int second = (int)(seconds % DAY);
    fprintf(to, "%sT%02d:%02d:%02d", date, second / 3600, second / 60 % 60, second % 60);
}

static void put_patient(FILE *to, const struct model *model, int class_index, uint32_t number)
{
    char digits[16];
    snprintf(digits, sizeof digits, "-%u", number);
    csv_cell(to, (const char *const[]){model->classes[class_index].name, digits, NULL});
}

/* ---- patients.csv: what is known from the start, when, what was measured, the end */

static const char *const BEFORE_ATTRIBUTES[] = {"replication", "id", "class"};
static const char *const BEFORE_MEASURES[] = {"referred", "referred_days"};
static const char *const AT_THE_END[] = {"outcome", "exited_days"};
static const char ATTRIBUTE_MARK[] = "attribute:", MEASURE_MARK[] = "measure:";

static int count_columns(const struct model *model, const char *name)
{
    int count = 0;
    for (size_t i = 0; i < sizeof BEFORE_ATTRIBUTES / sizeof *BEFORE_ATTRIBUTES; i++)
        count += strcmp(BEFORE_ATTRIBUTES[i], name) == 0;
    for (size_t i = 0; i < sizeof BEFORE_MEASURES / sizeof *BEFORE_MEASURES; i++)
        count += strcmp(BEFORE_MEASURES[i], name) == 0;
    for (size_t i = 0; i < sizeof AT_THE_END / sizeof *AT_THE_END; i++)
        count += strcmp(AT_THE_END[i], name) == 0;
    for (int i = 0; i < model->attribute_count; i++)
        count += strcmp(model->attributes[i].name, name) == 0;
    for (int i = 0; i < model->measure_count; i++)
        count += strcmp(model->measures[i].name, name) == 0;
    return count;
}

/* An attribute or measure under its own name; with a mark before it where another column has that name too,
 * or the name itself begins like a mark. So no two columns have the same name. */
static void put_column(FILE *to, const struct model *model, const char *mark, const char *name)
{
    bool marked = count_columns(model, name) > 1 ||
                  strncmp(name, ATTRIBUTE_MARK, strlen(ATTRIBUTE_MARK)) == 0 ||
                  strncmp(name, MEASURE_MARK, strlen(MEASURE_MARK)) == 0;
    fputc(',', to);
    csv_cell(to, (const char *const[]){marked ? mark : "", name, NULL});
}

bool results_patients_head(FILE *to, const struct model *model)
{
    fprintf(to, "%s,%s,%s", BEFORE_ATTRIBUTES[0], BEFORE_ATTRIBUTES[1], BEFORE_ATTRIBUTES[2]);
    for (int i = 0; i < model->attribute_count; i++)
        put_column(to, model, ATTRIBUTE_MARK, model->attributes[i].name);
    fprintf(to, ",%s,%s", BEFORE_MEASURES[0], BEFORE_MEASURES[1]);
    for (int i = 0; i < model->measure_count; i++)
        put_column(to, model, MEASURE_MARK, model->measures[i].name);
    fprintf(to, ",%s,%s\n", AT_THE_END[0], AT_THE_END[1]);
    return !ferror(to);
}

/* An attribute that was never set and a measure whose moments did not both happen leave their cells empty. */
static void put_row(FILE *to, const struct model *model, const struct observation *seen, uint32_t index)
{
    const struct patient_row *row = &seen->patients[index];
    const uint16_t *values = seen->patient_attributes + (size_t)index * (size_t)model->attribute_count;
    const int64_t *times = seen->patient_times + (size_t)index * (size_t)model->measure_count;
    fprintf(to, "%u,", seen->replication + 1);
    put_patient(to, model, row->class_index, row->number);
    csv_next_text(to, model->classes[row->class_index].name);
    for (int i = 0; i < model->attribute_count; i++)
        csv_next_text(to, model->attributes[i].values[values[i]]);
    fputc(',', to);
    put_date(to, model, row->referred);
    put_next_days(to, row->referred);
    for (int i = 0; i < model->measure_count; i++) {
        if (times[i] >= 0)
            put_next_days(to, times[i]);
        else
            fputc(',', to);
    }
    csv_next_text(to, model->outcomes[row->outcome]);
    put_next_days(to, row->exited);
    fputc('\n', to);
}

bool results_patients_rows(FILE *to, const struct model *model, const struct observation *seen)
{
    for (uint32_t i = 0; i < seen->patient_count; i++)
        put_row(to, model, seen, i);
    return !ferror(to);
}

/* ---- events.csv */

bool results_events_head(FILE *to)
{
    fputs("replication,patient,time,date,moment,units\n", to);
    return !ferror(to);
}

static const char *subject(const struct model *model, const struct event_row *row)
{
    switch ((enum happening)row->happening) {
    case HAPPENING_REFERRAL: return "referral";
    case HAPPENING_ARRIVE:
    case HAPPENING_START:
    case HAPPENING_END: return model->steps[row->index].name;
    case HAPPENING_STRIKE:
    case HAPPENING_OVER: return model->risks[row->index].name;
    case HAPPENING_EXIT: return model->outcomes[row->index];
    default: return model->resources[row->index].name;
    }
}

static void put_moment(FILE *to, const struct model *model, const struct event_row *row)
{
    static const char *const after[] = {[HAPPENING_REFERRAL] = "",
                                        [HAPPENING_ARRIVE] = ".arrive",
                                        [HAPPENING_START] = ".start",
                                        [HAPPENING_END] = ".end",
                                        [HAPPENING_STRIKE] = ".strikes",
                                        [HAPPENING_OVER] = ".over",
                                        [HAPPENING_ASK] = ".asked",
                                        [HAPPENING_GET] = ".got",
                                        [HAPPENING_GIVE_BACK] = ".given_back",
                                        [HAPPENING_WITHDRAW] = ".withdrawn",
                                        [HAPPENING_BOOK] = ".booked",
                                        [HAPPENING_ATTEND] = ".attended",
                                        [HAPPENING_MISS] = ".missed",
                                        [HAPPENING_CANCEL] = ".cancelled",
                                        [HAPPENING_EXIT] = ""};
    const char *before = row->happening == HAPPENING_EXIT ? "exit:" : "";
    csv_cell(to, (const char *const[]){before, subject(model, row), after[row->happening], NULL});
}

bool results_events_rows(FILE *to, const struct model *model, const struct observation *seen)
{
    for (uint64_t i = 0; i < seen->row_count; i++) {
        const struct event_row *row = &seen->rows[i];
        fprintf(to, "%u,", seen->replication + 1);
        put_patient(to, model, row->class_index, row->number);
        put_next_days(to, row->time);
        fputc(',', to);
        put_date(to, model, row->time);
        fputc(',', to);
        put_moment(to, model, row);
        if (row->units)
            fprintf(to, ",%u\n", row->units);
        else
            fputs(",\n", to);
    }
    return !ferror(to);
}
