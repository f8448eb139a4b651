"""Is there anything in this page that could run, although the policy forbids it?"""

from __future__ import annotations

from html.parser import HTMLParser


class Finder(HTMLParser):
    """Every inline style, handler and script without the page's nonce."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        given = dict(attrs)
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and not given.get("nonce"):
            self.found.append(f"<script> without a nonce: {given}")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f'<{tag} {name}="{value}">')
            if name in {"href", "src", "action", "formaction", "hx-get", "hx-post"} and _runs(value):
                self.found.append(f'<{tag} {name}="{value}">')


def _runs(value: str | None) -> bool:
    return (value or "").strip().lower().startswith(("javascript:", "vbscript:", "data:text"))


def what_could_run(html: str) -> list[str]:
    """Each inline style, handler or script in the page, as written.

    >>> what_could_run('<p style="x">a<script>b</script><img onerror="c"><script nonce="n" src="/a.js"></script>')
    ['<p style="x">', '<script> without a nonce: {}', '<img onerror="c">']
    """
    finder = Finder()
    finder.feed(html)
    return finder.found
