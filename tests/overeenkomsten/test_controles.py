"""Each check finds what it is for, and nothing in an agreement that is in order."""

import datetime
from collections import defaultdict

import pytest
from django.db import transaction
from django.utils import timezone

from gebruikers.periode import DAG
from gebruikers.zicht import Recht, mag
from leerlingen.schooljaar import begin_schooljaar
from opleidingsplannen.models import Planstatus
from overeenkomsten.controles.kern import CONTROLES
from overeenkomsten.controles.nazien import PLEKKEN, bevindingen, voor_lezer
from overeenkomsten.models import Overeenkomst, Uurroosterblok
from overeenkomsten.statussen import Strengheid
from tests import factories as f
from tests.overeenkomsten.zaken import klaar, lopend
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db
SEPTEMBER = datetime.date(begin_schooljaar(timezone.localdate()) + 1, 9, 1)
JUNI = SEPTEMBER.replace(year=SEPTEMBER.year + 1, month=6, day=30)
ACHTTIEN_IN_OKTOBER = SEPTEMBER.replace(year=SEPTEMBER.year - 18, month=10, day=5)


def in_orde(m) -> Overeenkomst:
    """A draft for a whole school year in which no check finds anything."""
    rij = klaar(m, begindatum=SEPTEMBER, einddatum=JUNI, uren_werkplek=21, uren_school=14)
    rij.vestiging.erkenningen.update(van=f.dagen(-900), tot=JUNI)
    type(rij.mentor).objects.filter(pk=rij.mentor_id).update(
        **dict.fromkeys(rij.mentor.VOORWAARDEN, f.dagen(-30))
    )
    rij.plan.status, rij.plan.akkoord_op = Planstatus.AKKOORD, f.dagen(0)
    rij.plan.save()
    return Overeenkomst.objects.get(pk=rij.pk)


def gevonden(rij: Overeenkomst) -> dict[str, list[str]]:
    zinnen = defaultdict(list)
    for bevinding in bevindingen(Overeenkomst.objects.get(pk=rij.pk)):
        zinnen[bevinding.controle.sleutel].append(bevinding.zin)
    return dict(zinnen)


def zet(rij, **velden) -> None:
    type(rij).objects.filter(pk=rij.pk).update(**velden)


def _rooster(rij, dag: int, van: str, tot: str, plaats: str = "werkplek") -> None:
    """This day has this block alone."""
    rij.uurrooster.filter(dag=dag).delete()
    _blok(rij, dag, van, tot, plaats)


def _blok(rij, dag: int, van: str, tot: str, plaats: str = "werkplek") -> None:
    van, tot = datetime.time.fromisoformat(van), datetime.time.fromisoformat(tot)
    f.UurroosterblokFactory(overeenkomst=rij, dag=dag, plaats=plaats, van=van, tot=tot)


def _grens(rij, grens: str, waarde, **velden) -> None:
    f.GrenswaardeFactory(school=rij.school, grens=grens, waarde=waarde, **velden)


def _twee_erkenningen(rij, gat: int) -> None:
    """The first to the end of the year, the second so many days after it."""
    eind = datetime.date(SEPTEMBER.year, 12, 31)
    zet(rij.vestiging.erkenningen.get(), tot=eind)
    f.ErkenningFactory(
        vestiging=rij.vestiging, opleiding=rij.opleiding, van=eind + gat * DAG, tot=JUNI
    )


def _ernaast(rij, **velden) -> Overeenkomst:
    """Sent already, for the same days."""
    ander = f.OvereenkomstFactory(
        traject=rij.traject, status="ter_ondertekening", versie=1, nummer="OAO 2026-9",
        begindatum=SEPTEMBER, einddatum=JUNI, feitelijke_periode=(SEPTEMBER, JUNI), **velden,
    )  # fmt: skip
    _blok(ander, 3, "15:00", "17:00")
    return ander


def _vervolg(rij, **velden) -> None:
    begin = SEPTEMBER.replace(year=SEPTEMBER.year - 1)
    vorige = f.OvereenkomstFactory(
        traject=rij.traject, vestiging=rij.vestiging, status="ingetrokken", begindatum=begin,
        feitelijke_periode=(begin, SEPTEMBER), nummer="OAO 2025-1", **velden,
    )  # fmt: skip
    zet(rij, vervolg_op=vorige)


