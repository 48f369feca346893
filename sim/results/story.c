/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdlib.h>

#include "results/story_parts.h"
#include "scenario/values.h"

/*
 * The story of one patient, row by row, in sentences. What follows from what was told already is not told
 * again: a step that starts and ends with nothing between is one sentence, and so are a step and its units.
 */

bool teller_begin(struct teller *teller, const struct model *model, const struct story *story)
{
    size_t steps = (size_t)model->step_count, resources = (size_t)model->resource_count;
    int64_t *memory = calloc(3 * steps + 2 * resources + (size_t)model->risk_count + 1, sizeof *memory);
    *teller = (struct teller){.model = model, .story = story, .memory = memory};
    if (!memory)
        return false;
    teller->arrived = memory;
    teller->started = teller->arrived + steps;
    teller->visit = teller->started + steps;
    teller->got = teller->visit + steps;
    teller->held = teller->got + resources;
    teller->struck = teller->held + resources;
    for (int i = 0; i < model->risk_count; i++)
        teller->struck[i] = NONE;
    return true;
}

void teller_free(struct teller *teller)
{
    free(teller->memory);
}

struct words date_words(const struct model *model, int64_t seconds)
{
    static const enum text weekdays[] = {TEXT_STORY_MONDAY,   TEXT_STORY_TUESDAY, TEXT_STORY_WEDNESDAY,
                                         TEXT_STORY_THURSDAY, TEXT_STORY_FRIDAY,  TEXT_STORY_SATURDAY,
                                         TEXT_STORY_SUNDAY};
    char date[32], clock[16];
    int64_t day = seconds / DAY;
    int minute = (int)(seconds % DAY / 60);
    const char *weekday = text_for(weekdays[model_weekday(model, day)]);
    value_print_date(model->run.start_day + day, date, sizeof date);
    if (seconds % DAY == 0)
        return WORDS(TEXT_STORY_DATE, weekday, date);
    snprintf(clock, sizeof clock, "%02d:%02d", minute / 60, minute % 60);
    return WORDS(TEXT_STORY_DATE_TIME, weekday, date, clock);
}

/* ---- names and numbers */

static struct words whole_words(int64_t number)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%lld", (long long)number);
    return words;
}

static struct words step_words(const struct teller *teller, int step)
{
    return plain_name(teller->model->steps[step].name);
}

static struct words resource_words(const struct teller *teller, int resource)
{
    return plain_name(teller->model->resources[resource].name);
}

static struct words risk_words(const struct teller *teller, int risk)
{
    return plain_name(teller->model->risks[risk].name);
}

static struct words value_words(const struct teller *teller, const struct told *row)
{
    const char *value = teller->model->attributes[row->index].values[row->detail];
    return *value ? plain_name(value) : WORDS(TEXT_STORY_NOT_SET, "");
}

static struct words attribute_words(const struct teller *teller, const struct told *row)
{
    return plain_name(teller->model->attributes[row->index].name);
}

/* The step, and the how-manieth visit where it recurs. */
static struct words visit_words(const struct teller *teller, int step)
{
    const struct step *of = &teller->model->steps[step];
    if (of->times <= 1)
        return step_words(teller, step);
    return WORDS(TEXT_STORY_VISIT, step_words(teller, step).text, whole_words(teller->visit[step]).text,
                 whole_words(of->times).text);
}

static struct words since_referral(const struct teller *teller, const struct told *row)
{
    return span_words(row->time - teller->referred);
}

/* ---- the referral */

static struct words say_referral(struct teller *teller, const struct told *row)
{
    const struct story *story = teller->story;
    int pathway = teller->model->classes[story->class_index].pathway;
    struct words name = plain_name(teller->model->pathways[pathway].name);
    teller->referred = row->time;
    return teller->attributes.text[0] ? WORDS(TEXT_STORY_REFERRED_WITH, name.text, teller->attributes.text)
                                      : WORDS(TEXT_STORY_REFERRED, name.text);
}

static void note_attribute(struct teller *teller, const struct told *row)
{
    add_to_list(&teller->attributes, TEXT_STORY_ATTRIBUTES,
                WORDS(TEXT_STORY_ATTRIBUTE, attribute_words(teller, row).text,
                      value_words(teller, row).text));
}

/* ---- a step */

static void note_arrival(struct teller *teller, const struct told *row)
{
    int64_t *visit = &teller->visit[row->index];
    *visit = *visit < 0 ? -*visit : 1;
    teller->arrived[row->index] = row->time;
}

