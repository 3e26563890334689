"""Build the demo world, through the acts themselves."""

import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from dev.wereld.gegevens import OPLEIDINGEN, WERELDEN, leerlingen_csv
from dev.wereld.verhaal import Verteller, als, geef_wachtwoord, op
from dev.wereld.zaken import vertel, vertel_kort
from gebruikers.acties import geef_rol
from gebruikers.acties_vervangen import regel_vervanging
from gebruikers.models import Gebruiker, Lidmaatschap, School, Vervanging
from gebruikers.muur import open_voor
from gebruikers.rollen import Rol
from leerlingen import kolommen
from leerlingen.invoeren import voer_in
from leerlingen.lezen import lees
from leerlingen.models import KlasLeerkracht
from leerlingen.rechten import VANUIT_DE_SHELL
from leerlingen.schooljaar import begin_schooljaar
from opleidingsplannen import catalogus
from overeenkomsten.acties_controles import bewaar_strengheden
from overeenkomsten.acties_formaliteit import vul_formaliteiten
from overeenkomsten.acties_schorsing import vul_gronden
from overeenkomsten.acties_sjabloon import begin_concept, bewaar_concept, neem_in_gebruik
from overeenkomsten.acties_vergoeding import vul_vergoedingen
from overeenkomsten.sjablonen import EIGEN
from overeenkomsten.statussen import Soort, Strengheid
from trajecten.acties import vul_kalender
from trajecten.acties_redenen import vul_redenen
from trajecten.acties_taak import vink_af
from trajecten.acties_takenlijst import neem_voorstel_over
from trajecten.models import Kalenderperiode, Taak
from trajecten.termijnberekening import herbereken_alle_van

VOORBEELDEN = Path(__file__).parent.parent / "voorbeelden"
SCHOLEN = {
    "demo": ("GTI Beveren", "Europalaan 1", "9120", "Beveren", 60),
    "tweede": ("Atheneum De Leie", "Leiekaai 12", "9000", "Gent", 12),
}


def maak_account(school: School, adres: str, rol: Rol, voornaam: str, naam: str) -> Lidmaatschap:
    """An account that may sign in with the demo password at once."""
    gebruiker = Gebruiker.objects.filter(email=adres).first()
    if gebruiker is None:
        gebruiker = Gebruiker.objects.create_user(adres, voornaam=voornaam, naam=naam)
        geef_wachtwoord(gebruiker)
    lid = geef_rol(school, gebruiker, rol)
    lid.van = timezone.localdate() - datetime.timedelta(days=1000)
    lid.save()
    return lid


def bouw_school(code: str) -> School:
    naam, straat, postcode, gemeente, aantal = SCHOLEN[code]
    vandaag = timezone.localdate()
    begin = begin_schooljaar(vandaag)
    school = School.objects.create(
        code=code,
        naam=naam,
        straat=straat,
        postcode=postcode,
        gemeente=gemeente,
        instellingsnummer="000000",
        telefoon="03 000 00 00",
        email=f"info@{code}.example",
        tweede_factor_vanaf=None,  # a visitor looks around with one press
    )
    with open_voor(school.pk):
        _bouw_binnen(school, aantal, begin, vandaag)
    return school


