"""Pages about learners cost the same for ten rows as for a hundred, and never much."""

import pytest

from gebruikers.models import Opdracht
from tests import factories as f

HOOGSTENS = 25
KOP = "Stamnummer;Naam;Voornaam;Geboortedatum;Klascode;Administratieve groep;E-mail moeder\n"


@pytest.fixture
def meer(mensen):
    """So many learners more in Lotte's class, each with a case, a parent and an opleiding."""

    def doe(aantal: int) -> None:
        for _ in range(aantal):
            leerling = f.LeerlingFactory(school=mensen.school, klas=mensen.leerling.klas)
            f.BetrokkeneFactory(leerling=leerling)
            traject = f.TrajectFactory(school=mensen.school, leerling=leerling)
            f.TeamlidFactory(traject=traject, gebruiker=mensen.bea.gebruiker)
            f.KlasFactory(school=mensen.school)
            f.KlasLeerkrachtFactory(klas=mensen.leerling.klas)

    return doe


@pytest.mark.parametrize("naam", ["bea", "ada", "coen"])
def test_lijst_klassen_en_klas(naam, mensen, client_van, adres, meet, meer):
    adressen = [
        adres("leerlingen:lijst"),
        adres("leerlingen:klassen"),
        adres("leerlingen:klas", mensen.leerling.klas_id),
    ]
    meer(10)
    tien = [meet(client_van(naam), url) for url in adressen]
    meer(90)
    assert [meet(client_van(naam), url) for url in adressen] == tien
    assert max(tien) <= HOOGSTENS


def test_leerling_met_meer_ouders_en_trajecten(mensen, ada, adres, meet):
    url = adres("leerlingen:leerling", mensen.leerling.pk)
    een = meet(ada, url)
    for _ in range(10):
        f.BetrokkeneFactory(leerling=mensen.leerling, relatie="voogd")
        f.TrajectFactory(school=mensen.school, leerling=mensen.leerling, fase="stopgezet")
    assert meet(ada, url) == een <= HOOGSTENS


def test_koppelen_voorbeeld_en_einde_van_een_invoer(upload, ada, adres, meet, taken_meteen):
    def stappen(aantal: int) -> list[int]:
        rijen = "".join(
            f"{aantal}-{n};Maes;An;{'14/03/2009' if n % 2 else 'x'};6K;40001;an@mail.example\n"
            for n in range(aantal)
        )
        koppelen = upload(KOP.replace("Naam", "Onbekend") + rijen)
        vragen = [meet(ada, adres("leerlingen:invoer", koppelen.pk))]
        invoer = upload(KOP + rijen)
        url = adres("leerlingen:invoer", invoer.pk)
        for vraag in ("?deel=nieuw", "?deel=geweigerd"):
            vragen.append(meet(ada, url + vraag))
        ada.post(adres("leerlingen:bevestig", invoer.pk))
        return [*vragen, meet(ada, url)]

    tien = stappen(10)
    assert stappen(100) == tien
    assert max(tien) <= HOOGSTENS


def test_de_lijst_van_vroegere_invoer(upload, ada, adres, meet):
    rij = "S1;Maes;An;14/03/2009;6K;40001;an@mail.example\n"
    upload(KOP + rij)
    een = meet(ada, adres("leerlingen:invoer_nieuw"))
    for _ in range(9):
        upload(KOP + rij)
    assert meet(ada, adres("leerlingen:invoer_nieuw")) == een <= HOOGSTENS


def test_opdracht(mensen, ada, adres, meet):
    def maak() -> Opdracht:
        return Opdracht.objects.create(school=mensen.school, soort="x", gevraagd_door=mensen.ada)

    een = meet(ada, adres("gebruikers:opdracht", maak().pk))
    for _ in range(9):
        laatste = maak()
    assert meet(ada, adres("gebruikers:opdracht", laatste.pk)) == een <= HOOGSTENS


def test_klassen_en_opleidingen_staan_op_volgorde(mensen, ada, adres):
    for code in ("7ZKD", "5GAD"):
        f.KlasFactory(school=mensen.school, code=code)
    f.OpleidingFactory(school=mensen.school, naam="Aanloop")
    context = ada.get(adres("leerlingen:klassen")).context
    codes = [klas.code for klas in context["klassen"]]
    assert codes == sorted(codes)
    assert context["opleidingen"][0].naam == "Aanloop"
