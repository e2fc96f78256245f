"""Every address of the product, app by app."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("meguro_platform.web.urls")),
    path("", include("approvals.web.urls")),
    path("", include("integrations.web.urls")),
    path("", include("forms.web.urls")),
    path("", include("forms.web.issuance.urls")),
    path("api/v1/", include("approvals.web.api.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]

handler400 = "meguro_platform.web.errors.bad_request"
handler403 = "meguro_platform.web.errors.forbidden"
handler404 = "meguro_platform.web.errors.not_found"
handler500 = "meguro_platform.web.errors.server_error"