def _bouw_binnen(school: School, aantal: int, begin: int, vandaag: datetime.date) -> None:
    code = school.code
    for jaar in (begin - 1, begin, begin + 1):
        vul_kalender(school, jaar)
    if code == "tweede":
        for dag in (datetime.date(begin, 10, 5), datetime.date(begin + 1, 5, 4)):
            Kalenderperiode.objects.create(
                school=school, naam="Facultatieve vrije dag", van=dag, tot=dag
            )
    for lokaal, (rol, voornaam, achternaam) in WERELDEN[code].staf.items():
        maak_account(school, f"{lokaal}@{code}.example", Rol(rol), voornaam, achternaam)
    tabel = lees(leerlingen_csv(code, aantal, begin, vandaag).encode())
    koppeling = kolommen.herken(tabel.koppen, {})
    ada = Lidmaatschap.objects.get(school=school, rol=Rol.ADMINISTRATIE)
    with als(ada):
        voer_in(school, tabel, koppeling, mag=VANUIT_DE_SHELL, vandaag=vandaag, schrijf=True)
    verteller = Verteller(school, vandaag)
    with als(verteller.coen):
        bouw_standaardtrajecten(verteller)
    verteller.bedrijven(f"mentor@{code}.example")
    with als(ada):
        KlasLeerkracht.objects.create(
            klas=verteller.leerlingen[0].klas,
            gebruiker=verteller.leden["leerkracht"].gebruiker,
            van=verteller.dag(-90),
        )
    with als(verteller.coen):
        neem_voorstel_over(school, door=verteller.coen)
        vul_redenen(school, datetime.date(begin - 2, 9, 1), door=verteller.coen)
        vul_gronden(school, datetime.date(begin - 2, 9, 1), door=verteller.coen)
        vul_vergoedingen(school, door=verteller.coen)
        vul_formaliteiten(school, vandaag, door=verteller.coen)
        bewaar_strengheden(school, {"week_uren": Strengheid.BLOKKEERT}, door=verteller.coen)
    _neem_sjabloon_in_gebruik(verteller)
    (vertel if code == "demo" else vertel_kort)(verteller)
    _vink_af(verteller)
    with als(verteller.bea):
        _regel_vervanging(verteller)
    herbereken_alle_van(school.pk)


def _neem_sjabloon_in_gebruik(verteller: Verteller) -> None:
    """The school adds an article of its own to what it signs most."""
    with op(verteller.dag(-150), door=verteller.coen):
        concept = begin_concept(Soort.OAO, door=verteller.coen)
        concept.artikels.insert(
            6,
            {
                "sleutel": f"{EIGEN}1",
                "titel": "Werkkledij en materiaal",
                "tekst": "{bij} geeft de leerling werkkledij en beschermend materiaal. De leerling "
                "draagt er zorg voor en geeft ze terug op het einde, ten laatste op {einde}.",
            },
        )
        bewaar_concept(concept, door=verteller.coen)
        neem_in_gebruik(concept, van=verteller.dag(-150), door=verteller.coen)


def _vink_af(verteller: Verteller) -> None:
    """What was to do until some days ago was done, each on its day."""
    te_doen = Taak.objects.open().filter(school=verteller.school, uiterlijk__lt=verteller.dag(-2))
    while taken := list(te_doen.all()):  # what comes back may be past again
        for taak in taken:
            door = verteller.begeleiders[taak.traject_id]
            with op(taak.uiterlijk, door=door):
                vink_af(taak, door=door)


def _regel_vervanging(verteller: Verteller) -> None:
    """Next month the begeleider is away for two weeks."""
    bea, karim = verteller.bea.gebruiker, verteller.leden["karim"].gebruiker
    dagen = {"van": verteller.dag(30), "tot": verteller.dag(43), "reden": "verlof"}
    wie = {"wie": bea, "vervanger": karim, "rol": Rol.BEGELEIDER}
    regel_vervanging(Vervanging(school=verteller.school, **wie, **dagen), door=verteller.bea)


def bouw_standaardtrajecten(verteller: Verteller) -> None:
    """The sample files, as the coördinator imports them."""
    for groep, (naam, _, bestand) in OPLEIDINGEN.items():
        if bestand:
            ontwerp = catalogus.lees_ontwerp((VOORBEELDEN / bestand).read_bytes())
            catalogus.voer_in(
                ontwerp, naam=naam, opleiding=verteller.opleiding(groep), door=verteller.coen
            )


@transaction.atomic
def bouw() -> None:
    for code in SCHOLEN:
        bouw_school(code)
