/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_COMPILE_FAILURES_H
#define CARTSIM_MODEL_COMPILE_FAILURES_H

#include "model/compiler.h"

/* `where` is the place in the step, part of the address of its luck: "on_failure", "on_failure.1",
 * "on_failure.then". What `on_failure`, `on_refusal`, `then` or a branch of them says of step `from`; NULL
 * for no map or no memory. */
const struct failure *read_failure(struct compiler *compiler, const struct tree *map, int from,
                                   const char *where);

#endif
