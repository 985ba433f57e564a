// <cyrexa-customer>: the loader of the widget. It owns the element's life, its skeleton, loading, and what is said when that fails.
// What stands in the element after that is view.js's and Rust's. `cargo xtask build` fills in the names in capitals.
// No markup is parsed and no style attribute written: a page with Trusted Types and without inline styles is a host like any other.
// A merchant's visitor waits for every byte of this file: it is held under 2 kB (brotli), and what can wait is in view.js.

const TAG = "cyrexa-customer";
/** With another value of the first three it is another form. */
const ATTRIBUTES = ["gateway", "customer-id", "mode", "locale", "theme", "sections", "readonly-fields"];

/** How high the parts will be, with the gap below: where there is room, and below a width where their texts wrap. Percentages are of the width. */
const high = (wide, narrow, below = 28) => `clamp(${wide}em,(${below}em - 100%)*99,${narrow}em)`;
const HEIGHTS = {
  personal: high(12.7, 14.7),
  contact: high(12.7, 14.7),
  address: high(11.1, 11.6),
  account: "26.6em",
  "payment-methods": "18.2em",
};
const CREATE_HEIGHT = "clamp(29.9em,(100% - 28em)*99,30.8em)";

// What the page's scripts replace later does not reach us.
const { WebAssembly, fetch } = globalThis;

const make = (tag, properties, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};

/** The page's language there. Not by `:lang()`: in Firefox it ends at a shadow root. Not by `.lang`: a form may have an input of that name. */
const languageOf = (node) => node && (node.getAttribute?.("lang") || languageOf(node.parentNode ?? node.host));

/** Makes something once, and after a failure anew: `again` is a query, as a module that has failed stays failed for its URL. */
const once = (attempt) => {
  let made;
  let tries = 0;
  return () => {
    // Its module has trapped: the elements it has keep it, the next one gets another.
    if (view?.stopped) made = view = 0;
    return (made ||= attempt(tries++ ? "?" + tries : "").catch((error) => {
      made = 0;
      throw error;
    }));
  };
};

/** A module of which these bytes run and no others: `import()` checks no hash, a preload of the same URL does. */
const importChecked = async (href, integrity) => {
  if (integrity) {
    await new Promise((onload, onerror) => {
      document.head.append(make("link", { rel: "modulepreload", integrity, href, onload, onerror }));
    });
  }
  return import(/* webpackIgnore: true */ /* @vite-ignore */ href);
};

/** view.js, once it is there. */
let view;

const loadView = once(async (again) => {
  let failure = WebAssembly ? "wasm-refused" : "unsupported";
  try {
    // The shortest module there is: a policy without 'wasm-unsafe-eval' refuses it before anything is fetched.
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
// Important, as of important rules the inner one comes before the page's.
hostSheet.replaceSync(":host(:not([hidden])){display:block!important}");

class CyrexaCustomer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  /** The shadow root, or the element itself. */
  #root;
  /** What stands in it: the skeleton, a message, or the container that is drawn into. */
  #shown;
  #widget;
  /** To be loaded wherever it stands: it was asked to, or has been near the viewport. */
  #isWanted;

  constructor() {
    super();
    // What was set before this class was there hides the accessors.
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
  // Frameworks ask for the property before they set it, and Svelte for a setter.
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

  /** Loads now, or once more; once it is there, asks for a token once more. */
  async retry() {
    this.#isWanted = true;
    if (this.#widget || !this.#shown) return this.#widget?.retry();
    watcher.unobserve(this);
    const skeleton = this.#wait();
    try {
      await loadView();
      // In another life of the element something else is shown.
      if (skeleton === this.#shown) [this.#widget, this.#shown] = view.draw(this, this.#root, skeleton, loadArabic);
    } catch (type) {
      if (skeleton === this.#shown) this.#fail(type);
    }
  }

  connectedCallback() {
    if (!this.#root) {
      if (this.getAttribute("shadow") === "false") this.#root = this;
      else (this.#root = this.attachShadow({ mode: "open" })).adoptedStyleSheets = [hostSheet];
      // A library that morphs the page empties the element, as the server's page has nothing in it. The view puts itself back; before there
      // is one it begins anew. Later, so that two who undo each other's work at once do not stop the page.
      const begin = () => this.#widget || !this.#shown || this.#shown.isConnected || this.#begin();
      new MutationObserver(() => setTimeout(begin, 99)).observe(this.#root, { childList: true });
    }
    if (this.#shown) this.#widget?.move();
    else this.#begin();
  }

  disconnectedCallback() {
    // Who moves an element takes it out and puts it in again.
    queueMicrotask(() => {
      if (this.isConnected || !this.#shown) return;
      this.#free();
      this.#shown.remove();
      this.#shown = this.#isWanted = null;
    });
  }

  attributeChangedCallback(name) {
    // Later, as a handler of ours that sets one is called from within the view.
    queueMicrotask(() => {
      if (this.#shown && !this.#widget?.changed(name)) this.#begin();
    });
  }

  #begin() {
    // The skeleton first: it takes over the focus.
    this.#wait();
    this.#free();
    if (this.#isWanted) this.retry();
    else watcher.observe(this);
  }

  #free() {
    this.#widget?.free();
    this.#widget = null;
  }

  /** A skeleton of the size of what comes. */
  #wait() {
    const isEdit = this.mode ? this.mode === "edit" : this.customerId;
    const sections = this.sections?.split(" ") ?? Object.keys(HEIGHTS);
    const heights = isEdit ? sections.map((section) => HEIGHTS[section]) : [CREATE_HEIGHT];
    const block = (height) => make("div", { style: `background:#8882;clip-path:inset(0 0 1.5em round 8px);padding-top:${height}` });
    const skeleton = this.#show({ part: "skeleton" }, ...heights.map(block));
    // The head; on a phone what is saved has a line of its own there.
    skeleton.style.padding = (isEdit ? high(6, 9.02, 40) : "6em") + " 1em 0";
    // All sections stand in two columns where there is room.
    if (heights.length > 4) skeleton.style.columns = "2 28em";
    return skeleton;
  }

  /** What failed to load, or is not allowed to run; the button. */
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

  /** In place of what is shown. It stands on the page's own ground: in its colour, in none of its fonts. Who had the focus keeps it. */
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
