"""Addresses of a person's own documents."""

from django.urls import path

from forms.web.documents import consent, own

app_name = "documents"

urlpatterns = [
    path("documents/", own.newest, name="own"),
    path("documents/consents/<slug:kind>/", consent.consent, name="consent"),
    path("documents/<uuid:document>/", own.one, name="one"),
    path("documents/<uuid:document>/pdf/", own.pdf, name="pdf"),
    path("documents/<uuid:document>/paper/", own.paper, name="paper"),
]
