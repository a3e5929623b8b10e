"""The desk's navigation: its sections in the bar, and its other pages in the account menu."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.http import signed_in_user
from accounts.models import User
from serial.comments.choices import State
from serial.comments.latest import CountUpTo
from serial.comments.models import Comment
from serial.compiled_queries import CompiledTuples, UserPlaceholder
from serial.desk.models import CreditInvitation

# More are shown as "99+".
MAX_COUNTED = 100


@dataclass(frozen=True)
class NavigationItem:
    """url_name: of the page that the link opens. prefixes: of the paths that belong to it."""

    url_name: str
    label: Promise
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavigationLink:
    """aria_current: "page" on its own page, "true" on the pages of its section, "" elsewhere."""

    url: str
    label: str
    aria_current: str
    is_counted: bool


COMMENTS = "comments"
SECTIONS = (
    NavigationItem("index", _("Desk")),
    NavigationItem(
        "stories_story_changelist", _("Stories"), ("/desk/stories/", "/desk/chapters/chapter/")
    ),
    NavigationItem(
        "chapters_chapter_schedule", _("Schedule"), ("/desk/chapters/chapter/calendar/",)
    ),
    NavigationItem(COMMENTS, _("Comments"), ("/desk/comments/",)),
)
MENU = (
    NavigationItem("accounts_penname_changelist", _("Pen names"), ("/desk/accounts/penname/",)),
    NavigationItem("desk_creditinvitation_changelist", _("Co-author invitations")),
)


def navigation_context(request: HttpRequest) -> dict[str, object]:
    """Returns what desk/_navigation.html shows. Pages without it count nothing."""
    urls = {item: reverse(f"desk:{item.url_name}") for item in (*SECTIONS, *MENU)}
    is_section = request.path in [urls[section] for section in SECTIONS]
    # The schedule lies below the chapters, which are a part of the stories.
    prefixes = [prefix for item in (*SECTIONS, *MENU) for prefix in item.prefixes]
    matching = [prefix for prefix in prefixes if request.path.startswith(prefix)]
    own_prefix = max(matching, key=len, default="")

    def link(item: NavigationItem) -> NavigationLink:
        is_own = request.path == urls[item]
        is_inside = not is_section and own_prefix in item.prefixes
        current = "page" if is_own else "true" if is_inside else ""
        return NavigationLink(urls[item], str(item.label), current, item.url_name == COMMENTS)

    return {
        "desk_sections": list(map(link, SECTIONS)),
        "desk_menu": list(map(link, MENU)),
        "desk_counts": partial(_counts, request),
    }


@dataclass(frozen=True)
class Count:
    """A number beside a link: as a figure, and in words for screen readers."""

    figure: str
    words: str


@dataclass(frozen=True)
class Counts:
    """Each is None where there is nothing to say."""

    held: Count | None
    invitations: Count | None


# The compiled query passes a placeholder.
def _counted(user: User) -> "QuerySet[User, tuple[int, int, datetime | None]]":
    held = Comment.objects.not_deleted().on_stories_of(user).filter(state=State.HELD)
    invitations = CreditInvitation.objects.invitations_for(user)
    counted = User.objects.filter(pk=user.pk).annotate(
        held=CountUpTo(held.order_by().values("pk")[:MAX_COUNTED]),
        invitations=CountUpTo(invitations.order_by().values("pk")[:MAX_COUNTED]),
    )
    return counted.values_list("held", "invitations", "feedback_pause__started_at")


# On every page of the desk.
COUNTED = CompiledTuples(_counted, UserPlaceholder("user"))


def _counts(request: HttpRequest) -> Counts:
    """Counts in one query. Comments are not counted while the author has paused feedback."""
    ((held, invitations, paused_since),) = COUNTED.rows(signed_in_user(request))
    return Counts(
        held=_count(0 if paused_since else held, _describe_held),
        invitations=_count(invitations, _describe_invitations),
    )


def _count(number: int, describe: Callable[[int], str]) -> Count | None:
    if not number:
        return None
    figure = f"{number}" if number < MAX_COUNTED else gettext("%(most)d+") % {"most": number - 1}
    return Count(figure, describe(number) % {"count": figure})


def _describe_held(number: int) -> str:
    return ngettext("%(count)s needs your approval", "%(count)s need your approval", number)


def _describe_invitations(number: int) -> str:
    return ngettext("%(count)s invitation", "%(count)s invitations", number)
