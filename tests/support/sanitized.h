/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_SANITIZED_H
#define CARTSIM_TESTS_SANITIZED_H

/*
 * Whether a sanitizer watches. It sees what each line does, at ten to fifty times the cost, and nothing of
 * how often things come out right: tests that count by the thousand count less then, and keep their bounds in
 * the builds without one.
 */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { SANITIZED = 1 };
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif
#else
enum { SANITIZED = 0 };
#endif

#endif
