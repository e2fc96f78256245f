"""forms' tables."""

from forms.models.attachment import Attachment
from forms.models.draft import Draft
from forms.models.submission import Submission

__all__ = ["Attachment", "Draft", "Submission"]
