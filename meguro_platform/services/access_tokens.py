"""Issuing access tokens, recognising and revoking them."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from meguro_platform.models import AccessToken, User

VALID_FOR = timedelta(days=90)


def issue_token(*, person: UUID, now: datetime) -> str:
    """A new token for a person; it can be read only now."""
    token = f"meguro_{secrets.token_urlsafe(32)}"
    AccessToken.objects.create(digest=_digest(token), person_id=person, issued_at=now, expires_at=now + VALID_FOR)
    return token


def person_of_token(token: str, now: datetime) -> User | None:
    """Whose token it is; None when it is unknown, expired, revoked, or its person may no longer log in."""
    found = (
        AccessToken.objects.filter(
            digest=_digest(token), expires_at__gt=now, revoked_at__isnull=True, person__is_active=True
        )
        .select_related("person")
        .first()
    )
    return found.person if found else None


def revoke_tokens(*, person: UUID, now: datetime) -> int:
    """Nothing acts as this person any more by a token from before; how many of them were still good."""
    good = AccessToken.objects.filter(person__uuid=person, revoked_at__isnull=True, expires_at__gt=now)
    return good.update(revoked_at=now)


def _digest(token: str) -> str:
    """A token has 256 random bits, so a plain digest can't be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
