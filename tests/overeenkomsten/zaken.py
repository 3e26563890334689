"""Agreements of Lotte at a site of their own, in the states that the tests start from."""

import datetime
import hashlib
import json
import re
import secrets

from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gebruikers.models import Bericht
from gebruikers.models.uitnodiging import hash_van
from overeenkomsten import acties, acties_einde, acties_tekenen, acties_wijziging
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.forms_uurrooster import Uurrooster
from overeenkomsten.models import (
    Beeindiging,
    Handtekening,
    Ondertekenaar,
    Overeenkomst,
    Tekenlink,
    Uurroosterblok,
    Wijziging,
)
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from trajecten import documenten
from trajecten.fases import Fase
from trajecten.models import Traject

Wijze = Handtekening.Wijze


def rooster(overeenkomst) -> None:
    """Two days at school, three at work, each with a morning and an afternoon."""
    for dag in range(1, 6):
        plaats = "school" if dag < 3 else "werkplek"
        for van, tot in ((8, 12), (13, 16)):
            Uurroosterblok.objects.create(
                overeenkomst=overeenkomst,
                dag=dag,
                plaats=plaats,
                van=datetime.time(van),
                tot=datetime.time(tot),
            )


BETAALD = {"vergoeding_categorie": 1, "vergoeding_cent": 66260}


def klaar(m, **velden) -> Overeenkomst:
    """A draft that lacks nothing. Lotte is a minor, her mother and Coen sign."""
    type(m.school).objects.filter(pk=m.school.pk).update(
        straat="Eikenlaan 1", postcode="9120", gemeente="Beveren"
    )
    traject = velden.pop("traject", m.traject)
    vestiging = velden.get("vestiging") or f.VestigingFactory(onderneming__school=m.school)
    if not vestiging.erkenningen.exists():
        f.ErkenningFactory(vestiging=vestiging, opleiding=traject.leerling.opleiding)
    if "plan" not in velden:
        velden["plan"] = traject.plannen.first() or f.OpleidingsplanFactory(traject=traject)
        f.PlanregelFactory(plan=velden["plan"])
    standaard = {
        "mentor": f.MentorFactory(vestiging=vestiging),
        "vertegenwoordiger": vestiging.onderneming.vertegenwoordigers.first()
        or f.VertegenwoordigerFactory(
            onderneming=vestiging.onderneming, naam="Cools", email="baas@cools.example"
        ),
        "ouder": m.moeder if traject == m.traject else None,
        "tekent_voor_school": m.coen,
        "paritair_comite": "118",
        "verzekeraar": "Ethias",
        "polisnummer": "AO-77",
        **({} if velden.get("soort", "oao") != "oao" else BETAALD),
    }
    velden = standaard | velden | {"vestiging": vestiging}
    rij = f.OvereenkomstFactory(traject=Traject.objects.get(pk=traject.pk), **velden)
    rooster(rij)
    return Overeenkomst.objects.get(pk=rij.pk)


def houdt_tegen(rij: Overeenkomst | Wijziging) -> list[str]:
    """Why it cannot be sent now."""
    return [gevonden.zin for gevonden in gevonden_in(rij) if gevonden.houdt_tegen]


def let_op(rij: Overeenkomst | Wijziging) -> list[str]:
    """What deserves a look, and holds nothing back."""
    return [gevonden.zin for gevonden in gevonden_in(rij) if not gevonden.houdt_tegen]


def aanloop(m, soort: str, **velden) -> Overeenkomst:
    """A draft for Lotte's aanloop that lacks nothing: at Springplank, or at Mo's."""
    type(m.school).objects.filter(pk=m.school.pk).update(
        straat="Eikenlaan 1", postcode="9120", gemeente="Beveren"
    )
    opleiding = f.OpleidingFactory(school=m.school, soort="aanloop", naam="Aanloop bouw")
    traject = velden.pop("traject", m.traject)
    traject.inschrijvingen.all().delete()
    f.InschrijvingFactory(traject=traject, opleiding=opleiding)
    standaard = {"opleiding": opleiding, "tekent_voor_school": m.coen, "uren_werkplek": 16}
    if soort == "aeo":
        wie = {"tekenaar": "Sam Boon", "tekenaar_functie": "coach"}
        wie["tekenaar_email"] = "sam@springplank.example"
        type(m.organisatie).objects.filter(pk=m.organisatie.pk).update(**wie)
        m.organisatie.refresh_from_db()
        standaard |= {"organisatie": m.organisatie, "vestiging": None}
        standaard |= {"mentor": None, "vertegenwoordiger": None}
    else:
        standaard |= {"vestiging": m.vestiging, "mentor": m.mentor}
        standaard |= {"vertegenwoordiger": m.zaakvoerder, "ouder": m.moeder}
    rij = f.OvereenkomstFactory(
        traject=Traject.objects.get(pk=traject.pk), soort=soort, **standaard | velden
    )
    rooster(rij)
    return Overeenkomst.objects.get(pk=rij.pk)


