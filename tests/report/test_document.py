"""The pages about the rules: complete, up to date, and showing what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orxl.cli import main
from orxl.report.document import INDEX, pages, stale_pages, write_pages
from orxl.rules.kit import Fix
from orxl.rules.kit.registry import all_rules
from tests.conftest import ROOT

LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def test_the_pages_in_the_repository_are_up_to_date() -> None:
    stale = stale_pages(ROOT / "docs" / "regler")
    assert stale == [], "run: orxl regel --skriv-dokumentasjon"


def test_every_rule_has_a_page_and_a_line_in_the_index() -> None:
    written = pages()
    for rule in all_rules():
        assert written[f"{rule.code}.md"].startswith("<!--")
        assert f"# {rule.code} {rule.name}" in written[f"{rule.code}.md"]
        assert f"[{rule.code}]({rule.code}.md)" in written[INDEX]


def test_every_link_leads_to_a_page_of_the_house_or_out_of_it() -> None:
    written = pages()
    folder = ROOT / "docs" / "regler"
    targets = {target for text in written.values() for target in LINK.findall(text)}
    missing = [
        target
        for target in targets - set(written)
        if not target.startswith("https://") and not (folder / target).is_file()
    ]
    assert missing == []


def test_a_rule_that_mends_says_whether_that_is_safe_and_no_other_does() -> None:
    for rule in all_rules():
        assert bool(rule.fix_safety) == (rule.fix is not Fix.NONE), rule.code
        assert rule.fix is Fix.NONE or rule.fix_safety.endswith("."), rule.code


def test_a_page_shows_what_the_rule_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    page = pages()["F001.md"]
    assert "## Er rettingen trygg?" in page
    assert "](../decisions/2026-11-23-beskyttelse.md)" in page
    assert main(["regel", "U030"]) == 0
    assert "WCAG 2.1 punkt 3.1.1  https://" in capsys.readouterr().out


def test_every_row_of_the_index_has_its_columns() -> None:
    rows = [line for line in pages()[INDEX].splitlines() if line.startswith("| [")]
    assert len(rows) == len(all_rules())
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_writing_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    assert len(write_pages(tmp_path / "regler")) == len(pages())
    assert write_pages(tmp_path / "regler") == []


def test_a_page_about_no_rule_is_stale_and_removed_but_no_other_file(tmp_path: Path) -> None:
    write_pages(tmp_path)
    (tmp_path / "Z999.md").write_text("gammel")
    (tmp_path / "mine-notater.md").write_text("egne")
    (tmp_path / INDEX).write_text("rørt")
    assert stale_pages(tmp_path) == [INDEX, "Z999.md"]
    write_pages(tmp_path)
    assert stale_pages(tmp_path) == []
    assert not (tmp_path / "Z999.md").exists()
    assert (tmp_path / "mine-notater.md").read_text() == "egne"


def test_the_command_writes_the_pages_where_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["regel", "--skriv-dokumentasjon", str(tmp_path / "ut")]) == 0
    assert "sider endret" in capsys.readouterr().out
    assert stale_pages(tmp_path / "ut") == []


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ut").write_text("fil")
    assert main(["regel", "--skriv-dokumentasjon", str(tmp_path / "ut")]) == 2
    assert "Kan ikke skrive sidene" in capsys.readouterr().err
