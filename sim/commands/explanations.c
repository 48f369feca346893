/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/explanations.h"

/* In each: what the code means, why it matters, how to mend it, an example broken and mended. */
const struct explanation explanations[] = {
    {READING_FILE,
     "The file isn't there, is a folder or a pipe, is longer than 1 MiB, or the system refuses to open it.",
     "Without it nothing is known of the rest of the scenario, so that other faults may be hidden behind "
     "this one.",
     "Look at the path. That of 'extends' starts at the folder of the file that says it.",
     "extends: libary/bcell-all-brexu-cel.yaml", "extends: library/bcell-all-brexu-cel.yaml"},
    {READING_SYNTAX,
     "The text breaks the rules of YAML, or uses what a scenario has no use for: tags (!!int), merge keys "
     "(<<), a second document, keys that are empty or lists, an alias without an anchor or inside itself, a "
     "text that is not UTF-8, more than 100,000 values, 64 levels or 1000 anchors.",
     "What follows can't be told apart any more, so nothing after it is checked.",
     "Put a text with ': ' or ' #' in it into quotes; indent with blanks, not with tabs; let the keys of one "
     "mapping start in the same column.",
     "name: Ward 3: the new one", "name: \"Ward 3: the new one\""},
    {READING_DUPLICATE, "One mapping has the same key twice. The first counts for the rest of the check.",
     "One of the two would be lost without a word, and it might be the one you meant.",
     "Join the two, or take one out.", "resources:\n  ward_bed: {capacity: 4}\n  ward_bed: {capacity: 5}",
     "resources:\n  ward_bed: {capacity: 5}"},
    {FORMAT_UNKNOWN_NAME,
     "A resource, step, pathway, attribute, value or source that is named here is defined nowhere. An "
     "attribute's value is known when some class is born with it or some 'sets' sets it; a source when it is "
     "a key of 'sources'.",
     "A slip in a name would make a step need nothing, or a choice apply to nobody.",
     "Correct the spelling, or define it. The message offers the nearest name there is.",
     "- {step: stay, needs: ward_bde, takes: 12 d}", "- {step: stay, needs: ward_bed, takes: 12 d}"},
    {READING_MERGE,
     "A new step has no place, or two; 'after', 'before' or 'removed' stands in a file that extends nothing; "
     "a step would stand beside itself; or 'extends' names no file, goes in a circle, or makes a chain of "
     "more than 16 files.",
     "Steps are laid over the old ones by their names. A step with a new name could stand anywhere.",
     "Say where a new step goes with 'after' or 'before'. If it was meant to be an old one, spell its name "
     "as there.",
     "- {step: heart_check, takes: 2 h}", "- {step: heart_check, after: evaluation, takes: 2 h}"},
    {READING_SET, "A --set is not of the form PATH=VALUE, or its path leads into a plain value.",
     "The scenario would run without the change that was asked for.",
     "Give the path down to the value that is to change. 'extends' and 'cartsim' belong in the file.",
     "--set resources.ward_bed.capacity", "--set resources.ward_bed.capacity=3"},
    {READING_RESULTS,
     "A metrics.json is cut off or is no JSON, or it does not carry the scenario that it was made from.",
     "Nobody could say whether its figures are what the scenario gives.",
     "Give the file as cartsim run wrote it, by its name or its folder; if it is damaged, or of a version "
     "that "
     "did not keep the scenario, run the scenario anew.",
     "cartsim verify results/ours.yaml", "cartsim verify results/ours"},
    {READING_EXTENDED,
     "Replications can't be added to these results: they are of another scenario, seed or version, or did "
     "not "
     "keep what their replications saw.",
     "Together the old and the new would be figures of nothing.",
     "Run the scenario as it was run then, or run all replications anew. Results that are to be extended are "
     "run with --keep.",
     "cartsim run ours.yaml\ncartsim run ours.yaml --extend results/ours -n 100",
     "cartsim run ours.yaml --keep\ncartsim run ours.yaml --extend results/ours -n 100"},
    {FAULT_MEMORY, "The machine has no memory left to build the scenario.",
     "The scenario itself may be fine; it has not been looked at to the end.",
     "End other programs, or make the scenario smaller.", NULL, NULL},
    {FORMAT_UNKNOWN_KEY, "This mapping has no key of that name. What stands behind it isn't looked into.",
     "A key that is passed over would change nothing, and you would not know.",
     "Correct the spelling. A note of your own begins with x-.",
     "- {step: stay, need: ward_bed, takes: 12 d}", "- {step: stay, needs: ward_bed, takes: 12 d}"},
    {FORMAT_MISSING_KEY,
     "A key that this mapping must have is not there. For a distribution the message lists the parameters it "
     "takes; for {by: ...} it means that no value is listed.",
     "There is no value that would be right for everybody, so that none is assumed.", "Add the key.",
     "patients:\n  b_all: {pathway: car_t}",
     "patients:\n  b_all: {pathway: car_t, arrivals: {rate: 24 per year}}"},
    {FORMAT_NO_UNIT, "A duration is a number alone.",
     "12 might be hours, days or weeks, and a guess that is wrong changes every result.",
     "Write the unit: s, min, h, d, wk, mo or y.", "takes: 12", "takes: 12 d"},
    {FORMAT_COMMA, "A number is written with a comma.",
     "In files a comma separates entries: {min: 1,5 d} is min: 1 and a key called 5 d.",
     "Write a point, and nothing between thousands.", "takes: \"12,5 d\"", "takes: 12.5 d"},
    {FORMAT_UNKNOWN_UNIT, "The number has a unit that is none of s, min, h, d, wk, mo and y.",
     "A bare m, for one, could be minutes or months, and is neither.", "Use one of the units that exist.",
     "takes: 2 m", "takes: 2 mo"},
    {FORMAT_NO_DURATION, "Something else stands where a duration should.",
     "The step's time, or whatever this is, has no length.",
     "Write a number and a unit, or a distribution where one is allowed.", "takes: soon", "takes: 3 d"},
    {FORMAT_NO_PROBABILITY, "A probability is malformed, or not between 0 and 1.",
     "31 without its sign is no probability, and is 100 times too much if 31% was meant.",
     "Write 31% or 0.31.", "fails: 31", "fails: 31%"},
    {FORMAT_NO_RATE, "A rate is malformed.", "How many come, or how often a risk strikes, can't be told.",
     "Write how many and per what: 24 per year, 4% per month.", "arrivals: {rate: often}",
     "arrivals: {rate: 24 per year}"},
    {FORMAT_NO_DATE,
     "A date, a time of day, a weekday or opening hours are malformed, or the date does not exist.",
     "06/01/2025 is a day in January to some and one in June to others.",
     "Dates are year-month-day; times \"09:00\"; weekdays mon to sun; opening hours mon-fri 08:00-16:00, two "
     "entries where they pass midnight.",
     "run: {start: 06/01/2025}", "run: {start: 2025-01-06}"},
    {FORMAT_SHARES,
     "Shares that belong together do not sum to 1. Where they depend on an attribute, they sum to 1 for each "
     "of its values.",
     "Some patients would have no way to go, or two.",
     "Add the branch that is missing (one without steps goes straight on), or correct a share.",
     "one_of: [{share: 60%}, {share: 30%, steps: [...]}]",
     "one_of: [{share: 70%}, {share: 30%, steps: [...]}]"},
    {FORMAT_LAW,
     "A distribution of that name does not exist, or its parameters contradict each other, or it allows "
     "values below zero where none can be.",
     "No time can be drawn from it.",
     "The message says which parameter contradicts which. Where a law is too narrow or too wide for its "
     "form, or 'min' and 'max' leave hardly anything of it, choose another.",
     "takes: {lognormal: {median: 20 d, p90: 10 d}}", "takes: {lognormal: {median: 20 d, p90: 30 d}}"},
    {FORMAT_TYPE,
     "A value is of another kind than expected: a text, a list, a mapping, a number, true or false, a "
     "moment. Also a class of patients called 'all', which is what results call all patients together.",
     "What it should mean can't be guessed.", "The message says what is expected there.",
     "ward_bed: {capacity: four}", "ward_bed: {capacity: 4}"},
    {FORMAT_RANGE,
     "A number is out of its range, or there are too many of something. Also a closure that ends before it "
     "begins, and a 'within' whose earliest is later than its latest.",
     "Outside of the range the model makes no sense, or takes more than a machine has.",
     "The range is in the message; all of them are in the scenario reference, under limits.",
     "run: {replications: 0}", "run: {replications: 100}"},
    {FORMAT_TOGETHER,
     "Keys exclude each other, or need each other. Of rate and chance, of capacity and slots, of leaves, "
     "repeat, continues and one_of there is exactly one; a risk does something when it strikes; every comes "
     "with times. Also a weekday that is given twice in slots, which happens when mon is laid over mon-fri.",
     "With both, or with half, there are two meanings or none.",
     "Take one out, or add the one that is missing; the message says which.",
     "- {step: cells, takes: 20 d, fails: 4%}",
     "- {step: cells, takes: 20 d, fails: 4%, on_failure: {leaves: no_product}}"},
    {FORMAT_VERSION,
     "The file does not begin with the version of the format, or with one that this program can't read.",
     "A later version may mean something else by the same words.", "Begin the file with cartsim: 1.",
     "cartsim: 2", "cartsim: 1"},
    {FORMAT_STEP_NAME,
     "A step has no name, or two steps of one pathway (or of one risk) have the same, at whatever depth.",
     "Moments, repeats, --set and the results name a step by its name, and so does its luck.",
     "Give each step a name of its own.", "- {step: visit, takes: 1 h}\n- {step: visit, takes: 2 h}",
     "- {step: first_visit, takes: 1 h}\n- {step: second_visit, takes: 2 h}"},
    {FORMAT_COLUMN,
     "A CSV file, or the column of it that is asked for, can't be read: it isn't there, it has no rows, a "
     "line has too few cells, or quotes are not closed.",
     "The values that the scenario rests on are missing.",
     "The path starts at the folder of the scenario file; the column is named as in the first line of the "
     "CSV file.",
     "arrivals: {from: refferals.csv, column: date}", "arrivals: {from: referrals.csv, column: date}"},
    {FORMAT_PRECISION, "A --precision is no figure with half the width that its interval may have.",
     "Without a width in the figure's own unit nobody could say when there are enough replications.",
     "Times take a duration with its unit, shares a percentage or a number from 0 to 1, all else a number.",
     "--precision vein_to_vein.p50=0.5", "--precision vein_to_vein.p50=0.5d"},
    {FAULT_CASES, "A choice by attribute has no case for a value that patients can have.",
     "Those patients would have no time, share or number at all.",
     "Add the case, or 'otherwise' for all who are left.", "takes: {by: product, a: 20 d}",
     "takes: {by: product, a: 20 d, otherwise: 25 d}"},
    {FAULT_REPEAT,
     "A repeat leads to a step that is not before this one, that stands inside another or is switched off; "
     "or it has a bound and doesn't say what follows the last time.",
     "The patient would have nowhere to go back to, or nowhere to go on.",
     "Repeat an earlier step, or the one around it; with at_most say then.",
     "on_failure: {repeat: apheresis, at_most: 2}",
     "on_failure: {repeat: apheresis, at_most: 2, then: {leaves: no_product}}"},
    {FAULT_NEVER_STARTS, "A resource with slots has none on any weekday.",
     "Everybody would wait for an appointment for ever.", "Give some weekday a slot.",
     "lab: {slots: {mon: 0}}", "lab: {slots: {mon: 1}}"},
    {FAULT_WINDOW, "No pathway has both moments of a risk, or it begins at exit, or ends at referral.",
     "The risk would never strike anybody, as if it were not there.",
     "Name moments of one pathway. Nothing begins at exit or ends at referral.", "from: exit",
     "from: infusion.end"},
    {FAULT_MOMENT, "A moment can't be where it is: nothing comes after exit or before referral.",
     "The time between the two would never be known of anybody.",
     "Put the earlier moment first. (A text that is no moment is E021; a step that doesn't exist E004.)",
     "measures: {whole: {from: exit, to: referral}}", "measures: {whole: {from: referral, to: exit}}"},
    {FAULT_PATHWAY,
     "Nobody is referred, because all classes are switched off or there is none; a referral is before "
     "run.start; 'every' is 0 d; or there are more than 10,000 steps, 100 risks or 100 classes.",
     "There is nobody to simulate, or no end of them.",
     "Switch a class on, move run.start, or write a time between referrals.", "arrivals: {every: 0 d}",
     "arrivals: {every: 5 d}"},
    {FAULT_CLAIM,
     "A step asks for more of a resource than it has, or in a way that it can't give: what has slots is "
     "booked, what has a capacity is needed or held. A step asks for at most 64 resources and 10,000 units "
     "of each. One that both needs and holds the same resource writes holds alone.",
     "The step could never start.",
     "Ask for less, or give the resource more; use books for slots, needs or holds for a capacity.",
     "resources: {ward_bed: {capacity: 4}}\n- {step: stay, books: ward_bed, takes: 12 d}",
     "resources: {ward_bed: {capacity: 4}}\n- {step: stay, needs: ward_bed, takes: 12 d}"},
    {FAULT_NEVER_MEET,
     "Slots that a step books together never lie within their window: from a monday to a tuesday it is one "
     "day or eight, never two. The hours ('at') are looked at, closures are not.",
     "Everybody would be turned away, after a search of a hundred years.",
     "Change within, or the weekdays of the slots.",
     "resources: {cells: {slots: {mon: 1}}, lab: {slots: {tue: 1}}}\n- {step: apheresis, books: {cells: {}, "
     "lab: {within: [2 d, 3 d]}}}",
     "resources: {cells: {slots: {mon: 1}}, lab: {slots: {wed: 1}}}\n- {step: apheresis, books: {cells: {}, "
     "lab: {within: [2 d, 3 d]}}}"},
    {FAULT_ENDLESS,
     "A step fails for certain, and is repeated each time: nothing bounds the repeats, and neither a step on "
     "the way nor a risk lets anybody leave.",
     "Patients would go round until the run is cut off; if no step on the way takes time, it would never go "
     "on.",
     "Bound the repeats with at_most and then, or let the step fail less often.",
     "- {step: try, takes: 1 d, fails: 100%, on_failure: {repeat: try}}",
     "- {step: try, takes: 1 d, fails: 20%, on_failure: {repeat: try}}"},
    {FAULT_DEADLOCK,
     "Found while running: each of some patients keeps what the next one waits for, and nothing that may yet "
     "happen to them opens the circle. A patient may also wait for itself: a step of a risk with unfit: true "
     "that says fit: true. The run ends with exit code 1 and writes nothing.",
     "All who come later wait behind them; no figure of such a run means anything.",
     "Take such resources in the same order everywhere, or at once, or give one back before asking for the "
     "next.",
     "- {step: stay, holds: ward_bed, takes: 5 d}\n- {step: worse, needs: icu_bed, takes: 3 d}",
     "- {step: stay, holds: ward_bed, takes: 5 d}\n- {step: worse, releases: ward_bed, needs: icu_bed, "
     "takes: 3 d}"},
    {FAULT_LOOP,
     "Found while running: a patient goes round and round at one instant. The run ends with exit code 1 and "
     "writes nothing.",
     "The simulated time would stand still for ever.",
     "Give a step on the way back a duration, or bound the repeats with at_most.",
     "on_failure: {repeat: apheresis}",
     "on_failure: {repeat: apheresis, at_most: 2, then: {leaves: no_product}}"},
    {FAULT_CROWD,
     "Found while running: more than 1,000,000 patients are under way at once (fewer where the records of "
     "a long pathway would take more than 2 GiB), or more than 5,000,000 units of an unlimited resource are "
     "in "
     "use. The run ends with exit code 1 and writes nothing.",
     "A queue grows without end, and no mean or quantile of it settles.",
     "See W103. Fewer referrals, more capacity or slots, shorter stays.", NULL, NULL},
    {FAULT_EVENTS,
     "Found while running: more than 50,000,000 events in one replication. The run ends with exit code 1 and "
     "writes nothing.",
     "No centre has so many: something recurs within seconds, or the horizon is thousands of years.",
     "Give a shorter horizon, fewer referrals, or longer times to what recurs (every, breaks, recurs).", NULL,
     NULL},
    {FAULT_KEPT,
     "Found while running: more than 50,000,000 rows of --events and --patients and pieces of patients' "
     "ledgers "
     "of one replication would have to be kept, or more than 200,000,000 numbers of all replications: of "
     "each, "
     "one for every counter in use and three for every series of values. The run ends with exit code 1 and "
     "writes nothing.",
     "They are kept in memory, the rows until their replication is written, the numbers until the end.",
     "Give a shorter horizon or fewer replications, or leave out --events.", NULL, NULL},
    {WARNING_NEVER_RELEASED, "A step holds a resource that no later step releases.",
     "It is kept until the patient leaves, which may be years of follow-up.",
     "If that is meant, let it be. Else say in which step it is free again.",
     "- {step: stay, holds: ward_bed, takes: 12 d}\n- {step: follow_up, takes: 90 d}",
     "- {step: stay, holds: ward_bed, takes: 12 d}\n- {step: follow_up, releases: ward_bed, takes: 90 d}"},
    {WARNING_UNUSED,
     "No step needs, holds or books this resource. Not reported while any step is switched off: that one may "
     "use it.",
     "Its capacity has no effect on any result.", "Write needs, holds or books in a step, or take it out.",
     "resources: {ward_bed: {capacity: 4}}\n- {step: stay, takes: 12 d}",
     "resources: {ward_bed: {capacity: 4}}\n- {step: stay, needs: ward_bed, takes: 12 d}"},
    {WARNING_OVERLOAD,
     "Patients ask for more of a resource than it can ever give. The sum counts only what is certain: a "
     "patient counts once, without repeats, steps of risks and waiting; whom a failure or a risk may take "
     "has left; what a step may set counts for the least. Hours, closures and breakdowns count as far as "
     "they take away from a resource whatever is running. Only the first narrow place of a way is named: "
     "behind it come fewer patients.",
     "In the long run the queue has no bound, and its figures depend on how long is simulated.",
     "Fewer referrals, more capacity, shorter stays, or a max_queue.",
     "ward_bed: {capacity: 4}    # 100 patients a year, 20 d each",
     "ward_bed: {capacity: 7}    # 100 * 20 / 365 = 5.5 are taken on average"},
    {WARNING_UNREACHED, "No class of patients follows this pathway.",
     "It has no effect on any result, and is not tested by running it.",
     "Give a class this pathway, or take it out.",
     "patients: {b_all: {pathway: car_t, arrivals: {rate: 24 per year}}}\npathways: {car_t: [...], other: "
     "[...]}",
     "patients:\n  b_all: {pathway: car_t, arrivals: {rate: 24 per year}}\n  rest: {pathway: other, "
     "arrivals: {rate: 5 per year}}"},
    {WARNING_NOBODY,
     "No patient can come to the step: all have left before it, its chance or the share of its branch is 0, "
     "or its 'when' asks for a value that no class brings and no 'sets' sets. Of the steps behind one that "
     "all leave at, only the first is named.",
     "It has no effect on any result, nor has what measures or risks say of it.",
     "Let some patients pass, or switch the step off with enabled: false.",
     "- {step: stay, leaves: home}\n- {step: follow_up}",
     "- {step: stay, chance: 10%, leaves: home}\n- {step: follow_up}"},
    {WARNING_WINDOW,
     "What 'until' names comes before what 'from' names, or on another branch, and no repeat and no visit "
     "leads back.",
     "Nothing closes the window: the risk may strike until the exit.",
     "Change the two about, or write until: exit.", "from: infusion.end\nuntil: apheresis.start",
     "from: apheresis.start\nuntil: infusion.end"},
    {WARNING_NEVER_MEASURED, "What 'to' names never comes after what 'from' names, or no pathway has both.",
     "Nobody is measured, and a target is never tested.",
     "Change the two about, or name moments of one pathway.",
     "wait: {from: infusion.start, to: apheresis.start}",
     "wait: {from: apheresis.start, to: infusion.start}"},
    {WARNING_NOT_HELD,
     "A step releases what no patient can hold by then. Not reported while any step is switched off: that "
     "one may hold it.",
     "Nothing is given back. What a step needs is given back at its end by itself.",
     "Hold the resource in an earlier step, or take 'releases' out.",
     "- {step: stay, needs: ward_bed, takes: 12 d}\n- {step: discharge, releases: ward_bed}",
     "- {step: stay, holds: ward_bed, takes: 12 d}\n- {step: discharge, releases: ward_bed}"},
    {WARNING_CLOSED,
     "From the start until the observed time is over, closures leave fewer units or slots than a step asks "
     "for.",
     "Nobody starts the step in warm-up and horizon.", "Shorten the closures, or ask for fewer.",
     "lab: {capacity: 2, closures: [{from: 2025-01-06, to: 2040-01-01}]}",
     "lab: {capacity: 2, closures: [{from: 2025-01-06, to: 2025-02-01}]}"},
    {WARNING_MAY_CIRCLE,
     "Some ask for one resource while they keep another, and some the other way about. Looked for in up to "
     "200 "
     "steps and 30 resources, not across risks.",
     "When both resources are full, these patients wait for each other for ever (E050).",
     "Take such resources in the same order everywhere, or at once, or give one back before asking for the "
     "next.",
     "- {step: stay, holds: ward_bed}\n- {step: worse, needs: icu_bed, takes: 3 d}\n- {step: back, releases: "
     "ward_bed, holds: icu_bed}\n- {step: again, needs: ward_bed, takes: 5 d}",
     "- {step: stay, holds: ward_bed}\n- {step: worse, releases: ward_bed, needs: icu_bed, takes: 3 d}\n- "
     "{step: again, needs: ward_bed, takes: 5 d}"},
    {WARNING_CIRCLES,
     "Found while running: patients waited for each other, as in E050, but one of them left or fell ill in "
     "the end, and so the run went on.",
     "The waits in the results are those of the circle, which a ward would have resolved by an exchange of "
     "beds. run.circular_waits in metrics.json counts these replications.",
     "Mend it as E050.",
     "- {step: stay, holds: ward_bed, takes: 5 d}\n- {step: worse, needs: icu_bed, takes: 3 d}",
     "- {step: stay, holds: ward_bed, takes: 5 d}\n- {step: worse, releases: ward_bed, needs: icu_bed, "
     "takes: 3 d}"},
};
const size_t explanation_count = sizeof explanations / sizeof *explanations;
