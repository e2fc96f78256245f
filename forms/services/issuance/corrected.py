"""The versions that corrections replace, opened, to say what was corrected."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from forms.errors import IssuanceRefused
from forms.models import IssuedDocument
from forms.selectors.issuance.own_documents import with_contents
from forms.services.issuance.document_values import Opened, open_values


def before_corrections(root: str, versions: Mapping[UUID, int]) -> dict[UUID, Opened]:
    """By person, the version before the one they have or get; nothing for a first version and for what is gone."""
    corrected = [person for person, version in versions.items() if version > 1]
    if not corrected:
        return {}
    earlier = IssuedDocument.objects.filter(
        root=root, person__in=corrected, batch__called_back_at=None, content__isnull=False
    )
    return dict(_opened(each for each in with_contents(earlier).order_by("version") if _is_before(each, versions)))


def _is_before(document: IssuedDocument, versions: Mapping[UUID, int]) -> bool:
    return document.version < versions[document.person]


def _opened(documents: Iterable[IssuedDocument]) -> Iterable[tuple[UUID, Opened]]:
    for document in documents:
        try:
            yield document.person, open_values(document)
        except IssuanceRefused:
            continue
