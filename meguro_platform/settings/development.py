"""The demo ward on one machine: what `bootstrap.py run` serves."""

from meguro_platform.settings import systems
from meguro_platform.settings.base import *  # noqa: F403

DEBUG = False
DEMO = True
"""Log in by choosing a person; never true in production."""

SECRET_KEY = "demo-only-key-of-a-ward-that-does-not-exist"  # noqa: S105
ATTACHMENT_KEYS = ATTACHMENT_KEYS or {"demo": b"demo-only-key-of-a-fictive-ward!"}  # noqa: F405
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

CONNECTED_SYSTEMS = CONNECTED_SYSTEMS or systems.of_the_demo(DATA_DIR)  # noqa: F405

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
