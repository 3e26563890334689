"""What each role may do with each kind of information, as the design has it (letters as there).

R reads · W reads and writes · T signs · A agrees · V ticks off one's own ·
E only one's own · G only what is shared
"""

import pytest

from gebruikers.zicht import INFORMATIE, SCHOOLZAKEN, Informatie, Recht, Schoolsoort, mag, recht

KOLOMMEN = "bea pieter lea coen ada bob mo els lotte xander".split()
LETTERS = {
    "R": Recht.LEES,
    "W": Recht.LEES | Recht.SCHRIJF,
    "T": Recht.TEKEN,
    "A": Recht.AKKOORD,
    "V": Recht.VINK,
    "E": Recht.LEES | Recht.EIGEN,
    "G": Recht.LEES | Recht.GEDEELD,
    "-": Recht(0),
}
# fmt: off
RECHTEN = {
    # a case               bea pieter lea coen ada bob mo  els lotte xander
    "identiteit":           "W   R      R   R    W   -   R   R   R     R",
    "contact":              "W   R      -   R    W   -   -   R   W     -",
    "telefoon":             "W   R      -   R    W   -   R   R   W     -",
    "verloop":              "W   R      R   W    R   -   R   R   R     R",
    "taak":                 "W   RV     RV  W    R   -   -   -   -     -",
    "plaatsing":            "W   R      R   W    R   -   E   R   R     E",
    "overeenkomst":         "W   R      R   W    W   -   E   R   R     E",
    "overeenkomstdocument": "W   -      -   WT   W   -   E   RT  RT    E",
    "schorsingsreden":      "W   -      -   W    W   -   -   -   -     -",
    "eindegrond":           "W   R      R   W    W   -   -   -   -     -",
    "afwijking":            "W   -      -   W    W   -   -   -   -     -",
    "formaliteit":          "W   -      -   R    W   -   -   -   R     -",
    "plan":                 "W   W      R   R    R   -   RA  R   RA    -",
    "beoordeling":          "W   W      R   R    -   -   W   G   W     -",
    "evaluatie":            "W   W      R   R    -   -   G   G   G     -",
    "aanwezigheid":         "W   R      R   R    R   -   WE  R   W     WE",
    "vraag":                "W   W      -   R    -   -   WE  WE  WE    WE",
    "moment_gedeeld":       "W   W      R   R    -   -   G   R   R     G",
    "moment_team":          "W   W      R   R    -   -   -   -   -     -",
    "moment_vertrouwelijk": "WE  WE     -   R    -   -   -   -   -     -",
    "inzage":               "R   -      -   R    -   -   -   R   R     -",
    # a school              bea pieter lea coen ada bob mo  els lotte xander
    "school":               "R   R      R   W    R   W   R   R   R     R",
    "accounts":             "R   -      -   W    R   W   -   -   -     -",
    "meekijken":            "E   E      E   W    E   W   E   E   E     E",
    "vervangingen":         "WE  WE     WE  W    R   R   -   -   -     -",
    "berichten":            "-   -      -   W    W   -   -   -   -     -",
    "opdrachten":           "E   E      -   E    E   -   -   -   -     -",
    "leerlingen":           "W   -      -   R    W   -   -   -   -     -",
    "dubbels":              "-   -      -   W    W   -   -   -   -     -",
    "referentie":           "R   R      R   W    W   W   -   -   -     -",
    "werkplekken":          "W   R      R   R    W   -   -   -   -     -",
    "mentorvoorwaarden":    "W   -      -   R    W   -   -   -   -     -",
    "standaardtrajecten":   "R   W      R   W    R   -   -   -   -     -",
    "schaal":               "R   R      R   W    R   -   -   -   -     -",
    "kalender":             "R   R      R   W    W   W   -   -   -     -",
    "evaluatiemomenten":    "R   R      R   W    R   R   -   -   -     -",
    "takenlijsten":         "R   R      R   W    R   -   -   -   -     -",
    "sjablonen":            "R   -      -   W    R   -   -   -   -     -",
    "jaarwissel":           "-   -      -   W    W   -   -   -   -     -",
    "organisaties":         "W   R      R   R    W   -   -   -   -     -",
    "overeenkomstregels":   "R   -      -   W    R   -   -   -   -     -",
    "weergaven":            "WE  WE     WE  WE   WE  -   -   -   -     -",
    "spoor":                "-   -      -   R    -   -   -   -   -     -",
}
# fmt: on
SOORTEN = [*Informatie, *Schoolsoort]


@pytest.mark.afspraken
def test_elke_soort_heeft_een_regel():
    assert [soort.value for soort in SOORTEN] == list(RECHTEN)
    assert set(INFORMATIE) | set(SCHOOLZAKEN) == set(SOORTEN)


@pytest.mark.parametrize("soort", SOORTEN)
def test_wat_elke_rol_ermee_mag(soort, mensen):
    for naam, cel in zip(KOLOMMEN, RECHTEN[soort.value].split(), strict=True):
        verwacht = Recht(0)
        for letter in cel:
            verwacht |= LETTERS[letter]
        lid = getattr(mensen, naam)
        assert recht(lid, soort) == verwacht, naam
        assert mag(lid, soort, Recht.SCHRIJF) is ("W" in cel)
    assert recht(None, soort) == Recht(0)
