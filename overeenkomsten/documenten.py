"""The two documents of an agreement: the tekenversie that is signed, the bewijsdocument after."""

import hashlib

import segno
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from pikepdf import Name

from gebruikers.berichten import volledig_adres
from gebruikers.models import School
from opleidingsplannen.bijlage import plan_als_inhoud
from overeenkomsten.artikels import vul_in
from overeenkomsten.bewijsdocument import Bijlage, bijlagen_van, voeg_samen
from overeenkomsten.documentzegel import verzegel
from overeenkomsten.krabbel import teken_krabbel
from overeenkomsten.mandaten import in_het_document
from overeenkomsten.models import Handtekening, Overeenkomst, Papier, Uurroosterblok
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.namen import namen_nu
from overeenkomsten.sjablonen import Blad, blad_van_de_dag
from overeenkomsten.statussen import Partij
from overeenkomsten.uren import in_woorden
from overeenkomsten.zegelsleutel import lees_sleutel
from trajecten.documenten import (
    datum,
    documentsoort,
    maak_pdf,
    school_als_inhoud,
    vraag_document,
)
from trajecten.models import Document
from werkplekken.kbo import toon_kbo

KENMERK = 32  # characters of the vingerafdruk in the address of the page that checks: 128 bits
PARTIJ = {Partij.SCHOOL: "Opleidings\u00adverstrekker"}  # in the document; else its own name


def tijdstip(moment) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y, H.i") + " uur"


def _contact(overeenkomst: Overeenkomst) -> dict[str, str]:
    """Mentor and trajectbegeleider by name, and how the latter is reached through the school. Who
    replaces the begeleider for some weeks is not named: what is signed holds for months."""
    school = overeenkomst.school
    lid = overeenkomst.traject.team.begeleiders().select_related("gebruiker").first()
    email = lid.gebruiker.email if lid else school.email
    return {
        "mentor": str(overeenkomst.mentor or ""),
        "begeleider": lid.gebruiker.volledige_naam if lid else "",
        "bereik": " of ".join(filter(None, [school.telefoon, email])),
    }


def _plaats(overeenkomst: Overeenkomst) -> str:
    """Where the learner goes; of a site with its number when it is known."""
    plek = overeenkomst.plek
    plaats, nummer = ", ".join(filter(None, [plek.naam, plek.adres])), ""
    if overeenkomst.vestiging_id:
        nummer = plek.vestigingsnummer
    if not nummer:
        return plaats
    punten = f"{nummer[0]}.{nummer[1:4]}.{nummer[4:7]}.{nummer[7:]}"
    return f"{plaats} (vestigingsnummer {punten})"


def _door_ouders(namen: list[str]) -> str:
    wat = "ouders" if len(namen) > 1 else "ouder"
    return f"{' en '.join(namen)}, {wat} (leerling is minderjarig)" if namen else ""


def partijen_als_inhoud(overeenkomst: Overeenkomst, stuk: Stuk) -> list[dict]:
    """Those that this kind names, with who signs this for them; who is a minor is represented by
    the parent."""
    return [
        {"partij": PARTIJ.get(partij, partij.label), **_gegevens(overeenkomst, stuk, partij)}
        for partij in overeenkomst.regels.partijen
        if partij != Partij.OUDER
    ]


def _gegevens(overeenkomst: Overeenkomst, stuk: Stuk, partij: Partij) -> dict[str, str]:
    """What is printed of one party."""
    if partij == Partij.LEERLING:
        leerling = overeenkomst.traject.leerling
        ouders = stuk.ouders if leerling.is_minderjarig() else []
        return {
            "naam": leerling.volledige_naam,
            "extra": f"geboren op {datum(leerling.geboortedatum)}",
            "adres": leerling.adres,
            "door": _door_ouders([ouder.volledige_naam for ouder in ouders]),
        }
    if partij == Partij.ONDERNEMING:
        onderneming, baas = overeenkomst.bij, stuk.vertegenwoordiger
        extra, door = f"KBO {toon_kbo(onderneming.kbo)}", f"{baas}, {baas.functie}"
        return {
            "naam": onderneming.naam, "extra": extra, "adres": onderneming.adres, "door": door
        }  # fmt: skip
    if partij == Partij.ORGANISATIE:
        bij = overeenkomst.organisatie
        door = ", ".join(filter(None, [bij.tekenaar, bij.tekenaar_functie]))
        return {"naam": bij.naam, "extra": "", "adres": bij.adres, "door": door}
    school, tekent = overeenkomst.school, stuk.tekent_voor_school
    return {
        "naam": school.naam,
        "extra": f"instellingsnummer {school.instellingsnummer}",
        "adres": school.adres,
        "door": in_het_document(tekent),
    }


