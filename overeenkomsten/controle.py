"""What an agreement still lacks before it can be sent, and who can mend it."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from gebruikers.models import KwijteMailbox, Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Recht, Schoolsoort, mag, wie_dan_wel
from leerlingen.models import Betrokkene, Leerling
from opleidingsplannen.models import Partij
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import OOIT_GETEKEND, Soort, Status
from overeenkomsten.uren import in_woorden, uren_in_rooster
from trajecten.fases import Fase
from werkplekken.models import Erkenning, Mentor


@dataclass(frozen=True)
class Ontbreekt:
    """One thing that is missing, where it is mended; no `url` when somebody else has to."""

    wat: str
    url: str


def ontbrekend(overeenkomst: Overeenkomst) -> list[Ontbreekt]:
    """Everything that blocks sending; empty when the agreement is ready."""
    code = overeenkomst.school.code
    leerling = overeenkomst.traject.leerling
    bewerk = reverse("overeenkomsten:bewerk", args=[code, overeenkomst.pk])
    rooster = reverse("overeenkomsten:uurrooster", args=[code, overeenkomst.pk])
    plan = reverse("opleidingsplannen:plan", args=[code, overeenkomst.traject_id])
    bedrijf = reverse("werkplekken:onderneming", args=[code, overeenkomst.vestiging.onderneming_id])
    persoon = reverse("leerlingen:leerling", args=[code, leerling.pk])
    school = reverse("gebruikers:school", args=[code])
    eisen = [
        (overeenkomst.mentor, "De mentor.", bewerk),
        (overeenkomst.vertegenwoordiger, "Wie tekent voor de onderneming.", bewerk),
        (
            tekent_nog_voor_school(overeenkomst.tekent_voor_school),
            "Wie tekent voor de school.",
            bewerk,
        ),
        (overeenkomst.paritair_comite, "Het paritair comité.", bewerk),
        (overeenkomst.verzekeraar, "De verzekeraar arbeidsongevallen.", bewerk),
        (overeenkomst.polisnummer, "Het polisnummer.", bewerk),
        (_vergoeding_in_orde(overeenkomst), "De leervergoeding en haar categorie.", bewerk),
        (overeenkomst.uurrooster.exists(), "Het uurrooster.", rooster),
        (overeenkomst.plan, "Een opleidingsplan.", plan),
        (_erkenning(overeenkomst), "Een erkenning van de vestiging voor deze opleiding.", bedrijf),
        (leerling.adres, "Het adres van de leerling.", persoon),
        (
            _ouder_in_orde(overeenkomst),
            "Een ouder met gezag, met naam: de leerling is minderjarig.",
            persoon,
        ),
        (
            _tweede_in_orde(overeenkomst),
            "Een tweede ouder die tekent, met gezag en met naam: bij gedeeld gezag tekenen op "
            "jullie school beide ouders."
            if overeenkomst.school.beide_ouders_tekenen
            else "Een tweede ouder met gezag en met naam, of geen.",
            bewerk,
        ),
        (overeenkomst.school.adres, "Het adres van de school.", school),
    ]
    return [Ontbreekt(wat, url) for in_orde, wat, url in eisen if not in_orde]


def te_verhelpen_door(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> list[Ontbreekt]:
    """What blocks sending, to who reads it: whom to ask instead of a link that is not theirs."""
    punten = ontbrekend(overeenkomst)
    if mag(lid, Schoolsoort.SCHOOL, Recht.SCHRIJF):
        return punten
    school = reverse("gebruikers:school", args=[overeenkomst.school.code])
    wie = wie_dan_wel(lid, Schoolsoort.SCHOOL)
    return [
        replace(punt, wat=f"{punt.wat} {wie}", url="") if punt.url == school else punt
        for punt in punten
    ]


def tekent_nog_voor_school(lid: Lidmaatschap | None) -> bool:
    """Whether this is a coördinator of the school today."""
    if lid is None:
        return False
    return Lidmaatschap.objects.geldig().filter(pk=lid.pk, rol=Rol.COORDINATOR).exists()


def waarschuwingen(overeenkomst: Overeenkomst) -> list[str]:
    """What deserves a look but does not block."""
    zinnen = [
        *_over_het_uurrooster(overeenkomst),
        *_over_de_mentor(overeenkomst),
        *_over_de_inschrijving(overeenkomst),
    ]
    if zin := fase_blijft_achter(overeenkomst):
        zinnen.append(zin)
    erkenning = _erkenning(overeenkomst)
    if erkenning and erkenning.tot < overeenkomst.einddatum:
        einde = date_format(erkenning.tot, "j F Y")
        zinnen.append(f"De erkenning eindigt op {einde}, voor het einde van de overeenkomst.")
    zinnen += _over_het_plan(overeenkomst) + _sinds_de_vorige(overeenkomst)
    return [*zinnen, *_over_de_mailboxen(overeenkomst)]


def _over_de_mailboxen(overeenkomst: Overeenkomst) -> list[str]:
    """To whom nothing can be mailed: neither to the address nor to the account that they have."""
    leerling, baas = overeenkomst.traject.leerling, overeenkomst.vertegenwoordiger
    zinnen = []
    for wie, rij in (("leerling", leerling), ("vertegenwoordiger", baas)):
        if not (rij and rij.email):
            zinnen.append(f"De {wie} heeft geen e-mailadres en tekent dus aan tafel.")
            continue
        account = getattr(rij, "gebruiker", None)
        adressen = [rij.email, account.email if account else ""]
        if not KwijteMailbox.objects.eerste_andere(adressen, overeenkomst.school_id):
            zin = f"De mailbox van de {wie} is kwijt ({rij.email}): er gaat niets meer naartoe."
            zinnen.append(f"{zin} Vul een ander adres in, of laat aan tafel tekenen.")
    return zinnen


def fase_blijft_achter(overeenkomst: Overeenkomst) -> str:
    """Why signing does not make the traject run, or did not, or that it was moved back since; empty
    when it runs."""
    traject = overeenkomst.traject
    if traject.fase == Fase.ZOEKT_WERKPLEK and overeenkomst.is_lopend:
        fase = Fase.ZOEKT_WERKPLEK.label
        return f"Het traject staat in de fase “{fase}”, terwijl deze overeenkomst loopt."
    if traject.fase not in (Fase.AANMELDING, Fase.SCREENING, Fase.AANLOOP):
        return ""
    fase = f"Het traject staat nog in de fase “{traject.get_fase_display()}”"
    if overeenkomst.status == Status.GETEKEND:
        return f"{fase}, terwijl iedereen getekend heeft. Wijzig de fase in het dossier."
    return (
        f"{fase}. Pas vanuit “{Fase.ZOEKT_WERKPLEK.label}” loopt het zodra iedereen getekend heeft."
    )


def _over_de_mentor(overeenkomst: Overeenkomst) -> list[str]:
    """Conditions that are not met yet: a company has to show them for its mentor."""
    mentor = overeenkomst.mentor
    open_ = [naam for naam, soort in mentor.voorwaarden if soort != "goed"] if mentor else []
    if not open_:
        return []
    return [
        f"Mentor {mentor}: {', '.join(open_)}. Een werkplek is maar in orde met een mentor die aan "
        "de voorwaarden voldoet. Vraag de datum na en vul ze in bij de werkplek."
    ]


def _over_de_inschrijving(overeenkomst: Overeenkomst) -> list[str]:
    """The agreement lies in days in which the learner is enrolled in that opleiding."""
    begin, einde = overeenkomst.begindatum, overeenkomst.einddatum
    rijen = overeenkomst.traject.inschrijvingen.filter(opleiding=overeenkomst.opleiding_id)
    rij = rijen.filter(Q(tot=None) | Q(tot__gte=begin), van__lte=einde).order_by("van").first()
    if rij is None:
        return [f"De leerling is in deze periode niet ingeschreven in {overeenkomst.opleiding}."]
    if rij.van > begin:
        van = date_format(rij.van, "j F Y")
        return [f"De inschrijving begint pas op {van}, na het begin van de overeenkomst."]
    if rij.tot and rij.tot < einde:
        tot = date_format(rij.tot, "j F Y")
        return [f"De inschrijving eindigt op {tot}, voor het einde van de overeenkomst."]
    return []


def _over_het_plan(overeenkomst: Overeenkomst) -> list[str]:
    """The plan is agreed, by the mentor of this agreement."""
    plan, mentor = overeenkomst.plan, overeenkomst.mentor
    if plan is None:
        return []
    zinnen, van = [], plan.standaardtraject.opleiding
    if van and van != overeenkomst.opleiding:
        zinnen.append(
            f"Het opleidingsplan is er een voor {van}, de overeenkomst is voor "
            f"{overeenkomst.opleiding}. Kies een ander plan, of kijk de opleiding na."
        )
    if not plan.akkoord_op:
        return [*zinnen, "Over het opleidingsplan is nog geen akkoord."]
    akkoord = plan.akkoorden_nu().get(Partij.MENTOR)
    if mentor and akkoord and not akkoord.is_van(mentor):
        zinnen.append(
            f"Met het opleidingsplan ging mentor {akkoord.wie} akkoord. Bespreek het ook met "
            f"{mentor}, die de leerling begeleidt."
        )
    return zinnen


def _sinds_de_vorige(overeenkomst: Overeenkomst) -> list[str]:
    """Of one that goes on with another: what is not as it was, and days of both at once."""
    vorige, zinnen = overeenkomst.vervolg_op, []
    if vorige is None:
        return []
    if vorige.plan and overeenkomst.plan and vorige.plan != overeenkomst.plan:
        zinnen.append(
            f"Het opleidingsplan is nu versie {overeenkomst.plan.versie}; bij {vorige} hoorde "
            f"versie {vorige.plan.versie}."
        )
    mentor = overeenkomst.mentor
    if mentor and mentor == vorige.mentor and mentor.gebruiker_id and _is_weg(mentor):
        zinnen.append(f"Mentor {mentor} heeft geen toegang meer. Kies wie de leerling begeleidt.")
    if vorige.status in OOIT_GETEKEND and overeenkomst.begindatum <= vorige.laatste_dag:
        einde = date_format(vorige.laatste_dag, "j F Y")
        zinnen.append(f"Ze begint voor het einde van {vorige}, op {einde}. Dat kan niet samen.")
    return zinnen


def _is_weg(mentor: Mentor) -> bool:
    """Had an account here, and does not come in as mentor any more."""
    wie = {"gebruiker": mentor.gebruiker_id, "school": mentor.school_id, "rol": Rol.MENTOR}
    return not Lidmaatschap.objects.geldig().filter(**wie).exists()


def _over_het_uurrooster(overeenkomst: Overeenkomst) -> list[str]:
    rooster = uren_in_rooster(overeenkomst)
    if not any(rooster.values()):
        return []
    zinnen = []
    for plaats, uren in (
        ("werkplek", overeenkomst.uren_werkplek),
        ("school", overeenkomst.uren_school),
    ):
        if rooster[plaats] != uren:
            zinnen.append(
                f"Het uurrooster telt {in_woorden(rooster[plaats])} {plaats}, de overeenkomst "
                f"{in_woorden(uren)}."
            )
    return zinnen


def _vergoeding_in_orde(overeenkomst: Overeenkomst) -> bool:
    if overeenkomst.soort != Soort.OAO:
        return True
    return bool(overeenkomst.vergoeding_categorie and overeenkomst.vergoeding_cent)


def _erkenning(overeenkomst: Overeenkomst) -> Erkenning | None:
    """The recognition that holds on the first day; the one that lasts longest."""
    return (
        overeenkomst.vestiging.erkenningen.geldig(overeenkomst.begindatum)
        .filter(opleiding=overeenkomst.opleiding_id)
        .order_by("-tot")
        .first()
    )


def ouders_samen(leerling: Leerling) -> list[Betrokkene]:
    """The parents who share authority over a minor, where the school wants both to sign."""
    if not (leerling.school.beide_ouders_tekenen and leerling.is_minderjarig()):
        return []
    ouders = list(leerling.betrokkenen.filter(gezag=Betrokkene.Gezag.GEDEELD))
    return ouders if len(ouders) > 1 else []


def _kan_tekenen(ouder: Betrokkene | None, overeenkomst: Overeenkomst) -> bool:
    return bool(
        ouder
        and ouder.naam
        and ouder.heeft_gezag
        and ouder.leerling_id == overeenkomst.traject.leerling_id
    )


def _ouder_in_orde(overeenkomst: Overeenkomst) -> bool:
    minderjarig = overeenkomst.traject.leerling.is_minderjarig()
    return not minderjarig or _kan_tekenen(overeenkomst.ouder, overeenkomst)


def _tweede_in_orde(overeenkomst: Overeenkomst) -> bool:
    """There where both have to sign, and right when there is one."""
    leerling, tweede = overeenkomst.traject.leerling, overeenkomst.tweede_ouder
    if not leerling.is_minderjarig():
        return True
    if tweede is None:
        return not ouders_samen(leerling)
    return _kan_tekenen(tweede, overeenkomst)
