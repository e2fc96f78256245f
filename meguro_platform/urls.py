"""Every address of the product, app by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("meguro_platform.web.urls")),
    path("", include("integrations.web.urls")),
]

handler400 = "meguro_platform.web.errors.bad_request"
handler403 = "meguro_platform.web.errors.forbidden"
handler404 = "meguro_platform.web.errors.not_found"
handler500 = "meguro_platform.web.errors.server_error"
