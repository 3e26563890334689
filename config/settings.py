"""One settings file, driven by the environment (see .env.example)."""

from pathlib import Path
from urllib.parse import unquote

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from config.geheimen import lees_bestanden, weiger_zwakke
from gebruikers.logboek import LOGGING
from gebruikers.schoolaccounts import instellingen as schoolaccounts

__all__ = ["LOGGING"]

BASE_DIR = Path(__file__).resolve().parent.parent
lees_bestanden()
env = environ.Env()

DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
BASIS_URL = env.str("BASIS_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASIS_URL]
HTTPS = BASIS_URL.startswith("https://")

INSTALLED_APPS = [
    "overzichten",
    "begeleiding",
    "overeenkomsten",
    "opleidingsplannen",
    "werkplekken",
    "trajecten",
    "leerlingen",
    "gebruikers",
    "dev",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "gebruikers.schoolaccounts",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
if not (DEMO or DEBUG):
    INSTALLED_APPS.remove("dev")

MIDDLEWARE = [
    "gebruikers.aanvraag.AanvraagMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gebruikers.middleware.AanmeldMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gebruikers.middleware.MuurMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gebruikers.middleware.NulMiddleware",
    "gebruikers.middleware.LidMiddleware",
    "trajecten.inzage.InzageMiddleware",
]

ROOT_URLCONF = "config.urls_demo" if DEMO or DEBUG else "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "overzichten.context.omgeving",
            ],
            "builtins": ["gebruikers.templatetags.formulier"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "gebruikers.weergave.Weergave"

# Data. The application role owns nothing; DATABASE_OWNER_URL serves migrations only (manage.py).
# ALS_EIGENAAR is set by manage.py for the commands that change the schema.
DATABASES = {
    "default": env.db("DATABASE_OWNER_URL" if env.bool("ALS_EIGENAAR", False) else "DATABASE_URL")
}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])  # a socket's folder
# Compiling a query costs more than our short ones take; and so does weighing every order in which
# the thirty tables around an agreement could be joined (98 ms for a question that takes 2).
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off -c join_collapse_limit=4"
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
TOEPASSINGSROL = env.db("DATABASE_URL")["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "trajecten",
    },
    # Of this process alone: small numbers, to which the database says whether they still hold. As
    # many as people work at once, each with a new one after every change.
    "proces": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

# Files: private, content-addressed, served through the visibility table only.
MEDIA_ROOT = env.str("BESTANDEN_DIR", str(BASE_DIR / "var" / "bestanden"))
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_DIR", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_HANDLERS = [
    "gebruikers.uploads.Grens",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Who looks for viruses in uploads: the socket of clamd, or its host:port. Empty: nobody.
CLAMD = env.str("CLAMD", "")
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a plan of 500 competences, eight fields each
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The documentzegel (docs/beheer/documentzegel.md), PEM: without it no bewijsdocument is made.
DOCUMENTZEGEL_SLEUTEL = env.str("DOCUMENTZEGEL_SLEUTEL", "", multiline=True)
DOCUMENTZEGEL_CERTIFICAAT = env.str("DOCUMENTZEGEL_CERTIFICAAT", "", multiline=True)
DOCUMENTZEGEL_OUDE_CERTIFICATEN = env.str("DOCUMENTZEGEL_OUDE_CERTIFICATEN", "", multiline=True)
# Who says when a document was sealed (RFC 3161). Empty: our own clock.
TIJDSTEMPEL_URL = env.str("TIJDSTEMPEL_URL", "")
# Whose certificates count in a PDF that somebody signed elsewhere (docs/beheer/getekende-pdf.md),
# PEM. Empty: the chain of such a signature is not looked at, and is told so.
VERTROUWDE_UITGEVERS = env.str("VERTROUWDE_UITGEVERS", "", multiline=True)

# Language and time
LANGUAGE_CODE = "nl-be"
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

