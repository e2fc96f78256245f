"""forms' tables."""

from forms.models.attachment import Attachment
from forms.models.consent import Channel, Consent
from forms.models.document_kind import ConsentText, DocumentKind, TemplateText
from forms.models.draft import Draft
from forms.models.file_pages import FilePages
from forms.models.issue_batch import IssueBatch
from forms.models.issue_row import IssueChunk, IssueRow
from forms.models.issued_document import DocumentLook, IssuedContent, IssuedDocument, PaperRequest
from forms.models.row_set import RowSet, RowSetChunk
from forms.models.sampled_row import SampledRow
from forms.models.sounding import Sounding, SoundingRemark
from forms.models.submission import Submission
from forms.models.unsent_file import UnsentFile

__all__ = [
    "Attachment",
    "Channel",
    "Consent",
    "ConsentText",
    "DocumentKind",
    "DocumentLook",
    "Draft",
    "FilePages",
    "IssueBatch",
    "IssueChunk",
    "IssueRow",
    "IssuedContent",
    "IssuedDocument",
    "PaperRequest",
    "RowSet",
    "RowSetChunk",
    "SampledRow",
    "Sounding",
    "SoundingRemark",
    "Submission",
    "TemplateText",
    "UnsentFile",
]
