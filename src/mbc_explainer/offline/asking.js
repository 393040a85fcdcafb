/* Reads questions out of compiled data. What is asked, which answer is right, and why, is in the data alone. */

const BY = ["kind", "about", "level"];

function asking(data) {
  const text = (at) => data.texts[at];
  const place = (locator) => {
    const [section, gist] = data.places[locator].map(text);
    return { locator, section, gist };
  };
  const questions = data.questions.map((one) => ({
    ...one,
    told: one.told.map(text),
    asked: text(one.asked),
    choices: one.choices.map(([said, why, places]) => ({ said: text(said), why: text(why), places: places.map(place) })),
    pairs: one.pairs.map(([said, places]) => ({ said: text(said), places: places.map(place) })),
    rights: one.rights.map(text),
    feedback: text(one.feedback),
  }));

  /* Those of a kind, about a topic and of a level, as far as these are asked for. */
  const fitting = (wanted) =>
    questions.filter((one) => BY.every((name) => !wanted[name] || [one[name]].flat().includes(wanted[name])));

  /* At most so many, one of each kind in turn, so that no kind that has many outweighs the others. */
  function drawn(several, count) {
    const left = [...several];
    const turns = {};
    const found = [];
    while (left.length) {
      const [one] = left.splice(Math.floor(Math.random() * left.length), 1);
      turns[one.kind] = (turns[one.kind] ?? -1) + 1;
      found.push([turns[one.kind], one]);
    }
    return found.sort(([one], [other]) => one - other).slice(0, count).map(([, one]) => one);
  }

  /* An answer is the places of the choices that are taken, in order, or for each pair that of what goes with it. */
  const isRight = ({ key }, answer) => `${key}` === `${answer}`;

  return { questions, fitting, drawn, isRight };
}
