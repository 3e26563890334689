"""The template that an agreement is sent on: a school's own version, else the built-in one."""

import datetime
from dataclasses import dataclass

from overeenkomsten.artikels import INGEBOUWD, VERSIE, Artikel, woorden_in
from overeenkomsten.models import Overeenkomst, Sjabloon
from overeenkomsten.models.sjabloon import Sjabloonblad
from overeenkomsten.statussen import Soort

EIGEN = "eigen-"  # begins the key of a school's own article


@dataclass(frozen=True)
class Blad:
    """A template to print on. `versie`: of the school; 0 is the built-in one."""

    soort: Soort
    artikels: tuple[Artikel, ...]
    briefkop: str = ""
    voettekst: str = ""
    logo: str = ""
    versie: int = 0
    vaste_versie: str = VERSIE

    @property
    def naam(self) -> str:
        return naam_van(self.versie, self.vaste_versie)

    @property
    def eigen_woorden(self) -> list[str]:
        """What the school's own articles have filled in."""
        teksten = [artikel.tekst for artikel in self.artikels if is_eigen(artikel.sleutel)]
        return woorden_in(" ".join(teksten))


@dataclass(frozen=True)
class Verschil:
    """One article that is not as it was. `wat`: nieuw, weg, gewijzigd or verplaatst."""

    wat: str
    titel: str
    was: str = ""
    wordt: str = ""


def naam_van(versie: int, vaste_versie: str) -> str:
    if versie:
        return f"van de school, versie {versie}"
    return f"van Trajecten, versie {vaste_versie}"


def is_eigen(sleutel: str) -> bool:
    return sleutel.startswith(EIGEN)


def ingebouwd(soort: str) -> Blad:
    soort = Soort(soort)
    return Blad(soort, tuple(INGEBOUWD[soort]))


def blad_van(rij: Sjabloonblad) -> Blad:
    """As it is written down. A concept has no version yet, and the fixed articles of today."""
    versie, vaste_versie = getattr(rij, "versie", 0), getattr(rij, "vaste_versie", VERSIE)
    artikels = tuple(Artikel(**artikel) for artikel in rij.artikels)
    if not versie:
        artikels = met_vaste(rij.soort, artikels)
    soort = Soort(rij.soort)
    return Blad(soort, artikels, rij.briefkop, rij.voettekst, rij.logo, versie, vaste_versie)


def met_vaste(soort: str, artikels) -> tuple[Artikel, ...]:
    """These in their order, the fixed ones with the text that they have today; a fixed one that is
    new since comes at the end, one that is gone goes."""
    vast = {artikel.sleutel: artikel for artikel in INGEBOUWD[Soort(soort)]}
    gezet = [
        artikel if is_eigen(artikel.sleutel) else vast.pop(artikel.sleutel)
        for artikel in artikels
        if is_eigen(artikel.sleutel) or artikel.sleutel in vast
    ]
    return (*gezet, *vast.values())


def sjabloon_van_de_dag(
    school_id: int, soort: str, dag: datetime.date | None = None
) -> Sjabloon | None:
    return Sjabloon.objects.filter(school=school_id, soort=soort).geldig(dag).first()


def blad_van_de_dag(school_id: int, soort: str, dag: datetime.date | None = None) -> Blad:
    """What holds on that day (today): sending takes it."""
    rij = sjabloon_van_de_dag(school_id, soort, dag)
    return blad_van(rij) if rij else ingebouwd(soort)


def blad_voor(overeenkomst: Overeenkomst) -> Blad:
    """On which it would be sent today; read once for each kind it is."""
    gelezen = vars(overeenkomst).setdefault("_bladen", {})
    if overeenkomst.soort not in gelezen:
        blad = blad_van_de_dag(overeenkomst.school_id, overeenkomst.soort)
        gelezen[overeenkomst.soort] = blad
    return gelezen[overeenkomst.soort]


def sjabloonnaam(overeenkomst: Overeenkomst) -> str:
    """What it was sent on, or would be sent on today."""
    if overeenkomst.is_concept or overeenkomst.tekenversie is None:
        return blad_voor(overeenkomst).naam
    inhoud = overeenkomst.tekenversie.inhoud
    return naam_van(inhoud.get("sjabloon", 0), inhoud.get("artikelversie", ""))


def verschillen(oud: Blad, nieuw: Blad) -> list[Verschil]:
    """What `nieuw` says otherwise, in its order; then what is gone."""
    voor = {artikel.sleutel: artikel for artikel in oud.artikels}
    na = {artikel.sleutel for artikel in nieuw.artikels}
    bleven = [artikel.sleutel for artikel in oud.artikels if artikel.sleutel in na]
    gevonden, plaats = [], 0
    for artikel in nieuw.artikels:
        eerst = voor.get(artikel.sleutel)
        if eerst is None:
            gevonden.append(Verschil("nieuw", artikel.titel, wordt=artikel.tekst))
            continue
        if eerst != artikel:
            gevonden.append(Verschil("gewijzigd", artikel.titel, _vol(eerst), _vol(artikel)))
        elif bleven[plaats] != artikel.sleutel and is_eigen(artikel.sleutel):
            gevonden.append(Verschil("verplaatst", artikel.titel))
        plaats += 1
    for artikel in oud.artikels:
        if artikel.sleutel not in na:
            gevonden.append(Verschil("weg", artikel.titel, was=artikel.tekst))
    for titel, was, wordt in (
        ("Briefkop", oud.briefkop, nieuw.briefkop),
        ("Voettekst", oud.voettekst, nieuw.voettekst),
    ):
        if was != wordt:
            gevonden.append(Verschil("gewijzigd", titel, was, wordt))
    if oud.logo != nieuw.logo:
        wat = "gewijzigd" if oud.logo and nieuw.logo else "nieuw" if nieuw.logo else "weg"
        gevonden.append(Verschil(wat, "Logo"))
    return gevonden


def _vol(artikel: Artikel) -> str:
    return f"{artikel.titel}: {artikel.tekst}"


def laatste(school_id: int, soort: str) -> Blad:
    """What a new concept begins with: the highest version, also when it holds from later on."""
    rij = Sjabloon.objects.filter(school=school_id, soort=soort).order_by("-versie").first()
    return blad_van(rij) if rij else ingebouwd(soort)
