/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/board.h"
#include "results/json_writer.h"

static struct cJSON *contest_json(struct json_writer *writer, const struct contest *contest)
{
    struct cJSON *json = json_object(writer);
    const struct item *one = &contest->one_item, *all = &contest->all_item;
    double patients = (double)contest->one.patients, events = (double)contest->one.events;
    json_add_text(writer, json, "name", contest->name);
    json_add(writer, json, "patients", json_whole(contest->one.patients));
    json_add(writer, json, "events", json_whole(contest->one.events));
    json_add_number(writer, json, "ns_per_event", item_nanoseconds(one) * patients / events);
    json_add_number(writer, json, "ns_per_patient", item_nanoseconds(one));
    json_add_number(writer, json, "patients_per_second_one_thread", 1 / item_wall(one));
    json_add_number(writer, json, "patients_per_second_all_threads", 1 / item_wall(all));
    json_add_number(writer, json, "speed_up", item_wall_times(one, all));
    json_add_number(writer, json, "peak_memory_bytes", contest->peak);
    if (contest->floor_kind != FLOOR_NONE) {
        json_add_number(writer, json, "floor_ns_per_patient", item_nanoseconds(&contest->floor_item));
        json_add_number(writer, json, "times_floor", item_times(one, &contest->floor_item));
    }
    return json;
}

static struct cJSON *contests_json(struct json_writer *writer, const struct board *board)
{
    struct cJSON *list = json_list(writer);
    for (int i = 0; i < CONTESTS; i++)
        json_append(writer, list, contest_json(writer, &board->contests[i]));
    return list;
}

static struct cJSON *parts_json(struct json_writer *writer, const struct board *board)
{
    struct cJSON *json = json_object(writer);
    for (int i = 0; i < PARTS; i++)
        json_add_number(writer, json, board->parts[i].name, item_nanoseconds(&board->parts[i]));
    return json;
}

static struct cJSON *peak_json(struct json_writer *writer, const char *of, const struct peak *peak)
{
    struct cJSON *json = json_object(writer);
    json_add(writer, json, of, json_whole(peak->count));
    json_add_number(writer, json, "bytes", peak->bytes);
    return json;
}

static struct cJSON *memory_json(struct json_writer *writer, const struct board *board)
{
    struct cJSON *json = json_object(writer), *list = json_list(writer);
    for (int i = 0; i < HORIZONS; i++)
        json_append(writer, list, peak_json(writer, "patients", &board->horizons[i]));
    json_add(writer, json, "one_replication", list);
    list = json_list(writer);
    json_append(writer, list, peak_json(writer, "replications", &board->few));
    json_append(writer, list, peak_json(writer, "replications", &board->many));
    json_add(writer, json, "many_replications", list);
    json_add_number(writer, json, "bytes_per_replication", board_bytes_a_replication(board));
    return json;
}

static struct cJSON *gains_json(struct json_writer *writer, const struct board *board)
{
    struct cJSON *list = json_list(writer);
    for (int i = 0; i < WHATIFS; i++) {
        struct cJSON *json = json_object(writer);
        json_add_text(writer, json, "name", board->whatifs[i].name);
        json_add_text(writer, json, "set", board->whatifs[i].set);
        json_add_number(writer, json, "mean", board->whatifs[i].mean);
        json_add_number(writer, json, "median", board->whatifs[i].median);
        json_append(writer, list, json);
    }
    return list;
}

static struct cJSON *answer_json(struct json_writer *writer, const struct board *board)
{
    struct cJSON *json = json_object(writer);
    json_add_number(writer, json, "replications", board->answer.replications);
    json_add_number(writer, json, "half_width_days", board->answer.half_width);
    json_add_number(writer, json, "wall_seconds", item_wall(&board->answer.item));
    return json;
}

static struct cJSON *targets_json(struct json_writer *writer, const struct board *board)
{
    struct target targets[TARGETS];
    struct cJSON *list = json_list(writer);
    board_targets(board, targets);
    for (int i = 0; i < TARGETS; i++) {
        struct cJSON *json = json_object(writer);
        json_add_text(writer, json, "name", targets[i].name);
        json_add_number(writer, json, "value", targets[i].value);
        json_add_number(writer, json, targets[i].at_least ? "at_least" : "at_most", targets[i].goal);
        json_add(writer, json, "met",
                 target_is_unclear(board, &targets[i]) ? json_null()
                                                       : json_boolean(target_is_met(&targets[i])));
        json_append(writer, list, json);
    }
    return list;
}

struct ratios {
    struct json_writer *writer;
    struct cJSON *json;
};

static void add_ratio(void *context, const struct item *item)
{
    struct ratios *ratios = context;
    json_add_number(ratios->writer, ratios->json, item->name, item_ratio(item));
}

char *board_json(const struct board *board)
{
    struct json_writer writer = {0};
    struct cJSON *json = json_object(&writer);
    struct ratios ratios = {&writer, json_object(&writer)};
    json_add_text(&writer, json, "cartsim", CARTSIM_VERSION);
    json_add_text(&writer, json, "compiler", __VERSION__);
    json_add(&writer, json, "threads", json_whole(board->threads));
    json_add(&writer, json, "rounds", json_whole((uint64_t)board->rounds));
    json_add_number(&writer, json, "calibration_ns_per_turn", board_turn(board));
    json_add_number(&writer, json, "processor_share", board_share(board));
    json_add(&writer, json, "scenarios", contests_json(&writer, board));
    json_add(&writer, json, "parts_ns", parts_json(&writer, board));
    json_add_number(&writer, json, "check_ms", 1e3 * item_wall(&board->check.item));
    json_add(&writer, json, "memory", memory_json(&writer, board));
    json_add(&writer, json, "independent_runs_needed", gains_json(&writer, board));
    json_add(&writer, json, "compare", answer_json(&writer, board));
    json_add_number(&writer, json, "processes_apart_speed_up", board_machine(board));
    json_add(&writer, json, "targets", targets_json(&writer, board));
    board_each(board, add_ratio, &ratios);
    json_add(&writer, json, "ratios", ratios.json);
    return json_print(&writer, json);
}