/* "Apheresis, for 5 h, after a wait of 9.9 d.", "Production starts." */
static struct words say_beginning(const struct teller *teller, const struct told *row)
{
    struct words name = visit_words(teller, row->index);
    int64_t length, wait = row->time - teller->arrived[row->index];
    bool through = runs_through(teller, teller->at, &length);
    struct words waited = span_words(wait);
    if (!through)
        return wait ? WORDS(TEXT_STORY_STARTS_WAITED, name.text, waited.text)
                    : WORDS(TEXT_STORY_STARTS, name.text);
    if (length == 0)
        return wait ? WORDS(TEXT_STORY_DONE_WAITED, name.text, waited.text)
                    : WORDS(TEXT_STORY_DONE, name.text);
    struct words lasts = span_words(length);
    return wait ? WORDS(TEXT_STORY_LASTS_WAITED, name.text, lasts.text, waited.text)
                : WORDS(TEXT_STORY_LASTS, name.text, lasts.text);
}

static void add_units(struct words *line, enum text sentence, struct words units)
{
    if (units.text[0])
        *line = WORDS(sentence, line->text, units.text);
}

/* A step that does nothing but choose a way is told by the way. */
static bool is_only_a_choice(const struct teller *teller, const struct told *row)
{
    const struct told *next = story_row(teller, teller->at + 2);
    int64_t length;
    return runs_through(teller, teller->at, &length) && length == 0 && next && next->what == TALE_BRANCH &&
           next->step == row->index && row->time == teller->arrived[row->index] &&
           !teller->model->steps[row->index].release_count;
}

static struct words say_start(const struct teller *teller, const struct told *row)
{
    const struct step *step = &teller->model->steps[row->index];
    struct words line = say_beginning(teller, row);
    add_units(&line, TEXT_STORY_USES, units_got(teller, false));
    add_units(&line, TEXT_STORY_KEEPS, units_got(teller, true));
    add_units(&line, TEXT_STORY_GIVES_BACK_TOO, units_returned(teller, step, HAPPENING_START));
    return line;
}

/* Nothing when its beginning told the end. */
static bool say_end(const struct teller *teller, const struct told *row, struct words *line)
{
    size_t before = teller->at - 1;
    int64_t length = row->time - teller->started[row->index], same;
    while (before > 0 && story_row(teller, before)->what == HAPPENING_GIVE_BACK)
        before--;
    const struct told *start = story_row(teller, before);
    if (start->what == HAPPENING_START && start->index == row->index && runs_through(teller, before, &same))
        return false;
    struct words name = visit_words(teller, row->index);
    *line = length ? WORDS(TEXT_STORY_ENDS_AFTER, name.text, span_words(length).text)
                   : WORDS(TEXT_STORY_ENDS, name.text);
    add_units(line, TEXT_STORY_GIVES_BACK_TOO,
              units_returned(teller, &teller->model->steps[row->index], HAPPENING_END));
    return true;
}

static struct words say_branch(const struct teller *teller, const struct told *row)
{
    struct words name = step_words(teller, row->step), which = whole_words(row->units),
                 of = whole_words(teller->model->steps[row->step].route_count);
    if (row->index == NONE)
        return WORDS(TEXT_STORY_BRANCH_EMPTY, name.text, which.text, of.text);
    return WORDS(TEXT_STORY_BRANCH, name.text, which.text, of.text, step_words(teller, row->index).text);
}

static struct words say_passed_over(const struct teller *teller, const struct told *row)
{
    return WORDS(TEXT_STORY_NOT_FOR, step_words(teller, row->step).text, attribute_words(teller, row).text,
                 value_words(teller, row).text);
}

static struct words say_joins(const struct teller *teller, const struct told *row)
{
    struct words name = step_words(teller, row->step);
    return row->index == NONE ? WORDS(TEXT_STORY_JOINS, name.text)
                              : WORDS(TEXT_STORY_EXTENDED, name.text, risk_words(teller, row->index).text);
}

/* ---- units */

static void note_units(struct teller *teller, const struct told *row)
{
    if (teller->held[row->index] == 0)
        teller->got[row->index] = row->time;
    teller->held[row->index] += row->units;
}

static bool say_given_back(struct teller *teller, const struct told *row, struct words *line)
{
    teller->held[row->index] -= row->units;
    if (is_returned_with_step(teller))
        return false;
    struct words held = span_words(row->time - teller->got[row->index]);
    *line = WORDS(TEXT_STORY_GIVES_BACK,
                  WORDS(TEXT_STORY_GIVES_BACK_HELD, resource_words(teller, row->index).text, held.text).text);
    return true;
}

static struct words queue_words(const struct teller *teller, const struct told *row)
{
    struct words name = resource_words(teller, row->index);
    if (row->detail)
        return WORDS(TEXT_STORY_SHUT, name.text);
    if (row->units == 0)
        return WORDS(TEXT_STORY_NEXT_IN_LINE, name.text);
    if (row->units == 1)
        return WORDS(TEXT_STORY_ONE_AHEAD, name.text);
    return WORDS(TEXT_STORY_SOME_AHEAD, name.text, whole_words(row->units).text);
}

