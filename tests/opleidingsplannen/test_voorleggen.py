"""Who hears that a plan is laid before them, in which words; and what a new version changes."""

import pytest

from gebruikers.models import Bericht, Lidmaatschap
from leerlingen.models import Betrokkene, Leerling
from opleidingsplannen import akkoord
from opleidingsplannen.models import Planstatus
from tests import factories as f
from werkplekken.models import Mentor, Plaatsing


def _mails() -> dict[str, Bericht]:
    return {bericht.aan.partition("@")[0]: bericht for bericht in Bericht.objects.all()}


def test_leerling_en_mentor_worden_gevraagd_en_de_ouder_weet_het(doe, maak_plan, mensen, adres):
    maak_plan()
    tekst = doe("bea", "leg_voor")
    assert "Het plan ligt voor. Een mail gaat naar" in tekst
    assert "Niet gemaild" not in tekst
    mails = _mails()
    assert set(mails) == {"lotte", "mo", "els"}
    pad = adres("opleidingsplannen:plan", mensen.traject.pk) + "?versie=1"
    assert all(pad in mail.tekst for mail in mails.values())
    assert mails["lotte"].onderwerp == "Lees je opleidingsplan"
    assert "een plan voor jou" in mails["lotte"].tekst
    assert mails["mo"].onderwerp == "Lees het opleidingsplan van L.M."
    assert "oefent op de werkplek bij jou" in mails["mo"].tekst
    assert "Je hoeft niets te doen." in mails["els"].tekst
    assert "De school schreef een plan voor" in mails["els"].tekst
    assert "Dit verandert" not in mails["els"].tekst
    for mail in mails.values():
        assert "aanbreng" not in mail.tekst
        assert "inoefening" not in mail.tekst


def test_opnieuw_voorgelegd_is_opnieuw_een_mail(doe, maak_plan):
    maak_plan()
    for knop in ("leg_voor", "haal_terug", "leg_voor"):
        doe("bea", knop)
    assert Bericht.objects.filter(soort="plan_lezen").count() == 4
    assert not Bericht.objects.filter(soort="plan_teruggehaald").exists(), "niemand had iets gezegd"


def test_wat_opnieuw_voorligt_zegt_dat_en_wat_te_doen(doe, maak_plan, client_van, adres, mensen):
    maak_plan()
    doe("bea", "leg_voor")
    doe("mo", "stel_vraag", vraag="Wanneer begint dit?")
    doe("bea", "haal_terug")
    for pad in ("opleidingsplannen:plan", "overzichten:dossier"):
        for naam in ("mo", "lotte"):
            tekst = client_van(naam).get(adres(pad, mensen.traject.pk)).content.decode()
            assert "De school past het plan aan. Je krijgt een mail als het klaar is." in tekst
            assert ("Wanneer begint dit?" in tekst) is (naam == "mo" and "plan" in pad)
            assert adres("opleidingsplannen:plan", mensen.traject.pk) in tekst or "plannen" in pad
    doe("bea", "leg_voor")
    mails = Bericht.objects.filter(soort="plan_lezen", aan=mensen.mo.gebruiker.email)
    eerste, tweede = mails.order_by("pk")
    assert tweede.onderwerp == "Opnieuw: lees het opleidingsplan van L.M."
    assert "Dat telt niet meer." in tweede.tekst
    assert "Dat telt niet meer." not in eerste.tekst


def test_wie_al_akkoord_ging_hoort_dat_het_plan_wijzigt(doe, voorgelegd, mensen):
    doe("mo", "akkoord", partij="mentor")
    doe("bea", "akkoord", partij="school")
    doe("bea", "haal_terug")
    assert [b.aan for b in Bericht.objects.all()] == [mensen.mo.gebruiker.email]


def _meerderjarig(m) -> None:
    Leerling.objects.filter(pk=m.leerling.pk).update(geboortedatum=f.dagen(-19 * 366))


def _geen_gezag(m) -> None:
    Betrokkene.objects.filter(pk=m.moeder.pk).update(gezag="geen")


