# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `cartsim schema` against `cartsim check`: usage: test_scenario_schema.py PROGRAM SCENARIO...

What the schema refuses the program must refuse. What the program refuses the schema must refuse too, unless
the fault is one that a schema can't express (CANNOT below). Scenarios are the shipped ones, a dozen small
ones that together use every key and every distribution of the format, and what becomes of these by a change:
a key misspelt, left out or put beside another, a value replaced by one of another type, each value of POOL.
"""
import concurrent.futures
import itertools
import json
import os
import re
import subprocess
import sys

import jsonschema
import yaml

# Faults that no schema can see, and what numbers lose before a schema sees them.
CANNOT = [
    r"E00[1-6]: (?!'(after|before|removed)')",  # other files, other names
    r"E019: ",  # sums
    r"E020: (?!.*unknown distribution)",  # parameters that contradict each other
    r"E022: .*(too many|, to 10000 y\)|0 d to 10000 y|must be after from|within: the earliest)",
    r"E022: .*per (day|year)\)",  # rates
    r"E023: .*(is booked first|needs within|is given twice)",
    r"E025: .*two steps are called",
    r"E026: ",  # columns of files
    r"E021: .*a whole number.*, got '[\d.]+e",  # 2e3 reaches a schema as 2000
    r"E03\d: ",  # the model
]
# A file that extends another says a part; the rest may be in that other.
CANNOT_CHANGES = [r"E005: ", r"E011: ", r"E02[035]: ", r"E021: .*got (a list|a mapping|nothing|an empty list)"]


# ---- YAML as an editor reads it: version 1.2, core schema


class Plain(str):
    """A scalar without quotes."""


def tree_of(node):
    """Dicts, lists, Plain and str of what yaml composed."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: tree_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [tree_of(item) for item in node.value]
    return Plain(node.value) if node.style is None else node.value


def read(text):
    return tree_of(yaml.compose(text, Loader=yaml.SafeLoader))


