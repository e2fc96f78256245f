"""Entry point of the web servers. Whoever says nothing gets production: a demo is never opened by forgetting."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meguro_platform.settings.production")

application = get_wsgi_application()
