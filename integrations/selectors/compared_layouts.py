"""Which files somebody may lay beside those of the month before."""

from uuid import UUID

from django.conf import settings

from forms.issuance.columns import Columns
from forms.selectors.issuance.handlers import kind_of_rows
from integrations.layouts.columns import columns_of
from integrations.selectors.layouts import layouts_at


def layouts_compared_by(person: UUID) -> frozenset[str]:
    """Ids of the layouts of whose rows this person's office issues documents."""
    layouts, _ = layouts_at(settings.DEFINITIONS_DIR / "layouts")
    return frozenset(id_ for id_, layout in layouts.items() if kind_of_rows(person, Columns(columns_of(layout))))
