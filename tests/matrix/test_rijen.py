"""Which rows each role reads: of every model, in every situation, against a table written by hand.

The letters of the rows strengheid in tests/wereld.py; H is every row of the school's cases.
"""

import pytest
from django.apps import apps

from tests import wereld
from tests.test_afspraken import ONZE, VAN_EEN_PERSOON

HELE_SCHOOL = "EKBAOPCNDT"
KOLOMMEN = "bea pieter lea coen ada bob mo els lotte xander".split()
# fmt: off
RIJEN = {
    # a case                             bea  pieter lea  coen ada  bob mo   els  lotte xander
    "trajecten.Traject":                "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Inschrijving":           "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Weekpatroon":            "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Termijn":                "EKB  EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Herinnering":            "EKB  EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Verlenging":             "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Opvolging":              "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Taak":                   "EK   EK    EK   H    H    -   -    -    -    -",
    "trajecten.Fasereden":              "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Studiebewijs":           "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Teamlid":                "EK   EK    EK   H    H    -   EK   EK   E    E",
    "trajecten.Gebeurtenis":            "EKB  EK    EK   H    H    -   EK   EKB  EB   E",
    "leerlingen.Leerling":              "EKZ  EK    EK   HZ   HZ   -   EK   EK   E    E",
    "leerlingen.Betrokkene":            "EKZ  EK    -    HZ   HZ   -   -    EK   E    -",
    "werkplekken.Plaatsing":            "EKAO EKAO  EKAO H    H    -   EK   EKAO EAO  O",
    "werkplekken.Plaatsvervanger":      "EKA  EKA   EKA  H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Overeenkomst":      "EKAB EKAB  EKAB H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Schorsing":         "EKA  EKA   EKA  H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Schorsingsreden":   "EKA  -     -    H    H    -   -    -    -    -",
    "overeenkomsten.Wijziging":         "EKAP EKAP  EKAP H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Afwijking":         "EKA  -     -    H    H    -   -    -    -    -",
    "overeenkomsten.Formaliteitdag":    "EKA  -     -    H    H    -   -    -    EA   -",
    "overeenkomsten.Uurroosterblok":    "EKABP EKABP EKABP H  H    -   EK   EKA  EA   -",
    "overeenkomsten.Beeindiging":       "EKA  EKA   EKA  H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Ondertekenaar":     "EKA  -     -    H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Tekenlink":         "EKA  -     -    H    H    -   -    EKA  EA   -",
    "overeenkomsten.Handtekening":      "EKA  -     -    H    H    -   EK   EKA  EA   -",
    "overeenkomsten.Papier":            "EKA  -     -    H    H    -   EK   EKA  EA   -",
    "trajecten.Document":               "EKA  -     -    H    H    -   EK   EKA  EA   -",
    "opleidingsplannen.Opleidingsplan": "EK   EK    EK   H    H    -   EK   EK   E    -",
    "opleidingsplannen.Planregel":      "EK   EK    EK   H    H    -   EK   EK   E    -",
    "opleidingsplannen.Planakkoord":    "EK   EK    EK   H    H    -   EK   EK   E    -",
    "opleidingsplannen.Planvraag":      "EBK  EBK   -    H    -    -   E    E    E    E",
    "opleidingsplannen.Beoordeling":    "EKB  EKB   EKB  H    -    -   EKB  EK   EB   -",
    "opleidingsplannen.Evaluatie":      "EKB  EKB   EKB  H    -    -   EK   EK   E    -",
    "opleidingsplannen.Aanwezigheid":   "EKAO EKAO  EKAO H    H    -   EK   EKAO EAO  O",
    "begeleiding.Contactmoment":        "EKAOP EKAOP EKAOP H   -    -   EK   EKAO EAO  EO",
    "trajecten.Inzage":                 "EK   -     -    H    -    -   -    EK   E    -",
    "leerlingen.Inzagebesluit":         "EK   -     -    H    -    -   -    EK   E    -",
    # a school                           bea  pieter lea  coen ada  bob mo   els  lotte xander
    "gebruikers.School":                "S    S     S    S    S    S   S    S    S    S",
    "gebruikers.Lidmaatschap":          "S    -     -    S    S    S   -    -    -    -",
    "gebruikers.Uitnodiging":           "S    -     -    S    S    S   -    -    -    -",
    "gebruikers.Toegangsherstel":       "S    -     -    S    S    S   -    -    -    -",
    "gebruikers.Herstelstop":           "S    -     -    S    S    S   -    -    -    -",
    "gebruikers.KwijteMailbox":         "S    -     -    S    S    S   -    -    -    -",
    "gebruikers.Meekijk":               "E    E     E    EB   E    EB  E    E    E    E",
    "gebruikers.Vervanging":            "E    E     E    EB   EB   EB  -    -    -    -",
    "gebruikers.Spoorregel":            "-    -     -    S    -    -   -    -    -    -",
    "gebruikers.Zegel":                 "-    -     -    S    -    -   -    -    -    -",
    "gebruikers.Bericht":               "-    -     -    S    S    -   -    -    -    -",
    "gebruikers.Opdracht":              "E    E     -    E    E    -   -    -    -    -",
    "leerlingen.Invoer":                "S    -     -    S    S    -   -    -    -    -",
    "leerlingen.Samenvoeging":          "-    -     -    S    S    -   -    -    -    -",
    "leerlingen.Onderscheid":           "-    -     -    S    S    -   -    -    -    -",
    "leerlingen.Klas":                  "S    S     S    S    S    S   -    -    -    -",
    "leerlingen.KlasLeerkracht":        "S    S     S    S    S    S   -    -    -    -",
    "leerlingen.Opleiding":             "S    S     S    S    S    S   -    -    -    -",
    "werkplekken.Onderneming":          "S    S     S    S    S    -   -    -    -    -",
    "werkplekken.Vestiging":            "S    S     S    S    S    -   -    -    -    -",
    "werkplekken.Erkenning":            "S    S     S    S    S    -   -    -    -    -",
    "werkplekken.Vertegenwoordiger":    "S    S     S    S    S    -   -    -    -    -",
    "werkplekken.Mentor":               "S    -     -    S    S    -   -    -    -    -",
    "werkplekken.Organisatie":          "S    S     S    S    S    -   -    -    -    -",
    "werkplekken.OrganisatieMedewerker": "S    S     S    S    S    -   -    -    -    -",
    "opleidingsplannen.Standaardtraject": "S    S     S    S    S    -   -    -    -    -",
    "opleidingsplannen.Cluster":        "S    S     S    S    S    -   -    -    -    -",
    "opleidingsplannen.Competentie":    "S    S     S    S    S    -   -    -    -    -",
    "opleidingsplannen.Activiteit":     "S    S     S    S    S    -   -    -    -    -",
    "overzichten.Weergave":            "ES   ES    ES   ES   ES   -   -    -    -    -",
    "trajecten.Termijnduur":           "S    S     S    S    S    S   -    -    -    -",
    "trajecten.Takenlijstregel":       "S    S     S    S    S    -   -    -    -    -",
    "trajecten.Jaarwissel":            "-    -     -    S    S    -   -    -    -    -",
    "trajecten.Eindereden":            "S    S     S    S    S    S   -    -    -    -",
    "overeenkomsten.Schorsingsgrond":  "S    S     S    S    S    S   -    -    -    -",
    "overeenkomsten.Controlestrengheid":    "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Grenswaarde":      "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Tekenmandaat":     "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Leervergoeding":   "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Formaliteit":      "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Sjabloonconcept":  "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Sjabloon":         "S    -     -    S    S    -   -    -    -    -",
    "overeenkomsten.Loketlijst":       "E    E     -    E    E    -   -    -    -    -",
    "opleidingsplannen.Schaal":         "S    S     S    S    S    -   -    -    -    -",
    "opleidingsplannen.Evaluatiemoment": "S   S     S    S    S    S   -    -    -    -",
    "trajecten.Kalenderperiode":       "S    S     S    S    S    S   -    -    -    -",
}
# fmt: on


