"""make icons: writes the sprites of static/icons/ and the licence of their icons."""

from pathlib import Path

from design.icons.sprite import build_sprites

ROOT = Path(__file__).resolve().parents[2]
LUCIDE = ROOT / "node_modules" / "lucide-static"
STATIC = ROOT / "static"
OUTPUT = STATIC / "icons"


def main() -> None:
    for file, sprite in build_sprites(LUCIDE / "icons").items():
        (STATIC / file).write_text(sprite, encoding="utf-8")
    (OUTPUT / "lucide-license.txt").write_bytes((LUCIDE / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
