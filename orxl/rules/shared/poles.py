"""Words that turn what a sentence says: each with what it is about and which way it points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_AXES: Final[Mapping[str, tuple[str, ...]]] = {
    # Each string is one pole: its words, and the beginnings of words with «*».
    "more": (
        "øk* høyere høyest* mer mest flere flest større størst* opp oppjuster* oppgang* vekst*"
        " stig* steg hev* styrk* bedre best forbedr* forsterk* utvid* oppskaler* doble* over"
        " fremme* fremmer utvikl* bygg*",
        "reduser* reduksjon* lavere lavest* mindre færre færrest* ned nedjuster* nedgang* synk*"
        " sank senk* svekk* svakere dårligere forverr* minsk* begrens* innskrenk* nedskaler*"
        " halver* under hemme* hemmer avvikl* rive* kutt*",
    ),
    "surplus": (
        "overskudd* mindreforbruk* merinntekt* ubrukt* inntekt* positiv* oppspart*",
        "underskudd* merforbruk* mindreinntekt* utgift* kostnad* negativ*",
    ),
    "in": ("inn innmeld* innlem*", "ut utmeld* uttred*"),
    "to": ("til", "fra"),
    "before": ("før innen", "etter"),
    "order": ("første", "andre annet", "tredje", "fjerde", "siste"),
    "year": ("neste kommende", "forrige fjorårets foregående"),
    "season": ("vår våren vårens", "høst høsten høstens"),
    "start": ("start* begynn* igangsett* oppstart*", "avslutt* slutt* sluttfør* fullfør*"),
    "grant": ("innvilg* tildelt* godkjen* bevilg*", "avslå* avslag* avvis*", "søkt* omsøk*"),
    "stand": ("vedta* vedtok vedtatt", "foreslå* innstil*"),
    "kept": ("videreføre* opprette* fortsett* innføre*", "avvikle* nedlegge* legges avslutte*"),
    "may": ("skal må", "kan bør", "vil"),
    "often": (
        "årlig årlige hvert", "annethvert annet", "månedlig* månedsvis", "kvartalsvis*",
        "halvårlig*", "ukentlig*",
    ),
    "all": ("alle alltid samtlige", "noen enkelte", "ingen aldri"),
    "bound": ("minst minimum", "høyst maksimalt maks inntil"),
    "whose": ("offentlig*", "privat*"),
    "inside": ("intern*", "ekstern*"),
    "who": ("politisk*", "administrativ*", "faglig*"),
    "wide": ("nasjonal*", "internasjonal*", "regional*", "lokal*"),
    "kind": ("ordinær*", "ekstraordinær*"),
    "level": ("kommunal*", "statlig*", "fylkeskommunal*"),
    "how": ("digital*", "fysisk*"),
    "duty": ("frivillig*", "obligatorisk* pålagt*"),
    "length": ("fast faste varig*", "midlertidig*"),
    "count": ("brutto*", "netto*"),
    "money": ("kr kroner nok krone", "euro eur €", "øre", "dollar usd", "sek"),
    "fold": ("tusen 1000", "million* mill", "milliard* mrd"),
    "share": ("prosent %", "prosentpoeng", "promille"),
    "for": ("støtte* støtter", "motsette* motvirke*"),
    "public": ("åpen åpne åpent", "lukket lukkede"),
    "body": (
        "representantskap*", "styret styrets", "sekretariat*", "årsmøte* generalforsamling*",
        "utvalg* rådmannsutvalg*", "kommunestyre* bystyre*", "fylkesting*", "regjering*",
        "storting*", "ordfører*", "faggruppe*",
    ),
    "party": ("kommune kommunen kommuner kommunene", "fylke fylket fylker fylkene fylkeskommune*"),
    "by": ("vei* veg*", "jernbane* bane* tog*", "sjø* havn* skip*", "fly* luftfart*", "sykkel*"),
    "power": ("solkraft* solenergi*", "vindkraft* havvind*", "vannkraft*", "kjernekraft*"),
    "also": ("inkludert medregnet med", "ekskludert unntatt uten"),
}  # fmt: skip
WITHIN: Final = "surplus"
"""What may be the last part of a longer word: «kraftunderskuddet»."""
NEGATIONS: Final = frozenset(
    {"ikke", "ingen", "intet", "aldri", "uten", "verken", "ikkje", "neppe"}
)


@lru_cache(maxsize=1)
def _ordered() -> tuple[
    Mapping[str, tuple[tuple[str, int], ...]], tuple[tuple[str, str, int], ...]
]:
    whole: dict[str, tuple[tuple[str, int], ...]] = {}
    begun: list[tuple[str, str, int]] = []
    for axis, poles in _AXES.items():
        for pole, listed in enumerate(poles):
            for word in listed.split():
                if word.endswith("*"):
                    begun.append((word[:-1], axis, pole))
                else:
                    whole[word] = (*whole.get(word, ()), (axis, pole))
    return whole, tuple(begun)


@lru_cache(maxsize=2_048)
def poles(word: str) -> Mapping[str, int]:
    """What *word* is about that has an opposite, and which of its poles it is."""
    whole, begun = _ordered()
    folded = word.casefold()
    found = dict(whole.get(folded, ()))
    for start, axis, pole in begun:
        if folded.startswith(start) or (axis == WITHIN and start in folded):
            found.setdefault(axis, pole)
    return found


def opposite(one: str, other: str) -> bool:
    """Whether the two point another way about the same thing, or one is the other with «u»."""
    a, b = sorted((one.casefold(), other.casefold()), key=len)
    if len(a) > 3 and b == f"u{a}":
        return True
    mine, its = poles(one), poles(other)
    return any(axis in its and its[axis] != pole for axis, pole in mine.items())


def alike(one: str, other: str) -> bool:
    """Whether the two words say the same of one thing: «NOK», «kroner»."""
    mine, its = poles(one), poles(other)
    return any(its.get(axis) == pole for axis, pole in mine.items()) and not opposite(one, other)


def _turning() -> Iterator[str]:
    yield from NEGATIONS
    for listed in _AXES.values():
        for pole in listed:
            for word in pole.split():
                yield from _forms(word)


def _forms(word: str) -> Iterator[str]:
    """*word*, or the forms of one of which only the beginning is told."""
    if not word.endswith("*"):
        yield word
        return
    for end in ("", "e", "es", "er", "t", "te", "et", "ene", "en", "ing", "ingen", "ere", "est"):
        yield word[:-1] + end


TURNING: Final = tuple(_turning())
"""The words that turn a meaning, in their forms."""
