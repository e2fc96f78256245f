"""Tells an office well before an hour of publication that its case has not come so far, once for each case and step."""

from datetime import datetime

from django.db import transaction

from forms.selectors.issuance.handlers import handlers_of_template
from forms.tokyo_time import write_instant
from integrations.models import Notice
from integrations.selectors.coming_publications import ComingPublication, publications_not_begun


def warn_of_publications(*, now: datetime) -> int:
    """How many cases were told of. From the batch on its own alarm takes over."""
    return sum(_warn(each, now) for each in publications_not_begun(now))


@transaction.atomic
def _warn(coming: ComingPublication, now: datetime) -> bool:
    key = f"{coming.node}:not begun"
    if Notice.objects.filter(case=coming.case, key=key).exists():
        return False
    steps = "、".join(coming.case.steps)
    told = Notice.objects.bulk_create(
        [
            Notice(
                person_id=person,
                case=coming.case,
                key=key,
                subject=f"公開の準備ができていません: {coming.name}",
                text=f"公開は{write_instant(coming.publish_at)}です。いまは「{steps}」で止まっています。",
                at=now,
            )
            for person in handlers_of_template(coming.template)
        ],
        ignore_conflicts=True,
    )
    return bool(told)
