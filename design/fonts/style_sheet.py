"""Writes static/css/fonts.css."""

from design.fonts.faces import Font
from design.fonts.fallbacks import FALLBACKS, FallbackFace, fallback_family

HEADER = "/* Written by make fonts; see design/fonts/. */"


def font_face(font: Font, script: str, size_adjust: float | None = None) -> str:
    lines = [
        f'font-family: "{font.family}";',
        f"font-style: {font.style};",
        f"font-weight: {font.weight};",
        f"font-display: {font.display};",
        f'src: url("../fonts/{file_name(font, script)}") format("woff2");',
        f"unicode-range: {font.scripts[script]};",
    ]
    if size_adjust is not None:
        lines.append(f"size-adjust: {size_adjust:.2%};")
    return _rule("@font-face", lines)


def file_name(font: Font, script: str) -> str:
    return f"{font.file_name}-{script}.woff2"


def fallback_font_face(face: FallbackFace) -> str:
    sources = ", ".join(f'local("{name}")' for name in face.local_names)
    return _rule(
        "@font-face",
        [
            f'font-family: "{face.family}";',
            f"font-style: {face.style};",
            f"font-weight: {face.weight};",
            f"src: {sources};",
            f"size-adjust: {face.size:.2%};",
            f"ascent-override: {face.ascent:.2%};",
            f"descent-override: {face.descent:.2%};",
            "line-gap-override: 0%;",
        ],
    )


def families() -> str:
    """The families of the book face, for tokens.css: var(--literata), serif."""
    names = ["Literata", *(fallback_family(fallback) for fallback in FALLBACKS)]
    quoted = ", ".join(f'"{name}"' for name in names)
    return _rule(":root", [f"--literata: {quoted};"])


def _rule(selector: str, declarations: list[str]) -> str:
    return "\n".join([f"{selector} {{", *(f"  {line}" for line in declarations), "}"])
