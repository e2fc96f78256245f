"""What Celery may ask of forms: to look. What there is to make stands in PostgreSQL."""

from celery import shared_task
from django.utils import timezone

from forms.services.issuance.make_documents import make_documents

MAKE_DOCUMENTS = "forms.tasks.make_waiting_documents"


@shared_task(name=MAKE_DOCUMENTS, queue="slow")
def make_waiting_documents() -> int:
    """Make documents until no piece is left; the number of pieces made."""
    return make_documents(clock=timezone.now)
