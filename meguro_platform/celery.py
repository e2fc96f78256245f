"""The Celery application: transport only, it carries "look" and never the truth."""

from celery import Celery

app = Celery("meguro_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
