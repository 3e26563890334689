"""A traject ends or lies still: why, what was reached, what is open, and back."""

import pytest

from gebruikers.overgang import Weigering
from overzichten.tekeningen import faselijn
from tests import factories as f
from tests.overzichten.zaken import overeenkomst, zaak
from tests.trajecten.einde import niets_open, rond_af, zet_stop
from trajecten import acties_fase
from trajecten.fases import Fase
from trajecten.models import Fasereden, Studiebewijs, Traject

pytestmark = pytest.mark.django_db
VANDAAG = f.dagen(0).isoformat()


def lopend(m, **velden) -> Traject:
    """Bea's, of a learner of its own; nothing of it is open."""
    return zaak(m, fase=Fase.LOPEND, fase_sinds=f.dagen(-40), **velden)


def test_stoppen_vraagt_een_reden_van_de_school_en_telt_als_rij(mensen, client_van, adres):
    traject, bea = lopend(mensen), client_van("bea")
    blad = adres("trajecten:fase", traject.pk)
    leeg = bea.get(f"{blad}?naar=stopgezet").text
    assert "Vraag de coördinator om ze over te nemen" in leeg
    reden = f.EinderedenFactory(school=mensen.school, naam="Verhuisd")
    oud = f.EinderedenFactory(school=mensen.school, naam="Voorbij", tot=f.dagen(-41))
    elders = f.EinderedenFactory(school=mensen.school, naam="Elders", bij_stopgezet=False)
    keuzes = bea.get(f"{blad}?naar=stopgezet").context["form"].fields["eindereden"].queryset
    assert list(keuzes) == [reden]
    velden = {"naar": "stopgezet", "op": VANDAAG, "reden": ""}
    assert "eindereden" in bea.post(blad, velden).context["form"].errors
    for niet in (oud, elders):
        assert bea.post(blad, velden | {"eindereden": niet.pk}).status_code == 422
    bea.post(blad, velden | {"eindereden": reden.pk, "reden": "Naar Gent."})
    rij = Fasereden.objects.get(traject=traject)
    assert (rij.fase, rij.reden, rij.op, rij.uitleg) == (
        "stopgezet", reden, f.dagen(0), "Naar Gent.",
    )  # fmt: skip
    traject.refresh_from_db()
    assert (traject.fase, traject.gestopt_in) == (Fase.STOPGEZET, Fase.LOPEND)
    assert (
        traject.gebeurtenissen.first().tekst == "Van lopend naar stopgezet: Verhuisd (Naar Gent.)"
    )
    type(reden).objects.update(tot=f.dagen(-1))
    assert "Verhuisd" in bea.get(traject.get_absolute_url()).text, (
        "een oud dossier houdt zijn reden"
    )


@pytest.mark.parametrize(
    ("velden", "op", "zin"),
    [
        ({"tot": -2}, -1, "kan je op .* niet kiezen"),
        ({"van": 0}, -1, "kan je op .* niet kiezen"),
        ({"bij_stopgezet": False}, 0, "niet kiezen bij stopgezet"),
        (None, 0, "Kies waarom het traject stopgezet is"),
        ({"school": "andere"}, 0, "Kies waarom het traject stopgezet is"),
    ],
)
def test_een_reden_geldt_op_de_dag_zelf_bij_dat_einde_en_op_de_school(velden, op, zin, mensen):
    traject, reden = lopend(mensen), None
    if velden is not None:
        dagen = {k: f.dagen(v) for k, v in velden.items() if k in ("van", "tot")}
        school = mensen.andere_school if "school" in velden else mensen.school
        reden = f.EinderedenFactory(**velden | dagen | {"school": school})
    with pytest.raises(Weigering, match=zin):
        zet_stop(traject, door=mensen.bea, eindereden=reden, op=f.dagen(op))
    assert not Fasereden.objects.exists()


