/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/board.h"

void board_targets(const struct board *board, struct target targets[TARGETS])
{
    const struct contest *reference = &board->contests[0], *crowded = &board->contests[1],
                         *queue = &board->contests[2];
    const struct target all[TARGETS] = {
        {"reference pathway, times the floor", item_times(&reference->one_item, &reference->floor_item), 2.0,
         false},
        {"the same with 3 beds", item_times(&crowded->one_item, &crowded->floor_item), 2.0, false},
        {"M/M/1, times the floor", item_times(&queue->one_item, &queue->floor_item), 2.5, false},
        {"speed-up by all threads, a thread",
         item_wall_times(&reference->one_item, &reference->all_item) / board->threads, 0.95, true},
        {"check of the seed centre, ms", 1e3 * item_wall(&board->check.item), 10, false},
        {"peak memory, longest horizon over the one before",
         board->horizons[HORIZONS - 1].bytes / board->horizons[HORIZONS - 2].bytes, 1.05, false}};
    for (int i = 0; i < TARGETS; i++)
        targets[i] = all[i];
}

bool target_is_met(const struct target *target)
{
    return target->at_least ? target->value >= target->goal : target->value <= target->goal;
}

double board_bytes_a_replication(const struct board *board)
{
    return (board->many.bytes - board->few.bytes) / (board->many.count - board->few.count);
}

double board_turn(const struct board *board)
{
    return 1e9 * item_turn(&board->contests[0].one_item);
}

double board_share(const struct board *board)
{
    return item_share(&board->contests[0].one_item);
}

void board_each(const struct board *board, void (*each)(void *context, const struct item *item),
                void *context)
{
    for (int i = 0; i < CONTESTS; i++)
        each(context, &board->contests[i].one_item);
    for (int i = 0; i < PARTS; i++)
        each(context, &board->parts[i]);
    each(context, &board->check.item);
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
