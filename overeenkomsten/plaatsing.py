"""The placement that an agreement writes: where the learner is, and who may see them there."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet, Value
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, niet_voorbij
from gebruikers.rollen import Rol
from opleidingsplannen.models import Partij as Planpartij
from opleidingsplannen.models import Planakkoord
from overeenkomsten.models import Overeenkomst, Schorsing, Wijziging
from overeenkomsten.models.overlap import DagenRange
from overeenkomsten.statussen import Wat
from werkplekken.models import Plaatsing, Plaatsvervanger


def plaats(overeenkomst: Overeenkomst) -> Plaatsing:
    """The placement that this agreement writes: made at the first offer, then kept in step."""
    plaatsing = overeenkomst.plaatsing or Plaatsing(traject=overeenkomst.traject)
    plaatsing.aangeboden_op = plaatsing.aangeboden_op or timezone.now()
    plaatsing.vestiging, plaatsing.organisatie = overeenkomst.vestiging, overeenkomst.organisatie
    plaatsing.mentor = overeenkomst.mentor
    plaatsing.van, plaatsing.tot = overeenkomst.begindatum, overeenkomst.einddatum
    plaatsing.save()
    Plaatsvervanger.objects.filter(plaatsing=plaatsing, mentor=plaatsing.mentor).delete()
    return plaatsing


def plaats_tot(overeenkomst: Overeenkomst, dag: datetime.date) -> None:
    """The last day there; a placement that began after it keeps its first."""
    if plaatsing := overeenkomst.plaatsing:
        plaatsing.tot = max(plaatsing.van, dag)
        plaatsing.save(update_fields=["tot"])


def volg(overeenkomst: Overeenkomst, wijziging: Wijziging) -> Plaatsing | None:
    """Another mentor or site from a day on: the placement until then, which the mentor of that time
    looks into as after any end, and a new one. None when it is so from the first day. What was
    noted there in the days that change stays where it was noted."""
    oud, stand = overeenkomst.plaatsing, overeenkomst.van_kracht_op(wijziging.vanaf)
    gebruikt = laatst_gebruikt(oud, wijziging)  # since it was sent
    if wijziging.vanaf <= oud.van and gebruikt is None:
        oud.mentor, oud.vestiging = stand.mentor, stand.vestiging
        oud.save(update_fields=["mentor", "vestiging"])
        return None
    nieuw = Plaatsing.objects.create(
        traject=oud.traject,
        vestiging=stand.vestiging,
        mentor=stand.mentor,
        van=wijziging.vanaf,
        tot=oud.tot,
        aangeboden_op=timezone.now(),
    )
    plaats_tot(overeenkomst, max(filter(None, [wijziging.vanaf - DAG, gebruikt])))
    vervangers = oud.plaatsvervangers.exclude(mentor=stand.mentor).filter(
        niet_voorbij(wijziging.vanaf), mentor__vestiging=stand.vestiging
    )
    for rij in vervangers:
        van = max(rij.van, wijziging.vanaf)
        Plaatsvervanger.objects.create(plaatsing=nieuw, mentor=rij.mentor, van=van, tot=rij.tot)
    overeenkomst.plaatsing = nieuw
    overeenkomst.save(update_fields=["plaatsing"])
    return oud


def laatst_gebruikt(plaatsing: Plaatsing | None, wijziging: Wijziging) -> datetime.date | None:
    """The last day, from the day of this amendment on, on which its mentor rated or agreed to a
    plan, or when the site changes anybody rated there; None when nobody did."""
    if plaatsing is None or wijziging.vanaf > timezone.localdate():
        return None
    beoordeeld = plaatsing.beoordelingen.filter(op__date__gte=wijziging.vanaf)
    if not wijziging.wijzigt(Wat.VESTIGING):
        beoordeeld = beoordeeld.filter(rol=Rol.MENTOR)
    momenten = list(beoordeeld.values_list("op", flat=True))
    akkoorden = Planakkoord.objects.filter(
        plan__traject=plaatsing.traject_id, partij=Planpartij.MENTOR, op__date__gte=wijziging.vanaf
    )
    if plaatsing.mentor:
        rijen = akkoorden.select_related("door")
        momenten += [rij.op for rij in rijen if rij.is_van(plaatsing.mentor)]
    return max(map(timezone.localdate, momenten), default=None)


def haal_plaatsing_weg(overeenkomst: Overeenkomst) -> None:
    """What is no longer offered shows the learner to no mentor. Where one rated already the
    placement stays, as history: it ends today. Where a contact tells of it the row stays too."""
    plaatsing = overeenkomst.plaatsing
    if plaatsing and plaatsing.beoordelingen.exists():
        plaatsing.tot = max(plaatsing.van, min(plaatsing.tot, timezone.localdate()))
        plaatsing.save(update_fields=["tot"])
    elif plaatsing and not plaatsing.ging_niet_door():
        Overeenkomst.objects.filter(pk=overeenkomst.pk).update(plaatsing=None)
        overeenkomst.plaatsing = None
        plaatsing.delete()


def met_schorsingen(plaatsingen: QuerySet, lid: Lidmaatschap) -> QuerySet:
    """Each with the periods in which its agreement is suspended in its days, as far as `lid` reads
    those (`geschorst`), in no query more."""
    rust = Schorsing.objects.zichtbaar_voor(lid).van_plaatsing()
    rust = rust.order_by("van").values(dagen=DagenRange("van", "tot", Value("[]")))
    return plaatsingen.annotate(geschorst=ArraySubquery(rust))
