"""The place of forms in Django's list of applications."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "forms"
    verbose_name = "様式"
