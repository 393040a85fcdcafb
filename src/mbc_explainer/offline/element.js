/* <mbc-explainer>: a form for a profile, and the answer to it, live. What there is to say is in the data. */

/* Read as HTML, in a page that is XML too. */
const reader = document.implementation.createHTMLDocument("");

function parsed(html) {
  const template = reader.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/* The form. */

function choice(field, option) {
  const input = made("input", { type: field.many ? "checkbox" : "radio", name: field.name, value: option.name });
  return made("label", { className: "mbc-choice" }, input, made("span", {}, option.title));
}

function fieldset(field) {
  const choices = made("div", { className: "mbc-choices" }, ...field.choices.map((option) => choice(field, option)));
  const note = (kind) => made("p", { className: `mbc-${kind}`, id: `${field.name}-${kind}` });
  const notes = ["hint", "settles", "reach"].map(note);
  const [hint, settles, reach] = notes;
  hint.textContent = field.hint;
  const folded = field.summary ? made("details", {}, made("summary", {}, field.summary), choices) : choices;
  const set = made("fieldset", {}, made("legend", {}, field.title), settles, hint, folded, reach);
  set.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
  set.dataset.field = field.name;
  return set;
}

const inputs = (form, field) => [...form.querySelectorAll(`[data-field="${field.name}"] input`)];
const chosen = (form, field) => inputs(form, field).flatMap((input) => (input.checked ? [input.value] : []));

function gathered(form, data) {
  const stated = (field) => {
    const names = chosen(form, field);
    if (!field.many) return names[0];
    if (names.includes(field.none)) return [];
    return names.length || !data.nullable.includes(field.name) ? names : null;
  };
  return Object.fromEntries(data.fields.map((field) => [field.name, stated(field)]));
}

function fill(form, data, profile) {
  for (const field of data.fields) {
    const stated = profile[field.name];
    const none = field.none && stated?.length === 0;
    const wanted = none ? [field.none] : [stated ?? []].flat();
    for (const input of inputs(form, field)) input.checked = wanted.includes(input.value);
  }
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

/* Where a field's choices must be among those of another, the rest can't be chosen, and it says why. */
function withinReach(form, fields, phrases) {
  for (const field of fields.filter((field) => field.within)) {
    const other = fields.find((other) => other.name === field.within);
    const among = chosen(form, other);
    for (const input of inputs(form, field)) {
      input.disabled = among.length > 0 && input.value !== field.none && !among.includes(input.value);
      if (input.disabled) input.checked = false;
    }
    const reach = form.querySelector(`#${field.name}-reach`);
    reach.textContent = among.length ? filled(phrases.reach, { field: other.title }) : "";
  }
}

/* The answer. */

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

const above = (node) => node.parentElement ?? node.getRootNode().host;

/* What scrolls, if this is to move. */
function scrollerOf(element) {
  for (let node = element; node; node = above(node)) {
    if (node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return document.scrollingElement ?? document.documentElement;
}

const edgeOf = (scroller) => (scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top);
const topOf = (element) => element.getBoundingClientRect().top;

/* The part that is being read: the one that starts nearest to the upper edge. */
function read(pane) {
  const edge = edgeOf(scrollerOf(pane));
  const parts = [...pane.querySelectorAll("[id]")].filter((part) => part.getClientRects().length);
  const away = (part) => Math.abs(topOf(part) - edge);
  return parts.reduce((nearest, part) => (nearest && away(nearest) <= away(part) ? nearest : part), null);
}

/* A change that moves nothing that somebody looks at: these parts, or what then has their ids, stay where they are in
   the window. It measures once before and once after, since each measure after a change costs a layout. */
function still(parts, change) {
  const tops = parts.map(topOf);
  const root = parts[0]?.getRootNode();
  change();
  parts.forEach((part, at) => {
    const now = part.isConnected ? part : root.getElementById(part.id);
    if (now) scrollerOf(now).scrollTop += topOf(now) - tops[at];
  });
}

/* Where all of it is in sight, as in a frame as high as its content, the page around it has to scroll. */
function lead(target) {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const scroller = scrollerOf(target);
  scroller.scrollTop += topOf(target) - edgeOf(scroller);
  if (topOf(target) - edgeOf(scroller) > 1) toParent({ top: Math.round(topOf(target) + scrollY) });
}

/* A link within the answer: here it stands in a shadow root, where addresses lead nowhere. */
function follow(event) {
  const link = event.composedPath()[0].closest?.("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const target = link.getRootNode().getElementById(link.hash.slice(1));
  if (target) lead(target);
}

/* The address after #, for a link to share: a word for whom it is, then what is stated. */

const KEY = "mbc";

function toAddress(profile, data, id) {
  const said = new URLSearchParams([[KEY, id]]);
  for (const field of data.fields) {
    const stated = profile[field.name];
    if (stated?.length === 0 && field.none) said.append(field.name, field.none);
    else if (`${stated ?? []}` !== `${field.left_out}`) [stated].flat().forEach((one) => said.append(field.name, one));
  }
  return `${location.href.split("#")[0]}#${said}`;
}

function fromAddress(data, id) {
  const said = new URLSearchParams(location.hash.slice(1));
  if (said.get(KEY) !== id) return null;
  said.delete(KEY);
  const stated = (name) => {
    const field = data.fields.find((field) => field.name === name);
    const names = said.getAll(name);
    if (!field?.many) return names.at(-1);
    return names.includes(field.none) ? [] : names;
  };
  return Object.fromEntries([...said.keys()].map((name) => [name, stated(name)]));
}

function explainer(data, phrases, style) {
  const book = reading(data, phrases);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(data.style + style);
  const details = ["brief", "standard", "full"].filter((name) => `explanation/${name}` in data.pages);
  const usual = details.includes("standard") ? "standard" : details[0];

  return class extends HTMLElement {
    static observedAttributes = ["profile", "form", "detail", "mode"];

    #root = this.attachShadow({ mode: "open" });
    #form = made("form", {});
    #open = made("div", { className: "mbc-first" });
    #pane = made("div", { className: "mbc-answer", tabIndex: -1 });
    #problem = made("p", { className: "mbc-problem", role: "alert" });
    #status = made("div", { className: "mbc-status", role: "status" });
    #detail = made("select", {}, ...details.map((name) => made("option", { value: name }, phrases[name])));
    #address = made("input", { readOnly: true, ariaLabel: phrases.share });
    #share = made("div", { className: "mbc-share", hidden: true });
    #practice = made("mbc-practice", {}, made("p", {}, phrases.needs_practice), made("p", {}, data.disclaimer));
    #profile = null;
    #values = null;
    #answers = null;
    #page = { begins: null, shown: new Map() };
    #past = [];
    #begun = false;
    #height = new ResizeObserver(() => this.#tellHeight());
    #moved = () => this.#fromAddress();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
      const form = this.#form;
      const again = button(phrases.again, () => this.#choose(book.read({})));
      form.append(
        this.#open,
        ...data.fields.map(fieldset),
        made("div", { className: "mbc-actions" }, button(phrases.undo, () => this.#undo()), again),
      );
      const closed = { className: "mbc-button mbc-sharing", ariaExpanded: "false" };
      const sharing = button(phrases.share, () => this.#toggleShare(sharing), closed);
      const printing = button(phrases.print, () => window.print(), { className: "mbc-button mbc-print" });
      this.#share.append(
        made("p", {}, phrases.reveals),
        made("div", { className: "mbc-actions" }, this.#address, button(phrases.copy, () => this.#copy())),
      );
      const tools = made(
        "div",
        { className: "mbc-tools", role: "group", ariaLabel: phrases.tools },
        made("label", {}, `${phrases.detail} `, this.#detail),
        made("div", { className: "mbc-actions" }, printing, sharing),
      );
      const side = made("div", { className: "mbc-side", role: "group", ariaLabel: phrases.label }, form);
      const beside = made("div", { className: "mbc-beside" }, tools, this.#share, this.#pane);
      const turns = made(
        "div",
        { className: "mbc-turns" },
        button(phrases.to_form, () => lead(side)),
        button(phrases.to_answer, () => lead(this.#pane)),
      );
      const close = button(phrases.close, () => this.#hush(), { className: "mbc-button mbc-close" });
      const bar = made("div", { className: "mbc-bar" }, this.#problem, this.#status, close, turns);
      const panes = made("div", { className: "mbc-panes" }, side, beside);
      const whole = made("div", { className: "mbc-explorer", lang: data.lang }, panes, bar);
      this.#root.append(made("div", { className: "mbc-apart" }, whole));
      new ResizeObserver(() => whole.style.setProperty("--_bar", `${bar.offsetHeight}px`)).observe(bar);

      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("change", (event) => {
        alone(form, data.fields, event.target);
        withinReach(form, data.fields, phrases);
        this.#choose(book.read(gathered(form, data)));
      });
      this.#detail.addEventListener("change", () => this.setAttribute("detail", this.#detail.value));
      this.#pane.addEventListener("click", follow);
    }

    connectedCallback() {
      this.#height.observe(this);
      addEventListener("hashchange", this.#moved);
      if (this.#begun) return;
      const given = Object.getOwnPropertyDescriptor(this, "profile");
      delete this.profile;
      const stated = this.#profile;
      if (!stated) this.#show(book.read({}));
      if (given) this.#carefully(() => (this.profile = given.value));
      else if (!stated) this.#fromAttribute();
      this.#fromAddress();
      this.#past = [];
      this.#begun = true;
      this.#tell();
    }

    disconnectedCallback() {
      this.#height.disconnect();
      removeEventListener("hashchange", this.#moved);
    }

    attributeChangedCallback(name) {
      const whole = this.#root.querySelector(".mbc-explorer");
      if (name === "mode") return this.#turn();
      if (name === "form") whole.classList.toggle("mbc-alone", this.getAttribute(name) === "no");
      else if (this.#begun && name === "profile") this.#fromAttribute();
      else if (this.#begun) this.#show(this.#profile);
    }

    /* The other face: practice, which a script of its own brings. */
    #turn() {
      const practicing = this.getAttribute("mode") === "practice";
      this.#root.querySelector(".mbc-apart").hidden = practicing;
      if (!practicing) return this.#practice.remove();
      for (const name of ["kind", "about", "level", "count"]) {
        if (this.hasAttribute(name)) this.#practice.setAttribute(name, this.getAttribute(name));
      }
      this.#root.append(this.#practice);
    }

    /* What is stated; set it, and the answer follows at once. An error says what is accepted. */
    get profile() {
      return structuredClone(this.#profile ?? book.read({}));
    }

    set profile(given) {
      this.#choose(book.read(given));
    }

    /* For each kind of care: its relevance, and what it depends on. */
    get answers() {
      const answers = Object.entries(this.#answers ?? book.answers(book.values(this.profile)));
      const plain = ([name, { relevance, depends_on }]) => [name, { relevance, depends_on: [...depends_on] }];
      return Object.fromEntries(answers.map(plain));
    }

    #fromAttribute() {
      const text = this.getAttribute("profile");
      if (text === null) return;
      this.#carefully(() => {
        let given;
        try {
          given = JSON.parse(text);
        } catch (error) {
          throw new TypeError(`profile: ${filled(phrases.not_json, { error: error.message })}`);
        }
        this.profile = given;
      });
    }

    #fromAddress() {
      const given = fromAddress(data, this.id);
      if (given) this.#carefully(() => (this.profile = given));
    }

    /* What can't be read is said where it can be seen, and what was there stays. */
    #carefully(change) {
      try {
        change();
      } catch (error) {
        this.#problem.textContent = error.message;
      }
    }

    #choose(profile) {
      const before = this.#answers;
      const isNew = JSON.stringify(profile) !== JSON.stringify(this.#profile);
      if (this.#profile && isNew) this.#past.push(this.#profile);
      this.#problem.textContent = "";
      this.#show(profile);
      if (!this.#begun) return;
      this.#sayChanges(before);
      if (isNew) this.#tell();
    }

    #undo() {
      const last = this.#past.pop();
      if (!last) return this.#say([phrases.nothing_to_undo]);
      this.#choose(last);
      this.#past.pop();
    }

    #show(profile) {
      this.#profile = profile;
      const values = (this.#values = book.values(profile));
      this.#answers = book.answers(values);
      const asked = this.getAttribute("detail");
      const detail = details.includes(asked) ? asked : usual;
      this.#detail.value = detail;
      this.#share.hidden = true;
      this.#root.querySelector(".mbc-sharing").ariaExpanded = "false";
      const form = this.#form;
      const focused = form.querySelector(":focus");
      const unread = focused && topOf(this.#pane) > 0;
      still([focused, unread ? null : read(this.#pane)].filter(Boolean), () => {
        fill(form, data, profile);
        withinReach(form, data.fields, phrases);
        this.#showOpen(values);
        this.#showPage(book.blocks(`explanation/${detail}`, values));
      });
    }

    /* Below each field what it would still settle, and above them all the fields that would. */
    #showOpen(values) {
      const open = [];
      for (const field of data.fields) {
        const texts = book.settles(field.name, values);
        const stated = `${this.#profile[field.name] ?? []}` !== `${field.left_out}`;
        const settled = data.settles[field.name]?.length ? phrases.settles_nothing : phrases.changes_nothing;
        this.#form.querySelector(`#${field.name}-settles`).textContent = texts.join(" ") || (stated ? "" : settled);
        this.#form.querySelector(`[data-field="${field.name}"]`).classList.toggle("mbc-telling", texts.length > 0);
        if (texts.length) open.push(field);
      }
      const first = (field) => inputs(this.#form, field).find((input) => !input.disabled);
      const jump = (field) => made("li", {}, button(field.title, () => first(field).focus()));
      const said = made("p", {}, open.length ? phrases.still_open : phrases.nothing_open);
      this.#open.replaceChildren(said, ...(open.length ? [made("ul", {}, ...open.map(jump))] : []));
    }

    /* A new answer keeps open what was open, and the focus where it was. */
    #showPage(blocks) {
      const pane = this.#pane;
      const open = new Set(folds(pane).filter((fold) => fold.open).flatMap(namesOf));
      const inside = pane.querySelector(":focus");
      const focused = inside?.shadowRoot ? inside.closest("details").firstElementChild : inside;
      const names = focused ? named(focused) : [];
      this.#showBlocks(blocks);
      for (const therapy of Object.keys(data.answers)) this.#addWhy(therapy);
      for (const fold of folds(pane)) fold.open = namesOf(fold).some((name) => open.has(name));
      if (!focused) return;
      const same = (element) => named(element).some((name) => names.includes(name));
      const next = [...pane.querySelectorAll("summary, a, button")].find(same) ?? pane;
      next.focus({ preventScroll: true });
    }

    /* Blocks that are as they were stay: most of the time goes into laying out what is new. */
    #showBlocks([begins, ...blocks]) {
      const ends = blocks.pop();
      if (begins !== this.#page.begins) this.#pane.replaceChildren(parsed(begins + ends));
      const [article] = this.#pane.children;
      const before = begins === this.#page.begins ? this.#page.shown : new Map();
      const shown = new Map(blocks.map((block) => [block, before.get(block) ?? parsed(block).firstElementChild]));
      for (const [block, element] of before) if (!shown.has(block)) element.remove();
      let at = article.firstElementChild;
      for (const element of shown.values()) {
        if (element === at) at = at.nextElementSibling;
        else article.insertBefore(element, at);
      }
      this.#page = { begins, shown };
    }

    /* Why, and why not, in the card of a kind of care; each in a root of its own, since any answer has the same ids. */
    #addWhy(therapy) {
      const card = this.#pane.querySelector(`#mbc-${therapy}.mbc-card`);
      if (!card) return;
      const there = card.querySelector(".mbc-why");
      const fold = there ?? made("details", { className: "mbc-section mbc-folded mbc-why" }, made("summary", {}, phrases.why));
      const deeper = Number(card.querySelector(".mbc-heading").localName[1]) - 1;
      const heading = (_, end, level) => `<${end}h${Math.min(6, Number(level) + deeper)}`;
      const parts = [`why/${therapy}`, `why_not/${therapy}`];
      const fill = () => {
        if (!fold.open) return;
        const pages = parts.map((name) => book.page(name, this.#values));
        if (fold.shown === pages.join("")) return;
        fold.querySelectorAll("div").forEach((part) => part.remove());
        for (const page of pages) {
          const part = made("div", { className: "mbc-asked" });
          const root = part.attachShadow({ mode: "open" });
          root.adoptedStyleSheets = [sheet];
          root.append(parsed(page.replace(/<(\/?)h(\d)/g, heading)));
          fold.append(part);
        }
        fold.shown = pages.join("");
      };
      if (there) return fill();
      fold.addEventListener("toggle", fill);
      card.append(fold);
    }

    #sayChanges(before) {
      const differing = (part) => Object.entries(this.#answers).filter(([name, answer]) => answer[part] !== before[name][part]);
      const changed = differing("relevance");
      const said = changed.length ? changed : differing("words");
      if (!said.length) return this.#say([phrases.no_change]);
      this.#say(said.map(([, answer]) => answer.words), changed.length ? phrases.changed : phrases.same_answer);
    }

    #say(lines, title) {
      const titles = title ? [made("strong", {}, title)] : [];
      this.#status.replaceChildren(...titles, ...lines.map((line) => made("p", {}, line)));
    }

    #hush() {
      this.#problem.textContent = "";
      this.#status.replaceChildren();
      this.#pane.focus({ preventScroll: true });
    }

    #toggleShare(sharing) {
      this.#share.hidden = !this.#share.hidden;
      sharing.ariaExpanded = String(!this.#share.hidden);
      this.#address.value = toAddress(this.#profile, data, this.id);
    }

    async #copy() {
      this.#address.select();
      try {
        await navigator.clipboard.writeText(this.#address.value);
        this.#say([phrases.copied]);
      } catch {
        this.#say([phrases.not_copied]);
      }
    }

    #tell() {
      const detail = { profile: this.profile, answers: this.answers };
      this.dispatchEvent(new CustomEvent("mbc-answer", { bubbles: true, composed: true, detail }));
    }

    /* For a page around this one: how far down this element reaches. The document's own height would never shrink. */
    #tellHeight() {
      toParent({ height: Math.ceil(this.getBoundingClientRect().bottom + scrollY) });
    }
  };
}
