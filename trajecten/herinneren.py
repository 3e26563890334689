"""Remind by hand: a colleague asks who must act to look at what is pressing now.

One such mail a person a day, whoever asks; what was told them today already is not told again. Who
wants no reminders of the kind that one may refuse, gets none by hand either.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Bericht, Herinneringskeuze, Lidmaatschap
from gebruikers.overgang import Weigering, eis_voorstel
from gebruikers.periode import DAG
from gebruikers.zicht import Informatie, Recht, eis
from trajecten.aan_zet import AanZet
from trajecten.herinneringen import nog_over, wie_ziet
from trajecten.kalender import GEWONE_WEKEN, Kalender
from trajecten.models import Herinnering, Taak, Termijn, Traject
from trajecten.models.termijn import NADERT
from trajecten.termijnregel import VOORBIJ
from trajecten.weken import weken_van

Soort, NOOIT = Herinneringskeuze.Soort, Herinneringskeuze.Wanneer.NOOIT


@dataclass
class Brief:
    """What one person would be told; `waarom_niet`: why no mail goes."""

    lid: Lidmaatschap
    termijnen: list[Termijn] = field(default_factory=list)
    taken: list[Taak] = field(default_factory=list)
    waarom_niet: str = ""

    @property
    def sleutel(self) -> str:
        """One a person a day: two who press at once send one mail."""
        return f"vraag-{self.lid.school_id}-{self.lid.gebruiker_id}-{timezone.localdate()}"

    @property
    def leerlingen(self) -> list:
        rijen = [rij.traject.leerling for rij in (*self.termijnen, *self.taken)]
        return list(dict.fromkeys(rijen))

    @property
    def afdruk(self) -> str:
        wat = [f"t{rij.pk}" for rij in self.termijnen] + [f"a{rij.pk}" for rij in self.taken]
        return f"{self.lid.gebruiker_id}:{'.'.join(wat)}:{bool(self.waarom_niet)}"


def stel_voor(trajecten: Iterable[Traject], *, door: Lidmaatschap) -> list[Brief]:
    """To whom, about what, of what `door` sees: terms that end within two weeks or did, and tasks
    that are due. Who gets a mail in front."""
    pks = [traject.pk for traject in trajecten]
    aan_zet, brieven = AanZet(door.school, pks), {}

    def brief(lid: Lidmaatschap) -> Brief:
        return brieven.setdefault(lid.gebruiker_id, Brief(lid))

    per_lezer = defaultdict(list)
    for rij in _termijnen(door, pks):
        for lid in aan_zet.voor_termijn(rij) or aan_zet.coordinatoren:
            per_lezer[lid].append(rij)
    ziet = wie_ziet(per_lezer)
    for lid, rijen in per_lezer.items():
        if gezien := [rij for rij in rijen if (rij.pk, lid.pk) in ziet]:
            brief(lid).termijnen.extend(gezien)
    for rij in _taken(door, pks):
        for lid in aan_zet.voor_taak(rij) or aan_zet.coordinatoren:
            brief(lid).taken.append(rij)
    _laat_weg(door, brieven)
    return sorted(brieven.values(), key=lambda b: (bool(b.waarom_niet), str(b.lid.gebruiker)))


def _termijnen(door: Lidmaatschap, pks: list[int]) -> list[Termijn]:
    rijen = Termijn.objects.zichtbaar_voor(door).open().filter(traject__in=pks)
    rijen = rijen.filter(uiterlijk__lte=timezone.localdate() + NADERT * DAG)
    return list(rijen.select_related("traject__leerling").order_by("uiterlijk", "pk"))


def _taken(door: Lidmaatschap, pks: list[int]) -> list[Taak]:
    rijen = Taak.objects.zichtbaar_voor(door).open().filter(traject__in=pks)
    rijen = rijen.filter(uiterlijk__lte=timezone.localdate())
    return list(rijen.select_related("traject__leerling").order_by("uiterlijk", "pk"))


def _laat_weg(door: Lidmaatschap, brieven: dict[int, Brief]) -> None:
    """What somebody is not told, and who is told nothing at all."""
    keuzes = Herinneringskeuze.van(*brieven)
    kreeg = Bericht.objects.filter(sleutel__in=[brief.sleutel for brief in brieven.values()])
    kreeg = set(kreeg.values_list("sleutel", flat=True))
    vandaag = defaultdict(set)
    for rij in Herinnering.objects.filter(aan__in=brieven, op__date=timezone.localdate()):
        vandaag[rij.aan_id].add(rij.sleutel)
    for wie, brief in brieven.items():
        al = [rij for rij in brief.termijnen if rij.sleutel in vandaag[wie]]
        wil_niet = keuzes[wie, Soort.ANDERE] == NOOIT
        nog = [rij for rij in brief.termijnen if rij not in al]
        if wil_niet:
            nog = [rij for rij in nog if rij.uit.mailsoort == Soort.VAST]
        taken = [] if wil_niet else brief.taken
        if wie == door.gebruiker_id:
            brief.waarom_niet = "dat ben jij zelf"
        elif brief.sleutel in kreeg:
            brief.waarom_niet = "kreeg vandaag al een mail van een collega; morgen kan het weer"
        elif al and not nog and not taken:
            brief.waarom_niet = "kreeg hierover vandaag al een mail; morgen kan het weer"
        elif not nog and not taken:
            brief.waarom_niet = "krijgt hierover geen mail"
        else:
            brief.termijnen, brief.taken = nog, taken


@transaction.atomic
def herinner_nu(trajecten: Iterable[Traject], *, gezien: str, door: Lidmaatschap) -> list[Brief]:
    """Send what was proposed (`gezien`: its print), and write each mail down at the file. Who was
    told."""
    eis(door, Informatie.VERLOOP, Recht.SCHRIJF)
    brieven = stel_voor(trajecten, door=door)
    eis_voorstel(afdruk(brieven), gezien=gezien)
    verstuurd = [brief for brief in brieven if not brief.waarom_niet and _mail(brief, door)]
    if not verstuurd:
        raise Weigering("Er ging geen mail weg.")
    return verstuurd


def afdruk(brieven: list[Brief]) -> str:
    return "-".join(brief.afdruk for brief in brieven)


def _mail(brief: Brief, door: Lidmaatschap) -> bool:
    wie, code, leerlingen = brief.lid.gebruiker, brief.lid.school.code, brief.leerlingen
    pad = reverse("overzichten:start", args=[code])
    trajecten = {rij.traject_id for rij in (*brief.termijnen, *brief.taken)}
    if len(trajecten) == 1:
        pad = reverse("overzichten:dossier", args=[code, *trajecten])
    bericht = stuur(
        "trajecten/berichten/vraag_van_collega",
        aan=wie.email,
        school=brief.lid.school,
        sleutel=brief.sleutel,
        wie=wie,
        door=door.gebruiker,
        termijnen=brief.termijnen,
        taken=brief.taken,
        leerlingen=leerlingen,
        link=volledig_adres(pad),
    )
    if bericht is None:
        return False
    _noteer(brief, bericht, door)
    return True


def _noteer(brief: Brief, bericht: Bericht, door: Lidmaatschap) -> None:
    kalender = Kalender.van(door.school)
    weken = weken_van({rij.traject_id for rij in brief.termijnen})
    vandaag, rijen = timezone.localdate(), []
    for rij in brief.termijnen:
        over = nog_over(rij, kalender, weken.get(rij.traject_id, GEWONE_WEKEN), vandaag)
        trede = rij.uit.trede(over)
        rijen.append(
            Herinnering(
                **rij.welke,
                uiterlijk=rij.uiterlijk,
                trede=max(over, VOORBIJ) if trede is None else trede,
                aan=brief.lid.gebruiker,
                bericht=bericht,
                door=door,
            )
        )
    Herinnering.objects.bulk_create(rijen)
    for taak in brief.taken:  # what it asks is free text, and the timeline forgets nothing
        dag = date_format(taak.uiterlijk, "j F Y")
        zin = f"Herinnering aan {brief.lid.gebruiker}: een taak, tegen {dag}."
        taak.traject.noteer(door, "taak", zin[:300])
