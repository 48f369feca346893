/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_RESPONSE_COLUMNS_H
#define CARTSIM_STATISTICS_RESPONSE_COLUMNS_H

#include "statistics/estimation.h"
#include "statistics/response.h"

/* What a response adds up in each replication, into the estimation's columns x and n, which are 0 before; x
 * is still to be divided by the response's divisor. A mean a replication has n 1 everywhere. Private to
 * responses. */
typedef void filler(const struct estimation *estimation, const struct response *response);

filler fill_series, fill_within, fill_measured;
filler fill_referred, fill_outcome, fill_outcome_share;
filler fill_occupied, fill_queue, fill_utilisation, fill_all_busy;
filler fill_offered, fill_used, fill_lost, fill_unused;
filler fill_step, fill_risk;
filler fill_cost, fill_cost_completed;

#endif
