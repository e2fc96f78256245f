"""Opens XML from outside: no document types, no entities, no network, bounded size and depth."""

from lxml import etree

from forms.dmn.errors import DmnUnreadable
from forms.spec import Text

MAX_BYTES = 2_000_000
MAX_DEPTH = 64
MAX_ELEMENTS = 50_000


def open_xml(content: bytes) -> etree._Element:
    """The root element. Raises DmnUnreadable."""
    if len(content) > MAX_BYTES:
        raise DmnUnreadable(Text("ファイルが大きすぎます(2MB まで)。", "The file is larger than 2 MB."))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as broken:
        line = broken.lineno or 0
        raise DmnUnreadable(Text(f"{line}行目が XML として読めません。", f"Line {line} is no XML.")) from None
    if root.getroottree().docinfo.doctype:
        raise DmnUnreadable(Text("DOCTYPE のある XML は読みません。", "XML with a DOCTYPE is not read."))
    _refuse_huge(root)
    return root


def local_name(element: etree._Element) -> str:
    """The tag without its namespace."""
    return str(etree.QName(element).localname)


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The child elements with one of these tags, whatever their namespace."""
    return [child for child in element if local_name(child) in names]


def child(element: etree._Element, *names: str) -> etree._Element | None:
    return next(iter(children(element, *names)), None)


def text_of(element: etree._Element | None) -> str:
    """The text of an element, of its <text> where it has one."""
    if element is None:
        return ""
    inner = child(element, "text")
    return str((inner if inner is not None else element).text or "").strip()


def _refuse_huge(root: etree._Element) -> None:
    count = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise DmnUnreadable(Text("XML の要素が多すぎるか、深すぎます。", "The XML has too many or too deep tags."))
        waiting.extend((inner, depth + 1) for inner in element)