def seen(tree):
    """What a YAML server of an editor hands to its schema."""
    if isinstance(tree, dict):
        return {key: seen(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [seen(item) for item in tree]
    if not isinstance(tree, Plain):
        return tree
    if tree in ("", "~", "null", "Null", "NULL"):
        return None
    if re.fullmatch("true|True|TRUE|false|False|FALSE", tree):
        return tree.lower() == "true"
    if re.fullmatch("[-+]?[0-9]+", tree):
        return int(tree)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", tree):
        return float(tree)
    return str(tree)


def write(tree):
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{scalar(key)}: {write(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(write(item) for item in tree) + "]"
    return scalar(tree) if isinstance(tree, Plain) else json.dumps(tree, ensure_ascii=False)


def scalar(text):
    return text if re.fullmatch(r"[\w.%+~-]([\w .%+/:-]*[\w.%+/-])?|", text) else json.dumps(text, ensure_ascii=False)


# ---- scenarios that are right

START = """
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 24 per year}}}
pathways: {w: [{step: talk, takes: 4 d}]}
"""

GOOD = {
    "root": """
cartsim: 1
name: 2027
note: [one, 2, true]
notes: a remark
x-note: {anything: [1, {at: all}]}
study: {aims: {any: [thing]}, purpose: why, data: [a, b], preprocessing: {a: 1}, sharing: here, x-y: 1}
sources: {seed: A paper, own: {title: Ours, year: 2024}, x-none: 3}
run: {start: 2024-02-26, warmup: 100 d, horizon: {value: 400 d, source: seed, grade: published, why: Because},
      replications: 3, seed: 5, confidence: 90%, follow: 2 y}
patients: {p: {pathway: w, arrivals: {rate: 24 per year}}}
pathways: {w: [{step: talk, takes: 4 d}]}
""",
    "patients": """
cartsim: 1
sources: {us: here}
patients:
  x-note: two kinds
  adult:
    pathway: w
    priority: 1
    enabled: true
    arrivals: {rate: {value: 50 per year, grade: measured, uncertain: 40 per year to 60 per year}, growth: 10% per year, monthly: {aug: 0.5, dec: 2,
      jan: 1, feb: 1.5, mar: 1, apr: 1, may: 1, jun: 1, jul: 1, sep: 1, oct: 1, nov: 1}, days: [mon-wed, fri],
      limit: 500, source: us, grade: measured, why: counted}
    attributes: {kind: {one_of: {a: 60%, "b c": 0.4}, source: us}, strong: {chance: 75%}, site: nord, number: 5,
      sure: {value: true, grade: expert}}
  child: {pathway: w, arrivals: {every: {exponential: {mean: 10 d}}, limit: 3}}
  listed: {pathway: w, arrivals: {at: [1 d, 2026-02-01, {value: 6 d, grade: expert}]}}
  filed: {pathway: w, arrivals: {file: days.csv, column: day}, enabled: {value: false, grade: expert}}
pathways: {w: [{step: talk, takes: 4 d}]}
run: {start: 2025-01-06}
""",
    "units": """
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 24 per year}}}
resources:
  bed: {capacity: 4, max_queue: 2, order: fifo, target: {all_busy: 5%}, opens: mon-fri 08:00-16:00,
    breaks: {after: {exponential: {mean: 60 d}}, for: {uniform: {min: 1 d, max: 4 d}}, enabled: false},
    closures: [{from: 2025-08-04, to: 2025-08-18, capacity: 1, enabled: true}, {from: 2025-12-24, to: 2026-01-06}]}
  suite: {capacity: unlimited, opens: [mon 08:00-12:00, "tue,thu 08:00-24:00"]}
pathways: {w: [{step: talk, needs: [bed, suite], takes: 4 d}]}
costs: {currency: EUR, bed: {per_day_held: 900, per_day_open: {value: 100.5, grade: expert}}}
""",
    "slots": """
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 24 per year}, priority: 0}}
resources:
  slot: {slots: {mon: 1, wed-fri: 2}, at: "09:00", held_back: {count: 1, released: 2 d, enabled: true},
    max_queue: 20, closures: [{from: 2025-12-24, to: 2026-01-06}]}
  other: {slots: {"tue,thu": {value: 1, grade: expert}}}
pathways:
  w:
    - {step: one, books: slot, notice: 3 d, fit: true, takes: 5 h}
    - {step: two, books: {slot: {}, other: {within: [1 d, 9 d]}}, takes: 5 h}
""",
    "steps": """
cartsim: 1
sources: {us: here}
patients: {p: {pathway: w, arrivals: {rate: 24 per year}, attributes: {kind: {one_of: {a: 50%, b: 50%}}}}}
resources: {bed: {capacity: 4}, chair: {capacity: unlimited}}
pathways:
  w:
    - {step: first, enabled: true, chance: {by: kind, a: 30%, b: {value: 0.5, source: us}}, when: {kind: [a, b]},
       takes: {by: kind, a: 16 d, otherwise: {pert: {min: 1 d, mode: 2 d, max: 3 d}}, grade: expert}}
    - {step: second, when: {kind: a}, notice: {value: 3 d, grade: expert}, holds: {bed: 1}, cost: 350.5,
       x-note: [1], fails: 5%, on_failure: {repeat: first, at_most: 2, then: {leaves: gone}, sets: {kind: b}}}
    - step: third
      releases: [bed]
      needs: chair
      steps: [{step: inner, takes: 1 d}]
      meanwhile: [{step: beside, each_time: true, every: 3 d, times: 3, takes: {value: {by: kind, a: 1 h, b: 2 h}}}]
      on_refusal: {continues: true}
      sets: {kind: b, done: true, number: 3}
    - {step: fourth, fails: 10%, on_failure: {one_of: [{share: 50%, continues: true, sets: {kind: b}},
       {share: 30%, leaves: gone}, {share: 20%, repeat: third, at_most: 3, then: {continues: true}}]}, takes: 1 d}
    - {step: fork, one_of: [{share: 60%, steps: [{step: left, takes: 2 d}]}, {share: {by: kind, otherwise: 40%}}]}
    - {step: last, leaves: done, takes: 1 d}
""",
    "laws": """
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 24 per year}}}
pathways:
  w:
    - {step: a, takes: {fixed: 5 d}}
    - {step: b, takes: {uniform: {min: 1 d, max: 3 d}, grade: expert, why: asked, uncertain: times 0.8 to 1.2}}
    - {step: c, takes: {triangular: {min: 1 d, mode: 2 d, max: 4 d}}}
    - {step: d, takes: {erlang: {phases: 3, mean: 6 d}, min: 1 d}}
    - {step: e, takes: {gamma: {mean: 6 d, sd: 2 d, max: 30 d}}}
    - {step: f, takes: {lognormal: {mean: 6 d, sd: 2 d}, min: 1 d, max: 40 d}}
    - {step: g, takes: {lognormal: {median: 16 d, p90: {value: 21 d, grade: published}}}}
    - {step: h, takes: {lognormal: {median: 6 d, q1: 4 d, q3: 8 d}}}
    - {step: i, takes: {weibull: {mean: 6 d, sd: 2 d}}}
    - {step: j, takes: {weibull: {shape: 1.5, scale: 6 d}}}
""",
    "more laws": """
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 24 per year}}}
pathways:
  w:
    - {step: k, takes: {normal: {mean: 6 d, sd: 2 d, min: 0 d}}}
    - {step: l, takes: {empirical: [10 d, 10 d, {value: 12 d, grade: measured}]}}
    - {step: m, takes: {empirical: {file: days.csv, column: day, min: 1 d}}}
    - {step: n, takes: {discrete: [{value: 3 d, weight: 2}, {value: 5 d, weight: 80%}]}}
    - {step: o, takes: {mixture: [{weight: 0.8, of: 14 d}, {weight: 20%, of: {uniform: {min: 20 d, max: 30 d}}}]}}
    - {step: p, takes: {shifted: {by: 22 d, of: {exponential: {mean: 3 d}}}, max: 60 d}}
    - {step: q, takes: {pert: {min: 1 d, mode: 2 d, max: 4 d}}}
    - {step: r, takes: {value: {exponential: {mean: 3 d}}, grade: expert}}
""",
    "risks": """
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 24 per year}, attributes: {burden: {one_of: {low: 50%, high: 50%}}}}}
pathways: {w: [{step: wait, takes: 4 d}, {step: stay, fit: true, takes: 9 d}, {step: end, takes: 1 d}]}
risks:
  fever: {from: wait.end, until: end.start, rate: 8% per month, recurs: true, unfit: true,
    multiplied_by: {burden: {high: 1.5, low: {value: 1, grade: expert}}}, steps: [{step: cure, takes: 6 d}]}
  care: {from: stay.arrive, chance: {by: burden, low: 10%, high: 30%}, after: {gamma: {mean: 6 d, sd: 1 d}},
    steps: [{step: icu, takes: 2 d}], extends_stay: stay, enabled: true}
  death: {rate: {value: 3/mo, grade: expert}, until: exit, from: referral, leaves: died, sets: {burden: low},
    enabled: false}
measures:
  middle: {from: wait.start, to: exit, target: {median: 9 d, enabled: false}}
  stay: {from: wait.start, to: exit, first: true, target: {mean: 12 d, p05: 4 d, p10: 4 d, p25: 4 d,
    p50: 9 d, p75: 1 mo, p90: 20 d, p95: 6 wk, p99: 1 y, share_within: {42 d: 80%, 21.5 d: 0.1}}, enabled: true}
  never: {from: referral, to: cure.end, enabled: {value: false, grade: expert}}
""",
}

# Laid over GOOD["steps"], which stands beside it as base.yaml.
CHANGES = """
extends: base.yaml
name: Ours
run: {replications: 20}
patients: {p: {arrivals: {every: 12 d}, attributes: {kind: {one_of: {a: 60%, b: 40%}}}}}
resources: {bed: {capacity: 5, closures: [{from: 2025-08-04, to: 2025-08-18}]}, chair: {order: fifo}}
pathways:
  w:
    - {step: first, takes: {grade: measured}, chance: {a: 40%}}
    - {step: second, on_failure: {at_most: 3}}
    - {step: new, after: first, takes: {lognormal: {mean: 6 d, sd: 2 d}}}
    - {step: inner, before: beside}
    - {step: fork, one_of: [{share: 50%, steps: [{step: right, takes: 2 d}]}, {share: 50%}]}
    - {step: last, removed: true}
risks: {late: {from: first.end, rate: 1 per year, leaves: lost}}
"""

# ---- what is put in the place of a value

POOL = [Plain(text) for text in (
    "12", "-1", "1.5", "0", "2e3", "12 d", "-3 d", "0 d", "3 parsecs", "12d", "1.5e1 hours", "+3 weeks", "5 m",
    "25%", "125%", "0.25", ".5", "-5%", "24 per year", "-24 per year", "4% per month", "3/wk", "24 per", "24 a year",
    "2025-01-06", "2025-13-01", "2025-04-31", "2024-02-29", "09:00", "24:00", "24:30", "9:00", "mon", "mon-fri",
    "sat-mon", "mon-fry", "mon-fri 08:00-16:00", "mon-fri 8-16", "true", "false", "yes", "on", "unlimited", "a.b",
    "a=b", "referral", "exit", "talk.start", "talk.begin", ".end", "priority", "measured", "some text", "",
)] + ["12", "0.5", "25%", "true", "1", "4.5", "-2", "", "mon,wed", " name", "1,5 d", "mon, wed-fri", "ab\u00e9" * 34] + [
    {}, [], {"a": Plain("b")}, [Plain("1")], [Plain("12 d"), Plain("14 d")], {"by": Plain("kind"), "otherwise": Plain("12 d")},
    {"value": Plain("12")}, {"value": Plain("12 d"), "grade": Plain("expert")}, {"value": Plain("0.5"), "grade": Plain("good")},
    {"value": {"value": Plain("12 d")}}, {"exponential": {"mean": Plain("3 d")}}, {"lognorml": {"mean": Plain("3 d")}},
    {"lognormal": {"mean": Plain("3 d")}}, {"fixed": Plain("3 d"), "uniform": {"min": Plain("1 d"), "max": Plain("3 d")}},
    {"gamma": {"mean": Plain("3 d"), "sd": Plain("1 d"), "min": Plain("1 d")}, "min": Plain("1 d")},
    {"uniform": {"min": Plain("1 d"), "max": Plain("3 d")}, "min": Plain("2 d")}, {"mixture": []}, {"x-only": Plain("1")},
]


def replaced(tree, path, value):
    """A copy of the tree with the value at the path; None takes the entry out."""
    if not path:
        return value
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    inner = replaced(copy[path[0]], path[1:], value)
    if inner is None and len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = inner
    return copy


def renamed(tree, path, name):
    copy = {name if key == path[-1] else key: value for key, value in at(tree, path[:-1]).items()}
    return replaced(tree, path[:-1], copy)


def at(tree, path):
    for part in path:
        tree = tree[part]
    return tree


def paths(tree, path=()):
    if path:
        yield path
    if isinstance(tree, (dict, list)):
        for part in list(tree) if isinstance(tree, dict) else range(len(tree)):
            if not str(part).startswith("x-"):
                yield from paths(tree[part], path + (part,))


def pieces(tree, keep):
    """The changes of a tree, each with a name. Of the replacements every `keep`th is made, another each time."""
    turn, met = itertools.count(), set()
    for path in paths(tree):
        name = ".".join(map(str, path))
        known = path[-1] in met
        met.add(path[-1])
        if isinstance(path[-1], str) and not known:
            yield f"{name} misspelt", renamed(tree, path, path[-1] + "q")
            yield f"{name} left out, as a note", renamed(tree, path, "x-" + path[-1])
        elif not known:
            yield f"{name} left out", replaced(tree, path, None)
        for value in POOL:
            nothing = isinstance(path[-1], int) and value == ""  # [a, ] is a list of one
            if next(turn) % keep == 0 and not nothing:
                yield f"{name} is {write(value)}", replaced(tree, path, value)


# ---- the two judges


def check(program, file):
    """The faults that the program reports, a line each; empty: it takes the file."""
    done = subprocess.run([program, "check", "--quiet", file], capture_output=True, text=True, check=False)
    faults = re.findall(r"error (E\d+: .*)", done.stderr)
    if done.returncode not in (0, 2) or (done.returncode == 2) != bool(faults):
        sys.exit(f"{file}: exit code {done.returncode}: {done.stderr}")
    return faults


def disagreement(validator, program, name, tree, file):
    with open(file, "w", encoding="utf-8") as to:
        to.write(write(tree) + "\n")
    faults, document = check(program, file), seen(tree)
    good = validator.is_valid(document)
    if not good and not faults:
        error = jsonschema.exceptions.best_match(validator.iter_errors(document))
        return f"{name}: the schema alone refuses it: {error.json_path}: {error.message[:200]}"
    cannot = CANNOT + CANNOT_CHANGES if "extends" in tree else CANNOT
    missed = [fault for fault in faults if not any(re.match(pattern, fault) for pattern in cannot)]
    return f"{name}: the program alone refuses it: {missed[0]}" if good and missed else None


def all_keys(schema):
    """Every key that the schema names, with the mapping it is of."""
    for name, definition in schema["definitions"].items():
        for key, value in definition.get("properties", {}).items():
            if value is not False and not name.startswith("changes-to-"):
                yield name, key


def used_keys(tree):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from used_keys(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from used_keys(item)


def judge_all(validator, program, cases):
    """The disagreements of all cases; each is written to a file of its own slot."""
    slots = len(os.sched_getaffinity(0))

    def work(slot):
        mine = itertools.islice(cases, slot, None, slots)
        return [disagreement(validator, program, name, tree, f"case{slot}.yaml") for name, tree in mine]

    with concurrent.futures.ThreadPoolExecutor(slots) as pool:
        return [found for part in pool.map(work, range(slots)) for found in part if found]


def without_twins(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        sys.exit(f"the schema has a name twice in {names}")
    return dict(pairs)


def main(program, scenarios, keep):
    printed = subprocess.run([program, "schema"], capture_output=True, check=True).stdout
    schema = json.loads(printed, object_pairs_hook=without_twins)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = []
    for scenario in scenarios:
        with open(scenario, encoding="utf-8") as text:
            wrong += [f"{scenario}: {e.json_path}: {e.message}" for e in validator.iter_errors(seen(read(text.read())))]

    good = {name: read(text) for name, text in GOOD.items()} | {"changes": read(CHANGES)}
    with open("days.csv", "w", encoding="utf-8") as to:
        to.write("day\n1\n2.5\n")
    with open("base.yaml", "w", encoding="utf-8") as to:
        to.write(GOOD["steps"])
    used = set(used_keys(list(good.values())))
    wrong += [f"no scenario of this test uses {key} of {kind}" for kind, key in all_keys(schema) if key not in used]
    for name, tree in good.items():
        with open("good.yaml", "w", encoding="utf-8") as to:
            to.write(write(tree))
        wrong += [f"{name}: {fault}" for fault in check(program, "good.yaml")]
        wrong += [f"{name}: {e.json_path}: {e.message[:200]}" for e in validator.iter_errors(seen(tree))]

    cases = [(f"{name}: {what}", changed) for name, tree in good.items() for what, changed in pieces(tree, keep)]
    wrong += judge_all(validator, program, cases)
    print(f"{len(cases)} cases, {len(wrong)} disagreements")
    print("\n".join(wrong[:40]))
    return 1 if wrong or len(cases) < 1000 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:], int(os.environ.get("KEEP", "67"))))
