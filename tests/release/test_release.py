"""A release: the right wheels for each Python, locked; every part listed; the same bytes."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SCRIPTS = str(Path(__file__).resolve().parents[2] / "scripts")
sys.path.insert(0, SCRIPTS)

import lag_utgivelse  # noqa: E402
from release import papers  # noqa: E402
from release.wheels import Failed, Gathered, Target, Wheel, gather, run  # noqa: E402


def wheel(folder: Path, tags: str, name: str = "ting", metadata: str = "", text: str = "") -> Wheel:
    """A tiny wheel of version 1.0."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-1.0-{tags}.whl"
    with zipfile.ZipFile(path, "w") as made:
        told = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{metadata}"
        made.writestr(zipfile.ZipInfo(f"{name}-1.0.dist-info/METADATA"), told)
        if text:
            made.writestr(zipfile.ZipInfo(f"{name}-1.0.dist-info/licenses/LICENSE"), text)
    return Wheel.of(path)


class Registry:
    """Stands in for uv and pip: one package with wheels for some Pythons, and pip."""

    def __init__(self, without: str = "") -> None:
        self.without = without

    def __call__(self, command: Sequence[str]) -> str:
        if command[0] == "uv":
            if self.without and self.without in command:
                raise Failed("… Because ting>=1.0 has no usable wheels and orxl depends on ting …")
            return "ting==1.0\n"
        folder = Path(command[command.index("--dest") + 1])
        if "--platform" not in command:
            path = wheel(folder, "py3-none-any", "pip").path
            path.rename(folder / "pip-26.3-py3-none-any.whl")
            return ""
        python = "cp" + command[command.index("--python-version") + 1].replace(".", "")
        wheel(folder, f"{python}-{python}-{command[command.index('--platform') + 1]}")
        return ""


@pytest.fixture
def own(tmp_path: Path) -> Wheel:
    return wheel(tmp_path / "egen", "py3-none-any", "orxl", "License-Expression: MIT\n", "MIT")


def gathered(own: Wheel, folder: Path, without: str = "") -> Gathered:
    found = gather(
        own, Path("pyproject.toml"), folder, ("3.12", "3.15"), ("AMD64",), Registry(without)
    )
    assert found.pip is not None
    return found


def test_each_python_gets_its_own_wheel_and_a_lock_with_its_hash(
    own: Wheel, tmp_path: Path
) -> None:
    found = gathered(own, tmp_path / "hjul")
    twelve, fifteen = found.targets
    assert [w.path.name for w in twelve.wheels[1:]] == ["ting-1.0-cp312-cp312-win_amd64.whl"]
    assert [w.path.name for w in fifteen.wheels[1:]] == ["ting-1.0-cp315-cp315-win_amd64.whl"]
    assert twelve.lock == "cp312-win_amd64.txt"
    assert f"ting==1.0 --hash=sha256:{twelve.wheels[1].digest}\n" in twelve.text()
    assert f"orxl==1.0 --hash=sha256:{own.digest}\n" in twelve.text()


def test_a_python_without_a_wheel_is_left_out_with_the_reason(own: Wheel, tmp_path: Path) -> None:
    found = gathered(own, tmp_path / "hjul", without="3.15")
    assert [target.python for target in found.targets] == ["3.12"]
    assert found.without == {"3.15 AMD64": "ting har ingen wheel"}


