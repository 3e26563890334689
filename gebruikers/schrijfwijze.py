"""How a name, a postcode and a telephone number are written: one rule for forms and imports; and
when two ways of writing are one name."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models

WEGGELATEN = "[rijksregisternummer]"  # what stands in a stored file where such a number stood
ELF_CIJFERS = re.compile(r"(?<![\d+])\d(?:[\s./_-]{0,3}\d){10}(?!\d)")
STUURTEKENS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FORMULETEKENS = r"=@+\-＝＠＋－"  # also as an Asian keyboard types them
FORMULE = re.compile(f"[{FORMULETEKENS}]")
HTML = re.compile(r"<\s*[a-zA-Z/!]")
VIJF_LETTERS = 5  # in a shorter name one other letter is another name
POSTCODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 -]{2,9}")


# Letters that hold no accent that can be taken off.
ZONDER_TEKEN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def zoekvorm(tekst: str) -> str:
    """Lower case without accents, to sort and search names the same on every server, as who types
    them on a Belgian keyboard does."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold().translate(ZONDER_TEKEN))
    return "".join(t for t in ontleed if not unicodedata.combining(t)).strip()


def zonder_stuurtekens(tekst: str) -> str:
    """On one line, of what can be seen: no control or format character, which may turn around how
    the rest reads."""
    gezien = (t for t in tekst if t.isspace() or unicodedata.category(t)[0] != "C")
    return " ".join("".join(gezien).split())


def is_zelfde_naam(een: str, ander: str) -> bool:
    """Capitals, accents, spaces, hyphens and apostrophes make no other person."""
    kaal, ander_kaal = (re.sub(r"\W", "", zoekvorm(naam)) for naam in (een, ander))
    return kaal == ander_kaal


def is_bijna_zelfde_naam(een: tuple[str, str], ander: tuple[str, str]) -> bool:
    """First and last name: the same, turned round, divided otherwise, or one of the two with a
    letter wrong or a second name more."""
    (voor, achter), (ander_voor, ander_achter) = (map(_kaal, een), map(_kaal, ander))
    heel, ander_heel = f"{voor} {achter}".split(), f"{ander_voor} {ander_achter}".split()
    if not heel or not ander_heel:
        return False
    if sorted(heel) == sorted(ander_heel) or "".join(heel) == "".join(ander_heel):
        return True
    return any(
        (_aaneen(voor) == _aaneen(v) and _is_bijna(achter, a))
        or (_aaneen(achter) == _aaneen(a) and _is_bijna(voor, v))
        for v, a in ((ander_voor, ander_achter), (ander_achter, ander_voor))
    )


@lru_cache(maxsize=8192)  # each name of a school is compared many times
def _kaal(deel: str) -> str:
    return re.sub(r"\W", " ", zoekvorm(deel))


def _aaneen(deel: str) -> str:
    return "".join(deel.split())


def _is_bijna(een: str, ander: str) -> bool:
    """One slip of the keyboard in a word that is long enough, or more words of the same name."""
    woorden, andere = set(een.split()), set(ander.split())
    if not woorden or not andere:
        return False
    een, ander = _aaneen(een), _aaneen(ander)
    if een == ander or woorden <= andere or andere <= woorden:
        return True
    gelijk = 0
    while een[gelijk : gelijk + 1] == ander[gelijk : gelijk + 1] != "":
        gelijk += 1
    rest, andere_rest = een[gelijk:], ander[gelijk:]
    verwisseld = rest[1::-1] + rest[2:]
    return min(len(een), len(ander)) >= VIJF_LETTERS and (
        andere_rest in (rest[1:], verwisseld)
        or rest == andere_rest[1:]
        or rest[1:] == andere_rest[1:]
    )


def is_rijksregisternummer(cijfers: str) -> bool:
    """Eleven digits: a date of birth (month + 20 or 40 for a bisnummer), an order, the rest modulo
    97 of what went before; born from 2000 on with a 2 in front."""
    maand, dag, begin, controle = (int(cijfers[a:b]) for a, b in ((2, 4), (4, 6), (0, 9), (9, 11)))
    if maand % 20 > 12 or maand > 52 or dag > 31:
        return False
    return controle in (97 - begin % 97, 97 - (2_000_000_000 + begin) % 97)


def heeft_rijksregisternummer(tekst: str) -> bool:
    """Anywhere in the text, however written. A telephone number with + is none."""
    gevonden = (re.sub(r"\D", "", deel) for deel in ELF_CIJFERS.findall(tekst))
    return WEGGELATEN in tekst or any(map(is_rijksregisternummer, gevonden))


def gewone_tekst(tekst: str) -> None:
    """What no field takes, of whatever kind."""
    if heeft_rijksregisternummer(tekst):
        raise ValidationError(
            "Hier staat een rijksregisternummer. Dat nemen we nooit over: haal het weg."
        )
    if HTML.search(tekst):
        raise ValidationError("Hier staat computercode. Typ gewone tekst, zonder < en >.")
    if STUURTEKENS.search(tekst):
        raise ValidationError("Hier staan onleesbare tekens. Haal ze weg.")


def geen_formule(tekst: str) -> None:
    """What a spreadsheet would run when it is exported."""
    if FORMULE.match(tekst):
        raise ValidationError("De tekst begint als een formule (=, +, - of @). Haal dat teken weg.")


def met_letters(tekst: str) -> None:
    if not any(teken.isalpha() for teken in tekst):
        raise ValidationError(f"“{tekst[:30]}” is geen naam: er staat geen letter in.")


def postcode(tekst: str) -> None:
    """Foreign ones too: learners and companies live across the border."""
    if not POSTCODE.fullmatch(tekst):
        raise ValidationError(f"“{tekst[:30]}” is geen postcode. Een Belgische heeft vier cijfers.")


def is_belgische_postcode(tekst: str) -> bool:
    return re.fullmatch(r"[1-9]\d{3}", tekst) is not None


def cijfers_van(telefoon: str) -> str:
    """Digits, with a leading + kept: every way of writing one number compares equal."""
    return re.sub(r"[\s./()-]", "", telefoon)


def telefoonnummer(tekst: str) -> None:
    if not re.fullmatch(r"\+?\d{8,15}", cijfers_van(tekst)):
        raise ValidationError(f"“{tekst[:30]}” is geen telefoonnummer.")


TEKST = [gewone_tekst, geen_formule]
NAAM = [*TEKST, met_letters]


class Tekstveld(models.CharField):
    """One line of plain text. In a migration it is a plain CharField."""

    default_validators = TEKST

    def deconstruct(self):
        naam, _, args, kwargs = super().deconstruct()
        return naam, "django.db.models.CharField", args, kwargs


class Naamveld(Tekstveld):
    """Of a person or a municipality."""

    default_validators = NAAM


class Postcodeveld(Tekstveld):
    default_validators = [*TEKST, postcode]


class Telefoonveld(Tekstveld):
    """Kept as it was typed: people read it."""

    default_validators = [gewone_tekst, telefoonnummer]