def _mentor_voorbij(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(van=f.dagen(-30), tot=f.dagen(-1))


def _mentor_zonder_account(m) -> None:
    Mentor.objects.filter(pk=m.mentor.pk).update(gebruiker=None)


def _mentor_komt_niet_binnen(m) -> None:
    Lidmaatschap.objects.filter(pk=m.mo.pk).update(van=f.dagen(-9), tot=f.dagen(-1))


def _geen_mentor(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(mentor=None)


def _geen_werkplek(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).delete()


def _niet_verstuurd(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(aangeboden_op=None)


def _leerling_zonder_account(m) -> None:
    Leerling.objects.filter(pk=m.leerling.pk).update(gebruiker=None)


def _rol_voorbij(m) -> None:
    Lidmaatschap.objects.filter(pk=m.lotte.pk).update(van=f.dagen(-9), tot=f.dagen(-1))


@pytest.mark.parametrize(
    ("anders", "niet", "waarom"),
    [
        (_meerderjarig, "els", ""),
        (_geen_gezag, "els", ""),
        (_mentor_voorbij, "mo", "mentor {m.mentor} (de plaatsing is voorbij)"),
        (_mentor_zonder_account, "mo", "mentor {m.mentor} (heeft geen account)"),
        (_mentor_komt_niet_binnen, "mo", "mentor {m.mentor} (het account is niet actief)"),
        (_geen_mentor, "mo", "de mentor (de werkplek heeft er nog geen)"),
        (_geen_werkplek, "mo", "de mentor (er is nog geen werkplek)"),
        (_niet_verstuurd, "mo", "mentor {m.mentor} (de overeenkomst is nog niet verstuurd)"),
        (_rol_voorbij, "lotte", "Lotte Maes (het account is niet actief)"),
        (_leerling_zonder_account, "lotte", "Lotte Maes (heeft geen account)"),
    ],
)
def test_wie_het_plan_niet_ziet_of_niet_akkoord_gaat_krijgt_geen_mail(
    anders, niet, waarom, doe, maak_plan, mensen
):
    maak_plan()
    anders(mensen)
    tekst = doe("bea", "leg_voor")
    assert set(_mails()) == {"lotte", "mo", "els"} - {niet}
    assert ("Niet gemaild:" in tekst) is bool(waarom)
    assert (f"Niet gemaild: {waarom.format(m=mensen)}. Noteer" if waarom else "") in tekst


@pytest.fixture
def twee(maak_plan):
    """Version 1 holds; version 2 is laid before: one line moved, one new, one gone."""
    oud = maak_plan(3, status=Planstatus.AKKOORD)
    nieuw = f.OpleidingsplanFactory(
        traject=oud.traject,
        standaardtraject=oud.standaardtraject,
        versie=2,
        status=Planstatus.VOORGELEGD,
        reden="Andere werkplek",
    )
    zelfde, anders, _ = oud.regels.order_by("volgorde")
    f.PlanregelFactory(plan=nieuw, competentie=zelfde.competentie)
    f.PlanregelFactory(plan=nieuw, competentie=anders.competentie, inoefening="beide")
    erbij = f.CompetentieFactory(cluster=zelfde.competentie.cluster, titel="Kan iets nieuws")
    f.PlanregelFactory(plan=nieuw, competentie=erbij)
    return nieuw


def test_wie_akkoord_gaat_leest_wat_er_verandert(twee, client_van, adres, mensen):
    url = adres("opleidingsplannen:plan", mensen.traject.pk)
    for naam in ("lotte", "mo", "els", "bea"):
        antwoord = client_van(naam).get(url, {"versie": 2})
        verschil = antwoord.context["verschil"]
        assert [regel.competentie.titel for regel in verschil.erbij] == ["Kan iets nieuws"]
        assert [regel.competentie.titel for regel in verschil.weg] == ["Kan werk 3"]
        assert [(regel.competentie.titel, wat) for regel, wat in verschil.anders] == [
            ("Kan werk 2", [("oefenen", "op de werkplek", "op school en op de werkplek")])
        ]
        tekst = antwoord.content.decode()
        assert "Waarom een nieuwe versie: Andere werkplek" in tekst
        assert tekst.index('id="verschil"') < tekst.index('id="akkoord"')


def test_de_ouder_leest_in_de_mail_dat_het_een_nieuwe_versie_is_en_hoeveel_er_verandert(
    twee, mensen
):
    type(twee).objects.filter(pk=twee.pk).update(status=Planstatus.CONCEPT)
    twee.refresh_from_db()
    akkoord.leg_voor(twee, door=mensen.bea)
    akkoord.haal_terug(twee, door=mensen.bea)
    twee.refresh_from_db()
    akkoord.leg_voor(twee, door=mensen.bea)
    eerste, tweede = Bericht.objects.filter(soort="plan_ter_info").order_by("pk")
    assert eerste.onderwerp.startswith("Nieuwe versie: het opleidingsplan van")
    assert "- 1 onderdeel is nieuw\n- 1 onderdeel is weg\n- 1 onderdeel is anders\n" in eerste.tekst
    assert "Kan iets nieuws" not in eerste.tekst, "wat precies, blijft in het plan"
    assert tweede.onderwerp.startswith("Opnieuw: het opleidingsplan van")
    assert "legt het nu opnieuw voor" in tweede.tekst
    assert "- 1 onderdeel is nieuw" in tweede.tekst


def test_zonder_vorige_versie_of_als_ze_al_geldt_verandert_er_niets(
    voorgelegd, client_van, adres, mensen
):
    url = adres("opleidingsplannen:plan", mensen.traject.pk)
    assert client_van("lotte").get(url).context["verschil"] is None
    type(voorgelegd).objects.update(status=Planstatus.AKKOORD)
    assert client_van("lotte").get(url).context["verschil"] is None


def test_een_nieuwe_versie_zonder_wijziging_zegt_dat(maak_plan, client_van, adres, mensen, doe):
    maak_plan(2, status=Planstatus.AKKOORD)
    doe("bea", "nieuwe_versie", reden="Andere mentor")
    tekst = client_van("bea").get(adres("opleidingsplannen:plan", mensen.traject.pk))
    assert "Aan de onderdelen van het plan verandert niets." in tekst.content.decode()
