/* A form for a profile, with the answer next to it. Python makes both; here they are shown, and what is chosen is sent. */

let forms = 0;

function made(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function choice(field, option, form) {
  const type = field.many ? "checkbox" : "radio";
  const input = made("input", { type, name: `${form}-${field.name}`, value: option.name });
  return made("label", { className: "mbc-choice" }, input, made("span", {}, option.title));
}

function fieldset(field, form) {
  const choices = made("div", { className: "mbc-choices" }, ...field.choices.map((option) => choice(field, option, form)));
  const hint = made("p", { className: "mbc-hint" }, field.hint);
  const set = made("fieldset", {}, made("legend", {}, field.title), hint, choices);
  set.dataset.field = field.name;
  if (!field.summary) return set;
  hint.after(made("details", {}, made("summary", {}, field.summary), choices));
  return set;
}

const inputs = (form, field) => [...form.querySelectorAll(`[data-field=${field.name}] input`)];
const chosen = (form, field) => inputs(form, field).flatMap((input) => (input.checked ? [input.value] : []));

function gathered(form, fields) {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.many ? chosen(form, field) : chosen(form, field)[0]]),
  );
}

function filled(form, fields, values) {
  for (const field of fields) {
    const wanted = [values[field.name] ?? field.left_out].flat();
    for (const input of inputs(form, field)) input.checked = wanted.includes(input.value);
  }
  withinReach(form, fields);
}

/* "None" goes with nothing else: what was chosen last stays. */
function alone(form, fields, last) {
  for (const field of fields) {
    const none = inputs(form, field).find((input) => input.value === field.none);
    if (!none?.checked) continue;
    if (last === none) inputs(form, field).forEach((input) => (input.checked = input === none));
    else if (inputs(form, field).includes(last)) none.checked = false;
  }
}

/* Where a field's choices must be among those of another, the rest can't be chosen. */
function withinReach(form, fields) {
  for (const field of fields.filter((field) => field.within)) {
    const among = chosen(form, { name: field.within });
    for (const input of inputs(form, field)) {
      input.disabled = among.length > 0 && input.value !== field.none && !among.includes(input.value);
      if (input.disabled) input.checked = false;
    }
  }
}

/* JupyterLab takes arrow keys, Enter and letters for itself, unless what has the focus says that it needs them. */
function keepKeys(part) {
  for (const element of part.querySelectorAll("input, button, summary, a")) element.dataset.lmSuppressShortcuts = "true";
}

const folds = (part) => [...part.querySelectorAll("details")];

/* What a fold may be known by in the next answer: its title, or its kind where its part has no other of that kind. */
function namesOf(fold) {
  const part = fold.closest("[id]");
  const alike = folds(part).filter((other) => other.className === fold.className && other.closest("[id]") === part);
  const names = [fold.querySelector("summary").textContent, ...(alike.length > 1 ? [] : [fold.className])];
  return names.map((name) => `${part.id} ${name}`);
}

/* The same for what can hold the focus. */
const named = (element) => (element.localName === "summary" ? namesOf(element.parentElement) : [element.outerHTML]);

/* Where something stands in the part of the answer that is in sight. */
const topIn = (pane, element) => element.getBoundingClientRect().top - pane.getBoundingClientRect().top;

/* The part that is being read: the one that starts nearest to the upper edge. */
function read(pane) {
  const parts = [...pane.querySelectorAll("[id]")].filter((part) => part.getClientRects().length);
  const away = (part) => Math.abs(topIn(pane, part));
  return parts.toSorted((one, other) => away(one) - away(other))[0];
}

/* A new answer keeps open what was open, in sight what was read, and the focus where it was. */
function shown(pane, page) {
  const open = new Set(folds(pane).filter((fold) => fold.open).flatMap(namesOf));
  const focused = pane.querySelector(":focus");
  const names = focused ? named(focused) : [];
  const part = read(pane);
  const top = part && topIn(pane, part);
  pane.innerHTML = page;
  keepKeys(pane);
  for (const fold of folds(pane)) fold.open = namesOf(fold).some((name) => open.has(name));
  const again = part && pane.querySelector(`#${part.id}`);
  if (again) pane.scrollTop += topIn(pane, again) - top;
  if (!focused) return;
  const same = (element) => named(element).some((name) => names.includes(name));
  const next = [...pane.querySelectorAll("summary, a, button")].find(same) ?? pane;
  next.focus({ preventScroll: true });
}

/* A link within the answer: a host may have it in a shadow root, or keep addresses to itself. */
function followed(pane, event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  const target = pane.querySelector(link.hash);
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  pane.scrollTop += topIn(pane, target);
}

function render({ model, el }) {
  const fields = model.get("fields");
  const phrases = model.get("phrases");
  const name = `mbc-form-${++forms}`;
  const again = made("button", { type: "button", className: "mbc-again" }, phrases.again);
  const status = made("p", { className: "mbc-status", role: "status" });
  const problem = made("p", { className: "mbc-problem", role: "alert" });
  const form = made("form", { ariaLabel: phrases.label }, ...fields.map((field) => fieldset(field, name)), again);
  const pane = made("div", { className: "mbc-answer", tabIndex: -1 });
  const side = made("div", { className: "mbc-side" }, form);
  const main = made("div", { className: "mbc-beside" }, pane, problem, status);
  const explorer = made("div", { className: "mbc-explorer" }, made("div", { className: "mbc-panes" }, side, main));
  el.append(explorer);
  keepKeys(form);

  const send = () => {
    model.set("chosen", gathered(form, fields));
    model.save_changes();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    alone(form, fields, event.target);
    withinReach(form, fields);
    send();
  });
  pane.addEventListener("click", (event) => followed(pane, event));
  again.addEventListener("click", () => {
    filled(form, fields, {});
    send();
  });

  const follow = {
    chosen: () => filled(form, fields, model.get("chosen")),
    page: () => shown(pane, model.get("page")),
    problem: () => (problem.textContent = model.get("problem")),
    changed: () => (status.innerText = model.get("changed").join("\n")),
  };
  for (const [trait, update] of Object.entries(follow)) {
    model.on(`change:${trait}`, update);
    update();
  }
  return () => Object.entries(follow).forEach(([trait, update]) => model.off(`change:${trait}`, update));
}

export default { render };
