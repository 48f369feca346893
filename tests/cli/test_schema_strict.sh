#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# share/metrics.schema.json lets no other key pass where the format fixes names. Names of the scenario that
# are also names of the format, or each other's, lead to no key and no column twice.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/names.yaml" <<'END'
cartsim: 1
name: "Everything, \"once\""
run: {warmup: 10 d, horizon: 100 d, replications: 2}
patients:
  "first, second":
    pathway: way
    arrivals: {rate: 0.5 per day}
    attributes: {outcome: red, class: {one_of: {a: 40%, "b, c": 60%}}}
resources:
  bed: {capacity: 2, target: {all_busy: 20%}}
  way: {capacity: unlimited}
  visit: {slots: {mon-fri: 1}}
pathways:
  way:
    - {step: way, books: visit, takes: 1 h, cost: 50, fails: 10%, on_failure: {leaves: referred}}
    - {step: bed, needs: [bed, way], takes: {exponential: {mean: 3 d}}}
risks:
  way: {from: referral, until: bed.start, rate: 2% per day, unfit: true, steps: [{step: rest, takes: 2 d}]}
measures:
  wait: {from: referral, to: bed.start, target: {p90: 10 d, share_within: {7 d: 80%}}}
  outcome: {from: referral, to: exit}
costs: {currency: EUR, bed: {per_day_held: 900, per_day_open: 100}}
END
"$CARTSIM" run "$folder/names.yaml" --patients --events --quiet -o "$folder"

cat >"$folder/look.py" <<'END'
import csv, json, sys
from jsonschema import Draft7Validator

folder = sys.argv[1]

def no_key_twice(pairs):
    keys = [key for key, _ in pairs]
    assert len(set(keys)) == len(keys), f"a key stands twice in {keys}"
    return dict(pairs)

def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=no_key_twice)

def objects(node, path=()):
    if isinstance(node, dict):
        yield path, node
        for key, child in node.items():
            yield from objects(child, path + (key,))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from objects(child, path + (index,))

# In these the scenario's own names are the keys.
def is_free(path):
    tables = {"patients", "measures", "losses", "steps", "resources", "risks"}
    return len(path) == 1 and path[0] in tables or len(path) == 2 and path[0] == "steps" or \
        path and path[-1] in {"outcomes", "shares", "lost", "by_class", "by"}

validator = Draft7Validator(read("share/metrics.schema.json"))
metrics = read(folder + "/metrics.json")
validator.validate(metrics)
for path, node in list(objects(metrics)):
    if is_free(path):
        continue
    node["new"] = None
    assert not validator.is_valid(metrics), f"a new key passes in {path}"
    del node["new"]
    for key in list(node):
        if key in ("target", "costs") or path[-1:] in (("target",), ("share_within",)):
            continue
        kept = node.pop(key)
        assert not validator.is_valid(metrics), f"{key} may be missing in {path}"
        node[key] = kept

for name in "patients.csv", "events.csv":
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len(rows) > 1, f"{name} has no rows"
    assert len(set(rows[0])) == len(rows[0]), f"{name}: a column stands twice"
    for row in rows:
        assert len(row) == len(rows[0]), f"{name}: {row}"
END
python3 "$folder/look.py" "$folder"
