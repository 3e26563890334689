"""What an agreement still lacks before it can be sent, and who can mend it."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from gebruikers.models import KwijteMailbox, Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Recht, Schoolsoort, mag, wie_dan_wel
from opleidingsplannen.models import Partij
from overeenkomsten.artikels import WOORDEN
from overeenkomsten.controle_aanloop import al_bij_organisator, buiten_de_aanloop
from overeenkomsten.documenten import waarden_van
from overeenkomsten.models import Overeenkomst
from overeenkomsten.sjablonen import blad_van_de_dag
from overeenkomsten.soorten import Eis
from overeenkomsten.statussen import OOIT_GETEKEND, Status
from overeenkomsten.statussen import Partij as Tekenpartij
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
    bij, eist = _pagina_van_wie(overeenkomst, code), overeenkomst.regels.eisen
    persoon = reverse("leerlingen:leerling", args=[code, leerling.pk])
    school = reverse("gebruikers:school", args=[code])
    eisen = [
        (Eis.MENTOR not in eist or overeenkomst.mentor, "De mentor.", bewerk),
        _tekent_bij(overeenkomst, bewerk, bij),
        (
            tekent_nog_voor_school(overeenkomst.tekent_voor_school),
            "Wie tekent voor de school.",
            bewerk,
        ),
        (
            Eis.PARITAIR_COMITE not in eist or overeenkomst.paritair_comite,
            "Het paritair comité.",
            bewerk,
        ),
        (
            Eis.VERZEKERING not in eist or overeenkomst.verzekeraar,
            "De verzekeraar arbeidsongevallen.",
            bewerk,
        ),
        (Eis.VERZEKERING not in eist or overeenkomst.polisnummer, "Het polisnummer.", bewerk),
        (_vergoeding_in_orde(overeenkomst), "De leervergoeding en haar categorie.", bewerk),
        (overeenkomst.uurrooster.exists(), "Het uurrooster.", rooster),
        (Eis.PLAN not in eist or overeenkomst.plan, "Een opleidingsplan.", plan),
        (
            Eis.ERKENNING not in eist or _erkenning(overeenkomst),
            "Een erkenning van de vestiging voor deze opleiding.",
            bij,
        ),
        (leerling.adres, "Het adres van de leerling.", persoon),
        (
            _ouder_in_orde(overeenkomst),
            "Een ouder met gezag, met naam: de leerling is minderjarig.",
            persoon,
        ),
        (overeenkomst.school.adres, "Het adres van de school.", school),
    ]
    mist = [Ontbreekt(wat, url) for in_orde, wat, url in eisen if not in_orde]
    return [*mist, *[Ontbreekt(wat, bewerk) for wat in _zonder_waarde(overeenkomst)]]


def _zonder_waarde(overeenkomst: Overeenkomst) -> list[str]:
    """What the school's own articles have filled in, and that this agreement does not know."""
    woorden = blad_van_de_dag(overeenkomst.school_id, overeenkomst.soort).eigen_woorden
    waarden = waarden_van(overeenkomst) if woorden else {}
    leeg = [WOORDEN[woord] for woord in woorden if not waarden[woord]]
    return [f"{wat[0].upper()}{wat[1:]}: een artikel van je school noemt dat." for wat in leeg]


def _pagina_van_wie(overeenkomst: Overeenkomst, code: str) -> str:
    """Of the company or the organiser."""
    bij = overeenkomst.bij
    return reverse(f"werkplekken:{bij._meta.model_name}", args=[code, bij.pk])


def _tekent_bij(overeenkomst: Overeenkomst, bewerk: str, bij: str) -> tuple:
    """Who signs for the company is chosen; for an organiser it stands on its page."""
    if overeenkomst.organisatie_id:
        return overeenkomst.organisatie.tekenaar, "Wie tekent voor de organisator.", bij
    return overeenkomst.vertegenwoordiger, "Wie tekent voor de onderneming.", bewerk


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
    zinnen += al_bij_organisator(overeenkomst)
    return [*zinnen, *_over_de_mailboxen(overeenkomst)]


def _over_de_mailboxen(overeenkomst: Overeenkomst) -> list[str]:
    """To whom nothing can be mailed: neither to the address nor to the account that they have."""
    zinnen = []
    for wie, rij, email in _mailboxen(overeenkomst):
        if not email:
            zinnen.append(f"De {wie} heeft geen e-mailadres en tekent dus aan tafel.")
            continue
        account = getattr(rij, "gebruiker", None)
        adressen = [email, account.email if account else ""]
        if not KwijteMailbox.objects.eerste_andere(adressen, overeenkomst.school_id):
            zin = f"De mailbox van de {wie} is kwijt ({email}): er gaat niets meer naartoe."
            zinnen.append(f"{zin} Vul een ander adres in, of laat aan tafel tekenen.")
    return zinnen


def _mailboxen(overeenkomst: Overeenkomst) -> list[tuple]:
    """Of who signs outside the school, parents excepted: what they are, their row and address."""
    if bij := overeenkomst.organisatie:
        return [("externe organisator", bij, bij.tekenaar_email)]
    leerling, baas = overeenkomst.traject.leerling, overeenkomst.vertegenwoordiger
    return [
        ("leerling", leerling, leerling.email),
        ("vertegenwoordiger", baas, baas.email if baas else ""),
    ]


def fase_blijft_achter(overeenkomst: Overeenkomst) -> str:
    """Why signing does not make the traject run, or did not, or that it was moved back since; empty
    when it runs. Of the aanloop: why the traject does not go there."""
    traject = overeenkomst.traject
    if overeenkomst.regels.is_aanloop:
        return buiten_de_aanloop(overeenkomst)
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
    if Eis.VERGOEDING not in overeenkomst.regels.eisen:
        return True
    return bool(overeenkomst.vergoeding_categorie and overeenkomst.vergoeding_cent)


def _erkenning(overeenkomst: Overeenkomst) -> Erkenning | None:
    """Where one is asked: which holds on the first day; the one that lasts longest."""
    if Eis.ERKENNING not in overeenkomst.regels.eisen:
        return None
    return (
        overeenkomst.vestiging.erkenningen.geldig(overeenkomst.begindatum)
        .filter(opleiding=overeenkomst.opleiding_id)
        .order_by("-tot")
        .first()
    )


def _ouder_in_orde(overeenkomst: Overeenkomst) -> bool:
    tekent = Tekenpartij.OUDER in overeenkomst.regels.partijen
    if not tekent or not overeenkomst.traject.leerling.is_minderjarig():
        return True
    ouder = overeenkomst.ouder
    return bool(
        ouder
        and ouder.naam
        and ouder.heeft_gezag
        and ouder.leerling_id == overeenkomst.traject.leerling_id
    )
