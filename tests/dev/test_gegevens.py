"""The two schools of the demo share nobody, so that what leaks from one to the other shows."""

import datetime

from dev.wereld.gegevens import DEMO, OPLEIDINGEN, TWEEDE, Wereld, leerlingen_csv
from leerlingen.lezen import lees
from tests.leerlingen.test_monster import VOORBEELDEN

VANDAAG = datetime.date(2026, 11, 24)


def _namen(wereld: Wereld) -> set[str]:
    bedrijven = {b.naam for b in wereld.bedrijven} | {b.kbo for b in wereld.bedrijven}
    bazen = {naam for b in wereld.bedrijven for naam in (b.zaakvoerder, b.mentor)}
    staf = {f"{voornaam} {naam}" for _, voornaam, naam in wereld.staf.values()}
    eigen = {*wereld.voornamen, *wereld.namen, wereld.organisatie, " ".join(wereld.medewerker)}
    return bedrijven | bazen | staf | eigen


def test_geen_naam_staat_in_beide_scholen():
    assert _namen(DEMO) & _namen(TWEEDE) == set()


def test_elke_school_heeft_de_eigen_leerlingen():
    def kolom(code: str, n: int) -> set[str]:
        tabel = lees(leerlingen_csv(code, 60, 2026, VANDAAG).encode())
        return {cellen[n] for _, cellen in tabel.rijen}

    assert kolom("demo", 0) == set(DEMO.namen)
    assert kolom("tweede", 0) == set(TWEEDE.namen)


def test_de_voorbeeldbestanden_noemen_een_groep_zoals_de_demo():
    """Else bringing one in at the demo school would attach learners to another opleiding."""
    for bestand in VOORBEELDEN.glob("*.csv"):
        tabel = lees(bestand.read_bytes())
        groep, naam = (tabel.koppen.index(k) for k in ("Administratieve groep", "Klasnaam"))
        for _, cellen in tabel.rijen:
            if len(cellen) > naam and cellen[groep] in OPLEIDINGEN:
                assert OPLEIDINGEN[cellen[groep]][0] == cellen[naam]
