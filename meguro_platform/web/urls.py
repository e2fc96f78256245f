"""Addresses of what surrounds every page, and of the portal."""

from django.urls import path

from meguro_platform.web import login, parts, portal, preferences

app_name = "shell"

urlpatterns = [
    path("", portal.portal, name="portal"),
    path("login/", login.login_page, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("preferences/text-size/", preferences.text_size, name="text_size"),
    path("preferences/language/", preferences.language, name="language"),
    path("preferences/single-keys/", preferences.single_keys, name="single_keys"),
    path("parts/", parts.parts, name="parts"),
]
