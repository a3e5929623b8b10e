"""The pages of acts on many comments, at /moderation/waves/ and at the desk of a story."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.jobs.running import run_next
from serial.moderation.choices import DecisionKind
from serial.moderation.models import RaidSwitch, Sanction, Wave
from serial.moderation.models.raid_switch import RaidKind
from serial.moderation.review.claims import claim
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeStory, client_of
from tests.moderation.reviewing import make_rule
from tests.moderation.waves.starting import run, start
from tests.shared_rows import shared_rows

SITE = "/moderation/waves/"
OFFER = "I draw portraits of your heroes for a small price, write to me on {} today."


def desk(story: Story) -> str:
    return f"/desk/comments/story/{story.pk}/waves/"


@shared_rows
def offers(make_comment: MakeComment) -> list[Comment]:
    return [make_comment(OFFER.format(place)) for place in ("Bird", "Fish", "Crow")]


def fields_of(html: str, form: str) -> dict[str, str]:
    """The fields of the form with this attribute as a browser sends them, without typed ones."""
    match = re.search(rf"<form[^>]*{form}.*?</form>", html, re.DOTALL)
    assert match, html
    inputs = re.findall(r"<input[^>]*>", match[0])
    found = {}
    for tag in inputs:
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        is_off = 'type="checkbox"' in tag and "checked" not in tag
        if name and not is_off:
            found[name[1]] = value[1] if value else "on"
    return found


def open_preview(client: Client, url: str, do: str = "reject") -> str:
    """Opens the page, and presses the button that says what to do."""
    fields = fields_of(client.get(url).content.decode(), "data-criteria")
    typed = {"host": "", "until": "", "percent": "50", "do": do}
    page = client.get(url.partition("?")[0], {**fields, **typed})
    return page.content.decode()


def states(comments: list[Comment]) -> set[str]:
    pks = [comment.pk for comment in comments]
    return set(Comment.objects.filter(pk__in=pks).values_list("state", flat=True))


def work() -> None:
    while run_next("quick"):
        pass


def test_moderator_rejects_comments_like_one_and_takes_it_back(
    offers: list[Comment], make_comment: MakeComment, moderator_client: Client, reader: User
) -> None:
    make_comment("I liked how Anna kept the lamp burning through the night.")
    rule = make_rule()
    url = f"{SITE}new/?comment={offers[0].pk}"
    html = moderator_client.get(url).content.decode()
    # Nothing is chosen at first.
    assert html.count("wave-sample__text") == 3
    assert "data-decide" not in html and 'aria-pressed="true"' not in html
    html = open_preview(moderator_client, url)
    assert "Reject 3 comments" in html and f'value="{rule.pk}" selected' not in html
    fields = fields_of(html, "data-decide")
    refused = moderator_client.post(f"{SITE}new/", fields)
    assert "Choose the rule that was broken." in refused.content.decode()
    assert not Wave.objects.exists()
    fields |= {"rule": str(rule.pk), "silence": "on", "note": "A wave."}
    response = moderator_client.post(f"{SITE}new/", fields)
    wave = Wave.objects.get()
    assert response.headers["Location"] == f"{SITE}{wave.pk}/"
    page = moderator_client.get(f"{SITE}{wave.pk}/").content.decode()
    assert "Rejecting 3 comments" in page and "Stop here" in page and "noscript" in page
    work()
    assert states(offers) == {State.REJECTED}
    assert Sanction.objects.in_force().get().member == reader
    page = moderator_client.get(f"{SITE}{wave.pk}/?progress").content.decode()
    assert "Rejected 3 comments" in page and "Undo the 3 done" in page
    assert "data-going-on" not in page
    moderator_client.post(f"{SITE}{wave.pk}/", {"undo": "yes"})
    work()
    assert states(offers) == {State.PUBLISHED}
    page = moderator_client.get(SITE).content.decode()
    assert "Undone: Rejected 3 comments" in page and f"like a comment by {reader.username}" in page


def test_sanction_needs_a_rule_and_goes_with_taking_down_only(
    offers: list[Comment], moderator_client: Client
) -> None:
    query = f"comment={offers[0].pk}&like=on&percent=50&do="
    html = moderator_client.get(f"{SITE}new/?{query}hide").content.decode()
    fields = fields_of(html, "data-decide")
    for more, message in (({"silence": "on"}, "was broken."), ({}, "was broken, or write why.")):
        html = moderator_client.post(f"{SITE}new/", fields | more).content.decode()
        assert f"Choose the rule that {message}" in html and not Wave.objects.exists()
    # What is held was public, and its commenters read why.
    html = moderator_client.get(f"{SITE}new/?{query}hold").content.decode()
    fields = fields_of(html, "data-decide") | {"silence": "on"}
    assert "Silence the" not in html and 'name="rule"' in html
    html = moderator_client.post(f"{SITE}new/", fields).content.decode()
    assert "Choose the rule that was broken, or write why." in html
    moderator_client.post(f"{SITE}new/", fields | {"words": "We read them first."})
    wave = Wave.objects.get()
    assert (wave.sanction, wave.words) == ("", "We read them first.")


def test_author_clears_comments_on_their_story_without_staff(
    offers: list[Comment], author_client: Client, author: User, story: Story
) -> None:
    inbox = author_client.get("/desk/comments/").content.decode()
    url = f"{desk(story)}new/?comment={offers[0].pk}"
    assert f'href="{url}"' in inbox
    html = open_preview(author_client, url)
    fields = fields_of(html, "data-decide")
    # One way back, and where one is.
    assert "wave-crumb" not in html and f'<a href="{desk(story)}">Many comments at once</a>' in html
    assert "Reject 3 comments" in html and "rule" not in fields
    response = author_client.post(f"{desk(story)}new/", fields)
    wave = Wave.objects.get()
    assert wave.story == story and response.headers["Location"] == f"{desk(story)}{wave.pk}/"
    work()
    assert states(offers) == {State.REJECTED}
    assert "Rejected 3 comments" in author_client.get(f"{desk(story)}{wave.pk}/").content.decode()
    author_client.post(desk(story), {"undo": wave.pk})
    work()
    assert states(offers) == {State.PUBLISHED}


def test_number_that_changed_is_shown_before_anything_is_decided(
    offers: list[Comment], make_comment: MakeComment, moderator_client: Client
) -> None:
    html = open_preview(moderator_client, f"{SITE}new/?comment={offers[0].pk}")
    make_comment(OFFER.format("Crane"))
    fields = fields_of(html, "data-decide") | {"rule": str(make_rule().pk)}
    html = moderator_client.post(f"{SITE}new/", fields).content.decode()
    assert "it is 4 comments now" in html and not Wave.objects.exists()
    moderator_client.post(f"{SITE}new/", fields_of(html, "data-decide") | {"rule": fields["rule"]})
    assert Wave.objects.get().comments.count() == 4


def test_samples_are_shown_as_readers_see_them(
    make_comment: MakeComment, moderator_client: Client, moderator: User, reader: User
) -> None:
    comment = make_comment("See **my** [shop](https://shop.example/) <b>now</b>.")
    html = moderator_client.get(f"{SITE}new/?comment={comment.pk}").content.decode()
    assert html.count("See my shop &lt;b&gt;now&lt;/b&gt;.") == 2 and "](" not in html
    # Of whom they are is not mistaken for who decided.
    start([comment], moderator, criteria={"member": reader.pk})
    page = " ".join(moderator_client.get(SITE).content.decode().split())
    assert "Rejecting 1 comment</strong></a>: written by rosa" in page


def test_what_was_left_out_says_why(
    offers: list[Comment], moderator: User, superuser: User, moderator_client: Client
) -> None:
    claim(item_for(subject_of(offers[0])).pk, superuser)
    wave = start(offers, moderator, DecisionKind.HIDE)
    run(wave)
    page = moderator_client.get(f"{SITE}{wave.pk}/").content.decode()
    assert "Hid 2 comments" in page and "A colleague has it open." in page
    assert superuser.username not in page


def test_stop_here_leaves_the_rest(
    offers: list[Comment], moderator: User, moderator_client: Client
) -> None:
    wave = start(offers, moderator, DecisionKind.HIDE)
    moderator_client.post(f"{SITE}{wave.pk}/", {"stop": "yes"})
    run(wave)
    assert states(offers) == {State.PUBLISHED}
    assert "stopped" in moderator_client.get(f"{SITE}{wave.pk}/").content.decode()


def test_missing_worker_is_named(
    offers: list[Comment], moderator: User, moderator_client: Client
) -> None:
    wave = start(offers, moderator, DecisionKind.HIDE)
    assert "manage.py work" not in moderator_client.get(f"{SITE}{wave.pk}/").content.decode()
    Wave.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert "manage.py work" in moderator_client.get(f"{SITE}{wave.pk}/").content.decode()


def test_all_comments_are_listed_page_by_page(
    make_comment: MakeComment, moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serial.moderation.waves.preview_page.PER_PAGE", 4)
    comments = [make_comment(f"Number {n}.") for n in range(6)]
    html = moderator_client.get(f"{SITE}new/?comment={comments[0].pk}&time=on").content.decode()
    query = f"do=hide&time=on&since=2020-01-01T00:00&comment={comments[0].pk}"
    html = moderator_client.get(f"{SITE}new/?{query}").content.decode()
    assert "See all 6" in html and html.count("wave-sample__text") == 5
    html = moderator_client.get(f"{SITE}new/?{query}&page=2").content.decode()
    assert [body in html for body in ("Number 0.", "Number 1.", "Number 2.")] == [True, True, False]


def test_criteria_that_cannot_be_are_refused_in_words(moderator_client: Client) -> None:
    for query, message in (
        ("do=hide", "Choose what these comments have in common."),
        ("do=hide&link=on", "Enter the site that the comments link to."),
        ("do=hide&link=on&host=no+site", "Enter a site such as shop.example."),
        ("do=hide&time=on", "Enter the time of the first of these comments."),
        ("do=hide&time=on&since=never", "Enter a valid date/time."),
        ("do=hide&time=on&since=9999-12-31T23:59", "Enter a valid date/time."),
        ("do=hide&time=on&since=2020-01-01T00:00&until=0001-01-01T00:00", "Enter a valid date"),
        ("do=ban&time=on&since=2026-01-01T00:00", "Select a valid choice."),
    ):
        html = moderator_client.get(f"{SITE}new/?{query}").content.decode()
        assert message in html and "data-decide" not in html, query
    html = moderator_client.get(
        f"{SITE}new/?do=hide&time=on&since=2026-01-01T00:00"
    ).content.decode()
    assert "No comment fits all of this." in html and "by 0 people" not in html
    for query in ("comment=0", "comment=x&story=0", "story=99"):
        expected = 404 if "=0" in query or "99" in query else 200
        assert moderator_client.get(f"{SITE}new/?{query}").status_code == expected


def test_raid_switch_is_switched_on_and_off(
    moderator_client: Client, author_client: Client, story: Story
) -> None:
    moderator_client.post(SITE, {"kind": RaidKind.SLOW, "hours": "2", "where": ""})
    author_client.post(desk(story), {"kind": RaidKind.MEMBERS, "hours": "1"})
    site, own = RaidSwitch.objects.in_force().order_by("pk")
    assert (site.story, own.story) == (None, story)
    page = author_client.get(desk(story)).content.decode()
    assert f'name="off" value="{own.pk}"' in page and "on the whole site" in page
    # The author cannot end what applies to the whole site.
    assert f'name="off" value="{site.pk}"' not in page
    assert author_client.post(desk(story), {"off": site.pk}).status_code == 404
    author_client.post(desk(story), {"off": own.pk})
    moderator_client.post(SITE, {"off": site.pk})
    assert not RaidSwitch.objects.in_force().exists()
    response = moderator_client.post(SITE, {"kind": "x", "hours": "2"}, follow=True)
    assert "Choose what to do, and for how long." in response.content.decode()


def test_nobody_sees_or_changes_what_is_not_theirs(
    offers: list[Comment],
    moderator: User,
    author: User,
    reader_client: Client,
    author_client: Client,
    other_author_client: Client,
    moderator_client: Client,
    make_story: MakeStory,
    make_comment: MakeComment,
    story: Story,
) -> None:
    of_moderator = start(offers, moderator, DecisionKind.HIDE)
    of_author = start(offers, author, DecisionKind.HIDE, story=story)
    other = make_story("Another")
    for client, url, status in (
        (reader_client, f"{SITE}{of_moderator.pk}/", 403),
        (author_client, f"{SITE}{of_moderator.pk}/", 403),
        (other_author_client, f"{desk(story)}{of_author.pk}/", 404),
        (other_author_client, desk(story), 404),
        (author_client, f"{desk(story)}{of_moderator.pk}/", 404),
        (author_client, f"{desk(other)}{of_author.pk}/", 404),
        (author_client, f"{desk(other)}new/?comment={offers[0].pk}", 404),
        (moderator_client, f"{SITE}{of_author.pk}/", 200),
    ):
        assert client.get(url).status_code == status, url
        if status != 200 and "new" not in url:
            assert client.post(url, {"undo": "yes"}).status_code == status, url
    assert not Wave.objects.exclude(undo_asked_at=None).exists()


def test_queries_do_not_grow(
    offers: list[Comment],
    make_comment: MakeComment,
    moderator: User,
    author: User,
    superuser: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(moderator)
    pages = {SITE: 12, f"{SITE}new/?comment={offers[0].pk}": 14, f"{SITE}{{wave}}/": 12}
    for number in range(2):
        for _ in range(1 + 3 * number):
            claimed = make_comment(OFFER.format(f"Owl{_}{number}"), by=author)
            claim(item_for(subject_of(claimed)).pk, superuser)
            wave = start([*offers, claimed], moderator, DecisionKind.HIDE, criteria={})
            run(wave)
            start(offers, author, DecisionKind.HIDE, story=offers[0].story)
        for url, count in pages.items():
            with django_assert_max_num_queries(count):
                assert client.get(url.format(wave=wave.pk)).status_code == 200
