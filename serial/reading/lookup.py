"""From an address to what stands there, for whoever asks; a former address leads on for good."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import PenName, PenNameSlug, User
from serial.chapters.models import Chapter, ChapterSlug
from serial.stories.models import Story, StorySlug
from serial.web.middleware.gone import Gone

Visitor = User | AnonymousUser


class SlugChanged(Exception):
    """The thing has another address now."""

    def __init__(self, thing: Story | PenName) -> None:
        super().__init__(str(thing))
        self.slug = thing.slug
        self.address = thing.get_absolute_url()


def find_story(user: Visitor, slug: str) -> Story:
    """Raises Moved for a former address, Http404 for what is not there for this visitor."""
    stories = Story.objects.visible_to(user)
    story = stories.filter(slug=slug).first()
    if story:
        return story
    former = StorySlug.objects.filter(slug=slug).values("story")
    moved = stories.filter(pk__in=former).first()
    if moved:
        raise SlugChanged(moved)
    if Story.objects.removed().filter(slug=slug).exists():
        raise Gone
    raise Http404


def find_author(slug: str) -> PenName:
    """Raises Moved for a former address, Http404 where nobody has or had it."""
    author = PenName.objects.filter(slug=slug).first()
    if author:
        return author
    former = PenNameSlug.objects.filter(slug=slug).values("pen_name")
    raise SlugChanged(get_object_or_404(PenName, pk__in=former))


def find_former_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> Chapter:
    """The chapter that had this address, within this story or when the story had; or Http404."""
    former = ChapterSlug.objects.filter(
        slug=chapter_slug,
        story__in=StorySlug.objects.filter(slug=story_slug).values("story"),
    )
    chapters = Chapter.objects.visible_to(user).select_related("story")
    found = chapters.filter(pk__in=former.values("chapter")).first()
    if found:
        return found
    gone = Chapter.objects.removed().filter(story__slug=story_slug, slug=chapter_slug)
    if gone.exists():
        raise Gone
    raise Http404
