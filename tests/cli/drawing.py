# SPDX-License-Identifier: GPL-3.0-or-later
"""drawing.py FILE.svg NAME...: whether a drawing can be printed on A4 and read.

It is well-formed, plain SVG without scripts; no text is smaller than 7 pt on A4, none leaves the page, no two lie
over one another, and each NAME is there."""
import re
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
POINT = 25.4 / 72
# Advance widths of DejaVu Sans from the space to the tilde, in thousandths; Helvetica and Arial are narrower.
WIDTHS = [318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337] + [636] * 10 + [
    337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615,
    352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838]


def width(text, size, bold):
    sum_of = sum(WIDTHS[ord(c) - 32] if " " <= c <= "~" else 840 if ord(c) < 0x800 else 1000 for c in text)
    return sum_of * size / 1000 * (1.13 if bold else 1)


def box_of(text):
    """Left, top, right, bottom of the ink: letters reach 0.76 of their size up, 0.24 down."""
    x, y, size = (float(text.get(key)) for key in ("x", "y", "font-size"))
    long = width(text.text or "", size, text.get("font-weight") == "bold")
    if text.get("transform"):
        assert re.fullmatch(r"rotate\(-90 %s %s\)" % (text.get("x"), text.get("y")), text.get("transform"))
        return (x - 0.76 * size, y - long, x + 0.24 * size, y)
    return (x, y - 0.76 * size, x + long, y + 0.24 * size)


def overlap(a, b, least=0.05):
    return min(a[2], b[2]) - max(a[0], b[0]) > least and min(a[3], b[3]) - max(a[1], b[1]) > least


def pages_of(root):
    left, top, wide, high = (float(part) for part in root.get("viewBox").split())
    assert (left, top) == (0, 0) and root.get("width") == "%.2fmm" % wide and root.get("height") == "%.2fmm" % high
    assert wide in (210, 297), "the page is neither upright nor across"
    one = 297 if wide == 210 else 210
    pages = max(1, round(high / one))
    assert high <= one or high == pages * one, "the pages are not of A4"
    return wide, min(high, one)


def check(root, names):
    faults = []
    wide, high = pages_of(root)
    assert root.get("role") == "img" and root.find(SVG + "title") is not None and root.find(SVG + "desc") is not None
    for element in root.iter():
        assert element.tag[len(SVG):] in ("svg", "g", "title", "desc", "rect", "path", "text"), element.tag
        assert not [key for key in element.keys() if key.startswith("on") or "href" in key]
    texts = list(root.iter(SVG + "text"))
    boxes = [(box_of(text), text.text) for text in texts]
    for text in texts:
        if float(text.get("font-size")) < 7 * POINT:
            faults.append("%r is smaller than 7 pt" % text.text)
    for box, text in boxes:
        page = int(box[1] // high) * high
        if box[0] < 5 or box[2] > wide - 5 or box[1] < page + 4 or box[3] > page + high - 4:
            faults.append("%r leaves its page: %s" % (text, box))
    boxes.sort(key=lambda each: each[0][1])
    for i, (box, text) in enumerate(boxes):
        for other, below in boxes[i + 1:]:
            if other[1] >= box[3]:
                break
            if overlap(box, other):
                faults.append("%r lies over %r: %s %s" % (text, below, box, other))
    shown = {title.text for title in root.iter(SVG + "title")}
    pills = {text.text for text in texts if text.get("fill") == "#fff"}
    faults += ["%s is missing" % name for name in names
               if name not in shown and name.replace("_", " ") not in pills]
    return faults


root = tree.parse(sys.argv[1]).getroot()
found = check(root, sys.argv[2:])
print("\n".join(found[:20]))
sys.exit(bool(found))
