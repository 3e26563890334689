"""The quick way: company, first site, signatory and mentor on one page."""

import pytest

from gebruikers.overgang import Weigering
from tests import factories as f
from werkplekken import acties
from werkplekken.models import Mentor, Onderneming, Vestiging

GEGEVENS = {
    "onderneming-naam": "Schrijnwerkerij Poppe",
    "onderneming-kbo": "BE 0417.497.106",
    "onderneming-straat": "Kouterstraat 8",
    "onderneming-postcode": "9140",
    "onderneming-gemeente": "Temse",
    "tekent-voornaam": "Jo",
    "tekent-naam": "Poppe",
    "tekent-functie": "zaakvoerder",
    "mentor-voornaam": "Nele",
    "mentor-naam": "Daems",
    "mentor-email": "nele@poppe.example",
}


@pytest.fixture
def stuur(client_van, adres):
    def post(naam: str = "bea", **anders):
        gegevens = GEGEVENS | {sleutel.replace("__", "-"): w for sleutel, w in anders.items()}
        return client_van(naam).post(adres("werkplekken:nieuw"), gegevens)

    return post


def test_alles_in_een_keer_en_het_adres_van_de_vestiging_volgt(stuur, mensen):
    antwoord = stuur()
    onderneming = Onderneming.objects.get(kbo="0417497106")
    assert antwoord.url == onderneming.get_absolute_url()
    vestiging = onderneming.vestigingen.get()
    assert (vestiging.naam, vestiging.adres) == (onderneming.naam, onderneming.adres)
    assert onderneming.vertegenwoordigers.get().volledige_naam == "Jo Poppe"
    assert vestiging.mentoren.get().volledige_naam == "Nele Daems"
    rijen = [onderneming, vestiging, vestiging.mentoren.get()]
    assert {rij.school for rij in rijen} == {mensen.school}


def test_eigen_adres_van_de_vestiging_blijft(stuur):
    stuur(
        vestiging__naam="Atelier",
        vestiging__straat="Dijk 1",
        vestiging__postcode="9150",
        vestiging__gemeente="Kruibeke",
    )
    assert Vestiging.objects.get(naam="Atelier").adres == "Dijk 1, 9150 Kruibeke"


def test_een_half_adres_wordt_niet_gemengd(stuur):
    antwoord = stuur(vestiging__straat="Dijk 1")
    assert "of het hele adres bij de onderneming" in antwoord.content.decode()
    assert not Onderneming.objects.filter(kbo="0417497106").exists()


def test_zonder_adres_is_er_geen_vestiging(stuur):
    antwoord = stuur(
        onderneming__straat="", onderneming__postcode="", onderneming__gemeente=""
    ).content.decode()
    assert antwoord.count("of het hele adres bij de onderneming") == 3


def test_tekenaar_en_mentor_mogen_later(stuur):
    leeg = {
        sleutel.replace("-", "__"): "" for sleutel in GEGEVENS if not sleutel.startswith("onder")
    }
    assert stuur(**leeg).status_code == 302
    onderneming = Onderneming.objects.get(kbo="0417497106")
    assert not onderneming.vertegenwoordigers.exists()
    assert not Mentor.objects.filter(vestiging__onderneming=onderneming).exists()


def test_een_half_ingevulde_mentor_vraagt_de_rest(stuur):
    antwoord = stuur(mentor__naam="")
    assert antwoord.context["werkplek"].mentor.errors.keys() == {"naam"}
    assert not Onderneming.objects.filter(kbo="0417497106").exists()


def test_meteen_uitnodigen(stuur, mailoutbox, taken_meteen):
    stuur(mentor__uitnodigen="on")
    mentor = Mentor.objects.get(email="nele@poppe.example")
    assert mentor.gebruiker.email == "nele@poppe.example"
    assert [mail.to for mail in mailoutbox] == [["nele@poppe.example"]]


def test_zonder_vinkje_wordt_niemand_gemaild(stuur, mailoutbox, taken_meteen):
    stuur()
    assert mailoutbox == []


def test_uitnodigen_zonder_adres_zegt_waarom_het_niet_kan(stuur):
    antwoord = stuur(mentor__uitnodigen="on", mentor__email="")
    assert "Zonder e-mailadres kan de mentor geen uitnodiging" in antwoord.content.decode()


def test_twee_keer_verzenden_maakt_een_onderneming(stuur):
    stuur()
    tekst = stuur().content.decode()
    bestaande = Onderneming.objects.get(kbo="0417497106")
    assert f'<a href="{bestaande.get_absolute_url()}">' in tekst


def test_gelijktijdig_verzenden_wordt_een_zin(mensen):
    bestaande = mensen.vestiging.onderneming
    nieuw = Onderneming(school=mensen.school, naam="Dubbel", kbo=bestaande.kbo)
    vestiging = Vestiging(school=mensen.school, naam="X", straat="Y", postcode="1", gemeente="Z")
    with pytest.raises(Weigering, match="staat intussen al"):
        acties.voeg_werkplek_toe(
            nieuw, vestiging=vestiging, vertegenwoordiger=None, mentor=None, door=mensen.bea
        )


def test_alleen_wie_mag_en_aan_de_eigen_school(mensen):
    vestiging = Vestiging(school=mensen.school, naam="X", straat="Y", postcode="1", gemeente="Z")
    rest = {"vestiging": vestiging, "vertegenwoordiger": None, "mentor": None}
    for school, door in ((mensen.school, mensen.coen), (mensen.andere_school, mensen.bea)):
        nieuw = Onderneming(school=school, naam="Nieuw", kbo=f.kbo(90_901))
        with pytest.raises(Weigering, match="Met jouw rol"):
            acties.voeg_werkplek_toe(nieuw, **rest, door=door)
