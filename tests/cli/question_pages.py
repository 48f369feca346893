# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands of pages, and holds what they print against what the pages show.

In a block that begins with ```console, a line "$ cartsim ..." is a command and what follows is what it prints.
```console head=5 tail=3 shows the first five and the last three lines, with a line "..." between.

    question_pages.py CARTSIM [--update] PAGE...        in a folder that has the scenarios
"""
import re
import subprocess
import sys


def shown(printed, head, tail):
    lines = printed.splitlines()
    if head is None and tail is None or len(lines) <= (head or 0) + (tail or 0):
        return lines
    return lines[: head or 0] + ["..."] + (lines[-tail:] if tail else [])


def run(program, command):
    words = command.replace("cartsim", program, 1)
    done = subprocess.run(words, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout


def block(program, info, lines):
    numbers = {key: int(value) for key, value in re.findall(r"(head|tail)=(\d+)", info)}
    result = []
    for line in lines:
        if line.startswith("$ cartsim"):
            result += [line] + shown(run(program, line[2:]), numbers.get("head"), numbers.get("tail"))
    return result


def anew(program, text):
    result, inside, info, lines = [], False, "", []
    for line in text.splitlines():
        if not inside:
            result.append(line)
            inside, info, lines = line.startswith("```console"), line, []
        elif line == "```":
            result += block(program, info, lines) + [line]
            inside = False
        else:
            lines.append(line)
    return "\n".join(result) + "\n"


def main():
    program, pages = sys.argv[1], sys.argv[2:]
    update = "--update" in pages
    wrong = 0
    for page in [page for page in pages if page != "--update"]:
        with open(page, encoding="utf-8") as file:
            old = file.read()
        new = anew(program, old)
        if new == old:
            continue
        if update:
            with open(page, "w", encoding="utf-8") as file:
                file.write(new)
            continue
        wrong += 1
        print(f"{page} shows what is not printed:")
        for there, now in zip(old.splitlines() + [""], new.splitlines() + [""]):
            if there != now:
                print(f"  there: {there}\n  now:   {now}")
                break
    return 1 if wrong else 0


sys.exit(main())
