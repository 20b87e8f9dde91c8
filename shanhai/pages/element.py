"""The elements of HTML by how a browser lays them out."""

from __future__ import annotations

from shanhai.model import PartKind


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Rendered as nothing (HTML standard §15.3.1, "Hidden elements"), or holding content for browsers that cannot render the element itself.
NEVER_SHOWN = _names("""
    area audio base basefont canvas datalist embed iframe link meta noembed noframes noscript object param rp script style template video
""")

# Displayed as blocks by the HTML standard's style sheet (§15.3), list items and table rows among them; cells are laid out by their table.
BLOCKS = _names("""
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section select
    summary table tbody tfoot thead tr ul xmp
""")

CELLS = _names("td th")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")

# White space is shown as written.
PREFORMATTED = _names("pre textarea listing xmp plaintext")

# Blocks that may be navigation; not body, main and article, which hold the page itself.
MENUS = _names("aside center dd div dl dt fieldset footer form header li menu ol p section select table td tr ul")

# Elements that make the text inside them a part of its own kind, so that its lines are no paragraphs.
FRAMES = {
    **dict.fromkeys(HEADINGS, PartKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), PartKind.LIST_ITEM),
    **dict.fromkeys(("caption", "figcaption"), PartKind.CAPTION),
}
