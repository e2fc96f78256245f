"""Who prepares and hands over documents of a kind. Administrators do not by being administrators."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from guardian.models import GroupObjectPermission
from msgspec import convert

from forms.issuance.columns import Columns
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import DocumentKind

HANDLE = "handle_documentkind"


def kinds_handled_by(person: UUID) -> QuerySet[DocumentKind]:
    """The kinds that a group of this person has the right on; nothing for a superuser as such."""
    given = GroupObjectPermission.objects.filter(
        permission__codename=HANDLE, permission__content_type__app_label="forms", group__user__uuid=person
    )
    return DocumentKind.objects.filter(pk__in=[int(pk) for pk in given.values_list("object_pk", flat=True)])


def handles_any(person: UUID) -> bool:
    """Whether there is any kind this person handles."""
    return kinds_handled_by(person).exists()


def kind_of_rows(person: UUID, columns: Columns) -> KindSpec | None:
    """The kind this person handles whose totals are all columns of such rows."""
    specs = (convert(kind.spec, KindSpec) for kind in kinds_handled_by(person).order_by("key"))
    return next((spec for spec in specs if spec.totals and all(columns.find(name) for name in spec.totals)), None)


def handlers_of(kind: DocumentKind | None) -> list[UUID]:
    """The people who handle a kind."""
    if kind is None:
        return []
    permission = Permission.objects.filter(codename=HANDLE, content_type__app_label="forms").first()
    groups = GroupObjectPermission.objects.filter(permission=permission, object_pk=str(kind.pk)).values("group")
    people = get_user_model().objects.filter(groups__in=groups, is_active=True)
    return list(people.values_list("uuid", flat=True).distinct())


def handlers_of_template(template: str) -> list[UUID]:
    """The people who handle the kind that is laid out by this template; a batch with it is of this kind."""
    return handlers_of(DocumentKind.objects.filter(template=template).first())
