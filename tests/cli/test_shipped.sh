#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The scenarios that docs/library.md, docs/regional-centre.md and docs/point-of-care.md go through: no warning
# but the one that the page explains, and the figures that the pages print. Published ones are held against
# their source.
set -eu
. tests/support/cli.sh

# figures FILE [WARNING]: runs it; the only warning it may have.
figures() {
    expect 0 check "$project/scenarios/$1"
    [ "$(grep -o 'warning W[0-9]*' said | sort -u)" = "${2:+warning $2}" ] ||
        wrong 'other warnings than the page explains'
    expect 0 run "$project/scenarios/$1" -o out --quiet
}

# is WHAT PATH FIGURE TOLERANCE: an expression on metrics.json, by its figure on the page or in the source.
is() {
    jq -e --argjson page "$3" --argjson off "$4" "(($2) - \$page | fabs) <= \$off" \
        out/metrics.json >printed ||
        wrong "$1 is $(jq "$2" out/metrics.json), not $3"
}

# Expressions on metrics.json: how many were infused, approved CLASS, median MEASURE.
infused='.measures.vein_to_vein.count.value'
approved() { echo "(.patients.$1 | .referred.value - .outcomes.ineligible.value)"; }
median() { echo ".measures.$1.p50.value"; }

figures library/axi-cel-lbcl.yaml
is 'infused of approved, England 91 of 125' "$infused / $(approved lbcl)" 0.728 0.04
is 'collection to hospital, Europe' "$(median collection_to_hospital)" 29 1.5
is 'mean collection to shipment, Europe' .measures.collection_to_hospital.mean.value 31.5 1
is 'referral to collection, one US centre' "$(median referral_to_apheresis)" 22 1.5
is 'vein to vein' "$(median vein_to_vein)" 35 1

figures library/tisa-cel-b-all.yaml
is 'screening to infusion, UK' "$(median referral_to_infusion)" 60 3
is 'screening to infusion, UK, lower quartile' .measures.referral_to_infusion.p25.value 50 5
is 'vein to vein, Europe' "$(median vein_to_vein)" 50.5 3
is stay "$(median stay)" 21 1

figures library/obe-cel-b-all.yaml
is 'both doses, FELIX 120 of 127' ".measures.first_to_second_dose.count.value / $infused" 0.945 0.03
is 'late second doses' .measures.first_to_second_dose.p90.value 13 1
is 'vein to vein' "$(median vein_to_vein)" 30 1

figures library/cilta-cel-myeloma.yaml W103
is 'vein to vein, CARTITUDE-4' "$(median vein_to_vein)" 44 2
is 'wait for a place' .measures.wait_for_slot.mean.value 54 4
is 'infused of referred' "$infused / .patients.myeloma.referred.value" 0.62 0.03

figures regional-centre.yaml W103
is 'infused a year' "$infused / 3" 59 1.5
is 'referral to infusion' "$(median referral_to_infusion)" 70 1.5
is 'vein to vein, p90' .measures.vein_to_vein.p90.value 54 1.5
is 'product to infusion, p90' .measures.door_to_vein.p90.value 13 1
is 'donors, p90' .measures.donor_wait.p90.value 13.6 0.4
is 'beds in use' .resources.ward_bed.utilisation.value 0.78 0.02
is 'all beds busy' .resources.ward_bed.all_busy.value 0.32 0.03
is 'wait for a place' .measures.wait_for_slot.mean.value 83 5

# with FILE SET: runs it so changed.
with() { expect 0 run "$project/scenarios/$1" --set "$2" -n 50 -o out --quiet; }

with regional-centre.yaml resources.ward_bed.capacity=11
is 'referral to infusion' "$(median referral_to_infusion)" 69 1.5
is 'product to infusion, p90' .measures.door_to_vein.p90.value 8 1
with regional-centre.yaml resources.apheresis_slot.held_back.enabled=false
is 'referral to collection' "$(median referral_to_apheresis)" 24 1
is 'donors, p90' .measures.donor_wait.p90.value 15.7 0.8
is 'infused a year' "$infused / 3" 61 1.5
with regional-centre.yaml resources.monthly_allowance.capacity=2
is 'deaths on the list' .patients.myeloma.outcomes.died_waiting.value 1.1 0.5
is 'all beds busy' .resources.ward_bed.all_busy.value 0.37 0.03

expired=.patients.lbcl.shares.product_expired.value
figures point-of-care.yaml
is 'vein to vein, a claim of 7 d' "$(median vein_to_vein)" 7.25 0.3
is 'referral to infusion' "$(median referral_to_infusion)" 34 1
is 'infused of approved' "$infused / $(approved lbcl)" 0.82 0.02
is 'products lost' "$expired" 0.016 0.006
with point-of-care.yaml resources.clean_room.capacity=1
is 'infused of approved' "$infused / $(approved lbcl)" 0.73 0.02
is 'vein to vein' "$(median vein_to_vein)" 7.25 0.3
is 'referral to infusion, p90' .measures.referral_to_infusion.p90.value 75 4
is 'collections a patient' .steps.car_t.apheresis.per_patient.value 1.5 0.1
with point-of-care.yaml resources.ward_bed.capacity=4
is 'products lost' "$expired" 0.053 0.01
with point-of-care.yaml 'pathways.car_t.apheresis.notice=4 d'
is 'referral to infusion' "$(median referral_to_infusion)" 28 1
