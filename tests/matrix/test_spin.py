"""Each role follows all it is shown; what was seen there is then tried by strangers."""

import re
from collections import defaultdict

import pytest
from django.db import connection, transaction
from django.test import Client

from gebruikers.models import Spoorregel
from gebruikers.rollen import Rol
from tests import cast, wereld
from tests.factories import GebruikerFactory
from tests.matrix.merken import Merken, gemerkt
from tests.matrix.spin import Blad, Formulier, haal, kruip
from tests.matrix.test_rechten import RECHTEN
from tests.matrix.test_rijen import HELE_SCHOOL, KOLOMMEN, RIJEN
from tests.test_afspraken import ONZE
from tests.toegang import PERSOON
from trajecten.models import Inzage

# A row of the first kind is shown with what these of its relations lead to, to who reads the row.
TOONT_OOK = {
    "trajecten.Teamlid": ("gebruiker",),
    "leerlingen.Leerling": ("klas", "opleiding", "gebruiker"),
    "leerlingen.Betrokkene": ("gebruiker",),
    "leerlingen.KlasLeerkracht": ("gebruiker",),
    "trajecten.Inschrijving": ("opleiding",),
    "trajecten.Gebeurtenis": ("door",),
    "werkplekken.Plaatsing": ("vestiging", "organisatie", "mentor"),
    "werkplekken.Plaatsvervanger": ("mentor",),
    "werkplekken.Vestiging": ("onderneming",),
    "werkplekken.OrganisatieMedewerker": ("gebruiker",),
    "overeenkomsten.Overeenkomst": (
        "vestiging", "mentor", "vertegenwoordiger", "opleiding", "tekent_voor_school", "ouder",
    ),
    "begeleiding.Contactmoment": ("door",),
    "opleidingsplannen.Opleidingsplan": ("standaardtraject",),
    "opleidingsplannen.Planregel": ("competentie",),
    "opleidingsplannen.Planakkoord": ("door",),
    "opleidingsplannen.Planvraag": ("door",),
    "opleidingsplannen.Beoordeling": ("door", "competentie"),
    "opleidingsplannen.Evaluatie": ("door", "document"),
    "opleidingsplannen.Aanwezigheid": ("werkplek_door", "vastgesteld_door"),
    "opleidingsplannen.Competentie": ("cluster",),
    "gebruikers.Lidmaatschap": ("gebruiker",),
    "gebruikers.Uitnodiging": ("gebruiker", "uitgenodigd_door"),
    "leerlingen.Invoer": ("door",),
    "overeenkomsten.Loketlijst": ("door",),
    "leerlingen.Inzagebesluit": ("betrokkene", "door"),
    "trajecten.Inzage": ("lid",),
    "gebruikers.Meekijk": ("door", "als"),
    "gebruikers.Vervanging": ("wie", "vervanger"),
    "gebruikers.Toegangsherstel": ("gebruiker", "door"),
    "gebruikers.Herstelstop": ("herstel",),
}  # fmt: skip
# Pages that are made to name people of the school: who sees this file, who could replace me.
NOEMT_MENSEN = ("/wie-ziet-dit/", "/vervangingen/")
MENSEN = ("gebruikers.Gebruiker", "gebruikers.Lidmaatschap")
# Fields that are of another kind than their row.
CONTACT = {"straat", "huisnummer", "bus", "postcode", "gemeente", "land", "email"}
VELDSOORT = {"leerlingen.Leerling": dict.fromkeys(CONTACT, "contact") | {"telefoon": "telefoon"}}


def _sleutel(rij) -> tuple[str, int]:
    return rij._meta.label, rij.pk


