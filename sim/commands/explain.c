/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "commands/command.h"
#include "commands/explanations.h"

enum { COLUMNS = 80, CODE_SIZE = 8 };

#define FAULT_CODE_TITLE(name, number, title) {name, title},
static const struct {
    enum fault_code code;
    const char *title;
} titles[] = {FAULT_CODES(FAULT_CODE_TITLE)};
#undef FAULT_CODE_TITLE
enum { TITLE_COUNT = sizeof titles / sizeof *titles };

static void name_code(enum fault_code code, char name[CODE_SIZE])
{
    snprintf(name, CODE_SIZE, "%c%03u", (unsigned)code < FIRST_WARNING ? 'E' : 'W', (unsigned)code % 1000);
}

/* ---- what is asked for: E012, e12 and 12 are the same */

/* Writes the word as codes are written; false when it is not of that form. */
static bool tidy_code(const char *word, char name[CODE_SIZE])
{
    char letter = (char)toupper((unsigned char)*word);
    const char *digits = isdigit((unsigned char)letter) ? word : word + (*word != 0);
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || count > 3 || digits[count])
        return false;
    unsigned long number = strtoul(digits, NULL, 10);
    if (digits == word)
        letter = number < FIRST_WARNING ? 'E' : 'W';
    snprintf(name, CODE_SIZE, "%c%03lu", letter, number);
    return true;
}

/* The place in titles, or -1. */
static int find_code(const char *word)
{
    char asked[CODE_SIZE], name[CODE_SIZE];
    for (int i = 0; tidy_code(word, asked) && i < TITLE_COUNT; i++) {
        name_code(titles[i].code, name);
        if (strcmp(asked, name) == 0)
            return i;
    }
    return -1;
}

/* The right number behind the wrong letter comes before whatever else is near. */
static const char *near_code(const char *word, const char *const *names)
{
    char asked[CODE_SIZE];
    bool tidy = tidy_code(word, asked);
    for (int i = 0; tidy && i < TITLE_COUNT; i++)
        if (strcmp(asked + 1, names[i] + 1) == 0)
            return names[i];
    return nearest_name(tidy ? asked : word, names, TITLE_COUNT);
}

static int refuse(const char *word)
{
    char texts[TITLE_COUNT][CODE_SIZE];
    const char *names[TITLE_COUNT];
    for (int i = 0; i < TITLE_COUNT; i++) {
        name_code(titles[i].code, texts[i]);
        names[i] = texts[i];
    }
    const char *near = near_code(word, names);
    fprintf(stderr, "cartsim explain: there is no code '%.40s'%s%s%s\n'cartsim explain' lists them all.\n",
            word, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return EXIT_WRONG;
}

/* ---- printing */

static void print_wrapped(const char *text)
{
    size_t column = 0;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (column && column + 1 + length > COLUMNS) {
            putchar('\n');
            column = 0;
        }
        column += (size_t)printf("%s%.*s", column ? " " : "", (int)length, text);
        text += length + strspn(text + length, " ");
    }
    printf("\n\n");
}

static void print_example(const char *heading, const char *text)
{
    printf("%s:\n\n", heading);
    while (*text) {
        size_t length = strcspn(text, "\n");
        printf("    %.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void print_explanation(int place)
{
    const struct explanation *explanation = explanations;
    while (explanation->code != titles[place].code)
        explanation++;
    char name[CODE_SIZE];
    name_code(titles[place].code, name);
    printf("%s: %s\n\n", name, titles[place].title);
    print_wrapped(explanation->means);
    print_wrapped(explanation->matters);
    print_wrapped(explanation->mend);
    if (explanation->broken) {
        print_example("Broken", explanation->broken);
        putchar('\n');
        print_example("Mended", explanation->mended);
    }
}

static void print_list(void)
{
    char name[CODE_SIZE];
    for (int i = 0; i < TITLE_COUNT; i++) {
        name_code(titles[i].code, name);
        printf("%s  %s\n", name, titles[i].title);
    }
}

int command_explain(const struct options *options)
{
    for (size_t i = 0; i < options->word_count; i++)
        if (find_code(options->words[i]) < 0)
            return refuse(options->words[i]);
    if (options->word_count == 0)
        print_list();
    for (size_t i = 0; i < options->word_count; i++) {
        if (i)
            putchar('\n');
        print_explanation(find_code(options->words[i]));
    }
    return EXIT_FINE;
}
