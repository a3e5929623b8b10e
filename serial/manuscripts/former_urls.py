"""The old URLs of imported pages: who has which, and where a request for one leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.manuscripts.models import FormerUrl
from serial.manuscripts.old_paths import path_of, unique
from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet, credited_story_ids

Page = Story | Chapter

_OF_DELETED = (
    Q(story__deleted_at__isnull=False)
    | Q(chapter__deleted_at__isnull=False)
    | Q(chapter__story__deleted_at__isnull=False)
)
# Of one chapter. A page has three at most; a chapter can be made of several pages.
MAX_URLS = 30


@dataclass(frozen=True)
class Claim:
    """taken: the keys that lead to the page from now on. refused: those that lead elsewhere."""

    taken: list[str]
    refused: list[str]

    def as_json(self) -> dict[str, list[str]]:
        return {"taken": self.taken, "refused": self.refused}


@dataclass(frozen=True)
class Target:
    """is_public: whether everybody may know that the URL leads there."""

    url: str
    is_public: bool


@transaction.atomic
def claim_urls(page: Page, keys: Iterable[str]) -> Claim:
    """Makes the keys of old URLs lead to a chapter, or to the page of a story.

    Those of the pages of this site are refused, and those of other stories and chapters, unless
    these are deleted.
    """
    keys = unique(keys)[:MAX_URLS]
    free = [key for key in keys if not _is_own(key)]
    FormerUrl.objects.filter(_OF_DELETED, path__in=free).delete()
    before = _leading_to(page, free)
    owner = _owner(page)
    FormerUrl.objects.bulk_create(
        (FormerUrl(path=key, **owner) for key in free), ignore_conflicts=True
    )
    after = _leading_to(page, free)
    return Claim(
        taken=[key for key in keys if key in after - before],
        refused=[key for key in keys if key not in after],
    )


def release_urls(page: Page, keys: Iterable[str]) -> None:
    """Takes back what was claimed."""
    FormerUrl.objects.filter(path__in=list(keys), **_owner(page)).delete()


def find_target(keys: Sequence[str], user: Visitor) -> Target | None:
    """Returns where the first key leads of which this user may see the page.

    The numbers of pages can be guessed, so they do not lead readers to unlisted stories.
    """
    rows = FormerUrl.objects.filter(path__in=keys).values_list("path", "story", "chapter")
    for key, story, chapter in sorted(rows, key=lambda row: keys.index(row[0])):
        for visitor in _visitors(user):
            page = _page(visitor, _stories(visitor, key), story, chapter)
            if page is not None:
                is_public = not visitor.is_authenticated
                return Target(page.get_absolute_url(), is_public)
    return None


def _visitors(user: Visitor) -> Iterable[Visitor]:
    """The user only if a guest may not see the page: their session is not read before."""
    yield AnonymousUser()
    if user.is_authenticated:
        yield user


def _stories(visitor: Visitor, key: str) -> StoryQuerySet:
    stories = Story.objects.visible_to(visitor)
    if path_of(key) == key:
        return stories
    listed = ~Q(visibility=Visibility.UNLISTED)
    if visitor.is_authenticated:
        listed |= Q(pk__in=credited_story_ids(visitor))
    return stories.filter(listed)


def _page(
    visitor: Visitor, stories: StoryQuerySet, story: int | None, chapter: int | None
) -> Page | None:
    if story is not None:
        return stories.filter(pk=story).first()
    chapters = Chapter.objects.visible_to(visitor).without_text().select_related("story")
    return chapters.filter(pk=chapter or 0, story__in=stories).first()


def _leading_to(page: Page, keys: Iterable[str]) -> set[str]:
    rows = FormerUrl.objects.filter(path__in=list(keys), **_owner(page))
    return set(rows.values_list("path", flat=True))


def _owner(page: Page) -> dict[str, Page | None]:
    if isinstance(page, Chapter):
        return {"story": None, "chapter": page}
    return {"story": page, "chapter": None}


def _is_own(key: str) -> bool:
    """Whether the path belongs to this site. Its home page can have a query that names a page."""
    path = path_of(key).rstrip("/")
    if not path:
        return False
    if f"{path}/".startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    return _is_route(path) or _is_route(f"{path}/")


def _is_route(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