def bied_aan(m, rij: Overeenkomst, *, maak: bool = True) -> Overeenkomst:
    acties.bied_aan(rij, door=m.bea)
    rij.refresh_from_db()
    if maak:
        documenten.maak(rij.tekenversie_id)
    return Overeenkomst.objects.get(pk=rij.pk)


def verstuurd(m, **velden) -> Overeenkomst:
    """Sent, with the document made: every party is asked."""
    return bied_aan(m, klaar(m, **velden))


def partij(rij: Overeenkomst | Wijziging, naam: Partij):
    return rij.huidige_ondertekenaars.get(partij=naam)


def teken(rij: Overeenkomst | Wijziging, *partijen: Partij) -> Overeenkomst | Wijziging:
    """These parties, as far as this kind has them, sign what lies before them by their link."""
    for naam in [naam for naam in partijen if naam in rij.regels.partijen]:
        acties_tekenen.plaats_handtekening(
            partij(rij, naam),
            hash=rij.tekenversie.sha256,
            getypte_naam=partij(rij, naam).naam,
            wijze=Wijze.LINK,
        )
    return type(rij).objects.get(pk=rij.pk)


def getekend(m, **velden) -> Overeenkomst:
    """Signed by all, with the bewijsdocument made."""
    rij = verstuurd(m, **velden)
    rij = teken(rij, *rij.huidige_ondertekenaars.values_list("partij", flat=True))
    documenten.maak(rij.bewijs_id)
    return Overeenkomst.objects.get(pk=rij.pk)


def lopend(m, van: int = -30, tot: int = 200, **velden) -> Overeenkomst:
    """Signed by all, without the documents; the traject runs with it since it began."""
    dagen = {"begindatum": f.dagen(van), "einddatum": f.dagen(tot)}
    rij = bied_aan(m, klaar(m, **dagen, **velden), maak=False)
    rij.huidige_ondertekenaars.update(gevraagd_op=timezone.now())
    rij.ga_naar(Status.GETEKEND, getekend_op=timezone.now())
    Traject.objects.filter(pk=rij.traject_id).update(
        fase=Fase.LOPEND, fase_sinds=min(f.dagen(van), f.dagen(0))
    )
    return Overeenkomst.objects.get(pk=rij.pk)


def wijziging(m, rij: Overeenkomst, vanaf: int = 10, **velden) -> Wijziging:
    """A draft, signed by who signed the agreement."""
    wie = ("vertegenwoordiger", "ouder", "tweede_ouder", "tekent_voor_school")
    velden = {veld: getattr(rij, veld) for veld in wie} | velden
    nieuw = Wijziging(overeenkomst=rij, vanaf=f.dagen(vanaf), reden="Afgesproken.", **velden)
    acties_wijziging.maak(nieuw, door=m.bea)
    return Wijziging.objects.get(pk=nieuw.pk)


def bied_wijziging_aan(m, rij: Wijziging) -> Wijziging:
    """Sent, and asked; its document stands there without a PDF."""
    acties_wijziging.bied_aan(rij, gezien=acties_wijziging.afdruk(rij), door=m.bea)
    rij = Wijziging.objects.get(pk=rij.pk)
    document = rij.tekenversie
    inhoud = f"{rij} {rij.versie}".encode()
    document.sha256, document.gemaakt_op = hashlib.sha256(inhoud).hexdigest(), timezone.now()
    document.bestand.save("x.pdf", ContentFile(inhoud), save=False)
    document.save()
    acties_tekenen.vraag_handtekeningen(rij)
    return Wijziging.objects.get(pk=rij.pk)


def getekende_wijziging(m, rij: Overeenkomst, vanaf: int = 10, **velden) -> Wijziging:
    """Signed by all whom it concerns."""
    anders = bied_wijziging_aan(m, wijziging(m, rij, vanaf, **velden))
    return teken(anders, *anders.huidige_ondertekenaars.values_list("partij", flat=True))


def stop(m, rij: Overeenkomst, op: int = -1, door=None, **velden) -> Overeenkomst:
    """Its last day is so many days from today."""
    standaard = {"initiatief": "onderneming", "laatste_dag": f.dagen(op)}
    if "grond" not in velden:
        velden["grond"] = f.EinderedenFactory(school=rij.school)
    einde = Beeindiging(overeenkomst=rij, **standaard | velden)
    acties_einde.beeindig(einde, door=door or m.bea)
    return Overeenkomst.objects.get(pk=rij.pk)


def andere_zaak(m, **velden) -> Traject:
    """Another learner of Bea's, of age."""
    leerling = f.LeerlingFactory(
        school=m.school, opleiding=m.leerling.opleiding, geboortedatum=f.jaren_oud(19), **velden
    )
    traject = f.TrajectFactory(school=m.school, leerling=leerling, fase=Fase.ZOEKT_WERKPLEK)
    f.InschrijvingFactory(traject=traject)
    f.TeamlidFactory(traject=traject, gebruiker=m.bea.gebruiker)
    return traject


