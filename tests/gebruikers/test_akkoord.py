"""Who sees no files does not let in who sees them all, but with a coördinator's yes."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers import acties, views_school
from gebruikers.links import AFKOELING, DodeLink
from gebruikers.models import Bericht, Lidmaatschap, Uitnodiging
from gebruikers.muur import open_voor
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f

ALLES = (Rol.COORDINATOR, Rol.ADMINISTRATIE)
WACHT = "wacht op het akkoord van een coördinator"
BOB2 = {"voornaam": "Bob", "naam": "Twee", "email": "bob2@x.example", "rol": "coordinator"}


@pytest.fixture
def vraag(mensen):
    """Bob, who keeps the accounts, invites a second address of his own."""

    def doe(rol: Rol = Rol.COORDINATOR, email: str = "bob2@x.example", door=None) -> Uitnodiging:
        door = door or mensen.bob
        return acties.nodig_uit(mensen.school, email=email, rol=rol, door=door)

    return doe


@pytest.fixture
def zonder_coordinator(mensen):
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(tot=f.dagen(-1))


def _gemaild(soort: str) -> list[str]:
    return sorted(Bericht.objects.filter(soort=soort).values_list("aan", flat=True))


def _token(uitnodiging: Uitnodiging) -> str:
    mail = Bericht.objects.filter(soort="uitnodiging", aan=uitnodiging.gebruiker.email).latest("pk")
    return re.search(r"/uitnodiging/(\S+)/", mail.tekst)[1]


@pytest.mark.parametrize("rol", Rol)
@pytest.mark.parametrize("wie", ["bob", "coen", None])
def test_waarvoor_een_ja_nodig_is(mensen, rol, wie):
    door = wie and getattr(mensen, wie)
    nieuw = acties.nodig_uit(mensen.school, email="n@x.example", rol=rol, door=door)
    wacht = wie == "bob" and rol in ALLES
    assert acties.wacht_op_akkoord(nieuw) is wacht
    assert _gemaild("uitnodiging") == ([] if wacht else ["n@x.example"])
    assert _gemaild("vraag_akkoord") == ([mensen.coen.gebruiker.email] if wacht else [])
    hoort = wie is None and rol in ALLES
    assert _gemaild("ziet_alles") == ([mensen.coen.gebruiker.email] if hoort else [])


def test_mensen_zegt_wie_uitnodigde_en_wie_akkoord_gaf(mensen, vraag, client_van, adres):
    """Of the invitation that let in, not of an earlier one; without a name where there is none."""

    def lees() -> str:
        return client_van("coen").get(adres("gebruikers:mensen"), {"q": "bob2"}).text

    acties.aanvaard(acties.geef_akkoord(vraag(), door=mensen.coen))
    assert "uitgenodigd door Bob Cast, akkoord van Coen Cast" in lees()
    Lidmaatschap.objects.filter(gebruiker__email="bob2@x.example").delete()
    acties.aanvaard(vraag(door=mensen.coen))
    assert "uitgenodigd door Coen Cast</small>" in lees()
    Uitnodiging.objects.update(uitgenodigd_door=None)
    assert "uitgenodigd door" not in lees()


def test_de_mail_zegt_wie_het_vraagt_en_voor_wie(vraag):
    vraag()
    mail = Bericht.objects.get(soort="vraag_akkoord")
    assert "Bob Cast wil bob2@x.example (bob2@x.example) uitnodigen als coördinator" in mail.tekst
    assert "kan bij alle leerlingen van de school" in mail.tekst
    assert "pas dan vertrekt de mail met de link" in mail.tekst
    assert "/eik/mensen/" in mail.tekst


def test_zonder_ja_komt_niemand_binnen(vraag):
    uitnodiging = vraag()
    with pytest.raises(DodeLink, match=WACHT):
        acties.aanvaard(uitnodiging)
    assert not Lidmaatschap.objects.filter(gebruiker=uitnodiging.gebruiker).exists()


def test_ook_de_databank_houdt_het_tegen(vraag, monkeypatch):
    """An act that does not ask whether it waits."""
    uitnodiging = vraag()
    monkeypatch.setattr(acties, "wacht_op_akkoord", lambda _: False)
    with pytest.raises(IntegrityError, match="aanvaard_na_akkoord"), transaction.atomic():
        acties.aanvaard(uitnodiging)
    assert not Lidmaatschap.objects.filter(gebruiker=uitnodiging.gebruiker).exists()


def test_wie_geen_coordinator_kan_zien_laat_niemand_binnen(vraag):
    """The school is shut: that none is found then says nothing."""
    uitnodiging = vraag()
    with open_voor(gebruiker=uitnodiging.gebruiker_id):
        assert not acties.wacht_op_akkoord(uitnodiging)
        with pytest.raises(DodeLink):
            acties.aanvaard(uitnodiging)
    uitnodiging.refresh_from_db()
    assert (uitnodiging.vraagt_akkoord, uitnodiging.aanvaard_op) == (True, None)


def test_na_het_ja_vertrekt_de_link(vraag, mensen):
    tweede = f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    uitnodiging = vraag()
    acties.geef_akkoord(uitnodiging, door=mensen.coen)
    assert _gemaild("uitnodiging") == ["bob2@x.example"]
    assert _gemaild("ziet_alles") == [tweede.gebruiker.email]
    tekst = Bericht.objects.get(soort="ziet_alles").tekst
    assert "Coen Cast gaf daarvoor akkoord" in tekst
    assert tekst.startswith(f"Dag {tweede.gebruiker.voornaam},")
    lid = acties.aanvaard(acties.open_uitnodiging(_token(uitnodiging)))
    assert (lid.rol, lid.gebruiker) == (Rol.COORDINATOR, uitnodiging.gebruiker)
    aanvaard = Uitnodiging.objects.exclude(aanvaard_op=None).get()
    assert aanvaard.vraagt_akkoord
    assert aanvaard.akkoord_door == mensen.coen.gebruiker


@pytest.mark.parametrize(
    ("antwoord", "zin"),
    [(acties.geef_akkoord, "Coen Cast gaf akkoord"), (acties.trek_in, "Coen Cast weigerde")],
)
def test_wie_het_vroeg_hoort_het_antwoord(vraag, mensen, antwoord, zin):
    antwoord(vraag(), door=mensen.coen)
    mail = Bericht.objects.get(soort="antwoord_akkoord")
    assert mail.tekst.startswith("Dag Bob,")
    assert (mail.aan, zin in mail.tekst) == (mensen.bob.gebruiker.email, True)
    assert "geen uitnodiging verstuurd" not in mail.tekst, "soms is er al een link"


def test_een_beheerder_die_intrekt_weigert_niet(vraag, mensen):
    ander = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEHEERDER)
    acties.trek_in(vraag(), door=ander)
    mail = Bericht.objects.get(soort="antwoord_akkoord")
    assert mail.onderwerp.startswith("Ingetrokken: ")
    assert f"{ander.gebruiker} trok de vraag in." in mail.tekst
    assert "weiger" not in mail.tekst


def test_een_coordinator_die_zelf_uitnodigt_zegt_ja(vraag, mensen):
    vraag()
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    for _ in range(2):
        acties.laat_binnen(
            mensen.school, email=BOB2["email"], rol=Rol.COORDINATOR, door=mensen.coen
        )
        Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    mail = Bericht.objects.get(soort="antwoord_akkoord")
    assert (mail.aan, "gaf akkoord" in mail.tekst) == (mensen.bob.gebruiker.email, True)


def test_wat_geen_ja_vroeg_opnieuw_mailen_is_geen_antwoord(vraag, mensen):
    uitnodiging = vraag(Rol.LEERKRACHT)
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    acties.herhaal(uitnodiging, door=mensen.coen)
    assert _gemaild("antwoord_akkoord") == []


def test_wie_twee_rollen_heeft_hoort_het_een_keer(vraag, mensen):
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.bob.gebruiker)
    acties.trek_in(vraag(), door=mensen.coen)
    assert len(_gemaild("antwoord_akkoord")) == 1


def test_wie_zelf_intrekt_of_hier_niet_meer_werkt_hoort_niets(vraag, mensen):
    """A role at another school is none here."""
    acties.trek_in(vraag(), door=mensen.bob)
    Lidmaatschap.objects.filter(pk=mensen.bob.pk).update(tot=f.dagen(-1))
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=mensen.bob.gebruiker)
    acties.trek_in(vraag(), door=mensen.coen)
    acties.trek_in(vraag(door=mensen.coen), door=mensen.coen)  # no yes was needed
    assert _gemaild("antwoord_akkoord") == []


def test_wat_op_een_ja_wacht_staat_op_de_startpagina(vraag, mensen, client_van, adres):
    coen, start, elders = client_van("coen"), adres("overzichten:start"), adres("leerlingen:lijst")
    assert "Wacht op jouw akkoord" not in coen.get(start).text
    uitnodiging = vraag()
    pagina = coen.get(start)
    assert f"<b>{uitnodiging.gebruiker}</b> uitnodigen als" in pagina.text
    assert pagina.context["te_doen"] == coen.get(elders).context["te_doen"] == 1
    acties.trek_in(uitnodiging, door=mensen.coen)
    assert "Wacht op jouw akkoord" not in coen.get(start).text


def test_over_zichzelf_staat_er_niets_op_de_startpagina(vraag, mensen, client_van, adres):
    """Another coördinator is asked."""
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    vraag(Rol.ADMINISTRATIE, email=mensen.coen.gebruiker.email)
    assert Uitnodiging.objects.wacht_op_akkoord().exists()
    pagina = client_van("coen").get(adres("overzichten:start"))
    assert "Wacht op jouw akkoord" not in pagina.text
    assert pagina.context["te_doen"] == 0


def test_een_ja_is_er_een_keer(vraag, mensen):
    uitnodiging = vraag()
    acties.geef_akkoord(uitnodiging, door=mensen.coen)
    with pytest.raises(Weigering, match="wacht niet op een akkoord"):
        acties.geef_akkoord(uitnodiging, door=mensen.coen)
    assert len(_gemaild("uitnodiging")) == 1


@pytest.mark.parametrize("wie", ["bob", "ada", "bea", "tess"])
def test_alleen_een_coordinator_van_de_school_zegt_ja(vraag, mensen, wie):
    with pytest.raises(Weigering, match="Vraag het aan de coördinator"):
        acties.geef_akkoord(vraag(), door=getattr(mensen, wie))


def test_niet_over_zichzelf(vraag, mensen):
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    uitnodiging = vraag(Rol.ADMINISTRATIE, email=mensen.coen.gebruiker.email)
    with pytest.raises(Weigering, match="Je kan jezelf geen rol geven"):
        acties.geef_akkoord(uitnodiging, door=mensen.coen)


def test_nee_is_intrekken(vraag, mensen):
    uitnodiging = vraag()
    acties.trek_in(uitnodiging, door=mensen.coen)
    with pytest.raises(Weigering, match="wacht niet op een akkoord"):
        acties.geef_akkoord(uitnodiging, door=mensen.coen)
    assert not _gemaild("uitnodiging")


def test_opnieuw_mailen_gaat_er_niet_omheen(vraag, mensen):
    uitnodiging = vraag()
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    with pytest.raises(Weigering, match=WACHT):
        acties.herhaal(uitnodiging, door=mensen.bob)
    assert not _gemaild("uitnodiging")
    acties.herhaal(uitnodiging, door=mensen.coen)
    assert _gemaild("uitnodiging") == ["bob2@x.example"]


@pytest.mark.parametrize("wie", ["bob", "coen"])
def test_wat_een_coordinator_wou_mailt_de_beheerder_opnieuw(vraag, mensen, wie):
    """Asked by Bob and agreed to, or asked by Coen himself."""
    uitnodiging = vraag(door=getattr(mensen, wie))
    if wie == "bob":
        uitnodiging = acties.geef_akkoord(uitnodiging, door=mensen.coen)
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    nieuw = acties.herhaal(uitnodiging, door=mensen.bob)
    assert len(_gemaild("uitnodiging")) == 2
    acties.aanvaard(nieuw)


def test_een_nieuwe_link_vragen_gaat_er_niet_omheen(vraag, mensen, zonder_coordinator):
    """Invited while there was nobody to ask; by the time it expired there is."""
    uitnodiging = vraag()
    token = _token(uitnodiging)
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(tot=None)
    Uitnodiging.objects.update(verloopt_op=timezone.now())
    with pytest.raises(DodeLink, match=WACHT) as fout:
        acties.vernieuw(token)
    assert not fout.value.knop


def test_een_school_zonder_coordinator_begint_zonder_ja(vraag, zonder_coordinator):
    lid = acties.aanvaard(acties.open_uitnodiging(_token(vraag())))
    assert lid.rol == Rol.COORDINATOR


def test_wie_zelf_de_enige_coordinator_is_vraagt_het_niemand(mensen, zonder_coordinator, vraag):
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.bob.gebruiker, rol=Rol.COORDINATOR)
    assert not acties.wacht_op_akkoord(vraag(Rol.ADMINISTRATIE))


def test_de_enige_coordinator_zelf_wacht_op_niemand(mensen, vraag):
    assert not acties.wacht_op_akkoord(vraag(Rol.ADMINISTRATIE, mensen.coen.gebruiker.email))


def test_een_link_van_toen_er_niemand_was_wacht_op_de_eerste_coordinator(
    mensen, zonder_coordinator, vraag
):
    """Else an address of one's own could lie ready until there are files to see."""
    eerste, klaar = vraag(email="coen2@x.example"), vraag(Rol.ADMINISTRATIE)
    assert len(_gemaild("uitnodiging")) == 2
    coen2 = acties.aanvaard(eerste)
    assert _gemaild("vraag_akkoord") == ["coen2@x.example"]
    with pytest.raises(DodeLink, match=WACHT):
        acties.open_uitnodiging(_token(klaar))
    eerder = _token(klaar)
    acties.geef_akkoord(klaar, door=coen2)
    with pytest.raises(DodeLink, match="Er is een nieuwere uitnodiging"):
        acties.open_uitnodiging(eerder)
    acties.aanvaard(acties.open_uitnodiging(_token(klaar)))


