"""Co-authors see each other by the pen names on their story, and never a username."""

from django.test import Client

from accounts.models import User
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments import moderating
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import pen_name_of
from tests.desk.forms import open_form

USERNAME = "secret.librarian"


def test_coauthors_see_no_usernames(
    author_client: Client,
    other_author: User,
    story: Story,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    other_author.username = USERNAME
    other_author.save()
    add_credit(story, pen_name_of(other_author), Role.AUTHOR, by=other_author)
    form_url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    form = open_form(author_client, form_url)
    save_text(chapter, ChapterText(body="Other words."), SaveInfo(by=other_author), based_on=1)
    create_draft_link(chapter, by=other_author)
    moderating.hide(make_comment(), other_author)
    conflict = author_client.post(form_url, {**form, "body": "My words."}).content.decode()
    assert "otto saved this chapter" in conflict and "in revision 2 by otto" in conflict
    pages = [conflict]
    for url in (
        f"chapters/chapter/{chapter.pk}/revisions/",
        f"chapters/chapter/{chapter.pk}/draft-links/",
        f"stories/story/{story.pk}/comments/",
    ):
        page = author_client.get(f"/desk/{url}").content.decode()
        assert "<bdi>otto</bdi>" in page, url
        pages.append(page)
    assert not any(USERNAME in page for page in pages)


def test_history_shows_usernames_to_administrators_alone(
    author_client: Client, superuser_client: Client, author: User, chapter: Chapter
) -> None:
    form_url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    form = open_form(author_client, form_url)
    author_client.post(form_url, {**form, "body": "Newer words."})
    author.username = USERNAME
    author.save()
    page = author_client.get(f"/desk/chapters/chapter/{chapter.pk}/history/").content.decode()
    assert "Changed" in page and f"<span>{USERNAME}" not in page
    page = superuser_client.get(f"/admin/chapters/chapter/{chapter.pk}/history/").content.decode()
    assert f"<span>{USERNAME}" in page
