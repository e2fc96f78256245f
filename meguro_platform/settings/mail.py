"""The mail server for notices; without one nobody gets mails."""

from meguro_platform.settings import environment

EMAIL_HOST = environment.text("MEGURO_MAIL_HOST", "")
EMAIL_PORT = environment.number("MEGURO_MAIL_PORT", 25)
EMAIL_USE_TLS = environment.text("MEGURO_MAIL_STARTTLS", "") == "yes"
EMAIL_HOST_USER = environment.text("MEGURO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("MEGURO_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 10
"""Seconds."""
DEFAULT_FROM_EMAIL = environment.text("MEGURO_MAIL_FROM", "no-reply@localhost")
MAIL_DOMAINS = [domain.lower() for domain in environment.words("MEGURO_MAIL_DOMAINS")]
"""Domains of addresses people may enter; empty: any."""
PUBLIC_URL = environment.text("MEGURO_PUBLIC_URL", "")
"""Address of the platform as people open it; stands in mails."""
