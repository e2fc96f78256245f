"""How people log in and what they meet on every page."""

LOGIN_URL = "shell:login"
LOGIN_REDIRECT_URL = "shell:portal"
LOGOUT_REDIRECT_URL = "shell:login"
CSRF_FAILURE_VIEW = "meguro_platform.web.errors.csrf_failure"

SESSION_COOKIE_AGE = 12 * 60 * 60
"""A working day with overtime, in seconds."""

COTTON_ISOLATE_BY_DEFAULT = True
"""A part of a page knows only what it is given."""
