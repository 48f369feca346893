/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_table.h"

#include <math.h>
#include <string.h>

/*
 * Tables of quantiles without a closed form.
 *
 * The smaller tail v runs over ten octaves on either side of the median, down from 1/2 or from where a
 * truncation leaves off; each octave is cut into 1 to 32 segments, so that the first bits of v name the
 * segment. In it the quantile is a polynomial of degree four through five inversions, and stands only if it
 * is met by four more between them. Where no polynomial fits - jumps, gaps, far tails - there is no segment,
 * and the inversion goes on as without a table. The span is the distance between the quantiles at which the
 * table ends.
 *
 * The bound. The nine inversions lie at t = 0, 1/8 ... 1. Where the quantile is a polynomial of degree eight,
 * what the segment misses is one too: 0 at the even of the nine, at most TOLERANCE at the odd. Of such
 * polynomials none exceeds 5.63 TOLERANCE between (the greatest sum of the sizes of Lagrange's four odd
 * polynomials is 5.62, at t = 0.956). The answers of law_invert are grid points, up to GRID of themselves
 * above the quantile; a segment that may not miss them by 1e-9 of the span is not made: 5.63e-10 + COARSE
 * < 9.7e-10. The rest is for what is no polynomial of degree eight: in an octave, whose nearest singularity
 * is an octave away at v = 0, what degree four misses shrinks by (3 + sqrt 8)^-4 < 1/1000 from four to eight,
 * to 1e-13. Of mixtures that holds as PART_MOST lets no part hide between the nine.
 *
 * It never steps back. v is cut to 40 digits before (on_lattice), so v - from is exact, and as a share of the
 * segment moves by 2^-39 at least. The polynomial's slope in that share is at least STEEP of the sum of its
 * coefficients' sizes, hence it rises by 2^-45 of that sum, and what is rounded before `first` is added is
 * below 10 * 2^-53 of it; the last addition is monotone. The coefficients are kept for v - from itself: they
 * differ by powers of two, exactly. A segment is held to the inversions at its ends, which are those of its
 * neighbours, with or without a segment.
 */
enum { LEVELS = 5, CELL_SHIFT = 52 - LEVELS, SEGMENTS_MAX = 2 * TABLE_CELLS + 1 };

/* Shares of the table's span. */
static const double TOLERANCE = 1e-10, COARSE = 4e-10;
/* The step of the grid of law_invert.c, as a share of the number. */
static const double GRID = 0x1p-36;
/* Of the few operations between an inversion and seconds. */
static const double ROUNDING = 0x1p-50;
/* See above. */
static const double STEEP = 0x1p-6;
/* Below such tails, which only truncations leave, the fourth power of 1 / (to - from) might overflow. */
static const double SMALLEST = 0x1p-200;
/* No part of a mixture has more of itself within one segment: so the points that are tried see each part. */
static const double PART_MOST = 0.125;
/* How much wider a segment is taken when kinks are looked for. */
static const double BESIDE = 1e-9;

