"""What can go wrong at the border to other systems: exceptions, and the troubles of a try, which are values.

IntegrationError
  SignatureRefusedError     an inbound message is not signed by a system we know
  MessageInvalidError       an inbound message is signed, but cannot be read
  SenderMismatchError       an inbound message is signed by a system it does not belong to
  ConnectionMissingError    a definition calls a system nobody has set up
  ConnectionInvalidError    a system is set up, but not usably
  SystemUnknownError        no file under definitions/systems describes the system or the operation
  PayloadUnfitError         what a case wants to send is not what the system takes
  LayoutUnknownError        no file under definitions/layouts describes the layout
  FileInvalidError          a file of another system is not what its layout says
  CorrectionRefusedError    a correction of a payload that cannot be proposed or confirmed
  ArrivalRefusedError       a file that arrived cannot be used for that
"""

from enum import StrEnum

from forms.spec import Text


class IntegrationError(Exception):
    """Root of everything this app raises on purpose; `text` is what the person who meets it reads."""

    text: Text

    def __str__(self) -> str:
        return self.text.en or self.text.ja


class Mistrust(StrEnum):
    """Why a signature is not accepted."""

    UNSIGNED = "unsigned"
    TOO_OLD = "too-old"
    TOO_NEW = "too-new"
    MISMATCH = "mismatch"


_MISTRUST = {
    Mistrust.UNSIGNED: Text(
        ja="署名がありません。webhook-id、webhook-timestamp、webhook-signature の三つの見出しを付けてください。",
        en="The message is not signed. Send the headers webhook-id, webhook-timestamp and webhook-signature.",
    ),
    Mistrust.TOO_OLD: Text(
        ja="署名の時刻が古すぎます。送る直前に署名し、時計を合わせてください。",
        en="The signature is too old. Sign just before sending, and set the clock.",
    ),
    Mistrust.TOO_NEW: Text(
        ja="署名の時刻が先の時刻です。時計を合わせてください。",
        en="The signature lies in the future. Set the clock.",
    ),
    Mistrust.MISMATCH: Text(
        ja="署名が合いません。このシステムに渡した鍵で、送る本文そのものに署名してください。",
        en="The signature does not match. Sign the very bytes you send, with the key given to this system.",
    ),
}


class SignatureRefusedError(IntegrationError):
    """The sender is not who it claims to be, as far as we can tell."""

    def __init__(self, reason: Mistrust) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = _MISTRUST[reason]


class MessageInvalidError(IntegrationError):
    """A message from a system we know that we cannot use; `code` is stable and meant for programs."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class ConnectionMissingError(IntegrationError):
    """Nobody has told us where a system is."""

    def __init__(self, system: str) -> None:
        super().__init__(system)
        self.system = system
        self.text = Text(
            ja=f"連携先「{system}」の宛先が設定されていません。管理者が CONNECTED_SYSTEMS に登録してください。",
            en=f'The system "{system}" has no address. An administrator must add it to CONNECTED_SYSTEMS.',
        )


class ConnectionInvalidError(IntegrationError):
    """The settings of a system cannot be used; `why` says what is expected."""

    def __init__(self, system: str, why: Text) -> None:
        super().__init__(system)
        self.system = system
        self.text = Text(
            ja=f"連携先「{system}」の設定が使えません。{why.ja}",
            en=f'The settings of the system "{system}" cannot be used. {why.en}',
        )


class SystemUnknownError(IntegrationError):
    """A procedure calls what no file under definitions/systems describes."""

    def __init__(self, name: str, likely: str = "") -> None:
        super().__init__(name)
        self.text = Text(
            ja=f"連携先の定義に「{name}」がありません。"
            + (f"「{likely}」の書き間違いではありませんか。" if likely else "definitions/systems に書いてください。"),
            en=f'No file under definitions/systems describes "{name}".'
            + (f' Did you mean "{likely}"?' if likely else ""),
        )


class PayloadUnfitError(IntegrationError):
    """What a case wants to send, or a system sent, breaks the types of the system's file."""

    def __init__(self, complaints: "tuple[Text, ...]") -> None:
        super().__init__(*complaints)
        self.text = Text(
            ja="".join(each.ja for each in complaints)[:300],
            en=" ".join(each.en or each.ja for each in complaints)[:300],
        )


class LayoutUnknownError(IntegrationError):
    """Somebody asks for a layout that no file under definitions/layouts describes."""

    def __init__(self, name: str, known: "tuple[str, ...]") -> None:
        super().__init__(name)
        self.text = Text(
            ja=f"「{name}」というレイアウトはありません。あるもの: {'、'.join(known)}",
            en=f'There is no layout "{name}". There are: {", ".join(known)}.',
        )


class FileInvalidError(IntegrationError):
    """A file cannot be used; `row` counts its records from 1, `item` is the column."""

    def __init__(self, text: Text, *, row: int | None = None, item: Text | None = None) -> None:
        super().__init__(text.en)
        self.row, self.item = row, item
        ja, en = text.ja, text.in_language("en")
        if item is not None:
            ja, en = f"「{item.ja}」: {ja}", f"{item.in_language('en')}: {en}"
        self.text = Text(ja=f"{row}行目{ja}", en=f"row {row}, {en}") if row is not None else Text(ja=ja, en=en)


