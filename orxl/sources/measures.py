"""The measures of a source with their targets and partners, which one file holds nested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.sources.reading import Row, SourceFile


@dataclass(frozen=True)
class MeasureFile:
    """The file ``tiltak.yaml``. Raises BadSource for what it lacks."""

    file: SourceFile

    def tables(self) -> dict[str, list[Row]]:
        """Measures, targets and partners as rows; a deadline only where the paper gives one."""
        measures: list[Row] = []
        targets: list[Row] = []
        partners: list[Row] = []
        for place, entry in self.file.entries("tiltak"):
            number = self._field(place, entry, "nr")
            where = f"{place} ({nb.quoted(str(number))})"
            measures.append(
                (
                    where,
                    {
                        "number": number,
                        "title": self._field(where, entry, "tittel"),
                        "condition": self._field(where, entry, "betingelse"),
                        "grant": self._field(where, entry, "tilskudd"),
                        "status": "Ikke startet",
                        **_deadline(entry),
                    },
                )
            )
            seen = {"Resultatmål": 0, "Effektmål": 0}
            for target in self._list(where, entry, "mål"):
                kind = self._field(where, target, "type")
                if kind not in seen:
                    raise self.file.bad(
                        f", {where}: et mål er av typen {nb.quoted(str(kind))}. "
                        "Velg blant Resultatmål og Effektmål."
                    )
                seen[kind] += 1
                code = f"{number}-{kind[0]}{seen[kind]}"
                row = {
                    "target_id": code,
                    "measure": number,
                    "type": kind,
                    "text": self._field(where, target, "tekst"),
                    "status": "Ikke vurdert",
                    **_deadline(target),
                    **self._requirements(where, target, code),
                }
                targets.append((where, row))
            partners += [
                (
                    where,
                    {
                        "measure": number,
                        "name": self._field(where, partner, "navn"),
                        "remark": self._field(where, partner, "merknad"),
                    },
                )
                for partner in self._list(where, entry, "partnere")
            ]
        return {"measures": measures, "targets": targets, "partners": partners}

    def _requirements(self, where: str, target: Mapping[str, Any], code: str) -> dict[str, Any]:
        demands = self._list(where, target, "krav")
        if len(demands) > 2:
            raise self.file.bad(f", {where}: målet {code} har flere enn to tallfestede krav.")
        fields: dict[str, Any] = {}
        for suffix, demand in zip(("", "2"), demands, strict=False):
            upper = self._field(where, demand, "til")
            if suffix and upper is not None:
                raise self.file.bad(
                    f", {where}: målet {code} har «mellom» i krav 2, men det kan bare stå i krav 1."
                )
            fields[f"operator{suffix}"] = self._field(where, demand, "operator")
            fields[f"number{suffix}"] = self._field(where, demand, "tall")
            fields[f"unit{suffix}"] = self._field(where, demand, "enhet")
            if not suffix:
                fields["upper"] = upper
        return fields

    def _field(self, where: str, entry: Mapping[str, Any], key: str) -> Any:
        if key not in entry:
            raise self.file.bad(f", {where}: «{key}» mangler.")
        return entry[key]

    def _list(self, where: str, entry: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        found = self._field(where, entry, key)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.file.bad(f", {where}: «{key}» skal være en liste av felt med verdier.")
        return found


def _deadline(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"deadline": entry.get("frist"), "deadline_text": entry.get("frist_i_ord")}
