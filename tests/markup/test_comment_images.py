"""Comments show an image as a link."""

from serial.markup.rendering import Options, render
from tests.cases import each_case

LINK = '<a href="https://a.example/b.png" rel="nofollow ugc noopener">'


def html_of(source: str) -> str:
    return render(source, Options(is_comment=True, trusted=False)).html


@each_case(
    ("typed", "html"),
    [
        ("See ![a *map*](https://a.example/b.png)!", f"<p>See {LINK}a <em>map</em></a>!</p>"),
        ("![](https://a.example/b.png)", f"<p>{LINK}https://a.example/b.png</a></p>"),
        ("![x][1]\n\n[1]: https://a.example/b.png", f"<p>{LINK}x</a></p>"),
        ("![x](javascript:y)", "<p>x</p>"),
        ("![x", "<p>![x</p>"),
    ],
)
def test_image_is_a_link_with_its_alternative_text(typed: str, html: str) -> None:
    assert html_of(typed) == html


def test_image_in_a_link_is_its_text() -> None:
    assert html_of("[![x](/c.png) y](https://a.example/b.png)") == f"<p>{LINK}x y</a></p>"


def test_link_in_an_image_stays_the_link() -> None:
    assert html_of("![x [y](https://a.example/b.png)](/c.png)") == f"<p>x {LINK}y</a></p>"