def test_afronden_vraagt_een_studiebewijs(mensen, client_van, adres):
    traject, bea = lopend(mensen), client_van("bea")
    cluster = f.ClusterFactory(standaardtraject__school=mensen.school, titel="Deeg maken")
    f.OpleidingsplanFactory(traject=traject, standaardtraject=cluster.standaardtraject)
    blad = adres("trajecten:fase", traject.pk)
    velden = {"naar": "afgerond", "op": VANDAAG, "reden": "Alles bereikt."}
    for mis, veld in (
        ({}, "soorten"),
        ({"soorten": ["orientering"]}, "soorten"),
        ({"soorten": ["deelkwalificatie"]}, "clusters"),
        ({"soorten": ["diploma"], "clusters": ["Deeg maken"]}, "clusters"),
        ({"soorten": ["deelkwalificatie"], "clusters": ["Verzonnen"]}, "clusters"),
    ):
        assert list(bea.post(blad, velden | mis).context["form"].errors) == [veld], mis
    later = velden | {"soorten": ["diploma"], "behaald_op": f.dagen(1).isoformat()}
    assert "toekomst" in bea.post(blad, later).text
    traject.refresh_from_db()
    assert traject.fase == Fase.LOPEND
    goed = {"soorten": ["diploma", "deelkwalificatie"], "clusters": ["Deeg maken"]}
    bea.post(blad, velden | goed | {"behaald_op": f.dagen(-3).isoformat()})
    rijen = traject.studiebewijzen.values_list("soort", "op", "clusters", "door")
    assert set(map(str, rijen)) == {
        str(("diploma", f.dagen(-3), [], mensen.bea.pk)),
        str(("deelkwalificatie", f.dagen(-3), ["Deeg maken"], mensen.bea.pk)),
    }


def test_zonder_studiebewijs_is_niets_afgerond_en_met_een_kan_een_stop_ook(mensen):
    with pytest.raises(Weigering, match="Kies welk studiebewijs"):
        rond_af(lopend(mensen), door=mensen.bea, studiebewijzen=[])
    traject = lopend(mensen)
    with pytest.raises(Weigering, match="hoort niet bij een traject dat stopgezet is"):
        zet_stop(
            traject, door=mensen.bea, studiebewijzen=[Studiebewijs(soort="diploma", op=f.dagen(0))]
        )
    traject.refresh_from_db()
    attest = Studiebewijs(soort="orientering", op=f.dagen(0))
    zet_stop(traject, door=mensen.bea, studiebewijzen=[attest])
    assert traject.studiebewijzen.get().soort == "orientering"


def test_wat_eerst_af_moet_houdt_het_einde_tegen_en_staat_er_vooraf(mensen, client_van, adres):
    traject = lopend(mensen)
    getekend = overeenkomst(mensen, traject, "getekend", begindatum=f.dagen(-30))
    Traject.objects.filter(pk=traject.pk).update(fase=Fase.LOPEND)
    wacht = overeenkomst(
        mensen, traject, begindatum=f.dagen(300), einddatum=f.dagen(400), nummer="OAO 2"
    )
    bij = f.PlaatsingFactory(
        traject=traject, vestiging=None, mentor=None, organisatie=mensen.organisatie
    )
    f.EinderedenFactory(school=mensen.school)
    f.TermijnFactory(traject=traject)
    f.TaakFactory(traject=traject)
    bea, blad = client_van("bea"), adres("trajecten:fase", traject.pk)
    tekst = bea.get(f"{blad}?naar=stopgezet").text
    for staat in (
        "is getekend en loopt verder, tot en met", "Trek ze eerst in", "Stop ze eerst",
        adres("overeenkomsten:overeenkomst", getekend.pk),
        adres("werkplekken:beeindig_plaatsing", bij.pk),
        "eindigt die dag", "Werkplek zoeken na de start", "blijft het dossier zien",
        "Eén taak staat nog open",
    ):  # fmt: skip
        assert staat in tekst, staat
    stil = bea.get(f"{blad}?naar=onderbroken").text
    assert "loopt verder, tot en met" in stil
    assert "Eerst:" not in stil
    assert "Wat nu nog open is" not in bea.get(f"{blad}?naar=zoekt_werkplek").text

    def sluit(zin: str) -> None:
        with pytest.raises(Weigering, match=zin):
            acties_fase.verplaats_fase(
                traject, Fase.STOPGEZET, door=mensen.bea,
                eindereden=f.EinderedenFactory(school=mensen.school),
            )  # fmt: skip
        traject.refresh_from_db()
        assert traject.fase == Fase.LOPEND
        assert traject.inschrijvingen.filter(tot=None).exists()

    sluit("Trek ze eerst in")
    type(wacht).objects.filter(pk=wacht.pk).update(status="ingetrokken")
    sluit("Stop ze eerst")
    niets_open(traject)
    with pytest.raises(Weigering, match="Kies een dag vanaf dan"):
        zet_stop(traject, door=mensen.bea, op=f.dagen(-2))
    traject.refresh_from_db()
    zet_stop(traject, door=mensen.bea)
    assert not traject.is_open


