/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "results/summary_parts.h"

static struct words fixed(double value, int decimals)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%.*f", decimals, value);
    return words;
}

static struct words no_data(void)
{
    return WORDS(TEXT_NO_DATA, "");
}

/* ---- names */

struct words plain_name(const char *name)
{
    struct words words;
    size_t used = 0;
    for (; *name && used + 2 < sizeof words.text; name++) {
        if (*name == '_')
            words.text[used++] = NO_BREAK_SPACE[0];
        words.text[used++] = *name == '_' ? NO_BREAK_SPACE[1] : *name;
    }
    words.text[used] = '\0';
    return words;
}

struct words titled_name(const char *name)
{
    struct words words = plain_name(name);
    words.text[0] = (char)toupper((unsigned char)words.text[0]);
    return words;
}

/* ---- numbers */

struct words number_words(double value)
{
    double size = fabs(value);
    if (size == 0 || size >= 99.95)
        return fixed(size, 0);
    return fixed(value, size < 0.0995 ? 3 : size < 0.995 ? 2 : 1);
}

/* Of a share, without the sign of per cent. */
static struct words percent_words(double share)
{
    double percent = 100 * share;
    if (percent > 0 && percent < 0.05)
        return WORDS(TEXT_BELOW, "0.1");
    return fixed(percent, percent > 0 && percent < 9.95 ? 1 : 0);
}

struct words share_words(double share)
{
    return WORDS(TEXT_PERCENT, percent_words(share).text);
}

struct words goal_share(double share)
{
    struct words number;
    snprintf(number.text, sizeof number.text, "%.6g", 100 * share);
    return WORDS(TEXT_PERCENT, number.text);
}

struct words figure_share(struct figure figure)
{
    if (!figure.known)
        return no_data();
    if (!figure.bounded)
        return share_words(figure.value);
    return WORDS(TEXT_PERCENT_RANGE, percent_words(figure.value).text, percent_words(figure.low).text,
                 percent_words(figure.high).text);
}

/* ---- durations */

struct time_unit {
    double days, least; /* used from `least` days on */
    enum text alone, range;
};

/* A duration and its interval are in one unit, that of the duration. */
static const struct time_unit *unit_of(double days)
{
    static const struct time_unit units[] = {
        {1, 0.05, TEXT_DAYS, TEXT_DAYS_RANGE},
        {1.0 / 24, 0.95 / 24, TEXT_HOURS, TEXT_HOURS_RANGE},
        {1.0 / 1440, 0.95 / 1440, TEXT_MINUTES, TEXT_MINUTES_RANGE},
        {1.0 / DAY, 0, TEXT_SECONDS, TEXT_SECONDS_RANGE},
    };
    const struct time_unit *unit = units;
    while (days > 0 && days < unit->least)
        unit++;
    return unit;
}

struct words duration_words(double days)
{
    const struct time_unit *unit = unit_of(days);
    return WORDS(unit->alone, fixed(days / unit->days, days > 0 ? 1 : 0).text);
}

struct words goal_duration(double days)
{
    struct words number;
    snprintf(number.text, sizeof number.text, "%.6g", days);
    return WORDS(TEXT_DAYS, number.text);
}

struct words figure_duration(struct figure figure)
{
    if (!figure.known)
        return no_data();
    if (!figure.bounded)
        return duration_words(figure.value);
    const struct time_unit *unit = unit_of(figure.value);
    return WORDS(unit->range, fixed(figure.value / unit->days, 1).text,
                 fixed(figure.low / unit->days, 1).text, fixed(figure.high / unit->days, 1).text);
}

struct words span_words(int64_t seconds)
{
    static const struct {
        int64_t least, seconds;
        enum text text;
    } units[] = {{2 * DAY, DAY, TEXT_DAYS},
                 {3600, 3600, TEXT_HOURS},
                 {60, 60, TEXT_MINUTES},
                 {0, 1, TEXT_SECONDS}};
    int unit = 0;
    while (seconds < units[unit].least && (unit || seconds % DAY || seconds == 0))
        unit++;
    struct words number = fixed((double)seconds / (double)units[unit].seconds, 1);
    char *point = strstr(number.text, ".0");
    if (point)
        *point = '\0';
    return WORDS(units[unit].text, number.text);
}

/* ---- verdicts */

struct words verdict_words(const struct target_result *result)
{
    static const enum text words[] = {TEXT_MET, TEXT_MISSED, TEXT_UNDECIDED};
    if (result->verdict == VERDICT_UNDECIDED && result->more_known)
        return WORDS(TEXT_UNDECIDED_MORE, fixed(result->more_replications, 0).text);
    return WORDS(words[result->verdict], "");
}
