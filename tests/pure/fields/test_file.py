"""Files are judged by content, name and size before anything is stored."""

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import AnswerInvalid
from forms.reading.file import check_file, clean_name
from forms.reading.file_kind import KINDS
from forms.spec import ItemSpec

ANY = ItemSpec(key="file", name="添付書類", type="attachment")


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + b"\x01\x11\0"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9 + frame


def package(*names: str, content: bytes = b"x") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


SOUND = {
    "届.pdf": b"%PDF-1.7\n...",
    "写真.JPG": jpeg(480, 600),
    "写真.png": png(480, 600),
    "案.docx": package("[Content_Types].xml", "word/document.xml"),
    "表.xlsx": package("[Content_Types].xml", "xl/workbook.xml"),
    "説明.pptx": package("[Content_Types].xml", "ppt/presentation.xml"),
    "一式.zip": package("a.txt"),
    "記録.txt": "髙橋".encode("cp932"),
    "一覧.csv": "職員番号,氏名\r\n".encode(),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_file_that_is_what_its_name_says_is_taken(name: str) -> None:
    kind = check_file(name, SOUND[name], ANY)

    assert name.rpartition(".")[2].lower() in kind.extensions


@pytest.mark.parametrize("name", SOUND)
def test_a_program_with_a_changed_name_is_refused(name: str) -> None:
    with pytest.raises(AnswerInvalid, match="種類ではありません"):
        check_file(name, b"MZ\x90\x00\x03\x00\x00\x00", ANY)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("爆弾.zip", package("a", content=b"\0" * 5_000_000)),
        ("逃げる.zip", package("../../etc/passwd")),
        ("多い.zip", package(*(f"{n}" for n in range(1_001)))),
        ("自動.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("名だけ.xlsx", package("a.txt")),
        ("こわれた.zip", b"PK\x03\x04 and nothing else"),
        ("機械.txt", b"abc\x00def"),
    ],
)
def test_a_dangerous_package_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(AnswerInvalid, match="種類ではありません"):
        check_file(name, content, ANY)


@pytest.mark.parametrize(("name", "content"), [("大.png", png(20_000, 20_000)), ("大.jpg", jpeg(30_000, 30_000))])
def test_an_image_of_too_many_pixels_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(AnswerInvalid, match="1億画素"):
        check_file(name, content, ANY)


@pytest.mark.parametrize(("name", "content"), [("a.png", b"\x89PNG\r\n\x1a\n"), ("a.jpg", b"\xff\xd8\xff\xe0\x00")])
def test_an_image_without_a_readable_size_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(AnswerInvalid, match="画像として読めません"):
        check_file(name, content, ANY)


def test_only_the_endings_of_the_item_are_taken() -> None:
    photo = ItemSpec(key="photo", name="顔写真", type="attachment", extensions=("jpg", "png"))

    assert check_file("a.jpeg", jpeg(1, 1), photo).type == "image/jpeg"
    with pytest.raises(AnswerInvalid, match="jpg、png のどれか"):
        check_file("a.pdf", b"%PDF-", photo)
    with pytest.raises(AnswerInvalid, match="添付できません"):
        check_file("a.exe", b"MZ", ANY)


def test_an_empty_and_a_too_large_file_are_refused() -> None:
    small = ItemSpec(key="f", name="資料", type="attachment", max_size=100_000)

    with pytest.raises(AnswerInvalid, match="空のファイル"):
        check_file("a.pdf", b"", small)
    with pytest.raises(AnswerInvalid, match=r"0\.2MBです。0\.1MBまで"):
        check_file("a.pdf", b"%PDF-" + b"x" * 200_000, small)


def test_a_name_loses_its_folders() -> None:
    assert clean_name("../../etc/請求書.pdf", ANY) == "請求書.pdf"
    assert clean_name("C:\\書類\\請求書.pdf", ANY) == "請求書.pdf"


@pytest.mark.parametrize(
    "name", ["請求書\u202efdp.exe", "a\0.pdf", "a\n.pdf", "\ud800.pdf", "", "///", "..", "あ" * 200 + ".pdf"]
)
def test_a_name_that_misleads_is_refused(name: str) -> None:
    with pytest.raises(AnswerInvalid, match="ファイル名を使えません"):
        clean_name(name, ANY)


@given(
    st.sampled_from([ending for kind in KINDS for ending in kind.extensions]),
    st.sampled_from([kind.opens_with for kind in KINDS]),
    st.binary(max_size=300),
)
def test_any_content_is_taken_or_refused(ending: str, start: bytes, rest: bytes) -> None:
    try:
        check_file(f"a.{ending}", start + rest, ANY)
    except AnswerInvalid as refused:
        assert refused.message.ja.startswith("添付書類")