class Verwacht:
    """Which marks a role may meet, by the tables of test_rijen and test_rechten."""

    def __init__(self, w: wereld.Wereld, merken: Merken, wie: str) -> None:
        self.wie, self.merken, self.lid = wie, merken, getattr(w.m, wie)
        self.letters = defaultdict(set)
        for label, rijen in w.rijen.items():
            for letter, pk, van in rijen:
                self.letters[label, pk] |= {"B" if van not in ("", wie) else letter}
        self.leest = {(rij._meta.label, rij.pk) for rij in merken.rij.values() if self._leest(rij)}
        for _ in range(3):  # as far as names lead to names
            self.leest |= {
                doel for rij in merken.rij.values() if _sleutel(rij) in self.leest
                for doel in self._ook(rij)
            }  # fmt: skip

    def _leest(self, rij) -> bool:
        label, school = rij._meta.label, getattr(rij, "school_id", self.lid.school_id)
        if label == "gebruikers.Gebruiker":
            return rij.pk == self.lid.gebruiker_id
        if label == "gebruikers.Lidmaatschap" and rij.gebruiker_id == self.lid.gebruiker_id:
            return True
        if school != self.lid.school_id or (label == "gebruikers.School" and rij.pk != school):
            return False
        if label == "overeenkomsten.Formaliteit" and self._leest_soort("formaliteit"):
            return True  # what is still to do, beside the days
        cel = dict(zip(KOLOMMEN, RIJEN[label].split(), strict=True))[self.wie]
        letters = self.letters.get(_sleutel(rij), {"S"} if "S" in cel else set())
        return bool(letters & set(cel.replace("H", HELE_SCHOOL)))

    def _leest_soort(self, soort: str) -> bool:
        return dict(zip(KOLOMMEN, RECHTEN[soort].split(), strict=True))[self.wie] != "-"

    def _ook(self, rij):
        for naam in TOONT_OOK.get(rij._meta.label, ()):
            if (doel := getattr(rij, naam)) is not None:
                yield _sleutel(doel)

    def mag(self, rij, veld: str) -> bool:
        soort = VELDSOORT.get(rij._meta.label, {}).get(veld)
        if soort and not self._leest_soort(soort):
            return rij.gebruiker_id == self.lid.gebruiker_id
        if (
            self.wie == "els"
            and self.letters[_sleutel(rij)] == {"D"}
            and veld in ("voornaam", "naam")
        ):
            return rij._meta.label == "leerlingen.Leerling"  # by name: who turned 18 decides now
        if rij._meta.label == "werkplekken.Mentor" and self.wie in ("pieter", "lea"):
            return veld in ("voornaam", "naam", "telefoon", "pk")  # how to reach them: every site
        return _sleutel(rij) in self.leest


@pytest.fixture
def rijk(db, stil):
    """A world in which every text and key is a mark."""
    with gemerkt() as merken:
        m = cast.maak()
        w = wereld.maak(m)
    return w, merken


def _client(gebruiker=None) -> Client:
    client = Client(raise_request_exception=False)
    if gebruiker:
        client.force_login(gebruiker)
    return client


def _rond(tekst: str, waarde: str) -> str:
    """Where it stands, with what is around it."""
    plaats = tekst.lower().find(waarde.lower())
    return " ".join(tekst[max(0, plaats - 80) : plaats + 80].split())


def _gelekt(blad: Blad, merken: Merken, verwacht: Verwacht) -> list[str]:
    gezien = merken.in_tekst(blad.tekst)
    return [
        f"{blad.adres} toont {rij._meta.label}.{veld} {verwacht.letters.get(_sleutel(rij))}: "
        + _rond(blad.tekst, str(getattr(rij, veld)))
        for rij, veld in gezien
        if not verwacht.mag(rij, veld)
        and not (rij._meta.label in MENSEN and any(deel in blad.adres for deel in NOEMT_MENSEN))
    ]


# Each group in a world of its own, of which every address is tried by strangers once.
GROEPEN = (
    (Rol.COORDINATOR, Rol.PRAKTIJK, Rol.MENTOR, Rol.OUDER, Rol.BEHEERDER),
    (Rol.BEGELEIDER, Rol.ADMINISTRATIE, Rol.LEERKRACHT, Rol.LEERLING, Rol.EXTERNE),
)


def test_elke_rol_is_in_een_groep():
    assert sorted(rol for groep in GROEPEN for rol in groep) == sorted(PERSOON)


@pytest.mark.parametrize("groep", GROEPEN, ids=" ".join)
def test_wie_alles_volgt_ziet_niets_van_een_ander(groep, rijk):
    w, merken = rijk
    adressen = set()
    for rol in groep:
        with transaction.atomic():  # the visits of one are not what the next one reads
            adressen |= _volgt(PERSOON[rol], w, merken)
            transaction.set_rollback(True)
    _door_een_vreemde(w, merken, adressen)


def _volgt(wie: str, w: wereld.Wereld, merken: Merken) -> set[str]:
    """The addresses that this person is shown, none of which says what is not theirs."""
    verwacht = Verwacht(w, merken, wie)
    client = _client(getattr(w.m, wie).gebruiker)
    bladen = kruip(client, "/eik/")
    dood = [f"{adres} gaf {b.status}" for (adres, _), b in bladen.items() if b.status >= 400]
    assert not dood, "\n".join((wie, *dood))
    gelekt = {zin for blad in bladen.values() for zin in _gelekt(blad, merken, verwacht)}
    assert not gelekt, "\n".join((wie, *sorted(gelekt)))
    _met_sleutels_van_anderen(bladen.values(), merken, verwacht)
    return {adres for adres, _ in bladen}


