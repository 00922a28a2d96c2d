"""Mistakes planted in the writing side: each is stopped before a file is written.

``benchmarks/mutants.py`` tries all that cosmic-ray can think of; these are picked by hand, at least
one for each thing that the gate has to work out by itself.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.xlsx.mutation import ROOT

pytestmark = pytest.mark.slow

SCENARIOS = (
    "innhold 0", "innhold 1", "innhold 8", "formel 2", "over en delt formel",
    "over en avhengig celle", "rad", "rad og rad", "to rader", "rad i begge tabeller",
    "én rad igjen", "flere rader", "tekstcelle", "tom celle med format", "navn",
    "navn foran beregningsvalg", "rare rader", "foran rader", "celle med vedlegg", "tøm", "ytterst",
    "nye rader og regler", "lenker bort", "navn på ark i fnutter", "færre rader i fnutter",
    "delt formel 0", "rar zip",
)  # fmt: skip
PICKED = (
    ("references/growth", "Corner(self.new_last, last", "Corner(self.new_last + 7, last"),
    ("references/growth", "if last.row != self.old_last", "if last.row == self.old_last"),
    ("references/growth", "inside = self.left <= first", "inside = self.left < first"),
    ("references/growth", "Range(self.sheet, self.old_last + 1", "Range(self.sheet, self.old_last"),
    ("references/growth", 'return ""\n        return replace(', "pass\n        return replace("),
    ("references/shift", "self.row + rows", "self.row - rows"),
    ("references/shift", "self.column + columns", "self.column + 2 * columns"),
    ("write/followers", "regrow(at, grown)", "regrow(at, cell.formula)"),
    ("write/followers", "if grown == cell.formula:", "if grown != cell.formula:"),
    ("write/followers", 'out += tree.set(node, "ref", grown)', "pass"),
    ("write/followers", "new = grow(old, growths, home)", "new = old"),
    ("write/followers", "new = _through(old, growths, Growth.link)", "new = old"),
    ("write/tablerows", "last_row=last + table.totals_rows", "last_row=last + 1"),
    ("write/tablerows", "model if is_new else number, at[1]", "model, at[1] + 1"),
    ("write/tablerows", "shifted(above, at[0] - model, 0)", "shifted(above, at[0] - model - 1, 0)"),
    ("write/tablerows", "row_looks(draft, model, table.name)", "{}"),
    ("write/draft", "moved = shift.render(parts, at[0] - row", "moved = shift.render(parts, 0"),
    ("write/draft", "self._expand(group, row, column, text)", "pass"),
    ("write/draft", 'return found.get("style")', 'return "0"'),
    ("write/draft", "if had is not isinstance(content, Formula):", "if False:"),
    ("write/splices", "[(following.start, following.start,", "[(following.end, following.end,"),
    ("write/splices", '[("t", new.kind)]', "[]"),
    ("write/splices", "start = following.match.start()", "start = following.match.end()"),
    ("write/splices", "max(old.last_row, *(row", "max(0, *(row"),
    ("write/splices", "max(*numbers, *columns)", "max(*numbers)"),
    ("write/content", 'b"1" if value else b"0"', 'b"0" if value else b"1"'),
    ("write/content", "if _is_fragile(content) else", "if False else"),
    ("write/styles", 'wanted |= {"numFmtId": str(', 'wanted |= {"fontId": str('),
    ("write/styles", 'tree.set(holder, "count", str(len(self._there)))', "[]"),
    ("write/workspace", "following is None else following.start", "True else 0"),
    ("patching", "    for edit in edits:\n", "    for edit in ():\n"),
    ("package/zipwriting", "for entry in archive.entries if entry.name not in dropped",
     "for entry in reversed(archive.entries) if entry.name not in dropped"),
    ("package/zipwriting", "crc = zlib.crc32(content)", "crc = zlib.crc32(content) ^ 1"),
)  # fmt: skip
OTHERS = (
    "normalisert 1", "normalisert rar zip", "pode: alt", "pode: alt, sum", "pode: titler",
    "pode: ventet celle", "knapp: gammel tegning", "endre: navn", "endre: formler",
    "endre: flyttet", "knapp: vanlig", "knapp: former",
)  # fmt: skip
PICKED_OF_OTHERS = (
    ("package/zipwriting", "central[5:10] = time, date, entry.crc, entry.packed, entry.size",
     "pass"),
    ("package/zipwriting", "if tag not in (1, 0x5455, 0x000A)", "if tag not in (1, 0x5455)"),
    ("write/normalising", "if letter else match[0]", "if True else match[0]"),
    ("write/normalising", 'for local in ("created", "modified")', 'for local in ("created",)'),
    ("write/newcells", "wide = replace(table.ref, last_column=new.last_column)",
     "wide = replace(table.ref, last_column=new.last_column + 1)"),
    ("write/newcells", "content = Formula(cell.formula) if", "content = cell.value if"),
    ("write/newcells", "start=max(ids) + 1)", "start=max(ids))"),
    ("write/looks", "if fill is not None:", "if fill is None:"),
    ("write/looks", "known[said] = len(self.nodes(kind)) + len(new)",
     "known[said] = len(self.nodes(kind)) + len(new) + 1"),
    ("write/amending", "return formula\n\n\ndef _renamed_formulas",
     'return ""\n\n\ndef _renamed_formulas'),
    ("write/amending", 'out += tree.set(node, "name", to_xstring(rename.new))', "pass"),
    ("write/moving", "following is None else following.start", "following is not None else 0"),
    ("write/moving", "str(len(node.children) + len(new))", "str(len(node.children))"),
    ("write/movingdown", "draft.put(new, content, style", "draft.put(old, content, style"),
    ("write/movingdown", "first_row=area.first_row + rows, last_row=last)",
     "first_row=area.first_row + rows)"),
    ("write/button", "max((n for n in used if n is not None), default=1) + 1",
     "max((n for n in used if n is not None), default=1)"),
    ("write/button", "self.added[name] = self._button.project", 'self.added[name] = b""'),
)  # fmt: skip
RICH = (
    "flytt: brudd", "flytt: langt", "flytt: to områder", "flytt: navn", "rikt: alt",
    "rikt: alt, travelt", "rikt: kolonner, travelt", "rikt: en annen normal",
    "rikt: etter det siste", "rikt: kledd, vern av mer", "knapp: vanlig",
)  # fmt: skip
PICKED_OF_RICH = (
    ("write/movingdown", "str(at + rows)", "str(at - rows)"),
    ("write/movingdown",
     'draft.need_row(new[0], "", {n: found[n] for n in _ROW_LOOKS if n in found})', "pass"),
    ("write/movingdown", "row=c.row + rows", "row=c.row"),
    ("write/movingdown", "if found.overlaps(whole) and", "if False and"),
    ("write/newframes", "start = number + 1", "start = number"),
    ("write/newframes", "row - top, column - left", "0, 0"),
    ("write/newframes", "str(last + 1 + ranks", "str(last + ranks"),
    ("write/newparts", 'return tree.set(node, "tabSelected", None)', "return []"),
    ("write/newsheets", "folded.index(after) + 1", "folded.index(after) - 1"),
    ("write/looks", 'said["xfId"] = self._to.normal', 'said["xfId"] = "0"'),
    ("write/looks", "*self._codes, *self._to.marked_formats", "*self._codes, 0"),
    ("write/areas", "first_row=inner.last_row + 1", "first_row=inner.last_row + 2"),
    ("write/button", 'splices += _code_name(tree, "sheetPr", f"Sheet{number}", (), first)',
     "pass"),
)  # fmt: skip
SELDOM = (
    "rikt: rett under", "rikt: fargede rader", "rikt: alt, travelt", "sjelden: brede kolonner",
    "sjelden: flyttet med kjede",
)  # fmt: skip
PICKED_OF_SELDOM = (
    ("write/newcells", "first_row=area.last_row + 1", "first_row=area.last_row + 2"),
    ("write/newcells", "if draft.rows.row(at[0]) is None:", "if True:"),
    ("write/newframes", 'said |= {"min": str(number), "max": str(number)}', "pass"),
    ("write/newframes", "if start < number:", "if start <= number:"),
    ("amending", ".chain_removal() if moved else", ".chain_removal() if not moved else"),
)
GROUPS = (
    (PICKED, SCENARIOS), (PICKED_OF_OTHERS, OTHERS), (PICKED_OF_RICH, RICH),
    (PICKED_OF_SELDOM, SELDOM),
)  # fmt: skip
JOB = """
import json, sys
from tests.xlsx.mutation import Mutant, baseline, tried, verdict
groups = json.load(sys.stdin)
right = baseline([name for _, names in groups for name in names])
found = []
for part, old, new, names in [(*one, names) for picked, names in groups for one in picked]:
    path = f"orxl/xlsx/{part}.py"
    source = open(path, encoding="utf-8").read()
    assert source.count(old) == 1, (part, old, source.count(old))
    mutant = Mutant(path, 0, old, new, source.replace(old, new))
    found.append(verdict(right, tried(mutant, names)))
json.dump(found, sys.stdout)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants run in forked processes")
def test_a_mistake_in_the_writing_side_is_stopped():
    done = subprocess.run(
        [sys.executable, "-c", JOB],
        input=json.dumps(GROUPS),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    verdicts = json.loads(done.stdout)
    every = [one for picked, _ in GROUPS for one in picked]
    through = [
        (part, old, kind, scenario)
        for (part, old, _), (kind, scenario) in zip(every, verdicts, strict=True)
        if kind not in ("gate", "crash", "refused")
    ]
    assert not through, through
    assert sum(kind == "gate" for kind, _ in verdicts) > len(every) * 3 // 4
