/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/yaml_scalar.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* The code point of the well-formed character of `bytes` bytes at `text`. */
static uint32_t code_point(const char *text, size_t bytes)
{
    static const unsigned char first[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = (unsigned char)text[0] & first[bytes];
    for (size_t i = 1; i < bytes; i++)
        code = code << 6 | ((unsigned char)text[i] & 0x3Fu);
    return code;
}

/* Controls, what ends a line, what YAML does not let stand in a file, and the mark of byte order. */
static bool is_hidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

/* Whether each character of the text can be written as itself. */
static bool is_visible(const char *text)
{
    for (size_t size = strlen(text), bytes; size > 0; text += bytes, size -= bytes) {
        bytes = utf8_character(text, size);
        if (bytes == 0 || is_hidden(code_point(text, bytes)))
            return false;
    }
    return true;
}

/* YAML 1.2, section 7.3.3; a bit stricter. */
static bool can_be_plain(const char *text, bool flow)
{
    size_t length = strlen(text);
    if (length == 0 || text[0] == ' ' || text[length - 1] == ' ' || text[length - 1] == ':')
        return false;
    if (strchr(",[]{}#&*!|>'\"%@`?:", text[0]) || (text[0] == '-' && (length == 1 || text[1] == ' ')))
        return false;
    if (strncmp(text, "---", 3) == 0 || strncmp(text, "...", 3) == 0 || strcmp(text, "<<") == 0)
        return false;
    if (strstr(text, ": ") || strstr(text, " #") || (flow && strpbrk(text, ",[]{}:")))
        return false;
    return is_visible(text);
}

static const char *escaped(struct arena *arena, uint32_t code, const char *text, size_t bytes)
{
    if (bytes == 0)
        return "\\uFFFD"; /* no character at all: YAML has no way to write it */
    switch (code) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\t': return "\\t";
    default: break;
    }
    if (!is_hidden(code))
        return arena_text(arena, text, bytes);
    return arena_print(arena, code > 0xFF ? "\\u%04X" : "\\x%02X", (unsigned)code);
}

static const char *quoted(struct arena *arena, const char *text)
{
    size_t size = strlen(text), used = 0;
    char *copy = arena_array(arena, size + 1, 6); /* the longest escape */
    if (!copy)
        return NULL;
    copy[used++] = '"';
    while (size > 0) {
        size_t bytes = utf8_character(text, size), step = bytes ? bytes : 1;
        const char *piece = escaped(arena, bytes ? code_point(text, bytes) : 0, text, bytes);
        if (!piece)
            return NULL;
        size_t length = strlen(piece);
        memcpy(copy + used, piece, length);
        used += length;
        text += step;
        size -= step;
    }
    memcpy(copy + used, "\"", 2);
    return copy;
}

const char *yaml_value(struct arena *arena, const char *text, bool plain, bool flow)
{
    return plain && can_be_plain(text, flow) ? text : quoted(arena, text);
}

static bool is_word(const char *text)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"};
    char lower[8];
    size_t length = strlen(text);
    if (length >= sizeof lower)
        return false;
    for (size_t i = 0; i <= length; i++)
        lower[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(lower, words[i]) == 0)
            return true;
    return false;
}

const char *yaml_key(struct arena *arena, const char *text)
{
    bool number = text[strspn(text, "+-.0123456789")] == '\0' || (text[0] >= '0' && text[0] <= '9');
    bool plain = !number && !is_word(text) && text[0] != '.' && text[0] != '=' && can_be_plain(text, true);
    return yaml_value(arena, text, plain, true);
}

/* Lines as they are: no blank before the first, nothing hidden, one end of line at most at the end. */
bool yaml_is_literal(const char *text)
{
    const char *end = strchr(text, '\n');
    size_t length = strlen(text);
    if (!end || end == text || text[0] == ' ' || (length > 1 && text[length - 2] == '\n'))
        return false;
    for (size_t bytes; length > 0; text += bytes, length -= bytes) {
        bytes = utf8_character(text, length);
        if (bytes == 0 || (*text != '\n' && is_hidden(code_point(text, bytes))))
            return false;
    }
    return true;
}

const char *yaml_comment(struct arena *arena, const char *text)
{
    size_t size = strlen(text), used = 0;
    char *copy = arena_alloc(arena, size + 1);
    while (copy && size > 0) {
        size_t bytes = utf8_character(text, size), step = bytes ? bytes : 1;
        bool hidden = bytes == 0 || is_hidden(code_point(text, bytes));
        memcpy(copy + used, hidden ? "?" : text, hidden ? 1 : bytes);
        used += hidden ? 1 : bytes;
        text += step;
        size -= step;
    }
    return copy;
}