/* All that one step queues for at once is told with the last. */
static bool say_queued(const struct teller *teller, const struct told *row, struct words *line)
{
    const struct told *next = story_row(teller, teller->at + 1);
    if (next && next->what == TALE_QUEUED && next->step == row->step && next->time == row->time)
        return false;
    struct words list = {""}; /* the engine lines up for the last resource first */
    for (size_t i = teller->at;
         story_row(teller, i)->what == TALE_QUEUED && story_row(teller, i)->step == row->step; i--)
        add_to_list(&list, TEXT_STORY_AND, queue_words(teller, story_row(teller, i)));
    *line = WORDS(TEXT_STORY_WAITS_FOR, step_words(teller, row->step).text, list.text);
    return true;
}

/* ---- appointments */

static struct words say_booked(const struct teller *teller, const struct told *row)
{
    struct words date = date_words(teller->model, row->detail), slot = resource_words(teller, row->index);
    if (row->units)
        return WORDS(TEXT_STORY_BOOKED_TOO, slot.text, date.text);
    return WORDS(TEXT_STORY_BOOKED, step_words(teller, row->step).text, date.text,
                 span_words(row->detail - row->time).text, slot.text);
}

static struct words say_notice(const struct teller *teller, const struct told *row)
{
    return WORDS(TEXT_STORY_NOTICE_UNTIL, step_words(teller, row->step).text,
                 span_words(row->detail - row->time).text, date_words(teller->model, row->detail).text);
}

/* ---- failing */

static struct words say_repeat(const struct teller *teller, const struct told *row)
{
    struct words target = step_words(teller, row->index), time = whole_words(row->units);
    if (row->detail == NONE)
        return WORDS(TEXT_STORY_REPEATS, target.text, time.text);
    return WORDS(TEXT_STORY_REPEATS_OF, target.text, time.text, whole_words(row->detail).text);
}

/* ---- risks */

static struct words say_strike(struct teller *teller, const struct told *row)
{
    const struct risk *risk = &teller->model->risks[row->index];
    bool lasting = risk->unfit && risk->first != NONE;
    teller->struck[row->index] = row->time;
    return WORDS(lasting ? TEXT_STORY_STRIKES_UNFIT : TEXT_STORY_STRIKES,
                 risk_words(teller, row->index).text);
}

/* Nothing when it was over as it struck. */
static bool say_over(struct teller *teller, const struct told *row, struct words *line)
{
    const struct risk *risks = teller->model->risks;
    int64_t struck = teller->struck[row->index];
    bool fit = risks[row->index].unfit;
    teller->struck[row->index] = NONE;
    for (int i = 0; i < teller->model->risk_count; i++)
        fit = fit && !(risks[i].unfit && teller->struck[i] != NONE);
    if (risks[row->index].first == NONE)
        return false;
    *line = WORDS(fit ? TEXT_STORY_OVER_FIT : TEXT_STORY_OVER, risk_words(teller, row->index).text,
                  span_words(row->time - struck).text);
    return true;
}

/* ---- the end */

static struct words say_exit(const struct teller *teller, const struct told *row)
{
    struct words after = since_referral(teller, row);
    switch (row->index) {
    case OUTCOME_COMPLETED: return WORDS(TEXT_STORY_COMPLETED, after.text);
    case OUTCOME_TURNED_AWAY: return WORDS(TEXT_STORY_TURNED_AWAY, after.text);
    case OUTCOME_CENSORED: return WORDS(TEXT_STORY_CENSORED, after.text);
    default:
        return WORDS(TEXT_STORY_LEAVES, plain_name(teller->model->outcomes[row->index]).text, after.text);
    }
}

/* ---- row by row */

static bool say_happening(struct teller *teller, const struct told *row, struct words *line)
{
    switch ((enum happening)row->what) {
    case HAPPENING_REFERRAL: *line = say_referral(teller, row); return true;
    case HAPPENING_ARRIVE: note_arrival(teller, row); return false;
    case HAPPENING_START:
        teller->started[row->index] = row->time;
        *line = say_start(teller, row);
        return !is_only_a_choice(teller, row);
    case HAPPENING_END: return say_end(teller, row, line);
    case HAPPENING_STRIKE: *line = say_strike(teller, row); return true;
    case HAPPENING_OVER: return say_over(teller, row, line);
    case HAPPENING_GET: note_units(teller, row); return false;
    case HAPPENING_GIVE_BACK: return say_given_back(teller, row, line);
    case HAPPENING_WITHDRAW:
        *line = WORDS(TEXT_STORY_LEAVES_QUEUE, resource_words(teller, row->index).text);
        return true;
    case HAPPENING_MISS:
        *line = WORDS(TEXT_STORY_MISSED, resource_words(teller, row->index).text);
        return true;
    case HAPPENING_EXIT: *line = say_exit(teller, row); return true;
    case HAPPENING_ASK:
    case HAPPENING_BOOK:
    case HAPPENING_ATTEND:
    case HAPPENING_CANCEL: break; /* told otherwise */
    }
    return false;
}

