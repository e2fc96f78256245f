"""Addresses of what surrounds every page, and of the portal."""

from django.urls import path

from meguro_platform.web import (
    apply,
    arrived_files,
    audit,
    audit_case,
    catalogue,
    clerk,
    clerk_editor,
    clerk_specification,
    clerk_versions,
    emergency,
    login,
    my_cases,
    operations,
    parts,
    portal,
    preferences,
    search,
)

app_name = "shell"

urlpatterns = [
    path("", portal.portal, name="portal"),
    path("notices/read/", portal.mark_notices_read, name="notices_read"),
    path("apply/", catalogue.catalogue, name="catalogue"),
    path("apply/<str:procedure>/", apply.apply, name="apply"),
    path("apply/<str:procedure>/draft/", apply.save, name="save_draft"),
    path("apply/<str:procedure>/urgent/", emergency.urgent, name="urgent"),
    path("files/", arrived_files.arrived_files, name="arrived_files"),
    path("files/waiting/", arrived_files.waiting_files, name="waiting_files"),
    path("files/<uuid:arrival>/", arrived_files.arrived_file, name="arrived_file"),
    path("files/<uuid:arrival>/begin/", arrived_files.take_up, name="take_up"),
    path("files/<uuid:arrival>/aside/", arrived_files.put_aside, name="put_aside"),
    path("my/", my_cases.my_cases, name="my_cases"),
    path("search/", search.search, name="search"),
    path("clerk/", clerk.procedures, name="clerk"),
    path("clerk/new/", clerk_editor.new, name="clerk_new"),
    path("clerk/<str:key>/", clerk_editor.editor, name="clerk_editor"),
    path("clerk/<str:key>/versions/<int:version>/", clerk_versions.version, name="clerk_version"),
    path(
        "clerk/<str:key>/versions/<int:version>/specification/",
        clerk_specification.specification,
        name="clerk_specification",
    ),
    path(
        "clerk/<str:key>/versions/<int:version>/specification.pdf",
        clerk_specification.specification_pdf,
        name="clerk_specification_pdf",
    ),
    path("clerk/<str:key>/versions/<int:version>/publish/", clerk_versions.publish, name="clerk_publish"),
    path("clerk/<str:key>/versions/<int:version>/reject/", clerk_versions.reject, name="clerk_reject"),
    path("audit/", audit.search, name="audit"),
    path("audit/<str:number>/", audit_case.case, name="audit_case"),
    path("audit/<str:number>/csv/", audit_case.export, name="audit_csv"),
    path("operations/", operations.overview, name="operations"),
    path("operations/<int:incident>/", operations.settle, name="settle_incident"),
    path("login/", login.login_page, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("preferences/text-size/", preferences.text_size, name="text_size"),
    path("preferences/language/", preferences.language, name="language"),
    path("preferences/single-keys/", preferences.single_keys, name="single_keys"),
    path("parts/", parts.parts, name="parts"),
]
