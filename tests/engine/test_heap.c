/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/luck.h"
#include "support/test.h"

#include "engine/heap.h"

static struct event event_at(int64_t time, enum event_phase phase, uint64_t referral, uint32_t timer)
{
    return (struct event){time, event_order(phase, referral, timer), 7, 3};
}

static bool is_after(const struct event *a, const struct event *b)
{
    return a->time != b->time ? a->time > b->time : a->order > b->order;
}

static void events_come_in_the_order_of_their_times(void **state)
{
    (void)state;
    struct heap heap = {0};
    heap_clear(&heap);
    const int64_t times[] = {50, 10, 40, 20, 30, 60, 0};
    for (size_t i = 0; i < 7; i++)
        assert_true(heap_push(&heap, event_at(times[i], PHASE_END, 1, 0)));
    for (int64_t expected = 0; expected <= 60; expected += 10)
        assert_int_equal(heap_pop(&heap).time, expected);
    assert_int_equal(heap.count, 0);
    heap_free(&heap);
}

/* At one instant: what ends before what falls due; then by referral; then by timer. Whatever the order of
 * pushing. */
static void ties_are_broken_by_phase_then_referral_then_timer(void **state)
{
    (void)state;
    const struct event sorted[] = {
        event_at(5, PHASE_END, 1, 0),
        event_at(5, PHASE_END, 1, 2),
        event_at(5, PHASE_END, 2, 0),
        event_at(5, PHASE_END, ((uint64_t)1 << 46) - 1, 0),
        event_at(5, PHASE_DUE, 0, 65535),
        event_at(5, PHASE_DUE, 1, 1),
        event_at(5, PHASE_DUE, ((uint64_t)1 << 46) - 1, 65535),
    };
    const size_t count = sizeof sorted / sizeof *sorted;
    for (size_t start = 0; start < count; start++) {
        struct heap heap = {0};
        heap_clear(&heap);
        for (size_t i = 0; i < count; i++) /* 3 and 7 have no common divisor: each is pushed once */
            assert_true(heap_push(&heap, sorted[(start + 3 * i) % count]));
        for (size_t i = 0; i < count; i++)
            assert_true(heap_pop(&heap).order == sorted[i].order);
        heap_free(&heap);
    }
}

static void an_order_gives_back_what_it_was_made_of(void **state)
{
    (void)state;
    struct event event = event_at(0, PHASE_DUE, 12345, 678);
    assert_int_equal(order_phase(event.order), PHASE_DUE);
    assert_int_equal(order_timer(event.order), 678);
    event = event_at(0, PHASE_END, ((uint64_t)1 << 46) - 1, 65535);
    assert_int_equal(order_phase(event.order), PHASE_END);
    assert_int_equal(order_timer(event.order), 65535);
}

/* 20,000 events pushed and popped at random, growing on the way; the pops between two pushes never go back in
 * time. */
static void many_events_come_out_sorted(void **state)
{
    (void)state;
    struct heap heap = {0};
    heap_clear(&heap);
    uint64_t luck = 1;
    struct event last = {0};
    for (uint32_t i = 0; i < 20000; i++) {
        int64_t time = last.time + (int64_t)(1000 * luck_uniform(&luck));
        assert_true(heap_push(&heap, event_at(time, luck_uniform(&luck) < 0.5 ? PHASE_END : PHASE_DUE, i + 1,
                                              i % 5)));
        if (luck_uniform(&luck) < 0.4) {
            struct event event = heap_pop(&heap);
            assert_true(event.time >= last.time);
            last = event;
        }
    }
    last = heap_pop(&heap);
    while (heap.count) {
        struct event event = heap_pop(&heap);
        assert_true(is_after(&event, &last));
        last = event;
    }
    heap_free(&heap);
}

/* The event that comes before all others of a list, taken out of it. */
static struct event least_of(struct event *list, uint32_t *count)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < *count; i++)
        if (is_after(&list[least], &list[i]))
            least = i;
    const struct event event = list[least];
    list[least] = list[--*count];
    return event;
}

/* A queue that grows and shrinks again and again, past the number up to which events stand sorted, with few
 * different times; held against a search through a list. */
static void few_events_become_many_and_few_again(void **state)
{
    (void)state;
    enum { MOST = 4 * HEAP_FEW };
    struct heap heap = {0};
    heap_clear(&heap);
    struct event list[MOST];
    uint32_t count = 0;
    uint64_t luck = 3, referral = 0;
    for (int i = 0; i < 100000; i++) {
        const double pushing = i / 500 % 2 ? 0.45 : 0.55;
        if (count < MOST && (count == 0 || luck_uniform(&luck) < pushing)) {
            const struct event event =
                event_at((int64_t)(20 * luck_uniform(&luck)),
                         luck_uniform(&luck) < 0.5 ? PHASE_END : PHASE_DUE, ++referral, 1);
            list[count++] = event;
            assert_true(heap_push(&heap, event));
            continue;
        }
        const struct event least = least_of(list, &count);
        assert_int_equal(heap_next_time(&heap), least.time);
        if (i % 3 == 0)
            assert_true(heap_first_time(&heap) == least.time && heap_first_order(&heap) == least.order);
        const struct event event = heap_pop(&heap);
        assert_true(event.time == least.time && event.order == least.order);
        assert_int_equal(heap.count, count);
    }
    heap_free(&heap);
}

static bool is_even(const void *context, const struct event *event)
{
    ++*(int *)(uintptr_t)context;
    return event->time % 2 == 0;
}

static void a_filtered_heap_keeps_what_it_should_and_its_order(void **state)
{
    (void)state;
    for (int size = 0; size <= 40; size++) {
        struct heap heap = {0};
        heap_clear(&heap);
        uint64_t luck = (uint64_t)size + 1;
        int even = 0, asked = 0;
        for (int i = 0; i < size; i++) {
            int64_t time = (int64_t)(100 * luck_uniform(&luck));
            even += time % 2 == 0;
            assert_true(heap_push(&heap, event_at(time, PHASE_END, (uint64_t)i + 1, 0)));
        }
        heap_filter(&heap, is_even, &asked);
        assert_int_equal(asked, size);
        assert_int_equal(heap.count, even);
        for (int64_t last = -1; heap.count;) {
            struct event event = heap_pop(&heap);
            assert_true(event.time % 2 == 0 && event.time >= last);
            assert_true(event.patient == 7 && event.stamp == 3);
            last = event.time;
        }
        heap_free(&heap);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_the_order_of_their_times),
        cmocka_unit_test(ties_are_broken_by_phase_then_referral_then_timer),
        cmocka_unit_test(an_order_gives_back_what_it_was_made_of),
        cmocka_unit_test(many_events_come_out_sorted),
        cmocka_unit_test(few_events_become_many_and_few_again),
        cmocka_unit_test(a_filtered_heap_keeps_what_it_should_and_its_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
