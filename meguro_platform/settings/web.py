"""How people log in and what they meet on every page."""

from datetime import timedelta

from meguro_platform.settings import environment

LOGIN_URL = "shell:login"
LOGIN_REDIRECT_URL = "shell:portal"
LOGOUT_REDIRECT_URL = "shell:login"
CSRF_FAILURE_VIEW = "meguro_platform.web.errors.csrf_failure"

PROXIES = environment.networks("MEGURO_PROXIES")
"""Whose word counts about the address of whoever asks (X-Forwarded-For)."""

_PASSWORDS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_PASSWORDS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_PASSWORDS}CommonPasswordValidator"},
    {"NAME": f"{_PASSWORDS}NumericPasswordValidator"},
    {"NAME": f"{_PASSWORDS}UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("staff_number", "kana")}},
]

SESSION_COOKIE_AGE = 12 * 60 * 60
"""A working day with overtime, in seconds."""

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
"""Whoever guesses is refused at his own machine: nobody can lock a colleague out by typing wrong passwords."""

MOST_STAFF_NUMBERS_TRIED = 30
"""Of so many people wrong passwords are taken from one address within that time; then only browsers are let in there
with which somebody has logged in before. Whoever mistyped and then got in does not count."""

AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_FORM_FIELD = "staff_number"
AXES_LOCKOUT_CALLABLE = "meguro_platform.web.guessing.as_answered"
AXES_SENSITIVE_PARAMETERS = ["old_password", "new_password1", "new_password2"]
"""What was typed is kept with a wrong password, but for these and `password`."""

AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

COTTON_ISOLATE_BY_DEFAULT = True
"""A part of a page knows only what it is given."""

URGENT_WORDS = {
    "id-card-reissue": ("職員証を失くした・盗まれた", "I lost my ID card, or it was stolen"),
}
"""What people say in an emergency, by procedure. Whether a procedure can be started urgently, and with which short
form, only its definition says; without words here its name and the causes are shown."""
