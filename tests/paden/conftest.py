"""Real processes for the paths people walk: web, worker and beat on a database of their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from dev.stapel import Stapel, chromium, draaiend, meld_aan
from tests.identiteit import Identiteitsaanbieder, draaiende_aanbieder
from tests.paden.wereld import Pad


@pytest.fixture(scope="package")
def aanbieder() -> Iterator[Identiteitsaanbieder]:
    """Where people have their school account: the product offers it on its sign-in page."""
    with draaiende_aanbieder() as aanbieder:
        yield aanbieder


@pytest.fixture(scope="package")
def stapel(tmp_path_factory, sjabloon, aanbieder) -> Iterator[Stapel]:
    map, school = tmp_path_factory.mktemp("stapel"), aanbieder.instelling()
    with draaiend(map, "trajecten_paden", sjabloon, SCHOOLACCOUNT_SCHOOL=school) as stapel:
        yield stapel


@pytest.fixture(scope="package")
def pad(stapel, tmp_path_factory) -> Pad:
    """What the steps of the whole path hand to each other."""
    return Pad(stapel, tmp_path_factory.mktemp("pad"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed before this worker runs anything else: with its event loop in this thread, Django
    refuses to talk to the database."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def als(stapel, browser):
    """A page in a browser of its own, signed in as a demo account: als("begeleider"); or with
    the session that was kept from another page."""
    contexten = []

    def open_als(
        rol: str | None, *, school: str = "demo", breedte: int = 1280, sessie: dict | None = None
    ) -> Page:
        context = browser.new_context(
            base_url=stapel.basis,
            viewport={"width": breedte, "height": 800},
            locale="nl-BE",
            storage_state=sessie,
        )
        contexten.append(context)
        pagina = context.new_page()
        pagina.set_default_timeout(15_000)
        if rol:
            meld_aan(pagina, rol, school)
        return pagina

    yield open_als
    for context in contexten:
        context.close()
