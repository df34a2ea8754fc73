"""HTML as plain text: what a reader would see, a line for each block; nothing of it runs or is loaded.

The sanitizer parses as browsers do and leaves bare tags, which are then plain to turn into lines. Parsing by the HTML
standard takes time that grows with the square of the nesting (each block looks through all that are open), so what is
nested deeper than browsers draw is only stripped of its tags.
"""

from __future__ import annotations

import html as entities
import re
from typing import Final

HTML_CHARACTERS: Final = 16 << 20
"""How much HTML is looked at, in characters."""
TEXT_CHARACTERS: Final = 2_000_000
"""The longest text given."""
HIDDEN: Final = frozenset(
    {"script", "style", "noscript", "template", "title", "svg", "math", "iframe", "object", "select", "textarea"}
)
"""Tags that go with all they hold."""

DEPTH: Final = 512
"""How deep browsers nest elements; deeper ones are a mistake or an attack."""

_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"table", "tr", "ul"}
)
_CELLS: Final = frozenset({"td", "th"})
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<tag>[a-z0-9]+)(?: alt=\"(?P<alt>[^\"]*)\")?>")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_NAME: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_RAW_START: Final = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
_RAW_ENDS: Final = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script[^>]{0,100}>", re.IGNORECASE),
    "<style": re.compile(r"</style[^>]{0,100}>", re.IGNORECASE),
}
_ANY_TAG: Final = re.compile(r"<[^<>]{0,10000}>")
# Void elements, and those that the next of their kind closes.
_SHALLOW: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body"}
)


def html_to_text(html: str) -> str:
    """Return the visible text; images are given by their `alt`, cells of a row are set apart by tabs."""
    import nh3

    if not html.strip():
        return ""
    page = without_raw(storable_html(html))
    if is_too_deep(page):
        return _tidy(entities.unescape(_ANY_TAG.sub("\n", page)))
    bare = nh3.clean(
        page,
        tags={*_BLOCKS, *_CELLS, "img"},
        clean_content_tags=set(HIDDEN),
        attributes={"img": {"alt"}},
        link_rel=None,
    )
    return _tidy(entities.unescape(_TAG.sub(_shown, _SPACES.sub(" ", bare))))


def without_raw(html: str) -> str:
    """Return a page without comments, scripts and styles; one that never ends takes the rest with it, as in browsers.

    This saves time and makes the nesting countable; what is safe is the sanitizer's business.
    """
    kept: list[str] = []
    position = 0
    while found := _RAW_START.search(html, position):
        kept.append(html[position : found.start()])
        end = _RAW_ENDS[found[0].lower()].search(html, found.end())
        if end is None:
            return "".join(kept)
        position = end.end()
    kept.append(html[position:])
    return "".join(kept)


def is_too_deep(html: str) -> bool:
    """Whether elements are nested deeper than `DEPTH`; an end that nothing began does not make up for a beginning."""
    is_open: dict[str, int] = {}
    depth = 0
    for match in _NAME.finditer(html):
        tag = match[2].lower()
        if tag in _SHALLOW:
            continue
        held = is_open.get(tag, 0)
        if match[1]:
            if held:
                is_open[tag] = held - 1
                depth -= 1
            continue
        is_open[tag] = held + 1
        depth += 1
        if depth > DEPTH:
            return True
    return False


def _tidy(text: str) -> str:
    lines = [line.strip(" \t\xa0") for line in text.split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()[:TEXT_CHARACTERS]


def storable_html(html: str) -> str:
    """Return as much of a page as is looked at, without halves of characters."""
    return html[:HTML_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _shown(match: re.Match[str]) -> str:
    tag = match["tag"]
    if tag == "img":
        return match["alt"] or ""
    if tag in _CELLS:
        return "" if match["end"] else "\t"
    return "" if match["end"] and tag == "br" else "\n"
