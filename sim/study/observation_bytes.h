/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_OBSERVATION_BYTES_H
#define CARTSIM_STUDY_OBSERVATION_BYTES_H

#include "engine/observation.h"
#include "study/bytes.h"

/*
 * What one replication saw, as bytes and back: to keep it in a file, or to send it to another machine. All
 * but the rows of patients.csv and events.csv, so that figures made of what was read are those made of what
 * was written, to the byte.
 */

/* Appends; bytes->failed: no memory. */
void observation_write(const struct model *model, const struct observation *seen, struct bytes *bytes);

/* Into an observation of the same model, which is emptied first. false: these are no bytes of this model's
 * observations (reader->wrong), or no memory. */
bool observation_read(const struct model *model, struct byte_reader *reader, struct observation *seen);

#endif
