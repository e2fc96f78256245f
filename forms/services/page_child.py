"""python -m forms.services.page_child: counts the pages of a PDF from standard input, or draws one of them.

A PDF comes from outside and the library that reads it is written in C: it runs in a process of its own, which may use
little time and memory, writes no file and may die of it.
"""

import io
import sys

import PIL.WebPImagePlugin  # noqa: F401  # before the limits: formats are loaded when first used
import pypdfium2

from forms.confined import confine

CPU_SECONDS = 10
MEMORY = 1_000_000_000
"""Bytes of address space."""
WIDTH = 1_240
"""Pixels of a drawn page: A4 at 150 dots per inch."""
MOST_PIXELS = 8_000_000
UNREADABLE = 3
"""Exit status: the file is no PDF, is damaged or wants a password, or has no such page."""


def main() -> int:
    """`count` or `draw NUMBER`; the first page is 1."""
    confine(cpu_seconds=CPU_SECONDS, memory=MEMORY)
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        answer = drawn(document, int(sys.argv[2])) if sys.argv[1] == "draw" else str(len(document)).encode()
    except (pypdfium2.PdfiumError, IndexError):
        return UNREADABLE
    sys.stdout.buffer.write(answer)
    return 0


def drawn(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """The page as WebP. Raises PdfiumError and IndexError."""
    if not 1 <= number <= len(document):
        raise IndexError(number)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "WEBP", quality=88, method=1)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
