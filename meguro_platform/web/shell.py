"""What surrounds every page: who am I, how do I read, where can I go. Nothing is asked before a template shows it."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from forms.documents.office import office_name
from meguro_platform.models.user import TextSize
from meguro_platform.web.language import language_of
from meguro_platform.web.navigation import Link, rail
from meguro_platform.web.person_card import PersonCard, written_posts
from meguro_platform.web.preferences import TEXT_SIZE_KEY
from meguro_platform.web.wording import local


class Shell:
    """The surroundings of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def authority(self) -> str:
        return f"{office_name(settings.DEFINITIONS_DIR)} 共通基盤".strip()

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def language(self) -> str:
        return language_of(self._request)

    @cached_property
    def text_size(self) -> str:
        if self._request.user.is_authenticated:
            return self._request.user.text_size
        return str(self._request.session.get(TEXT_SIZE_KEY, TextSize.SMALL))

    @cached_property
    def single_keys(self) -> bool:
        return not self._request.user.is_authenticated or self._request.user.single_keys

    @cached_property
    def me(self) -> PersonCard | None:
        person = self._request.user
        if not person.is_authenticated:
            return None
        try:
            posts = written_posts(organisation_in_force(), str(person.uuid), local(self.now), self.language)
        except NoOrganisationError:
            posts = ()
        return PersonCard(name=person.name, staff_number=person.staff_number, posts=posts)

    @cached_property
    def rail(self) -> list[list[Link]]:
        return rail(self._request) if self._request.user.is_authenticated else []

    @cached_property
    def _messages(self) -> list[Message]:
        return list(messages.get_messages(self._request))

    @property
    def alerts(self) -> list[Message]:
        """What needs care stays on the page."""
        return [message for message in self._messages if message.level >= messages.WARNING]

    @property
    def toasts(self) -> list[Message]:
        """What was done is said in passing."""
        return [message for message in self._messages if message.level < messages.WARNING]


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}
