"""A document as bytes: between processes, and stored until its chapters are made."""

import json
import zlib
from dataclasses import asdict, astuple
from typing import Any

from serial.manuscripts.counting import Counts
from serial.manuscripts.documents import Block, Comment, Document, Post, ReaderComment, Remark, Role


def dump_document(document: Document) -> bytes:
    values: dict[str, Any] = {
        "format": document.format,
        "blocks": [_block_values(block) for block in document.blocks],
        "notes": document.notes,
        "style_sheet": document.style_sheet,
        "title": document.title,
        "summary": document.summary,
        "rating": document.rating,
        "status": document.status,
        "warnings": document.warnings,
        "tags": document.tags,
        "cover": document.cover,
        "pictures": document.pictures,
        "digests": document.digests,
        "comments": [asdict(comment) for comment in document.comments],
        "old_urls": document.old_urls,
        "posts": {key: asdict(post) for key, post in document.posts.items()},
        "authors": document.authors,
        "counts": astuple(document.counts),
        "remarks": document.remarks,
        "names": document.names,
    }
    return zlib.compress(json.dumps(values, ensure_ascii=False).encode(), level=3)


def load_document(data: bytes) -> Document:
    values = json.loads(zlib.decompress(data))
    return Document(
        format=values["format"],
        blocks=[_block(each) for each in values["blocks"]],
        notes={int(key): html for key, html in values["notes"].items()},
        style_sheet=values["style_sheet"],
        title=values["title"],
        summary=values["summary"],
        rating=values.get("rating", ""),
        status=values.get("status", ""),
        warnings=values.get("warnings", []),
        tags=[(kind, name) for kind, name in values["tags"]],
        cover=values["cover"],
        pictures=values["pictures"],
        digests=values.get("digests", {}),
        comments=[Comment(**each) for each in values["comments"]],
        old_urls=values.get("old_urls", []),
        posts={key: _post(each) for key, each in values.get("posts", {}).items()},
        authors=values.get("authors", []),
        counts=Counts(*values["counts"]),
        remarks={Remark(name): count for name, count in values["remarks"].items()},
        names={Remark(name): names for name, names in values["names"].items()},
    )


def _block_values(block: Block) -> list[object]:
    return [
        *(block.html, block.text, block.words, block.level, block.align, block.role),
        *(block.begins_page, block.file, block.notes, block.post),
    ]


def _block(values: list[Any]) -> Block:
    html, text, words, level, align, role, begins_page, file, notes, *post = values
    return Block(
        html, text, words, level, align, Role(role), begins_page, file, tuple(notes), *post
    )


def _post(values: dict[str, Any]) -> Post:
    comments = [ReaderComment(**each) for each in values["comments"]]
    return Post(old_urls=values.get("old_urls", []), comments=comments)
