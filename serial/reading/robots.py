"""robots.txt (RFC 9309): what crawlers are asked to leave alone."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from serial.chapters.totals import refresh_due_totals
from serial.stories.models import Story
from serial.web.crawlers import is_closed_to_ai, is_closed_to_search

# User agents of crawlers that collect text or pictures to train models, or sell them for that, and
# of PerplexityBot, whose index feeds the answers of models. Without those that fetch a page for a
# person who asks for it. Read on 26 November 2026 in robots.json of
# https://github.com/ai-robots-txt/ai.robots.txt (commit 0037a9e), by their function there.
AI_CRAWLERS = (
    *("AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Brightbot"),
    *("Bytespider", "CCBot", "ChatGLM-Spider", "ClaudeBot", "CloudVertexBot", "cohere-ai"),
    *("cohere-training-data-crawler", "Cotoyogi", "DeepSeekBot", "Diffbot", "FacebookBot"),
    *("Factset_spyderbot", "FriendlyCrawler", "Google-CloudVertexBot", "Google-Extended", "GPTBot"),
    *("ICC-Crawler", "img2dataset", "laion-huggingface-processor", "LAIONDownloader"),
    *("meta-externalagent", "omgili", "omgilibot", "PanguBot", "PerplexityBot", "SBIntuitionsBot"),
    *("TikTokSpider", "Timpibot", "VelenPublicWebCrawler", "Webzio-Extended", "YandexAdditional"),
    *("YandexAdditionalBot", "YouBot"),
)
DISALLOWED_PATHS = ("/desk/", "/admin/", "/accounts/")
# Crawlers stop reading a robots.txt that is too long.
MAX_ALLOWED_STORIES = 1_000


def show_robots(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    groups = filter(None, (_sitemap(), _all_crawlers(), _ai_crawlers()))
    text = "\n\n".join("\n".join(lines) for lines in map(list, groups)) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _sitemap() -> list[str]:
    if is_closed_to_search(opts_out=False):
        return []
    return [f"Sitemap: {settings.SITE_URL}{reverse('sitemaps')}"]


def _all_crawlers() -> list[str]:
    """Allows search engines to read the pages that they should not list.

    Such a page says "noindex", and they must read it to see that. They would list a page that they
    may not read without its text: "Block Search indexing with noindex", Google Search Central.
    """
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED_PATHS)]
    if is_closed_to_search(opts_out=False):
        lines.insert(0, "# Search engines are asked to list nothing: every page says noindex.")
    return lines


def _ai_crawlers() -> list[str]:
    if not is_closed_to_ai(opts_out=True):
        return []
    return [*(f"User-agent: {name}" for name in AI_CRAWLERS), *_allowed_stories(), "Disallow: /"]


def _allowed_stories() -> Iterator[str]:
    stories = Story.objects.listed_for(AnonymousUser()).open_to_ai()
    for story in stories.order_by("pk")[:MAX_ALLOWED_STORIES]:
        yield f"Allow: {story.get_absolute_url()}"
        yield f"Allow: /read/{story.get_absolute_url().removeprefix('/stories/')}"
