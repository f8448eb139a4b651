"""How is this installation set up? Everything comes from the environment; the defaults run on an empty machine."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from golive.plain.kept_key import kept_key
from golive.web.installed import registers

DATA = Path(os.environ.get("GOLIVE_DATA", "golive-data")).resolve()
WEB = Path(__file__).resolve().parent
DEBUG = False
DEMO_SIGN_IN = os.environ.get("GOLIVE_DEMO", "") == "1"


def _kept_secret(name: str) -> str:
    """A secret made once and kept beside the database, readable by its owner only."""
    return os.environ.get(f"GOLIVE_{name}") or kept_key(DATA / f"{name.lower()}.key")


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "golive.foundation.database",
            "NAME": str(DATA / "golive.sqlite3"),
            "TEST": {"NAME": ":memory:"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"GOLIVE_DATABASE_URL starts with “{parts.scheme}”. Use postgresql://user:password@host/name.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": True, **query},
    }


SECRET_KEY = _kept_secret("SECRET")
AUDIT_KEY = _kept_secret("AUDIT").encode()
DESK_KEY = _kept_secret("DESK").encode()  # seals what belongs to one person alone
ALLOWED_HOSTS = os.environ.get("GOLIVE_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
DATABASES = {"default": _database(os.environ.get("GOLIVE_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REGISTERS = [
    "steering",
    "decisions",
    "scope",
    "plan",
    "raci",
    "raid",
    "commitments",
    "data_migration",
    "changes",
    "go_no_go",
    "status",
]
INSTALLED_APPS = [
    "golive.foundation.database",
    "golive.foundation.look",
    "golive.foundation.people",
    "golive.foundation.implementations",
    "golive.foundation.audit",
    "golive.foundation.documents",
    "golive.foundation.jobs",
    "golive.foundation.register_kit",
    "golive.foundation.desk",
    *registers(WEB.parent / "registers", REGISTERS),
    "golive.connectors.jira",
    "golive.connectors.imports",
    "golive.career.rehearsal",
    "golive.career.learning",
    "golive.career.portfolio",
    "golive.career.pay",
    "golive.career.desk",
    "golive.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("golive.") or (WEB.parent / Path(*app.split(".")[1:]) / "__init__.py").exists()
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "golive.foundation.register_kit.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "golive.web.urls"
WSGI_APPLICATION = "golive.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "golive.foundation.look.jinja.environment",
            "context_processors": ["golive.web.navigation.context"],
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}},
]
for _app in INSTALLED_APPS:
    if _app.startswith("golive."):
        TEMPLATES[0]["DIRS"].append(WEB.parent / Path(*_app.split(".")[1:]) / "templates")  # type: ignore[attr-defined]

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "golive.foundation.look.fonts.FontFinder",
]
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

_https = os.environ.get("GOLIVE_HTTPS", "") == "1"
SESSION_COOKIE_NAME = "__Host-golive" if _https else "golive"
CSRF_COOKIE_NAME = "__Host-golive-csrf" if _https else "golive-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# Sessions and cache hold JSON only: a pickle that somebody else wrote is code.
SESSION_ENGINE = "golive.foundation.people.sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

EMAIL_BACKEND = os.environ.get("GOLIVE_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
# Where people reach this installation; letters carry it.
PUBLIC_URL = os.environ.get("GOLIVE_URL", "http://localhost:8000").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("GOLIVE_FROM", "golive@localhost")
# Hosts of the own network that the server may call ("host" or "host:port"); everything else must be public.
INTERNAL_HOSTS = frozenset(filter(None, os.environ.get("GOLIVE_INTERNAL_HOSTS", "").split(",")))
# Servers that rows may be taken from, as the operator declares them; passwords stand in the environment only.
CONNECTIONS = Path(os.environ.get("GOLIVE_CONNECTIONS") or DATA / "connections.toml")
# Feeds of a reading list: entries kept of each, and how long and how large one answer may be.
FEED_ENTRIES = int(os.environ.get("GOLIVE_FEED_ENTRIES", "50"))
FEED_SECONDS, FEED_BYTES = 15.0, 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024

USE_TZ = True
TIME_ZONE = os.environ.get("GOLIVE_TIME_ZONE", "UTC")
USE_I18N = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
