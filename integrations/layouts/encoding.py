"""In which encoding a file is read, and what is wrong about that."""

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Findings
from integrations.layouts.layout import Bom, Encoding, Layout
from integrations.layouts.survey import Survey


def encoding_of(layout: Layout, seen: Survey, findings: Findings) -> Encoding | None:
    """The encoding to read the file in, with what is wrong about it noted; None when it cannot be read."""
    if seen.size == 0:
        findings.note(codes.EMPTY, Text("ファイルが空です。", "The file is empty."))
        return None
    if seen.form:
        text = Text(
            f"テキストではなく{seen.form}のファイルです。書き出したテキストを送ってもらいます。",
            f"It is no text but {seen.form}. Ask for the text exported from it.",
        )
        findings.note(codes.ENCODING, text)
        return None
    wanted = "・".join(encoding.name for encoding in layout.encodings)
    if seen.utf16 or seen.euc:
        name = "UTF-16" if seen.utf16 else "EUC-JP"
        text = Text(
            f"{name}で書かれているようです。{wanted}で書き出したファイルを送ってもらいます。",
            f"It seems to be written in {name}. Ask for a file written in {wanted}.",
        )
        findings.note(codes.ENCODING, text)
        return None
    actual = next((known for known in layout.encodings if seen.actual(known) is known), None)
    found = actual or seen.actual(layout.encodings[0])
    if actual is None:
        text = Text(
            f"{wanted}ではなく{found.name}で書かれています。", f"It is written in {found.name}, not in {wanted}."
        )
        findings.note(codes.ENCODING, text)
    elif seen.bom and layout.bom is Bom.NO:
        findings.note(codes.ENCODING, Text("先頭にBOMがあります。", "It starts with a byte order mark."))
    elif not seen.bom and layout.bom is Bom.YES:
        findings.note(codes.ENCODING, Text("先頭にBOMがありません。", "It does not start with a byte order mark."))
    return found
