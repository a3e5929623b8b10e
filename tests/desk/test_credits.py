"""Names on stories: one's own at once, another person's when they agree."""

import pytest
from django.test import Client

from accounts.models import PenName, User
from serial.stories.crediting import add_credit
from serial.stories.models import Credit, Story
from tests.conftest import pen_name_of
from tests.desk.forms import open_form

OFFERS = "/desk/desk/creditinvitation/"


def change(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/change/"


def offer(client: Client, story: Story, name: str, role: str = "editor") -> str:
    data = {**open_form(client, change(story)), "credits-1-name": name, "credits-1-role": role}
    return client.post(change(story), data, follow=True).content.decode()


def test_an_offered_name_shows_once_its_owner_agrees(
    author_client: Client, other_author_client: Client, other_author: User, story: Story
) -> None:
    offer(author_client, story, "OTTO")
    page = author_client.get(story.get_absolute_url()).content.decode()
    assert "otto" not in page
    assert str(story) in other_author_client.get(OFFERS).content.decode()
    assert str(story) not in author_client.get(OFFERS).content.decode()

    byline = Credit.objects.get(pen_name__user=other_author)
    data = {"action": "accept", "_selected_action": [byline.pk]}
    other_author_client.post(OFFERS, data)
    assert "otto" in author_client.get(story.get_absolute_url()).content.decode()
    assert other_author_client.get(change(story)).status_code == 200


def test_an_offer_can_be_declined(
    author_client: Client, other_author_client: Client, other_author: User, story: Story
) -> None:
    offer(author_client, story, "otto")
    byline = Credit.objects.get(pen_name__user=other_author)
    data = {"action": "decline", "_selected_action": [byline.pk]}
    other_author_client.post(OFFERS, data)
    assert not Credit.objects.filter(pen_name__user=other_author).exists()


@pytest.mark.parametrize(
    ("name", "role", "says"),
    [
        ("nobody", "editor", "Nobody here writes as “nobody”"),
        ("anna", "author", "stands twice in one role"),
        ("x\0y", "editor", "Nobody here writes as “xy”"),
    ],
)
def test_a_byline_that_cannot_be(
    author_client: Client, story: Story, name: str, role: str, says: str
) -> None:
    assert says in offer(author_client, story, name, role)
    assert story.credits.count() == 1


def test_a_story_keeps_somebody_who_may_work_on_it(author_client: Client, story: Story) -> None:
    data = {**open_form(author_client, change(story)), "credits-0-DELETE": "on"}
    answer = author_client.post(change(story), data)
    assert "keeps at least one by-line" in answer.content.decode()
    assert story.credits.count() == 1


def test_an_editor_does_not_take_the_author_away(
    other_author_client: Client, author: User, other_author: User, story: Story
) -> None:
    add_credit(story, pen_name_of(other_author), "editor", by=author).accept()
    data = {**open_form(other_author_client, change(story)), "credits-0-DELETE": "on"}
    answer = other_author_client.post(change(story), data)
    assert "Only an author of the story" in answer.content.decode()
    assert story.is_authored_by(author)


def test_ones_pen_names(author_client: Client, author: User) -> None:
    here = "/desk/accounts/penname/add/"
    data = {**open_form(author_client, here), "name": "Ä. Lamp", "biography": "Lives *here*."}
    assert author_client.post(here, data).status_code == 302
    made = PenName.objects.get(name="Ä. Lamp")
    assert (made.user, made.slug) == (author, "ä-lamp")
    assert made.biography_html == "<p>Lives <em>here</em>.</p>"


def test_a_pen_name_that_somebody_has(author_client: Client, other_author: User) -> None:
    here = "/desk/accounts/penname/add/"
    typed = {"name": "OTTO", "biography": "All that I typed."}
    answer = author_client.post(here, {**open_form(author_client, here), **typed})
    page = answer.content.decode()
    assert "Somebody writes under this name already." in page
    assert "All that I typed." in page
