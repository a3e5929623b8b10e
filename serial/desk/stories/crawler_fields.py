"""What an author can ask of crawlers: what the site's settings leave to the authors."""

from django.conf import settings
from django.utils.functional import Promise

from serial.web import crawlers


def crawler_fields() -> list[str]:
    settings_by_field = {
        "opts_out_of_search": settings.SEARCH_ENGINES,
        "opts_out_of_ai_training": settings.AI_CRAWLERS,
    }
    return [name for name, value in settings_by_field.items() if value == crawlers.AUTHOR]


def crawler_note() -> str:
    """Returns what the site decides itself, and that all of it is a request."""
    sentences: list[Promise] = []
    if settings.SEARCH_ENGINES != crawlers.AUTHOR:
        sentences.append(crawlers.search_policy())
    if settings.AI_CRAWLERS != crawlers.AUTHOR:
        sentences.append(crawlers.ai_policy())
    return " ".join(map(str, [*sentences, crawlers.REQUEST_NOTE]))
