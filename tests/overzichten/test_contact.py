"""Contacts where several learners are seen at once: Vandaag, the list, a calendar, an export."""

import datetime

import pytest
from django.utils.formats import date_format

from gebruikers.acties_agendalink import maak_agendalink
from gebruikers.models import Vervanging
from gebruikers.rollen import Rol
from overzichten.taken.contact import contact_te_doen
from tests import factories as f
from tests.overzichten.test_agendalink import lees
from tests.overzichten.test_selectie import vraag_rekenblad
from tests.overzichten.zaken import zaak
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
VERTROUWELIJK = {"lezers": "moment_vertrouwelijk"}


def moment(mensen, traject=None, **anders):
    return f.ContactmomentFactory(
        **{"traject": traject or mensen.traject, "door": mensen.bea} | anders
    )


def vandaag_van(lid) -> list[tuple[str, str]]:
    taken = contact_te_doen(lid, Traject.objects.zichtbaar_voor(lid).open())
    return [(taak.groep.value, taak.zin) for taak in sorted(taken, key=lambda t: t.volgorde)]


def test_wat_gepland_is_komt_op_vandaag_bij_wie_het_houdt(mensen, client_van, adres):
    wat = {"soort": "bezoek", "plaatsing": mensen.plaatsing, "staat": "gepland"}
    vandaag = moment(mensen, dag=f.dagen(0), tijd=datetime.time(14), **wat)
    moment(mensen, dag=f.dagen(-2), staat="gepland", soort="video")
    moment(mensen, dag=f.dagen(1), **wat)
    moment(mensen, dag=f.dagen(0))
    (laat, zin), nu = vandaag_van(mensen.bea)
    assert (laat, zin.startswith("videogesprek, ")) == ("te_laat", True)
    assert nu == ("vandaag", "bezoek aan Bakkerij Cools Beveren, vandaag om 14.00 uur")
    assert vandaag_van(mensen.pieter) == []
    tekst = client_van("bea").get(adres("overzichten:start")).text
    for naam in ("gehouden", "verzet", "niet"):
        assert f'hx-post="{adres(f"begeleiding:{naam}", vandaag.pk)}"' in tekst
    assert adres("begeleiding:noteer") in tekst
    assert f"Bea Cast plande dit voor {date_format(f.dagen(0), 'j F Y')}." in tekst
    assert adres("begeleiding:noteer") not in client_van("lea").get(adres("overzichten:start")).text


def test_van_wie_weg_of_vervangen_is_maar_nooit_vertrouwelijk(mensen):
    for anders in ({}, VERTROUWELIJK):
        moment(mensen, door=mensen.vera, dag=f.dagen(0), staat="gepland", **anders)
        moment(mensen, door=mensen.pieter, dag=f.dagen(0), staat="gepland", soort="mail", **anders)
    assert vandaag_van(mensen.bea) == [("vandaag", "telefoon, vandaag")]
    vervanger = f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    Vervanging.objects.create(
        school=mensen.school, wie=mensen.pieter.gebruiker, vervanger=vervanger.gebruiker,
        van=f.dagen(0), tot=f.dagen(1), rol=Rol.PRAKTIJK,
    )  # fmt: skip
    assert vandaag_van(vervanger) == [("vandaag", "mail, vandaag")]
    assert len(vandaag_van(mensen.pieter)) == 2


