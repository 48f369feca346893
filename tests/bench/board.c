/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/board.h"

#include <math.h>

/* Independent runs would need at least twenty times as many replications. */
static struct target gain(const char *name, const struct whatif *whatif)
{
    return (struct target){.name = name, .value = whatif->mean, .goal = 20, .at_least = true};
}

void board_targets(const struct board *board, struct target targets[TARGETS])
{
    const struct contest *reference = &board->contests[0], *crowded = &board->contests[1],
                         *queue = &board->contests[2];
    const struct target all[TARGETS] = {
        {.name = "reference pathway, times the floor",
         .value = item_times(&reference->one_item, &reference->floor_item),
         .goal = 2},
        {.name = "the same with 3 beds, times the floor",
         .value = item_times(&crowded->one_item, &crowded->floor_item),
         .goal = 2},
        {.name = "M/M/1, times the floor",
         .value = item_times(&queue->one_item, &queue->floor_item),
         .goal = 2.5},
        {.name = "all threads, times as fast as one",
         .value = item_wall_times(&reference->one_item, &reference->all_item),
         .goal = 0.95 * board_machine(board),
         .at_least = true,
         .by_clock = true},
        {.name = "check of the seed centre, ms",
         .value = 1e3 * item_wall(&board->check.item),
         .goal = 10,
         .by_clock = true},
        {.name = "peak memory, longest horizon over the one before",
         .value = board->horizons[HORIZONS - 1].bytes / board->horizons[HORIZONS - 2].bytes,
         .goal = 1.05},
        gain("independent over paired, rarer infections", &board->whatifs[0]),
        gain("independent over paired, faster shipping", &board->whatifs[1]),
        gain("independent over paired, one slot more", &board->whatifs[2]),
        {.name = "compare to 0.5 d on the median, s",
         .value = board->answer.half_width <= 0.5 ? item_wall(&board->answer.item) : (double)INFINITY,
         .goal = 2,
         .by_clock = true}};
    for (int i = 0; i < TARGETS; i++)
        targets[i] = all[i];
}

bool target_is_met(const struct target *target)
{
    return target->at_least ? target->value >= target->goal : target->value <= target->goal;
}

bool target_is_unclear(const struct board *board, const struct target *target)
{
    return !target_is_met(target) && target->by_clock && board_is_busy(board);
}

double board_bytes_a_replication(const struct board *board)
{
    return (board->many.bytes - board->few.bytes) / (board->many.count - board->few.count);
}

double board_machine(const struct board *board)
{
    return item_wall_times(&board->contests[0].one_item, &board->apart);
}

double board_turn(const struct board *board)
{
    return 1e9 * item_turn(&board->contests[0].one_item);
}

double board_share(const struct board *board)
{
    return item_share(&board->contests[0].one_item);
}

bool board_is_busy(const struct board *board)
{
    return board_share(board) < 0.97;
}

void board_each(const struct board *board, void (*each)(void *context, const struct item *item),
                void *context)
{
    for (int i = 0; i < CONTESTS; i++)
        each(context, &board->contests[i].one_item);
    for (int i = 0; i < PARTS; i++)
        each(context, &board->parts[i]);
    each(context, &board->check.item);
    each(context, &board->answer.item);
}

struct tally {
    const struct board *board;
    int slower;
};

static void look(void *context, const struct item *item)
{
    struct tally *tally = context;
    const struct board *board = tally->board;
    tally->slower += baseline_is_slower(&board->baseline, item->name, item_ratio(item), board->factor);
}

int board_slower(const struct board *board)
{
    struct tally tally = {board, 0};
    board_each(board, look, &tally);
    return tally.slower;
}
