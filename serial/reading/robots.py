from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from serial.chapters.totals import refresh_due_totals
from serial.stories.models import Story

# Crawlers that gather text to train models on, by the names they give themselves.
AI_CRAWLERS = (
    *("AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot"),
    *("ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "FacebookBot"),
    *("Google-Extended", "GPTBot", "ICC-Crawler", "img2dataset", "Meta-ExternalAgent"),
    *("omgili", "omgilibot", "PanguBot", "PerplexityBot", "Timpibot", "Webzio-Extended"),
)
PRIVATE = ("/desk/", "/admin/", "/accounts/")
# A file of rules has to stay one that crawlers read to its end.
MAX_ALLOWED = 1_000


def show_robots(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    return HttpResponse("\n".join(_lines()) + "\n", content_type="text/plain; charset=utf-8")


def _lines() -> Iterator[str]:
    yield f"Sitemap: {settings.SITE_URL}{reverse('sitemaps')}"
    yield ""
    yield "User-agent: *"
    for path in PRIVATE:
        yield f"Disallow: {path}"
    yield ""
    for name in AI_CRAWLERS:
        yield f"User-agent: {name}"
    # Refused is what a story says unless its author says otherwise.
    willing = Story.objects.listed_for(AnonymousUser()).filter(opts_out_of_ai_training=False)
    for story in willing.order_by("pk")[:MAX_ALLOWED]:
        yield f"Allow: {story.get_absolute_url()}"
        yield f"Allow: /read/{story.get_absolute_url().removeprefix('/stories/')}"
    yield "Disallow: /"
