"""Addresses of integrations."""

from django.urls import path

from integrations.web import call, correct, hold, inbound, ledger, metrics, remedies, systems
from integrations.web.case_calls import case_calls
from integrations.web.case_files import case_files
from integrations.web.compared_file import compared_file
from integrations.web.messages import MessagesView
from integrations.web.sampled_file import sampled_file

app_name = "integrations"
urlpatterns = [
    path("cases/<slug:number>/calls/", case_calls, name="case_calls"),
    path("cases/<slug:number>/files/", case_files, name="case_files"),
    path("files/judged/<uuid:judgement>/comparison/", compared_file, name="compared_file"),
    path("files/judged/<uuid:judgement>/sample/", sampled_file, name="sampled_file"),
    path("operations/numbers/", ledger.numbers, name="numbers"),
    path("operations/calls/", ledger.ledger, name="ledger"),
    path("operations/calls/<int:number>/", call.call, name="call"),
    path("operations/calls/<int:number>/look/", call.look, name="look"),
    path("operations/calls/<int:number>/act/", call.act, name="act"),
    path("operations/calls/<int:number>/correct/", correct.correct, name="correct"),
    path("operations/calls/<int:number>/alike/", remedies.alike, name="alike"),
    path("operations/remedies/<int:remedy>/", remedies.remedied, name="remedy"),
    path("operations/corrections/<int:correction>/", correct.settle, name="settle_correction"),
    path("operations/systems/<str:name>/", systems.system, name="system"),
    path("operations/messages/", inbound.inbound, name="inbound"),
    path("operations/messages/<int:number>/", inbound.message, name="message"),
    path("operations/hold/", hold.hold, name="hold"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/messages/", MessagesView.as_view(), name="messages"),
]
