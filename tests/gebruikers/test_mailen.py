"""Carrying mail: what fails waits and is tried again, and stops nothing else."""

import datetime

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from gebruikers import tasks
from gebruikers.berichten import met_contact, stuur
from gebruikers.models import Bericht

pytestmark = pytest.mark.django_db


def _bericht(aan: str, **velden) -> Bericht:
    return Bericht.objects.create(aan=aan, onderwerp="Dag", tekst="Dag", **velden)


@pytest.fixture
def _stuk(monkeypatch):
    """Mail to this address cannot be sent, with an error that no mail library promises."""
    echt = EmailMultiAlternatives.send

    def send(self, *args):
        if "stuk@x.example" in self.to:
            raise UnicodeError("dit adres kan niet")
        return echt(self, *args)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


@pytest.mark.usefixtures("_stuk", "taken_meteen")
def test_een_mail_die_niet_weg_kan_houdt_de_andere_niet_tegen(mailoutbox):
    stuk, goed = _bericht("stuk@x.example"), _bericht("goed@x.example")
    tasks.veeg_berichten()
    assert [mail.to for mail in mailoutbox] == [["goed@x.example"]]
    stuk.refresh_from_db()
    goed.refresh_from_db()
    assert (stuk.staat, stuk.pogingen, goed.staat) == ("wacht", 1, "verzonden")
    assert stuk.opnieuw_op > timezone.now()


@pytest.mark.usefixtures("_stuk")
def test_na_vijf_keer_is_het_mislukt():
    stuk = _bericht("stuk@x.example", pogingen=4)
    tasks.verstuur_bericht(None, stuk.pk)
    stuk.refresh_from_db()
    assert (stuk.staat, stuk.fout) == ("mislukt", "dit adres kan niet")


def test_een_volgende_veeg_laat_liggen_wat_al_gevraagd_is(monkeypatch):
    gevraagd = []
    monkeypatch.setattr(tasks.verstuur_bericht, "delay", lambda *rij: gevraagd.append(rij))
    bericht = _bericht("els@x.example")
    later = timezone.now() + datetime.timedelta(hours=1)
    _bericht("later@x.example", opnieuw_op=later)
    tasks.veeg_berichten()
    tasks.veeg_berichten()
    assert gevraagd == [(None, bericht.pk)]


def test_een_verzonden_mail_gaat_niet_nog_eens(mailoutbox):
    bericht = _bericht("els@x.example")
    tasks.verstuur_bericht(None, bericht.pk)
    tasks.verstuur_bericht(None, bericht.pk)
    assert len(mailoutbox) == 1


def test_de_school_staat_als_afzender_en_krijgt_het_antwoord(mensen, mailoutbox):
    type(mensen.school).objects.filter(pk=mensen.school.pk).update(email="info@eik.example")
    for school in (mensen.school, None):
        bericht = _bericht("els@x.example", school=school)
        tasks.verstuur_bericht(bericht.school_id, bericht.pk)
    van_school, van_trajecten = mailoutbox
    assert van_school.from_email == "De Eik via Trajecten <noreply@trajecten.example>"
    assert van_school.reply_to == ["info@eik.example"]
    assert van_trajecten.reply_to == []


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        (
            {"telefoon": "03 1", "email": "i@e.example"},
            "Vragen? Bel 03 1 of mail naar i@e.example.",
        ),
        ({"telefoon": "", "email": "i@e.example"}, "Vragen? Mail naar i@e.example."),
        ({"telefoon": "03 1", "email": ""}, "Vragen? Bel 03 1."),
    ],
)
def test_onder_elke_tekst_staat_hoe_je_de_school_bereikt(mensen, velden, zin):
    for naam, waarde in velden.items():
        setattr(mensen.school, naam, waarde)
    assert met_contact("Dag", mensen.school) == f"Dag\n\n{zin}"


def test_niet_twee_keer_en_niet_zonder_school_of_adres(mensen):
    mensen.school.telefoon, mensen.school.email = "03 12", ""
    assert met_contact("Bel ons: 03 12.", mensen.school) == "Bel ons: 03 12."
    mensen.school.telefoon = ""
    assert met_contact("Dag", mensen.school) == met_contact("Dag", None) == "Dag"


def test_de_regel_komt_in_de_mail(mensen):
    mensen.school.telefoon, mensen.school.email = "03 12", ""
    sjabloon = "gebruikers/berichten/login_code"
    bericht = stuur(sjabloon, aan="mo@x.example", school=mensen.school, code="1234")
    assert bericht.tekst.endswith("Vragen? Bel 03 12.")
    assert bericht.html.count("03 12") == 1
