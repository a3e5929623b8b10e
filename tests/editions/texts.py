"""Texts for editions: everything that the markup knows, and lines that want to break a file."""

HOSTILE_LINES = (
    'A "quoted" <b>title</b> & more',
    "]]> <!-- --> <?php ?> <!DOCTYPE x> &amp; &nope; %s {{ x }}",
    "\u202eright to left override\u202c \u2066isolate\u2069 \u200f\u200e",
    "control \x01\x08\x0b\x0c\x1f\x7f\x85 characters \ufffe\uffff",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 emoji \U0001f600",
    "ا" * 50 + " " + "字" * 50,
    "W" * 300,
    '#set page(fill: red) $x$ #import "x" @ref *a* _b_ `c` \\ = <label> // /* */',
)

EVERYTHING = """
## A heading

Some *italic*, **bold**, ~~struck~~, <u>underlined</u>, <small>small</small>, <mark>marked</mark>,
H<sub>2</sub>O, x<sup>2</sup>, `code`, <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>,
<bdo>none</bdo>, <bdo dir="rtl">rtl</bdo>, <bdi>b</bdi>, <q>quoted</q>,
<abbr title="a &quot; b">ab</abbr>,
<dfn>d</dfn>, <kbd>k</kbd>, <samp>s</samp>, <var>v</var>, <cite>c</cite>, <ins>i</ins>,
<span lang="fr">mot</span>, <span lang="zh-hant">字</span>, a<wbr>b.[^1] Again.[^1] Other.[^long]

A [link](https://example.org/?a=1&b=2 "a > b < c"), [mail](mailto:a@example.org),
[odd](http://a|b/),
[odd](http://[x/), [odd](//), [odd](http://), [odd](https://e.org/%zz#a#b), [query](?x=1),
[#](#nope),
[spaces](<https://e.org/a b>), [idn](https://münchen.example/ü), [port](http://e.org:99999999/).

![Alt > "x" & y](/media/a.png "A title") ![](/media/a.png)

![lost](/media/images/lost.png)

---

::: spoiler A label & more
Hidden.

- one
- two
:::

::: letter
Dear,
:::

::: chat
A: B
:::

::: box
Boxed.
:::

::: center
Centred.
:::

::: right
Right.
:::

::: warning
Beware.
:::

<details open><summary>Summary</summary>Text</details>

| a | b |
|:--|--:|
| 1 | 2 |

<table><caption>Cap</caption><colgroup span="2"></colgroup>
<tr><th colspan="2">x</th></tr><tr><td rowspan="9">1</td><td>2</td></tr></table>

3. three
4. four

<ol start="5"><li value="9">nine</li></ol>

<dl><dt>term</dt><dd>meaning</dd></dl>

> quoted
>
> > twice

<figure><p>x</p><figcaption>c</figcaption></figure>

<figure><figcaption>only a caption</figcaption></figure>

```
code & <b> ]]>
```

    indented

#### Deep heading

###### Deeper heading

<div align="center">centred</div>

line<br>break

[^1]: The *note*.

[^long]: First paragraph.

    Second paragraph.
"""
