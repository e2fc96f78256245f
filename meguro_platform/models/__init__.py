"""The platform's tables."""

from meguro_platform.models.access_token import AccessToken
from meguro_platform.models.favourite import Favourite
from meguro_platform.models.mail_choice import MailChoice, MailHow
from meguro_platform.models.user import User
from meguro_platform.models.working_text import WorkingText

__all__ = ["AccessToken", "Favourite", "MailChoice", "MailHow", "User", "WorkingText"]
