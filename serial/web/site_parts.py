"""Parts of pages that show nothing but texts and URLs of the site, such as the links of the footer.

They are rendered once for each language: its eight links take 0.3 ms of each page otherwise, more
than its text.
"""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from serial.web.page_cache import get_or_make

register = template.Library()


@register.simple_tag
def site_part(template_name: str) -> SafeString:
    """Renders a template that uses nothing of the page, for {% site_part "layout/_x.html" %}."""
    name = f"site-part:{template_name.removesuffix('.html')}"
    return SafeString(get_or_make(name, (), lambda: render_to_string(template_name), len))
