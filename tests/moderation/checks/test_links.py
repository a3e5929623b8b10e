"""Comments are held for their links: how many, where they lead, and what they say."""

import time

import pytest
from django.test import override_settings

from accounts.models import User
from serial.moderation.check_settings.content import Content, Limits, Links
from serial.moderation.checks.links.finding import (
    find_domains,
    find_links,
    is_listed,
    misleading_link_text,
)
from tests.cases import each_case
from tests.comments.conftest import MakeComment
from tests.moderation.checks.conftest import Apply
from tests.rolling_back import try_each


@each_case(
    "body, domains",
    [
        ("See http://Example.org/x.", ["example.org"]),
        ("www.example.org and https://a.example", ["example.org", "a.example"]),
        ("[this](/there) [that](https://b.example/c)", ["", "b.example"]),
        ("[x](<https://b.example/c>)", ["b.example"]),
        ("https://xn--bcher-kva.example", ["bücher.example"]),
        ("https://user:x@:80/ https://1.2", ["", "1.2"]),
        ("No links. None.", []),
    ],
)
def test_links_are_found(body: str, domains: list[str]) -> None:
    links = find_links(body)
    assert {link.domain for link in links} == set(domains)
    assert all(0 <= link.start < link.end <= len(body) for link in links)


@each_case(
    "body, listed, is_found",
    [
        ("See spam.example now", "spam.example", True),
        ("See shop.SPAM.example/x", "spam.example", True),
        ("https://user@spam.example/", "spam.example", False),
        ("notspam.example", "spam.example", False),
        ("https://bücher.example", "bücher.example", True),
        ("me@spam.example", "spam.example", False),
    ],
)
def test_listed_domain_is_found_with_and_without_a_scheme(
    body: str, listed: str, is_found: bool
) -> None:
    domains = [link.domain for link in find_domains(body)]
    assert any(is_listed(domain, frozenset({listed})) for domain in domains) == is_found


@each_case(
    "href, text, is_misleading",
    [
        ("https://evil.example/", "bank.example", True),
        ("https://evil.example/", "https://bank.example/login", True),
        ("https://evil.example/bank.example", "see <em>bank.example</em>", True),
        ("https://bank.example.evil.example/", "bank.example", True),
        ("/read/", "bank.example", True),
        ("https://www.bank.example/", "bank.example", False),
        ("https://bank.example/a", "www.bank.example/b", False),
        ("https://blog.bank.example/", "bank.example", False),
        ("https://evil.example/", "this chapter", False),
        ("https://evil.example/", "Ch. 3", False),
    ],
)
def test_link_text_that_names_another_address_is_found(
    href: str, text: str, is_misleading: bool
) -> None:
    html = f'<p>Hm <a href="{href}" rel="nofollow">{text}</a> <a href="/">b</a></p>'
    assert (misleading_link_text(html) is not None) == is_misleading


HOSTILE = ("a.", "a-", "](", "https://", "www.", "<a href=x>", "xn--.", "a" * 70, "[a](b)")


@each_case("unit", HOSTILE)
def test_hostile_links_take_little_time(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    start = time.process_time()
    find_links(text), find_domains(text), misleading_link_text(text)
    assert time.process_time() - start < 0.5


@pytest.fixture
def trusted_reader(established_reader: User, make_comment: MakeComment) -> User:
    for number in range(3):
        make_comment(f"Number {number}.")
    return established_reader


LISTED = Links(max_links=2, blocked_domains=("spam.example",), trusted_domains=("good.example",))


@try_each(
    "body, codes",
    [
        ("https://a.example and www.b.example", []),
        ("https://a.example www.b.example [c](/d)", ["many-links"]),
        ("https://a.example www.b.example https://x.good.example https://our.example", []),
        ("Come to spam.example", ["listed-domain"]),
        ("[a.example](https://b.example)", ["link-text"]),
    ],
)
@override_settings(SITE_HOST="our.example")
def test_links_of_people_who_are_no_newcomers(
    body: str,
    codes: list[str],
    apply_settings: Apply,
    trusted_reader: User,
    make_comment: MakeComment,
) -> None:
    apply_settings(Content(limits=Limits(links=LISTED)))
    comment = make_comment(body)
    assert list(comment.findings.values_list("code", flat=True)) == codes
    assert comment.is_published() != bool(codes)


def test_newcomer_may_link_to_trusted_domains_or_anywhere_if_the_limit_is_off(
    apply_settings: Apply, make_comment: MakeComment, author: User
) -> None:
    apply_settings(Content(limits=Limits(links=LISTED)))
    assert make_comment("https://good.example/a").is_published()
    assert not make_comment("https://other.example/a").is_published()
    assert make_comment("https://other.example/a spam.example", by=author).is_published()
    apply_settings(Content(limits=Limits(links=Links(is_on=False))))
    assert make_comment("https://other.example/b").is_published()
