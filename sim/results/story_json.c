/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/json_writer.h"
#include "results/results.h"
#include "results/story_parts.h"
#include "scenario/values.h"

/* A patient's story as JSON: a list of all that was told, with the keys that apply to each. */

static const char *const EVENTS[TALE_END] = {
    [HAPPENING_REFERRAL] = "referral",
    [HAPPENING_ARRIVE] = "arrive",
    [HAPPENING_START] = "start",
    [HAPPENING_END] = "end",
    [HAPPENING_STRIKE] = "strikes",
    [HAPPENING_OVER] = "over",
    [HAPPENING_ASK] = "asked",
    [HAPPENING_GET] = "got",
    [HAPPENING_GIVE_BACK] = "given_back",
    [HAPPENING_WITHDRAW] = "withdrawn",
    [HAPPENING_BOOK] = "booked",
    [HAPPENING_ATTEND] = "attended",
    [HAPPENING_MISS] = "missed",
    [HAPPENING_CANCEL] = "cancelled",
    [HAPPENING_EXIT] = "exit",
    [TALE_HAS] = "has",
    [TALE_NOT_FOR] = "passed_over",
    [TALE_BY_CHANCE] = "passed_over_by_chance",
    [TALE_NOT_AGAIN] = "passed_over_in_repeat",
    [TALE_NOTICE] = "notice",
    [TALE_UNFIT] = "waits_unfit",
    [TALE_QUEUED] = "waits_in_queue",
    [TALE_BOOKED] = "appointment",
    [TALE_CANCELLED] = "appointment_cancelled",
    [TALE_HELD_BACK] = "waits_for_release",
    [TALE_REFUSED] = "refused",
    [TALE_GOES_ON] = "branch_goes_on",
    [TALE_JOINS] = "waits_to_end",
    [TALE_FAILS] = "fails",
    [TALE_CONTINUES] = "continues",
    [TALE_REPEATS] = "repeats",
    [TALE_NO_MORE] = "no_more_repeats",
    [TALE_MOOT] = "sent_back_already",
    [TALE_SET] = "set",
    [TALE_BRANCH] = "way",
    [TALE_VISIT] = "next_visit",
    [TALE_UNDERWAY] = "under_way",
    [TALE_MEASURED] = "measured",
    [TALE_MADE_OF] = "made_of",
};

/* What the index of a row names, and under which key; NULL: nothing. */
static const char *subject(const struct model *model, const struct told *row, const char **key)
{
    switch (row->what) {
    case HAPPENING_ARRIVE:
    case HAPPENING_START:
    case HAPPENING_END: *key = "step"; return model->steps[row->index].name;
    case HAPPENING_STRIKE:
    case HAPPENING_OVER:
    case TALE_UNFIT:
    case TALE_JOINS: *key = "risk"; return row->index == NONE ? NULL : model->risks[row->index].name;
    case HAPPENING_EXIT: *key = "outcome"; return model->outcomes[row->index];
    case TALE_HAS:
    case TALE_SET:
    case TALE_NOT_FOR: *key = "attribute"; return model->attributes[row->index].name;
    case TALE_REPEATS:
    case TALE_NO_MORE:
    case TALE_BRANCH: *key = "to"; return row->index == NONE ? NULL : model->steps[row->index].name;
    case TALE_MEASURED: *key = "measure"; return model->measures[row->index].name;
    case TALE_MADE_OF: *key = "measure"; return model->measures[row->units].name;
    case TALE_QUEUED:
    case TALE_BOOKED:
    case TALE_CANCELLED: break;
    default:
        if (row->what < HAPPENING_ASK || row->what > HAPPENING_CANCEL)
            return NULL;
    }
    *key = "resource";
    return model->resources[row->index].name;
}

static void add_date(struct json_writer *writer, struct cJSON *object, const char *key,
                     const struct model *model, int64_t seconds)
{
    char text[64];
    value_print_date(model->run.start_day + seconds / DAY, text, sizeof text);
    int second = (int)(seconds % DAY);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "T%02d:%02d:%02d", second / 3600, second / 60 % 60,
             second % 60);
    json_add_text(writer, object, key, text);
}

static void add_details(struct json_writer *writer, struct cJSON *object, const struct model *model,
                        const struct told *row)
{
    switch (row->what) {
    case TALE_HAS:
    case TALE_SET:
    case TALE_NOT_FOR:
        json_add_text(writer, object, "value", model->attributes[row->index].values[row->detail]);
        break;
    case TALE_NOTICE:
    case TALE_BOOKED:
    case TALE_CANCELLED:
    case TALE_HELD_BACK:
    case TALE_VISIT: add_date(writer, object, "until", model, row->detail); break;
    case TALE_MEASURED: json_add_number(writer, object, "days", (double)row->detail / DAY); break;
    case TALE_MADE_OF: {
        const struct ledger_key *key = &model->ledger_keys[row->index];
        json_add_number(writer, object, "days", (double)row->detail / DAY);
        json_add_text(writer, object, "what", cause_words(model, key).text);
        break;
    }
    case TALE_QUEUED: json_add_number(writer, object, "ahead", row->units); break;
    case TALE_REPEATS: json_add_number(writer, object, "time_of", row->units); break;
    case HAPPENING_ASK:
    case HAPPENING_GET:
    case HAPPENING_GIVE_BACK:
    case HAPPENING_WITHDRAW: json_add_number(writer, object, "units", row->units); break;
    default: break;
    }
}

static struct cJSON *row_object(struct json_writer *writer, const struct model *model, const struct told *row)
{
    struct cJSON *object = json_object(writer);
    const char *key = NULL, *name = subject(model, row, &key);
    json_add_number(writer, object, "time", (double)row->time / DAY);
    add_date(writer, object, "date", model, row->time);
    json_add_text(writer, object, "event", EVENTS[row->what]);
    if (row->step != NONE)
        json_add_text(writer, object, "step", model->steps[row->step].name);
    if (name)
        json_add_text(writer, object, key, name);
    add_details(writer, object, model, row);
    return object;
}

char *results_story_json(const struct model *model, const struct story *story)
{
    struct json_writer writer = {false};
    struct cJSON *list = json_list(&writer);
    for (size_t i = 0; i < story->count; i++)
        json_append(&writer, list, row_object(&writer, model, &story->list[i]));
    return json_print(&writer, list);
}
