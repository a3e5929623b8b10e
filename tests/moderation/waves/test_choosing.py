"""What a preview finds: comments that share all criteria, without people in good standing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.waves import choosing
from serial.moderation.waves.choosing import Selection, choose
from serial.moderation.waves.criteria import Criteria
from serial.moderation.waves.likeness import Example
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory

HIDE = DecisionKind.HIDE
OFFER = "I draw portraits of your heroes for a small price, write to me on {place} today."


def bodies(selection: Selection) -> list[str]:
    texts = dict(Comment.objects.values_list("pk", "body"))
    return [texts[found.pk] for found in selection.chosen]


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("The lamp went out at five today.", "The lamp went out at five today.", 100),
        ("THE LÁMP went  out, at 5 today!", "the lamp went out at 7 today", 100),
        # 6 of 7 words and 5 of 6 pairs of each are in the other.
        ("the old lamp went out at nine", "the old lamp went out at noon", round(100 * 11 / 13)),
        ("the lamp went out at nine", "I liked how you wrote Anna", 0),
        # Too short to tell.
        ("Thank you so much!", "Thank you so much!", 0),
        ("", "The lamp went out at five today.", 0),
    ],
)
def test_likeness_is_the_share_of_words_and_pairs(one: str, other: str, percent: int) -> None:
    assert Example(one).percent_alike(other) == percent
    assert Example(other).percent_alike(one) == percent


def test_comments_like_a_text_from_most_to_least_alike(make_comment: MakeComment) -> None:
    example = make_comment(OFFER.format(place="Bird"))
    same = make_comment(OFFER.format(place="bird"))
    similar = make_comment(OFFER.format(place="Fish") + " Thank you!")
    make_comment("I liked how Anna kept the lamp burning through the night.")
    criteria = Criteria(example=example.pk, likeness=60)
    selection = choose(criteria, HIDE)
    assert [found.pk for found in selection.chosen] == [same.pk, example.pk, similar.pk]
    assert [found.likeness >= 95 for found in selection.chosen] == [True, True, False]
    assert len(choose(Criteria(example=example.pk, likeness=100), HIDE).chosen) == 2


def test_all_criteria_have_to_apply(
    make_comment: MakeComment, reader: User, author: User, other_author: User
) -> None:
    link = "See https://cards.shop.example/now for more."
    by_reader, by_guest = make_comment(link), make_comment(link, by=None)
    other = make_comment("See https://notshop.example.com for shop.example, they say.")
    old = make_comment(f"{link} Old.", by=other_author)
    Comment.objects.filter(pk=old.pk).update(posted_at=timezone.now() - timedelta(hours=5))
    hour_ago = timezone.now() - timedelta(hours=1)
    for criteria, expected in (
        (Criteria(host="shop.example"), {by_reader, by_guest, old}),
        (Criteria(host="shop.example", since=hour_ago), {by_reader, by_guest}),
        (Criteria(host="shop.example", until=hour_ago), {old}),
        (Criteria(member=reader.pk), {by_reader, other}),
        (Criteria(ip_hash=by_guest.ip_hash_id), {by_guest}),
        (Criteria(host="shop.example", member=reader.pk), {by_reader}),
        (Criteria(host="shop.example", story=0), set()),
        # Nothing in common: everything would be taken.
        (Criteria(), set()),
    ):
        found = {each.pk for each in choose(criteria, HIDE).chosen}
        assert found == {comment.pk for comment in expected}, criteria


def test_each_kind_takes_the_states_it_is_for(make_comment: MakeComment) -> None:
    comments = {state: make_comment(f"Is {state}.") for state in State if state != State.ERASED}
    for state, comment in comments.items():
        Comment.objects.filter(pk=comment.pk).update(state=state)
    criteria = Criteria(since=timezone.now() - timedelta(hours=1))
    for kind, states in (
        (DecisionKind.REJECT, {State.PUBLISHED, State.HELD}),
        (DecisionKind.HIDE, {State.PUBLISHED, State.HELD}),
        (DecisionKind.HOLD, {State.PUBLISHED}),
        (DecisionKind.APPROVE, {State.HELD}),
    ):
        assert {found.state for found in choose(criteria, kind).chosen} == states


def test_people_in_good_standing_are_left_out_and_counted(
    make_comment: MakeComment, established_reader: User, other_author: User, author: User
) -> None:
    """Three published comments besides those in the wave, and an account that is old enough."""
    joined = timezone.now() - timedelta(days=30)
    User.objects.filter(pk=other_author.pk).update(date_joined=joined)
    for number in range(3):
        earlier = make_comment(f"Number {number}.")
        Comment.objects.filter(pk=earlier.pk).update(posted_at=joined)
    quoted = make_comment("They wrote “buy our lamps now” to me.")
    # Enough published comments, all of them in the wave.
    for number in range(3):
        make_comment(f"Buy our lamps now, {number}.", by=other_author)
    by_author = make_comment("Do not buy our lamps.", by=author)
    criteria = Criteria(since=timezone.now() - timedelta(hours=1))
    selection = choose(criteria, HIDE)
    assert {found.user for found in selection.chosen} == {other_author.pk}
    assert {found.pk for found in selection.left_out} == {quoted.pk, by_author.pk}
    assert (selection.people, selection.people_left_out, selection.new_people) == (1, 2, 1)
    everyone = choose(Criteria(since=criteria.since, with_good_standing=True), HIDE)
    assert len(everyone.chosen) == 5 and not everyone.left_out and everyone.new_people == 1


def test_samples_reach_to_the_end_and_show_who_is_left_out(
    make_comment: MakeComment, author: User
) -> None:
    example = make_comment(OFFER.format(place="here"))
    for number in range(5):
        make_comment(OFFER.format(place="there") + " More." * number)
    quote = make_comment(f"Look: {OFFER} What is that about, I wonder?", by=author)
    selection = choose(Criteria(example=example.pk, likeness=40), HIDE)
    samples = selection.samples()
    assert len(samples) == choosing.SAMPLES
    assert samples[0].pk == example.pk and samples[-1].pk == quote.pk


def test_only_the_newest_are_looked_at(
    make_comment: MakeComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MAX_READ", 2)
    for number in range(3):
        make_comment(f"Number {number}.")
    criteria = Criteria(since=timezone.now() - timedelta(hours=1))
    selection = choose(criteria, HIDE)
    assert selection.is_cut and bodies(selection) == ["Number 2.", "Number 1."]
    monkeypatch.setattr(choosing, "MAX_READ", 3)
    assert not choose(criteria, HIDE).is_cut


def test_author_gets_only_comments_on_their_story(
    make_story: MakeStory, make_chapter: MakeChapter, make_comment: MakeComment, story: Story
) -> None:
    here = make_comment("Here.")
    make_comment("There.", chapter=make_chapter(story=make_story("Another")))
    criteria = Criteria(since=timezone.now() - timedelta(hours=1))
    assert [found.pk for found in choose(criteria, HIDE, story).chosen] == [here.pk]


def test_criteria_survive_being_stored() -> None:
    criteria = Criteria(example=3, likeness=60, since=timezone.now(), host="shop.example")
    assert Criteria.from_json(criteria.to_json()) == criteria
