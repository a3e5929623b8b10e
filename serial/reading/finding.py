"""From an address to what stands there, for whoever asks; a former address leads on for good."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import User
from serial.chapters.models import Chapter, ChapterAddress
from serial.stories.models import Story, StoryAddress

Visitor = User | AnonymousUser


class Moved(Exception):
    """The thing has another address now."""

    def __init__(self, thing: Story | Chapter) -> None:
        super().__init__(str(thing))
        self.address = thing.get_absolute_url()


def find_story(user: Visitor, slug: str) -> Story:
    """Raises Moved for a former address, Http404 for what is not there for this visitor."""
    stories = Story.objects.visible_to(user)
    story = stories.filter(slug=slug).first()
    if story:
        return story
    former = StoryAddress.objects.filter(slug=slug).values("story")
    moved = stories.filter(pk__in=former).first()
    if moved:
        raise Moved(moved)
    raise Http404


def find_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> Chapter:
    """Raises Moved where the story's or the chapter's address is a former one, or Http404."""
    chapters = Chapter.objects.visible_to(user).select_related("story", "part")
    chapter = chapters.filter(story__slug=story_slug, slug=chapter_slug).first()
    if chapter:
        return chapter
    former = ChapterAddress.objects.filter(
        slug=chapter_slug,
        story__in=StoryAddress.objects.filter(slug=story_slug).values("story"),
    )
    moved = chapters.filter(pk__in=former.values("chapter")).first()
    if moved:
        raise Moved(moved)
    raise Http404
