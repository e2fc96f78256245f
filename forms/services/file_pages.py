"""Attached files page by page: how many pages they have, and what a page looks like."""

import subprocess
import sys
from collections.abc import Iterable

from django.conf import settings

from forms.errors import AttachmentUnreadable, PagesUnreadable
from forms.field_type import Attached
from forms.models import FilePages
from forms.services.open_attachment import open_attachment

PDF = "application/pdf"
IMAGES = frozenset({"image/jpeg", "image/png"})
SECONDS = 20


def page_counts(files: Iterable[Attached]) -> dict[str, int]:
    """Pages by hash of the content: 1 for an image, 0 for a PDF whose pages can't be read; other kinds are left out.

    What nobody has counted yet is counted now and kept.
    """
    wanted = {file.sha256: file for file in files}
    known = {key: 1 for key, file in wanted.items() if file.type in IMAGES}
    documents = [key for key, file in wanted.items() if file.type == PDF]
    if documents:
        known |= dict(FilePages.objects.filter(sha256__in=documents).values_list("sha256", "pages"))
    for key in documents:
        if key not in known:
            known[key] = count_pages(wanted[key])
    return known


def count_pages(file: Attached) -> int:
    """The pages of a PDF, kept for the next who asks; not kept while the storage can't give the file."""
    try:
        pages = int(_asked(file, "count"))
    except PagesUnreadable:
        pages = 0
    except AttachmentUnreadable:
        return 0
    FilePages.objects.bulk_create([FilePages(sha256=file.sha256, pages=pages)], ignore_conflicts=True)
    return pages


def page_image(file: Attached, number: int) -> tuple[str, bytes]:
    """Media type and content of one page. Raises PagesUnreadable and AttachmentUnreadable."""
    if file.type in IMAGES and number == 1:
        return file.type, open_attachment(file=file).content
    if file.type != PDF:
        raise PagesUnreadable(file.name)
    return "image/webp", _asked(file, "draw", str(number))


def _asked(file: Attached, *what: str) -> bytes:
    """What the process answers that reads PDFs. Raises PagesUnreadable and AttachmentUnreadable."""
    content = open_attachment(file=file).content
    command = [sys.executable, "-m", "forms.services.page_child", *what]
    try:
        ended = subprocess.run(
            command, input=content, cwd=settings.BASE_DIR, env={}, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise PagesUnreadable(file.name) from late
    if ended.returncode != 0:
        raise PagesUnreadable(file.name)
    return ended.stdout
