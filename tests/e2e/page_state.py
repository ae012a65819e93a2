"""What a page looks like to a careful eye, asked from the browser in one go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ENGLISH = re.compile(
    r"\b(the|and|of|to|your|choose|select|search|drag|drop|browse|files?|upload|uploaded|limit|per file|press|enter|apply|show|"
    r"hide|columns?|download|close|open|clear|loading|running|fullscreen|help|options?|results?|shortcut|errors?|"
    r"connecting|connection|sidebar|empty|value|previous|next|sort|rows?|traceback|exception|add|delete)\b",
    re.IGNORECASE,
)
LOOK = """() => {
  const visible = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement, text = node.textContent.trim();
    if (!text || parent.closest('script, style, noscript, [data-testid=stIconMaterial]')) continue;
    if (visible(parent)) words.push(text);
  }
  const names = [];
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (element.getAttribute(name)) names.push(element.getAttribute(name));
  const main = document.querySelector('[data-testid=stMain]') || document.documentElement;
  return {
    title: document.title,
    lang: document.documentElement.lang,
    words, names,
    headings: [...document.querySelectorAll('h1')].filter(visible).map(e => e.innerText),
    exceptions: [...document.querySelectorAll('[data-testid=stException]')].map(e => e.innerText),
    alerts: [...document.querySelectorAll('[data-testid=stAlert]')].map(e => e.innerText),
    charts: [...document.querySelectorAll('[data-testid=stPlotlyChart]')].map(e => ({
      role: e.getAttribute('role'), name: e.getAttribute('aria-label') || ''})),
    sideways: Math.max(main.scrollWidth - main.clientWidth,
                       document.documentElement.scrollWidth - document.documentElement.clientWidth),
  };
}"""
DRAWN = (
    """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(e => e.querySelector('.main-svg'))"""
)
STILL = """() => {
  const parts = '[data-testid=stMain], [data-testid=stElementContainer], .st-key-rapat, .st-key-rapat-kaki, .main-svg';
  const boxes = [...document.querySelectorAll(parts)].map(e => {
    const box = e.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height].map(Math.round);
  });
  const now = JSON.stringify(boxes), last = window.__diam || {};
  window.__diam = {now, frames: last.now === now ? last.frames + 1 : 0};
  return window.__diam.frames >= 10;
}"""
_axe = Axe()


@dataclass(frozen=True)
class PageState:
    """A page at rest. ``words``: visible texts; ``names``: labels, titles and placeholders, visible or spoken."""

    title: str
    lang: str
    words: list[str]
    names: list[str]
    headings: list[str]
    exceptions: list[str]
    alerts: list[str]
    charts: list[dict[str, Any]]
    sideways: int

    @property
    def english(self) -> list[str]:
        """Words that a visitor should not meet."""
        return [text for text in (*self.words, *self.names) if ENGLISH.search(text)]


def look(page: Page) -> PageState:
    """The state of a page that has come to rest, as soon as its charts are drawn: that comes a moment after the script."""
    page.wait_for_function(DRAWN)
    return PageState(**page.evaluate(LOOK))


def wait_until_still(page: Page) -> None:
    """Wait until every chart is drawn and nothing has moved or changed its size for ten frames: charts are drawn a moment
    after their text, and then fitted."""
    page.wait_for_function(DRAWN)
    page.evaluate("() => { delete window.__diam; }")
    page.wait_for_function(STILL)


def accessibility(page: Page, *, contrast: bool = True) -> list[str]:
    """Serious and critical findings of axe-core, also below the fold. None is excused.

    ``contrast``: also of colours, which takes most of the time and is the same at another width. The page scrolls inside a
    box: what lies outside the window would be passed over, so the window is made tall.
    """
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": 4200})
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": contrast}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found = _axe.run(page, options=options).response["violations"]
    page.set_viewport_size(size)
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]
