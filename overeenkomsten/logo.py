"""The logo of a letterhead: any picture comes in, a small one goes out that only we could make."""

import base64
import io

from django.db.models import CheckConstraint, Q
from PIL import Image

from overeenkomsten.scan import lees_beeld

BREED, HOOG = 640, 200  # points: sharp on paper at twice the height of the letterhead's lines
KLEUREN = 128
HOOGSTENS = 5 * 1024 * 1024  # of what is uploaded
TE_GROOT = "Dit logo is groter dan 5 MB. Kies een kleiner bestand."
BEELDPUNTEN = 30_000_000
TE_VEEL_PUNTEN = "Deze afbeelding is te groot. Maak haar kleiner: duizend punten breed volstaat."
BEGIN = "data:image/png;base64,"
GEEN_LOGO = "Dit bestand is niet te lezen als afbeelding. Bewaar het logo als png of jpg."


def lees_logo(inhoud: bytes) -> str:
    """The picture as a small PNG on white, in the form in which a page can hold it; where it was
    made and what else the file says stays out. Raises ValidationError, saying what to do."""
    beeld = lees_beeld(inhoud, punten=BEELDPUNTEN, te_veel=TE_VEEL_PUNTEN, onleesbaar=GEEN_LOGO)
    recht = beeld.convert("RGBA")
    recht.thumbnail((BREED, HOOG))
    blad = Image.new("RGB", recht.size, "white")
    blad.paste(recht, mask=recht)
    uit = io.BytesIO()
    blad.quantize(KLEUREN).save(uit, "PNG", optimize=True)
    return BEGIN + base64.b64encode(uit.getvalue()).decode()


def alleen_een_logo(naam: str) -> CheckConstraint:
    """A picture that the page itself holds, as `lees_logo` makes it, and no address: a document
    shows it as it is."""
    van_ons = Q(logo__regex=rf"^{BEGIN}[A-Za-z0-9+/]+=*$")
    return CheckConstraint(
        condition=Q(logo="") | van_ons, name=naam, violation_error_message=GEEN_LOGO
    )