def test_wat_een_ander_die_het_dossier_ziet_plande_blijft_van_die_ander(mensen):
    """Through the class, or for who is away; until they see it no longer."""
    klas = f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    ook = f.KlasLeerkrachtFactory(klas=mensen.leerling.klas, gebruiker=klas.gebruiker)
    vervangt = f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker
    )
    moment(mensen, door=klas, dag=f.dagen(0), staat="gepland", soort="mail")
    moment(mensen, door=mensen.vera, dag=f.dagen(0), staat="gepland", soort="video")
    assert vandaag_van(klas) == [("vandaag", "mail, vandaag")]
    assert vandaag_van(mensen.vera) == [("vandaag", "videogesprek, vandaag")]
    assert vandaag_van(mensen.bea) == []
    ook.delete()
    assert vandaag_van(mensen.bea) == [("vandaag", "mail, vandaag")]
    vervangt.delete()
    assert len(vandaag_van(mensen.bea)) == 2
    f.KlasLeerkrachtFactory(klas=mensen.leerling.klas, gebruiker=klas.gebruiker)
    assert len(vandaag_van(mensen.bea)) == 1
    type(klas).objects.filter(pk=klas.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    assert len(vandaag_van(mensen.bea)) == 2, "wie de rol niet meer heeft"


def test_het_laatste_contact_is_het_laatste_dat_men_leest(mensen, client_van, adres):
    moment(mensen, dag=f.dagen(-20), soort="mail")
    moment(mensen, dag=f.dagen(-4), **VERTROUWELIJK)
    moment(mensen, dag=f.dagen(0), staat="niet", waarom_niet="ziek")
    moment(mensen, dag=f.dagen(2), staat="gepland")
    lijst = adres("overzichten:leerlingen")
    for wie, soort in [
        ("bea", "telefoon"),
        ("coen", "telefoon"),
        ("pieter", "mail"),
        ("lea", "mail"),
    ]:
        antwoord = client_van(wie).get(lijst)
        [rij] = [r for r in antwoord.context["rijen"] if r.traject == mensen.traject]
        assert rij.contact.soort == soort, wie
        assert rij.contact.kort in antwoord.text
    ada = client_van("ada").get(lijst)
    assert {rij.contact for rij in ada.context["rijen"]} == {None}
    assert "contact" not in ada.text.partition("<main")[2].lower()


def test_wat_vertrouwelijk_is_gaat_niet_mee_op_papier(mensen, client_van, adres):
    """Nor in a file: as if it were not there, to who wrote it too."""
    moment(mensen, dag=f.dagen(-20), soort="mail")
    moment(mensen, dag=f.dagen(-4), **VERTROUWELIJK)
    keuze = f"traject={mensen.traject.pk}"
    for wie in ("bea", "coen"):
        client = client_van(wie)
        [kaart] = client.get(f"{adres('overzichten:steekkaarten')}?{keuze}").context["kaarten"]
        [rij] = vraag_rekenblad(client, adres, keuze)
        assert (kaart.rij.contact.soort, rij["Soort contact"]) == ("mail", "mail"), wie
        assert (kaart.rij.contact.dag, rij["Laatste contact"].date()) == 2 * (f.dagen(-20),)


def test_wat_vertrouwelijk_is_verraadt_ook_de_volgorde_op_papier_niet(mensen, client_van, adres):
    """Of all that the filters give, who is there and in which order."""
    lang, nooit = zaak(mensen), zaak(mensen)
    moment(mensen, dag=f.dagen(-3), **VERTROUWELIJK)
    moment(mensen, dag=f.dagen(-50))
    moment(mensen, lang, dag=f.dagen(-40))
    for vraag, verwacht in [
        ("alles=1&sorteer=contact", [nooit, mensen.traject, lang]),
        ("alles=1&sorteer=contact&contact=6", [nooit, mensen.traject]),
    ]:
        namen = [str(traject.leerling) for traject in verwacht]
        for wie in ("bea", "coen"):
            client = client_van(wie)
            kaarten = client.get(f"{adres('overzichten:steekkaarten')}?{vraag}").context["kaarten"]
            van_hier = [str(kaart.rij.leerling) for kaart in kaarten]
            assert [naam for naam in van_hier if naam in namen] == namen, (wie, vraag)
            rijen = [rij["Leerling"] for rij in vraag_rekenblad(client, adres, vraag)]
            assert rijen == van_hier, (wie, vraag)


def test_filter_en_volgorde_volgen_wat_men_leest(mensen, client_van, adres):
    lang, nooit = zaak(mensen), zaak(mensen)
    moment(mensen, dag=f.dagen(-3), **VERTROUWELIJK)
    moment(mensen, lang, dag=f.dagen(-40))

    def wie(naam: str, **keuze) -> list:
        antwoord = client_van(naam).get(adres("overzichten:leerlingen"), keuze)
        return [rij.traject for rij in antwoord.context["rijen"]]

    assert set(wie("bea", contact="4")) == {lang, nooit}
    assert set(wie("bea", contact="6")) == {nooit}
    assert set(wie("pieter", contact="6")) == {mensen.traject, nooit}, "dat vertelt een ander niets"
    assert wie("bea", sorteer="contact") == [nooit, lang, mensen.traject]
    assert wie("bea", sorteer="-contact") == [mensen.traject, lang, nooit]
    assert wie("pieter", sorteer="contact")[2] == lang
    assert len(wie("bea", contact="onzin")) == 3
    op_naam = wie("ada")
    assert wie("ada", contact="2") == wie("ada", sorteer="-contact") == op_naam, "leest er geen"


def test_tien_kosten_zoveel_als_een(mensen, client_van, adres, meet):
    bladen = [adres("overzichten:start"), adres("overzichten:leerlingen") + "?sorteer=contact"]
    aantallen = []
    for aantal in (1, 9):
        for _ in range(aantal):
            traject = zaak(mensen)
            moment(mensen, traject)
            moment(mensen, traject, dag=f.dagen(0), staat="gepland")
        aantallen.append([meet(client_van("bea"), blad) for blad in bladen])
    assert aantallen[0] == aantallen[1]
    assert max(aantallen[1]) <= 25


def test_de_eigen_agenda_leest_wat_men_plande(mensen):
    def agenda(wie: str, *, met_namen: bool = False) -> list:
        keuzes = {"met_namen": met_namen, "met_vrije_dagen": False, "waarmee": "een test"}
        token = maak_agendalink(getattr(mensen, wie).gebruiker, **keuzes)
        return [*lees(f"/agenda/{token}.ics").values()]

    wat = {"soort": "bezoek", "plaatsing": mensen.plaatsing, "staat": "gepland"}
    moment(mensen, dag=f.dagen(2), tijd=datetime.time(14), duur=45, **wat)
    [bezoek] = agenda("bea")
    assert str(bezoek["summary"]) == "L.M.: bezoek"
    begin, einde = bezoek["dtstart"].dt, bezoek["dtend"].dt
    assert (begin.date(), einde - begin) == (f.dagen(2), datetime.timedelta(minutes=45))
    assert "Lotte" not in bezoek.to_ical().decode()
    assert "Cools" not in bezoek.to_ical().decode()
    [bezoek] = agenda("bea", met_namen=True)
    assert str(bezoek["summary"]) == "Lotte Maes: bezoek aan Bakkerij Cools Beveren"
    assert agenda("pieter") == []
    moment(mensen, dag=f.dagen(3), staat="gepland", door=mensen.pieter, **VERTROUWELIJK)
    [stil] = agenda("pieter", met_namen=True)
    assert str(stil["summary"]) == "Afspraak"
    assert "url" not in stil
