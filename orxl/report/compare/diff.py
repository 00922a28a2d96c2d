"""Two texts word by word: what was taken out, and what was put in."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from orxl.core import nb
from orxl.core.patterns import regex
from orxl.versions.sequence import common, gaps

_DIFF_PART: Final = regex(r"\w+|\s+|[^\w\s]")
_MOST_TOLD: Final = 3
"""So many places a sentence tells of; a text with more is rewritten."""


class Run(NamedTuple):
    """A piece of a text: in both («same»), only before («out»), or only after («in»)."""

    what: Literal["same", "out", "in"]
    text: str


def runs(before: str, after: str) -> tuple[Run, ...]:
    """*before* and *after* as one text, with what is out and in marked."""
    one, other = _DIFF_PART.findall(before), _DIFF_PART.findall(after)
    found: list[Run] = []
    matches = common(one, other)
    holes = {(a.start, b.start): (a, b) for a, b in gaps(matches, (len(one), len(other)))}
    at_end = (len(one), len(other))
    place = (0, 0)
    for match in (*matches, at_end):
        hole = holes.get(place)
        if hole is not None and place != match:
            _add(found, "out", "".join(one[n] for n in hole[0]))
            _add(found, "in", "".join(other[n] for n in hole[1]))
        if match != at_end:
            _add(found, "same", one[match[0]])
        place = (match[0] + 1, match[1] + 1)
    return tuple(_joined(found))


def _add(found: list[Run], what: Literal["same", "out", "in"], text: str) -> None:
    if not text:
        return
    if found and found[-1].what == what:
        found[-1] = Run(what, found[-1].text + text)
    else:
        found.append(Run(what, text))


def _joined(found: list[Run]) -> list[Run]:
    """*found* with a space between two changes taken as changed, too: one change, not two."""
    out, put = "", ""
    joined: list[Run] = []
    for number, run in enumerate(found):
        between = 0 < number < len(found) - 1 and run.text.isspace()
        if run.what == "same" and not between:
            joined += [r for r in (Run("out", out), Run("in", put)) if r.text]
            out, put = "", ""
            joined.append(run)
        elif run.what == "same":
            out, put = out + run.text, put + run.text
        elif run.what == "out":
            out += run.text
        else:
            put += run.text
    joined += [r for r in (Run("out", out), Run("in", put)) if r.text]
    return joined


def told(before: str, after: str) -> str:
    """The difference as the rest of a sentence: ««a» er byttet ut med «b»», or «er skrevet om»."""
    found = runs(before, after)
    places = [
        (run, found[n + 1] if n + 1 < len(found) else None, found[n - 1] if n else None)
        for n, run in enumerate(found)
        if run.what != "same"
    ]
    said: list[str] = []
    for run, following, previous in places:
        text = nb.quoted(run.text.strip(), 120) if run.text.strip() else "et mellomrom"
        if run.what == "out" and following is not None and following.what == "in":
            said.append(f"{text} er byttet ut med {nb.quoted(following.text.strip(), 120)}")
        elif run.what == "out":
            said.append(f"{text} er tatt ut")
        elif previous is None or previous.what != "out":
            said.append(f"{text} er lagt til")
    kept = sum(len(run.text) for run in found if run.what == "same")
    if len(said) > _MOST_TOLD or kept * 3 < max(len(before), len(after)):
        return ""
    return nb.listed(said)
