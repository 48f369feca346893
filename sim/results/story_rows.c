/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/story_parts.h"

/* Rows of a story that belong together: what a step gets as it starts, what it gives back. */

const struct told *story_row(const struct teller *teller, size_t at)
{
    return at < teller->story->count ? &teller->story->list[at] : NULL;
}

void add_to_list(struct words *list, enum text between, struct words item)
{
    *list = list->text[0] ? WORDS(between, list->text, item.text) : item;
}

static struct words units_words(const struct teller *teller, const struct told *row)
{
    struct words name = plain_name(teller->model->resources[row->index].name), number;
    if (row->units == 1)
        return name;
    snprintf(number.text, sizeof number.text, "%d", row->units);
    return WORDS(TEXT_STORY_UNITS, number.text, name.text);
}

static bool is_claimed(const struct claim *claims, int count, int resource)
{
    for (int i = 0; i < count; i++)
        if (claims[i].resource == resource)
            return true;
    return false;
}

static bool is_released(const struct step *step, int resource)
{
    for (int i = 0; i < step->release_count; i++)
        if (step->releases[i] == resource)
            return true;
    return false;
}

/* Rows of resources that stand directly before what they lead to. */
static bool leads_on(const struct told *row, int64_t time)
{
    return row->time == time && (row->what == HAPPENING_ASK || row->what == HAPPENING_GET ||
                                 row->what == HAPPENING_GIVE_BACK || row->what == HAPPENING_ATTEND);
}

/* The first of the rows that lead to the one at teller->at. */
static size_t first_leading(const struct teller *teller)
{
    size_t first = teller->at;
    while (first > 0 && leads_on(story_row(teller, first - 1), story_row(teller, teller->at)->time))
        first--;
    return first;
}

struct words units_got(const struct teller *teller, bool kept)
{
    const struct step *step = &teller->model->steps[story_row(teller, teller->at)->index];
    struct words list = {""};
    for (size_t i = first_leading(teller); i < teller->at; i++) {
        const struct told *row = story_row(teller, i);
        if (row->what == HAPPENING_GET && is_claimed(step->holds, step->hold_count, row->index) == kept)
            add_to_list(&list, TEXT_STORY_AND, units_words(teller, row));
    }
    return list;
}

static bool returns(const struct step *step, enum happening what, int resource)
{
    return what == HAPPENING_START ? is_released(step, resource)
                                   : is_claimed(step->needs, step->need_count, resource);
}

struct words units_returned(const struct teller *teller, const struct step *step, enum happening what)
{
    struct words list = {""};
    for (size_t i = first_leading(teller); i < teller->at; i++) {
        const struct told *row = story_row(teller, i);
        if (row->what != HAPPENING_GIVE_BACK || !returns(step, what, row->index))
            continue;
        struct words item = units_words(teller, row);
        if (what == HAPPENING_START)
            item = WORDS(TEXT_STORY_GIVES_BACK_HELD, item.text,
                         span_words(row->time - teller->got[row->index]).text);
        add_to_list(&list, TEXT_STORY_AND, item);
    }
    return list;
}

bool is_returned_with_step(const struct teller *teller)
{
    const struct told *back = story_row(teller, teller->at), *row = back;
    for (size_t i = teller->at + 1; row && leads_on(row, back->time); i++)
        row = story_row(teller, i);
    if (!row || row->time != back->time || (row->what != HAPPENING_START && row->what != HAPPENING_END))
        return false;
    return returns(&teller->model->steps[row->index], (enum happening)row->what, back->index);
}

bool runs_through(const struct teller *teller, size_t start, int64_t *length)
{
    const struct told *from = story_row(teller, start), *row;
    size_t i = start + 1;
    while ((row = story_row(teller, i)) && row->what == HAPPENING_GIVE_BACK)
        i++;
    if (!row || row->what != HAPPENING_END || row->index != from->index)
        return false;
    const struct told *next = story_row(teller, start + 1);
    *length = row->time - from->time;
    return next == row || leads_on(next, row->time);
}
