"""The Nu HTML checker finds no error on any page of the site's own."""

from pathlib import Path

from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.sample.loading import load_sample
from serial.stories.models import Story
from tests.browser.comments.commenting import create_discussion
from tests.html import errors_in


def save_pages(
    folder: Path, author: User, reader: User, author_client: Client, superuser_client: Client
) -> None:
    story = load_sample(author)
    assert story is not None
    comments = f"{create_discussion(story, author, reader)}comments/"
    guest = Client()
    readable = [chapter.get_absolute_url() for chapter in story.chapters.in_order()]
    pages = {
        guest: ["/", "/stories/", story.get_absolute_url(), "/by/peg-lorrimer/", "/no/", "/desk/x/"]
        + ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
        + ["/about/", "/read/nothing-heard/", "/tags/genre/mystery/"]
        + ["/stories/the-lamp/", "/stories/?rating=general"]
        + [comments, f"{comments}1/", f"{comments}on/"]
        + [f"{comments}on/4/", f"{comments}write/?paragraph=4&quote=Q"]
        + [f"{comments}write/?reply_to=1", f"{comments}kudos/", f"{comments}21/"]
        + readable[:-2],
        author_client: ["/", "/accounts/", "/accounts/preferences/", "/accounts/email/"]
        + ["/accounts/write/", "/accounts/password/change/", "/accounts/logout/"]
        + [comments, f"{comments}1/", f"{comments}2/edit/", f"{comments}on/4/"]
        + ["/accounts/comments/", f"{comments}write/", f"{comments}18/"]
        + readable[-2:],
        superuser_client: ["/accounts/invitations/", "/desk/"],
    }
    for number, (client, addresses) in enumerate(pages.items()):
        for address in addresses:
            name = f"{number}{address.replace('/', '_')}.html"
            answer = client.get(address)
            if answer.status_code != 302:
                (folder / name).write_bytes(answer.content)


def test_no_page_has_an_error(
    tmp_path: Path,
    author: User,
    reader: User,
    author_client: Client,
    superuser_client: Client,
    chapter: Chapter,
) -> None:
    # One that asks first.
    Story.objects.filter(pk=chapter.story_id).update(rating="mature")
    save_pages(tmp_path, author, reader, author_client, superuser_client)
    written = author_client.post(
        "/read/nothing-heard/job-417/comments/write/", {"text": "x" * 10_001}
    )
    (tmp_path / "write-with-errors.html").write_bytes(written.content)
    assert len(list(tmp_path.iterdir())) > 20
    assert errors_in(tmp_path) == set()
