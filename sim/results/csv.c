/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/results.h"
#include "scenario/values.h"

/*
 * patients.csv and events.csv: RFC 4180, a comma between cells, a line feed after rows, a point in numbers.
 */

static bool needs_quotes(const char *text)
{
    return strpbrk(text, ",\"\r\n") != NULL;
}

/* One cell made of some texts; NULL ends them. In quotes when any of them asks for it. */
static void put_cell(FILE *to, const char *const *texts)
{
    bool quoted = false;
    for (int i = 0; texts[i]; i++)
        quoted = quoted || needs_quotes(texts[i]);
    if (quoted)
        fputc('"', to);
    for (int i = 0; texts[i]; i++)
        for (const char *at = texts[i]; *at; at++) {
            if (*at == '"')
                fputc('"', to);
            fputc(*at, to);
        }
    if (quoted)
        fputc('"', to);
}

static void put_text(FILE *to, const char *text)
{
    put_cell(to, (const char *const[]){text, NULL});
}

static void put_number(FILE *to, double number)
{
    char text[32];
    results_number(number, text);
    fputs(text, to);
}

static void put_days(FILE *to, int64_t seconds)
{
    put_number(to, (double)seconds / DAY);
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
    put_cell(to, (const char *const[]){model->classes[class_index].name, digits, NULL});
}

/* ---- patients.csv */

bool results_patients_head(FILE *to, const struct model *model)
{
    fputs("replication,id,class,referred,referred_days,outcome,exited_days", to);
    for (int i = 0; i < model->attribute_count; i++) {
        fputc(',', to);
        put_text(to, model->attributes[i].name);
    }
    for (int i = 0; i < model->measure_count; i++) {
        fputc(',', to);
        put_text(to, model->measures[i].name);
    }
    fputc('\n', to);
    return !ferror(to);
}

static void put_row(FILE *to, const struct model *model, const struct observation *seen, uint32_t index)
{
    const struct patient_row *row = &seen->patients[index];
    fprintf(to, "%u,", seen->replication + 1);
    put_patient(to, model, row->class_index, row->number);
    fputc(',', to);
    put_text(to, model->classes[row->class_index].name);
    fputc(',', to);
    put_date(to, model, row->referred);
    fputc(',', to);
    put_days(to, row->referred);
    fputc(',', to);
    put_text(to, model->outcomes[row->outcome]);
    fputc(',', to);
    put_days(to, row->exited);
    for (int i = 0; i < model->attribute_count; i++) {
        int value = seen->patient_attributes[index * (uint32_t)model->attribute_count + (uint32_t)i];
        fputc(',', to);
        put_text(to, model->attributes[i].values[value]);
    }
    for (int i = 0; i < model->measure_count; i++) {
        int64_t time = seen->patient_times[index * (uint32_t)model->measure_count + (uint32_t)i];
        fputc(',', to);
        if (time >= 0)
            put_days(to, time);
    }
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
    static const char *const after[] = {
        [HAPPENING_REFERRAL] = "",           [HAPPENING_ARRIVE] = ".arrive",
        [HAPPENING_START] = ".start",        [HAPPENING_END] = ".end",
        [HAPPENING_STRIKE] = ".strikes",     [HAPPENING_OVER] = ".over",
        [HAPPENING_ASK] = ".asked",          [HAPPENING_GET] = ".got",
        [HAPPENING_GIVE_BACK] = ".given_back", [HAPPENING_WITHDRAW] = ".withdrawn",
        [HAPPENING_BOOK] = ".booked",        [HAPPENING_ATTEND] = ".attended",
        [HAPPENING_MISS] = ".missed",        [HAPPENING_CANCEL] = ".cancelled",
        [HAPPENING_EXIT] = ""};
    const char *before = row->happening == HAPPENING_EXIT ? "exit:" : "";
    put_cell(to, (const char *const[]){before, subject(model, row), after[row->happening], NULL});
}

bool results_events_rows(FILE *to, const struct model *model, const struct observation *seen)
{
    for (uint64_t i = 0; i < seen->row_count; i++) {
        const struct event_row *row = &seen->rows[i];
        fprintf(to, "%u,", seen->replication + 1);
        put_patient(to, model, row->class_index, row->number);
        fputc(',', to);
        put_days(to, row->time);
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
