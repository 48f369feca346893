/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_COMPILER_H
#define CARTSIM_MODEL_COMPILER_H

#include "base/codes.h"
#include "model/compile.h"
#include "scenario/values.h"

/* A moment as written: of a step, or the first or last of the pathway. */
enum moment_of { MOMENT_OF_STEP, MOMENT_OF_REFERRAL, MOMENT_OF_EXIT, MOMENT_OF_NOTHING };

struct moment_name {
    enum moment_of of;
    const char *step;
    enum moment moment;
};

/* What the parts of the compiler share. Private to sim/model. */

struct names {
    const char **list;
    int count, room;
};

struct compiler {
    struct model *model;
    struct arena *arena; /* the model's */
    struct cartsim_faults *faults;
    const struct tree *root;
    const struct tree **step_nodes; /* [step_count]: where each step was written */
    struct names outcomes;
    struct names off; /* steps that `enabled: false` took out */
    struct moment_name *measure_from, *measure_to, *risk_from, *risk_until;
    bool *resource_used;
};

/* 0-based index of a name, or NONE; names_add returns the index, old or new. */
int names_find(const struct names *names, const char *name);
int names_add(struct arena *arena, struct names *names, const char *name);
/* One more for complain_unknown to choose from; where faults are many already, nothing. */
void names_suggest(struct compiler *compiler, struct names *names, const char *name);

/* E004 at the node: "unknown name 'x' in WHERE; did you mean 'y'?" */
void complain_unknown(struct compiler *compiler, const struct tree *node, const char *name, const char *where,
                      const struct names *known);

int find_resource(const struct model *model, const char *name);
int find_attribute(const struct model *model, const char *name);
int find_value(const struct attribute *attribute, const char *value);
int find_pathway(const struct model *model, const char *name);
/* A step by its name in a pathway or (pathway NONE) in a risk. */
int find_step(const struct model *model, int pathway, int risk, const char *name);
/* Index of an outcome, made when it is new. */
int outcome_index(struct compiler *compiler, const struct tree *node);
/* A part of the scenario, or NULL when it is no mapping (which has been complained about). */
const struct tree *section(const struct compiler *compiler, const char *name);
/* The first entry of a mapping; NULL when it is none. */
const struct tree *first_entry(const struct tree *map);
/* The step's name for its luck: a step of a risk is told from one of a pathway by the risk's name. */
const char *luck_name(struct compiler *compiler, const struct step *step);
/* The attribute of that name, or NONE after E004 at the node. */
int attribute_at(struct compiler *compiler, const struct tree *node, const char *name, const char *where);
/* E004 for a value of an attribute, if it looks like a slip: another known value is near. A value that simply
 * nobody has is no mistake. */
void suspect_value(struct compiler *compiler, const struct tree *node, const char *value,
                   const struct attribute *of);
/* True unless the map says enabled: false. */
bool is_enabled(const struct tree *map);

/* Choices by attribute; where names the key for messages. NULL nodes give `otherwise`, or no law. */
struct law_choice read_law(struct compiler *compiler, const struct tree *node, const char *where);
struct number_choice read_number(struct compiler *compiler, const struct tree *node, double otherwise,
                                 const char *where);
/* Shares of which some depend on an attribute: they sum to 1 for each of its values. */
void check_shares(struct compiler *compiler, const struct tree *list, const struct number_choice *shares,
                  int count);
/* {attribute: value, ...} */
const struct setting *read_settings(struct compiler *compiler, const struct tree *map, int *count);
/* seconds of a duration, or otherwise */
int64_t read_seconds(const struct tree *node, int64_t otherwise);

/* A moment at a node; complains about what is none. NULL gives `otherwise`. */
struct moment_name read_moment(struct compiler *compiler, const struct tree *node, const char *where,
                               enum moment_of otherwise);
/* Whether a patient of that pathway can come to that moment: a step of the pathway, or of any risk. */
bool has_moment(const struct compiler *compiler, int pathway, const struct moment_name *name);

/* The parts, in the order in which model_compile calls them. */
void compile_run(struct compiler *compiler);
void compile_attributes(struct compiler *compiler);
void compile_resources(struct compiler *compiler);
void lay_out_steps(struct compiler *compiler); /* pathways and risks: which steps, in which lists */
void compile_classes(struct compiler *compiler);
void compile_steps(struct compiler *compiler); /* what each step does */
void compile_risks(struct compiler *compiler);
void compile_measures(struct compiler *compiler);
void compile_marks(struct compiler *compiler); /* which moments open, close and measure */
void compile_purposes(struct compiler *compiler);
void compile_ledger(struct compiler *compiler);
void compile_costs(struct compiler *compiler);
void compile_evidence(struct compiler *compiler);
void check_sense(struct compiler *compiler); /* what can be seen only from the whole */

#endif
