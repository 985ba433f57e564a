// The part of the element that is loaded with the module: a container with the widget's style rules, inside the shadow root where
// there is one, with Rust's Widget in it; and the message after a trap. `cargo xtask build` appends this file to the module that
// wasm-bindgen makes: `Widget`, `css`, `keyframes`, keys.js and the exports of guard.js come before it.

/** The hash of the one language that is a file of its own. */
export const AR_SRI = "__AR_SRI__";

// Important: of important rules the inner one wins over the page's.
const HOST = "display: block !important";
const HIDDEN = "display: none !important";

/** The message after a trap: language, direction, title, what happens to typed text, button. */
const ENGLISH = [
  "en",
  "ltr",
  "This form has stopped working",
  "What you typed is still here: copy it before you reload the page.",
  "Reload this page",
];
const ARABIC = ["ar", "rtl", "توقّف هذا النموذج عن العمل", "ما كتبته لا يزال هنا: انسخه قبل إعادة تحميل الصفحة.", "إعادة تحميل الصفحة"];

/** The number of this module: the loader loads another one after a failure or a trap. */
const [, TURN = "1"] = /\?(\d+)$/.exec(import.meta.url) ?? [];
/** How many elements there have been. */
let number = 0;

/** By document: a sheet belongs to one document. */
const sheets = new WeakMap();
/** How many elements without a shadow root are in a document or shadow root. */
const users = new WeakMap();

const makeSheet = (document, rules) => {
  const sheet = new document.defaultView.CSSStyleSheet();
  sheet.replaceSync(keyframes + rules);
  return sheet;
};

const sheetsOf = (document) => {
  if (!sheets.has(document)) {
    sheets.set(document, {
      shadow: makeSheet(document, `:host { ${HOST} } :host([hidden]) { ${HIDDEN} } ${css}`),
      light: makeSheet(
        document,
        // The merchant's own content of the element is for browsers without scripts. The loader's has a `part`.
        `cyrexa-customer { ${HOST}; &[hidden], > :not([part], .cyrexa) { ${HIDDEN} } ${css} }`,
      ),
    });
  }
  return sheets.get(document);
};

const adopt = (root, sheet) => {
  const adopted = root.adoptedStyleSheets;
  if (!adopted.includes(sheet)) root.adoptedStyleSheets = [...adopted, sheet];
};

/** In a sandboxed frame without an origin, forms are not submitted and their handlers not called: the button calls them. */
const submitWithoutForms = (event) => {
  const { form, type } = event.target.closest("button") ?? {};
  if (!form || type !== "submit" || event.defaultPrevented) return;
  event.preventDefault();
  form.dispatchEvent(new Event("submit", { cancelable: true }));
};

const make = (tag, properties, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};

/** Another value of one of these makes another form. */
const formOf = (element) => ["gateway", "customer-id", "mode"].map((name) => element.getAttribute(name)).join(" ");

const EVENTS = ["cyrexa-ready", "cyrexa-error", "cyrexa-auth-required"];

