#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim draw`: what is in the scenario is in the drawing, which can be read on A4. Odd ones too.
set -eu
. tests/support/cli.sh

# can_be_read FILE.svg NAME...
can_be_read() {
    python3 "$project/tests/cli/drawing.py" "$@" >faults || { cat faults; wrong "$1 can't be read on paper"; }
}

expect 0 draw small.yaml
is_empty said
cp printed small.svg
can_be_read small.svg guest stay bed whole completed

# The same bytes again, into a file too; a drawing on one page has the page's width.
expect 0 draw small.yaml -o drawn.svg
is_empty printed said
cmp drawn.svg small.svg
says small.svg 'width="210.00mm"' 'role="img"' 'A small centre</title>' 'mean 1 d' '1 per day' 'of'

# The real one: every step, risk, resource and outcome of it, read off the file by its lines.
cd "$project"
names=$(sed -nE 's/.*\<(step|leaves): ([a-z_0-9]+).*/\2/p; s/^  ([a-z_0-9]+):.*/\1/p' \
    scenarios/library/brexu-cel-b-all.yaml |
    grep -vxE 'seed|uk_.*|eu_axi_cel|supply|covid|label|tisa_cel|car_icu|icu_onset|zuma_3' |
    grep -vxE 'infection|infection_treatment' |
    grep -vxE 'currency|start|warmup|horizon|replications|seed|confidence|follow' |
    sort -u)
[ "$(printf '%s\n' "$names" | wc -l)" -gt 60 ] || wrong 'too few names to look for'
"$CARTSIM" draw scenarios/seed-centre.yaml >"$folder/seed.svg"
cd "$folder"
# shellcheck disable=SC2086 # a list of names
can_be_read seed.svg $names
says seed.svg 'median 17 d, p90 27.3 d' '31.3% fail:' '4.3% fail:' 'books apheresis slot (mon 1, thu 1)' \
    'meanwhile' \
    'back to apheresis, at most twice' '18%' '82%' 'target: p90 at most 45 d' 'none 36%' '(by virus)'
if grep -q infection_treatment seed.svg; then wrong 'a risk that is switched off is drawn'; fi
cmp -s "$project/docs/seed-centre.svg" seed.svg ||
    wrong 'docs/seed-centre.svg is old: draw scenarios/seed-centre.yaml -o docs/seed-centre.svg'

# What is changed on the command line is drawn.
expect 0 draw small.yaml --set pathways.way.stay.takes='{lognormal: {median: 16 d, p90: 21 d}}' \
    --set resources.bed.capacity=unlimited
says printed 'median 16 d, p90 21 d' 'no limit'

# Names that would be markup, names without end, and letters that are no Latin ones.
long=$(printf 'x%.0s' $(seq 60)) wide=$(printf 'W%.0s' $(seq 100))
cat >hostile.yaml <<END
cartsim: 1
name: '</title><script>alert("&amp;")</script> $wide'
patients: {'<b> & "c"': {pathway: way, arrivals: {rate: 1 per day}, attributes: {'a<b': '"]]>'}}}
resources: {'R&D <bed>': {capacity: 2}, '骨髄移植病棟の寝台': {capacity: 2}}
pathways:
  way:
    - {step: $long, holds: 'R&D <bed>', takes: 1 d, fails: 10%, on_failure: {leaves: '$wide'}}
    - {step: '<i>"it''s"</i>', needs: '骨髄移植病棟の寝台', releases: 'R&D <bed>', takes: 1 d, when: {'a<b': '"]]>'}}
    - {step: bell, sets: {mark: "\u0007 \uFFFE"}, takes: 1 d}
risks: {'</g>': {rate: 1% per month, leaves: '<died>'}}
measures: {'m & n': {from: referral, to: $long.end}}
END
expect 0 draw hostile.yaml
cp printed hostile.svg
can_be_read hostile.svg "$long" "$wide" '<i>"it'"'"'s"</i>' '</g>' 'R&D <bed>' '<b> & "c"' 'm & n' \
    '骨髄移植病棟の寝台' '<died>'
