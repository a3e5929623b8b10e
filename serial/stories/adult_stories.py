"""Stories for adults: who may read them without being asked first."""

from accounts.models import Visitor
from accounts.models.preferences import preferences_of
from serial.stories.choices import Rating
from serial.stories.models import Story

ADULT_RATINGS = frozenset({Rating.MATURE, Rating.EXPLICIT})


def opens_without_asking(user: Visitor, story: Story) -> bool:
    """False if the story is for adults, and this visitor has not said that they are one."""
    if story.rating not in ADULT_RATINGS:
        return True
    if not user.is_authenticated:
        return False
    return preferences_of(user).opens_adult_stories or story.is_authored_by(user)