def test_die_opnieuw_mailen_maakt_ze_niet_los(mensen, zonder_coordinator, vraag):
    klaar = vraag(Rol.ADMINISTRATIE)
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    opnieuw = acties.herhaal(klaar, door=mensen.bob)
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(tot=None)
    assert acties.wacht_op_akkoord(opnieuw)


def test_een_tweede_coordinator_wordt_niet_opnieuw_alles_gevraagd(vraag, mensen):
    vraag()
    acties.aanvaard(vraag(email="cora@x.example", door=mensen.coen))
    assert _gemaild("vraag_akkoord") == [mensen.coen.gebruiker.email]


def test_een_tweede_coordinator_wordt_gevraagd_wat_de_eerste_zelf_vroeg(vraag, mensen):
    """Coen keeps the accounts too: there was nobody else to ask, until now."""
    coen = {"school": mensen.school, "gebruiker": mensen.coen.gebruiker}
    vraag(Rol.ADMINISTRATIE, door=f.LidmaatschapFactory(rol=Rol.BEHEERDER, **coen))
    vraag(email="bob3@x.example")
    assert _gemaild("uitnodiging") == ["bob2@x.example"]
    acties.aanvaard(vraag(email="cora@x.example", door=mensen.coen))
    naar_cora = Bericht.objects.get(soort="vraag_akkoord", aan="cora@x.example")
    assert "Coen Cast wil bob2@x.example" in naar_cora.tekst, "en niets over bob3"