def mails(soort: str) -> list[str]:
    """To whom a mail of this kind is written."""
    return sorted(Bericht.objects.filter(soort=soort).values_list("aan", flat=True))


def link_uit_mail(aan: str, soort: str = "vraag") -> str:
    """The path of the link in the last such mail."""
    tekst = Bericht.objects.filter(aan=aan, soort=soort).first().tekst
    return re.search(r"https?://[^/\s]+(/teken/\S+)", tekst)[1]


def laatste_link(partij: Ondertekenaar) -> str:
    """The path in the last mail with a link to this party; empty when there is none."""
    bericht = Bericht.objects.filter(aan=partij.email, tekst__contains="/teken/").first()
    return re.search(r"https?://[^/\s]+(/teken/\S+)", bericht.tekst)[1] if bericht else ""


def geef_code(browser, pad: str, wie: str = "") -> str:
    """This browser asks a code for the link and gives it, as who reads that mailbox does, a minute
    after any before; a dead link has none. The path; `wie`: to whom the code must have gone."""
    cache.delete(f"tekencode:{hash_van(pad.split('/')[2])}:net")
    vanwaar = {"REMOTE_ADDR": ergens()}
    if browser.post(pad, {"stuur_code": "1"}, **vanwaar).status_code == 302:
        browser.post(pad, {"code": gemailde_code(wie)}, **vanwaar)
    return pad


def met_de_link(pad: str, velden: dict) -> None:
    """Who has this link and reads its mailbox sends this from a browser of their own. A link that
    was replaced, withdrawn or over at that moment signs nothing."""
    link = Tekenlink.objects.get(token_hash=hash_van(pad.split("/")[2]))
    werkte = link.ingetrokken_op is None and link.verloopt_op > timezone.now()
    getekend = Handtekening.objects.filter(wijze=Wijze.LINK)
    voor, browser = set(getekend.values_list("pk", flat=True)), Client()
    browser.post(geef_code(browser, pad), velden)
    nieuw = getekend.exclude(pk__in=voor)
    assert werkte or not nieuw
    assert {rij.ondertekenaar_id for rij in nieuw} <= {link.ondertekenaar_id}


def ergens() -> str:
    """An address that no test used: the limits count by it."""
    return f"10.{'.'.join(map(str, secrets.token_bytes(3)))}"


def gemailde_code(aan: str = "") -> str:
    """In the last mail with one, also when its text went with sending it."""
    bericht = Bericht.objects.filter(soort="tekencode").first()
    assert aan in ("", bericht.aan)
    gestuurd = [m.body for m in mail.outbox if m.subject == bericht.onderwerp]
    tekst = gestuurd[-1] if bericht.verzonden_op else bericht.tekst
    return re.search(r"^\d{6}$", tekst, re.MULTILINE)[0]


def open_link(browser, aan: str, soort: str = "vraag") -> str:
    """The path of the link in the last such mail, of which this browser gave the code."""
    return geef_code(browser, link_uit_mail(aan, soort), aan)


def geef_toestel(browser, m, *partijen) -> str:
    """This browser's owner hands the device to these parties; where the first of them signs."""
    url = reverse("overeenkomsten:geef_toestel", args=[m.school.code, partijen[0].pk])
    assert browser.post(url, {"wie": [p.pk for p in partijen]}).url == reverse("tafel")
    return reverse("tafel_tekenen")


def roosterformulier(rij: Overeenkomst, **velden) -> dict:
    """What the browser sends of the timetable when all is emptied but these."""
    forms = Uurrooster(rij).forms
    gezien = {f"{form.prefix}-gezien": json.dumps(form.getoond()) for form in forms}
    return gezien | {"stand": rij.status} | velden


def formulier(rij: Overeenkomst, **velden) -> dict:
    """What the browser sends when nothing is changed."""
    waarden = {
        "begindatum": rij.begindatum,
        "einddatum": rij.einddatum,
        "soort": "",
        "soort_reden": rij.soort_reden,
        "uren_werkplek": f"{rij.uren_werkplek.normalize():f}".replace(".", ","),
        "uren_school": f"{rij.uren_school.normalize():f}".replace(".", ","),
        "behaald": rij.behaald,
        "duale_jaren": rij.duale_jaren,
        "vergoeding_categorie": rij.vergoeding_categorie,
        "vergoeding": rij.vergoeding_euro,
        "mentor": rij.mentor_id,
        "vertegenwoordiger": rij.vertegenwoordiger_id,
        "ouder": rij.ouder_id,
        "tweede_ouder": rij.tweede_ouder_id,
        "tekent_voor_school": rij.tekent_voor_school_id,
        "volgorde": rij.volgorde,
        "plan": rij.plan_id,
        "paritair_comite": rij.paritair_comite,
        "verzekeraar": rij.verzekeraar,
        "polisnummer": rij.polisnummer,
    }
    gezien = {naam: "" if waarde is None else str(waarde) for naam, waarde in waarden.items()}
    waarden |= {"gezien": json.dumps(gezien), "stand": rij.status} | velden
    return {naam: waarde for naam, waarde in waarden.items() if waarde is not None}
