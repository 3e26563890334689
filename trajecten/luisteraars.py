"""Heard here: a school let somebody in again; a learner changed their own address or telephone; a
request or a task did its work."""

from functools import partial

from django.db import transaction
from django.dispatch import receiver

from gebruikers import spoor
from gebruikers.berichten import stuur
from gebruikers.feiten import leerling_gewijzigd, mailbox_terug, toegang_hersteld, werk_gedaan
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import BUITEN, Rol
from trajecten.models import Teamlid, Traject
from trajecten.tasks import herbereken_school
from trajecten.termijnberekening import herbereken

# What belongs to no case, and what terms follow from all the same.
VAN_DE_SCHOOL = {
    "opleidingsplannen_evaluatiemoment",
    "overeenkomsten_formaliteit",
    "trajecten_kalenderperiode",
    "trajecten_termijnduur",
    "werkplekken_erkenning",
    "werkplekken_mentor",
    "werkplekken_onderneming",
}


@receiver([toegang_hersteld, mailbox_terug])
def zeg_het_de_begeleiders(sender, herstel, **kwargs) -> None:
    """Of who is no staff: those who guide a traject that this person gets to see and who replace
    them, or without any the other coördinatoren."""
    leden = Lidmaatschap.objects.geldig().filter(school=herstel.school, gebruiker=herstel.gebruiker)
    buiten = leden.filter(rol__in=BUITEN).select_related("school", "gebruiker")
    if not buiten:
        return
    trajecten = {
        pk
        for lid in buiten
        for pk in Traject.objects.zichtbaar_voor(lid).values_list("pk", flat=True)
    }
    team = Teamlid.objects.begeleiders().filter(traject__in=trajecten)
    coordinatoren = Lidmaatschap.objects.geldig().filter(school=herstel.school, rol=Rol.COORDINATOR)
    wie = team.met_vervangers() or coordinatoren.select_related("gebruiker")
    al = {herstel.gebruiker_id, herstel.door.gebruiker_id}
    anderen = [lid.gebruiker for lid in wie if lid.gebruiker_id not in al]
    for aan, voornaam in sorted({(ander.email, ander.voornaam) for ander in anderen}):
        stuur(
            "gebruikers/berichten/toegang_hersteld_begeleider",
            aan=aan,
            school=herstel.school,
            voornaam=voornaam,
            herstel=herstel,
        )


@receiver(leerling_gewijzigd)
def noteer_wat_de_leerling_zelf_wijzigde(sender, leerling, velden, door, **kwargs) -> None:
    """The school is told, and that its own package still has the old value: the next import would
    bring that back. What staff change stands in the history only."""
    if door is None or door.rol != Rol.LEERLING:
        return
    delen = {"het adres": velden & set(leerling.ADRES), "de telefoon": velden & {"telefoon"}}
    wat = " en ".join(deel for deel, geraakt in delen.items() if geraakt)
    zin = f"Wijzigde zelf {wat}. Het schoolpakket heeft het oude nog."
    for traject in Traject.objects.filter(leerling=leerling).open():
        traject.noteer(door, "contact", zin)


@receiver(werk_gedaan)
def reken_termijnen_na(sender, aanvraag, **kwargs) -> None:
    """Of the cases that it touched at once; of a whole school, as after a change of its calendar,
    by the worker."""
    geraakt = spoor.gewijzigd_in(aanvraag).values_list("tabel", "school", "traject", "leerling")
    regels = set(geraakt)
    trajecten = {traject for _, _, traject, _ in regels if traject}
    leerlingen = {leerling for *_, leerling in regels if leerling}
    if leerlingen:
        van_leerlingen = Traject.objects.filter(leerling__in=leerlingen)
        trajecten |= set(van_leerlingen.values_list("pk", flat=True))
    if trajecten:
        herbereken(trajecten)
    for school in {school for tabel, school, *_ in regels if tabel in VAN_DE_SCHOOL}:
        transaction.on_commit(partial(herbereken_school.delay, school, school), robust=True)
