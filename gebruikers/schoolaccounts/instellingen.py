"""The providers, read from the environment: one variable each, SCHOOLACCOUNT_<NAME>."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VOORVOEGSEL = "SCHOOLACCOUNT_"
OPENID = "schoolaccount_openid"
SMARTSCHOOL = "schoolaccount_smartschool"

ALTIJD = {"soort", "client_id", "secret"}
NODIG = {
    "entra": {"tenant"},
    "google": set(),
    "oidc": {"issuer", "naam"},
    "smartschool": {"platform"},
}
MAG = {
    "entra": {"naam", "herkomst"},
    "google": {"naam", "domein", "herkomst"},
    "oidc": {"herkomst"},
    "smartschool": {"naam", "authorize", "token", "userinfo", "herkomst"},
}
NAMEN = {"entra": "Microsoft", "google": "Google", "smartschool": "Smartschool"}
ENTRA_ISSUER = "https://login.microsoftonline.com/{tenant}/v2.0"
GOOGLE_ISSUER = "https://accounts.google.com"
# Seen in public code of others, never in a reference: that is why each can be set.
SMARTSCHOOL_ADRESSEN = {
    "authorize": "https://oauth.smartschool.be/OAuth",
    "token": "https://oauth.smartschool.be/OAuth/index/token",
    "userinfo": "https://oauth.smartschool.be/Api/V1/userinfo",
}
DIT_TOESTEL = {"localhost", "127.0.0.1"}


def lees(omgeving: Mapping[str, str]) -> dict[str, dict]:
    """SOCIALACCOUNT_PROVIDERS of allauth; empty when nothing is set. Raises ImproperlyConfigured,
    and never repeats a value: it may be the secret."""
    aanbieders: dict[str, dict] = {}
    for variabele in sorted(naam for naam in omgeving if naam.startswith(VOORVOEGSEL)):
        if omgeving[variabele].strip():
            feiten = _feiten(variabele, omgeving[variabele])
            soort = SMARTSCHOOL if feiten["soort"] == "smartschool" else OPENID
            aanbieders.setdefault(soort, {"APPS": []})["APPS"].append(_app(variabele, feiten))
    return aanbieders


def herkomsten(aanbieders: dict[str, dict]) -> list[str]:
    """The origins that a sign-in form is sent on to, for the CSP's form-action."""
    apps = [app for soort in aanbieders.values() for app in soort["APPS"]]
    return sorted({herkomst for app in apps for herkomst in app["settings"]["herkomst"]})


def _feiten(variabele: str, tekst: str) -> dict[str, str]:
    delen = [deel.partition("=") for deel in tekst.split(",")]
    feiten = {naam.strip(): waarde.strip() for naam, _, waarde in delen}
    soort = feiten.get("soort")
    if soort not in NODIG:
        raise ImproperlyConfigured(f"{variabele}: soort is een van {', '.join(NODIG)}.")
    nodig = ALTIJD | NODIG[soort]
    if ontbreekt := sorted(naam for naam in nodig if not feiten.get(naam)):
        raise ImproperlyConfigured(f"{variabele}: vul in: {', '.join(ontbreekt)}.")
    if feiten.keys() - nodig - MAG[soort]:
        mag = ", ".join(sorted(nodig | MAG[soort]))
        raise ImproperlyConfigured(f"{variabele}: alleen {mag}; geen komma in een waarde.")
    return feiten


def _app(variabele: str, feiten: dict[str, str]) -> dict:
    soort = feiten["soort"]
    if soort == "smartschool":
        eigen = _smartschool(variabele, feiten)
    else:
        eigen = _openid(variabele, feiten)
    eigen["herkomst"] += feiten.get("herkomst", "").split()
    return {
        "provider_id": variabele.removeprefix(VOORVOEGSEL).lower().replace("_", "-"),
        "name": feiten.get("naam") or NAMEN[soort],
        "client_id": feiten["client_id"],
        "secret": feiten["secret"],
        "settings": {"soort": soort, **eigen},
    }


def _openid(variabele: str, feiten: dict[str, str]) -> dict:
    """`issuer` decides: discovery and every token must name exactly this one."""
    tenant, domein = feiten.get("tenant", ""), feiten.get("domein", "")
    vast = {"entra": ENTRA_ISSUER.format(tenant=tenant), "google": GOOGLE_ISSUER}
    issuer = vast.get(feiten["soort"]) or feiten["issuer"]
    _eis_veilig(variabele, [issuer])
    return {
        "issuer": issuer,
        "tenant": tenant,
        "domein": domein,
        "auth_params": {"hd": domein} if domein else {},
        "herkomst": [_herkomst(issuer)],
    }


def _smartschool(variabele: str, feiten: dict[str, str]) -> dict:
    adressen = {naam: feiten.get(naam) or adres for naam, adres in SMARTSCHOOL_ADRESSEN.items()}
    _eis_veilig(variabele, adressen.values())
    platform = feiten["platform"].lower()
    return {
        **adressen,
        "platform": platform,
        "herkomst": [_herkomst(adressen["authorize"]), f"https://{platform}"],
    }


def _herkomst(adres: str) -> str:
    delen = urlsplit(adres)
    return f"{delen.scheme}://{delen.netloc}"


def _eis_veilig(variabele: str, adressen: Iterable[str]) -> None:
    for delen in map(urlsplit, adressen):
        if delen.scheme != "https" and delen.hostname not in DIT_TOESTEL:
            raise ImproperlyConfigured(f"{variabele}: elk adres begint met https://.")
