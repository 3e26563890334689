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
COORDINATOR = frozenset({Rol.COORDINATOR})
NOTEERT = SCHRIJFT - COORDINATOR
SJABLONEN = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE})
BEA = frozenset({Rol.BEGELEIDER})  # whose list it is
TEKENT = frozenset({Rol.COORDINATOR, Rol.OUDER, Rol.LEERLING})
ZAAK = FEITEN | {Rol.EXTERNE}
WIE_MAG = {
    "overeenkomsten:lijst": Pagina("get", SCHRIJFT | {Rol.PRAKTIJK, Rol.LEERKRACHT}),
    "overeenkomsten:reeks": Pagina("get", SCHRIJFT),
    "overeenkomsten:mandaten": Pagina("get", SCHRIJFT, drukt=COORDINATOR),
    "overeenkomsten:mandaat_weg": Pagina("post", COORDINATOR, ziet=SCHRIJFT - COORDINATOR),
    "overeenkomsten:uitvoer": Pagina("get", SCHRIJFT),
    "overeenkomsten:verstuur_samen": Pagina("get", SCHRIJFT),
    "overeenkomsten:herinner_samen": Pagina("get", SCHRIJFT),
    "overeenkomsten:verleng_samen": Pagina("get", SCHRIJFT),
    "overeenkomsten:maak_samen": Pagina("get", SCHRIJFT),
    "overeenkomsten:nieuwe_loketlijst": Pagina("get", SCHRIJFT),
    **{f"overeenkomsten:loketlijst{wat}": Pagina("get", BEA) for wat in ("", "_koppel")},
    "overeenkomsten:loketlijst_neem_over": Pagina("post", BEA),
    "overeenkomsten:loketlijst_weg": Pagina("post", BEA),
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
    "overeenkomsten:getekende_pdf": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:scan": Pagina("get", SCHRIJFT, ziet=DOCUMENT - SCHRIJFT),
    "overeenkomsten:papier_terug": Pagina("post", SCHRIJFT, ziet=DOCUMENT),
    "overeenkomsten:schors": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:schorsing": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:hervat": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:schorsing_weg": Pagina("post", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:gronden": Pagina("get", STAF, drukt=REFERENTIE),
    "overeenkomsten:vul_gronden": Pagina("post", REFERENTIE),
    "overeenkomsten:grond": Pagina("get", REFERENTIE, ziet=STAF - REFERENTIE),
    "overeenkomsten:grond_weg": Pagina("post", REFERENTIE, ziet=STAF - REFERENTIE),
    "overeenkomsten:wijzig": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging": Pagina("get", FEITEN),
    "overeenkomsten:wijziging_bewerk": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_uurrooster": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_bied_aan": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_naar_concept": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_trek_in": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_verwijder": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_tekenen": Pagina("get", TEKENT, ziet=FEITEN),
    "overeenkomsten:wijziging_papier": Pagina("get", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_druk_af": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijziging_getekende_pdf": Pagina("post", SCHRIJFT, ziet=FEITEN),
    "overeenkomsten:wijk_af": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:wijziging_wijk_af": Pagina("get", SCHRIJFT, ziet=FEITEN - SCHRIJFT),
    "overeenkomsten:afwijking_terug": Pagina("post", SCHRIJFT),
    "overeenkomsten:controles": Pagina("get", SCHRIJFT, drukt=COORDINATOR),
    "overeenkomsten:grenswaarden": Pagina("get", SCHRIJFT, drukt=COORDINATOR),
    "overeenkomsten:grenswaarde_weg": Pagina("post", COORDINATOR, ziet=SCHRIJFT - COORDINATOR),
    "overeenkomsten:vergoedingen": Pagina("get", SCHRIJFT, drukt=COORDINATOR),
    "overeenkomsten:vul_vergoedingen": Pagina("post", COORDINATOR),
    "overeenkomsten:vergoeding_nagekeken": Pagina("post", COORDINATOR, ziet=SCHRIJFT - COORDINATOR),
    "overeenkomsten:vergoeding_weg": Pagina("post", COORDINATOR, ziet=SCHRIJFT - COORDINATOR),
    "overeenkomsten:formaliteiten": Pagina("get", SCHRIJFT, drukt=COORDINATOR),
    "overeenkomsten:vul_formaliteiten": Pagina("post", COORDINATOR),
    "overeenkomsten:lijstformaliteit": Pagina("get", COORDINATOR, ziet=SCHRIJFT - COORDINATOR),
    "overeenkomsten:lijstformaliteit_weg": Pagina("post", COORDINATOR, ziet=SCHRIJFT - COORDINATOR),
    "overeenkomsten:formaliteit": Pagina("get", NOTEERT, ziet=FEITEN - NOTEERT),
    "overeenkomsten:formaliteit_vandaag": Pagina("post", NOTEERT, ziet=FEITEN - NOTEERT),
    "overeenkomsten:formaliteit_wis": Pagina("post", NOTEERT, ziet=FEITEN - NOTEERT),
    "overeenkomsten:sjablonen": Pagina("get", SJABLONEN),
    "overeenkomsten:begin_sjabloon": Pagina("post", COORDINATOR),
    "overeenkomsten:sjabloon_voorbeeld": Pagina("get", SJABLONEN),
    "overeenkomsten:sjabloon": Pagina("get", SJABLONEN),
    "overeenkomsten:voorbeeld_van_versie": Pagina("get", SJABLONEN),
    "overeenkomsten:voorbeeld_van_concept": Pagina("get", SJABLONEN),
    "overeenkomsten:sjabloonconcept": Pagina("get", COORDINATOR, ziet=SJABLONEN - COORDINATOR),
    "overeenkomsten:gebruik_sjabloon": Pagina("get", COORDINATOR, ziet=SJABLONEN - COORDINATOR),
    "overeenkomsten:sjabloonconcept_weg": Pagina("post", COORDINATOR, ziet=SJABLONEN - COORDINATOR),
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


VAN_DE_SCHOOL = {
    "schorsingsgrond_id": f.SchorsingsgrondFactory,
    "grenswaarde_id": f.GrenswaardeFactory,
    "tekenmandaat_id": f.TekenmandaatFactory,
    "leervergoeding_id": f.LeervergoedingFactory,
    "formaliteit_id": f.FormaliteitFactory,
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
    papier, eerste = f.PapierFactory(overeenkomst=overeenkomst), document.pk
    afwijking = f.AfwijkingFactory(overeenkomst=overeenkomst)
    document.pk, document.bron, document._state.adding = None, "wijziging", True
    document.inhoud = GEDRUKT | {"verschillen": [{"naam": "uren", "oud": "1", "nieuw": "2"}]}
    document.save()
    wijziging = f.WijzigingFactory(
        overeenkomst=overeenkomst, status=Status.TER_ONDERTEKENING, versie=1, tekenversie=document
    )
    stukken = (overeenkomst.pk, partij.pk, eerste, schorsing.pk, papier.pk, afwijking.pk)
    return *stukken, wijziging.pk


def objecten(m) -> dict[str, tuple]:
    eigen, vreemd = _zaak(m.traject, m.plaatsing), _zaak(m.vreemd_traject)
    namen = (
        "overeenkomst_id",
        "ondertekenaar_id",
        "document_id",
        "schorsing_id",
        "papier_id",
        "afwijking_id",
        "wijziging_id",
    )
    return dict(zip(namen, zip(eigen, vreemd, strict=True), strict=True)) | {
        "token": ("verzonnen", "verzonnen"),
        "loketlijst_id": (
            f.LoketlijstFactory(school=m.school, door=m.bea).pk,
            f.LoketlijstFactory(school=m.andere_school, door=m.tess).pk,
        ),
        "kenmerk": ("a" * 32, "verzonnen"),
        "controle": ("erkenning", "erkenning"),
        **{
            naam: (maak(school=m.school).pk, maak(school=m.andere_school).pk)
            for naam, maak in VAN_DE_SCHOOL.items()
        },
        "sjabloon_id": (
            f.SjabloonFactory(school=m.school, door=m.coen).pk,
            f.SjabloonFactory(school=m.andere_school, door=m.tess).pk,
        ),
        "sjabloonconcept_id": (
            f.SjabloonconceptFactory(school=m.school).pk,
            f.SjabloonconceptFactory(school=m.andere_school).pk,
        ),
    }
