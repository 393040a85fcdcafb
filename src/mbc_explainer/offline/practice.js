/* <mbc-practice>: one question at a time, whether an answer is right, and why; then how it went. Nothing of it is kept. */

const COUNTS = [10, 5, 20, 50];

/* How many there can be, the usual one first, besides what is asked for. */
const counts = (wanted) => [...new Set([...COUNTS, Math.floor(wanted)])].filter((one) => one > 0).map((one) => [`${one}`, one]);

const words = (className, text) => made("p", { className }, text);
const listed = (lines, className = "") => made("ul", { className }, ...lines.map((line) => made("li", {}, ...[line].flat())));
const title = (level, text) => made(`h${level}`, { className: "mbc-heading", tabIndex: -1 }, text);
const bold = (text) => made("strong", {}, text);

/* A shape with each outcome, so that color is never all that tells them apart. */
const SHAPES = { right: "M2 8.5 6.5 13 14 3.5", missed: "M2 8H14" };

function shape(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS(drawing.namespaceURI, "path");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", `mbc-shape mbc-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  line.setAttribute("d", SHAPES[name]);
  drawing.append(line);
  return drawing;
}

function select(label, options, chosen) {
  const field = made("select", {}, ...options.map(([value, text]) => made("option", { value }, text)));
  field.value = options.some(([value]) => value === chosen) ? chosen : options[0][0];
  return [made("label", { className: "mbc-field" }, made("span", {}, label), field), field];
}