@pytest.mark.parametrize("sluit", [zet_stop, rond_af])
def test_terugdraaien_neemt_reden_en_studiebewijs_mee_en_de_geschiedenis_houdt_ze(
    sluit, mensen, client_van, adres
):
    traject = lopend(mensen)
    stil = f.EinderedenFactory(school=mensen.school, naam="Ziekenhuis gesloten")
    wat = {"door": mensen.bea, "eindereden": stil}
    acties_fase.verplaats_fase(traject, Fase.ONDERBROKEN, op=f.dagen(-9), **wat)
    if sluit is rond_af:
        acties_fase.verplaats_fase(traject, Fase.LOPEND, door=mensen.bea, reden="weer begonnen")
    sluit(traject, door=mensen.bea)
    terug = adres("trajecten:fase_terug", traject.pk)
    gaat_weg = "diploma secundair onderwijs" in client_van("coen").get(terug).text
    assert gaat_weg == (sluit is rond_af)
    client_van("coen").post(terug, {"reden": "Vergissing."})
    traject.refresh_from_db()
    assert traject.fase == (Fase.LOPEND if gaat_weg else Fase.ONDERBROKEN)
    assert traject.gestopt_in == ""
    assert [rij.reden for rij in traject.faseredenen.all()] == [stil], "die van toen blijft"
    assert not traject.studiebewijzen.exists()
    dossier = client_van("coen").get(traject.get_absolute_url()).context["fasereden"]
    assert (dossier is None) == gaat_weg
    teksten = " ".join(traject.gebeurtenissen.values_list("tekst", flat=True))
    assert ("Studiebewijs teruggedraaid: diploma secundair onderwijs" in teksten) == gaat_weg
    url = adres("overzichten:geschiedenis", "traject", traject.pk)
    assert "nam " in client_van("coen").get(url).text


def test_eerst_de_fase_en_wie_te_laat_komt_kiest_opnieuw(mensen, client_van, adres):
    bea, blad = client_van("bea"), adres("trajecten:fase", lopend(mensen).pk)
    tekst = bea.get(blad).text
    assert [f"?naar={fase}" in tekst for fase in ("afgerond", "stopgezet", "screening")] == [
        True, True, False,
    ]  # fmt: skip
    laat = bea.post(blad, {"naar": "screening", "op": VANDAAG, "reden": "toch"})
    assert laat.status_code == 422
    assert "Naar “screening” kan het vanaf hier niet." in laat.text


def test_de_faselijn_staat_stil_waar_het_stopte():
    def plek(*args, **kwargs) -> int:
        lijn = faselijn(*args, **kwargs)
        return (lijn.count('class="lijn" stroke-width="2"'), 'class="stop"' in lijn)

    assert plek("stopgezet", gestopt_in="aanloop") == (2, True)
    assert plek("stopgezet", gestopt_in="onderbroken") == (4, True)
    assert plek("stopgezet") == (4, True)
    assert plek("niet_gestart") == (1, True)
    assert plek("afgerond") == (5, False)
    assert plek("onderbroken") == (4, False)
