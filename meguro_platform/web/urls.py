"""Addresses of what surrounds every page, and of the portal."""

from django.urls import path

from meguro_platform.web import apply, catalogue, emergency, login, my_cases, parts, portal, preferences

app_name = "shell"

urlpatterns = [
    path("", portal.portal, name="portal"),
    path("notices/read/", portal.mark_notices_read, name="notices_read"),
    path("apply/", catalogue.catalogue, name="catalogue"),
    path("apply/<str:procedure>/", apply.apply, name="apply"),
    path("apply/<str:procedure>/draft/", apply.save, name="save_draft"),
    path("apply/<str:procedure>/urgent/", emergency.urgent, name="urgent"),
    path("my/", my_cases.my_cases, name="my_cases"),
    path("login/", login.login_page, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("preferences/text-size/", preferences.text_size, name="text_size"),
    path("preferences/language/", preferences.language, name="language"),
    path("preferences/single-keys/", preferences.single_keys, name="single_keys"),
    path("parts/", parts.parts, name="parts"),
]
