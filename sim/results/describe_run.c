/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "results/describe_parts.h"
#include "scenario/values.h"

/* How it is run: sections 4 and 5 of the checklist. */

static void say_start(struct description *description)
{
    const struct run_settings *run = &description->model->run;
    const struct tree *study = tree_get(description->scenario->root, "study");
    char date[32];
    value_print_date(run->start_day, date, sizeof date);
    say(description, STRESS_INITIALISATION, 0,
        "The system starts empty on %s; %.6g days of warm-up are run and not observed.", date,
        (double)run->warmup / DAY);
    if (tree_get(study, "warmup"))
        say(description, STRESS_INITIALISATION, 0, "How the warm-up was chosen: %s",
            words_value(&description->arena, tree_get(study, "warmup")));
    else if (run->warmup > 0)
        say(description, STRESS_INITIALISATION, 0,
            "How the warm-up was chosen is not stated (`study.warmup`); `cartsim warmup` proposes one.");
}

static void say_length(struct description *description)
{
    const struct run_settings *run = &description->model->run;
    say(description, STRESS_RUN_LENGTH, 0,
        "The window observed is %.6g days; time advances in whole seconds.", (double)run->horizon / DAY);
    if (run->follow == NONE)
        say(description, STRESS_RUN_LENGTH, 0,
            "Patients referred in it are followed to their exit, those of the time after it come on.");
    else
        say(description, STRESS_RUN_LENGTH, 0,
            "Patients referred in it are followed for %.6g days after it; who is under way then is censored.",
            (double)run->follow / DAY);
}

static void say_estimation(struct description *description)
{
    const struct run_settings *run = &description->model->run;
    const struct tree *study = tree_get(description->scenario->root, "study");
    say(description, STRESS_ESTIMATION, 0,
        "%" PRIu32 " independent replications; every interval is made from the variance between them.",
        run->replications);
    if (tree_get(study, "replications"))
        say(description, STRESS_ESTIMATION, 0, "Why so many: %s",
            words_value(&description->arena, tree_get(study, "replications")));
    else
        say(description, STRESS_ESTIMATION, 0,
            "Each figure is reported with its interval of %.4g%%, which says whether they were enough.",
            100 * run->confidence);
}

static void say_software(struct description *description)
{
    say(description, STRESS_SOFTWARE, 0, "cartsim " CARTSIM_VERSION ", C17, with GSL, libyaml and cJSON%s%s.",
        description->host->compiler ? "; built by " : "",
        description->host->compiler ? description->host->compiler : "");
    say(description, STRESS_SOFTWARE, 0, "Run on %s.",
        description->host->system ? description->host->system : "a system that is not named");
}

static void say_sampling(struct description *description)
{
    say(description, STRESS_SAMPLING, 0,
        "Philox 4x32-10 (Salmon et al. 2011), a counter-based generator: each uniform is a function of the "
        "seed, "
        "the replication, the names of class, step and purpose, the patient's number and the visit. So the "
        "same "
        "patient meets the same luck in every scenario that shares the names (common random numbers).");
    say(description, STRESS_SAMPLING, 0,
        "Laws are sampled by inversion, one uniform a value; those that are slow to invert by a table with "
        "an "
        "error below 1e-9 of their range. Seed %" PRIu64 ".",
        description->model->run.seed);
}

static void say_execution(struct description *description)
{
    say(description, STRESS_EXECUTION, 0,
        "Next-event time advance with a priority queue. Of one instant all that falls due happens first; "
        "then "
        "those who wait are served, each queue in its own order; then new requests are heard (the scenario "
        "reference, At one instant).");
    say(description, STRESS_EXECUTION, 0,
        "Replications run in parallel on threads or machines and are merged in the order of their numbers: "
        "the "
        "same scenario, seed and version give the same bytes.");
}

static void say_system(struct description *description)
{
    const struct host *host = description->host;
    say(description, STRESS_SYSTEM, 0, "%s, %ld processors.", host->system ? host->system : "not named",
        host->processors);
    if (host->replication_seconds >= 0)
        say(description, STRESS_SYSTEM, 0,
            "One replication took %.2g s of processor time, so a run of %" PRIu32
            " about %.2g s on one processor.",
            host->replication_seconds, description->model->run.replications,
            host->replication_seconds * description->model->run.replications);
}

void describe_run(struct description *description)
{
    say_start(description);
    say_length(description);
    say_estimation(description);
    say_software(description);
    say_sampling(description);
    say_execution(description);
    say_system(description);
}
