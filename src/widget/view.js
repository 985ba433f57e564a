// What element.js leaves until the view is there: a container with the widget's rules, out of the page's reach where there is a
// shadow root, and Rust's Widget in it; and what is said when the module has trapped. `cargo xtask build` appends this file to the
// module that wasm-bindgen makes: `Widget`, `css`, `keyframes`, keys.js and what guard.js exports stand above.

/** Of the one language that is a file of its own. */
export const AR_SRI = "__AR_SRI__";

// Important, as of important rules the inner one comes before the page's.
const HOST = "display: block !important";
const HIDDEN = "display: none !important";

/** What is said without the module: that it has trapped, what that means for what is typed, the button. */
const ENGLISH = [
  "en",
  "ltr",
  "This form has stopped working",
  "What you typed is still here: copy it before you reload the page.",
  "Reload this page",
];
const ARABIC = ["ar", "rtl", "توقّف هذا النموذج عن العمل", "ما كتبته لا يزال هنا: انسخه قبل إعادة تحميل الصفحة.", "إعادة تحميل الصفحة"];

/** Which of several modules this is: the loader asks for another one after a failure, or a trap. */
const [, TURN = "1"] = /\?(\d+)$/.exec(import.meta.url) ?? [];
/** Elements so far. */
let number = 0;

/** Per document, as a sheet is one document's. */
const sheets = new WeakMap();
/** How many light elements a document or shadow root has. */
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
        // What the merchant has put into the element is for browsers that run no scripts. The loader's own has a part's name.
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

/** In a sandboxed frame without an origin forms are not submitted, and their handlers not called: the button calls them. */
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

/** With another value of one of these it is another form. */
const formOf = (element) => ["gateway", "customer-id", "mode"].map((name) => element.getAttribute(name)).join(" ");

const EVENTS = ["cyrexa-ready", "cyrexa-error", "cyrexa-auth-required"];

class View {
  ready = false;
  #element;
  #root;
  #widget;
  /** What is said after a trap. */
  #banner;
  /** What is shown is to be forgotten. */
  #isSignedOut = false;
  /** Where a light element's rules are adopted. */
  #home;
  #form;
  /** What has the focus in here, until it goes elsewhere. */
  #focused;
  #keeper = new MutationObserver((records) => {
    this.#changes.push(...records);
    this.#keep();
  });
  /** What others have changed, until it is known that nothing is missing. */
  #changes = [];
  /** Until when nothing is put back. */
  #pause;

  constructor(element, root, skeleton, pack) {
    this.#element = element;
    this.#root = root;
    this.#form = formOf(element);
    if (!root.contains(skeleton)) root.append(skeleton);
    // No page has such a tag of its own: what morphs a page makes nothing else of it.
    const container = make("cyrexa-view", { className: "cyrexa" });
    this.container = container;
    this.move();
    container.style.setProperty("--unit", getComputedStyle(skeleton).fontSize);
    container.style.minBlockSize = `${skeleton.offsetHeight}px`;
    // A copy of an element in light DOM has brought along what the other one shows.
    for (const copied of [...root.children]) if (copied !== skeleton && copied.part.length > 0) copied.remove();
    const hadFocus = skeleton.matches(":focus");
    skeleton.replaceWith(container);
    // Rust takes it out when it draws: once the language is there.
    container.append(skeleton);
    if (hadFocus) this.#hold();
    this.#keeper.observe(root, { childList: true, subtree: true });
    container.addEventListener("focusin", ({ target }) => (this.#focused = target));
    // Later: browsers tell of it as well when the container is taken out, and it may be put back at once.
    container.addEventListener("focusout", () => setTimeout(() => this.#forgetFocus()));
    keepTyped(container);
    keepEscape(container);
    for (const name of EVENTS) element.addEventListener(name, this, true);
    // Not when a finger comes down: what it has come down on would move, and be missed.
    for (const name of ["click", "keydown"]) container.addEventListener(name, this, { once: true });
    // A form is never sent, not even by a browser that has nobody left to ask.
    container.addEventListener("submit", (event) => event.preventDefault());
    if (origin === "null") container.addEventListener("click", submitWithoutForms);
    // Between its loading and now another element has broken it.
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
      // What is drawn has its own size. Lists are still to come when the form is ready: until somebody uses it, nothing below it moves.
      container.style.minBlockSize = "";
    }
  }

  get #hasFocus() {
    return this.container.contains(this.#root.getRootNode().activeElement);
  }

  #forgetFocus() {
    if (!this.#hasFocus && this.#root.contains(this.container)) this.#focused = null;
  }

  /** Holds the focus for what is to come. */
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
  /** An attribute, or without a name the token provider. False where it is to be another form. */
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
    // Not `disabled`, as that would take the focus away from whoever has just used one. Those of a question that is open close it now,
    // and no more: over one nothing else of the page can be used.
    for (const button of container.querySelectorAll("button:not(dialog *)")) button.setAttribute("aria-disabled", "true");
    this.#say();
    container.addEventListener("click", ({ target }) => {
      if (target.closest("button")) target.closest("dialog")?.close();
    });
    container.addEventListener("close", () => this.#place(), true);
    const detail = { type: "stopped" };
    this.#element.dispatchEvent(new CustomEvent("cyrexa-error", { bubbles: true, composed: true, detail }));
  }

  /** Says so, with nothing of the module. What is typed stays as it stands, and can be copied. */
  #say() {
    const { container } = this;
    if (this.#isSignedOut) container.replaceChildren();
    // What it was to give way to does not come.
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

  /** The element stands in a page, or elsewhere in it than before. */
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

  /** What a browser forgets of a container that is out of the document for a moment: that a question is modal, and who has the focus. */
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
   * A library that morphs the page empties the element, as the server's page has nothing in it. All is put back in the same task, before
   * anything is painted; but once in a task only, and ever later where somebody takes it out each time: who undoes each other's work at
   * once stops the page.
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

  /** As it was before it was taken out. */
  #undo() {
    const { container } = this;
    for (const { target, addedNodes, removedNodes, nextSibling } of this.#changes.reverse()) {
      // What else stands in the element is the page's.
      if (target === this.#root) continue;
      for (const node of addedNodes) if (node.parentNode === target) node.remove();
      for (const node of removedNodes) {
        const next = nextSibling?.parentNode === target ? nextSibling : null;
        if (!node.parentNode) target.insertBefore(node, next);
      }
    }
    this.#root.append(container);
    this.#changes = [];
    // These are our own.
    this.forget();
  }

  /** The module is called: what has been changed until now was changed by others. */
  look() {
    const records = this.#keeper.takeRecords();
    if (!records.length) return;
    this.#changes.push(...records);
    // An observer without records is not called: a blur, in the middle of a removal, would leave the element empty.
    queueMicrotask(() => this.#keep());
  }

  /** It has been called. */
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
      // A trap, here of all places. The element goes all the same.
      reportError(error);
    }
    this.#leave();
  }

  /** A light element's rules go with the last element that needs them. */
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
    // For whoever looks into it; the page hears of the type.
    console.error(error);
    throw "unsupported";
  }
};
