"""What the tests run with: the demo's settings, quick passwords, messages that stay in the process."""

from meguro_platform.embedded.folder import folder_of_tests, socket_folder
from meguro_platform.settings.development import *  # noqa: F403

DATA_DIR = folder_of_tests()
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "meguro",
        "USER": "meguro_app",
        "HOST": str(socket_folder(DATA_DIR)),
    },
}
"""Always the private cluster, whatever DATABASE_URL says: a test run can't touch a ward's data."""

MEDIA_ROOT = str(DATA_DIR / "media")
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CONNECTED_SYSTEMS = {}
"""Whoever tests a connection says which."""
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
