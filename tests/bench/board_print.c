/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "bench/board.h"

enum { MEGABYTE = 1000000 };

/* "1.03", "1.31 SLOWER", or nothing where the baseline does not have it. */
static void print_against(const struct board *board, const struct item *item, FILE *to)
{
    double ratio = item_ratio(item), times = baseline_times(&board->baseline, item->name, ratio);
    bool slower = baseline_is_slower(&board->baseline, item->name, ratio, board->factor);
    if (isnan(times))
        fprintf(to, "%10s\n", "-");
    else
        fprintf(to, "%10.2f%s\n", times, slower ? " SLOWER" : "");
}

static void print_contest(const struct board *board, const struct contest *contest, FILE *to)
{
    const struct item *one = &contest->one_item, *all = &contest->all_item;
    double patients = (double)contest->one.patients, events = (double)contest->one.events;
    fprintf(to, "%-25s%8.1f%9.1f%13.0f%12.0f%8.2f%8.1f", contest->name,
            item_nanoseconds(one) * patients / events, item_nanoseconds(one), 1 / item_wall(one),
            1 / item_wall(all), item_wall_times(one, all), contest->peak / MEGABYTE);
    if (contest->floor_kind == FLOOR_NONE)
        fprintf(to, "%8s%7s", "-", "-");
    else
        fprintf(to, "%8.1f%7.2f", item_nanoseconds(&contest->floor_item),
                item_times(one, &contest->floor_item));
    print_against(board, one, to);
}

static void print_contests(const struct board *board, FILE *to)
{
    fprintf(to, "%-25s%8s%9s%25s%8s%8s%8s%7s%10s\n", "", "ns an", "ns a", "patients a second", "speed-",
            "peak", "floor", "times", "against");
    fprintf(to, "%-25s%8s%9s%13s%9u %s%8s%8s%8s%7s%10s\n", "", "event", "patient", "1 thread", board->threads,
            "th", "up", "MB", "ns", "floor", "baseline");
    for (int i = 0; i < CONTESTS; i++)
        print_contest(board, &board->contests[i], to);
}

static void print_parts(const struct board *board, FILE *to)
{
    fprintf(to, "\n%-25s%8s%10s%10s\n", "parts, one by one", "ns each", "", "against");
    for (int i = 0; i < PARTS; i++) {
        fprintf(to, "%-25s%8.1f%10s", board->parts[i].name, item_nanoseconds(&board->parts[i]), "");
        print_against(board, &board->parts[i], to);
    }
    const struct item *check = &board->check.item;
    fprintf(to, "%-25s%8.1f%-10s", check->name, 1e3 * item_wall(check), " ms, wall");
    print_against(board, check, to);
}

static void print_memory(const struct board *board, FILE *to)
{
    fprintf(to, "\npeak memory of one replication of M/M/1:");
    for (int i = 0; i < HORIZONS; i++)
        fprintf(to, "%s %u customers %.1f MB", i ? "," : "", board->horizons[i].count,
                board->horizons[i].bytes / MEGABYTE);
    fprintf(to,
            "\nof replications of the reference pathway, 50 patients each: %u of them %.1f MB, %u %.1f MB;\n",
            board->few.count, board->few.bytes / MEGABYTE, board->many.count, board->many.bytes / MEGABYTE);
    fprintf(to, "%.0f bytes a replication (24 for each of %u series, 8 for each of at most %u counters)\n",
            board_bytes_a_replication(board), board->series, board->counters);
}

static void print_gains(const struct board *board, FILE *to)
{
    fprintf(
        to,
        "\nreplications that independent runs would need for each of a comparison, seed centre, referral to "
        "infusion\n%-30s%10s%10s\n",
        "", "mean", "median");
    for (int i = 0; i < WHATIFS; i++)
        fprintf(to, "%-30s%10.1f%10.1f%s\n", board->whatifs[i].name, board->whatifs[i].mean,
                board->whatifs[i].median, board->whatifs[i].moves ? "  (moves the bottleneck)" : "");
    fprintf(to,
            "compare of the seed centre and one with a bed more, %u replications: the median's difference to "
            "%.2f d in %.2f s by the clock\n",
            board->answer.replications, board->answer.half_width, item_wall(&board->answer.item));
}

static const char *verdict(const struct board *board, const struct target *target)
{
    if (target_is_unclear(board, target))
        return "unclear";
    return target_is_met(target) ? "met" : "MISSED";
}

static void print_targets(const struct board *board, FILE *to)
{
    struct target targets[TARGETS];
    board_targets(board, targets);
    fprintf(to, "\nas many processes as threads, apart from each other, are %.2f times as fast as one\n",
            board_machine(board));
    fprintf(to, "\ntargets\n");
    for (int i = 0; i < TARGETS; i++)
        fprintf(to, "%-52s%8.2f  at %-5s%6.2f  %s\n", targets[i].name, targets[i].value,
                targets[i].at_least ? "least" : "most", targets[i].goal, verdict(board, &targets[i]));
}

static void print_head(const struct board *board, FILE *to)
{
    fprintf(
        to,
        "cartsim %s, medians of %d rounds. Nanoseconds are processor time; 'a second', speed-up and check "
        "go by the clock.\n",
        CARTSIM_VERSION, board->rounds);
    fprintf(to, "A turn of the calibration loop took %.1f ns. Baseline: %s.\n", board_turn(board),
            board->baseline.file ? board->baseline_path : "none");
    if (board_is_busy(board))
        fprintf(
            to,
            "Others used this machine: one thread had %.0f%% of a processor. Heed nothing that goes by the "
            "clock.\n",
            100 * board_share(board));
    fprintf(to, "\n");
}

void board_print(const struct board *board, FILE *to)
{
    print_head(board, to);
    print_contests(board, to);
    print_parts(board, to);
    print_memory(board, to);
    print_gains(board, to);
    print_targets(board, to);
}
