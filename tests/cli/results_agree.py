# SPDX-License-Identifier: GPL-3.0-or-later
"""results_agree.py SCHEMA FOLDER...: holds what a run wrote (metrics.json, patients.csv, events.csv) against
the schema and against each other: sums that must come out, and figures counted anew from the rows.

Prints what does not agree; exit code 1 then.
"""
import collections
import csv
import json
import math
import sys

import jsonschema

DAY = 86400
faults = []


def fault(folder, text):
    faults.append(f"{folder}: {text}")


def near(a, b, relative=1e-9, absolute=1e-9):
    return math.isclose(a, b, rel_tol=relative, abs_tol=absolute)


def value(figure):
    return 0 if figure is None else figure["value"]


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def seconds(text):
    return round(float(text) * DAY)


class Run:
    def __init__(self, folder):
        self.folder = folder
        with open(f"{folder}/metrics.json", encoding="utf-8") as file:
            self.metrics = json.load(file, parse_constant=no_constant)
        self.patients = self.rows("patients.csv")
        self.events = self.rows("events.csv")
        self.replications = self.metrics["run"]["replications"]
        self.begin = round(self.metrics["run"]["warmup_days"] * DAY)
        self.length = round(self.metrics["run"]["horizon_days"] * DAY)

    def rows(self, name):
        with open(f"{self.folder}/{name}", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def expect(self, what, actual, expected):
        if not near(actual, expected):
            fault(self.folder, f"{what} is {actual!r}, expected {expected!r}")

    def inside(self, time):
        """How much of the time from `time` on lies in the window."""
        end = self.begin + self.length
        return end - min(max(time, self.begin), end)


# ---- metrics.json alone


def figures(node, path=""):
    if isinstance(node, dict):
        if set(node) == {"value", "ci"}:
            yield path, node
        for key, child in node.items():
            yield from figures(child, f"{path}/{key}")
    elif isinstance(node, list):
        for i, child in enumerate(node):
            yield from figures(child, f"{path}/{i}")


def check_intervals(run):
    for path, figure in figures(run.metrics):
        if run.replications == 1 and figure["ci"] is not None:
            fault(run.folder, f"{path} has an interval with one replication")
        # The standard deviation's interval stands around the ratio, a hair beside the value.
        if figure["ci"] and not figure["ci"][0] <= figure["value"] * (1 + 1e-12) + 1e-12:
            fault(run.folder, f"{path}: {figure} lies below its interval")
        if figure["ci"] and not figure["value"] <= figure["ci"][1] * (1 + 1e-12) + 1e-12:
            fault(run.folder, f"{path}: {figure} lies above its interval")


def check_ledger(run, name, measure):
    if measure["mean"] is None:
        if measure["made_of"] or measure["histogram"]:
            fault(run.folder, f"{name} has a ledger or a histogram of nothing")
        return
    parts = math.fsum(line["mean"]["value"] for line in measure["made_of"])
    run.expect(f"sum of made_of of {name}", parts, value(measure["mean"]))
    count = sum(int(n) for n in measure["histogram"]["counts"])
    run.expect(f"histogram of {name}", count, value(measure["count"]) * run.replications)
    quantiles = ("p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99")
    order = [measure["min"], *(value(measure[q]) for q in quantiles), measure["max"]]
    if order != sorted(order):
        fault(run.folder, f"quantiles of {name} are not in order: {order}")


def check_measures(run):
    for name, measure in run.metrics["measures"].items():
        check_ledger(run, name, measure)
        for group, part in measure["by_class"].items():
            check_ledger(run, f"{name} of {group}", part)
        counts = sum(value(part["count"]) for part in measure["by_class"].values())
        run.expect(f"count of {name} by class", counts, value(measure["count"]))


def check_patients(run):
    for name, part in run.metrics["patients"].items():
        run.expect(f"outcomes of {name}", sum(map(value, part["outcomes"].values())), value(part["referred"]))
        if value(part["referred"]) > 0:
            run.expect(f"shares of {name}", sum(map(value, part["shares"].values())), 1)
        elif any(share is not None for share in part["shares"].values()):
            fault(run.folder, f"{name}: shares of nobody")


def check_losses(run):
    everyone = run.metrics["patients"]["all"]
    lines = [line for pathway in run.metrics["losses"].values() for line in pathway]
    lost = collections.Counter()
    for line in lines:
        for outcome, figure in line["lost"].items():
            lost[outcome] += value(figure)
    completed = value(everyone["outcomes"]["completed"])
    run.expect("completed and lost", completed + sum(lost.values()), value(everyone["referred"]))
    for outcome, figure in everyone["outcomes"].items():
        if outcome != "completed":
            run.expect(f"lost by {outcome}", lost[outcome], value(figure))


def check_resources(run):
    for name, resource in run.metrics["resources"].items():
        if "offered" in resource:
            parts = value(resource["used"]) + value(resource["lost"]) + value(resource["unused"])
            run.expect(f"slots of {name}", parts, value(resource["offered"]))
            continue
        shares = resource["share_of_time"]
        run.expect(f"share_of_time of {name}", math.fsum(shares), 1)
        mean = math.fsum(k * share for k, share in enumerate(shares))
        run.expect(f"mean of share_of_time of {name}", mean, value(resource["occupied"]))


def check_costs(run):
    costs = run.metrics.get("costs")
    if costs:
        run.expect("costs", sum(map(value, costs["by"].values())), value(costs["total_per_year"]))


# ---- metrics.json against the rows


def check_patient_rows(run):
    metrics, n = run.metrics, run.replications
    run.expect("rows of patients.csv", len(run.patients), value(metrics["patients"]["all"]["referred"]) * n)
    if len({(row["replication"], row["id"]) for row in run.patients}) != len(run.patients):
        fault(run.folder, "a patient has two rows")
    fates = collections.Counter((row["class"], row["outcome"]) for row in run.patients)
    for name, part in metrics["patients"].items():
        for outcome, figure in part["outcomes"].items():
            if name != "all":
                run.expect(f"{outcome} of {name}", fates[name, outcome], value(figure) * n)


def check_measured_rows(run, name, rows, measure):
    times = sorted(seconds(row[name]) for row in rows if row[name])
    run.expect(f"count of {name}", len(times), value(measure["count"]) * run.replications)
    if not times:
        return
    run.expect(f"mean of {name}", sum(times) / len(times) / DAY, value(measure["mean"]))
    run.expect(f"min of {name}", times[0] / DAY, measure["min"])
    run.expect(f"max of {name}", times[-1] / DAY, measure["max"])
    # Type 7 of Hyndman & Fan.
    place = (len(times) - 1) * 0.9
    below = math.floor(place)
    above = min(below + 1, len(times) - 1)
    p90 = times[below] + (place - below) * (times[above] - times[below])
    run.expect(f"p90 of {name}", p90 / DAY, value(measure["p90"]))


def check_measure_rows(run):
    for name, measure in run.metrics["measures"].items():
        check_measured_rows(run, name, run.patients, measure)
        for group, part in measure["by_class"].items():
            check_measured_rows(run, name, [row for row in run.patients if row["class"] == group], part)


def check_event_rows(run):
    occupied, queue, taken = collections.Counter(), collections.Counter(), collections.Counter()
    last = {}
    for row in run.events:
        time = seconds(row["time"])
        if time < last.get(row["replication"], 0):
            fault(run.folder, f"time goes back: {row}")
        last[row["replication"]] = time
        name, _, what = row["moment"].rpartition(".")
        units = int(row["units"] or 0)
        if what in ("got", "given_back"):
            sign = 1 if what == "got" else -1
            taken[row["replication"], name] += sign * units
            occupied[name] += sign * units * run.inside(time)
        if what in ("asked", "got", "withdrawn"):
            queue[name] += (1 if what == "asked" else -1) * run.inside(time)
    for (replication, name), units in taken.items():
        if units < 0:
            fault(run.folder, f"{name}: more given back than got in replication {replication}")
    everything = run.length * run.replications
    for name, resource in run.metrics["resources"].items():
        if "occupied" in resource:
            run.expect(f"{name} occupied", occupied[name] / everything, value(resource["occupied"]))
            run.expect(f"{name} queue", queue[name] / everything, value(resource["queue"]))


def check_counted_events(run):
    """Starts, strikes and exits of the patients of patients.csv."""
    observed = {(row["replication"], row["id"]): row for row in run.patients}
    counts, exits = collections.Counter(), 0
    for row in run.events:
        patient = observed.get((row["replication"], row["patient"]))
        if not patient:
            continue
        counts[row["moment"]] += 1
        if row["moment"] == "exit:" + patient["outcome"] and row["time"] == patient["exited_days"]:
            exits += 1
    run.expect("exits", exits, len(observed))
    for risk in run.metrics["risks"]:
        figure = run.metrics["risks"][risk]["lasts"]["count"]
        over = counts[risk + ".over"]
        run.expect(f"{risk} over", over, value(figure) * run.replications)
    starts = collections.Counter()
    for home in run.metrics["steps"].values():
        for step, part in home.items():
            starts[step] += value(part["wait"]["count"]) * run.replications
    for step, number in starts.items():
        run.expect(f"starts of {step}", counts[step + ".start"], number)


CHECKS = (
    check_intervals,
    check_measures,
    check_patients,
    check_losses,
    check_resources,
    check_costs,
    check_patient_rows,
    check_measure_rows,
    check_event_rows,
    check_counted_events,
)


def main(schema_file, folders):
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for folder in folders:
        run = Run(folder)
        for error in validator.iter_errors(run.metrics):
            fault(folder, f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
        for check in CHECKS:
            check(run)
    for text in faults[:50]:
        print(text)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
