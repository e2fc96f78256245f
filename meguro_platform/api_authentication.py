"""How the interface for programs knows who is asking: `Authorization: Bearer <token>`, or the session of a page."""

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from meguro_platform.models import User
from meguro_platform.services.access_tokens import person_of_token

_PARTS = 2


class BearerToken(BaseAuthentication):
    """Tokens come from `manage.py issue_token`."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Who the token belongs to; None when there is none. Raises AuthenticationFailed."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        if len(parts) != _PARTS:
            raise AuthenticationFailed("The header has to be: Authorization: Bearer <token>")
        person = person_of_token(parts[1].decode("latin-1"), timezone.now())
        if person is None:
            raise AuthenticationFailed("The token is unknown, expired or revoked.")
        return person, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the scheme is described in OpenAPI."""

    target_class = "meguro_platform.api_authentication.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
