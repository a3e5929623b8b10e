"""Every page of the desk in the states that an author meets, for what looks at all of them."""

from uuid import uuid4

from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.lending import lend_draft
from serial.chapters.models import Chapter
from serial.desk.sample_loading import load_sample
from serial.stories.choices import Role
from serial.stories.models import Story
from serial.stories.offering import begin_story, offer_byline
from tests.conftest import pen_name_of

CHAPTERS, STORIES = "/desk/chapters/chapter/", "/desk/stories/story/"


def fill_desk(author: User, other_author: User, client: Client) -> Chapter:
    """A desk with something on every page; returns a draft with unsaved words and links."""
    Preferences.objects.create(user=author, time_zone="America/New_York")
    own_name = pen_name_of(author)
    story = load_sample(author)
    assert story is not None
    draft = story.chapters.get(title="Fourteen")
    lend_draft(draft, author, note="Rosa")
    typed = {"chapter": draft.pk, "based_on": 1, "body": "Other *words*."}
    client.post(f"{CHAPTERS}working-copies/{uuid4()}/", typed)
    theirs = Story(title="Theirs")
    begin_story(theirs, pen_name_of(other_author), "", uuid4())
    offer_byline(theirs, own_name, Role.EDITOR, by=other_author)
    return draft


def addresses(draft: Chapter) -> list[str]:
    """The pages that open with GET."""
    chapter, story = f"{CHAPTERS}{draft.pk}/", f"{STORIES}{draft.story_id}/"
    copy = draft.working_copies.get().key
    return [
        *("/desk/", "/desk/chapters/", CHAPTERS, f"{CHAPTERS}?state=draft&deleted=yes&q=none"),
        *(f"{CHAPTERS}?story__id__exact={draft.story_id}", f"{CHAPTERS}add/"),
        *(f"{chapter}{page}/" for page in ("change", "history", "delete", "revisions", "links")),
        f"{chapter}revisions/compare/?old=1&new=1",
        *(f"{CHAPTERS}calendar/", f"{CHAPTERS}working-copies/{copy}/"),
        *(STORIES, f"{STORIES}add/"),
        *(f"{story}{page}/" for page in ("change", "history", "delete", "order")),
        *(f"{story}order/?move={draft.pk}", f"{story}order/?undo={draft.pk}"),
        *("/desk/accounts/penname/", "/desk/accounts/penname/add/", "/desk/desk/offeredbyline/"),
    ]