# A school keeps a coördinator: else a beheerder first ends that role, and then has nobody to ask.


@pytest.mark.parametrize("dagen", [0, 30])
def test_de_laatste_coordinator_blijft(mensen, dagen):
    with pytest.raises(Weigering, match="Dan heeft de school geen coördinator meer"):
        acties.beeindig_rol(mensen.coen, door=mensen.bob, op=f.dagen(dagen))
    mensen.coen.refresh_from_db()
    assert mensen.coen.tot is None


@pytest.mark.parametrize(("tot", "mag"), [(None, True), (60, False), (-1, False)])
def test_wie_zelf_weggaat_telt_niet_als_wie_blijft(mensen, tot, mag):
    eind = None if tot is None else f.dagen(tot)
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR, tot=eind)
    try:
        acties.beeindig_rol(mensen.coen, door=mensen.bob, op=f.dagen(30))
    except Weigering:
        assert not mag
    else:
        assert mag


def test_een_coordinator_van_een_andere_school_telt_niet(mensen):
    f.LidmaatschapFactory(school=mensen.andere_school, rol=Rol.COORDINATOR)
    f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.coen.gebruiker, rol=Rol.ADMINISTRATIE
    )
    with pytest.raises(Weigering, match="geen coördinator meer"):
        acties.beeindig_rol(mensen.coen, door=mensen.bob, op=f.dagen(0))


