"""What a mentor still has to tell of presence, for the first page."""

import datetime

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from leerlingen.schooljaar import maandag_van
from opleidingsplannen.models import Aanwezigheid, Halve
from opleidingsplannen.verwacht import eerste_dag, verwacht
from trajecten.models import Traject
from werkplekken.models import Plaatsing


def door_te_geven(
    lid: Lidmaatschap, trajecten: list[Traject], plaatsingen: dict[int, list[Plaatsing]]
) -> dict[int, list[datetime.date]]:
    """Traject → the day of each half day that the workplace still has to tell, of weeks whose last
    day there is today or past. `plaatsingen`: of each traject, with `geldt`."""
    if lid.school.aanwezigheid_vanaf is None:
        return {}
    vandaag, van_wie = timezone.localdate(), {}
    for traject in trajecten:
        traject.school = lid.school
        van_wie |= {rij: traject for rij in plaatsingen[traject.pk] if rij.geldt}
    for plaatsing, traject in van_wie.items():
        plaatsing.traject = traject
    van, tot = eerste_dag(vandaag), maandag_van(vandaag) + 6 * DAG
    verwachte, nog = verwacht(van_wie, van, tot), {}
    if not any(verwachte.values()):
        return {}
    gezegd = Aanwezigheid.objects.zichtbaar_voor(lid).filter(plaatsing__in=van_wie)
    gezegd = gezegd.tussen(van, tot).exclude(werkplek_zegt="", staat="")
    al = {Halve(*rij) for rij in gezegd.values_list(*Halve._fields)}
    for plaatsing in van_wie:
        halve_dagen = verwachte.get(plaatsing.pk, [])
        loopt_nog = {maandag_van(halve.dag) for halve in halve_dagen if halve.dag > vandaag}
        nog.setdefault(plaatsing.traject_id, []).extend(
            halve.dag
            for halve in halve_dagen
            if halve not in al and maandag_van(halve.dag) not in loopt_nog
        )
    return {pk: sorted(dagen) for pk, dagen in nog.items() if dagen}
