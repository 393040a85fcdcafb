/* Reads answers out of compiled data. A page is an ordered list of pieces, each with a condition on the profile; an
   answer is filter and join. What there is to say, and when, is in the data alone. */

function reading(data, phrases) {
  const fields = new Map(data.fields.map((field) => [field.name, field]));
  const names = Object.keys(data.vocabulary);

  /* What was given, as JSON where there is JSON for it. */
  function shownAs(given) {
    try {
      return JSON.stringify(given) ?? String(given);
    } catch {
      return Object.prototype.toString.call(given);
    }
  }

  function refusal(name, given, expected) {
    const shown = shownAs(given);
    const short = shown.length > 40 ? `${shown.slice(0, 37)}...` : shown;
    return new TypeError(`${name}: ${filled(phrases.refused, { given: short, expected })}`);
  }

  function word(name, given, word) {
    const accepted = filled(phrases.accepted, { words: data.vocabulary[name].join(", ") });
    if (!data.vocabulary[name].includes(word)) throw refusal(name, given, accepted);
    return word;
  }

  function several(name, given) {
    const accepted = filled(phrases.accepted, { words: data.vocabulary[name].join(", ") });
    if (!Array.isArray(given)) throw refusal(name, given, filled(phrases.no_list, { accepted }));
    given.forEach((one) => word(name, one, one));
    const empty = !given.length && data.nullable.includes(name);
    if (empty && !fields.get(name).none) throw refusal(name, given, phrases.empty);
    return data.vocabulary[name].filter((one) => given.includes(one));
  }

  /* A profile with every field, each set in the order of its names; an error says what is accepted. */
  function read(given) {
    const accepted = names.join(", ");
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      throw refusal("profile", given, filled(phrases.no_object, { fields: accepted }));
    }
    for (const name of Object.keys(given)) {
      if (!names.includes(name)) throw refusal("profile", name, filled(phrases.fields, { fields: accepted }));
    }
    const profile = {};
    for (const name of names) {
      const { many, left_out } = fields.get(name);
      const stated = given[name] ?? null;
      if (stated === null) profile[name] = data.nullable.includes(name) ? null : left_out;
      else profile[name] = many ? several(name, stated) : word(name, stated, stated);
    }
    for (const { name, within } of data.fields) {
      const among = within && profile[within];
      if (among && profile[name]?.some((one) => !among.includes(one))) {
        throw refusal(name, given[name], filled(phrases.not_within, { field: within, words: among.join(", ") }));
      }
    }
    return profile;
  }

  function walk(root, values) {
    while (root >= 0) {
      const [variable, ...children] = data.nodes[root];
      root = children[values[variable]];
    }
    return ~root;
  }

  const holds = (values) => ([, root]) => walk(root, values) === 1;

  /* What conditions test: the variables of a profile, then the facts that are derived from those before. */
  function values(profile) {
    const found = [];
    for (const name of names) {
      const stated = profile[name];
      if (!fields.get(name).many) found.push(data.vocabulary[name].indexOf(stated));
      else for (const one of data.vocabulary[name]) found.push(stated === null ? 2 : Number(stated.includes(one)));
    }
    for (const root of data.facts) found.push(walk(root, found));
    return found;
  }

  const BUTTON = /<button type="button" class="mbc-term" popovertarget="mbc-word-([^"]+)">([^<]*)<\/button>/.source;
  const TERM = new RegExp(`<span class="mbc-together">${BUTTON}([^<]*)</span>`, "g");

  /* The blocks that stand side by side in a page, between its beginning and its end. A word of the field explains itself
     where it first stands. */
  function blocks(name, values) {
    const seen = new Set();
    const joined = [""];
    for (const [piece, , begins] of data.pages[name].filter(holds(values))) {
      if (begins) joined.push("");
      joined[joined.length - 1] += data.pieces[piece];
    }
    return joined.map((block) => block.replace(TERM, (marked, slug, form, mark) => {
      if (seen.has(slug)) return form + mark;
      seen.add(slug);
      return marked;
    }));
  }

  const page = (name, values) => blocks(name, values).join("");

  function answers(values) {
    const ways = Object.entries(data.answers);
    return Object.fromEntries(ways.map(([therapy, several]) => [therapy, several.find(holds(values))[0]]));
  }

  /* What a field would still settle. */
  const settles = (name, values) => (data.settles[name] ?? []).filter(holds(values)).map(([text]) => text);

  return { read, values, walk, blocks, page, answers, settles };
}
