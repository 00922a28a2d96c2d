"""What others have left in a text of the paper: a colleague's words, a program's, formatting."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from orxl.core.patterns import regex

_WHOSE: Final = (
    r"FORSLAG|Forslag|UTKAST|Utkast|KLADD|GAMMELT?|NY(?:TT)?|NB|OBS|NOTAT|HUSK|Alternativ(?: \d)?"
    r"|ALT(?: \d)?|Versjon \d|Fra [A-ZÆØÅ]\w+|Til [A-ZÆØÅ]\w+|Spørsmål|Svar|SV|Sv|RE|Re|VS"
)
"""What a text that is passed on begins with."""
_LEFT_BEHIND: Final = (
    # A colleague who answers: no board paper greets or says «jeg».
    ("hei", regex(r"(?:\A|[.!?]\s)(?:Hei|Heisann)\b[ ,!]")),
    ("hilsen", regex(r"\b(?:[Vv]ennlig )?[Hh]ilsen(?=[ ,]+[A-ZÆØÅ]|\s*\Z)")),
    ("mvh", regex(r"\b[Mm]vh\b\.?")),
    ("jeg", regex(r"\b[Jj]eg (?:tror|mener|synes|foreslår|lurer|har|er|vil|kan|skal|ville)\b")),
    ("du", regex(r"\b(?:[Kk]an|[Hh]ar|[Vv]il|[Ss]er|[Mm]ener|[Tt]ror|[Ee]r|[Hh]va \w+) du\b")),
    ("vi", regex(r"\b(?:[Ss]kal|[Kk]an|[Bb]ør|[Mm]å) vi (?:ta (?:med|bort|ut)|stryke|slette)\b")),
    ("vi", regex(r"\bvi (?:tar|stryker|sletter|dropper) (?:ut|bort|dette|denne|det)\b")),
    ("enig", regex(r"(?:\A|[.!?]\s)(?:Enig|Helt enig|Uenig)[.!,]")),
    ("for meg", regex(r"\b(?i:ok) for meg\b")),
    ("f", regex(r"\b(?:ref\.?|jf\.?) (?:samtale|e-?post|mail|chat|teams)\b")),
    (":", regex(rf"\A(?:{_WHOSE}) ?:")),
    (":", regex(r"\b(?:NB|OBS|HUSK|PS)!? ?:")),
    # A program that writes texts, and speaks of its work.
    ("her ", regex(r"\b[Hh]er (?:er|følger) (?:et|en|den|din|ditt|noen|teksten|avsnittet|forslag)\b"
                   r"[^.:!?]{0,80}:")),
    ("som ", regex(r"\b[Ss]om (?:en )?(?:AI|KI|språkmodell)\b")),
    ("assistent", regex(r"\b(?:AI|KI)-?assistent\w*")),
    ("!", regex(r"(?:\A|[.!?]\s)(?:Selvfølgelig|Klart det|Gjerne|Absolutt|Sikkert)!")),
    ("selvfølgelig,", regex(r"\ASelvfølgelig, (?:her|jeg)")),
    ("håper", regex(r"\b[Hh]åper (?:dette|det|teksten|at dette)\b")),
    ("beskjed", regex(r"\b[Gg]i (?:meg |gjerne )*beskjed\b")),
    ("la meg", regex(r"\b[Ll]a meg (?:vite|få|prøve|omformulere)\b")),
    ("e", regex(r"\b(?:omskrevet|forbedret|forkortet|revidert) (?:versjon|tekst)\b")),
    ("here", regex(r"\b[Hh]ere(?: is|'s|’s) (?:the|a|an|your)\b")),
    ("sure", regex(r"(?:\A|[.!?]\s)Sure[,!]")),
    ("as an ai", regex(r"\b[Aa]s an AI\b")),
    ("let me know", regex(r"\b[Ll]et me know\b")),
    ("i hope", regex(r"\bI hope (?:this|that|it)\b")),
    # Formatting of another program.
    ("**", regex(r"\*\*[^*\n]{1,80}\*\*")),
    ("~~", regex(r"~~[^~\n]{1,80}~~")),
    ("--", regex(r"(?<![\w-])--\w[^-\n]{0,60}--(?![\w-])")),
    ("`", regex(r"`[^`\n]{1,80}`")),
    ("#", regex(r"\A#{1,6} \w")),
    ("](", regex(r"\]\(https?:")),
    ("<", regex(r"</?(?:b|i|u|p|br|em|strong|span|div|font|ul|li|h[1-6])\b[^<>]{0,60}>")),
    ("[", regex(r"(?<=[\w.,)»])\[\d{1,3}\]")),
    ("\\", regex(r"\\(?:n|t|r|u[0-9a-f]{4})\b|\\textbf")),
    (" ", regex(r"\([A-ZÆØÅ]{2,3},? \d{1,2}[./]\d{1,2}\.?\)")),  # (KN 3/11)
    ("", regex(r"[\U0001F300-\U0001FAFF\u2705\u274c\u2728\u26a0]")),
    # A word that a page's edge parted.
    ("- ", regex(r"(?<![\w-])[a-zæøå]{2,}- (?!(?:og|eller|samt|til|men|som|/)\b)[a-zæøå]{2,}")),
    ("_x00", regex(r"_x00[0-9A-Fa-f]{2}_")),
    ("http", regex(r"utm_(?:source|medium|campaign)=|[?&]fbclid=")),
)  # fmt: skip
"""What a text must have in it, in small letters, and the trace that it then may be."""


@lru_cache(maxsize=4096)
def stray(text: str) -> str:
    """The first trace in *text*; ``""`` where there is none."""
    folded = text.casefold()
    for hint, pattern in _LEFT_BEHIND:
        found = pattern.search(text) if hint in folded else None
        if found is not None:
            return found[0].strip(" .!?")
    return ""