def _aanloop(rij: Overeenkomst) -> None:
    """At the organiser where the learner is placed already, and nobody signs."""
    plaatsing = rij.traject.plaatsingen.exclude(organisatie=None).first()
    zet(plaatsing, tot=rij.einddatum)
    zet(
        rij, soort="aeo", organisatie=plaatsing.organisatie, vestiging=None, mentor=None,
        vertegenwoordiger=None, vergoeding_cent=None, vergoeding_categorie=None,
    )  # fmt: skip


def _eigen_artikel(rij: Overeenkomst) -> None:
    artikels = [{"sleutel": "eigen-1", "titel": "Polis", "tekst": "De polis is {polisnummer}."}]
    f.SjabloonFactory(school=rij.school, artikels=artikels, door=rij.tekent_voor_school)
    zet(rij, polisnummer="")


GEVALLEN = [
    ("mentor", "Kies de mentor", lambda r: zet(r, mentor=None)),
    ("mentor", "Kies een andere mentor", lambda r: zet(r, mentor=f.MentorFactory())),
    ("tekent_bij", "Kies wie tekent", lambda r: zet(r, vertegenwoordiger=None)),
    (
        "tekent_bij",
        "mag niet tekenen voor",
        lambda r: zet(r, vertegenwoordiger=f.VertegenwoordigerFactory()),
    ),
    ("tekent_school", "Kies wie tekent", lambda r: zet(r, tekent_voor_school=None)),
    ("tekent_school", "tekent nu niet voor", lambda r: zet(r.tekent_voor_school, tot=f.dagen(-1))),
    ("bedrijfsgegevens", "polisnummer", lambda r: zet(r, polisnummer="")),
    ("vergoeding", "leervergoeding", lambda r: zet(r, vergoeding_cent=None)),
    ("uurrooster", "Vul het uurrooster", lambda r: r.uurrooster.all().delete()),
    ("plan", "Kies een opleidingsplan", lambda r: zet(r, plan=None)),
    (
        "adressen",
        "adres van de school",
        lambda r: zet(r.school, straat="", postcode="", gemeente=""),
    ),
    ("ouder", "ouder met gezag", lambda r: zet(r.ouder, gezag="geen")),
    ("overlap", "loopt al van", lambda r: _ernaast(r, vestiging=r.vestiging)),
    ("erkenning", "niet erkend voor", lambda r: r.vestiging.erkenningen.all().delete()),
    (
        "erkenning",
        "niet erkend voor",
        lambda r: zet(r.vestiging.erkenningen.get(), tot=SEPTEMBER - DAG),
    ),
    (
        "erkenning_blijft",
        "eindigt op",
        lambda r: zet(r.vestiging.erkenningen.get(), tot=JUNI - DAG),
    ),
    ("erkenning_blijft", "Pas vanaf 2 januari", lambda r: _twee_erkenningen(r, 2)),
    ("mentor_voorwaarden", "nog niet", lambda r: zet(r.mentor, uittreksel_gezien_op=None)),
    (
        "mentoropleiding",
        "ten laatste op 1 mei",
        lambda r: zet(r.mentor, mentoropleiding_op=None, sinds=SEPTEMBER.replace(month=5)),
    ),
    ("uurrooster_uren", "telt 21 uur op de werkplek", lambda r: zet(r, uren_werkplek=20)),
    ("blokken_over_elkaar", "vallen samen", lambda r: _blok(r, 3, "15:00", "17:00")),
    ("week_uren", "41 uur per week", lambda r: zet(r, uren_werkplek=27)),
    ("week_uren", "met OAO 2026-9 zijn samen 59 uur", lambda r: _ernaast(r)),
    ("week_uren", "grens van 36 uur", lambda r: zet(r, uren_werkplek=23, paritair_comite="PC 311")),
    ("week_uren", "grens van 30 uur", lambda r: _grens(r, "week_uren", 30)),
    (
        "week_uren",
        "grens van 20 uur",
        lambda r: _grens(r, "week_uren", 20, paritair_comite="118"),
    ),
    ("week_minstens", "minder dan de 28 uur", lambda r: zet(r, uren_school=6)),
    ("tweede_werkplek", "dan elders: woensdag", lambda r: _ernaast(r)),
    ("minderjarig", "om 05.30, voor 6 uur", lambda r: _rooster(r, 3, "05:30", "09:00")),
    ("minderjarig", "om 20.30, na 20 uur", lambda r: _rooster(r, 3, "17:00", "20:30")),
    ("minderjarig", "5 uur na elkaar", lambda r: _rooster(r, 3, "08:00", "13:00")),
    ("minderjarig", "telt 9 uur", lambda r: _blok(r, 3, "17:00", "19:00")),
    ("minderjarig", "zaterdag is in het weekend", lambda r: _rooster(r, 6, "08:00", "12:00")),
    (
        "minderjarig",
        "Tot 5 oktober",
        lambda r: (
            zet(r.traject.leerling, geboortedatum=ACHTTIEN_IN_OKTOBER),
            _rooster(r, 6, "08:00", "12:00"),
        ),
    ),
    (
        "inschrijving",
        "niet ingeschreven",
        lambda r: r.traject.inschrijvingen.update(tot=f.dagen(-1)),
    ),
    ("begin_voorbij", "al voorbij", lambda r: zet(r, begindatum=f.dagen(-1))),
    ("duur", "langer dan 6 maanden", lambda r: _grens(r, "duur", 6)),
    ("schooljaar", "door tot in", lambda r: zet(r, einddatum=JUNI.replace(month=9))),
    ("premie", "geen premie", lambda r: zet(r, einddatum=SEPTEMBER.replace(month=12, day=30))),
    ("fase", "nog in de fase", lambda r: zet(r.traject, fase=Fase.SCREENING)),
    ("verlenging", "Slaagde de leerling", _vervolg),
    ("eigen_artikels", "een artikel van je school", _eigen_artikel),
    ("tekent_bij", "Vul in wie tekent voor", _aanloop),
    ("al_geplaatst", "Stop die plaatsing", _aanloop),
    (
        "mentor_toegang",
        "geen toegang meer",
        lambda r: zet(r.mentor, gebruiker=f.GebruikerFactory()),
    ),
    ("plan_past", "is vervangen", lambda r: zet(r.plan, status=Planstatus.VERVANGEN)),
    ("plan_akkoord", "nog geen akkoord", lambda r: zet(r.plan, akkoord_op=None)),
    ("mailbox", "geen e-mailadres", lambda r: zet(r.vertegenwoordiger, email="")),
    ("vergoeding_bedrag", "lijkt categorie 3", lambda r: zet(r, behaald="derde")),
    (
        "vergoeding_bedrag",
        "is categorie 1 vanaf",
        lambda r: f.LeervergoedingFactory(school=r.school, cent=70000),
    ),
    (
        "vergoeding_bedrag",
        "662,60, het bedrag vanaf",
        lambda r: [
            f.LeervergoedingFactory(school=r.school, cent=cent, vanaf=f.dagen(dag))
            for dag, cent in ((-300, 66260), (-20, 70000))
        ],
    ),
]
NIETS = [
    ("erkenning_blijft", "zonder dag ertussen", lambda r: _twee_erkenningen(r, 1)),
    ("week_uren", "pas later", lambda r: _grens(r, "week_uren", 30, vanaf=SEPTEMBER + DAG)),
    (
        "minderjarig",
        "meerderjarig op de eerste dag",
        lambda r: (
            zet(r.traject.leerling, geboortedatum=f.jaren_oud(19)),
            _rooster(r, 6, "05:00", "22:00"),
        ),
    ),
    ("minderjarig", "school alleen", lambda r: _rooster(r, 1, "08:00", "17:00", "school")),
    ("mentoropleiding", "gevolgd", lambda r: zet(r.mentor, sinds=SEPTEMBER.replace(month=5))),
    ("begin_voorbij", "de school laat het toe", lambda r: (
        zet(r, begindatum=f.dagen(-1)), _grens(r, "begin_terug", 3),
    )),
]  # fmt: skip