# The pages.


@pytest.fixture
def kijk(client_van, adres):
    return lambda wie: client_van(wie).get(adres("gebruikers:mensen")).content.decode()


def test_de_beheerder_leest_dat_er_eerst_een_ja_nodig_is(client_van, adres, kijk):
    browser, url = client_van("bob"), adres("gebruikers:nodig_uit")
    assert "dan werkt de link pas na het akkoord" in browser.get(url).content.decode()
    assert "akkoord" not in client_van("coen").get(url).content.decode()
    tekst = browser.post(url, BOB2, follow=True).content.decode()
    assert "Na hun akkoord gaat de uitnodiging naar bob2@x.example." in tekst
    assert "Nog niet aanvaard" not in tekst
    assert "Intrekken" in tekst
    assert "Weigeren" not in tekst
    assert WACHT in browser.post(url, BOB2).content.decode(), "twee keer vragen"


def test_dat_hangt_van_de_regel_af_en_niet_van_de_rol(client_van, adres, monkeypatch):
    monkeypatch.setattr(views_school, "vraagt_akkoord", lambda door, rol: rol == Rol.LEERKRACHT)
    assert "akkoord" in client_van("coen").get(adres("gebruikers:nodig_uit")).content.decode()


def test_de_coordinator_geeft_akkoord_op_de_pagina_mensen(vraag, client_van, adres, kijk):
    uitnodiging = vraag()
    tekst = kijk("coen")
    url = adres("gebruikers:geef_akkoord", uitnodiging.pk)
    assert "Wacht op het akkoord van een coördinator" in tekst
    assert url in tekst
    assert "De mail met de link vertrekt pas na het akkoord." in tekst
    assert "niet verstuurd" not in tekst, "soms is hij al gemaild"
    assert "Weigeren" in tekst
    assert url not in kijk("bob")
    assert client_van("bob").post(url).status_code == 403
    antwoord = client_van("coen").post(url, follow=True).content.decode()
    assert "De uitnodiging gaat naar bob2@x.example." in antwoord
    assert "Wacht op het akkoord" not in antwoord
    assert "Nog niet aanvaard" in antwoord
    opnieuw = client_van("coen").post(url, follow=True).content.decode()
    assert "wacht niet op een akkoord" in opnieuw


