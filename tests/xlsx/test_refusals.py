"""What must not be written is refused, in words that say what and where; nothing else is refused.

The gate judges what was written, not whether it should have been asked for: a refusal that does
not come is stopped here.
"""

import pytest

from orxl.core.errors import FailedGate, RefusedEdit
from tests.xlsx.scenarios import scenarios

REFUSED = {
    # single cells
    "verdi i feil formel": "D2 skulle inneholde formelen «=1+1», men der står formelen «=tblX",
    "uventet": "Ark!C3 skulle inneholde 3, men der står 2.",
    "uventet formel": "Ark!D3 skulle inneholde formelen «=1», men der står formelen «=SUM(",
    "overskrift": "Ark!C1 er en overskrift i tabellen «tblX»",
    "celle i summeringsrad": "Ark!G6 står i summeringsraden til tabellen «tblSum».",
    "ukjent ark": "ikke noe ark som heter «Nei»",
    "utenfor arket": "ingen rad 1, kolonne 16 385",
    "utenfor arket nedover": "ingen rad 1 048 577, kolonne 1.",
    "dato for tidlig": "Ark!B2 kan ikke få datoen 1.1.1900",
    "for lang tekst": "lengre enn de 32 767 tegnene",
    "for lang formel": "Formelen til Ark!A1 er lengre enn 8 192 tegn.",
    "tom formel": "Formelen til Ark!A1 er tom eller begynner med likhetstegn.",
    "ukjent celle i formel": "Ark!A1 bruker A0, som ikke er noen celle og ikke er et navn",
    "norsk funksjon i ny rad": "Formelen til tabellen «tblX» bruker SUMMER, som heter SUM i en fil",
    "ulovlig tegn": "Ark!A1 har et usynlig tegn (U+0001)",
    "uendelig": "Ark!A1 kan ikke få et tall som ikke er endelig.",
    "ukjent feilverdi": "Ark!C3 kan ikke få feilverdien «#FEIL!».",
    "ukjent feilverdi i formel": "Ark!D2 kan ikke få feilverdien «#FEIL!».",
    # cells that belong to something
    "matrise": "Ark!A2 hører til en matriseformel eller datatabell",
    "matriseverdi i flere celler": "Ark!A1 hører til en matriseformel eller datatabell",
    "matriseverdi i én rad": "Ark!O1 hører til en matriseformel eller datatabell",
    "datatabell": "Ark!D3 hører til en matriseformel eller datatabell",
    "flettet": "Ark!I2 er skjult i det flettede området H1:I2.",
    "tøm flettet": "Ark!I2 er skjult i det flettede området H1:I2.",
    "pivot": "Ark!M2 ligger i pivottabellen «Pivot»",
    "matrise over tabellen": "Matriseformelen i Ark!C1 viser til tabellens rader",
    # sheets and workbooks that no edit can be made in
    "uorden: rad to ganger": "Radene i arket «Ark» står ikke i rekkefølge (rad 2).",
    "uorden: rad foran": "Radene i arket «Ark» står ikke i rekkefølge (rad 2).",
    "uorden: rad uten gyldig nummer": "Radene i arket «Ark» står ikke i rekkefølge (rad x).",
    "uorden: rad utenfor arket": "Radene i arket «Ark» står ikke i rekkefølge (rad 1048577).",
    "uorden: celle to ganger": "Cellene i rad 1 i arket «Ark» står ikke i rekkefølge (cellen «B1»)",
    "uorden: celle foran": "Cellene i rad 1 i arket «Ark» står ikke i rekkefølge (cellen «A1»)",
    "uorden: celle i en annen rad": "i arket «Ark» står ikke i rekkefølge (cellen «B2»)",
    "uorden: celle uten gyldig adresse": "i arket «Ark» står ikke i rekkefølge (cellen «tull»)",
    "rad null": "Arket «Ark» har ingen rad 0, kolonne 1.",
    "kolonne null": "Arket «Ark» har ingen rad 1, kolonne 0.",
    "signert": "Arbeidsboken er digitalt signert",
    "diagramark": "Arket «Ark» er ikke et regneark",
    "pode: strengt": "lagret som «Strict Open XML»",
    "pode: delt på gammelt vis": "Arbeidsboken deles på gammelt vis",
    # rows of tables
    "flere, så færre": "Kolonnen «Flyttes» i tabellen «tblX» har ingen formel i rad 7",
    "færre, så flere": "Kolonnen «Flyttes» i tabellen «tblX» har ingen formel i rad 2",
    "rader som ikke passer": "Rad 1 til tabellen «tblX» har 2 verdier, men tabellen har 4",
    "kolonne uten formel": "Kolonnen «Navn» i tabellen «tblX» har ingen formel å fylle ut med.",
    "ukjent tabell": "ingen tabell som heter «tblZ»",
    "noe under": "Det står noe under tabellen «tblX» i arket «Ark» (D5).",
    "tilfeldig 37": "Det står noe under tabellen «tblX» i arket «Ark» (C5).",
    "tilfeldig 38": "Det står noe under tabellen «tblX» i arket «Ark» (B6).",
    "summeringsrad": "Tabellen «tblSum» har en summeringsrad.",
    "venter på Excel": "Tabellen «tblVenter» er tom på en måte bare Excel kan fylle.",
    "trangt: i siste kolonne": "Det står noe under tabellen «tblL» i arket «Ark» (B4).",
    "trangt: i siste rad": "i arket «Ark» (A5).",
    "trangt: formel uten verdi": "i arket «Ark» (A4).",
    "trangt: matrise": "i arket «Ark» (A4:A5).",
    "trangt: tom tekst": "i arket «Ark» (A4).",
    "trangt: flettet": "i arket «Ark» (B5:C6).",
    "trangt: tabell": "i arket «Ark» (A5:B6).",
    "trangt: pivot": "i arket «Ark» (B5:C6).",
    "merknad i raden som går": "Ark!A3 har en kommentar",
    "matrise i raden som går": "Ark!A3 hører til en matriseformel eller datatabell",
    "venter på rader": "Tabellen «tblL» er tom på en måte bare Excel kan fylle.",
    "erstatning uten formel": "Kolonnen «k» i tabellen «tblL» har ingen formel å fylle ut med.",
    "kolonne med matrise": "Kolonnen «l» i tabellen «tblL» har en matriseformel",
    "ark uten celler": "Arket «Ark» har ingen celler.",
    "ikke noe regneark": "Arket «Ark» har ingen celler.",
    "matrise uten område": "Arket «Ark» har en matriseformel uten gyldig område.",
    # names
    "navn med likhetstegn": "Navnet «nytt» kan ikke vise til «=1».",
    "navn uten navn": "Navnet «» er tomt.",
    "navn uten innhold": "Navnet «nytt» kan ikke vise til",
    "navn på usynlig tegn": "Navnet «nytt» kan ikke vise til",
    # grafts
    "pode: tabell som er der": "alt en tabell som heter «tblX»",
    "pode: kledd uten likhet": "passer ikke med arbeidsboken ved Ark!B7",
    "pode: annen celle enn ventet": "H1 skulle inneholde «Noe annet», men der står «Til Gammelt»",
    "pode: uten celleformater": "har ingen celleformater",
    "pode: alt, noe i overskriften": "D3:E6: det står noe i D3.",
    "pode: alt, noe i cellen": "i H1: det står noe i H1.",
    "pode: alt, noe i listen": "i H9:H11: det står noe i H10.",
    "pode: alt, kommentar": "D3:E6: det står noe i E4.",
    "pode: alt, flettet": "D3:E6: det står noe i D5:F5.",
    "pode: alt, uten overskrifter": "Tabellen «tblX» viser ingen overskrifter.",
    "pode: alt, navn": "alt et navn som heter «tblNytt»",
    "pode: alt, ark": "alt et ark som heter «Nytt»",
    "pode: én kolonne": "passer ikke med arbeidsboken ved tabellen «tblX»",
    "pode: kolonner, noe i overskriften": "D3:E6: det står noe i D3.",
    "pode: kolonner, kommentar": "D3:E6: det står noe i E4.",
    "pode: kolonner, flettet": "D3:E6: det står noe i D5:F5.",
    "pode: kolonner, uten overskrifter": "Tabellen «tblX» viser ingen overskrifter.",
    "rikt: to ganger samme ark": "alt et ark som heter «Nytt»",
    "rikt: åtte i veien": "det står noe i D3, E3, D4, E4, D5, E5 og 2 til.",
    "rikt: sju i veien": "det står noe i D3, E3, D4, E4, D5, E5 og 1 til.",
    "rikt: seks i veien": "det står noe i D3, E3, D4, E4, D5 og E5.",
    "rikt: kolonne som mangler": "passer ikke med arbeidsboken ved tabellen «tblX»",
    "rikt: delte tekster": "Mønsteret har delte tekster.",
    "rikt: ark som mangler": "passer ikke med arbeidsboken ved arket «Finnes ikke»",
    "rikt: tabell som mangler": "ingen tabell som heter «tblBorte»",
    "rikt: mønster lenger nede": "passer ikke med arbeidsboken ved tabellen «tblX»",
    "rikt: mønster lenger inne": "passer ikke med arbeidsboken ved tabellen «tblX»",
    "rikt: mønster med flere rader": "passer ikke med arbeidsboken ved tabellen «tblX»",
    "rikt: mønster uten overskrifter": "passer ikke med arbeidsboken ved tabellen «tblX»",
    "sjelden: diagram som mangler": "Mønsteret mangler delen «xl/charts/chart9.xml».",
    "sjelden: del uten type": "Mønsteret sier ikke hva delen «xl/tables/table2.xml» er.",
    "sjelden: regel uten område": "Arket «Ark» har en regel uten gyldig område.",
    "sjelden: lenke ut av boken": "Mønsteret har en lenke ut av boken.",
    "sjelden: tabell to ganger": "Arbeidsboken har alt en tabell som heter «tblListe».",
    "sjelden: celle i nye kolonner": "i D4: det står noe i A3:E6 og D4.",
    "sjelden: matrise i mønsteret": "Mønsteret passer ikke med arbeidsboken ved Ark!E4.",
    "sjelden: merknad uten rad": "den nye tabellen «tblListe» i H9:H11: det står noe i H10.",
    "sjelden: mønster med prefiks": "Mønsteret har et element orxl ikke kan flytte («border»).",
    "rikt: mønster på et annet ark": "passer ikke med arbeidsboken ved tabellen «tblX»",
    # amendments
    "endre: navn som mangler": "Tabellen «tblX» har ingen kolonne som heter «Borte».",
    "endre: navn som er der": "har alt en kolonne som heter «NAVN»",
    "endre: tabell som mangler": "ingen tabell som heter «tblBorte»",
    "endre: matrise": "Matriseformelen i To!A1 bruker en kolonne som skal få nytt navn",
    "endre: annen formel": "Kolonnen «Sum» i tabellen «tblX» har en annen formel enn ventet.",
    "endre: halv tabell": "A4:A6 flyttes ned, men det står noe i A5:B6.",
    "endre: flyttet uten plass": "A4:B6 flyttes ned, men det står noe i B8.",
    "endre: lest": "To!A1 viser dit med adresser («=Ark!A6*2»)",
    "endre: lest i en kolonne": "To!A1 viser dit med adresser («=SUM(Ark!A:A)»)",
    "flytt: flettet": "A4:B6 flyttes ned, men det står noe i A6:B6.",
    "flytt: flettet under": "A4:B6 flyttes ned, men det står noe i B8:C8.",
    "flytt: ny regel": "det står noe i A6:A7.",
    "flytt: ny regel under": "det står noe i B8.",
    "flytt: ny regel som leser": "en regel på arket «Ark» viser dit med adresser («=$A$6>2»)",
    "flytt: regel som leser": "en regel på arket «Ark» viser dit med adresser («=$A$6>2»)",
    "flytt: regel over noe": "det står noe i A1:B5.",
    "flytt: regel som rekker under": "det står noe i A1:A7.",
    "flytt: to områder, ett blir": "det står noe i A6:A40 D1:D9.",
    "flytt: for bred regel": "det står noe i A6:D6.",
    "flytt: matrise": "det står noe i B6.",
    "flytt: noe nederst": "det står noe i A8.",
    "flytt: noe rett under": "det står noe i A7.",
    "flytt: formel under": "det står noe i B7.",
    "flytt: navn": "navnet n viser dit med adresser («=Ark!$A$6»)",
    "flytt: navn på rader": "navnet n viser dit med adresser («=Ark!$6:$6»)",
    "flytt: diagram: Ark!$A$6": "et diagram viser dit med adresser («=Ark!$A$6»)",
    "flytt: kommentar A6": "det står noe i A6.",
    "flytt: kommentar B8": "det står noe i B8.",
    "flytt: ingen rader": "Ark!A4:B6 kan ikke flyttes 0 rader ned.",
    "flytt: ut av arket": "Ark!A4:B6 kan ikke flyttes 1048571 rader ned.",
    "flytt: bare navnet": "A4:B4 flyttes ned, men det står noe i A5:B6.",
    "flytt: til tabellen": "A1:B2 flyttes ned, men det står noe i A5:B6.",
    # buttons
    "knapp: diagramark": "har ikke arket «Ark»",
    "knapp: makroer": "har makroer fra før",
    "knapp: ukjent ark": "har ikke arket «Borte»",
}


@pytest.mark.parametrize("name", [*REFUSED])
def test_what_does_not_fit_is_refused_and_the_sentence_says_why(name):
    with pytest.raises(RefusedEdit) as found:
        scenarios()[name]()
    assert not isinstance(found.value, FailedGate)
    assert REFUSED[name] in found.value.message.replace("\xa0", " ")


@pytest.mark.parametrize(
    "name", [name for name in scenarios() if name not in REFUSED and "tilfeldig" not in name]
)
def test_what_fits_is_not_refused(name):
    assert scenarios()[name]().startswith((b"PK", b"foran"))
