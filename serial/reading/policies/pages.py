"""The site's own pages, their earlier versions, and what changed from one to another."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from serial.chapters.comparing.diffing import DiffParagraph, diff_texts
from serial.markup.plain_text import plain_text
from serial.moderation.models import Rule
from serial.params import MAX_ID, parse_id
from serial.policies.documents import RULES, Document
from serial.policies.models import PolicyVersion
from serial.policies.models.policy_version import PolicyVersionQuerySet
from serial.policies.page import policy_page, row_of, version_page
from serial.reading.responses import render_page


def show_policy(request: HttpRequest, document: Document) -> HttpResponse:
    """The content rules end with the rules that moderators decide by."""
    page = policy_page(document)
    rules = _site_rules() if document == RULES else ()
    context = {**page.context, "site_rules": rules}
    return render_page(request, "reading/policies/policy.html", context, (*page.values, rules))


class SiteRule(NamedTuple):
    number: int
    title: str
    text: str


def _site_rules() -> tuple[SiteRule, ...]:
    rules = Rule.objects.in_force().order_by("number")
    return tuple(SiteRule(*row) for row in rules.values_list("number", "title", "text"))


def list_versions(request: HttpRequest, document: Document) -> HttpResponse:
    versions = [row_of(version) for version in _published(document).defer("body", "body_html")]
    context = {"document": document, "versions": versions}
    values = (document.key, versions)
    return render_page(request, "reading/policies/versions.html", context, values)


def show_version(request: HttpRequest, document: Document, number: int) -> HttpResponse:
    version = get_object_or_404(_published(document), number=number)
    page = version_page(document, version, _current_number(document))
    return render_page(request, "reading/policies/policy.html", page.context, page.values)


def show_changes(request: HttpRequest, document: Document, number: int) -> HttpResponse:
    """Compares a version with the one before it, or with the one that `since` names."""
    since = parse_id(request.GET["since"]) if "since" in request.GET else number - 1
    # Of two numbers in a list, Django does not check that the database takes them.
    if since is None or not since < number <= MAX_ID:
        raise Http404
    texts = dict(
        _published(document).filter(number__in=[since, number]).values_list("number", "body_html")
    )
    if len(texts) < 2:
        raise Http404
    context = {
        "document": document,
        "since": since,
        "number": number,
        "paragraphs": lambda: _compare(texts[since], texts[number]),
    }
    values = (document.key, since, number, texts[since], texts[number])
    return render_page(request, "reading/policies/changes.html", context, values)


def _compare(old_html: str, new_html: str) -> list[DiffParagraph]:
    """Compares what people read, without Markdown. Empty if only links or formatting changed."""
    paragraphs = diff_texts(plain_text(old_html), plain_text(new_html))
    return paragraphs if any(paragraph.is_changed for paragraph in paragraphs) else []


def _published(document: Document) -> PolicyVersionQuerySet:
    return PolicyVersion.objects.of(document).published()


def _current_number(document: Document) -> int | None:
    return _published(document).values_list("number", flat=True).first()
