"""An invitation says for which company, child or organiser it is: no more than one may see."""

import subprocess
import sys

import pytest
from django.utils import timezone

from gebruikers import acties as accounts
from gebruikers.models import Bericht, Uitnodiging
from gebruikers.rollen import Rol
from gebruikers.waarvoor import in_een_zin
from leerlingen.acties import nodig_leerling_uit, nodig_ouder_uit
from tests import factories as f
from trajecten.fases import Fase
from werkplekken.acties import nodig_medewerker_uit, nodig_mentor_uit

pytestmark = pytest.mark.django_db


@pytest.fixture
def nele(mensen):
    return f.MentorFactory(vestiging=mensen.vestiging, email="nele@cools.example")


def mail() -> str:
    return Bericht.objects.latest("pk").tekst


@pytest.fixture
def blad(client, monkeypatch):
    """The page behind the link of the last invitation, for who was invited and is signed in."""
    monkeypatch.setattr(Uitnodiging, "nieuw_token", staticmethod(lambda: "t"))

    def lees() -> str:
        client.force_login(Uitnodiging.objects.latest("pk").gebruiker)
        return client.get("/uitnodiging/t/").content.decode()

    return lees


def test_de_link_alleen_verraadt_geen_naam(mensen, nele, blad, client):
    """A forwarded mail, a shared mailbox: who holds the link is not who was invited."""
    f.PlaatsingFactory(traject=mensen.traject, vestiging=nele.vestiging, mentor=nele)
    nodig_mentor_uit(nele, door=mensen.bea)
    assert "Lotte" in blad()
    client.logout()
    tekst = client.get("/uitnodiging/t/").content.decode()
    assert "Je krijgt toegang als <b>mentor</b>" in tekst
    assert "Lotte" not in tekst


def test_een_mentor_leest_voor_welke_onderneming(mensen, nele, blad):
    nodig_mentor_uit(nele, door=mensen.bea)
    assert "als mentor bij Bakkerij Cools." in mail()
    assert "Lotte" not in mail()
    assert "mentor bij Bakkerij Cools" in blad()


def test_een_mentor_leest_de_leerling_pas_als_die_te_zien_is(mensen, nele, blad):
    plaatsing = f.PlaatsingFactory(traject=mensen.traject, vestiging=nele.vestiging, mentor=nele)
    nodig_mentor_uit(nele, door=mensen.bea)
    assert "als mentor van Lotte bij Bakkerij Cools." in mail()
    assert "Maes" not in mail()
    assert "mentor van Lotte bij" in blad()
    type(plaatsing).objects.filter(pk=plaatsing.pk).update(aangeboden_op=None)
    assert "Lotte" not in blad()


def test_een_ouder_leest_de_voornaam_van_elk_eigen_kind(mensen, blad):
    velden = {"email": "karin@mail.example", "voornaam": "Karin", "naam": "Claes"}
    broer = f.LeerlingFactory(school=mensen.school, voornaam="Bram")
    f.BetrokkeneFactory(leerling=broer, **velden)
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", **velden)
    nodig_ouder_uit(vader, door=mensen.bea)
    assert "als ouder voor Lotte." in mail(), "Bram is nog niet uitgenodigd"
    assert "Maes" not in mail()
    type(vader).objects.filter(email=velden["email"]).update(uitgenodigd_op=timezone.now())
    assert "ouder voor Bram en Lotte" in blad()
    type(vader).objects.filter(pk=vader.pk).update(gezag="geen")
    tekst = blad()
    assert "ouder voor Bram" in tekst
    assert "Lotte" not in tekst


def test_een_afgesloten_traject_wordt_niet_genoemd(mensen, nele, blad):
    """Although the mentor may still see it some days."""
    f.PlaatsingFactory(traject=mensen.traject, vestiging=nele.vestiging, mentor=nele)
    nodig_mentor_uit(nele, door=mensen.bea)
    type(mensen.traject).objects.filter(pk=mensen.traject.pk).update(fase=Fase.AFGEROND)
    tekst = blad()
    assert "mentor bij Bakkerij Cools" in tekst
    assert "Lotte" not in tekst


def test_de_ouder_van_wie_18_is_leest_enkel_met_toestemming_een_naam(mensen, blad):
    kind = f.LeerlingFactory(school=mensen.school, voornaam="Noor")
    vader = f.BetrokkeneFactory(leerling=kind, relatie="vader", email="jef@mail.example")
    nodig_ouder_uit(vader, door=mensen.bea)
    assert "Noor" in blad()
    type(kind).objects.filter(pk=kind.pk).update(geboortedatum=f.dagen(-19 * 366))
    assert "Noor" not in blad()
    type(vader).objects.filter(pk=vader.pk).update(inzage_na_18=True)
    assert "Noor" in blad()


def test_een_ouder_met_een_ander_account_wordt_niet_genoemd(mensen, blad):
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", email="jef@mail.example")
    nodig_ouder_uit(vader, door=mensen.bea)
    assert "Lotte" in blad()
    type(vader).objects.filter(pk=vader.pk).update(gebruiker=mensen.els.gebruiker)
    assert "Lotte" not in blad()


def test_ook_een_werker_weet_waarvoor():
    """Who only starts Django, without a page or an act, knows what each role reads."""
    vraag = (
        "import django; django.setup()\n"
        "from gebruikers.waarvoor import PER_ROL\n"
        "print(*sorted(PER_ROL))"
    )
    klaar = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True)
    assert klaar.stdout.split() == ["externe", "mentor", "ouder"], klaar.stderr


def test_een_leerling_leest_van_welke_school(mensen):
    nieuwe = f.LeerlingFactory(school=mensen.school, email="n@l.example")
    nodig_leerling_uit(nieuwe, door=mensen.bea)
    assert "als leerling van deze school." in mail()
    assert mail().startswith("Dag")


def test_een_externe_leest_voor_welke_organisatie(mensen):
    nodig_medewerker_uit(mensen.organisatie, email="nina@s.example", door=mensen.bea)
    assert "bij Springplank." in mail()


@pytest.mark.parametrize("rol", [Rol.MENTOR, Rol.OUDER])
def test_zonder_iets_te_zien_staat_er_alleen_de_rol(mensen, rol):
    accounts.nodig_uit(mensen.school, email="los@x.example", rol=rol, door=mensen.bob)
    assert f"als {rol.label.lower()}." in mail()


def test_namen_in_een_zin():
    assert [in_een_zin(n) for n in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a", "a en b", "a, b en c",
    ]  # fmt: skip
