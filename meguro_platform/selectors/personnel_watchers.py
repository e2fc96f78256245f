"""Who may see the organisation to come, and is told when files of the personnel system cannot be used."""

from uuid import UUID

from meguro_platform.models import User


def personnel_watchers() -> list[UUID]:
    """The personnel section, and whoever keeps the platform running."""
    watchers = User.objects.filter(is_active=True, groups__permissions__codename="see_coming_organisation")
    return list(watchers.distinct().values_list("uuid", flat=True))
