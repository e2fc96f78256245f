"""Who decides for a decider who is away (代決)."""

from collections.abc import Iterator
from datetime import date

from approvals.routing.establishment import Post, Posting
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from forms.spec import Text


def deputy_for(
    post: Post, matter: Matter, organisation: Organisation, on: date, never: frozenset[str]
) -> Posting | None:
    """The first deputy who is at work; None when nobody may, or as many as the rule allows are away too.

    Those in `never` (applicant, drafter, typist …) are passed over uncounted; so is whoever holds the post itself.
    """
    decider = organisation.holder(post.key, on)
    tried = 0
    for deputy in _in_order(post, matter, organisation):
        holder = organisation.holder(deputy.key, on)
        if holder is None or holder.person in never or (decider and holder.person == decider.person):
            continue
        if not organisation.is_absent(holder.person, on):
            return holder
        tried += 1
        if tried == organisation.deputies.depth:
            return None
    return None


def hole_in_order(post: Post, organisation: Organisation, on: date) -> Text | None:
    """What is wrong with the deputies that the rules name for a decider, before anybody is away; None for nothing."""
    if post.covers:
        return None
    rules = organisation.deputies
    general = rules.general.get(post.unit)
    for unit in (*rules.named.get(post.unit, ()), *((general,) if general else ())):
        head = organisation.head_post(unit)
        if head is None or organisation.holder(head.key, on) is None:
            name, title = organisation.full_name(unit) or unit, head.title if head else "長"
            return Text(
                f"代決の順に穴があります: 指定した{name}の{title}に、就いている人がいません。",
                f"There is a hole in the order of deputies: nobody is {title} of {name}, who is named in it.",
            )
    return None


def _in_order(post: Post, matter: Matter, organisation: Organisation) -> Iterator[Post]:
    """Posts in the order they deputise, each once."""
    seen = {post.key}
    for deputy in _candidates(post, matter, organisation):
        if deputy is not None and deputy.key not in seen:
            seen.add(deputy.key)
            yield deputy


def _candidates(post: Post, matter: Matter, organisation: Organisation) -> Iterator[Post | None]:
    """Named in advance; just below in the matter's line of command; the general unit's head; for 区長 any 副区長."""
    rules = organisation.deputies
    leads_unit = not post.covers
    if leads_unit:
        yield from (organisation.head_post(unit) for unit in rules.named.get(post.unit, ()))
    for place in (matter.unit, matter.office):
        line = list(organisation.line_above(place, 0))
        if post in line[1:]:
            yield line[line.index(post) - 1]
    if leads_unit:
        general = rules.general.get(post.unit) or next(iter(organisation.children(post.unit)), "")
        yield organisation.head_post(general)
        yield from (other for other in organisation.posts.values() if other.unit == post.unit and other.covers)
