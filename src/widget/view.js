// What element.js leaves until the view is there: a container with the widget's rules, out of the page's reach where there is a
// shadow root, and Rust's Widget in it; and what is said when the module has trapped. `cargo xtask build` appends this file to the
// module that wasm-bindgen makes: `Widget`, `css`, `keyframes` and what guard.js exports stand above.

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

  constructor(element, root, skeleton, pack) {
    this.#element = element;
    this.#root = root;
    this.move();
    const container = make("div", { className: "cyrexa" });
    container.style.setProperty("--unit", getComputedStyle(skeleton).fontSize);
    container.style.minBlockSize = `${skeleton.offsetHeight}px`;
    // A copy of an element in light DOM has brought along what the other one shows.
    for (const copied of [...root.children]) if (copied !== skeleton && copied.part.length > 0) copied.remove();
    const hadFocus = skeleton.matches(":focus");
    skeleton.replaceWith(container);
    // Rust takes it out when it draws: once the language is there.
    container.append(skeleton);
    if (hadFocus) {
      container.tabIndex = -1;
      container.focus();
    }
    this.container = container;
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
      this.#widget = new Widget(element, container, pack, `cyrexa-${TURN}-${++number}-`);
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
  }
  /** An attribute, or without a name the token provider. */
  changed(name = "") {
    this.#widget?.changed(name);
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
    if (this.#root !== this.#element) return adopt(this.#root, shadow);
    const home = this.#element.getRootNode();
    if (this.#home !== home) {
      this.#leave();
      this.#home = home;
      users.set(home, (users.get(home) ?? 0) + 1);
    }
    adopt(home, light);
  }

  free() {
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
