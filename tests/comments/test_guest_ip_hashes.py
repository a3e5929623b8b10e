"""Guests are recognised by the hash of their IP address; an unknown address is accepted."""

import pytest
from django.test import Client
from pytest_django import Settings

from serial.chapters.models import Chapter
from serial.comments.models import Comment, GuestIpHash, Kudos
from serial.comments.rate_limits import MINUTES, TRUSTED_LIMITS
from tests.comments.sending import comments_url, send

SAME = {
    "the same IPv4": ("192.0.2.1", "192.0.2.1"),
    "IPv4 mapped to IPv6": ("192.0.2.1", "::ffff:192.0.2.1"),
    "the same IPv6 network": ("2001:db8:1:2::1", "2001:db8:1:2:ffff:eeee:dddd:cccc"),
}
OTHER = {
    "another IPv4": ("192.0.2.1", "192.0.2.2"),
    "two IPv4 mapped to IPv6": ("::ffff:192.0.2.1", "::ffff:198.51.100.7"),
    "another IPv6 network": ("2001:db8:1:2::1", "2001:db8:1:3::1"),
}


def send_from_both(chapter: Chapter, pair: tuple[str, str]) -> None:
    for ip in pair:
        assert send(Client(REMOTE_ADDR=ip), chapter, f"From {ip}.").status_code == 302


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_same_guest_has_one_ip_hash(pair: tuple[str, str], chapter: Chapter) -> None:
    send_from_both(chapter, pair)
    assert (Comment.objects.count(), GuestIpHash.objects.count()) == (2, 1)


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_different_guests_have_two_ip_hashes(pair: tuple[str, str], chapter: Chapter) -> None:
    send_from_both(chapter, pair)
    assert (Comment.objects.count(), GuestIpHash.objects.count()) == (2, 2)


def test_only_a_keyed_hash_is_stored(chapter: Chapter, settings: Settings) -> None:
    send(Client(REMOTE_ADDR="192.0.2.1"), chapter)
    settings.SECRET_KEY = "another" * 10
    send(Client(REMOTE_ADDR="192.0.2.1"), chapter)
    hashes = list(GuestIpHash.objects.values_list("hash", flat=True))
    assert len(set(hashes)) == 2 and all(len(hash) == 64 for hash in hashes)
    assert "192" not in {hash[:3] for hash in hashes}


@pytest.mark.parametrize("ip", ["", "unix:", "not an address"])
def test_comment_and_kudos_without_ip_address_are_accepted(ip: str, chapter: Chapter) -> None:
    client = Client(REMOTE_ADDR=ip)
    assert send(client, chapter).status_code == 302
    kudos = f"{comments_url(chapter)}kudos/"
    for given, count in (("yes", 1), ("yes", 1), ("no", 0)):
        assert client.post(kudos, {"given": given}).status_code == 302
        assert Kudos.objects.count() == count


def test_guests_without_ip_address_have_a_higher_rate_limit(chapter: Chapter) -> None:
    for number in range(8):
        assert send(Client(REMOTE_ADDR=""), chapter, f"Number {number}.").status_code == 302
    assert TRUSTED_LIMITS[MINUTES] > 8


def test_forwarded_ip_counts_only_from_trusted_proxies(
    chapter: Chapter, settings: Settings
) -> None:
    forwarded = {"x-forwarded-for": "203.0.113.5"}
    for trusted in (0, 1):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
        for proxy in ("192.0.2.1", "192.0.2.2"):
            send(Client(REMOTE_ADDR=proxy, headers=forwarded), chapter, f"By {proxy}.")
    assert GuestIpHash.objects.count() == 3
