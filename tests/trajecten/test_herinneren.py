"""Reminders by hand: to who must act, about what is pressing, once a person a day, on the file."""

from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from gebruikers.models import Bericht, Herinneringskeuze
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.herinneren import afdruk, herinner_nu, stel_voor
from trajecten.models import Gebeurtenis, Herinnering
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db
VAN_ADA = next(r.sleutel for r in REGELS.values() if r.wie == Rol.ADMINISTRATIE)


def termijn(traject, over: int = 5, **anders):
    return f.TermijnFactory(traject=traject, einde=f.dagen(over), geteld=[f.dagen(over)], **anders)


def voorstel(trajecten, door) -> dict[str, tuple]:
    return {
        brief.lid.gebruiker.voornaam: (brief.termijnen, brief.taken, brief.waarom_niet)
        for brief in stel_voor(trajecten, door=door)
    }


def stuur(trajecten, door) -> list[str]:
    gezien = afdruk(stel_voor(trajecten, door=door))
    brieven = herinner_nu(trajecten, gezien=gezien, door=door)
    return [brief.lid.gebruiker.voornaam for brief in brieven]


def test_aan_wie_en_waarover(mensen):
    dringt = termijn(mensen.traject)
    voorbij = termijn(mensen.traject, -2, onderwerp="a")
    termijn(mensen.traject, 30, onderwerp="b")
    termijn(mensen.traject, onderwerp="c", staat="voldaan", gesloten_op=f.dagen(0))
    van_ada = termijn(mensen.traject, regel=VAN_ADA)
    nu = f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(0), wat="Bel de vader.")
    f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(1))
    van_pieter = f.TaakFactory(
        traject=mensen.traject, uiterlijk=f.dagen(-3), voor=mensen.pieter.gebruiker
    )
    assert voorstel([mensen.traject], mensen.coen) == {
        "Ada": ([van_ada], [], ""),
        "Bea": ([voorbij, dringt], [nu], ""),
        "Pieter": ([], [van_pieter], ""),
    }
    assert voorstel([mensen.traject], mensen.bea)["Bea"][2] == "dat ben jij zelf"
    mensen.traject.team.filter(rol=Rol.BEGELEIDER).delete()
    assert voorstel([mensen.traject], mensen.ada)["Coen"][0] == [voorbij, dringt], "niemand aan zet"


def test_een_taak_van_wie_er_niet_is_gaat_naar_de_vervanger(mensen):
    van_pieter, van_bea = (
        f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(0), voor=lid.gebruiker)
        for lid in (mensen.pieter, mensen.bea)
    )
    weg = {"school": mensen.school, "wie": mensen.pieter.gebruiker, "rol": Rol.PRAKTIJK}
    invaller = f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    invaller = invaller.gebruiker
    f.VervangingFactory(**weg, vervanger=invaller)
    assert voorstel([mensen.traject], mensen.coen) == {
        "Bea": ([], [van_bea], ""),
        invaller.voornaam: ([], [van_pieter], ""),
    }
    weg |= {"wie": mensen.bea.gebruiker, "rol": Rol.BEGELEIDER}
    f.VervangingFactory(**weg, vervanger=mensen.vera.gebruiker)
    assert voorstel([mensen.traject], mensen.coen) == {
        "Vera": ([], [van_bea], ""),
        invaller.voornaam: ([], [van_pieter], ""),
    }


def test_een_taak_zonder_begeleider_gaat_naar_de_coordinator(mensen):
    taak = f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(0))
    mensen.traject.team.filter(rol=Rol.BEGELEIDER).delete()
    assert voorstel([mensen.traject], mensen.ada) == {"Coen": ([], [taak], "")}


def test_een_keer_per_persoon_per_dag_en_op_het_dossier(mensen, client_van, adres):
    termijn(mensen.traject)
    f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(0), wat="Bel over de astma.")
    blad = f"{adres('overzichten:herinner')}?traject={mensen.traject.pk}"
    coen = client_van("coen")
    toon = coen.get(blad)
    assert "Bel over de astma." in toon.text
    antwoord = coen.post(blad, {"gezien": toon.context["gezien"]})
    assert "Herinnerd: Bea Cast." in " ".join(map(str, get_messages(antwoord.wsgi_request)))
    mail = Bericht.objects.get(soort="vraag_van_collega")
    assert mail.aan == mensen.bea.gebruiker.email
    assert "Lotte" not in mail.onderwerp
    assert "Coen Cast vraagt je aandacht" in mail.tekst
    assert "Werkplek zoeken" in mail.tekst
    assert "L.M.: een taak in het dossier" in mail.tekst
    assert "astma" not in mail.tekst + mail.onderwerp, (
        "wat er vrij getypt is, gaat niet in een mail"
    )
    assert Herinnering.objects.get().door == mensen.coen
    vandaag = date_format(f.dagen(0), "j F Y")
    assert Gebeurtenis.objects.get(soort="taak").tekst == (
        f"Herinnering aan Bea Cast: een taak, tegen {vandaag}."
    )
    dossier = adres("overzichten:dossier", mensen.traject.pk)
    assert "gevraagd door Coen Cast" in client_van("bea").get(f"{dossier}?deel=termijnen").text
    assert "Herinnering aan" in client_van("lea").get(f"{dossier}?deel=tijdlijn").text
    for wie in ("els", "lotte", "mo"):
        assert not Gebeurtenis.objects.zichtbaar_voor(getattr(mensen, wie)).filter(soort="taak")
    assert "vandaag al een mail" in coen.get(blad).text
    weer = coen.post(blad, {"gezien": coen.get(blad).context["gezien"]})
    assert weer.status_code == 200
    assert Bericht.objects.filter(soort="vraag_van_collega").count() == 1