class View {
  ready = false;
  #element;
  #root;
  #widget;
  /** The message after a trap. */
  #banner;
  /** What is shown must be removed. */
  #isSignedOut = false;
  /** Without a shadow root: the document or shadow root that has adopted the rules. */
  #home;
  #form;
  /** The element inside that has the focus, until it moves outside. */
  #focused;
  #keeper = new MutationObserver((records) => {
    this.#changes.push(...records);
    this.#keep();
  });
  /** Changes by other scripts, until it is known that nothing is missing. */
  #changes = [];
  /** The timer during which nothing is put back. */
  #pause;

  constructor(element, root, skeleton, pack) {
    this.#element = element;
    this.#root = root;
    this.#form = formOf(element);
    if (!root.contains(skeleton)) root.append(skeleton);
    // No page uses this tag: a library that morphs the page cannot reuse it for something else.
    const container = make("cyrexa-view", { className: "cyrexa" });
    this.container = container;
    this.move();
    container.style.setProperty("--unit", getComputedStyle(skeleton).fontSize);
    container.style.minBlockSize = `${skeleton.offsetHeight}px`;
    // A clone of an element without a shadow root contains a copy of what the original shows.
    for (const copied of [...root.children]) if (copied !== skeleton && copied.part.length > 0) copied.remove();
    const hadFocus = skeleton.matches(":focus");
    skeleton.replaceWith(container);
    // Rust removes it when it draws: once the language is loaded.
    container.append(skeleton);
    if (hadFocus) this.#hold();
    this.#keeper.observe(root, { childList: true, subtree: true });
    container.addEventListener("focusin", ({ target }) => (this.#focused = target));
    // Later: the event also fires when the container is removed, and it may be put back at once.
    container.addEventListener("focusout", () => setTimeout(() => this.#forgetFocus()));
    keepTyped(container);
    keepEscape(container);
    for (const name of EVENTS) element.addEventListener(name, this, true);
    // Not on `pointerdown`: the target would move away from under the finger.
    for (const name of ["click", "keydown"]) container.addEventListener(name, this, { once: true });
    // A form is never sent, not even after a trap.
    container.addEventListener("submit", (event) => event.preventDefault());
    if (origin === "null") container.addEventListener("click", submitWithoutForms);
    // Another element may have trapped the module since it was loaded.
    if (stopped) return void queueMicrotask(() => this.stop());
    views.add(this);
    try {
      const texts = async () => (await pack()).default;
      this.#widget = new Widget(element, container, texts, `cyrexa-${TURN}-${++number}-`);
    } catch (error) {
      if (!stopped) throw error;
      reportError(error);
    }
  }

  handleEvent({ type }) {
    const { container } = this;
    if (type === "cyrexa-ready") {
      this.ready = true;
      this.#isSignedOut = false;
      if (container.matches(":focus")) this.focus();
    } else {
      // The view has its own size now. Lists may still load when the form is ready: until it is used, nothing below it moves.
      container.style.minBlockSize = "";
    }
  }

  get #hasFocus() {
    return this.container.contains(this.#root.getRootNode().activeElement);
  }

  #forgetFocus() {
    if (!this.#hasFocus && this.#root.contains(this.container)) this.#focused = null;
  }

  /** Takes the focus until there is something to focus. */
  #hold() {
    this.container.tabIndex = -1;
    this.container.focus();
  }

  submit() {
    return this.#widget?.submit();
  }
  reset() {
    this.#widget?.reset();
  }
  getValue() {
    return stopped ? null : this.#widget.value();
  }
  showValidation() {
    return this.#widget?.showValidation();
  }
  logout() {
    this.ready = false;
    this.#isSignedOut = true;
    if (stopped) this.#say();
    else this.#widget?.logout();
  }
  focus() {
    this.#widget?.focus();
    if (!this.#hasFocus) this.#hold();
  }
  /** An attribute changed, or without a name the token provider. False where another form is needed. */
  changed(name = "") {
    if (this.#form !== formOf(this.#element)) return false;
    this.#widget?.changed(name);
    return true;
  }
  retry() {
    this.#widget?.retry();
  }

  /** The module has trapped. */
  stop() {
    const { container } = this;
    this.ready = false;
    container.classList.add("stopped");
    // Not `disabled`, which would remove the focus from a button that was just used. The buttons of an open dialog now only close it:
    // while it is open, nothing else of the page can be used.
    for (const button of container.querySelectorAll("button:not(dialog *)")) button.setAttribute("aria-disabled", "true");
    this.#say();
    container.addEventListener("click", ({ target }) => {
      if (target.closest("button")) target.closest("dialog")?.close();
    });
    container.addEventListener("close", () => this.#place(), true);
    const detail = { type: "stopped" };
    this.#element.dispatchEvent(new CustomEvent("cyrexa-error", { bubbles: true, composed: true, detail }));
  }

  /** Shows the message without the module. What was typed stays, and can be copied. */
  #say() {
    const { container } = this;
    if (this.#isSignedOut) container.replaceChildren();
    // What the skeleton is for will not come.
    for (const child of [...container.children]) if (child.part.contains("skeleton")) child.remove();
    let language = container.lang || this.#element.locale;
    for (let at = this.#element; !language && at; at = at.getRootNode().host) language = at.closest("[lang]")?.lang;
    const [lang, dir, title, typed, reload] = /^ar\b/i.test(language) ? ARABIC : ENGLISH;
    const words = make("div", { className: "banner-text" }, make("p", { className: "banner-title" }, title));
    if (container.querySelector("input, textarea")) words.append(make("p", {}, typed));
    const onclick = () => location.reload();
    const button = make("button", { className: "button", part: "button", type: "button", onclick }, reload);
    this.#banner = make("div", { className: "banner stopped-banner", role: "alert", part: "banner", lang, dir }, words, button);
    this.#banner.dataset.tone = "danger";
    this.#place();
  }

  #place() {
    (this.container.querySelector("dialog[open]") ?? this.container).prepend(this.#banner);
  }

  /** The element has been inserted into a page, or moved within it. */
  move() {
    const document = this.#element.ownerDocument;
    const { shadow, light } = sheetsOf(document);
    this.#recover();
    if (this.#root !== this.#element) return adopt(this.#root, shadow);
    const home = this.#element.getRootNode();
    if (this.#home !== home) {
      this.#leave();
      this.#home = home;
      users.set(home, (users.get(home) ?? 0) + 1);
    }
    adopt(home, light);
  }

  /** Restores what a browser loses when the container is removed for a moment: that a dialog is modal, and the focus. */
  #recover() {
    const { container } = this;
    for (const dialog of container.querySelectorAll("dialog[open]:not(:modal)")) {
      if (!dialog.isConnected) continue;
      dialog.open = false;
      dialog.showModal();
    }
    const { activeElement, body } = this.#element.ownerDocument;
    if (!activeElement || activeElement === body) this.#focused?.focus({ preventScroll: true });
  }

  /**
   * A library that morphs the page empties the element, which is empty in the server's HTML. Everything is put back in the same task,
   * before the next paint, but only once in a task, and with a longer delay each time it is removed again: two scripts that undo each
   * other's work at once would block the page.
   */
  #keep(wait = 1) {
    const { container } = this;
    if (this.#root.contains(container)) this.#changes = [];
    else if (!this.#pause) {
      this.#undo();
      this.#recover();
      this.#pause = setTimeout(() => {
        this.#pause = 0;
        this.#keep(Math.min(2 * wait, 1000));
      }, wait);
    }
  }

  /** Restores the state before the removal. */
  #undo() {
    const { container } = this;
    for (const { target, addedNodes, removedNodes, nextSibling } of this.#changes.reverse()) {
      // Everything else in the element is the page's.
      if (target === this.#root) continue;
      for (const node of addedNodes) if (node.parentNode === target) node.remove();
      for (const node of removedNodes) {
        const next = nextSibling?.parentNode === target ? nextSibling : null;
        if (!node.parentNode) target.insertBefore(node, next);
      }
    }
    this.#root.append(container);
    this.#changes = [];
    // These records are our own changes.
    this.forget();
  }

  /** Before the module is called: all changes until now are by other scripts. */
  look() {
    const records = this.#keeper.takeRecords();
    if (!records.length) return;
    this.#changes.push(...records);
    // An observer without records is not called: a blur, in the middle of a removal, would leave the element empty.
    queueMicrotask(() => this.#keep());
  }

  /** After the module was called: its changes are not recorded. */
  forget() {
    this.#keeper.takeRecords();
  }

  free() {
    this.#keeper.disconnect();
    clearTimeout(this.#pause);
    // A call of #keep may still be queued: the container of a freed view stays out.
    this.#pause = true;
    for (const name of EVENTS) this.#element.removeEventListener(name, this, true);
    views.delete(this);
    try {
      this.#widget?.free();
    } catch (error) {
      // Freeing it has trapped. The element is removed all the same.
      reportError(error);
    }
    this.#leave();
  }

  /** The adopted rules are removed with the last element that needs them. */
  #leave() {
    const home = this.#home;
    if (!home) return;
    users.set(home, users.get(home) - 1);
    if (users.get(home)) return;
    const { light } = sheetsOf(home.ownerDocument ?? home);
    home.adoptedStyleSheets = home.adoptedStyleSheets.filter((sheet) => sheet !== light);
  }
}

export const draw = (element, root, skeleton, pack) => {
  try {
    const view = new View(element, root, skeleton, pack);
    return [view, view.container];
  } catch (error) {
    // For developers. The page receives only the type.
    console.error(error);
    throw "unsupported";
  }
};