function practice(data, phrases, style) {
  const book = asking(data);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);

  /* The case and what is asked, as they stand on a screen and on paper. */
  function told({ told: [first, ...rest] }) {
    return first ? [words("mbc-case", first), ...(rest.length ? [listed(rest, "mbc-case")] : [])] : [];
  }

  /* Each choice with why it is right, or what it would take. */
  function reason(question, at, marks = []) {
    const { said, why } = question.choices[at];
    return [...marks, bold(said), ...(why === said ? [] : [words("mbc-reason", why)])];
  }

  function places(question) {
    const cited = [...question.choices, ...question.pairs].flatMap((one) => one.places);
    const each = [...new Map(cited.map((one) => [one.locator, one])).values()];
    if (!each.length) return [];
    const summary = filled(phrases.where, { places: each.map((one) => one.locator).join(", ") });
    const lines = each.map((one) => filled(phrases.place, one));
    return [made("details", { className: "mbc-where" }, made("summary", {}, summary), listed(lines))];
  }

  /* For each right choice why it is right, or for each pair what goes with it. */
  function right(question) {
    if (!question.pairs.length) return question.key.map((at) => reason(question, at));
    return question.pairs.map(({ said }, at) => [`${said}: `, bold(question.rights[question.key[at]])]);
  }

  const fold = (question) =>
    made("details", { className: "mbc-again" }, made("summary", {}, question.asked), ...told(question), listed(right(question), "mbc-reasons"));

  const label = (mark, text) => made("span", { className: "mbc-label" }, shape(mark), text);

  return class extends HTMLElement {
    static observedAttributes = [...BY, "count"];

    #root = this.attachShadow({ mode: "open" });
    #screen = made("div", { className: "mbc-screen" });
    #status = made("p", { className: "mbc-so-far", role: "status" });
    #paper = made("div", { className: "mbc-paper" });
    #wanted = { kind: "", about: "", level: "", count: "" };
    #round = [];
    #at = 0;
    #went = [];
    #again = false;
    #begun = false;
    #height = new ResizeObserver(() => this.#tellHeight());
    #print = () => this.#toPaper();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
      const [lead, note] = data.note;
      const whole = made(
        "article",
        { className: "mbc-explainer" },
        made("p", { className: "mbc-note" }, bold(`${lead}: `), note),
        this.#screen,
        this.#status,
        this.#paper,
        made("section", { className: "mbc-section mbc-disclaimer" }, title(2, data.disclaimer_title), words("", data.disclaimer)),
      );
      const around = made("div", { className: "mbc-explorer mbc-practice", lang: data.lang }, whole);
      this.#root.append(made("div", { className: "mbc-apart" }, around));
    }

    connectedCallback() {
      this.#height.observe(this);
      addEventListener("beforeprint", this.#print);
      if (!this.#begun) this.#choose();
      this.#begun = true;
    }

    disconnectedCallback() {
      this.#height.disconnect();
      removeEventListener("beforeprint", this.#print);
    }

    /* What is chosen when it begins; what there is not stays as it is usually. */
    attributeChangedCallback(name, _, value) {
      this.#wanted[name] = value ?? "";
      if (this.#begun && !this.#round.length) this.#choose();
    }

    #show(...parts) {
      this.#screen.replaceChildren(...parts);
      this.#status.textContent = "";
    }

    /* Where somebody goes on: what is new is read from its title on, and as much of it is in sight as can be. */
    #lead(heading, part) {
      heading.focus({ preventScroll: true });
      part.scrollIntoView({ block: "nearest" });
      toParent({ top: Math.round(heading.getBoundingClientRect().top + scrollY) });
    }

    /* The first screen: which questions, and how many. */
    #choose() {
      this.#round = [];
      const fields = BY.map((name) => {
        const options = Object.entries(data[name]);
        return [name, ...select(phrases[name], [["", phrases.all], ...options], this.#wanted[name])];
      });
      fields.push(["count", ...select(phrases.count, counts(this.#wanted.count), this.#wanted.count)]);
      const fits = words("mbc-fits", "");
      fits.role = "status";
      const start = made("button", { type: "submit", className: "mbc-button mbc-first-button" }, phrases.start);
      const print = button(phrases.print, () => window.print(), { className: "mbc-button mbc-print" });
      const chosen = () => {
        for (const [name, , field] of fields) this.#wanted[name] = field.value;
        const count = book.fitting(this.#wanted).length;
        fits.textContent = count ? filled(phrases.fitting, { count }) : phrases.none_fit;
        print.disabled = !count;
        return count > 0;
      };
      const form = made(
        "form",
        {},
        words("", phrases.intro),
        made("div", { className: "mbc-fields" }, ...fields.map(([, field]) => field)),
        fits,
        made("div", { className: "mbc-actions" }, start, print),
      );
      form.addEventListener("change", chosen);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (chosen()) this.#begin(this.#drawn());
        else fields[0][2].focus();
      });
      this.#show(form);
      chosen();
    }

    #drawn() {
      return book.drawn(book.fitting(this.#wanted), Number(this.#wanted.count));
    }

    #begin(questions, again = false) {
      [this.#round, this.#at, this.#went, this.#again] = [questions, 0, [], again];
      this.#ask();
    }

    #ask() {
      const question = this.#round[this.#at];
      const heading = title(2, filled(phrases.at, { at: this.#at + 1, of: this.#round.length }));
      const kind = filled(phrases.about_it, { kind: data.kind[question.kind], level: data.level[question.level] });
      const problem = made("p", { className: "mbc-problem", role: "alert" });
      const check = made("button", { type: "submit", className: "mbc-button mbc-first-button" }, phrases.check);
      const unsure = button(phrases.unsure, () => this.#judge(form, question, null));
      const choices = question.pairs.length ? this.#pairs(question) : this.#choices(question);
      const form = made(
        "form",
        {},
        heading,
        words("mbc-kind", kind),
        ...told(question),
        choices,
        problem,
        made("div", { className: "mbc-actions" }, check, unsure),
      );
      form.dataset.question = question.id;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const answer = this.#answer(form, question);
        if (answer) return this.#judge(form, question, answer);
        problem.textContent = question.pairs.length ? phrases.choose_each : phrases.choose_first;
        form.querySelector("fieldset input, fieldset :invalid")?.focus();
      });
      form.noValidate = true;
      this.#show(form);
      this.#lead(heading, form);
    }

    #choices(question) {
      const type = question.several ? "checkbox" : "radio";
      const each = question.choices.map(({ said }, at) =>
        made("label", { className: "mbc-choice" }, made("input", { type, name: "choice", value: at }), made("span", {}, said)),
      );
      const hint = question.several ? [words("mbc-hint", phrases.several)] : [];
      return made("fieldset", {}, made("legend", {}, question.asked), ...hint, made("div", { className: "mbc-choices" }, ...each));
    }

    #pairs(question) {
      const options = [["", phrases.pick], ...question.rights.map((text, at) => [`${at}`, text])];
      const each = question.pairs.map(({ said }) => {
        const [line, field] = select(said, options, "");
        field.required = true;
        return line;
      });
      return made("fieldset", {}, made("legend", {}, question.asked), made("div", { className: "mbc-fields" }, ...each));
    }

    /* What is chosen; null where nothing is, or a line is left. */
    #answer(form, question) {
      const fields = [...form.querySelectorAll(question.pairs.length ? "select" : "input:checked")];
      const given = fields.map((field) => field.value);
      return given.length && given.every(Boolean) ? given.map(Number) : null;
    }

    /* The outcome, in words and in a shape, and why. */
    #judge(form, question, answer) {
      const right = answer !== null && book.isRight(question, answer);
      this.#went.push({ question, right });
      const outcome = right ? phrases.right : answer ? phrases.not_right : phrases.shown;
      const heading = title(3, "");
      heading.append(shape(right ? "right" : "missed"), outcome);
      if (!answer) form.reset();
      form.querySelector("fieldset").disabled = true;
      form.querySelector(".mbc-problem").remove();
      const last = this.#at + 1 === this.#round.length;
      const next = button(last ? phrases.finish : phrases.next, () => this.#next(), { className: "mbc-button mbc-first-button" });
      const [why, ...others] = question.pairs.length ? this.#whoGetsWhich(question, answer) : this.#why(form, question, answer ?? []);
      const part = made("section", { className: "mbc-outcome" }, heading, why, words("", question.feedback), ...others, ...places(question));
      form.querySelector(".mbc-actions").replaceChildren(next);
      form.querySelector(".mbc-actions").before(part);
      const score = this.#score();
      this.#status.textContent = filled(phrases.so_far, { outcome, ...score });
      this.#lead(heading, part);
      this.#tell(question, answer ?? [], right, score);
    }

    #why(form, question, answer) {
      const marked = question.choices.map((_, at) => [
        ...(question.key.includes(at) ? [label("right", phrases.right_choice)] : []),
        ...(answer.includes(at) ? [label(question.key.includes(at) ? "right" : "missed", phrases.your_choice)] : []),
      ]);
      [...form.querySelectorAll(".mbc-choice")].forEach((choice, at) => {
        choice.classList.toggle("mbc-is-right", question.key.includes(at));
        choice.append(...marked[at].map((mark) => mark.cloneNode(true)));
      });
      const shown = marked.flatMap((marks, at) => (marks.length ? [reason(question, at, marks)] : []));
      const others = marked.flatMap((marks, at) => (marks.length ? [] : [reason(question, at)]));
      const folded = made("details", {}, made("summary", {}, phrases.others), listed(others, "mbc-reasons"));
      return [listed(shown, "mbc-reasons"), ...(others.length ? [folded] : [])];
    }

    #whoGetsWhich(question, answer) {
      const lines = question.pairs.map(({ said }, at) => {
        const right = question.key[at];
        const own = answer && answer[at] !== right ? [label("missed", `${phrases.your_choice}: ${question.rights[answer[at]]}`)] : [];
        return [label("right", `${phrases.right_choice}: ${question.rights[right]}`), ...own, bold(said)];
      });
      return [listed(lines, "mbc-reasons")];
    }

    #score() {
      return { right: this.#went.filter((one) => one.right).length, asked: this.#went.length, of: this.#round.length };
    }

    #next() {
      this.#at += 1;
      if (this.#at < this.#round.length) this.#ask();
      else this.#sum();
    }

    /* The last screen: how it went, and what to look at again. */
    #sum() {
      const heading = title(2, filled(phrases.how_it_went, this.#score()));
      const missed = this.#went.filter((one) => !one.right).map((one) => one.question);
      const again = button(phrases.again, () => this.#begin(missed, true), { className: "mbc-button mbc-first-button" });
      const anew = button(phrases.anew, () => {
        this.#choose();
        this.#screen.querySelector("select").focus();
      });
      const print = button(phrases.print, () => window.print(), { className: "mbc-button mbc-print" });
      const look = [title(3, phrases.look_again), words("", phrases.takes_time), ...missed.map(fold)];
      this.#show(
        heading,
        ...(missed.length ? [] : [words("", phrases.all_right)]),
        this.#tally("kind", phrases.by_kind),
        this.#tally("level", phrases.by_level),
        ...(missed.length ? look : []),
        made("div", { className: "mbc-actions" }, ...(missed.length ? [again] : []), anew, print),
      );
      this.#lead(heading, this.#screen);
    }

    #tally(name, title) {
      const rows = Object.entries(data[name]).flatMap(([value, text]) => {
        const these = this.#went.filter((one) => one.question[name] === value);
        const share = { right: these.filter((one) => one.right).length, asked: these.length };
        const named = made("th", { scope: "row" }, text);
        return these.length ? [made("tr", {}, named, made("td", {}, filled(phrases.share, share)))] : [];
      });
      const head = made("tr", {}, ...[title, phrases.right_of].map((text) => made("th", { scope: "col" }, text)));
      return made("table", { className: "mbc-tally" }, made("thead", {}, head), made("tbody", {}, ...rows));
    }

    /* All questions, then all answers; where no round is on, one is drawn. */
    #toPaper() {
      const round = this.#round.length ? this.#round : this.#drawn();
      const number = (at, text) => bold(filled(phrases.numbered, { number: at + 1, text }));
      const asked = (question, at) => {
        const options = question.pairs.length ? question.rights : question.choices.map((one) => one.said);
        const lines = question.pairs.length ? [listed(question.pairs.map((one) => one.said))] : [];
        return made("li", {}, number(at, question.asked), ...told(question), ...lines, listed(options, "mbc-boxes"));
      };
      const answered = (question, at) => {
        return made("li", {}, number(at, question.asked), listed(right(question)), ...places(question));
      };
      this.#paper.replaceChildren(
        title(2, data.title),
        made("ol", {}, ...round.map(asked)),
        title(2, phrases.answers),
        made("ol", { className: "mbc-key" }, ...round.map(answered)),
      );
    }

    #tell({ id, kind, level, pairs }, answer, right, score) {
      const detail = { question: id, kind, level, type: pairs.length ? "matching" : "choice", answer, right, again: this.#again, score };
      this.dispatchEvent(new CustomEvent("mbc-practice", { bubbles: true, composed: true, detail }));
    }

    /* For a page around this one: how far down this element reaches. */
    #tellHeight() {
      toParent({ height: Math.ceil(this.getBoundingClientRect().bottom + scrollY) });
    }
  };
}