# Who you are
AUTH_USER_MODEL = "gebruikers.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gebruikers.wachtwoorden.NietVanJezelf"},
    {
        "NAME": "gebruikers.wachtwoorden.LangGenoeg",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "gebruikers.wachtwoorden.NietAlgemeen"},
]
LOGIN_REDIRECT_URL = "start"
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "gebruikers.views.formulier_te_oud"
ACCOUNT_ADAPTER = "gebruikers.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "gebruikers.forms_account.AanmeldForm",
    "request_login_code": "gebruikers.forms_account.VraagCodeForm",
    "confirm_login_code": "gebruikers.forms_account.CodeForm",
    "reset_password": "gebruikers.forms_account.VraagWachtwoordForm",
    "reset_password_from_key": "gebruikers.forms_account.NieuwWachtwoordForm",
    "confirm_password_reset_code": "gebruikers.forms_account.WachtwoordcodeForm",
    "reauthenticate": "gebruikers.forms_account.WachtwoordForm",
    "change_password": "gebruikers.forms_account.WijzigWachtwoordForm",
    "set_password": "gebruikers.forms_account.KiesWachtwoordForm",
}
# Digits: a phone shows its number keys. Eight, because three guesses a code are allowed.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An account begins with a code sent to its address, and so does each password.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# So long after somebody proved who they are, they may change how they get in.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# The second factor (docs/besluiten/0015): an app with codes, passkeys, and codes on paper.
MFA_ADAPTER = "gebruikers.adapter.TweedeStapAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Trajecten"
MFA_TOTP_TOLERANCE = 1  # who types slowly; a code still works once only (forms_account)
MFA_FORMS = {
    "authenticate": "gebruikers.forms_account.TweedeStapForm",
    "reauthenticate": "gebruikers.forms_account.BevestigTweedeStapForm",
    "activate_totp": "gebruikers.forms_account.AppForm",
    "add_webauthn": "gebruikers.forms_account.PasskeyForm",
    "edit_webauthn": "gebruikers.forms_account.PasskeynaamForm",
    "authenticate_webauthn": "gebruikers.forms_account.TweedeStapPasskeyForm",
    "reauthenticate_webauthn": "gebruikers.forms_account.BevestigPasskeyForm",
    "login_webauthn": "gebruikers.forms_account.AanmeldPasskeyForm",
}
# How many proxies of ours stand before the web process: the limits below are per visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", 0)
_TIEN = 10 if DEMO else 1  # a demo is tried from one address by many people
ACCOUNT_RATE_LIMITS = {
    "login": f"{30 * _TIEN}/m/ip",
    "login_failed": f"{10 * _TIEN}/m/ip,{5 * _TIEN}/300s/key",
    "request_login_code": f"{20 * _TIEN}/m/ip,{3 * _TIEN}/m/key",
    "reset_password": f"{20 * _TIEN}/m/ip,{5 * _TIEN}/m/key",
    "nieuwe_link": f"{10 * _TIEN}/m/ip",
    "code": f"{3 * _TIEN}/15m/key",  # tries of one mailed code
    "tekencode": f"{20 * _TIEN}/m/ip",  # to ask or try one
    "tekencode_mail": f"{10 * _TIEN}/d/key",  # mails to who signs: so five times as many tries
    "onbekende_link": f"{30 * _TIEN}/m/ip",
    "controle": f"{30 * _TIEN}/m/ip",
    "reauthenticate": f"{10 * _TIEN}/m/user",
    "change_password": f"{5 * _TIEN}/m/user",
    "bevestigcode": f"{3 * _TIEN}/m/user",
    "email_wijzigen": f"{3 * _TIEN}/h/user",
    "email_bevestigen": f"{20 * _TIEN}/m/ip",
    "agendalink": f"{5 * _TIEN}/h/user",
    "agenda": f"{30 * _TIEN}/h/key",  # one calendar program asks a few times a day
    "schoolaccount": f"{60 * _TIEN}/m/ip",  # each asks the provider something
}
MFA_RATE_LIMITS = {"webauthn_login": f"{10 * _TIEN}/m/ip"}
# Accounts of the school: none unless the environment names a provider.
SOCIALACCOUNT_PROVIDERS = schoolaccounts.lees(env.ENVIRON)
SOCIALACCOUNT_ADAPTER = "gebruikers.schoolaccounts.adapter.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # by address alone nobody gets in: see 0016
# How long a device stays known, in seconds. Mentors rate from a phone they keep; staff share rooms.
SESSIE_STAF = env.int("SESSIE_STAF_UREN", 12) * 3600
SESSIE_MENTOR = env.int("SESSIE_MENTOR_DAGEN", 90) * 24 * 3600
SESSION_COOKIE_AGE = SESSIE_STAF
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:  # no other host of the domain, and no page without TLS, can put one of these in its place
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# The door
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMEINEN", HTTPS)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        # A browser holds a form to this on its way to the provider too.
        "form-action": [SELF, *schoolaccounts.herkomsten(SOCIALACCOUNT_PROVIDERS)],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Mail: a row first (Bericht), carried by the worker.
