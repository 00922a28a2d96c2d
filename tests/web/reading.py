"""Reads pages with Python's own parser: tables, links, ids."""

from __future__ import annotations

from html.parser import HTMLParser

Rows = list[list[str]]


class Reader(HTMLParser):
    """What a page has: tables by caption, links, ids, tags."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, Rows] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._caption = self._cell = None  # type: str | None
        self._rows: Rows = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((name, value or ""))
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
        if tag == "table":
            self._rows, self._caption = [], None
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td", "caption"):
            self._cell = ""

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self._caption, self._cell = (self._cell or "").strip(), None
        elif tag in ("th", "td"):
            self._rows[-1].append((self._cell or "").strip())
            self._cell = None
        elif tag == "table":
            self.tables[self._caption or ""] = self._rows


def tables(page: bytes) -> dict[str, Rows]:
    """The rows of each table by its caption."""
    return Reader(page).tables
