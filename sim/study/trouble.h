/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_TROUBLE_H
#define CARTSIM_STUDY_TROUBLE_H

#include "study/replicate.h"

/* Why there is no result, as a sentence without its full stop, with the names and dates of those concerned.
 * Cut where the text is full. */
void trouble_words(const struct model *model, const struct replicate_outcome *outcome, char *text,
                   size_t size);

/* Who waits for what of whom, once round a circle: "since 2025-02-18: b_all 12 at icu_stay waits for ...". */
void circle_words(const struct model *model, const struct tangle *tangle, char *text, size_t size);

#endif
