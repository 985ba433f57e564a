// Rules of pages that are not friendly, and what is to be the same under them.

import type { Locator } from "@playwright/test";

/** What a page may do to elements that are not its own. */
export const HOSTILE_CSS: Record<string, string> = {
  "everything unset": "* { all: unset !important }",
  "giant fonts":
    "html { font-size: 60px } * { font-size: 48px !important; line-height: 3 !important; font-family: fantasy !important; letter-spacing: 9px !important }",
  "right to left": "html { direction: rtl } * { direction: rtl !important; text-align: center !important }",
  "everything hidden and red":
    "* { color: red !important; visibility: hidden !important; text-transform: uppercase !important; cursor: none !important }",
  "elements restyled":
    "input, button, textarea, label, div, form, p, h2, h3 { display: none !important; float: left; width: 10px !important; position: fixed !important }",
};

/** The position and style of everything in the shadow root. */
export const looks = (element: Locator, which = "*"): Promise<string[]> =>
  element.evaluate((host, which) => {
    const inside = [...(host.shadowRoot?.querySelectorAll(which) ?? [])].filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1,
    );
    const { left, top } = host.getBoundingClientRect();
    return inside.map((element) => {
      const box = element.getBoundingClientRect();
      const { color, fontFamily, fontSize, direction, visibility, letterSpacing, textTransform } =
        getComputedStyle(element);
      const place = [box.left - left, box.top - top, box.width, box.height].map(Math.round);
      return [
        element.localName,
        ...place,
        color,
        fontFamily,
        fontSize,
        direction,
        visibility,
        letterSpacing,
        textTransform,
      ].join(" ");
    });
  }, which);
