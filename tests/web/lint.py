"""What every page must keep to so that anybody can use it: a lint without a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.web.seat import IN_LABEL, Attributes, Page, Reader

_UNLABELLED = frozenset({"hidden", "submit"})


def faults(page: Page) -> list[str]:
    """Everything that stands in the way of a reader, a keyboard or the content policy."""
    read = page.read
    return [*_document(page, read), *_ids(read), *_inputs(read), *_policy(read)]


def _document(page: Page, read: Reader) -> Iterator[str]:
    tags = Counter(tag for tag, _ in read.elements)
    if tags["h1"] != 1:
        yield f"{tags['h1']} h1"
    if tags["main"] != 1 or tags["title"] != 1:
        yield "one main and one title"
    if not any(tag == "html" and given.get("lang") in ("lv", "en") for tag, given in read.elements):
        yield "no language"
    if "None" in read.text or "Undefined" in read.text or "{{" in page.html or "<caseflow" in page.html:
        yield "the page shows a value of Python"
    if "*de minimis*" in read.text:
        yield "a mark that is meant for letters"
    if tags["caption"] != sum(tag == "table" and given.get("class") != "inner" for tag, given in read.elements):
        yield "a table without a caption"
    for tag, given in read.elements:
        if tag == "img" and "alt" not in given:
            yield "an image without a text"
        if tag == "th" and "scope" not in given:
            yield "a heading of a table without scope"
        if tag == "a" and not given.get("href"):
            yield "a link to nowhere"


def _ids(read: Reader) -> Iterator[str]:
    ids = [given["id"] for _, given in read.elements if "id" in given]
    yield from (f"id {id} is there {n} times" for id, n in Counter(ids).items() if n > 1)
    for tag, given in read.elements:
        wanted = [*given.get("aria-describedby", "").split(), *given.get("aria-labelledby", "").split()]
        wanted += [given["for"]] if tag == "label" and "for" in given else []
        if tag == "a" and given.get("href", "").startswith("#"):
            wanted.append(given["href"][1:])
        yield from (f"{tag} points to id {id}, which is not there" for id in wanted if id not in ids)


def _inputs(read: Reader) -> Iterator[str]:
    labelled = {given["for"] for tag, given in read.elements if tag == "label" and "for" in given}
    for tag, given in read.elements:
        if tag in ("select", "textarea") or (tag == "input" and _needs_label(given)):
            if given.get("id") not in labelled:
                yield f"{tag} {given.get('name')} has no label"
        elif tag == "input" and given.get("type") in ("radio", "checkbox") and IN_LABEL not in given:
            yield f"{given.get('name')} stands outside of a label"


def _needs_label(given: Attributes) -> bool:
    return given.get("type", "text") not in _UNLABELLED | {"radio", "checkbox"}


def _policy(read: Reader) -> Iterator[str]:
    for tag, given in read.elements:
        if tag in ("script", "style") or "style" in given or any(name.startswith("on") for name in given):
            yield f"{tag} carries script or style, which the policy forbids"
