"""A real ward: every secret and address comes from the environment."""

from meguro_platform.settings import environment
from meguro_platform.settings.base import *  # noqa: F403

DEBUG = False
DEMO = False

SECRET_KEY = environment.text("MEGURO_SECRET_KEY")
ALLOWED_HOSTS = environment.words("MEGURO_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.words("MEGURO_TRUSTED_ORIGINS")
environment.text("DATABASE_URL")
environment.text("MEGURO_BROKER_URL")
environment.text("MEGURO_CACHE_URL")
environment.text("MEGURO_ATTACHMENT_KEYS")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = environment.text("MEGURO_SSL_REDIRECT", "on") == "on"
SECURE_HSTS_SECONDS = 31_536_000
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the domain's other hosts are not ours to decide about
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