def test_where_no_python_is_left_nothing_is_made(own: Wheel, tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ting har ingen wheel"):
        gather(own, Path("p"), tmp_path / "h", ("3.15",), ("AMD64",), Registry("3.15"))


@pytest.mark.parametrize("name", ["Installer.cmd", "program/installer.py", "program/orxl.cdx.json"])
def test_the_release_holds_what_a_pc_needs(own: Wheel, tmp_path: Path, name: str) -> None:
    pytest.importorskip("cyclonedx", reason="orxl[release] er ikke installert")
    assert name in lag_utgivelse.contents(gathered(own, tmp_path / "hjul"), own)


def test_the_guide_is_printed_where_there_is_a_program_for_it() -> None:
    html = papers.page("# Veiledning\n\nÆøå.\n", Path(), {})
    printed, why = papers.pdf(html)
    if not printed:
        pytest.skip(f"ingen PDF: {why}")
    assert printed.startswith(b"%PDF-")
    assert b"D:19800101000000" in printed
    assert b"D:20" not in printed


def test_without_a_program_the_guides_pdf_is_left_out_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert papers.pdf("<p>", lambda _: None) == (
        b"", "verken Chromium eller LibreOffice er på maskinen",
    )  # fmt: skip
    data, why = papers.pdf("<p>", lambda name: sys.executable if name in papers.BROWSERS else None)
    assert (data, why) == (b"", "programmet som skulle lage den, ga ingen PDF")


def test_the_same_packages_give_the_same_zip_and_cmd_gets_its_line_ends(tmp_path: Path) -> None:
    files = {"b.cmd": lag_utgivelse._crlf(b"@echo off\npause\r\n"), "a.txt": b"x"}
    for name in ("en.zip", "to.zip"):
        lag_utgivelse.pack(files, tmp_path / name, "orxl")
        files = dict(reversed(files.items()))
    assert (tmp_path / "en.zip").read_bytes() == (tmp_path / "to.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "en.zip") as made:
        assert made.namelist() == ["orxl/a.txt", "orxl/b.cmd"]
        assert made.read("orxl/b.cmd") == b"@echo off\r\npause\r\n"


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("License-Expression: MIT\nLicense: other\n", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License\n", "BSD License"),
        ("License: Apache 2\n", "Apache 2"),
        ("", "ikke oppgitt"),
    ],
)
def test_every_part_says_how_it_is_licensed(tmp_path: Path, metadata: str, said: str) -> None:
    part = wheel(tmp_path, "py3-none-any", "del", metadata, "teksten")
    assert papers.licence(part) == said
    told = papers.licences([part])
    assert told["del/LICENSE"] == b"teksten"
    assert f"del 1.0: {said}\n".encode() in told["OVERSIKT.txt"]


def test_a_part_without_a_licence_text_is_named_so(tmp_path: Path) -> None:
    told = papers.licences([wheel(tmp_path, "py3-none-any", "del", "License: MIT\n")])
    assert "MIT (pakken har ingen lisenstekst ved seg)" in told["OVERSIKT.txt"].decode()


def test_the_list_of_parts_is_valid_and_the_same_each_time(own: Wheel, tmp_path: Path) -> None:
    pytest.importorskip("cyclonedx", reason="orxl[release] er ikke installert")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    part = wheel(tmp_path, "py3-none-any", "del", "License: MIT\n")
    targets = [Target("3.12", "AMD64", (own, part))]
    first, second = (papers.sbom("1.0", [own, part], targets) for _ in range(2))
    assert first == second
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(first) is None
    assert part.digest in first


def test_the_guide_is_one_page_with_its_pictures_and_no_dead_links(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(b"png")
    text = "# Slik\n\n![x](b.png) [IT](for-it.md#a) [hus](arkitektur.md) [nett](https://x.no)\n"
    page = papers.page(text, tmp_path, {"for-it.md": "For IT.html"})
    assert "<title>Slik</title>" in page
    assert 'src="data:image/png;base64,cG5n"' in page
    assert '<a href="For IT.html">IT</a> hus <a href="https://x.no">nett</a>' in page


def test_without_wine_the_windows_lane_is_skipped_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from release import wine

    monkeypatch.setattr(wine.shutil, "which", lambda name: None)
    assert wine.lane([]) == 0
    assert "Hoppet over Windows: Wine er ikke installert" in capsys.readouterr().out


def test_the_library_that_wine_lacks_forwards_its_only_function() -> None:
    from release.wine import random_dll

    data = random_dll()
    assert data[:2] == b"MZ"
    assert data[64:68] == b"PE\0\0"
    assert b"\0ProcessPrng\0advapi32.SystemFunction036\0" in data
    assert len(data) == 1024


def test_a_setup_program_is_made_for_the_python_that_is_given(own: Wheel, tmp_path: Path) -> None:
    from release import nsis

    targets = gathered(own, tmp_path / "hjul").targets
    python = tmp_path / "python"
    python.mkdir()
    with pytest.raises(Failed, match=r"har ingen python\.exe"):
        nsis.fitting(python, targets)
    (python / "python.exe").write_bytes(b"")
    with pytest.raises(Failed, match="ingen pakker for Pythonen"):
        nsis.fitting(python, targets)
    (python / "python315.dll").write_bytes(b"")
    assert nsis.fitting(python, targets).python == "3.15"


def test_a_setup_program_is_64_bit_and_for_one_user_or_all(tmp_path: Path) -> None:
    from release import nsis

    asked: list[Sequence[str]] = []
    for scope in nsis.SCOPES:
        made = nsis.setup(tmp_path / "p", tmp_path, "1.0", scope, lambda c: asked.append(c) or "")
        assert made.name == f"orxl-1.0-{nsis.SCOPES[scope]}.exe"
        assert f"-DSCOPE={scope}" in asked[-1]
        assert "-XTarget amd64-unicode" in asked[-1]


def test_a_program_that_is_not_installed_is_said_in_a_sentence() -> None:
    with pytest.raises(Failed, match=r"finnes-ikke mangler: «pip install \.\[release\]»"):
        run(["finnes-ikke", "--versjon"])
