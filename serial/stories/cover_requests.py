"""What the cover of a story shows."""

from collections.abc import Sequence

from serial.covers.choices import Layout, Ornament, Tone
from serial.covers.design import CoverRequest, choose_ornament
from serial.markup.one_line import set_marks
from serial.stories.choices import Role
from serial.stories.credit_lines import CreditLine
from serial.stories.models import Story

_ROLES_ON_COVERS = frozenset({Role.AUTHOR, Role.CO_AUTHOR})


def cover_request(story: Story, credits: Sequence[CreditLine]) -> CoverRequest:
    return CoverRequest(
        title=set_marks(story.title, story.language, smart_punctuation=story.smart_punctuation),
        credit=_join_names(credits),
        seed=_seed(story),
        language=story.language,
        hue=story.cover_hue,
        tone=Tone(story.cover_tone) if story.cover_tone else None,
        ornament=_chosen_ornament(story),
        layout=Layout(story.cover_layout) if story.cover_layout else None,
    )


def ornament_of(story: Story) -> Ornament:
    """Returns the ornament of the cover that is drawn for this story."""
    return choose_ornament(_seed(story), _chosen_ornament(story))


def _seed(story: Story) -> str:
    return str(story.uid)


def _chosen_ornament(story: Story) -> Ornament | None:
    return Ornament(story.cover_ornament) if story.cover_ornament else None


def _join_names(credits: Sequence[CreditLine]) -> str:
    """Returns "Ann", "Ann & Ben" or "Ann, Ben & Cy", which reads the same in all languages."""
    authors = [credit.name for credit in credits if credit.role in _ROLES_ON_COVERS]
    names = list(dict.fromkeys(authors or [credit.name for credit in credits]))
    return " & ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
