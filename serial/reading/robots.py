from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from serial.chapters.totals import refresh_due_totals
from serial.stories.models import Story

# User agents of crawlers that collect text to train models.
AI_CRAWLERS = (
    *("AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot"),
    *("ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "FacebookBot"),
    *("Google-Extended", "GPTBot", "ICC-Crawler", "img2dataset", "Meta-ExternalAgent"),
    *("omgili", "omgilibot", "PanguBot", "PerplexityBot", "Timpibot", "Webzio-Extended"),
)
DISALLOWED_PATHS = ("/desk/", "/admin/", "/accounts/")
# Crawlers stop reading a robots.txt that is too long.
MAX_ALLOWED_STORIES = 1_000


def show_robots(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    return HttpResponse("\n".join(_lines()) + "\n", content_type="text/plain; charset=utf-8")


def _lines() -> Iterator[str]:
    yield f"Sitemap: {settings.SITE_URL}{reverse('sitemaps')}"
    yield ""
    yield "User-agent: *"
    for path in DISALLOWED_PATHS:
        yield f"Disallow: {path}"
    yield ""
    for name in AI_CRAWLERS:
        yield f"User-agent: {name}"
    # AI crawlers may read only the stories whose authors allow it.
    allowed = Story.objects.listed_for(AnonymousUser()).filter(opts_out_of_ai_training=False)
    for story in allowed.order_by("pk")[:MAX_ALLOWED_STORIES]:
        yield f"Allow: {story.get_absolute_url()}"
        yield f"Allow: /read/{story.get_absolute_url().removeprefix('/stories/')}"
    yield "Disallow: /"
