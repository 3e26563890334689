from tests import factories as f
from tests.toegang import ALLEN, STAF, Pagina, Rol

LEZEN = STAF - {Rol.BEHEERDER}
SCHRIJVEN = frozenset({Rol.BEGELEIDER, Rol.ADMINISTRATIE})
ALLEEN_LEZEN = LEZEN - SCHRIJVEN
# A mentor's conditions: the coördinator reads them, other staff see only name and phone.
ZIET_MENTOR = frozenset({Rol.COORDINATOR})
VERLOOP = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR})
ZIET_ZAAK = ALLEN - VERLOOP - {Rol.BEHEERDER}

WIE_MAG = {
    "werkplekken:lijst": Pagina("get", LEZEN),
    "werkplekken:nieuw": Pagina("get", SCHRIJVEN),
    "werkplekken:onderneming": Pagina("get", LEZEN),
    "werkplekken:bewerk_onderneming": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:wis_onderneming": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:nieuwe_vestiging": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:vestiging": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:wis_vestiging": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:nieuwe_erkenning": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:erkenning": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:wis_erkenning": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:nieuwe_vertegenwoordiger": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:vertegenwoordiger": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:wis_vertegenwoordiger": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:nieuwe_mentor": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:mentor": Pagina("get", SCHRIJVEN, ziet=ZIET_MENTOR),
    "werkplekken:wis_mentor": Pagina("post", SCHRIJVEN, ziet=ZIET_MENTOR),
    "werkplekken:nodig_uit": Pagina("post", SCHRIJVEN, ziet=ZIET_MENTOR),
    "werkplekken:organisaties": Pagina("get", LEZEN),
    "werkplekken:nieuwe_organisatie": Pagina("get", SCHRIJVEN),
    "werkplekken:organisatie": Pagina("get", LEZEN),
    "werkplekken:bewerk_organisatie": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:wis_organisatie": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:nodig_medewerker_uit": Pagina("get", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:herhaal_medewerker": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:medewerker_weg": Pagina("post", SCHRIJVEN, ziet=ALLEEN_LEZEN),
    "werkplekken:plaats_bij_organisatie": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "werkplekken:beeindig_plaatsing": Pagina("get", VERLOOP, ziet=ZIET_ZAAK - {Rol.EXTERNE}),
}


def objecten(m) -> dict[str, tuple]:
    elders = f.VestigingFactory(onderneming__school=m.andere_school)
    organisatie = f.OrganisatieFactory(school=m.andere_school)
    return {
        "onderneming_id": (m.vestiging.onderneming_id, elders.onderneming_id),
        "vestiging_id": (m.vestiging.pk, elders.pk),
        "erkenning_id": (
            m.vestiging.erkenningen.get().pk,
            f.ErkenningFactory(vestiging=elders).pk,
        ),
        "vertegenwoordiger_id": (
            m.zaakvoerder.pk,
            f.VertegenwoordigerFactory(onderneming=elders.onderneming).pk,
        ),
        "mentor_id": (m.mentor.pk, f.MentorFactory(vestiging=elders).pk),
        "organisatie_id": (m.organisatie.pk, organisatie.pk),
        "medewerker_id": (
            m.organisatie.medewerkers.get().pk,
            f.OrganisatieMedewerkerFactory(organisatie=organisatie).pk,
        ),
        "plaatsing_id": (m.plaatsing.pk, f.PlaatsingFactory(traject=m.vreemd_traject).pk),
    }
