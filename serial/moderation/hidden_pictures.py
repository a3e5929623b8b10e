"""Whether a picture may be shown: of whom it is, and what moderators hid."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import MemberProfile, PenName, Visitor
from accounts.models.member_profile import PICTURE_FOLDER
from accounts.models.pen_name import PEN_NAME_FOLDER
from accounts.takedown_reasons import TakedownReason
from serial.moderation.choices import SubjectKind
from serial.moderation.models import ReviewItem
from serial.stories.cover_links import DRAWN_FOLDER, NAME_PATTERN
from serial.stories.models import Story


@dataclass(frozen=True)
class PictureState:
    """is_online: whether everybody can see it. is_own: whether somebody may see it anyway."""

    is_online: bool = True
    is_legally_blocked: bool = False
    is_own: Callable[[Visitor], bool] = lambda user: False

    def is_visible_to(self, user: Visitor) -> bool:
        """Moderators see what they decide about."""
        return self.is_online or (
            user.is_authenticated and (self.is_own(user) or user.is_moderator())
        )


DRAWN = re.compile(rf"{DRAWN_FOLDER}/({NAME_PATTERN})[-.]")
ONLINE, MISSING = PictureState(), PictureState(is_online=False)


def find_picture(name: str) -> PictureState:
    """name: of a file in the default storage."""
    hidden = ReviewItem.objects.filter(image=name).exclude(taken_down_for="").first()
    if hidden is not None:
        return state_of_hidden(hidden)
    if name.startswith(PICTURE_FOLDER):
        return _of_profile(name)
    if name.startswith(PEN_NAME_FOLDER):
        pen_name = PenName.objects.filter(picture=name).exclude(taken_down_for="").first()
        if pen_name is not None:
            return _hidden(pen_name.taken_down_for, is_own=lambda user: pen_name.user_id == user.pk)
        return ONLINE
    drawn = DRAWN.match(name)
    shown = {"drawn_cover": drawn[1]} if drawn else {"cover": name}
    story = Story.objects.filter(**shown, is_taken_down=True).first()
    return _hidden(*story.takedown_reasons, is_own=story.is_authored_by) if story else ONLINE


def state_of_hidden(item: ReviewItem) -> PictureState:
    """Of a picture that moderators hid."""
    story = item.on_story

    def is_own(user: Visitor) -> bool:
        return item.member_id == user.pk or (story is not None and story.is_authored_by(user))

    return _hidden(item.taken_down_for, is_own=is_own)


def hidden_names() -> list[str]:
    """The files of hidden pictures, which no row but their item names (KEPT_PICTURES)."""
    hidden = ReviewItem.objects.filter(kind=SubjectKind.IMAGE).exclude(taken_down_for="")
    return list(hidden.values_list("image", flat=True))


def _of_profile(name: str) -> PictureState:
    """Served only while the member's page is public; they see it themselves."""
    if MemberProfile.objects.visible().filter(picture=name).exists():
        return ONLINE
    profile = MemberProfile.objects.filter(picture=name).first()
    if profile is None:
        return MISSING
    return _hidden(profile.taken_down_for, is_own=lambda user: profile.user_id == user.pk)


def _hidden(*reasons: str, is_own: Callable[[Visitor], bool]) -> PictureState:
    is_legally_blocked = TakedownReason.LEGAL_ORDER in reasons
    return PictureState(is_online=False, is_legally_blocked=is_legally_blocked, is_own=is_own)
