"""Where the coach of a case is named, it says who is away until when and who does the work; and who
does it sees whose learners these are."""

import pytest
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from leerlingen.models import KlasLeerkracht
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Teamlid, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def weg(mensen):
    """Bea is away until the day after tomorrow, Vera does her work."""
    return f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker,
        van=f.dagen(-3), tot=f.dagen(2),
    )  # fmt: skip


def afwezig(rij) -> str:
    return f"afwezig tot en met {dag(rij)}; {rij.vervanger} vervangt"


def dag(rij) -> str:
    return rij.dagen.partition(" tot en met ")[2]


BLADEN = {
    "dossier": ("coen", "overzichten:dossier", "?deel=team"),
    "team": ("coen", "trajecten:team", ""),
    "leerling": ("lotte", "overzichten:start", None),
    "ouder": ("els", "overzichten:start", None),
    "mentor": ("mo", "overzichten:start", None),
    "externe": ("xander", "overzichten:start", None),
}


@pytest.mark.parametrize("waar", BLADEN)
def test_wie_weg_is_en_wie_vervangt(weg, mensen, client_van, adres, waar):
    wie, naam, vraag = BLADEN[waar]
    url = adres(naam) if vraag is None else adres(naam, mensen.traject.pk) + vraag
    tekst = client_van(wie).get(url).text
    assert afwezig(weg) in tekst
    assert f"vervangt {weg.wie} " in tekst
    weg.tot = f.dagen(-1)
    weg.save()
    tekst = client_van(wie).get(url).text
    assert "afwezig" not in tekst
    assert f"vervangt {weg.wie}" not in tekst


def test_wie_de_rol_verloor_wordt_niet_meer_genoemd(weg, mensen, client_van, adres):
    """Vera replaces until the day after tomorrow, and has no role any more."""
    Lidmaatschap.objects.filter(pk=mensen.vera.pk).update(tot=f.dagen(-1))
    for wie, naam, vraag in BLADEN.values():
        url = adres(naam) if vraag is None else adres(naam, mensen.traject.pk) + vraag
        tekst = client_van(wie).get(url).text
        assert str(weg.vervanger) not in tekst, (wie, naam)


ZONDER_ROL = "heeft deze rol {} en ziet het dossier niet"
GEEN_LEERKRACHT = "is vandaag geen leerkracht van de school"


@pytest.mark.parametrize("waar", ["dossier", "team"])
@pytest.mark.parametrize("wanneer", ["voorbij", "later"])
def test_het_team_zegt_wie_de_rol_niet_heeft(mensen, client_van, adres, waar, wanneer):
    _, naam, vraag = BLADEN[waar]
    team = adres(naam, mensen.traject.pk) + vraag
    assert "ziet het dossier niet" not in client_van("coen").get(team).text
    anders = {"tot": f.dagen(-1)} if wanneer == "voorbij" else {"van": f.dagen(7)}
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(**anders)
    zin = ZONDER_ROL.format("niet meer" if wanneer == "voorbij" else "nog niet")
    tekst = client_van("coen").get(team).text
    assert (tekst.count(zin), tekst.count("ziet het dossier niet")) == (1, 1)


@pytest.mark.parametrize("naam", ["overzichten:dossier", "leerlingen:klas"])
def test_ook_van_een_leerkracht_van_de_klas_zonder_rol(mensen, client_van, adres, naam):
    klas = naam == "leerlingen:klas"
    url = adres(naam, mensen.leerling.klas_id if klas else mensen.traject.pk) + "?deel=team"
    lea = Lidmaatschap.objects.filter(pk=mensen.lea.pk)
    assert GEEN_LEERKRACHT not in client_van("coen").get(url).text
    lea.update(rol=Rol.PRAKTIJK)
    assert GEEN_LEERKRACHT not in client_van("coen").get(url).text, "ook die ziet de klas"
    lea.update(rol=Rol.BEGELEIDER)
    assert client_van("coen").get(url).text.count(GEEN_LEERKRACHT) == 1


@pytest.mark.parametrize("wie", ["lotte", "els", "mo", "xander"])
def test_wie_niet_van_de_school_is_mailt_niemand_zonder_rol(mensen, client_van, adres, wie):
    start, bea = adres("overzichten:start"), mensen.bea.gebruiker
    assert bea.email in client_van(wie).get(start).text
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(-1))
    tekst = client_van(wie).get(start).text
    assert bea.email not in tekst
    assert str(bea) not in tekst


