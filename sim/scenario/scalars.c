/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/scalars.h"

#include <string.h>

#include "base/utf8.h"
#include "scenario/dates.h"

enum { NAME_LENGTH_MAX = 100 };

/* What is being checked, so that the checks below have one argument. */
struct subject {
    struct complainer *to;
    const struct tree *node;
    const struct format_type *type;
    const struct format_path *path;
};

static bool refuse(const struct subject *subject, enum fault_code code)
{
    complain_expected(subject->to, code, subject->node, subject->path, subject->type->expected);
    return false;
}

static const char *bounds(const struct subject *subject)
{
    return arena_print(subject->to->arena, "%lld to %lld", (long long)subject->type->least,
                       (long long)subject->type->most);
}

/* range NULL: from least to most of the type. */
static bool judge(const struct subject *subject, enum quantity problem, enum fault_code malformed,
                  const char *range)
{
    if (problem == QUANTITY_OK)
        return true;
    if (problem == QUANTITY_OUT_OF_RANGE && !range)
        range = bounds(subject);
    complain_quantity(subject->to, problem, subject->node, subject->path, malformed, subject->type->expected,
                      range ? range : "");
    return false;
}

static bool check_whole(const struct subject *subject)
{
    int64_t number = 0;
    enum quantity problem = quantity_whole(subject->node->text, &number);
    if (problem == QUANTITY_OK && (number < subject->type->least || number > subject->type->most))
        problem = QUANTITY_OUT_OF_RANGE;
    return judge(subject, problem, FORMAT_TYPE, NULL);
}

static bool check_number(const struct subject *subject)
{
    double number = 0;
    enum quantity problem = quantity_number(subject->node->text, &number);
    if (problem == QUANTITY_MALFORMED && subject->type->scalar == SCALAR_WEIGHT)
        problem = quantity_probability(subject->node->text, &number);
    if (problem == QUANTITY_OK &&
        (number < (double)subject->type->least || number > (double)subject->type->most))
        problem = QUANTITY_OUT_OF_RANGE;
    return judge(subject, problem, FORMAT_TYPE, NULL);
}

static bool check_duration(const struct subject *subject)
{
    double seconds = 0, least = (double)subject->type->least;
    enum quantity problem = quantity_duration(subject->node->text, &seconds);
    if (problem == QUANTITY_OK && seconds < least)
        problem = QUANTITY_OUT_OF_RANGE;
    return judge(subject, problem, FORMAT_NO_DURATION,
                 least > 0 ? "above 0 d, to 10000 y" : "0 d to 10000 y");
}

/* 31 for a probability is most likely 31%. */
static bool check_probability(const struct subject *subject)
{
    struct arena *arena = subject->to->arena;
    const char *text = subject->node->text, *range = "0 to 1, or 0% to 100%";
    double number = 0;
    enum quantity problem = quantity_probability(text, &number);
    if (problem == QUANTITY_OUT_OF_RANGE && quantity_number(text, &number) == QUANTITY_OK && number > 1 &&
        number <= 100)
        range = arena_print(arena, "0 to 1; did you mean %s%%?", complaint_quote(arena, text));
    return judge(subject, problem, FORMAT_NO_PROBABILITY, range);
}

static bool check_confidence(const struct subject *subject)
{
    double level = 0;
    if (!check_probability(subject))
        return false;
    quantity_probability(subject->node->text, &level);
    bool sound = level > 0.5 && level < 0.9999;
    return sound || judge(subject, QUANTITY_OUT_OF_RANGE, FORMAT_TYPE, "between 50% and 99.99%");
}

static bool check_rate(const struct subject *subject)
{
    bool growth = subject->type->scalar == SCALAR_GROWTH;
    double rate = 0, least = -1 + 1e-9; /* -100% may come out of the division a bit above */
    enum quantity problem =
        growth ? quantity_growth(subject->node->text, &rate) : quantity_rate(subject->node->text, &rate);
    if (problem == QUANTITY_OK && (growth ? rate < least || rate > 10 : rate < 0))
        problem = QUANTITY_OUT_OF_RANGE;
    return judge(subject, problem, FORMAT_NO_RATE,
                 growth ? "above -100% to 1000% a year, compounded" : "0 to 1000000 per day");
}

/* Hours without days, or over midnight, are understood and yet not taken: say how they are written. */
static bool refuse_opening(const struct subject *subject)
{
    const char *text = complaint_quote(subject->to->arena, subject->node->text);
    const char *blank = strrchr(text, ' '), *hours = blank ? blank + 1 : text;
    int64_t from, until;
    unsigned days;
    const char *turned =
        strlen(hours) == 11 ? arena_print(subject->to->arena, "mon %.5s-%.5s", hours + 6, hours) : "";
    if (!blank && opening_read(arena_print(subject->to->arena, "mon %s", text), &days, &from, &until))
        complain(subject->to, FORMAT_NO_DATE, subject->node->place, subject->path,
                 "'%s' has no days; for every day write 'mon-sun %s'", text, text);
    else if (opening_read(turned, &days, &from, &until))
        complain(subject->to, FORMAT_NO_DATE, subject->node->place, subject->path,
                 "'%s' goes over midnight; write two: ['mon-fri %.5s-24:00', 'tue-sat 00:00-%.5s']", text,
                 hours, hours + 6);
    else
        return refuse(subject, FORMAT_NO_DATE);
    return false;
}

