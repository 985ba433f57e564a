// What element.js leaves until the view is there: a container with the widget's rules, out of the page's reach where there is a
// shadow root, and Rust's Widget in it. `cargo xtask build` appends this file to the module that wasm-bindgen makes: `Widget`,
// `css` and `keyframes` stand above.

/** Of the one language that is a file of its own. */
export const AR_SRI = "__AR_SRI__";

// Important, as of important rules the inner one comes before the page's.
const HOST = "display: block !important";
const HIDDEN = "display: none !important";

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

const EVENTS = ["cyrexa-ready", "cyrexa-error", "cyrexa-auth-required"];

class View {
  ready = false;
  #element;
  #root;
  #widget;
  /** Where a light element's rules are adopted. */
  #home;

  constructor(element, root, skeleton, pack) {
    this.#element = element;
    this.#root = root;
    this.move();
    const container = document.createElement("div");
    container.className = "cyrexa";
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
    for (const name of ["focusin", "pointerdown"]) container.addEventListener(name, this, { once: true });
    if (origin === "null") container.addEventListener("click", submitWithoutForms);
    this.#widget = new Widget(element, container, pack);
  }

  handleEvent({ type }) {
    const { container } = this;
    if (type === "cyrexa-ready") {
      this.ready = true;
      if (container.matches(":focus")) this.focus();
    } else {
      // What is drawn has its own size. Lists are still to come when the form is ready: until somebody uses it, nothing below it moves.
      container.style.minBlockSize = "";
    }
  }

  submit() {
    return this.#widget.submit();
  }
  reset() {
    this.#widget.reset();
  }
  getValue() {
    return this.#widget.value();
  }
  showValidation() {
    return this.#widget.showValidation();
  }
  logout() {
    this.ready = false;
    this.#widget.logout();
  }
  focus() {
    this.#widget.focus();
  }
  changed(name) {
    this.#widget.changed(name);
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
    this.#widget.free();
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