@pytest.mark.afspraken
def test_de_tabel_noemt_elk_model():
    assert {m._meta.label for m in ONZE if m not in VAN_EEN_PERSOON} == set(RIJEN)


def _verwacht(label: str, wie: str, rijen: list[tuple]) -> set[int]:
    letters = dict(zip(KOLOMMEN, RIJEN[label].split(), strict=True)).get(wie, "-")
    letters = letters.replace("H", HELE_SCHOOL)
    van = {pk: letter if not eigenaar or eigenaar == wie else "B" for letter, pk, eigenaar in rijen}
    return {pk for pk, letter in van.items() if letter in letters}


def afwijkingen(w: wereld.Wereld) -> list[str]:
    """Each cell where what one reads is not what the table says."""
    fout = []
    for label in RIJEN:
        rijen = w.rijen[label]
        alle = apps.get_model(label).objects.filter(pk__in=[pk for _, pk, _ in rijen])
        for wie in KOLOMMEN:
            leest = set(alle.zichtbaar_voor(getattr(w.m, wie)).values_list("pk", flat=True))
            verwacht = _verwacht(label, wie, rijen)
            fout += [
                f"{wie} leest {letter} van {label}: {pk in leest}, verwacht {pk in verwacht}"
                for letter, pk, _ in rijen
                if (pk in leest) != (pk in verwacht)
            ]
    return fout


def test_elke_rol_leest_precies_deze_rijen(mensen):
    w = wereld.maak(mensen)
    for label, tekst in RIJEN.items():
        letters = {letter for letter, *_ in w.rijen[label]}
        letters |= {"B" for *_, eigenaar in w.rijen[label] if eigenaar}
        assert {"X"} < letters, f"de wereld heeft geen {label}"
        assert set(tekst) - set(" -H") <= letters, f"{label}: een letter die er niet is"
    fout = afwijkingen(w)
    assert not fout, "\n".join(fout)
    assert sum(map(len, w.rijen.values())) * len(KOLOMMEN) > 1500


def test_wie_er_niets_mee_te_maken_heeft(mensen):
    """Vera reads her own case, Tess her own school, nobody reads anything."""
    w = wereld.maak(mensen)
    for label, rijen in w.rijen.items():
        alle = apps.get_model(label).objects.filter(pk__in=[pk for _, pk, _ in rijen])
        letters = {pk: letter for letter, pk, _ in rijen}
        assert not alle.zichtbaar_voor(None).exists()
        van_tess = {
            letters[pk] for pk in alle.zichtbaar_voor(mensen.tess).values_list("pk", flat=True)
        }
        assert van_tess == {"X"}, label
        if "C" in letters.values():
            van_vera = alle.zichtbaar_voor(mensen.vera).values_list("pk", flat=True)
            assert {letters[pk] for pk in van_vera} - {"C", "D", "T", "Z"} == set(), label