def test_elke_controle_vindt_waarvoor_ze_er_is(mensen):
    """Each on the same draft, put back after it."""
    rij, fout = in_orde(mensen), []
    assert gevonden(rij) == {}
    for sleutel, zin, verander in GEVALLEN:
        with transaction.atomic():
            verander(Overeenkomst.objects.get(pk=rij.pk))
            zinnen = gevonden(rij)
            if not any(zin in gezegd for gezegd in zinnen.get(sleutel, [])):
                fout.append(f"{sleutel}: geen “{zin}” in {zinnen}")
            transaction.set_rollback(True)
    for sleutel, wanneer, verander in NIETS:
        with transaction.atomic():
            verander(Overeenkomst.objects.get(pk=rij.pk))
            if zinnen := gevonden(rij).get(sleutel):
                fout.append(f"{sleutel} ({wanneer}): {zinnen}")
            transaction.set_rollback(True)
    assert not fout, "\n".join(fout)
    assert {sleutel for sleutel, *_ in GEVALLEN} == set(CONTROLES)


def test_elke_bevinding_zegt_wie_ze_herstelt(mensen):
    """To who writes there: where. To a reader: whom to ask. Never neither."""
    rij, fout = in_orde(mensen), []
    staf = [mensen.bea, mensen.pieter, mensen.lea, mensen.coen, mensen.ada]
    for sleutel, zin, verander in GEVALLEN:
        with transaction.atomic():
            verander(Overeenkomst.objects.get(pk=rij.pk))
            stuk = Overeenkomst.objects.get(pk=rij.pk)
            gezien = [b for b in bevindingen(stuk) if b.controle.sleutel == sleutel]
            for bevinding in gezien:
                soort = PLEKKEN[bevinding.punt.waar]
                schrijft = [lid for lid in staf if mag(lid, soort, Recht.SCHRIJF)]
                leest = [lid for lid in staf if lid not in schrijft]
                hier = f"{sleutel} ({zin}), te herstellen bij {bevinding.punt.waar}"
                if not (schrijft and leest):
                    fout.append(f"{hier}: niet iemand die schrijft en iemand die leest")
                for lid in schrijft:
                    gelezen = voor_lezer(bevinding, lid, stuk)
                    if not gelezen.url.startswith("/") or gelezen.wie:
                        fout.append(f"{hier}: {lid.rol} krijgt “{gelezen.url}”, “{gelezen.wie}”")
                for lid in leest:
                    gelezen = voor_lezer(bevinding, lid, stuk)
                    if gelezen.url or not gelezen.wie.strip():
                        fout.append(f"{hier}: {lid.rol} leest “{gelezen.url}”, “{gelezen.wie}”")
            if not gezien:
                fout.append(f"{sleutel} ({zin}): niets gevonden")
            transaction.set_rollback(True)
    assert not fout, "\n".join(fout)


