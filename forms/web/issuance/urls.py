"""Addresses of the office that issues documents."""

from django.urls import path

from forms.web.issuance import batch_acts, batch_page, look, register

app_name = "issuance"

urlpatterns = [
    path("issuance/", batch_page.batches, name="batches"),
    path("issuance/consents/<slug:kind>/", register.register, name="register"),
    path("issuance/<uuid:batch>/", batch_page.batch, name="batch"),
    path("issuance/<uuid:batch>/comparison/", batch_page.comparison, name="comparison"),
    path("issuance/<uuid:batch>/release/", batch_acts.release, name="release"),
    path("issuance/<uuid:batch>/remind/", batch_acts.remind, name="remind"),
    path("issuance/<uuid:batch>/take-back/", batch_acts.take_back, name="take_back"),
    path("issuance/<uuid:batch>/rows/<int:number>/", batch_acts.decide, name="decide"),
    path("issuance/<uuid:batch>/paper/", batch_acts.paper_run, name="paper_run"),
    path("issuance/<uuid:batch>/handed/", batch_acts.hand_over, name="hand_over"),
    path("issuance/<uuid:batch>/requests/<int:wanted>/", batch_acts.settle_request, name="settle_request"),
    path("issuance/<uuid:batch>/look/", look.look, name="look"),
]
