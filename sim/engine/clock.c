/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

/*
 * Timers. A patient has one timer a strand and one a risk; a stamp tells a live event from a cancelled one.
 */

void clock_push(struct simulation *sim, int64_t time, enum event_phase phase, uint64_t referral,
                uint32_t timer, uint32_t what)
{
    if (!heap_put(&sim->heap, time, event_order(phase, referral, timer), NOBODY, what))
        fail(sim, SIMULATION_NO_MEMORY);
}

void timer_set(struct simulation *sim, struct patient *patient, int timer, int64_t time,
               enum event_phase phase)
{
    timer_cancel(sim, patient, timer);
    struct timer *of = &patient->timers[timer];
    uint64_t order = event_order(phase, patient->referral, (uint32_t)timer);
    if (!heap_put(&sim->heap, time, order, patient->index, ++of->stamp))
        fail(sim, SIMULATION_NO_MEMORY);
}

void timer_stop(struct simulation *sim, struct timer *timer)
{
    timer->stamp++;
    if (++sim->stale >= STALE_MANY)
        sim->pause_at = 0;
}

static bool is_live(const void *context, const struct event *event)
{
    const struct simulation *sim = context;
    return event->patient == NOBODY ||
           sim->pool[event->patient]->timers[order_timer(event->order)].stamp == event->stamp;
}

void clock_sweep(struct simulation *sim)
{
    if (sim->stale < sim->heap.count / 2)
        return;
    heap_filter(&sim->heap, is_live, sim);
    sim->stale = 0;
}