def test_de_coordinator_weigert(vraag, client_van, adres):
    url = adres("gebruikers:trek_uitnodiging_in", vraag().pk)
    assert "Geweigerd." in client_van("coen").post(url, follow=True).content.decode()
    assert not Uitnodiging.objects.open().exists()


def test_de_beheerder_trekt_in(vraag, client_van, adres):
    url = adres("gebruikers:trek_uitnodiging_in", vraag().pk)
    tekst = client_van("bob").post(url, follow=True).content.decode()
    assert "Geweigerd." not in tekst
    assert "De uitnodiging is ingetrokken" in tekst


def test_de_link_zegt_dat_hij_wacht(vraag, mensen, zonder_coordinator, client):
    token = _token(vraag())
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(tot=None)
    antwoord = client.get(f"/uitnodiging/{token}/")
    assert antwoord.status_code == 410
    assert WACHT in antwoord.content.decode()
    assert client.post(f"/uitnodiging/{token}/").status_code == 410


def test_een_of_tien_vragen_kosten_hetzelfde(vraag, client_van, adres, meet):
    browser, url = client_van("coen"), adres("gebruikers:mensen")
    vraag()
    een = meet(browser, url)
    for i in range(9):
        vraag(email=f"{i}@x.example")
    assert meet(browser, url) == een <= 25
