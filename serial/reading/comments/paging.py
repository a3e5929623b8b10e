from django.http import HttpRequest


def page_number(request: HttpRequest, pages: int) -> int:
    """Returns the requested page, or the nearest one that exists."""
    requested = request.GET.get("page", "")
    # Parsing thousands of digits would take long, and no list has that many pages.
    is_number = requested.isascii() and requested.isdecimal() and len(requested) < 9
    return max(1, min(int(requested) if is_number else 1, pages))


def page_count(count: int, per_page: int) -> int:
    return max(1, -(-count // per_page))
