from django.http import HttpRequest


def page_number(request: HttpRequest, pages: int) -> int:
    """The page that the address asks for, or the nearest there is."""
    asked = request.GET.get("page", "")
    # More digits than these are no page anyway, and take long to read.
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    return max(1, min(number, pages))


def page_count(count: int, per_page: int) -> int:
    return max(1, -(-count // per_page))
