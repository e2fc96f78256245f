"""What a person may do somewhere, for the menu: on which thing it is, each page asks again."""

from django.contrib.auth.models import Permission

from meguro_platform.models import User


def rights_of(person: User) -> frozenset[str]:
    """Every right ("app.codename") that a group of the person has, on everything or on one thing; in one statement."""
    everywhere = Permission.objects.filter(group__user=person)
    somewhere = Permission.objects.filter(groupobjectpermission__group__user=person)
    found, more = (
        rights.order_by().values_list("content_type__app_label", "codename") for rights in (everywhere, somewhere)
    )
    return frozenset(f"{app}.{codename}" for app, codename in found.union(more))
