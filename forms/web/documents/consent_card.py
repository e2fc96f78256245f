"""How a person receives each kind of document: what the ledger says, in one sentence, and what can be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.issuance.consent import LABELS, Act, ConsentState, Standing, objection
from forms.models import ConsentText, DocumentKind
from forms.selectors.issuance.standings import standing_of, text_in_force
from forms.spec import Text

_TONES = {
    ConsentState.EXPLICIT: "ok",
    ConsentState.RENEWED: "ok",
    ConsentState.DEEMED: "ok",
    ConsentState.NOTIFIED: "warn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentShown:
    """One consent of one person."""

    consent: str
    key: str
    """Key of the first kind it is for; addresses name it."""
    kinds: tuple[Text, ...]
    """Kinds of documents it is for."""
    text: ConsentText
    standing: Standing
    label: Text
    tone: str
    may_agree: bool
    may_refuse: bool
    may_withdraw: bool

    @property
    def state(self) -> str:
        return self.standing.state.value


def consents_of(person: UUID, kinds: Iterable[DocumentKind], now: datetime) -> list[ConsentShown]:
    """Where the person stands with the consent of each kind; kinds that need none are left out."""
    named: dict[str, list[DocumentKind]] = {}
    for kind in kinds:
        if kind.consent:
            named.setdefault(kind.consent, []).append(kind)
    found = [_consent_of(person, consent, each, now) for consent, each in named.items()]
    return [each for each in found if each is not None]


def _consent_of(person: UUID, consent: str, kinds: list[DocumentKind], now: datetime) -> ConsentShown | None:
    text = text_in_force(consent)
    if text is None:
        return None
    standing = standing_of(consent, person, now)
    return ConsentShown(
        consent=consent,
        key=kinds[0].key,
        kinds=tuple(kind.named for kind in kinds),
        text=text,
        standing=standing,
        label=LABELS[standing.state],
        tone=_TONES.get(standing.state, ""),
        may_agree=objection(standing, Act.AGREE) is None,
        may_refuse=objection(standing, Act.REFUSE) is None,
        may_withdraw=objection(standing, Act.WITHDRAW) is None,
    )
