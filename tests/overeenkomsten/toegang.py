from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.toegang import STAF, Pagina, Rol
from tests.wereld import GEDRUKT
from trajecten.models import Document

SCHRIJFT = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE})
DOCUMENT = SCHRIJFT | {Rol.MENTOR, Rol.OUDER, Rol.LEERLING}
FEITEN = DOCUMENT | {Rol.PRAKTIJK, Rol.LEERKRACHT}
REFERENTIE = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE, Rol.BEHEERDER})
TEKENT = frozenset({Rol.COORDINATOR, Rol.OUDER, Rol.LEERLING})
ZAAK = FEITEN | {Rol.EXTERNE}
WIE_MAG = {
    "overeenkomsten:lijst": Pagina("get", SCHRIJFT | {Rol.PRAKTIJK, Rol.LEERKRACHT}),
    "overeenkomsten:reeks": Pagina("get", frozenset({Rol.COORDINATOR})),
    "overeenkomsten:uitvoer": Pagina("get", SCHRIJFT),
    "overeenkomsten:nieuw": Pagina("get", SCHRIJFT, ziet=ZAAK),
    "overeenkomsten:overeenkomst": Pagina("get", FEITEN),
    "overeenkomsten:bewerk": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:uurrooster": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:bied_aan": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:naar_concept": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:trek_in": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:verwijder": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:registreer": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:beeindig": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:einde_terug": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:verleng": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:tekenen": Pagina("get", TEKENT, ziet=FEITEN),
    "overeenkomsten:geef_toestel": Pagina("get", SCHRIJFT, ziet=DOCUMENT),
    "overeenkomsten:qr": Pagina("post", SCHRIJFT, ziet=DOCUMENT),
    "overeenkomsten:herstuur": Pagina("post", SCHRIJFT, ziet=DOCUMENT),
    "overeenkomsten:papier": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:druk_af": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:scan": Pagina("get", DOCUMENT),
    "overeenkomsten:papier_terug": Pagina("post", SCHRIJFT, ziet=DOCUMENT),
    "overeenkomsten:schors": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:schorsing": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:hervat": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:schorsing_weg": Pagina("post", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:gronden": Pagina("get", STAF),
    "overeenkomsten:vul_gronden": Pagina("post", REFERENTIE),
    "overeenkomsten:grond": Pagina("get", REFERENTIE, ziet=STAF - REFERENTIE),
    "overeenkomsten:grond_weg": Pagina("post", REFERENTIE, ziet=STAF - REFERENTIE),
    "teken": Pagina("get", frozenset(), open=True),
    "teken_document": Pagina("get", frozenset(), open=True),
    "teken_melding": Pagina("get", frozenset(), open=True),
    "teken_nieuwe_link": Pagina("post", frozenset(), open=True),
    "tafel": Pagina("get", frozenset(), open=True),
    "tafel_tekenen": Pagina("get", frozenset(), open=True),
    "tafel_document": Pagina("get", frozenset(), open=True),
    "controle": Pagina("get", frozenset(), open=True),
    "controle_kenmerk": Pagina("get", frozenset(), open=True),
}


def _zaak(traject, plaatsing=None) -> tuple:
    document = Document(
        traject=traject, soort="tekenversie", bron="x", titel="Overeenkomst",
        inhoud=GEDRUKT,
        sjabloonversie="1", gemaakt_op=timezone.now(), sha256="a" * 64,
    )  # fmt: skip
    document.bestand.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    document.save()
    overeenkomst = f.OvereenkomstFactory(
        traject=traject,
        plaatsing=plaatsing,
        tekenversie=document,
        status=Status.TER_ONDERTEKENING,
        versie=1,
        feitelijke_periode=DateRange(f.dagen(7), f.dagen(200), "[]"),
    )
    partij = Ondertekenaar.objects.create(
        overeenkomst=overeenkomst, versie=1, partij=Partij.LEERLING, naam="Iemand"
    )
    schorsing = f.SchorsingFactory(overeenkomst=overeenkomst)
    f.SchorsingsredenFactory(schorsing=schorsing)
    papier = f.PapierFactory(overeenkomst=overeenkomst)
    return overeenkomst.pk, partij.pk, document.pk, schorsing.pk, papier.pk


def objecten(m) -> dict[str, tuple]:
    eigen, vreemd = _zaak(m.traject, m.plaatsing), _zaak(m.vreemd_traject)
    namen = ("overeenkomst_id", "ondertekenaar_id", "document_id", "schorsing_id", "papier_id")
    return dict(zip(namen, zip(eigen, vreemd, strict=True), strict=True)) | {
        "token": ("verzonnen", "verzonnen"),
        "kenmerk": ("a" * 32, "verzonnen"),
        "schorsingsgrond_id": (
            f.SchorsingsgrondFactory(school=m.school).pk,
            f.SchorsingsgrondFactory(school=m.andere_school).pk,
        ),
    }
