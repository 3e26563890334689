"""An outside account that nobody is linked to yet, remembered in the session until its owner has
proven in another way who they are."""

import time

SLEUTEL = "schoolaccount_wacht"
GELDIG = 15 * 60  # seconds: as long as a mailed code


def onthoud(request, *, aanbieder: str, uid: str, naam: str, adres: str, naar: str | None) -> None:
    """`adres` is shown to the owner once more, `naar` is where they wanted to go."""
    request.session[SLEUTEL] = {
        "aanbieder": aanbieder,
        "uid": uid,
        "naam": naam,
        "adres": adres,
        "naar": naar or "",
        "tot": time.time() + GELDIG,
    }


def haal(request) -> dict | None:
    wachtend = request.session.get(SLEUTEL)
    return wachtend if wachtend and wachtend["tot"] > time.time() else None


def vergeet(request) -> None:
    request.session.pop(SLEUTEL, None)
