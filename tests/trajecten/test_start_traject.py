import pytest
from django.contrib.messages import get_messages

from gebruikers.overgang import Weigering
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten import acties
from trajecten.fases import Fase
from trajecten.models import Traject


def vrije_leerling(m, **velden):
    return f.LeerlingFactory(school=m.school, opleiding=m.leerling.opleiding, **velden)


def formulier(m, wie, **velden) -> dict:
    return {
        "opleiding": wie.opleiding_id, "begindatum": f.dagen(0), "einddatum": f.dagen(200),
        "fase": "zoekt_werkplek", "begeleider": m.bea.pk, "praktijk": m.pieter.pk,
    } | velden  # fmt: skip


def zinnen(antwoord) -> str:
    return " ".join(str(melding) for melding in get_messages(antwoord.wsgi_request))


@pytest.mark.django_db
def test_van_de_lijst_naar_de_caseload(mensen, client_van, adres):
    leerling, bea = vrije_leerling(mensen), client_van("bea")
    assert str(leerling.naam) in bea.get(adres("trajecten:zonder")).content.decode()
    begin = bea.get(adres("trajecten:nieuw", leerling.pk)).context["form"]
    assert begin["begeleider"].value() == mensen.bea.pk
    assert begin["opleiding"].value() == leerling.opleiding_id
    antwoord = bea.post(adres("trajecten:nieuw", leerling.pk), formulier(mensen, leerling))
    traject = leerling.trajecten.get()
    assert antwoord.url == traject.get_absolute_url()
    assert traject.fase == Fase.ZOEKT_WERKPLEK
    assert traject.inschrijvingen.get().opleiding == leerling.opleiding
    assert {t.gebruiker for t in traject.team.all()} == {
        mensen.bea.gebruiker,
        mensen.pieter.gebruiker,
    }
    assert [g.soort for g in traject.gebeurtenissen.all()] == ["fase", "traject gestart"]
    assert str(leerling) in bea.get(adres("overzichten:start")).content.decode()
    assert str(leerling.naam) not in bea.get(adres("trajecten:zonder")).content.decode()


@pytest.mark.django_db
def test_tweemaal_indienen_start_een_traject(mensen, client_van, adres):
    leerling, bea = vrije_leerling(mensen), client_van("bea")
    blad, velden = adres("trajecten:nieuw", leerling.pk), formulier(mensen, leerling)
    bea.post(blad, velden)
    antwoord = bea.post(blad, velden)
    assert leerling.trajecten.count() == 1
    assert antwoord.url == leerling.trajecten.get().get_absolute_url()
    assert "heeft al een open traject" in zinnen(antwoord)


@pytest.mark.django_db
def test_een_collega_was_eerst(mensen, client_van, adres):
    leerling, bea = vrije_leerling(mensen), client_van("bea")
    blad = adres("trajecten:nieuw", leerling.pk)
    gezien = bea.get(blad).context["gezien"]
    client_van("vera").post(blad, formulier(mensen, leerling, begeleider=mensen.vera.pk))
    antwoord = bea.post(blad, formulier(mensen, leerling, gezien=gezien))
    assert antwoord.status_code == 302
    assert "Een collega startte intussen" in zinnen(antwoord)
    assert leerling.trajecten.count() == 1
    assert bea.post(blad, formulier(mensen, leerling)).status_code == 404, "zag het formulier niet"
    andermans = {"gezien": gezien}
    verder = adres("trajecten:nieuw", mensen.vera_traject.leerling_id)
    assert bea.post(verder, andermans).status_code == 404, "een bewijs geldt voor één leerling"


@pytest.mark.django_db
def test_een_nieuw_traject_na_een_afgesloten(mensen):
    oud = zaak(mensen, fase=Fase.STOPGEZET)
    nieuw = acties.start_traject(
        oud.leerling, door=mensen.coen, opleiding=oud.leerling.opleiding, begindatum=f.dagen(0)
    )
    assert nieuw.is_open


@pytest.mark.django_db
@pytest.mark.parametrize("wie", ["pieter", "lea", "ada", "bob", "mo", "els", "lotte", "tess"])
def test_wie_geen_traject_start(wie, mensen):
    leerling = vrije_leerling(mensen)
    with pytest.raises(Weigering):
        acties.start_traject(
            leerling, door=getattr(mensen, wie), opleiding=leerling.opleiding, begindatum=f.dagen(0)
        )


@pytest.mark.django_db
def test_einde_voor_begin_blijft_op_het_formulier(mensen, client_van, adres):
    leerling = vrije_leerling(mensen)
    velden = formulier(mensen, leerling, einddatum=f.dagen(-1))
    antwoord = client_van("bea").post(adres("trajecten:nieuw", leerling.pk), velden)
    assert "De einddatum moet na de begindatum liggen." in antwoord.content.decode()
    assert not leerling.trajecten.exists()


@pytest.mark.django_db
def test_keuzelijsten_tonen_niets_van_een_andere_school(mensen, client_van, adres):
    leerling = vrije_leerling(mensen)
    elders = f.LidmaatschapFactory(school=mensen.andere_school)
    velden = formulier(mensen, leerling, begeleider=elders.pk)
    antwoord = client_van("bea").post(adres("trajecten:nieuw", leerling.pk), velden)
    assert "begeleider" in antwoord.context["form"].errors
    lijst = client_van("bea").get(adres("trajecten:zonder")).content.decode()
    assert str(elders.gebruiker) not in lijst


@pytest.mark.django_db
def test_meer_tegelijk(mensen, client_van, adres):
    twee = [vrije_leerling(mensen) for _ in range(2)]
    zonder = f.LeerlingFactory(school=mensen.school, opleiding=None)
    gekozen = [*(leerling.pk for leerling in [*twee, zonder]), mensen.vera_traject.leerling_id]
    velden = formulier(mensen, twee[0], leerling=gekozen)
    antwoord = client_van("bea").post(adres("trajecten:start_meer"), velden)
    assert "2 trajecten gestart." in zinnen(antwoord)
    assert f"{zonder} (kies de opleiding" in zinnen(antwoord)
    assert "1 leerling(en) die intussen een collega volgt" in zinnen(antwoord)
    assert Traject.objects.filter(leerling__in=twee).count() == 2
    leeg = client_van("bea").post(adres("trajecten:start_meer"), formulier(mensen, twee[0]))
    assert leeg.status_code == 422
    assert "Vink eerst" in leeg.content.decode()


@pytest.mark.django_db
def test_lijst_zonder_heeft_vast_aantal_queries(mensen, client_van, adres, meet):
    vrije_leerling(mensen)
    bea = client_van("bea")
    een = meet(bea, adres("trajecten:zonder"))
    [vrije_leerling(mensen) for _ in range(9)]
    assert meet(bea, adres("trajecten:zonder")) == een <= 25


@pytest.mark.django_db
def test_filter_op_klas_opleiding_en_naam(mensen, client_van, adres):
    jan, els = vrije_leerling(mensen, naam="Öztürk"), vrije_leerling(mensen, naam="Peeters")

    def namen(vraag: str) -> list[str]:
        blad = client_van("bea").get(adres("trajecten:zonder") + vraag).context["page_obj"]
        return [leerling.naam for leerling in blad]

    assert namen("?q=ozt") == ["Öztürk"]
    assert namen(f"?klas={els.klas_id}") == ["Peeters"]
    assert namen(f"?opleiding={jan.opleiding_id}") == ["Öztürk", "Peeters"]
    assert namen("?klas=999999") == ["Öztürk", "Peeters"], "een onbekende filter doet niets"
