/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_FIGURE_PATH_H
#define CARTSIM_VALIDATION_FIGURE_PATH_H

#include "statistics/metrics.h"

/*
 * Figures by their path, as in metrics.json:
 *
 *     resources.server.queue        resources.server.wait.mean     resources.room.share_of_time[3]
 *     measures.wait.p90             measures.wait.by_class.urgent.mean
 *     patients.all.shares.died      steps.service.serve.wait.mean  risks.infection.per_patient
 *
 * and three that metrics.json says otherwise: share_of_time[3..] is the share of time with three or more,
 * measures.wait.share_within[0.5 d] the share of patients of that target, share_beyond[0.5 d] that of the
 * others.
 */

/* false: there is no figure of that path. Those of share_of_time are level_path's. */
bool figure_find(const struct metrics *metrics, const char *path, struct figure *figure);

/* Of share_of_time: which resource, and which levels (most INT_MAX: all from least on). false: it is none. */
struct level_path {
    int resource, least, most;
};
bool level_path_read(const struct model *model, const char *path, struct level_path *levels);

#endif
