"""Mail that does not arrive: a server that is away, an address that refuses, a bounce."""

import datetime
import io
import mailbox
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from gebruikers import acties, tasks
from gebruikers.bezorging import GEDULD, kenmerk_van, verwerk_teruggekeerd
from gebruikers.models import Bericht
from tests.factories import BerichtFactory
from tests.gebruikers.smtp import draaiend

pytestmark = pytest.mark.django_db
NIET_DAAR = "550 5.1.1 no such user"


@pytest.fixture
def _smtp(settings, taken_meteen):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"


@pytest.fixture
def server(_smtp, settings):
    with draaiend() as server:
        settings.EMAIL_PORT = server.poort
        yield server


def _later() -> None:
    """What waits is due."""
    Bericht.objects.update(opnieuw_op=timezone.now())
    tasks.veeg_berichten()


@pytest.mark.usefixtures("_smtp")
def test_een_dag_zonder_mailserver_verliest_niets_en_stuurt_niets_dubbel(mensen, settings):
    with draaiend() as server:
        settings.EMAIL_PORT = server.poort  # and it goes away
    school = mensen.school
    gisteren = timezone.now() - datetime.timedelta(days=1)
    for adres in ("a@x.example", "b@x.example"):
        BerichtFactory(aan=adres, school=school, aangemaakt_op=gisteren, html="<p>Dag</p>")
    for _ in range(28):  # five tries in half an hour, then each hour
        _later()
    assert set(Bericht.objects.values_list("staat", "pogingen")) == {("wacht", 28)}
    uur = timezone.now() + datetime.timedelta(hours=1)
    assert all(op <= uur for op in Bericht.objects.values_list("opnieuw_op", flat=True))
    with draaiend(settings.EMAIL_PORT) as server:
        _later()
        _later()
        assert sorted(mail["To"] for mail in server.mails) == ["a@x.example", "b@x.example"]
    tekst = server.mails[0].get_body(("plain",)).get_content()
    assert "vertrekt later dan de bedoeling was" in tekst


@pytest.mark.usefixtures("_smtp")
def test_na_drie_dagen_is_het_mislukt(settings):
    with draaiend() as server:
        settings.EMAIL_PORT = server.poort
    bericht = BerichtFactory(pogingen=GEDULD - 1)
    _later()
    bericht.refresh_from_db()
    assert bericht.staat == "mislukt"


@pytest.mark.parametrize(
    ("antwoord", "staat"),
    [
        (NIET_DAAR, "geweigerd"),
        ("553 unknown", "geweigerd"),
        ("450 4.2.1 try later", "wacht"),
        ("554 5.7.1 relay access denied", "wacht"),  # that is about us
        ("250 ok", "verzonden"),
    ],
)
def test_wat_de_server_over_het_adres_zegt(server, mensen, antwoord, staat):
    bericht = BerichtFactory(school=mensen.school)
    server.weigert[bericht.aan] = antwoord
    _later()
    bericht.refresh_from_db()
    assert bericht.staat == staat
    assert bericht.fout == ("" if staat == "verzonden" else antwoord)
    assert bool(bericht.geweigerd_op) == (staat == "geweigerd")
    assert len(server.mails) == (staat == "verzonden")


def test_op_tijd_zegt_niets_en_elke_keer_hetzelfde_kenmerk(server, mensen):
    bericht = BerichtFactory(school=mensen.school, html='<div class="vel">Dag</div>')
    server.weigert[bericht.aan] = "450 later"
    _later()
    server.weigert.clear()
    _later()
    (mail,) = server.mails
    assert mail["Message-ID"] == kenmerk_van(bericht)
    assert "later dan" not in mail.as_string()


def test_ook_de_opgemaakte_mail_zegt_dat_ze_laat_is(server, mensen):
    eergisteren = timezone.now() - datetime.timedelta(days=2)
    BerichtFactory(
        school=mensen.school, html='<div class="vel"><p>Dag</p></div>', aangemaakt_op=eergisteren
    )
    _later()
    html = server.mails[0].get_body(("html",)).get_content()
    assert html.startswith('<div class="vel"><p>Deze mail vertrekt later')


def test_een_geweigerde_mail_kan_opnieuw_en_een_gewiste_niet(server, mensen, client_van, adres):
    bericht = BerichtFactory(school=mensen.school, geweigerd=True, fout=NIET_DAAR)
    client, blad = client_van("ada"), adres("gebruikers:bericht", bericht.pk)
    assert "Dit adres neemt geen mail aan." in client.get(blad).text
    client.post(adres("gebruikers:verstuur_opnieuw", bericht.pk))
    bericht.refresh_from_db()
    assert (bericht.staat, bericht.geweigerd_op) == ("verzonden", None)
    gewist = BerichtFactory(
        school=mensen.school, geweigerd=True, geheim=True, verzonden_op=timezone.now()
    )
    assert "is gewist bij het versturen" in client.get(adres("gebruikers:bericht", gewist.pk)).text
    with pytest.raises(acties.Weigering):
        acties.verstuur_opnieuw(gewist, door=mensen.ada)