class SenderMismatchError(IntegrationError):
    """A system signed a message that is another system's to send."""

    def __init__(self, sender: str, name: str) -> None:
        super().__init__(sender, name)
        self.text = Text(
            ja=f"知らせ「{name}」を送れるのは別のシステムです。この署名は「{sender}」のものです。",
            en=f'The message "{name}" belongs to another system; it is signed by "{sender}".',
        )


class CorrectionRefusedError(IntegrationError):
    """A correction cannot be proposed or confirmed; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.ja)
        self.text = text

    def __str__(self) -> str:
        return self.text.ja


class Trouble(StrEnum):
    """Why a try did not succeed; stored with the attempt and worded for the page."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    CUT_OFF = "cut_off"
    NOT_CONNECTED = "not_connected"
    BUSY = "busy"
    BROKEN = "broken"
    GARBLED = "garbled"
    INCOMPLETE = "incomplete"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    WORKER_LOST = "worker_lost"
    UNDECIDED = "undecided"
    NOT_ALLOWED = "not_allowed"
    UNTRUSTED = "untrusted"
    DENIED = "denied"
    UNFIT = "unfit"
    NOT_PRINTED = "not_printed"
    NOT_PRINTABLE = "not_printable"
    UNEXPECTED = "unexpected"
    CANNOT_ASK = "cannot_ask"
    NOT_KEPT = "not_kept"
    ALTERED = "altered"


def sentence(trouble: Trouble, detail: str = "") -> Text:
    """What went wrong; `detail` is the other side's own words."""
    said = _SENTENCES[trouble]
    return Text(ja=f"{said.ja}「{detail}」", en=f"{said.en} ({detail})") if detail else said


_SENTENCES = {
    Trouble.UNREACHABLE: Text(ja="相手のシステムにつながりません。", en="The system cannot be reached."),
    Trouble.TIMED_OUT: Text(ja="時間内に応答がありません。", en="There was no answer in time."),
    Trouble.CUT_OFF: Text(ja="応答の途中で切れました。", en="The connection broke before the answer was complete."),
    Trouble.NOT_CONNECTED: Text(
        ja="宛先が設定されていないか、使えません。管理者に知らせてください。",
        en="The system is not set up, or not usably. Tell the administrator.",
    ),
    Trouble.BUSY: Text(ja="相手のシステムが混みあっています。", en="The system is busy."),
    Trouble.BROKEN: Text(ja="相手のシステムで障害が起きています。", en="The system has a failure."),
    Trouble.GARBLED: Text(ja="応答が読めません。", en="The answer cannot be read."),
    Trouble.INCOMPLETE: Text(ja="応答に足りない値があります。", en="The answer lacks promised values."),
    Trouble.REDIRECTED: Text(
        ja="別の宛先へ回されました。管理者が宛先を直してください。",
        en="The address redirects elsewhere. An administrator must correct it.",
    ),
    Trouble.REFUSED: Text(ja="相手のシステムが断りました。", en="The system refused."),
    Trouble.WORKER_LOST: Text(
        ja="この連携を送るたびに処理係が止まりました。ほかの連携を守るため、送るのをやめました。",
        en="Each time this call was made, its worker stopped. It was given up to protect the others.",
    ),
    Trouble.UNDECIDED: Text(
        ja="相手のシステムが実行したかどうか分かりません。相手に確かめて、済んだかどうかを選んでください。",
        en="Nobody knows whether the system did it. Find out from them, then say whether it was done.",
    ),
    Trouble.NOT_ALLOWED: Text(
        ja="宛先が、つないではいけない範囲にあります。管理者が設定の allow を確かめてください。",
        en="The address is in a range that must not be called. An administrator must check allow in the settings.",
    ),
    Trouble.UNTRUSTED: Text(
        ja="相手の証明書かホスト鍵が登録と違います。送らずに止めました。",
        en="The certificate or host key is not the registered one. Nothing was sent.",
    ),
    Trouble.DENIED: Text(ja="相手のシステムに入れません。利用者名や鍵を確かめてください。", en="Logging in failed."),
    Trouble.UNFIT: Text(ja="値が連携先の定義に合いません。", en="A value does not fit the definition of the system."),
    Trouble.NOT_PRINTED: Text(
        ja="送る文書をこの機械で作れません。何も送っていません。",
        en="The document to send cannot be made on this machine. Nothing was sent.",
    ),
    Trouble.NOT_PRINTABLE: Text(
        ja="送る文書を作れないか、読めません。何も送っていません。",
        en="The document to send cannot be made or read. Nothing was sent.",
    ),
    Trouble.UNEXPECTED: Text(ja="定義にない答えが返りました。", en="The answer is none that the definition knows."),
    Trouble.CANNOT_ASK: Text(
        ja="届いたかどうかを確かめる方法がありません。", en="There is no way to ask what became of it."
    ),
    Trouble.ALTERED: Text(
        ja="相手が受け取ったファイルは、送ったものと違います。相手の登録を取り消してもらい、送り直してください。",
        en="The system received another file than was sent. Have it cancel what it registered, then send it again.",
    ),
    Trouble.NOT_KEPT: Text(
        ja="こちらに保管できません。保管場所の空きを確かめてください。",
        en="It cannot be kept here. See whether the file storage is full.",
    ),
}


class ArrivalRefusedError(IntegrationError):
    """A file that arrived cannot be begun with or set aside; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.ja)
        self.text = text

    def __str__(self) -> str:
        return self.text.ja
