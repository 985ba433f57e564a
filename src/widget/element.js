// <cyrexa-customer>: the loader of the widget. It owns the element's life cycle, its skeleton, loading, and the message when that
// fails. What the element shows after that is view.js's and Rust's. `cargo xtask build` fills in the names in capitals.
// No markup is parsed and no style attribute written: it works under Trusted Types and without inline styles.
// A merchant's visitor waits for every byte of this file: its limit is 2 kB (brotli), and what can wait is in view.js.

const TAG = "cyrexa-customer";
/** Another value of the first three makes another form. */
const ATTRIBUTES = ["gateway", "customer-id", "mode", "locale", "theme", "sections", "readonly-fields"];

/** The height of each section with the gap below: wide, and narrower than the width at which its texts wrap. Percentages are of the width. */
const high = (wide, narrow, below = 28) => `clamp(${wide}em,(${below}em - 100%)*99,${narrow}em)`;
const HEIGHTS = {
  personal: high(12.7, 14.7),
  contact: high(12.7, 14.7),
  address: high(11.1, 11.6),
  account: "26.6em",
  "payment-methods": "18.2em",
};
const CREATE_HEIGHT = "clamp(29.9em,(100% - 28em)*99,30.8em)";

// Later replacements by the page's scripts have no effect here.
const { WebAssembly, fetch } = globalThis;

const make = (tag, properties, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};

/** The page's language at a node. Not by `:lang()`: in Firefox it ends at a shadow root. Not by `.lang`: a form may have an input of that name. */
const languageOf = (node) => node && (node.getAttribute?.("lang") || languageOf(node.parentNode ?? node.host));

/** Makes something once, and again after a failure: `again` is a query, as a module that has failed stays failed for its URL. */
const once = (attempt) => {
  let made;
  let tries = 0;
  return () => {
    // Its module has trapped: its elements keep it, the next element gets another.
    if (view?.stopped) made = view = 0;
    return (made ||= attempt(tries++ ? "?" + tries : "").catch((error) => {
      made = 0;
      throw error;
    }));
  };
};

/** Imports a module whose hash is checked: `import()` checks none, a preload of the same URL does. */
const importChecked = async (href, integrity) => {
  if (integrity) {
    await new Promise((onload, onerror) => {
      document.head.append(make("link", { rel: "modulepreload", integrity, href, onload, onerror }));
    });
  }
  return import(/* webpackIgnore: true */ /* @vite-ignore */ href);
};

/** view.js, once it is loaded. */
let view;

const loadView = once(async (again) => {
  let failure = WebAssembly ? "wasm-refused" : "unsupported";
  try {
    // The shortest valid module: a policy without 'wasm-unsafe-eval' refuses it before anything is fetched.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    failure = "network";
    const [module, wasm] = await Promise.all([
      importChecked(new URL("./__VIEW__", import.meta.url) + again, "__VIEW_SRI__"),
      fetch(new URL("./__WASM__", import.meta.url) + again, { integrity: "__WASM_SRI__" }),
    ]);
    await module.default({ module_or_path: wasm });
    view = module;
  } catch {
    throw failure;
  }
});

/** The one language that is not compiled into the view. */
const loadArabic = once((again) => importChecked(new URL("./__AR__", import.meta.url) + again, "__VIEW_SRI__" && view.AR_SRI));

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) entry.target.retry();
  },
  { rootMargin: "400px" },
);

const hostSheet = new CSSStyleSheet();
// Important: of important rules the inner one wins over the page's.
hostSheet.replaceSync(":host(:not([hidden])){display:block!important}");

