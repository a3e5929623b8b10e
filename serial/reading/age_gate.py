"""The page that asks for consent before a mature or explicit story opens.

It needs no cookie and no script: the consent is part of the URL, so that a cache can tell the
age gate from the story's page.
"""

from django.http import HttpRequest, HttpResponse

from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.stories.adult_stories import opens_without_asking
from serial.stories.cover_links import link_cover
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story

CONSENT_QUERY = "?mature=yes"


def consent_query(request: HttpRequest) -> str:
    """Returns "?mature=yes" if the visitor has consented, else "".

    Links to other pages of the story end with it, so that the visitor is asked only once.
    """
    return CONSENT_QUERY if request.GET.get("mature") == "yes" else ""


def needs_consent(request: HttpRequest, story: Story) -> bool:
    return not consent_query(request) and not opens_without_asking(request.user, story)


def show_age_gate(request: HttpRequest, story: Story) -> HttpResponse:
    # The chapter page loads only some of the story's fields. The age gate needs all of them.
    story = Story.objects.get(pk=story.pk)
    credits = load_credit_lines(story.pk)
    # The drawn cover, even if the author has a picture: the picture is for adults, too.
    cover = link_cover("", "", story.drawn_cover)
    context = {"story": story, "credits": credits, "cover": cover, "consent": CONSENT_QUERY}
    context["robots"] = robots_directives(story)
    values = (
        *(story.title, story.language, story.rating, story.warnings, story.content_notes),
        story.smart_punctuation,
        *(credits, cover, robots_directives(story)),
    )
    response = render_page(request, "reading/age_gate.html", context, values)
    return set_crawler_headers(response, story)
