"""Addresses of the interface for programs that approvals answers."""

from django.urls import path

from approvals.web.api.case_acts import LaterViewView, PullBackView, UrgeView, WithdrawView
from approvals.web.api.cases import CaseJournalView, CaseRouteView, CasesView, CaseView
from approvals.web.api.task_people import (
    TaskPeopleLaterView,
    TaskPeopleOffView,
    TaskPeopleView,
    TaskPullUpView,
    TaskTransferView,
)
from approvals.web.api.tasks import InboxView, TaskActView

urlpatterns = [
    path("cases/", CasesView.as_view(), name="api-cases"),
    path("cases/<str:number>/", CaseView.as_view(), name="api-case"),
    path("cases/<str:number>/journal/", CaseJournalView.as_view(), name="api-case-journal"),
    path("cases/<str:number>/later-view/", LaterViewView.as_view(), name="api-case-later-view"),
    path("cases/<str:number>/pull-back/", PullBackView.as_view(), name="api-case-pull-back"),
    path("cases/<str:number>/route/", CaseRouteView.as_view(), name="api-case-route"),
    path("cases/<str:number>/urge/", UrgeView.as_view(), name="api-case-urge"),
    path("cases/<str:number>/withdraw/", WithdrawView.as_view(), name="api-case-withdraw"),
    path("inbox/", InboxView.as_view(), name="api-inbox"),
    path("tasks/<uuid:task>/people/", TaskPeopleView.as_view(), name="api-task-people"),
    path("tasks/<uuid:task>/people/later/", TaskPeopleLaterView.as_view(), name="api-task-people-later"),
    path("tasks/<uuid:task>/people/off/", TaskPeopleOffView.as_view(), name="api-task-people-off"),
    path("tasks/<uuid:task>/pull-up/", TaskPullUpView.as_view(), name="api-task-pull-up"),
    path("tasks/<uuid:task>/transfer/", TaskTransferView.as_view(), name="api-task-transfer"),
    path("tasks/<uuid:task>/<str:verdict>/", TaskActView.as_view(), name="api-task-act"),
]
