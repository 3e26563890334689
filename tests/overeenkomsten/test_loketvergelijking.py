"""A list from the counter beside ours: every planted difference is found, and nothing else."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from gebruikers.overgang import Weigering
from overeenkomsten import loketlezen
from overeenkomsten.loketkoppelaar import (
    ANDER_BEDRIJF,
    ANDER_BEGIN,
    ANDERE_NAAM,
    BIJNA,
    MEER,
    ZONDER_BEGIN,
    Eigen,
)
from overeenkomsten.loketvergelijking import hoort_erin, vergelijk
from overeenkomsten.statussen import Registratie, Status

BEGIN, EINDE = datetime.date(2026, 9, 1), datetime.date(2027, 6, 30)
OP = datetime.date(2026, 10, 5)
KOP = (
    "Nummer;Naam lerende;INSZ;KBO-nummer;Begindatum;Einddatum;Status;Registratiedatum;Stopgezet op"
)
WOORDEN = {"Geregistreerd": "geregistreerd", "In opmaak": "opgemaakt", "Beëindigd": "stopgezet"}
INSZ = "09.03.14-123-"


def eigen(n: int, **velden) -> Eigen:
    standaard = {
        "pk": n, "ons_nummer": f"OAO 2026-{n:04}", "voornaam": "Lotte", "naam": f"Maes{n:03}",
        "kbo": f"0{n:09}", "onderneming": f"Bakkerij {n}", "status": Status.GETEKEND,
        "begin": BEGIN, "laatste_dag": EINDE, "einddatum": EINDE,
        "registratie": Registratie.GEREGISTREERD, "nummer": f"W-{n:03}", "geregistreerd_op": OP,
        "gemeld_op": None,
    }  # fmt: skip
    return Eigen(**standaard | velden)


def regel(n: int, **velden) -> str:
    standaard = {
        "nummer": f"W-{n:03}", "wie": f"Maes{n:03}, Lotte", "insz": "", "kbo": f"0{n:09}",
        "begin": "01/09/2026", "einde": "30/06/2027", "stand": "Geregistreerd",
        "op": "05/10/2026", "stop": "",
    }  # fmt: skip
    return ";".join((standaard | velden).values())


def lees(tekst: str) -> tuple[list, list]:
    tabel, _ = loketlezen.zonder_nummers(loketlezen.lees_lijst(tekst.encode()))
    koppeling = loketlezen.stel_voor([kop for kop in tabel.koppen if kop], {})
    loketlezen.controleer(koppeling)
    return loketlezen.lees_rijen(tabel.koppen, tabel.rijen, koppeling, WOORDEN)


@pytest.fixture(autouse=True)
def in_het_schooljaar(time_machine):
    time_machine.move_to(datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC))


def _gewone() -> Iterator[tuple[Eigen, str]]:
    """190 that are the same, in the ways in which a list may write it."""
    for n in range(190):
        anders = {"wie": f"lotte MAES{n:03}", "nummer": f" w-{n:03} "} if n % 3 == 0 else {}
        anders |= {"nummer": "", "kbo": f"0{n:09}"[1:]} if n % 5 == 0 else {}  # no number, no zero
        anders |= {"begin": "2026-09-01"} if n % 7 == 0 else {}
        yield eigen(n), regel(n, **anders)


def test_van_tweehonderd_rijen_alles_wat_verschilt_en_niets_anders():
    """With 200 of ours beside 200 of theirs, of which 190 are the same."""
    ons, daar = map(list, zip(*_gewone(), strict=True))
    gestopt = {"status": Status.BEEINDIGD, "laatste_dag": datetime.date(2026, 11, 20)}
    ons += [
        eigen(190), eigen(191), eigen(192, registratie=Registratie.NIET_OPGEMAAKT,
        nummer="", geregistreerd_op=None), eigen(193), eigen(194, **gestopt), eigen(195),
        eigen(196, nummer=""), eigen(197, nummer=""), eigen(198, nummer=""), eigen(199),
    ]  # fmt: skip
    daar += [
        regel(190, einde="31/01/2027"),  # another end
        regel(191, begin="08/09/2026"),  # another begin, the same number
        regel(192),  # registered, and with us not yet
        regel(193, stand="Beëindigd", stop="15/11/2026"),  # ended there
        regel(194),  # ended with us, not there
        regel(196, nummer="W-A", begin="08/09/2026"),  # by name, and another begin
        regel(197, nummer="W-B", kbo="0999999999"),  # by name, and another company
        regel(198, nummer="W-C", wie="Lotte Mae198"),  # a slip of the pen
        regel(199, wie="Karim Bensaïd"),  # the number of another
        regel(500, nummer="W-500"),  # of nobody here
    ]
    rijen, fouten = lees("\n".join([KOP, *daar]))
    assert (len(rijen), fouten) == (200, [])
    delen = vergelijk(rijen, ons, hoort_erin(BEGIN, EINDE))
    gevonden = {
        deel: {(r.get("overeenkomst"), *(v[0] for v in r.get("verschillen", []))) for r in regels}
        for deel, regels in delen.items()
    }
    assert gevonden.pop("gelijk") == {(n,) for n in range(190)}
    assert gevonden == {
        "verschilt": {
            (190, "Einddatum"), (191, "Begindatum"), (192, "Stand", "Nummer", "Geregistreerd op"),
        },
        "gestopt_daar": {(193,)},
        "gestopt_hier": {(194,)},
        "ontbreekt_daar": {(195,)},
        "ontbreekt_hier": {(None,)},
        "twijfel": {(196, "Begindatum", "Nummer"), (197, "Nummer"), (198, "Nummer"), (199,)},
    }  # fmt: skip
    waarom = {r["overeenkomst"]: r["waarom"] for r in delen["twijfel"]}
    assert waarom == {196: ANDER_BEGIN, 197: ANDER_BEDRIJF, 198: BIJNA, 199: ANDERE_NAAM}
    over = {r["overeenkomst"]: r["over"] for r in delen["verschilt"]}
    assert (over[190], over[191]) == (None, None), "een datum van ons neemt niemand over"
    assert over[192] == {"registratie": "geregistreerd", "op": "2026-10-05", "nummer": "W-192"}


def test_van_twee_die_passen_kiest_niemand():
    ons = [eigen(1, pk=1, nummer=""), eigen(1, pk=2, nummer="")]
    rijen, _ = lees(f"{KOP}\n{regel(1)}")
    delen = vergelijk(rijen, ons, hoort_erin(None, None))
    assert [r["waarom"] for r in delen["twijfel"]] == [MEER]
    getekend = [eigen(1, pk=1, nummer="", status=Status.CONCEPT), eigen(1, pk=2, nummer="")]
    delen = vergelijk(rijen, getekend, hoort_erin(None, None))
    assert [r["overeenkomst"] for r in delen["verschilt"]] == [2], "wat getekend is, gaat voor"


def test_zonder_begindatum_is_een_ander_nummer_niet_zeker():
    rijen, _ = lees(f"{KOP}\n{regel(1, nummer='W-X', begin='')}")
    delen = vergelijk(rijen, [eigen(1)], hoort_erin(None, None))
    assert [r["waarom"] for r in delen["twijfel"]] == [ZONDER_BEGIN]


def test_wat_gewoon_afliep_is_geen_verschil_en_wat_vroeger_stopte_wel():
    af = {"laatste_dag": datetime.date(2026, 11, 30), "einddatum": datetime.date(2026, 11, 30)}
    rijen, _ = lees(f"{KOP}\n{regel(1, stand='Beëindigd', einde='30/11/2026')}")
    delen = vergelijk(rijen, [eigen(1, **af)], hoort_erin(None, None))
    assert [r["overeenkomst"] for r in delen["gelijk"]] == [1]
    rijen, _ = lees(f"{KOP}\n{regel(1, stand='Beëindigd', einde='30/11/2026', stop='2/10/2026')}")
    delen = vergelijk(rijen, [eigen(1, **af)], hoort_erin(None, None))
    assert [r["overeenkomst"] for r in delen["gestopt_daar"]] == [1]


def test_wat_niet_over_kan_zegt_waarom():
    rijen, _ = lees("\n".join([KOP, regel(1, op=""), regel(2)]))
    leeg = {"registratie": Registratie.OPGEMAAKT, "geregistreerd_op": None}
    delen = vergelijk(
        rijen, [eigen(1, **leeg), eigen(2, **leeg, status=Status.CONCEPT)], hoort_erin(None, None)
    )
    assert [bool(r["over"]) for r in delen["verschilt"]] == [False, False]
    zinnen = [r["niet"] for r in delen["verschilt"]]
    assert "op welke dag" in zinnen[0]
    assert "niet door iedereen getekend" in zinnen[1]


def test_een_rijksregisternummer_wordt_nooit_gelezen():
    """By the name of its column, by what stands in it, and in the middle of something else."""
    nummer = "09031412382"
    begin = int(nummer[:9])
    nummer = f"{nummer[:9]}{97 - (2_000_000_000 + begin) % 97:02d}"
    tekst = (
        f"Nummer;INSZ;Code;Opmerking\nW-1;{nummer};{nummer};zie {nummer}\nW-2;x;;niets\nW-3;;;ok"
    )
    tabel, weg = loketlezen.zonder_nummers(loketlezen.lees_lijst(tekst.encode()))
    assert weg == ["INSZ", "Code"]
    assert tabel.koppen == ["Nummer", "Opmerking"]
    assert nummer not in str(tabel)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b"Nummer;Stand\n", "geen enkele rij"),
        (b"alleen wat tekst", "geen kolommen te herkennen"),
        (b"\x81\x8d\x8f\xff" * 20, "geen leesbare tekst"),
        (b"PK\x03\x04 geen werkboek", "Excel-bestand is niet te lezen"),
        (b"%PDF-1.7", "Dit is een PDF"),
        (b"Nummer;Stand\n" + b"W-1;ok\n" * 10_001, "meer dan 10000 rijen"),
    ],
)
def test_wat_geen_lijst_is_krijgt_een_zin(inhoud, zin):
    with pytest.raises(Weigering, match=zin):
        loketlezen.lees_lijst(inhoud)


def test_wat_in_een_rij_niet_klopt_staat_apart_en_de_rest_telt():
    daar = [
        regel(1), regel(1), regel(2, einde="gisteren"), regel(3, nummer="", wie=""),
        regel(4, nummer="=1+1"),
    ]  # fmt: skip
    rijen, fouten = lees("\n".join([KOP, *daar]))
    assert [(fout.rij, fout.wat.split(":")[0].split(" is")[0]) for fout in fouten] == [
        (3, "Deze overeenkomst staat ook op rij 2."),
        (4, "Einddatum"),
        (5, "Hier staat geen nummer, en geen naam met een begindatum."),
    ]
    assert [(rij.nummer, rij.einde) for rij in rijen] == [
        ("W-001", EINDE), ("W-002", None), ("=1+1", EINDE)
    ]  # fmt: skip


def test_de_proeflijst_is_te_lezen_en_toont_van_alles_wat():
    inhoud = (Path(__file__).parents[2] / "dev/voorbeelden/loket/lijst.csv").read_text()
    assert loketlezen.zonder_nummers(loketlezen.lees_lijst(inhoud.encode()))[1] == [
        "Rijksregisternummer"
    ]
    rijen, fouten = lees(inhoud)
    assert (len(rijen), [fout.rij for fout in fouten]) == (6, [7, 8])