def rooster_als_inhoud(overeenkomst: Overeenkomst) -> dict:
    """The days that are shown, and two rows, morning and afternoon, with their blocks. Saturday and
    Sunday only when something is planned then."""
    blokken = overeenkomst.blokken
    namen = {Uurroosterblok.Plaats.WERKPLEK: "organisator"} if overeenkomst.organisatie_id else {}
    laatste = max([blok.dag for blok in blokken], default=0)
    dagen = [dag for dag in Uurroosterblok.Dag if dag <= max(laatste, Uurroosterblok.Dag.VR)]
    rijen = []
    for titel, voor in (("voormiddag", True), ("namiddag", False)):
        cellen = []
        for dag in dagen:
            van_dag = [b for b in blokken if b.dag == dag and (b.van.hour < 12) == voor]
            cellen.append(
                [
                    {
                        "plaats": b.plaats,
                        "naam": namen.get(b.plaats, b.plaats),
                        "uren": f"{b.van:%H.%M}–{b.tot:%H.%M}",
                    }
                    for b in van_dag
                ]
            )
        rijen.append({"titel": titel, "cellen": cellen})
    return {"dagen": [dag.label for dag in dagen], "rijen": rijen}


def waarden_van(overeenkomst: Overeenkomst) -> dict[str, str]:
    """What the words between braces in an article become."""
    contact = _contact(overeenkomst)
    return {
        "leerling": overeenkomst.traject.leerling.volledige_naam,
        "bij": overeenkomst.bij.naam,
        "school": overeenkomst.school.naam,
        "opleiding": str(overeenkomst.opleiding),
        "begin": datum(overeenkomst.begindatum),
        "einde": datum(overeenkomst.einddatum),
        "uren_werkplek": in_woorden(overeenkomst.uren_werkplek),
        "uren_school": in_woorden(overeenkomst.uren_school),
        "vergoeding": f"€\N{NO-BREAK SPACE}{overeenkomst.vergoeding_euro}",
        "categorie": str(overeenkomst.vergoeding_categorie or "–"),
        "mentor": contact["mentor"],
        "begeleider": contact["begeleider"] or "De trajectbegeleider van de school",
        "verzekeraar": overeenkomst.verzekeraar,
        "polisnummer": overeenkomst.polisnummer,
        "paritair_comite": overeenkomst.paritair_comite,
    }


def inhoud_van(overeenkomst: Overeenkomst) -> dict:
    """A frozen copy of all that is printed, on the template that holds today."""
    leerling, waarden = overeenkomst.traject.leerling, waarden_van(overeenkomst)
    plan, regels = overeenkomst.plan, overeenkomst.regels
    blad = blad_van_de_dag(overeenkomst.school_id, overeenkomst.soort)
    return {
        "nummer": f"{overeenkomst.nummer} · versie {overeenkomst.versie}",
        "soort": overeenkomst.soort,
        "titel": overeenkomst.get_soort_display(),
        "ondertitel": str(overeenkomst.opleiding),
        "opgemaakt": f"opgemaakt op {datum(timezone.localdate())}",
        "betaald": regels.heeft_bedrag,
        "geregistreerd": regels.geregistreerd,
        "leerling": leerling.volledige_naam,
        "onderneming": overeenkomst.bij.naam,
        "vergoeding": overeenkomst.vergoeding_in_woorden,
        "waarden": waarden,
        "namen": namen_nu(overeenkomst),
        "partijen": partijen_als_inhoud(overeenkomst, overeenkomst),
        "contact": _contact(overeenkomst),
        "plaats": _plaats(overeenkomst),
        "uurrooster": rooster_als_inhoud(overeenkomst),
        "plan": plan_als_inhoud(plan) if plan else None,
        **blad_als_inhoud(blad, overeenkomst.school, waarden),
    }


def blad_als_inhoud(blad: Blad, school: School, waarden: dict[str, str]) -> dict:
    """What a template gives: letterhead, articles filled in, foot, and which template it was."""
    return {
        "school": school_als_inhoud(school),
        "logo": blad.logo,
        "briefkop": blad.briefkop.splitlines(),
        "voettekst": blad.voettekst,
        "artikelversie": blad.vaste_versie,
        "sjabloon": blad.versie,
        "artikels": [
            {"titel": artikel.titel, "tekst": vul_in(artikel.tekst, waarden)}
            for artikel in blad.artikels
        ],
    }


def vraag_tekenversie(stuk: Stuk, inhoud: dict) -> Document:
    """`inhoud`: all that is printed of it, frozen."""
    return vraag_document(
        stuk.traject,
        soort="tekenversie",
        bron=stuk.bron,
        versie=stuk.versie,
        titel=f"{stuk}, versie {stuk.versie} (te tekenen)",
        inhoud=inhoud,
    )


def gemaskeerd(email: str) -> str:
    """'els@mail.example' → 'e…@mail.example'."""
    voor, _, na = email.partition("@")
    return f"{voor[:1]}…@{na}" if na else ""


