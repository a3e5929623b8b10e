"""The pages of comments name their chapter with its number."""

from django.test import Client

from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter


def test_pages_of_comments_name_the_chapter_with_its_number(
    guest_client: Client, make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(title="The lamp")
    make_comment("Who lit it?", chapter=chapter, paragraph=1)
    url, name = f"{chapter.get_absolute_url()}comments/", "Chapter 2: The lamp"
    for page in ("", "write/", "on/", "on/1/", "1/", "kudos/"):
        content = guest_client.get(url + page).content.decode()
        assert f">{name}</bdi>" in content and name in content.partition("</title>")[0], page


def test_description_of_the_comments_names_chapter_and_story(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(title='The "lamp" <lit>')
    page = guest_client.get(f"{chapter.get_absolute_url()}comments/").content.decode()
    description = "What readers say about Chapter 1: The “lamp” &lt;lit&gt; of The Lamp."
    assert f'<meta name="description" content="{description}">' in page
