// What a browser's translator, and what extensions, do to the nodes of a page. Functions of the page.

/** The element around every translated text. */
export const MARK = "«";

/** As Chrome's translator: each text is replaced by two elements, and what comes later is translated too. */
export function followAndTranslate(): void {
  const spared = "script, style, textarea, font, noscript, [translate=no]";
  const translate = (): void => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      if (text.data.trim() && !text.parentElement?.closest(spared)) texts.push(text);
    }
    for (const text of texts) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  translate();
  new MutationObserver(translate).observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
  });
}

/** Merges and drops text nodes; puts an element around each; takes out every comment. */
export function meddleOnce(how: "normalize" | "wrap" | "comments"): void {
  if (how === "normalize") return document.body.normalize();
  const kind = how === "wrap" ? NodeFilter.SHOW_TEXT : NodeFilter.SHOW_COMMENT;
  const walker = document.createTreeWalker(document.body, kind);
  const found: ChildNode[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as ChildNode);
  for (const node of found) {
    if (how === "comments") {
      node.remove();
    } else if (node.parentElement && !node.parentElement.closest("script, style, option")) {
      const wrapper = document.createElement("mark");
      node.replaceWith(wrapper);
      wrapper.append(node);
    }
  }
}
