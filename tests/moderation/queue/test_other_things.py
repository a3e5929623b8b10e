"""Stories and chapters in the queue: hidden with a reason, by a legal order, or corrected."""

import re
from typing import Any

from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.moderation.models import Decision, ReviewItem
from serial.stories.models import Story
from tests.moderation.queue.conftest import INPUT, QUEUE, HoldComment, item_url
from tests.moderation.reviewing import make_rule
from tests.public_forms import send_public_form


def reported_item(kind: str, pk: int) -> ReviewItem:
    send_public_form(f"/report/{kind}/{pk}/", reason="hate")
    return ReviewItem.objects.get(kind=kind)


def decide(client: Client, item: ReviewItem, do: str, **typed: Any) -> Any:
    url = f"{QUEUE}items/{item.pk}/"
    page = client.get(f"{url}?tab=reported&do={do}").content.decode()
    form = page[page.index("data-panel-form") :].partition("</form>")[0]
    fields = dict(INPUT.findall(form))
    return client.post(f"{url}decide/?tab=reported", {**fields, **typed}, follow=True)


def test_chapter_is_hidden_by_a_legal_order(
    chapter: Chapter, moderator_client: Client, author_client: Client
) -> None:
    item, rule = reported_item("chapter", chapter.pk), make_rule()
    page = moderator_client.get(f"{QUEUE}items/{item.pk}/?tab=reported&do=hide").content.decode()
    assert "By a legal order" in page and "Hide, and say why" in page
    typed = {"legal_order": "yes", "rule": rule.pk, "words": "A court said so."}
    assert decide(moderator_client, item, "hide", **typed).status_code == 200
    assert Client().get(chapter.get_absolute_url()).status_code == 451
    decision = Decision.objects.get()
    page = author_client.get(f"/accounts/decisions/{decision.pk}/").content.decode()
    assert "A court said so." in page and "because of a legal order" in page
    assert "1. No advertising" in page


def test_rating_is_corrected(
    chapter: Chapter, moderator_client: Client, author_client: Client, author: User
) -> None:
    item = reported_item("story", chapter.story_id)
    new = {"rating": "mature", "warnings": ["violence", "death"]}
    typed = {**new, "words": "See chapter 1."}
    silent = decide(moderator_client, item, "correct", **new)
    assert "or write why." in silent.content.decode()
    assert '<option value="mature" selected>' in silent.content.decode()
    assert decide(moderator_client, item, "correct", rating="poor").status_code == 422
    decide(moderator_client, item, "correct", **typed)
    story = Story.objects.get()
    assert (story.rating, story.warnings) == ("mature", ["violence", "death"])
    page = author_client.get(f"/accounts/decisions/{Decision.objects.get().pk}/").content.decode()
    assert "Rating: Mature." in page and "See chapter 1." in page


def test_author_is_told_why_comments_are_closed_or_a_story_is_hidden(
    chapter: Chapter, moderator_client: Client
) -> None:
    item = reported_item("story", chapter.story_id)
    for kind in ("close-comments", "hide"):
        assert decide(moderator_client, item, kind).status_code == 422
        assert not Decision.objects.exists()
    decide(moderator_client, item, "close-comments", words="They became personal.")
    assert Decision.objects.get().words == "They became personal."


def test_forms_of_stories_do_not_open_on_comments(
    moderator_client: Client, hold_comment: HoldComment
) -> None:
    page = moderator_client.get(f"{item_url(hold_comment())}?do=hide").content.decode()
    assert "By a legal order" not in page


def test_conflict_keeps_what_was_chosen_for_a_story(
    chapter: Chapter, moderator_client: Client, story: Story
) -> None:
    item = reported_item("story", story.pk)
    chosen = {"rating": "mature", "warnings": ["violence", "death"], "legal_order": "yes"}
    stale = decide(moderator_client, item, "correct", **chosen, words="See.", version="0")
    assert stale.status_code == 409
    form = stale.content.decode().partition('name="look"')[2].partition("</form>")[0]
    sent = [("look", "again"), *INPUT.findall(form)]
    again = {name: [value for key, value in sent if key == name] for name, _value in sent}
    page = moderator_client.post(f"{QUEUE}items/{item.pk}/decide/", again).content.decode()
    assert '<option value="mature" selected>' in page
    checked = re.findall(r'name="warnings" value="([\w-]+)" checked', page)
    assert set(checked) == {"violence", "death"}
    hiding = moderator_client.post(f"{QUEUE}items/{item.pk}/decide/", {**again, "do": "hide"})
    assert 'name="legal_order" value="yes" checked' in hiding.content.decode()