def hash_van_adres(email: str) -> str:
    """By which who knows an address recognises it, and nobody else reads it."""
    return hashlib.sha256(email.lower().encode()).hexdigest() if email else ""


def _handtekening_als_inhoud(handtekening: Handtekening) -> dict:
    wie, wijze = handtekening.ondertekenaar, handtekening.get_wijze_display()
    op, papier, adres = tijdstip(handtekening.op), handtekening.papier, ""
    if papier:
        op = tijdstip(handtekening.gezet_op) if papier.digitaal else datum(papier.getekend_op)
        ingegeven = datum(timezone.localdate(papier.op))
        wat = "pdf" if papier.digitaal else "scan"
        zinnen = [wijze, handtekening.volgens_certificaat]
        wijze = "; ".join(filter(None, zinnen))
        wijze += f"; {wat} bewaard door {papier.door.gebruiker} op {ingegeven}"
    elif handtekening.getuige:
        wijze += f", in aanwezigheid van {handtekening.getuige.gebruiker}"
    elif adres := wie.email:
        wijze += f", {gemaskeerd(adres)}"
    return {
        "partij": wie.get_partij_display(),
        "naam": wie.naam,
        "hoedanigheid": wie.hoedanigheid,
        "op": op,
        "wijze": wijze,
        "adres_sha256": hash_van_adres(adres),
        "getypte_naam": handtekening.getypte_naam,
        "krabbel": handtekening.krabbel,
        "scan": papier.bestandsnaam if papier else "",
        "certificaat": handtekening.certificaat,
    }


def controleadres(sha256: str) -> str:
    """Where anybody checks a document with this vingerafdruk."""
    return volledig_adres(reverse("controle_kenmerk", args=[sha256[:KENMERK]]))


def _qr(adres: str) -> SafeString:
    """The address as a drawing for inside a page; its title is what a screen reader says."""
    qr = segno.make(adres, error="m", micro=False)
    titel = "QR-code met het adres van de controlepagina"
    return mark_safe(qr.svg_inline(border=0, dark="#16232a", title=titel, omitsize=True))


def vraag_bewijs(stuk: Stuk) -> Document:
    tekenversie = stuk.tekenversie
    handtekeningen = Handtekening.objects.filter(
        ondertekenaar__in=stuk.huidige_ondertekenaars.values("pk")
    ).select_related("ondertekenaar", "getuige__gebruiker", "papier__door__gebruiker")
    return vraag_document(
        stuk.traject,
        soort="bewijs",
        bron=stuk.bron,
        versie=stuk.versie,
        titel=f"{stuk}, versie {stuk.versie} (getekend)",
        inhoud={
            **{k: tekenversie.inhoud[k] for k in ("nummer", "titel", "school", "opgemaakt")},
            "tekenversie": tekenversie.pk,
            "sha256": tekenversie.sha256,
            "adres": controleadres(tekenversie.sha256),
            "handtekeningen": [_handtekening_als_inhoud(h) for h in handtekeningen],
            "papieren": sorted({h.papier_id for h in handtekeningen if h.papier_id}),
        },
    )


def scan_als_bijlage(papier: Papier) -> Bijlage:
    with papier.bestand.open("rb") as bestand:
        return Bijlage(papier.bestandsnaam, papier.soort, bestand.read(), Name.Supplement)


@documentsoort("tekenversie")
def maak_tekenversie(document: Document) -> bytes:
    wijzigt = document.bron.startswith("wijziging-")
    sjabloon = "documenten/wijziging.html" if wijzigt else "documenten/tekenversie.html"
    return maak_pdf(sjabloon, document.inhoud, te_tekenen=True)


@documentsoort("bewijs")
def maak_bewijs(document: Document) -> bytes:
    """The pages of the tekenversie as they are, a proof page, the tekenversie embedded, and over
    all that the documentzegel. No key: no document."""
    sleutel = lees_sleutel()
    tekenversie = Document.objects.get(pk=document.inhoud["tekenversie"])
    with tekenversie.bestand.open("rb") as bestand:
        origineel = bestand.read()
    context = {**document.inhoud, "qr": _qr(document.inhoud["adres"])}
    context["handtekeningen"] = [
        {**h, "krabbel": h.get("krabbel") and teken_krabbel(h["krabbel"], h["naam"])}
        for h in document.inhoud["handtekeningen"]
    ]
    blad = maak_pdf("documenten/bewijs.html", context)
    intern = ("tekenversie", "papieren")
    gedrukt = {naam: waarde for naam, waarde in document.inhoud.items() if naam not in intern}
    bijlagen = bijlagen_van(origineel, tekenversie.inhoud, gedrukt)
    bijlagen += map(
        scan_als_bijlage, Papier.objects.filter(pk__in=document.inhoud.get("papieren", []))
    )
    return verzegel(voeg_samen(origineel, blad, bijlagen, op=tekenversie.gemaakt_op), sleutel)
