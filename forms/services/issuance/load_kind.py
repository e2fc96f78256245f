"""Puts a kind of document in force, as its file says; a changed text of a consent takes a new version."""

from datetime import datetime

from django.db import transaction
from msgspec import to_builtins

from forms.errors import IssuanceRefused
from forms.issuance.kind import ConsentText as ConsentSpec
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import ConsentText, DocumentKind


@transaction.atomic
def load_kind(*, kind: KindSpec, office: str, now: datetime) -> DocumentKind:
    """`office`: code of the unit the file names. The same again changes nothing. Raises IssuanceRefused."""
    if kind.consent is not None:
        _text(kind.consent, now)
    values = {
        "template": kind.template,
        "consent": kind.consent.name if kind.consent else "",
        "office": office,
        "spec": to_builtins(kind),
    }
    return DocumentKind.objects.update_or_create(key=kind.key, defaults=values)[0]


def _text(consent: ConsentSpec, now: datetime) -> None:
    known = ConsentText.objects.filter(consent=consent.name, version=consent.version).first()
    said = (consent.text.ja, consent.text.en, consent.deemed, consent.days)
    if known is None:
        newest = ConsentText.objects.filter(consent=consent.name).order_by("-version").first()
        if newest is not None and newest.version > consent.version:
            raise IssuanceRefused(
                f"「{consent.name}」は第{newest.version}版まで進んでいます。版を大きくしてください。",
                f"“{consent.name}” has version {newest.version} already. Use a higher version.",
            )
        ConsentText.objects.create(
            consent=consent.name, version=consent.version, ja=said[0], en=said[1], deemed=said[2], days=said[3], at=now
        )
    elif said != (known.ja, known.en, known.deemed, known.days):
        raise IssuanceRefused(
            f"「{consent.name}」の第{consent.version}版は説明がちがいます。変えるときは版を1つ上げてください。",
            f"Version {consent.version} of “{consent.name}” says something else. To change it, raise the version.",
        )
