"""The place of approvals in Django's list of applications."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = "決裁"
