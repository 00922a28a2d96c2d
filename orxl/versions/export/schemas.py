"""JSON Schema of the models: what a record of each table is, for other programs."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

from pydantic.json_schema import GenerateJsonSchema

from orxl.layout import layout_for
from orxl.programme.foreign import twin_of
from orxl.programme.programme import record_types

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class _Plain(GenerateJsonSchema):
    """Amounts are numbers: pydantic would say that a Decimal is a text."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        """A number; whether it may be negative is the rules' matter."""
        del schema
        return {"type": "number"}


def json_schema(year: int) -> bytes:
    """One JSON Schema document with the models of all tables, by the tables' names."""
    layout = layout_for(year)
    by_content = {table.content: home for home in layout.tables.values() if (table := home[1])}
    found: dict[str, Any] = {}
    for content, model in record_types().items():
        own = twin_of(model).model_json_schema(
            schema_generator=_Plain, ref_template="#/$defs/{model}"
        )
        sheet, table = by_content[content]
        headers = {column.key: column for column in table.columns}
        for key, said in own["properties"].items():
            said.pop("description", None)
            column = headers.get(key)
            said["title"] = column.header if column is not None else key
            if column is not None and column.help:
                said["description"] = column.help
        for name, words in own.pop("$defs", {}).items():
            found[name] = {key: value for key, value in words.items() if key != "description"}
        own |= {"title": sheet.name, "description": sheet.purpose}
        found[table.name] = own
    said = {
        "$schema": _DIALECT,
        "title": f"Modellene i et handlingsprogram for {year}",
        "$defs": dict(sorted(found.items())),
        "type": "object",
        "properties": {
            home[1].name: {"type": "array", "items": {"$ref": f"#/$defs/{quote(home[1].name)}"}}
            for home in layout.tables.values()
            if home[1].content
        },
        "additionalProperties": False,
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
