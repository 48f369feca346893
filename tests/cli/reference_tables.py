# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of docs/scenario-reference.md, from what `cartsim schema` prints.

usage: reference_tables.py SCHEMA PAGE: prints the page with its tables made anew. A table stands between
`<!-- keys: NAME -->` and `<!-- /keys -->`; NAME is a kind of mapping, `distributions`, or `own names`.
"""
import json
import re
import sys


def table(heads, rows):
    lines = [heads, ["---"] * len(heads)] + rows
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


EVIDENCE = "a value with evidence"


def keys(kind, changed):
    """Of a step some keys are only for files that extend: the schema has those in what may be changed."""
    required = kind.get("required", [])
    beside = ["source", "grade", "why"] if kind["title"] != EVIDENCE else []
    return table(["key", "required", "what stands there", "what it means"], [
        [f"`{name}`", "yes" if name in required else "", value["title"], value["description"]]
        for name, value in changed["properties"].items() if value is not False and name not in beside
    ])


def distributions(law):
    rows = []
    for name, value in law["properties"].items():
        for form in value["anyOf"]:
            if "title" in value:  # a limit or evidence, which stands beside a distribution
                break
            if form.get("type") == "array":
                items = form["items"].get("required")
                parameters = "a list of " + ("{" + ", ".join(items) + "}" if items else "durations")
                meaning = form["items"].get("description", value["description"])
            else:
                parameters = ", ".join(f"`{key}`" for key in form.get("required", [])) or "a duration"
                meaning = form.get("description", value["description"])
            rows.append([f"`{name}`", parameters, meaning])
    return table(["", "parameters", "what"], rows)


def own_names(kinds, first_type):
    rows = []
    for name, kind in kinds.items():
        if kind["additionalProperties"] is not False:
            rows.append([name, kind["description"], first_type[name]])
    return table(["mapping", "what", "stands at"], rows)


def places(schema):
    """For each kind the keys that hold it: "resources", "on_failure, then"."""
    found = {}

    def look(value, key):
        if isinstance(value, dict):
            if "$ref" in value:
                found.setdefault(value["$ref"].split("/")[-1], []).append(key)
            for part in value.values():
                look(part, key)
        elif isinstance(value, list):
            for part in value:
                look(part, key)

    for name, kind in schema["definitions"].items():
        if not name.startswith("changes-to-"):
            for key, value in kind.get("properties", {}).items():
                look(value, f"`{key}`")
            if isinstance(kind.get("additionalProperties"), dict):
                look(kind["additionalProperties"], f"each of {kind['title']}")
    return {name: ", ".join(dict.fromkeys(keys)) for name, keys in found.items()}


def tables(schema):
    where = places(schema)
    made, kinds = {}, {}
    for name, kind in schema["definitions"].items():
        if kind.get("type") != "object" or name.startswith("changes-to-"):
            continue
        if kind["title"] == "a distribution":
            made["distributions"] = distributions(kind)
            continue
        kinds[kind["title"]] = kind
        if any(value is not False for value in kind["properties"].values()):
            made[kind["title"]] = keys(kind, schema["definitions"].get("changes-to-" + name, kind))
    made["own names"] = own_names(kinds, {kind: where.get(kind.replace(" ", "-").replace("'", ""), "") for kind in kinds})
    return made


def main(schema, page):
    with open(schema, encoding="utf-8") as text:
        made = tables(json.load(text))
    with open(page, encoding="utf-8") as text:
        old = text.read()
    there = re.findall(r"<!-- keys: (.*?) -->", old)
    for name in sorted(set(there) ^ set(made)) + [name for name in made if there.count(name) > 1]:
        sys.exit(f"{page}: 'keys: {name}' must stand there once, and be a kind of the format")
    sys.stdout.write(re.sub(r"(<!-- keys: (.*?) -->\n).*?(<!-- /keys -->)",
                            lambda found: found[1] + made[found[2]] + found[3], old, flags=re.S))


if __name__ == "__main__":
    main(*sys.argv[1:])
