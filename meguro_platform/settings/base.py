"""Settings that hold everywhere; the other files of this folder say only what differs."""

import os
from pathlib import Path

from meguro_platform.embedded.folder import data_folder, socket_folder
from meguro_platform.settings import environment

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = data_folder()
"""Where this checkout keeps what it writes: private database, broker, stored files."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "guardian",
    "pgtrigger",
    "django_fsm",
    "django_htmx",
    "django_cotton",
    "csp",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "forms",
    "workflow",
    "approvals",
    "integrations",
    "meguro_platform",
]

MIDDLEWARE = [
    "meguro_platform.web.browser_address.BrowserAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "meguro_platform.web.login_required.LoginRequired",
    "meguro_platform.web.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "meguro_platform.web.said_errors.SaidErrors",
    "meguro_platform.web.one_organisation.OneOrganisation",
    "axes.middleware.AxesMiddleware",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without rows": {"()": "meguro_platform.log_format.WithoutRows"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without rows"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
"""A fault of ours leaves its traceback, without the row that the database quotes; else Django tells it nobody."""
ROOT_URLCONF = "meguro_platform.urls"
WSGI_APPLICATION = "meguro_platform.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "meguro_platform.web.shell.shell",
            ],
        },
    },
]

# --- database: the private cluster unless DATABASE_URL names one -----------------------------------------------------

DATABASE_ROLE = os.environ.get("MEGURO_DATABASE_ROLE", "app")
"""Who this process is to the database: app, or owner while it migrates."""

if "DATABASE_URL" in os.environ:
    _url = os.environ["DATABASE_URL"]
    _database = environment.database(os.environ.get("DATABASE_OWNER_URL", _url) if DATABASE_ROLE == "owner" else _url)
else:
    _database = {"NAME": "meguro", "USER": f"meguro_{DATABASE_ROLE}", "HOST": str(socket_folder())}

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **_database,
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "meguro_platform.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # before the others: refuses whoever guesses (settings of `web`)
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: nobody who is not logged in has rights on an object
GUARDIAN_RAISE_403 = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "meguro_platform" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# --- files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
DEFINITIONS_DIR = BASE_DIR / "definitions"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
"""A full table (200 rows) of a form sends a field for every cell; Django's own 1,000 would throw them all away."""

# --- what a browser may load: only from us ---------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# --- work behind the pages: Celery carries "look", PostgreSQL knows what to do ---------------------------------------

CELERY_BROKER_URL = os.environ.get("MEGURO_BROKER_URL", "filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(DATA_DIR / "broker" / "messages"),
        "data_folder_out": str(DATA_DIR / "broker" / "messages"),
        "control_folder": str(DATA_DIR / "broker" / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
    if CELERY_BROKER_URL == "filesystem://"
    else {"confirm_publish": True}
)
CELERY_IMPORTS: tuple[str, ...] = ("forms.tasks", "approvals.tasks", "integrations.tasks")
"""Every module with tasks, written out."""
CELERY_TASK_DEFAULT_QUEUE = "now"
CELERY_TASK_DEFAULT_QUEUE_TYPE = "classic" if CELERY_BROKER_URL == "filesystem://" else "quorum"
CELERY_TASK_CREATE_MISSING_QUEUE_TYPE = CELERY_TASK_DEFAULT_QUEUE_TYPE
CELERY_WORKER_DETECT_QUORUM_QUEUES = CELERY_TASK_DEFAULT_QUEUE_TYPE == "quorum"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Tokyo"

CACHE_URL = os.environ.get("MEGURO_CACHE_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
"""Counts requests of programs, nothing else: it may be emptied or lost at any time."""

# --- interface for programs ------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_CLASSES": ["meguro_platform.api_throttle.PersonThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": os.environ.get("MEGURO_API_RATE", "1200/min")},
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "meguro_platform.api_authentication.BearerToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "EXCEPTION_HANDLER": "meguro_platform.error_responses.handle",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["meguro_platform.api_json.StrictJson"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Meguro Platform",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- areas -----------------------------------------------------------------------------------------------------------

from meguro_platform.settings.attachments import *  # noqa: E402, F403
from meguro_platform.settings.issuance import *  # noqa: E402, F403
from meguro_platform.settings.ledger import *  # noqa: E402, F403
from meguro_platform.settings.mail import *  # noqa: E402, F403
from meguro_platform.settings.rights import *  # noqa: E402, F403
from meguro_platform.settings.systems import *  # noqa: E402, F403
from meguro_platform.settings.web import *  # noqa: E402, F403
from meguro_platform.settings.workflow import *  # noqa: E402, F403
