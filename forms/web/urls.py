"""Addresses of a person's own documents, for people and for programs."""

from django.urls import path

from forms.web.documents import api, consent, own

app_name = "documents"

urlpatterns = [
    path("documents/", own.newest, name="own"),
    path("documents/consents/<slug:kind>/", consent.consent, name="consent"),
    path("documents/<uuid:document>/", own.one, name="one"),
    path("documents/<uuid:document>/pdf/", own.pdf, name="pdf"),
    path("documents/<uuid:document>/paper/", own.paper, name="paper"),
    path("api/v1/documents/", api.DocumentsView.as_view(), name="api_list"),
    path("api/v1/documents/<uuid:document>/", api.DocumentView.as_view(), name="api_one"),
]