def test_wie_nog_moet_beginnen_spreekt_men_nog_niet_aan(mensen, client_van, adres):
    """With more learners each is a few lines: whom to mail today."""
    traject = f.TrajectFactory(school=mensen.school)
    f.BetrokkeneFactory(leerling=traject.leerling, gebruiker=mensen.els.gebruiker)
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker, van=f.dagen(1))
    tekst = client_van("els").get(adres("overzichten:start")).text
    assert "Mail Bea Cast" in tekst
    assert "Mail Vera Cast" not in tekst


def test_met_meer_leerlingen_mailt_men_wie_er_is(weg, mensen, client_van, adres):
    traject = f.TrajectFactory(school=mensen.school)
    f.BetrokkeneFactory(leerling=traject.leerling, gebruiker=mensen.els.gebruiker)
    tekst = client_van("els").get(adres("overzichten:start")).text
    assert f"Mail Vera Cast</a> (vervangt Bea Cast tot en met {dag(weg)})" in tekst
    assert "Mail Bea Cast" not in tekst


def test_de_leerling_zegt_het_aan_wie_er_is(weg, mensen, client_van, adres):
    """Of a case before, with the same coach, nobody is named once more."""
    eerder = f.TrajectFactory(leerling=mensen.leerling, school=mensen.school, fase=Fase.AFGEROND)
    f.TeamlidFactory(traject=eerder, gebruiker=mensen.bea.gebruiker)
    tekst = client_van("lotte").get(adres("overzichten:mijn_gegevens")).text
    zin = f">Vera Cast</a> (vervangt Bea Cast tot en met {dag(weg)}), je trajectbegeleider."
    assert tekst.count(zin) == 1
    assert tekst.count("Zeg het aan") == 1
    assert "bea@eik.example" not in tekst
    weg.delete()
    tekst = client_van("lotte").get(adres("overzichten:mijn_gegevens")).text
    assert tekst.count(">Bea Cast</a>, je trajectbegeleider.") == 1
    assert tekst.count("bea@eik.example") == 1


def test_zonder_plan_vraagt_men_het_aan_wie_er_is(weg, mensen, client_van, adres):
    url = adres("opleidingsplannen:plan", mensen.traject.pk)
    assert "Vraag het aan Vera Cast." in client_van("lotte").get(url).text


def test_op_de_bladzijde_van_de_klas(mensen, client_van, adres):
    noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
    rij = f.VervangingFactory(
        school=mensen.school, wie=mensen.lea.gebruiker, vervanger=noor.gebruiker,
        rol=Rol.LEERKRACHT, tot=f.dagen(4),
    )  # fmt: skip
    url = adres("leerlingen:klas", mensen.leerling.klas_id)
    tekst = client_van("coen").get(url).text
    assert afwezig(rij) in tekst
    assert rij.in_woorden in tekst
    assert tekst.count("laatste_dag_") == 2, "een vervanger staat er niet zelf bij"
    rij.rol = Rol.BEGELEIDER
    rij.save()
    assert "afwezig" not in client_van("coen").get(url).text, "als begeleider ziet men geen klas"
    rij.rol = Rol.LEERKRACHT
    rij.save()
    KlasLeerkracht.objects.update(tot=f.dagen(-1))
    assert "afwezig" not in client_van("coen").get(url).text, "van wie er niet meer bij staat"


def test_een_vervanger_zit_niet_zelf_in_het_team(weg, mensen, client_van, adres):
    tekst = client_van("coen").get(adres("trajecten:team", mensen.traject.pk)).text
    assert tekst.count(">Laatste dag</button>") == 2, "Bea en Pieter"
    Teamlid.objects.filter(gebruiker=mensen.bea.gebruiker).update(tot=f.dagen(-1))
    tekst = client_van("coen").get(adres("trajecten:team", mensen.traject.pk)).text
    assert "afwezig" not in tekst
    assert "vervangt Bea" not in tekst


def test_twee_vervangers(weg, mensen, client_van, adres):
    noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEGELEIDER)
    nog = f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=noor.gebruiker, tot=f.dagen(6)
    )
    tekst = client_van("lotte").get(adres("overzichten:start")).text
    assert f"afwezig tot en met {dag(nog)}; " in tekst
    assert " vervangen</small>" in tekst


# The replacer


def van_wie(client, adres) -> dict[str, str | None]:
    rijen = client.get(adres("overzichten:start")).context["rijen"]
    return {rij.leerling.voornaam: rij.traject.namens_wie for rij in rijen}