static struct words say_of_step(const struct teller *teller, const struct told *row)
{
    struct words step = step_words(teller, row->step);
    switch ((enum tale)row->what) {
    case TALE_NOT_FOR: return say_passed_over(teller, row);
    case TALE_BY_CHANCE: return WORDS(TEXT_STORY_BY_CHANCE, step.text);
    case TALE_NOT_AGAIN: return WORDS(TEXT_STORY_NOT_AGAIN, step.text);
    case TALE_NOTICE: return say_notice(teller, row);
    case TALE_UNFIT: return WORDS(TEXT_STORY_UNFIT_FOR, step.text, risk_words(teller, row->index).text);
    case TALE_BOOKED: return say_booked(teller, row);
    case TALE_CANCELLED:
        return WORDS(TEXT_STORY_CANCELLED, date_words(teller->model, row->detail).text,
                     resource_words(teller, row->index).text);
    case TALE_HELD_BACK:
        return WORDS(TEXT_STORY_HELD_BACK, step.text, date_words(teller->model, row->detail).text);
    case TALE_REFUSED:
        return WORDS(row->units ? TEXT_STORY_REFUSED_FULL : TEXT_STORY_REFUSED_NONE, step.text);
    case TALE_GOES_ON: return WORDS(TEXT_STORY_GOES_ON, step.text);
    case TALE_JOINS: return say_joins(teller, row);
    case TALE_FAILS: return WORDS(TEXT_STORY_FAILS, step.text);
    case TALE_REPEATS: return say_repeat(teller, row);
    case TALE_NO_MORE:
        return WORDS(TEXT_STORY_NO_MORE, step_words(teller, row->index).text, whole_words(row->detail).text);
    case TALE_BRANCH: return say_branch(teller, row);
    case TALE_MOOT: return WORDS(TEXT_STORY_MOOT, "");
    default: return WORDS(TEXT_STORY_CONTINUES, "");
    }
}

static bool say_tale(struct teller *teller, const struct told *row, struct words *line)
{
    switch ((enum tale)row->what) {
    case TALE_HAS: note_attribute(teller, row); return false;
    case TALE_VISIT: teller->visit[row->step] = -row->units; return false;
    case TALE_MEASURED:
    case TALE_MADE_OF: return false; /* at the end */
    case TALE_QUEUED: return say_queued(teller, row, line);
    case TALE_UNDERWAY: *line = WORDS(TEXT_STORY_UNDERWAY, ""); return true;
    case TALE_SET:
        *line = WORDS(TEXT_STORY_SET, attribute_words(teller, row).text, value_words(teller, row).text);
        return true;
    default: *line = say_of_step(teller, row); return true;
    }
}

/* The step in which a row stands, or NONE. */
static int place_of(const struct told *row)
{
    bool is_moment =
        row->what == HAPPENING_ARRIVE || row->what == HAPPENING_START || row->what == HAPPENING_END;
    return is_moment ? row->index : row->step;
}

/* What happens in a branch says in which: within one of its steps, or beside which step it runs. */
static struct words set_apart(const struct teller *teller, int place, struct words line)
{
    const struct step *steps = teller->model->steps;
    int top = place;
    if (place == NONE || steps[place].strand == 0)
        return line;
    if (steps[place].risk != NONE)
        return WORDS(TEXT_STORY_OF_RISK, risk_words(teller, steps[place].risk).text, line.text);
    while (steps[top].role != ROLE_MEANWHILE)
        top = steps[top].parent;
    if (top != place)
        return WORDS(TEXT_STORY_WITHIN, step_words(teller, top).text, line.text);
    return WORDS(TEXT_STORY_BESIDE, step_words(teller, steps[top].parent).text, line.text);
}

bool teller_says(struct teller *teller, struct words *line)
{
    const struct told *row = story_row(teller, teller->at);
    bool said = row->what <= HAPPENING_EXIT ? say_happening(teller, row, line) : say_tale(teller, row, line);
    if (!said)
        return false;
    *line = set_apart(teller, place_of(row), *line);
    line->text[0] = (char)toupper((unsigned char)line->text[0]);
    return true;
}
