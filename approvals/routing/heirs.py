"""Who answers for somebody who has left the staff: whoever has his post now, else the head of the unit he was in."""

from datetime import date

from approvals.routing.organisation import Organisation


def in_his_place(person: str, place: tuple[str, str] | None, organisation: Organisation, on: date) -> str:
    """uuid of whoever answers for a person who acted in a unit and post: himself while he is on the staff, or where
    nobody else is found."""
    if place is None or organisation.postings(person, on):
        return person
    same = [post for post in organisation.posts.values() if (post.unit, post.title) == place]
    holders = (organisation.holder(post.key, on) for post in (*same, *organisation.line_above(place[0], 0)))
    return next((holder.person for holder in holders if holder is not None), person)
