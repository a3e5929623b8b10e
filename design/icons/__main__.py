"""make icons: writes static/icons/sprite.svg and the licence of its icons."""

from pathlib import Path

from design.icons.sprite import build_sprite

ROOT = Path(__file__).resolve().parents[2]
LUCIDE = ROOT / "node_modules" / "lucide-static"
OUTPUT = ROOT / "static" / "icons"


def main() -> None:
    sprite = build_sprite(LUCIDE / "icons")
    (OUTPUT / "sprite.svg").write_text(sprite, encoding="utf-8")
    (OUTPUT / "lucide-license.txt").write_bytes((LUCIDE / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