/* "2025-02-30": of the form of a date, and none. */
static bool looks_like_date(const char *text)
{
    return strlen(text) == 10 && strspn(text, "0123456789") == 4 && text[4] == '-' &&
           strspn(text + 5, "0123456789") == 2 && text[7] == '-' && strspn(text + 8, "0123456789") == 2;
}

static bool refuse_when(const struct subject *subject)
{
    const char *text = subject->node->text;
    if (subject->type->scalar == SCALAR_OPENING)
        return refuse_opening(subject);
    if (subject->type->scalar != SCALAR_DATE || !looks_like_date(text))
        return refuse(subject, FORMAT_NO_DATE);
    complain(subject->to, FORMAT_NO_DATE, subject->node->place, subject->path, "there is no day %s", text);
    return false;
}

static bool check_when(const struct subject *subject)
{
    const char *text = subject->node->text;
    int64_t number, until;
    unsigned mask;
    bool sound = subject->type->scalar == SCALAR_DATE          ? date_read(text, &number)
                 : subject->type->scalar == SCALAR_TIME_OF_DAY ? time_of_day_read(text, &number)
                 : subject->type->scalar == SCALAR_WEEKDAYS    ? weekdays_read(text, &mask)
                                                               : opening_read(text, &mask, &number, &until);
    return sound || refuse_when(subject);
}

static bool check_date_or_duration(const struct subject *subject)
{
    const char *text = subject->node->text;
    int64_t seconds;
    if (date_time_read(text, &seconds))
        return true;
    bool dated = strlen(text) >= 10 && text[4] == '-';
    return dated ? refuse(subject, FORMAT_NO_DATE) : check_duration(subject);
}

/* Whether the first `length` bytes can name something: names are parts of paths, of moments and of --set. */
static bool is_name(const char *text, size_t length)
{
    if (length == 0 || utf8_count(text, length) > NAME_LENGTH_MAX || text[0] == ' ' ||
        text[length - 1] == ' ')
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f || text[i] == '.' || text[i] == '=')
            return false;
    return true;
}

static bool check_name(const struct subject *subject)
{
    const char *text = subject->node->text;
    if (is_name(text, strlen(text)))
        return true;
    if (!*text)
        return refuse(subject, FORMAT_TYPE);
    complain_expected(subject->to, FORMAT_TYPE, subject->node, subject->path,
                      "a name (no '.', no '=', at most 100 characters)");
    return false;
}

static bool check_moment(const struct subject *subject)
{
    const char *text = subject->node->text, *dot = strrchr(text, '.');
    if (!dot)
        return strcmp(text, "referral") == 0 || strcmp(text, "exit") == 0 || refuse(subject, FORMAT_TYPE);
    bool known = strcmp(dot, ".arrive") == 0 || strcmp(dot, ".start") == 0 || strcmp(dot, ".end") == 0;
    return (known && is_name(text, (size_t)(dot - text))) || refuse(subject, FORMAT_TYPE);
}

static bool check_version(const struct subject *subject)
{
    if (strcmp(subject->node->text, "1") == 0)
        return true;
    complain(subject->to, FORMAT_VERSION, subject->node->place, subject->path,
             "this program reads version 1 of the format, the file says '%s'",
             complaint_quote(subject->to->arena, subject->node->text));
    return false;
}

static bool is_word(const struct format_type *type, const char *text)
{
    for (const char *const *word = type->words; word && *word; word++)
        if (strcmp(*word, text) == 0)
            return true;
    return false;
}

static bool check_text(const struct subject *subject)
{
    const char *text = subject->node->text;
    switch (subject->type->scalar) {
    case SCALAR_ANY: return true;
    case SCALAR_TEXT:
    case SCALAR_UNCERTAIN: /* what it says, uncertain.c reads beside its value */
    case SCALAR_SOURCE: return *text || refuse(subject, FORMAT_TYPE);
    case SCALAR_NAME: return check_name(subject);
    case SCALAR_BOOLEAN:
        return strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || refuse(subject, FORMAT_TYPE);
    case SCALAR_TRUE: return strcmp(text, "true") == 0 || refuse(subject, FORMAT_TYPE);
    case SCALAR_WHOLE: return check_whole(subject);
    case SCALAR_NUMBER:
    case SCALAR_WEIGHT: return check_number(subject);
    case SCALAR_DURATION:
    case SCALAR_LAW: return check_duration(subject);
    case SCALAR_PROBABILITY: return check_probability(subject);
    case SCALAR_CONFIDENCE: return check_confidence(subject);
    case SCALAR_RATE:
    case SCALAR_GROWTH: return check_rate(subject);
    case SCALAR_DATE:
    case SCALAR_TIME_OF_DAY:
    case SCALAR_WEEKDAYS:
    case SCALAR_OPENING: return check_when(subject);
    case SCALAR_DATE_OR_DURATION: return check_date_or_duration(subject);
    case SCALAR_MOMENT: return check_moment(subject);
    case SCALAR_VERSION: return check_version(subject);
    case SCALAR_CHOICE:
    case SCALAR_NONE: break;
    }
    return refuse(subject, FORMAT_TYPE);
}

bool scalar_check(struct complainer *to, const struct tree *node, enum format_type_id type,
                  const struct format_path *path)
{
    const struct subject subject = {to, node, &format_types[type], path};
    if (node->faulty)
        return false;
    if (node->kind != TREE_TEXT || (node->plain && !*node->text))
        return subject.type->scalar == SCALAR_ANY || refuse(&subject, FORMAT_TYPE);
    return is_word(subject.type, node->text) || check_text(&subject);
}