def test_de_lijst_zegt_van_wie_een_leerling_is(weg, mensen, client_van, adres):
    eigen = mensen.vera_traject.leerling.voornaam
    assert van_wie(client_van("vera"), adres) == {"Lotte": "Bea Cast", eigen: None}
    tekst = client_van("vera").get(adres("overzichten:leerlingen")).text
    assert f"van Bea Cast, tot en met {date_format(weg.tot, 'j b')}" in tekst
    blad = client_van("vera").get(adres("overzichten:dossier", mensen.traject.pk)).text
    assert f"Je vervangt Bea Cast tot en met {dag(weg)}" in blad
    for wie, traject in {"bea": mensen.traject, "vera": mensen.vera_traject}.items():
        blad = client_van(wie).get(adres("overzichten:dossier", traject.pk)).text
        assert "Je vervangt" not in blad
    assert van_wie(client_van("bea"), adres) == {"Lotte": None}
    assert set(van_wie(client_van("coen"), adres).values()) == {None}


def test_van_andere_vervangingen_leest_men_niets(weg, mensen, client_van, adres):
    """Of before, of later, and by somebody else."""
    noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEGELEIDER)
    bea, vera = mensen.bea.gebruiker, mensen.vera.gebruiker
    for door, van, tot in [(vera, -9, -5), (vera, 20, 30), (noor.gebruiker, -3, 40)]:
        f.VervangingFactory(
            school=mensen.school, wie=bea, vervanger=door, van=f.dagen(van), tot=f.dagen(tot)
        )
    rijen = client_van("vera").get(adres("overzichten:start")).context["rijen"]
    tot = {rij.traject.namens_tot for rij in rijen if rij.traject == mensen.traject}
    assert tot == {weg.tot}


@pytest.mark.parametrize("tot", [1, 6])
def test_van_twee_die_weg_zijn_leest_men_wie_het_langst_weg_is(weg, mensen, client_van, adres, tot):
    noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEGELEIDER).gebruiker
    f.TeamlidFactory(traject=mensen.traject, gebruiker=noor)
    f.VervangingFactory(
        school=mensen.school, wie=noor, vervanger=mensen.vera.gebruiker, tot=f.dagen(tot)
    )
    langst = str(noor) if tot > 2 else "Bea Cast"
    assert van_wie(client_van("vera"), adres)["Lotte"] == langst


def test_wie_zelf_in_het_team_zit_leest_dat_niet(weg, mensen, client_van, adres):
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker)
    assert van_wie(client_van("vera"), adres)["Lotte"] is None


def test_ook_van_een_leerkracht_van_de_klas(mensen, client_van, adres):
    mensen.noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
    f.VervangingFactory(
        school=mensen.school, wie=mensen.lea.gebruiker, vervanger=mensen.noor.gebruiker,
        rol=Rol.LEERKRACHT,
    )  # fmt: skip
    assert van_wie(client_van("noor"), adres) == {"Lotte": "Lea Cast"}


@pytest.mark.parametrize(("team", "klas"), [(1, 6), (6, 1)])
def test_van_iemand_van_het_team_en_een_leerkracht_telt_wie_het_langst_weg_is(
    mensen, client_van, adres, team, klas
):
    """Noor replaces Pieter in the team, and Lea at the class."""
    mensen.noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    pieter, lea = mensen.pieter.gebruiker, mensen.lea.gebruiker
    for wie, tot in ((pieter, team), (lea, klas)):
        f.VervangingFactory(
            school=mensen.school, wie=wie, vervanger=mensen.noor.gebruiker, rol=Rol.PRAKTIJK,
            tot=f.dagen(tot),
        )  # fmt: skip
    rijen = client_van("noor").get(adres("overzichten:start")).context["rijen"]
    [rij] = [rij.traject for rij in rijen if rij.traject == mensen.traject]
    langst = str(pieter if team > klas else lea)
    assert (rij.namens_wie, rij.namens_tot) == (langst, f.dagen(6))


def test_een_vaste_prijs(weg, mensen, client_van, adres, meet):
    def nog(aantal: int) -> None:
        for _ in range(aantal):
            traject = f.TrajectFactory(school=mensen.school)
            f.InschrijvingFactory(traject=traject)
            f.TeamlidFactory(traject=traject, gebruiker=mensen.bea.gebruiker)

    bladen = [
        ("vera", adres("overzichten:start")),
        ("vera", adres("overzichten:dossier", mensen.traject.pk)),
        ("coen", adres("trajecten:team", mensen.traject.pk)),
        ("coen", adres("leerlingen:klas", mensen.leerling.klas_id)),
    ]
    nog(3)
    eerst = [meet(client_van(wie), url) for wie, url in bladen]
    nog(9)
    assert Traject.objects.count() > 12
    assert [meet(client_van(wie), url) for wie, url in bladen] == eerst
    assert max(eerst) <= 25, eerst
