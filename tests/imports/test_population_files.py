"""Every form of SSB's table 07459 is read rightly, and nothing else for it."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from orxl.core.errors import BadSource
from tests.imports.ssb import OSLO, TITLE, figures, jsonstat, one_problem, px, read, xlsx

BOTH = {(301, 2025): 724_290, (301, 2026): 728_714, (3201, 2025): 132_358, (3201, 2026): 133_228}
WIDE = (
    f'{TITLE}\n\n"region";"Personer 2025";"Personer 2026"\n'
    '"0301 Oslo - Oslove";724290;728714\n"3201 Bærum";132358;133228\n'
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_any_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    assert figures(read(WIDE.replace(";", delimiter).encode(encoding))) == BOTH


@pytest.mark.parametrize(
    "label",
    ["0301", "K-0301", "K_0301", "0301 Oslo", "K-0301 Oslo", "0301 - Oslo - Oslove",
     "0301 Oslo - Oslove", "Oslo - Oslove", "oslo", "301", "Oslo (Oslo)",
     "Oslo (0301)", "Oslo kommune (K-0301)", "0301: Oslo"],
)  # fmt: skip
def test_a_municipality_is_known_by_its_code_or_by_a_name_that_is_its_only(label: str) -> None:
    assert figures(read(f'region;2025\n"{label}";724290\n')) == {(301, 2025): OSLO[2025]}


@pytest.mark.parametrize(
    "text",
    [
        '"Region - region";"Personer1 - Personer 2025 - 2025"\n"0301 - Oslo - Oslove";724290\n',
        '"region";"Personer 2025"\n"0301 Oslo";724290\n',
        '"region","statistikkvariabel","år","07459: Befolkning, etter region, år og '
        'statistikkvariabel"\n"0301 Oslo","Personer","2025",724290\n',
        '"region";"kjønn";"alder";"Personer 2025"\n"0301 Oslo";"Begge kjønn";"Alle aldre";724290\n',
        "kommunenr;kommune;fylke;2025-01-01\n0301;Oslo;Oslo;724290\n",
        "kommunenr;kommune;fylke;dato;innbyggere\n0301;Oslo;Oslo;01.01.2025;724 290\n",
        "region;Folkemengde 2025;Areal (km²) 2025\n0301 Oslo;724290;454\n",
        "sep=;\nregion;Begge kjønn Personer 2025;Endring 2024-2025\n0301 Oslo;724290;6580\n",
        "Kommune;Folkemengde 1/1-2025;Andel av landet (%)\nOslo kommune;724290;13\n",
        '"region","contents","year","07459: Population, by region, contents and year"\n'
        '"0301 Oslo","Persons","2025",724290\n',
        "Region,ContentsCode,Tid,07459\n0301,Personer1,2025,724290\n",
        "Kommune;Folketall 2025;Endring siste år\nOslo;724290;6580\n",
        "Folketall i kommunene per 1. januar 2025\n\nNr;Kommune;Innbyggere\n0301;Oslo;724290\n",
        "region;Folketall per 1. januar 2025\n0301;724290\n",
        "724290;0301;Oslo\n".join(["Folketall 1.1.2025;Kommunenr;Kommune\n", ""]),
    ],
)
def test_other_headings_say_the_same(text: str) -> None:
    assert figures(read(text)) == {(301, 2025): OSLO[2025]}


def test_excel_has_the_years_across_titles_above_and_notes_below() -> None:
    data = xlsx(
        [
            ["07459: Befolkning, etter region, statistikkvariabel og år"],
            [],
            [None, "Personer", None, None],
            [None, "2024", "2025", "2026"],
            ["0 Hele landet", 5550203, 5594340, 5627400],
            ["0301 Oslo - Oslove", 717710, 724290, 728714],
            ["K-3201 Bærum", "..", 132358, ":"],
            ["4601", 291940, 294029, 296000],
            [],
            ["Kilde: Statistisk sentralbyrå"],
            [".. Tallgrunnlag mangler"],
        ]
    )
    reading = read(data, "07459.xlsx")
    assert figures(reading) == {
        (301, 2024): 717_710, (301, 2025): 724_290, (301, 2026): 728_714,
        (3201, 2025): 132_358,
        (4601, 2024): 291_940, (4601, 2025): 294_029, (4601, 2026): 296_000,
    }  # fmt: skip
    assert reading.country[date(2025, 1, 1)] == 5_594_340
    assert reading.counted.read == 12
    assert sum(map(len, reading.counted.shares.values())) == 12


def test_other_sheets_are_named_and_not_read() -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name, rows in (
        ("Om", [["Om statistikken"]]),
        ("Areal", [["region", "Areal 2025"], ["0301 Oslo", 454]]),
        ("Tall", [["region", "Personer 2025"], ["0301 Oslo", 724290]]),
    ):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    held = io.BytesIO()
    book.save(held)
    reading = read(held.getvalue(), "tall.xlsx")
    assert figures(reading) == {(301, 2025): OSLO[2025]}
    assert reading.notes == ("Andre ark er ikke lest: Om og Areal.",)


def test_hidden_rows_and_formulas_are_read_and_told() -> None:
    from openpyxl import load_workbook

    rows = [["region", "Personer 2025"], ["0301 Oslo", 724290], ["3201 Bærum", 132358]]
    book = load_workbook(io.BytesIO(xlsx(rows)))
    page = book.active
    assert page is not None
    page.row_dimensions[2].hidden = True
    page["B3"] = "=132358"  # without a value, as no program has calculated it
    held = io.BytesIO()
    book.save(held)
    reading = read(held.getvalue(), "tall.xlsx")
    assert figures(reading) == {(301, 2025): OSLO[2025]}
    assert reading.notes == (
        "Filen har 1 skjult rad, lest med de andre.",
        "1 av tallene er en formel. Verdiene er de som sto der da filen ble lagret.",
    )


def test_small_figures_that_look_like_codes_do_not_make_a_column_of_codes() -> None:
    text = "kommune;2025\nUtsira;213\nModalen;401\nLeka;560\nFedje;505\nOslo;724290\nAsker;100492\n"
    assert len(figures(read(text))) == 6


def test_excel_with_the_region_once_for_all_its_years() -> None:
    rows = [["region", "år", "Personer"], ["0301 Oslo", "2025", 724290], [None, "2026", 728714]]
    assert figures(read(xlsx(rows))) == {(301, 2025): 724_290, (301, 2026): 728_714}


@pytest.mark.parametrize(
    "data",
    [
        jsonstat([724290, 728714, 132358, 133228]),
        jsonstat({"0": 724290, "1": 728714, "2": 132358, "3": 133228}),
        jsonstat(
            [1, 2, 724290, 728714, 3, 4, 132358, 133228],
            contents={"Areal": "Areal (km²)", "Folkemengde": "Folkemengde"},
        ),
        jsonstat([724290, 728714, 132358, 133228], {"K-0301": "K-0301 Oslo", "K-3201": "Bærum"}),
        px("724290 728714\n132358 133228\n"),
        px("724290 728714\n132358 133228\n", STUB='"region","statistikkvariabel"', HEADING='"år"'),
    ],
)
def test_tables_with_dimensions_are_read(data: bytes) -> None:
    assert figures(read(data, "07459.json")) == BOTH


def test_jsonstat_of_the_older_api_is_read() -> None:
    held = json.loads(jsonstat([724290, 728714, 132358, 133228]))
    dimension = held["dimension"] | {key: held[key] for key in ("id", "size", "role")}
    old = {"dataset": {"label": held["label"], "dimension": dimension, "value": held["value"]}}
    assert figures(read(json.dumps(old), "07459.json")) == BOTH


@pytest.mark.parametrize(
    "data",
    [
        "region;2025;2026\n0301;724290;..\n",
        "region;2025;2026\n0301;724290;:\n",
        "region;2025;2026\n0301;724290;\n",
        "region;2025\n0301;724290\n3201;\n",
        jsonstat([724290, None], {"0301": "Oslo"}),
        jsonstat([724290, 0], {"0301": "Oslo"}, status={"1": ".."}),
        jsonstat([724290, 0], {"0301": "Oslo"}, status=["", "."]),
        jsonstat({"0": 724290}, {"0301": "Oslo"}),
        px('724290 ".."\n', **{'VALUES("region")': '"Oslo"', 'CODES("region")': '"0301"'}),
    ],
)
def test_a_missing_figure_is_missing_and_never_zero(data: bytes | str) -> None:
    reading = read(data)
    assert figures(reading) == {(301, 2025): OSLO[2025]}
    assert [(share, len(words)) for share, words in reading.counted.shares.items()] == [
        ("uten tall i filen («..», «:» eller tomt)", 1),
        ("tatt med", 1),
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("724.290", "kan være tusener eller desimaler"),
        ("47.000", "kan være tusener eller desimaler"),
        ("724,29", "er ikke et helt tall"),
        ("0", "er 0"),
        ("-724290", "er negativt"),
        ("mange", "er ikke et tall"),
        ("=2+2", "er ikke et tall"),
        ("1e6", "er ikke et tall"),
        ("724290-", "er ikke et tall"),
        ("724290 1)", "er ikke et tall"),
        ("#I/T", "er ikke et tall"),
        ("724", ""),
        ("72", "for få innbyggere"),
        ("72429000", "for mange innbyggere"),
    ],
)
def test_what_is_no_number_of_inhabitants_is_told_with_its_place(value: str, said: str) -> None:
    reading = read(f'region;"Personer 2025"\n0301 Oslo;"{value}"\n3201 Bærum;132358\n')
    if said:
        assert one_problem(reading).startswith(
            f"linje 2, kolonne 2 | {value} | Tallet for «0301 Oslo» "
        )
        assert said in one_problem(reading)
    else:
        assert reading.problems == ()


def test_a_text_among_the_figures_does_not_make_names_of_them() -> None:
    reading = read("kommunenr;2025\n0301;mange\n3201;132358\n")
    assert one_problem(reading).startswith("linje 2, kolonne 2 | mange | ")


def test_a_number_with_decimals_in_excel_is_no_figure() -> None:
    reading = read(xlsx([["region", "Personer 2025"], ["0301 Oslo", 724.29]], "Data"))
    assert one_problem(reading).startswith(
        "arket Data, celle B2 | 724,29 | Tallet for «0301 Oslo» "
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (WIDE.replace("07459:", "13600:"), "er SSBs tabell 13600, ikke 07459"),
        (WIDE.replace("Personer 2025", "Areal 2025").replace("Personer 2026", "Areal 2026"),
         "har ikke folketall, men «Areal 2025» og «Areal 2026»"),
        (WIDE.replace("Personer 2025", "Menn 2025").replace("Personer 2026", "Kvinner 2025"),
         "har ikke folketall, men «Menn 2025» og «Kvinner 2025»"),
        (WIDE.replace("Personer 2025", "Personer 2025K3"), "kvartals- eller månedstall"),
        (WIDE.replace(" 2025", "").replace(" 2026", ""), "sier ikke i overskriften hvilket år"),
        (WIDE.replace("2026", "2025"), "har to kolonner med folketall for 2025"),
        ("region;kjønn;2025\n0301 Oslo;Menn;360000\n0301 Oslo;Kvinner;364290\n",
         "er fordelt etter «kjønn» («Menn»)"),
        ("region;0 år Personer 2025;67 år Personer 2025\n0301;9000;7000\n",
         "har ikke folketall, men «0 år Personer 2025»"),
        ("Folketall, menn, tabell 07459\nregion;2025\n0301;360000\n", "tittelen sier «menn»"),
        ("SSB tabell 06913\nregion;2025\n0301;724290\n", "er SSBs tabell 06913"),
        ("år;0301 Oslo;3201 Bærum\n2025;724290;132358\n", "har to kommuner på linje"),
        ("region;gruppe;2025\n0301;Kvinner;364290\n", "er fordelt etter «gruppe» («Kvinner»)"),
        ("region;;2025\n0301;20-29 år;120000\n", "(«20-29 år»)"),
        ("region;alder;2025\n0301 Oslo;0 år;9000\n", "er fordelt etter «alder» («0 år»)"),
        ("Hentet 1.1.2025\nNr;Kommune;Innbyggere\n0301;Oslo;724290\n", "hvilket år folketallet"),
        ("Folketall 31.12.2025\nNr;Innbyggere\n0301;724290\n", "hvilket år folketallet"),
        ("Folketall 2024\nFolketall 2025\nNr;Innbyggere\n0301;724290\n", "hvilket år folketallet"),
        ("0301;724290\n3201;132358\n", "har ingen overskrift som sier hvilket år"),
        ("navn;beløp\nHansen;100\n", "har ingen kommuner"),
        ("region;Personer 31.12.2025\n0301;724290\n", "per 31.12.2025, ikke per 1. januar"),
        ("region;Personer (1000) 2025\n0301;724\n", "har ikke folketall, men"),
        ("region;Personer 2026\n0301;728714\nregion;Personer 2025\n3201;132358\n",
         "har en ny overskrift på linje 3"),
        ("region;2026\n0301;728714\n;2025\n3201;132358\n", "har en ny overskrift på linje 3"),
        ("region;2025;region;2026\n0301;724290;3201;133228\n3201;132358;0301;728714\n",
         "har to kommuner på linje"),
        ("region;2025;region;2026\nOslo;724290;Bærum;133228\nAsker;100492;Asker;101509\n",
         "har to kommuner på linje 2: «Oslo» og «Bærum»"),
        ("", "er tom"),
        ("\n \n", "er tom"),
        ('region;2025\n"0301 Oslo;724290\n', "anførselstegnene"),
        (b"%PDF-1.7", "er en PDF"),
        ("<html><body><table><tr><td>0301</td></tr></table></body></html>", "er en nettside"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "gammel Excel-fil"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "er ingen tekst"),
        (jsonstat([1, 2, 3]), "skal ha 4 tall etter sine egne variabler, men har 3"),
        (jsonstat([1, 2, 3, 4])[:-30], "er ikke hel JSON"),
        (jsonstat([1, 2, 3, 4], years=("2025K1", "2025K2")), "kvartals- eller månedstall"),
        (jsonstat([1, 2, 3, 4], contents={"Areal": "Areal (km²)"}), "har ikke folketall, men"),
        (jsonstat([1, 2, 3, 4], size=[2, 1, 3]), "har 2 verdier av «Tid», men sier 3"),
        ("[]", "ingen JSON-stat-tabell"),
        (px("724290 728714 132358"), "skal ha 4 tall etter sine egne variabler, men har 3"),
        (px("1 2 3 4", DATA=""), "har ingen tall (DATA mangler)"),
        (px("1 2 3 4").removesuffix(b";"), "tallene slutter ikke"),
        (px("1 2 3 4", **{'VALUES("statistikkvariabel")': '"Døde"'}), "har ikke folketall, men"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_refused_in_one_sentence(data: bytes | str, said: str) -> None:
    with pytest.raises(BadSource) as refused:
        read(data)
    assert said in refused.value.message
    assert "\n" not in str(refused.value)


def test_columns_that_changed_places_are_seen_by_their_names() -> None:
    with pytest.raises(BadSource, match="har to kommuner på linje 2: «3201» og «Asker»"):
        read("kommunenr;kommune;2025\n3201;Asker;132358\n3203;Bærum;100492\n")
    reading = read("region;2025\n3201 Asker;132358\n3203 Asker;100492\n")
    assert "Kommunenummer 3201 er Bærum, ikke Asker" in one_problem(reading)


def test_a_name_that_two_municipalities_have_needs_its_county() -> None:
    assert "Flere kommuner heter «Våler»" in one_problem(
        read("kommune;2025\nVåler;6000\nMoss;52000\n")
    )
    found = figures(read('kommune;2025\n"Våler (Østfold)";6000\n"våler  (innlandet)";3600\n'))
    assert found == {(3114, 2025): 6_000, (3419, 2025): 3_600}


def test_only_the_years_asked_for_are_taken() -> None:
    reading = read(WIDE, "tall.csv", 2026)
    assert set(figures(reading)) == {(301, 2026), (3201, 2026)}
    assert len(reading.counted.shares["for år som ikke skal med"]) == 2
    with pytest.raises(BadSource, match="har ikke folketall for 2020"):
        read(WIDE, "tall.csv", 2020, 2026)


def test_a_year_that_has_not_come_is_no_figure() -> None:
    assert "finnes ikke ennå" in one_problem(read("region;2027\n0301;730000\n"))
    reading = read("region;2027;2028\n0301;730000;1\n3201;134000;2\n")
    assert [(one.place, one.said[:28]) for one in reading.problems] == [
        ("linje 2, kolonne 2 og 1 til", "Folketallet per 1.1.2027 fin"),
        ("linje 2, kolonne 3 og 1 til", "Folketallet per 1.1.2028 fin"),
    ]
    assert "begynner i 1986" in one_problem(read("region;1985\n0301;447000\n"))


def test_the_same_twice_is_told_and_two_figures_for_one_are_a_fault() -> None:
    twice = read("region;2025\n0301;724290\nK-0301;724290\n")
    assert figures(twice) == {(301, 2025): OSLO[2025]}
    assert twice.counted.shares["står to ganger med samme tall"] == ("K-0301 2025",)
    assert "også tallet 724" in one_problem(read("region;2025\n0301;724290\n0301;724291\n"))


@pytest.mark.parametrize(
    ("line", "said"),
    [("3209 Ullensaker;45075;45992;77", "flere felt på linje 3"), ("3218 Ås;22345", "færre felt")],
)
def test_a_line_with_a_field_too_many_or_too_few_is_refused(line: str, said: str) -> None:
    text = f"region;Personer 2025;Personer 2026\n0301 Oslo;724310;728694\n{line}\n"
    with pytest.raises(BadSource, match=said):
        read(text)
