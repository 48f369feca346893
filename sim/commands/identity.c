/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/identity.h"

void identity_put(struct bytes *bytes, const struct scenario *scenario)
{
    bytes_put_text(bytes, scenario->sha256);
    for (size_t k = 0; k < scenario->set_count; k++)
        bytes_put_text(bytes, scenario->sets[k]);
    for (const struct kept_column *column = scenario->columns; column; column = column->next)
        bytes_put_text(bytes, column->text ? column->text : "");
}
