"""The platform's tables."""

from meguro_platform.models.user import User

__all__ = ["User"]