def test_wat_vandaag_vanzelf_gezegd_is_niet_nog_eens(mensen):
    een, twee = termijn(mensen.traject), termijn(mensen.traject, onderwerp="b")
    f.HerinneringFactory(
        traject=mensen.traject, regel=een.regel, onderwerp=een.onderwerp, aan=mensen.bea.gebruiker
    )
    assert voorstel([mensen.traject], mensen.coen)["Bea"] == ([twee], [], "")
    twee.delete()
    assert "hierover vandaag al een mail" in voorstel([mensen.traject], mensen.coen)["Bea"][2]


def test_wie_een_mail_over_een_ander_kreeg_kreeg_er_geen_hierover(mensen):
    ander = zaak(mensen)
    termijn(ander)
    stuur([ander], mensen.coen)
    termijn(mensen.traject)
    assert voorstel([mensen.traject], mensen.coen)["Bea"][2] == (
        "kreeg vandaag al een mail van een collega; morgen kan het weer"
    )


def test_wie_geen_mails_wil_krijgt_alleen_wat_niet_te_weigeren_is(mensen):
    Herinneringskeuze.objects.create(
        gebruiker=mensen.bea.gebruiker, soort="andere", wanneer="nooit"
    )
    f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(0))
    assert "krijgt hierover geen mail" in voorstel([mensen.traject], mensen.coen)["Bea"][2]
    vast = termijn(mensen.traject, regel="werkplek_start")
    assert REGELS["werkplek_start"].mailsoort == "vast"
    assert voorstel([mensen.traject], mensen.coen)["Bea"] == ([vast], [], "")


def test_wie_meer_ziet_dan_het_voorstel_kijkt_opnieuw(mensen):
    termijn(mensen.traject)
    gezien = afdruk(stel_voor([mensen.traject], door=mensen.coen))
    termijn(mensen.traject, onderwerp="b")
    with pytest.raises(Weigering, match="Intussen veranderde er iets"):
        herinner_nu([mensen.traject], gezien=gezien, door=mensen.coen)
    assert not Bericht.objects.filter(soort="vraag_van_collega").exists()


def test_alleen_wat_men_zelf_ziet(mensen, client_van, adres):
    termijn(mensen.vera_traject)
    blad = f"{adres('overzichten:herinner')}?traject={mensen.vera_traject.pk}"
    assert client_van("bea").get(blad).status_code == 302
    assert voorstel([mensen.vera_traject], mensen.bea) == {}


def test_niemand_hoort_wat_die_niet_ziet(mensen, monkeypatch):
    """Neither of a case that is not theirs, nor of a kind that they do not read."""
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    rij = termijn(mensen.traject, regel=VAN_ADA)
    for over, horen in [
        (Informatie.VERLOOP, {"Pieter": ([rij], [], "")}),
        (Informatie.MOMENT_VERTROUWELIJK, {}),
    ]:
        regel = replace(REGELS[VAN_ADA], wie=Rol.PRAKTIJK, over=over)
        monkeypatch.setitem(REGELS, VAN_ADA, regel)
        assert voorstel([mensen.traject], mensen.coen) == horen


def test_alleen_wie_het_verloop_schrijft_herinnert(mensen):
    termijn(mensen.traject)
    gezien = afdruk(stel_voor([mensen.traject], door=mensen.pieter))
    with pytest.raises(PermissionDenied):
        herinner_nu([mensen.traject], gezien=gezien, door=mensen.pieter)


def test_tien_kosten_zoveel_als_een(mensen):
    def vragen(aantal: int) -> int:
        trajecten = [zaak(mensen) for _ in range(aantal)]
        for traject in trajecten:
            collega = f.LidmaatschapFactory(school=mensen.school)
            f.TeamlidFactory(traject=traject, gebruiker=collega.gebruiker)
            termijn(traject)
            f.TaakFactory(traject=traject, uiterlijk=f.dagen(0))
        with CaptureQueriesContext(connection) as vangst:
            assert len(stel_voor(trajecten, door=mensen.coen)) == aantal + 1
        return len(vangst)

    assert vragen(1) == vragen(9) <= 15


def test_de_mail_gaat_naar_ieder_apart(mensen):
    termijn(mensen.traject)
    termijn(mensen.traject, regel=VAN_ADA)
    assert stuur([mensen.traject], mensen.coen) == ["Ada", "Bea"]


def test_de_knop_is_voor_wie_doet_waarover_het_gaat(mensen, client_van, adres):
    """A coördinator reads evaluations and records none."""
    termijn(mensen.traject, regel="evaluatie", onderwerp="moment-1")
    blad = f"{adres('overzichten:herinner')}?traject={mensen.traject.pk}"
    naar = adres("opleidingsplannen:evaluatie", mensen.traject.pk)
    for naam, doet in (("bea", True), ("coen", False)):
        tekst = client_van(naam).get(blad).text
        assert "Evaluatie, ten laatste" in tekst, naam
        assert (f'href="{naar}"' in tekst) is doet, naam