static uint64_t bits_of(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

static double number_of(uint64_t bits)
{
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

double law_inverse(const struct law *law, struct tails u)
{
    const struct law_table *table = law->table;
    if (!table)
        return law_invert(law, u);
    bool upper = u.q < u.p;
    double v = upper ? u.q : u.p;
    uint64_t cell = (bits_of(v) >> CELL_SHIFT) - table->base[upper];
    unsigned place = cell < TABLE_CELLS ? table->places[upper][cell] : 0;
    if (!place)
        return law_invert(law, u);
    const struct law_segment *s = &table->segments[place];
    double t = v - s->from;
    double y = s->first + t * (s->slope + t * (s->square + t * (s->cube + t * s->fourth)));
    return y < s->least ? s->least : y > s->most ? s->most : y;
}

/* ---- building */

struct making {
    const struct law *law;
    struct law_table *table;
    double span;
    unsigned count;
    struct law_segment segments[SEGMENTS_MAX]; /* the first stands for none */
};

/* Neighbouring cells of one side. */
struct stretch {
    bool upper;
    unsigned first, cells;
};

/* The tail at the end of a stretch from which the quantile rises, and at the other. */
static void ends_of(const struct making *m, struct stretch s, double *from, double *to)
{
    uint64_t low = m->table->base[s.upper] + s.first;
    double least = number_of(low << CELL_SHIFT), most = number_of((low + s.cells) << CELL_SHIFT);
    *from = s.upper ? most : least;
    *to = s.upper ? least : most;
}

/* The exact inversion at a share of the way along a stretch, and the quantile less than GRID below it. */
static double exact_at(const struct making *m, struct stretch s, double share, double *quantile)
{
    double from, to;
    ends_of(m, s, &from, &to);
    double v = from + (to - from) * share;
    return law_invert_finely(m->law, s.upper ? tails_from_upper(v) : tails_from_lower(v), quantile);
}

static double quantile_along(const struct making *m, struct stretch s, double share)
{
    double quantile;
    exact_at(m, s, share, &quantile);
    return quantile;
}

static bool inside(double x, double from, double to)
{
    return x >= from && x <= to;
}

/* Whether a part of a mixture is smooth in an interval, and wide enough to be seen. */
static bool part_is_smooth(const struct law *part, double from, double to)
{
    double mass = tails_between(law_tails(part, from), law_tails(part, to));
    if (!(mass > 0))
        return true;
    if (part->kind == LAW_DISCRETE || mass > PART_MOST || inside(part->least, from, to) ||
        inside(part->greatest, from, to))
        return false;
    if (part->kind == LAW_SHIFTED)
        return part_is_smooth(part->of[0], from - part->offset, to - part->offset);
    if (part->kind == LAW_TRIANGULAR)
        return !inside(part->offset + part->scale * part->shape, from, to);
    for (size_t i = 0; part->kind == LAW_MIXTURE && i < part->count; i++)
        if (!part_is_smooth(part->of[i], from, to))
            return false;
    return true;
}

static bool is_smooth(const struct law *law, double from, double to)
{
    if (law->kind != LAW_MIXTURE || from == to)
        return true;
    for (size_t i = 0; i < law->count; i++)
        if (!part_is_smooth(law->of[i], from * (1 - BESIDE), to * (1 + BESIDE)))
            return false;
    return true;
}

/* Through y at 0, 1/4, 1/2, 3/4 and 1 (Newton's formula, multiplied out). */
static struct law_segment through(const double y[5])
{
    double a = y[1] - y[0], b = y[2] - y[0], c = y[3] - y[0], d = y[4] - y[0];
    return (struct law_segment){.first = y[0],
                                .slope = 16 * a - 12 * b + 16 * c / 3 - d,
                                .square = (228 * b - 208 * a - 112 * c + 22 * d) / 3,
                                .cube = 96 * a - 128 * b + 224 * c / 3 - 16 * d,
                                .fourth = (192 * b - 128 * a - 128 * c + 32 * d) / 3};
}

/* The slope lies between the least and the greatest of its Bernstein coefficients. */
static bool is_steep(const struct law_segment *s)
{
    double sizes = fabs(s->slope) + fabs(s->square) + fabs(s->cube) + fabs(s->fourth);
    double start = s->slope, early = s->slope + 2 * s->square / 3;
    double late = s->slope + 4 * s->square / 3 + s->cube;
    double end = s->slope + 2 * s->square + 3 * s->cube + 4 * s->fourth;
    return fmin(fmin(start, early), fmin(late, end)) >= STEEP * sizes;
}

/* Whether the polynomial meets the exact quantiles at 1/8, 3/8, 5/8 and 7/8. */
static bool meets(const struct law_segment *s, const double between[4], double tolerance)
{
    for (int i = 0; i < 4; i++) {
        double t = (2 * i + 1) / 8.0;
        double y = s->first + t * (s->slope + t * (s->square + t * (s->cube + t * s->fourth)));
        if (!(fabs(y - between[i]) <= tolerance))
            return false;
    }
    return true;
}

/* From t to v - from: by powers of two, hence exactly. */
static void put(struct making *m, struct stretch stretch, struct law_segment segment)
{
    double from, to, unused;
    ends_of(m, stretch, &from, &to);
    double scale = 1 / (to - from);
    segment.from = from;
    segment.slope *= scale;
    segment.square *= scale * scale;
    segment.cube *= scale * scale * scale;
    segment.fourth *= scale * scale * scale * scale;
    segment.least = exact_at(m, stretch, 0, &unused);
    segment.most = exact_at(m, stretch, 1, &unused);
    for (unsigned i = 0; i < stretch.cells; i++)
        m->table->places[stretch.upper][stretch.first + i] = (uint16_t)m->count;
    m->segments[m->count++] = segment;
}

/* One segment if it fits, or halves; y: the quantiles at its quarters. */
static void cover(struct making *m, struct stretch s, const double y[5])
{
    struct law_segment segment = through(y);
    bool hopeful = is_smooth(m->law, y[0], y[4]) && is_steep(&segment) && GRID * y[4] <= COARSE * m->span;
    if (s.cells == 1 && !hopeful)
        return;
    double z[4];
    for (int i = 0; i < 4; i++)
        z[i] = quantile_along(m, s, (2 * i + 1) / 8.0);
    if (hopeful && meets(&segment, z, TOLERANCE * m->span)) {
        put(m, s, segment);
    } else if (s.cells > 1) {
        unsigned half = s.cells / 2;
        struct stretch low = {s.upper, s.first, half}, high = {s.upper, s.first + half, half};
        cover(m, s.upper ? high : low, (double[]){y[0], z[0], y[1], z[1], y[2]});
        cover(m, s.upper ? low : high, (double[]){y[2], z[2], y[3], z[3], y[4]});
    }
}

static void cover_octave(struct making *m, struct stretch octave)
{
    double y[5];
    for (int i = 0; i < 5; i++)
        y[i] = quantile_along(m, octave, i / 4.0);
    cover(m, octave, y);
}

/* One side: `most` is the greatest tail that is asked for, `least` the least. */
static void cover_side(struct making *m, bool upper, double least, double most)
{
    enum { CELLS = 1 << LEVELS };
    for (unsigned first = 0; first < TABLE_CELLS; first += CELLS) {
        struct stretch octave = {upper, first, CELLS};
        uint64_t low = m->table->base[upper] + first;
        double from = number_of(low << CELL_SHIFT), to = number_of((low + CELLS) << CELL_SHIFT);
        if (from >= SMALLEST && from < most && to > least)
            cover_octave(m, octave);
    }
}

/* The first cell of the ten octaves that end with the one in which `most` is. */
static uint64_t first_cell(double most)
{
    uint64_t octave = bits_of(fmin(most, 0x1.fffffp-2)) >> 52;
    return (octave - TABLE_OCTAVES + 1) << LEVELS;
}

static void fill_in(struct making *m)
{
    const struct law *law = m->law;
    struct tails low = law->truncated ? law->below : (struct tails){0, 1};
    struct tails high = law->truncated ? law->at_max : (struct tails){1, 0};
    m->table->base[false] = first_cell(high.p);
    m->table->base[true] = first_cell(low.q);
    double least = number_of(m->table->base[false] << CELL_SHIFT);
    double most = number_of(m->table->base[true] << CELL_SHIFT);
    double from = law_invert(law, low.p > least ? low : tails_from_lower(least));
    double to = law_invert(law, high.q > most ? high : tails_from_upper(most));
    m->span = to - from;
    m->table->reach = to;
    m->table->span = m->span;
    cover_side(m, false, low.p, high.p);
    cover_side(m, true, high.q, low.q);
}

/* NULL: no memory, or not one segment. */
static const struct law_table *make_table(struct arena *arena, const struct law *law)
{
    struct law_table *table = arena_alloc(arena, sizeof *table);
    if (!table)
        return NULL;
    struct making making = {.law = law, .table = table, .count = 1};
    fill_in(&making);
    struct law_segment *segments =
        making.count > 1 ? arena_array(arena, making.count, sizeof *segments) : NULL;
    if (!segments)
        return NULL;
    memcpy(segments, making.segments, making.count * sizeof *segments);
    table->segments = segments;
    return table;
}

/* doubt and reach are those of what the law is `scale` times of, shifted by its offset. */
static const struct law *with_doubt(struct law *copy, double scale, double doubt, double reach)
{
    copy->reach = copy->offset + scale * reach;
    copy->doubt = scale * doubt + ROUNDING * copy->reach;
    return copy;
}

/* The law with a table, or what is shifted of it with one; NULL: no memory, or nothing to gain. */
static const struct law *rough_law(struct arena *arena, const struct law *law)
{
    bool inverted = law_is_inverted(law->kind);
    if (!inverted && law->kind != LAW_SHIFTED)
        return NULL;
    const struct law_table *table = inverted ? make_table(arena, law) : NULL;
    const struct law *inner = inverted ? NULL : rough_law(arena, law->of[0]);
    const struct law **of = arena_alloc(arena, sizeof *of);
    struct law *copy = arena_alloc(arena, sizeof *copy);
    if (!(table || inner) || !of || !copy)
        return NULL;
    *copy = *law;
    if (inner) {
        *of = inner;
        copy->of = of;
        return with_doubt(copy, 1, inner->doubt, inner->reach);
    }
    copy->table = table;
    return with_doubt(copy, law->kind == LAW_MIXTURE ? 1 : law->scale, LAW_TABLE_BOUND * table->span,
                      table->reach);
}

const struct law *law_tabulated(struct arena *arena, const struct law *law)
{
    if (law->rough || law_is_fixed(law))
        return law;
    const struct law *rough = rough_law(arena, law);
    struct law *whole = rough ? arena_alloc(arena, sizeof *whole) : NULL;
    if (!whole)
        return law;
    *whole = *law;
    whole->rough = rough;
    whole->exact = law;
    whole->detour = true;
    return whole;
}
