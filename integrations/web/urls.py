"""Addresses of integrations."""

from django.urls import path

from integrations.web.messages import MessagesView

app_name = "integrations"
urlpatterns = [
    path("api/v1/messages/", MessagesView.as_view(), name="messages"),
]
