"""The page of the spam score: its figures, the reason why it cannot be switched on, the switch."""

from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import User
from serial.moderation.models import SpamSwitch
from tests.moderation.spam.conftest import UNCERTAIN, MakeSpamModel

PAGE = "/moderation/rules/spam/"
SWITCH = f"{PAGE}switch/"


def read(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return text_of(response.content)


def text_of(html: bytes) -> str:
    return " ".join(unescape(strip_tags(html.decode())).split())


def switch(client: Client, to: str) -> str:
    return text_of(client.post(SWITCH, {"to": to}, follow=True).content)


def test_without_a_training_it_says_what_it_needs(moderator_client: Client) -> None:
    text = read(moderator_client)
    assert "log only" in text and "It needs 50 comments that moderators rejected as spam" in text


def test_figures_and_what_weighs(moderator_client: Client, make_spam_model: MakeSpamModel) -> None:
    make_spam_model()
    text = read(moderator_client)
    for part in (
        "Learned from 1,000 comments that people decided on, 250 of them spam.",
        "100 % 200 of 200 comments that it calls spam are spam",
        "80 % it finds 200 of 250 spam comments",
        "at least 98.1 % (95 % interval)",
        "from a score of 88 %, set for 99 % precision",
        "Towards spam “portfolio”an account less than a day old Against spam “lamp”",
    ):
        assert part in text, part


def test_switching_on_and_off(
    moderator_client: Client, moderator: User, make_spam_model: MakeSpamModel
) -> None:
    make_spam_model()
    text = switch(moderator_client, "on")
    assert "now holds comments of newcomers" in text and "Switch off" in text
    text = switch(moderator_client, "off")
    assert "now only logs" in text and "Switch on" in text
    switches = SpamSwitch.objects.order_by("pk")
    assert [(each.is_on, each.by) for each in switches] == [(True, moderator), (False, moderator)]


def test_an_uncertain_score_cannot_be_switched_on(
    moderator_client: Client, moderator: User, make_spam_model: MakeSpamModel
) -> None:
    former = make_spam_model()
    make_spam_model(UNCERTAIN)
    html = moderator_client.get(PAGE).content.decode()
    assert 'disabled aria-describedby="why-not"' in html
    assert "the true one may be as low as 96.3 %, and 97 % is needed" in read(moderator_client)
    text = switch(moderator_client, "on")
    assert "It was not switched on." in text and not SpamSwitch.objects.exists()
    # Somebody switched it on before this training.
    SpamSwitch.objects.create(is_on=True, spam_model=former, by=moderator)
    text = read(moderator_client)
    assert "on, but only logs" in text and "It only logs now." in text and "Switch off" in text
    assert "Spam score log only" in text_of(moderator_client.get("/moderation/rules/").content)


def test_query_count_does_not_grow(
    moderator_client: Client, moderator: User, make_spam_model: MakeSpamModel
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(moderator_client)
        return len(queries)

    def switch_twice() -> None:
        for is_on in (True, False):
            SpamSwitch.objects.create(is_on=is_on, spam_model=make_spam_model(), by=moderator)

    switch_twice()
    before = count()
    for _n in range(3):
        switch_twice()
    assert count() == before