class CyrexaCustomer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  /** The shadow root, or the element itself. */
  #root;
  /** What it contains: the skeleton, a message, or the container of the view. */
  #shown;
  #widget;
  /** Load it even outside the viewport: `retry()` was called, or it has been near the viewport. */
  #isWanted;

  constructor() {
    super();
    // Properties that were set before this class was defined hide the accessors.
    for (const [name, value] of Object.entries(this)) {
      delete this[name];
      this[name] = value;
    }
  }

  #provider;
  set tokenProvider(provider) {
    this.#provider = provider;
    this.#widget?.changed();
  }
  // Frameworks look for the property before they set it, and Svelte for a setter.
  get tokenProvider() {
    return this.#provider;
  }
  get ready() {
    return !!this.#widget?.ready;
  }

  submit() {
    return !!this.#widget?.submit();
  }
  reset() {
    this.#widget?.reset();
  }
  getValue() {
    return this.#widget?.getValue() ?? null;
  }
  showValidation() {
    return !!this.#widget?.showValidation();
  }
  logout() {
    this.#widget?.logout();
  }
  focus() {
    (this.#widget ?? this.#root?.querySelector("button") ?? this.#shown)?.focus();
  }

  /** Loads now, or again. Once loaded, asks for a token again. */
  async retry() {
    this.#isWanted = true;
    if (this.#widget || !this.#shown) return this.#widget?.retry();
    watcher.unobserve(this);
    const skeleton = this.#wait();
    try {
      await loadView();
      // The element may have been removed and inserted again since.
      if (skeleton === this.#shown) [this.#widget, this.#shown] = view.draw(this, this.#root, skeleton, loadArabic);
    } catch (type) {
      if (skeleton === this.#shown) this.#fail(type);
    }
  }

  connectedCallback() {
    if (!this.#root) {
      if (this.getAttribute("shadow") === "false") this.#root = this;
      else (this.#root = this.attachShadow({ mode: "open" })).adoptedStyleSheets = [hostSheet];
      // A library that morphs the page empties the element, which is empty in the server's HTML. The view puts itself back; without a
      // view, loading begins again. After a delay: two scripts that undo each other's work at once would block the page.
      const begin = () => this.#widget || !this.#shown || this.#shown.isConnected || this.#begin();
      new MutationObserver(() => setTimeout(begin, 99)).observe(this.#root, { childList: true });
    }
    if (this.#shown) this.#widget?.move();
    else this.#begin();
  }

  disconnectedCallback() {
    // Moving an element removes it and inserts it again.
    queueMicrotask(() => {
      if (this.isConnected || !this.#shown) return;
      this.#free();
      this.#shown.remove();
      this.#shown = this.#isWanted = null;
    });
  }

  attributeChangedCallback(name) {
    // Later: a handler that sets one may be called from within the view.
    queueMicrotask(() => {
      if (this.#shown && !this.#widget?.changed(name)) this.#begin();
    });
  }

  #begin() {
    // The skeleton first: it takes the focus.
    this.#wait();
    this.#free();
    if (this.#isWanted) this.retry();
    else watcher.observe(this);
  }

  #free() {
    this.#widget?.free();
    this.#widget = null;
  }

  /** A skeleton of the expected size. */
  #wait() {
    const isEdit = this.mode ? this.mode === "edit" : this.customerId;
    const sections = this.sections?.split(" ") ?? Object.keys(HEIGHTS);
    const heights = isEdit ? sections.map((section) => HEIGHTS[section]) : [CREATE_HEIGHT];
    const block = (height) => make("div", { style: `background:#8882;clip-path:inset(0 0 1.5em round 8px);padding-top:${height}` });
    const skeleton = this.#show({ part: "skeleton" }, ...heights.map(block));
    // The header; on a phone the save status has a line of its own there.
    skeleton.style.padding = (isEdit ? high(6, 9.02, 40) : "6em") + " 1em 0";
    // All sections are in two columns where there is room.
    if (heights.length > 4) skeleton.style.columns = "2 28em";
    return skeleton;
  }

  /** The message that it failed to load, or is not allowed to run, with a button. */
  #fail(type) {
    const [lang, notLoaded, notAllowed, again] = /^ar\b/i.test(this.locale || languageOf(this))
      ? ["ar", "تعذّر تحميل هذا النموذج.", "لا يمكن تشغيل هذا النموذج هنا.", "إعادة المحاولة"]
      : ["en", "This form could not be loaded.", "This form cannot run here.", "Try again"];
    this.#show(
      { part: "banner", role: "alert", lang, dir: "auto" },
      make("p", {}, type === "network" ? notLoaded : notAllowed),
      make(
        "button",
        {
          part: "button",
          style: "font:inherit;padding:.5em 1em",
          onclick: () => this.retry(),
        },
        again,
      ),
    );
    this.dispatchEvent(new CustomEvent("cyrexa-load-error", { bubbles: true, composed: true, detail: { type } }));
  }

  /** Replaces what is shown. It has the page's background and colour, not its fonts. It takes over the focus. */
  #show(properties, ...content) {
    const style = "all:initial;display:flow-root;color:inherit;font:var(--cyrexa-font-size-base,medium)/1.5 system-ui";
    const next = make("div", { tabIndex: -1, style, ...properties }, ...content);
    const hadFocus = this.#shown?.matches(":focus-within");
    this.#shown?.remove();
    this.#root.append(next);
    if (hadFocus) next.focus();
    return (this.#shown = next);
  }
}

for (const attribute of ATTRIBUTES) {
  Object.defineProperty(CyrexaCustomer.prototype, attribute.replace(/-./, (dash) => dash[1].toUpperCase()), {
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

// A second loader on a page, whatever its version, leaves the first in charge.
if (!customElements.get(TAG)) customElements.define(TAG, CyrexaCustomer);
