"""Tasks that somebody gave, on the page of who is to do them."""

import pytest

from gebruikers.models import Vervanging
from gebruikers.rollen import Rol
from overzichten.taken import taken_van
from overzichten.taken.afgesproken import na_het_einde, taak_te_doen
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.fases import Fase
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


def gezien(lid) -> list[tuple[str, str]]:
    trajecten = Traject.objects.zichtbaar_voor(lid).open()
    taken = sorted(taak_te_doen(lid, trajecten), key=lambda taak: taak.volgorde)
    return [(taak.groep.value, taak.zin) for taak in taken]


def test_wat_vandaag_moet_of_te_laat_is(mensen):
    for wat, dag in {"laat": -3, "nu": 0, "morgen": 1, "ooit": None}.items():
        dag = dag if dag is None else f.dagen(dag)
        f.TaakFactory(traject=mensen.traject, wat=wat, uiterlijk=dag)
    assert gezien(mensen.bea) == [("te_laat", "laat"), ("vandaag", "nu")]


def test_van_wie_ze_is_of_van_de_begeleiders(mensen):
    def taak(wat, voor=None):
        f.TaakFactory(
            traject=mensen.traject, wat=wat, uiterlijk=f.dagen(0), voor=voor and voor.gebruiker
        )

    taak("van niemand")
    taak("van Pieter", mensen.pieter)
    taak("van wie weg is", mensen.vera)
    collega = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEGELEIDER)
    f.TeamlidFactory(traject=mensen.traject, gebruiker=collega.gebruiker)
    taak("van de collega", collega)
    assert {zin for _, zin in gezien(mensen.bea)} == {"van niemand", "van wie weg is"}
    assert {zin for _, zin in gezien(mensen.pieter)} == {"van Pieter"}
    assert gezien(mensen.lea) == []
    dagen = {"van": f.dagen(0), "tot": f.dagen(1), "rol": Rol.PRAKTIJK}
    vervanger = f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    Vervanging.objects.create(
        school=mensen.school, wie=mensen.pieter.gebruiker, vervanger=vervanger.gebruiker, **dagen
    )
    assert {zin for _, zin in gezien(vervanger)} == {"van Pieter"}


def test_afvinken_op_vandaag(mensen, client_van, adres):
    taak = f.TaakFactory(traject=mensen.traject, wat="Bel de bakker", uiterlijk=f.dagen(-1))
    tekst = client_van("bea").get(adres("overzichten:start")).text
    assert "Bel de bakker" in tekst
    doel = adres("trajecten:taak_gedaan", taak.pk)
    assert f'hx-post="{doel}"' in tekst
    assert f'action="{doel}"' in tekst
    client_van("bea").post(doel, {"rij": "1"})
    vandaag = client_van("bea").get(adres("overzichten:start")).context["groepen"]
    assert "Bel de bakker" not in {t.zin for groep in vandaag for t in groep["eerste"]}


def test_na_het_einde_blijft_wat_nog_moet(mensen, client_van, adres):
    """The papers of the end are done when the traject is closed."""
    gesloten = zaak(mensen, fase=Fase.AFGEROND)
    f.TaakFactory(traject=gesloten, wat="Zet Werkplekduaal stop", uiterlijk=f.dagen(0))
    assert gezien(mensen.bea) == []
    assert [taak.zin for taak in na_het_einde(mensen.bea)] == ["Zet Werkplekduaal stop"]
    assert na_het_einde(mensen.vera) == []
    wat = {"traject": gesloten, "door": mensen.bea, "soort": "mail", "staat": "gepland"}
    f.ContactmomentFactory(**wat, dag=f.dagen(0))
    assert [taak.zin for taak in na_het_einde(mensen.bea)][1:] == ["mail, vandaag"]
    bea = client_van("bea")
    assert "Zet Werkplekduaal stop" in bea.get(adres("overzichten:start")).text
    dossier = adres("overzichten:dossier", gesloten.pk)
    assert "Zet Werkplekduaal stop" in bea.get(dossier).text
    assert "Ongedaan maken" not in bea.get(f"{dossier}?deel=taken").text


def test_wie_meekijkt_en_geen_taken_leest_ziet_er_geen(mensen):
    f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(0))
    mensen.bea.meekijker = mensen.bob
    trajecten = Traject.objects.filter(pk=mensen.traject.pk)
    assert not any(taak.af for taak in taken_van(mensen.bea, trajecten))


def test_tien_kosten_zoveel_als_een(mensen, client_van, adres, meet):
    aantallen = []
    for aantal in (1, 9):
        for _ in range(aantal):
            traject = zaak(mensen)
            f.TaakFactory(traject=traject, uiterlijk=f.dagen(-1), voor=mensen.bea.gebruiker)
            f.TaakFactory(traject=mensen.traject)
            gesloten = zaak(mensen, fase=Fase.AFGEROND)
            f.TaakFactory(traject=gesloten, uiterlijk=f.dagen(-1))
            f.ContactmomentFactory(
                traject=gesloten, door=mensen.bea, staat="gepland", dag=f.dagen(-1)
            )
        deel = adres("overzichten:dossier", mensen.traject.pk) + "?deel=taken"
        bladen = [deel, adres("overzichten:start")]
        aantallen.append([meet(client_van("bea"), blad) for blad in bladen])
    assert aantallen[0] == aantallen[1]
    assert max(aantallen[1]) <= 25


def _een_taak(mensen) -> None:
    f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(-1), voor=mensen.bea.gebruiker)


def _een_contact(mensen) -> None:
    wat = {"traject": mensen.traject, "door": mensen.bea}
    f.ContactmomentFactory(**wat, staat="gepland", dag=f.dagen(-1))


@pytest.mark.parametrize("nog", [_een_taak, _een_contact])
def test_het_getal_telt_ook_wat_na_het_einde_nog_moet(mensen, client_van, adres, nog):
    mensen.traject.fase = Fase.STOPGEZET
    mensen.traject.save()
    bea, start = client_van("bea"), adres("overzichten:start")
    voor = bea.get(start).context["te_doen"]
    nog(mensen)
    blad = bea.get(start)
    assert blad.context["te_doen"] == voor + 1
    assert blad.context["dringend"]
    teller = f'<span class="teller">{voor + 1}<'
    assert teller in blad.text
    assert teller in bea.get(adres("trajecten:kalender")).text