def test_wat_overlapt_staat_er_voor_de_databank_weigert(mensen):
    """Also against one that runs, and by its name."""
    eerste = lopend(mensen)
    rij = klaar(mensen, vestiging=eerste.vestiging, mentor=eerste.mentor)
    (zin,) = gevonden(rij)["overlap"]
    assert zin.startswith(f"{eerste} bij {eerste.plek} loopt al van")


def test_wat_altijd_moet_kiest_geen_school(mensen):
    for sleutel in ("mentor", "ouder", "tekent_school", "tekent_bij", "overlap"):
        assert CONTROLES[sleutel].strengheid is None
    assert Strengheid.UIT.value not in dict(CONTROLES["erkenning"].keuzes)
    assert Strengheid.UIT.value in dict(CONTROLES["schooljaar"].keuzes)
    for rij in CONTROLES.values():
        assert rij.waarom.endswith("."), rij.sleutel


def test_een_bladzijde_vraagt_niet_meer_met_meer_blokken(mensen, client_van, meet):
    rij = in_orde(mensen)
    een = meet(client_van("bea"), rij.get_absolute_url())
    for dag in (6, 7):
        Uurroosterblok.objects.create(
            overeenkomst=rij, dag=dag, plaats="werkplek", van="08:00", tot="12:00"
        )
    _ernaast(rij)
    assert meet(client_van("bea"), rij.get_absolute_url()) <= een + 3
    assert een <= 25
