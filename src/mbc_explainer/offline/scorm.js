/* Tells a learning system (SCORM 1.2) that the page was begun, and that it was completed. An answer completes it once
   somebody chose something and got one; of what was chosen it tells nothing. Practice completes it once all questions
   of a round were answered: it tells each answer, and the best score of a round. It passes and fails nobody: where a
   course has a pass mark, the system holds the score against it. This script stands before the element's own, so as to
   hear of the first answer, which nobody asked for. */

"use strict";
(() => {
  function found(first) {
    for (let place = first, steps = 0; place && steps < 10; place = place.parent, steps += 1) {
      try {
        if (place.API) return place.API;
      } catch {
        return null;
      }
      if (place.parent === place) break;
    }
    return null;
  }

  const system = found(window) ?? found(window.opener);
  if (!system || system.LMSInitialize("") === "false") return;

  const STATUS = "cmi.core.lesson_status";
  const SCORE = "cmi.core.score";
  const INTERACTIONS = "cmi.interactions";
  const done = () => ["completed", "passed"].includes(system.LMSGetValue(STATUS));
  function tell(status) {
    if (done()) return;
    system.LMSSetValue(STATUS, status);
    system.LMSCommit("");
  }

  const letter = (at) => String.fromCharCode(97 + at);
  const responses = {
    choice: (answer) => answer.map(letter).join(","),
    matching: (answer) => answer.map((at, line) => `${line + 1}.${letter(at)}`).join(","),
  };

  let told = Number(system.LMSGetValue(`${INTERACTIONS}._count`)) || 0;
  function tellAnswer({ question, type, answer, right }) {
    const said = { id: question, type, result: right ? "correct" : "wrong" };
    if (answer.length) said.student_response = responses[type](answer);
    for (const [name, value] of Object.entries(said)) system.LMSSetValue(`${INTERACTIONS}.${told}.${name}`, value);
    told += 1;
  }

  function tellScore({ right, of }) {
    const score = Math.round((100 * right) / of);
    if (score < Number(system.LMSGetValue(`${SCORE}.raw`))) return;
    for (const [name, value] of Object.entries({ min: 0, max: 100, raw: score })) system.LMSSetValue(`${SCORE}.${name}`, `${value}`);
  }

  tell("incomplete");
  let answers = 0;
  addEventListener("mbc-answer", () => (answers += 1) > 1 && tell("completed"));
  addEventListener("mbc-practice", ({ detail }) => {
    tellAnswer(detail);
    if (detail.again || detail.score.asked < detail.score.of) return;
    tellScore(detail.score);
    tell("completed");
    system.LMSCommit("");
  });

  let open = true;
  addEventListener("pagehide", () => {
    if (open) system.LMSFinish("");
    open = false;
  });
})();
