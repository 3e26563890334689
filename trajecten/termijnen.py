"""Terms that follow from the course of a case and from the learner."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gebruikers.periode import loopt
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from trajecten.fases import GESLOTEN, Fase
from trajecten.models import Traject
from trajecten.termijnregel import VOORBIJ, Aanleiding, Eenheid, Zekerheid, termijnregel


@termijnregel(
    "Leerling wordt 18",
    doe="Bespreek wie vanaf nu tekent, en of de ouders het dossier nog zien.",
    bron="regels over wie een overeenkomst tekent",
    zekerheid=Zekerheid.PRAKTIJK,
    wie=Rol.BEGELEIDER,
    over=Informatie.CONTACT,
    vanzelf=True,
    op_de_dag=True,
    ladder=(30, 1),
)
def leerling_18(trajecten) -> Iterator[Aanleiding]:
    """The eighteenth birthday, of who is younger when the traject begins; over by itself."""
    for traject in trajecten.open().select_related("leerling"):
        dag = traject.leerling.achttien_op
        if dag > traject.begindatum:
            yield Aanleiding(
                traject.pk,
                dag,
                "de achttiende verjaardag van de leerling",
                einde=dag,
            )


@termijnregel(
    "Onderbreking duurt lang",
    doe="Vraag na hoe het verder moet: het traject ligt al lang stil.",
    aantal=14,
    eenheid=Eenheid.DAG,
    bron="hoe lang de school een traject laat stilliggen zonder vragen",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.BEGELEIDER,
    over=Informatie.VERLOOP,
    opvolgen=True,
    ladder=(0, VOORBIJ),
)
def onderbreking_lang(trajecten) -> Iterator[Aanleiding]:
    """The traject is interrupted; met as soon as it is not. While an agreement is suspended that
    has a term of its own."""
    rust = Traject.objects.filter(loopt(timezone.localdate(), "overeenkomsten__schorsingen"))
    stil = trajecten.filter(fase=Fase.ONDERBROKEN).exclude(pk__in=rust.values("pk"))
    for pk, sinds in stil.values_list("pk", "fase_sinds"):
        yield Aanleiding(pk, sinds, "het begin van de onderbreking", onderwerp=sinds.isoformat())


@termijnregel(
    "Dossier bewaren",
    doe="Kijk na of het dossier weg mag, en noteer wat je besliste.",
    aantal=5,
    eenheid=Eenheid.JAAR,
    bron="de bewaartermijn die de school koos",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.ADMINISTRATIE,
    over=Informatie.VERLOOP,
    opvolgen=True,
    ladder=(0,),
)
def bewaartermijn(trajecten) -> Iterator[Aanleiding]:
    """The traject is closed and the learner has left the school, whichever came last. Not while
    another traject is open, nor as long as no last day at the school is known."""
    open_ = Traject.objects.open().filter(leerling=OuterRef("leerling"))
    weg = trajecten.filter(~Exists(open_), fase__in=GESLOTEN)
    weg = weg.filter(leerling__ingeschreven_tot__lt=timezone.localdate())
    for pk, sinds, tot in weg.values_list("pk", "fase_sinds", "leerling__ingeschreven_tot"):
        wat = "het einde van het traject" if sinds >= tot else "de laatste dag op school"
        begin = max(sinds, tot)
        yield Aanleiding(pk, begin, wat, onderwerp=begin.isoformat())