if grep -q '<script\|<b>\|<died>' hostile.svg; then wrong 'a name became markup'; fi

# Deep, long and wide: written by a few lines of python.
python3 - <<'END'
def step(name, more=""):
    return "{step: %s, takes: 1 d%s}" % (name, more)
def scenario(path, pathways, rest=""):
    with open(path, "w") as file:
        file.write("cartsim: 1\npatients:\n")
        for name in pathways:
            file.write("  of_%s: {pathway: %s, arrivals: {rate: 1 per wk}}\n" % (name, name))
        file.write("pathways:\n")
        for name, steps in pathways.items():
            file.write("  %s: [%s]\n" % (name, ", ".join(steps)))
        file.write(rest)
def deep(levels, key, open_as="[", close_as="]"):
    text = step("deep_%d" % levels)
    for level in range(levels - 1, -1, -1):
        text = step("deep_%d" % level, ", %s: %s%s%s" % (key, open_as, text, close_as))
    return text
scenario("deep.yaml", {"way": [deep(10, "steps")]})
scenario("beside.yaml", {"way": [deep(8, "meanwhile")]})
scenario("routes.yaml", {"way": [deep(8, "one_of", "[{share: 40%, steps: [", "]}, {share: 60%}]")]})
back = ", fails: 5%, on_failure: {repeat: step_0, at_most: 3, then: {leaves: lost}}"
scenario("long.yaml", {"way": [step("step_%d" % i, back if i % 3 == 0 else "") for i in range(200)]})
risks = "".join("  risk_%d: {from: a_%d.end, until: b_%d.start, rate: 1%% per month, unfit: true,\n"
                "    recurs: true, steps: [%s, %s]}\n" % (i, i % 7, 3, step("r%d_a" % i, ", chance: 50%"),
                "{step: r%d_b, one_of: [{share: 1, steps: [%s]}]}" % (i, step("r%d_c" % i)))
                for i in range(30))
measures = "".join("  m_%d: {from: a_%d.start, to: b_%d.end}\n" % (i, i % 10, i % 4) for i in range(40))
scenario("wide.yaml", {"one": [step("a_%d" % i) for i in range(10)] + [step("b_%d" % i) for i in range(4)],
                       "two": [step("c_%d" % i) for i in range(4)]},
         "risks:\n" + risks + "measures:\n" + measures)
branches = ", ".join("{share: 1%%, leaves: out_%d}" % i for i in range(100))
scenario("outcomes.yaml", {"way": [step("only", ", fails: 50%%, on_failure: {one_of: [%s]}" % branches)]})
END
for name in deep beside routes long wide outcomes; do
    expect 0 draw $name.yaml
    cp printed $name.svg
    names=$(grep -oE 'step: [a-z0-9_]+' $name.yaml | sed 's/step: //')
    # shellcheck disable=SC2086 # a list of names
    can_be_read $name.svg $names
done
can_be_read wide.svg risk_0 risk_29 m_0 m_39 one two

# Into a file: whole or not at all.
expect 0 draw small.yaml -o ./drawn.svg --set pathways.way.stay.takes='2 d'
if cmp -s drawn.svg small.svg; then wrong 'the old drawing is still there'; fi
mkdir taken
for place in taken nowhere/drawn.svg; do
    expect 5 draw small.yaml -o $place
    is_empty printed
    says said "can't write $place"
done
cp drawn.svg before
expect 2 draw small.yaml -o drawn.svg --set resources.bed.capacity=four
cmp drawn.svg before
[ -z "$(find . -name '*.part')" ] || wrong 'a part of a file is left'
expect 2 draw small.yaml -n 3
says said 'has no option -n'
if [ -w /dev/full ]; then
    code=0
    "$CARTSIM" draw small.yaml >/dev/full 2>said || code=$?
    [ $code = 5 ] || wrong 'a full disk was not noticed'
fi
