"""The rules of ISO 19005-3 (PDF/A-3b) that a file's own structure shows, each under its clause.

No validator for part 3 is packaged for Python, npm or Debian. These are the rules that engines break most easily.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/Rendition"}


def violations(content: bytes) -> list[str]:
    """What is against the rules, by clause; empty for a file that keeps to all that are looked at."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [*_file(pdf, content), *_metadata(pdf), *_colour(pdf), *_fonts(pdf), *_actions(pdf), *_attached(pdf)]


def _file(pdf: pikepdf.Pdf, content: bytes) -> Iterator[str]:
    first, second = content.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield "6.1.2 header"
    if not re.match(rb"%[\x80-\xff]{4}", second):
        yield "6.1.2 binary comment"
    if "/ID" not in pdf.trailer:
        yield "6.1.3 no ID"
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "6.1.3 encrypted"
    for each in _dictionaries(pdf):
        filters = each.get("/Filter", [])
        if isinstance(each, pikepdf.Stream) and {"/LZWDecode", "/Crypt"} & {
            str(name) for name in (filters if isinstance(filters, pikepdf.Array) else [filters])
        }:
            yield "6.1.7.2 filter"
        if isinstance(each, pikepdf.Stream) and {"/F", "/FFilter", "/FDecodeParms"} & set(each.keys()):
            yield "6.1.7.1 external stream"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "6.6.2.1 no metadata"
        return
    with pdf.open_metadata() as known:
        if (known.get("pdfaid:part"), known.get("pdfaid:conformance")) != ("3", "B"):
            yield "6.6.4 identification"
        title = str(pdf.docinfo.get("/Title", ""))
        if title and known.get("dc:title") != title:
            yield "6.6.2.3 title differs"


def _colour(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "6.2.3 output intent"
        return
    profile = intents[0].DestOutputProfile
    if profile.read_bytes()[36:40] != b"acsp" or profile.N not in (1, 3, 4):
        yield "6.2.3 profile"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in _dictionaries(pdf):
        if each.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
            yield "6.2.11.4 font not embedded"
        if each.get("/Type") == "/Font" and each.get("/Subtype") == "/Type0" and "/ToUnicode" not in each:
            yield "6.2.11.7 no Unicode"


def _actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in _dictionaries(pdf):
        if str(each.get("/S", "")) in _FORBIDDEN_ACTIONS or "/AA" in each or "/JavaScript" in each:
            yield "6.5.1 action"
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        yield "6.4.2 XFA"


def _attached(pdf: pikepdf.Pdf) -> Iterator[str]:
    associated = {each.objgen for each in pdf.Root.get("/AF", [])}
    for each in _dictionaries(pdf):
        if each.get("/Type") != "/Filespec" or "/EF" not in each:
            continue
        if not {"/F", "/UF", "/AFRelationship"} <= set(each.keys()):
            yield "6.8 file specification"
        if each.objgen not in associated:
            yield "6.8 not associated"
        file: Any = each.EF.F
        if "/Subtype" not in file or "/ModDate" not in file.get("/Params", {}):
            yield "6.8 type or date of the file"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
