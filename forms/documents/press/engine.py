"""The only door to WeasyPrint, opened when the first document is made: everything else works without it.

Nothing is loaded from anywhere: no file, no network. An address in the text ends the making before anybody is asked.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from forms.errors import AddressRefused, PrintingUnavailable

FAMILIES = ("BIZ UDGothic", "Noto Sans CJK JP")
"""The only fonts there are: the second has what the first lacks, such as 𠮷."""
WHAT_TO_INSTALL = (
    "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-morisawa-bizud-gothic", "fonts-noto-cjk",
)  # fmt: skip
"""Debian packages."""

_FAMILIES = ", ".join(f'"{family}"' for family in FAMILIES)
BASE_STYLE = f"""
@page {{ size: A4; margin: 15mm }}
* {{ font-family: {_FAMILIES} !important }}
html {{ font-size: 10pt; line-height: 1.5 }}
"""
"""Below the template's own style. The fonts are the platform's choice: known to be installed and embeddable."""

Memory = Mapping[str, tuple[bytes, str]]
"""What `mem:name` in a text stands for: content and media type."""


@cache
def weasyprint() -> Any:
    """The module. Raises PrintingUnavailable, which says what has to be installed."""
    try:
        import weasyprint as module
        from weasyprint.text.ffi import harfbuzz_subset
    except (ImportError, OSError) as error:
        raise PrintingUnavailable(WHAT_TO_INSTALL, str(error)) from error
    if not harfbuzz_subset:
        raise PrintingUnavailable(WHAT_TO_INSTALL, "harfbuzz-subset is missing")
    return module


@cache
def prove_printing() -> None:
    """Look for a glyph of each font. Raises PrintingUnavailable when a library or a font is missing."""
    fonts = font_configuration().font_map
    from weasyprint.text.ffi import ffi, gobject, pango
    from weasyprint.text.fonts import get_pango_font_key

    context = ffi.gc(pango.pango_font_map_create_context(fonts), gobject.g_object_unref)
    for family in FAMILIES:
        wanted = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
        pango.pango_font_description_set_family(wanted, ffi.new("char[]", family.encode()))
        pango.pango_font_description_set_absolute_size(wanted, 10 * 1024)
        _, found, _ = get_pango_font_key(pango.pango_font_map_load_font(fonts, context, wanted))
        if ffi.string(pango.pango_font_description_get_family(found)).decode() != family:
            raise PrintingUnavailable(WHAT_TO_INSTALL, f"the font {family} is missing")


def font_configuration() -> Any:
    """The installed fonts; kept as long as a layout that is read later."""
    weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def render(html: str, memory: Memory | None = None, fonts: Any = None) -> Any:
    """The laid out document. Raises PrintingUnavailable, and AddressRefused for any address that is not in `memory`."""
    module = weasyprint()
    fetcher = _fetcher(memory or {})
    fonts = fonts or font_configuration()
    base = module.CSS(string=BASE_STYLE, font_config=fonts, url_fetcher=fetcher)
    page = module.HTML(string=html, base_url="mem:", url_fetcher=fetcher)
    laid_out = page.render(stylesheets=[base], font_config=fonts)
    _refuse_addresses(laid_out)
    return laid_out


def write(laid_out: Any, **options: Any) -> bytes:
    """The PDF of a laid out document. Raises AddressRefused, since attachments are only looked for now."""
    written = bytes(laid_out.write_pdf(**options))
    _refuse_addresses(laid_out)
    return written


def _refuse_addresses(laid_out: Any) -> None:
    if laid_out.url_fetcher.refused:
        raise AddressRefused(laid_out.url_fetcher.refused[0])


def _fetcher(memory: Memory) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FromMemory(URLFetcher):  # type: ignore[misc]
        """Answers from memory; remembers what else was asked for."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("mem",), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:
            found = memory.get(url.removeprefix("mem:")) if url.startswith("mem:") else None
            if found is None:
                self.refused.append(url)
                raise ValueError("nothing is loaded from outside the document")
            content, media_type = found
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return FromMemory()
