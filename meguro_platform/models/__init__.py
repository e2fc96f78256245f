"""The platform's tables."""

from meguro_platform.models.access_token import AccessToken
from meguro_platform.models.user import User

__all__ = ["AccessToken", "User"]
