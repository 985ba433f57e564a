// What a merchant writes: an element, where its tokens come from, and what happens on its events. And the demo's switches.

const { gateway, token: tokens } = document.documentElement.dataset;
const profile = document.querySelector("#profile");
const log = document.querySelector("#log");
const controls = Object.fromEntries(["mode", "customer", "locale", "theme", "dom"].map((id) => [id, document.getElementById(id)]));
const presence = document.querySelector("[data-does=presence]");

const EVENTS = ["ready", "load-error", "change", "before-save", "saved", "rolled-back", "conflict", "validation-error", "auth-required", "error"];

/** For development only: a shop asks its own server, which knows who is signed in. */
async function askForToken(query) {
  const answer = await fetch(`${tokens}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error("no token");
  return (await answer.json()).token;
}

/** The shop's own system creates somebody to show. */
async function createCustomer() {
  const answer = await fetch(`${gateway}/customers`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await askForToken({ role: "admin" })}` },
    body: JSON.stringify({
      name: "Robin Solberg",
      email: `robin.${crypto.randomUUID().slice(0, 8)}@example.com`,
      address: "14 Harbour Road\nBergen",
      phone: "+47 55 55 01 42",
    }),
  });
  if (!answer.ok) throw new Error("no customer");
  const location = answer.headers.get("location");
  return location ? location.split("/").at(-1) : String((await answer.json()).id);
}

function element() {
  return profile.querySelector("cyrexa-customer");
}

/** As the switches stand. Whether it has a shadow root is decided once in an element's life: that needs another one. */
function put() {
  const isEdit = controls.mode.value === "edit";
  const customer = controls.customer.value.trim();
  const widget = document.createElement("cyrexa-customer");
  if (controls.dom.value === "light") widget.setAttribute("shadow", "false");
  widget.gateway = gateway;
  widget.mode = controls.mode.value;
  widget.customerId = isEdit ? customer : null;
  widget.locale = controls.locale.value || null;
  widget.theme = controls.theme.value;
  widget.tokenProvider = () => askForToken(widget.mode === "edit" ? { role: "customer", customer: widget.customerId } : { role: "customer" });
  for (const name of EVENTS) widget.addEventListener(`cyrexa-${name}`, tell);
  widget.addEventListener("cyrexa-saved", ({ detail }) => {
    if (detail.created && detail.customerId) controls.customer.value = detail.customerId;
  });
  profile.replaceChildren(widget);
  presence.textContent = "Remove it";
}

function tell({ type, detail }) {
  const line = document.createElement("p");
  const name = document.createElement("b");
  name.textContent = type;
  line.append(name, ` ${JSON.stringify(detail)}`);
  log.append(line);
  log.scrollTop = log.scrollHeight;
}

const DOES = {
  presence() {
    if (!element()) return put();
    element().remove();
    presence.textContent = "Put it back";
  },
  submit: () => element()?.submit(),
  showValidation: () => element()?.showValidation(),
  reset: () => element()?.reset(),
  logout: () => element()?.logout(),
};

document.querySelector("#controls").addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll("[data-does]")) {
  button.addEventListener("click", () => DOES[button.dataset.does]());
}
for (const control of [controls.mode, controls.customer, controls.dom]) control.addEventListener("change", put);
controls.locale.addEventListener("change", () => {
  if (element()) element().locale = controls.locale.value || null;
});
controls.theme.addEventListener("change", () => {
  document.documentElement.dataset.theme = controls.theme.value;
  if (element()) element().theme = controls.theme.value;
});

controls.customer.value = new URLSearchParams(location.search).get("customer") ?? "";
if (!controls.customer.value && controls.mode.value === "edit") controls.customer.value = await createCustomer();
put();