# Answers with a message on the page where one comes back; nothing is stored but the session.
MET_MELDING = {"/eik/wissel/"}
TABELLEN = {m._meta.db_table for m in ONZE} - {
    m._meta.db_table
    for m in (Spoorregel, Inzage)  # they tell of the trying itself
}


def _rijen(tabellen: set[str]) -> dict[str, str]:
    """Table → fingerprint of all its rows."""
    een = "SELECT '{t}', md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {t} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(een.format(t=tabel) for tabel in sorted(tabellen)))
        return dict(cursor.fetchall())


def _geschreven() -> dict[str, int]:
    """Table → rows written so far in this test, also what was taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return {tabel: aantal for tabel, aantal in cursor.fetchall() if tabel in TABELLEN}


def _van_een_ander(merken: Merken, verwacht: Verwacht, rij) -> list:
    """Rows of the same model that this role does not read: here, and of another school."""
    vreemd = {}
    for ander in merken.rij.values():
        if ander._meta.label == rij._meta.label and _sleutel(ander) not in verwacht.leest:
            vreemd.setdefault(getattr(ander, "school_id", None), ander)
    return list(vreemd.values())


def _druk(begin: dict, koekjes, formulier: Formulier, anders: dict) -> tuple[int, set[str]]:
    """The answer to this form, and the tables that it changed since `begin`; all is rolled back.
    In a browser of its own, signed in as before: one of the forms signs out."""
    client = _client()
    client.cookies = koekjes.copy()
    with transaction.atomic():
        eerder = _geschreven()
        status = client.post(formulier.actie, formulier.velden | anders).status_code
        geraakt = {tabel for tabel, aantal in _geschreven().items() if eerder[tabel] != aantal}
        nu = _rijen(geraakt) if geraakt else {}
        transaction.set_rollback(True)
    return status, {tabel for tabel, afdruk in nu.items() if begin[tabel] != afdruk}


def _met_sleutels_van_anderen(bladen, merken: Merken, verwacht: Verwacht) -> None:
    """Each form that is shown, with the key of another's row in place of one's own: nothing
    changes, and it does not look as if it had."""
    fout, geprobeerd, wie = [], set(), _client(verwacht.lid.gebruiker).cookies
    begin = _rijen(TABELLEN)
    formulieren = [f for blad in bladen for f in blad.formulieren()]
    for formulier in [f for f in formulieren if f.actie.startswith("/eik/")]:
        soort = _soort(formulier.actie)
        for naam, waarden in formulier.keuzes.items():
            eigen = [merken.rij[int(w)] for w in waarden if w.isdecimal() and int(w) in merken.rij]
            if not eigen or (soort, naam) in geprobeerd:
                continue
            geprobeerd.add((soort, naam))
            gewoon = _druk(begin, wie, formulier, {})
            for ander in _van_een_ander(merken, verwacht, eigen[0]):
                status, gewijzigd = _druk(begin, wie, formulier, {naam: [str(ander.pk)]})
                leek_goed = gewoon == (status, gewijzigd) == (302, set())
                if gewijzigd or status >= 500 or (leek_goed and soort not in MET_MELDING):
                    fout.append(f"{soort} {naam}={ander._meta.label}: {status} {gewijzigd}")
    assert not fout, "\n".join((verwacht.wie, *fout))


def _soort(adres: str) -> str:
    """The address with every number the same, and without what is asked of a list."""
    return re.sub(r"\d+", "n", adres.partition("?")[0])


def _door_een_vreemde(w: wereld.Wereld, merken: Merken, adressen: set[str]) -> None:
    """The coördinator of another school, who belongs nowhere, and who is not signed in."""
    vreemden = {
        "tess": (_client(w.m.tess.gebruiker), {404}),
        "niemand": (_client(GebruikerFactory()), {302, 404}),
        "anoniem": (_client(), {302, 404}),
    }
    fout, een_per_soort = [], {_soort(adres): adres for adres in sorted(adressen)}.values()
    for naam, (client, verwacht) in vreemden.items():
        te_openen = adressen if naam == "tess" else een_per_soort
        te_sturen = [("get", adres) for adres in sorted(te_openen)]
        te_sturen += [("post", adres.partition("?")[0]) for adres in een_per_soort]
        for methode, adres in te_sturen:
            with transaction.atomic():
                blad = haal(client, adres, methode=methode)
                transaction.set_rollback(True)
            binnen = adres.startswith("/eik/") and blad.status not in verwacht
            gezien = {
                    rij for rij, veld in merken.in_tekst(blad.tekst)
                    if veld != "pk" and getattr(rij, "school_id", 0) == w.m.school.pk
                }  # fmt: skip
            if binnen or gezien:
                fout.append(f"{naam} {methode} {adres}: {blad.status} {gezien}")
    assert not fout, "\n".join(fout)
