// Keys that stay in the element. A page's shortcuts ignore inputs by `event.target`, and outside of a shadow root that is the element
// itself: letters typed into a name would trigger shortcuts (docs/field-cases.md, c13). `cargo xtask build` puts this before view.js.

const INPUTS = "input, textarea, select";
const PRESSABLE = "button, a[href]";
/** Named keys that edit a text or move in it. The page receives all other named keys: Escape, Tab, F1, Shift. */
const EDITING = /^(Arrow.+|Page.+|Backspace|Clear|Compose|Dead|Delete|End|Enter|Home|Insert|Process|Unidentified)$/;
/** With Ctrl or Command: clipboard, undo, select all. */
const EDITING_SHORTCUT = /^(Arrow.+|Backspace|Delete|End|Home|[acvxyz])$/i;

/** Whether the key is typed into an input, or presses a button. Autofill fires key events without a `key`. */
const isTyped = (event) => {
  const { target, key = "" } = event;
  if (target.matches(PRESSABLE)) return key === "Enter" || key === " ";
  if (!target.matches(INPUTS)) return false;
  // While composing, all keys are the input method's. 229: Safari does not mark the last one otherwise.
  if (event.isComposing || event.keyCode === 229) return true;
  // Windows reports AltGr as Ctrl and Alt.
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState?.("AltGraph");
  if (isShortcut) return EDITING_SHORTCUT.test(key);
  return !/^\w{2,}$/.test(key) || EDITING.test(key);
};

/** Typed keys do not reach listeners outside. */
const keepTyped = (container) => {
  for (const type of ["keydown", "keypress", "keyup"]) {
    container.addEventListener(type, (event) => {
      if (isTyped(event)) event.stopPropagation();
    });
  }
};

/** Nor does an Escape that closes a dialog of ours: its repeats and its `keyup` come when the dialog is closed. */
const keepEscape = (container) => {
  let held;
  const swallow = (event) => {
    if (event.key !== "Escape") return;
    const isUp = event.type === "keyup";
    if (isUp || !event.repeat) held.abort();
    if (isUp || event.repeat) {
      event.stopPropagation();
      event.preventDefault();
    }
  };
  const hold = ({ key, target }) => {
    if (key !== "Escape" || !target.closest("dialog")) return;
    held?.abort();
    held = new AbortController();
    // This event has already passed the window.
    for (const type of ["keydown", "keyup"]) addEventListener(type, swallow, { capture: true, signal: held.signal });
  };
  container.addEventListener("keydown", hold, true);
};
