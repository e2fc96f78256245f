"""Addresses of the inbox and of the cases."""

from django.urls import path

from approvals.web import (
    acts,
    additions,
    attachments,
    bulk,
    case_page,
    delegations,
    file_pages,
    holding,
    inbox,
    inbox_acts,
    lookup,
    presence,
    remarks,
    reports,
    saved_views,
    transfer,
    undo_offer,
)

app_name = "approvals"

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/arrivals/", inbox.arrivals, name="arrivals"),
    path("inbox/views/save/", saved_views.save, name="save_view"),
    path("inbox/views/delete/", saved_views.delete, name="delete_view"),
    path("inbox/several/ask/", bulk.ask, name="bulk_ask"),
    path("inbox/several/act/", bulk.act, name="bulk_act"),
    path("inbox/<slug:number>/<uuid:task>/quick/", inbox_acts.quick, name="quick"),
    path("inbox/<slug:number>/<uuid:task>/act/", inbox_acts.act_in_pane, name="act_in_pane"),
    path("inbox/<slug:number>/undo/", undo_offer.undo, name="undo_in_list"),
    path("lookup/<slug:kind>/", lookup.lookup, name="lookup"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:delegation>/end/", delegations.end, name="end_delegation"),
    path("cases/<slug:number>/", case_page.case, name="case"),
    path("cases/<slug:number>/presence/", presence.presence, name="presence"),
    path("cases/<slug:number>/remarks/", remarks.remark, name="remark"),
    path("cases/<slug:number>/read/", case_page.mark_read, name="mark_read"),
    path("cases/<slug:number>/files/<uuid:file>/", attachments.attachment, name="attachment"),
    path("cases/<slug:number>/files/<uuid:file>/pages/<int:page>/", file_pages.page, name="file_page"),
    path("cases/<slug:number>/files/<uuid:file>/pages/<int:page>/mark/", file_pages.mark, name="mark_page"),
    path("cases/<slug:number>/files/<uuid:file>/pages/<int:page>/image/", file_pages.image, name="page_image"),
    path("cases/<slug:number>/tasks/<uuid:task>/act/", acts.act, name="act"),
    path("cases/<slug:number>/tasks/<uuid:task>/ask/", acts.ask, name="ask"),
    path("cases/<slug:number>/tasks/<uuid:task>/hold/", holding.hold, name="hold"),
    path("cases/<slug:number>/tasks/<uuid:task>/pull-up/", acts.pull_up, name="pull_up"),
    path("cases/<slug:number>/tasks/<uuid:task>/people/", additions.add, name="add_to_route"),
    path("cases/<slug:number>/tasks/<uuid:task>/transfer/", transfer.transfer, name="transfer"),
    path("cases/<slug:number>/reports/<str:name>/", reports.report, name="report"),
    path("cases/<slug:number>/undo/", acts.undo, name="undo"),
    path("cases/<slug:number>/urge/", acts.urge, name="urge"),
    path("cases/<slug:number>/withdraw/", acts.withdraw, name="withdraw"),
    path("cases/<slug:number>/later-view/", acts.view_later, name="view_later"),
]
