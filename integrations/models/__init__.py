"""The tables of integrations."""

from integrations.models.attempt import Attempt
from integrations.models.notice import Notice

__all__ = ["Attempt", "Notice"]