def _terug(
    bericht: Bericht,
    *,
    aan: str = "",
    status: str = "5.1.1",
    actie: str = "failed",
    kenmerk: str | None = None,
    kop: str = "message/rfc822",
) -> bytes:
    """As a mail server writes it."""
    kenmerk = kenmerk_van(bericht) if kenmerk is None else kenmerk
    nummer = f"Message-ID: {kenmerk}\n" if kenmerk else ""
    return f"""From: MAILER-DAEMON@mx.example
To: noreply@trajecten.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 30 Nov 2026 08:00:00 +0100

Final-Recipient: rfc822; {aan or bericht.aan}
Action: {actie}
Status: {status}
Diagnostic-Code: smtp; 550 no such user here

--b
Content-Type: {kop}

{nummer}Subject: Dag
To: {bericht.aan}

Dag
--b--
""".encode()


@pytest.mark.parametrize(
    ("velden", "gemerkt"),
    [
        ({}, True),
        ({"aan": "elders@y.example"}, True),  # forwarded: the number says which
        ({"kop": "text/rfc822-headers"}, True),
        ({"kenmerk": "", "aan": "ELS@x.example"}, True),
        ({"kenmerk": "<van-de-relay@mx.example>"}, True),
        ({"kenmerk": "", "aan": "elders@y.example"}, False),
        ({"status": "4.2.2"}, False),
        ({"actie": "delayed", "status": "4.4.1"}, False),
        ({"actie": "delivered", "status": "2.0.0"}, False),
        ({"actie": "Failed", "status": "5.2.1"}, True),
    ],
)
def test_een_mail_die_terugkomt(mensen, velden, gemerkt):
    bericht = BerichtFactory(school=mensen.school, verzonden=True)
    assert bool(verwerk_teruggekeerd(_terug(bericht, **velden))) == gemerkt
    bericht.refresh_from_db()
    assert (bericht.staat == "geweigerd") == gemerkt
    assert bericht.verzonden_op
    assert verwerk_teruggekeerd(_terug(bericht, **velden)) == [], "tweemaal dezelfde"


def test_zonder_nummer_leert_een_andere_school_niets(mensen):
    bericht = BerichtFactory(school=mensen.school, verzonden=True)
    BerichtFactory(school=mensen.andere_school, verzonden=True, aan=bericht.aan)
    assert verwerk_teruggekeerd(_terug(bericht, kenmerk="")) == []


def test_een_verzonnen_nummer_of_een_oude_mail_merkt_niets(mensen):
    bericht = BerichtFactory(school=mensen.school, verzonden=True)
    verzonnen = f"<bericht.{bericht.pk}.{'0' * 20}@trajecten.example>"
    assert verwerk_teruggekeerd(_terug(bericht, kenmerk=verzonnen)) == []
    Bericht.objects.update(verzonden_op=timezone.now() - datetime.timedelta(days=31))
    assert verwerk_teruggekeerd(_terug(bericht, kenmerk="")) == []
    assert verwerk_teruggekeerd(_terug(bericht)) == [bericht]


@pytest.mark.parametrize("ruw", [b"", b"\xff\xfe", b"Subject: Re: Dag\n\nBen op reis.", b"a" * 99])
def test_wat_geen_teruggekeerde_mail_is_merkt_niets(ruw):
    assert verwerk_teruggekeerd(ruw) == []


def test_van_de_standaardinvoer_of_uit_een_map(mensen, monkeypatch, tmp_path, capsys):
    een, twee = (BerichtFactory(school=mensen.school, verzonden=True) for _ in "ab")
    invoer = SimpleNamespace(buffer=io.BytesIO(_terug(een)))
    monkeypatch.setattr("sys.stdin", invoer)
    call_command("verwerk_teruggekeerd")
    map_ = mailbox.Maildir(tmp_path / "terug")
    map_.add(_terug(twee))
    map_.add(b"Subject: Re: Dag\n\nBen op reis.")
    for _ in "ab":
        call_command("verwerk_teruggekeerd", maildir=str(tmp_path / "terug"))
    gezegd = capsys.readouterr().out.splitlines()
    assert [zin.partition(":")[0] for zin in sorted(gezegd)] == [
        f"bericht {een.pk}", f"bericht {twee.pk}", "niets te merken"
    ]  # fmt: skip
    assert set(Bericht.objects.values_list("staat", flat=True)) == {"geweigerd"}
    with pytest.raises(CommandError, match="geen maildir"):
        call_command("verwerk_teruggekeerd", maildir=str(tmp_path))
