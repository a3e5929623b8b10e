"""Author credits: own pen names at once, those of others after they accept."""

import pytest
from django.test import Client

from accounts.models import PenName, User
from serial.stories.crediting import add_credit
from serial.stories.models import Credit, Story
from tests.conftest import pen_name_of
from tests.desk.forms import open_form

INVITATIONS = "/desk/desk/creditinvitation/"


def change(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/credits/"


def invite(client: Client, story: Story, name: str, role: str = "editor") -> str:
    data = {**open_form(client, change(story)), "credits-1-name": name, "credits-1-role": role}
    return client.post(change(story), data, follow=True).content.decode()


def test_invited_pen_name_is_shown_after_its_owner_accepts(
    author_client: Client, other_author_client: Client, other_author: User, story: Story
) -> None:
    invite(author_client, story, "OTTO")
    page = author_client.get(story.get_absolute_url()).content.decode()
    assert "otto" not in page
    assert str(story) in other_author_client.get(INVITATIONS).content.decode()
    assert str(story) not in author_client.get(INVITATIONS).content.decode()

    credit = Credit.objects.get(pen_name__user=other_author)
    data = {"action": "accept", "_selected_action": [credit.pk]}
    other_author_client.post(INVITATIONS, data)
    assert "otto" in author_client.get(story.get_absolute_url()).content.decode()
    assert other_author_client.get(change(story)).status_code == 200


def test_invitation_can_be_declined(
    author_client: Client, other_author_client: Client, other_author: User, story: Story
) -> None:
    invite(author_client, story, "otto")
    credit = Credit.objects.get(pen_name__user=other_author)
    data = {"action": "decline", "_selected_action": [credit.pk]}
    other_author_client.post(INVITATIONS, data)
    assert not Credit.objects.filter(pen_name__user=other_author).exists()


@pytest.mark.parametrize(
    ("name", "role", "error"),
    [
        ("nobody", "editor", "There is no pen name “nobody”"),
        ("anna", "author", "is listed twice with the same role"),
        ("x\0y", "editor", "There is no pen name “xy”"),
    ],
)
def test_invalid_credit_is_refused(
    author_client: Client, story: Story, name: str, role: str, error: str
) -> None:
    assert error in invite(author_client, story, name, role)
    assert story.credits.count() == 1


def test_story_needs_at_least_one_credit(author_client: Client, story: Story) -> None:
    data = {**open_form(author_client, change(story)), "credits-0-DELETE": "on"}
    response = author_client.post(change(story), data)
    assert "needs at least one author credit" in response.content.decode()
    assert story.credits.count() == 1


def test_editor_cannot_remove_the_author(
    other_author_client: Client, author: User, other_author: User, story: Story
) -> None:
    add_credit(story, pen_name_of(other_author), "editor", by=author).accept()
    data = {**open_form(other_author_client, change(story)), "credits-0-DELETE": "on"}
    response = other_author_client.post(change(story), data)
    assert "Only an author of the story can remove" in response.content.decode()
    assert story.is_authored_by(author)


def test_author_adds_a_pen_name(author_client: Client, author: User) -> None:
    url = "/desk/accounts/penname/add/"
    data = {**open_form(author_client, url), "name": "Ä. Lamp", "biography": "Lives *url*."}
    assert author_client.post(url, data).status_code == 302
    created = PenName.objects.get(name="Ä. Lamp")
    assert (created.user, created.slug) == (author, "ä-lamp")
    assert created.biography_html == "<p>Lives <em>url</em>.</p>"


def test_pen_name_of_another_author_is_refused(author_client: Client, other_author: User) -> None:
    url = "/desk/accounts/penname/add/"
    typed = {"name": "OTTO", "biography": "All that I typed."}
    response = author_client.post(url, {**open_form(author_client, url), **typed})
    page = response.content.decode()
    assert "This pen name is taken." in page
    assert "All that I typed." in page


def test_both_unicode_forms_of_a_name_are_one_pen_name(
    author_client: Client, author: User, other_author: User, story: Story
) -> None:
    composed, decomposed = "Ren\u00e9e", "Rene\u0301e"
    add = "/desk/accounts/penname/add/"
    data = {**open_form(author_client, add), "name": decomposed}
    assert author_client.post(add, data).status_code == 302
    assert PenName.objects.filter(user=author, name=composed, slug="renée").exists()

    page = author_client.post(add, {**data, "name": composed}).content.decode()
    assert "This pen name is taken" in page
    PenName(user=other_author, name="Zo\u00eb").save_with_slug()
    invite(author_client, story, "Zoe\u0308")
    assert Credit.objects.filter(pen_name__name="Zo\u00eb").exists()


def test_credits_are_put_in_another_order(
    author_client: Client, author: User, other_author: User, story: Story
) -> None:
    for name in ("otto", "otto the editor"):
        pen_name = PenName.objects.filter(name=name).first() or PenName(
            user=other_author, name=name
        )
        pen_name.save_with_slug()
        add_credit(story, pen_name, "editor", by=author)

    def names() -> list[str]:
        return [credit.pen_name.name for credit in story.credits.all()]

    def move(asked: str) -> None:
        author_client.post(
            change(story), {**open_form(author_client, change(story)), "move": asked}
        )

    first, second, third = names()
    pks = [credit.pk for credit in story.credits.all()]
    move(f"up-{pks[2]}")
    assert names() == [first, third, second]
    move(f"down-{pks[0]}")
    assert names() == [third, first, second]
    for nothing in (f"up-{pks[2]}", f"down-{pks[1]}", "up-0", "up-x", "x", f"left-{pks[0]}"):
        move(nothing)
        assert names() == [third, first, second]


def test_only_credit_offers_no_removal_and_no_order(author_client: Client, story: Story) -> None:
    page = author_client.get(change(story)).content.decode()
    assert "credits-0-DELETE" not in page
    assert 'name="move"' not in page
