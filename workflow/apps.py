"""The place of workflow in Django's list of applications."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "ワークフロー"
