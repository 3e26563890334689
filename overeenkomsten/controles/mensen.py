"""Whether those concerned agree with the plan, have access, and can be reached."""

from collections.abc import Iterator

from gebruikers.models import KwijteMailbox, Lidmaatschap
from gebruikers.rollen import Rol
from opleidingsplannen.models import Partij, Planstatus
from overeenkomsten.controles.geval import Geval
from overeenkomsten.controles.kern import Punt, controle
from overeenkomsten.statussen import Strengheid
from werkplekken.models import Mentor


@controle(
    "Het goede opleidingsplan",
    "De bijlage is de versie die nu geldt, van deze opleiding.",
    strengheid=Strengheid.WAARSCHUWT,
)
def plan_past(geval: Geval) -> Iterator[Punt]:
    rij, plan = geval.overeenkomst, geval.overeenkomst.plan
    if plan is None:
        return
    van = plan.standaardtraject.opleiding
    if van and van != rij.opleiding:
        yield Punt(
            f"Het opleidingsplan is er een voor {van}, de overeenkomst is voor {rij.opleiding}. "
            "Kies een ander plan, of kijk de opleiding na."
        )
    if plan.status == Planstatus.VERVANGEN:
        yield Punt(f"Versie {plan.versie} van het opleidingsplan is vervangen. Kies de nieuwe.")


@controle(
    "Akkoord met het opleidingsplan",
    "Leerling, mentor en school gaan akkoord met het plan voor iemand tekent.",
    strengheid=Strengheid.WAARSCHUWT,
)
def plan_akkoord(geval: Geval) -> Iterator[Punt]:
    """By all, and by the mentor of this agreement."""
    plan, mentor = geval.overeenkomst.plan, geval.overeenkomst.mentor
    if plan is None:
        return
    if not plan.akkoord_op:
        yield Punt("Over het opleidingsplan is nog geen akkoord.", "plan")
        return
    akkoord = plan.akkoorden_nu().get(Partij.MENTOR)
    if mentor and akkoord and not akkoord.is_van(mentor):
        yield Punt(
            f"Met het opleidingsplan ging mentor {akkoord.wie} akkoord. Bespreek het ook met "
            f"{mentor}, die de leerling begeleidt.",
            "plan",
        )


@controle(
    "Toegang van de mentor",
    "Een mentor zonder toegang kan de leerling hier niet volgen.",
    strengheid=Strengheid.WAARSCHUWT,
)
def mentor_toegang(geval: Geval) -> Iterator[Punt]:
    mentor = geval.overeenkomst.mentor
    if mentor and mentor.gebruiker_id and _is_weg(mentor):
        yield Punt(f"Mentor {mentor} heeft geen toegang meer. Kies wie de leerling begeleidt.")


def _is_weg(mentor: Mentor) -> bool:
    """Had an account here, and does not come in as mentor any more."""
    wie = {"gebruiker": mentor.gebruiker_id, "school": mentor.school_id, "rol": Rol.MENTOR}
    return not Lidmaatschap.objects.geldig().filter(**wie).exists()


@controle(
    "Te bereiken per mail",
    "Wie geen mail krijgt, tekent aan tafel.",
    strengheid=Strengheid.WAARSCHUWT,
)
def mailbox(geval: Geval) -> Iterator[Punt]:
    """To whom nothing can be mailed: neither to the address nor to the account that they have."""
    rij, baas = geval.overeenkomst, geval.overeenkomst.vertegenwoordiger
    if rij.organisatie_id:  # where the learner does not sign
        adressen = {"externe organisator": (rij.organisatie.tekenaar_email, [], "bij")}
    else:
        account = geval.leerling.gebruiker
        adressen = {
            "leerling": (geval.leerling.email, [account.email] if account else [], "leerling"),
            "vertegenwoordiger": (baas.email if baas else "", [], "bij"),
        }
    gekend = [adres for email, ook, _ in adressen.values() for adres in (email, *ook) if adres]
    kwijt = KwijteMailbox.objects.waarvan_kwijt(gekend, rij.school_id)
    for wie, (email, ook, waar) in adressen.items():
        if not email:
            yield Punt(f"De {wie} heeft geen e-mailadres en tekent dus aan tafel.", waar)
        elif all(adres.lower() in kwijt for adres in [email, *ook] if adres):
            zin = f"De mailbox van de {wie} is kwijt ({email}): er gaat niets meer naartoe."
            yield Punt(f"{zin} Vul een ander adres in, of laat aan tafel tekenen.", waar)
