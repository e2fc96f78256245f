"""Addresses of integrations."""

from django.urls import path

from integrations.web.case_calls import case_calls
from integrations.web.messages import MessagesView

app_name = "integrations"
urlpatterns = [
    path("cases/<slug:number>/calls/", case_calls, name="case_calls"),
    path("api/v1/messages/", MessagesView.as_view(), name="messages"),
]