MAIL_DIR = env.str("MAIL_DIR", "")
if MAIL_DIR:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
else:
    vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_AFZENDER", "Trajecten <noreply@trajecten.example>")

# Work in the background. Truth is a row; Redis only carries it and may be emptied at any moment.
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 20 * 60
CELERY_TASK_TIME_LIMIT = 21 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 30 * 60}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
# How many days an upload that nobody confirmed waits, and refused rows can be looked up.
INVOER_BEWAAR_DAGEN = env.int("INVOER_BEWAAR_DAGEN", 7)
# How many days the file of an export can be fetched.
EXPORT_BEWAAR_DAGEN = env.int("EXPORT_BEWAAR_DAGEN", 7)
# Where the heads of the trail are written each day (docs/beheer/spoor.md).
SPOOR_DIR = env.str("SPOOR_DIR", str(BASE_DIR / "var" / "spoor"))
VEEG_SECONDEN = env.int("VEEG_SECONDEN", 20)
CELERY_BEAT_SCHEDULE = {
    "veeg-berichten": {"task": "gebruikers.tasks.veeg_berichten", "schedule": VEEG_SECONDEN},
    "veeg-opdrachten": {"task": "gebruikers.tasks.veeg_opdrachten", "schedule": VEEG_SECONDEN},
    "veeg-documenten": {"task": "trajecten.tasks.veeg_documenten", "schedule": VEEG_SECONDEN},
    "laat-herstel-ingaan": {
        "task": "gebruikers.tasks_herstel.laat_herstel_ingaan",
        "schedule": VEEG_SECONDEN,
    },
    "herbereken-termijnen": {
        "task": "trajecten.tasks.herbereken_alles",
        "schedule": crontab(hour=0, minute=10),
    },
    "herinner-aan-termijnen": {
        "task": "trajecten.tasks.herinner_alles",
        "schedule": crontab(hour=6, minute=30),
    },
    "herinner-tussendoor": {
        "task": "trajecten.tasks.herinner_tussendoor",
        "schedule": crontab(hour="7-19", minute=30),
    },
    "herinner-ondertekenaars": {
        "task": "overeenkomsten.tasks.herinner_ondertekenaars",
        "schedule": env.int("HERINNER_SECONDEN", 15 * 60),
    },
    "verder-na-achttien": {
        "task": "overeenkomsten.tasks.verder_na_achttien",
        "schedule": crontab(hour=0, minute=20),
    },
    "verder-na-einde": {
        "task": "overeenkomsten.tasks.verder_na_einde",
        "schedule": crontab(hour=0, minute=5),
    },
    "verder-met-wijzigingen": {
        "task": "overeenkomsten.tasks.verder_met_wijzigingen",
        "schedule": crontab(hour=0, minute=5),
    },
    "vraag-beslissing": {
        "task": "leerlingen.tasks.vraag_beslissing",
        "schedule": crontab(hour=7, minute=10),
    },
    "herinner-aan-tweede-stap": {
        "task": "gebruikers.tasks_school.herinner_aan_tweede_stap",
        "schedule": crontab(hour=7, minute=15),
    },
    "meld-einde-inzage": {
        "task": "leerlingen.tasks.meld_einde_inzage",
        "schedule": crontab(hour=7, minute=20),
    },
    "veeg-invoer": {"task": "leerlingen.tasks.veeg_invoer", "schedule": crontab(hour=3, minute=10)},
    "veeg-loketlijsten": {
        "task": "overeenkomsten.tasks.veeg_loketlijsten",
        "schedule": crontab(hour=3, minute=12),
    },
    "ruim-samenvoegingen-op": {
        "task": "leerlingen.tasks.ruim_samenvoegingen_op",
        "schedule": crontab(hour=3, minute=15),
    },
    "ruim-jaarwissels-op": {
        "task": "trajecten.tasks.ruim_jaarwissels_op",
        "schedule": crontab(hour=3, minute=25),
    },
    "wis-oude-bestanden": {
        "task": "gebruikers.tasks.wis_oude_bestanden",
        "schedule": crontab(hour=3, minute=20),
    },
    "wis-oude-sessies": {
        "task": "gebruikers.tasks.wis_oude_sessies",
        "schedule": crontab(hour=3, minute=0),
    },
    "verzegel-spoor": {"task": "gebruikers.tasks.verzegel_spoor", "schedule": 60},
    "schrijf-koppen": {
        "task": "gebruikers.tasks.schrijf_koppen",
        "schedule": crontab(hour=3, minute=40),
    },
}

weiger_zwakke(vars())
