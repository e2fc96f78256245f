"""How people log in and what they meet on every page."""

LOGIN_URL = "shell:login"
LOGIN_REDIRECT_URL = "shell:portal"
LOGOUT_REDIRECT_URL = "shell:login"
CSRF_FAILURE_VIEW = "meguro_platform.web.errors.csrf_failure"

SESSION_COOKIE_AGE = 12 * 60 * 60
"""A working day with overtime, in seconds."""

COTTON_ISOLATE_BY_DEFAULT = True
"""A part of a page knows only what it is given."""

URGENT_WORDS = {
    "id-card-reissue": ("職員証を失くした・盗まれた", "I lost my ID card, or it was stolen"),
}
"""What people say in an emergency, by procedure. Whether a procedure can be started urgently, and with which short
form, only its definition says; without words here its name and the causes are shown."""
